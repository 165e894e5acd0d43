"""The headers and footers of a house, cleaned: words, pictures and the fields that count pages stay.

What could lead out of the file, run, or tell who made it goes: links, embedded objects, controls, fields that read
files or the clock, comments and changes, revision ids, the names and paths of pictures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from lxml import etree

from treatydraft.ooxml.package import R, W

_W, _R = f"{{{W}}}", f"{{{R}}}"
PLACES = re.compile(r"\{(draft|title|number)\}")
FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION"}
"""The fields that stay; what others say is kept as text."""

OBJECTS = {"object", "OLEObject", "control", "altChunk", "subDoc"}
_GONE = {
    "del", "moveFrom", "bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "commentRangeStart",
    "commentRangeEnd", "commentReference", "annotationRef", "footnoteReference", "endnoteReference", "hlinkClick",
    "hlinkHover", "hlinkMouseOver", "svgBlip", "sdtPr", "sdtEndPr", "pPrChange", "rPrChange", "tblPrChange",
    "trPrChange", "tcPrChange", "rsid", "ffData", "dataBinding", "customXmlPr", "smartTagPr", "numPr",
}  # fmt: skip
_UNWRAPPED = {"ins", "moveTo", "sdt", "sdtContent", "hyperlink", "smartTag", "customXml"}
_TOLD = {"href", "src", "althref", "title", "gfxdata", "spid", "relid"}  # of shapes: links, and names of files

Picture = Callable[[str], str | None]
"""Gives the new relationship of a picture for the one it had, or None where it cannot be shown."""


@dataclass(slots=True)
class _Field:
    """A field that is being read: its marks, its code, and whether what it says has begun."""

    marks: list[Any]
    code: str = ""
    over: bool = False


class Letterhead:
    """One header or footer. `remarks` says what could not be used."""

    def __init__(self, root: Any, picture: Picture) -> None:
        self.root = root
        self.picture = picture
        self.remarks: set[str] = set()
        self._prune()
        self._unlink()
        self._attributes()
        self._join()

    def says(self, place: str) -> bool:
        """Whether there is a place for what a draft says of itself."""
        return any(f"{{{place}}}" in (node.text or "") for node in self.root.iter(f"{_W}t"))

    def put_first(self, paragraph: str) -> None:
        """Put a paragraph above the others."""
        self.root.insert(0, etree.fromstring(paragraph))

    def xml(self) -> str:
        """The part as text; it holds at least one paragraph."""
        if next(self.root.iterchildren(f"{_W}p"), None) is None:
            etree.SubElement(self.root, f"{_W}p")
        return str(etree.tostring(self.root, encoding="unicode"))

    def _prune(self) -> None:
        """Take out elements that have no place, and the wrapping of those that stay."""
        for node in self._elements():
            name = _local(node)
            if name in OBJECTS:
                self.remarks.add("embedded objects are left out")
                node.getparent().remove(node)
            elif name in _GONE or name.endswith(("RangeStart", "RangeEnd")):
                node.getparent().remove(node)
            elif name in _UNWRAPPED and node.tag.startswith(_W):
                if node.get(f"{_R}id"):
                    self.remarks.add("links are left out")
                _unwrap(node)

    def _unlink(self) -> None:
        """Leave of a field that may not stay what it says."""
        for node in list(self.root.iter(f"{_W}fldSimple")):
            if not self._allowed(node.get(f"{_W}instr", "")):
                _unwrap(node)
        opened: list[_Field] = []
        for node in list(self.root.iter(f"{_W}fldChar", f"{_W}instrText", f"{_W}t")):
            kind = node.get(f"{_W}fldCharType", _local(node))
            if kind == "t":
                for field in [one for one in opened if not one.over][:1]:
                    field.marks.append(node)  # what a field within the code of another says
            elif kind == "begin":
                opened.append(_Field([node]))
            elif not opened or (kind == "instrText" and opened[-1].over):
                _drop(node)
            else:
                field = opened[-1]
                field.marks.append(node)
                if kind == "instrText":
                    field.code += node.text or ""
                elif kind == "separate":
                    field.over = True
                else:
                    opened.pop()
                    if not self._allowed(field.code):
                        _drop(*field.marks)
                    elif opened and not opened[-1].over:
                        opened[-1].marks += field.marks
        for field in opened:  # those that do not end
            _drop(*field.marks)

    def _allowed(self, code: str) -> bool:
        name = (code.split() or [""])[0].upper()
        if name in FIELDS:
            return True
        self.remarks.add(f"the field {name[:20] or 'without a name'} is kept as text")
        return False

    def _attributes(self) -> None:
        """Take out what attributes tell of people and places, and give pictures their new relationships."""
        for node in self._elements():
            if node.getparent() is None and node is not self.root:
                continue  # it went with the drawing around it
            for key in list(node.attrib):
                space, _, name = key.rpartition("}")
                if "rsid" in name or name in ("paraId", "textId") or (name in _TOLD and not node.tag.startswith(_W)):
                    del node.attrib[key]
                elif space == f"{{{R}":
                    kept = self.picture(node.attrib[key]) if name in ("embed", "id", "pict") else None
                    if kept:
                        node.set(key, kept)
                    else:
                        self._lose(node, key, name)
            if _local(node) in ("docPr", "cNvPr"):
                node.set("name", f"Picture {node.get('id', '1')}")
                if re.search(r"[\\/]|\.\w{3,4}$", node.get("descr", "")):
                    del node.attrib["descr"]

    def _lose(self, node: Any, key: str, name: str) -> None:
        """Take out what refers to something that is not there; a picture without its file goes whole."""
        del node.attrib[key]
        self.remarks.add("links are left out" if name in ("link", "href") else "what is no picture is left out")
        if name in ("embed", "id", "link") and not node.get(f"{_R}embed"):
            around = next(node.iterancestors(f"{_W}drawing", f"{_W}pict"), None)
            if around is not None and around.getparent() is not None:
                around.getparent().remove(around)

    def _join(self) -> None:
        """Put a place that a word processor has cut into several runs into one."""
        for paragraph in self.root.iter(f"{_W}p"):
            texts = [node for node in paragraph.iter(f"{_W}t") if next(node.iterancestors(f"{_W}p")) is paragraph]
            whole = "".join(node.text or "" for node in texts)
            apart = "".join("\0" + (node.text or "") for node in texts)
            if len(PLACES.findall(whole)) > len(PLACES.findall(apart)):
                texts[0].text = whole
                texts[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                _drop(*texts[1:])
        places = [node for node in self.root.iter(f"{_W}t") if "{number}" in (node.text or "")]
        for run in [node.getparent() for node in places if node.getparent().tag == f"{_W}r"]:
            look = run.find(f"{_W}rPr")
            inside = [child for child in run if child is not look]
            for child in inside[1:]:  # each with a run of its own, after the ones before it
                alone = deepcopy(run)
                alone[:] = [*([] if look is None else [deepcopy(look)]), child]
                run.getparent().insert(run.getparent().index(run) + inside.index(child), alone)

    def _elements(self) -> Iterator[Any]:
        return iter([node for node in self.root.iter() if isinstance(node.tag, str)])


def _local(node: Any) -> str:
    return str(etree.QName(node).localname)


def _drop(*nodes: Any) -> None:
    """Take elements out, those that are out already aside."""
    for node in nodes:
        if node.getparent() is not None:
            node.getparent().remove(node)


def _unwrap(node: Any) -> None:
    """Put the children of an element in its place."""
    parent = node.getparent()
    at = parent.index(node)
    parent[at : at + 1] = list(node)
