"""The journal of a batch: what is on disk while it runs, so that a run that is cut off is not lost.

Entries go into the journal when their shard is done. Before the files of a shard take their places, what they will be
goes into the write-ahead file, so that a file a run put there is known as ours however the run ended. The next run
reads both over the manifest. At the end the manifest is written whole from the journal, and both go.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from treatydraft.batch.manifest import MANIFEST, MAX_LINE, Before, ManifestLine, read_line, read_lines
from treatydraft.errors import Location, Problem, ReadError, WriteError
from treatydraft.files import check_writable, open_regular, write_whole
from treatydraft.files.opening import system_reason

try:
    import fcntl
except ImportError:  # Windows has no such lock; there two batches at once are not noticed
    fcntl = None  # type: ignore[assignment]

JOURNAL = ".manifest.journal"
AHEAD = ".manifest.ahead"

_READ = (MANIFEST, JOURNAL, AHEAD)  # of two lines with one name the later holds


def digest(name: str) -> int:
    """A number that stands for a name in little memory, the same in every process."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest())


class Earlier:
    """What earlier runs left in a folder, by name. The lines stay on disk; what is held is where each stands."""

    def __init__(self, out: Path) -> None:
        self._files: list[BinaryIO] = []
        self._places: dict[int, int] = {}
        for name in _READ:
            with suppress(ReadError):  # what is no file counts for nothing
                self._files.append(open_regular(out / name, ReadError, follow=False))
        for number, file in enumerate(self._files):
            for offset, name, _ in read_lines(file):
                self._places[digest(name)] = offset * len(_READ) + number

    def take(self, name: str) -> Before | None:
        """What was left under a name; None where nothing was, or where it has been taken."""
        place = self._places.pop(digest(name), None)
        recorded = None if place is None else self._read(place)
        return recorded[1] if recorded and recorded[0] == name else None

    def rest(self) -> Iterator[Before]:
        """What was left under every name that has not been taken."""
        for place in self._places.values():
            if recorded := self._read(place):
                yield recorded[1]

    def _read(self, place: int) -> tuple[str, Before] | None:
        offset, number = divmod(place, len(_READ))
        self._files[number].seek(offset)
        return read_line(self._files[number].readline(MAX_LINE))

    def close(self) -> None:
        """Let go of the files."""
        for file in self._files:
            file.close()


class BatchJournal:
    """The journal of a run, which alone holds the folder. WriteError for one that cannot be written or is held."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._offsets = array("q")  # of the line of each row
        with _refusing():
            check_writable(out / MANIFEST, force=True)
        self._file = _opened(out / JOURNAL)
        try:
            if fcntl is not None:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as failure:
            self._file.close()
            what = "another batch writes here now"
            raise WriteError(
                Problem("in-use", Location(str(out)), what, "wait for it, or use another folder")
            ) from failure
        _opened(out / AHEAD).close()
        self._end = self._file.seek(0, os.SEEK_END)
        if self._end:  # a run was killed here: it may have left a half line
            _append(self._file, b"\n", self._out / JOURNAL)
            self._end += 1
        self._sweep()

    def _sweep(self) -> None:
        """Take away the half files of processes that were killed: while we hold the folder, no other writes here."""
        with suppress(OSError), os.scandir(self._out) as entries:  # one at a time: there may be a million
            for entry in entries:
                if entry.name.startswith(".treatydraft-") and entry.name.endswith(".part"):
                    os.unlink(entry)

    def add(self, entries: Iterable[ManifestLine]) -> None:
        """Put entries on disk; the manifest will be made of them."""
        lines = []
        for line in entries:
            self._offsets.extend([-1] * (line.row - len(self._offsets)))
            self._offsets[line.row - 1] = self._end
            lines.append(line.to_line())
            self._end += len(lines[-1])
        _append(self._file, b"".join(lines), self._out / JOURNAL)

    def finish(self) -> Path:
        """Write the manifest, in the order of the rows, and give its path; the journal goes."""
        manifest = self._out / MANIFEST
        write_whole(manifest, self._lines(), force=True)
        for name in (JOURNAL, AHEAD):
            (self._out / name).unlink(missing_ok=True)
        return manifest

    def _lines(self) -> Iterator[bytes]:
        for offset in self._offsets:
            if offset >= 0:
                self._file.seek(offset)
                yield self._file.readline(MAX_LINE)

    def close(self) -> None:
        """Let go of the folder; an unfinished journal stays for the next run."""
        self._sweep()
        for path in (self._out / JOURNAL, self._out / AHEAD):
            with suppress(OSError):
                if fcntl is not None and not path.stat().st_size:
                    path.unlink()
        self._file.close()


def write_ahead(out: Path, entries: Iterable[ManifestLine]) -> None:
    """Put on disk what is about to take its place. WriteError."""
    with _opened(out / AHEAD) as file:
        # what a process that was killed has left of a line ends where this begins
        _append(file, b"\n" + b"".join(line.to_line() for line in entries), out / AHEAD)


def _opened(path: Path) -> BinaryIO:
    with _refusing():
        return open_regular(path, WriteError, follow=False, append=True)


@contextmanager
def _refusing() -> Iterator[None]:
    """What is in the way of our own files is not named by the person, who can name another folder only."""
    try:
        yield
    except WriteError as wrong:
        raise WriteError(replace(problem, hint="choose another folder") for problem in wrong.problems) from wrong


def _append(file: BinaryIO, content: bytes, path: Path) -> None:
    try:
        while content:
            content = content[os.write(file.fileno(), content) :]
        os.fsync(file.fileno())
    except OSError as failure:
        what = f"it cannot be written: {system_reason(failure)}"
        raise WriteError(
            Problem("file-unwritable", Location(str(path)), what, "make room, then run the batch again")
        ) from failure
