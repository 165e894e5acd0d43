"""The document part: a layout as WordprocessingML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from treatydraft.instrument.speech import missing, said, spoken, surface
from treatydraft.instrument.tree import (
    Bracket,
    Emphasis,
    Hole,
    Inline,
    Inlines,
    Name,
    Pointer,
    Reference,
    Signatory,
    Table,
    Term,
    Text,
)
from treatydraft.language import Language
from treatydraft.writers.docx.layout import KEEP, Grid, Layout, Line, Signatures, Target
from treatydraft.writers.docx.markup import (
    HEAD,
    NAMESPACES,
    cell,
    field,
    link,
    look,
    paragraph,
    row,
    run,
    table,
)

WIDTH = 11906 - 2 * 1418
"""The width of the text on A4 between margins of 2.5 cm, in twentieths of a point."""

SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="header"/>'
    '<w:headerReference w:type="first" r:id="headerFirst"/>'
    '<w:footerReference w:type="default" r:id="footer"/><w:footerReference w:type="first" r:id="footerFirst"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" w:header="709" w:footer="709" w:gutter="0"/>'
    '<w:cols w:space="708"/><w:titlePg/></w:sectPr>'
)
_LOOKS = {False: look(), True: look(italic=True)}
_LETTER, _PADDING, _FULL = 128, 230, 60
"""The width of a letter and of the margins in a cell, and the letters after which a column may as well break."""


def document(layout: Layout, language: Language) -> str:
    """The document part of a layout."""
    writer = _Writer(layout.targets, language)
    return (
        f"{HEAD}<w:document {NAMESPACES}><w:body>{''.join(writer.blocks(layout.lines))}{SECTION}</w:body></w:document>"
    )


class _Writer:
    """Writes one document; counts the ids that must differ in all of it."""

    def __init__(self, targets: dict[str, Target], language: Language) -> None:
        self.targets = targets
        self.language = language
        self.id = 0

    def blocks(self, lines: Iterable[Line | Grid | Signatures]) -> Iterator[str]:
        for line in lines:
            if isinstance(line, Line):
                yield self.line(line)
                continue
            yield self.grid(line) if isinstance(line, Grid) else self.signatures(line)
            yield paragraph("AfterTable", "")  # two tables in a row would become one, and a last one needs it

    def line(self, line: Line) -> str:
        words = self.words(line.words, end=line.end)
        if line.parts:
            words = run(f"{line.typed}\n" if words else line.typed) + words if line.typed else _broken(words)
        elif line.typed:
            words = run(f"{line.typed}\t") + words
        return self.paragraph(line.style, words, line.properties, line.bookmark)

    def paragraph(self, style: str, inside: str, properties: str, bookmark: str) -> str:
        self.id += 1
        return paragraph(style, inside, properties, self.id, bookmark)

    # -------------------------------------------------------------------------------------------- words

    def words(self, words: Inlines, italic: bool = False, end: str = "") -> str:
        """A run of inlines as runs; plain words side by side, and the mark at their end, are one."""
        made: list[str] = []
        plain = ""
        for word in words:
            if isinstance(word, Text | Name):
                plain += word.text
            elif isinstance(word, Term) and not word.defines:
                plain += surface(word, self.language)
            else:
                made += (run(plain, _LOOKS[italic]), self.word(word, italic))
                plain = ""
        made.append(run(plain + end, _LOOKS[italic]))
        return "".join(made)

    def word(self, word: Inline, italic: bool) -> str:
        """A word with a look or a life of its own."""
        match word:
            case Reference():
                return self.reference(word, italic)
            case Term():
                return run(surface(word, self.language), look("TreatyTerm", italic))
            case Emphasis(inner):
                return self.words(inner, True)
            case Bracket(inner):
                mark = look("TreatyBracket", italic)
                return run("[", mark) + self.words(inner, italic) + run("]", mark)
            case Hole(what):
                return run(missing(what), look("TreatyHole", italic))
            case Text(text) | Name(text):
                return run(text, _LOOKS[italic])

    def reference(self, reference: Reference, italic: bool) -> str:
        """A reference, one field a level.

        A field shows all of an article's number, "Article 3", so it takes the word in. Its switch is ``\\n``, the
        number as it stands: with ``\\r`` a paragraph of another article would show that article's number too. Where
        the number is typed, or stands without the words its list shows, it is a link instead.
        """
        if not reference.spoken:
            return run(said(reference), look("TreatyHole", italic))
        looks = _LOOKS[italic]
        pieces, before = [], ""
        for piece in reference.spoken:
            if not isinstance(piece, Pointer):
                before += piece
                continue
            target = self.targets.get(piece.eid)
            shown = target.shown if target else ""
            taken = shown.removesuffix(piece.text)
            if target and shown and shown.endswith(piece.text) and before.endswith(taken):
                pieces.append(run(before.removesuffix(taken) if taken else before, looks))
                pieces.append(field(f"REF {target.bookmark} \\n \\h", shown, looks))
            else:
                inside = run(piece.text, looks)
                pieces += (run(before, looks), link(target.bookmark, inside) if target else inside)
            before = ""
        return "".join(pieces) + run(before, looks)

    # -------------------------------------------------------------------------------------------- tables

    def grid(self, grid: Grid) -> str:
        source = grid.table
        widths = self.widths(source)
        names = iter(grid.bookmarks)
        rows = [self.row(source.header, source, widths, "TableHead", names)]
        for n, cells in enumerate(source.rows, 1):
            kept = bool(source.total) and n == len(source.rows)  # a total never stands alone on a page
            rows.append(self.row(cells, source, widths, "TableText", names, KEEP if kept else ""))
        if source.total:
            rows.append(self.row(source.total, source, widths, "TableTotal", names))
        return table("TreatyTable", widths, rows, _GRID_LOOKS)

    def row(
        self,
        cells: tuple[Inlines, ...],
        source: Table,
        widths: tuple[int, ...],
        style: str,
        names: Iterator[str],
        properties: str = "",
    ) -> str:
        made = []
        for words, width, align in zip(cells, widths, source.align, strict=True):
            aligned = properties + ("" if align == "left" else f'<w:jc w:val="{align}"/>')
            made.append(cell(width, self.paragraph(style, self.words(words), aligned, next(names))))
        return row(made, header=style == "TableHead")

    def widths(self, source: Table) -> tuple[int, ...]:
        """The text's width shared out: each column has room for its longest word, and the rest by what it holds."""
        rows = (source.header, *source.rows, *((source.total,) if source.total else ()))
        columns = [[spoken(words, self.language) for words in column] for column in zip(*rows, strict=True)]
        least = [
            _PADDING + _LETTER * max(len(word) for text in texts for word in (*text.split(), "")) for texts in columns
        ]
        most = [
            max(low, _PADDING + _LETTER * min(max(map(len, texts)), _FULL))
            for low, texts in zip(least, columns, strict=True)
        ]
        widths, left = list(least), max(WIDTH - sum(least), 0)
        wants = [high - low for low, high in zip(least, most, strict=True)]
        for n, column in enumerate(sorted(range(len(wants)), key=wants.__getitem__)):
            given = min(wants[column], left // (len(wants) - n))  # who wants little has it before the rest is shared
            widths[column] += given
            left -= given
        scaled = [WIDTH * width // sum(widths) for width in widths]
        return (*scaled[:-1], WIDTH - sum(scaled[:-1]))

    def signatures(self, signatures: Signatures) -> str:
        """The signatures, two to a row, without borders. A row never breaks; all stay together as long as they can."""
        parties = signatures.parties
        pairs = [parties[n : n + 2] for n in range(0, len(parties), 2)]
        widths = (WIDTH // 2, WIDTH - WIDTH // 2)
        rows = []
        for n, pair in enumerate(pairs, 1):
            keep = KEEP if signatures.together and n < len(pairs) else ""
            cells = [cell(width, self.signature(party, keep)) for width, party in zip(widths, pair, strict=False)]
            if len(pair) == 1:
                cells.append(cell(widths[1], paragraph("TreatySignature", "", keep)))
            rows.append(row(cells))
        return table("TreatySignatures", widths, rows)

    def signature(self, party: Signatory, keep: str) -> str:
        return paragraph("TreatySignature", run(party.signs), keep) + paragraph("TreatySignatureLine", "", keep)


_GRID_LOOKS = 'w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"'


def _broken(words: str) -> str:
    """Words on the line below the number that their list gives."""
    return f"<w:r><w:br/></w:r>{words}" if words else ""
