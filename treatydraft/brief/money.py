"""Who bears what: the shares of those who pay, and the sums that follow from them.

Shares are in per cent, as they are published, and add up to exactly 100; sums are in cents and add up to exactly the
total. Both are computed in `treatydraft.value.apportionment`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from treatydraft.value import Money
from treatydraft.value.apportionment import apportion, feasible
from treatydraft.value.apportionment import shares as _shares

_NOBODY: Mapping[str, Decimal] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Apportionment:
    """The shares in which those who pay bear a cost, in per cent, and what the limits on a share come to.

    `cap` and `least` are the limits applied. Where those who pay are too few to keep the cap laid down, or too many to
    bear the least share, everyone computed bears the same: then `cap_holds` or `least_holds` is false, and the limit is
    the nearest one that can be kept. `capped` and `raised` are those who stand at the limits, `unweighted` those who
    pay and have neither a weight nor an agreed share.
    """

    shares: Mapping[str, Decimal]
    cap: Decimal | None
    cap_holds: bool
    capped: tuple[str, ...]
    least: Decimal | None
    least_holds: bool
    raised: tuple[str, ...]
    unweighted: tuple[str, ...]


def scale(
    weights: Mapping[str, Decimal],
    payers: Iterable[str],
    *,
    agreed: Mapping[str, Decimal] = _NOBODY,
    cap: Decimal | None = None,
    least: Decimal | None = None,
    decimals: int = 3,
) -> Apportionment:
    """The scale among `payers` of a key with these `weights`, which are above zero and may hold more codes.

    `agreed` has the shares that are agreed and not computed; they are taken out first, no limit applies to them, and
    those of others than the payers are left out. `cap` and `least` are in per cent.
    ValueError where the agreed shares do not add up, as when they come to more than 100.
    """
    paying = tuple(dict.fromkeys(payers))
    fixed = {code: agreed[code] for code in paying if code in agreed}
    counted = {code: weights[code] for code in paying if code in weights and code not in fixed}
    found = _shares(counted, agreed=fixed, decimals=decimals)  # which also tells of what is agreed wrongly
    cap_holds = least_holds = True
    if counted:
        rest = sum((found[code] for code in counted), Decimal(0))
        highest_least, lowest_cap = feasible(rest, len(counted), decimals)
        if cap is not None and cap < lowest_cap:
            cap, cap_holds = lowest_cap, False
        if least is not None and least > highest_least:
            least, least_holds = highest_least, False
        if cap_holds and least_holds:
            found = _shares(counted, agreed=fixed, cap=cap, least=least, decimals=decimals)
        else:
            found = _shares(dict.fromkeys(counted, Decimal(1)), agreed=fixed, decimals=decimals)
    unit = Decimal(1).scaleb(-decimals)
    at_cap = [code for code in counted if cap is not None and (not cap_holds or found[code] + unit > cap)]
    at_least = [code for code in counted if least is not None and (not least_holds or found[code] - unit < least)]
    return Apportionment(
        shares={code: found[code] for code in paying if code in found},
        cap=cap,
        cap_holds=cap_holds,
        capped=tuple(at_cap),
        least=least,
        least_holds=least_holds,
        raised=tuple(at_least),
        unweighted=tuple(code for code in paying if code not in found),
    )


def amounts(total: Money, shares: Mapping[str, Decimal]) -> dict[str, Money]:
    """What each bears of `total`, in cents: in proportion to the published `shares`, adding up to exactly the total.

    Whoever has a share of zero bears nothing. ValueError for a total below zero or with part of a cent, and for one
    that nobody bears.
    """
    cents = Fraction(total.amount) * 100
    if cents < 0 or cents.denominator != 1:
        raise ValueError(f"{total} cannot be shared out in cents")
    if not any(shares.values()):
        raise ValueError(f"nobody bears {total}")
    parts = apportion({code: Fraction(share) for code, share in shares.items()}, int(cents))
    return {code: Money(Decimal(f"{part}E-2"), total.currency) for code, part in parts.items()}


@dataclass(frozen=True, slots=True)
class Payers:
    """Some of those who pay, the largest first, and what they bear together in the unit of their shares."""

    codes: tuple[str, ...]
    share: Decimal


def largest(shares: Mapping[str, Decimal], number: int) -> Payers:
    """The so many who pay most; of equal shares, the codes that come first in the alphabet."""
    return _payers(shares, _ranked(shares)[:number])


def smallest(shares: Mapping[str, Decimal], number: int) -> Payers:
    """The so many who pay least; of equal shares, the codes that come last in the alphabet."""
    return _payers(shares, _ranked(shares)[max(0, len(shares) - number) :])


def bearing_more_than(shares: Mapping[str, Decimal], line: Decimal) -> Payers | None:
    """The fewest of the largest payers that bear more than `line`, in the unit of the shares; None if not all do."""
    found = (largest(shares, number) for number in range(1, len(shares) + 1))
    return next((payers for payers in found if payers.share > line), None)


def _ranked(shares: Mapping[str, Decimal]) -> list[str]:
    return sorted(shares, key=lambda code: (-shares[code], code))


def _payers(shares: Mapping[str, Decimal], codes: Iterable[str]) -> Payers:
    named = tuple(codes)
    return Payers(named, sum((shares[code] for code in named), Decimal(0)))
