"""A table in the drafting notation: rows of cells between bars.

    |^ @label caption       at most one, first
    | State | Share |       the header
    |:--|--:|               the alignment of each column: :-- or -- left, --: right, :-: centred
    | France | 24 |         rows; a bar at the end of a line is allowed
    |= Total | 100 |        at most one, last

Every row has as many cells as the header; a bar within a cell, a quotation in braces included, is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from treatydraft.instrument.inline import SourceSpan, bare, read, unparse_inline
from treatydraft.instrument.tree import Inlines, Note, Table

_CELL = re.compile(r"((?:[^|\\]++|\\.)*+\\?)(?:\||\Z)", re.DOTALL)
_ALIGN = re.compile(r"(:?)-+(:?)")
_MARKS = {"left": ":--", "center": ":-:", "right": "--:"}


class TableDraft:
    """A table whose lines are being read; `notes` are those below it so far."""

    def __init__(self, first: SourceSpan) -> None:
        self.first = first
        self.caption: SourceSpan | None = None
        self.label = ""
        self.header: tuple[Inlines, ...] = ()
        self.align: tuple[str, ...] = ()
        self.rows: list[tuple[Inlines, ...]] = []
        self.total: tuple[Inlines, ...] = ()
        self.notes: list[Note] = []

    def line(self, span: SourceSpan) -> str:
        """Take the next line; gives the label on it, if any. Raises `NotationError` where it is out of place."""
        if span.text.startswith("|^"):
            return self._caption(span)
        if self.total:
            raise span.error("a row below the total", "move it up; the row that begins with |= comes last")
        summed = span.text.startswith("|=")
        cells = _cells(span, 2 if summed else 1)
        if self.header and len(cells) != len(self.header):
            hint = "give every row as many cells as the header, and write \\| for a bar within one"
            raise span.error(f"{len(cells)} cells below a header of {len(self.header)}", hint)
        if self.header and not self.align:
            self.align = tuple(map(_align, cells))
            return ""
        row = tuple(read([cell]) for cell in cells)
        if not self.header and summed:
            raise span.error("a total before the header", "begin the table with its header and the alignment below it")
        if not self.header:
            self.header = row
        elif summed:
            self.total = row
        else:
            self.rows.append(row)
        return ""

    def _caption(self, span: SourceSpan) -> str:
        if self.header or self.caption:
            raise span.error("a caption within a table", "move it above the header; leave an empty line between tables")
        self.label, self.caption = span.rest(2).labelled()
        if not (self.label or self.caption.text):
            raise span.error("a caption without words", "write them after the |^, or leave the line out")
        return self.label

    def block(self) -> Table:
        """The table. Raises `NotationError` where its header or alignment is missing."""
        if not self.align:
            raise self.first.error("a table without header and alignment", "write a header, and below it |:--|--:")
        caption = read([self.caption]) if self.caption else ()
        return Table(self.header, self.align, tuple(self.rows), self.total, caption, self.label, tuple(self.notes))


def _cells(span: SourceSpan, start: int) -> list[SourceSpan]:
    pieces = _CELL.findall(span.text[start:])
    if len(pieces) > 1:
        pieces.pop()  # what follows the last bar, or the last cell where there is no bar: always nothing
    cells, line, column = [], span.line, span.column + start
    for piece in pieces:
        cells.append(SourceSpan(line, column, bare(piece)).rest(0))
        if feeds := piece.count("\n"):
            line, column = line + feeds, -piece.rfind("\n")
        column += len(piece) + 1
    return cells


def _align(cell: SourceSpan) -> str:
    match = _ALIGN.fullmatch(cell.text)
    if match is None:
        raise cell.error("a header without alignment below it", "write one mark a column, as in |:--|:-:|--:")
    if match[2]:
        return "center" if match[1] else "right"
    return "left"


def table_lines(table: Table, caption: str) -> Iterator[str]:
    """The lines of a table in the notation, with its caption as it stands there; notes are not among them."""
    if caption or table.label:
        yield " ".join(filter(None, ("|^", table.label and f"@{table.label}", caption)))
    yield _row("|", table.header)
    yield f"|{'|'.join(_MARKS[align] for align in table.align)}|"
    for row in table.rows:
        yield _row("|", row)
    if table.total:
        yield _row("|=", table.total)


def _row(mark: str, cells: tuple[Inlines, ...]) -> str:
    return mark + "".join(f" {unparse_inline(cell)} |" for cell in cells)
