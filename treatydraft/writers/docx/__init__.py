"""The instrument as a Word file, written by us from end to end.

    shell/        parts that are the same in every draft: styles, settings, fonts, theme; made once by `shell`
    layout        the tree as paragraphs and tables, with style, list and bookmark
    numbering     the lists, and what they count
    body, page    the layout as XML; headers, footers, core properties
    markup        runs, fields, bookmarks, tables in strings
    package       parts, how they hang together, and the zip file

The numbers are Word's own lists and the references its fields, with the text we computed in them; see `numbering`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from treatydraft.instrument.tree import Instrument
from treatydraft.language import Language
from treatydraft.writers.docx import page
from treatydraft.writers.docx.body import document
from treatydraft.writers.docx.layout import lay_out
from treatydraft.writers.docx.markup import escape
from treatydraft.writers.docx.package import Part, assemble, part

SHELL = Path(__file__).parent / "shell"
_LOCALE = re.compile(r'(?<=<w:lang w:val=")[^"]*(?=")|(?<=w:eastAsia=")en-GB(?=")')


def write_docx(instrument: Instrument, language: Language) -> bytes:
    """A numbered instrument as a Word file. The same instrument gives the same bytes; notes are left out."""
    layout = lay_out(instrument, language)
    footer = page.footer(language)
    return assemble(
        document(layout, language),
        page.core(instrument, language),
        (
            *_still(language.page["locale"]),
            _numbering(layout.lists.xml()),
            part("header", "header1.xml", "header", page.header(instrument, language)),
            _around("header", "header2.xml", "headerFirst", page.first_header()),
            _around("footer", "footer1.xml", "footer", footer),
            _around("footer", "footer2.xml", "footerFirst", footer),
        ),
    )


@cache
def _still(locale: str) -> tuple[Part, ...]:
    """The parts of the shell for a language, compressed once and kept."""
    styles = (SHELL / "styles.xml").read_text("utf-8")
    return (
        part("styles", "styles.xml", "styles", _LOCALE.sub(lambda _: escape(locale), styles)),
        part("settings", "settings.xml", "settings", (SHELL / "settings.xml").read_bytes()),
        part("fontTable", "fontTable.xml", "fonts", (SHELL / "fontTable.xml").read_bytes()),
        part("theme", "theme/theme1.xml", "theme", (SHELL / "theme" / "theme1.xml").read_bytes()),
    )


@lru_cache(64)
def _numbering(xml: str) -> Part:
    return part("numbering", "numbering.xml", "numbering", xml)


_around = lru_cache(64)(part)
"""Parts that are the same in most drafts of a language, kept."""
