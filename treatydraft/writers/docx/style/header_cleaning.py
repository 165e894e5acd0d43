"""Cleans the headers and footers of a house style: words, pictures and the fields that count pages stay.

What could lead out of the file, run, or name who made it is taken out: links, embedded objects, controls, fields
that read files or the clock, comments and changes, revision ids, the names and paths of pictures.
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
PLACEHOLDERS = re.compile(r"\{(draft|title|number)\}")
FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION"}
"""The fields that stay; of others the result is kept as text."""

OBJECTS = {"object", "OLEObject", "control", "altChunk", "subDoc"}
_GONE = {
    "del", "moveFrom", "bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "commentRangeStart",
    "commentRangeEnd", "commentReference", "annotationRef", "footnoteReference", "endnoteReference", "hlinkClick",
    "hlinkHover", "hlinkMouseOver", "svgBlip", "sdtPr", "sdtEndPr", "pPrChange", "rPrChange", "tblPrChange",
    "trPrChange", "tcPrChange", "rsid", "ffData", "dataBinding", "customXmlPr", "smartTagPr", "numPr",
}  # fmt: skip
_UNWRAPPED = {"ins", "moveTo", "sdt", "sdtContent", "hyperlink", "smartTag", "customXml"}
_REVEALING = {"href", "src", "althref", "title", "gfxdata", "spid", "relid"}  # of shapes: links, and names of files

Picture = Callable[[str], str | None]
"""Gives the new relationship of a picture for the one it had, or None where it cannot be shown."""


@dataclass(slots=True)
class _Field:
    """A field that is being read: its elements, its code, and whether its result has begun."""

    marks: list[Any]
    code: str = ""
    in_result: bool = False


class CleanHeader:
    """One header or footer. `remarks` says what could not be used."""

    def __init__(self, root: Any, picture: Picture) -> None:
        self.root = root
        self.picture = picture
        self.remarks: set[str] = set()
        self._prune()
        self._unlink()
        self._attributes()
        self._join_placeholders()

    def has_placeholder(self, name: str) -> bool:
        """Whether the placeholder of this name is in it."""
        return any(f"{{{name}}}" in (node.text or "") for node in self.root.iter(f"{_W}t"))

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
        """Leave the result of a field that may not stay, as text."""
        for node in list(self.root.iter(f"{_W}fldSimple")):
            if not self._allowed(node.get(f"{_W}instr", "")):
                _unwrap(node)
        opened: list[_Field] = []
        for node in list(self.root.iter(f"{_W}fldChar", f"{_W}instrText", f"{_W}t")):
            kind = node.get(f"{_W}fldCharType", _local(node))
            if kind == "t":
                for field in [field for field in opened if not field.in_result][:1]:
                    field.marks.append(node)  # the result of a field within the code of another
            elif kind == "begin":
                opened.append(_Field([node]))
            elif not opened or (kind == "instrText" and opened[-1].in_result):
                _drop(node)
            else:
                field = opened[-1]
                field.marks.append(node)
                if kind == "instrText":
                    field.code += node.text or ""
                elif kind == "separate":
                    field.in_result = True
                else:
                    opened.pop()
                    if not self._allowed(field.code):
                        _drop(*field.marks)
                    elif opened and not opened[-1].in_result:
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
        """Take out attributes that name people or files, and give pictures their new relationships."""
        for node in self._elements():
            if node.getparent() is None and node is not self.root:
                continue  # it went with the drawing around it
            for key in list(node.attrib):
                space, _, name = key.rpartition("}")
                if (
                    "rsid" in name
                    or name in ("paraId", "textId")
                    or (name in _REVEALING and not node.tag.startswith(_W))
                ):
                    del node.attrib[key]
                elif space == f"{{{R}":
                    kept = self.picture(node.attrib[key]) if name in ("embed", "id", "pict") else None
                    if kept:
                        node.set(key, kept)
                    else:
                        self._drop_reference(node, key, name)
            if _local(node) in ("docPr", "cNvPr"):
                node.set("name", f"Picture {node.get('id', '1')}")
                if re.search(r"[\\/]|\.\w{3,4}$", node.get("descr", "")):
                    del node.attrib["descr"]

    def _drop_reference(self, node: Any, key: str, name: str) -> None:
        """Take out what refers to something that is not there; a picture without its file goes whole."""
        del node.attrib[key]
        self.remarks.add("links are left out" if name in ("link", "href") else "what is no picture is left out")
        if name in ("embed", "id", "link") and not node.get(f"{_R}embed"):
            drawing = next(node.iterancestors(f"{_W}drawing", f"{_W}pict"), None)
            if drawing is not None and drawing.getparent() is not None:
                drawing.getparent().remove(drawing)

    def _join_placeholders(self) -> None:
        """Put a placeholder that a word processor has split into several runs into one."""
        for paragraph in self.root.iter(f"{_W}p"):
            texts = [node for node in paragraph.iter(f"{_W}t") if next(node.iterancestors(f"{_W}p")) is paragraph]
            whole = "".join(node.text or "" for node in texts)
            apart = "".join("\0" + (node.text or "") for node in texts)
            if len(PLACEHOLDERS.findall(whole)) > len(PLACEHOLDERS.findall(apart)):
                texts[0].text = whole
                texts[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                _drop(*texts[1:])
        placeholders = [node for node in self.root.iter(f"{_W}t") if "{number}" in (node.text or "")]
        for run in [node.getparent() for node in placeholders if node.getparent().tag == f"{_W}r"]:
            properties = run.find(f"{_W}rPr")
            inside = [child for child in run if child is not properties]
            for child in inside[1:]:  # each with a run of its own, after the ones before it
                alone = deepcopy(run)
                alone[:] = [*([] if properties is None else [deepcopy(properties)]), child]
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
