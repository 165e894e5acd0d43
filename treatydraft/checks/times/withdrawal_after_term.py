"""A party can withdraw only when the instrument has ended anyway.

What it does
    Adds up, in the record, the time for which nobody may withdraw and the time a notice of withdrawal takes, and holds
    them against the term of the instrument. An instrument without limit of time is passed by, and so is one that is
    renewed or can be extended: its withdrawal opens in the next term. Articles in the drafter's own words are too,
    for the record does not know what they say.

Why it matters
    The article promises a way out that never opens. Either the term is too short or the wait too long, and nobody can
    tell which of the two was meant.

Example
    wrong: "This Treaty shall remain in force for 10 years." and "After this Treaty has been in force for 12 years, any
           Party may withdraw from it."
    right: a wait that ends within the term, with the notice; or a term that is renewed

    The remedy is an answer: shorten the wait (final/duration.lock) or the notice (final/duration.notice), lengthen the
    term (final/duration.term), or let it be renewed (final/duration.after_term=renewed).

References
    FCL-08; Vienna Convention on the Law of Treaties, Article 54
"""

from __future__ import annotations

from collections.abc import Iterator

from treatydraft.checks.finding import WARNING, Finding
from treatydraft.instrument.index import Index
from treatydraft.instrument.tree import Instrument
from treatydraft.record.facts import Act, Duration, Facts, Phase

SEVERITY = WARNING

WITHDRAWAL = "withdrawal"
"""The measure of acts by which a party leaves."""


def find(instrument: Instrument, facts: Facts, index: Index) -> Iterator[Finding]:
    """One finding for each act of withdrawal that takes effect when a term is over."""
    told = [entry for entry in (*facts.acts, *facts.phases) if entry.clause in facts.answers]
    leaving = [one for one in told if isinstance(one, Act) and one.measure == WITHDRAWAL and one.mode != "ban"]
    for phase in (one for one in told if isinstance(one, Phase) and one.renewal is None):
        term = phase.lasts
        if not isinstance(term, Duration):
            continue
        for act in leaving:
            waits = [wait for wait in (act.not_before, act.due) if isinstance(wait, Duration)]
            if waits and sum(wait.hours for wait in waits) >= term.hours:
                yield _finding(act, waits, phase, term, facts)


def _finding(act: Act, waits: list[Duration], phase: Phase, term: Duration, facts: Facts) -> Finding:
    span = facts.language.span
    start = facts.language.word("entry into force", facts.register)
    what = f"a withdrawal takes effect {' and '.join(map(span, waits))} after the {start} at the earliest"
    ways = [f"shorten {key}" for key in act.keys.values()] + [f"lengthen {key}" for key in phase.keys.values()]
    hint = " or ".join(ways) or "shorten the wait, or lengthen the term"
    return Finding("withdrawal-after-term", SEVERITY, act.at, f"{what}, when the term of {span(term)} is over", hint)
