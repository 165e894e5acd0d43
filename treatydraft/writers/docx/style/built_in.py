"""The built-in style: builds the parts of a document that are the same in every draft.

`python -m treatydraft.writers.docx.style.built_in` writes them to the folder of `static_parts`; a test builds them
again and compares. python-docx gives the base (defaults, table style, theme) without the rest of its template. Only
this module imports it: the writer reads the folder.

A style's id is its name without spaces, since some word processors make the one from the other.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

import docx
from docx.oxml import parse_xml
from lxml import etree

from treatydraft.writers.docx.markup.elements import HEAD, NAMESPACES
from treatydraft.writers.docx.package.static_parts import SHEET, STATIC
from treatydraft.writers.docx.page.sheet import Sheet
from treatydraft.writers.docx.text.numbering import ANNEXES, ARTICLES, DIVISIONS, STEP

FONT = "Times New Roman"
EAST = "MS Mincho"
"""The font of East Asian scripts."""
KEPT = ("Normal", "DefaultParagraphFont", "TableNormal", "NoList")
"""The styles of the template that stay; the document needs them, and they set no font or size."""

KEEP = "<w:keepNext/><w:keepLines/>"
CENTRED, LEFT, JUSTIFIED = (f'<w:jc w:val="{side}"/>' for side in ("center", "left", "both"))
BOLD, ITALIC = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>"


def size(half_points: int) -> str:
    """The size of letters, in half points."""
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def spacing(before: int, after: int) -> str:
    """The space above and below a paragraph, in twips."""
    return f'<w:spacing w:before="{before}" w:after="{after}"/>'


def numbered_by(list: int, level: int) -> str:
    """The list, and the level in it, that numbers a style."""
    depth = f'<w:ilvl w:val="{level}"/>' if level else ""
    return f'<w:numPr>{depth}<w:numId w:val="{list}"/></w:numPr>'


def outline(level: int) -> str:
    """The level of a heading, the highest 0."""
    return f'<w:outlineLvl w:val="{level}"/>'


def hanging(left: int) -> str:
    """An indent, in twips, with the number hanging one step to its left."""
    return f'<w:ind w:left="{left}" w:hanging="{STEP}"/>'


def contents_spacing(before: int) -> str:
    """The space above a line of the contents, in twips; none below, and the line is as high as its letters."""
    return f'<w:spacing w:before="{before}" w:after="0" w:line="240" w:lineRule="auto"/>'


TAB = f'<w:tabs><w:tab w:val="left" w:pos="{STEP}"/></w:tabs>'
FLUSH = '<w:ind w:left="0" w:firstLine="0"/>'
THIN = '<w:spacing w:before="0" w:after="140" w:line="20" w:lineRule="exact"/>'
RULE = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
APART = '<w:ind w:right="567"/>'
DATED = f'<w:keepLines/><w:tabs><w:tab w:val="left" w:leader="underscore" w:pos="{4 * STEP}"/></w:tabs>'
NARROW = f'<w:ind w:left="{2 * STEP}" w:right="{2 * STEP}"/>'
UNCOUNTED = "<w:suppressLineNumbers/>"
WIDEST = 1985
"""Room for the longest number of an article in the contents, "Article LXXXVIII": 3.5 cm."""
ENTERED = f'<w:ind w:left="{WIDEST}" w:right="{STEP}" w:hanging="{WIDEST}"/>'
ENTRY = f'<w:tabs><w:tab w:val="left" w:pos="{WIDEST}"/></w:tabs>'
WIDOWS = "<w:widowControl/>"
"""No line of a paragraph alone on a page, also where a house has not said so for all its styles."""

# Name, style it is based on, properties of the paragraph, properties of its runs.
PARAGRAPHS = (
    ("Treaty Title", "Normal", KEEP + spacing(0, 480) + CENTRED, BOLD + size(32)),
    ("Treaty Text", "Normal", WIDOWS + JUSTIFIED, ""),
    ("Treaty Recital", "TreatyText", "", ""),
    ("Treaty Enacting", "TreatyText", KEEP + spacing(120, 240), ""),
    (
        "Treaty Part",
        "Normal",
        KEEP + numbered_by(DIVISIONS, 0) + spacing(480, 240) + CENTRED + outline(0),
        BOLD + size(26),
    ),
    ("Treaty Chapter", "Normal", KEEP + numbered_by(DIVISIONS, 1) + spacing(360, 240) + CENTRED + outline(1), BOLD),
    ("Treaty Article", "Normal", KEEP + numbered_by(ARTICLES, 0) + spacing(320, 160) + CENTRED + outline(2), BOLD),
    ("Treaty Paragraph", "TreatyText", numbered_by(ARTICLES, 1) + TAB + FLUSH, ""),
    ("Treaty Subparagraph", "TreatyText", numbered_by(ARTICLES, 2) + hanging(2 * STEP), ""),
    ("Treaty Point", "TreatyText", numbered_by(ARTICLES, 3) + hanging(3 * STEP), ""),
    ("Treaty Subclosing", "TreatyText", f'<w:ind w:left="{2 * STEP}"/>', ""),
    (
        "Treaty Annex",
        "Normal",
        f"{KEEP}<w:pageBreakBefore/>" + numbered_by(ANNEXES, 0) + spacing(0, 320) + CENTRED + outline(0),
        BOLD + size(26),
    ),
    ("Annex Paragraph", "TreatyParagraph", numbered_by(ANNEXES, 1) + TAB + FLUSH, ""),
    ("Annex Subparagraph", "TreatySubparagraph", numbered_by(ANNEXES, 2) + hanging(2 * STEP), ""),
    ("Annex Point", "TreatyPoint", numbered_by(ANNEXES, 3) + hanging(3 * STEP), ""),
    ("Annex Heading", "Normal", KEEP + spacing(320, 160) + LEFT + outline(1), BOLD),
    ("Treaty Caption", "Normal", KEEP + spacing(160, 120) + CENTRED, ITALIC),
    ("Table Text", "Normal", spacing(40, 40) + LEFT, size(22)),
    ("Table Head", "TableText", "<w:keepNext/>", BOLD),
    ("Table Total", "TableText", "", BOLD),
    ("After Table", "Normal", THIN, size(2)),
    ("Treaty Testimonium", "TreatyText", KEEP + spacing(360, 160), ""),
    ("Treaty Done", "TreatyText", KEEP + spacing(160, 160), ""),
    ("Treaty Signature", "Normal", "<w:keepLines/>" + spacing(240, 0) + APART + LEFT, ""),
    ("Treaty Signature Line", "Normal", "<w:keepLines/>" + RULE + spacing(600, 120) + APART + LEFT, ""),
    ("Treaty Signature Date", "Normal", DATED + spacing(0, 120) + APART + LEFT, ""),
    ("Cover Title", "Normal", UNCOUNTED + spacing(3400, 720) + NARROW + CENTRED, BOLD + "<w:caps/>" + size(36)),
    ("Cover Party", "Normal", UNCOUNTED + spacing(0, 120) + CENTRED, size(26)),
    ("Cover Note", "Normal", UNCOUNTED + spacing(960, 0) + CENTRED, ""),
    ("TOC Heading", "Normal", KEEP + UNCOUNTED + spacing(0, 240) + CENTRED, BOLD + size(26)),
    ("toc 1", "Normal", "<w:keepLines/>" + UNCOUNTED + ENTRY + contents_spacing(160) + ENTERED + LEFT, ""),
    ("toc 2", "toc 1", contents_spacing(60), ""),
    ("toc 3", "toc 1", contents_spacing(20), ""),
    ("header", "Normal", spacing(0, 120) + CENTRED, ITALIC + size(18)),
    ("Draft Banner", "header", spacing(0, 0), '<w:i w:val="0"/><w:iCs w:val="0"/>'),
    ("footer", "Normal", spacing(0, 0) + CENTRED, size(18)),
    ("annotation text", "Normal", spacing(0, 60) + LEFT, size(20)),
    ("footnote text", "Normal", WIDOWS + UNCOUNTED + spacing(0, 40) + LEFT, size(18)),
)

CHARACTERS = (
    ("Treaty Term", ""),
    ("Treaty Bracket", BOLD),
    ("Treaty Hole", '<w:shd w:val="clear" w:color="auto" w:fill="FFF200"/>'),
    ("annotation reference", size(16)),
    ("footnote reference", '<w:vertAlign w:val="superscript"/>'),
)

KNOWN = {
    **{name: name[0].upper() + name[1:] for name in ("header", "footer")},
    "TOC Heading": "TOCHeading",
    **{f"toc {level}": f"TOC{level}" for level in (1, 2, 3)},
    **{f"annotation {kind}": f"Comment{kind.capitalize()}" for kind in ("text", "reference")},
    **{f"footnote {kind}": f"Footnote{kind.capitalize()}" for kind in ("text", "reference")},
}
"""Styles that word processors know by these names, and the ids they give them."""

_EDGES = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_MARGINS = '<w:tblCellMar><w:left w:w="{0}" w:type="dxa"/><w:right w:w="{0}" w:type="dxa"/></w:tblCellMar>'
TABLES = (
    ("Treaty Table", f"<w:tblBorders>{_EDGES}</w:tblBorders>{_MARGINS.format(108)}"),
    ("Treaty Signatures", _MARGINS.format(0)),
)

DEFAULTS = f"""<w:docDefaults {NAMESPACES}>
 <w:rPrDefault><w:rPr>
  <w:rFonts w:ascii="{FONT}" w:eastAsia="{EAST}" w:hAnsi="{FONT}" w:cs="{FONT}"/>
  <w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>
 </w:rPr></w:rPrDefault>
 <w:pPrDefault><w:pPr><w:spacing w:after="140" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault>
