"""The instrument as a Word file, written by us from end to end.

    shell/         parts that are the same in every draft: styles, settings, headers; made once by `shell`
    stationery     these, or those of a house style that `house` made of a ministry's template
    layout, front  the tree as paragraphs and tables, with style, list and bookmark; what stands in front of them
    passage        of that, one provision, laid out once and kept for the next draft; lines what it is made of
    numbering      the lists, and what they count
    bookmarks      one a paragraph, named after its clause
    body, notes    the layout as XML; notes as comments or footnotes
    provenance     data by which a later reader finds the clause of each paragraph
    page           headers and footers with what a draft says of itself, core properties
    markup         runs, fields, bookmarks, tables in strings
    package        parts, how they hang together, and the zip file

The numbers are Word's own lists and the references its fields, with the text we computed in them; see `numbering`.
"""

from __future__ import annotations

from dataclasses import replace

from treatydraft.cache import cached
from treatydraft.instrument.tree import Instrument
from treatydraft.language import Language
from treatydraft.writers.docx import page
from treatydraft.writers.docx.body import document
from treatydraft.writers.docx.front import fronted, titled
from treatydraft.writers.docx.layout import lay_out
from treatydraft.writers.docx.notes import Notes
from treatydraft.writers.docx.package import Part, assemble, digest, part
from treatydraft.writers.docx.provenance import provenance
from treatydraft.writers.docx.stationery import stationery
from treatydraft.writers.options import PLAIN, Options

__all__ = ["digest", "write_docx"]


def write_docx(
    instrument: Instrument, language: Language, options: Options = PLAIN, *, template: bool = False
) -> bytes:
    """A numbered instrument as a Word file. The same instrument and options give the same bytes.

    A `template` keeps the places in its headers and footers for what a draft says of itself. Raises UsageError for a
    paper that is not known.
    """
    paper = stationery(options.style, language.page["locale"])
    sheet = paper.sheet.on(options.paper)
    layout = lay_out(instrument, language, options)
    layout = replace(layout, lines=fronted(layout, instrument, language, options))
    section = sheet.section(((one.kind, one.type, one.id) for one in paper.around), options.lines)
    notes = Notes(options.notes, instrument.date, language.speaker)
    body = document(layout, language, section, sheet.text, notes)
    origin = () if options.clean else (provenance(instrument, layout.marks, body),)
    cover = titled(instrument, language, options)
    filled = page.around(paper, instrument, language, options.watermark, cover) if not template else page.places(paper)
    parts = (*paper.still, _numbering(layout.lists.xml()), *filled, *notes.parts(), *origin)
    return assemble(body, page.core(instrument, language), parts, paper.media)


@cached(64)
def _numbering(xml: str) -> Part:
    return part("numbering", "numbering.xml", "numbering", xml)
