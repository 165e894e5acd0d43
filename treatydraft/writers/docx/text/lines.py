"""What a layout is made of: paragraphs as lines, tables as grids, the targets of references; and what builds them."""

from __future__ import annotations

from typing import Any, NamedTuple

from treatydraft.instrument.tree import Inlines, Note, Table
from treatydraft.writers.docx.text.bookmarks import Bookmarks

KEEP = "<w:keepNext/>"
LOOSE = '<w:keepNext w:val="0"/>'
UNLISTED = '<w:numPr><w:numId w:val="0"/></w:numPr>'


class LayoutLine(NamedTuple):
    """A paragraph: the id of its style, its words, its bookmark, further properties as XML, and a typed number.

    A number is typed where the paragraph's list would not show it. `number_above` puts a typed number, and the list's
    own, on a line above the words. `end` is the punctuation after the words; `notes` are those on the paragraph, and on
    what begins with it.
    """

    style: str
    words: Inlines
    bookmark: str
    properties: str = ""
    typed_number: str = ""
    number_above: bool = False
    end: str = ""
    notes: tuple[Note, ...] = ()

    def kept_with_next(self) -> LayoutLine:
        """The paragraph on one page with the beginning of what follows."""
        return self if KEEP in self.properties else self._replace(properties=KEEP + self.properties)


class Grid(NamedTuple):
    """A table of an annex, with the bookmark of each cell, and the notes on it."""

    table: Table
    bookmarks: tuple[str, ...]
    notes: tuple[Note, ...] = ()


class Target(NamedTuple):
    """Where a pointer leads: a bookmark, and the number its list shows there; empty where that number is typed."""

    bookmark: str
    shown: str


class LineBuilder:
    """Builds lines one below the other. Notes are `pending` until there is a line to put them on.

    Without `with_notes` there are none.
    """

    def __init__(self, bookmarks: Bookmarks, with_notes: bool, pending: tuple[Note, ...] = ()) -> None:
        self.bookmarks = bookmarks
        self.bookmark = bookmarks.name
        self.with_notes = with_notes
        self.pending = pending
        self.lines: list[Any] = []  # lines and grids; what lays out a whole instrument adds more
        self.targets: dict[str, Target] = {}

    def add_line(self, clause: str, style: str, words: Inlines, properties: str = "", label: str = "") -> None:
        """Add a paragraph without number, if it has words."""
        if words:
            self.add(LayoutLine(style, words, self.bookmark(clause, label), properties))

    def add(self, line: LayoutLine | Grid) -> None:
        """Add a paragraph or a table, with the pending notes on it."""
        self.lines.append(line._replace(notes=self.pending) if self.pending else line)
        self.pending = ()

    def add_notes(self, notes: tuple[Note, ...]) -> None:
        """Put notes on the next line; none without `with_notes`."""
        if notes and self.with_notes:
            self.pending += notes
