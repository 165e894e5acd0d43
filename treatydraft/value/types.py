"""The types of an answer: one line each in `TYPES`, with lists of values read by the types of their items."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from treatydraft.value import informal
from treatydraft.value.advice import examples, made_of
from treatydraft.value.parsers import (
    NO_LIMITS,
    Column,
    Limits,
    WrongType,
    WrongValue,
    digits,
    read_boolean,
    read_choice,
    read_date,
    read_duration,
    read_fraction,
    read_integer,
    read_money,
    read_party,
    read_share,
    read_text,
    shown,
    within,
    words_in,
)
from treatydraft.value.values import Choice, Duration, Open, Row, to_data

T = TypeVar("T")

MAX_PROPOSALS = 50
"""The proposals of one answer left open: each is printed wherever the text has the answer."""


@dataclass(frozen=True, slots=True)
class ValueType:
    """A type of answer: how it is called, what one is made of, with examples, and how it is read."""

    name: str
    called: str
    made_of: str
    examples: tuple[str, ...]
    read: Callable[[object, Limits], Any]

    @property
    def example(self) -> str:
        """An answer of this type, where nothing limits it."""
        return self.examples[0]

    def parse(self, data: object, limits: Limits = NO_LIMITS) -> Any:
        """The value in `data`; raises ValueError with what was given and what is right."""
        try:
            return self._read(data, limits)
        except WrongType as wrong:
            what = wrong.what or f"is not {self.called}"
            raise WrongValue(f"{shown(data)} {what}", f"write {self.advice(limits)}") from None

    def canonical(self, data: Any) -> Any:
        """`data` in the form that `format` gives; what is no value of the type stays as it is."""
        try:
            return self.format(self.parse(data))
        except ValueError:
            return data

    def _read(self, data: object, limits: Limits) -> Any:
        try:
            return self.read(data, limits)
        except WrongType as wrong:
            written = None if wrong.what else informal.strict(self.name, data, limits)
            if written is None:
                raise
        return self.read(written, limits)

    def advice(self, limits: Limits = NO_LIMITS) -> str:
        """What to write as an answer within `limits`, with an example that is one."""
        words = made_of(self.name, self.made_of, limits)
        return words if self.name == "boolean" else f"{words}, such as {self._example(limits)}"

    def _example(self, limits: Limits) -> str:
        if limits.columns:
            cells = (f"{name}: {_cell(column)}" for name, column in limits.columns.items())
            return f"{{{', '.join(cells)}}}"
        for example in examples(self.name, self.examples, limits):
            with suppress(ValueError, WrongType):
                self.read(example, limits)
                return example
        return self.example

    def format(self, value: Any) -> Any:
        """`value` as data for a draft: text, or a list or mapping of texts, which `parse` reads back."""
        if isinstance(value, Open):
            return {"open": [self.format(item) for item in value.proposals]}
        return str(value.n) if self.name == "integer" and isinstance(value, Duration) else to_data(value)


def _cell(column: Column) -> str:
    example = TYPES[column.type]._example(column.limits)
    return f"[{example}]" if "," in example else example


def parse_open(data: object, kind: str = "text", limits: Limits = NO_LIMITS) -> Open | None:
    """The proposals in ``open:24,48`` or ``{"open": [24, 48]}``, each read as a `kind`; None where nothing is open.

    On the command line proposals that hold commas themselves are parted by bars: ``open:FR,GB|FR,DE``.
    """
    if isinstance(data, str) and (match := re.match(r"open:(?=\S)", data)):
        rest = data[match.end() :]
        items: object = [item.strip() for item in rest.split("|" if "|" in rest else ",")]
    elif isinstance(data, Mapping) and set(data) == {"open"}:
        items = data["open"]
    else:
        return None
    if kind == "rows":  # a bracket holds words, not the rows of a table
        raise ValueError("a list of rows cannot be left open; write the rows that are agreed")
    if not isinstance(items, (list, tuple)) or not items:
        raise ValueError("an open answer needs a list of proposals; write open:24,48 or {open: [24, 48]}")
    if len(items) > MAX_PROPOSALS:
        raise ValueError(f"an open answer of {len(items):,} proposals is too long; {MAX_PROPOSALS} are allowed")
    return Open(tuple(TYPES[kind].parse(item, limits) for item in items))


# ------------------------------------------------------------------------------------------------ lists


def _counted(items: tuple[Any, ...], noun: str, limits: Limits) -> tuple[Any, ...]:
    several = {"choice": "choices", "party": "parties", "row": "rows"}[noun]
    within(len(items), limits, digits, f"{len(items)} {noun if len(items) == 1 else several}")
    return items


def read_choices(data: object, limits: Limits) -> tuple[Choice, ...]:
    """Several of the choices of the limits, none twice."""
    within = Limits(choices=limits.choices)
    return _counted(tuple(_each(data, lambda item: TYPES["choice"].parse(item, within))), "choice", limits)


def read_parties(data: object, limits: Limits) -> tuple[str, ...]:
    """Codes of parties and names of groups, none twice, or ``all`` alone."""
    codes = tuple(_each(data, TYPES["party"].parse))
    if "all" in codes and len(codes) > 1:
        raise ValueError("'all' stands alone; name the parties, or all of them")
    return _counted(codes, "party", limits)


def _each(data: object, read: Callable[[object], T]) -> Iterator[T]:
    """The items of a list, or of a text with commas, each read and none of them twice."""
    if not isinstance(data, (list, tuple)):
        text = words_in(data).strip()
        data = text.split(",") if text else []
    seen: set[T] = set()
    for item in data:
        value = read(item)
        if value in seen:
            raise ValueError(f"{shown(value)} stands twice; name it once")
        seen.add(value)
        yield value


def read_rows(data: object, limits: Limits) -> tuple[Row, ...]:
    """Mappings with the columns of the limits, each cell read by the type of its column."""
    if not isinstance(data, (list, tuple)):
        raise WrongType
    return _counted(tuple(_row(item, number, limits) for number, item in enumerate(data, 1)), "row", limits)


def _row(data: object, number: int, limits: Limits) -> Row:
    names = ", ".join(limits.columns)
    if not isinstance(data, Mapping):
        raise ValueError(f"row {number} is {shown(data)}; write a mapping of the columns {names}")
    for name in data:
        if name not in limits.columns:
            raise ValueError(f"row {number}: {shown(name)} is not one of the columns {names}")
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
        ValueType("text", "a text", "words", ("Kyiv",), read_text),
        ValueType("integer", "a whole number", "digits", ("24", "3", "10", "100", "1000"), read_integer),
        ValueType("boolean", "yes or no", "yes or no, in small letters", ("yes",), read_boolean),
        ValueType("choice", "a choice", "the id of one choice", ("forthwith",), read_choice),
        ValueType("choices", "a list of choices", "ids with commas", ("land,sea",), read_choices),
        ValueType("duration", "a duration", "a number and a unit", ("48 hours",), read_duration),
        ValueType("money", "a sum of money", "the letters of a currency and a sum", ("EUR 500 million",), read_money),
        ValueType("date", "a date", "year-month-day", ("2026-01-06",), read_date),
        ValueType("fraction", "a fraction", "two whole numbers", ("2/3", "1/2"), read_fraction),
        ValueType("share", "a share", "a number of per cent", ("2.5%", "50%"), read_share),
        ValueType("party", "a party", "its code or name", ("FR",), read_party),
        ValueType(
            "parties",
            "a list of parties",
            "codes or names with commas, or all",
            ("FR,GB", "FR", "FR,GB,DE"),
            read_parties,
        ),
        ValueType("rows", "a list of rows", "each row as a mapping", ("{party: FR}",), read_rows),
    )
}
"""Every type of answer by its name: one line each."""
