"""What stands on the page, in order: the tree as paragraphs and tables with their styles, numbers and bookmarks.

Each paragraph of the text stands in a bookmark, so that it can be pointed to, and found again when the file comes back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from treatydraft.instrument.tree import (
    Block,
    Fill,
    Heading,
    Hole,
    Inlines,
    Instrument,
    Note,
    Part,
    Provision,
    Signatory,
    Table,
    Unit,
)
from treatydraft.language import Language
from treatydraft.writers.docx.bookmarks import Bookmarks, Mark
from treatydraft.writers.docx.contents import Contents
from treatydraft.writers.docx.numbering import ANNEXES, ARTICLES, DIVISIONS, Lists
from treatydraft.writers.options import PLAIN, Options

KEEP = "<w:keepNext/>"
LOOSE = '<w:keepNext w:val="0"/>'
UNLISTED = '<w:numPr><w:numId w:val="0"/></w:numPr>'
TOGETHER, DATED = 12, 10
"""The most signatures that stay on one page with the words before them, and the most with a date beside each."""


class Line(NamedTuple):
    """A paragraph: its style, words, bookmark, further properties, and a number that its list does not give.

    `parts` says that a typed number, and the list's own, stand on a line above the words. `end` is the tree's mark,
    `notes` are those on the paragraph, and on what begins with it.
    """

    style: str
    words: Inlines
    bookmark: str
    properties: str = ""
    typed: str = ""
    parts: bool = False
    end: str = ""
    notes: tuple[Note, ...] = ()


class Grid(NamedTuple):
    """A table of an annex, with the bookmark of each cell, and the notes on it."""

    table: Table
    bookmarks: tuple[str, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Signatures:
    """The signatures, two to a row; `together` keeps all of them on one page."""

    parties: tuple[Signatory, ...]
    together: bool


Content = Line | Grid | Signatures | Contents


class Target(NamedTuple):
    """Where a pointer leads: the bookmark, and what a field shows of its list's number; empty where it is typed."""

    bookmark: str
    shown: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The page's content in order, its lists, the targets of pointers by element id, and every bookmark."""

    lines: tuple[Content, ...]
    lists: Lists
    targets: dict[str, Target]
    marks: tuple[Mark, ...]


_LEVELS = {"paragraph": 1, "subparagraph": 2, "point": 3}
_STYLES = {
    "text": "TreatyText",
    "paragraph": "TreatyParagraph",
    "subparagraph": "TreatySubparagraph",
    "point": "TreatyPoint",
}
_ANNEXED = {**_STYLES, "paragraph": "AnnexParagraph", "subparagraph": "AnnexSubparagraph", "point": "AnnexPoint"}


def lay_out(instrument: Instrument, language: Language, options: Options = PLAIN) -> Layout:
    """The layout of a numbered instrument."""
    page = _Page(instrument, language, options)
    page.frame()
    return Layout(tuple(page.lines), page.lists, page.targets, tuple(page.bookmarks.marks))


