"""One measure is to be taken within two different times.

What it does
    Compares, in the record, the duties of one actor in different clauses that are the same measure and follow the same
    event, at once or by a further decision: the assistance against an armed attack in the article on the response,
    and in the annex that sets out the measures of each level. It finds those whose times of one kind (by when it
    begins, is done, or is complete) differ where both times are answers. Which acts are the same measure the library
    says; a time that a decision or the words alone set is passed by, and so are times that run from different moments;
    of an answer left open the first proposal counts.

Why it matters
    On the day each reads the time that suits it: the State that is asked for help the longer, the State attacked the
    shorter. What was meant as one clock has become two.

Example
    wrong: "shall begin that assistance within 48 hours" in the article, and "begins within 24 hours" in the annex
    right: one time in both

    The remedy is an answer: set one time to the other, such as triggers/levels-annex.attack_start='48 hours'. Where
    the two are meant to differ, the draft says so under `accept`.

References
    CHT-09
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from treatydraft.checks.finding import WARNING, Fault
from treatydraft.instrument.index import Index
from treatydraft.instrument.tree import Instrument
from treatydraft.record.facts import LATEST, Act, Facts

SEVERITY = WARNING


def find(instrument: Instrument, facts: Facts, index: Index) -> Iterator[Fault]:
    """One finding for each pair of acts and kind of time, where the later of the two in the text stands."""
    order = {where: n for n, where in enumerate(index.located)}
    timed = [act for act in facts.acts if act.measure and act.mode == "duty"]
    timed.sort(key=lambda act: order.get(act.at, len(order)))
    causes = facts.causes()
    earlier = {act.id: frozenset(facts.before(act.id, causes)) for act in timed}
    for first, second in combinations(timed, 2):
        if _alike(first, second) and not earlier[first.id].isdisjoint(earlier[second.id]):
            yield from _findings(first, second, facts, index)


def _alike(first: Act, second: Act) -> bool:
    """Whether two acts of different clauses are the same measure of the same actor."""
    return (
        first.measure == second.measure
        and first.clause != second.clause
        and (first.by == second.by or bool(set(first.by.codes) & set(second.by.codes)))
    )


def _findings(first: Act, second: Act, facts: Facts, index: Index) -> Iterator[Fault]:
    span = facts.language.span
    place = index.cite(first.clause, facts.language)  # the block that says what is done need not say by when
    for kind in LATEST:
        other, here = first.times.get(kind), second.times.get(kind)
        if not other or not here or not other.key or not here.key or other.of != here.of:
            continue
        if other.length and here.length and other.length != here.length:
            times = f"within {span(here.length)} here, and within {span(other.length)} in {place}"
            hint = f"set {here.key}='{other.length}', or {other.key}='{here.length}'"
            yield Fault(second.at, f"the {first.measure} is due {times}", hint)
