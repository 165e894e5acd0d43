"""The shares in a table do not add up to exactly 100.

What it does
    Adds up each column of shares: a column of numbers under a heading, or in a table, that speaks of per cent, with a
    total below. Both the sum and the total shown must be exactly 100.

Why it matters
    A scale that yields 99.99 or 100.03 leaves a part of the costs to nobody, or charges it twice.

Example
    wrong: seven contributors with 14.29 each, which makes 100.03
    right: {{ shares(key, guarantors) }}, which hands out what rounding leaves over

References
    FIN-03
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from treatydraft.checks.finding import ERROR, Fault
from treatydraft.instrument.index import Index
from treatydraft.instrument.plain_text import plain_text
from treatydraft.instrument.tree import Inlines, Instrument, Table
from treatydraft.language import Language
from treatydraft.record.facts import Facts

SEVERITY = ERROR

WHOLE = Decimal(100)

_NUMBER = re.compile(r"(-?\d{1,9}(?:[.,]\d{1,12})?) ?%?")


def find(instrument: Instrument, facts: Facts, index: Index) -> Iterator[Fault]:
    """One finding for each column that does not add up."""
    for where, place in index.located.items():
        if place.table is None or not place.table.total:
            continue
        for added, total in _columns(place.table, facts.language):
            if added != WHOLE:
                what = f"the shares add up to {added}, and not to 100"
                yield Fault(where, what, "change a share, or let {{ shares(...) }} make the rows")
            elif total != WHOLE:
                what = f"the total is shown as {total}, and the shares add up to 100"
                yield Fault(where, what, "write 100 as the total")


def _columns(table: Table, language: Language) -> Iterator[tuple[Decimal, Decimal]]:
    """The sum and the shown total of each column of shares."""
    percent = language.percent.format(number="").strip()
    for n, total in enumerate(table.total):
        heads = (*table.header[n : n + 1], table.caption)
        if not any(mark in plain_text(head, language) for head in heads for mark in (percent, "%")):
            continue
        shown = _number(total, language)
        shares = [_number(row[n], language) for row in table.rows if n < len(row)]
        known = [share for share in shares if share is not None]
        if shown is not None and known and len(known) == len(shares):
            yield sum(known, Decimal(0)), shown


def _number(cell: Inlines, language: Language) -> Decimal | None:
    match = _NUMBER.fullmatch(plain_text(cell, language).strip())
    return Decimal(match[1].replace(",", ".")) if match else None