</w:docDefaults>"""

SETTINGS = f"""<w:settings {NAMESPACES}>
 <w:zoom w:percent="100"/>
 <w:defaultTabStop w:val="{STEP}"/>
 <w:characterSpacingControl w:val="doNotCompress"/>
 <w:compat>
  <w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
 </w:compat>
 <w:themeFontLang w:val="en-GB"/>
 <w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1" w:accent2="accent2"
  w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink"
  w:followedHyperlink="followedHyperlink"/>
 <w:decimalSymbol w:val="."/>
 <w:listSeparator w:val=","/>
</w:settings>"""

FONTS = f"""<w:fonts {NAMESPACES}>
 <w:font w:name="{FONT}">
  <w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/>
 </w:font>
</w:fonts>"""


_BANNER = '<w:p><w:pPr><w:pStyle w:val="DraftBanner"/></w:pPr><w:r><w:t>{draft}</w:t></w:r></w:p>'
HEADER = (
    f"<w:hdr {NAMESPACES}>{_BANNER}"
    '<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:t>{title}</w:t></w:r></w:p></w:hdr>'
)
FIRST = f"<w:hdr {NAMESPACES}>{_BANNER}</w:hdr>"
FOOTER = (
    f'<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:t>{{number}}</w:t></w:r></w:p></w:ftr>'
)
PLAN = {
    "sheet": asdict(Sheet()),
    "header": {"default": "header1.xml", "first": "header2.xml"},
    "footer": {"default": "footer1.xml", "first": "footer2.xml"},
    "images": {},
}
"""How the parts hang together, as `treatydraft.writers.docx.page.page_setup` reads it."""


def build() -> Mapping[str, bytes]:
    """The content of each static part by its name under ``word/``, and that of ``sheet.json``."""
    document = docx.Document()
    xml = {
        "styles.xml": _styles(document.styles.element),
        "settings.xml": etree.fromstring(SETTINGS),
        "fontTable.xml": etree.fromstring(FONTS),
        "theme/theme1.xml": _theme(document),
    }
    headers_footers = {"header1.xml": HEADER, "header2.xml": FIRST, "footer1.xml": FOOTER, "footer2.xml": FOOTER}
    return {
        **{name: _xml(element) for name, element in xml.items()},
        **{name: f"{HEAD}{part}\n".encode() for name, part in headers_footers.items()},
        SHEET: f"{json.dumps(PLAN, indent=1)}\n".encode(),
    }


def _styles(element: Any) -> Any:
    """The template's styles that are needed, and ours after them."""
    named = "{%s}" % element.nsmap["w"]  # noqa: UP031
    for child in list(element):
        if child.get(f"{named}styleId") not in KEPT:
            element.remove(child)
        for mark in child.findall(f"{named}rsid"):
            child.remove(mark)
    element.insert(0, parse_xml(DEFAULTS))
    normal = next(child for child in element if child.get(f"{named}styleId") == "Normal")
    normal.append(parse_xml(f"<w:pPr {NAMESPACES}>{WIDOWS}</w:pPr>"))
    for style in _styles_xml():
        element.append(parse_xml(style))
    clean = etree.fromstring(f"<w:styles {NAMESPACES}/>")
    clean.extend(etree.fromstring(etree.tostring(element)))
    return clean


