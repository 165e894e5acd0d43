"""The pages in front of the text: a title page, and the contents.

A title page bears the title, the parties and the draft's revision and date; the text begins on the next page, under its
title. Without one, the title stands above the contents and the text begins below them, on a page of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import ceil

from treatydraft.instrument.plain_text import plain_text
from treatydraft.instrument.tree import Instrument, Part, Text, articles
from treatydraft.language import Language, capital
from treatydraft.writers.docx.text.contents import LEVELS, Contents, ContentsLine
from treatydraft.writers.docx.text.layout import Content, Layout
from treatydraft.writers.docx.text.lines import KEEP, LayoutLine
from treatydraft.writers.docx.text.provision_layout import flattened
from treatydraft.writers.options import Options
from treatydraft.writers.status import draft_banner

LONG = 25
"""An instrument of so many articles or more has contents unless the options say otherwise."""

LISTED = 12
"""The most parties that have a line each on the title page; more stand in one paragraph, by their short names."""

ABOVE, ROOM = 3400, 12000
"""The space above the title on its page, and what it, the title and the parties may take of that, in twips."""
_TITLE, _PARTY = (24, 480), (75, 460)
"""The letters that stand on a line of each, and its height in twips."""

_LEVEL = re.compile(r'<w:outlineLvl w:val="(\d)"/>')
_HEADINGS = {"AnnexHeading": 1}  # headings whose style has the level


def with_front_pages(
    layout: Layout, instrument: Instrument, language: Language, options: Options
) -> tuple[Content, ...]:
    """The content of a layout with the title page and the contents before it, as the options ask."""
    lines = layout.lines
    cover = tuple(_title_page(instrument, language)) if has_title_page(instrument, language, options) else ()
    headings = tuple(_contents_lines(layout, language)) if has_contents(instrument, options) else ()
    if not cover and not headings:
        return lines
    title = 0 if cover else int(isinstance(lines[0], LayoutLine) and lines[0].style == "TreatyTitle")
    contents = (Contents(language.page["contents"], headings, bool(cover)),) if headings else ()
    return (*cover, *lines[:title], *contents, *_on_new_page(lines[title:]))


def has_contents(instrument: Instrument, options: Options) -> bool:
    """Whether there are contents: as the options say, and where they do not, those of a long text with headings."""
    if options.contents is not None:
        return options.contents
    return instrument.scheme.headings and len(list(articles(instrument.body))) >= LONG


def has_title_page(instrument: Instrument, language: Language, options: Options) -> bool:
    """Whether there is a title page: as the options say, and where they do not, as the register has it for parts."""
    if options.title_page is not None:
        return options.title_page
    in_parts = any(isinstance(item, Part) for item in instrument.body)
    return in_parts and language.registers[instrument.register].title_page


def _title_page(instrument: Instrument, language: Language) -> Iterator[LayoutLine]:
    parties = instrument.parties
    names = [party.name for party in parties]
    if len(parties) > LISTED:
        names = [language.list([party.short for party in parties])]
    if instrument.title:
        taken = _height(plain_text(instrument.title, language), *_TITLE) + sum(_height(name, *_PARTY) for name in names)
        above = max(min(ABOVE, ROOM - taken), 0)
        yield LayoutLine(
            "CoverTitle", instrument.title, "", "" if above == ABOVE else f'<w:spacing w:before="{above}"/>'
        )
    for name in names:
        yield LayoutLine("CoverParty", (Text(capital(name)),), "")
    yield LayoutLine("CoverNote", (Text(draft_banner(instrument, language)),), "")


def _height(words: str, letters: int, line: int) -> int:
    """About how high words stand, in twips."""
    return ceil(len(words) / letters) * line


def _contents_lines(layout: Layout, language: Language) -> Iterator[ContentsLine]:
    shown = {target.bookmark: target.shown for target in layout.targets.values()}
    for line in flattened(layout.lines):
        if not isinstance(line, LayoutLine):
            continue
        match = _LEVEL.search(line.properties) if line.number_above else None
        level = int(match[1]) if match else _HEADINGS.get(line.style, LEVELS)
        if level < LEVELS:
            words = " ".join(plain_text(line.words, language).split())
            yield ContentsLine(level, line.typed_number or shown.get(line.bookmark, ""), words, line.bookmark)


def _on_new_page(lines: Sequence[Content]) -> tuple[Content, ...]:
    """The lines, the first of them on a new page."""
    lines = (*flattened(lines[:1]), *lines[1:])
    if not lines or not isinstance(first := lines[0], LayoutLine):
        return lines
    kept = KEEP if first.properties.startswith(KEEP) else ""
    properties = f"{kept}<w:pageBreakBefore/>{first.properties.removeprefix(kept)}"
    return (first._replace(properties=properties), *lines[1:])
