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

from collections import Counter
from collections.abc import Iterator

from treatydraft.checks.finding import ERROR, Fault
from treatydraft.instrument.index import Index, term_name
from treatydraft.instrument.tree import Instrument, Term
from treatydraft.record.facts import Facts

SEVERITY = ERROR


def find(instrument: Instrument, facts: Facts, index: Index) -> Iterator[Fault]:
    """One finding for each definition after a term's first."""
    counts = Counter(term.casefold() for term, places in index.definitions.items() for _ in places)
    twice = {where for term, places in index.definitions.items() if counts[term.casefold()] > 1 for where in places}
    first: dict[str, str] = {}
    for where in filter(twice.__contains__, index.words):
        for node, span in index.spans(where, facts.language):
            if not isinstance(node, Term) or not node.defines:
                continue
            term = term_name(node)
            if term.casefold() not in first:
                first[term.casefold()] = where
                continue
            what = f"'{term}' is defined here and in {index.cite(first[term.casefold()], facts.language)}"
            yield Fault(where, what, f"define it once, and use it elsewhere: {{{term}}}", *span)
