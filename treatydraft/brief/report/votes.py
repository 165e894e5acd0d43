"""The page *votes*: each rule with what it takes to adopt and to stop, and the decisions by it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from treatydraft.brief.brief import Brief
from treatydraft.brief.money import Payers
from treatydraft.brief.report.blocks import Block, Heading, Item, Items, Page, Paragraph
from treatydraft.brief.report.scope import Scope
from treatydraft.brief.voting import ASSUMPTION, Ballot, Tally
from treatydraft.brief.wording import Wording, counted, listed, percent
from treatydraft.language import capital

_MANY = 5  # players told in full; of more, the strongest


def votes_page(brief: Brief, scope: Scope) -> Page:
    """The page; for a party, with what it can do."""
    found, wording, party = scope.ballots(brief), brief.wording, scope.party
    blocks: list[Block] = [Paragraph(ASSUMPTION, remark=True)]
    if not found:
        blocks.append(Paragraph("nothing is put to a vote"))
    for ballot in found:
        blocks += _ballot(ballot, wording, party)
    return Page("votes", "Votes", _summary(found, wording, party), tuple(blocks))


def _summary(ballots: tuple[Ballot, ...], wording: Wording, party: str) -> str:
    decisions = counted(sum(len(one.decisions) for one in ballots), "decision")
    if party:
        alone = [one for one in ballots if one.tally and party in one.tally.alone]
        stopped = sum(len(one.decisions) for one in alone) or "none"
        return f"{wording.party(party)} has a part in {decisions} and can stop {stopped} alone"
    first = next((one for one in ballots if one.tally), None)
    told = [decisions, counted(len(ballots), "rule")]
    if first and first.tally:
        named = "the general rule" if first.general else "the first"
        told.append(f"by {named} {_numbers(first.tally)}")
    return "; ".join(told)


def _numbers(tally: Tally) -> str:
    if tally.adopt is None:
        return f"not even all {len(tally.voters)} adopt"
    stop = f"{tally.stop} stop" if tally.stop is not None else "none stop"
    return f"{tally.adopt} of {len(tally.voters)} adopt, {stop}{f', quorum {tally.quorum}' if tally.quorum else ''}"


def _ballot(ballot: Ballot, wording: Wording, party: str) -> Iterator[Block]:
    general = ballot.general
    name = f"the general rule of {wording.role(ballot.body)}" if general else f"a rule of {wording.role(ballot.body)}"
    yield Heading(capital(name), general.at if general else "")
    yield Paragraph("; ".join(wording.rule(ballot.rule)) or "no rule")
    rows = list(_rows(ballot.tally, wording, party)) if ballot.tally else [("not counted", ballot.reason)]
    rows += [("left aside", _aside(part, ballot, wording)) for part in ballot.aside]
    yield Items(tuple(Item(words, head=head) for head, words in rows))
    if ballot.decisions:
        yield Heading(f"it decides {counted(len(ballot.decisions), 'question')}", level=3)
        yield Items(tuple(Item(decision.asks, decision.at) for decision in ballot.decisions))


def _rows(tally: Tally, wording: Wording, party: str) -> Iterator[tuple[str, str]]:
    number = len(tally.voters)
    yield "voters", f"{number}"
    if tally.adopt is None:
        yield "adopt", "not even all of them can"
        return
    yield "adopt", f"{tally.adopt} of {number} when all vote"
    yield "stop", f"{tally.stop} against when all vote" if tally.stop is not None else "no number of votes against"
    if tally.quorum:
        yield "quorum", _quorum(tally)
    yield "alone", _alone(tally, wording)
    if block := tally.by_members:
        yield "smallest block", f"of members: {counted(block.size, 'voter')}, in {_sets(block.sets)}"
    if block := tally.by_key:
        named = f"{listed([wording.party(code) for code in block.heaviest.codes])} with {block.heaviest.share} %"
        yield "", f"of shares: {counted(block.size, 'voter')}, in {_sets(block.sets)}; the largest is {named}"
    if tally.power is None:
        yield "power", "the shares are too fine to count with"
    else:
        yield "power to act", f"{_exact(tally.power.coleman)} (Coleman)"
        yield from _indices(tally, wording, party)
    payers = []
    if tally.adopters and len(tally.adopters.codes) < number:
        payers.append(f"{_payers(tally.adopters, 'smallest')} can adopt")
    if tally.blockers:
        payers.append(f"{_payers(tally.blockers, 'largest')} can stop it")
    yield from zip(("payers", ""), payers, strict=False)
    if tally.paying_nothing:
        named = listed([wording.party(code) for code in tally.paying_nothing[:_MANY]])
        more = len(tally.paying_nothing) - _MANY
        yield "paying nothing", f"{named}{f' and {more} more' if more > 0 else ''}"
    if party and party in tally.voters:
        can = "can" if party in tally.alone else "cannot"
        pays = f", bears {tally.voters[party]} %" if any(tally.voters.values()) else ""
        yield wording.party(party), f"votes{pays}, {can} stop it alone"


def _aside(part: str, ballot: Ballot, wording: Wording) -> str:
    if part == "excluded":
        return f"the exclusion of {wording.excluded(ballot.rule.excluded)}, who is counted as a voter"
    return "the casting vote"


def _quorum(tally: Tally) -> str:
    told = [f"{tally.quorum}; of so many {tally.quorum_adopt} adopt"]
    if tally.quorum_stop is not None:
        told.append(f"{tally.quorum_stop} stop")
    if tally.least_adopt is not None and tally.least_adopt != tally.quorum_adopt:
        told.append(f"{tally.least_adopt} adopt{'s' if tally.least_adopt == 1 else ''} if all others there abstain")
    return ", ".join(told)


def _indices(tally: Tally, wording: Wording, party: str) -> Iterator[tuple[str, str]]:
    """The power of each voter: one figure where all are alike, else of the strongest, the weakest and the party."""
    assert tally.power is not None
    banzhaf, shapley = tally.power.banzhaf, tally.power.shapley_shubik
    if tally.even:
        each = next(iter(banzhaf.values()), Fraction(0))
        yield "each voter", f"{_exact(each)} of the power (Banzhaf)"
        return
    ranked = sorted(banzhaf, key=lambda code: (-banzhaf[code], code))
    shown = ranked if len(ranked) <= 2 * _MANY else [*ranked[:_MANY], ranked[-1]]
    if party in banzhaf and party not in shown:
        shown.append(party)
    for code in shown:
        words = f"Banzhaf {percent(banzhaf[code])}, Shapley-Shubik {percent(shapley[code])}"
        yield wording.party(code) if code in tally.voters else code, words
    if len(shown) < len(ranked):
        yield "", f"and {len(ranked) - len(shown)} more, which --format json has"


def _exact(value: Fraction) -> str:
    return f"{value} = {percent(value)}" if len(str(value.denominator)) <= 12 else percent(value)


def _sets(number: int) -> str:
    return f"{number:,} such {'set' if number == 1 else 'sets'}"


def _payers(payers: Payers, kind: str) -> str:
    """So many of those who vote, by what they pay; some of them may pay nothing."""
    if len(payers.codes) == 1:
        return f"the {kind} payer, who bears {payers.share} %,"
    return f"the {len(payers.codes)} {kind} payers, who bear {payers.share} %,"


def _alone(tally: Tally, wording: Wording) -> str:
    if len(tally.alone) == len(tally.voters) > 1:
        return "each of them can stop it"
    return listed([wording.party(code) for code in tally.alone]) or "nobody can stop it"
