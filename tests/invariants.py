"""The invariants of a Word file, those no validator looks at among them.

`check` gives every one that a file breaks: that a field's bookmark exists, that the text kept in a field is the number
its target has, that names and ids are unique, that nobody is named.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from posixpath import dirname, join, normpath
from xml.etree import ElementTree

from tests.ooxml import RELATION, Package, R, W, fields, origins, shown, w

PRIVATE = ("creator", "lastModifiedBy", "Company", "Manager", "revision")


def check(data: bytes) -> list[str]:
    """What is wrong with a file, a line each; nothing for a good one."""
    package = Package(data)
    try:
        _ = package.parts
    except ElementTree.ParseError as error:
        return [f"not well-formed: {error}"]
    return [
        *_archive(package),
        *_types(package),
        *_relations(package),
        *_styles(package),
        *_marks(package),
        *_notes(package),
        *_contents(package),
        *_origin(package),
        *_tables(package),
        *_privacy(package),
    ]


def _archive(package: Package) -> Iterator[str]:
    if package.names[0] != "[Content_Types].xml":
        yield "the content types are not first"
    if len(set(package.names)) < len(package.names):
        yield "two files of one name"
    for info in package.archive.infolist():
        if (info.date_time, info.create_system, info.external_attr) != ((1980, 1, 1, 0, 0, 0), 0, 0):
            yield f"{info.filename}: a stamp of the machine"


def _types(package: Package) -> Iterator[str]:
    types = package.parts["[Content_Types].xml"]
    named = {node.get("PartName", "").lstrip("/") for node in types if node.get("PartName")}
    known = {node.get("Extension", "") for node in types if node.get("Extension")}
    for name in sorted(named - set(package.names)):
        yield f"a type for {name}, which is not there"
    for name in package.names[1:]:
        data = re.fullmatch(r"customXml/item\d+\.xml", name)  # of no type of its own
        if name not in named and name.rpartition(".")[2] not in (known if data else known - {"xml"}):
            yield f"{name}: no type"


def _relations(package: Package) -> Iterator[str]:
    reached = {"[Content_Types].xml"}
    for name in package.names:
        if not name.endswith(".rels"):
            continue
        reached.add(name)
        ids = []
        for relation in package.parts[name].iter(RELATION):
            ids.append(relation.get("Id", ""))
            if relation.get("TargetMode"):
                yield f"{name}: an external relationship"
            target = normpath(join(dirname(dirname(name)), relation.get("Target", "")))
            reached.add(target)
            if target not in package.names:
                yield f"{name}: {target} is not there"
        if len(set(ids)) < len(ids):
            yield f"{name}: two relationships of one id"
    for name in sorted(set(package.names) - reached):
        yield f"{name}: nothing leads to it"
    for name in ("word/document.xml", *package.around):
        relations = package.parts.get(f"word/_rels/{name.removeprefix('word/')}.rels")
        known = {node.get("Id", "") for node in relations.iter(RELATION)} if relations is not None else set()
        for node in package.parts[name].iter():
            for key, id in node.attrib.items():
                if key.startswith(R) and id not in known:
                    yield f"{name}: no relationship {id}"


def _styles(package: Package) -> Iterator[str]:
    for part in ("word/document.xml", "word/styles.xml", "word/numbering.xml", *package.around):
        for node in package.parts[part].iter():
            tag = node.tag.removeprefix(W)
            if tag in ("pStyle", "rStyle", "tblStyle", "basedOn") and node.get(f"{W}val") not in package.styles:
                yield f"{part}: no style {node.get(W + 'val')}"
    for id, style in package.styles.items():
        if style.get(f"{W}customStyle") and id != w(style, "name").replace(" ", ""):
            yield f"style {id}: its id is not its name"
    for num, (_, levels) in package.lists.items():
        for depth, level in levels.items():
            name = w(level, "pStyle")
            bound = package.styles.get(name)
            if bound is not None and (w(bound, "pPr/numPr/numId"), w(bound, "pPr/numPr/ilvl") or "0") != (
                num,
                str(depth),
            ):
                yield f"list {num}, level {depth}: the style {name} is not bound back"
    for paragraph in package.document.iter(f"{W}p"):
        num, depth = package.listed(paragraph)
        if num != "0" and (num not in package.lists or depth not in package.lists[num][1]):
            yield f"no list {num} of level {depth}"


def _marks(package: Package) -> Iterator[str]:
    paragraphs = list(package.paragraphs())
    numbers = {name: paragraph.number.rstrip(".") for paragraph in paragraphs for name in paragraph.bookmarks}
    names = [name for paragraph in paragraphs for name in paragraph.bookmarks]
    for name, times in Counter(names).items():
        if times > 1:
            yield f"bookmark {name}: {times} of that name"
        if not re.fullmatch(r"td_([0-9a-f]{10}_)?\d+", name) or len(name) > 40:
            yield f"bookmark {name}: not a name of ours"
    tags = ("bookmarkStart", "commentRangeStart", "ins", "del", "moveFrom", "moveTo")
    ids = [node.get(f"{W}id", "") for node in package.document.iter() if node.tag.removeprefix(W) in tags]
    for id, times in Counter(ids).items():
        if times > 1:
            yield f"id {id}: {times} times"
    listed = {
        line for block in package.document.iter(f"{W}sdt") for line in block.iter(f"{W}p")
    }  # one field, elsewhere
    for paragraph in paragraphs:
        starts = [mark.get(f"{W}id") for mark in paragraph.element.iter(f"{W}bookmarkStart")]
        ends = [mark.get(f"{W}id") for mark in paragraph.element.iter(f"{W}bookmarkEnd")]
        if starts != ends:
            yield f"bookmarks that do not end in their paragraph: {paragraph.words!r}"
        for node in paragraph.element.iter(f"{W}hyperlink"):
            if node.get(f"{W}anchor") not in numbers:
                yield f"a link to {node.get(W + 'anchor')}, which is not there"
        for code, kept in () if paragraph.element in listed else fields(paragraph.element):
            found = re.fullmatch(r"(?:REF (\S+) \\n|(td_\w+) \\n \\t) \\h", code)
            target = found and (found[1] or found[2])
            if not found:
                yield f"field {code!r}: {kept!r}"
            elif target not in numbers:
                yield f"a field to {target}, which is not there"
            elif (re.sub(r"[^\d.]", "", numbers[target]) if found[2] else numbers[target]) != kept:
                yield f"a field says {kept!r} of {numbers[target]!r}"
    for part in package.around:
        for code, _ in fields(package.parts[part]):
            if code.partition(" ")[0] not in ("PAGE", "NUMPAGES"):
                yield f"{part}: field {code!r}"


def _contents(package: Package) -> Iterator[str]:
    """The contents are one field that lists every heading of the first three levels, in order, with its number."""
    blocks = list(package.document.iter(f"{W}sdt"))
    if len({w(block, "sdtPr/id") for block in blocks}) < len(blocks):
        yield "two blocks of one id"
    headings = []
    for line in package.paragraphs():
        level = w(line.element, "pPr/outlineLvl") or w(package.styles.get(line.style), "pPr/outlineLvl")
        typed = line.element.find(f"{W}pPr/{W}numPr/{W}numId") is not None
        text = line.text.split("\n", 1) if typed and line.style != "AnnexHeading" else [line.number, line.text]
        if level and int(level) < 3:
            headings.append((f"TOC{int(level) + 1}", " ".join(" ".join(text).split()), line.bookmarks))
    for block in blocks:
        found = list(fields(block))
        if len(found) != 1 or not found[0][0].startswith("TOC "):
            yield f"the contents are the fields {found}"
        listed = [
            (
                w(line, "pPr/pStyle"),
                " ".join(shown(line).split()),
                [w(link, "", "anchor") for link in line.iter(f"{W}hyperlink")],
            )
            for line in block.iter(f"{W}p")
            if re.fullmatch(r"TOC\d", w(line, "pPr/pStyle"))
        ]
        if listed != headings:
            yield f"the contents list {listed}, and not {headings}"


def _notes(package: Package) -> Iterator[str]:
    for kind in ("comment", "footnote"):
        part = package.parts.get(f"word/{kind}s.xml")
        made = [node.get(f"{W}id") for node in part.iter(f"{W}{kind}")] if part is not None else []
        marked = [node.get(f"{W}id") for node in package.document.iter(f"{W}{kind}Reference")]
        if sorted(filter(None, made)) != sorted(
            [*filter(None, marked), *(["-1", "0"] if kind == "footnote" and made else [])]
        ):
            yield f"{kind}s {made} and their marks {marked}"
        if part is not None and not marked:
            yield f"a part of {kind}s without any"
        for node in part.iter() if part is not None else ():
            if node.tag.removeprefix(W) in ("pStyle", "rStyle") and node.get(f"{W}val") not in package.styles:
                yield f"{kind}s: no style {node.get(W + 'val')}"
    for paragraph in package.paragraphs():
        ids = [
            [node.get(f"{W}id") for node in paragraph.element.iter(f"{W}{tag}")]
            for tag in ("commentRangeStart", "commentRangeEnd", "commentReference")
        ]
        if ids[0] != ids[1] or ids[0] != ids[2]:
            yield f"comments that do not end in their paragraph: {paragraph.words!r}"


def _origin(package: Package) -> Iterator[str]:
    """A file says of every bookmark whose it is, or of none: a clean one has names that say nothing."""
    names = [name for paragraph in package.paragraphs() for name in paragraph.bookmarks]
    told = list(origins(package))
    if told and told != names:
        yield f"the provenance tells of {told}, and not of {names}"
    if not told and any(name.count("_") > 1 for name in names):
        yield "bookmarks named after clauses, and no provenance"


def _tables(package: Package) -> Iterator[str]:
    body = package.document.find(f"{W}body")
    tags = [node.tag.removeprefix(W) for node in body] if body is not None else []
    if tags[-1:] != ["sectPr"] or tags[-2:-1] == ["tbl"]:
        yield "the document does not end in a paragraph and its section"
    if any(pair == ("tbl", "tbl") for pair in pairwise(tags)):
        yield "two tables without a paragraph between"
    for table in package.document.iter(f"{W}tbl"):
        columns = len(list(table.iter(f"{W}gridCol")))
        for row in table.iter(f"{W}tr"):
            cells = row.findall(f"{W}tc")
            if len(cells) != columns or any(cell[-1].tag != f"{W}p" for cell in cells):
                yield "a row whose cells do not fit"


def _privacy(package: Package) -> Iterator[str]:
    for name, part in package.parts.items():
        for node in part.iter():
            if any("rsid" in key for key in node.attrib) or node.tag.startswith(f"{W}rsid"):
                yield f"{name}: a revision id"
            if node.get(f"{W}author", "treatydraft") != "treatydraft" or node.tag.rpartition("}")[2] in PRIVATE:
                yield f"{name}: somebody is named"
