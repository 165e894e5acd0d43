"""Values: what an answer can be, how it is read from text, and how it is written so that it reads back.

Every kind of answer is one line in `TYPES`. Parsers take what stands in a draft or on the command line (text, a list
of texts, a list of mappings) and raise ValueError in plain words: what was given, and what is right. No value holds
words of a language; `treatydraft.language` prints them.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from functools import total_ordering
from typing import Any, Self, TypeVar

T = TypeVar("T")

HOURS = {"hour": 1, "day": 24, "week": 168, "month": 730, "year": 8760}
"""The nominal hours in each unit of a duration: a year has 365 days and twelve equal months."""

_POWERS = {"": 1, "million": 10**6, "billion": 10**9}

MAX_DIGITS = 12
MAX_LETTERS = 2000

# The characters nobody sees; `treatydraft.files` refuses the same ones, and a test keeps the two alike.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)

# ------------------------------------------------------------------------------------------------ the values


@total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class Duration:
    """A length of time in one unit. Compares with another by nominal hours, with a number by its own number."""

    n: int
    unit: str

    def __post_init__(self) -> None:
        if self.unit not in HOURS:
            raise ValueError(f"'{self.unit}' is not a unit of time; the units are {', '.join(HOURS)}")

    @property
    def hours(self) -> int:
        return self.n * HOURS[self.unit]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Duration):
            return self.hours == other.hours
        return self.n == other if isinstance(other, int) else NotImplemented

    def __lt__(self, other: Duration | int) -> bool:
        if isinstance(other, Duration):
            return self.hours < other.hours
        return self.n < other if isinstance(other, int) else NotImplemented

    def __hash__(self) -> int:  # equal durations share it; a number equal to one does not
        return hash(("duration", self.hours))

    def __str__(self) -> str:
        return f"{self.n} {self.unit}" if self.n == 1 else f"{self.n} {self.unit}s"


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency, by its three letters. Amounts in one currency compare; in two, ValueError."""

    amount: Decimal
    currency: str

    def __lt__(self, other: Money) -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        if self.currency != other.currency:
            raise ValueError(f"{self} is not in {other.currency}; write the amount in {other.currency}")
        return self.amount < other.amount

    def __str__(self) -> str:
        for word in ("billion", "million"):
            short = self.amount / _POWERS[word]
            if short >= 1 and short == round(short, 3):
                return f"{self.currency} {_plain(short)} {word}"
        return f"{self.currency} {_plain(self.amount)}"


@dataclass(frozen=True, slots=True, order=True)
class Share:
    """A part of a whole, in per cent."""

    percent: Decimal

    def __str__(self) -> str:
        return f"{_plain(self.percent)}%"


class Choice(str):
    """One of the choices of a question: equal to and hashed as its id; `text` is what to print, in the notation."""

    __slots__ = ("_text",)
    _text: str

    def __new__(cls, id: str, text: str = "") -> Self:
        choice = super().__new__(cls, id)
        object.__setattr__(choice, "_text", text or id)
        return choice

    @property
    def text(self) -> str:
        return self._text

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a choice does not change: {name}")

    def __reduce__(self) -> tuple[type[Choice], tuple[str, str]]:
        return Choice, (str(self), self._text)


class Row:
    """One row of a table: its columns are its only attributes, and iterating gives (column, value) pairs."""

    __slots__ = ("_cells",)
    _cells: dict[str, Any]

    def __init__(self, cells: Mapping[str, object]) -> None:
        for name in cells:
            if not name.isidentifier() or name.startswith("_"):
                raise ValueError(f"'{name}' cannot name a column; use small letters, digits and '_'")
        object.__setattr__(self, "_cells", dict(cells))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._cells:
            raise AttributeError(f"a row has no column '{name}'; its columns are {', '.join(self._cells)}")
        return self._cells[name]

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a row does not change: {name}")

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        return iter(self._cells.items())

    def __eq__(self, other: object) -> bool:
        return self._cells == other._cells if isinstance(other, Row) else NotImplemented

    def __hash__(self) -> int:
        return hash(frozenset(self._cells.items()))

    def __repr__(self) -> str:
        return f"Row({self._cells!r})"

    def __reduce__(self) -> tuple[type[Row], tuple[dict[str, Any]]]:
        return Row, (self._cells,)


