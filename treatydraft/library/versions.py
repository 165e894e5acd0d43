"""Since which version of its library a clause reads as it does.

`versions.yaml` in a library's folder has for each of its clauses a digest of its words, and the version in which they
last changed; ``treatydraft library check --accept-words`` writes it. A library without it says nothing of its versions.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from treatydraft.errors import LibraryError, Location, Problem
from treatydraft.files import read_text, read_yaml
from treatydraft.library.catalogue import VersionsFile
from treatydraft.library.folder import locate
from treatydraft.library.loading import Library
from treatydraft.library.overlay import MergedYaml, read_layers
from treatydraft.library.validation import validated

FILE = "versions.yaml"

SHOWN = 16
"""The digits of a digest that are written down."""

_RECORD = re.compile(r"^record:.*\n(?:(?:[ \t#].*)?\n)*", re.MULTILINE)
"""The record in `clause.yaml` and what a page says of it: facts beside the words, which print nothing."""


def versions(library: Library) -> Mapping[str, str]:
    """The libraries that lie over one another, from the first to the last: their names, and of each its version.

    A folder that gives no version in its `library.yaml` has none; one without a name adds to the library below it.
    """
    return {name: version for _, name, version in _folders(library) if version}


def later(version: str, than: str) -> bool:
    """Whether a version is a later one: ``1.10`` than ``1.9``, and ``1.0`` than ``1.0-beta``."""
    return rank(version) > rank(than)


def changed_since(library: Library, name: str, version: str) -> Mapping[str, str] | None:
    """The clauses of the library `name` that read otherwise than in a version, each with the version since which.

    None where the library does not say.
    """
    changed: dict[str, str] | None = None
    for folder, own, _ in _folders(library):
        if own == name and (record := _recorded(folder)):
            since = {id: entry.version for id, entry in record[0].clauses.items() if later(entry.version, version)}
            changed = {**(changed or {}), **since}
    return changed


def unrecorded(library: Library, only: Sequence[str] = ()) -> Iterator[tuple[Path, str, str, str]]:
    """The clauses, or those of `only`, whose files are not as they were written down: the folder, the clause, the
    version that was written down last, and ``changed``, ``new`` or ``gone``."""
    for folder, _, _ in _folders(library):
        if record := _recorded(folder):
            before = {id: entry.words for id, entry in record[0].clauses.items()}
            now = _digests(library, folder, only or library.clause_ids)
            for id in sorted(only or {*before, *now}):
                if before.get(id) != now.get(id):
                    how = "new" if id not in before else "changed" if id in now else "gone"
                    yield folder, id, record[0].version, how


def version_mistakes(library: Library, only: Sequence[str] = ()) -> Iterator[Problem]:
    """The clauses, or those of `only`, that have changed while the version of their library has not risen."""
    own = {folder: version for folder, _, version in _folders(library)}
    messages = {
        "changed": "its words are not those of version {}",
        "new": "it is not among the clauses of version {}",
        "gone": "it is among the clauses of version {}, and is not there",
    }
    for folder, id, version, how in unrecorded(library, only):
        if not later(own[folder], version):
            hint = f"raise 'version' in {folder / 'library.yaml'} above {version}; then 'library check --accept-words'"
            yield Problem("words-changed", Location(str(folder / id)), messages[how].format(version), hint)


def version_notes(library: Library) -> Iterator[Problem]:
    """What has changed in libraries whose version has risen, and is not written down yet."""
    numbers: dict[tuple[Path, str], int] = {}
    for folder, _, version, _ in unrecorded(library):
        numbers[folder, version] = numbers.get((folder, version), 0) + 1
    for (folder, version), number in numbers.items():
        clauses = "1 clause reads" if number == 1 else f"{number} clauses read"
        what = f"{clauses} otherwise than in version {version}"
        hint = "write them down with 'library check --accept-words'"
        yield Problem("words-changed", Location(str(folder / FILE)), what, hint)


def written_down(library: Library, folder: Path) -> str:
    """The text of `versions.yaml` for a folder as it is now. LibraryError where its library has no version."""
    version = next(own for path, _, own in _folders(library) if path == folder)
    if not version:
        hint = "give it 'name' and 'version' in its library.yaml"
        what = "this library has no version of its own"
        raise LibraryError(Problem("missing-key", Location(str(folder)), what, hint))
    record = _recorded(folder)
    before = record[0].clauses if record else {}
    lines = [
        "# Since which version each clause reads as it does; 'treatydraft library check --accept-words' writes it.",
        f"version: {_quoted(version)}",
        "clauses:",
    ]
    for id, digest in sorted(_digests(library, folder, library.clause_ids).items()):
        since = before[id].version if id in before and before[id].words == digest else version
        lines.append(f"  {id}: {{version: {_quoted(since)}, words: {digest}}}")
    return "\n".join(lines) + "\n"


# ------------------------------------------------------------------------------------------------ what is on disk


def _folders(library: Library) -> Iterator[tuple[Path, str, str]]:
    """Each folder of the libraries, the name of its library, and the version that it gives, or none."""
    name = ""
    for folder in library.folders:
        path = locate(folder, "library.yaml")
        about = read_yaml(path).data if path else None
        given = about if isinstance(about, dict) else {}
        name = str(given.get("name") or name)
        yield folder, name, str(given.get("version") or "")


def _recorded(folder: Path) -> tuple[VersionsFile, MergedYaml] | None:
    source = read_layers([folder], FILE)
    return (validated(VersionsFile, source), source) if source else None


def _digests(library: Library, folder: Path, clauses: Sequence[str]) -> dict[str, str]:
    """The digest of each of `clauses` that has files in a folder: of the files in every language, but their record."""
    names = ("clause.yaml", *(f"{code}.md" for code in library.about.languages))
    digests = {}
    for id in clauses:
        if locate(folder, id) and (paths := [path for name in names if (path := locate(folder, f"{id}/{name}"))]):
            content = "\0".join(f"{path.name}\0{_RECORD.sub('', read_text(path))}" for path in paths)
            digests[id] = hashlib.sha256(content.encode()).hexdigest()[:SHOWN]
    return digests


def rank(version: str) -> tuple[tuple[int, int, str], ...]:
    """What versions are compared by: number by number; a word comes before the end, as in ``1.0-beta``."""
    parts: list[tuple[int, int, str]] = []
    for number, word in [*re.findall(r"0*([0-9]+)|([a-z]+)", version.lower()), ("", "")]:
        while not number and parts and parts[-1] == (1, 1, "0"):
            parts.pop()  # 1.0 is 1
        parts.append((1, len(number), number) if number else (-1, 0, word) if word else (0, 0, ""))
    return tuple(parts)


def _quoted(version: str) -> str:
    return version if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._+-]*", version) else "'" + version.replace("'", "''") + "'"
