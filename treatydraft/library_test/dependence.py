"""What comes of a clause depends on some of its answers, of the parties and the other clauses; the rest is not tried.

A trial that differs from another only in what nothing of the clause reads would give the same again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from treatydraft.library.clause import Clause
from treatydraft.library.loading import Library
from treatydraft.library.naming import used
from treatydraft.library.question import Question
from treatydraft.template.inputs import Inputs


@dataclass(frozen=True, slots=True)
class Dependence:
    """The clause's own answers that matter, and whether the parties do, and which other clauses are there."""

    answers: frozenset[str]
    parties: bool
    clauses: bool


def dependence(library: Library, clause: Clause, variant: str, register: str) -> Dependence:
    """What the heading, the text and the definitions of a clause depend on in one variant and register.

    Every condition of its questions counts, for each is asked before a text is rendered. Where that cannot be told, and
    where the clause uses an answer that another clause asks for under a condition, everything counts.
    """
    key = dependence, clause.id, variant, register
    found: Dependence | None = library.memory.get(key)
    if found is None:
        found = _dependence(library, clause, variant, register)
        library.memory.put(key, found)
    return found


def _dependence(library: Library, clause: Clause, variant: str, register: str) -> Dependence:
    own, others = clause.questions, used(library, clause.id, "en")
    everything = Dependence(frozenset(own), parties=True, clauses=True)
    inputs = tuple(_inputs(clause, variant, register))
    if any(one.when and "." in one.key for one in others.values()):
        return everything
    names: set[str] = set()
    parties = any(map(_of_parties, (*own.values(), *others.values())))
    clauses = False
    for one in inputs:
        if one is None:
            return everything
        names.update(one.values, one.roles)
        parties = parties or bool(one.roles or one.mutual or "parties" in one.values)
        clauses = clauses or bool(one.clauses)
    return Dependence(frozenset(names), parties, clauses)


def _inputs(clause: Clause, variant: str, register: str) -> Iterator[Inputs | None]:
    text = clause.text(variant, register)
    yield from (one.inputs for one in (clause.heading, *([text] if text else ()), *clause.definitions.values()))
    yield from (question.when.inputs for question in clause.questions.values() if question.when)


def _of_parties(question: Question) -> bool:
    return bool(question.role or question.among) or question.type in ("party", "parties", "rows")
