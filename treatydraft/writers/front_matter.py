"""The front matter of a Markdown page: what the instrument is, in YAML, for the program that makes a site of it."""

from __future__ import annotations

from collections.abc import Iterator

from treatydraft.instrument.tree import Instrument
from treatydraft.language import Language
from treatydraft.writers.status import draft_banner, title_line


def front_matter(instrument: Instrument, language: Language) -> str:
    """Title, parties, date and status between two lines of dashes; whatever was typed stays a text."""
    return "\n".join(("---", *_lines(instrument, language), "---"))


def _lines(instrument: Instrument, language: Language) -> Iterator[str]:
    yield f"title: {_quoted(title_line(instrument, language))}"
    yield "parties:" if instrument.parties else "parties: []"
    yield from (f"- {_quoted(party.name)}" for party in instrument.parties)
    if instrument.date:
        yield f"date: {_quoted(instrument.date)}"
    yield f"lang: {_quoted(instrument.language)}"
    yield f"register: {_quoted(instrument.register)}"
    yield f"status: {_quoted(draft_banner(instrument, language))}"
    yield f"revision: {instrument.revision}"


def _quoted(text: str) -> str:
    """Text in the double quotation marks of YAML, with everything escaped that could end it or cannot be seen."""
    return f'"{"".join(map(_character, text))}"'


def _character(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character.isprintable():
        return character
    code = ord(character)
    if 0xD800 <= code < 0xE000:
        return "\ufffd"  # half a character, which no file can hold
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
