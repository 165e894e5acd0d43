"""The pages of a brief as lines for the terminal: every block in plain letters, none wider than the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from treatydraft.brief.report.blocks import Heading, Items, Page, Paragraph, Table, Timeline
from treatydraft.brief.report.report import Report
from treatydraft.brief.wording import Wording
from treatydraft.cli.brief.chart import LEGEND, chart
from treatydraft.cli.display import ScreenLine, columns, folded

_HEAD = 18  # letters of the widest head of a list beside which its words stand


def report_lines(report: Report, names: Sequence[str], others: Sequence[str] = ()) -> Iterator[ScreenLine]:
    """These pages of a report, under what it is of, and a line for each of the others."""
    yield from _folded(report.source.words)
    yield ScreenLine("")
    for page in report.pages(names):
        yield from page_lines(page, report.brief.wording)
    if others:
        yield ScreenLine("Further pages (--page)", weight="strong")
        for line in columns([[page.name, page.summary] for page in report.pages(others)]):
            yield from _folded(line, "  ")


def page_lines(page: Page, wording: Wording) -> Iterator[ScreenLine]:
    """The lines of one page."""
    yield ScreenLine(page.title, weight="strong")
    yield ScreenLine("")
    if any(isinstance(block, Timeline) for block in page.blocks):
        yield from (ScreenLine(line, weight="faint") for line in LEGEND)
        yield ScreenLine("")
    previous: object = None
    for block in page.blocks:
        match block:
            case Heading():
                yield from _heading(block, wording)
            case Paragraph():
                yield from (ScreenLine(line, weight="faint" if block.remark else "") for line in folded(block.words))
                yield ScreenLine("")
            case Items():
                yield from _items(block, wording)
            case Table():
                yield from _table(block, wording)
            case Timeline(procedure):
                yield from (ScreenLine(f"  {line}") for line in chart(procedure, wording.facts))
                yield ScreenLine("")
            case _:
                assert_never(block)
        previous = block
    if isinstance(previous, Heading):
        yield ScreenLine("")


def _heading(heading: Heading, wording: Wording) -> Iterator[ScreenLine]:
    if heading.level == 2:
        yield from (ScreenLine(line, weight="strong") for line in folded(heading.words))
    else:
        yield from _folded(heading.words, "  ")
    if heading.at:
        yield from _folded(wording.place(heading.at), "  ")


def _items(block: Items, wording: Wording) -> Iterator[ScreenLine]:
    """The items of a list: their marks and heads in columns of their own, where there are any."""
    marked = any(item.mark for item in block.items)
    width = min(_HEAD, max(len(item.head) for item in block.items))
    for item in block.items:
        head = f"  {item.mark or ' '} " if marked else "  "
        if width:
            head += f"{item.head.ljust(width)}  "
        first, *more = folded(item.words, " " * len(head)) if item.words else [""]
        yield ScreenLine(f"{head}{first.lstrip()}")
        yield from map(ScreenLine, more)
        told = [wording.place(item.at)] if item.at else []
        if told or item.notes:
            yield from _folded("; ".join([*told, *item.notes]), " " * len(head))
    yield ScreenLine("")


def _table(block: Table, wording: Wording) -> Iterator[ScreenLine]:
    """The rows of a table under its heads; the last column is folded where it is long, with the place beneath."""
    rows = [list(block.heads), *(list(row.cells) for row in block.rows)]
    last = len(block.heads) - 1
    sides = ["right" if number in block.numeric else "left" for number in range(len(block.heads))]
    if last in block.numeric:
        yield from (ScreenLine(f"    {line}") for line in columns(rows, sides))
        yield ScreenLine("")
        return
    fronts = [f"  {line.rstrip()}" for line in columns([row[:last] for row in rows], sides[:last])]
    indent = " " * (max(map(len, fronts)) + 2)
    for front, row, at in zip(fronts, rows, ["", *(row.at for row in block.rows)], strict=True):
        first, *more = folded(row[last], indent)
        yield ScreenLine(front.ljust(len(indent)) + first.lstrip())
        yield from map(ScreenLine, more)
        if at:
            yield from _folded(wording.place(at), indent)
    yield ScreenLine("")


def _folded(words: str, indent: str = "") -> Iterator[ScreenLine]:
    yield from map(ScreenLine, folded(words, indent))
