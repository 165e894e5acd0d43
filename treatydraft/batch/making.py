"""Making a shard: from its rows to files and entries. Everything a worker does is here.

What is wrong with a row becomes its entry and stops nothing. What is wrong with the library as a whole or with the
disk raises, and ends the batch; what has been made until then stays and is found by the next run.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from pathlib import Path

from treatydraft.assembly import Assembly
from treatydraft.batch.journal import JOURNAL
from treatydraft.batch.manifest import ManifestLine
from treatydraft.batch.plan import PlannedDraft, made_with, plan
from treatydraft.batch.rows import BatchRow, RowLocation
from treatydraft.batch.shard import Item, Job, Made, Shard
from treatydraft.batch.store import Store
from treatydraft.cache import cached
from treatydraft.errors import DraftError, LibraryError, Location, Problem, TreatydraftError, WriteError
from treatydraft.library.loading import Library, load_library
from treatydraft.writers import WRITERS

_MAX_PROBLEMS = 20  # of one row; one that is wrong everywhere need not fill the manifest
_MAX_LETTERS = 1000  # of what is said of a problem, which may quote a cell


def make_shard(shard: Shard, job: Job) -> tuple[ManifestLine, ...]:
    """Make the drafts of a shard and give the entry of each row, in order.

    LibraryError where the library is not the one the batch began with, WriteError where the disk fails.
    """
    library = _library(job.folders, job.settings, job.made_with)
    if not job.dry_run and not (job.out / JOURNAL).exists():
        what = "the process that is to write here does not see this folder"
        raise WriteError(
            Problem(
                "folder-missing", Location(str(job.out)), what, "name a folder that every machine of the engine shares"
            )
        )
    store = Store(job, f"drafts-{shard.number:05}.zip" if job.pack else "")
    made = [_make(item, job, library, store) for item in shard.items]
    if not (job.dry_run or shard.trial):
        made = store.put(made)
    return tuple(store.entry(result) for result in made)


@cached(1)
def _library(folders: tuple[Path, ...], settings: tuple[str, ...], expected: str) -> Library:
    """The library, once a process, if it is the expected one."""
    library = load_library(folders)
    if made_with(library, *settings) != expected:
        what = "it has changed since the batch began, or is another one on this machine"
        raise LibraryError(Problem("library-changed", Location(key="library"), what, "run the batch again"))
    return library


# ------------------------------------------------------------------------------------------------ making


def _make(item: Item, job: Job, library: Library, store: Store) -> Made:
    try:
        if item.row.problems:
            raise DraftError(item.row.problems)
        if item.lost:
            what = "the process that made this draft died each time"
            raise DraftError(
                Problem(
                    "process-died", item.row.where(), what, "it may need too much memory: make it alone with 'export'"
                )
            )
        planned = plan(item.row, item.name, job.base, library, job.made_with)
        old = store.unchanged(item, planned)
        if old is not None:
            findings = item.before.findings if job.check and item.before else None
            return Made(item, "unchanged", planned.key, old, findings)
        return _composed(item, planned, job, library)
    except TreatydraftError as wrong:
        problems = tuple(_placed(problem, item.row, library) for problem in wrong.problems[:_MAX_PROBLEMS])
        return Made(item, "failed", problems=problems)
    except Exception as bug:  # of ours: it must not cost the other rows
        what = f"this is a mistake in the program: {type(bug).__name__}: {' '.join(str(bug).split())[:200]}"
        return Made(
            item,
            "failed",
            problems=(Problem("program-fault", item.row.where(), what, "please report it with this row"),),
        )


def _composed(item: Item, planned: PlannedDraft, job: Job, library: Library) -> Made:
    assembly = Assembly(planned.draft, library)
    if job.dry_run:
        assembly.read_answers()
        return Made(item, "made", planned.key)
    if not job.with_holes:
        assembly.refuse_gaps()
    written = assembly.with_notes(library_notes=job.library_notes, findings=job.findings)
    contents = {planned.name + WRITERS[to][0]: assembly.write(to, job.options, written) for to in job.formats}
    counts = Counter(finding.severity for finding in assembly.findings()) if job.check else None
    return Made(item, "made", planned.key, contents, counts)


def _placed(problem: Problem, row: BatchRow, library: Library) -> Problem:
    """The problem with the row it is about, not too long, and without the place of the library on this machine."""
    where = problem.where
    if not isinstance(where, RowLocation):
        file = where.file
        for folder in library.folders:
            file = file.replace(f"{folder}{os.sep}", "")
        where = row.beside(replace(where, file=file[:_MAX_LETTERS], key=where.key[:_MAX_LETTERS]))
    return replace(problem, where=where, what=problem.what[:_MAX_LETTERS], hint=problem.hint[:_MAX_LETTERS])
