"""English as people write values, put into the strict form that the parsers read: ``ten yrs`` becomes ``10 years``.

A parser is asked first and this module only where it finds nothing like its type, so what is strict is read as ever.
The words it knows are the tables at its top.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from treatydraft.value.parsers import Limits, WrongType, in_units, words_in
from treatydraft.value.values import EXACT

NUMBERS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 10**3,
}  # fmt: skip

UNITS = {
    "h": "hour", "hr": "hour", "hrs": "hour", "hour": "hour", "hours": "hour",
    "d": "day", "day": "day", "days": "day",
    "w": "week", "wk": "week", "wks": "week", "week": "week", "weeks": "week",
    "mo": "month", "mos": "month", "mth": "month", "mths": "month", "month": "month", "months": "month",
    "y": "year", "yr": "year", "yrs": "year", "year": "year", "years": "year",
    "m": "",
}  # fmt: skip
"""The units of a duration; an empty one can be minutes or months."""

PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
    "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10,
}  # fmt: skip

PER_CENT = ("%", "per cent", "percent", "pct")

SCALES = {
    "k": 10**3, "thousand": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "mio": 10**6, "million": 10**6,
    "millions": 10**6, "bn": 10**9, "bln": 10**9, "billion": 10**9, "billions": 10**9, "trillion": 10**12,
}  # fmt: skip

CURRENCIES = {
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR",
    "£": "GBP", "gbp": "GBP", "pounds": "GBP", "pounds sterling": "GBP",
    "us$": "USD", "usd": "USD", "us dollars": "USD", "c$": "CAD", "cad": "CAD", "a$": "AUD", "aud": "AUD",
    "pln": "PLN", "uah": "UAH", "chf": "CHF", "jpy": "JPY", "yen": "JPY",
    "$": "", "dollars": "",
}  # fmt: skip
"""What a currency is called besides its three letters; an empty one is that of several States."""

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

SHORT_MONTHS = {**{name[:3]: number for number, name in enumerate(MONTHS, 1)}, "sept": 9}

MAX_LETTERS = 100
"""No value that people write so is longer."""

YES = ("y", "yes", "true")
NO = ("n", "no", "false")


def strict(kind: str, data: object, limits: Limits) -> str | None:
    """The strict form of an answer of the type `kind`, or None where it is no such answer in any form.

    Raises WrongType where it can mean several things, or is none that the type can hold.
    """
    text = " ".join(words_in(data).split())
    if len(text) > MAX_LETTERS:
        return None
    match kind:
        case "integer" if len(limits.units) != 1:
            return _integer(text.casefold())
        case "integer" | "duration":
            return _duration(text.casefold(), limits.units)
        case "boolean":
            return _boolean(text)
        case "share":
            return _share(text.casefold())
        case "fraction":
            return _fraction(text.casefold())
        case "money":
            return _money(text)
        case "date":
            return _date(text.casefold())
    return None


def _any_of(words: Iterable[str]) -> str:
    """A pattern for one of `words`, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _split(text: str, ends: Mapping[str, object]) -> tuple[str, str]:
    """What stands before one of the words `ends`, and that word, which may be joined to it: ``10y``, ``10-year``."""
    match = re.fullmatch(rf"(.*?)[ -]?({_any_of(ends)})\.?", text)
    return (match[1], match[2]) if match else (text, "")


# ------------------------------------------------------------------------------------------------ numbers


def _number(text: str) -> Fraction | None:
    """A number in digits, in thousands parted by a comma or a space, or in words."""
    if re.fullmatch(r"[0-9]{1,15}(?:\.[0-9]{1,6})?", text):
        return Fraction(text)
    if re.fullmatch(r"[1-9][0-9]{0,2}([ ,])[0-9]{3}(?:\1[0-9]{3}){0,3}(?:\.[0-9]{1,2})?", text):
        return Fraction(re.sub("[ ,]", "", text))
    return _in_words(re.sub(r"\b(hundred|thousand) and ", r"\1 ", text))


def _in_words(text: str) -> Fraction | None:
    words = re.split(r"[ -]", text)
    if words[0] in ("a", "an"):
        words[0] = "one"
    total = below = 0  # whole thousands, and what stands below the next
    for word in words:
        number = NUMBERS.get(word)
        if number is None:
            return None
        if number >= 1000:
            total, below = total + (below or 1) * number, 0
        elif number == 100:
            below = (below or 1) * 100
        elif below % 100 == 0 or (below % 100 >= 20 and below % 10 == 0 and 0 < number < 10):
            below += number
        else:
            return None
    return Fraction(total + below)


