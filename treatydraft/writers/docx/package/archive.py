"""The zip file: files compressed one by one, and put together without a clock, in a fixed order.

The same files give the same bytes. Compression may differ between libraries of zlib's interface; what is compressed
does not.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from struct import Struct

LEVEL = 4
"""How hard zlib tries: two levels more make the file of a long treaty 7 per cent smaller, and take as long again."""

_LOCAL = Struct("<4s5H3L2H")
_CENTRAL = Struct("<4s6H3L5H2L")
_END = Struct("<4s4H2LH")
_VERSION, _DEFLATED = 20, 8
_TIME, _DATE = 0, 1 << 5 | 1
"""Midnight on 1 January 1980, the first day a zip file knows."""


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file as it stands in the zip: name, CRC-32, length in bytes before compression, compressed bytes."""

    name: str
    crc: int
    length: int
    data: bytes


def pack(name: str, content: str | bytes) -> PackedFile:
    """A file, compressed; text is encoded as UTF-8."""
    raw = content.encode() if isinstance(content, str) else content
    squeeze = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
    return PackedFile(name, zlib.crc32(raw), len(raw), squeeze.compress(raw) + squeeze.flush())


def zip_files(files: Iterable[PackedFile]) -> bytes:
    """The files as a zip archive, in the order given. Their names are ASCII."""
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


def digest(content: bytes) -> str:
    """What a file says, whatever compressed it: the SHA-256 of each part's name and its own SHA-256, in hex.

    The parts stand in the order of their names, a line each: the name, a space, the digest.
    """
    import zipfile  # not for what writes alone

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        lines = (f"{name} {sha256(archive.read(name)).hexdigest()}\n" for name in sorted(archive.namelist()))
        return sha256("".join(lines).encode()).hexdigest()
