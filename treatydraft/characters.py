"""Characters that no file and no answer may hold or that deceive a reader: invisible ones, letters under many marks,
and letters that pass for those of another script."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from treatydraft.cache import cached

HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
"""Control characters but newline and tab, lone surrogates, bidi overrides and isolates, zero-width and tag characters.

The joiners U+200C and U+200D are not among them: scripts need them.
"""

ALIKE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
"""The scripts whose letters can be taken for one another's, as the names of their letters begin."""

SYMBOLS = frozenset("ΔΣΩλμπ")
"""Greek letters that stand beside Latin ones as signs ("μm", "kΩ") and look like none of them."""

_MISTAKABLE = re.compile(
    "[\u0370-\u058f\u13a0-\u13ff\u1c80-\u1c8f\u1f00-\u1fff\u2de0-\u2dff\ua640-\ua69f\uab70-\uabbf]"
)
"""The letters of those scripts but Latin, and few others: a text without any, as nearly all are, mixes nothing."""

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u200c\u200d])*+")  # an accent or a joiner parts no word


MARKS = 30
"""How many marks (accents, vowel signs) may stand on one letter: the limit of Unicode's stream-safe text (UAX 15)."""

_MAYBE_MARKS = re.compile(rf"[^\w\x00-\x7f]{{{MARKS + 1},}}")


def refuse_hidden(text: str) -> str | None:
    """What is wrong with `text`: an invisible character, with its code point, or a letter with more than `MARKS` marks.

    None where it holds neither. To be called before a text is normalized to NFC, which takes a time that grows with the
    square of the number of marks.
    """
    if match := HIDDEN.search(text):
        return refusal(match.group())
    for maybe in _MAYBE_MARKS.finditer(text):
        number = 0
        for character in maybe.group():
            number = number + 1 if unicodedata.category(character).startswith("M") else 0
            if number > MARKS:
                return f"a letter with more than {MARKS} marks on it is not allowed"
    return None


def refusal(character: str) -> str:
    """The message for a hidden character: its code point and its name."""
    return f"the hidden character {_described(character)} is not allowed"


def hidden_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Each invisible character of `text`: its line and column, from one, and the message for it.

    A carriage return before a newline is none.
    """
    for match in HIDDEN.finditer(text):
        at = match.start()
        if text[at : at + 2] != "\r\n":
            yield text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at), refusal(match.group())


def mixed_scripts(text: str) -> Iterator[tuple[int, int, str]]:
    """Each word of letters from several of the scripts in `ALIKE`: its offset and length, and the message for it.

    The letters that are not of the script with the most in the word are named with their code points.
    """
    if not _MISTAKABLE.search(text):
        return
    for match in _WORD.finditer(text):
        word = match[0]
        if word.isascii():
            continue
        scripts = Counter(map(_script, word))
        alike = [script for script in ALIKE if script in scripts]
        other_scripts = sorted(alike, key=scripts.__getitem__, reverse=True)[1:]
        if other_scripts:
            strange = [_described(letter) for letter in dict.fromkeys(word) if _script(letter) in other_scripts]
            shown = word if len(word) <= 40 else f"{word[:39]}…"
            more = " and others" if len(strange) > 3 else ""
            yield match.start(), len(word), f"the word '{shown}' mixes scripts: it has {', '.join(strange[:3])}{more}"


@cached(4096)
def _script(letter: str) -> str:
    return "" if letter in SYMBOLS else unicodedata.name(letter, "").partition(" ")[0]


def _described(character: str) -> str:
    """The code point of a character and its name: ``U+0435 (cyrillic small letter ie)``."""
    return f"U+{ord(character):04X} ({unicodedata.name(character, 'a control character').lower()})"
