"""Votes: rules held against the counts of the literature and of the coalition treaty, and against enumeration."""

from __future__ import annotations

import time
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from math import factorial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.test_money import PUBLISHED
from treatydraft.brief.money import bearing_more_than, largest, smallest
from treatydraft.brief.power import Game, power
from treatydraft.brief.rule import Abstention, Majority, VotingProcedure, adopts, eligible
from treatydraft.brief.votes import (
    blocking_sets,
    fewest_to_adopt,
    game,
    quorum,
    smallest_blocking,
    stopping_alone,
    votes_to_adopt,
    votes_to_stop,
)

HALF, TWO_THIRDS = Fraction(1, 2), Fraction(2, 3)
HALF_OF_ALL = Majority(HALF, of="voters")

PARTIES = {**PUBLISHED, "UA": Decimal(0)}
GENERAL = VotingProcedure((Majority(TWO_THIRDS),), quorum=HALF_OF_ALL)
"""Article 27(5) and (6): two thirds of those present and voting, an abstention not counted, half of all present."""


def named(*weights: int) -> dict[str, Decimal]:
    return {f"V{number}": Decimal(weight) for number, weight in enumerate(weights, 1)}


def percent(value: Fraction, decimals: int) -> str:
    return f"{float(value) * 100:.{decimals}f}"


def weighted(votes: int) -> VotingProcedure:
    return VotingProcedure((Majority(count=votes, by="key"),))


# ------------------------------------------------------------------------------------------------ the literature


def test_the_security_council() -> None:
    permanent = tuple(f"P{number}" for number in range(5))
    council = dict.fromkeys([*permanent, *(f"E{number}" for number in range(10))], Decimal(0))
    rule = VotingProcedure((Majority(count=9, of="voters"),), veto=permanent)
    found = power(game(rule, council))
    assert found.winning == 848
    assert found.coleman == Fraction(848, 32768)
    assert (f"{float(found.banzhaf['P0']):.5f}", f"{float(found.banzhaf['E0']):.5f}") == ("0.16693", "0.01654")
    assert (found.shapley_shubik["P0"], found.shapley_shubik["E0"]) == (Fraction(421, 2145), Fraction(4, 2145))
    assert stopping_alone(rule, council) == permanent
    assert smallest_blocking(rule, council, "members").size == 7  # type: ignore[union-attr]


def test_a_veto_is_a_vote_against_and_consent_a_vote_for() -> None:
    council = named(0, 0, 0)
    two = (Majority(count=2, of="voters"),)
    veto, consent = VotingProcedure(two, veto=("V1",)), VotingProcedure(two, consent=("V1",))
    assert adopts(veto, council, ["V2", "V3"], abstaining=["V1"])
    assert not adopts(veto, council, ["V2", "V3"], ["V1"])
    assert not adopts(consent, council, ["V2", "V3"], abstaining=["V1"])
    assert power(game(veto, council)) == power(game(consent, council))


def test_the_european_economic_community_of_1958() -> None:
    council = named(4, 4, 4, 2, 2, 1)
    found = power(game(weighted(12), council))
    assert found.winning == 14
    assert [found.banzhaf[code] for code in ("V1", "V4", "V6")] == [Fraction(5, 21), Fraction(3, 21), 0]
    assert [found.shapley_shubik[code] for code in ("V1", "V4", "V6")] == [Fraction(7, 30), Fraction(3, 20), 0]
    assert fewest_to_adopt(weighted(12), council) == 3


def test_nassau_county() -> None:
    found = power(game(weighted(58), named(31, 31, 28, 21, 2, 2)))
    assert list(found.banzhaf.values()) == [Fraction(1, 3)] * 3 + [0] * 3


# ------------------------------------------------------------------------------------------------ the treaty


