"""The page *matrix*: the kinds of party that the text makes, and what each owes."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_uppercase

from treatydraft.brief.brief import Brief
from treatydraft.brief.matrix import Matrix
from treatydraft.brief.report.blocks import Block, Item, Items, Page, Paragraph, Row, Table
from treatydraft.brief.report.scope import Scope
from treatydraft.brief.wording import Wording, counted, listed


def matrix_page(brief: Brief, scope: Scope) -> Page:
    """The page, or the column of the party asked about."""
    found = scope.matrix(brief)
    kinds = f"{counted(len(found.columns), 'kind')} of party"
    summary = f"{kinds}, {counted(len(found.duties), 'duty', 'duties')} of parties"
    return Page("matrix", "Who owes what", summary, tuple(_blocks(found, brief.wording)))


def _blocks(found: Matrix, wording: Wording) -> Iterator[Block]:
    if not found.duties:
        yield Paragraph("no party owes anything, as far as the records say")
        return
    names = [ascii_uppercase[n] if n < 26 else f"{n + 1}" for n in range(len(found.columns))]
    kinds = []
    for name, column in zip(names, found.columns, strict=True):
        parties = listed([wording.party(code) for code in column.codes])
        number, duties = counted(len(column.codes), "party", "parties"), counted(len(column.duties), "duty", "duties")
        kinds.append(Item(f"{number}, {duties}: {parties}", head=name))
    yield Items(tuple(kinds))
    rows = (
        Row((*("x" if act in column.duties else "." for column in found.columns), wording.norm(act)), act.at)
        for act in found.duties
    )
    yield Table((*names, "duty"), tuple(rows))
