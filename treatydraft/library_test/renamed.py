"""The old names of a library: each leads to a name that something bears, and nothing bears it any more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from treatydraft.errors import Code, Location, Problem
from treatydraft.library.loading import Library
from treatydraft.library.naming import unknown
from treatydraft.library.overlay import read_layers
from treatydraft.library.renaming import clause_of, kind

CODES: Mapping[str, Code] = {
    "clause": "unknown-clause",
    "variant": "unknown-variant",
    "question": "unknown-question",
    "shared question": "unknown-question",
}
"""The code of a name of each kind that is not there."""


def renamed_mistakes(library: Library) -> Iterator[Problem]:
    """What is wrong with `renamed` in `library.yaml`: what leads to nothing, to itself, in a circle, to a name of
    another kind, or is the name of something that is there."""
    source = read_layers(library.folders, "library.yaml")
    current = library.renamings.current

    def clause(name: str) -> str:
        return current(clause_of(name))

    for old, new in library.about.renamed.items():
        where = source.where(("renamed", old)) if source else Location()
        what, present = kind(old), current(new)
        if old == new:
            yield Problem("wrong-value", where, f"'{old}' is renamed to itself", "take the line out")
        elif what != kind(new) or what == "label" or (what != "clause" and clause(old) != clause(new)):
            hint = "rename a clause to a clause, and a variant or a question to one of the same clause"
            yield Problem("wrong-value", where, f"'{old}' is not renamed to a name of its kind", hint)
        elif old in _names(library, what, clause_of(old)):
            hint = "take the line out, or rename what bears the old name"
            yield Problem("wrong-value", where, f"'{old}' is renamed to '{new}', but there is a {what} '{old}'", hint)
        elif current(old) == old:
            hint = "let the last name of the circle lead to one that is there"
            yield Problem("wrong-value", where, f"'{old}' is renamed in a circle", hint)
        elif present not in (known := _names(library, what, clause_of(present))):
            yield unknown(CODES[what], where, what, present, known)


def _names(library: Library, what: str, clause: str) -> Mapping[str, object]:
    """The names of a kind that are there: clauses, shared questions, or the variants or questions of a clause."""
    if what == "clause":
        return dict.fromkeys(library.clause_ids)
    if what == "shared question":
        return library.questions()
    if clause not in library.clause_ids:
        return {}
    found = library.clause(clause)
    if what == "variant":
        return dict.fromkeys(f"{clause}:{name}" for name in found.variants)
    return dict.fromkeys(f"{clause}.{name}" for name in found.questions)


def old_names(library: Library, only: Sequence[str] = ()) -> tuple[Problem, ...]:
    """The notes on the old names in the files of a library, or in those of the clauses of `only`.

    LibraryError for a file that is wrong.
    """
    if library.renamings:
        for id in only or library.clause_ids:
            for language in library.about.languages:
                library.clause(id, language)
        for name in () if only else library.outline_names:
            library.outline(name)
    return library.renamings.notes
