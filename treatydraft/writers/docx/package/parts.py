"""The package: parts, what they are and how they hang together, and the zip file around them.

The same parts give the same bytes: no clock, no attributes of a file system, a fixed order. Compression may differ
between libraries of zlib's interface; the parts themselves do not.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from struct import Struct

from treatydraft.cache import cached
from treatydraft.writers.docx.markup.elements import HEAD

LEVEL = 4
"""How hard zlib tries: two levels more make the file of a long treaty 7 per cent smaller, and take as long again."""

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
_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


@dataclass(frozen=True, slots=True)
class Packed:
    """A file as it stands in the zip: name, checksum, length before and after compression, compressed bytes."""

    name: str
    crc: int
    length: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Part:
    """A part beside the document: its kind, a key of `TYPES`, its name under ``word/``, its relationship, its file.

    `images` are the pictures it shows: the relationship of each, and its name under ``word/``. `along` are files that
    go with it, its own relationships among them.
    """

    kind: str
    name: str
    id: str
    file: Packed
    images: tuple[tuple[str, str], ...] = ()
    along: tuple[Packed, ...] = ()


def pack(name: str, xml: str | bytes) -> Packed:
    """A file compressed; what never changes is packed once and kept."""
    raw = xml.encode() if isinstance(xml, str) else xml
    squeeze = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
    return Packed(name, zlib.crc32(raw), len(raw), squeeze.compress(raw) + squeeze.flush())


_still = cached(64)(pack)
"""Packs what is the same in most documents, and keeps it."""


def part(kind: str, name: str, id: str, xml: str | bytes, images: tuple[tuple[str, str], ...] = ()) -> Part:
    """A part named ``word/<name>`` with the relationship `id` of the document."""
    return Part(kind, name, id, pack(f"word/{name}", xml), images)


def data(id: str, xml: str, properties: str) -> Part:
    """A part of data that no word processor shows, under ``customXml``, with what says which data it is."""
    relation = _related((("rId1", f"{_RELATION}/customXmlProps", "itemProps1.xml"),))
    along = (_still("customXml/_rels/item1.xml.rels", relation), pack(f"customXml/{_PROPERTIES}", properties))
    return Part("customXml", "../customXml/item1.xml", id, pack("customXml/item1.xml", xml), (), along)


def assemble(document: bytes, core: str, parts: Sequence[Part], media: Sequence[Packed] = ()) -> bytes:
    """A whole package: the document, its core properties, the parts it refers to, and the pictures these show."""
    return zipped(
        (
            _still("[Content_Types].xml", _content_types(parts, media)),
            _still("_rels/.rels", _ROOT),
            pack("word/document.xml", document),
            _still("word/_rels/document.xml.rels", _relationships(parts)),
            *(file for each in parts for file in (each.file, *each.along)),
            *(_still(f"word/_rels/{each.name}.rels", _showing(each.images)) for each in parts if each.images),
            *media,
            pack("docProps/core.xml", core),
        )
    )


def digest(content: bytes) -> str:
    """What a file says, whatever compressed it: the SHA-256 of each part's name and its own SHA-256, in hex.

    The parts stand in the order of their names, a line each: the name, a space, the digest.
    """
    import zipfile  # not for what writes alone

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        lines = (f"{name} {sha256(archive.read(name)).hexdigest()}\n" for name in sorted(archive.namelist()))
        return sha256("".join(lines).encode()).hexdigest()


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


def _content_types(parts: Iterable[Part], media: Iterable[Packed]) -> str:
    overrides = (
        ("/word/document.xml", f"{_WORD}.document.main+xml"),
        *((f"/word/{part.name}", TYPES[part.kind]) for part in parts if part.kind in TYPES),
        *((f"/{file.name}", _TYPE) for part in parts for file in part.along if file.name.endswith(_PROPERTIES)),
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


def _relationships(parts: Iterable[Part]) -> str:
    return _related((part.id, f"{_RELATION}/{part.kind}", part.name) for part in parts)


def _showing(images: Iterable[tuple[str, str]]) -> str:
    return _related((id, f"{_RELATION}/image", name) for id, name in images)


def _related(targets: Iterable[tuple[str, str, str]]) -> str:
    listed = "".join(f'<Relationship Id="{id}" Type="{kind}" Target="{target}"/>' for id, kind, target in targets)
    return f'{HEAD}<Relationships xmlns="{_SCHEMA}/package/2006/relationships">{listed}</Relationships>'


_ROOT = _related(
    (
        ("rId1", f"{_RELATION}/officeDocument", "word/document.xml"),
        ("rId2", f"{_SCHEMA}/package/2006/relationships/metadata/core-properties", "docProps/core.xml"),
    )
)

# ------------------------------------------------------------------------------------------------ zip

_LOCAL = Struct("<4s5H3L2H")
_CENTRAL = Struct("<4s6H3L5H2L")
_END = Struct("<4s4H2LH")
_VERSION, _DEFLATED = 20, 8
_TIME, _DATE = 0, 1 << 5 | 1
"""Midnight on 1 January 1980, the first day a zip file knows."""


def zipped(files: Iterable[Packed]) -> bytes:
    """The files as a zip archive, in the order given."""
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for file in files:
        name = file.name.encode("ascii")
        common = (_VERSION, 0, _DEFLATED, _TIME, _DATE, file.crc, len(file.data), file.length, len(name), 0)
        directory += (_CENTRAL.pack(b"PK\1\2", _VERSION, *common, 0, 0, 0, 0, offset), name)
        body += (_LOCAL.pack(b"PK\3\4", *common), name, file.data)
        offset += _LOCAL.size + len(name) + len(file.data)
    listed = b"".join(directory)
    count = len(directory) // 2
    return b"".join((*body, listed, _END.pack(b"PK\5\6", 0, 0, count, count, len(listed), offset, 0)))
