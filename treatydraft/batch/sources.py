"""Where rows come from: CSV, JSON lines, a grid in YAML, or a program's own mappings.

Rows are read as they are needed, so that a file may be larger than the memory. Only a file that cannot be read at all
raises; a row that cannot be read is told as such, and the next one is read.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from treatydraft.batch.rows import COLUMN, Record, Rows
from treatydraft.errors import Location, Problem, ReadError
from treatydraft.files import open_regular, parse_yaml, read_stdin, read_text

MAX_GRID = 1_000_000
MAX_LINE = 4_000_000
_MARKS = (",", ";", "\t")


def read_rows(source: str | Path | Iterable[Mapping[str, object]]) -> Rows:
    """The rows of a file (``-`` for stdin), or of mappings. ReadError for a file that cannot be read.

    The ending says what a file is: ``.csv`` or ``.tsv``, ``.jsonl`` or ``.ndjson``, ``.yaml`` or ``.yml``; without
    one of these, and on stdin, its first line does.
    """
    if not isinstance(source, str | Path):
        given = source
        return Rows(
            "", lambda: (Record(0, answers) for answers in given), total=len(given) if isinstance(given, Sized) else 0
        )
    path = str(source)
    name = "stdin" if path == "-" else Path(path).name
    if path == "-":
        if not hasattr(sys.stdin, "buffer"):
            raise ReadError(Problem("file-unreadable", Location(name), "it is closed", "name a file of rows"))
        content = sys.stdin.buffer
        start = content.peek(4096) if isinstance(content, io.BufferedReader) else b""

        def open_it() -> BinaryIO:
            return content
    else:
        with open_regular(path, ReadError) as file:
            start = file.read(4096)

        def open_it() -> BinaryIO:
            return open_regular(path, ReadError)

    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ReadError(Problem("not-utf8", Location(name), "this is not UTF-8 text", "save the file as 'CSV UTF-8'"))
    kind = _KINDS.get(Path(path).suffix.lower()) or _guess(start)
    if kind == "grid":
        text = read_stdin(ReadError) if path == "-" else read_text(path, ReadError)
        return _grid(text, name)
    if kind == "jsonl":
        return Rows(name, lambda: _json_lines(open_it()), total=_count(open_it, _json_lines, path))
    return _table(open_it, name, path)


_KINDS = {
    ".csv": "csv", ".tsv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".yaml": "grid", ".yml": "grid",
}  # fmt: skip


def _guess(start: bytes) -> str:
    first = next((line for line in start.decode(errors="replace").lstrip("\ufeff").splitlines() if line.strip()), "")
    if first.lstrip().startswith("{"):
        return "jsonl"
    return "grid" if re.match(r"(#|[a-z]+:(\s|$))", first) else "csv"


def _count(open_it: Callable[[], BinaryIO], read: Callable[[BinaryIO], Iterator[Record]], path: str) -> int:
    return 0 if path == "-" else sum(1 for _ in read(open_it()))


def _text_stream(file: BinaryIO) -> TextIO:
    """The text of a file with its own line ends; a byte that is no UTF-8 stays findable, for its row to be told."""
    return io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline="")


# ------------------------------------------------------------------------------------------------ tables


def _table(open_it: Callable[[], BinaryIO], name: str, path: str) -> Rows:
    stream = _text_stream(open_it())
    columns, mark, line = _header(stream, name)
    if path == "-":  # can be read once only: what follows the header is the rows
        return Rows(name, lambda: _table_rows(stream, columns, mark, line), columns)

    def records() -> Iterator[Record]:
        with _text_stream(open_it()) as again:
            _header(again, name)
            yield from _table_rows(again, columns, mark, line)

    stream.close()
    return Rows(name, records, columns, total=sum(1 for _ in records()))


def _header(stream: TextIO, name: str) -> tuple[tuple[str, ...], str, int]:
    """The columns, what parts the cells, and the number of lines read.

    A mark parts the cells if what stands between can be the name of a column; of several, none is taken for granted.
    """
    line, text, room = 1, stream.readline(MAX_LINE), MAX_LINE
    while text and not text.strip() and room > 0:
        line, text, room = line + 1, stream.readline(MAX_LINE), room - len(text)
    if not text.strip():
        raise ReadError(
            Problem(
                "no-rows",
                Location(name),
                "there are no rows",
                "the first line names the columns, each further line is a row",
            )
        )
    readings: dict[tuple[str, ...], str] = {}
    for mark in _MARKS:
        with suppress(csv.Error, StopIteration):
            cells = tuple(cell.strip() for cell in next(csv.reader([text], delimiter=mark, strict=True)))
            if all(COLUMN.fullmatch(cell) for cell in cells):
                readings.setdefault(cells, mark)
    if len(readings) != 1:
        what = "the first line does not name the columns"
        hint = "write keys such as outline,register with one mark between: a comma, a semicolon or a tab"
        raise ReadError(Problem("wrong-column", Location(name, line), what, hint))
    [(columns, mark)] = readings.items()
    for column in columns:
        if columns.count(column) > 1:
            raise ReadError(
                Problem(
                    "repeated-name", Location(name, line), f"the column '{column}' is there twice", "keep one of them"
                )
            )
    return columns, mark, line


def _table_rows(stream: TextIO, columns: tuple[str, ...], mark: str, before: int) -> Iterator[Record]:
    lines = _Lines(stream, before)
    reader = csv.reader(lines, delimiter=mark, strict=True)
    while True:
        line = lines.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except _TooLong:
            what = f"the row is longer than the {MAX_LINE:,} letters allowed"
            yield Record(
                line, Problem("wrong-row", Location(), what, "close every quotation mark, and write one row a line")
            )
            continue
        except csv.Error as failure:
            hint = "close every quotation mark, and double one inside a cell"
            yield Record(line, Problem("wrong-row", Location(), f"the row cannot be read: {failure}", hint))
            continue
        if not cells:
            continue  # an empty line
        if len(cells) != len(columns):
            what = f"the row has {len(cells)} cells, and there are {len(columns)} columns"
            yield Record(
                line,
                Problem(
                    "wrong-row", Location(), what, "put a cell that holds the mark between cells in quotation marks"
                ),
            )
        else:
            yield Record(line, dict(zip(columns, cells, strict=True)))


class _TooLong(csv.Error):
    """A row of a table goes on and on."""


class _Lines:
    """The lines of a table for a reader that would take a line of any length, and any number of lines for one row."""

    def __init__(self, stream: TextIO, before: int) -> None:
        self._stream = stream
        self._number = before
        self._room = 0

    def begin(self) -> int:
        """The number of the line on which the next row begins, which may have `MAX_LINE` letters."""
        self._room = MAX_LINE
        return self._number + 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        text = self._stream.readline(self._room + 1)
        if not text:
            raise StopIteration
        self._number += 1
        self._room -= len(text)
        if self._room < 0:
            while text and not text.endswith(("\n", "\r")):
                text = self._stream.readline(MAX_LINE)
            raise _TooLong
        return text


# ------------------------------------------------------------------------------------------------ JSON lines


def _json_lines(file: BinaryIO) -> Iterator[Record]:
    stream = _text_stream(file)
    line = 0
    while text := stream.readline(MAX_LINE):
        line += 1
        if len(text) == MAX_LINE and not text.endswith("\n"):
            while (rest := stream.readline(MAX_LINE)) and not rest.endswith("\n"):
                pass
            what = f"the line is longer than the {MAX_LINE:,} letters allowed"
            yield Record(line, Problem("wrong-row", Location(), what, "write one row a line"))
        elif text.strip():
            yield Record(line, _json_row(text))


def _json_row(text: str) -> Mapping[str, object] | Problem:
    try:
        # numbers stay as they are written: an answer is text until its question gives it a type
        data = json.loads(text, object_pairs_hook=_once, parse_int=str, parse_float=str, parse_constant=_no_constant)
    except (ValueError, RecursionError) as failure:
        what = "nested too deep" if isinstance(failure, RecursionError) else str(failure).lower()
        hint = 'write one object a line, such as {"date": "2027-03-01"}'
        return Problem("wrong-row", Location(), f"this is not JSON: {what}", hint)
    if not isinstance(data, dict):
        return Problem("wrong-row", Location(), "the row is not an object", 'write {"KEY": VALUE, ...}')
    return data


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) != len(pairs):
        raise ValueError("a key stands twice")
    return data


def _no_constant(word: str) -> str:
    raise ValueError(f"{word} is no value")


# ------------------------------------------------------------------------------------------------ grids


def _grid(text: str, name: str) -> Rows:
    """A draft with a key `grid`: a list of values for each key, every combination a row, the last key fastest."""
    source = parse_yaml(text, name, ReadError)
    grid = source.data.get("grid") if isinstance(source.data, dict) else None
    if not isinstance(grid, dict) or not grid:
        what = "there is no grid" if grid is None else "the grid is no mapping of keys"
        raise ReadError(
            Problem("wrong-grid", source.where(("grid",)), what, "add 'grid: {KEY: [VALUE, VALUE], ...}' to the draft")
        )
    problems = [
        Problem(
            "wrong-grid", source.where(("grid", key)), f"'{key}' has no list of values", f"write {key}: [VALUE, VALUE]"
        )
        for key, values in grid.items()
        if not isinstance(values, list) or not values
    ]
    line, column = source.places[("grid",)]
    if column != 1:
        problems.append(
            Problem("wrong-grid", source.where(("grid",)), "'grid' is not at the start of a line", "put it there")
        )
    if problems:
        raise ReadError(problems)
    total = 1
    for values in grid.values():
        total *= len(values)
    if total > MAX_GRID:
        what = f"the grid has {total:,} combinations, more than the {MAX_GRID:,} allowed"
        raise ReadError(Problem("too-many", source.where(("grid",)), what, "split it, or take values out"))
    places = {key: [source.places[("grid", key, n)][0] for n in range(len(grid[key]))] for key in grid}

    def records() -> Iterator[Record]:
        for chosen in itertools.product(*(range(len(values)) for values in grid.values())):
            picked = dict(zip(grid, chosen, strict=True))
            data = {key: grid[key][n] for key, n in picked.items()}
            yield Record(line, data, {key: places[key][n] for key, n in picked.items()})

    return Rows(name, records, tuple(grid), total, _without_grid(text, source.places, line))


def _without_grid(text: str, places: Mapping[tuple[str | int, ...], tuple[int, int]], start: int) -> str:
    """The draft alone: the lines of the grid emptied, so that every other line keeps its number."""
    lines = text.removeprefix("\ufeff").split("\n")
    later = [line for path, (line, _) in places.items() if len(path) == 1 and line > start]
    end = min(later, default=len(lines) + 1)
    return "\n".join([*lines[: start - 1], *[""] * (end - start), *lines[end - 1 :]])