class _Page:
    """Lays out one instrument, from top to bottom."""

    def __init__(self, instrument: Instrument, language: Language, options: Options) -> None:
        self.instrument = instrument
        self.language = language
        self.options = options
        self.lines: list[Content] = []
        self.lists = Lists(language, instrument.register, instrument.scheme.articles)
        self.targets: dict[str, Target] = {}
        self.bookmarks = Bookmarks(options.clean)
        self.bookmark = self.bookmarks.name
        self.waiting: tuple[Note, ...] = ()
        self.parted = any(isinstance(item, Part) and item.kind != "chapter" for item in instrument.body)

    def line(self, clause: str, style: str, words: Inlines, properties: str = "", label: str = "") -> None:
        """A paragraph without number, if there is anything in it."""
        if words:
            self.put(Line(style, words, self.bookmark(clause, label), properties))

    def put(self, line: Line | Grid) -> None:
        """A paragraph or a table, with the notes that wait for one."""
        self.lines.append(line._replace(notes=self.waiting) if self.waiting else line)
        self.waiting = ()

    def note(self, notes: tuple[Note, ...]) -> None:
        """Notes on what comes next; none where they are not wanted."""
        if notes and self.options.notes != "none":
            self.waiting += notes

    # -------------------------------------------------------------------------------------------- the frame

    def frame(self) -> None:
        whole = self.instrument
        self.note(whole.notes)
        self.line("title", "TreatyTitle", whole.title)
        for unit in whole.opening:
            self.unit("opening", unit, "TreatyText")
        for provision in whole.preamble:
            self.bookmarks.skip(provision.clause)
            self.note(provision.notes)
            self.blocks(provision, "TreatyRecital")
        self.line("enacting", "TreatyEnacting", whole.enacting)
        self.body(whole.body, 0)
        signing = whole.signing
        self.keep_last(bool(signing or whole.done) and not whole.testimonium)
        last = "" if signing else LOOSE  # their styles keep them with what follows
        self.line("testimonium", "TreatyTestimonium", whole.testimonium, "" if whole.done else last)
        self.line("done", "TreatyDone", whole.done, last)
        if signing:
            most = DATED if any(party.dated for party in signing) else TOGETHER
            self.lines.append(Signatures(signing, len(signing) <= most))
        for annex in whole.annexes:
            self.provision(annex, 0)
        if self.waiting:  # on what has no words, and nothing came after it
            self.put(Line("TreatyText", (), ""))

    def keep_last(self, wanted: bool) -> None:
        """Keeps the last paragraph with what follows, so that signatures never stand alone on a page."""
        if wanted and self.lines and isinstance(last := self.lines[-1], Line) and KEEP not in last.properties:
            self.lines[-1] = last._replace(properties=KEEP + last.properties)

    def body(self, content: Iterable[Part | Provision], depth: int) -> None:
        for item in content:
            if isinstance(item, Provision):
                self.provision(item, depth)
                continue
            clause = item.name or item.eid
            level, style = (1, "TreatyChapter") if item.kind == "chapter" else (0, "TreatyPart")
            self.heading(clause, item, item.heading, style, DIVISIONS, level, depth)
            self.body(item.content, depth + 1)

    def heading(
        self, clause: str, item: Part | Provision, words: Inlines, style: str, list: int, level: int, depth: int
    ) -> None:
        """A numbered heading, `depth` levels down in the outline of the document."""
        name = f"{self.language.level(item.kind, self.instrument.register)} {item.number}"
        native = self.lists.next(list, level, name, skips=not self.parted)
        bookmark = self.bookmark(clause, "", item.number)
        self.targets[item.eid] = Target(bookmark, name if native else "")
        properties = ("" if native else UNLISTED) + f'<w:outlineLvl w:val="{min(depth, 8)}"/>'
        self.put(Line(style, words, bookmark, properties, "" if native else name, True))

    # -------------------------------------------------------------------------------------------- provisions

    def provision(self, provision: Provision, depth: int) -> None:
        self.note(provision.notes)
        annex = provision.kind == "annex"
        shown = annex or self.instrument.scheme.headings
        words = provision.heading if shown else ()
        style, list = ("TreatyAnnex", ANNEXES) if annex else ("TreatyArticle", ARTICLES)
        self.heading(provision.clause, provision, words, style, list, 0, depth)
        self.blocks(provision, "TreatyText", list)

    def blocks(self, provision: Provision, plain: str, list: int = 0) -> None:
        """The blocks of a provision; `list` is the bound list its paragraphs count in, if any.

        Where only one block has a list and no block has a number, that list is the bound one; otherwise the lists
        below unnumbered blocks are their own, since nothing would make the bound one begin anew.
        """
        units = [block for block in provision.blocks if isinstance(block, Unit)]
        sole = sum(bool(unit.items) for unit in units) == 1 and not any(unit.number for unit in units)
        for block in provision.blocks:
            self.block(provision.clause, block, plain, list, sole)

    def block(self, clause: str, block: Block, plain: str, list: int, sole: bool) -> None:
        match block:
            case Unit():
                self.unit(clause, block, plain, list, sole)
            case Table():
                self.table(clause, block)
            case Heading(words, notes):
                self.note(notes)
                self.line(clause, "AnnexHeading", words)
            case Fill(what):
                self.line(clause, "TreatyText", (Hole(what),))

    def unit(self, clause: str, unit: Unit, plain: str, list: int = 0, sole: bool = False) -> None:
        """A block with the list below it. `plain` is the style of one without number."""
        if not unit.number and unit.items and not (list and sole):
            list = self.lists.free()
        self.entry(clause, unit, plain, list, sole)

    def entry(self, clause: str, unit: Unit, plain: str, list: int, sole: bool) -> None:
        styles = _ANNEXED if list == ANNEXES else _STYLES
        style, properties, typed = plain, "", ""
        if unit.number:
            bound = list in (ARTICLES, ANNEXES)
            level = _LEVELS.get(unit.kind, 9) - (0 if bound else 2)
            style = styles.get(unit.kind, plain)
            if level < 0 or not list or not self.lists.next(list, level, unit.number, skips=sole and level == 2):
                typed, properties = unit.number, UNLISTED
            elif not bound:
                properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>'
        elif unit.kind in ("subparagraph", "point"):
            style = "TreatySubclosing"
        listed = bool(unit.items)
        if listed:
            properties = KEEP + properties  # the words that announce a list stay with its first item
        label = "" if clause == "opening" else unit.label or unit.eid
        if unit.notes:
            self.note(unit.notes)
        if unit.words or unit.end or unit.number:
            bookmark = self.bookmark(clause, label, unit.number)
            self.targets[unit.eid] = Target(bookmark, "" if typed or not unit.number else unit.number.rstrip("."))
            self.put(Line(style, unit.words, bookmark, properties, typed, False, unit.end))
        for item in unit.items:
            if isinstance(item, Fill):
                self.line(clause, "TreatySubclosing", (Hole(item.what),), "", label)
            else:
                self.entry(clause, item, "TreatySubclosing", list, sole)
        if unit.closing:
            nested = unit.kind in ("subparagraph", "point")
            self.line(clause, "TreatySubclosing" if nested else "TreatyText", unit.closing, "", label)

    def table(self, clause: str, table: Table) -> None:
        self.note(table.notes)
        label = table.label or table.eid
        self.line(clause, "TreatyCaption", table.caption, "", label)
        if table.header:
            cells = len(table.header) * (1 + len(table.rows) + bool(table.total))
            self.put(Grid(table, tuple(self.bookmark(clause, label) for _ in range(cells))))
