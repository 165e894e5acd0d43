"""The contents: a field with its entries filled in, each a link, so that it is right before anybody updates it.

It gives no page numbers, which only a word processor can know, and so asks for no update when the file is opened.
"""

from __future__ import annotations

from dataclasses import dataclass

from treatydraft.cache import cached
from treatydraft.writers.docx.markup.elements import link, paragraph, run, runs
from treatydraft.writers.docx.text.lines import KEEP

LEVELS = 3
"""The levels of headings in it: parts, chapters, articles."""

CODE = f'TOC \\o "1-{LEVELS}" \\n \\h \\z \\u'
"""By the level of each heading in the outline, without page numbers, as links.

There is no ``\\x``, by which an entry would keep the line break between a heading's number and its words.
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading in the contents: its level from 0, its number, its words, and the bookmark it stands in."""

    level: int
    number: str
    words: str
    bookmark: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents under their heading; `turned` puts them on a page of their own."""

    heading: str
    entries: tuple[Entry, ...]
    turned: bool


def contents(block: Contents, locale: str) -> str:
    """The contents as the block that word processors know as such."""
    opened = f'{_mark("begin")}<w:r><w:instrText xml:space="preserve"> {CODE} </w:instrText></w:r>{_mark("separate")}'
    lines = [paragraph("TOCHeading", run(block.heading), "<w:pageBreakBefore/>" if block.turned else "")]
    for entry, below in zip(block.entries, (*block.entries[1:], None), strict=True):
        kept = below is not None and below.level > entry.level  # a part is never the last line of a page
        lines.append(_line(entry, kept, opened, locale))
        opened = ""
    lines.append(paragraph("AfterTable", _mark("end")))
    return (
        '<w:sdt><w:sdtPr><w:id w:val="1"/><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{''.join(lines)}</w:sdtContent></w:sdt>"
    )


@cached(1000)  # of many drafts, most headings are the same
def _line(entry: Entry, kept: bool, before: str, locale: str) -> str:
    words = runs(f"{entry.number}\t{entry.words}".rstrip("\t"), locale)  # words stand below words, number or not
    return paragraph(f"TOC{entry.level + 1}", before + link(entry.bookmark, words), KEEP if kept else "")


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
