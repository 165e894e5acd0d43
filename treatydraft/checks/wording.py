"""The words that rules about words may judge: names, quotations, references and holes are passed by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import assert_never

from treatydraft.instrument.index import texts
from treatydraft.instrument.tree import Bracket, Emphasis, Hole, Inlines, Instrument, Name, Reference, Term, Text
from treatydraft.language import Language

PASSED = "\ufffc"
"""What stands where something is passed by: no letter, no mark, and no end of a sentence."""

_STRAIGHT = re.compile(r'"[^"\n]*"')


def wordings(instrument: Instrument, language: Language) -> Iterator[tuple[str, str]]:
    """Every run of words that holds any, with its address, in reading order."""
    for address, words in texts(instrument):
        if said := wording(words, language):
            yield address, said


def wording(words: Inlines, language: Language) -> str:
    """The words a rule may judge, what is passed by replaced with `PASSED`."""
    said = "".join(_said(words))
    start, end = language.quotes
    last = said.rfind(end) + len(end)  # behind the last end no quotation can close, and none is looked for
    quotation = f"{re.escape(start)}[^{re.escape(end)}]*{re.escape(end)}"
    return _STRAIGHT.sub(PASSED, re.sub(quotation, PASSED, said[:last]) + said[last:])


def _said(words: Inlines) -> Iterator[str]:
    for word in words:
        match word:
            case Text(text):
                yield text
            case Emphasis(inner):
                yield from _said(inner)
            case Bracket(inner):
                yield "["
                yield from _said(inner)
                yield "]"
            case Term():
                yield PASSED if word.defines else word.surface or word.key
            case Name() | Hole() | Reference():
                yield PASSED
            case _:
                assert_never(word)