def _styles_xml() -> Iterator[str]:
    def style(kind: str, name: str, base: str, inside: str) -> str:
        id, on = (KNOWN.get(word) or word.replace(" ", "") for word in (name, base))
        based = f'<w:basedOn w:val="{on}"/>'
        own = "" if name in KNOWN else ' w:customStyle="1"'
        return (
            f'<w:style {NAMESPACES} w:type="{kind}"{own} w:styleId="{id}"><w:name w:val="{name}"/>{based}'
            f"<w:qFormat/>{inside}</w:style>"
        )

    for name, base, properties, runs in PARAGRAPHS:
        inside = f"<w:pPr>{properties}</w:pPr>" if properties else ""
        yield style("paragraph", name, base, inside + (f"<w:rPr>{runs}</w:rPr>" if runs else ""))
    for name, runs in CHARACTERS:
        yield style("character", name, "DefaultParagraphFont", f"<w:rPr>{runs}</w:rPr>" if runs else "")
    for name, properties in TABLES:
        yield style("table", name, "TableNormal", f"<w:tblPr>{properties}</w:tblPr>")


def _theme(document: Any) -> Any:
    """The template's theme without its fonts for scripts and without what a vendor added."""
    blob = next(part.blob for part in document.part.package.iter_parts() if part.partname == "/word/theme/theme1.xml")
    theme = etree.fromstring(blob)
    drawing = "{%s}" % theme.nsmap["a"]  # noqa: UP031
    for font in list(theme.iter(f"{drawing}font")):
        font.getparent().remove(font)
    for face in theme.iter(f"{drawing}latin"):
        face.set("typeface", FONT)
    for last in list(theme.iter(f"{drawing}objectDefaults", f"{drawing}extLst")):
        for inside in list(last):
            last.remove(inside)
        if last.tag == f"{drawing}extLst":
            last.getparent().remove(last)
    return theme


def _xml(element: Any) -> bytes:
    """An element as indented XML, the same on every run."""
    etree.cleanup_namespaces(element)
    for node in element.iter():
        if node.tail and not node.tail.strip():
            node.tail = None
        if node.text and not node.text.strip():
            node.text = None
    etree.indent(element, " ")
    return bytes(etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)) + b"\n"


def main() -> None:
    """Write the static parts to their folder."""
    for name, xml in build().items():
        path = STATIC / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(xml)


if __name__ == "__main__":
    main()
