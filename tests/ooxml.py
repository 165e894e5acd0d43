"""A reader of Word files, apart from the writer: it knows the format and nothing of ours.

Numbers are counted from the lists of the file as a word processor counts them.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
PUT_IN = {"tab": "\t", "br": "\n"}


def roman(n: int) -> str:
    """Roman figures by subtraction from tens and ones."""
    tens = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC")
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "C" * (n // 100) + tens[n // 10 % 10] + ones[n % 10]


def figure(n: int, style: str) -> str:
    """A number as a list of this style prints it."""
    letter = "abcdefghijklmnopqrstuvwxyz"[(n - 1) % 26] * ((n - 1) // 26 + 1)
    shown = {"decimal": str(n), "lowerLetter": letter, "upperLetter": letter.upper()}
    return shown.get(style) or (roman(n) if style == "upperRoman" else roman(n).lower())


def w(node: Element | None, path: str, name: str = "val") -> str:
    """The value of an attribute of the first element at a path of names; empty where there is none."""
    for step in path.split("/") if path else ():
        node = node.find(W + step) if node is not None else None
    return node.get(W + name, "") if node is not None else ""


def printed(levels: Mapping[int, Element], level: int, counted: Counter[int]) -> str:
    """The number of a level, whose text may name the numbers of those above it."""

    def one(place: re.Match[str]) -> str:
        depth = int(place[1]) - 1
        return figure(counted[depth] or 1, w(levels[depth], "numFmt"))

    return untied(re.sub(r"%(\d)", one, w(levels[level], "lvlText")))


def untied(text: str) -> str:
    """Text with plain spaces for those at which no line ends."""
    return text.replace("\xa0", " ")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as a reader sees it."""

    element: Element
    style: str
    number: str
    gap: str
    text: str
    unlisted: bool

    @property
    def words(self) -> str:
        """Number and text as printed."""
        return f"{self.number}{self.gap}{self.text}" if self.number else self.text

    @property
    def bookmarks(self) -> list[str]:
        return [mark.get(W + "name", "") for mark in self.element.iter(W + "bookmarkStart")]


class Package:
    """A Word file that is being read."""

    def __init__(self, data: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        self.names = self.archive.namelist()

    @cached_property
    def parts(self) -> dict[str, Element]:
        """Every part that is XML; pictures are not."""
        return {name: ElementTree.fromstring(self.archive.read(name)) for name in self.names if "/media/" not in name}

    @property
    def around(self) -> list[str]:
        """The names of the headers and footers."""
        return [name for name in self.names if re.fullmatch(r"word/(header|footer)\w*\.xml", name)]

    @property
    def document(self) -> Element:
        return self.parts["word/document.xml"]

    @cached_property
    def styles(self) -> dict[str, Element]:
        return {style.get(W + "styleId", ""): style for style in self.parts["word/styles.xml"].iter(W + "style")}

    @cached_property
    def lists(self) -> dict[str, tuple[str, dict[int, Element]]]:
        """Each list by its number: the definition it follows, and the levels of that."""
        numbering = self.parts["word/numbering.xml"]
        levels = {
            definition.get(W + "abstractNumId", ""): {
                int(level.get(W + "ilvl", "0")): level for level in definition.iter(W + "lvl")
            }
            for definition in numbering.iter(W + "abstractNum")
        }
        used = {num.get(W + "numId", ""): w(num, "abstractNumId") for num in numbering.iter(W + "num")}
        return {num: (definition, levels[definition]) for num, definition in used.items()}

    def listed(self, paragraph: Element) -> tuple[str, int]:
        """The list and level of a paragraph: its own, or the nearest among its styles."""
        properties = paragraph.find(f"{W}pPr")
        style = w(properties, "pStyle")
        while True:
            if properties is not None and properties.find(f"{W}numPr") is not None:
                return w(properties, "numPr/numId"), int(w(properties, "numPr/ilvl") or 0)
            if style not in self.styles:
                return "0", 0
            properties, style = self.styles[style].find(f"{W}pPr"), w(self.styles[style], "basedOn")

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph of the document in reading order, with its number counted from the lists."""
        counts: dict[str, Counter[int]] = {}
        for element in self.document.iter(f"{W}p"):
            num, level = self.listed(element)
            number = gap = ""
            if num in self.lists:
                definition, levels = self.lists[num]
                counted = counts.setdefault(definition, Counter())
                counted[level] += 1
                for deeper in [each for each in counted if each > level]:
                    del counted[deeper]
                gap = "" if w(levels[level], "suff") == "nothing" else " "
                number = printed(levels, level, counted)
            unlisted = w(element, "pPr/numPr/numId") == "0"
            yield Paragraph(element, w(element, "pPr/pStyle"), number, gap, shown(element), unlisted)


def shown(element: Element) -> str:
    """The text of a paragraph, that of fields as it was kept."""
    text, code = "", 0
    for node in element.iter():
        tag = node.tag.removeprefix(W)
        if tag == "fldChar":
            code += {"begin": 1, "separate": -1}.get(node.get(f"{W}fldCharType", ""), 0)
        elif tag == "t" and not code:
            text += node.text or ""
        elif tag in PUT_IN and not node.get(f"{W}pos"):
            text += PUT_IN[tag]
    return untied(text)


def fields(element: Element) -> Iterator[tuple[str, str]]:
    """The code of each field of a paragraph and the text kept in it; a field that does not close gives "unbalanced"."""
    code = kept = stage = ""
    for node in element.iter():
        tag = node.tag.removeprefix(W)
        if tag == "fldSimple":
            yield node.get(f"{W}instr", "").strip(), shown(node)
        elif tag == "fldChar":
            turn = node.get(f"{W}fldCharType", "")
            if (stage, turn) not in (("", "begin"), ("begin", "separate"), ("separate", "end")):
                yield "unbalanced", turn
            if turn == "end":
                yield code.strip(), kept
                code = kept = ""
            stage = "" if turn == "end" else turn
        elif tag == "instrText":
            code += node.text or ""
        elif tag == "t" and stage == "separate":
            kept += untied(node.text or "")
    if stage:
        yield "unbalanced", stage


ORIGIN = "{urn:treatydraft:provenance:1}"


def origins(package: Package) -> dict[str, tuple[str, str, str]]:
    """The clause, label and number of every bookmark, as the data in the file tell them; of none in a clean one."""
    found = {}
    for name in package.names:
        if re.fullmatch(r"customXml/item\d+\.xml", name) and package.parts[name].tag == f"{ORIGIN}provenance":
            for clause in package.parts[name].iter(f"{ORIGIN}clause"):
                for one in clause.iter(f"{ORIGIN}paragraph"):
                    bookmark = clause.get("bookmarks", "") + one.get("n", "")
                    found[bookmark] = (clause.get("id", ""), one.get("label", ""), one.get("number", ""))
    return found
