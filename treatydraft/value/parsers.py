"""How one value is read from text: a parser a type, which raises `WrongType` for what is nothing like its type."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from treatydraft.characters import HIDDEN, refuse_hidden
from treatydraft.value.values import EXACT, HOURS, POWERS, Choice, Duration, Money, Share, to_data

MAX_DIGITS = 12
MAX_LETTERS = 2000


@dataclass(frozen=True, slots=True)
class Limits:
    """What a question allows beyond its type. `min` and `max` are read as values of the type; they count the letters
    of a text, and the items of choices, parties and rows. `units` are those of a duration; an integer with one unit
    is a duration. `choices` gives each choice the text to print, where there is one."""

    min: object = None
    max: object = None
    choices: Mapping[str, str] | tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    columns: Mapping[str, Column] = field(default_factory=dict)


NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of rows: the name of its type, and its limits."""

    type: str
    limits: Limits = NO_LIMITS


class WrongType(Exception):
    """The data is nothing like a value of the type; `what` says how it differs, where there is more to say."""

    def __init__(self, what: str = "") -> None:
        self.what = what
        super().__init__(what)


class WrongValue(ValueError):
    """A value that cannot be: `what` is wrong with it, and, where it is known, in `advice` what to write."""

    def __init__(self, what: str, advice: str = "") -> None:
        self.what, self.advice = what, advice
        super().__init__(f"{what}; {advice}" if advice else what)


def shown(data: object) -> str:
    """What was given, as a message can hold it."""
    if isinstance(data, bool) or data is None:
        return "nothing" if data is None else str(data).lower()
    if isinstance(data, (list, tuple, Mapping)):
        return "a mapping" if isinstance(data, Mapping) else "a list"
    text = str(data) if not isinstance(data, int) or abs(data) < 10**40 else "a number of more than 40 digits"
    text = HIDDEN.sub(lambda match: f"U+{ord(match.group()):04X}", text).replace("\n", " ")
    return f"'{text}'" if len(text) <= 40 else f"'{text[:39]}…'"


def words_in(data: object) -> str:
    """One text, composed and free of hidden characters; numbers are taken as they would be written."""
    if isinstance(data, (int, float)) and not isinstance(data, bool) and abs(data) < 10**MAX_DIGITS:
        return str(data)
    if not isinstance(data, str):
        raise WrongType
    text = data.replace("\r\n", "\n")
    if wrong := refuse_hidden(text):
        raise ValueError(wrong)
    return unicodedata.normalize("NFC", text)


def _match(pattern: str, data: object) -> re.Match[str]:
    """The whole of `data` as `pattern`, with every space, breaking or not, as one."""
    if not (match := re.fullmatch(pattern, " ".join(words_in(data).split()))):
        raise WrongType
    return match


def within(value: Any, limits: Limits, read: Callable[[object], Any], name: str) -> Any:
    """`value`, if it is within the limits; ValueError with `name`, the value in words, if it is not.

    `read` reads a limit, which may be given as text or as a value.
    """
    for limit, beyond, word in ((limits.min, "less", "least"), (limits.max, "more", "most")):
        if limit is None:
            continue
        bound = read(limit if isinstance(limit, (str, int)) else to_data(limit))
        if value < bound if beyond == "less" else value > bound:
            raise ValueError(f"{name} is {beyond} than {to_data(bound)}, the {word} allowed here")
    return value


def digits(data: object) -> int:
    """A whole number of at most `MAX_DIGITS` digits."""
    digits = _match(r"[+-]?[0-9]+", data).group()
    if len(digits.lstrip("+-")) > MAX_DIGITS:
        raise ValueError(f"a number of {len(digits.lstrip('+-'))} digits is too long; {MAX_DIGITS} are allowed")
    return int(digits)


def _decimal(digits: str) -> Decimal:
    if len(digits.replace(".", "")) > MAX_DIGITS + 3:  # three more than a whole number, for cents and large sums
        raise ValueError(f"a number of {len(digits)} digits is too long; {MAX_DIGITS + 3} are allowed")
    return Decimal(digits)


def _duration(data: object, unit: str = "") -> Duration:
    """A duration; where `unit` is known, a number alone is one."""
    match = _match(rf"([0-9]+)(?: ?({'|'.join(HOURS)})s?)?", data)
    if not (match[2] or unit):
        raise WrongType
    return Duration(digits(match[1]), match[2] or unit)


def read_text(data: object, limits: Limits) -> str:
    """Words, of at most `MAX_LETTERS` letters unless the limits say otherwise."""
    text = words_in(data)
    most = MAX_LETTERS if limits.max is None else limits.max
    within(len(text), Limits(min=limits.min, max=most), digits, f"a text of {len(text)} letters")
    return text


