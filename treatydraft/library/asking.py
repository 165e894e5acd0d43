"""When a question is asked, in words."""

from __future__ import annotations

from treatydraft.library.clause import Clause
from treatydraft.library.loading import Library
from treatydraft.library.question import Question
from treatydraft.template.paraphrase import paraphrase


def asked_when(question: Question, clause: Clause | None, library: Library, language: str = "") -> str:
    """When a question of a clause, or a shared one, is asked: ``asked only when timing is within-hours``.

    A condition that no plain sentence can tell is not told; empty for a question that is always asked.
    """
    expression = question.when.expression if question.when else None
    if expression is None:
        return ""
    words = paraphrase(expression, _types(clause, library, language))
    return f"asked only when {words}" if words else "asked only with some other answers"


def _types(clause: Clause | None, library: Library, language: str) -> dict[str, str]:
    """The type of each answer a condition may read, by its name there."""
    shared = library.questions(language)
    types = {name: question.type for name, question in shared.items()}
    if clause is None:
        return types
    for name, key in clause.uses.items():
        id, _, inner = key.rpartition(".")
        questions = library.clause(id, language).questions if id in library.clause_ids else shared
        if inner in questions:
            types[name] = questions[inner].type
    return {**types, **{name: question.type for name, question in clause.questions.items()}}
