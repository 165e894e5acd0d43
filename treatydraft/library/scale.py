"""Scales of contribution: what each party's part is measured by, and the shares that follow from it.

A share is exact until the last step: weights are compared as fractions, a cap is applied to them, and only then are
the shares rounded by largest remainder, so that a table of shares adds up to exactly 100 whatever its decimals.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from math import ceil, floor
from typing import Any

_MAGNITUDE = 18  # powers of ten a weight may lie from one
_DECIMALS = 9  # the most a share can be printed with


@dataclass(frozen=True, slots=True)
class Key:
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


EQUAL = Key("equal", "Equal shares", "", "", {}, everyone=Decimal(1))
"""The key that needs no table: every party the same."""


def keys(data: Mapping[str, Mapping[str, Any]]) -> dict[str, Key]:
    """The scales of `keys.yaml`, read as text, by name, and `equal`. ValueError names the scale and the mistake."""
    found = {EQUAL.name: EQUAL}
    for name, entry in data.items():
        weights = {}
        for code, text in entry["weights"].items():
            try:
                weights[code] = Decimal(text)
            except InvalidOperation:
                raise ValueError(f'{name}: the weight of {code} is "{text}", and a weight is a number') from None
        try:
            found[name] = Key(name, entry["title"], entry["source"], entry["date"], weights)
        except ValueError as mistake:
            raise ValueError(f"{name}: {mistake}") from None
    return found


def shares(
    key: Key,
    codes: Iterable[str],
    *,
    cap: Decimal | None = None,
    least: Decimal | None = None,
    decimals: int = 3,
) -> dict[str, Decimal]:
    """The share in per cent of each of `codes` that has a weight, in the order given; they add up to exactly 100.

    No share is above `cap` or below `least` (per cent): what these take off or put on is borne by the others in
    proportion to their weights. A heavier party never has a smaller share, and equal ones differ by the last
    decimal at most, where the code that comes first in the alphabet has the larger.
    ValueError in plain words where the cap is too low for so few, or the least share too high for so many. Without
    any weight there are no shares.
    """
    if not 0 <= decimals <= _DECIMALS:
        raise ValueError(f"a share has between 0 and {_DECIMALS} decimals, not {decimals}")
    weights = {code: Fraction(weight) for code in dict.fromkeys(codes) if (weight := key.weight(code)) is not None}
    if not weights:
        return {}
    whole: int = 100 * 10**decimals  # everything is counted in the last decimal from here on
    top = whole if cap is None else _units(cap, whole)
    bottom = 0 if least is None else _units(least, whole, up=True)
    parties = "1 party" if len(weights) == 1 else f"{len(weights)} parties"
    if top * len(weights) < whole:
        needed = _percent(ceil(Fraction(whole, len(weights))), decimals)
        raise ValueError(
            f"a cap of {cap} per cent is too low for {parties} to add up to 100, it takes {needed} or more"
        )
    if bottom * len(weights) > whole or bottom > top:
        raise ValueError(f"a least share of {least} per cent is too high for {parties}")
    found = _rounded(_spread(weights, whole, top, bottom))
    return {code: _percent(units, decimals) for code, units in found.items()}


def _units(percent: Decimal, whole: int, *, up: bool = False) -> int:
    """A limit in units of the last decimal. Between two printable figures it binds at the one within it: otherwise
    rounding could carry a share past it."""
    if percent >= 100:
        return whole
    units = Fraction(percent) * whole / 100 if percent.adjusted() >= -_DECIMALS else Fraction(0)
    return ceil(units) if up else floor(units)


def _spread(weights: Mapping[str, Fraction], whole: int, top: int, bottom: int) -> dict[str, Fraction]:
    """`whole` split in proportion to the weights, none above `top` or below `bottom`; that this is possible is known.

    Everyone pays one rate on their weight, held between the limits. What that yields grows with the rate, in straight
    lines between the rates at which somebody meets a limit; so the right line is found first, and on it the rate.
    """
    limits = sorted({Fraction(limit) / weight for weight in weights.values() for limit in (bottom, top)})
    below = bisect_right(limits, Fraction(whole), key=lambda rate: _yield(weights, rate, top, bottom))
    under = limits[below - 1] if below else Fraction(0)
    rest = whole - _yield(weights, under, top, bottom)
    free = sum(weight for weight in weights.values() if bottom <= under * weight < top)
    rate = under + rest / free if rest else under
    return {code: min(max(rate * weight, Fraction(bottom)), Fraction(top)) for code, weight in weights.items()}


def _yield(weights: Mapping[str, Fraction], rate: Fraction, top: int, bottom: int) -> Fraction:
    return sum((min(max(rate * weight, Fraction(bottom)), Fraction(top)) for weight in weights.values()), Fraction(0))


def _rounded(exact: Mapping[str, Fraction]) -> dict[str, int]:
    """Whole numbers with the same sum: each rounded down, then one more for those that lost most. Who lost nothing
    gets nothing, so whoever stands at a limit stays there."""
    units = {code: floor(amount) for code, amount in exact.items()}
    missing = int(sum(exact.values())) - sum(units.values())
    for code in sorted(exact, key=lambda code: (units[code] - exact[code], code))[:missing]:
        units[code] += 1
    return units


def _percent(units: int, decimals: int) -> Decimal:
    return Decimal(units).scaleb(-decimals)