@dataclass(frozen=True, slots=True, eq=False)
class Open:
    """An answer left open: printed as a bracket of its proposals, and in every condition as good as the first."""

    proposals: tuple[Any, ...]

    def __post_init__(self) -> None:
        if not self.proposals:
            raise ValueError("an open answer needs a proposal; write open:24,48")

    @property
    def first(self) -> Any:
        return self.proposals[0]

    def __eq__(self, other: object) -> bool:
        return bool(self.first == _settled(other))

    def __lt__(self, other: object) -> bool:
        return bool(self.first < _settled(other))

    def __le__(self, other: object) -> bool:
        return bool(self.first <= _settled(other))

    def __gt__(self, other: object) -> bool:
        return bool(self.first > _settled(other))

    def __ge__(self, other: object) -> bool:
        return bool(self.first >= _settled(other))

    def __bool__(self) -> bool:
        return bool(self.first)

    def __hash__(self) -> int:
        return hash(self.first)


def _settled(value: object) -> Any:
    return value.first if isinstance(value, Open) else value


def _plain(number: Decimal) -> str:
    """The digits of `number`, without exponent and without zeros that say nothing."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


# ------------------------------------------------------------------------------------------------ limits and types


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


@dataclass(frozen=True, slots=True)
class ValueType:
    """A type of answer: how it is called, how one is written (with an example), and how it is read."""

    name: str
    called: str
    write: str
    example: str
    read: Callable[[object, Limits], Any]

    def parse(self, data: object, limits: Limits = NO_LIMITS) -> Any:
        """The value in `data`; raises ValueError with what was given and what is right."""
        try:
            return self.read(data, limits)
        except _Unlike:
            raise ValueError(f"{_shown(data)} is not {self.called}; write {self.write}") from None

    def format(self, value: Any) -> Any:
        """`value` as data for a draft: text, or a list or mapping of texts, which `parse` reads back."""
        if isinstance(value, Open):
            return {"open": [self.format(item) for item in value.proposals]}
        return str(value.n) if self.name == "integer" and isinstance(value, Duration) else to_data(value)


class _Unlike(Exception):
    """What was given is nothing like a value of the type; the type itself says what would be."""


def to_data(value: Any) -> Any:
    """Any value as text, or a list or mapping of texts."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Row):
        return {name: to_data(cell) for name, cell in value}
    if isinstance(value, tuple):
        return [to_data(item) for item in value]
    return str(value)


def parse_open(data: object, kind: str = "text", limits: Limits = NO_LIMITS) -> Open | None:
    """The proposals in ``open:24,48`` or ``{"open": [24, 48]}``, each read as a `kind`; None where nothing is open.

    On the command line proposals that hold commas themselves are parted by bars: ``open:FR,GB|FR,DE``.
    """
    if isinstance(data, str) and (found := re.match(r"open:(?=\S)", data)):
        rest = data[found.end() :]
        items: object = [item.strip() for item in rest.split("|" if "|" in rest else ",")]
    elif isinstance(data, Mapping) and set(data) == {"open"}:
        items = data["open"]
    else:
        return None
    if not isinstance(items, (list, tuple)) or not items:
        raise ValueError("an open answer needs a list of proposals; write open:24,48 or {open: [24, 48]}")
    return Open(tuple(TYPES[kind].parse(item, limits) for item in items))


def refuse_hidden(text: str) -> str | None:
    """What is wrong where `text` holds a character nobody sees, naming its code point; None where all is well.

    Control characters but newline and tab, lone surrogates, bidi overrides and isolates, zero-width and tag characters
    are hidden. The joiners U+200C and U+200D are not: scripts need them.
    """
    if not (found := _HIDDEN.search(text)):
        return None
    name = unicodedata.name(found.group(), "a control character").lower()
    return f"the hidden character U+{ord(found.group()):04X} ({name}) is not allowed"


# ------------------------------------------------------------------------------------------------ reading


def _shown(data: object) -> str:
    """What was given, as a message can hold it."""
    if isinstance(data, bool) or data is None:
        return "nothing" if data is None else str(data).lower()
    if isinstance(data, (list, tuple, Mapping)):
        return "a mapping" if isinstance(data, Mapping) else "a list"
    text = str(data) if not isinstance(data, int) or abs(data) < 10**40 else "a number of more than 40 digits"
    text = _HIDDEN.sub(lambda found: f"U+{ord(found.group()):04X}", text).replace("\n", " ")
    return f"'{text}'" if len(text) <= 40 else f"'{text[:39]}…'"


