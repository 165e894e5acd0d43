"""Money: the scale among those who pay and the sums by it, the figures of the coalition treaty, and the laws."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from treatydraft.brief.money import amounts, bearing_more_than, largest, scale, smallest
from treatydraft.value import Money

KEYS = yaml.load((Path(__file__).parent.parent / "clauses" / "keys.yaml").read_text("utf-8"), yaml.BaseLoader)
WEIGHTS = {code: Decimal(weight) for code, weight in KEYS["un-2025-27"]["weights"].items()}
GUARANTORS = tuple(code for code in WEIGHTS if code not in ("US", "UA"))
ANNEX_C = scale(WEIGHTS, GUARANTORS, cap=Decimal(22), least=Decimal("0.01"))
PUBLISHED = ANNEX_C.shares
"""The Scale of the coalition treaty among its thirty-five Guarantors."""

BURDEN = """
    JP 17.590 10.5540 3518.000   DE 14.447 8.6682 2889.400   GB 10.130 6.0780 2026.000   FR 9.792 5.8752 1958.400
    IT 7.140 4.2840 1428.000     CA 6.455 3.8730 1291.000    AU 5.178 3.1068 1035.600    ES 4.810 2.8860 962.000
    PL 2.109 1.2654 421.800      UA 0.000 0.0000 0.000
