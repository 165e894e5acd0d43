"""Words of mixed scripts in the files of a library: what reads like a word and is another one, with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from treatydraft.characters import mixed_scripts
from treatydraft.errors import Location, Problem
from treatydraft.library.loading import Library
from treatydraft.library.overlay import MergedYaml, read_layers, read_page

SINGLE = ("library.yaml", "questions.yaml", "keys.yaml", "parties.yaml", "families.yaml")
"""The files that stand once in a library."""


def mixed_words(library: Library, only: Sequence[str] = ()) -> Iterator[Problem]:
    """Each word that mixes scripts in a file of the library, with file and line. LibraryError for one that is wrong.

    With `only`, those in the files of these clauses.
    """
    languages, ids = library.about.languages, only or library.clause_ids
    whole = [
        *SINGLE,
        *(f"languages/{code}.yaml" for code in languages),
        *(f"outlines/{name}.yaml" for name in library.outline_names),
    ]
    for name in (*(() if only else whole), *(f"{id}/clause.yaml" for id in ids)):
        layered = read_layers(library.folders, name)
        if layered is not None:
            yield from _in_data(layered)
    for name in (f"{id}/{code}.md" for id in ids for code in languages):
        page = read_page(library.folders, name)
        if page is None:
            continue
        yield from _in_data(page.front)
        for title, section in page.sections.items():
            yield from _in_text(title, section.file, section.line - 1)
            yield from _in_text(section.text, section.file, section.line)


def _in_data(layered: MergedYaml) -> Iterator[Problem]:
    for place, text in _texts(layered.data):
        for _, _, what in mixed_scripts(text):
            yield Problem("mixed-word", layered.where(place), what, _HINT)


def _texts(value: object, place: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every key and every text in the data of a file, with its place."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield (*place, key), key
            yield from _texts(inner, (*place, key))
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from _texts(inner, (*place, n))


def _in_text(text: str, file: str, line: int) -> Iterator[Problem]:
    for at, _, what in mixed_scripts(text):
        yield Problem("mixed-word", Location(file, line + text.count(chr(10), 0, at)), what, _HINT)


_HINT = "write the whole word in one script"
