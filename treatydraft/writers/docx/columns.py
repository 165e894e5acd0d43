"""How wide the columns of a table are: the width of the text, shared out by what stands in them."""

from __future__ import annotations

from treatydraft.instrument.speech import spoken
from treatydraft.instrument.tree import Table
from treatydraft.language import Language

LETTER, PADDING, FULL = 128, 230, 60
"""The width of a letter and of the margins in a cell, and the letters after which a column may as well break."""


def column_widths(table: Table, language: Language, width: int) -> tuple[int, ...]:
    """The widths in twentieths of a point: each column has room for its longest word, and the rest by what it holds."""
    rows = (table.header, *table.rows, *((table.total,) if table.total else ()))
    columns = [[spoken(words, language) for words in column] for column in zip(*rows, strict=True)]
    least = [PADDING + LETTER * max(map(len, " ".join(texts).split()), default=0) for texts in columns]
    most = [
        max(low, PADDING + LETTER * min(max(map(len, texts)), FULL)) for low, texts in zip(least, columns, strict=True)
    ]
    widths, left = list(least), max(width - sum(least), 0)
    wants = [high - low for low, high in zip(least, most, strict=True)]
    for n, column in enumerate(sorted(range(len(wants)), key=wants.__getitem__)):
        given = min(wants[column], left // (len(wants) - n))  # who wants little has it before the rest is shared
        widths[column] += given
        left -= given
    scaled = [width * each // sum(widths) for each in widths]
    return (*scaled[:-1], width - sum(scaled[:-1]))
