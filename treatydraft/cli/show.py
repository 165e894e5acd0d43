"""`treatydraft show`: the instrument of a draft, read in the terminal."""

from __future__ import annotations

import re
from typing import Annotated

import typer

app = typer.Typer()


@app.command(epilog="Example: treatydraft show guarantee.yaml --articles 5-6 --origin")
def show(
    ctx: typer.Context,
    draft: Annotated[str, typer.Argument(metavar="DRAFT.yaml", help="The draft, or - for stdin.")],
    articles: Annotated[str, typer.Option(metavar="N[-M]", help="These articles only.")] = "",
    origin: Annotated[bool, typer.Option("--origin", help="Say of each article which clause it is, and why.")] = False,
    why: Annotated[str, typer.Option(metavar="CLAUSE", help="Say why a clause is in the instrument, or not.")] = "",
) -> None:
    """Read the instrument of a draft in the terminal."""
    from treatydraft import Problem, UsageError, nearest, select
    from treatydraft import articles as articles_of
    from treatydraft.cli.display import Screen, spoken_lines
    from treatydraft.cli.drafts import composed, open_draft, open_library, tell_notes

    span = re.fullmatch(r"(\d{1,4})(?:-(\d{1,4}))?", articles) if articles else None
    if articles and span is None:
        raise UsageError(Problem("--articles", f"'{articles}' is not a span of articles", "write 5, or 3-7"))
    library = open_library(ctx.obj)
    opened = open_draft(draft, library)
    if why:
        reason = select(opened, library).why(why)
        known = (*library.clause_ids, *opened.clauses)
        if why not in known:
            near = next((id for id in known if id.endswith(f"/{why}")), None) or nearest(why, known)
            hint = f"did you mean '{near}'?" if near else "see 'treatydraft library list'"
            raise UsageError(Problem("--why", f"there is no clause '{why}'", hint))
        typer.echo(f"{why}: {reason or 'neither the outline nor the draft nor another clause asks for it'}")
        return
    selection, instrument = composed(opened, library, holes=True)
    only = range(int(span[1]), int(span[2] or span[1]) + 1) if span else None
    lines = list(spoken_lines(instrument, library.language(opened.language), only=only, origin=origin))
    if not lines:
        last = sum(not one.continues for one in articles_of(instrument.body))
        hint = f"the last is {last}" if last else "the instrument has no articles"
        raise UsageError(Problem("--articles", f"there is no article {articles}", hint))
    tell_notes(opened, library, ctx.obj)
    screen = Screen.of(ctx.obj)
    for line in lines:
        screen.print(line)
    if only is None and not ctx.obj.quiet:
        for left in selection.left:
            typer.echo(f"left out: {left.clause} ({left.because})", err=True)
