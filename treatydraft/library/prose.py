"""The sentences of a clause's page, each under the name of what it belongs to.

One that is not there is told, and reads as the place where it is to be written: never as another language's words.
One that belongs to nothing is told as well, so that a page cannot drift from its clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from treatydraft.errors import Problem, suggestion
from treatydraft.library.clause import EntryText
from treatydraft.library.overlay import Page, placeholder
from treatydraft.library.record_file import WORDED, ActFile, DecisionFile, EntryFile
from treatydraft.library.schema import ClauseFile, PageFile


class Prose:
    """The front matter of a page; what is asked for and not there goes to `missing`."""

    def __init__(self, front: PageFile, page: Page, missing: list[Problem]) -> None:
        self.front = front
        self._data = front.model_dump()
        self._page = page
        self._missing = missing

    def get(self, *path: str) -> str:
        """The sentence at a path of keys, empty where there is none."""
        value = self._data
        for key in path:
            value = value.get(key) or {}
        return value if isinstance(value, str) else ""

    def sentence(self, *path: str) -> str:
        """The sentence at a path of keys, or the place where it is to be written."""
        sentence = self.get(*path)
        if sentence:
            return sentence
        key = ".".join(path)
        where = self._page.front.where(path)
        self._missing.append(
            Problem("missing-words", where, f"'{key}' is missing", f"add {_nested(path)} to the front matter")
        )
        return placeholder(where.file, key)

    def refusal(self, register: str, variant: str) -> str:
        """Why a register cannot have a variant (or ``""`` for the clause): for it alone, or for all it refuses."""
        return (
            self.get("registers", register, variant)
            or self.get("registers", register, "")
            or self.sentence("registers", register, *([variant] if variant else []))
        )

    def entry(self, entry: EntryFile) -> EntryText | None:
        """What an act does or a decision asks; None for an entry of another kind."""
        if not isinstance(entry, ActFile | DecisionFile):
            return None
        does = self.sentence("record", entry.id) if not self.get("record", entry.id, "does") else ""
        words = {key: words for key in WORDED if (words := self.get("record", entry.id, key))}
        where = self._page.front.where(("record", entry.id))
        return EntryText(self.get("record", entry.id, "does") or does, words, where)

    def strays(self, file: ClauseFile) -> Iterator[Problem]:
        """Every sentence that belongs to nothing in `clause.yaml`, or says what stands there."""
        front = self.front
        entries = {entry.id: entry for entry in file.record.entries() if isinstance(entry, ActFile | DecisionFile)}
        yield from self._unknown("variants", front.variants, "variant", file.variants)
        yield from self._unknown(
            "requires", front.requires, "requirement", [requirement.any[0] for requirement in file.requires]
        )
        yield from self._unknown("excludes", front.excludes, "exclusion", file.excludes)
        yield from self._unknown("registers", front.registers, "refusal by the register", file.registers)
        for register, reasons in front.registers.items():
            refused = file.registers.get(register, {})
            named = [variant for variant in reasons if variant]
            yield from self._unknown(f"registers.{register}", named, "refusal of the variant", refused)
        yield from self._unknown("record", front.record, "act or decision", entries)
        for id, words in front.record.items():
            for key in WORDED:
                given = getattr(words, key) and id in entries
                if given and (getattr(entries[id], key, "") or not isinstance(entries[id], ActFile)):
                    where = self._page.front.where(("record", id, key))
                    what = "is an answer in clause.yaml" if isinstance(entries[id], ActFile) else "is for acts alone"
                    yield Problem("unknown-key", where, f"'{key}' of '{id}' {what}", "remove it here")

    def _unknown(self, section: str, names: Iterable[str], what: str, known: Iterable[str]) -> Iterator[Problem]:
        known = tuple(known)
        for name in names:
            if name not in known:
                hint = suggestion(name, known, "remove it here, or add it there")
                where = self._page.front.where((*section.split("."), name))
                yield Problem("unknown-name", where, f"there is no {what} '{name}' in clause.yaml", hint)


def _nested(path: tuple[str, ...]) -> str:
    written = "..."
    for key in reversed(path):
        written = f"{{{key}: {written}}}"
    return f"'{written[1:-1]}'"