def _text(data: object) -> str:
    """One text, composed and free of hidden characters; numbers are taken as they would be written."""
    if isinstance(data, (int, float)) and not isinstance(data, bool) and abs(data) < 10**MAX_DIGITS:
        return str(data)
    if not isinstance(data, str):
        raise _Unlike
    text = unicodedata.normalize("NFC", data.replace("\r\n", "\n"))
    if wrong := refuse_hidden(text):
        raise ValueError(wrong)
    return text


def _match(pattern: str, data: object) -> re.Match[str]:
    """The whole of `data` as `pattern`, with every space, breaking or not, as one."""
    if not (found := re.fullmatch(pattern, " ".join(_text(data).split()))):
        raise _Unlike
    return found


def _within(value: Any, limits: Limits, read: Callable[[object], Any], said: str) -> Any:
    """`value`, if it is within the limits; `read` reads a limit, which may be given as text or as a value."""
    for limit, beyond, word in ((limits.min, "less", "least"), (limits.max, "more", "most")):
        if limit is None:
            continue
        bound = read(limit if isinstance(limit, (str, int)) else to_data(limit))
        if value < bound if beyond == "less" else value > bound:
            raise ValueError(f"{said} is {beyond} than {to_data(bound)}, the {word} allowed here")
    return value


def _counted(items: tuple[Any, ...], noun: str, limits: Limits) -> tuple[Any, ...]:
    several = {"choice": "choices", "party": "parties", "row": "rows"}[noun]
    _within(len(items), limits, _digits, f"{len(items)} {noun if len(items) == 1 else several}")
    return items


def _digits(data: object) -> int:
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
    found = _match(rf"([0-9]+)(?: ?({'|'.join(HOURS)})s?)?", data)
    if not (found[2] or unit):
        raise _Unlike
    return Duration(_digits(found[1]), found[2] or unit)


def _read_text(data: object, limits: Limits) -> str:
    text = _text(data)
    most = MAX_LETTERS if limits.max is None else limits.max
    _within(len(text), Limits(min=limits.min, max=most), _digits, f"a text of {len(text)} letters")
    return text


def _read_integer(data: object, limits: Limits) -> int | Duration:
    if len(limits.units) == 1:
        return _span(_duration(data, limits.units[0]), limits)
    value = _digits(data)
    _within(value, limits, _digits, str(value))
    return value


def _read_duration(data: object, limits: Limits) -> Duration:
    return _span(_duration(data), limits)


def _span(value: Duration, limits: Limits) -> Duration:
    if limits.units and value.unit not in limits.units:
        raise ValueError(f"{value} is not in {' or '.join(f'{unit}s' for unit in limits.units)}, as it must be here")
    unit = limits.units[0] if len(limits.units) == 1 else ""
    _within(value, limits, lambda limit: _duration(limit, unit), str(value))
    return value


def _read_boolean(data: object, limits: Limits) -> bool:
    if isinstance(data, bool):
        return data
    word = _text(data).strip()
    if word in ("yes", "Yes", "true", "True"):
        return True
    if word in ("no", "No", "false", "False"):  # never NO, which is Norway
        return False
    raise _Unlike


def _read_money(data: object, limits: Limits) -> Money:
    found = _match(r"([A-Z]{3}) ([0-9]+(?:\.[0-9]+)?)(?: (million|billion))?", data)
    amount = _decimal(found[2]) * _POWERS[found[3] or ""]
    if amount >= 10**15 or amount != round(amount, 2):
        raise ValueError(f"{_shown(data)} is not a sum that can be paid; two decimals and 15 digits are allowed")
    value = Money(amount, found[1])
    _within(value, limits, lambda limit: _read_money(limit, NO_LIMITS), str(value))
    return value


def _read_date(data: object, limits: Limits) -> datetime.date:
    text = _match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", data).group()
    try:
        value = datetime.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{_shown(text)} is not a day of the calendar; write a date such as 2026-01-06") from None
    _within(value, limits, lambda limit: _read_date(limit, NO_LIMITS), text)
    return value


def _read_fraction(data: object, limits: Limits) -> Fraction:
    found = _match(r"([0-9]+)(?:/([0-9]+))?", data)
    above, below = _digits(found[1]), _digits(found[2] or "1")
    if not 0 < above <= below:
        raise ValueError(f"{_shown(data)} is not more than 0 and at most 1; write a fraction such as 2/3")
    value = Fraction(above, below)
    _within(value, limits, lambda limit: _read_fraction(limit, NO_LIMITS), str(value))
    return value


def _read_share(data: object, limits: Limits) -> Share:
    value = Share(_decimal(_match(r"([0-9]+(?:\.[0-9]+)?) ?%?", data)[1]))
    if value.percent > 100:
        raise ValueError(f"{value} is more than 100%; write a share of the whole, such as 2.5%")
    _within(value, limits, lambda limit: _read_share(limit, NO_LIMITS), str(value))
    return value


