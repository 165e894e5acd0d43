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
from treatydraft.writers.docx.markup.elements import (
    HEAD,
    NAMESPACES,
    TIE,
    cell,
    field,
    link,
    paragraph,
    row,
    run,
    run_properties,
    runs,
    table,
)
from treatydraft.writers.docx.text.columns import column_widths
from treatydraft.writers.docx.text.contents import Contents, contents
from treatydraft.writers.docx.text.layout import Content, Layout, Signatures
from treatydraft.writers.docx.text.lines import KEEP, Grid, LayoutLine, Target
from treatydraft.writers.docx.text.notes import Notes
from treatydraft.writers.docx.text.provision_layout import KEPT, ProvisionLayout

WHOLE = 4
"""The most rows of a table that stays on one page."""

_PROPERTIES = {False: run_properties(), True: run_properties(italic=True)}

_OPENED = f"{HEAD}<w:document {NAMESPACES}><w:body>".encode()


def document(layout: Layout, language: Language, section: str, width: int, notes: Notes) -> bytes:
    """The document part of a layout, as bytes in UTF-8; it fills `notes`.

    `section` is the XML of the section, `width` that of the text in twips. It is encoded block by block:
    joining one string of its size is slow, and slower where it is not all Latin.
    """
    writer = _DocumentWriter(layout.targets, ParagraphContext(language, width), notes)
    blocks = writer.blocks(layout.lines)
    return b"".join((_OPENED, *blocks, f"{section}</w:body></w:document>".encode()))


class ParagraphContext:
    """What the XML of a paragraph depends on besides its words: a language, by identity, and a width in twips."""

    __slots__ = ("language", "width")

    def __init__(self, language: Language, width: int) -> None:
        self.language = language
        self.width = width

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ParagraphContext) and self.language is other.language and self.width == other.width

    def __hash__(self) -> int:
        return hash((id(self.language), self.width))


class ProvisionTemplate(NamedTuple):
    """The XML of a provision, with two placeholders for the id of each of its bookmarks, of which there are `used`."""

    xml: bytes
    used: int

    def with_ids_after(self, before: int) -> bytes:
        """The XML in a document where `before` is the last id before the provision."""
        return self.xml % tuple([id for id in range(before + 1, before + self.used + 1) for _ in _ENDS])


_ENDS = ("start", "end")
_WITHOUT_NOTES = Notes("none", "")
_PLACEHOLDER = "\0"
"""Stands for an id; no text can hold this character."""


@cached(KEPT)
def provision_template(
    layout: ProvisionLayout, targets: tuple[Target | None, ...], context: ParagraphContext
) -> ProvisionTemplate:
    """A provision without notes as XML; `targets` are those of its `pointed` element ids, in the same order."""
    known = {eid: target for eid, target in zip(layout.pointed, targets, strict=True) if target}
    writer = _DocumentWriter(known, context, _WITHOUT_NOTES, _PLACEHOLDER)
    xml = "".join(map(writer.block, layout.lines)).encode()
    return ProvisionTemplate(xml.replace(b"%", b"%%").replace(_PLACEHOLDER.encode(), b"%d"), writer.id)


class _DocumentWriter:
    """Writes one document; counts the ids that must differ in all of it, or writes a `placeholder` for each."""

    def __init__(
        self, targets: dict[str, Target], context: ParagraphContext, notes: Notes, placeholder: str = ""
    ) -> None:
        self.targets = targets
        self.context = context
        self.language = context.language
        self.locale = context.language.page["locale"]
        self.width = context.width
        self.notes = notes
        self.placeholder = placeholder
        self.id = 0

    def blocks(self, lines: Iterable[Content]) -> Iterator[bytes]:
        """The XML of each line; lines with notes are written anew, since notes are numbered through the document."""
        for line in lines:
            if not isinstance(line, ProvisionLayout):
                yield self.block(line).encode()
            elif line.has_notes:
                yield "".join(map(self.block, line.lines)).encode()
            else:
                template = provision_template(line, tuple(map(self.targets.get, line.pointed)), self.context)
                yield template.with_ids_after(self.id)
                self.id += template.used

    def block(self, line: LayoutLine | Grid | Signatures | Contents) -> str:
        if isinstance(line, LayoutLine):
            return self.line(line)
        if isinstance(line, Contents):
            return contents(line, self.locale)
        made = self.grid(line) if isinstance(line, Grid) else self.signatures(line)
        return made + paragraph("AfterTable", "")  # two tables in a row would become one, and a last one needs it

    def line(self, line: LayoutLine) -> str:
        words, number = self.words(line.words, end=line.end), line.typed_number
        if line.number_above:
            words = run(f"{number}\n" if words else number) + words if number else _on_next_line(words)
        elif number:
            words = run(f"{number}\t") + words
        if line.notes:
            words = self.notes.attach(words, line.notes, self.words, self.next)
        return self.paragraph(line.style, words, line.properties, line.bookmark)

    def paragraph(self, style: str, inside: str, properties: str, bookmark: str) -> str:
        self.id += bool(bookmark)
        return paragraph(style, inside, properties, self.placeholder or self.id, bookmark)

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
        """An inline that is not plain words."""
        match word:
            case Reference():
                return self.reference(word, italic)
            case Term():
                return runs(surface(word, self.language), self.locale, "TreatyTerm", italic)
            case Emphasis(inner):
                return self.words(inner, True)
            case Bracket(inner):
                mark = run_properties("TreatyBracket", italic)
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
        know as it is. No document tells what ``\\t`` leaves of other figures: such a number is a link, as is a
        typed one.
        """
        if not reference.text:
            return run(reference_text(reference), run_properties("TreatyHole", italic))
        properties = _PROPERTIES[italic]
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
                pieces.append(run(before.removesuffix(taken) if taken else before, properties))
                pieces.append(field(f"REF {target.bookmark} \\n \\h", shown, properties))
            elif target and _worded(taken) and piece.text.isdecimal():
                pieces += (run(before, properties), field(f"{target.bookmark} \\n \\t \\h", piece.text, properties))
            else:
                inside = run(piece.text, properties)
                pieces += (run(before, properties), link(target.bookmark, inside) if target else inside)
            before = ""
        return "".join(pieces) + run(before, properties)

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
            notes = grid.notes if n == 1 else ()
            rows.append(self.row(cells, source, widths, "TableText", names, KEEP if kept else "", notes))
        if source.total:
            rows.append(self.row(source.total, source, widths, "TableTotal", names))
        return table("TreatyTable", widths, rows, _GRID_CONDITIONS)

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
                inside = self.notes.attach(inside, notes, self.words, self.next)
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
"""Puts the lines to sign on side by side, also where one name takes more lines than the other."""

_GRID_CONDITIONS = (
    'w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"'
)


def _on_next_line(words: str) -> str:
    """Runs on the line below the number that their list gives."""
    return f"<w:r><w:br/></w:r>{words}" if words else ""


def _worded(before: str) -> bool:
    """Whether what stands before a figure is letters and spaces alone, nothing a field takes for part of a number."""
    return "".join(before.split()).isalpha()
