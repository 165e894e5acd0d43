"""The files of a batch: what an earlier run left is read and compared, what is new is written whole.

Nothing is read or written but under names this room made, in the folder of the batch itself; a link is not followed.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from treatydraft.batch.journal import write_ahead
from treatydraft.batch.manifest import MAX_FILE, File, ManifestLine
from treatydraft.batch.plan import PlannedDraft
from treatydraft.batch.rows import BatchRow
from treatydraft.batch.shard import Item, Job, Made
from treatydraft.errors import Problem, ReadError, WriteError
from treatydraft.files import check_writable, read_bytes, write_all, write_whole
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
        contents = {file.file: self.read(file) for file in before.files if file.archive == self.archive}
        present = {name: content for name, content in contents.items() if content is not None}
        return present if set(present) == wanted else None

    def read(self, file: File) -> bytes | None:
        """What a file holds if that is what it held when it was made, else None."""
        content = self._archived(file) if file.archive else _read(self._job.out / file.file, file.bytes)
        return content if content is not None and sha256(content) == file.sha256 else None

    def _archived(self, file: File) -> bytes | None:
        if file.archive not in self._opened:
            self._opened[file.archive] = None
            content = _read(self._job.out / file.archive, MAX_FILE)
            with suppress(zipfile.BadZipFile, ValueError):
                self._opened[file.archive] = zipfile.ZipFile(io.BytesIO(content or b""))
        archive = self._opened[file.archive]
        with suppress(*_UNREADABLE):
            # one that unpacks to another size is not what was made, and need not be unpacked
            if archive is not None and archive.getinfo(file.file).file_size == file.bytes:
                return archive.read(file.file)
        return None

    def put(self, made: list[Made]) -> list[Made]:
        """Write what was made; a row whose files are there already and are not ours fails instead."""
        if self.archive:
            return self._put_archive(made)
        new: dict[str | Path, bytes] = {}
        put = [self._put_files(result, new) if result.status == "made" else result for result in made]
        if new:
            write_ahead(self._job.out, (self.entry(result, ahead=True) for result in put if result.contents))
            write_all(new, force=True)
        return put

    def entry(self, made: Made, *, ahead: bool = False) -> ManifestLine:
        """What became of a row; `ahead` of the files, what is to become of it, with all that may stand there till then.

        Such an entry knows as ours what the row's files replace, which stays where the run ends before it does.
        """
        row, contents = made.item.row, made.contents.items()
        files = tuple(File(name, sha256(content), len(content), self.archive) for name, content in contents)
        names = set() if ahead else {(file.archive, file.file) for file in files}
        earlier = (old_file for old_file in made.item.known if (old_file.archive, old_file.file) not in names)
        kept = tuple(old_file for old_file in earlier if self.read(old_file) is not None)
        return ManifestLine(
            row.number, row.line, made.status, made.item.name, made.key, files, made.findings, made.problems, kept
        )

    def _put_files(self, made: Made, new: dict[str | Path, bytes]) -> Made:
        """Add the files of a row that are to be written to `new`; none of a row that must not be."""
        problems: list[Problem] = []
        changed: dict[str | Path, bytes] = {}
        for name, content in made.contents.items():
            if _read(self._job.out / name, len(content)) != content:
                changed[self._job.out / name] = content
                ours = (old for old in made.item.known if old.file == name and not old.archive)
                allowed = any(self.read(old) is not None for old in ours)
                problems.extend(self._refusal(made.item.row, name, allowed=allowed))
        if problems:
            return Made(made.item, "failed", problems=tuple(problems))
        new |= changed
        return made

    def _put_archive(self, made: list[Made]) -> list[Made]:
        contents = {name: content for result in made for name, content in result.contents.items()}
        content = _zipped(contents)
        if not contents or _read(self._job.out / self.archive, len(content)) == content:
            return made
        ours = any(
            file.archive == self.archive and self.read(file) is not None
            for result in made
            for file in result.item.known
        )
        problems = tuple(self._refusal(made[0].item.row, self.archive, allowed=ours))
        if problems:
            return [result if result.problems else Made(result.item, "failed", problems=problems) for result in made]
        write_ahead(self._job.out, (self.entry(result, ahead=True) for result in made if result.contents))
        write_whole(self._job.out / self.archive, content, force=True)
        self._opened.clear()  # it is another archive now
        return made

    def _refusal(self, row: BatchRow, name: str, *, allowed: bool) -> Iterator[Problem]:
        """Why a file must not be written: one is there that this batch did not make, or that cannot be replaced."""
        try:
            check_writable(self._job.out / name, force=allowed or self._job.force)
        except WriteError as wrong:
            for problem in wrong.problems:
                exists = problem.code == "file-exists"
                what = (
                    f"{name} is there already and is not as this batch left it" if exists else f"{name}: {problem.what}"
                )
                yield Problem(problem.code, row.where(), what, problem.hint)


_UNREADABLE = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, NotImplementedError, RuntimeError, EOFError)
"""What an archive that somebody changed can raise."""


def sha256(content: bytes) -> str:
    """The sha256 of a file's content, as the manifest has it."""
    return hashlib.sha256(content).hexdigest()


def _read(path: Path, limit: int) -> bytes | None:
    """What a regular file of at most `limit` bytes holds; None where there is none, or something else, or a link."""
    with suppress(ReadError):
        return read_bytes(path, ReadError, limit, follow=False)
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
