"""The widths of the columns of a table: the width of the text, shared out by the words in them."""

from __future__ import annotations

from treatydraft.instrument.plain_text import plain_text
from treatydraft.instrument.tree import Table
from treatydraft.language import Language

WIDE, LETTER, PADDING, FULL = 128, 108, 230, 60
"""In twips, the widths of a letter in a word and in a line, and of a cell's margins; the letters in a full line."""


def column_widths(table: Table, language: Language, width: int) -> tuple[int, ...]:
    """The widths in twips, as `width`, which they add up to: each column has room for its longest word.

    The rest is shared out so that most cells take one line, and what is left of it so that all do.
    """
    rows = (table.header, *table.rows, *((table.total,) if table.total else ()))
    columns = [[plain_text(words, language) for words in column] for column in zip(*rows, strict=True)]
    lengths = [sorted(map(len, texts)) for texts in columns]
    widths = [PADDING + WIDE * max(map(len, " ".join(texts).split()), default=0) for texts in columns]
    for letters in ([each[len(each) // 2] for each in lengths], [each[-1] for each in lengths]):
        left = max(width - sum(widths), 0)
        needs = [max(PADDING + LETTER * min(n, FULL) - has, 0) for n, has in zip(letters, widths, strict=True)]
        for n, column in enumerate(sorted(range(len(needs)), key=needs.__getitem__)):
            given = min(needs[column], left // (len(needs) - n))  # who needs little has it before the rest is shared
            widths[column] += given
            left -= given
    scaled = [width * each // sum(widths) for each in widths]
    return (*scaled[:-1], width - sum(scaled[:-1]))
