"""Rows: what a batch is made from, whatever they were read from.

A row gives answers by key, as `set` takes them: ``guarantors``, ``collective-defense/response.variant``, ``register``.
An empty cell is the default. A row that is wrong carries its problems and stops nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from treatydraft.errors import Location, Problem
from treatydraft.value import refuse_hidden

COLUMN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./-]{0,199}")
"""What can be the name of a column; whether it is a key is for the library to say."""

_BYTE = re.compile("[\udc80-\udcff]")  # a byte that is no UTF-8, as Python keeps it


@dataclass(frozen=True, slots=True)
class RowLocation(Location):
    """Where a row or a cell of it stands, or what lies elsewhere and is wrong for the row; `text` is how it is told."""

    text: str = ""

    def __str__(self) -> str:
        return self.text

    @property
    def names_key(self) -> bool:
        """Whether who reads the place reads its key in it."""
        return self.key != ""


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One row: its number from one, where it stands, its answers as data, and what is wrong with it.

    `lines` has the line of a cell that does not stand on the row's own line, as in a grid.
    """

    number: int
    line: int
    file: str
    cells: Mapping[str, object]
    problems: tuple[Problem, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)

    def where(self, column: str = "") -> RowLocation:
        """The place of the row or of one of its cells, told as ``rows.csv:8, row 7, guarantors``."""
        line = self.lines.get(column, self.line)
        place = f"{self.file}:{line}, row {self.number}" if self.file else f"row {self.number}"
        return RowLocation(self.file, line or None, key=column, text=f"{place}, {column}" if column else place)

    def beside(self, other: Location) -> RowLocation:
        """A place elsewhere that is wrong for the row: told behind the row, where it is if it has no file."""
        text = f"{self.where()}: {other}" if str(other) else str(self.where())
        if not other.file:
            other = replace(other, file=self.file, line=self.line or None)
        return RowLocation(other.file, other.line, other.column, other.key, text)


@dataclass(frozen=True, slots=True)
class Record:
    """A row as it was read: the line it begins on, and its data or what is wrong with it."""

    line: int
    data: Mapping[str, object] | Problem
    lines: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows that can be gone through: the file's name, its columns where it names them, and how many rows there are.

    `total` is 0 where nobody can tell before the end. `draft` is the text of the draft a grid varies.
    """

    file: str
    records: Callable[[], Iterator[Record]]
    columns: tuple[str, ...] = ()
    total: int = 0
    draft: str = ""

    def __iter__(self) -> Iterator[BatchRow]:
        for number, record in enumerate(self.records(), 1):
            yield _row(number, record, self.file)


def _row(number: int, record: Record, file: str) -> BatchRow:
    """A row from what was read: text composed and without space around it, empty cells gone, what is wrong told."""
    row = BatchRow(number, record.line, file, {}, (), record.lines)
    if isinstance(record.data, Problem):
        return replace(row, problems=(replace(record.data, where=row.where()),))
    cells: dict[str, object] = {}
    problems = []
    for column, value in record.data.items():
        if not COLUMN.fullmatch(str(column)):
            what = f"{str(column)[:60]!a} is not the name of a column"
            problems.append(Problem("wrong-column", row.where(), what, "write a key, such as register"))
            continue
        try:
            data = _data(value)
        except ValueError as wrong:
            problems.append(Problem("wrong-cell", row.where(column), str(wrong), "write the cell again"))
            continue
        if data not in ("", None):
            cells[column] = data
    return BatchRow(number, record.line, file, cells, tuple(problems), record.lines)


def _data(value: object, depth: int = 0) -> object:
    """A cell as a draft would hold it: text, or lists and mappings of text. ValueError for what no draft can hold."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if depth > 4:
        raise ValueError("lists and mappings are more than 4 deep here")
    if isinstance(value, Mapping):
        return {str(_data(str(key))): _data(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_data(item, depth + 1) for item in value]
    text = unicodedata.normalize("NFC", str(value)).replace("\r\n", "\n").strip()
    if match := _BYTE.search(text):
        raise ValueError(f"byte 0x{ord(match.group()) - 0xDC00:02X} is not UTF-8 text")
    if wrong := refuse_hidden(text):
        raise ValueError(wrong)
    return text
