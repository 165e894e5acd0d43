"""How the terminal shows things: an instrument as lines, tables of plain words. No mark-up is ever read from text."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from treatydraft.cli import Settings
from treatydraft.cli.streams import harmless, print_words
from treatydraft.instrument.plain_text import missing, plain_text
from treatydraft.instrument.reading_order import FrameWords, SignatureBlock, reading_order
from treatydraft.instrument.tree import Block, Fill, Heading, Instrument, Part, Provision, Table, Unit
from treatydraft.language import Language


@dataclass(frozen=True, slots=True)
class ScreenLine:
    """A line to show: its words, how far it is indented, and whether it is strong (a heading) or faint (a remark)."""

    words: str
    indent: int = 0
    weight: str = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """Where lines are shown: its width, and whether it has colours."""

    width: int
    colour: bool

    @classmethod
    def of(cls, settings: Settings) -> Screen:
        """The screen the process writes to. Output that goes elsewhere, or `--plain`, has neither width nor colour."""
        terminal = sys.stdout.isatty() and not settings.plain
        colour = terminal and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
        return cls(min(terminal_size().columns, 100) if terminal else 0, colour)

    def print(self, line: ScreenLine) -> None:
        """Show one line, folded to the width of the screen."""
        words = harmless(line.words)
        pad = " " * line.indent
        if self.width:
            words = "\n".join(
                textwrap.fill(part, max(self.width, 40), initial_indent=pad, subsequent_indent=pad)
                for part in words.split("\n")
            )
        else:
            words = "\n".join(pad + part for part in words.split("\n"))
        print_words(words, style={"strong": "1", "faint": "2"}.get(line.weight, "") if self.colour else "")


def folded(words: str, indent: str = "") -> list[str]:
    """Words as lines that go on two spaces deeper: as wide as the terminal, 100 at most and where there is none."""
    width = max(40, min(terminal_size().columns, 100)) if sys.stdout.isatty() else 100
    return textwrap.wrap(words, width, initial_indent=indent, subsequent_indent=indent + "  ", break_on_hyphens=False)


def answer_words(data: object) -> str:
    """An answer, given as data, in words a person could say it in: rows are counted, proposals stand side by side."""
    if isinstance(data, Mapping):
        return " or ".join(map(answer_words, data["open"])) if isinstance(data.get("open"), list) else "a row"
    if isinstance(data, list):
        rows = sum(isinstance(item, Mapping) and "open" not in item for item in data)
        if rows:
            return "one row" if rows == 1 else f"{rows} rows"
        return ", ".join(map(answer_words, data)) or "none"
    return "nothing" if data is None else str(data)


def terminal_size() -> os.terminal_size:
    """The size of the terminal as it is: COLUMNS and LINES may be left over from another one."""
    try:
        size = os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else 1)
    except (OSError, ValueError):
        return shutil.get_terminal_size()
    return size if size.columns and size.lines else shutil.get_terminal_size()


def instrument_lines(
    instrument: Instrument, language: Language, *, only: Iterable[int] | None = None, origin: bool = False
) -> Iterator[ScreenLine]:
    """The lines of an instrument as a reader reads it; with `only`, those of these articles (by position) alone."""
    if only is not None:
        yield from _content(instrument.body, instrument, language, {str(n) for n in only}, origin)
        return
    for element in reading_order(instrument):
        match element:
            case FrameWords(name, words):
                yield from _words(plain_text(words, language), weight="strong" if name == "title" else "")
            case Unit():
                yield from _unit(element, language, 0)
            case Part() | Provision():
                yield from _content((element,), instrument, language, None, origin)
            case SignatureBlock(parties):
                for party in parties:
                    yield from _words(party.signs)
                    yield from _words(party.dated)
            case _:
                assert_never(element)


def _content(
    content: Sequence[Part | Provision],
    instrument: Instrument,
    language: Language,
    wanted: set[str] | None,
    origin: bool,
) -> Iterator[ScreenLine]:
    for item in content:
        if isinstance(item, Part):
            if wanted is None:
                level = language.headed(item.kind, instrument.register)
                yield from _words(f"{level} {item.number}. {plain_text(item.heading, language)}", weight="strong")
            yield from _content(item.content, instrument, language, wanted, origin)
        elif wanted is None or item.eid.removeprefix("art_").partition("__")[0] in wanted:
            yield from _provision(item, instrument, language, origin)


def _provision(provision: Provision, instrument: Instrument, language: Language, origin: bool) -> Iterator[ScreenLine]:
    if provision.kind != "recital" and not provision.continues:
        level = language.headed(provision.kind, instrument.register)
        heading = plain_text(provision.heading, language) if instrument.scheme.headings else ""
        name = f"{level} {provision.number}" if provision.number else level
        yield from _words(f"{name}. {heading}" if heading else name, weight="strong")
    if origin:
        variant = f", variant {provision.variant}" if provision.variant else ""
        yield ScreenLine(f"[{provision.clause}{variant}: {provision.because}]", weight="faint")
        yield ScreenLine("")
    yield from block_lines(provision.blocks, language)


def block_lines(blocks: Iterable[Block], language: Language) -> Iterator[ScreenLine]:
    """The lines of the blocks of a provision."""
    for block in blocks:
        match block:
            case Unit():
                yield from _unit(block, language, 0)
            case Table():
                yield from _table(block, language)
            case Heading(words):
                yield from _words(plain_text(words, language), weight="strong")
            case Fill(what):
                yield from _words(missing(what))
            case _:
                assert_never(block)


def _unit(unit: Unit, language: Language, indent: int) -> Iterator[ScreenLine]:
    number = f"{unit.number} " if unit.number else ""
    yield from _words(f"{number}{plain_text(unit.words, language)}{unit.end}", indent)
    for item in unit.items:
        if isinstance(item, Unit):
            yield from _unit(item, language, indent + 3)
        else:
            yield from _words(missing(item.what), indent + 3)
    if unit.closing:
        yield from _words(plain_text(unit.closing, language), indent)


def _table(table: Table, language: Language) -> Iterator[ScreenLine]:
    yield from _words(plain_text(table.caption, language), weight="strong")
    rows = [table.header, *table.rows, *([table.total] if table.total else [])]
    words = [[plain_text(cell, language) for cell in row] for row in rows]
    yield from map(ScreenLine, columns(words, table.align))
    yield ScreenLine("")


def _words(words: str, indent: int = 0, weight: str = "") -> Iterator[ScreenLine]:
    if words:
        yield ScreenLine(words, indent, weight)
        yield ScreenLine("")


def columns(rows: Sequence[Sequence[str]], align: Sequence[str] = ()) -> list[str]:
    """Rows of words as lines whose columns stand under one another."""
    if not rows:
        return []
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            cell.rjust(width) if n < len(align) and align[n] == "right" else cell.ljust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return lines
