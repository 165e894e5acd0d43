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
    package   parts.py (parts and the relationships between them), archive.py (the zip file), core_properties.py,
              static_parts.py and static/ (those that are the same in every draft) -> markup
    markup    elements.py (runs, fields, bookmarks, tables in strings), scripts.py (words in a foreign script)

The numbers are Word's own lists and the references its fields, with the text we computed in them; see
`treatydraft.writers.docx.text.numbering`.
"""

from __future__ import annotations

from dataclasses import replace

from treatydraft.cache import cached
from treatydraft.instrument.tree import Instrument
from treatydraft.language import Language
from treatydraft.writers.docx.package.archive import digest
from treatydraft.writers.docx.package.core_properties import core_properties
from treatydraft.writers.docx.package.parts import PackagePart, assemble, part
from treatydraft.writers.docx.page.header_footer import headers_and_footers, unfilled
from treatydraft.writers.docx.page.page_setup import page_setup
from treatydraft.writers.docx.text.document import document
from treatydraft.writers.docx.text.front_pages import has_title_page, with_front_pages
from treatydraft.writers.docx.text.layout import lay_out
from treatydraft.writers.docx.text.notes import Notes
from treatydraft.writers.docx.text.provenance import provenance
from treatydraft.writers.options import PLAIN, Options

__all__ = ["digest", "write_docx"]


def write_docx(
    instrument: Instrument, language: Language, options: Options = PLAIN, *, template: bool = False
) -> bytes:
    """A numbered instrument as the bytes of a Word file. The same instrument and options give the same bytes.

    A `template` keeps the placeholders in its headers and footers. Raises UsageError for a paper that is not known.
    """
    setup = page_setup(options.style, language.page["locale"])
    sheet = setup.sheet.on(options.paper)
    layout = lay_out(instrument, language, options)
    layout = replace(layout, lines=with_front_pages(layout, instrument, language, options))
    section = sheet.section(((part.kind, part.type, part.id) for part in setup.headers_footers), options.lines)
    notes = Notes(options.notes, instrument.date, language.speaker)
    body = document(layout, language, section, sheet.text_width, notes)
    origin = () if options.clean else (provenance(instrument, layout.bookmarks, body),)
    cover = has_title_page(instrument, language, options)
    headers_footers = (
        unfilled(setup) if template else headers_and_footers(setup, instrument, language, options.watermark, cover)
    )
    parts = (*setup.static, _numbering(layout.lists.xml()), *headers_footers, *notes.parts(), *origin)
    return assemble(body, core_properties(instrument, language), parts, setup.media)


@cached(64)
def _numbering(xml: str) -> PackagePart:
    return part("numbering", "numbering.xml", "numbering", xml)
