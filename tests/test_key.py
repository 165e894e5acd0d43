"""Laws of the shares of a scale, and the scales of the bundled library against figures computed elsewhere."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from string import ascii_uppercase
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from treatydraft.library.scale import EQUAL, Scale, keys, shares

CLAUSES = Path(__file__).parent.parent / "clauses"
SEVEN = ("AT", "BE", "CY", "DE", "EE", "FI", "GR")

CAPPED = """
    FR 7.624 7.429   GB 7.887 8.187   DE 11.248 10.922   PL 1.642 1.988
    US 22.000 22.000   IT 5.559 5.527   ES 3.745 3.874   NL 2.565 2.741
    CA 5.025 5.245   JP 13.694 10.326   AU 4.031 4.225   NZ 0.597 0.621
    NO 1.290 1.190   SE 1.624 1.454   FI 0.763 0.736   DK 1.049 0.991
    EE 0.089 0.100   LV 0.099 0.107   LT 0.160 0.191   BE 1.528 1.550
    LU 0.144 0.210   PT 0.648 0.704   CZ 0.680 0.811   SK 0.294 0.325
    RO 0.707 0.860   BG 0.140 0.249   HR 0.174 0.203   SI 0.152 0.167
    GR 0.553 0.584   HU 0.441 0.521   IE 0.933 1.337   AT 1.237 1.265
    CY 0.069 0.079   MT 0.040 0.051   IS 0.069 0.076   TR 1.354 2.716
    UA 0.146 0.438
"""
"""Code, share by the United Nations scale and share by GDP, among all 37 with a cap of 22 per cent."""


def bundled(name: str) -> dict[str, Any]:
    data = yaml.load((CLAUSES / name).read_text("utf-8"), yaml.BaseLoader)
    assert isinstance(data, dict)
    return data


def key(**weights: str) -> Scale:
    return Scale("test", "A scale", "own", "2026", {code: Decimal(weight) for code, weight in weights.items()})


weights = st.dictionaries(
    st.text(ascii_uppercase, min_size=2, max_size=2),
    st.decimals("0.001", "10000", places=3),
    min_size=1,
    max_size=40,
)
places = st.integers(0, 6)


@st.composite
def capped(draw: st.DrawFn) -> tuple[Scale, Decimal | None, int]:
    """A scale, a cap it can bear (or none) and decimals."""
    table = draw(weights)
    decimals = draw(places)
    cap = draw(st.none() | st.decimals(Decimal(100) / len(table), 100, places=draw(st.integers(0, 8))))
    if cap is not None:
        unit = Decimal(1).scaleb(-decimals)
        assume(cap // unit * unit * len(table) >= 100)
    return Scale("test", "A scale", "own", "2026", table), cap, decimals


@given(capped())
def test_shares_add_up_to_exactly_100(case: tuple[Scale, Decimal | None, int]) -> None:
    scale, cap, decimals = case
    found = shares(scale, scale.weights, cap=cap, decimals=decimals)
    assert sum(found.values()) == 100
    assert {share.as_tuple().exponent for share in found.values()} == {-decimals}
    assert list(found) == list(scale.weights)


@given(capped())
def test_no_share_is_above_the_cap(case: tuple[Scale, Decimal | None, int]) -> None:
    scale, cap, decimals = case
    assert max(shares(scale, scale.weights, cap=cap, decimals=decimals).values()) <= (100 if cap is None else cap)


@given(capped())
def test_a_heavier_party_never_has_the_smaller_share(case: tuple[Scale, Decimal | None, int]) -> None:
    scale, cap, decimals = case
    found = shares(scale, scale.weights, cap=cap, decimals=decimals)
    by_weight = sorted(scale.weights, key=lambda code: (scale.weights[code], found[code]))
    assert [found[code] for code in by_weight] == sorted(found.values())


@given(capped())
def test_equal_weights_differ_by_the_last_decimal_at_most(case: tuple[Scale, Decimal | None, int]) -> None:
    scale, cap, decimals = case
    found = shares(scale, scale.weights, cap=cap, decimals=decimals)
    for one, share in found.items():
        for other, another in found.items():
            if scale.weights[one] == scale.weights[other]:
                assert abs(share - another) <= Decimal(1).scaleb(-decimals)
                assert share >= another or one > other


@given(capped(), st.randoms(use_true_random=False))
def test_the_order_in_which_parties_are_named_moves_no_share(
    case: tuple[Scale, Decimal | None, int], random: Random
) -> None:
    scale, cap, decimals = case
    codes = list(scale.weights)
    random.shuffle(codes)
    assert shares(scale, codes, cap=cap, decimals=decimals) == shares(scale, scale.weights, cap=cap, decimals=decimals)


@given(capped())
def test_below_the_cap_nobody_bears_more_for_its_weight_than_another(case: tuple[Scale, Decimal | None, int]) -> None:
    """Below the cap shares are in proportion to weights, and whoever is at the cap bears less than that: in both cases
    nobody's share over its weight is above that of a party below the cap, but for one unit of rounding on each side."""
    scale, cap, decimals = case
    found = shares(scale, scale.weights, cap=cap, decimals=decimals)
    unit = Decimal(1).scaleb(-decimals)
    top = Decimal(100) if cap is None else cap // unit * unit
    for low, share in found.items():
        for other, another in found.items():
            if share < top:
                one, two = scale.weights[low], scale.weights[other]
                assert another * one <= share * two + unit * (one + two)


