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
    from treatydraft.cli.display import Screen, instrument_lines
    from treatydraft.cli.drafts import open_assembly, open_library, present_clause, tell_advisories
    from treatydraft.cli.streams import print_note, print_words
    from treatydraft.drafting.explanation import explain_reason
    from treatydraft.errors import Location, Problem, UsageError, nearest
    from treatydraft.instrument.tree import articles as articles_in

    only = _span(articles) if articles else None
    library = open_library(ctx.obj)
    assembly = open_assembly(draft, library)
    if why:
        why = present_clause(why, library, ctx.obj)
        reason = assembly.selection.reason(why)
        known = (*library.clause_ids, *assembly.draft.clauses)
        if why not in known:
            near = next((id for id in known if id.endswith(f"/{why}")), None) or nearest(why, known)
            hint = f"did you mean '{near}'?" if near else "see 'treatydraft library list'"
            raise UsageError(Problem("unknown-clause", Location(key="--why"), f"there is no clause '{why}'", hint))
        nobody = "neither the outline nor the draft nor another clause asks for it"
        print_words(f"{why}: {explain_reason(reason, assembly.language) if reason else nobody}")
        return
    instrument = assembly.instrument
    last = len([article for article in articles_in(instrument.body) if not article.continues])
    if only is not None and only[0] > last:
        extent = "there is 1 article" if last == 1 else f"there are {last or 'no'} articles"
        raise UsageError(
            Problem(
                "unknown-article",
                Location(key="--articles"),
                f"there is no article {only[0]}: {extent}",
                "leave it out to see them all",
            )
        )
    tell_advisories(assembly, ctx.obj)
    screen = Screen.of(ctx.obj)
    for line in instrument_lines(instrument, assembly.language, only=only, origin=origin):
        screen.print(line)
    if only is None and not ctx.obj.quiet:
        for left in assembly.selection.left:
            print_note(f"left out: {left.clause} ({explain_reason(left.reason, assembly.language)})")


def _span(articles: str) -> range:
    """The articles of ``5`` or ``3-7``, counted from 1. UsageError for what is no span of them."""
    from treatydraft.errors import Location, Problem, UsageError

    span = re.fullmatch(r"([0-9]{1,4})(?:-([0-9]{1,4}))?", articles)
    only = range(int(span[1]), int(span[2] or span[1]) + 1) if span else range(0)
    if not only or not only[0]:
        raise UsageError(
            Problem(
                "wrong-option-value",
                Location(key="--articles"),
                f"'{articles}' is not a span of articles",
                "write 5, or 3-7",
            )
        )
    return only
