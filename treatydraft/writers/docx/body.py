"""The document part: a layout as WordprocessingML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from treatydraft.instrument.speech import missing, said, surface
from treatydraft.instrument.tree import (
    Bracket,
    Emphasis,
    Hole,
    Inline,
    Inlines,
    Name,
    Note,
    Pointer,
    Reference,
    Signatory,
    Table,
    Term,
    Text,
)
from treatydraft.language import Language
from treatydraft.writers.docx.columns import column_widths
from treatydraft.writers.docx.contents import Contents, contents
from treatydraft.writers.docx.layout import KEEP, Content, Grid, Layout, Line, Signatures, Target
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
    runs,
    table,
)
from treatydraft.writers.docx.notes import Notes

_LOOKS = {False: look(), True: look(italic=True)}

_OPENED = f"{HEAD}<w:document {NAMESPACES}><w:body>".encode()


def document(layout: Layout, language: Language, section: str, width: int, notes: Notes) -> bytes:
    """The document part of a layout, on pages as `section` has them, whose text is `width` wide; fills `notes`.

    It is encoded block by block: a text of its size is slow to put together, and slower where it is not all Latin.
    """
    writer = _Writer(layout.targets, language, width, notes)
    blocks = map(str.encode, writer.blocks(layout.lines))
    return b"".join((_OPENED, *blocks, f"{section}</w:body></w:document>".encode()))


class _Writer:
    """Writes one document; counts the ids that must differ in all of it."""

    def __init__(self, targets: dict[str, Target], language: Language, width: int, notes: Notes) -> None:
        self.targets = targets
        self.language = language
        self.locale = language.page["locale"]
        self.width = width
        self.notes = notes
        self.id = 0

    def blocks(self, lines: Iterable[Content]) -> Iterator[str]:
        for line in lines:
            if isinstance(line, Line):
                yield self.line(line)
                continue
            if isinstance(line, Contents):
                yield contents(line, self.locale)
                continue
            yield self.grid(line) if isinstance(line, Grid) else self.signatures(line)
            yield paragraph("AfterTable", "")  # two tables in a row would become one, and a last one needs it

    def line(self, line: Line) -> str:
        words = self.words(line.words, end=line.end)
        if line.parts:
            words = run(f"{line.typed}\n" if words else line.typed) + words if line.typed else _broken(words)
        elif line.typed:
            words = run(f"{line.typed}\t") + words
        if line.notes:
            words = self.notes.on(words, line.notes, self.words, self.next)
        return self.paragraph(line.style, words, line.properties, line.bookmark)

    def paragraph(self, style: str, inside: str, properties: str, bookmark: str) -> str:
        self.id += bool(bookmark)
        return paragraph(style, inside, properties, self.id, bookmark)

    def next(self) -> int:
        """The next of the ids that must differ in all of the document."""
        self.id += 1
        return self.id

    # -------------------------------------------------------------------------------------------- words

    def words(self, words: Inlines, italic: bool = False, end: str = "") -> str:
        """A run of inlines as runs; plain words side by side, and the mark at their end, are one."""
        if len(words) == 1 and isinstance(words[0], Text):
            return runs(words[0].text + end, self.locale, "", italic)
        made: list[str] = []
        plain = ""
        for word in words:
            if isinstance(word, (Text, Name)):  # not a union, which is made anew each time
                plain += word.text
            elif isinstance(word, Term) and not word.defines:
                plain += word.surface or word.key  # as `surface` has it, which is slower for what is nearly every word
            else:
                made += (runs(plain, self.locale, "", italic), self.word(word, italic))
                plain = ""
        made.append(runs(plain + end, self.locale, "", italic))
        return "".join(made)

    def word(self, word: Inline, italic: bool) -> str:
        """A word with a look or a life of its own."""
        match word:
            case Reference():
                return self.reference(word, italic)
            case Term():
                return runs(surface(word, self.language), self.locale, "TreatyTerm", italic)
            case Emphasis(inner):
                return self.words(inner, True)
            case Bracket(inner):
                mark = look("TreatyBracket", italic)
                return run("[", mark) + self.words(inner, italic) + run("]", mark)
            case Hole(what):
                return runs(missing(what), self.locale, "TreatyHole", italic)
            case Text(text) | Name(text):
                return runs(text, self.locale, "", italic)

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
        widths = column_widths(source, self.language, self.width)
        names = iter(grid.bookmarks)
        below = bool(source.rows)  # a note on a row that is repeated on every page would be too
        rows = [self.row(source.header, source, widths, "TableHead", names, "", () if below else grid.notes)]
        for n, cells in enumerate(source.rows, 1):
            kept = bool(source.total) and n == len(source.rows)  # a total never stands alone on a page
            noted = grid.notes if n == 1 else ()
            rows.append(self.row(cells, source, widths, "TableText", names, KEEP if kept else "", noted))
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
        notes: tuple[Note, ...] = (),
    ) -> str:
        made: list[str] = []
        for words, width, align in zip(cells, widths, source.align, strict=True):
            aligned = properties + ("" if align == "left" else f'<w:jc w:val="{align}"/>')
            inside = self.words(words)
            if notes and not made:
                inside = self.notes.on(inside, notes, self.words, self.next)
            made.append(cell(width, self.paragraph(style, inside, aligned, next(names))))
        return row(made, header=style == "TableHead")

    def signatures(self, signatures: Signatures) -> str:
        """The signatures, two to a row, without borders. A row never breaks; all stay together as long as they can."""
        parties = signatures.parties
        pairs = [parties[n : n + 2] for n in range(0, len(parties), 2)]
        widths = (self.width // 2, self.width - self.width // 2)
        rows = []
        for n, pair in enumerate(pairs, 1):
            keep = KEEP if signatures.together and n < len(pairs) else ""
            cells = [cell(width, self.signature(party, keep)) for width, party in zip(widths, pair, strict=False)]
            if len(pair) == 1:
                cells.append(cell(widths[1], paragraph("TreatySignature", "", keep)))
            rows.append(row(cells))
        return table("TreatySignatures", widths, rows)

    def signature(self, party: Signatory, keep: str) -> str:
        signs = paragraph("TreatySignature", runs(party.signs, self.locale), keep)
        dated = paragraph("TreatySignatureDate", run(f"{party.dated} \t"), keep) if party.dated else ""
        return signs + paragraph("TreatySignatureLine", "", keep) + dated


_GRID_LOOKS = 'w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"'


def _broken(words: str) -> str:
    """Words on the line below the number that their list gives."""
    return f"<w:r><w:br/></w:r>{words}" if words else ""
