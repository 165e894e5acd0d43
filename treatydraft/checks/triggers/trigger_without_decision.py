"""Something is to follow an event, and nobody decides that the event has occurred.

What it does
    Follows each trigger of the record to what it leads to. It tells of three faults: nothing that should follow is in
    the instrument; a duty of the parties follows an armed attack or a breach of the ceasefire, or uses force, and no
    decision stands in between; a decision is to be taken by a general rule that no article lays down.

    Meetings, consultations and other promises of strength 3 or less need no decision, nor does what each party is
    merely permitted to do: there it judges for itself.

Why it matters
    A dispute over whether the case has arisen then takes the place of the guarantee: nobody can start the clock.

Example
    wrong: a duty to assist "if armed attack occurs", and no article on who finds that it has occurred
    right: "Where the Council has found under Article 8 that an armed attack has occurred, ..."

References
    TRG-02, TRG-04
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

from treatydraft.checks.finding import WARNING, Fault
from treatydraft.instrument.index import Index
from treatydraft.instrument.tree import Instrument
from treatydraft.record.facts import Act, Decision, Entry, Facts, Trigger

SEVERITY = WARNING

DISPUTABLE = ("armed-attack", "ceasefire-violation")
"""The events about which parties will not be of one mind."""

PROCEDURAL = 3
"""The strength up to which a promise is to consult or to endeavour."""

GENERAL = "the general rule"


def find(instrument: Instrument, facts: Facts, index: Index) -> Iterator[Fault]:
    """Findings for triggers, for acts that follow an event by themselves, and for decisions without their rule."""
    entries = {entry.id: entry for entry in facts.entries()}
    deciding = {decision.id for decision in facts.decisions} | {decision.opens for decision in facts.decisions}
    followers: dict[str, list[str]] = {}
    for act in facts.acts:
        for id in act.after:
            followers.setdefault(id, []).append(act.id)
    for trigger in facts.triggers:
        if trigger.then and not any(id in entries for id in trigger.then):
            what = f"what is to follow the event {trigger.on} is not in the instrument: {', '.join(trigger.then)}"
            yield _finding(trigger.at, what, "put that clause in")
        elif not _decided(trigger, deciding, followers):
            yield from (_undecided(act, trigger.on) for act in _duties(trigger, entries))
    for act in facts.acts:
        for event in DISPUTABLE:
            if event in act.after and _binds(act, event):
                yield _undecided(act, event)
    for decision in facts.decisions:
        if _by_general_rule(decision) and not any(
            other.body == decision.body and not _by_general_rule(other) for other in facts.decisions
        ):
            what = f"the {decision.body.name} decides by its general rule, and no article lays one down"
            yield _finding(
                decision.at, what, f"put in the clause on the {decision.body.name}, or state the majority here"
            )


def _finding(where: str, what: str, hint: str) -> Fault:
    return Fault(where, what, hint)


def _undecided(act: Act, event: str) -> Fault:
    what = f"the duty to {act.does} follows the event {event}, and nobody decides that it has occurred"
    return _finding(act.at, what, "put in a clause by which someone finds it, such as triggers/determination")


def _decided(trigger: Trigger, deciding: Set[object], followers: Mapping[str, Iterable[str]]) -> bool:
    """Whether a decision follows the trigger, at once or after acts that it leads to."""
    waiting, seen = list(trigger.then), {trigger.id}
    while waiting:
        id = waiting.pop()
        if id in seen:
            continue
        seen.add(id)
        if id in deciding:
            return True
        waiting.extend(followers.get(id, ()))
    return False


def _duties(trigger: Trigger, entries: Mapping[str, Entry]) -> Iterator[Act]:
    for id in trigger.then:
        act = entries.get(id)
        if isinstance(act, Act) and _binds(act, trigger.on):
            yield act


def _binds(act: Act, event: str) -> bool:
    """Whether an act is a duty of parties whose case can be disputed."""
    disputable = event in DISPUTABLE or act.force
    return act.mode == "duty" and bool(act.by.codes) and act.strength > PROCEDURAL and disputable


def _by_general_rule(decision: Decision) -> bool:
    return isinstance(decision.rule.passes, str) and decision.rule.passes.startswith(GENERAL)
