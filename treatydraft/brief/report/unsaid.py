"""The page *unsaid*: what the text leaves out, kind by kind, and what nothing is known of."""

from __future__ import annotations

from collections.abc import Iterator

from treatydraft.brief.brief import Brief
from treatydraft.brief.report.blocks import Block, Heading, Item, Items, Page, Paragraph
from treatydraft.brief.report.scope import Scope
from treatydraft.brief.unsaid import KINDS, Unsaid
from treatydraft.brief.wording import Wording, counted
from treatydraft.language import capital


def unsaid_page(brief: Brief, scope: Scope) -> Page:
    """The page, of what concerns the party asked about."""
    found = scope.unsaid(brief)
    return Page("unsaid", "What the text leaves out", _summary(found), tuple(_blocks(found, brief.wording)))


def _blocks(found: Unsaid, wording: Wording) -> Iterator[Block]:
    if not found.omissions:
        yield Paragraph("nothing, as far as the records say")
    for kind in KINDS:
        omissions = [one for one in found.omissions if one.kind == kind]
        if omissions:
            yield Heading(f"{capital(kind)}s ({len(omissions)})", level=3)
            yield Items(tuple(Item(one.words(wording), one.entry.at, mark="?") for one in omissions))
    if found.unknown:
        number = len(found.unknown)
        yield Heading(f"Unknown ({number}): words without a record, of which no page says anything", level=3)
        yield Items(tuple(Item("what these words do", clause, mark="?") for clause in found.unknown))


def _summary(found: Unsaid) -> str:
    numbers = [(kind, sum(one.kind == kind for one in found.omissions)) for kind in KINDS]
    told = ", ".join(counted(number, kind) for kind, number in numbers if number) or "nothing"
    unknown = f"; of {counted(len(found.unknown), 'article')} nothing is known" if found.unknown else ""
    return f"left out: {told}{unknown}"
