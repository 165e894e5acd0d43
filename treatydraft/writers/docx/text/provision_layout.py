"""A heading and what stands below it: one provision as lines, laid out once and kept from draft to draft.

Most articles of a batch are the same in most drafts. What a passage is depends on its blocks and its place alone, and
it never changes; two that are laid out anew from the same are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, NamedTuple, assert_never

from treatydraft.cache import cached
from treatydraft.instrument.tree import (
    Block,
    Fill,
    Heading,
    Hole,
    Inlines,
    Name,
    Note,
    Pointer,
    Table,
    Term,
    Text,
    Unit,
    walk,
)
from treatydraft.writers.docx.text.bookmarks import Bookmarks, Mark
from treatydraft.writers.docx.text.lines import KEEP, UNLISTED, Column, Grid, Line, Target
from treatydraft.writers.docx.text.numbering import ANNEXES, ARTICLES, Lists

KEPT = 1000
"""The passages that are kept: those of a long treaty in some hundred different companies of parties."""

_LEVELS = {"paragraph": 1, "subparagraph": 2, "point": 3}
_STYLES = {
    "text": "TreatyText",
    "paragraph": "TreatyParagraph",
    "subparagraph": "TreatySubparagraph",
    "point": "TreatyPoint",
}
_ANNEXED = {**_STYLES, "paragraph": "AnnexParagraph", "subparagraph": "AnnexSubparagraph", "point": "AnnexPoint"}


class Place(NamedTuple):
    """Where a passage begins: what has been counted and named before it, and the notes that wait for its first line.

    `list` is the bound list its paragraphs count in, or 0, and `counts` what that has counted; `free` the next list of
    its own, `bookmark` the number of its first bookmark; `clean` and `noted` are as the options want it.
    """

    list: int
    counts: tuple[int, ...]
    free: int
    bookmark: int
    clean: bool
    noted: bool
    waiting: tuple[Note, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """Lines, their bookmarks, the targets in them, the element ids they point to, and the state they leave behind.

    It is equal to itself alone, so that it can be a key without being looked through.
    """

    lines: tuple[Line | Grid, ...]
    marks: tuple[Mark, ...]
    targets: dict[str, Target]
    points: tuple[str, ...]
    counts: tuple[int, ...]
    free: int
    waiting: tuple[Note, ...]

    @property
    def noted(self) -> bool:
        """Whether there is a note on any of its lines."""
        return any(line.notes for line in self.lines)


@cached(KEPT)
def passage(clause: str, heading: Line | None, blocks: tuple[Block, ...], plain: str, place: Place) -> Passage:
    """The blocks of a clause, laid out below its heading; `plain` is the style of a block without number."""
    laid = _Blocks(clause, plain, place)
    if heading:
        laid.put(heading)
    laid.blocks(blocks)
    return Passage(
        tuple(laid.lines),
        tuple(laid.bookmarks.marks),
        laid.targets,
        tuple(dict.fromkeys(_points(laid.lines))),
        laid.lists.counted(place.list),
        laid.lists.free,
        laid.waiting,
    )


@cached(KEPT)
def followed(laid: Passage) -> Passage:
    """A passage, the last paragraph of which stays with what follows."""
    *before, last = laid.lines
    return replace(laid, lines=(*before, last.followed())) if isinstance(last, Line) else laid


def _points(lines: Iterable[Line | Grid]) -> Iterator[str]:
    """The element ids that references in lines point to."""
    for line in lines:
        for words in (line.words,) if isinstance(line, Line) else _cells(line.table):
            if not _PLAIN.issuperset(map(type, words)):
                yield from (node.eid for node in walk(words) if isinstance(node, Pointer))


def _cells(table: Table) -> Iterator[Inlines]:
    """The words of each cell of a table, row by row."""
    return chain(table.header, *table.rows, table.total)


_PLAIN = frozenset((Text, Name, Term, Hole))
"""Words that hold no others: most have nothing else, and need no walk."""


def unfolded(lines: Iterable[Any]) -> Iterator[Any]:
    """The lines, those of a passage one by one."""
    for line in lines:
        if isinstance(line, Passage):
            yield from line.lines
        else:
            yield line


class _Blocks(Column):
    """Lays out the blocks of one provision."""

    def __init__(self, clause: str, plain: str, place: Place) -> None:
        bookmarks = Bookmarks(place.clean)
        bookmarks.begin(clause, place.bookmark)
        super().__init__(bookmarks, place.noted, place.waiting)
        self.clause = clause
        self.plain = plain
        self.list = place.list
        self.lists = Lists.below(place.list, place.counts, place.free)

    def blocks(self, blocks: tuple[Block, ...]) -> None:
        """All of them.

        Where only one block has a list and no block has a number, that list is the bound one; otherwise the lists
        below unnumbered blocks are their own, since nothing would make the bound one begin anew.
        """
        units = [block for block in blocks if isinstance(block, Unit)]
        sole = sum(bool(unit.items) for unit in units) == 1 and not any(unit.number for unit in units)
        for block in blocks:
            match block:
                case Unit():
                    own = not block.number and block.items and not (self.list and sole)
                    self.unit(block, self.plain, self.lists.new() if own else self.list, sole)
                case Table():
                    self.table(block)
                case Heading(words, notes):
                    self.note(notes)
                    self.line(self.clause, "AnnexHeading", words)
                case Fill(what):
                    self.line(self.clause, "TreatyText", (Hole(what),))
                case _:
                    assert_never(block)

    def unit(self, unit: Unit, plain: str, list: int, sole: bool) -> None:
        """A block, or an item of one, and the list below it."""
        clause = self.clause
        styles = _ANNEXED if list == ANNEXES else _STYLES
        style, properties, typed = plain, "", ""
        if unit.number:
            bound = list in (ARTICLES, ANNEXES)
            level = _LEVELS.get(unit.kind, 9) - (0 if bound else 2)
            style = styles.get(unit.kind, plain)
            if level < 0 or not list or not self.lists.next(list, level, unit.number, skips=sole and level == 2):
                typed, properties = unit.number, UNLISTED
            elif not bound:
                properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>'
        elif unit.kind in ("subparagraph", "point"):
            style = "TreatySubclosing"
        listed = bool(unit.items)
        if listed:
            properties = KEEP + properties  # the words that announce a list stay with its first item
        label = "" if clause == "opening" else unit.locator
        if unit.notes:
            self.note(unit.notes)
        if unit.words or unit.end or unit.number:
            bookmark = self.bookmark(clause, label, unit.number)
            self.targets[unit.eid] = Target(bookmark, "" if typed or not unit.number else unit.number.rstrip("."))
            self.put(Line(style, unit.words, bookmark, properties, typed, False, unit.end))
        for item in unit.items:
            if isinstance(item, Fill):
                self.line(clause, "TreatySubclosing", (Hole(item.what),), "", label)
            else:
                self.unit(item, "TreatySubclosing", list, sole)
        if unit.closing:
            nested = unit.kind in ("subparagraph", "point")
            self.line(clause, "TreatySubclosing" if nested else "TreatyText", unit.closing, "", label)

    def table(self, table: Table) -> None:
        clause = self.clause
        self.note(table.notes)
        label = table.locator
        self.line(clause, "TreatyCaption", table.caption, "", label)
        if table.header:
            cells = len(table.header) * (1 + len(table.rows) + bool(table.total))
            self.put(Grid(table, tuple(self.bookmark(clause, label) for _ in range(cells))))