def test_the_general_rule_of_the_council() -> None:
    assert quorum(GENERAL, PARTIES) == 18
    assert (votes_to_adopt(GENERAL, PARTIES, 36), votes_to_stop(GENERAL, PARTIES, 36)) == (24, 13)
    assert (votes_to_adopt(GENERAL, PARTIES, 18), votes_to_stop(GENERAL, PARTIES, 18)) == (12, 7)
    assert votes_to_adopt(GENERAL, PARTIES, 18, abstaining=17) == 1
    assert votes_to_adopt(GENERAL, PARTIES, 17) is None
    assert votes_to_stop(GENERAL, PARTIES, 17) == 0
    found = power(game(GENERAL, PARTIES))
    assert found.coleman == Fraction(280226581, 8589934592)
    assert set(found.banzhaf.values()) == {Fraction(1, 36)}
    assert smallest(PARTIES, 24).share == Decimal("15.006")
    assert adopts(GENERAL, PARTIES, smallest(PARTIES, 24).codes, largest(PARTIES, 12).codes)
    blocking = smallest_blocking(GENERAL, PARTIES)
    assert blocking is not None
    assert (blocking.size, blocking.heaviest.share) == (13, Decimal("86.733"))
    half = bearing_more_than(PARTIES, Decimal(50))
    assert half is not None and len(half.codes) == 4
    assert adopts(GENERAL, PARTIES, set(PARTIES) - set(half.codes), half.codes)
    assert stopping_alone(GENERAL, PARTIES) == ()
    assert smallest_blocking(GENERAL, PARTIES, "key") is None


def test_the_determination_by_the_guarantors() -> None:
    assert (fewest_to_adopt(GENERAL, PUBLISHED), votes_to_stop(GENERAL, PUBLISHED, 35)) == (24, 12)
    assert (quorum(GENERAL, PUBLISHED), votes_to_adopt(GENERAL, PUBLISHED, 18)) == (18, 12)
    found = power(game(GENERAL, PUBLISHED))
    assert found.coleman == Fraction(87960053, 4294967296)
    assert set(found.banzhaf.values()) == {Fraction(1, 35)}
    assert (smallest(PUBLISHED, 24).share, largest(PUBLISHED, 12).share) == (Decimal("16.968"), Decimal("84.994"))


def test_a_guarantor_excluded_is_counted_in_nothing() -> None:
    rule = VotingProcedure(GENERAL.legs, quorum=GENERAL.quorum, excluded=("GB",))
    here = eligible(rule, PUBLISHED)
    assert (quorum(rule, PUBLISHED), votes_to_adopt(rule, PUBLISHED, 17)) == (17, 12)
    assert (fewest_to_adopt(rule, PUBLISHED), votes_to_stop(rule, PUBLISHED, 34)) == (23, 12)
    assert power(game(rule, PUBLISHED)).coleman == Fraction(123722273, 4294967296)
    assert (smallest(here, 23).share, largest(here, 12).share) == (Decimal("15.006"), Decimal("76.603"))
    assert len(bearing_more_than(here, Decimal(50)).codes) == 5  # type: ignore[union-attr]
    with pytest.raises(ValueError, match="GB has no vote"):
        adopts(rule, PUBLISHED, ["GB"])


def test_the_invitation_to_accede() -> None:
    rule = VotingProcedure((Majority(TWO_THIRDS, of="voters"),), consent=("UA",))
    found = power(game(rule, PARTIES))
    assert fewest_to_adopt(rule, PARTIES) == 24
    assert percent(found.coleman, 6) == "2.238277"
    assert (percent(found.banzhaf["UA"], 3), percent(found.banzhaf["FR"], 3)) == ("7.420", "2.645")
    assert stopping_alone(rule, PARTIES) == ("UA",)


def test_activation_by_ukraine_and_half_of_the_guarantors() -> None:
    rule = VotingProcedure((HALF_OF_ALL,), consent=("UA",))  # Ukraine is not among those whose votes are counted
    assert fewest_to_adopt(rule, PUBLISHED) == 18
    assert stopping_alone(rule, PUBLISHED) == ("UA",)
    assert power(game(rule, PUBLISHED)).coleman == Fraction(1, 4)
    assert not adopts(rule, PUBLISHED, PUBLISHED)
    assert adopts(rule, PUBLISHED, [*largest(PUBLISHED, 18).codes, "UA"])


def test_consensus() -> None:
    rule = VotingProcedure((Majority(Fraction(1), of="voters"),), quorum=HALF_OF_ALL, silence=True)
    assert power(game(rule, PARTIES)).coleman == Fraction(1, 2**36)
    assert stopping_alone(rule, PARTIES) == tuple(PARTIES)
    assert blocking_sets(rule, PARTIES)[1] == 36
    some = largest(PARTIES, 18).codes
    assert adopts(rule, PARTIES, some[:1], abstaining=some[1:])
    assert not adopts(rule, PARTIES, some[1:], some[:1])
    assert not adopts(rule, PARTIES, some[1:]), "the quorum is 18"


DOUBLE = VotingProcedure((Majority(TWO_THIRDS), Majority(Fraction(3, 5), by="key")), quorum=HALF_OF_ALL)


