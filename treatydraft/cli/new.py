"""`treatydraft new`: start a draft, or go on with one whose interview was left."""

from __future__ import annotations

import os
from typing import Annotated

import typer

app = typer.Typer()


@app.command(
    epilog="Example: treatydraft new guarantee.yaml --outline coalition-treaty --defaults -o guarantee.md. "
    "KEY is a shared answer (guarantors), a clause's (collective-defense/response.hours), a variant "
    "(collective-defense/response.variant), or register, title and date. A draft that is finished is changed with edit "
    "or set; --replace starts anew and keeps it as guarantee.yaml.bak."
)
def new(
    ctx: typer.Context,
    draft: Annotated[str, typer.Argument(metavar="DRAFT.yaml", help="The draft to write; one that was left goes on.")],
    outline: Annotated[str, typer.Option(metavar="NAME", help="The outline to start from.")] = "",
    set: Annotated[list[str], typer.Option("--set", metavar="KEY=VALUE", help="Give an answer.")] = [],  # noqa: B006
    answers: Annotated[
        str, typer.Option(metavar="FILE", help="Take answers, and the outline, from a YAML or JSON file, - for stdin.")
    ] = "",
    defaults: Annotated[
        bool, typer.Option("--defaults", help="Take the default for whatever is not answered.")
    ] = False,
    output: Annotated[list[str], typer.Option("-o", "--output", metavar="FILE", help="Write the instrument too.")] = [],  # noqa: B006
    force: Annotated[bool, typer.Option(help="Overwrite output files that are there.")] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Start anew where a draft is there; it is kept as DRAFT.yaml.bak.")
    ] = False,
) -> None:
    """Start a draft: choose an outline, answer its questions, write the instrument."""
    from treatydraft.assembly import Assembly
    from treatydraft.cli import start
    from treatydraft.cli.drafts import open_library, tell_notes
    from treatydraft.cli.output import Output
    from treatydraft.drafting.change import answer_notes
    from treatydraft.drafting.draft import parse_draft
    from treatydraft.errors import DraftError
    from treatydraft.files import check_writable, read_text, write_whole

    check_writable(draft, force=os.path.lexists(draft))
    start.refuse_other_files(draft)
    outputs = [Output.named(name, draft, force=force) for name in output]
    library = open_library(ctx.obj)
    outline, given = start.outline_of(outline, [*start.answers_from(answers, library), *set])
    tell_notes(answer_notes(given, library), ctx.obj)
    asked = start.on_terminal() and answers != "-" and not defaults

    def begin(unfinished: bool) -> str:
        start.refuse_finished(draft, unfinished=unfinished, replace=replace)
        unfinished_text = read_text(draft, DraftError) if unfinished and os.path.lexists(draft) else ""
        if unfinished_text:
            text = start.continue_draft(unfinished_text, draft, outline, given, library)
        elif asked and not outline:
            if given:
                start.refuse_wrong(draft, given, library)
            text = ""
        else:
            text = start.begin_draft(outline, given, library)
        if text and (given or not asked):
            assembly = Assembly(parse_draft(text, draft, library, unfinished_text), library)
            assembly.refuse_wrong()  # judged whole before anything is written
            if not (asked or defaults):
                start.refuse_unanswered(assembly)
        if replace:
            former.move(quiet=ctx.obj.quiet)
        return text

    with start.Replacement(draft) as former:
        if asked:
            from treatydraft.cli.prompts.session import going_on, interview

            command = going_on("new", draft, ctx.obj, output, force=force)
            text = interview(draft, begin, library, ctx.obj, command=command, given=given)
        else:
            from treatydraft.cli.prompts.journal import locked

            with locked(draft, given) as unfinished:
                write_whole(draft, (text := begin(unfinished)).encode(), force=os.path.lexists(draft))
    start.finish(text, draft, library, outputs, quiet=ctx.obj.quiet)
