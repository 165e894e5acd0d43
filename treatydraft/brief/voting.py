"""The page *votes*: what it takes to adopt and to stop each decision of an instrument, and who can do it alone.

The rules of the record are turned into rules that can be counted; of one that cannot, it is said why. Decisions by one
rule among the same voters are counted once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import cast

from treatydraft.brief.money import Payers, largest, smallest
from treatydraft.brief.power import Power, power
from treatydraft.brief.rule import Abstention, Base, Majority, Unit, VotingProcedure, adopts, eligible
from treatydraft.brief.votes import (
    Blocking,
    fewest_to_adopt,
    game,
    quorum,
    smallest_blocking,
    stopping_alone,
    votes_to_adopt,
    votes_to_stop,
)
from treatydraft.library.record_file import SHARES
from treatydraft.record.facts import GENERAL, Decision, DecisionRule, Entry, Facts, Leg, VotingRule
from treatydraft.value import Role

ASSUMPTION = "a-priori measures: every coalition of those who vote counts alike, and no politics is assumed"


@dataclass(frozen=True, slots=True)
class Tally:
    """What a rule comes to among its voters, given with their shares in per cent, 0 for one who bears nothing.

    adopt, stop          the fewest who adopt, and the fewest votes against that stop it, when all vote; None where
                         nobody can
    quorum               how many must take part, 0 where none is laid down; of so many, `quorum_adopt` adopt and
                         `quorum_stop` stop, and `least_adopt` adopt where all others who are there abstain
    alone                those who stop it alone
    by_members, by_key   the smallest blocking sets, as the majorities of members and of shares alone have it
    power                None where the weights are too fine to count with
    adopters, blockers   the smallest payers who can adopt, the largest who can stop it; None where it takes others,
                         or where nobody pays
    """

    voters: Mapping[str, Decimal]
    adopt: int | None
    stop: int | None
    quorum: int
    quorum_adopt: int | None
    quorum_stop: int | None
    least_adopt: int | None
    alone: tuple[str, ...]
    by_members: Blocking | None
    by_key: Blocking | None
    power: Power | None
    adopters: Payers | None
    blockers: Payers | None

    @property
    def even(self) -> bool:
        """Whether all who vote have the same power."""
        return self.power is None or len(set(self.power.banzhaf.values())) <= 1

    @property
    def paying_nothing(self) -> tuple[str, ...]:
        """The voters who pay nothing, where others pay."""
        paid = any(self.voters.values())
        return tuple(code for code, share in self.voters.items() if paid and not share)


@dataclass(frozen=True, slots=True)
class Ballot:
    """A rule among its voters, and the general rules and decisions that go by it: `rule` is whole, refers to no other.

    `tally` is None where it cannot be counted, and `reason` then says why. `aside` are the parts
    of the rule that the case alone can tell, and that are not counted: ``excluded``, ``casting``.
    """

    body: Role
    voters: Role
    rule: DecisionRule
    entries: tuple[VotingRule | Decision, ...]
    tally: Tally | None = None
    reason: str = ""
    aside: tuple[str, ...] = ()

    @property
    def general(self) -> VotingRule | None:
        """The general rule that it is, if any."""
        return next((one for one in self.entries if isinstance(one, VotingRule)), None)

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The decisions that go by it."""
        return tuple(one for one in self.entries if isinstance(one, Decision))

    def involves(self, party: str) -> bool:
        """Whether a party votes, or must consent, or can veto it."""
        named = (code for role in (*self.rule.consent, *self.rule.veto) for code in role.codes)
        return party in self.voters.codes or party in named


