"""The document part: a layout as WordprocessingML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from treatydraft.instrument.speech import missing, said, spoken, surface
from treatydraft.instrument.tree import (
    Bracket,
    Emphasis,
    Hole,
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
from treatydraft.writers.docx.layout import KEEP, LOOSE, Grid, Layout, Line, Signatures, Target
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
    '<w:sectPr><w:headerReference w:type="default" r:id="header"/><w:headerReference w:type="first" r:id="headerFirst"/>'
    '<w:footerReference w:type="default" r:id="footer"/><w:footerReference w:type="first" r:id="footerFirst"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" w:header="709" w:footer="709" w:gutter="0"/>'
    '<w:cols w:space="708"/><w:titlePg/></w:sectPr>'
)
_LOOKS = {False: look(), True: look(italic=True)}
_NARROW, _WIDE = 6, 40
"""The least and the most letters a column is taken to hold when the width is shared out."""


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
        words = self.words(line.words)
        if line.end:
            words += run(line.end)
        if line.parts:
            words = run(f"{line.typed}\n" if words else line.typed) + words if line.typed else _broken(words)
        elif line.typed:
            words = run(f"{line.typed}\t") + words
        return self.paragraph(line.style, words, line.properties, line.bookmark)

    def paragraph(self, style: str, inside: str, properties: str, bookmark: str) -> str:
        self.id += 1
        return paragraph(style, inside, properties, self.id, bookmark)

    # -------------------------------------------------------------------------------------------- words

    def words(self, words: Inlines, italic: bool = False) -> str:
        """A run of inlines as runs; plain words side by side become one."""
        return "".join([self.word(word, italic) for word in words])

    def word(self, word: object, italic: bool) -> str:
        match word:
            case Text(text) | Name(text):
                return run(text, _LOOKS[italic])
            case Reference():
                return self.reference(word, italic)
            case Term():
                return run(surface(word, self.language), look("TreatyTerm" if word.defines else "", italic))
            case Emphasis(inner):
                return self.words(inner, True)
            case Bracket(inner):
                mark = look("TreatyBracket", italic)
                return run("[", mark) + self.words(inner, italic) + run("]", mark)
            case Hole(what):
                return run(missing(what), look("TreatyHole", italic))
        raise TypeError(f"{type(word).__name__} is no inline")

    def reference(self, reference: Reference, italic: bool) -> str:
        """A reference, one field a level. A field shows all of an article's number, "Article 3", so it takes the word in.

        Where the number is typed, or stands without the words its list shows, it is a link instead.
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
        widths = tuple(self.widths(source))
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

    def widths(self, source: Table) -> Iterator[int]:
        """The text's width shared out among the columns by the longest words in each, within limits."""
        rows = (source.header, *source.rows, *((source.total,) if source.total else ()))
        needs = [
            min(max(_NARROW, *(len(spoken(words, self.language)) for words in column)), _WIDE)
            for column in zip(*rows, strict=True)
        ]
        left, whole = WIDTH, sum(needs)
        for need in needs[:-1]:
            width = WIDTH * need // whole
            left -= width
            yield width
        yield left

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
                cells.append(cell(widths[1], paragraph("TreatySignature", "", "" if keep else LOOSE)))
            rows.append(row(cells))
        return table("TreatySignatures", widths, rows)

    def signature(self, party: Signatory, keep: str) -> str:
        return paragraph("TreatySignature", run(party.signs)) + paragraph("TreatySignatureLine", "", keep)


_GRID_LOOKS = 'w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"'


def _broken(words: str) -> str:
    """Words on the line below the number that their list gives."""
    return f"<w:r><w:br/></w:r>{words}" if words else ""
