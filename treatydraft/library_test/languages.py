"""What a language of a library lacks beside the first one, which is complete: one list, for the translator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from treatydraft.errors import LibraryError, Location, Problem
from treatydraft.library.clause import Clause
from treatydraft.library.loading import Library
from treatydraft.library.overlay import MergedYaml, YamlPath

_SECTIONS = ("languages", "roles", "words", "formulae", "parts", "topics", "actors", "parties", "questions")
"""The mappings of a language's file that have an entry for each thing there is, whatever the language."""


def missing(library: Library, language: str) -> Iterator[Problem]:
    """All that a language lacks: entries of its file, titles of outlines, pages, sentences and texts.

    LibraryError with what is wrong in its files, which is more than that something is missing.
    """
    absent: list[Problem] = []
    wrong: list[Problem] = []
    for problem in (*_of_its_file(library, language), *_of_its_pages(library, language)):
        (absent if problem.code == "missing-key" else wrong).append(problem)
    if wrong:
        raise LibraryError(dict.fromkeys(wrong))
    yield from absent


def _of_its_file(library: Library, language: str) -> Iterator[Problem]:
    try:
        first, other = library.language_data(library.first_language), library.language_data(language)
        for section in _SECTIONS:
            here = other.data.get(section) or {}
            yield from _absent(first.data.get(section) or {}, here, (section,), other, deep=section == "questions")
        library.language(language), library.questions(language)
    except LibraryError as failure:
        yield from failure.problems
    for name in library.outline_names:
        outline = library.outline(name)
        if language not in outline.title:
            yield _lacks(outline.where, "title", f"add it under 'title', as '{language}: ...'")


def _absent(
    first: Mapping[str, Any], other: Mapping[str, Any], path: YamlPath, source: MergedYaml, *, deep: bool
) -> Iterator[Problem]:
    """The keys of one mapping that another has not; with `deep`, of the mappings in it as well."""
    for key, value in first.items():
        if key not in other:
            yield _lacks(source.where(path), ".".join(map(str, (*path, key))), "add it, in the words of the language")
        elif deep and isinstance(value, dict) and isinstance(other[key], dict):
            yield from _absent(value, other[key], (*path, key), source, deep=True)


def _of_its_pages(library: Library, language: str) -> Iterator[Problem]:
    for id in library.clause_ids:
        try:
            clause = library.clause(id, language)
        except LibraryError as failure:
            yield from failure.problems
            continue
        yield from (replace(problem, code="missing-key") for problem in clause.missing)
        if clause.has_page:
            yield from _beside_the_first(library.clause(id), clause)


def _beside_the_first(first: Clause, clause: Clause) -> Iterator[Problem]:
    where = Location(clause.heading.file)
    if first.heading.source and not clause.heading.source:
        yield _lacks(where, "heading", "add 'heading: ...' to the front matter")
    if len(clause.definitions) < len(first.definitions):
        what = f"a definition ({len(clause.definitions)} of {len(first.definitions)} are there)"
        yield _lacks(where, what, "write a section '## define TERM' for each")


def _lacks(where: Location, what: str, hint: str) -> Problem:
    message = f"'{what}' is missing" if " " not in what else f"{what} is missing"
    return Problem("missing-key", where, message, hint)
