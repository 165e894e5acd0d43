"""The characters nobody sees: what no file and no answer may hold."""

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


def refuse_hidden(text: str) -> str | None:
    """What is wrong where `text` holds a character nobody sees, naming its code point; None where all is well."""
    found = HIDDEN.search(text)
    return refusal(found.group()) if found else None


def refusal(character: str) -> str:
    """What is said of one hidden character: its code point and its name."""
    name = unicodedata.name(character, "a control character").lower()
    return f"the hidden character U+{ord(character):04X} ({name}) is not allowed"
