"""What one clause names of another, the questions it uses and the clauses it requires; errors for unknown names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from treatydraft import errors
from treatydraft.errors import Code, LibraryError, Location, Problem
from treatydraft.library.loading import Library
from treatydraft.library.overlay import YamlPath, read_layers
from treatydraft.library.question import Question


def unknown(code: Code, where: Location, what: str, name: str, known: Iterable[str]) -> Problem:
    """The problem of an unknown name, with the nearest known one."""
    known = list(known)
    hint = f"there are {', '.join(known[:12])}" if known else "there is none yet"
    return errors.unknown(code, where, what, name, known, hint)


def used(library: Library, id: str, language: str) -> Mapping[str, Question]:
    """The questions behind the names that the clause `id` uses. LibraryError for each that is not there."""
    key = used, id, language
    questions_used: dict[str, Question] | None = library.memory.get(key)
    if questions_used is None:
        questions_used = {}
        problems: list[Problem] = []
        for n, (name, asked) in enumerate(library.clause(id, language).uses.items()):
            clause, _, own = asked.rpartition(".")
            if clause and clause not in library.clause_ids:
                problems.append(
                    unknown("unknown-clause", _where(library, id, ("uses", n)), "clause", clause, library.clause_ids)
                )
                continue
            questions = library.clause(clause, language).questions if clause else library.questions(language)
            if own in questions:
                questions_used[name] = questions[own]
            else:
                problems.append(
                    unknown(
                        "unknown-question", _where(library, id, ("uses", n)), f"question of {clause}", own, questions
                    )
                )
        if problems:
            raise LibraryError(problems)
        library.memory.put(key, questions_used)
    return questions_used


def require_clause(library: Library, id: str, by: str, language: str) -> None:
    """LibraryError where the clause `by` requires a clause `id` that is not there."""
    if id not in library.clause_ids:
        requires = library.clause(by, language).requires
        n = next((n for n, requirement in enumerate(requires) if id in requirement.any), 0)
        raise LibraryError(
            unknown("unknown-clause", _where(library, by, ("requires", n)), "clause", id, library.clause_ids)
        )


def circular(library: Library, key: str) -> LibraryError:
    """The error of a question whose answer depends on itself."""
    clause, _, name = key.rpartition(".")
    where = _where(library, clause, ("questions", name)) if clause else _where(library, "", (name,))
    return LibraryError(
        Problem(
            "circular-question", where, f"the answer to '{key}' depends on itself", "let it depend on other questions"
        )
    )


def _where(library: Library, id: str, place: YamlPath) -> Location:
    file = f"{id}/clause.yaml" if id else "questions.yaml"
    facts = read_layers(library.folders, file)
    return facts.where(place) if facts else Location(file)
