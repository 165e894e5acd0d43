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
    """Change answers of a draft; comments and order stay.

    Nothing is written if an answer is wrong or clauses cannot stand together; several KEY=VALUE are judged together.
    While an interview has the draft open it is left alone.
    """
    from treatydraft.assembly import Assembly
    from treatydraft.cli.drafts import open_library, tell_notes
    from treatydraft.cli.prompts.journal import locked
    from treatydraft.cli.streams import print_data, print_note
    from treatydraft.drafting.change import answer_notes, change_draft
    from treatydraft.drafting.draft import parse_draft
    from treatydraft.drafting.renaming import renamed_in
    from treatydraft.errors import DraftError
    from treatydraft.files import parse_yaml, read_stdin, read_text, write_whole

    library = open_library(ctx.obj)

    def changed(file: str, name: str) -> str:
        parse_yaml(file, name, DraftError)
        text = change_draft(file, assignments, library, name=name)
        Assembly(parse_draft(text, name, library, file), library).refuse_wrong()  # judged whole before it is written
        tell_notes((*renamed_in(file, name, library), *answer_notes(assignments, library)), ctx.obj)
        return text

    if draft == "-":
        print_data(changed(read_stdin(DraftError), "stdin"))
        return
    read_text(draft, DraftError)  # before anything is made beside it
    with locked(draft, assignments):
        write_whole(draft, changed(read_text(draft, DraftError), draft).encode(), force=True)
    if not ctx.obj.quiet:
        print_note(f"changed {draft}: {', '.join(assignment.partition('=')[0] for assignment in assignments)}")
