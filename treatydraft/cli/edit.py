"""`treatydraft edit`: the interview again, on a draft that is there."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer()


@app.command(epilog="Example: treatydraft edit guarantee.yaml -o guarantee.md --force")
def edit(
    ctx: typer.Context,
    draft: Annotated[str, typer.Argument(metavar="DRAFT.yaml", help="The draft to go through.")],
    output: Annotated[list[str], typer.Option("-o", "--output", metavar="FILE", help="Write the instrument too.")] = [],  # noqa: B006
    force: Annotated[bool, typer.Option(help="Overwrite output files that are there.")] = False,
) -> None:
    """Go through the answers of a draft again: it begins with the review, where each can be changed."""
    from treatydraft.cli.drafts import open_library, tell_notes
    from treatydraft.cli.output import Output
    from treatydraft.cli.start import finish, on_terminal
    from treatydraft.drafting.renaming import renamed_in
    from treatydraft.errors import DraftError, Location, Problem
    from treatydraft.files import read_text

    if not on_terminal():
        hint = f"use 'treatydraft set {draft} KEY=VALUE' where nobody can be asked"
        raise DraftError(Problem("no-terminal", Location(draft), "there is no terminal to ask at", hint))
    outputs = [Output.named(name, draft, force=force) for name in output]
    library = open_library(ctx.obj)
    tell_notes(renamed_in(read_text(draft, DraftError), draft, library), ctx.obj)

    from treatydraft.cli.prompts.session import going_on, interview

    command = going_on("edit", draft, ctx.obj, output, force=force)
    text = interview(draft, lambda _: read_text(draft, DraftError), library, ctx.obj, command=command, reviewed=True)
    finish(text, draft, library, outputs, quiet=ctx.obj.quiet)
