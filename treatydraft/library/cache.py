"""What is worth keeping from one draft to the next, in a bounded memory, under keys that are never equal by accident.

Values that compare equal need not print equal: ``1 == True``, a sum of 1.0 and one of 1.00, an open answer and its
first proposal. `exact` gives each a key of its own, and refuses what it does not know.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from treatydraft.value import Choice, Row

SIZE = 4000
"""Things kept before the older half is forgotten: the texts of an outline in some fifty different companies."""


class Uncacheable(Exception):
    """A value that has no exact key; what depends on it is made anew each time."""


class Cache:
    """Things by key. When it is full, what was not asked for since it was last half full is forgotten."""

    def __init__(self, size: int = SIZE) -> None:
        self._most = size // 2
        self._young: dict[Hashable, Any] = {}
        self._old: dict[Hashable, Any] = {}

    def get(self, key: Hashable) -> Any:
        """What is kept under a key, or None."""
        found = self._young.get(key)
        if found is None:
            found = self._old.get(key)
            if found is not None:
                self.put(key, found)
        return found

    def put(self, key: Hashable, value: object) -> None:
        """Keep a value that never changes, under a key that says all it depends on."""
        if len(self._young) >= self._most:
            self._old, self._young = self._young, {}
        self._young[key] = value


def value_key(value: object) -> Hashable:
    """A key for a value: equal for two only where everything about them is. Uncacheable for a kind it does not know."""
    kind = type(value)
    if kind is str or value is None:
        return value
    if kind in _SIMPLE:
        return kind, value
    if kind is tuple or kind is list:
        return kind, *(value_key(one) for one in value)  # type: ignore[attr-defined]
    if isinstance(value, Mapping) or kind is Row:
        pairs = value.items() if isinstance(value, Mapping) else value
        return kind, *((value_key(name), value_key(one)) for name, one in pairs)  # type: ignore[attr-defined]
    if isinstance(value, Choice) and kind is Choice:
        return kind, str(value), value.text
    if kind is Decimal:
        return kind, str(value)
    if is_dataclass(value):
        return kind, *(value_key(getattr(value, one.name)) for one in fields(value))
    raise Uncacheable


_SIMPLE = (bool, int, date, Fraction)


__all__ = ["Cache", "Uncacheable", "value_key"]
