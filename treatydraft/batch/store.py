"""The files of a batch: what an earlier run left is read and compared, what is new is written whole.

Nothing is read or written but under names this room made, in the folder of the batch itself; a link is not followed.
"""

from __future__ import annotations

import hashlib
import io
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from treatydraft.batch.manifest import File
from treatydraft.batch.plan import PlannedDraft
from treatydraft.batch.rows import Row
from treatydraft.batch.shard import Item, Job, Made
from treatydraft.errors import Problem, WriteError
from treatydraft.files import check_writable, write_all, write_whole
from treatydraft.writers import WRITERS


class Store:
    """The files of a shard, in the folder or together in one archive in it: what was there, and what is new."""

    def __init__(self, job: Job, archive: str) -> None:
        self._job = job
        self.archive = archive
        self._opened: dict[str, zipfile.ZipFile | None] = {}

    def unchanged(self, item: Item, planned: PlannedDraft) -> Mapping[str, bytes] | None:
        """The files of an earlier run if they are what this run would make, else None."""
        before = item.before
        if before is None or before.key != planned.key:
            return None
        wanted = {planned.name + WRITERS[to][0] for to in self._job.formats}
        contents = {one.file: self.read(one) for one in before.files if one.archive == self.archive}
        found = {name: content for name, content in contents.items() if content is not None}
        return found if set(found) == wanted else None

    def read(self, one: File) -> bytes | None:
        """What a file holds if that is what it held when it was made, else None."""
        content = self._archived(one) if one.archive else _read(self._job.out / one.file)
        return content if content is not None and sha256(content) == one.sha256 else None

    def _archived(self, one: File) -> bytes | None:
        if one.archive not in self._opened:
            self._opened[one.archive] = None
            content = _read(self._job.out / one.archive)
            with suppress(zipfile.BadZipFile, ValueError):
                self._opened[one.archive] = zipfile.ZipFile(io.BytesIO(content or b""))
        archive = self._opened[one.archive]
        with suppress(*_UNREADABLE):
            # one that unpacks to another size is not what was made, and need not be unpacked
            if archive is not None and archive.getinfo(one.file).file_size == one.bytes:
                return archive.read(one.file)
        return None

    def put(self, made: list[Made]) -> list[Made]:
        """Write what was made; a row whose files are there already and are not ours fails instead."""
        if self.archive:
            return self._put_archive(made)
        new: dict[str | Path, bytes] = {}
        put = [self._put_files(one, new) if one.status == "made" else one for one in made]
        write_all(new, force=True)
        return put

    def _put_files(self, one: Made, new: dict[str | Path, bytes]) -> Made:
        """Add the files of a row that are to be written to `new`; none of a row that must not be."""
        known = {file.file: file for file in one.item.known}
        problems: list[Problem] = []
        changed: dict[str | Path, bytes] = {}
        for name, content in one.contents.items():
            old = _read(self._job.out / name)
            ours = name in known and not known[name].archive and old is not None and sha256(old) == known[name].sha256
            if old != content:
                changed[self._job.out / name] = content
                problems.extend(self._refusal(one.item.row, name, allowed=ours))
        if problems:
            return Made(one.item, "failed", problems=tuple(problems))
        new |= changed
        return one

    def _put_archive(self, made: list[Made]) -> list[Made]:
        contents = {name: content for one in made for name, content in one.contents.items()}
        content = _zipped(contents)
        old = _read(self._job.out / self.archive)
        if content == old or not contents:
            return made
        ours = any(one.archive == self.archive and self.read(one) is not None for m in made for one in m.item.known)
        problems = tuple(self._refusal(made[0].item.row, self.archive, allowed=ours))
        if problems:
            return [one if one.problems else Made(one.item, "failed", problems=problems) for one in made]
        write_whole(self._job.out / self.archive, content, force=True)
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


_UNREADABLE = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, NotImplementedError, RuntimeError, EOFError)
"""What an archive that somebody changed can raise."""


def sha256(content: bytes) -> str:
    """The sha256 of a file's content, as the manifest has it."""
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
