"""The document part: a layout as WordprocessingML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, assert_never

from treatydraft.cache import cached
from treatydraft.instrument.plain_text import missing, reference_text, surface
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
from treatydraft.writers.docx.layout import Content, Layout, Signatures
from treatydraft.writers.docx.lines import KEEP, Grid, Line, Target
from treatydraft.writers.docx.markup import (
    HEAD,
    NAMESPACES,
    TIE,
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
from treatydraft.writers.docx.passage import KEPT, Passage

WHOLE = 4
"""The most rows of a table that stays on one page."""

_LOOKS = {False: look(), True: look(italic=True)}

_OPENED = f"{HEAD}<w:document {NAMESPACES}><w:body>".encode()


def document(layout: Layout, language: Language, section: str, width: int, notes: Notes) -> bytes:
    """The document part of a layout, on pages as `section` has them, whose text is `width` wide; fills `notes`.

    It is encoded block by block: a text of its size is slow to put together, and slower where it is not all Latin.
    """
    writer = _Writer(layout.targets, Voice(language, width), notes)
    blocks = writer.blocks(layout.lines)
    return b"".join((_OPENED, *blocks, f"{section}</w:body></w:document>".encode()))


class Voice:
    """What a paragraph depends on besides what stands in it: a language, itself and no equal one, and a width."""

    __slots__ = ("language", "width")

    def __init__(self, language: Language, width: int) -> None:
        self.language = language
        self.width = width

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Voice) and self.language is other.language and self.width == other.width

    def __hash__(self) -> int:
        return hash((id(self.language), self.width))


class Relative(NamedTuple):
    """The XML of a passage, with places for the ids of its bookmarks, of which there are `used`, each in two places."""

    xml: bytes
    used: int

    def at(self, before: int) -> bytes:
        """The XML where the last id before the passage is `before`."""
        return self.xml % tuple([id for id in range(before + 1, before + self.used + 1) for _ in _ENDS])


_ENDS = ("start", "end")
_UNNOTED = Notes("none", "")
_PLACE = "\0"
"""Where an id will stand: no text can hold this character."""


@cached(KEPT)
def relative(passage: Passage, pointed: tuple[Target | None, ...], voice: Voice) -> Relative:
    """A passage without notes as XML; `pointed` is where its pointers lead, one for each of its `points`."""
    targets = {eid: target for eid, target in zip(passage.points, pointed, strict=True) if target}
    writer = _Writer(targets, voice, _UNNOTED, _PLACE)
    xml = "".join(map(writer.block, passage.lines)).encode()
    return Relative(xml.replace(b"%", b"%%").replace(_PLACE.encode(), b"%d"), writer.id)


class _Writer:
    """Writes one document; counts the ids that must differ in all of it, or leaves a `place` for each of them."""

    def __init__(self, targets: dict[str, Target], voice: Voice, notes: Notes, place: str = "") -> None:
        self.targets = targets
        self.voice = voice
        self.language = voice.language
        self.locale = voice.language.page["locale"]
        self.width = voice.width
        self.notes = notes
        self.place = place
        self.id = 0

    def blocks(self, lines: Iterable[Content]) -> Iterator[bytes]:
        """All of a document; notes are written where they stand, since all of them count together."""
        for line in lines:
            if not isinstance(line, Passage):
                yield self.block(line).encode()
            elif line.noted:
                yield "".join(map(self.block, line.lines)).encode()
            else:
                made = relative(line, tuple(map(self.targets.get, line.points)), self.voice)
                yield made.at(self.id)
                self.id += made.used

    def block(self, line: Line | Grid | Signatures | Contents) -> str:
        if isinstance(line, Line):
            return self.line(line)
        if isinstance(line, Contents):
            return contents(line, self.locale)
        made = self.grid(line) if isinstance(line, Grid) else self.signatures(line)
        return made + paragraph("AfterTable", "")  # two tables in a row would become one, and a last one needs it

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
        return paragraph(style, inside, properties, self.place or self.id, bookmark)

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
            case _:
                assert_never(word)

    def reference(self, reference: Reference, italic: bool) -> str:
        """A reference, one field a level.

        A field shows all of an article's number, "Article 3", so it takes the word in. Its switch is ``\\n``, the
        number as it stands: with ``\\r`` a paragraph of another article would show that article's number too. Where
        the word stands apart, as in "Articles 3 and 4", ``\\t`` leaves it out, and the field goes without its keyword,
        which the format allows: LibreOffice knows no ``\\t`` and would show "Article 3", but keeps what it does not
        know as it is. What ``\\t`` leaves of other figures is told nowhere: such a number is a link, as is a typed one.
        """
        if not reference.text:
            return run(reference_text(reference), look("TreatyHole", italic))
        looks = _LOOKS[italic]
        pieces, before = [], ""
        for piece in reference.text:
            if not isinstance(piece, Pointer):
                before += piece
                continue
            if before.endswith(" "):
                before = before[:-1] + TIE  # a number stays on the line of its word
            target = self.targets.get(piece.eid)
            shown = target.shown if target and target.shown.endswith(piece.text) else ""
            taken = shown.removesuffix(piece.text)
            if target and shown and before.endswith(taken):
                pieces.append(run(before.removesuffix(taken) if taken else before, looks))
                pieces.append(field(f"REF {target.bookmark} \\n \\h", shown, looks))
            elif target and _worded(taken) and piece.text.isdecimal():
                pieces += (run(before, looks), field(f"{target.bookmark} \\n \\t \\h", piece.text, looks))
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
        last = len(source.rows) - (0 if source.total else 1)
        for n, cells in enumerate(source.rows, 1):
            kept = n <= last and (len(source.rows) <= WHOLE or n in (1, last))  # no row or total alone on a page
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
            cells = [
                cell(width, self.signature(party, keep), _LEVEL) for width, party in zip(widths, pair, strict=False)
            ]
            if len(pair) == 1:
                cells.append(cell(widths[1], paragraph("TreatySignature", "", keep)))
            rows.append(row(cells))
        return table("TreatySignatures", widths, rows)

    def signature(self, party: Signatory, keep: str) -> str:
        signs = paragraph("TreatySignature", runs(party.signs, self.locale), keep)
        dated = paragraph("TreatySignatureDate", run(f"{party.dated} \t"), keep) if party.dated else ""
        return signs + paragraph("TreatySignatureLine", "", keep) + dated


_LEVEL = '<w:vAlign w:val="bottom"/>'
"""Beside a name of more lines, the places to sign stand on one level all the same."""

_GRID_LOOKS = 'w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"'


def _broken(words: str) -> str:
    """Words on the line below the number that their list gives."""
    return f"<w:r><w:br/></w:r>{words}" if words else ""


def _worded(before: str) -> bool:
    """Whether what stands before a figure is words alone, none of which a field could take for part of a number."""
    return "".join(before.split()).isalpha()
