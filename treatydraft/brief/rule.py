"""A rule of voting, and whether a vote under it adopts a decision.

Those who vote are given as a mapping: for each voter its share of the key, in whatever unit (per cent, votes), 0 for
one who bears nothing. Where a rule counts members only, the shares do not matter to it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor, gcd, lcm
from typing import Literal, NamedTuple

Base = Literal["voting", "present", "voters"]
"""What a majority is a part of: those who vote, those who are present, or all who have a vote."""

Unit = Literal["members", "key"]
"""What is counted: heads, or shares of the key."""

Abstention = Literal["not_counted", "as_no", "as_present"]
"""What an abstention is: no vote; a vote against; or not against, but part of what a majority is reckoned of. In each
case whoever abstains takes part, as the quorum asks."""

ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Majority:
    """How much must be for a decision: a share `of` something (`strict`: more than that), or a fixed `count`, which
    for the key is in the unit of the shares. ValueError where neither or both are given, or nothing can reach it."""

    share: Fraction | None = None
    count: Fraction | int | None = None
    of: Base = "voting"
    strict: bool = False
    by: Unit = "members"

    def __post_init__(self) -> None:
        if (self.share is None) == (self.count is None):
            raise ValueError("a majority is a share or a count, one of the two")
        if self.share is not None and not (0 < self.share < 1 or (self.share == 1 and not self.strict)):
            raise ValueError(f"a majority of {self.share} is no part of a whole that can be reached")
        if self.count is not None and self.count <= 0:
            raise ValueError(f"a majority of {self.count} is reached by nobody's vote")

    @property
    def ties(self) -> bool:
        """Whether as many for as against just miss it, so that a casting vote can decide."""
        return self.by == "members" and self.share == Fraction(1, 2) and self.strict

    def needed(self, whole: int, unit: Fraction = ONE) -> int:
        """How much is needed of a whole, which is never nothing; 1 of `whole` stands for so much as `unit`."""
        exact = Fraction(self.count or 0) / unit if self.share is None else self.share * whole
        return max(1, floor(exact) + 1 if self.strict else ceil(exact))


@dataclass(frozen=True, slots=True)
class VotingProcedure:
    """When a decision is adopted: when every one of its majorities is reached and nobody named stops it.

    legs          the majorities, of members and of the key
    quorum        how many must take part, as a part of all voters or a count
    abstain       what an abstention is
    veto          those whose vote against stops it
    consent       those who must be for it
    excluded      those who do not vote on it and are counted in nothing, whatever else names them
    casting       the voter who decides a tie, under a majority of more than one half of members
    min_blockers  how many must be against for the majority of the key to count; fewer cannot stop it by the key alone
    silence       whoever is not against counts as for it, so that it is adopted unless enough object

    Who has a veto or must consent and is no voter does so beside the vote. ValueError where there is nothing to reach,
    or a casting vote that decides nothing.
    """

    legs: tuple[Majority, ...] = ()
    quorum: Majority | None = None
    abstain: Abstention = "not_counted"
    veto: tuple[str, ...] = ()
    consent: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    casting: str = ""
    min_blockers: int = 0
    silence: bool = False

    def __post_init__(self) -> None:
        if not (self.legs or self.consent):
            raise ValueError("a rule needs a majority, or somebody whose consent decides")
        if self.casting and not any(leg.ties for leg in self.legs):
            raise ValueError(
                "a casting vote decides a tie, and only a majority of more than one half of members has one"
            )

    @property
    def named(self) -> tuple[str, ...]:
        """Those without whom it is not adopted when all vote: who has a veto or must consent, and is not excluded."""
        both = dict.fromkeys((*self.veto, *self.consent))
        return tuple(code for code in both if code not in self.excluded)


class Cast(NamedTuple):
    """A vote in numbers, of members or of shares: for, against, abstaining, and all who have a vote, there or not."""

    yes: int
    no: int
    abstaining: int
    voters: int

    @property
    def present(self) -> int:
        """How much takes part."""
        return self.yes + self.no + self.abstaining

    def carries(self, rule: VotingProcedure, leg: Majority, *, casting: bool = False, unit: Fraction = ONE) -> bool:
        """Whether it reaches a majority of the rule; `casting`: the casting vote is for, should there be a tie."""
        yes = self.voters - self.no if rule.silence else self.yes
        whole = {
            "voting": self.yes + self.no + (0 if rule.abstain == "not_counted" else self.abstaining),
            "present": self.present,
            "voters": self.voters,
        }["voters" if rule.silence else leg.of]
        tie = casting and leg.ties and 0 < 2 * yes == whole
        return tie or yes >= leg.needed(whole, unit)


def eligible(rule: VotingProcedure, voters: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The voters who vote under the rule, with their shares: all but those it excludes."""
    return {code: share for code, share in voters.items() if code not in rule.excluded}


def adopts(
    rule: VotingProcedure,
    voters: Mapping[str, Decimal],
    yes: Collection[str],
    no: Collection[str] = (),
    abstaining: Collection[str] = (),
) -> bool:
    """Whether a vote adopts the decision, which nothing does that nobody is for; all voters not given are absent.

    ValueError for one who votes twice, or who has no vote and neither a veto nor a consent to give.
    """
    here = eligible(rule, voters)
    seen: set[str] = set()
    for code in (*yes, *no, *abstaining):
        if code in seen or (code not in here and code not in rule.named):
            raise ValueError(f"{code} votes twice" if code in seen else f"{code} has no vote")
        seen.add(code)
    against = {*no, *abstaining} if rule.abstain == "as_no" and not rule.silence else set(no)
    agreeing = {*here, *rule.named} - against if rule.silence else set(yes)
    consent = {code for code in rule.consent if code in rule.named}
    if not agreeing or not consent <= agreeing or against.intersection(rule.veto):
        return False
    weights, worth = units(here)
    counted = {"members": (dict.fromkeys(here, 1), ONE), "key": (weights, worth)}

    def cast(by: Unit) -> tuple[Cast, Fraction]:
        amounts, unit = counted[by]
        return Cast(*(sum(amounts.get(code, 0) for code in group) for group in (yes, no, abstaining, here))), unit

    if rule.quorum:
        meeting, unit = cast(rule.quorum.by)
        if meeting.present < rule.quorum.needed(meeting.voters, unit):
            return False
    blockers = len(against.intersection(here))
    for leg in rule.legs:
        vote, unit = cast(leg.by)
        counts = leg.by == "members" or blockers >= rule.min_blockers
        if counts and not vote.carries(rule, leg, casting=rule.casting in agreeing, unit=unit):
            return False
    return True


def units(shares: Mapping[str, Decimal]) -> tuple[dict[str, int], Fraction]:
    """The shares in whole numbers, as small as can be, and what 1 of them is worth. ValueError for one below zero."""
    exact = {code: Fraction(share) for code, share in shares.items()}
    if any(share < 0 for share in exact.values()):
        raise ValueError("a share is no less than zero")
    parts = lcm(*(share.denominator for share in exact.values()))
    whole = {code: int(share * parts) for code, share in exact.items()}
    common = gcd(*whole.values()) or 1
    return {code: number // common for code, number in whole.items()}, Fraction(common, parts)
