"""Names of clauses, variants and questions that are others now, and the old ones in files that were written before.

`renamed` in `library.yaml` maps an old name to a new one, as they are written everywhere: ``triggers/consultation``,
``collective-defense/response:all-means``, ``collective-defense/response.hours``, and ``host`` for a shared question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from treatydraft.errors import Location, Problem
from treatydraft.library.clause import Clause
from treatydraft.library.folder import CLAUSE_ID
from treatydraft.library.overlay import MergedYaml, Page, PageSection, YamlPath

NEIGHBOURS = ("after", "before", "continues")
"""The settings of a clause that name another clause."""

_NAME = re.compile(rf"({CLAUSE_ID.pattern})([:.#].+)?")
_MENTION = re.compile(rf"""(?:(?<!\\)\{{@|\bhas\(\s*["'])({CLAUSE_ID.pattern}(?::[a-z0-9-]+(?=["']))?)""")


@dataclass(frozen=True, slots=True)
class Renaming:
    """An old name in a file, and the present one; in the key or in the value at `path`, `before` becomes `after`."""

    path: YamlPath
    old: str
    new: str
    before: str
    after: str
    key: bool = False

    def replaced(self, text: str) -> str:
        """A value, as data or as it stands in a file, with the present name in it."""
        name = re.escape(self.before)
        whole = rf"""(\A\s*["']?| x ){name}(?=["']?\s*\Z| x )"""
        mention = rf"""((?<!\\)\{{@|\bhas\(\s*["']){name}(?=[#:}}"'])"""
        return re.sub(f"{whole}|{mention}", lambda match: (match[1] or match[2] or "") + self.after, text)


class Renamings:
    """The names that are others now. A name that a clause bears (one of `living`) is none of them.

    `since` gives the version of the library that has renamed an old name of the `table`.
    """

    def __init__(self, table: Mapping[str, str], living: Container[str], since: Callable[[str], str]) -> None:
        self.table = {old: new for old, new in table.items() if kind(old) == kind(new)}
        self._living = living
        self._since = since
        self._notes: dict[Problem, None] = {}

    def __bool__(self) -> bool:
        return bool(self.table)

    def current(self, name: str) -> str:
        """The present name of a clause, a variant or a question; the name itself where it has no other.

        A name that is renamed in a circle keeps its own.
        """
        latest = name
        for _ in range(len(self.table) + 1):
            after = self._next(latest)
            if after is None:
                return latest
            latest = after
        return name

    def _next(self, name: str) -> str | None:
        if name in self._living:
            return None
        if name in self.table:
            return self.table[name]
        match = _NAME.fullmatch(name)
        if match and match[2] and match[1] not in self._living and match[1] in self.table:
            return self.table[match[1]] + match[2]
        return None

    def note(self, where: Location, renaming: Renaming, hint: str = "") -> Problem:
        """The note on an old name in a file: what it is called now, and which version of the library calls it so."""
        since = self._since(renaming.old if renaming.old in self.table else clause_of(renaming.old))
        what = f"{renaming.old} is now called {renaming.new} (library {since})"
        return Problem("renamed-name", where, what, hint or f"write {renaming.new} in its place")

    @property
    def notes(self) -> tuple[Problem, ...]:
        """The notes on the old names in those files of the library that have been read."""
        return tuple(self._notes)

    def _tell(self, where: Location, renaming: Renaming) -> None:
        self._notes[self.note(where, renaming)] = None

    # ---------------------------------------------------------------------------------------- files of the library

    def present(self, source: MergedYaml, renamings: Iterable[Renaming]) -> MergedYaml:
        """The data of a file of the library under the present names; the `renamings` in it are noted."""
        renamings = tuple(renamings)
        for renaming in renamings:
            self._tell(source.where(renaming.path), renaming)
        return under_present_names(source, renamings)

    def of_page(self, page: Page) -> Page:
        """The text file of a clause under the present names."""
        sections = dict(page.sections)
        for title, section in page.sections.items():
            text = section.text
            for renaming in self.mentioned((), section.text):
                line = section.line + text[: text.find(renaming.before)].count("\n")
                self._tell(Location(section.file, line), renaming)
                text = renaming.replaced(text)
            sections[title] = PageSection(text, section.file, section.line)
        return Page(self.present(page.front, self._of_front(page.front.data)), sections)

    def of_uses(self, clause: Clause, facts: MergedYaml) -> Clause:
        """A clause whose text has the old names of questions it uses, with the questions that are meant."""
        for n, used in enumerate(clause.uses.values()):
            for renaming in self.named(("uses", n), used):
                self._tell(facts.where(renaming.path), renaming)
        return replace(clause, uses={name: self.current(key) for name, key in clause.uses.items()})

    # ---------------------------------------------------------------------------------------- old names in data

    def named(self, path: YamlPath, name: object, *, key: bool = False) -> Iterator[Renaming]:
        """The old name that stands whole in a place of a file."""
        if isinstance(name, str) and (new := self.current(name)) != name:
            yield Renaming(path, name, new, name, new, key)

    def set_of(self, path: YamlPath, id: str, settings: object) -> Iterator[Renaming]:
        """The old names in what is set for the clause `id`: its variant, its questions, other clauses, its text."""
        for name, value in settings.items() if isinstance(settings, Mapping) else ():
            if name in NEIGHBOURS:
                yield from self.named((*path, name), value)
            elif name in ("text", "heading"):
                yield from self.mentioned((*path, name), value)
            elif name == "variant":
                yield from self._part((*path, name), f"{id}:{value}", str(value))
            else:
                yield from self._part((*path, name), f"{id}.{name}", name, key=True)

    def _part(self, path: YamlPath, whole: str, part: str, *, key: bool = False) -> Iterator[Renaming]:
        new = self.current(whole)
        after = re.split(r"[:.]", new, maxsplit=1)[-1]
        if after != part:
            yield Renaming(path, whole, new, part, after, key)

    def mentioned(self, path: YamlPath, text: object) -> Iterator[Renaming]:
        """The old names that a text refers to or asks after."""
        for name in dict.fromkeys(_MENTION.findall(text)) if isinstance(text, str) else ():
            yield from self.named(path, name)

    def of_clause(self, facts: Any) -> Iterator[Renaming]:
        """The old names in the data of a `clause.yaml`, but for the questions it uses, whose names its text has."""
        facts = facts if isinstance(facts, Mapping) else {}
        for path, text in _texts(facts.get("requires"), ("requires",)):
            if len(path) == 4 and path[2] == "any":
                yield from self.named(path, text)
        for path, text in _texts(facts.get("excludes"), ("excludes",)):
            yield from self._pair(path, text)
        for part in ("questions", "record"):
            for path, text in _texts(facts.get(part), (part,)):
                yield from self.mentioned(path, text)
                match = _NAME.fullmatch(text)
                if match and (new := self.current(match[1])) != match[1]:
                    yield Renaming(path, match[1], new, text, new + (match[2] or ""))

    def _pair(self, path: YamlPath, name: str, *, key: bool = False) -> Iterator[Renaming]:
        """The old names in one that may be two, as an exclusion has them."""
        present = " x ".join(map(self.current, sides := name.split(" x ")))
        for side in sides:
            for renaming in self.named(path, side, key=key):
                yield replace(renaming, before=name, after=present) if key else renaming

    def of_outline(self, outline: Any) -> Iterator[Renaming]:
        """The old names in the data of an outline."""
        outline = outline if isinstance(outline, Mapping) else {}
        answers = outline.get("answers")
        for name in answers if isinstance(answers, Mapping) else ():
            yield from self.named(("answers", name), name, key=True)
        for part in ("preamble", "body", "annexes"):
            yield from self._places((part,), outline.get(part))

    def _places(self, path: YamlPath, items: object) -> Iterator[Renaming]:
        for n, item in enumerate(items if isinstance(items, list) else ()):
            yield from self.named((*path, n), item)
            if isinstance(item, Mapping) and "clauses" in item:
                yield from self._places((*path, n, "clauses"), item["clauses"])
            elif isinstance(item, Mapping):
                for id, settings in item.items():
                    yield from self.named((*path, n, id), id, key=True)
                    yield from self.set_of((*path, n, id), id, settings)

    def _of_front(self, front: Any) -> Iterator[Renaming]:
        """The old names in the front matter of a page: of what reasons stand under, and in its words."""
        front = front if isinstance(front, Mapping) else {}
        for part in ("requires", "excludes"):
            reasons = front.get(part)
            for name in reasons if isinstance(reasons, Mapping) else ():
                yield from self._pair((part, name), name, key=True)
        for path, text in _texts(front, ()):
            yield from self.mentioned(path, text)


def kind(name: str) -> str:
    """What a name is of: a clause, a variant, a question, or one that all clauses share."""
    match = _NAME.fullmatch(name)
    if not match:
        return "shared question"
    return {"": "clause", ":": "variant", ".": "question"}.get((match[2] or "")[:1], "label")


def clause_of(name: str) -> str:
    """The clause of a name, empty for a shared question."""
    match = _NAME.fullmatch(name)
    return match[1] if match else ""


def under_present_names(source: MergedYaml, renamings: Iterable[Renaming]) -> MergedYaml:
    """The data of a file with the present names in the place of the old ones, each where the old one stood."""
    renamings = tuple(renamings)
    if not renamings:
        return source
    keys = {renaming.path: renaming.after for renaming in renamings if renaming.key}

    def renamed(path: YamlPath) -> YamlPath:
        return tuple(keys.get(path[: n + 1], step) for n, step in enumerate(path))

    data = _rewritten(source.data, (), keys, [renaming for renaming in renamings if not renaming.key])
    return MergedYaml(data, {renamed(path): where for path, where in source.places.items()})


def _rewritten(value: Any, path: YamlPath, keys: Mapping[YamlPath, str], renamings: list[Renaming]) -> Any:
    if isinstance(value, dict):
        return {
            keys.get((*path, key), key): _rewritten(inner, (*path, key), keys, renamings)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [_rewritten(inner, (*path, n), keys, renamings) for n, inner in enumerate(value)]
    for renaming in renamings:
        if renaming.path == path and isinstance(value, str):
            value = renaming.replaced(value)
    return value


def _texts(value: object, path: YamlPath) -> Iterator[tuple[YamlPath, str]]:
    """Every text in the data of a file, with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from _texts(inner, (*path, n))
