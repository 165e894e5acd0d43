r"""The instrument as Markdown that CommonMark with GitHub's tables and pandoc read alike.

Numbers are typed (``1\. ``, ``(a) ``) rather than left to Markdown's lists, which cannot count in letters and begin
anew where they like; subparagraphs and points are indented by em spaces. Provisions and all that is pointed to have
an anchor, and a reference is a link to it. Notes are footnotes where they are wanted: those on one block are one.

Law: what a reader of the rendered page sees is exactly the words of the tree. So every character that either of the
two could read as mark-up is escaped, and only where it could, to keep the source readable.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import assert_never

from treatydraft.cache import cached
from treatydraft.instrument.index import texts
from treatydraft.instrument.plain_text import missing, reference_text, surface
from treatydraft.instrument.reading_order import FrameWords, SignatureBlock, reading_order
from treatydraft.instrument.tree import (
    Block,
    Bracket,
    Emphasis,
    Fill,
    Heading,
    Hole,
    Inlines,
    Instrument,
    Name,
    Note,
    Part,
    Pointer,
    Provision,
    Reference,
    Signatory,
    Table,
    Term,
    Text,
    Unit,
    walk,
)
from treatydraft.language import Language
from treatydraft.writers.front_matter import front_matter
from treatydraft.writers.options import PLAIN, Options

INDENT = "&emsp;"
SIGNATURE = "_" * 24
"""The line that is signed on, or where a date is put."""

_RULES = {"left": ":--", "center": ":-:", "right": "--:"}
_EID = re.compile(r"\w+", re.ASCII)  # an instrument read from a file may hold anything
_MARKS = re.compile(
    r"""[\\`*_{}\[\]<>#&|~^$@"'!]"""  # marks wherever they stand
    r"|([-.=:])\1+"  # dashes, ellipses, rules, fences
    r"|:(?=\S)"  # :smile: and http://
)
_STOP = re.compile(r"(?<![^\W_])(?:(?<!\.)|(?<=\.\.))([^\W_](?:[^\W_]|\.)*+)(?<=\.)(?= )|(?<!\w)www\.", re.IGNORECASE)
"""A word that ends in a stop, as in "vol. 3"; stops before it that stand alone are escaped and begin no word."""
_SHORT = re.compile(
    "aet(at)?|al|apr|aug|bk|bros|c|capt|cf|ch|chaps?|chs|co|col|corp|cp|d|dec|dr|eds?|esp|f|fasc|feb|ff|figs?|fl|fols?"
    "|fr|gen|gov|hon|ill|incl?|jan|jr|jul|jun|ltd|mar|mrs?|ms|nn?|no|nov|oct|pp?|pres|prof|pt|rep|rev|saec|sec|sen"
    "|sept?|sgt|sr|st|univ|viz|vol|vs",
    re.IGNORECASE,
)
"""What pandoc takes for an abbreviation, besides what has a stop inside: it binds the next word to it."""
_START = re.compile(r"[-+=%:]|table:|\(?\w+[.)](?=\s|\Z)", re.IGNORECASE)  # at the start of a line: a list, a caption
_STAR = re.compile(r"(?<!\\)\*")
_SPACES = re.compile(r"[^\S \u00a0\u202f]|(?<=[ “‘]) | (?=[”’])")
"""Spaces that must be escaped within a line, which hard ones need not: pandoc loses one beside a quotation mark."""
_BREAK = "\\\n"


def write_markdown(instrument: Instrument, language: Language, options: Options = PLAIN) -> str:
    """A numbered instrument as Markdown text with a last line break; without notes, unless `options` ask for them."""
    with_notes = options.notes != "none"
    read = [instrument] if with_notes else [word for _, words in texts(instrument) for word in words]
    pointed = {
        pointers[-1].eid
        for node in (inner for outer in read for inner in walk(outer))
        if isinstance(node, Reference) and (pointers := [p for p in node.text if isinstance(p, Pointer)])
    }
    writer = _MarkdownWriter(language, instrument.register, instrument.scheme.headings, frozenset(pointed), with_notes)
    head = (front_matter(instrument, language),) if options.front_matter else ()
    return "\n\n".join(filter(None, (*head, *writer.blocks(instrument), *writer.footnotes))) + "\n"


@cached(8192)  # of many drafts, most words are the same
def escape(text: str, *, start: bool = True, end: bool = True) -> str:
    """Typed text as Markdown source that renders as that text, line breaks as hard breaks.

    `start` and `end` say that the text begins and ends a block; inside one it needs less.
    """
    lines = text.split("\n")
    last = len(lines) - 1
    return _BREAK.join(_line(line, start=start or n > 0, end=end or n < last) for n, line in enumerate(lines))


def _line(line: str, *, start: bool, end: bool) -> str:
    marked = {n for match in _MARKS.finditer(line) for n in range(*match.span())}
    for stop in _STOP.finditer(line) if ". " in line or "ww." in line.lower() else ():
        word = (stop[1] or "")[:-1]
        if not word or "." in word or _SHORT.fullmatch(word):
            marked.add(stop.end() - 1)
    if start and (match := _START.match(line)):
        marked |= {n for n in range(match.end()) if line[n] in "-+=%:(.)"}
    spaces = {match.start() for match in _SPACES.finditer(line)}
    if start and line[:1].isspace():
        spaces.update(range(len(line) - len(line.lstrip())))
    if end and line[-1:].isspace():
        spaces.update(range(len(line.rstrip()), len(line)))
    pieces: list[str] = []
    done = 0
    for n in sorted(marked | spaces):
        pieces += line[done:n], f"&#{ord(line[n])};" if n in spaces else f"\\{line[n]}"
        done = n + 1
    return "".join([*pieces, line[done:]]) if pieces else line


@dataclass(frozen=True, slots=True)
class _MarkdownWriter:
    """Writes the blocks of one page, each as text without the empty line after it."""

    language: Language
    register: str
    headings: bool
    pointed: frozenset[str]
    with_notes: bool
    footnotes: list[str] = field(default_factory=list)

    def blocks(self, instrument: Instrument) -> Iterator[str]:
        for element in reading_order(instrument):
            match element:
                case FrameWords("title", words):
                    yield self.heading(1, "", "", words, instrument.notes)
                case FrameWords(_, words):
                    yield self.paragraph(words)
                case Unit():
                    yield from self.unit(element)
                case Provision(kind="recital"):
                    yield from self.content(_with(element.notes, element.blocks), 2)
                case Part() | Provision():
                    yield from self.body((element,), 2)
                case SignatureBlock(parties):
                    yield from self.signatures(parties)
                case _:
                    assert_never(element)

    def signatures(self, parties: Iterable[Signatory]) -> Iterator[str]:
        for party in parties:
            yield self.paragraph((Text(f"{party.signs}\n{SIGNATURE}"),))
            yield self.paragraph((Text(f"{party.dated} {SIGNATURE}"),)) if party.dated else ""

    def body(self, content: Iterable[Part | Provision], level: int) -> Iterator[str]:
        for item in content:
            if isinstance(item, Provision):
                yield from self.provision(item, level)
            else:
                yield self.heading(level, item.eid, self.name(item), item.heading)
                yield from self.body(item.content, level + 1)

    def provision(self, provision: Provision, level: int) -> Iterator[str]:
        if provision.continues:
            yield from self.content(_with(provision.notes, provision.blocks), level + 1)
            return
        shown = self.headings or provision.kind != "article"
        words = provision.heading if shown else ()
        yield self.heading(level, provision.eid, self.name(provision), words, provision.notes)
        yield from self.content(provision.blocks, level + 1)

    def name(self, item: Part | Provision) -> str:
        return f"{self.language.headed(item.kind, self.register)} {item.number}"

    def heading(self, level: int, eid: str, name: str, words: Inlines, notes: tuple[Note, ...] = ()) -> str:
        """A heading of at most the sixth level; a typed line break in it is one of HTML."""
        heading = self.inline(words)
        full = f"{escape(name, start=False, end=False)}{'. ' if name and heading else ''}{heading}"
        full = full.replace(_BREAK, "<br>") + self.mark(notes)
        return f"{'#' * min(level, 6)} {self.anchor(eid)}{full}".rstrip(" ")

    def content(self, blocks: Iterable[Block], level: int) -> Iterator[str]:
        for block in blocks:
            match block:
                case Unit():
                    yield from self.unit(block)
                case Heading(words, notes):
                    yield self.heading(level, "", "", words, notes)
                case Table():
                    yield self.paragraph(block.caption, notes=block.notes)
                    yield self.table(block)
                case Fill(what):
                    yield self.paragraph((Hole(what),))
                case _:
                    assert_never(block)

    def unit(self, unit: Unit, depth: int = 0) -> Iterator[str]:
        yield self.paragraph((*unit.words, Text(unit.end)), unit.number, unit.eid, depth, unit.notes)
        for item in unit.items:
            if isinstance(item, Fill):
                yield self.paragraph((Hole(item.what),), depth=depth + 1)
            else:
                yield from self.unit(item, depth + 1)
        yield self.paragraph(unit.closing, depth=depth)

    def paragraph(
        self, words: Inlines, number: str = "", eid: str = "", depth: int = 0, notes: tuple[Note, ...] = ()
    ) -> str:
        source = self.inline(words)
        while source.endswith(_BREAK):  # nothing follows that a line break could part
            source = source.removesuffix(_BREAK)
        source += self.mark(notes)
        if number:
            source = f"{escape(number, start=not depth, end=False)} {source}".rstrip(" ")
        anchor = self.anchor(eid) if eid in self.pointed else ""
        return INDENT * depth + anchor + source if source else ""

    def mark(self, notes: tuple[Note, ...]) -> str:
        """The mark of the footnote that holds these notes, a paragraph each; nothing where none are wanted."""
        if not notes or not self.with_notes:
            return ""
        name = f"[^{len(self.footnotes) + 1}]"
        paragraphs = (
            self.paragraph((Emphasis((Text(self.language.speaker(note.source)),)), Text(": "), *note.words))
            for note in notes
        )
        inside = "\n\n".join(paragraphs)
        self.footnotes.append(re.sub(r"\n(?=[^\n])", "\n    ", f"{name}: {inside}"))
        return name

    def table(self, table: Table) -> str:
        if not table.header:
            return ""
        rows = (table.header, *table.rows, *((table.total,) if table.total else ()))
        cells = [[self.inline(cell).replace(_BREAK, "<br>") for cell in row] for row in rows]
        rule = [_RULES.get(align, ":--") for align in table.align]
        return "\n".join(f"| {' | '.join(row)} |" for row in (cells[0], rule, *cells[1:]))

    def anchor(self, eid: str) -> str:
        return f'<a id="{eid}"></a>' if _EID.fullmatch(eid) else ""

    def inline(self, words: Inlines) -> str:
        """Words as source. Neighbouring plain words are escaped as one, since marks can span them."""
        pieces = list(self.pieces(words))
        source = ""
        for n, piece in enumerate(pieces):
            if isinstance(piece, str):
                source += escape(piece, start=n == 0, end=n == len(pieces) - 1)
            elif isinstance(piece, Emphasis):
                source += self.emphasis(piece, source[-1:])
            else:
                source += self.link(piece)
        return source

    def pieces(self, words: Inlines) -> Iterator[str | Emphasis | Reference]:
        """The words with all that is plain run together."""
        plain = ""
        for word in self.flat(words):
            if isinstance(word, str):
                plain += word
                continue
            if plain:
                yield plain
            plain = ""
            yield word
        if plain:
            yield plain

    def flat(self, words: Inlines) -> Iterator[str | Emphasis | Reference]:
        for word in words:
            match word:
                case Text(text) | Name(text):
                    yield text
                case Term():
                    yield surface(word, self.language)
                case Hole(what):
                    yield missing(what)
                case Bracket(inner):
                    yield "["
                    yield from self.flat(inner)
                    yield "]"
                case Emphasis(inner):
                    if any(self.flat(inner)):  # one that prints nothing is nothing: what follows may begin the line
                        yield word
                case Reference():
                    yield word
                case _:
                    assert_never(word)

    def emphasis(self, emphasis: Emphasis, before: str) -> str:
        """Asterisks where they surely open and close, otherwise the element of HTML."""
        source = self.inline(emphasis.words)
        if not source:
            return ""
        sure = source[0].isalnum() and source[-1].isalnum() and before != "*" and not _STAR.search(source)
        return f"*{source}*" if sure else f"<em>{source}</em>"

    def link(self, reference: Reference) -> str:
        """The whole text of a reference as one link, to the last thing it points to."""
        source = escape(reference_text(reference), start=False, end=False)
        eids = [piece.eid for piece in reference.text if isinstance(piece, Pointer)]
        return f"[{source}](#{eids[-1]})" if eids and _EID.fullmatch(eids[-1]) else source


def _with(notes: tuple[Note, ...], blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Blocks of a provision without heading: its notes stand on the first of them."""
    first, *others = blocks or (Unit("text", ()),)
    return (first if isinstance(first, Fill) else replace(first, notes=(*notes, *first.notes)), *others)
