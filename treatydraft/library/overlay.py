"""Libraries laid over one another: mappings and sections merge by key, lists and values replace, `~` takes away.

Every value remembers the file and line it comes from, so that a mistake is found in the file its author wrote.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from treatydraft.characters import hidden_in
from treatydraft.errors import MAX_PROBLEMS, LibraryError, Location, Problem
from treatydraft.files import Source, parse_yaml, read_text, read_yaml
from treatydraft.library.folder import locate

YamlPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class MergedYaml:
    """Data merged from several files, and the file and line of each value."""

    data: Any
    places: dict[YamlPath, Location]

    def where(self, path: Iterable[str | int] = ()) -> Location:
        """The place of the value at `path`, or of the nearest above it that has one."""
        at = tuple(path)
        for length in range(len(at), -1, -1):
            if at[:length] in self.places:
                return self.places[at[:length]]
        return Location()


@dataclass(frozen=True, slots=True)
class PageSection:
    """A section of a clause's text: what stands under one ``##`` line, and where it begins."""

    text: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Page:
    """A clause's text file: its front matter and its sections by their title."""

    front: MergedYaml
    sections: dict[str, PageSection] = field(default_factory=dict)


def split_place(where: Location) -> tuple[str, int]:
    """The file and the line of a place."""
    return where.file, where.line or 1  # an empty file has a name and no lines


def placeholder(file: str, key: str) -> str:
    """What stands for a sentence that a language lacks: the file and the key where it is to be written."""
    return f"[{os.path.basename(file)}: {key}]"


def read_layers(folders: Iterable[Path], name: str) -> MergedYaml | None:
    """The YAML file `name` of each folder that has it, merged from the first to the last; None where none has."""
    sources = [read_yaml(path) for folder in folders if (path := locate(folder, name))]
    return merge(sources) if sources else None


def merge(sources: Iterable[Source]) -> MergedYaml:
    """One layer over another, from the first to the last."""
    sources = tuple(sources)
    if len(sources) == 1:  # as most are
        [alone] = sources
        places = {path: Location(alone.name, line) for path, (line, _) in alone.places.items()}
        return MergedYaml(alone.data, {(): alone.where(), **places})  # an empty file has a name and no lines
    data: Any = None
    places = {}
    for source in sources:
        if source.data is None and data is not None:
            continue  # an empty layer says nothing of the one below
        data = _merged(data, source.data, (), source, places)
    return MergedYaml(data, places)


def _merged(below: Any, above: Any, path: YamlPath, source: Source, places: dict[YamlPath, Location]) -> Any:
    if isinstance(below, dict) and isinstance(above, dict):
        result = dict(below)
        for key, value in above.items():
            if value is None and key in result:
                _unplace(result.pop(key), (*path, key), places)
                places[(*path, key)] = source.where((*path, key))  # who misses it is shown who took it away
            else:
                result[key] = _merged(result.get(key), value, (*path, key), source, places)
        if path not in places:
            places[path] = source.where(path)
        return result
    _unplace(below, path, places)
    _place(above, path, source, places)
    return above


def _place(value: Any, path: YamlPath, source: Source, places: dict[YamlPath, Location]) -> None:
    places[path] = source.where(path)
    for key, inner in _inside(value):
        _place(inner, (*path, key), source, places)


def _unplace(value: Any, path: YamlPath, places: dict[YamlPath, Location]) -> None:
    places.pop(path, None)
    for key, inner in _inside(value):
        _unplace(inner, (*path, key), places)


def _inside(value: Any) -> Iterable[tuple[str | int, Any]]:
    return value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()


def read_page(folders: Iterable[Path], name: str) -> Page | None:
    """The text file `name` of each folder that has it: front matter merged, sections replaced by title."""
    fronts: list[Source] = []
    sections: dict[str, PageSection] = {}
    for folder in folders:
        if path := locate(folder, name):
            front, own = _page(path)
            fronts.append(front)
            for title, section in own.items():
                if section.text.strip() == "~":
                    sections.pop(title, None)
                else:
                    sections[title] = section
    return Page(merge(fronts), sections) if fronts else None


def _page(path: Path) -> tuple[Source, dict[str, PageSection]]:
    text = read_text(path, LibraryError)
    hidden = islice(hidden_in(text), MAX_PROBLEMS)
    if problems := [
        Problem("hidden-character", Location(str(path), line, column), what, "delete it")
        for line, column, what in hidden
    ]:
        raise LibraryError(problems)
    lines = text.split("\n")
    start = 0
    front = ""
    if lines[0].rstrip() == "---":
        end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
        if end is None:
            raise LibraryError(
                Problem(
                    "wrong-section",
                    Location(str(path), 1),
                    "the front matter does not end",
                    "close it with a line '---'",
                )
            )
        front, start = "\n".join(lines[1:end]), end + 1
    source = parse_yaml(front, str(path), LibraryError, 2)
    begun: dict[str, int] = {}  # where each section begins
    within: dict[str, list[str]] = {}  # and the lines in it
    title = ""
    problems = []
    for number, line in enumerate(lines[start:], start + 1):
        if line.startswith("## "):
            title = line[3:].strip()
            if title in begun:
                what = f"the section '{title}' is there twice, first in line {begun[title] - 1}"
                problems.append(Problem("repeated-name", Location(str(path), number), what, "keep one"))
            begun[title], within[title] = number + 1, []
        elif title:
            within[title].append(f"{line}\n")
        elif line.strip():
            problems.append(
                Problem(
                    "wrong-section",
                    Location(str(path), number),
                    "words stand before the first section",
                    "begin with '## NAME'",
                )
            )
    if problems:
        raise LibraryError(problems)
    return source, {title: PageSection("".join(within[title]), str(path), line) for title, line in begun.items()}
