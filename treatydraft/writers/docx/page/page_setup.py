"""The page setup: styles, fonts, paper, headers and footers, the built-in ones or those of a house style."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from treatydraft.cache import cached
from treatydraft.writers.docx.markup.elements import escape
from treatydraft.writers.docx.package.archive import PackedFile, pack
from treatydraft.writers.docx.package.parts import PackagePart, part
from treatydraft.writers.docx.package.static_parts import SHEET, THEME, static_files
from treatydraft.writers.docx.page.sheet import Sheet

_STATIC = (("styles", "styles.xml"), ("settings", "settings.xml"), ("fontTable", "fontTable.xml"))
_LOCALE = re.compile(r'(?<=<w:lang w:val=")en-GB(?=")|(?<=w:eastAsia=")en-GB(?=")')


@dataclass(frozen=True, slots=True)
class HeaderFooter:
    """A header or footer as a template: a part of which a draft fills the placeholders.

    `kind` is ``header`` or ``footer``, `type` the pages it is for (``default``, ``first``, ``even``), `name` its name
    under ``word/``. `xml` may hold the placeholders of `treatydraft.writers.docx.page.header_footer`. `images` are the
    pictures in it: the relationship of each, and its name under ``word/``.
    """

    kind: str
    type: str
    name: str
    xml: str
    images: tuple[tuple[str, str], ...]

    @property
    def id(self) -> str:
        """The id of its relationship."""
        return self.kind + ("" if self.type == "default" else self.type.capitalize())


@dataclass(frozen=True, slots=True)
class PageSetup:
    """What drafts of one style and language have in common: static parts, headers and footers, pictures, the sheet."""

    static: tuple[PackagePart, ...]
    headers_footers: tuple[HeaderFooter, ...]
    media: tuple[PackedFile, ...]
    sheet: Sheet


@cached(16)
def page_setup(style: bytes | None, locale: str) -> PageSetup:
    """The page setup of a house style, or the built-in one for None, for texts in a language; read and packed once.

    `locale` is the language as word processors name it, such as ``en-GB``.
    """
    files = static_files(style)
    plan: Mapping[str, Any] = json.loads(files[SHEET])
    static = [
        part(name, file, {"fontTable": "fonts"}.get(name, name), _localized(files[file], locale))
        for name, file in _STATIC
    ]
    headers_footers = (
        HeaderFooter(kind, type, name, files[name].decode(), tuple(map(tuple, plan["images"].get(name, ()))))
        for kind in ("header", "footer")
        for type, name in plan[kind].items()
    )
    media = tuple(pack(f"word/{name}", content) for name, content in files.items() if name.startswith("media/"))
    return PageSetup(
        (*static, part("theme", THEME, "theme", files[THEME])), tuple(headers_footers), media, Sheet(**plan["sheet"])
    )


def _localized(xml: bytes, locale: str) -> bytes:
    """A part with the language of the text as that of its styles."""
    return _LOCALE.sub(lambda _: escape(locale), xml.decode()).encode()
