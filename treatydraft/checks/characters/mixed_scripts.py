"""A word holds letters of two scripts that look alike.

What it does
    Finds each word in which letters of the Latin, Cyrillic, Greek, Armenian or Cherokee script stand side by side,
    also in a name or a quotation, and tells which letters do not belong. Words wholly in one script are passed by, and
    so are Greek signs of units ("μm") and what a hyphen parts.

Why it matters
    "Republic" with a Cyrillic letter for its "e" reads like the word and is another one: no search finds it, no
    definition covers it, and nobody who compares two texts on paper sees the difference.

Example
    wrong: "the R\u0435public of Moldova", with U+0435 in place of the Latin "e"
    right: "the Republic of Moldova"

References
    UTS-39 (Unicode Technical Standard on security mechanisms), section 5.1
"""

from __future__ import annotations

from collections.abc import Iterator

from treatydraft.characters import mixed_scripts
from treatydraft.checks.finding import WARNING, Fault
from treatydraft.checks.wording import passages
from treatydraft.instrument.index import Index
from treatydraft.instrument.tree import Instrument
from treatydraft.record.facts import Facts

SEVERITY = WARNING


def find(instrument: Instrument, facts: Facts, index: Index) -> Iterator[Fault]:
    """One finding for each word at an address; the names above a signature are those of its closing words."""
    spans: dict[tuple[str, str], tuple[int, int] | tuple[()]] = {}
    for passage in passages(index, facts.language):
        for start, length, what in mixed_scripts(passage.text):
            spans.setdefault((passage.address, what), (passage.start + start, length))
    for party in instrument.signing:
        for words in (party.signs, party.dated):
            for _, _, what in mixed_scripts(words):
                spans.setdefault(("done", what), ())  # they are no part of the text there
    for (where, what), span in spans.items():
        yield Fault(where, what, "write the whole word in one script", *span)
