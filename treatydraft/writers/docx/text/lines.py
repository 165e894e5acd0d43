"""What stands on a page: a paragraph as a line, a table as a grid, and where a pointer leads."""

from __future__ import annotations

from typing import Any, NamedTuple

from treatydraft.instrument.tree import Inlines, Note, Table
from treatydraft.writers.docx.text.bookmarks import Bookmarks

KEEP = "<w:keepNext/>"
LOOSE = '<w:keepNext w:val="0"/>'
UNLISTED = '<w:numPr><w:numId w:val="0"/></w:numPr>'


class Line(NamedTuple):
    """A paragraph: its style, words, bookmark, further properties, and a number that its list does not give.

    `parts` says that a typed number, and the list's own, stand on a line above the words. `end` is the tree's mark,
    `notes` are those on the paragraph, and on what begins with it.
    """

    style: str
    words: Inlines
    bookmark: str
    properties: str = ""
    typed: str = ""
    parts: bool = False
    end: str = ""
    notes: tuple[Note, ...] = ()

    def followed(self) -> Line:
        """The paragraph, staying with what follows: its last lines are on the page of that."""
        return self if KEEP in self.properties else self._replace(properties=KEEP + self.properties)


class Grid(NamedTuple):
    """A table of an annex, with the bookmark of each cell, and the notes on it."""

    table: Table
    bookmarks: tuple[str, ...]
    notes: tuple[Note, ...] = ()


class Target(NamedTuple):
    """Where a pointer leads: the bookmark, and what a field shows of its list's number; empty where it is typed."""

    bookmark: str
    shown: str


class Column:
    """Lines put one below the other, each with the notes that wait for one; `noted` says whether any are wanted."""

    def __init__(self, bookmarks: Bookmarks, noted: bool, waiting: tuple[Note, ...] = ()) -> None:
        self.bookmarks = bookmarks
        self.bookmark = bookmarks.name
        self.noted = noted
        self.waiting = waiting
        self.lines: list[Any] = []  # and what holds lines: only a page knows of those
        self.targets: dict[str, Target] = {}

    def line(self, clause: str, style: str, words: Inlines, properties: str = "", label: str = "") -> None:
        """A paragraph without number, if there is anything in it."""
        if words:
            self.put(Line(style, words, self.bookmark(clause, label), properties))

    def put(self, line: Line | Grid) -> None:
        """A paragraph or a table, with the notes that wait for one."""
        self.lines.append(line._replace(notes=self.waiting) if self.waiting else line)
        self.waiting = ()

    def note(self, notes: tuple[Note, ...]) -> None:
        """Notes on what comes next; none where they are not wanted."""
        if notes and self.noted:
            self.waiting += notes
