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

from treatydraft.checks.finding import ERROR, Fault
from treatydraft.errors import MAX_PROBLEMS, nearest
from treatydraft.instrument.index import Index, term_name
from treatydraft.instrument.tree import Instrument, Term
from treatydraft.record.facts import Facts

SEVERITY = ERROR


def find(instrument: Instrument, facts: Facts, index: Index) -> Iterator[Fault]:
    """One finding for each term, where it is first used."""
    firsts = {term: places[0] for term, places in index.uses.items() if term not in index.definitions}
    reported = 0
    for where in dict.fromkeys(firsts.values()):
        for node, span in index.spans(where, facts.language):
            if not isinstance(node, Term) or firsts.get(term := term_name(node)) != where:
                continue
            del firsts[term]
            reported += 1
            near = nearest(term, index.definitions) if reported <= MAX_PROBLEMS else None
            define = f"define it ({{={term}}}), or put in the article of definitions, or a clause that does"
            hint = f"did you mean {{{near}}}?" if near else define
            yield Fault(where, f"'{term}' is used and nowhere defined", hint, *span)
