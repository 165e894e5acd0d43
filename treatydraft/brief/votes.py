"""What it takes to adopt and to stop a decision: how many votes, of whom, and who can do it alone.

Voters are given with their shares, as in `treatydraft.brief.rule`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import comb

from treatydraft.brief.money import Payers, largest
from treatydraft.brief.power import Game, winning
from treatydraft.brief.rule import ONE, Cast, Unit, VotingProcedure, adopts, eligible, units


@dataclass(frozen=True, slots=True)
class Blocking:
    """The smallest blocking sets: how many members each has, how many such sets there are, and the one that bears the
    most."""

    size: int
    sets: int
    heaviest: Payers


def quorum(rule: VotingProcedure, voters: Mapping[str, Decimal]) -> int:
    """How many voters must take part for a decision; 0 where the rule has no quorum of members."""
    if rule.quorum is None or rule.quorum.by == "key":
        return 0
    return rule.quorum.needed(len(eligible(rule, voters)))


def votes_to_adopt(
    rule: VotingProcedure, voters: Mapping[str, Decimal], present: int, abstaining: int = 0
) -> int | None:
    """The fewest votes for with which so many present, of whom so many abstain and the others vote, can adopt.

    That is what the majorities of members ask (nothing where there are none), and the quorum; shares, vetoes and
    consent are aside, and a casting vote is for. None where such a meeting cannot adopt. ValueError where more are
    present than have a vote, or more abstain than are present.
    """
    meeting, voting = _meeting(rule, voters, present, abstaining), present - abstaining
    silent = rule.silence and voting < len(eligible(rule, voters))  # and the casting voter may be one of them
    return next((yes for yes in range(voting + 1) if meeting(yes, silent or yes > 0)), None)


def votes_to_stop(
    rule: VotingProcedure, voters: Mapping[str, Decimal], present: int, abstaining: int = 0
) -> int | None:
    """The fewest votes against with which so many present, of whom so many abstain, stop what all others are for.

    Reckoned as `votes_to_adopt` is, with a casting vote not for it; 0 where such a meeting cannot adopt, and None where
    not even all of it can stop what the silent adopt.
    """
    meeting, voting = _meeting(rule, voters, present, abstaining), present - abstaining
    every = rule.silence or voting == len(eligible(rule, voters))  # else the casting voter may be one who does not vote
    return next((no for no in range(voting + 1) if not meeting(voting - no, every and no == 0)), None)


def game(rule: VotingProcedure, voters: Mapping[str, Decimal]) -> Game:
    """The simple game of the rule: everyone votes, for or against. ValueError for a casting vote of no voter."""
    here = eligible(rule, voters)
    casting = "" if rule.casting in rule.excluded else rule.casting
    if casting and casting not in here:
        raise ValueError(f"the casting vote is that of {casting}, who has no vote")
    by_key = any(leg.by == "key" for leg in (*rule.legs, *filter(None, [rule.quorum])))
    weights, unit = units(here) if by_key else (dict.fromkeys(here, 0), ONE)
    slack = _slack(rule, weights, unit, casting=bool(casting))
    against = _slack(rule, weights, unit, casting=False) if casting else ()
    return Game(weights, rule.named, slack, casting, against)


def fewest_to_adopt(rule: VotingProcedure, voters: Mapping[str, Decimal]) -> int | None:
    """The fewest voters who adopt when all vote, those who must consent among them; None if not even all adopt."""
    found = game(rule, voters)
    most_against = max((against for against, sets in enumerate(winning(found)) if sets), default=None)
    return None if most_against is None else len(found.weights) - most_against


def stopping_alone(rule: VotingProcedure, voters: Mapping[str, Decimal]) -> tuple[str, ...]:
    """Those who stop it alone when all others are for it; none of them where all together do not adopt."""
    players = game(rule, voters).players
    if _blocks(rule, voters, players, ()):
        return ()
    return tuple(code for code in players if _blocks(rule, voters, players, (code,)))


def blocking_sets(rule: VotingProcedure, voters: Mapping[str, Decimal]) -> tuple[int, ...]:
    """How many sets stop a decision that all others are for, by the number of their members, from none to all."""
    found = game(rule, voters)
    players = len(found.players)
    return tuple(comb(players, against) - wins for against, wins in enumerate(winning(found)))


def smallest_blocking(rule: VotingProcedure, voters: Mapping[str, Decimal], by: Unit | None = None) -> Blocking | None:
    """The smallest sets that stop a decision when all others are for it; None where not even all together adopt.

    `by` members or `by` the key: as the majorities of that unit alone have it, vetoes and consent aside; None where
    the rule has none of that unit.
    """
    if by is not None:
        legs = tuple(leg for leg in rule.legs if leg.by == by)
        if not legs:
            return None
        casting = rule.casting if any(leg.ties for leg in legs) else ""
        rule = replace(rule, legs=legs, veto=(), consent=(), casting=casting)
    size, sets = next(((size, sets) for size, sets in enumerate(blocking_sets(rule, voters)) if sets), (0, 0))
    if not size:
        return None
    return Blocking(size, sets, _heaviest(rule, voters, size))


# ------------------------------------------------------------------------------------------------ underneath


def _heaviest(rule: VotingProcedure, voters: Mapping[str, Decimal], size: int) -> Payers:
    """Of the blocking sets of the smallest size the one that bears most."""
    shares = {**dict.fromkeys(rule.named, Decimal(0)), **eligible(rule, voters)}
    if size == 1:
        return largest({code: shares[code] for code in stopping_alone(rule, voters)}, 1)
    top = largest(shares, size)
    if not rule.casting or _blocks(rule, voters, tuple(shares), top.codes):
        return top
    others = largest({code: share for code, share in shares.items() if code != rule.casting}, size - 1)
    return largest({code: shares[code] for code in (*others.codes, rule.casting)}, size)


def _blocks(
    rule: VotingProcedure, voters: Mapping[str, Decimal], players: tuple[str, ...], against: tuple[str, ...]
) -> bool:
    return not adopts(rule, voters, [code for code in players if code not in against], against)


def _meeting(
    rule: VotingProcedure, voters: Mapping[str, Decimal], present: int, abstaining: int
) -> Callable[[int, bool], bool]:
    """Whether so many votes for, and the casting vote for or not, adopt in a meeting, as far as members are counted."""
    number, least = len(eligible(rule, voters)), quorum(rule, voters)
    if not 0 <= abstaining <= present <= number:
        raise ValueError(f"of {number} voters {present} cannot be present and {abstaining} of them abstain")
    legs = [leg for leg in rule.legs if leg.by == "members"]

    def adopted(yes: int, casting: bool) -> bool:
        cast = Cast(yes, present - abstaining - yes, abstaining, number)
        return present >= least and all(cast.carries(rule, leg, casting=casting and bool(rule.casting)) for leg in legs)

    return adopted


def _slack(rule: VotingProcedure, weights: Mapping[str, int], unit: Fraction, *, casting: bool) -> tuple[int, ...]:
    """The slack of a game: where all vote, what those against may hold, by their number."""
    number, total = len(weights), sum(weights.values())
    if rule.quorum:
        whole, worth = (number, ONE) if rule.quorum.by == "members" else (total, unit)
        if whole < rule.quorum.needed(whole, worth):
            return ()
    needed = max((leg.needed(total, unit) for leg in rule.legs if leg.by == "key"), default=0)
    found: list[int] = []
    for against in range(number + bool(rule.named)):  # nobody's vote for adopts nothing
        cast = Cast(number - against, against, 0, number)
        slack = total if against < rule.min_blockers else total - needed
        members = (leg for leg in rule.legs if leg.by == "members")
        if slack < 0 or not all(cast.carries(rule, leg, casting=casting) for leg in members):
            break
        found.append(slack)
    return tuple(found)
