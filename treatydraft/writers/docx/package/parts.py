"""The parts of a package: their content types, the relationships between them, and the whole they make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from treatydraft.cache import cached
from treatydraft.writers.docx.markup.elements import HEAD
from treatydraft.writers.docx.package.archive import PackedFile, pack, zip_files

_SCHEMA = "http://schemas.openxmlformats.org"
_RELATION = f"{_SCHEMA}/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

TYPES = {
    "styles": f"{_WORD}.styles+xml",
    "numbering": f"{_WORD}.numbering+xml",
    "settings": f"{_WORD}.settings+xml",
    "fontTable": f"{_WORD}.fontTable+xml",
    "header": f"{_WORD}.header+xml",
    "footer": f"{_WORD}.footer+xml",
    "comments": f"{_WORD}.comments+xml",
    "footnotes": f"{_WORD}.footnotes+xml",
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
}
"""Each kind of part the document refers to, as relationships name it, and its content type, except that of data."""
_PROPERTIES = "itemProps1.xml"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


@dataclass(frozen=True, slots=True)
class PackagePart:
    """A part beside the document: its kind, a key of `TYPES`, its name under ``word/``, its relationship, its file.

    `images` are the pictures it shows: the relationship of each, and its name under ``word/``. `attached` are files
    that go with it, its own relationships among them.
    """

    kind: str
    name: str
    id: str
    file: PackedFile
    images: tuple[tuple[str, str], ...] = ()
    attached: tuple[PackedFile, ...] = ()


_pack_kept = cached(64)(pack)
"""Packs what is the same in most documents, and keeps it."""


def part(kind: str, name: str, id: str, xml: str | bytes, images: tuple[tuple[str, str], ...] = ()) -> PackagePart:
    """A part named ``word/<name>`` with the relationship `id` of the document."""
    return PackagePart(kind, name, id, pack(f"word/{name}", xml), images)


def data_part(id: str, xml: str, properties: str) -> PackagePart:
    """A part of data that no word processor shows, under ``customXml``; `properties` is the XML that identifies it."""
    relation = _relationships_xml((("rId1", f"{_RELATION}/customXmlProps", "itemProps1.xml"),))
    attached = (_pack_kept("customXml/_rels/item1.xml.rels", relation), pack(f"customXml/{_PROPERTIES}", properties))
    return PackagePart("customXml", "../customXml/item1.xml", id, pack("customXml/item1.xml", xml), (), attached)


def assemble(document: bytes, core: str, parts: Sequence[PackagePart], media: Sequence[PackedFile] = ()) -> bytes:
    """A whole package as bytes: the document, its core properties, the parts it refers to, and their pictures."""
    return zip_files(
        (
            _pack_kept("[Content_Types].xml", _content_types(parts, media)),
            _pack_kept("_rels/.rels", _ROOT),
            pack("word/document.xml", document),
            _pack_kept("word/_rels/document.xml.rels", _part_relationships(parts)),
            *(file for each in parts for file in (each.file, *each.attached)),
            *(
                _pack_kept(f"word/_rels/{each.name}.rels", _image_relationships(each.images))
                for each in parts
                if each.images
            ),
            *media,
            pack("docProps/core.xml", core),
        )
    )


PICTURES = {
    "png": "image/png",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "bmp": "image/bmp",
    "tiff": "image/tiff",
    "emf": "image/x-emf",
    "wmf": "image/x-wmf",
}
"""The kinds of picture a document may show, by the ending of their files, and their content types."""


def _content_types(parts: Iterable[PackagePart], media: Iterable[PackedFile]) -> str:
    overrides = (
        ("/word/document.xml", f"{_WORD}.document.main+xml"),
        *((f"/word/{part.name}", TYPES[part.kind]) for part in parts if part.kind in TYPES),
        *(
            (f"/{file.name}", _PROPERTIES_TYPE)
            for part in parts
            for file in part.attached
            if file.name.endswith(_PROPERTIES)
        ),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    )
    named = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides)
    endings = sorted({file.name.rpartition(".")[2] for file in media})
    shown = "".join(f'<Default Extension="{ending}" ContentType="{PICTURES[ending]}"/>' for ending in endings)
    return (
        f'{HEAD}<Types xmlns="{_SCHEMA}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{shown}{named}</Types>'
    )


def _part_relationships(parts: Iterable[PackagePart]) -> str:
    return _relationships_xml((part.id, f"{_RELATION}/{part.kind}", part.name) for part in parts)


def _image_relationships(images: Iterable[tuple[str, str]]) -> str:
    return _relationships_xml((id, f"{_RELATION}/image", name) for id, name in images)


def _relationships_xml(targets: Iterable[tuple[str, str, str]]) -> str:
    listed = "".join(f'<Relationship Id="{id}" Type="{kind}" Target="{target}"/>' for id, kind, target in targets)
    return f'{HEAD}<Relationships xmlns="{_SCHEMA}/package/2006/relationships">{listed}</Relationships>'


_ROOT = _relationships_xml(
    (
        ("rId1", f"{_RELATION}/officeDocument", "word/document.xml"),
        ("rId2", f"{_SCHEMA}/package/2006/relationships/metadata/core-properties", "docProps/core.xml"),
    )
)
