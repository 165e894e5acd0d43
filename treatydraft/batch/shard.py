"""A shard: some rows that one process makes together, from plan to files. Everything a worker does is here.

What is wrong with a row becomes its entry and stops nothing. What is wrong with the library as a whole or with the
disk raises, and ends the batch; what has been made until then stays and is found by the next run.
"""

from __future__ import annotations

import hashlib
import io
import os
import stat
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from treatydraft.batch.manifest import Before, Entry, File
from treatydraft.batch.plan import PlannedDraft, plan
from treatydraft.batch.rows import Row
from treatydraft.drafting.answers import Answers
from treatydraft.drafting.composition import compose
from treatydraft.drafting.draft import Draft
from treatydraft.drafting.selection import Selection, select
from treatydraft.errors import DraftError, Problem, TreatydraftError, WriteError
from treatydraft.files import check_writable, write_whole
from treatydraft.instrument.index import index
from treatydraft.instrument.tree import Hole, Instrument, Reference, address, walk
from treatydraft.library.loading import Library
from treatydraft.writers import WRITERS, write

_MAX_PROBLEMS = 20  # of one row; one that is wrong everywhere need not fill the manifest


@dataclass(frozen=True, slots=True)
class Job:
    """What is the same for every row of a batch: where to, from which library, over which draft, in which formats."""

    out: Path
    folders: tuple[Path, ...]
    made_with: str
    base: Draft
    formats: tuple[str, ...]
    check: bool = False
    with_holes: bool = False
    force: bool = False
    pack: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A row with the name of its files and what an earlier run left under that name; `lost` if it ends its process."""

    row: Row
    name: str = ""
    before: Before | None = None
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Shard:
    """Rows that are made together; a trial makes them and writes nothing."""

    number: int
    items: tuple[Item, ...]
    trial: bool = False

    def blamed(self, rows: set[int]) -> Shard:
        """The shard with these rows given up."""
        return replace(self, items=tuple(replace(one, lost=one.lost or one.row.number in rows) for one in self.items))


@dataclass(frozen=True, slots=True)
class Made:
    """A row on its way to its entry: what is to be written for it, or what is wrong with it."""

    item: Item
    status: str
    key: str = ""
    contents: Mapping[str, bytes] = field(default_factory=dict)
    findings: Mapping[str, int] | None = None
    problems: tuple[Problem, ...] = ()


def make_shard(shard: Shard, job: Job) -> tuple[Entry, ...]:
    """Make the drafts of a shard and give the entry of each row, in order. WriteError where the disk fails."""
    library = _library(job.folders, job.made_with)
    archive = f"drafts-{shard.number:05}.zip" if job.pack else ""
    store = Store(job, archive)
    made = [_make(item, job, library, store) for item in shard.items]
    if not (job.dry_run or shard.trial):
        made = store.put(made)
    return tuple(_entry(one, archive, store) for one in made)


@lru_cache(maxsize=1)
def _library(folders: tuple[Path, ...], made_with: str) -> Library:
    """The library, once a process; `made_with` changes with its files."""
    return Library(folders)


# ------------------------------------------------------------------------------------------------ making


def _make(item: Item, job: Job, library: Library, store: Store) -> Made:
    try:
        if item.row.problems:
            raise DraftError(item.row.problems)
        if item.lost:
            what = "the process that made this draft died each time"
            raise DraftError(Problem(item.row.where(), what, "make it alone with 'export'; it may need too much memory"))
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
    findings = _findings(instrument, draft, library, selection) if job.check else None
    language = library.language(draft.language)
    contents = {planned.name + WRITERS[to][0]: write(instrument, to, language) for to in job.formats}
    return Made(item, "made", planned.key, contents, findings)


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
    """What is missing in an instrument: holes, and references to what is not in it."""
    if not any(isinstance(node, Hole) or (isinstance(node, Reference) and not node.spoken) for node in walk(instrument)):
        return  # nearly always, and sooner known than the index is made
    found = index(instrument)
    for where, hole in found.holes:
        yield Problem(f"{row.where()}: {where}", f"{hole.what} is missing", "fill it in, or add --with-holes")
    for where, reference in found.references:
        if not reference.spoken:
            target = address(reference.clause, reference.label)
            hint = f"put it in ({reference.clause}=true), or add --with-holes"
            yield Problem(f"{row.where()}: {where}", f"it refers to {target}, which is not in the instrument", hint)


def _findings(instrument: Instrument, draft: Draft, library: Library, selection: Selection) -> Mapping[str, int]:
    from treatydraft.checks import check
    from treatydraft.record import fill

    facts = fill(draft, library, selection)
    found = check(instrument, facts, accept=[(one.rule, one.at) for one in draft.accept])
    return Counter(one.severity for one in found)


def _placed(problem: Problem, row: Row, library: Library) -> Problem:
    """The problem with the row it is about, and without the place of the library on this machine."""
    where = problem.where
    for folder in library.folders:
        where = where.replace(f"{folder}{os.sep}", "")
    if not where.startswith(row.where()):
        where = f"{row.where()}: {where}" if where else row.where()
    return replace(problem, where=where)


# ------------------------------------------------------------------------------------------------ files


class Store:
    """The files of a shard: in the folder, or together in one archive in it. Reads what was there, writes what is new."""

    def __init__(self, job: Job, archive: str) -> None:
        self._job = job
        self._archive = archive
        self._opened: dict[str, dict[str, bytes]] = {}

    def unchanged(self, item: Item, planned: PlannedDraft) -> Mapping[str, bytes] | None:
        """The files of an earlier run if they are what this run would make, else None."""
        before = item.before
        if before is None or before.key != planned.key:
            return None
        wanted = {planned.name + WRITERS[to][0] for to in self._job.formats}
        contents = {one.file: self.read(one) for one in before.files if one.archive == self._archive}
        found = {name: content for name, content in contents.items() if content is not None}
        return found if set(found) == wanted else None

    def read(self, one: File) -> bytes | None:
        """What a file holds if that is what it held when it was made, else None."""
        if one.archive:
            content = self._archived(one.archive).get(one.file)
        else:
            content = _read(self._job.out / one.file)
        return content if content is not None and _sha256(content) == one.sha256 else None

    def _archived(self, name: str) -> dict[str, bytes]:
        if name not in self._opened:
            self._opened[name] = {}
            content = _read(self._job.out / name)
            with suppress(zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
                if content is not None:
                    with zipfile.ZipFile(io.BytesIO(content)) as archive:
                        # what is larger than it was said to be is not what was made
                        self._opened[name] = {one.filename: archive.read(one) for one in archive.infolist()}
        return self._opened[name]

    def put(self, made: list[Made]) -> list[Made]:
        """Write what was made; a row whose files are there already and are not ours fails instead."""
        if self._archive:
            return self._put_archive(made)
        return [self._put_files(one) if one.status == "made" else one for one in made]

    def _put_files(self, one: Made) -> Made:
        before = one.item.before
        known = {file.file: file for file in (*before.files, *before.kept)} if before else {}
        problems = []
        new = {}
        for name, content in one.contents.items():
            old = _read(self._job.out / name)
            ours = name in known and not known[name].archive and old is not None and _sha256(old) == known[name].sha256
            if old != content:
                new[name] = content
                problems.extend(self._refusal(one.item.row, name, allowed=ours))
        if problems:
            return Made(one.item, "failed", problems=tuple(problems))
        for name, content in new.items():
            write_whole(self._job.out / name, content, force=True)
        return one

    def _put_archive(self, made: list[Made]) -> list[Made]:
        contents = {name: content for one in made for name, content in one.contents.items()}
        content = _zipped(contents)
        old = _read(self._job.out / self._archive)
        if content == old or not contents:
            return made
        ours = any(one.archive == self._archive and self.read(one) is not None for m in made for one in _known(m.item))
        problems = tuple(self._refusal(made[0].item.row, self._archive, allowed=ours))
        if problems:
            return [one if one.problems else Made(one.item, "failed", problems=problems) for one in made]
        write_whole(self._job.out / self._archive, content, force=True)
        return made

    def _refusal(self, row: Row, name: str, *, allowed: bool) -> Iterator[Problem]:
        """Why a file must not be written: one is there that this batch did not make, or that cannot be replaced."""
        try:
            check_writable(self._job.out / name, force=allowed or self._job.force)
        except WriteError as wrong:
            for one in wrong.problems:
                there = "file is there" in one.what
                what = f"{name} is there already and is not as this batch left it" if there else f"{name}: {one.what}"
                yield Problem(row.where(), what, one.hint)


def _known(item: Item) -> tuple[File, ...]:
    return (*item.before.files, *item.before.kept) if item.before else ()


def _entry(made: Made, archive: str, store: Store) -> Entry:
    row = made.item.row
    files = tuple(File(name, _sha256(content), len(content), archive) for name, content in made.contents.items())
    names = {(one.archive, one.file) for one in files}
    kept = tuple(one for one in _known(made.item) if (one.archive, one.file) not in names and store.read(one) is not None)
    return Entry(
        row.number, row.line, made.status, made.item.name, made.key, files, made.findings, made.problems, kept
    )


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read(path: Path) -> bytes | None:
    """What a regular file holds; None where there is none, or something else, such as a link."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        with os.fdopen(os.open(path, flags), "rb") as file:
            return file.read() if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else None
    except OSError:
        return None


def _zipped(contents: Mapping[str, bytes]) -> bytes:
    """An archive of these files: the same bytes for the same contents, on every machine and day."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system, info.external_attr, info.compress_type = 3, 0o600 << 16, zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return buffer.getvalue()