def test_a_double_majority() -> None:
    """The measures, on shares rounded to 0.01 per cent as the figures they are held against were computed."""
    found = power(game(DOUBLE, {code: round(share, 2) for code, share in PARTIES.items()}))
    assert percent(found.coleman, 5) == "2.48186"
    measures = {code: (percent(found.banzhaf[code], 4), percent(found.shapley_shubik[code], 4)) for code in PARTIES}
    assert (
        measures.items()
        >= {
            "JP": ("4.6902", "8.6580"),
            "DE": ("4.0945", "6.9337"),
            "GB": ("3.5740", "5.1111"),
            "FR": ("3.5266", "4.9703"),
            "IT": ("3.2178", "4.0530"),
            "PL": ("2.6870", "2.4631"),
            "MT": ("2.4822", "1.9195"),
            "UA": ("2.4774", "1.9070"),
        }.items()
    )


def test_who_blocks_under_a_double_majority() -> None:
    assert fewest_to_adopt(DOUBLE, PARTIES) == 24
    assert stopping_alone(DOUBLE, PARTIES) == ()
    assert blocking_sets(DOUBLE, PARTIES)[:4] == (0, 0, 0, 2)
    by_key, by_members = smallest_blocking(DOUBLE, PARTIES, "key"), smallest_blocking(DOUBLE, PARTIES, "members")
    assert by_key is not None and by_members is not None
    assert (by_key.size, by_key.sets) == (3, 2)
    assert (by_key.heaviest.codes, by_key.heaviest.share) == (("JP", "DE", "GB"), Decimal("42.167"))
    assert by_members.size == 13
    assert smallest_blocking(DOUBLE, PARTIES) == by_key
    four = VotingProcedure(DOUBLE.legs, min_blockers=4)
    assert blocking_sets(four, PARTIES)[:4] == (0, 0, 0, 0)
    assert blocking_sets(four, PARTIES)[4:] == blocking_sets(DOUBLE, PARTIES)[4:]


def test_the_power_of_thirty_six_is_counted_at_once() -> None:
    begun = time.process_time()
    found = power(game(DOUBLE, PARTIES))
    assert time.process_time() - begun < 3  # a fifth of a second
    assert percent(found.coleman, 5) == "2.48149"
    assert sum(found.banzhaf.values()) == sum(found.shapley_shubik.values()) == 1


def test_weights_too_fine_for_so_many_voters_are_refused() -> None:
    fine = {f"V{number}": Decimal(10**12 + number**3) for number in range(60)}
    with pytest.raises(ValueError, match="the weights are too fine for so many voters; give them with fewer decimals"):
        power(game(VotingProcedure((Majority(TWO_THIRDS, by="key"),)), fine))


# ------------------------------------------------------------------------------------------------ what a rule is


def test_what_an_abstention_is() -> None:
    ten = dict.fromkeys("ABCDEFGHIJ", Decimal(0))
    kinds: tuple[Abstention, ...] = ("not_counted", "as_no", "as_present")
    rules = [VotingProcedure((Majority(TWO_THIRDS),), abstain=kind) for kind in kinds]
    assert [votes_to_adopt(rule, ten, 10, abstaining=4) for rule in rules] == [4, None, None]
    assert [votes_to_adopt(rule, ten, 10, abstaining=3) for rule in rules] == [5, 7, 7]
    veto = VotingProcedure((Majority(HALF),), veto=("A",), abstain="as_present")
    assert adopts(veto, ten, "BCDEF", abstaining="A")
    assert not adopts(VotingProcedure(veto.legs, veto=("A",), abstain="as_no"), ten, "BCDEF", abstaining="A")
    assert votes_to_adopt(VotingProcedure((Majority(TWO_THIRDS, of="present"),)), ten, 9, abstaining=3) == 6
    assert votes_to_adopt(VotingProcedure((Majority(TWO_THIRDS, of="voters"),)), ten, 9, abstaining=2) == 7


def test_where_all_abstain_nothing_is_adopted() -> None:
    assert not adopts(GENERAL, PARTIES, (), abstaining=PARTIES)
    assert votes_to_adopt(GENERAL, PARTIES, 36, abstaining=36) is None


