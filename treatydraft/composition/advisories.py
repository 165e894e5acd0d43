"""What a drafter should know of a draft though nothing is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator

from treatydraft.composition.composer import Composer
from treatydraft.drafting.draft import SETTINGS, Draft
from treatydraft.errors import Problem
from treatydraft.library.asking import asked_when


def advisories(composer: Composer) -> Iterator[Problem]:
    """What to know of the draft that is composed: names that are others now, answers without effect."""
    draft, selection = composer.draft, composer.selection
    yield from draft.renamed
    yield from composer.library.renamings.notes
    asked = {question.key for question in composer.answers.asked(composer.words)}
    for key in _given(draft):
        if key not in asked:
            clause = key.rpartition(".")[0]
            absent = clause and not selection.has(clause)
            reason = f"{clause} is not in the instrument" if absent else _condition(key, composer)
            yield Problem(
                "unused-answer",
                draft.where(key),
                f"the answer to {key} has no effect: {reason}",
                f"{key}= takes it out",
            )


def _given(draft: Draft) -> Iterator[str]:
    yield from draft.answers
    for id, settings in draft.clauses.items():
        for name in settings or ():
            if name not in SETTINGS:
                yield f"{id}.{name}"


def _condition(key: str, composer: Composer) -> str:
    id, draft, library = key.rpartition(".")[0], composer.draft, composer.library
    clause = library.clause(id, draft.language) if id else None
    when = asked_when(composer.answers.question(key), clause, library, draft.language)
    return f"it is {when}" if when else "no clause of the instrument asks for it"
