"""A placeholder has been left in the words.

What it does
    Finds what stands for words to come: XX, a row of underscores or dots, an empty bracket, and in a language that
    lists them, words such as TBD, TBC and TODO, and a bracket that begins with "insert", "to be", "name of" and the
    like. Names and quotations are passed by, and so are the Roman numerals of parts, articles and resolutions.

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
from collections.abc import Iterable, Iterator

from treatydraft.cache import cached
from treatydraft.checks.finding import WARNING, Fault
from treatydraft.checks.wording import passages
from treatydraft.instrument.index import Index
from treatydraft.instrument.tree import Instrument
from treatydraft.language import Language
from treatydraft.record.facts import Facts

SEVERITY = WARNING


@cached(8)
def placeholder(language: Language) -> re.Pattern[str]:
    """What stands for words to come in a language: marks, and the words it gives for them under `lint`."""
    numbered = "".join(f"(?<!{re.escape(word)}[ ])" for word in language.lint.get("numbered", ()))
    words, begin = (language.lint.get(name, ()) for name in ("placeholders", "to_fill"))
    patterns = [
        rf"(?<![\w(]){numbered}X{{2,}}(?![\w)])",  # not (XX) of a resolution, not Article XX
        r"_{3,}|\.{4,}|…{2,}",
        r"\[\s*+(?:(?:…|\.\.\.|\?++|-++|x++)\s*+)?\]",
        *([rf"(?<!\w)(?:{_any(words)})(?!\w)"] if words else ()),
        # with what is in brackets of its own
        *([rf"\[\s*+(?i:{_any(begin)})\b[^\[\]]*+(?:\[[^\[\]]*+\][^\[\]]*+)*+\]"] if begin else ()),
    ]
    return re.compile("|".join(patterns))


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))


def find(instrument: Instrument, facts: Facts, index: Index) -> Iterator[Fault]:
    """One finding for each placeholder at an address."""
    reported: set[tuple[str, str]] = set()
    for passage in passages(index, facts.language):
        for match in placeholder(facts.language).finditer(passage.wording):
            words = passage.text[slice(*match.span())]
            if (passage.address, words) not in reported:
                reported.add((passage.address, words))
                what = f"'{words}' stands for words to come"
                hint = "write the words, or mark them as missing: {?what is missing}"
                yield Fault(passage.address, what, hint, passage.start + match.start(), len(words))
