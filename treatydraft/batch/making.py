"""Making a shard: from its rows to files and entries. Everything a worker does is here.

What is wrong with a row becomes its entry and stops nothing. What is wrong with the library as a whole or with the
disk raises, and ends the batch; what has been made until then stays and is found by the next run.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from treatydraft.batch.journal import JOURNAL
from treatydraft.batch.manifest import Entry
from treatydraft.batch.plan import PlannedDraft, made_with, plan
from treatydraft.batch.rows import Row
from treatydraft.batch.shard import Item, Job, Made, Shard
from treatydraft.batch.store import Store
from treatydraft.drafting.annotation import noted
from treatydraft.drafting.answers import Answers
from treatydraft.drafting.composition import compose
from treatydraft.drafting.draft import Draft
from treatydraft.drafting.selection import Selection, select
from treatydraft.errors import DraftError, LibraryError, Problem, TreatydraftError, WriteError
from treatydraft.instrument.index import gaps
from treatydraft.instrument.tree import Instrument
from treatydraft.library.loading import Library, load_library
from treatydraft.writers import WRITERS, write

if TYPE_CHECKING:
    from treatydraft.checks.finding import Finding

_MAX_PROBLEMS = 20  # of one row; one that is wrong everywhere need not fill the manifest
_MAX_LETTERS = 1000  # of what is said of a problem, which may quote a cell


def make_shard(shard: Shard, job: Job) -> tuple[Entry, ...]:
    """Make the drafts of a shard and give the entry of each row, in order.

    LibraryError where the library is not the one the batch began with, WriteError where the disk fails.
    """
    library = _library(job.folders, job.settings, job.made_with)
    if not job.dry_run and not (job.out / JOURNAL).exists():
        what = "the process that is to write here does not see this folder"
        raise WriteError(Problem(str(job.out), what, "name a folder that every machine of the engine shares"))
    store = Store(job, f"drafts-{shard.number:05}.zip" if job.pack else "")
    made = [_make(item, job, library, store) for item in shard.items]
    if not (job.dry_run or shard.trial):
        made = store.put(made)
    return tuple(store.entry(one) for one in made)


@lru_cache(maxsize=1)
def _library(folders: tuple[Path, ...], settings: tuple[str, ...], expected: str) -> Library:
    """The library, once a process, if it is the expected one."""
    library = load_library(folders)
    if made_with(library, *settings) != expected:
        what = "it has changed since the batch began, or is another one on this machine"
        raise LibraryError(Problem("library", what, "run the batch again"))
    return library


# ------------------------------------------------------------------------------------------------ making


def _make(item: Item, job: Job, library: Library, store: Store) -> Made:
    try:
        if item.row.problems:
            raise DraftError(item.row.problems)
        if item.lost:
            what = "the process that made this draft died each time"
            raise DraftError(
                Problem(item.row.where(), what, "it may need too much memory: make it alone with 'export'")
            )
        planned = plan(item.row, item.name, job.base, library, job.made_with)
        old = store.unchanged(item, planned)
        if old is not None:
            findings = item.before.findings if job.check and item.before else None
            return Made(item, "unchanged", planned.key, old, findings)
        return _composed(item, planned, job, library)
    except TreatydraftError as wrong:
        problems = tuple(_placed(one, item.row, library) for one in wrong.problems[:_MAX_PROBLEMS])
        return Made(item, "failed", problems=problems)
    except Exception as bug:  # of ours: it must not cost the other rows
        what = f"this is a mistake in the program: {type(bug).__name__}: {' '.join(str(bug).split())[:200]}"
        return Made(item, "failed", problems=(Problem(item.row.where(), what, "please report it with this row"),))


def _composed(item: Item, planned: PlannedDraft, job: Job, library: Library) -> Made:
    draft = planned.draft
    selection = select(draft, library)
    if selection.conflicts:
        raise DraftError(selection.conflicts)
    if job.dry_run:
        _answered(draft, library, selection)
        return Made(item, "made", planned.key)
    instrument = compose(draft, library, selection)
    if not job.with_holes and (holes := tuple(_holes(instrument, item.row))):
        raise DraftError(holes)
    found = _findings(instrument, draft, library, selection) if job.check or job.findings else ()
    written = noted(instrument, draft, library, library_notes=job.library_notes)
    if job.findings:
        from treatydraft.checks.marking import with_findings

        written = with_findings(written, found)
    language = library.language(draft.language)
    contents = {planned.name + WRITERS[to][0]: write(written, to, language, job.options) for to in job.formats}
    return Made(item, "made", planned.key, contents, Counter(one.severity for one in found) if job.check else None)


def _answered(draft: Draft, library: Library, selection: Selection) -> None:
    """Read every answer the draft gives, without composing. DraftError for those that are wrong."""
    answers = Answers(draft, library, selection)
    for name in draft.answers:
        answers.value(name)
    for one in selection.chosen:
        if not one.own:
            questions = library.clause(one.clause, draft.language).questions
            for name in draft.clauses.get(one.clause) or {}:
                if name in questions:
                    answers.value(questions[name].key)
    assert answers.everyone is not None  # reads both roles
    answers.refuse_wrong()


def _holes(instrument: Instrument, row: Row) -> Iterator[Problem]:
    """What is missing in an instrument, and what to do about it."""
    for gap in gaps(instrument):
        remedy = f"put it in ({gap.clause}=true)" if gap.clause else "fill it in"
        yield Problem(f"{row.where()}: {gap.address}", gap.what, f"{remedy}, or add --with-holes")


def _findings(instrument: Instrument, draft: Draft, library: Library, selection: Selection) -> tuple[Finding, ...]:
    from treatydraft.checks import check
    from treatydraft.record.record import fill

    return check(instrument, fill(draft, library, selection), accept=draft.accepted)


def _placed(problem: Problem, row: Row, library: Library) -> Problem:
    """The problem with the row it is about, not too long, and without the place of the library on this machine."""
    where = problem.where
    for folder in library.folders:
        where = where.replace(f"{folder}{os.sep}", "")
    if f"row {row.number}" not in where:
        where = f"{row.where()}: {where}" if where else row.where()
    return Problem(*(text[:_MAX_LETTERS] for text in (where, problem.what, problem.hint)))
