"""A term is defined and never used.

What it does
    Finds each defined term that the instrument does not use outside its own definition. The names given to the
    parties in the opening words are passed by.

Why it matters
    A definition without a use is a remnant: the clause that needed it is gone, or uses another word for the thing.

Example
    wrong: "“Special Envoy” means ...", and no article speaks of a {Special Envoy}
    right: the articles use the term, or the definition goes

References
    DEF-01
"""

from __future__ import annotations

from collections.abc import Iterator

from treatydraft.checks.finding import WARNING, Finding
from treatydraft.errors import MAX_PROBLEMS, nearest
from treatydraft.instrument.index import Index
from treatydraft.instrument.tree import Instrument, Term
from treatydraft.record.facts import Facts

SEVERITY = WARNING


def find(instrument: Instrument, facts: Facts, index: Index) -> Iterator[Finding]:
    """One finding for each term, where it is defined."""
    undefined = [used for used in index.uses if used not in index.definitions]
    unused = 0
    for term, places in index.definitions.items():
        uses = index.uses.get(term, ())
        if "opening" in places or any(use not in places or not _entry(index, use) for use in uses):
            continue
        unused += 1
        near = nearest(term, undefined) if unused <= MAX_PROBLEMS else None
        hint = f"is {{{near}}} the same?" if near else f"use it ({{{term}}}), or take the definition out"
        yield Finding("unused-definition", SEVERITY, places[0], f"'{term}' is defined and never used", hint)


def _entry(index: Index, where: str) -> bool:
    """Whether a block is an entry of definitions ("X" means ...), so that a use in it is no use of the term."""
    place = index.located.get(where)
    first = place.units[-1].words[:1] if place and place.units else ()
    return any(isinstance(word, Term) and word.defines for word in first)
