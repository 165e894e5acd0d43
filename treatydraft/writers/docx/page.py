"""What stands around the text: headers and footers, and the core properties."""

from __future__ import annotations

import re
from datetime import date

from treatydraft.instrument.speech import spoken
from treatydraft.instrument.tree import Instrument
from treatydraft.language import Language
from treatydraft.writers.docx.markup import HEAD, NAMESPACES, escape, field, paragraph, run

EPOCH = "1980-01-01"
"""The date of a file whose draft has none."""

_PLACE = re.compile(r"(\{page\}|\{pages\})")
_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}


def header(instrument: Instrument, language: Language) -> str:
    """The header from the second page on: that this is a draft, which one, and its title."""
    banner = paragraph("DraftBanner", run(draft_banner(instrument, language)))
    title = " ".join(spoken(instrument.title, language).split())
    return f"{HEAD}<w:hdr {NAMESPACES}>{banner}{paragraph('Header', run(title))}</w:hdr>"


def first_header() -> str:
    """The header of the first page, which bears the title itself."""
    return f"{HEAD}<w:hdr {NAMESPACES}>{paragraph('Header', '')}</w:hdr>"


def footer(language: Language) -> str:
    """The footer: the page and how many there are. Word processors count them when they show the page."""
    pieces = "".join(
        field(_FIELDS[piece], "1") if piece in _FIELDS else run(piece)
        for piece in _PLACE.split(language.page["number"])
    )
    return f"{HEAD}<w:ftr {NAMESPACES}>{paragraph('Footer', pieces)}</w:ftr>"


def draft_banner(instrument: Instrument, language: Language) -> str:
    """The words that call it a draft, with its revision and, where it has one, its date."""
    key = "dated" if instrument.date else "draft"
    found = day(instrument.date)
    said = language.day(found) if found else instrument.date
    return language.page[key].replace("{revision}", str(instrument.revision)).replace("{date}", said)


def core(instrument: Instrument, language: Language) -> str:
    """The core properties: title, language, and the draft's own date. Nobody is named."""
    stamp = f"{day(instrument.date) or EPOCH}T00:00:00Z"
    title = escape(" ".join(spoken(instrument.title, language).split()))
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:language>{escape(language.page['locale'])}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified></cp:coreProperties>'
    )


def day(iso: str) -> date | None:
    """The day a date in ISO form names; None where it names none."""
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None
