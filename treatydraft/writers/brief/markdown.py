"""A brief as Markdown: headings, lists and tables, each with the article that says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from treatydraft.brief.report.blocks import Block, Heading, Item, Items, Page, Paragraph, Table, Timeline
from treatydraft.brief.report.crisis import paths_table
from treatydraft.brief.report.report import Report
from treatydraft.brief.wording import Wording
from treatydraft.writers.markdown import escape


def write_markdown(report: Report, pages: Iterable[Page]) -> str:
    """The pages of a report under what it is of."""
    wording = report.brief.wording
    parts = [f"# {escape(report.title)}", escape(report.source.words)]
    for page in pages:
        parts.append(f"## {escape(page.title)}")
        parts.extend(part for block in page.blocks for part in _block(block, wording))
    return "\n\n".join(parts) + "\n"


def _block(block: Block, wording: Wording) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * (block.level + 1)} {escape(block.words)}"
            if block.at:
                yield f"*{escape(wording.article(block.at))}*"
        case Paragraph():
            yield f"*{escape(block.words)}*" if block.remark else escape(block.words)
        case Items():
            yield "\n".join(_item(item, wording) for item in block.items)
        case Table():
            yield _table(block, wording)
        case Timeline(procedure):
            yield _table(paths_table(procedure, wording), wording)
        case _:
            assert_never(block)


def _item(item: Item, wording: Wording) -> str:
    mark = f"{escape(item.mark)} " if item.mark else ""
    head = f"**{escape(item.head)}** " if item.head else ""
    told = [escape(note) for note in (*([wording.article(item.at)] if item.at else []), *item.notes)]
    notes = f" *({'; '.join(told)})*" if told else ""
    return f"- {mark}{head}{escape(item.words)}{notes}"


def _table(table: Table, wording: Wording) -> str:
    """The table, with a last column for where each row stands if any says so."""
    placed = any(row.at for row in table.rows)
    sides = ["---:" if number in table.numeric else "---" for number in range(len(table.heads))]
    lines = [_row([*table.heads, *(["where"] if placed else [])]), _row([*sides, *(["---"] if placed else [])])]
    for row in table.rows:
        place = [wording.article(row.at) if row.at else ""] if placed else []
        lines.append(_row([escape(cell) for cell in (*row.cells, *place)]))
    return "\n".join(lines)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
