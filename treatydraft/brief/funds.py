"""The page *money*: each fund of an instrument, shared out among those who pay into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from treatydraft.brief.money import Apportionment, Payers, amounts, largest, scale
from treatydraft.library.record_file import SHARES, VOLUNTARY
from treatydraft.library.scale import EQUAL, Scale
from treatydraft.record.facts import Facts, Fund
from treatydraft.value import TYPES, Money, Share

BOUNDS = ("least", "most")
"""What is said of a sum: the least that is due, and the most."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What one fund costs whom: the scale among its payers, and their sums for each of `BOUNDS` that is laid down.

    `scale` is None where it cannot be computed, and `reason` then says why. `cap` and `floor` are the limits laid
    down, in per cent; sums are for a year where `per` is ``year``, also where the fund is paid by the month.
    """

    fund: Fund
    key: Scale | None
    scale: Apportionment | None
    reason: str = ""
    cap: Decimal | None = None
    floor: Decimal | None = None
    totals: Mapping[str, Money] | None = None
    sums: Mapping[str, Mapping[str, Money]] | None = None

    @property
    def per(self) -> str:
        """What time the sums are for: ``year``, ``once``, or nothing that is said."""
        return "year" if self.fund.per == "month" else self.fund.per

    @property
    def largest(self) -> Payers | None:
        """The largest payer, and its share."""
        return largest(self.scale.shares, 1) if self.scale and self.scale.shares else None


def assessments(facts: Facts, keys: Mapping[str, Scale]) -> tuple[Assessment, ...]:
    """What each fund costs whom, by the `keys` of the library or by the scale of the instrument."""
    basis = _scale_fund(fund for fund in facts.funds if str(fund.key) in keys)
    return tuple(_assessment(_on_scale(fund, basis), keys) for fund in facts.funds)


def instrument_scale(found: tuple[Assessment, ...]) -> Mapping[str, Decimal]:
    """The scale of contributions of the instrument, in per cent by code."""
    shares = {one.fund.id: one.scale.shares for one in found if one.scale}
    basis = _scale_fund(one.fund for one in found if one.scale)
    return shares[basis.id] if basis else {}


def _scale_fund(funds: Iterable[Fund]) -> Fund | None:
    """Of funds that have a scale, the one that lays down that of the instrument: one without a sum, else the first."""
    scales = tuple(funds)
    return next((fund for fund in scales if fund.least is None and fund.most is None), next(iter(scales), None))


def _on_scale(fund: Fund, basis: Fund | None) -> Fund:
    """A fund by the scale of the instrument, with the key and the limits of that scale; any other as it is."""
    if fund.key != SHARES or basis is None:
        return fund
    cap, floor = fund.cap or basis.cap, fund.floor or basis.floor
    return replace(fund, key=basis.key, cap=cap, floor=floor)


def _assessment(fund: Fund, keys: Mapping[str, Scale]) -> Assessment:
    payers, name = fund.payers.codes, "" if fund.key is None else str(fund.key)
    if not payers:
        return Assessment(fund, None, None, "no party pays into it")
    if name == VOLUNTARY:
        return Assessment(fund, None, None, "each pays what it chooses")
    key = keys.get(name) or (EQUAL if len(payers) == 1 else None)
    if key is None:
        why = f"the key '{name}' is none of the library" if name else "the text lays down no key"
        return Assessment(fund, None, None, why)
    weights = {code: weight for code in payers if (weight := key.weight(code)) is not None}
    cap, floor = _percent(fund.cap), _percent(fund.floor)
    try:
        found = scale(weights, payers, cap=cap, least=floor)
    except ValueError as wrong:
        return Assessment(fund, key, None, str(wrong), cap, floor)
    if not found.shares:
        return Assessment(fund, key, None, f"none of those who pay has a weight in {key.title}", cap, floor)
    return _with_sums(Assessment(fund, key, found, "", cap, floor))


def _with_sums(found: Assessment) -> Assessment:
    months = 12 if found.fund.per == "month" else 1
    totals = {
        bound: replace(sum_, amount=sum_.amount * months)
        for bound in BOUNDS
        if isinstance(sum_ := getattr(found.fund, bound), Money)
    }
    assert found.scale is not None
    try:
        sums = {bound: amounts(total, found.scale.shares) for bound, total in totals.items()}
    except ValueError as wrong:  # part of a cent
        return replace(found, totals=totals, reason=str(wrong))
    return replace(found, totals=totals, sums=sums)


def _percent(value: object) -> Decimal | None:
    """A limit on a share, in per cent, whether an answer gives it or the record itself."""
    if isinstance(value, str):
        try:
            value = TYPES["share"].parse(value)
        except ValueError:
            return None
    return value.percent if isinstance(value, Share) else None
