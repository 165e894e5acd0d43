"""The drafting notation: text into the blocks of a provision, and the blocks into text.

    1. @duty words:               a paragraph and its label; a list follows ":", ": &and" or ": &or"
       (a) @lead* words           an item whose label is numbered among its like: lead-1, lead-2
       (a) words                  a subparagraph (three spaces), and (i) a point below it (six)
       ... words                  words that close the list
    words                         at the margin and after an empty line: an unnumbered block
    | a | b                       a table: |^ caption, header, |:--|--:, rows, |= total
    ### words, // words           a heading; a note on the block above
    ::definitions                 a place the composition fills

Position gives every number, so the figures and letters written are ignored. `inline` reads what
stands in the words, `blocks` and `table` what stands around them.
Laws: ``parse(unparse(blocks)) == blocks`` for every tree in normal form, numbering aside; ``escape(x)`` is read as
``Text(x)`` anywhere. What could be read in two ways is refused, never guessed: a lost word changes a treaty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import assert_never

from treatydraft.instrument.blocks import read_blocks
from treatydraft.instrument.inline import NotationError, escape, lines, parse_inline, unparse_inline
from treatydraft.instrument.table import table_lines
from treatydraft.instrument.tree import Block, Fill, Heading, Inlines, Note, Table, Unit

__all__ = ["NotationError", "escape", "parse", "parse_inline", "unparse", "unparse_inline"]

# What a line must not begin or end with by accident: all that `blocks` takes for a mark.
_START = re.compile(r"(?P<figure>[0-9]+)\.(?: |\Z)|\([A-Za-z0-9]+\)(?: |\Z)|\.\.\.|//|::|[#@]")
_END = re.compile(r"(?<!\\)(?:\\\\)*: +(?P<join>&)[a-z]+\Z")


def parse(text: str) -> tuple[Block, ...]:
    """The blocks of a provision, from `text` in the drafting notation; none for an empty text.

    Raises `NotationError` with line and column where the text is not in the notation or could be read in two ways.
    """
    return read_blocks(lines(text))


def unparse(blocks: tuple[Block, ...]) -> str:
    """The blocks in the drafting notation, figures and letters by position, an empty line between them.

    Numbering is left out, and so are notes that a stage has added: only a drafter's are part of the text.
    """
    parts, figure = [], 0
    for block in blocks:
        figure += isinstance(block, Unit) and block.kind == "paragraph"
        parts.append("\n".join(_lines(block, figure)))
    return "\n\n".join(parts)


def _lines(block: Block, figure: int) -> Iterator[str]:
    match block:
        case Unit():
            yield from _unit(block, 0, f"{_within(figure, 999)}. " if block.kind == "paragraph" else "")
        case Table():
            yield from table_lines(block, _guarded(block.caption))
            yield from _notes(block.notes, "")
        case Heading():
            yield "### " + _guarded(block.words)
            yield from _notes(block.notes, "")
        case Fill():
            yield f"::{block.what}"
        case _:
            assert_never(block)


def _unit(unit: Unit, level: int, mark: str) -> Iterator[str]:
    indent = "   " * level
    label = f"@{unit.label} " if unit.label else ""
    join = f" &{unit.join}" if unit.join else ""
    yield indent + mark + label + _guarded(unit.words) + join
    yield from _notes(unit.notes, indent)
    position = 0
    for item in unit.items:
        if isinstance(item, Fill):
            yield f"{indent}   ::{item.what}"
        else:
            position += 1
            yield from _unit(item, level + 1, f"({_roman(position) if level else _letter(position)}) ")
    if unit.closing:
        yield f"{indent}   ... {_guarded(unit.closing)}"


def _notes(notes: tuple[Note, ...], indent: str) -> Iterator[str]:
    for note in notes:
        if note.source == "drafter":
            yield f"{indent}// {unparse_inline(note.words)}"


def _guarded(words: Inlines) -> str:
    """The words as they may stand at the start and the end of a line."""
    text = unparse_inline(words)
    if match := _START.match(text):
        at = max(match.end("figure"), 0)
        text = f"{text[:at]}\\{text[at:]}"
    if match := _END.search(text):
        text = f"{text[: match.start('join')]}\\{text[match.start('join') :]}"
    return text


# The reader ignores which figure a mark has but knows marks by their shape, so they start again where the shape ends.


def _within(position: int, most: int) -> int:
    return (position - 1) % most + 1


def _letter(position: int) -> str:
    first, last = divmod(_within(position, 26 * 27) - 1, 26)
    return (chr(96 + first) if first else "") + chr(97 + last)


def _roman(position: int) -> str:
    hundreds, rest = divmod(_within(position, 399), 100)
    tens, ones = divmod(rest, 10)
    return (
        "c" * hundreds
        + ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")[tens]
        + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]
    )
