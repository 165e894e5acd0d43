"""The values of answers: durations, money, shares, choices, rows, roles, a missing answer, and one left open."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import total_ordering
from typing import Any, Self

HOURS = {"hour": 1, "day": 24, "week": 168, "month": 730, "year": 8760}
"""The nominal hours in each unit of a duration: a year has 365 days and twelve equal months."""

EXACT = {
    "hour": ("hours", 1),
    "day": ("hours", 24),
    "week": ("hours", 168),
    "month": ("months", 1),
    "year": ("months", 12),
}
"""The units that are so many of a smaller one whatever the calendar: no month is a number of hours."""

POWERS = {"": 1, "million": 10**6, "billion": 10**9}
"""What a word behind a sum of money multiplies it by."""


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
        """Its nominal hours."""
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
            short = self.amount / POWERS[word]
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
        """What the choice prints, in the notation."""
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


@dataclass(frozen=True, slots=True)
class Role:
    """Parties in a role: its name (``guarantors``, or a question of type parties) and their codes in order."""

    name: str
    codes: tuple[str, ...]

    def __iter__(self) -> Iterator[str]:
        return iter(self.codes)

    def __len__(self) -> int:
        return len(self.codes)

    def __contains__(self, code: object) -> bool:
        return code in self.codes


@dataclass(frozen=True, slots=True)
class Missing:
    """In place of a missing answer: false in a condition, a hole in a text."""

    key: str

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        return f"the answer to {self.key}"


@dataclass(frozen=True, slots=True, eq=False)
class Open:
    """An answer left open: prints each proposal in a bracket; in conditions and loops it is its first proposal."""

    proposals: tuple[Any, ...]

    def __post_init__(self) -> None:
        if not self.proposals:
            raise ValueError("an open answer needs a proposal; write open:24,48")

    @property
    def first(self) -> Any:
        """The proposal that counts in a condition."""
        return self.proposals[0]

    def __eq__(self, other: object) -> bool:
        return bool(self.first == settled(other))

    def __lt__(self, other: object) -> bool:
        return bool(self.first < settled(other))

    def __le__(self, other: object) -> bool:
        return bool(self.first <= settled(other))

    def __gt__(self, other: object) -> bool:
        return bool(self.first > settled(other))

    def __ge__(self, other: object) -> bool:
        return bool(self.first >= settled(other))

    def __contains__(self, item: object) -> bool:
        return settled(item) in self.first

    def __iter__(self) -> Iterator[Any]:
        return iter(self.first)

    def __bool__(self) -> bool:
        return bool(self.first)

    def __hash__(self) -> int:
        return hash(self.first)


def settled(value: object) -> Any:
    """The value itself; of an open one its first proposal."""
    return value.first if isinstance(value, Open) else value


def _plain(number: Decimal) -> str:
    """The digits of `number`, without exponent and without trailing zeros after the point."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def to_data(value: Any) -> Any:
    """Any value as text, or a list or mapping of texts."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Row):
        return {name: to_data(cell) for name, cell in value}
    if isinstance(value, (tuple, Role)):
        return [to_data(item) for item in value]
    return str(value)