def _plain(number: Fraction) -> str:
    """The digits of a number that has an end in decimals."""
    return f"{Decimal(number.numerator) / Decimal(number.denominator):f}"


def _integer(text: str) -> str | None:
    number = _number(text)
    return str(number) if number is not None and number.denominator == 1 else None


# ------------------------------------------------------------------------------------------------ the types


def _duration(text: str, units: tuple[str, ...]) -> str | None:
    before, word = _split(text, UNITS)
    number = _part(before) if before in ("half a", "half an") else _number(before)
    if not word or number is None:
        word, number = "", _number(text)
        if number is None or len(units) != 1:
            return None
    if word and not UNITS[word]:
        raise WrongType("can be minutes or months")
    unit = UNITS[word] if word else units[0]
    if number.denominator == 1:
        return f"{number} {unit}s"
    for smaller in sorted(EXACT, key=lambda name: -EXACT[name][1]):
        (family, size), (other, length) = EXACT[unit], EXACT[smaller]
        if family == other and (not units or smaller in units) and (number * size / length).denominator == 1:
            return f"{number * size / length} {smaller}s"
    raise WrongType(f"is not a whole number of {in_units(units or (unit,))}")


def _part(text: str) -> Fraction | None:
    """A part of a whole in words, such as ``two thirds`` or ``half``."""
    before, word = _split(text.removesuffix(" an").removesuffix(" a"), PARTS)
    number = _number(before) if before else Fraction(1)
    return number / PARTS[word] if word and number is not None else None


def _share(text: str) -> str | None:
    before, word = _split(text, dict.fromkeys(PER_CENT))
    if word:
        number = _number(before)
        return f"{_plain(number)}%" if number is not None else None
    part = _fraction(text)
    if part is None:
        return None
    percent = Fraction(part) * 100
    if (percent * 10**6).denominator != 1:
        raise WrongType("is not an exact number of per cent")
    return f"{_plain(percent)}%"


def _fraction(text: str) -> str | None:
    if match := re.fullmatch(r"([0-9]{1,12}) ?[/⁄] ?([0-9]{1,12})", text):
        return f"{match[1]}/{match[2]}" if int(match[2]) else None
    before, word = _split(text, dict.fromkeys(PER_CENT))
    part = _part(text)
    if word:
        number = _number(before)
        part = None if number is None else number / 100
    return None if part is None else str(part)


def _boolean(text: str) -> str | None:
    if text == "NO":  # the code of Norway: whoever pastes a column of codes did not mean to deny anything
        return None
    word = text.casefold()
    return "yes" if word in YES else "no" if word in NO else None


def _money(text: str) -> str | None:
    currency = rf"(?i:{_any_of(CURRENCIES)})|[A-Z]{{3}}"
    match = re.fullmatch(rf"({currency})? ?(.+?) ?({currency})?", text)
    if not match or bool(match[1]) == bool(match[3]):
        return None
    amount = match[2].casefold()
    before, scale = _split(amount, SCALES)
    number = _number(before) if scale else _number(amount)
    if number is None:
        return None
    name = match[1] or match[3]
    code = CURRENCIES.get(name.casefold(), name)
    if not code:
        raise WrongType("can be in USD, CAD, AUD or another dollar")
    return f"{code} {_plain(number * SCALES.get(scale, 1))}"


def _date(text: str) -> str | None:
    if match := re.fullmatch(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})", text):
        return _iso(match[1], int(match[2]), int(match[3]))
    if match := re.fullmatch(r"(?:the )?([0-9]{1,2})(?:st|nd|rd|th)?(?: of)?[ -]([a-z]+)\.?,?[ -]([0-9]{4})", text):
        return _iso(match[3], _month(match[2]), int(match[1]))
    if match := re.fullmatch(r"([a-z]+)\.? (?:the )?([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})", text):
        return _iso(match[3], _month(match[1]), int(match[2]))
    if not (match := re.fullmatch(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})", text)):
        return None
    first, second, year = int(match[1]), int(match[3]), match[4]
    if first != second and 0 < first <= 12 and 0 < second <= 12:
        readings = [f"{day} {MONTHS[month - 1].title()}" for day, month in ((first, second), (second, first))]
        raise WrongType(f"can be {' or '.join(readings)} {year}")
    return _iso(year, first, second) if second > 12 else _iso(year, second, first)


def _month(word: str) -> int:
    return MONTHS.index(word) + 1 if word in MONTHS else SHORT_MONTHS.get(word, 0)


def _iso(year: str, month: int, day: int) -> str | None:
    return f"{year}-{month:02}-{day:02}" if month else None
