"""The instrument as a Word file, written by us from end to end.

The rooms, from the top down; each may import from those below it that the line names:

    style     house.py (a ministry's template as a house style), style_merge.py and header_cleaning.py (its styles, its
              headers), built_in.py (the built-in style), template.py (that style as a template)
              -> this module, text, page, package, markup
    text      layout.py (the tree as paragraphs and tables), provision_layout.py (of that, one provision, kept for the
              next draft), lines.py (what they are made of), front_pages.py and contents.py (title page, contents),
              numbering.py (lists), bookmarks.py and provenance.py (whose paragraph each is), notes.py (comments and
              footnotes), columns.py (widths in tables), document.py (all of it as XML) -> package, markup
    page      page_setup.py (built-in, or a house style's), sheet.py (paper, margins, line numbers), header_footer.py,
              watermark.py -> package, markup
    package   parts.py (parts and how they hang together, the zip file), static/ (parts that are the same in every
              draft) -> markup
    markup    elements.py (runs, fields, bookmarks, tables in strings), scripts.py (words in a foreign script)

The numbers are Word's own lists and the references its fields, with the text we computed in them; see
`treatydraft.writers.docx.text.numbering`.
"""

from __future__ import annotations

from dataclasses import replace

from treatydraft.cache import cached
from treatydraft.instrument.tree import Instrument
from treatydraft.language import Language
from treatydraft.writers.docx.package.parts import Part, assemble, digest, part
from treatydraft.writers.docx.page import header_footer
from treatydraft.writers.docx.page.page_setup import stationery
from treatydraft.writers.docx.text.document import document
from treatydraft.writers.docx.text.front_pages import fronted, titled
from treatydraft.writers.docx.text.layout import lay_out
from treatydraft.writers.docx.text.notes import Notes
from treatydraft.writers.docx.text.provenance import provenance
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
    around = (
        header_footer.places(paper)
        if template
        else header_footer.around(paper, instrument, language, options.watermark, cover)
    )
    parts = (*paper.still, _numbering(layout.lists.xml()), *around, *notes.parts(), *origin)
    return assemble(body, header_footer.core(instrument, language), parts, paper.media)


@cached(64)
def _numbering(xml: str) -> Part:
    return part("numbering", "numbering.xml", "numbering", xml)
