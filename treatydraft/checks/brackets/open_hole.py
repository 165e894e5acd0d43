"""Something is still missing: an answer nobody gave, or a place marked as missing.

What it does
    Finds each hole in the text: an answer the draft does not give, a list that could not be filled, and what a
    drafter has marked with {?...}.

Why it matters
    A hole shows in the text, and a clean export refuses it.

Example
    wrong: "Done at {?the place of signature}."
    right: "Done at Paris."

References
    FCL-20
"""

from __future__ import annotations

from collections.abc import Iterator

from treatydraft.checks.finding import ERROR, Fault
from treatydraft.instrument.index import Index
from treatydraft.instrument.tree import Hole, Instrument
from treatydraft.record.facts import Facts

SEVERITY = ERROR


def find(instrument: Instrument, facts: Facts, index: Index) -> Iterator[Fault]:
    """One finding for each thing that is missing at an address."""
    reported: set[tuple[str, str]] = set()
    for where in dict.fromkeys(where for where, _ in index.holes):
        for node, span in index.spans(where, facts.language):
            if isinstance(node, Hole) and (where, node.what) not in reported:
                reported.add((where, node.what))
                yield Fault(where, f"{node.what} is missing", "answer it, or write the words", *span)
