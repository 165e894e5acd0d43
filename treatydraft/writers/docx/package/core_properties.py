"""The core properties of a file: what programs that list files show of it."""

from __future__ import annotations

from treatydraft.instrument.tree import Instrument
from treatydraft.language import Language
from treatydraft.writers.docx.markup.elements import HEAD, escape
from treatydraft.writers.status import start_of_day, title_line


def core_properties(instrument: Instrument, language: Language) -> str:
    """The part as XML: title, language, and the draft's own date if it has one. Nobody is named."""
    stamp = start_of_day(instrument.date)
    times = ("created", "modified") if stamp else ()
    dated = "".join(f'<dcterms:{time} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{time}>' for time in times)
    title = escape(title_line(instrument, language))
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:language>{escape(language.page['locale'])}</dc:language>"
        f"{dated}</cp:coreProperties>"
    )
