"""The page *crisis*: what follows each act that starts something, or whatever act or event is asked about.

A procedure is all the paths from one start, and what is owed and allowed on them, each once, by the hour.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from treatydraft.brief.paths import MAX_PATHS, Due, Path, paths, starting_acts
from treatydraft.record.facts import Act, Decision, Facts

OWED = ("duty", "ban")
"""The modes of what is owed; the other acts are allowed."""


@dataclass(frozen=True, slots=True)
class Item:
    """What is owed or allowed at one time, and the numbers of the paths on which it is."""

    due: Due
    paths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Silence:
    """An outcome of which the text does not say what follows, and the numbers of the paths that end in it."""

    decision: Decision
    outcome: str
    paths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Procedure:
    """What follows one act or event (`act` is None for an event): its paths, counted from 1, and what is on them.

    `decisions` are in the order in which the paths reach them. `owed` and `allowed` go by the hour, and what has none
    comes last. `complete` is false where there are more paths than are followed.
    """

    id: str
    act: Act | None
    paths: tuple[Path, ...]
    decisions: tuple[Decision, ...]
    owed: tuple[Item, ...]
    allowed: tuple[Item, ...]
    silences: tuple[Silence, ...]
    complete: bool = True

    def narrowed(self, party: str = "", within: int | None = None) -> Procedure:
        """What of it concerns a party, by its code, as the one who acts or is addressed; what is due within so many
        hours. What has no hour because the text leaves its time out stays."""
        return replace(
            self,
            owed=tuple(item for item in self.owed if _concerns(item.due, party, within)),
            allowed=tuple(item for item in self.allowed if _concerns(item.due, party, within)),
        )


def _concerns(due: Due, party: str, within: int | None) -> bool:
    involved = not party or party in due.act.by.codes or any(party in role.codes for role in due.act.to)
    return involved and (within is None or due.untimed or (due.hour is not None and due.hour <= within))


def procedures(facts: Facts) -> tuple[Procedure, ...]:
    """What follows each starting act."""
    return tuple(procedure(act.id, facts) for act in starting_acts(facts))


def procedure(id: str, facts: Facts) -> Procedure:
    """What follows the act or event with this id."""
    found = paths(id, facts)
    act = next((act for act in facts.acts if act.id == id), None)
    decisions = {step.decision.id: step.decision for path in found for step in path.steps}
    items = _items(found, facts)
    return Procedure(
        id,
        act,
        found,
        tuple(decisions.values()),
        owed=tuple(item for item in items if item.due.act.mode in OWED),
        allowed=tuple(item for item in items if item.due.act.mode not in OWED),
        silences=tuple(_silences(found)),
        complete=len(found) < MAX_PATHS,
    )


def _items(found: tuple[Path, ...], facts: Facts) -> list[Item]:
    order = {act.id: n for n, act in enumerate(facts.acts)}
    on: dict[tuple[str, str, int | None], tuple[Due, list[int]]] = {}
    for number, path in enumerate(found, 1):
        for due in path.dues:
            _, numbers = on.setdefault((due.act.id, due.kind, due.hour), (due, []))
            if number not in numbers[-1:]:
                numbers.append(number)
    items = [Item(due, tuple(numbers)) for due, numbers in on.values()]
    return sorted(items, key=lambda item: (item.due.hour is None, item.due.hour or 0, order[item.due.act.id]))


def _silences(found: tuple[Path, ...]) -> Iterator[Silence]:
    on: dict[tuple[str, str], tuple[Decision, list[int]]] = {}
    for number, path in enumerate(found, 1):
        for step in path.unsaid:
            on.setdefault((step.decision.id, step.outcome), (step.decision, []))[1].append(number)
    for (_, outcome), (decision, numbers) in on.items():
        yield Silence(decision, outcome, tuple(numbers))


def starts(facts: Facts) -> tuple[str, ...]:
    """The ids of whatever something can follow: every act, and every event that an entry starts from."""
    entries = {entry.id for entry in facts.entries()}
    causes = (id for earlier in facts.causes().values() for id in earlier)
    events = (id for id in causes if id not in entries and "." not in id)
    return tuple(dict.fromkeys((*(act.id for act in facts.acts), *events)))


def named_start(name: str, facts: Facts) -> str | None:
    """The id of the act or event with this name: an id, or the last part of it where only one is called so; None for
    another. A starting act comes before an event and other acts with that last part."""
    known = starts(facts)
    first = [act.id for act in starting_acts(facts) if act.id.endswith(f".{name}")]
    if name in known and not first:
        return name
    found = first or [id for id in known if id == name or id.endswith(f".{name}")]
    return found[0] if len(found) == 1 else None
