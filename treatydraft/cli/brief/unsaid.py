"""The page *unsaid* in the terminal: what the text leaves out, kind by kind, and what nothing is known of."""

from __future__ import annotations

from collections.abc import Iterator

from treatydraft.brief.unsaid import KINDS, Unsaid
from treatydraft.brief.wording import Wording, counted
from treatydraft.cli.display import ScreenLine, folded
from treatydraft.language import capital


def unsaid_lines(page: Unsaid, wording: Wording) -> Iterator[ScreenLine]:
    """The lines of the page."""
    yield ScreenLine("What the text leaves out", weight="strong")
    yield ScreenLine("")
    if not page.omissions:
        yield ScreenLine("  nothing, as far as the records say")
        yield ScreenLine("")
    for kind in KINDS:
        found = [one for one in page.omissions if one.kind == kind]
        if found:
            yield ScreenLine(f"  {capital(kind)}s ({len(found)})")
            for one in found:
                yield from map(ScreenLine, folded(f"? {one.words(wording)}", "  "))
                yield ScreenLine(f"    {wording.place(one.entry.at)}")
            yield ScreenLine("")
    if page.unknown:
        yield ScreenLine(f"  Unknown ({len(page.unknown)}): words without a record, of which no page says anything")
        yield from (ScreenLine(f"  ? {wording.place(clause)}") for clause in page.unknown)
        yield ScreenLine("")


def unsaid_summary(page: Unsaid) -> str:
    """The page in a line."""
    numbers = [(kind, sum(one.kind == kind for one in page.omissions)) for kind in KINDS]
    told = ", ".join(counted(number, kind) for kind, number in numbers if number) or "nothing"
    unknown = f"; of {counted(len(page.unknown), 'article')} nothing is known" if page.unknown else ""
    return f"left out: {told}{unknown}"
