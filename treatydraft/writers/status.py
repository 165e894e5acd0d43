"""What an instrument says of itself beside its text: that it is a draft, which one, and of which day."""

from __future__ import annotations

from datetime import date

from treatydraft.instrument.tree import Instrument
from treatydraft.language import Language


def draft_banner(instrument: Instrument, language: Language) -> str:
    """The words that call it a draft, with its revision and, where it has one, its date."""
    key = "dated" if instrument.date else "draft"
    found = day(instrument.date)
    said = language.day(found) if found else instrument.date
    return language.page[key].replace("{revision}", str(instrument.revision)).replace("{date}", said)


def day(iso: str) -> date | None:
    """The day a date in ISO form names; None where it names none."""
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def moment(iso: str) -> str:
    """The beginning of the day a date in ISO form names, as files write it; empty where it names none."""
    found = day(iso)
    return f"{found}T00:00:00Z" if found else ""
