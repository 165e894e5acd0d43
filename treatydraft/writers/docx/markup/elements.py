"""WordprocessingML in strings: runs, fields, bookmarks, paragraphs, tables.

Every function gives well-formed XML for any words: what XML reads as mark-up is escaped, line breaks and tabs become
their elements, and a character that XML cannot hold becomes U+FFFD, where it stays visible. Names, codes and properties
are made by the writer and are not escaped; `properties` are XML, those of a run with the ``w:rPr`` around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from treatydraft.cache import cached
from treatydraft.writers.docx.markup.scripts import Script, stretches

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)

_UNFIT = re.compile("[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CUT = re.compile("([\t\n])")
TIE = "\u00a0"
"""The space at which no line ends."""
_TIED_SPACE = re.compile(r"(?<=\d) (?=[^\W\da-z_]|[^\W\d_]{4})|(?<=[A-Z]{3}) (?=\d)|(?<=[^\W\d_]) (?=\d{1,3}(?!\d))")
_ELEMENTS = {"\t": "<w:tab/>", "\n": "<w:br/>"}


def escape(text: str) -> str:
    """Text as XML holds it, between tags or in an attribute; tabs and line breaks stand as they are."""
    if _plain(text) and '"' not in text:
        return text
    text = _UNFIT.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _plain(text: str) -> bool:
    """Whether text needs no escaping, but for quotation marks in an attribute; faster than a pattern."""
    return text.isprintable() and "&" not in text and "<" not in text and ">" not in text


def content(text: str) -> str:
    """The elements of a run for a text."""
    if _plain(text):
        return _words(text)
    return "".join(_ELEMENTS[piece] if piece in _ELEMENTS else _words(piece) for piece in _CUT.split(escape(text)))


def _words(text: str) -> str:
    """Escaped text as an element. Only spaces at its ends need an attribute to be kept."""
    if not text:
        return ""
    if text[0] > " " and text[-1] > " ":
        return f"<w:t>{text}</w:t>"
    return f'<w:t xml:space="preserve">{text}</w:t>'


def run(text: str, properties: str = "") -> str:
    """A run of text with the properties that `run_properties` gives; nothing for no text."""
    return f"<w:r>{properties}{content(text)}</w:r>" if text else ""


@cached(256)
def run_properties(style: str = "", italic: bool = False, script: Script | None = None) -> str:
    """The properties of a run: a character style, italics, and what a script foreign to the text asks for."""
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    fonts, marks = (script.fonts, script.marks) if script else ("", "")
    inside = f"{named}{fonts}{'<w:i/><w:iCs/>' if italic else ''}{marks}"
    return f"<w:rPr>{inside}</w:rPr>" if inside else ""


def with_ties(text: str) -> str:
    """Text in which a figure stays on the line of the word it counts or numbers: 5 December, Article 51, EUR 2."""
    return _TIED_SPACE.sub(TIE, text)


def runs(text: str, locale: str, style: str = "", italic: bool = False) -> str:
    """Text of a language as runs: one, unless there are words in a foreign script in it."""
    text = with_ties(text)
    if text.isascii():
        if text[:1] > " " < text[-1:] and _plain(text):  # nearly always: one run, and nothing to escape or to keep
            return f"<w:r>{run_properties(style, italic)}<w:t>{text}</w:t></w:r>"
        return run(text, run_properties(style, italic))
    return "".join(run(piece, run_properties(style, italic, script)) for piece, script in stretches(text, locale))


def field(code: str, cached: str, properties: str = "") -> str:
    """A field with the text it shows until somebody updates it."""
    return (
        f'<w:r>{properties}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{properties}<w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r>{properties}{content(cached)}</w:r>"
        f'<w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def link(bookmark: str, inside: str) -> str:
    """Runs as a link to a bookmark."""
    return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{inside}</w:hyperlink>' if inside else ""


def paragraph(style: str, inside: str, properties: str = "", id: int | str = 0, bookmark: str = "") -> str:
    """A paragraph around runs. With a bookmark, all of it is in that: within one paragraph it survives editing."""
    head = f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>'
    if not bookmark:
        return f"{head}{inside}</w:p>"
    return f'{head}<w:bookmarkStart w:id="{id}" w:name="{bookmark}"/>{inside}<w:bookmarkEnd w:id="{id}"/></w:p>'


def cell(width: int, paragraphs: str, properties: str = "") -> str:
    """A cell `width` twips (twentieths of a point) wide; it holds at least one paragraph."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{paragraphs}</w:tc>'


def row(cells: Iterable[str], header: bool = False) -> str:
    """A row that does not break across pages; a header row stands again on top of each page."""
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if header else ''}</w:trPr>{''.join(cells)}</w:tr>"


def table(style: str, widths: Iterable[int], rows: Iterable[str], conditions: str = "") -> str:
    """A table with columns of these widths, in twips; `conditions` are the attributes of its ``w:tblLook``."""
    sizes = tuple(widths)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in sizes)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(sizes)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook {conditions or _UNCONDITIONAL}/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


_UNCONDITIONAL = (
    'w:val="0600" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"'
)
