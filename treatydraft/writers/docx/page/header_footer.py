"""What stands around the text: headers and footers with what a draft says of itself, and the core properties.

A header or footer has places for it: ``{draft}`` is that it is a draft, with revision and date; ``{title}`` the title;
``{number}`` the page and how many there are, in the words of the language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial

from treatydraft.cache import cached
from treatydraft.instrument.plain_text import plain_text
from treatydraft.instrument.tree import Instrument
from treatydraft.language import Language
from treatydraft.writers.docx.markup.elements import HEAD, escape, field, run
from treatydraft.writers.docx.package.parts import Part, part
from treatydraft.writers.docx.page.page_setup import Stationery
from treatydraft.writers.docx.page.watermark import watermarked
from treatydraft.writers.status import draft_banner, moment

_PLACE = re.compile(r"\{draft\}|\{title\}")
_NUMBER = re.compile(
    r"<w:r(?: [^>]*)?>((?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>|<w:rPr/>)?)"
    r"<w:t(?: [^>]*)?>([^<]*)\{number\}([^<]*)</w:t></w:r>",
    re.DOTALL,
)
_PAGE = re.compile(r"(\{page\}|\{pages\})")
_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}


def around(
    paper: Stationery, instrument: Instrument, language: Language, watermark: str, cover: bool
) -> tuple[Part, ...]:
    """The headers and footers of a draft; a watermark stands in each header.

    A `cover` says itself that it is a draft, and which one, and is not counted as a page.
    """
    said = {"{draft}": escape(draft_banner(instrument, language)), "{title}": escape(_title(instrument, language))}
    made = []
    for number, one in enumerate(paper.around, 1):
        bare = cover and one.type == "first"
        counted = "" if bare else language.page["number"]
        xml = _NUMBER.sub(partial(_numbered, words=counted), one.xml)
        xml = _PLACE.sub(partial(_filled, said={**said, "{draft}": ""} if bare else said), xml)
        if watermark.strip() and one.kind == "header":
            xml = watermarked(xml, watermark, number)
        made.append(_part(one.kind, one.name, one.id, xml, one.images))
    return tuple(made)


def places(paper: Stationery) -> tuple[Part, ...]:
    """The headers and footers with their places, as a template has them."""
    return tuple(_part(one.kind, one.name, one.id, one.xml, one.images) for one in paper.around)


_part = cached(64)(part)
"""Parts that are the same in most drafts of a batch, kept."""


def _filled(place: re.Match[str], said: Mapping[str, str]) -> str:
    return said[place[0]]


def _numbered(place: re.Match[str], words: str) -> str:
    """The page and how many there are in place of a run. Word processors count them when they show the page."""
    look, before, after = place.groups()
    pieces = "".join(
        field(_FIELDS[piece], "1", look) if piece in _FIELDS else run(piece, look) for piece in _PAGE.split(words)
    )
    return f"{_kept(before, look)}{pieces}{_kept(after, look)}"


def _kept(xml: str, look: str) -> str:
    """A run of what stands beside a place, as it is in the file."""
    return f'<w:r>{look}<w:t xml:space="preserve">{xml}</w:t></w:r>' if xml else ""


def _title(instrument: Instrument, language: Language) -> str:
    return " ".join(plain_text(instrument.title, language).split())


def core(instrument: Instrument, language: Language) -> str:
    """The core properties: title, language, and the draft's own date if it has one. Nobody is named."""
    stamp = moment(instrument.date)
    times = ("created", "modified") if stamp else ()
    dated = "".join(f'<dcterms:{time} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{time}>' for time in times)
    title = escape(_title(instrument, language))
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:language>{escape(language.page['locale'])}</dc:language>"
        f"{dated}</cp:coreProperties>"
    )
