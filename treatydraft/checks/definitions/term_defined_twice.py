"""A term is defined in two places.

What it does
    Finds each term that is defined more than once, capital letters aside.

Why it matters
    Two definitions of one term are two meanings, and nothing says which prevails.

Example
    wrong: "A {=Council} is established." in two articles
    right: one of them establishes it, and the other uses it: "the {Council}"

References
    DEF-03; EU Joint Practical Guide, guideline 14
"""

from __future__ import annotations

from collections.abc import Iterator

from treatydraft.checks.finding import ERROR, Finding
from treatydraft.instrument.index import Index
from treatydraft.instrument.tree import Instrument
from treatydraft.record.facts import Facts

SEVERITY = ERROR


def find(instrument: Instrument, facts: Facts, index: Index) -> Iterator[Finding]:
    """One finding for each definition after a term's first."""
    first: dict[str, str] = {}
    for term, places in index.definitions.items():
        for where in places:
            before = first.setdefault(term.casefold(), where)
            if before is where:
                continue
            there = index.cite(before, facts.language)
            what = f"'{term}' is defined here and in {there}"
            yield Finding(
                "term-defined-twice", SEVERITY, where, what, f"define it once, and use it elsewhere: {{{term}}}"
            )
