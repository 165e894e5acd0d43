"""The styles of a house with those it lacks added, each under the name our text uses.

Styles are matched by their names, which word processors keep, and get our ids, which they change. The house decides how
a style looks; which list counts it, and the language of the text, stay ours. Letters of the styles that are added are
as much larger or smaller than those of the text as they are in ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from treatydraft.ooxml.package import W
from treatydraft.writers.docx.package.static_parts import STATIC

_W = f"{{{W}}}"
_REFERENCES = tuple(
    f"{_W}{name}" for name in ("basedOn", "next", "link", "pStyle", "rStyle", "tblStyle", "numStyleLink")
)
_AHEAD = tuple(
    f"{_W}{name}" for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
)
"""What stands before the list in the properties of a paragraph."""

TEXT, UNSTATED, LEAST = 24, 20, 16
"""The size of the letters of our text, of one that states none, and the least that is legible, in half points."""

_DEFAULT_LANGUAGE = {f"{_W}val": "en-GB", f"{_W}eastAsia": "en-GB", f"{_W}bidi": "ar-SA"}


class StyleMerge:
    """The styles of one house, merged. `root` is the part as it will be.

    `added` has the names of the styles that were added, `unlisted` those of the styles that lost their list.
    """

    def __init__(self, root: Any) -> None:
        self.root = root
        self.renamed: dict[str, str] = {}
        self.added: list[str] = []
        self.unlisted: list[str] = []
        self.ids: set[str] = set()  # known once all are added
        ours = list(etree.parse(str(STATIC / "styles.xml")).getroot())
        self._clean()
        self._rename({_name(style): style for style in ours if style.tag == f"{_W}style"})
        self._defaults(ours[0])
        self._complete(ours[1:])

    def refer(self, root: Any) -> None:
        """Make references in a part use the new ids of the styles, and drop those to styles that are not there."""
        for node in list(root.iter(*_REFERENCES)):
            id = node.get(f"{_W}val", "")
            id = self.renamed.get(id, id)
            node.set(f"{_W}val", id)
            if not id or (self.ids and id not in self.ids):
                node.getparent().remove(node)

    def _clean(self) -> None:
        """Take out styles without a name of their own, revision ids, and the lists and languages of styles."""
        seen: set[str] = set()
        for style in list(self._styles()):
            if not _name(style) or not _id(style) or _name(style) in seen:
                self.root.remove(style)
            seen.add(_name(style))
        for node in list(self.root.iter(f"{_W}rsid", f"{_W}lang", f"{_W}numPr")):
            if node.tag == f"{_W}numPr":
                style = next(node.iterancestors(f"{_W}style"), None)
                if style is not None:
                    self.unlisted.append(_name(style))
            node.getparent().remove(node)
        for node in self.root.iter(f"{_W}style"):
            for key in [key for key in node.attrib if "rsid" in key]:
                del node.attrib[key]

    def _styles(self) -> Iterator[Any]:
        yield from self.root.iterchildren(f"{_W}style")

    def _rename(self, ours: dict[str, Any]) -> None:
        """Give each style of a name of ours our id, and another one that has such an id a different one."""
        wanted: dict[str, str] = {}  # their ids for a style that ours names as well
        for style in self._styles():
            known = ours.get(_name(style))
            if known is not None and _kind(known) == _kind(style):
                wanted[_id(style)] = _id(known)
        taken = {_id(known) for known in ours.values()}
        for style in self._styles():
            id = _id(style)
            if id in wanted:
                self.renamed[id] = wanted[id]
            elif id in taken or _name(style) in ours:
                self.renamed[id] = f"{id}House{len(self.renamed)}"
                style.find(f"{_W}name").set(f"{_W}val", f"{style.find(f'{_W}name').get(f'{_W}val')} (house)")
        for style in self._styles():
            style.set(f"{_W}styleId", self.renamed.get(_id(style), _id(style)))
        self.refer(self.root)

    def _defaults(self, ours: Any) -> None:
        """The defaults of the house, or ours; the language of the text is put into them for each draft."""
        defaults = self.root.find(f"{_W}docDefaults")
        if defaults is None:
            defaults = ours
            self.root.insert(0, defaults)
        kept = defaults.find(f"{_W}rPrDefault")
        if kept is None:
            kept = etree.Element(f"{_W}rPrDefault")
            defaults.insert(0, kept)
        run_properties = kept.find(f"{_W}rPr")
        if run_properties is None:
            run_properties = etree.SubElement(kept, f"{_W}rPr")
        for old in run_properties.findall(f"{_W}lang"):
            run_properties.remove(old)
        language = etree.Element(f"{_W}lang", _DEFAULT_LANGUAGE)
        later = [
            n for n, child in enumerate(run_properties) if child.tag in (f"{_W}eastAsianLayout", f"{_W}specVanish")
        ]
        run_properties.insert(min(later, default=len(run_properties)), language)

    def _size(self) -> int:
        """The size of the letters of the text, in half points."""
        normal = (style for style in self._styles() if style.get(f"{_W}default") and _kind(style) == "paragraph")
        for source in (next(normal, None), self.root.find(f"{_W}docDefaults/{_W}rPrDefault")):
            size = source.find(f"{_W}rPr/{_W}sz") if source is not None else None
            if size is not None and re.fullmatch(r"\d{1,4}", size.get(f"{_W}val", "")):
                return int(size.get(f"{_W}val"))
        return UNSTATED

    def _complete(self, ours: list[Any]) -> None:
        """Add the styles that are missing, and have those that are there numbered by our lists."""
        theirs = {_name(style): style for style in self._styles()}
        factor = self._size() / TEXT
        defaults = {
            style.get(f"{_W}type") for style in self._styles() if style.get(f"{_W}default") in ("1", "true", "on")
        }
        for style in ours:
            kept = theirs.get(_name(style))
            if kept is None:
                _scale(style, factor)
                if style.get(f"{_W}type") in defaults:
                    style.attrib.pop(f"{_W}default", None)
                self.root.append(style)
                self.added.append(_name(style))
                continue
            listed = style.find(f"{_W}pPr/{_W}numPr")
            if listed is not None:
                _number_by(kept, listed)
        self.ids = {_id(style) for style in self._styles()}
        self.renamed, renamed = {}, self.renamed  # those in the styles have been
        self.refer(self.root)
        self.renamed = renamed
        self.unlisted = [name for name in self.unlisted if name not in {_name(style) for style in ours}]


def _scale(style: Any, factor: float) -> None:
    """Multiply the size of the letters of a style, but leave none too small to read."""
    for size in style.iter(f"{_W}sz", f"{_W}szCs"):
        given = int(size.get(f"{_W}val"))
        size.set(f"{_W}val", str(max(round(given * factor), min(given, LEAST))))


def _number_by(style: Any, listed: Any) -> None:
    """Have a style numbered by a list (``w:numPr``), in its place among the properties."""
    properties = style.find(f"{_W}pPr")
    if properties is None:
        properties = etree.Element(f"{_W}pPr")
        run_properties = style.find(f"{_W}rPr")
        style.insert(len(style) if run_properties is None else style.index(run_properties), properties)
    ahead = [n for n, child in enumerate(properties) if child.tag in _AHEAD]
    properties.insert(max(ahead, default=-1) + 1, listed)


def _name(style: Any) -> str:
    """The name of a style; word processors differ in its capitals for those they know."""
    name = style.find(f"{_W}name")
    return str(name.get(f"{_W}val", "")).casefold() if name is not None else ""


def _kind(style: Any) -> str:
    return str(style.get(f"{_W}type", "paragraph"))


def _id(style: Any) -> str:
    return str(style.get(f"{_W}styleId", ""))
