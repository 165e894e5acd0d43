"""The layout: the tree as paragraphs and tables in order, with their styles, numbers and bookmarks.

Each paragraph of the text stands in a bookmark, so that references can point to it, and a later reader can match it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import assert_never

from treatydraft.instrument.reading_order import FrameWords, SignatureBlock, reading_order
from treatydraft.instrument.tree import Block, Inlines, Instrument, Part, Provision, Signatory, Unit
from treatydraft.language import Language
from treatydraft.writers.docx.markup.elements import TIE
from treatydraft.writers.docx.text.bookmarks import Bookmark, Bookmarks
from treatydraft.writers.docx.text.contents import Contents
from treatydraft.writers.docx.text.lines import LOOSE, UNLISTED, Grid, LayoutLine, LineBuilder, Target
from treatydraft.writers.docx.text.numbering import ANNEXES, ARTICLES, DIVISIONS, Lists
from treatydraft.writers.docx.text.provision_layout import (
    ProvisionLayout,
    ProvisionStart,
    kept_with_next,
    lay_out_provision,
)
from treatydraft.writers.options import PLAIN, Options

TOGETHER, DATED = 8, 6
"""The most signatures kept on one page with the words before them, and the most if they have a date each."""

APART = '<w:spacing w:before="360" w:after="160"/>'
"""The space around the first of the closing words, in twips; the style of the testimonium has it by itself."""


@dataclass(frozen=True, slots=True)
class Signatures:
    """The signatures, two to a row; `together` keeps all of them on one page."""

    parties: tuple[Signatory, ...]
    together: bool


Content = LayoutLine | Grid | ProvisionLayout | Signatures | Contents


@dataclass(frozen=True, slots=True)
class Layout:
    """The content of a document in order, its lists, the targets of pointers by element id, and every bookmark."""

    lines: tuple[Content, ...]
    lists: Lists
    targets: dict[str, Target]
    bookmarks: tuple[Bookmark, ...]


def lay_out(instrument: Instrument, language: Language, options: Options = PLAIN) -> Layout:
    """The layout of a numbered instrument."""
    builder = _InstrumentBuilder(instrument, language, options)
    builder.build()
    return Layout(tuple(builder.lines), builder.lists, builder.targets, tuple(builder.bookmarks.bookmarks))


class _InstrumentBuilder(LineBuilder):
    """Lays out one instrument, from top to bottom."""

    def __init__(self, instrument: Instrument, language: Language, options: Options) -> None:
        super().__init__(Bookmarks(options.clean), options.notes != "none")
        self.instrument = instrument
        self.language = language
        self.lists = Lists.bound(language, instrument.register, instrument.scheme.articles)
        self.has_parts = any(isinstance(item, Part) and item.kind != "chapter" for item in instrument.body)

    # -------------------------------------------------------------------------------------------- the frame

    def build(self) -> None:
        whole = self.instrument
        last = "" if whole.signing else LOOSE  # their styles keep them with what follows
        self.add_notes(whole.notes)
        for element in reading_order(whole):
            match element:
                case FrameWords("title", words):
                    self.add_line("title", "TreatyTitle", words)
                case Unit():
                    self.blocks("opening", (element,), "TreatyText")
                case Provision(kind="recital"):
                    self.bookmarks.skip(element.clause)
                    self.add_notes(element.notes)
                    self.blocks(element.clause, element.blocks, "TreatyRecital")
                case Part() | Provision():
                    self.body((element,), 0)
                case FrameWords("testimonium", words):
                    self.keep_last(bool(whole.signing or whole.done))
                    self.add_line("testimonium", "TreatyTestimonium", words, "" if whole.done else last)
                case FrameWords("done", words):
                    self.add_line("done", "TreatyDone", words, last + ("" if whole.testimonium else APART))
                case FrameWords(name, words):
                    self.add_line(name, "TreatyEnacting", words)
                case SignatureBlock(parties):
                    most = DATED if any(party.dated for party in parties) else TOGETHER
                    self.lines.append(Signatures(parties, len(parties) <= most))
                case _:
                    assert_never(element)
        if self.pending:  # on what has no words, and nothing came after it
            self.add(LayoutLine("TreatyText", (), ""))

    def keep_last(self, wanted: bool) -> None:
        """Keeps the last paragraph with what follows, so that no page has signatures and no word of an article."""
        if not wanted or not self.lines:
            return
        last = self.lines[-1]
        if isinstance(last, ProvisionLayout):
            self.lines[-1] = kept_with_next(last)
        elif isinstance(last, LayoutLine):
            self.lines[-1] = last.kept_with_next()

    def body(self, content: Iterable[Part | Provision], depth: int) -> None:
        for item in content:
            if isinstance(item, Provision):
                self.provision(item, depth)
                continue
            clause = item.name or item.eid
            level, style = (1, "TreatyChapter") if item.kind == "chapter" else (0, "TreatyPart")
            self.add(self.heading(clause, item, item.heading, style, DIVISIONS, level, depth))
            self.body(item.content, depth + 1)

    def heading(
        self, clause: str, item: Part | Provision, words: Inlines, style: str, list: int, level: int, depth: int
    ) -> LayoutLine:
        """A numbered heading, `depth` levels down in the outline of the document, in its list and with a target."""
        name = f"{self.language.headed(item.kind, self.instrument.register)}{TIE}{item.number}"
        native = self.lists.next(list, level, name, skips=not self.has_parts)
        bookmark = self.bookmark(clause, "", item.number)
        self.targets[item.eid] = Target(bookmark, name if native else "")
        properties = ("" if native else UNLISTED) + f'<w:outlineLvl w:val="{min(depth, 8)}"/>'
        return LayoutLine(style, words, bookmark, properties, "" if native else name, True)

    # -------------------------------------------------------------------------------------------- provisions

    def provision(self, provision: Provision, depth: int) -> None:
        self.add_notes(provision.notes)
        annex = provision.kind == "annex"
        if provision.continues:
            self.bookmarks.skip(provision.clause)
            self.blocks(provision.clause, provision.blocks, "TreatyText", ANNEXES if annex else ARTICLES)
            return
        shown = annex or self.instrument.scheme.headings
        words = provision.heading if shown else ()
        style, list = ("TreatyAnnex", ANNEXES) if annex else ("TreatyArticle", ARTICLES)
        heading = self.heading(provision.clause, provision, words, style, list, 0, depth)
        self.blocks(provision.clause, provision.blocks, "TreatyText", list, heading)

    def blocks(
        self, clause: str, blocks: tuple[Block, ...], plain: str, list: int = 0, heading: LayoutLine | None = None
    ) -> None:
        """The blocks of a clause below their heading, if they have one.

        `plain` is the style of a block without number, `list` the bound list they count in.
        """
        start = ProvisionStart(
            list,
            self.lists.counted(list),
            self.lists.free,
            self.bookmarks.next(clause),
            self.bookmarks.clean,
            self.with_notes,
            self.pending,
        )
        layout = lay_out_provision(clause, heading, blocks, plain, start)
        if layout.lines:
            self.lines.append(layout)
        self.lists.advance(list, layout.counts, layout.free)
        self.bookmarks.extend(clause, layout.bookmarks)
        self.targets.update(layout.targets)
        self.pending = layout.pending
