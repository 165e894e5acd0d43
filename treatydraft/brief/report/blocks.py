"""What a page of a brief holds: blocks, which every writer shows in its own way.

`at` is the address of the block of the instrument that says it, empty where none does; a writer puts it into words
with `Wording.article`, or makes a link of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from treatydraft.brief.crisis import Procedure


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of what follows, up to the next of its level; 2 is a part of a page, 3 a part of that."""

    words: str
    at: str = ""
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences; a `remark` says how to read what stands around it."""

    words: str
    at: str = ""
    remark: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One of a list: its `words` after a short `head` ("by 72 h", "quorum"), and `notes` told beneath.

    `mark` is ``*`` for a duty of substance, ``?`` for what the text does not say, ``@`` for a loop, or empty.
    """

    words: str
    at: str = ""
    head: str = ""
    mark: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Items:
    """A list, in order."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: a cell a column."""

    cells: tuple[str, ...]
    at: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `numeric` are the numbers, from 0, of the columns that hold numbers. The last column may be long."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    numeric: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """The paths of a procedure by the hour, which each writer draws in its own way."""

    procedure: Procedure


Block = Heading | Paragraph | Items | Table | Timeline


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a report: its name as in `PAGES`, its title, itself in a line, and its blocks in order."""

    name: str
    title: str
    summary: str
    blocks: tuple[Block, ...]
