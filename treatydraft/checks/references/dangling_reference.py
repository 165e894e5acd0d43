"""A reference leads nowhere: the provision or the block it names is not in the instrument.

What it does
    Finds each reference whose clause has been left out, or whose label no block of that clause carries, and each that
    asks for a case or a preposition the language does not have.

Why it matters
    A wrong reference changes the law. It comes about when a clause is left out, or an article of one's own cites a
    label that is spelt otherwise; an instrument with such a reference is not exported.

Example
    wrong: "the consultations held under {@triggers/consultation}", in a draft that leaves triggers/consultation out
    right: the same with the clause put in, or without the reference

References
    REF-01; EU Joint Practical Guide, guideline 16
"""

from __future__ import annotations

from collections.abc import Iterator

from treatydraft.checks.finding import ERROR, Fault
from treatydraft.errors import MAX_PROBLEMS, nearest
from treatydraft.instrument.index import Index
from treatydraft.instrument.tree import Instrument, Reference, address
from treatydraft.record.facts import Facts

SEVERITY = ERROR


def find(instrument: Instrument, facts: Facts, index: Index) -> Iterator[Fault]:
    """One finding for each target that an address refers to in vain."""
    reported: set[tuple[str, str]] = set()
    for where in dict.fromkeys(where for where, reference in index.references if not reference.text):
        for node, span in index.spans(where, facts.language):
            if not isinstance(node, Reference) or node.text:
                continue
            target = address(node.clause or where.partition("#")[0], node.label)
            if (where, target) in reported:
                continue
            reported.add((where, target))
            near = nearest(target, index.located) if len(reported) <= MAX_PROBLEMS else None
            hint = f"did you mean {{@{near}}}?" if near else "put the clause in, or take the reference out"
            what = f"the reference to {target} leads nowhere"
            if node.case not in ("", *facts.language.grammar.forms):
                what = f"the reference to {target} asks for '{node.case}', which {facts.language.name} does not have"
                hint = f"leave ':{node.case}' out"
            yield Fault(where, what, hint, *span)