def test_a_casting_vote_decides_a_tie() -> None:
    four = named(0, 0, 0, 0)
    rule = VotingProcedure((Majority(HALF, strict=True),), casting="V1")
    assert adopts(rule, four, ["V1", "V2"], ["V3", "V4"])
    assert not adopts(rule, four, ["V3", "V4"], ["V1", "V2"])
    assert (votes_to_adopt(rule, four, 4), votes_to_stop(rule, four, 4)) == (2, 2)
    found = power(game(rule, four))
    assert found.winning == 8
    assert found.banzhaf == {"V1": HALF, "V2": Fraction(1, 6), "V3": Fraction(1, 6), "V4": Fraction(1, 6)}


def test_silence_adopts_unless_enough_object() -> None:
    nine = dict.fromkeys("ABCDEFGHI", Decimal(0))
    rule = VotingProcedure((Majority(TWO_THIRDS, of="voters", strict=True),), silence=True)  # unless one third object
    assert adopts(rule, nine, (), "AB")
    assert not adopts(rule, nine, "DEFGHI", "ABC")
    assert votes_to_stop(rule, nine, 9) == 3
    assert votes_to_stop(rule, nine, 2) is None


@pytest.mark.parametrize(
    ("make", "wrong"),
    [
        (lambda: Majority(), "a share or a count"),
        (lambda: Majority(HALF, count=2), "a share or a count"),
        (lambda: Majority(Fraction(1), strict=True), "can be reached"),
        (lambda: Majority(Fraction(0)), "can be reached"),
        (lambda: Majority(count=0), "nobody's vote"),
        (lambda: VotingProcedure(), "needs a majority"),
        (lambda: VotingProcedure((Majority(HALF),), casting="V1"), "a casting vote decides a tie"),
        (
            lambda: game(VotingProcedure((Majority(HALF, strict=True),), casting="V9"), named(1, 1)),
            "V9, who has no vote",
        ),
        (lambda: adopts(GENERAL, named(1, 1), ["V1"], ["V1"]), "V1 votes twice"),
        (lambda: adopts(GENERAL, named(1, 1), ["V9"]), "V9 has no vote"),
        (lambda: votes_to_adopt(GENERAL, named(1, 1), 3), "of 2 voters 3 cannot be present"),
        (lambda: game(weighted(1), {"V1": Decimal(-1)}), "no less than zero"),
    ],
)
def test_what_cannot_be_is_refused_in_plain_words(make: Any, wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        make()


# ------------------------------------------------------------------------------------------------ laws


shares_of_a_whole = st.fractions(Fraction(1, 7), 1, max_denominator=7)


@st.composite
def majorities(draw: st.DrawFn, by: str) -> Majority:
    if draw(st.booleans()):
        share = draw(shares_of_a_whole)
        base = draw(st.sampled_from(["voting", "present", "voters"]))
        return Majority(share, of=base, strict=share < 1 and draw(st.booleans()), by=by)  # type: ignore[arg-type]
    count = draw(st.integers(1, 10)) if by == "members" else draw(st.fractions(Fraction(1, 10), 30, max_denominator=10))
    return Majority(count=count, strict=draw(st.booleans()), by=by)  # type: ignore[arg-type]


@st.composite
def rules(
    draw: st.DrawFn, fewest: int = 1, most: int = 6, members_only: bool = False
) -> tuple[VotingProcedure, dict[str, Decimal]]:
    """A rule and those who vote under it, some of them named in it, and perhaps somebody who is no voter."""
    number = draw(st.integers(fewest, most))
    share = (
        st.just(Decimal(0))
        if members_only
        else st.sampled_from([Decimal(tenths) / 10 for tenths in (0, 5, 10, 12, 20, 50)])
    )
    voters = {code: draw(share) for code in "ABCDEFGHIJ"[:number]}
    legs = draw(st.lists(majorities("members"), max_size=2))
    if not members_only:
        legs += draw(st.lists(majorities("key"), max_size=2))
    casting = draw(st.sampled_from(["", *voters]))
    if casting:
        legs.append(Majority(HALF, strict=True, of=draw(st.sampled_from(["voting", "voters"]))))
    legs = legs or [Majority(HALF)]
    some = st.lists(st.sampled_from([*voters, "X"]), max_size=2, unique=True).map(tuple)
    rule = VotingProcedure(
        legs=tuple(legs),
        quorum=draw(st.none() | majorities("members" if members_only else draw(st.sampled_from(["members", "key"])))),
        abstain=draw(st.sampled_from(["not_counted", "as_no", "as_present"])),
        veto=() if members_only else draw(some),
        consent=() if members_only else draw(some),
        excluded=draw(st.lists(st.sampled_from([*voters]), max_size=2, unique=True).map(tuple)),
        casting=casting,
        min_blockers=draw(st.integers(0, 3)),
        silence=draw(st.booleans()),
    )
    return rule, voters


def subsets(players: tuple[str, ...]) -> list[frozenset[str]]:
    return [frozenset(some) for size in range(len(players) + 1) for some in combinations(players, size)]


def swings(players: tuple[str, ...], wins: set[frozenset[str]]) -> Mapping[str, list[frozenset[str]]]:
    return {player: [won for won in wins if player in won and won - {player} not in wins] for player in players}


@given(rules())
def test_the_table_counts_what_enumeration_counts(case: tuple[VotingProcedure, dict[str, Decimal]]) -> None:
    hold_against_enumeration(*case)


@settings(max_examples=5)
@given(rules(9, 10))
def test_the_table_counts_what_enumeration_counts_among_ten(case: tuple[VotingProcedure, dict[str, Decimal]]) -> None:
    hold_against_enumeration(*case)


def hold_against_enumeration(rule: VotingProcedure, voters: Mapping[str, Decimal]) -> None:
    """Every number about a rule is what listing its coalitions, each put to the vote, comes to."""
    found = game(rule, voters)
    players = found.players
    every = frozenset(players)
    wins = {some for some in subsets(players) if adopts(rule, voters, some, every - some)}
    measures = power(found)
    assert measures.winning == len(wins)
    turned = swings(players, wins)
    total = sum(map(len, turned.values())) or 1
    for player in players:
        assert measures.banzhaf[player] == Fraction(len(turned[player]), total)
        orders = sum(factorial(len(won) - 1) * factorial(len(players) - len(won)) for won in turned[player])
        assert measures.shapley_shubik[player] == Fraction(orders, factorial(len(players)))
    counted = [len(some & set(found.weights)) for some in wins]
    assert fewest_to_adopt(rule, voters) == min(counted, default=None)
    blocking = [some for some in subsets(players) if every - some not in wins]
    assert blocking_sets(rule, voters) == tuple(
        sum(len(some) == size for some in blocking) for size in range(len(players) + 1)
    )
    smallest_size = min(map(len, blocking))
    found_sets = smallest_blocking(rule, voters)
    if smallest_size == 0:
        assert found_sets is None and stopping_alone(rule, voters) == ()
    else:
        sets = [some for some in blocking if len(some) == smallest_size]
        assert found_sets is not None
        assert (found_sets.size, found_sets.sets) == (smallest_size, len(sets))
        bears = {some: sum((voters.get(code, Decimal(0)) for code in some), Decimal(0)) for some in sets}
        assert found_sets.heaviest.share == max(bears.values()) == bears[frozenset(found_sets.heaviest.codes)]
        assert set(stopping_alone(rule, voters)) == {code for some in blocking if len(some) == 1 for code in some}


@given(rules(members_only=True), st.data())
def test_the_votes_needed_are_the_fewest_that_adopt(
    case: tuple[VotingProcedure, dict[str, Decimal]], data: st.DataObject
) -> None:
    rule, voters = case
    if rule.casting in rule.excluded:
        rule = VotingProcedure(
            tuple(leg for leg in rule.legs if not leg.ties) or (Majority(HALF),), rule.quorum, rule.abstain
        )
    here = sorted(eligible(rule, voters), key=lambda code: code != rule.casting)  # the casting voter first
    present = data.draw(st.integers(0, len(here)))
    abstaining = data.draw(st.integers(0, present))
    voting = present - abstaining

    def adopted(yes: list[str], no: list[str]) -> bool:
        rest = [code for code in here if code not in yes and code not in no]
        return adopts(rule, voters, yes, no, rest[:abstaining])

    here_for = [yes for yes in range(voting + 1) if adopted(here[:yes], here[::-1][: voting - yes])]
    assert votes_to_adopt(rule, voters, present, abstaining) == min(here_for, default=None)
    here_against = [no for no in range(voting + 1) if not adopted(here[::-1][: voting - no], here[:no])]
    assert votes_to_stop(rule, voters, present, abstaining) == min(here_against, default=None)


def test_a_game_of_nobody_is_no_error() -> None:
    assert power(Game({}, (), ())).winning == 0
    alone = VotingProcedure(consent=("X",))
    assert power(game(alone, {})).banzhaf == {"X": 1}
