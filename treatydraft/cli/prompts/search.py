"""What holds the words behind a `?`: the answers to the present step, and clauses and questions of the library."""

from __future__ import annotations

from collections.abc import Container, Iterator

from treatydraft.cli.prompts.draft_state import DraftState
from treatydraft.cli.prompts.step import TOPIC, Step
from treatydraft.library.clause import Clause
from treatydraft.library.loading import Library
from treatydraft.library.party import fold
from treatydraft.library.search import search, search_questions

SHOWN = 12
"""How many clauses, and how many questions, are shown at once."""


def search_lines(words: str, step: Step, present: DraftState | None, library: Library) -> list[str]:
    """What holds `words`, a line each, with where it is; where nothing does, one that says where was looked."""
    if step.kind in ("party", "parties") and present is not None:
        return list(_parties(words, step, present)) or [f"no party has '{words}' in its name"]
    own = {one.name: one for one in step.options if fold(words) in fold(one.label + one.name)}
    found = [f"{n}. {one.label or one.name}" for n, one in enumerate(step.options, 1) if one.name in own]
    if own and not step.key.startswith(TOPIC):
        return found
    found += _clauses(words, step, own, present, library)
    found += _questions(words, present, library)
    return found or [f"nothing in the library has '{words}' in it"]


def _parties(words: str, step: Step, present: DraftState) -> Iterator[str]:
    parties = present.parties
    if step.kind == "parties":
        for name, codes in parties.groups.items():
            if fold(words) in fold(name):
                yield f"{name} ({len(codes)} parties): {', '.join(codes)}"
    yield from (f"{one.code} {one.short}" for one in parties.find(words))


def _clauses(
    words: str, step: Step, shown: Container[str], present: DraftState | None, library: Library
) -> Iterator[str]:
    """The clauses not `shown` yet that hold the words; those whose texts alone do where no other does."""
    options = {one.name: n for n, one in enumerate(step.options, 1)}
    matches = [one for one in search(library, words, _language(present)) if one.where != "question"]
    telling = [one for one in matches if one.where != "text"] or matches
    rest = [one for one in telling if one.clause.id not in shown]
    for one in rest[:SHOWN]:
        at = options.get(one.clause.id)
        place = f"{at}. {one.clause.title}" if at else _placed(one.clause, present, library)
        yield place if one.where in ("title", "text") else f"{place}: {one.sentence}"
    if len(rest) > SHOWN:
        yield f"and {len(rest) - SHOWN} clauses more; 'treatydraft library search {words}' lists them"
    out = [one.clause.id for one in rest if present and not present.selection.has(one.clause.id)]
    if step.key.startswith(TOPIC) and (others := [id for id in out if id not in options]):
        yield f"+ and the name of a clause puts it in from here too, as +{others[0]}"


def _questions(words: str, present: DraftState | None, library: Library) -> Iterator[str]:
    found = search_questions(library, words, _language(present))
    for clause, question in found[:SHOWN]:
        yield f"asked in {_placed(clause, present, library)}: {question.ask}"
    if len(found) > SHOWN:
        yield f"and {len(found) - SHOWN} questions more; more words find fewer"


def _placed(clause: Clause, present: DraftState | None, library: Library) -> str:
    """A clause by its title and name, with its topic and whether it is in the instrument."""
    under = f"{clause.title} ({clause.id}), under {library.topic_titles.get(clause.topic, clause.topic)}"
    if present is None:
        return under
    return f"{under}, {'in' if present.selection.has(clause.id) else 'not in'} the instrument"


def _language(present: DraftState | None) -> str:
    return present.draft.language if present else "en"