@given(weights, places, st.fractions(0, 1))
def test_no_share_is_below_the_least(table: dict[str, Decimal], decimals: int, part: Fraction) -> None:
    unit = Decimal(1).scaleb(-decimals)
    least = (Decimal(100) / len(table) * part.numerator / part.denominator) // unit * unit
    scale = Scale("test", "A scale", "own", "2026", table)
    found = shares(scale, table, least=least, decimals=decimals)
    assert sum(found.values()) == 100
    assert min(found.values()) >= least


def test_what_the_least_share_adds_is_borne_in_proportion() -> None:
    found = shares(key(AA="60", BB="39", CC="1"), ("AA", "BB", "CC"), least=Decimal(10))
    assert found == {"AA": Decimal("54.545"), "BB": Decimal("35.455"), "CC": Decimal("10.000")}


def test_a_cap_and_a_least_share_hold_together() -> None:
    found = shares(key(AA="90", BB="9", CC="1"), ("AA", "BB", "CC"), cap=Decimal(50), least=Decimal(20))
    assert found == {"AA": Decimal("50.000"), "BB": Decimal("30.000"), "CC": Decimal("20.000")}


def test_a_least_share_too_high_for_so_many_is_refused_in_plain_words() -> None:
    with pytest.raises(ValueError, match=r"a least share of 40 per cent is too high for 3 parties"):
        shares(EQUAL, ("AA", "BB", "CC"), least=Decimal(40))


def test_seven_equal_parties() -> None:
    three, two = shares(EQUAL, SEVEN), shares(EQUAL, SEVEN, decimals=2)
    assert list(three.values()) == [Decimal("14.286")] * 5 + [Decimal("14.285")] * 2
    assert list(two.values()) == [Decimal("14.29")] * 4 + [Decimal("14.28")] * 3


def test_a_cap_that_lifts_another_above_it_is_applied_again() -> None:
    assert shares(key(AA="60", BB="29", CC="6", DD="5"), ("AA", "BB", "CC", "DD"), cap=Decimal(35), decimals=1) == {
        "AA": Decimal("35.0"),
        "BB": Decimal("35.0"),  # 47.1 after the first cut
        "CC": Decimal("16.4"),
        "DD": Decimal("13.6"),
    }


def test_a_cap_everyone_reaches_gives_everyone_the_same() -> None:
    assert shares(key(AA="9", BB="1"), ("AA", "BB"), cap=Decimal(50)) == {"AA": 50, "BB": 50}


@pytest.mark.parametrize("cap", ["14.285", "14.2857", "0", "-5", "1E-999999999"])
def test_a_cap_too_low_for_so_few_is_refused_in_plain_words(cap: str) -> None:
    with pytest.raises(ValueError, match=r"too low for 7 parties to add up to 100, it takes 14\.286 or more"):
        shares(EQUAL, SEVEN, cap=Decimal(cap))


def test_a_single_party_bears_everything_or_is_told_so() -> None:
    assert shares(EQUAL, ["FR"]) == {"FR": 100}
    with pytest.raises(ValueError, match=r"a cap of 99 per cent is too low for 1 party"):
        shares(EQUAL, ["FR"], cap=Decimal(99))


def test_who_has_no_weight_is_left_out() -> None:
    scale = key(FR="3", DE="1")
    codes = ("EU", "DE", "FR", "NATO", "EU")
    assert shares(scale, codes, decimals=0) == {"DE": 25, "FR": 75}
    assert shares(scale, ("EU",)) == {}


@pytest.mark.parametrize("weight", ["0", "-1", "NaN", "Infinity", "1E+999999999", "1E-999999999"])
def test_a_weight_that_cannot_be_counted_with_is_refused(weight: str) -> None:
    with pytest.raises(ValueError, match="the weight of FR is"):
        key(FR=weight)


def test_the_file_of_scales_says_which_scale_is_wrong() -> None:
    entry = {"title": "A scale", "source": "own", "date": "2026"}
    with pytest.raises(ValueError, match='broken: the weight of FR is "much", and a weight is a number'):
        keys({"broken": {**entry, "weights": {"FR": "much"}}})
    with pytest.raises(ValueError, match="broken: the weight of FR is 0"):
        keys({"broken": {**entry, "weights": {"FR": "0"}}})


def test_decimals_have_a_limit() -> None:
    with pytest.raises(ValueError, match="between 0 and 9 decimals, not 10"):
        shares(EQUAL, SEVEN, decimals=10)


def test_the_bundled_scales_cover_every_state_and_no_organisation() -> None:
    known = bundled("parties.yaml")["parties"]
    states = {code for code, facts in known.items() if facts["kind"] == "state"}
    found = keys(bundled("keys.yaml"))
    assert list(found) == ["equal", "un-2025-27", "gdp-2023"]
    for name in ("un-2025-27", "gdp-2023"):
        assert set(found[name].weights) == states
        assert found[name].title and found[name].source and found[name].date


def test_the_bundled_scales_give_the_expected_shares_under_a_cap_of_22() -> None:
    found = keys(bundled("keys.yaml"))
    cells = CAPPED.split()
    codes = cells[::3]
    assert len(codes) == 37
    for name, column in (("un-2025-27", cells[1::3]), ("gdp-2023", cells[2::3])):
        computed = shares(found[name], codes, cap=Decimal(22))
        assert computed["US"] == 22
        for code, expected in zip(codes, column, strict=True):
            assert abs(computed[code] - Decimal(expected)) <= Decimal("0.001"), (name, code)
