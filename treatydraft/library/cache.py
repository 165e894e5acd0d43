"""Keys for what is kept of a library from one draft to the next (`treatydraft.cache`), never equal by accident.

Values that compare equal need not print equal: ``1 == True``, a sum of 1.0 and one of 1.00, an open answer and its
first proposal. `value_key` gives each a key of its own, and refuses what it does not know.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from treatydraft.value import Choice, Row


class Uncacheable(Exception):
    """A value that has no exact key; what depends on it is made anew each time."""


def value_key(value: object) -> Hashable:
    """A key for a value: equal for two only where everything about them is. Uncacheable for a kind it does not know."""
    kind = type(value)
    if kind is str or value is None:
        return value
    if kind in _SIMPLE:
        return kind, value
    if kind is tuple or kind is list:
        return kind, *(value_key(item) for item in value)  # type: ignore[attr-defined]
    if isinstance(value, Mapping) or kind is Row:
        pairs = value.items() if isinstance(value, Mapping) else value
        return kind, *((value_key(name), value_key(item)) for name, item in pairs)  # type: ignore[attr-defined]
    if isinstance(value, Choice) and kind is Choice:
        return kind, str(value), value.text
    if kind is Decimal:
        return kind, str(value)
    if is_dataclass(value):
        return kind, *(value_key(getattr(value, field.name)) for field in fields(value))
    raise Uncacheable


_SIMPLE = (bool, int, date, Fraction)


__all__ = ["Uncacheable", "value_key"]
