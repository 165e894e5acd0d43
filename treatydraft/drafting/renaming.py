"""Old names of the library in a draft, taken under the present ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from treatydraft.errors import DraftError, Problem, TreatydraftError
from treatydraft.files import parse_yaml, rename_in_yaml
from treatydraft.library.loading import Library
from treatydraft.library.overlay import MergedYaml, merge
from treatydraft.library.renaming import Renaming, under_present_names


def present_names(source: MergedYaml, library: Library) -> tuple[MergedYaml, tuple[Problem, ...]]:
    """A draft's data under the present names, and a note on each old one. DraftError where it has both of two."""
    if not library.renamings or not isinstance(source.data, dict):
        return source, ()
    renamings = tuple(old_names(source.data, library))
    if clashes := tuple(_clashes(source, renamings)):
        raise DraftError(clashes)
    hint = "write {} in its place; 'treatydraft set' and 'edit' do so with the next answer"
    notes = (
        library.renamings.note(source.where(renaming.path), renaming, hint.format(renaming.new))
        for renaming in renamings
    )
    return under_present_names(source, renamings), tuple(notes)


def present_text(text: str, library: Library, name: str = "draft") -> str:
    """The text of a draft with the present names in the place of the old ones; comments and order stay.

    It stays as it is where it is no draft, or has both names of a clause: reading it reports that.
    """
    if not library.renamings:
        return text
    try:
        source = merge([parse_yaml(text, name, DraftError)])
        renamings = tuple(old_names(source.data, library)) if isinstance(source.data, dict) else ()
        if not renamings or any(_clashes(source, renamings)):
            return text
        keys = {renaming.path: renaming.after for renaming in renamings if renaming.key}
        return rename_in_yaml(
            text, keys, [(renaming.path, renaming.replaced) for renaming in renamings if not renaming.key], name
        )
    except TreatydraftError:
        return text


def renamed_in(text: str, name: str, library: Library) -> tuple[Problem, ...]:
    """The notes on the old names in the text of a draft that is about to be written under the present ones.

    DraftError where it has both of two, or is no YAML.
    """
    if not library.renamings:
        return ()
    notes = present_names(merge([parse_yaml(text, name, DraftError)]), library)[1]
    return tuple(replace(note, hint="") for note in notes)


def old_names(data: Any, library: Library) -> Iterator[Renaming]:
    """The old names in the data of a draft."""
    names = library.renamings
    for key in _mapping(data.get("answers")):
        yield from names.named(("answers", key), key, key=True)
    for id, settings in _mapping(data.get("clauses")).items():
        yield from names.named(("clauses", id), id, key=True)
        yield from names.set_of(("clauses", id), id, settings)
    accepted = data.get("accept")
    for n, finding in enumerate(accepted if isinstance(accepted, list) else ()):
        yield from names.named(("accept", n, "at"), _mapping(finding).get("at"))


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _clashes(source: MergedYaml, renamings: Iterable[Renaming]) -> Iterator[Problem]:
    """Where a draft has both an old name and the present one, or two old names of the same."""
    keys = {renaming.path: renaming for renaming in renamings if renaming.key}
    for parent in dict.fromkeys(path[:-1] for path in keys):
        siblings: Any = source.data
        for step in parent:
            siblings = siblings[step]
        first: dict[str, str] = {}
        for key in siblings:
            renaming = keys.get((*parent, key))
            other = first.setdefault(renaming.after if renaming else key, key)
            if other != key:
                old = keys.get((*parent, other)) or renaming
                assert old is not None  # one of the two has another name now
                beside = (*parent, key if old.path[-1] == other else other)
                what = f"{old.old} is now called {old.new}, which stands in {source.where(beside)} too"
                yield Problem("repeated-name", source.where(old.path), what, "keep one of the two")
