"""What a clause's provision depends on: which of its answers, the parties, the other clauses.

A trial that differs from another only in what nothing of the clause reads would give the same, and is left out.
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
    """The clause's own answers it depends on, and whether it depends on the parties and on the other clauses."""

    answers: frozenset[str]
    parties: bool
    clauses: bool


def dependence(library: Library, clause: Clause, variant: str, register: str) -> Dependence:
    """What the heading, the text and the definitions of a clause depend on in one variant and register.

    Every condition of its questions counts, for each is evaluated before a text is rendered. Where the inputs are
    unknown, and where the clause uses an answer that another clause asks for under a condition, everything counts.
    """
    key = dependence, clause.id, variant, register
    result: Dependence | None = library.memory.get(key)
    if result is None:
        result = _dependence(library, clause, variant, register)
        library.memory.put(key, result)
    return result


def _dependence(library: Library, clause: Clause, variant: str, register: str) -> Dependence:
    own, used_questions = clause.questions, used(library, clause.id, "en")
    everything = Dependence(frozenset(own), parties=True, clauses=True)
    if any(question.when and "." in question.key for question in used_questions.values()):
        return everything
    names: set[str] = set()
    parties = any(map(_of_parties, (*own.values(), *used_questions.values())))
    clauses = False
    for inputs in _inputs(clause, variant, register):
        if inputs is None:
            return everything
        names.update(inputs.values, inputs.roles)
        parties = parties or bool(inputs.roles or inputs.mutual or "parties" in inputs.values)
        clauses = clauses or bool(inputs.clauses)
    return Dependence(frozenset(names), parties, clauses)


def _inputs(clause: Clause, variant: str, register: str) -> Iterator[Inputs | None]:
    text = clause.text(variant, register)
    yield from (text.inputs for text in (clause.heading, *([text] if text else ()), *clause.definitions.values()))
    yield from (question.when.inputs for question in clause.questions.values() if question.when)


def _of_parties(question: Question) -> bool:
    return bool(question.role or question.among) or question.type in ("party", "parties", "rows")
