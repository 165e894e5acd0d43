"""The pages of a brief as data, for a program: every id, code, hour and article, and the words where there are any."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from treatydraft.brief.crisis import Item, Procedure
from treatydraft.brief.funds import Assessment
from treatydraft.brief.matrix import Matrix
from treatydraft.brief.money import Payers
from treatydraft.brief.paths import Due, Path, is_substance
from treatydraft.brief.unsaid import Unsaid
from treatydraft.brief.votes import Blocking
from treatydraft.brief.voting import ASSUMPTION, Ballot, Tally
from treatydraft.brief.wording import Wording
from treatydraft.record.facts import Bearer, Decision, Entry
from treatydraft.value import Money, to_data

Data = Mapping[str, object]


def entry_data(entry: Entry, wording: Wording) -> dict[str, object]:
    """Which entry it is, and where the text says it."""
    return {"id": entry.id, "address": entry.at, "article": wording.article(entry.at)}


def procedure_data(procedure: Procedure, wording: Wording) -> Data:
    """What follows one start: its decisions, its paths, what is owed and allowed, and where the text falls silent."""
    act = procedure.act
    start: Data = {"id": procedure.id} if act is None else {**entry_data(act, wording), "words": wording.norm(act)}
    return {
        "start": start,
        "complete": procedure.complete,
        "decisions": [decision_data(decision, wording) for decision in procedure.decisions],
        "paths": [_path(number, path, wording) for number, path in enumerate(procedure.paths, 1)],
        "owed": [_item(item, wording) for item in procedure.owed],
        "allowed": [_item(item, wording) for item in procedure.allowed],
        "silences": [
            {**entry_data(one.decision, wording), "outcome": one.outcome, "paths": list(one.paths)}
            for one in procedure.silences
        ],
    }


def unsaid_data(page: Unsaid, wording: Wording) -> Data:
    """What the text leaves out, and the clauses of which nothing is known."""
    return {
        "omissions": [
            {
                "kind": one.kind,
                **entry_data(one.entry, wording),
                "detail": one.detail or None,
                "words": one.words(wording),
            }
            for one in page.omissions
        ],
        "unknown": [{"clause": clause, "article": wording.article(clause)} for clause in page.unknown],
    }


def votes_data(ballots: Iterable[Ballot], wording: Wording) -> Data:
    """Every rule with its tally and the decisions by it; parts of a whole are fractions."""
    return {"assumption": ASSUMPTION, "rules": [_ballot(one, wording) for one in ballots]}


def assessment_data(one: Assessment, wording: Wording) -> Data:
    """A fund, the scale among its payers in per cent, and what each pays."""
    scale = one.scale
    limits: dict[str, object] = {"cap": _text(one.cap), "floor": _text(one.floor)}
    if scale:
        limits |= {"cap_holds": scale.cap_holds, "floor_holds": scale.least_holds}
        limits |= {"capped": list(scale.capped), "raised": list(scale.raised), "unweighted": list(scale.unweighted)}
    return {
        **entry_data(one.fund, wording),
        "payers": bearer_data(one.fund.payers),
        "to": [role.name for role in one.fund.to],
        "key": one.key.name if one.key else _text(one.fund.key),
        **limits,
        "per": one.per or None,
        "totals": {bound: to_data(total) for bound, total in (one.totals or {}).items()},
        "shares": {code: str(share) for code, share in scale.shares.items()} if scale else None,
        "sums": {bound: {code: _sum(part) for code, part in sums.items()} for bound, sums in (one.sums or {}).items()},
        "largest": one.largest.codes[0] if one.largest else None,
        "reason": one.reason or None,
    }


def matrix_data(page: Matrix, wording: Wording) -> Data:
    """The duties of parties, and the columns of those that bear the same."""
    return {
        "duties": [{**entry_data(act, wording), "words": wording.norm(act)} for act in page.duties],
        "columns": [{"codes": list(one.codes), "duties": [act.id for act in one.duties]} for one in page.columns],
    }


def decision_data(decision: Decision, wording: Wording) -> Data:
    """What is decided, by whom, and how long it may take."""
    within = decision.within
    return {
        **entry_data(decision, wording),
        "words": wording.question(decision),
        "body": decision.body.name,
        "voters": list(decision.voters.codes),
        "within": str(within.length or within.words) if within else None,
    }


def bearer_data(bearer: Bearer) -> Data:
    """Who acts: the role or actor, how, and the parties that are meant."""
    share = None if bearer.share is None else to_data(bearer.share)
    return {"role": bearer.role.name, "how": bearer.how or None, "codes": list(bearer.codes), "with": share}


def _path(number: int, path: Path, wording: Wording) -> Data:
    owed = path.substance(wording.facts)
    return {
        "number": number,
        "outcomes": [
            {"decision": step.decision.id, "outcome": step.outcome, "hour": step.hour, "unsaid": step.unsaid}
            for step in path.steps
        ],
        "first": _due(owed[0]) if owed else None,
        "last": _due(owed[-1]) if owed else None,
        "untimed": [act.id for act in path.untimed(wording.facts)],
        "phases": [phase.id for phase in path.phases],
        "loops": list(path.loops),
        "unsaid": bool(path.unsaid),
    }


def _due(due: Due) -> Data:
    return {"act": due.act.id, "kind": due.kind, "hour": due.hour}


def _item(item: Item, wording: Wording) -> Data:
    act, due = item.due.act, item.due
    return {
        **entry_data(act, wording),
        "mode": act.mode,
        "by": bearer_data(act.by),
        "to": [{"role": role.name, "codes": list(role.codes)} for role in act.to],
        "words": wording.norm(act),
        "kind": due.kind,
        "hour": due.hour,
        "time": str(time.length or time.words) if (time := act.times.get(due.kind)) else None,
        "further_times": list(wording.further_times(act)),
        "untimed": due.untimed,
        "substance": is_substance(act, wording.facts),
        "paths": list(item.paths),
    }


def _ballot(one: Ballot, wording: Wording) -> Data:
    return {
        "body": one.body.name,
        "rule": list(wording.rule(one.rule)),
        "general": entry_data(one.general, wording) if one.general else None,
        "decisions": [entry_data(decision, wording) for decision in one.decisions],
        "voters": list(one.voters.codes),
        "reason": one.reason or None,
        "aside": list(one.aside),
        "tally": _tally(one.tally) if one.tally else None,
    }


def _tally(tally: Tally) -> Data:
    power = tally.power
    return {
        "voters": len(tally.voters),
        "adopt": tally.adopt,
        "stop": tally.stop,
        "quorum": tally.quorum,
        "at_quorum": {"adopt": tally.quorum_adopt, "stop": tally.quorum_stop, "least": tally.least_adopt},
        "alone": list(tally.alone),
        "smallest_blocking": {"members": _blocking(tally.by_members), "shares": _blocking(tally.by_key)},
        "coleman": str(power.coleman) if power else None,
        "banzhaf": {code: str(part) for code, part in power.banzhaf.items()} if power else None,
        "shapley_shubik": {code: str(part) for code, part in power.shapley_shubik.items()} if power else None,
        "adopters": _payers(tally.adopters),
        "blockers": _payers(tally.blockers),
        "paying_nothing": list(tally.paying_nothing),
    }


def _blocking(found: Blocking | None) -> Data | None:
    return {"size": found.size, "sets": found.sets, "heaviest": _payers(found.heaviest)} if found else None


def _payers(payers: Payers | None) -> Data | None:
    return {"codes": list(payers.codes), "share": str(payers.share)} if payers else None


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _sum(value: Money) -> str:
    return f"{value.currency} {value.amount:.2f}"
