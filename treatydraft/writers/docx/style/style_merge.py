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
from treatydraft.writers.docx.page.page_setup import SHELL

_W = f"{{{W}}}"
_REFERENCES = tuple(
    f"{_W}{name}" for name in ("basedOn", "next", "link", "pStyle", "rStyle", "tblStyle", "numStyleLink")
)
_AHEAD = tuple(
    f"{_W}{name}" for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
)
"""What stands before the list in the properties of a paragraph."""

TEXT, UNSAID, LEAST = 24, 20, 16
"""The size of the letters of our text, of one that does not say it, and the least that is read: half points."""

_DEFAULT_LANGUAGE = {f"{_W}val": "en-GB", f"{_W}eastAsia": "en-GB", f"{_W}bidi": "ar-SA"}


class Tailoring:
    """The styles of one house. `root` is the part as it will be; `added` and `unlisted` name styles to tell of."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self.renamed: dict[str, str] = {}
        self.added: list[str] = []
        self.unlisted: list[str] = []
        self.ids: set[str] = set()  # once all are there
        ours = list(etree.parse(str(SHELL / "styles.xml")).getroot())
        self._clean()
        self._rename({_name(style): style for style in ours if style.tag == f"{_W}style"})
        self._defaults(ours[0])
        self._complete(ours[1:])

    def refer(self, root: Any) -> None:
        """Make the references in a part those of the styles as they are called now, and drop those to none."""
        for node in list(root.iter(*_REFERENCES)):
            id = node.get(f"{_W}val", "")
            id = self.renamed.get(id, id)
            node.set(f"{_W}val", id)
            if not id or (self.ids and id not in self.ids):
                node.getparent().remove(node)

    def _clean(self) -> None:
        """Take out styles nobody can name, revision ids, and the lists and languages of styles."""
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
        look = kept.find(f"{_W}rPr")
        if look is None:
            look = etree.SubElement(kept, f"{_W}rPr")
        for old in look.findall(f"{_W}lang"):
            look.remove(old)
        language = etree.Element(f"{_W}lang", _DEFAULT_LANGUAGE)
        later = [n for n, child in enumerate(look) if child.tag in (f"{_W}eastAsianLayout", f"{_W}specVanish")]
        look.insert(min(later, default=len(look)), language)

    def _size(self) -> int:
        """The size of the letters of the text, in half points."""
        normal = (style for style in self._styles() if style.get(f"{_W}default") and _kind(style) == "paragraph")
        for look in (next(normal, None), self.root.find(f"{_W}docDefaults/{_W}rPrDefault")):
            size = look.find(f"{_W}rPr/{_W}sz") if look is not None else None
            if size is not None and re.fullmatch(r"\d{1,4}", size.get(f"{_W}val", "")):
                return int(size.get(f"{_W}val"))
        return UNSAID

    def _complete(self, ours: list[Any]) -> None:
        """Add the styles that lack, and bind those that are there to our lists."""
        there = {_name(style): style for style in self._styles()}
        larger = self._size() / TEXT
        defaults = {
            style.get(f"{_W}type") for style in self._styles() if style.get(f"{_W}default") in ("1", "true", "on")
        }
        for style in ours:
            kept = there.get(_name(style))
            if kept is None:
                _scale(style, larger)
                if style.get(f"{_W}type") in defaults:
                    style.attrib.pop(f"{_W}default", None)
                self.root.append(style)
                self.added.append(_name(style))
                continue
            listed = style.find(f"{_W}pPr/{_W}numPr")
            if listed is not None:
                _bind(kept, listed)
        self.ids = {_id(style) for style in self._styles()}
        self.renamed, renamed = {}, self.renamed  # those in the styles have been
        self.refer(self.root)
        self.renamed = renamed
        self.unlisted = [name for name in self.unlisted if name not in {_name(style) for style in ours}]


def _scale(style: Any, larger: float) -> None:
    """Make the letters of a style larger by a factor, but none too small to read."""
    for size in style.iter(f"{_W}sz", f"{_W}szCs"):
        given = int(size.get(f"{_W}val"))
        size.set(f"{_W}val", str(max(round(given * larger), min(given, LEAST))))


def _bind(style: Any, listed: Any) -> None:
    """Put a style into a list, in its place among the properties."""
    properties = style.find(f"{_W}pPr")
    if properties is None:
        properties = etree.Element(f"{_W}pPr")
        look = style.find(f"{_W}rPr")
        style.insert(len(style) if look is None else style.index(look), properties)
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
