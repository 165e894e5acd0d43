"""The pages of a brief as data, for a program: every id, code, hour and article, and the words where there are any."""

from __future__ import annotations

from collections.abc import Mapping

from treatydraft.brief.crisis import Item, Procedure
from treatydraft.brief.paths import Due, Path, is_substance
from treatydraft.brief.unsaid import Unsaid
from treatydraft.brief.wording import Wording
from treatydraft.record.facts import Bearer, Decision, Entry
from treatydraft.value import to_data

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
