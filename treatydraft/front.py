"""The front for programs and notebooks: what is wrong with a draft, and its instrument as a file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from treatydraft.assembly import Assembly
from treatydraft.drafting.draft import Draft
from treatydraft.errors import Location, Problem, UsageError
from treatydraft.files import write_whole
from treatydraft.library.loading import Library
from treatydraft.writers import format_of
from treatydraft.writers.options import PLAIN, Options

if TYPE_CHECKING:
    from treatydraft.checks.finding import Finding


def check(
    draft: Draft, library: Library, *, select: Iterable[str] = (), ignore: Iterable[str] = ()
) -> tuple[Finding, ...]:
    """What the rules find in the instrument of a draft, in reading order, less what the draft accepts.

    `select` are the rules or families to apply (all, when there is none), `ignore` those to leave out. DraftError where
    the draft cannot be composed, UsageError for an unknown rule.
    """
    return Assembly(draft, library).findings(select=select, ignore=ignore)


def export(
    draft: Draft,
    library: Library,
    path: str | Path,
    *,
    to: str = "",
    options: Options = PLAIN,
    library_notes: bool = False,
    findings: bool = False,
    with_holes: bool = False,
    force: bool = False,
) -> None:
    """Write the instrument of a draft to a file, whole or not at all, in the format `to` or that of the file's ending.

    `options` are those of the format; with `library_notes` it has the library's notes on each clause, with `findings`
    a note for each finding. DraftError where the draft cannot be composed or, unless `with_holes`, where something is
    missing in it; UsageError for an unknown format; WriteError where the file is there already, unless `force`, or
    cannot be written.
    """
    format = to or format_of(path)
    if not format:
        raise UsageError(
            Problem(
                "unknown-format",
                Location(str(path)),
                "the ending does not name a format",
                "name one of writers.WRITERS as 'to'",
            )
        )
    assembly = Assembly(draft, library)
    if not with_holes:
        assembly.refuse_gaps()
    instrument = assembly.with_notes(library_notes=library_notes, findings=findings)
    write_whole(path, assembly.write(format, options, instrument), force=force)