def ballots(facts: Facts, scale: Mapping[str, Decimal]) -> tuple[Ballot, ...]:
    """Every rule by which something is decided, general ones first; `scale` is that of the instrument, or empty."""
    groups: list[Ballot] = []
    entries: tuple[VotingRule | Decision, ...] = (*facts.rules, *facts.decisions)
    for entry in entries:
        rule, reason = _whole(entry, facts)
        made = Ballot(entry.body, _voters(entry, facts), rule, (entry,), reason=reason)
        same = [n for n, one in enumerate(groups) if replace(one, entries=()) == replace(made, entries=())]
        if same:
            groups[same[0]] = replace(groups[same[0]], entries=(*groups[same[0]].entries, entry))
        else:
            groups.append(made)
    return tuple(one if one.reason else _counted(one, facts, scale) for one in groups)


def _voters(entry: VotingRule | Decision, facts: Facts) -> Role:
    """Whose votes count: those named or, where only the body is, those who vote by its general rule."""
    bodies = (rule.voters for rule in facts.rules if rule.body == entry.body)
    return entry.voters if entry.voters.codes else next(bodies, entry.voters)


def _whole(entry: VotingRule | Decision, facts: Facts) -> tuple[DecisionRule, str]:
    """The rule of an entry with what it has of another's, or the reason why there is none."""
    rule, seen = entry.rule, {entry.id}
    while rule.like:
        other: Entry | None = None if rule.like in seen else facts.find(rule.like)
        if not isinstance(other, VotingRule | Decision):
            general = "it goes by the general rule of the body, which no article lays down"
            return rule, general if rule.like == GENERAL else f"it goes by the rule {rule.like}, which is not there"
        seen.add(other.id)
        base = other.rule
        rule = DecisionRule(
            like=base.like,
            legs=rule.legs or base.legs,
            way=rule.way or base.way,
            quorum=rule.quorum or base.quorum,
            abstain=rule.abstain or base.abstain,
            excluded=base.excluded if rule.excluded is None else rule.excluded,
            veto=tuple(dict.fromkeys((*base.veto, *rule.veto))),
            consent=tuple(dict.fromkeys((*base.consent, *rule.consent))),
            casting=rule.casting or base.casting,
            blockers=base.blockers if rule.blockers is None else rule.blockers,
        )
    return rule, ""


# ------------------------------------------------------------------------------------------------ counted


_NO_VOTE = {"each": "each decides for itself, and no vote is taken", "set": "the body sets its rule itself"}
_BY_ALL: Mapping[str, Base] = {"consensus": "voting", "unanimity": "voters"}


def _counted(ballot: Ballot, facts: Facts, scale: Mapping[str, Decimal]) -> Ballot:
    rule = ballot.rule
    if rule.way in _NO_VOTE:
        return replace(ballot, reason=_NO_VOTE[rule.way])
    if rule.way and rule.way not in _BY_ALL:
        return replace(ballot, reason=f"how votes are counted where it decides by {rule.way} is not known")
    if not ballot.voters.codes:
        return replace(ballot, reason="those who vote are no parties, and the text does not say how many they are")
    if not (rule.legs or rule.way or rule.consent):
        return replace(ballot, reason="no majority is laid down")
    keys = {str(leg.key) for leg in (*rule.legs, *filter(None, [rule.quorum])) if leg.key}
    if keys - {SHARES}:
        return replace(ballot, reason=f"it counts by {', '.join(sorted(keys - {SHARES}))}, which is no scale on record")
    if keys and not scale:
        return replace(ballot, reason="it counts shares, and no fund has a scale on record")
    voters = {code: scale.get(code, Decimal(0)) for code in ballot.voters.codes}
    aside = []
    try:
        made = _rule(rule, tuple(voters), facts)
        if rule.excluded is not None and not made.excluded:
            aside.append("excluded")
        if rule.casting and not made.casting:
            aside.append("casting")
        return replace(ballot, tally=tally(made, voters), aside=tuple(aside))
    except ValueError as wrong:
        return replace(ballot, reason=str(wrong))


