"""Headers and footers with what a draft states about itself.

They are templates with placeholders: ``{draft}`` becomes the words that call it a draft, with revision and date,
``{title}`` the title, ``{number}`` the page and how many there are, in the words of the language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial

from treatydraft.cache import cached
from treatydraft.instrument.tree import Instrument
from treatydraft.language import Language
from treatydraft.writers.docx.markup.elements import escape, field, run
from treatydraft.writers.docx.package.parts import PackagePart, part
from treatydraft.writers.docx.page.page_setup import PageSetup
from treatydraft.writers.docx.page.watermark import with_watermark
from treatydraft.writers.status import draft_banner, title_line

_PLACEHOLDER = re.compile(r"\{draft\}|\{title\}")
_NUMBER = re.compile(
    r"<w:r(?: [^>]*)?>((?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>|<w:rPr/>)?)"
    r"<w:t(?: [^>]*)?>([^<]*)\{number\}([^<]*)</w:t></w:r>",
    re.DOTALL,
)
_PAGE = re.compile(r"(\{page\}|\{pages\})")
_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}


def headers_and_footers(
    setup: PageSetup, instrument: Instrument, language: Language, watermark: str, cover: bool
) -> tuple[PackagePart, ...]:
    """The headers and footers of a draft; a watermark stands in each header.

    `cover` means that there is a title page: it has the words that call the text a draft on it, so the first header
    leaves them out, and it is not counted as a page.
    """
    values = {
        "{draft}": escape(draft_banner(instrument, language)),
        "{title}": escape(title_line(instrument, language)),
    }
    made = []
    for number, template in enumerate(setup.headers_footers, 1):
        bare = cover and template.type == "first"
        counted = "" if bare else language.page["number"]
        xml = _NUMBER.sub(partial(_page_number, words=counted), template.xml)
        xml = _PLACEHOLDER.sub(partial(_value, values={**values, "{draft}": ""} if bare else values), xml)
        if watermark.strip() and template.kind == "header":
            xml = with_watermark(xml, watermark, number)
        made.append(_part(template.kind, template.name, template.id, xml, template.images))
    return tuple(made)


def unfilled(setup: PageSetup) -> tuple[PackagePart, ...]:
    """The headers and footers with their placeholders, as a template has them."""
    return tuple(
        _part(template.kind, template.name, template.id, template.xml, template.images)
        for template in setup.headers_footers
    )


_part = cached(64)(part)
"""Parts that are the same in most drafts of a batch, kept."""


def _value(placeholder: re.Match[str], values: Mapping[str, str]) -> str:
    return values[placeholder[0]]


def _page_number(match: re.Match[str], words: str) -> str:
    """The page and how many there are in place of a run. Word processors count them when they show the page."""
    properties, before, after = match.groups()
    pieces = "".join(
        field(_FIELDS[piece], "1", properties) if piece in _FIELDS else run(piece, properties)
        for piece in _PAGE.split(words)
    )
    return f"{_escaped_run(before, properties)}{pieces}{_escaped_run(after, properties)}"


def _escaped_run(xml: str, properties: str) -> str:
    """A run of what stands beside a placeholder, which is escaped already."""
    return f'<w:r>{properties}<w:t xml:space="preserve">{xml}</w:t></w:r>' if xml else ""
