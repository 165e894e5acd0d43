"""A placeholder has been left in the words.

What it does
    Finds what stands for words to come: TBD, TBC, TODO, XX, a row of underscores or dots, an empty bracket, and a
    bracket that begins with "insert", "to be", "name of" and the like. Names and quotations are passed by, and so are
    the Roman numerals of parts, articles and resolutions.

Why it matters
    Unlike a hole ({?...}) nobody counts it, so it reaches the text that is signed.

Example
    wrong: "within XX hours of the request", "at [insert place]"
    right: "within 24 hours of the request", or {?the number of hours} until it is known

References
    BRK-07
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from treatydraft.checks.finding import WARNING, Fault
from treatydraft.checks.wording import passages
from treatydraft.instrument.index import Index
from treatydraft.instrument.tree import Instrument
from treatydraft.record.facts import Facts

SEVERITY = WARNING

_NUMBERED = "".join(f"(?<!{word} )" for word in ("Part", "Chapter", "Title", "Section", "Article", "Annex", "Protocol"))
PLACEHOLDER = re.compile(
    rf"""
      (?<!\w)(?:TBD|TBC|TBA|TODO|FIXME)(?!\w)
    | (?<![\w(]){_NUMBERED.replace(" ", "[ ]")}X{{2,}}(?![\w)])        # not (XX) of a resolution, not Article XX
    | _{{3,}} | \.{{4,}} | …{{2,}}
    | \[\s*+(?:(?:…|\.\.\.|\?++|-++|x++)\s*+)?\]
    | \[\s*+(?i:insert|to[ ]be|name[ ]of|date[ ]of|number[ ]of|amount[ ]of|place[ ]of)\b
        [^\[\]]*+ (?:\[[^\[\]]*+\][^\[\]]*+)*+ \]                       # with what is in brackets of its own
    """,
    re.VERBOSE,
)
"""What stands for words to come."""


def find(instrument: Instrument, facts: Facts, index: Index) -> Iterator[Fault]:
    """One finding for each placeholder at an address."""
    told: set[tuple[str, str]] = set()
    for passage in passages(index, facts.language):
        for match in PLACEHOLDER.finditer(passage.wording):
            words = passage.text[slice(*match.span())]
            if (passage.address, words) not in told:
                told.add((passage.address, words))
                what = f"'{words}' stands for words to come"
                hint = "write the words, or mark them as missing: {?what is missing}"
                yield Fault(passage.address, what, hint, passage.start + match.start(), len(words))
