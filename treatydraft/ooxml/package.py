"""A Word file from an untrusted author, opened safely: nothing in it is run, no link followed, no size trusted.

It is a zip file of a limited size; names that lead out of it, two files of one name, more than it says it holds, and
document types in its XML (by which a parser can be made to read other files, or to grow without end) are refused.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from functools import cached_property
from posixpath import dirname, join, normpath
from typing import Any

from lxml import etree

from treatydraft.errors import Location, Problem, ReadError

TEMPLATE_BYTES = 20_000_000
"""The largest file that is opened."""

MAX_FILES, MAX_TOTAL, MAX_PART, MAX_XML = 1_000, 60_000_000, 10_000_000, 8_000_000
"""The most files in a package, bytes in all of them, in one, and in one that is parsed; few need much of it."""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_DOCUMENTS = re.compile(r"application/(vnd\.openxmlformats-officedocument\.wordprocessingml|vnd\.ms-word)\.")
_NAME = re.compile(r"(?!/)(?!.*(?:^|/)\.\.?(?:/|$))[^\x00-\x1f\\:]+")
_PARSER = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


class Container:
    """A package that is being read. Everything raises ReadError, naming the file, for what cannot be."""

    def __init__(self, content: bytes, name: str) -> None:
        self.name = name
        if len(content) > TEMPLATE_BYTES:
            raise self.error(
                f"the file is larger than the {TEMPLATE_BYTES:,} bytes allowed", "make its pictures smaller"
            )
        if content.startswith(b"\xd0\xcf\x11\xe0"):
            raise self.error("it is protected by a password, or of the old format .doc", "save it as a plain .docx")
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(content))
            infos = self.archive.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, IndexError) as wrong:
            raise self.error(f"it is no Word file: {wrong}", "give a .docx or .dotx") from None
        self.infos = {info.filename: info for info in infos if not info.filename.endswith("/")}
        if len(infos) > MAX_FILES or sum(info.file_size for info in infos) > MAX_TOTAL:
            raise self.error("it holds more than a template needs", f"at most {MAX_FILES:,} files, {MAX_TOTAL:,} bytes")
        folded = [info.filename.casefold() for info in infos]
        if len(set(folded)) < len(folded):
            raise self.error("two files in it have one name", "save it again in a word processor")
        for info in infos:
            if not _NAME.fullmatch(info.filename) or info.flag_bits & 1:
                raise self.error(f"a file in it cannot be read: '{info.filename}'", "save it again in a word processor")

    def error(self, what: str, hint: str) -> ReadError:
        """What is wrong with the file."""
        return ReadError(Problem("wrong-document", Location(self.name), what, hint))

    def read(self, part: str, limit: int = MAX_PART) -> bytes:
        """The bytes of a part, of which there may be `limit`."""
        if part not in self.infos:
            raise self.error(f"it has no {part}", "save it again in a word processor")
        try:
            with self.archive.open(self.infos[part]) as file:
                content = file.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as wrong:
            raise self.error(f"{part} cannot be read: {wrong}", "save it again in a word processor") from None
        if len(content) > limit:
            raise self.error(f"{part} is larger than the {limit:,} bytes allowed", "make it smaller")
        return content

    def xml(self, part: str, tag: str = "") -> Any:
        """The root of a part, which is `tag`, without comments and processing instructions."""
        parser = etree.XMLParser(remove_comments=True, remove_pis=True, **_PARSER)
        try:
            root = etree.fromstring(self.read(part, MAX_XML), parser)
        except (etree.XMLSyntaxError, ValueError) as wrong:
            raise self.error(f"{part} is not well-formed: {wrong}", "save it again in a word processor") from None
        if root.getroottree().docinfo.doctype:
            raise self.error(f"{part} has a document type, which no word processor writes", "give another template")
        if tag and root.tag != tag:
            raise self.error(f"{part} is not what it is called", "save it again in a word processor")
        return root

    def relations(self, part: str) -> Mapping[str, tuple[str, str, bool]]:
        """The relationships of a part: by id the last word of the kind, the target, and whether it is outside."""
        name = join(dirname(part), "_rels", f"{part.rpartition('/')[2]}.rels")
        if name not in self.infos:
            return {}
        relations = {}
        for node in self.xml(name).iter(_RELATION):
            outside, target = node.get("TargetMode") == "External", node.get("Target", "")
            if not outside:
                target = target[1:] if target.startswith("/") else normpath(join(dirname(part), target))
            relations[node.get("Id", "")] = (node.get("Type", "").rpartition("/")[2], target, outside)
        return relations

    @cached_property
    def types(self) -> Mapping[str, str]:
        """The content type of each part that has one of its own."""
        root = self.xml("[Content_Types].xml")
        return {node.get("PartName", "")[1:]: node.get("ContentType", "") for node in root.iter(f"{_TYPES}Override")}

    @cached_property
    def main(self) -> str:
        """The name of the document's part."""
        for kind, target, outside in self.relations("").values():
            if kind == "officeDocument" and not outside and _DOCUMENTS.match(self.types.get(target, "")):
                if self.xml(target).tag != f"{{{W}}}document":
                    raise self.error("it is a Strict Open XML document", "save it as an ordinary .docx or .dotx")
                return target
        raise self.error("it is no Word document", "give a .docx or .dotx")
