"""What a drafter should know of a draft though nothing is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator

from treatydraft.composition.composer import Composer
from treatydraft.drafting.draft import SETTINGS, Draft
from treatydraft.errors import Problem
from treatydraft.library.asking import asked_when


def advisories(composer: Composer) -> Iterator[Problem]:
    """What to know of the draft that is composed: another library than it was written with, answers without effect."""
    draft, about, selection = composer.draft, composer.library.about, composer.selection
    written = draft.library
    if written is not None and (written.name, written.version) != (about.name, about.version):
        what = f"written with the library {written.name} {written.version}; {about.name} {about.version} is installed"
        yield Problem(
            "library-changed",
            draft.where("library"),
            what,
            "read the instrument again, then change the draft's 'library'",
        )
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
