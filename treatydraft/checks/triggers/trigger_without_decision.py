"""Something is to follow an event, and nobody decides that the event has occurred.

What it does
    Looks in the record at what each duty of the parties follows. It tells of three faults: the duty follows an armed
    attack or a breach of the ceasefire, or uses force after any event, and no decision stands in between; all that it
    is to follow is not in the instrument; a decision is to be taken by a general rule that no article lays down.

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

from collections.abc import Iterator

from treatydraft.checks.finding import WARNING, Fault
from treatydraft.instrument.index import Index
from treatydraft.instrument.tree import Instrument
from treatydraft.record.facts import GENERAL, OUTCOMES, Act, Facts

SEVERITY = WARNING

DISPUTABLE = ("armed-attack", "ceasefire-violation")
"""The events about which parties will not be of one mind."""

PROCEDURAL = 3
"""The strength up to which a promise is to consult or to endeavour."""


def find(instrument: Instrument, facts: Facts, index: Index) -> Iterator[Fault]:
    """Findings for duties that follow an event by themselves, or nothing, and for decisions without their rule."""
    outcomes = {f"{one.id}.{end}" for one in (*facts.decisions, *facts.rules) for end in OUTCOMES}
    there = outcomes | {entry.id for entry in facts.entries()}
    for act in facts.acts:
        if act.after is None or not _binds(act):
            continue
        events = [id for id in act.after.ids if "/" not in id]
        if not events and there.isdisjoint(act.after.ids):
            what = f"what the duty to {act.does} is to follow is not in the instrument: {', '.join(act.after.ids)}"
            yield Fault(act.at, what, "put that clause in")
        decided = act.after.later and not outcomes.isdisjoint(act.after.ids)
        for event in events if not decided else ():
            if event in DISPUTABLE or act.uses_force:
                what = f"the duty to {act.does} follows the event {event}, and nobody decides that it has occurred"
                hint = "put in a clause by which someone finds it, such as triggers/determination"
                yield Fault(act.at, what, hint)
    for decision in facts.decisions:
        if decision.rule.like == GENERAL:
            what = f"the {decision.body.name} decides by its general rule, and no article lays one down"
            hint = f"put in the clause on the {decision.body.name}, or state the majority here"
            yield Fault(decision.at, what, hint)


def _binds(act: Act) -> bool:
    """Whether an act is a duty of parties, and more than a promise to consult or to endeavour."""
    return act.mode == "duty" and bool(act.by.codes) and act.strength > PROCEDURAL
