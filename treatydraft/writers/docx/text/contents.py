"""The contents: a field with its lines filled in, each a link, so that it is right before anybody updates it.

It has no page numbers, which only a word processor knows, and so needs no update when the file is opened.
"""

from __future__ import annotations

from dataclasses import dataclass

from treatydraft.cache import cached
from treatydraft.writers.docx.markup.elements import link, paragraph, run, runs
from treatydraft.writers.docx.text.lines import KEEP

LEVELS = 3
"""How many levels of headings are in it: parts, chapters, articles."""

CODE = f'TOC \\o "1-{LEVELS}" \\n \\h \\z \\u'
"""By the level of each heading in the outline, without page numbers, as links.

There is no ``\\x``, by which a line would keep the line break between a heading's number and its words.
"""


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A heading in the contents: its level from 0, its number, its words, and the bookmark it stands in."""

    level: int
    number: str
    words: str
    bookmark: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents under their heading; `new_page` puts them on a page of their own."""

    heading: str
    lines: tuple[ContentsLine, ...]
    new_page: bool


def contents(block: Contents, locale: str) -> str:
    """The contents as XML, in the block that word processors recognise as a table of contents."""
    opened = f'{_mark("begin")}<w:r><w:instrText xml:space="preserve"> {CODE} </w:instrText></w:r>{_mark("separate")}'
    paragraphs = [paragraph("TOCHeading", run(block.heading), "<w:pageBreakBefore/>" if block.new_page else "")]
    for line, below in zip(block.lines, (*block.lines[1:], None), strict=True):
        kept = below is not None and below.level > line.level  # a part is never the last line of a page
        paragraphs.append(_paragraph(line, kept, opened, locale))
        opened = ""
    paragraphs.append(paragraph("AfterTable", _mark("end")))
    return (
        '<w:sdt><w:sdtPr><w:id w:val="1"/><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{''.join(paragraphs)}</w:sdtContent></w:sdt>"
    )


@cached(1000)  # of many drafts, most headings are the same
def _paragraph(line: ContentsLine, kept: bool, before: str, locale: str) -> str:
    words = runs(f"{line.number}\t{line.words}".rstrip("\t"), locale)  # words stand below words, number or not
    return paragraph(f"TOC{line.level + 1}", before + link(line.bookmark, words), KEEP if kept else "")


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
