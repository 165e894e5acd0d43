"""What a text is written on: styles, fonts, paper, headers and footers, the built-in ones or those of a house.

Both are files of the same names: the built-in ones in the folder ``static``, those of a house in a zip file that
`treatydraft.writers.docx.style.house` made of its template. ``sheet.json`` tells how they hang together.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from treatydraft.cache import cached
from treatydraft.writers.docx.markup.elements import escape
from treatydraft.writers.docx.package.parts import Packed, Part, pack, part
from treatydraft.writers.docx.page.sheet import Sheet

SHELL = Path(__file__).parent.parent / "package" / "static"
STILL = (("styles", "styles.xml"), ("settings", "settings.xml"), ("fontTable", "fontTable.xml"))
THEME = "theme/theme1.xml"
_LOCALE = re.compile(r'(?<=<w:lang w:val=")en-GB(?=")|(?<=w:eastAsia=")en-GB(?=")')


@dataclass(frozen=True, slots=True)
class Around:
    """A header or footer: its kind, the pages it is for (``default``, ``first``, ``even``), its name, XML and pictures.

    The XML has places for what a draft says of itself; see `treatydraft.writers.docx.page.header_footer`.
    """

    kind: str
    type: str
    name: str
    xml: str
    images: tuple[tuple[str, str], ...]

    @property
    def id(self) -> str:
        """Its relationship."""
        return self.kind + ("" if self.type == "default" else self.type.capitalize())


@dataclass(frozen=True, slots=True)
class Stationery:
    """The parts that are the same in every draft of a language, what stands around the text, pictures, the sheet."""

    still: tuple[Part, ...]
    around: tuple[Around, ...]
    media: tuple[Packed, ...]
    sheet: Sheet


@cached(16)
def stationery(style: bytes | None, locale: str) -> Stationery:
    """The stationery of a house style, or the built-in one, for texts in a language; read and packed once."""
    files = _house(style) if style else _shell()
    plan: Mapping[str, Any] = json.loads(files["sheet.json"])
    still = [
        part(name, file, {"fontTable": "fonts"}.get(name, name), _spoken(files[file], locale)) for name, file in STILL
    ]
    around = (
        Around(kind, type, name, files[name].decode(), tuple(map(tuple, plan["images"].get(name, ()))))
        for kind in ("header", "footer")
        for type, name in plan[kind].items()
    )
    media = tuple(pack(f"word/{name}", content) for name, content in files.items() if name.startswith("media/"))
    return Stationery(
        (*still, part("theme", THEME, "theme", files[THEME])), tuple(around), media, Sheet(**plan["sheet"])
    )


def _spoken(xml: bytes, locale: str) -> bytes:
    """A part with the language of the text as that of its styles."""
    return _LOCALE.sub(lambda _: escape(locale), xml.decode()).encode()


def _shell() -> dict[str, bytes]:
    return {path.relative_to(SHELL).as_posix(): path.read_bytes() for path in sorted(SHELL.rglob("*.*"))}


def _house(style: bytes) -> dict[str, bytes]:
    import zipfile  # for a house style only

    with zipfile.ZipFile(io.BytesIO(style)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
