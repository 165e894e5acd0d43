"""`treatydraft new`: start a draft, or go on with one."""

from __future__ import annotations

import os
from typing import Annotated

import typer

app = typer.Typer()


@app.command(
    epilog="Example: treatydraft new guarantee.yaml --outline coalition-treaty --defaults -o guarantee.md. "
    "KEY is a shared answer (guarantors), a clause's (collective-defense/response.hours), a variant "
    "(collective-defense/response.variant), or register, title and date."
)
def new(
    ctx: typer.Context,
    draft: Annotated[str, typer.Argument(metavar="DRAFT.yaml", help="The draft to write; one that is there goes on.")],
    outline: Annotated[str, typer.Option(metavar="NAME", help="The outline to start from.")] = "",
    set: Annotated[list[str], typer.Option("--set", metavar="KEY=VALUE", help="Give an answer.")] = [],  # noqa: B006
    answers: Annotated[
        str, typer.Option(metavar="FILE", help="Take answers from a YAML or JSON file, - for stdin.")
    ] = "",
    defaults: Annotated[
        bool, typer.Option("--defaults", help="Take the default for whatever is not answered.")
    ] = False,
    output: Annotated[list[str], typer.Option("-o", "--output", metavar="FILE", help="Write the instrument too.")] = [],  # noqa: B006
    force: Annotated[bool, typer.Option(help="Overwrite output files that are there.")] = False,
) -> None:
    """Start a draft: choose an outline, answer its questions, write the instrument."""
    from treatydraft import check_writable, compose, parse_draft, write_whole
    from treatydraft.cli.drafts import open_library
    from treatydraft.cli.output import Output
    from treatydraft.cli.start import answers_from, finish, missing, on_terminal, started

    outputs = [Output.named(name, draft, force=force) for name in output]
    there = os.path.lexists(draft)
    check_writable(draft, force=there)
    library = open_library(ctx.obj)
    given = [*answers_from(answers, library), *set]
    if on_terminal() and answers != "-" and not defaults:
        from treatydraft.cli.prompts.session import going_on, interview

        def begin() -> str:
            return started(draft, outline, given, library) if outline or os.path.lexists(draft) else ""

        command = going_on("new", draft, ctx.obj, output, force=force)
        text = interview(draft, begin, library, ctx.obj, command=command, given=given)
    else:
        from treatydraft.cli.prompts.journal import held

        with held(draft, given):
            text = started(draft, outline, given, library)
            opened = parse_draft(text, draft, library)
            compose(opened, library)
            if not defaults:
                missing(opened, library)
            write_whole(draft, text.encode(), force=there)
    finish(text, draft, library, outputs, quiet=ctx.obj.quiet)
