"""A house style: what a ministry's template gives to a text, prepared once and kept.

Taken are its fonts, styles, colours, paper, margins, headers and footers with their pictures; styles it lacks are
added. Its own text goes, and so does what could run, lead out of the file or name who made it. Where a header has no
placeholder for it, the line that calls the text a draft stands above the header, which stays where it is.

What comes out is a zip file with the parts of the built-in style, by the same names; see
`treatydraft.writers.docx.package.static_parts`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from lxml import etree

from treatydraft.characters import refuse_hidden
from treatydraft.ooxml.package import TEMPLATE_BYTES, Container, R, W
from treatydraft.writers.docx.markup.elements import NAMESPACES, paragraph, run
from treatydraft.writers.docx.package.archive import pack, zip_files
from treatydraft.writers.docx.package.static_parts import SHEET, STATIC, THEME
from treatydraft.writers.docx.page.sheet import Sheet
from treatydraft.writers.docx.style.header_cleaning import CleanHeader
from treatydraft.writers.docx.style.style_merge import StyleMerge

__all__ = ["TEMPLATE_BYTES", "HouseStyle", "house_style"]

_W, _R = f"{{{W}}}", f"{{{R}}}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SIGNATURES = {
    b"\x89PNG": "png", b"\xff\xd8\xff": "jpeg", b"GIF8": "gif", b"BM": "bmp", b"II*\0": "tiff", b"MM\0*": "tiff",
    b"\x01\0\0\0": "emf", b"\xd7\xcd\xc6\x9a": "wmf", b"\x01\0\x09\0": "wmf",
}  # fmt: skip
"""The first bytes of the files of each kind of picture, and the ending of their names."""

LEAST, MOST = 2835, 31680
"""The narrowest text and the largest paper a style may have, in twips: 5 cm and what word processors allow."""

_KEPT = ("mirrorMargins", "gutterAtTop", "evenAndOddHeaders")  # settings that headers and margins need


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """A style as `Options` take it, and remarks on its template: what was left out, what was added."""

    content: bytes
    remarks: tuple[str, ...]


def house_style(content: bytes, name: str) -> HouseStyle:
    """The house style in a template, a .docx or .dotx; `name` is what messages call it.

    Raises ReadError for a file that is no Word document, is larger than a template needs to be, or is made to mislead.
    """
    template = Container(content, name)
    try:
        return _House(template).style()
    except (etree.LxmlError, ValueError, TypeError) as wrong:  # what no word processor writes, and lxml will not take
        raise template.error("it is not as word processors write it", "save it again in a word processor") from wrong


class _House:
    """Reads one template."""

    def __init__(self, template: Container) -> None:
        self.template = template
        self.main = template.main
        self.related = template.relations(self.main)
        self.remarks: set[str] = set()
        self.files: dict[str, bytes] = {}
        self.media: dict[str, str] = {}
        self.banner_added = False  # above the words of a header

    def style(self) -> HouseStyle:
        """Take what is taken, in order."""
        self.note_omissions()
        document = self.template.xml(self.main)
        sections = list(document.iter(f"{_W}sectPr"))
        if len(sections) > 1:
            self.remarks.add(f"of its {len(sections)} sections the last is followed")
        merge = self.styles()
        parts = self.parts(sections)
        sheet = self.sheet(sections[-1]) if sections else Sheet()
        if not parts:
            sheet = replace(sheet, first=True)  # as the built-in headers have it
        headers_footers = self.headers_footers(parts, sheet.first, merge)
        plan = {"sheet": asdict(sheet.with_room_above() if self.banner_added else sheet), **headers_footers}
        files = {
            "styles.xml": _xml(merge.root),
            "settings.xml": self.settings(),
            "fontTable.xml": self.fonts(),
            THEME: self.theme(),
            **self.files,
            SHEET: json.dumps(plan, indent=1).encode(),
        }
        return HouseStyle(zip_files(pack(name, data) for name, data in files.items()), tuple(sorted(self.remarks)))

    def note_omissions(self) -> None:
        """Remark on what is in the file and is not taken."""
        types = set(self.template.types.values())
        if any("vba" in type.casefold() or "macroEnabled" in type for type in types):
            self.remarks.add("macros are left out")
        names = "\n".join(self.template.infos)
        if re.search(r"/(embeddings|activeX|ctrlProps)/", names):
            self.remarks.add("embedded objects are left out")
        if any(outside for _, _, outside in self.related.values()):
            self.remarks.add("links are left out")
        settings = self.part("settings")
        if settings and any(outside for _, _, outside in self.template.relations(settings).values()):
            self.remarks.add("links are left out")

    def part(self, kind: str) -> str | None:
        """The name of the document's part of a kind, if it has one."""
        targets = (target for of, target, outside in self.related.values() if of == kind and not outside)
        return next((target for target in targets if target in self.template.infos), None)

    def checked(self, root: Any, part: str) -> Any:
        """A part that is taken; ReadError for a hidden character in it that changes how the text around it is read."""
        if wrong := refuse_hidden(etree.tostring(root, encoding="unicode", with_tail=False)):
            raise self.template.error(f"{part}: {wrong}", "delete it there in a word processor")
        return root

    def styles(self) -> StyleMerge:
        """The styles, ours added."""
        name = self.part("styles")
        root = self.template.xml(name, f"{_W}styles") if name else etree.fromstring(f"<w:styles {NAMESPACES}/>")
        merge = StyleMerge(root)
        self.checked(root, name or "")
        if merge.added:
            self.remarks.add(f"styles it lacks are added: {len(merge.added)}")
        if merge.unlisted:
            self.remarks.add("the lists of its own styles are left out: the text brings its numbering")
        return merge

    def settings(self) -> bytes:
        """Our settings, and those of the house that its margins and headers need."""
        root = etree.parse(str(STATIC / "settings.xml")).getroot()
        part = self.part("settings")
        theirs = self.template.xml(part, f"{_W}settings") if part else None
        at = 1  # after the zoom
        for name in _KEPT:
            setting = theirs.find(f"{_W}{name}") if theirs is not None else None
            if setting is not None and setting.get(f"{_W}val", "1") not in ("0", "false", "off"):
                # the even pages stand after the tab stops, the margins before them
                place = at if name != "evenAndOddHeaders" else root.index(root.find(f"{_W}defaultTabStop")) + 1
                root.insert(place, etree.Element(f"{_W}{name}"))
                at += 1
        return _xml(root)

    def fonts(self) -> bytes:
        """The table of fonts without the fonts themselves."""
        name = self.part("fontTable")
        if not name:
            return (STATIC / "fontTable.xml").read_bytes()
        root = self.template.xml(name, f"{_W}fonts")
        embedded = [node for node in root.iter() if str(node.tag).startswith(f"{_W}embed")]
        for node in embedded:
            node.getparent().remove(node)
        for node in root.iter(f"{_W}charset"):
            node.attrib.pop(f"{_W}characterSet", None)  # of the strict format; some word processors mix them
        if embedded:
            self.remarks.add("fonts embedded in it are left out")
        return _xml(self.checked(root, name))

    def theme(self) -> bytes:
        """Our theme with the colours and fonts of the house."""
        root = etree.parse(str(STATIC / THEME)).getroot()
        name = self.part("theme")
        theirs = self.template.xml(name) if name else None
        for scheme in ("clrScheme", "fontScheme"):
            new = theirs.find(f".//{_DRAWING}{scheme}") if theirs is not None else None
            old = root.find(f".//{_DRAWING}{scheme}")
            if new is not None:
                old.getparent().replace(old, self.checked(new, str(name)))
        return _xml(root)

    # -------------------------------------------------------------------------------------------- the section

    def sheet(self, section: Any) -> Sheet:
        """The paper and margins; those of the built-in style where the text would have no room."""
        columns = section.find(f"{_W}cols")
        if columns is not None and columns.get(f"{_W}num", "1") not in ("0", "1"):
            self.remarks.add("its columns are left out")
        sizes = {"w": "width", "h": "height"}
        sides = ("top", "right", "bottom", "left", "header", "footer", "gutter")
        given: dict[str, int] = {}
        for element, names in (("pgSz", sizes), ("pgMar", {side: side for side in sides})):
            node = section.find(f"{_W}{element}")
            for key, field in names.items():
                size = node.get(f"{_W}{key}", "") if node is not None else ""
                if re.fullmatch(r"-?\d{1,5}", size):
                    given[field] = min(abs(int(size)), MOST)
        borders = section.find(f"{_W}pgBorders")
        drawn = _xml(borders, head=False).decode() if borders is not None and not _referring(borders) else ""
        title = section.find(f"{_W}titlePg")
        first = title is not None and title.get(f"{_W}val", "1") not in ("0", "false", "off")
        sheet = Sheet(**given, first=first, borders=drawn)
        if sheet.text_width < LEAST or sheet.height - sheet.top - sheet.bottom < LEAST:
            self.remarks.add("its margins leave no room for a text, and are left out")
            return Sheet(first=first)
        return sheet

    def parts(self, sections: list[Any]) -> dict[tuple[str, str], str]:
        """The headers and footers of the last section by kind and type; what it has not it takes from those before."""
        parts: dict[tuple[str, str], str] = {}
        for section in sections:
            for kind in ("header", "footer"):
                for node in section.iter(f"{_W}{kind}Reference"):
                    _, target, outside = self.related.get(node.get(f"{_R}id", ""), ("", "", True))
                    type = node.get(f"{_W}type", "default")
                    if not outside and target in self.template.infos and type in ("default", "first", "even"):
                        parts[kind, type] = target
        return parts

    def headers_footers(self, parts: Mapping[tuple[str, str], str], first: bool, merge: StyleMerge) -> dict[str, Any]:
        """The headers and footers by kind and type, and the pictures in each; built-in ones where there are none."""
        plan: dict[str, dict[str, Any]] = {"header": {}, "footer": {}, "images": {}}
        for number, ((kind, type), target) in enumerate(sorted(parts.items()), 1):
            name = f"{kind}{number}.xml"
            header = self.clean_header(target, name, plan["images"])
            merge.refer(header.root)
            if kind == "header" and not header.has_placeholder("draft"):
                self.banner_added = True
                header.put_first(paragraph("DraftBanner", run("{draft}")).replace("<w:p>", f"<w:p {NAMESPACES}>", 1))
            self.remarks |= header.remarks
            self.files[name] = header.xml().encode()
            plan[kind][type] = name
        built: Mapping[str, Any] = json.loads((STATIC / SHEET).read_bytes())
        for kind in ("header", "footer"):
            types = ["default", "first"] if first and not plan[kind] else ["default"]
            for type in [type for type in types if type not in plan[kind]]:
                name = f"{kind}{type.capitalize()}.xml"
                self.files[name] = (STATIC / built[kind][type]).read_bytes()
                plan[kind][type] = name
        return plan

    def clean_header(self, target: str, name: str, images: dict[str, list[tuple[str, str]]]) -> CleanHeader:
        """A header or footer, cleaned, its pictures taken along."""
        root = self.template.xml(target, f"{_W}{'hdr' if name.startswith('header') else 'ftr'}")
        if root.prefix != "w" or root.nsmap.get("w") != W:
            raise self.template.error(f"{target} is not as word processors write it", "save it again in one")
        related = self.template.relations(target)
        shown: dict[str, str] = {}

        def picture(id: str) -> str | None:
            kind, source, outside = related.get(id, ("", "", True))
            file = None if outside or kind != "image" else self.image(source)
            if file is None:
                return None
            shown[file] = shown.get(file, f"rId{len(shown) + 1}")
            return shown[file]

        header = CleanHeader(root, picture)
        self.checked(header.root, target)
        if shown:
            images[name] = [(id, file) for file, id in shown.items()]
        return header

    def image(self, source: str) -> str | None:
        """The name a picture has from now on, or None for what is no picture."""
        if source in self.template.infos and source not in self.media:
            content = self.template.read(source)
            ending = next((ending for signature, ending in _SIGNATURES.items() if content.startswith(signature)), None)
            if ending:
                self.media[source] = f"media/image{len(self.media) + 1}.{ending}"
                self.files[self.media[source]] = content
        return self.media.get(source)


def _referring(node: Any) -> bool:
    """Whether anything in an element refers to another part."""
    return any(key.startswith(_R) for each in node.iter() for key in each.attrib)


def _xml(root: Any, head: bool = True) -> bytes:
    standalone = True if head else None
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=head, standalone=standalone, with_tail=False))
