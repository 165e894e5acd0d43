"""The journal of an interview: every answer on disk before the next question, in a file beside the draft.

``guarantee.yaml`` has ``.guarantee.yaml.journal``: one JSON record a line, only ever added to and synced after each. A
line that was torn by a crash is cut off. The journal is locked while an interview holds it, and so is the draft with
it: `locked` is how a command that changes the draft without asking has it alone. The lock goes with the process,
however that ends.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from treatydraft.errors import DraftError, Location, Problem, WriteError
from treatydraft.files import open_regular, system_reason

try:
    import fcntl
except ImportError:  # a system without it has no lock that goes with the process; two runs there are on their own
    fcntl = None  # type: ignore[assignment]

LIMIT = 8_000_000
"""The most bytes a journal may have; no interview comes near."""


def beside(draft: str | Path) -> Path:
    """The journal's place beside a draft; it is there as long as an interview on the draft is not finished."""
    return Path(draft).parent / f".{Path(draft).name}.journal"


class Journal:
    """An open journal. `records` are those that were in it, `torn` says that its last line was not whole.

    `begun` says that it was there before: an interview was left, or the process that changed the draft was killed.

    DraftError where another process holds it or it is too large, WriteError where it cannot be written.
    """

    def __init__(self, draft: str | Path) -> None:
        self.draft = str(draft)
        self.path = beside(draft)
        self.torn = self.begun = False
        self.records: tuple[Mapping[str, Any], ...] = ()
        self._empty = True  # nothing has been added
        self._file = self._locked()
        try:
            self.records = self._read()
            self._append({"held": {"pid": os.getpid(), "since": datetime.now().strftime("%Y-%m-%d %H:%M:%S")}})
        except DraftError:  # what is there is not ours
            self._file.close()
            raise
        except BaseException:
            self._close()
            raise

    def _locked(self) -> BinaryIO:
        while True:
            try:
                file: BinaryIO = open_regular(self.path, WriteError, follow=False, append=True)
            except WriteError as failure:
                raise self._unusable(failure.problems[0].what) from failure
            try:
                if fcntl is not None:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if os.path.samestat(os.fstat(file.fileno()), os.stat(self.path)):
                    return file
            except BlockingIOError:
                with file:
                    file.seek(0)
                    holder = _holder(_whole(file.read(LIMIT))[0])
                hint = "go on there, or end that one first; its answers are kept"
                raise DraftError(
                    Problem("in-use", Location(self.draft), f"another run holds this draft{holder}", hint)
                ) from None
            except FileNotFoundError:
                pass
            except OSError as failure:  # such as a disk on the network without locks
                file.close()
                raise self._unusable(f"it cannot be locked: {system_reason(failure)}") from failure
            file.close()  # whoever held it has just removed it

    def _unusable(self, why: str) -> WriteError:
        what = f"its answers cannot be kept in {self.path.name}: {why}"
        hint = "remove that file if it is none of yours, or choose another folder or a shorter name"
        return WriteError(Problem("file-unwritable", Location(self.draft), what, hint))

    def _size(self) -> int:
        return os.fstat(self._file.fileno()).st_size

    def _read(self) -> tuple[Mapping[str, Any], ...]:
        if self._size() > LIMIT:
            what = f"its journal {self.path.name} is larger than the {LIMIT:,} bytes allowed"
            raise DraftError(
                Problem("file-too-large", Location(self.draft), what, "move that file away if it is none of yours")
            )
        self._file.seek(0)
        content = self._file.read(LIMIT)
        self.begun = bool(content)
        records, end = _whole(content)
        if end < len(content):
            self.torn = True
            os.ftruncate(self._file.fileno(), end)
        return tuple(record for record in records if "held" not in record)

    def write(self, record: Mapping[str, Any]) -> None:
        """Add a record; it is on disk when this returns. WriteError where it cannot be."""
        self._append(record)
        self._empty = False

    def _append(self, record: Mapping[str, Any]) -> None:
        line = json.dumps(record, ensure_ascii=False).encode() + b"\n"
        try:
            while line:
                line = line[os.write(self._file.fileno(), line) :]
            os.fsync(self._file.fileno())
        except OSError as failure:
            what = f"nothing can be saved in {self.path.name} beside it: {system_reason(failure)}"
            raise WriteError(
                Problem("file-unwritable", Location(self.draft), what, "make room, and run the same command again")
            ) from failure

    def restart(self, record: Mapping[str, Any]) -> None:
        """Begin anew with one record, the answers before it being in the draft."""
        os.ftruncate(self._file.fileno(), 0)
        self.write(record)

    def remove(self) -> None:
        """Remove the journal, the interview being done."""
        try:
            self.path.unlink(missing_ok=True)
        except OSError:  # some systems remove no file that is open
            os.ftruncate(self._file.fileno(), 0)

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._close()

    def _close(self) -> None:
        if not self.records and self._empty:  # no answer is in it
            self.remove()
        self._file.close()


@contextmanager
def locked(draft: str | Path, assigned: Sequence[str]) -> Iterator[bool]:
    """Have a draft alone while it is changed without an interview. DraftError where another process holds it.

    Gives whether an unfinished interview lies beside it.

    Where an interview was cut off, what was `assigned` becomes the last of its answers: else the older ones, which it
    begins with when it goes on, would take its place.
    """
    with Journal(draft) as journal:
        yield journal.begun
        if journal.records:
            journal.write({"set": list(assigned)})


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
