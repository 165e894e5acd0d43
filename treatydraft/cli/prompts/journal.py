"""The journal of an interview: every answer on disk before the next question, in a file beside the draft.

``guarantee.yaml`` has ``.guarantee.yaml.journal``: one JSON record a line, only ever added to and synced after each. A
line that was torn by a crash is cut off. The journal is locked while an interview holds it, and so is the draft with
it: `held` is how a command that changes the draft without asking has it alone. The lock goes with the process, however
that ends.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from treatydraft import DraftError, Problem, WriteError

try:
    import fcntl
except ImportError:  # a system without it has no lock that goes with the process; two runs there are on their own
    fcntl = None  # type: ignore[assignment]

LIMIT = 64 * 1024 * 1024
"""The most bytes a journal may have; no interview comes near."""


def beside(draft: str | Path) -> Path:
    """The journal's place beside a draft; it is there as long as an interview on the draft is not finished."""
    return Path(draft).parent / f".{Path(draft).name}.journal"


class Journal:
    """An open journal. `records` are those that were in it, `torn` says that its last line was not whole.

    `begun` says that it was there before: an interview was left, or the process that changed the draft was killed.

    DraftError where another process holds it, WriteError where it cannot be written.
    """

    def __init__(self, draft: str | Path) -> None:
        self.draft = str(draft)
        self.path = beside(draft)
        self.torn = self.begun = False
        try:
            self._file = self._locked()
            self.records = self._read()
            self.write({"held": {"pid": os.getpid(), "since": datetime.now().strftime("%Y-%m-%d %H:%M:%S")}})
        except OSError as failure:
            what = f"it cannot be written: {failure.strerror}"
            raise WriteError(
                Problem(str(self.path), what, "the answers are kept in it; choose another folder")
            ) from failure

    def _locked(self) -> int:
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
        while True:
            file = os.open(self.path, flags, 0o600)
            try:
                if fcntl is not None:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                holder = _holder(_whole(_content(file))[0])
                os.close(file)
                hint = "go on there, or end that one first; its answers are kept"
                raise DraftError(Problem(self.draft, f"another run holds this draft{holder}", hint)) from None
            with suppress(FileNotFoundError):
                if os.fstat(file).st_ino == os.stat(self.path).st_ino:
                    return file
            os.close(file)  # whoever held it has just removed it

    def _read(self) -> tuple[Mapping[str, Any], ...]:
        content = _content(self._file)
        self.begun = bool(content)
        records, end = _whole(content)
        if end < len(content):
            self.torn = True
            os.ftruncate(self._file, end)
        return tuple(record for record in records if "held" not in record)

    def write(self, record: Mapping[str, Any]) -> None:
        """Add a record; it is on disk when this returns. WriteError where it cannot be."""
        line = json.dumps(record, ensure_ascii=False).encode() + b"\n"
        try:
            while line:
                line = line[os.write(self._file, line) :]
            os.fsync(self._file)
        except OSError as failure:
            what = f"the answer could not be saved: {failure.strerror}"
            raise WriteError(Problem(str(self.path), what, "make room, and run the same command again")) from failure

    def restart(self, record: Mapping[str, Any]) -> None:
        """Begin anew with one record, the answers before it being in the draft."""
        os.ftruncate(self._file, 0)
        self.write(record)

    def remove(self) -> None:
        """Remove the journal, the interview being done."""
        with suppress(FileNotFoundError):
            self.path.unlink()

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        os.close(self._file)


@contextmanager
def held(draft: str | Path, assigned: Sequence[str]) -> Iterator[bool]:
    """Have a draft alone while it is changed without an interview. DraftError where another process holds it.

    Gives whether an unfinished interview lies beside it.

    Where an interview was cut off, what was `assigned` becomes the last of its answers: else the older ones, which it
    begins with when it goes on, would take its place.
    """
    with Journal(draft) as journal:
        try:
            yield journal.begun
            if journal.records:
                journal.write({"set": list(assigned)})
        finally:
            if not journal.records:
                journal.remove()


def _content(file: int) -> bytes:
    os.lseek(file, 0, os.SEEK_SET)
    parts = []
    while part := os.read(file, LIMIT):
        parts.append(part)
    return b"".join(parts)[:LIMIT]


def _whole(content: bytes) -> tuple[list[dict[str, Any]], int]:
    """The records before the first line that is not whole, and where that line begins."""
    records: list[dict[str, Any]] = []
    end = 0
    while (line_end := content.find(b"\n", end)) >= 0:
        try:
            record = json.loads(content[end:line_end])
        except (ValueError, RecursionError):
            break
        if not isinstance(record, dict):
            break
        records.append(record)
        end = line_end + 1
    return records, end


def _holder(records: list[dict[str, Any]]) -> str:
    held = [record["held"] for record in records if isinstance(record.get("held"), dict)]
    return f" (process {held[-1].get('pid')}, since {held[-1].get('since')})" if held else ""
