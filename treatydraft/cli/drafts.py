"""What several commands do with a draft: open it, compose it, refuse what cannot be exported."""

from __future__ import annotations

from collections.abc import Iterator

from treatydraft import (
    Draft,
    DraftError,
    Instrument,
    Library,
    Problem,
    Selection,
    UsageError,
    compose,
    gaps,
    load_draft,
    load_library,
    nearest,
    notes,
    parse_draft,
    read_stdin,
    select,
)
from treatydraft.cli import Settings
from treatydraft.cli.streams import print_note

SHOWN = 12
"""How many of the names that something can have are told at once."""


def open_library(settings: Settings) -> Library:
    """The bundled library with those of the command line over it."""
    return load_library(settings.folders)


def open_draft(name: str, library: Library) -> Draft:
    """The draft in a file, or on stdin for ``-``."""
    return parse_draft(read_stdin(DraftError), "stdin", library) if name == "-" else load_draft(name, library)


def tell_notes(draft: Draft, library: Library, settings: Settings) -> None:
    """Say on stderr what the drafter should know though nothing is wrong."""
    if not settings.quiet:
        for note in notes(draft, library):
            print_note(f"note: {note.where}: {note.what}")


def composed(draft: Draft, library: Library, *, holes: bool) -> tuple[Selection, Instrument]:
    """The selection and the instrument of a draft. DraftError for conflicts and, unless `holes`, for holes."""
    selection = select(draft, library)
    if selection.conflicts:
        raise DraftError(selection.conflicts)
    instrument = compose(draft, library, selection)
    if not holes:
        found = list(_holes(instrument, draft))
        if found:
            raise DraftError(found)
    return selection, instrument


def _holes(instrument: Instrument, draft: Draft) -> Iterator[Problem]:
    """What is missing in an instrument, and what to do about it."""
    for gap in gaps(instrument):
        remedy = f"put it in (set {gap.clause}=true)" if gap.clause else "fill it in"
        yield Problem(f"{draft.name}: {gap.address}", gap.what, f"{remedy}, or add --with-holes")


def one_of(option: str, value: str, known: tuple[str, ...]) -> str:
    """The value of an option that can be one of a few. UsageError with the nearest right one."""
    if value not in known:
        near = next((name for name in known if name.endswith(f"/{value}")), None) or nearest(value, known)
        more = " and others" if len(known) > SHOWN else ""
        hint = f"did you mean '{near}'?" if near else f"it can be {', '.join(known[:SHOWN])}{more}"
        raise UsageError(Problem(option, f"'{value}' is not known", hint))
    return value
