"""A whole shared out in proportion to weights: shares in per cent that add up to 100, and parts that add up to a sum.

A share is exact until the last step: weights are compared as fractions, a cap and a least share are applied to them,
and only then are the shares rounded by largest remainder (Hamilton's method), so that they add up whatever their
decimals. The scales of contributions a text prints and the sums that are paid by them are both computed here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from types import MappingProxyType

_DECIMALS = 9  # the most a share can be printed with
_NOBODY: Mapping[str, Decimal] = MappingProxyType({})


def shares(
    weights: Mapping[str, Decimal],
    *,
    agreed: Mapping[str, Decimal] = _NOBODY,
    cap: Decimal | None = None,
    least: Decimal | None = None,
    decimals: int = 3,
) -> dict[str, Decimal]:
    """The share in per cent of each code of `weights`, all above zero, and of `agreed`; they add up to exactly 100.

    Whoever is in `agreed` bears the share (per cent) that is agreed, whatever its weight; the others bear what is left.
    No share of theirs is above `cap` or below `least` (per cent): what these take off or put on is borne by the others
    in proportion to their weights. A heavier party never has a smaller share, and equal ones differ by the last
    decimal at most, where the code that comes first in the alphabet has the larger.
    ValueError in plain words where the cap is too low for so few, the least share too high for so many, or what is
    agreed does not add up. Without any weight and anything agreed there are no shares.
    """
    if not 0 <= decimals <= _DECIMALS:
        raise ValueError(f"a share has between 0 and {_DECIMALS} decimals, not {decimals}")
    counted = {code: Fraction(weight) for code, weight in weights.items() if code not in agreed}
    if not counted and not agreed:
        return {}
    whole: int = 100 * 10**decimals  # everything is counted in the last decimal from here on
    found = {code: _agreed(code, share, whole) for code, share in agreed.items()}
    rest = whole - sum(found.values())
    if rest < 0 or (rest and not counted):
        raise ValueError(f"the shares agreed add up to {_percent(whole - rest, decimals)} per cent, not to 100")
    if counted:
        top = whole if cap is None else _units(cap, whole)
        bottom = 0 if least is None else _units(least, whole, up=True)
        _, lowest_cap = feasible(_percent(rest, decimals), len(counted), decimals)
        parties = "1 party" if len(counted) == 1 else f"{len(counted)} parties"
        if top * len(counted) < rest:
            total = f"{_percent(rest, decimals).normalize():f}"
            raise ValueError(
                f"a cap of {cap} per cent is too low for {parties} to add up to {total}, it takes {lowest_cap} or more"
            )
        if bottom * len(counted) > rest or bottom > top:
            raise ValueError(f"a least share of {least} per cent is too high for {parties}")
        found |= apportion(counted, rest, bottom, top)
    return {code: _percent(found[code], decimals) for code in (*weights, *agreed)}


def feasible(rest: Decimal, payers: int, decimals: int = 3) -> tuple[Decimal, Decimal]:
    """The highest least share and the lowest cap with which so many payers can bear `rest` per cent in all."""
    units = int(rest.scaleb(decimals))
    return _percent(units // payers, decimals), _percent(ceil(Fraction(units, payers)), decimals)


def apportion(weights: Mapping[str, Fraction], whole: int, bottom: int = 0, top: int | None = None) -> dict[str, int]:
    """`whole` split in proportion to the weights, into whole numbers that add up to it exactly.

    None is below `bottom` or above `top`; that this is possible is for the caller to know, and that no weight is below
    zero and one is above. Of equal remainders that of the code which comes first in the alphabet is rounded up.
    """
    return _rounded(_spread(weights, whole, whole if top is None else top, bottom))


def _agreed(code: str, share: Decimal, whole: int) -> int:
    small = share.is_finite() and share != 0 and share.adjusted() < -_DECIMALS  # never a fraction of a gigabyte
    if not share.is_finite() or small or not 0 <= share <= 100 or (units := Fraction(share) * whole / 100) % 1:
        raise ValueError(f"the share agreed for {code} is {share}, and that is no share of 100 with so few decimals")
    return int(units)


def _units(percent: Decimal, whole: int, *, up: bool = False) -> int:
    """A limit in units of the last decimal. Between two printable figures it binds at the one within it: otherwise
    rounding could carry a share past it."""
    if percent >= 100:
        return whole
    units = Fraction(percent) * whole / 100 if percent.adjusted() >= -_DECIMALS else Fraction(0)
    return ceil(units) if up else floor(units)


def _spread(weights: Mapping[str, Fraction], whole: int, top: int, bottom: int) -> dict[str, Fraction]:
    """`whole` split in proportion to the weights, none above `top` or below `bottom`.

    Everyone pays one rate on their weight, held between the limits. What that yields grows with the rate, in straight
    lines between the rates at which somebody meets a limit; so the right line is found first, and on it the rate.
    """
    limits = sorted({Fraction(limit) / weight for weight in weights.values() if weight for limit in (bottom, top)})
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