def read_integer(data: object, limits: Limits) -> int | Duration:
    """A whole number; with one unit in the limits a duration in it."""
    if len(limits.units) == 1:
        return read_duration(data, limits)
    value = digits(data)
    within(value, limits, digits, str(value))
    return value


def read_duration(data: object, limits: Limits) -> Duration:
    """A number and its unit; where the limits know one unit only, a number alone is in it.

    A duration in another unit is the same one in a unit of the limits, if it is so exactly.
    """
    unit = limits.units[0] if len(limits.units) == 1 else ""
    given = _duration(data, unit)
    value = _converted(given, limits.units)
    within(value, limits, lambda limit: _duration(limit, unit), str(given))
    return value


def _converted(value: Duration, units: tuple[str, ...]) -> Duration:
    if not units or value.unit in units:
        return value
    family, size = EXACT[value.unit]
    for unit in sorted(units, key=lambda name: -EXACT[name][1]):
        other, length = EXACT[unit]
        if family == other and value.n * size % length == 0:
            return Duration(value.n * size // length, unit)
    raise WrongType(f"is not a whole number of {in_units(units)}")


def in_units(units: tuple[str, ...]) -> str:
    """The units in which a duration may be given, in words."""
    return " or ".join(f"{unit}s" for unit in units)


def read_boolean(data: object, limits: Limits) -> bool:
    """Yes or no, true or false."""
    if isinstance(data, bool):
        return data
    word = words_in(data).strip()
    if word in ("yes", "Yes", "true", "True"):
        return True
    if word in ("no", "No", "false", "False"):  # never NO, which is Norway
        return False
    raise WrongType


def read_money(data: object, limits: Limits) -> Money:
    """A currency and an amount, with ``million`` or ``billion`` behind it or not."""
    match = _match(r"([A-Z]{3}) ([0-9]+(?:\.[0-9]+)?)(?: (million|billion))?", data)
    amount = _decimal(match[2]) * POWERS[match[3] or ""]
    if amount >= 10**15 or amount != round(amount, 2):
        raise ValueError(f"{shown(data)} is not a sum that can be paid; two decimals and 15 digits are allowed")
    value = Money(amount, match[1])
    within(value, limits, lambda limit: read_money(limit, NO_LIMITS), str(value))
    return value


def read_date(data: object, limits: Limits) -> datetime.date:
    """A day of the calendar in ISO form."""
    text = _match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", data).group()
    try:
        value = datetime.date.fromisoformat(text)
    except ValueError:
        raise WrongValue(f"{shown(text)} is not a day of the calendar", "write a date such as 2026-01-06") from None
    within(value, limits, lambda limit: read_date(limit, NO_LIMITS), text)
    return value


def read_fraction(data: object, limits: Limits) -> Fraction:
    """A fraction above 0 and at most 1."""
    match = _match(r"([0-9]+)(?:/([0-9]+))?", data)
    numerator, denominator = digits(match[1]), digits(match[2] or "1")
    if not 0 < numerator <= denominator:
        raise ValueError(f"{shown(data)} is not more than 0 and at most 1; write a fraction such as 2/3")
    value = Fraction(numerator, denominator)
    within(value, limits, lambda limit: read_fraction(limit, NO_LIMITS), str(value))
    return value


def read_share(data: object, limits: Limits) -> Share:
    """A number of per cent, at most 100."""
    value = Share(_decimal(_match(r"([0-9]+(?:\.[0-9]+)?) ?%?", data)[1]))
    if value.percent > 100:
        raise ValueError(f"{value} is more than 100%; write a share of the whole, such as 2.5%")
    within(value, limits, lambda limit: read_share(limit, NO_LIMITS), str(value))
    return value


def read_choice(data: object, limits: Limits) -> Choice:
    """One of the choices of the limits, with the text it prints."""
    word = _match(r"[^\s,|]+", data).group()
    if limits.choices and word not in limits.choices:
        near = get_close_matches(word, limits.choices, 1)
        meant = f"; did you mean {near[0]}?" if near else ""
        raise ValueError(f"{shown(word)} is not one of the choices {', '.join(limits.choices)}{meant}")
    return Choice(word, limits.choices.get(word, "") if isinstance(limits.choices, Mapping) else "")


def read_party(data: object, limits: Limits) -> str:
    """The code or name of a party, or the name of a group, as it was given: who it is, only a library knows."""
    name = _match(r"(?=.*[^\W\d_])[^,|]+", data).group()
    return "all" if name.casefold() == "all" else name
