"""A heading and what stands below it: one provision as lines, laid out once and kept from draft to draft.

Most articles of a batch are the same in most drafts. A layout depends on the provision's blocks and start alone and
never changes; two that are laid out from the same are the same.
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
from treatydraft.writers.docx.text.bookmarks import Bookmark, Bookmarks
from treatydraft.writers.docx.text.lines import KEEP, UNLISTED, Grid, LayoutLine, LineBuilder, Target
from treatydraft.writers.docx.text.numbering import ANNEXES, ARTICLES, Lists

KEPT = 1000
"""How many layouts are kept: those of a long treaty between some hundred different sets of parties."""

_LEVELS = {"paragraph": 1, "subparagraph": 2, "point": 3}
_STYLES = {
    "text": "TreatyText",
    "paragraph": "TreatyParagraph",
    "subparagraph": "TreatySubparagraph",
    "point": "TreatyPoint",
}
_ANNEXED = {**_STYLES, "paragraph": "AnnexParagraph", "subparagraph": "AnnexSubparagraph", "point": "AnnexPoint"}


class ProvisionStart(NamedTuple):
    """Where a provision begins: what has been counted before it, and the notes that are pending for its first line.

    `list` is the bound list its paragraphs count in, or 0, and `counts` what that has counted at each level; `free` is
    the next list that is not bound, `bookmark` the number of its first bookmark; `clean` and `with_notes` are options.
    """

    list: int
    counts: tuple[int, ...]
    free: int
    bookmark: int
    clean: bool
    with_notes: bool
    pending: tuple[Note, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ProvisionLayout:
    """A provision laid out: lines, their bookmarks, the targets in them, the element ids that references in them name.

    `counts`, `free` and `pending` are what comes after it, as `ProvisionStart` has them. It is equal to itself alone,
    so that it is a key of a cache without being compared field by field.
    """

    lines: tuple[LayoutLine | Grid, ...]
    bookmarks: tuple[Bookmark, ...]
    targets: dict[str, Target]
    pointed: tuple[str, ...]
    counts: tuple[int, ...]
    free: int
    pending: tuple[Note, ...]

    @property
    def has_notes(self) -> bool:
        """Whether there is a note on any of its lines."""
        return any(line.notes for line in self.lines)


@cached(KEPT)
def lay_out_provision(
    clause: str, heading: LayoutLine | None, blocks: tuple[Block, ...], plain: str, start: ProvisionStart
) -> ProvisionLayout:
    """The blocks of a clause, laid out below its heading; `plain` is the id of the style of a block without number."""
    builder = _ProvisionBuilder(clause, plain, start)
    if heading:
        builder.add(heading)
    builder.blocks(blocks)
    return ProvisionLayout(
        tuple(builder.lines),
        tuple(builder.bookmarks.bookmarks),
        builder.targets,
        tuple(dict.fromkeys(_pointed(builder.lines))),
        builder.lists.counted(start.list),
        builder.lists.free,
        builder.pending,
    )


@cached(KEPT)
def kept_with_next(layout: ProvisionLayout) -> ProvisionLayout:
    """A provision, the last paragraph of which is on one page with the beginning of what follows."""
    *before, last = layout.lines
    return replace(layout, lines=(*before, last.kept_with_next())) if isinstance(last, LayoutLine) else layout


def _pointed(lines: Iterable[LayoutLine | Grid]) -> Iterator[str]:
    """The element ids that references in lines point to."""
    for line in lines:
        for words in (line.words,) if isinstance(line, LayoutLine) else _cells(line.table):
            if not _PLAIN.issuperset(map(type, words)):
                yield from (node.eid for node in walk(words) if isinstance(node, Pointer))


def _cells(table: Table) -> Iterator[Inlines]:
    """The words of each cell of a table, row by row."""
    return chain(table.header, *table.rows, table.total)


_PLAIN = frozenset((Text, Name, Term, Hole))
"""Words that hold no others: most have nothing else, and need no walk."""


def flattened(lines: Iterable[Any]) -> Iterator[Any]:
    """The lines, those of a provision one by one."""
    for line in lines:
        if isinstance(line, ProvisionLayout):
            yield from line.lines
        else:
            yield line


class _ProvisionBuilder(LineBuilder):
    """Lays out the blocks of one provision."""

    def __init__(self, clause: str, plain: str, start: ProvisionStart) -> None:
        bookmarks = Bookmarks(start.clean)
        bookmarks.begin(clause, start.bookmark)
        super().__init__(bookmarks, start.with_notes, start.pending)
        self.clause = clause
        self.plain = plain
        self.list = start.list
        self.lists = Lists.below(start.list, start.counts, start.free)

    def blocks(self, blocks: tuple[Block, ...]) -> None:
        """Lay out all of them.

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
                    self.add_notes(notes)
                    self.add_line(self.clause, "AnnexHeading", words)
                case Fill(what):
                    self.add_line(self.clause, "TreatyText", (Hole(what),))
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
            self.add_notes(unit.notes)
        if unit.words or unit.end or unit.number:
            bookmark = self.bookmark(clause, label, unit.number)
            self.targets[unit.eid] = Target(bookmark, "" if typed or not unit.number else unit.number.rstrip("."))
            self.add(LayoutLine(style, unit.words, bookmark, properties, typed, False, unit.end))
        for item in unit.items:
            if isinstance(item, Fill):
                self.add_line(clause, "TreatySubclosing", (Hole(item.what),), "", label)
            else:
                self.unit(item, "TreatySubclosing", list, sole)
        if unit.closing:
            nested = unit.kind in ("subparagraph", "point")
            self.add_line(clause, "TreatySubclosing" if nested else "TreatyText", unit.closing, "", label)

    def table(self, table: Table) -> None:
        clause = self.clause
        self.add_notes(table.notes)
        label = table.locator
        self.add_line(clause, "TreatyCaption", table.caption, "", label)
        if table.header:
            cells = len(table.header) * (1 + len(table.rows) + bool(table.total))
            self.add(Grid(table, tuple(self.bookmark(clause, label) for _ in range(cells))))
