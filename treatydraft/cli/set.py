"""`treatydraft set`: answers of a draft changed without dialogue."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer()


@app.command(epilog="Example: treatydraft set guarantee.yaml guarantors=FR,GB,PL collective-defense/response.hours=48")
def set(
    ctx: typer.Context,
    draft: Annotated[str, typer.Argument(metavar="DRAFT.yaml", help="The draft; - for stdin, changed on stdout.")],
    assignments: Annotated[
        list[str],
        typer.Argument(metavar="KEY=VALUE...", help="KEY= goes back to the default; CLAUSE=false leaves a clause out."),
    ],
) -> None:
    """Change answers of a draft; comments and order stay, and nothing is written if an answer is wrong.

    While an interview has the draft open it is left alone.
    """
    from treatydraft import DraftError, change_draft, compose, parse_draft, read_stdin, read_text, write_whole
    from treatydraft.cli.drafts import open_library
    from treatydraft.cli.prompts.journal import held
    from treatydraft.cli.streams import print_data, print_note

    library = open_library(ctx.obj)

    def changed(text: str, name: str) -> str:
        text = change_draft(text, assignments, library)
        compose(parse_draft(text, name, library), library)  # every answer is read before anything is written
        return text

    if draft == "-":
        print_data(changed(read_stdin(DraftError), "stdin"))
        return
    read_text(draft, DraftError)  # before anything is made beside it
    with held(draft, assignments):
        write_whole(draft, changed(read_text(draft, DraftError), draft).encode(), force=True)
    if not ctx.obj.quiet:
        print_note(f"changed {draft}: {', '.join(one.partition('=')[0] for one in assignments)}")
