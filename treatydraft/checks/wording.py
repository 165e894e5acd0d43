"""The words that rules about words may judge: names, quotations, references and holes are passed by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never
from weakref import WeakKeyDictionary

from treatydraft.instrument.index import Index
from treatydraft.instrument.plain_text import plain_text
from treatydraft.instrument.tree import Bracket, Emphasis, Hole, Inlines, Name, Reference, Term, Text
from treatydraft.language import Language

PASSED = "\ufffc"
"""What stands for each character that is passed by: no letter, no mark, and no end of a sentence."""

_STRAIGHT = re.compile(r'"[^"\n]*"')


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that stand together at an address.

    `start` is their offset in the text of the address (`Index.text`), `text` their plain text, and `wording` the same,
    character for character, with `PASSED` for what a rule may not judge: an offset in one is that in the other.
    """

    address: str
    start: int
    words: Inlines
    text: str
    wording: str


_PASSAGES: WeakKeyDictionary[Index, tuple[Passage, ...]] = WeakKeyDictionary()


def passages(index: Index, language: Language) -> tuple[Passage, ...]:
    """Every run of words, address by address in reading order; made once for an index, in its instrument's language."""
    if index not in _PASSAGES:
        _PASSAGES[index] = tuple(
            Passage(address, start, words, text, wording(words, language))
            for address in index.words
            for start, words, text in index.runs(address, language)
        )
    return _PASSAGES[index]


def wording(words: Inlines, language: Language) -> str:
    """The words a rule may judge, as long as their plain text: what is passed by is replaced with `PASSED`."""
    judged = "".join(_judged(words, language))
    start, end = language.quotes
    last = judged.rfind(end) + len(end)  # behind the last end no quotation can close, and none is looked for
    if start in judged[:last]:
        quotation = f"{re.escape(start)}[^{re.escape(end)}]*{re.escape(end)}"
        judged = re.sub(quotation, _passed_by, judged[:last]) + judged[last:]
    return _STRAIGHT.sub(_passed_by, judged) if '"' in judged else judged


def _passed_by(quotation: re.Match[str]) -> str:
    return PASSED * len(quotation[0])


def _judged(words: Inlines, language: Language) -> Iterator[str]:
    for word in words:
        match word:
            case Text(text):
                yield text
            case Emphasis(inner):
                yield from _judged(inner, language)
            case Bracket(inner):
                yield "["
                yield from _judged(inner, language)
                yield "]"
            case Term(defines=False):
                yield plain_text((word,), language)
            case Term() | Name() | Hole() | Reference():
                yield PASSED * len(plain_text((word,), language))
            case _:
                assert_never(word)
