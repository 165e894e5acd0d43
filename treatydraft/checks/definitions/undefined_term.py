"""A term is used as a defined one, and nothing defines it.

What it does
    Finds each term of the library (written in braces) that is used while no definition of it stands in the
    instrument. Words that merely begin with a capital letter are passed by.

Why it matters
    The reader looks for a meaning that is not there, and each party supplies its own. Clauses put together from a
    library have this fault more often than any other.

Example
    wrong: "The {Secretariat} shall circulate the report.", where no article establishes a Secretariat
    right: "A {=Secretariat} is established." in some article, or a clause of the library that defines it

References
    DEF-02; EU Joint Practical Guide, guideline 14
"""

from __future__ import annotations

from collections.abc import Iterator

from treatydraft.checks.finding import ERROR, Finding
from treatydraft.errors import MAX_PROBLEMS, nearest
from treatydraft.instrument.index import Index
from treatydraft.instrument.tree import Instrument
from treatydraft.record.facts import Facts

SEVERITY = ERROR


def find(instrument: Instrument, facts: Facts, index: Index) -> Iterator[Finding]:
    """One finding for each term, where it is first used."""
    undefined = [(term, places[0]) for term, places in index.uses.items() if term not in index.definitions]
    for n, (term, where) in enumerate(undefined):
        near = nearest(term, index.definitions) if n < MAX_PROBLEMS else None
        define = f"define it ({{={term}}}), or put in the article of definitions, or a clause that does"
        hint = f"did you mean {{{near}}}?" if near else define
        yield Finding("undefined-term", SEVERITY, where, f"'{term}' is used and nowhere defined", hint)
