"""What no file and no answer may hold: characters nobody sees, and letters under a pile of marks."""

from __future__ import annotations

import re
import unicodedata

HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
"""Control characters but newline and tab, lone surrogates, bidi overrides and isolates, zero-width and tag characters.

The joiners U+200C and U+200D are not among them: scripts need them.
"""


MARKS = 30
"""How many marks (accents, vowel signs) may stand on one letter: the limit of Unicode's stream-safe text (UAX 15)."""

_MAYBE_MARKS = re.compile(rf"[^\w\x00-\x7f]{{{MARKS + 1},}}")


def refuse_hidden(text: str) -> str | None:
    """What is wrong where `text` holds a character nobody sees, naming its code point; None where all is well.

    So is a letter with more than `MARKS` marks, which nobody can read either. It is asked before a text is composed,
    for that takes a time that grows with the square of their number.
    """
    if found := HIDDEN.search(text):
        return refusal(found.group())
    for maybe in _MAYBE_MARKS.finditer(text):
        number = 0
        for character in maybe.group():
            number = number + 1 if unicodedata.category(character).startswith("M") else 0
            if number > MARKS:
                return f"a letter with more than {MARKS} marks on it is not allowed"
    return None


def refusal(character: str) -> str:
    """What is said of one hidden character: its code point and its name."""
    name = unicodedata.name(character, "a control character").lower()
    return f"the hidden character U+{ord(character):04X} ({name}) is not allowed"