"""
"""Code, share, part of EUR 60 million and of EUR 20 billion, in millions."""

MILLION = Decimal(10**6)


def test_the_shares_and_the_sums_of_the_coalition_treaty() -> None:
    cells = BURDEN.split()
    shares = {**PUBLISHED, "UA": Decimal(0)}
    common = amounts(Money(60 * MILLION, "EUR"), shares)
    assistance = amounts(Money(20000 * MILLION, "EUR"), shares)
    assert len(PUBLISHED) == 35 and sum(shares.values()) == 100
    for code, share, part, yearly in zip(*(cells[column::4] for column in range(4)), strict=True):
        assert shares[code] == Decimal(share)
        assert common[code] == Money(Decimal(part) * MILLION, "EUR")
        assert assistance[code] == Money(Decimal(yearly) * MILLION, "EUR")
    unarmed = ("AT", "IE", "MT")
    assert sum(shares[code] for code in unarmed) == Decimal("2.838")
    assert sum(assistance[code].amount for code in unarmed) == Decimal("567.6") * MILLION
    assert largest(shares, 5).share == Decimal("59.099")


def test_who_bears_most_and_least() -> None:
    shares = {"BB": Decimal(30), "AA": Decimal(30), "CC": Decimal(40)}
    assert (largest(shares, 2).codes, largest(shares, 2).share) == (("CC", "AA"), Decimal(70))
    assert (smallest(shares, 2).codes, smallest(shares, 0).codes) == (("AA", "BB"), ())
    assert bearing_more_than(shares, Decimal(40)) == largest(shares, 2)
    assert bearing_more_than(shares, Decimal(100)) is None


def test_the_scale_is_restricted_to_those_who_pay() -> None:
    found = scale(WEIGHTS, ("FR", "XX", "GB", "FR"), cap=Decimal(60))
    assert found.shares == {"FR": Decimal("49.153"), "GB": Decimal("50.847")}
    assert found.unweighted == ("XX",)
    assert found.cap_holds and found.capped == ()


def test_agreed_shares_are_taken_out_first() -> None:
    agreed = {"EU": Decimal(20), "FR": Decimal("10.5"), "US": Decimal(5)}  # the United States does not pay
    found = scale(WEIGHTS, ("FR", "GB", "DE", "EU"), agreed=agreed)
    assert found.shares["EU"] == 20 and found.shares["FR"] == Decimal("10.5")
    assert found.shares == {
        "FR": Decimal("10.500"),
        "GB": Decimal("28.646"),
        "DE": Decimal("40.854"),
        "EU": Decimal("20.000"),
    }


@pytest.mark.parametrize(
    ("agreed", "wrong"),
    [
        ({"FR": "60", "GB": "50"}, "the shares agreed add up to 110.000 per cent, not to 100"),
        ({"FR": "60", "GB": "30", "DE": "5"}, "the shares agreed add up to 95.000 per cent, not to 100"),
        ({"FR": "33.3333"}, "the share agreed for FR is 33.3333"),
        ({"FR": "-1"}, "the share agreed for FR is -1"),
        ({"FR": "NaN"}, "the share agreed for FR is NaN"),
        ({"FR": "1E-999999999"}, "the share agreed for FR is 1E-999999999"),
        ({"FR": "1E+999999999"}, "the share agreed for FR is"),
    ],
)
def test_agreed_shares_that_do_not_add_up_are_refused(agreed: dict[str, str], wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        scale(WEIGHTS, ("FR", "GB", "DE"), agreed={code: Decimal(share) for code, share in agreed.items()})


def test_a_ceiling_that_so_few_cannot_keep_is_told_of() -> None:
    found = scale(WEIGHTS, ("FR", "GB", "DE", "PL"), cap=Decimal(22), least=Decimal("0.01"))
    assert not found.cap_holds
    assert found.cap == 25
    assert set(found.shares.values()) == {Decimal("25.000")}
    assert found.capped == ("FR", "GB", "DE", "PL")


def test_a_least_share_that_so_many_cannot_bear_is_told_of() -> None:
    found = scale(WEIGHTS, GUARANTORS, least=Decimal(3))
    assert not found.least_holds
    assert found.least == Decimal("2.857")
    assert sum(found.shares.values()) == 100
    assert len(found.raised) == 35


def test_who_stands_at_a_limit() -> None:
    found = scale(WEIGHTS, tuple(WEIGHTS), cap=Decimal(22), least=Decimal("0.05"))
    assert found.capped == ("US",)
    assert found.raised == ("MT",)
    assert (found.shares["US"], found.shares["MT"]) == (Decimal(22), Decimal("0.05"))


@pytest.mark.parametrize("total", ["-1", "0.001"])
def test_a_sum_that_has_no_cents_is_refused(total: str) -> None:
    with pytest.raises(ValueError, match="cannot be shared out in cents"):
        amounts(Money(Decimal(total), "EUR"), PUBLISHED)


def test_a_sum_that_nobody_bears_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody bears EUR 1"):
        amounts(Money(Decimal(1), "EUR"), {"UA": Decimal(0)})


# ------------------------------------------------------------------------------------------------ laws


CODES = tuple(f"{one}{other}" for one in "ABCDEF" for other in "ABCDEF")
tables = st.dictionaries(st.sampled_from(CODES), st.decimals("0.001", "10000", places=3), min_size=1, max_size=36)
limits = st.none() | st.decimals(0, 100, places=4)


@given(tables, limits, limits, st.integers(0, 4), st.data())
def test_shares_add_up_and_none_is_beyond_a_limit(
    table: dict[str, Decimal], cap: Decimal | None, least: Decimal | None, decimals: int, data: st.DataObject
) -> None:
    payers = data.draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=36))
    fixed = data.draw(st.dictionaries(st.sampled_from([*CODES, "XX"]), st.decimals(0, 20, places=decimals), max_size=4))
    counted = [code for code in dict.fromkeys(payers) if code in table and code not in fixed]
    if not counted:
        return
    found = scale(table, payers, agreed=fixed, cap=cap, least=least, decimals=decimals)
    assert sum(found.shares.values()) == 100
    assert min(found.shares.values()) >= 0
    assert {code: found.shares[code] for code in fixed if code in payers} == {
        code: share for code, share in fixed.items() if code in payers
    }
    shares = [found.shares[code] for code in counted]
    unit = Decimal(1).scaleb(-decimals)
    if cap is not None:
        assert found.cap is not None and max(shares) <= found.cap
        assert max(shares) <= cap if found.cap_holds else max(shares) - min(shares) <= unit
        assert found.cap_holds == (found.cap == cap)
    if least is not None:
        assert found.least is not None and min(shares) >= found.least
        assert min(shares) >= least if found.least_holds else max(shares) - min(shares) <= unit


@given(
    st.dictionaries(st.sampled_from(CODES), st.decimals(0, 100, places=3), min_size=1, max_size=36),
    st.integers(0, 10**13),
)
def test_amounts_add_up_to_the_total_and_stay_within_a_cent_of_the_share(table: dict[str, Decimal], cents: int) -> None:
    whole = sum(table.values())
    if not whole:
        return
    found = amounts(Money(Decimal(cents).scaleb(-2), "EUR"), table)
    assert sum(part.amount for part in found.values()) == Decimal(cents).scaleb(-2)
    for code, part in found.items():
        assert part.amount >= 0
        exact = Fraction(cents, 100) * Fraction(table[code]) / Fraction(whole)
        assert abs(Fraction(part.amount) - exact) < Fraction(1, 100)
        assert part.amount == 0 or table[code]