def _rule(rule: DecisionRule, voters: tuple[str, ...], facts: Facts) -> VotingProcedure:
    """The rule as it is counted. ValueError where nothing can reach it."""
    legs = tuple(map(_majority, rule.legs))
    if rule.way in _BY_ALL:
        legs = (Majority(Fraction(1), of=_BY_ALL[rule.way]),)
    chair = rule.casting.codes if rule.casting else ()
    tied = any(leg.ties for leg in legs)
    return VotingProcedure(
        legs=legs,
        quorum=_majority(rule.quorum) if rule.quorum else None,
        abstain=cast(Abstention, rule.abstain or "not_counted"),
        veto=_codes(rule.veto, facts),
        consent=_codes(rule.consent, facts),
        excluded=tuple(code for code in _excluded(rule.excluded) if code in voters),
        casting=chair[0] if len(chair) == 1 and chair[0] in voters and tied else "",
        min_blockers=int(str(rule.blockers)) if rule.blockers is not None else 0,
    )


def _majority(leg: Leg) -> Majority:
    unit: Unit = "key" if leg.key else "members"
    return Majority(leg.share, leg.count, cast(Base, leg.of), leg.more_than, unit)


def _codes(roles: tuple[Role, ...], facts: Facts) -> tuple[str, ...]:
    """The parties of these roles; an actor that is none stands for itself."""
    names = (role.codes or ((role.name,) if role.name not in facts.roles else ()) for role in roles)
    return tuple(dict.fromkeys(code for codes in names for code in codes))


def _excluded(value: object) -> tuple[str, ...]:
    if isinstance(value, Role):
        return value.codes
    return tuple(map(str, value)) if isinstance(value, tuple | list) else (str(value),)


def tally(rule: VotingProcedure, voters: Mapping[str, Decimal]) -> Tally:
    """What a rule comes to among these voters. ValueError where it cannot be counted."""
    here = eligible(rule, voters)
    everyone, least = len(here), quorum(rule, voters)
    adopt, stop = fewest_to_adopt(rule, voters), votes_to_stop(rule, voters, everyone)
    meeting = least if 0 < least <= everyone else 0
    try:
        measured = power(game(rule, voters))
    except ValueError:
        measured = None
    return Tally(
        voters=here,
        adopt=adopt,
        stop=stop if adopt is not None else None,
        quorum=least,
        quorum_adopt=votes_to_adopt(rule, voters, meeting) if meeting else None,
        quorum_stop=votes_to_stop(rule, voters, meeting) if meeting else None,
        least_adopt=votes_to_adopt(rule, voters, meeting, meeting - 1) if meeting else None,
        alone=stopping_alone(rule, voters),
        by_members=smallest_blocking(rule, voters, "members"),
        by_key=smallest_blocking(rule, voters, "key"),
        power=measured,
        adopters=_adopters(rule, here, adopt),
        blockers=_blockers(rule, here),
    )


def _adopters(rule: VotingProcedure, here: Mapping[str, Decimal], number: int | None) -> Payers | None:
    """The smallest payers who adopt, with those who must consent among them, when the others are against."""
    if number is None or not any(here.values()):
        return None
    named = [code for code in rule.named if code in here]
    others = smallest({code: share for code, share in here.items() if code not in named}, max(0, number - len(named)))
    codes = (*named, *others.codes)
    beside = [code for code in rule.named if code not in here]
    against = [code for code in here if code not in codes]
    if not adopts(rule, here, [*codes, *beside], against):
        return None
    return Payers(codes, sum((here[code] for code in codes), Decimal(0)))


def _blockers(rule: VotingProcedure, here: Mapping[str, Decimal]) -> Payers | None:
    """The fewest of the largest payers who stop it when all others are for it."""
    if not any(here.values()):
        return None
    players = dict.fromkeys((*here, *rule.named))
    for number in range(1, len(here) + 1):
        found = largest(here, number)
        if not adopts(rule, here, [code for code in players if code not in found.codes], found.codes):
            return found
    return None
