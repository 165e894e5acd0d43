"""Changes to a draft: to what was read of it, or in the file's own text, where comments and order survive.

And the text of a new one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from treatydraft.drafting.draft import HEAD, NUMBERING, OWN, SETTINGS, Draft, parse_draft, path_of, read_draft
from treatydraft.drafting.place import key_of, placed_over
from treatydraft.drafting.renaming import old_names, present_text
from treatydraft.drafting.selection import Selection, select
from treatydraft.errors import DraftError, Location, Problem, TreatydraftError, nearest, offer, suggestion
from treatydraft.files import REMOVE, Edit, edit_data, edit_yaml
from treatydraft.library.loading import Library
from treatydraft.library.overlay import MergedYaml
from treatydraft.library.question import Question
from treatydraft.library.renaming import Renaming, under_present_names
from treatydraft.library.versions import versions
from treatydraft.value import TYPES

FEW = 5
"""How many keys are offered for one that is not known."""


LIBRARY, NOW = "library", "now"
"""The key and the value that bring a draft up to the libraries that are there, whose words have been read."""

_FIRST: Mapping[tuple[str, ...], str] = {(LIBRARY,): "treatydraft", ("outline",): LIBRARY}


def change_draft(
    text: str, assignments: Iterable[str], library: Library, language: str = "en", name: str = "draft"
) -> str:
    """The text of a draft (of the file `name`) with the ``KEY=VALUE`` of `assignments` in it; comments and order stay.

    ``KEY=`` takes the answer out again, so that the default holds; ``CLAUSE=false`` leaves a clause out and
    ``CLAUSE=true`` puts it in. Answers are written in their strict form, ``FR`` for ``France``, and old names of the
    library, also those that stand in the text, as they are now; ``library=now`` names the libraries that are there, for
    one who has read what reads otherwise. DraftError for a key nobody knows. What is wrong with a
    value is told when the draft is read.
    """
    text = present_text(text, library, name)
    draft = _read(text, library)
    changes: dict[tuple[str, ...], object] = {}
    problems = []
    for assignment in assignments:
        key, equals, value = assignment.partition("=")
        key, value, _ = present_answer(key.strip(), value.strip(), library)
        if not equals:
            problems.append(
                Problem(
                    "wrong-assignment",
                    Location(key=assignment),
                    "there is no '='",
                    "write KEY=VALUE, and KEY= for the default",
                )
            )
            continue
        if key == LIBRARY:
            if value == NOW:
                changes[LIBRARY,] = libraries_named(library)
            else:
                what = "a draft names the libraries whose words its drafter has read, and no others can be set"
                hint = f"write {LIBRARY}={NOW} once its articles have been read"
                problems.append(Problem("wrong-value", Location(key=key), what, hint))
            continue
        problem = _key_mistake(key, library, language, text)
        if problem:
            problems.append(problem)
        changes[path_of(key)] = _assigned(key, value, library, language, draft)
    if problems:
        raise DraftError(problems)
    return edit_yaml(text, changes, name, behind={**_FIRST, **_above(draft, changes, library)})


def libraries_named(library: Library) -> object:
    """The libraries that are there, as a draft names them: one by itself, several as a list."""
    named = [{"name": name, "version": version} for name, version in versions(library).items()]
    return named[0] if len(named) == 1 else named


def with_present_libraries(text: str, library: Library) -> str:
    """The text of a draft that names libraries, with those that are there in their place."""
    libraries = parse_draft(text, "draft", library).library
    named = libraries_named(library)
    if not libraries or [entry.model_dump() for entry in libraries] == (named if isinstance(named, list) else [named]):
        return text
    return edit_yaml(text, {(LIBRARY,): named})


def present_answer(key: str, value: object, library: Library) -> tuple[str, Any, tuple[Renaming, ...]]:
    """An answer by its key, as `set` and a row have it, under the present names; and the old ones it had."""
    if not library.renamings:
        return key, value, ()
    path = path_of(key)
    data: Any = value
    for step in reversed(path):
        data = {step: data}
    renamings = tuple(old_names(data, library))
    if not renamings:
        return key, value, ()
    present = under_present_names(MergedYaml(data, {path: Location()}), renamings)
    [now], data = present.places, present.data
    for at in now:
        data = data[at]
    return key_of(now), data, tuple(renaming for renaming in renamings if len(renaming.path) == len(path)) or renamings


def answer_notes(assignments: Iterable[str], library: Library) -> Iterator[Problem]:
    """A note on each old name in the ``KEY=VALUE`` of a command line."""
    for assignment in assignments:
        key, _, value = assignment.partition("=")
        for renaming in present_answer(key.strip(), value.strip(), library)[2]:
            yield library.renamings.note(Location(), renaming)


def with_changes(draft: Draft, edit: Edit, library: Library) -> Draft:
    """The draft after an edit: what reading its file would give once the edit is made there, without the file.

    Lines are those of the file that was read. DraftError with the mistakes that the draft then has.
    """
    data = edit_data(draft.places.data, edit, draft.name, draft.places.where)
    return read_draft(placed_over(draft.places, data), draft.name, library)


def _read(text: str, library: Library) -> Draft | None:
    try:
        return parse_draft(text, "draft", library)
    except TreatydraftError:  # reading the draft reports it
        return None


def _above(
    draft: Draft | None, changes: Mapping[tuple[str, ...], object], library: Library
) -> dict[tuple[str, ...], str]:
    try:
        return written_above(changes, draft, select(draft, library)) if draft else {}
    except TreatydraftError:
        return {}


def _key_mistake(key: str, library: Library, language: str, text: str) -> Problem | None:
    id, _, name = key.rpartition(".")
    if "/" in key:
        id, name = (id, name) if id else (key, "")
        if id.startswith(OWN):
            return None if not name or name in SETTINGS else _unknown_key(key, SETTINGS)
        if id not in library.clause_ids:
            return _unknown_key(key, library.clause_ids, id)
        known = [*SETTINGS, *library.clause(id, language).questions]
        return _unknown_key(key, [f"{id}.{setting}" for setting in known]) if name and name not in known else None
    known = [*HEAD, *NUMBERING, *library.questions(language)]
    if key in known:
        return None
    meant = _meant(key, known, library, language)
    return Problem(
        "unknown-key", Location(key=key), f"there is no '{key}' to set", _choice(meant) if meant else offer(known)
    )


def _meant(key: str, known: Iterable[str], library: Library, language: str) -> list[str]:
    """The keys that one without a topic can stand for: those that end in it, else one that is spelled much like it."""
    names = ((id, ("variant", *library.clause(id, language).questions)) for id in library.clause_ids)
    whole = [candidate for id, inside in names for candidate in (id, *(f"{id}.{name}" for name in inside))]
    if matches := [candidate for candidate in whole if re.search(rf"[/.]{re.escape(key)}$", candidate)]:
        return matches
    if near := nearest(key, known):
        return [near]
    ends: dict[str, list[str]] = {}
    for candidate in whole:
        end = candidate.rpartition("/")[2]
        ends.setdefault(end if "." in key else end.rpartition(".")[2], []).append(candidate)
    return ends.get(nearest(key, ends, 0.75) or "", [])


def _choice(keys: list[str]) -> str:
    *front, last = [f"'{key}'" for key in keys[:FEW]]
    words = f"{', '.join(front)} or {last}" if front else last
    return f"did you mean {words}?" if len(keys) <= FEW else f"did you mean {words}, or another of {len(keys)}?"


def _unknown_key(key: str, known: Iterable[str], name: str = "") -> Problem:
    hint = suggestion(name or key, known := tuple(known), offer(known))
    return Problem("unknown-key", Location(key=key), f"there is no '{name or key}' to set", hint)


_LIST_TYPES = ("parties", "choices")


def _assigned(key: str, value: str, library: Library, language: str, draft: Draft | None) -> object:
    if not value:
        return REMOVE
    if path_of(key)[0] == "clauses" and len(path_of(key)) == 2:
        return {} if value.casefold() in ("true", "yes") else value
    question = find_question(key, library, language)
    given: object = value
    if re.match(r"open:(?=\S)", value):
        rest = value.removeprefix("open:")
        given = {"open": [proposal.strip() for proposal in rest.split("|" if "|" in rest else ",")]}
    elif question is None:
        return TYPES["date"].canonical(value) if key == "date" else value
    elif question.type in _LIST_TYPES and value != "all":
        given = [part.strip() for part in value.split(",")]
    try:
        known = library.parties(language).overlaid(draft.parties if draft else {})
        return question.canonical(given, known) if question is not None else given
    except ValueError:  # reading the draft reports it
        return given


def written_above(
    changes: Mapping[tuple[str, ...], object], draft: Draft, selection: Selection
) -> dict[tuple[str, ...], str]:
    """Behind which clause of a draft each is to be written that it does not name yet, so that it keeps its place.

    That is for `edit_yaml`, of clauses that are in the instrument because others require them, and where the draft
    gives the order; a clause that is new to the instrument stands behind the others.
    """
    named = (path[1] for path in changes if path[0] == "clauses" and len(path) > 1)
    above: dict[tuple[str, ...], str] = {}
    if selection.outline.order == "written":
        stands = [chosen for chosen in selection.chosen if not chosen.continues]
        written = set(draft.clauses)
        for id in named:
            at = next((n for n, chosen in enumerate(stands) if chosen.clause == id), None)
            if at is not None and id not in written:
                before = [
                    chosen.clause
                    for chosen in stands[:at]
                    if chosen.clause in written and chosen.kind == stands[at].kind
                ]
                above["clauses", id] = before[-1] if before else ""
                written.add(id)
    return above


def find_question(key: str, library: Library, language: str) -> Question | None:
    """The question a key names, shared or a clause's; None where there is none."""
    id, _, name = key.rpartition(".")
    if not id:
        return library.questions(language).get(key)
    return library.clause(id, language).questions.get(name) if id in library.clause_ids else None


def new_draft(outline: str, library: Library, register: str = "") -> str:
    """The text of a new draft over an outline, with nothing answered yet."""
    head: dict[tuple[str, ...], object] = {(LIBRARY,): libraries_named(library), ("outline",): outline}
    if register:
        head["register",] = register
    return edit_yaml("treatydraft: 1\n", head)
