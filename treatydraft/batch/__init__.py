"""Many drafts: rows to plan to files.

    rows.py       a row of answers by key; sources.py: from CSV, JSON lines, a grid in YAML, a program's mappings
    plan.py       a row to a draft, the name of its files, and the key that tells whether to make it again
    shard.py      some rows that one process makes together
    making.py     from plan to files and entries; store.py: the files, what was there and what is new
    engine.py     where shards are made: here, in processes of this machine, on a cluster; what to do when one dies
    processes.py  processes of this machine, which run no code but the program's
    manifest.py   what became of each row; journal.py: the same on disk while it runs, for the next run if it is cut off

Rows flow: none is held longer than it takes. A row that is wrong is told in the manifest and stops nothing. Running
again makes what is missing or changed: a draft is as it was if its key and its files are.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice
from pathlib import Path

from treatydraft.batch.engine import run
from treatydraft.batch.journal import BatchJournal, Earlier
from treatydraft.batch.making import make_shard
from treatydraft.batch.manifest import MANIFEST, File, ManifestLine
from treatydraft.batch.plan import Names, check_columns, looks, made_with, present_row
from treatydraft.batch.rows import BatchRow, Rows
from treatydraft.batch.shard import Item, Job, Shard
from treatydraft.batch.sources import read_rows
from treatydraft.drafting.draft import Draft, parse_draft
from treatydraft.errors import Location, Problem, ReadError, UsageError, WriteError, unknown
from treatydraft.files import edit_yaml, parse_yaml
from treatydraft.library.loading import Library, load_library
from treatydraft.writers import WRITERS, unknown_format
from treatydraft.writers.options import PLAIN, Options

SHARD = 10
"""Rows that are made together: a quarter of a second of work, which is what a run that is interrupted waits for."""

PACK = 100
"""Rows that are made together where they share an archive."""

_SHOWN = 20  # failures that a summary holds; the manifest has them all


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of a batch. After a dry run `made` is what would be made, and there is no manifest.

    `failures` are the first problems, with their rows, in the order of the rows; `left` are files of an earlier run
    whose rows are gone, which are still there; `notes` say what was done otherwise than it was asked for.
    """

    made: int
    unchanged: int
    failed: int
    manifest: Path | None
    failures: tuple[Problem, ...] = ()
    left: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def run_batch(
    rows: str | Path | Iterable[Mapping[str, object]],
    out: str | Path,
    *,
    library_folders: Iterable[str | Path] = (),
    outline: str = "",
    base: Draft | None = None,
    formats: Iterable[str] = ("docx",),
    options: Options = PLAIN,
    library_notes: bool = False,
    findings: bool = False,
    name: str = "",
    check: bool = False,
    jobs: int = 0,
    engine: str = "local",
    pack: str | None = None,
    with_holes: bool = False,
    force: bool = False,
    dry_run: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Summary:
    """Make a draft of every row, in the folder `out`, and a manifest of them.

    `rows` is a file, ``-`` for stdin, or mappings from key to answer; each is laid over `base`, a draft, or over an
    empty one with the `outline`. `options` say how every file looks; with `library_notes` what the library says of
    each clause is noted in it, with `findings` what the check finds, where `options` have notes at all. `name` is a
    pattern such as ``{row}-{guarantors}``; without one, the row's column ``name`` names its files, or its number.
    `jobs` is how many processes, by default one a core; `engine` where they are (see `treatydraft.batch.engine`).
    `pack` as ``zip`` puts the files of 100 rows into one archive. `progress` is told how many rows are done, of how
    many: 0 where that is not known yet.

    A row fails where a draft would be refused: answers wrong or unknown, clauses in conflict, holes unless
    `with_holes`. A file that is there and not as a batch left it is not overwritten unless `force`. Ctrl-C ends a run
    when the shards under way are done, and notes in its KeyboardInterrupt how many drafts are made.

    Raises ReadError for rows that cannot be read, UsageError for options that are wrong, LibraryError, WriteError.
    """
    library = load_library(library_folders)
    to = _formats(formats)
    if pack not in (None, "zip"):
        raise UsageError(
            Problem("unknown-option-value", Location(key="--pack"), f"'{pack}' is not known", "it can be zip")
        )
    if jobs < 0:
        raise UsageError(
            Problem(
                "wrong-option-value",
                Location(key="--jobs"),
                f"{jobs} is no number of processes",
                "write 1 or more, 0 for one a core",
            )
        )
    source = read_rows(rows)
    over = _base(source, outline, base, library)
    if source.columns:
        check_columns(source.columns, source.file, library, over)
    if not over.outline:
        _check_outline(source, library)
    settings = (*to, f"check={check}", f"holes={with_holes}", *looks(options, library_notes, findings))
    folder = Path(out).absolute()
    job = Job(
        out=folder,
        folders=tuple(Path(path).absolute() for path in library_folders),
        settings=settings,
        made_with=made_with(library, *settings),
        base=over,
        formats=to,
        options=options,
        library_notes=library_notes,
        findings=findings,
        check=check,
        with_holes=with_holes,
        force=force,
        pack=pack == "zip",
        dry_run=dry_run,
    )
    names = Names(name, over, library)
    size = PACK if job.pack else SHARD
    few = engine == "local" and 0 < source.total <= 2 * SHARD  # sooner made than a process is started
    jobs = 1 if few else jobs or _cores()
    if source.total:
        jobs = min(jobs, -(-source.total // size))  # more processes than shards would have nothing to do
    if dry_run:
        return _run(source, names, library, job, size, jobs, engine, progress, None)
    try:
        for parent in (*reversed(folder.parents), folder):
            parent.mkdir(0o775, exist_ok=True)  # whatever the umask says, not for all others to write in
    except OSError as failure:
        what = f"the folder cannot be made: {(failure.strerror or str(failure)).lower()}"
        raise WriteError(Problem("file-unwritable", Location(str(out)), what, "choose another folder")) from failure
    with closing(BatchJournal(folder)) as journal:
        return _run(source, names, library, job, size, jobs, engine, progress, journal)


def _run(
    rows: Rows, names: Names, library: Library, job: Job, size: int, jobs: int, engine: str,
    progress: Callable[[int, int], None] | None, journal: BatchJournal | None,
) -> Summary:  # fmt: skip
    counts = dict.fromkeys(("made", "unchanged", "failed"), 0)
    failures: list[tuple[int, tuple[Problem, ...]]] = []
    notes = dict.fromkeys(map(str, job.base.renamed))

    def tell(note: object) -> None:
        notes[str(note)] = None

    with closing(Earlier(job.out)) as earlier:
        present = (present_row(row, library, tell) for row in rows)
        shards = _shards(present, names, earlier, size)
        work = partial(make_shard, job=job)
        try:
            with closing(run(shards, work, jobs=jobs, engine=engine, note=tell)) as results:
                for entries in results:
                    for line in entries:
                        counts[line.status] += 1
                        if line.problems:
                            failures = sorted([*failures, (line.row, line.problems)], key=lambda pair: pair[0])[:_SHOWN]
                    if journal is not None:
                        journal.add(entries)
                    if progress is not None:
                        progress(sum(counts.values()), rows.total)
        except KeyboardInterrupt as stop:
            stop.add_note(f"{counts['made']} made; run it again for the rest")
            raise
        left = {file.archive or file.file for old in earlier.rest() for file in (*old.files, *old.kept)}
    return Summary(
        **counts,
        manifest=None if journal is None else journal.finish(),
        failures=tuple(problem for _, problems in failures for problem in problems)[:_SHOWN],
        left=tuple(sorted(name for name in left if (job.out / name).is_file())),
        notes=tuple(notes),
    )


def _shards(rows: Iterable[BatchRow], names: Names, earlier: Earlier, size: int) -> Iterator[Shard]:
    """Rows in shards, each with what an earlier run left under its name."""
    waiting = iter(rows)
    number = 0
    while some := list(islice(waiting, size)):
        number += 1
        items = []
        for row in some:
            # a row that cannot be read has no answers to be named by
            name = "" if row.problems else names.take(row)
            items.append(Item(row, name, earlier.take(name)))
        yield Shard(number, tuple(items))


def _formats(formats: Iterable[str]) -> tuple[str, ...]:
    to = tuple(dict.fromkeys(formats))
    for name in to:
        if name not in WRITERS:
            raise unknown_format(name)
    if not to:
        raise UsageError(
            Problem("unknown-format", Location(key="--to"), "no format is named", f"formats are {', '.join(WRITERS)}")
        )
    return to


def _base(rows: Rows, outline: str, base: Draft | None, library: Library) -> Draft:
    """The draft every row is laid over: the one given, the one a grid varies, or an empty one."""
    if outline and outline not in library.outline_names:
        names = library.outline_names
        raise UsageError(unknown("unknown-outline", Location(key="--outline"), "outline", outline, names))
    if rows.draft:
        named = parse_yaml(rows.draft, rows.file, ReadError).data
        if isinstance(named, dict) and named.get("outline"):
            base = parse_draft(rows.draft, rows.file, library)
        else:  # the rows or the command line name it; any will do to read the rest by
            text = edit_yaml(rows.draft, {("outline",): outline or library.outline_names[0]}, rows.file)
            base = replace(parse_draft(text, rows.file, library), outline="")
    if base is None:
        return Draft(name="", outline=outline)
    return replace(base, outline=outline) if outline else base


def _check_outline(rows: Rows, library: Library) -> None:
    """Refuse rows none of which names an outline, as far as they can be read ahead. UsageError."""
    readable = (row for row in rows if not row.problems) if rows.total else iter(())
    first = next(readable, None)
    unnamed = first is not None and not any("outline" in row.cells for row in chain([first], readable))
    if unnamed or (rows.columns and "outline" not in rows.columns):
        hint = f"add --outline NAME or a column 'outline'; there are {', '.join(library.outline_names)}"
        raise UsageError(Problem("missing-outline", Location(key="--outline"), "no row names an outline", hint))


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


__all__ = ["MANIFEST", "File", "ManifestLine", "Summary", "run_batch"]
