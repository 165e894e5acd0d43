"""What several commands do with a draft: open it, and tell of it what is not wrong."""

from __future__ import annotations

from collections.abc import Iterable

from treatydraft.assembly import Assembly
from treatydraft.cli import Settings
from treatydraft.cli.streams import print_note
from treatydraft.drafting.draft import Draft, load_draft, parse_draft
from treatydraft.errors import DraftError, Location, Problem, UsageError, nearest
from treatydraft.files import read_stdin
from treatydraft.library.loading import Library, load_library

SHOWN = 12
"""How many of the names that something can have are told at once."""


def open_library(settings: Settings) -> Library:
    """The bundled library with those of the command line over it."""
    return load_library(settings.folders)


def open_draft(name: str, library: Library) -> Draft:
    """The draft in a file, or on stdin for ``-``."""
    return parse_draft(read_stdin(DraftError), "stdin", library) if name == "-" else load_draft(name, library)


def open_assembly(name: str, library: Library) -> Assembly:
    """The draft in a file, or on stdin for ``-``, and all that follows from it."""
    return Assembly(open_draft(name, library), library)


def tell_advisories(assembly: Assembly, settings: Settings) -> None:
    """Say on stderr what the drafter should know though nothing is wrong."""
    tell_notes(assembly.advisories, settings)


def tell_notes(notes: Iterable[Problem], settings: Settings) -> None:
    """Say on stderr what should be known though nothing is wrong, each with what to do about it."""
    if not settings.quiet:
        for note in notes:
            print_note(f"note: {note}")


def present_clause(name: str, library: Library, settings: Settings) -> str:
    """The present name of a clause that a person names; told where it is another one."""
    renamings = tuple(library.renamings.named((), name))
    tell_notes((library.renamings.note(Location(), renaming) for renaming in renamings), settings)
    return renamings[0].new if renamings else name


def one_of(option: str, value: str, known: tuple[str, ...]) -> str:
    """The value of an option that can be one of a few. UsageError with the nearest right one."""
    if value not in known:
        near = next((name for name in known if name.endswith(f"/{value}")), None) or nearest(value, known)
        more = " and others" if len(known) > SHOWN else ""
        hint = f"did you mean '{near}'?" if near else f"it can be {', '.join(known[:SHOWN])}{more}"
        raise UsageError(Problem("unknown-option-value", Location(key=option), f"'{value}' is not known", hint))
    return value
