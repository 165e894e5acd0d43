"""Values: what an answer can be, how it is read from text, and how it is written so that it reads back.

Every kind of answer is one line in `TYPES`. Parsers take what stands in a draft or on the command line (text, a list
of texts, a list of mappings) and raise ValueError in plain words: what was given, and what is right. No value holds
words of a language; `treatydraft.language` prints them.
"""

from __future__ import annotations

from treatydraft.characters import refuse_hidden
from treatydraft.value.parsers import MAX_DIGITS, MAX_LETTERS, NO_LIMITS, Column, Limits, WrongValue
from treatydraft.value.register import Register
from treatydraft.value.types import TYPES, ValueType, parse_open
from treatydraft.value.values import HOURS, Choice, Duration, Missing, Money, Open, Role, Row, Share, settled, to_data

__all__ = [
    "HOURS",
    "MAX_DIGITS",
    "MAX_LETTERS",
    "NO_LIMITS",
    "TYPES",
    "Choice",
    "Column",
    "Duration",
    "Limits",
    "Missing",
    "Money",
    "Open",
    "Register",
    "Role",
    "Row",
    "Share",
    "ValueType",
    "WrongValue",
    "parse_open",
    "refuse_hidden",
    "settled",
    "to_data",
]
