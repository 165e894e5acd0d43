"""A party can withdraw only when the term of the instrument is over.

What it does
    Adds up, in the record, the time for which nobody may withdraw and the time a notice of withdrawal takes, and holds
    them against the term of the instrument. Where the instrument is renewed or can be extended, the notice may run into
    the next term, and the time for which nobody may withdraw counts alone. A time for which only some clauses apply is
    no term. An instrument without limit of time is passed by, and so are articles in the drafter's own words, for the
    record does not know what they say.

Why it matters
    The article promises a way out that does not open within the term: never, where the instrument ends with it. Either
    the term is too short or the wait too long, and nobody can tell which of the two was meant.

Example
    wrong: "This Treaty shall remain in force for 10 years." and "After this Treaty has been in force for 12 years, any
           Party may withdraw from it."
    right: a wait that ends within the term, and with the notice where the instrument then ends

    The remedy is an answer: shorten the wait (final/duration.lock) or the notice (final/duration.notice), or lengthen
    the term (final/duration.term).

References
    FCL-08; Vienna Convention on the Law of Treaties, Article 54
"""

from __future__ import annotations

from collections.abc import Iterator

from treatydraft.checks.finding import WARNING, Fault
from treatydraft.instrument.index import Index
from treatydraft.instrument.tree import Instrument
from treatydraft.record.facts import Duration, Facts, Phase

SEVERITY = WARNING

WITHDRAWAL = "withdrawal"
"""The measure of acts by which a party leaves."""


def find(instrument: Instrument, facts: Facts, index: Index) -> Iterator[Fault]:
    """One finding for each act of withdrawal that opens, or takes effect, when a term is over."""
    acts = [act for act in facts.acts if act.clause in facts.answers]
    withdrawals = [act for act in acts if act.measure == WITHDRAWAL and act.mode != "ban"]
    for phase in [phase for phase in facts.phases if not phase.scope and phase.clause in facts.answers]:
        if phase.lasts is None or (term := phase.lasts.length) is None:
            continue
        kinds = ("not_before", "takes_effect") if phase.renewal is None else ("not_before",)
        for act in withdrawals:
            times = [act.times[kind] for kind in kinds if kind in act.times]
            waits = [time.length for time in times if time.length]
            if waits and sum(wait.hours for wait in waits) >= term.hours:
                ways = [f"shorten {time.key}" for time in times if time.key]
                ways += [f"lengthen {phase.lasts.key}"] if phase.lasts.key else []
                hint = " or ".join(ways) or "shorten the wait, or lengthen the term"
                yield Fault(act.at, _late(waits, term, phase, facts), hint)


def _late(waits: list[Duration], term: Duration, phase: Phase, facts: Facts) -> str:
    span = facts.language.span
    start = facts.language.word("entry into force", facts.register)
    comes = "takes effect" if phase.renewal is None else "is open"
    wait = " and ".join(map(span, waits))
    return f"a withdrawal {comes} {wait} after the {start} at the earliest, when the term of {span(term)} is over"
