"""What a document states about itself beside its text: its title, that it is a draft, which one, and of which day."""

from __future__ import annotations

from datetime import date

from treatydraft.instrument.plain_text import plain_text
from treatydraft.instrument.tree import Instrument
from treatydraft.language import Language


def title_line(instrument: Instrument, language: Language) -> str:
    """The title on one line."""
    return " ".join(plain_text(instrument.title, language).split())


def draft_banner(instrument: Instrument, language: Language) -> str:
    """The words that call it a draft, with its revision and, where it has one, its date."""
    key = "dated" if instrument.date else "draft"
    day = parse_day(instrument.date)
    dated = language.day(day) if day else instrument.date
    return language.page[key].replace("{revision}", str(instrument.revision)).replace("{date}", dated)


def parse_day(iso: str) -> date | None:
    """The day of a date in ISO form, such as ``2026-03-01``; None for anything else."""
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def start_of_day(iso: str) -> str:
    """The first second of a day in ISO form, in UTC, as files write it; empty where `iso` is no date."""
    day = parse_day(iso)
    return f"{day}T00:00:00Z" if day else ""
