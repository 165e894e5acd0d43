"""Scales of contribution: what each party's part is measured by, and the shares that follow from it.

The shares themselves are computed in `treatydraft.value.apportionment`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from treatydraft.value import apportionment

_MAGNITUDE = 18  # powers of ten a weight may lie from one


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale: its name, what it measures, its source and date, and the weight of each code.

    `everyone` is the weight of whoever stands not in `weights`; without one such a party has no weight.
    ValueError for a weight that is not a number above zero (who pays nothing has no weight) of a sensible size.
    """

    name: str
    title: str
    source: str
    date: str
    weights: Mapping[str, Decimal]
    everyone: Decimal | None = None

    def __post_init__(self) -> None:
        for code, weight in self.weights.items():
            if not weight.is_finite() or weight <= 0:
                raise ValueError(f"the weight of {code} is {weight}, and a weight is a number above zero")
            if abs(weight.adjusted()) > _MAGNITUDE:  # 1E+999999999 is ten letters to write and a gigabyte to count with
                raise ValueError(f"the weight of {code} is {weight}, which is too large or too small to count with")

    def weight(self, code: str) -> Decimal | None:
        """The weight of a party, or None where the scale has none for it, as for an organisation."""
        return self.weights.get(code, self.everyone)


EQUAL = Scale("equal", "Equal shares", "", "", {}, everyone=Decimal(1))
"""The key that needs no table: every party the same."""


def keys(data: Mapping[str, Mapping[str, Any]]) -> dict[str, Scale]:
    """The scales of `keys.yaml`, read as text, by name, and `equal`. ValueError names the scale and the mistake."""
    scales = {EQUAL.name: EQUAL}
    for name, entry in data.items():
        weights = {}
        for code, text in entry["weights"].items():
            try:
                weights[code] = Decimal(text)
            except InvalidOperation:
                raise ValueError(f'{name}: the weight of {code} is "{text}", and a weight is a number') from None
        try:
            scales[name] = Scale(name, entry["title"], entry["source"], entry["date"], weights)
        except ValueError as mistake:
            raise ValueError(f"{name}: {mistake}") from None
    return scales


def shares(
    key: Scale,
    codes: Iterable[str],
    *,
    cap: Decimal | None = None,
    least: Decimal | None = None,
    decimals: int = 3,
) -> dict[str, Decimal]:
    """The share in per cent of each of `codes` that has a weight, in the order given; they add up to exactly 100.

    `cap`, `least` (per cent), rounding and errors are those of `treatydraft.value.apportionment.shares`.
    """
    weights = {code: weight for code in codes if (weight := key.weight(code)) is not None}
    return apportionment.shares(weights, cap=cap, least=least, decimals=decimals)