def _read_choice(data: object, limits: Limits) -> Choice:
    word = _match(r"[^\s,|]+", data).group()
    if limits.choices and word not in limits.choices:
        near = get_close_matches(word, limits.choices, 1)
        meant = f"; did you mean {near[0]}?" if near else ""
        raise ValueError(f"{_shown(word)} is not one of the choices {', '.join(limits.choices)}{meant}")
    return Choice(word, limits.choices.get(word, "") if isinstance(limits.choices, Mapping) else "")


def _read_choices(data: object, limits: Limits) -> tuple[Choice, ...]:
    within = Limits(choices=limits.choices)
    return _counted(tuple(_each(data, lambda item: TYPES["choice"].parse(item, within))), "choice", limits)


def _read_party(data: object, limits: Limits) -> str:
    return _match(r"[A-Z][A-Z0-9-]{1,11}|[a-z][a-z0-9]*(?:-[a-z0-9]+)*", data).group()


def _read_parties(data: object, limits: Limits) -> tuple[str, ...]:
    codes = tuple(_each(data, TYPES["party"].parse))
    if "all" in codes and len(codes) > 1:
        raise ValueError("'all' stands alone; name the parties, or all of them")
    return _counted(codes, "party", limits)


def _each(data: object, read: Callable[[object], T]) -> Iterator[T]:
    """The items of a list, or of a text with commas, each read and none of them twice."""
    if not isinstance(data, (list, tuple)):
        text = _text(data).strip()
        data = text.split(",") if text else []
    seen: list[T] = []
    for item in data:
        value = read(item)
        if value in seen:
            raise ValueError(f"{_shown(value)} stands twice; name it once")
        seen.append(value)
        yield value


def _read_rows(data: object, limits: Limits) -> tuple[Row, ...]:
    if not isinstance(data, (list, tuple)):
        raise _Unlike
    return _counted(tuple(_row(item, number, limits) for number, item in enumerate(data, 1)), "row", limits)


def _row(data: object, number: int, limits: Limits) -> Row:
    names = ", ".join(limits.columns)
    if not isinstance(data, Mapping):
        raise ValueError(f"row {number} is {_shown(data)}; write a mapping of the columns {names}")
    for name in data:
        if name not in limits.columns:
            raise ValueError(f"row {number}: {_shown(name)} is not one of the columns {names}")
    cells = {}
    for name, column in limits.columns.items():
        if name not in data:
            raise ValueError(f"row {number} has no '{name}'; each row needs the columns {names}")
        try:
            cells[name] = TYPES[column.type].parse(data[name], column.limits)
        except ValueError as wrong:
            raise ValueError(f"row {number}, {name}: {wrong}") from None
    return Row(cells)


# ------------------------------------------------------------------------------------------------ the registry

TYPES: dict[str, ValueType] = {
    kind.name: kind
    for kind in (
        ValueType("text", "a text", "words, such as Kyiv", "Kyiv", _read_text),
        ValueType("integer", "a whole number", "digits, such as 24", "24", _read_integer),
        ValueType("boolean", "yes or no", "yes or no, in small letters", "yes", _read_boolean),
        ValueType("choice", "a choice", "the id of one choice, such as forthwith", "forthwith", _read_choice),
        ValueType("choices", "a list of choices", "ids with commas, such as land,sea", "land,sea", _read_choices),
        ValueType("duration", "a duration", "a number and a unit, such as 48 hours", "48 hours", _read_duration),
        ValueType(
            "money", "a sum of money", "EUR 500 million, GBP 2.5 billion or EUR 40000", "EUR 500 million", _read_money
        ),
        ValueType("date", "a date", "year-month-day, such as 2026-01-06", "2026-01-06", _read_date),
        ValueType("fraction", "a fraction", "two whole numbers, such as 2/3", "2/3", _read_fraction),
        ValueType("share", "a share", "a number of per cent, such as 2.5%", "2.5%", _read_share),
        ValueType("party", "the code of a party", "capitals, such as FR, or the name of a group", "FR", _read_party),
        ValueType("parties", "a list of parties", "codes with commas, such as FR,GB, or all", "FR,GB", _read_parties),
        ValueType("rows", "a list of rows", "each row as a mapping, such as {party: FR}", "{party: FR}", _read_rows),
    )
}
"""Every type of answer by its name: one line each."""
