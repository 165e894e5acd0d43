"""The manifest of a batch: ``manifest.jsonl``, one line a row in the order of the rows, and the same every time.

A line holds ``row`` and ``line``, ``status`` (made, unchanged, failed), ``name`` and ``key``, ``files`` with their
sha256 and bytes, ``findings`` (how many of each severity, where they were asked for), ``errors`` (where, what, hint)
and ``kept`` (files of an earlier run under this name that this run does not stand for).

While a batch runs its lines go into a journal beside the manifest, so that a run that was cut off is not lost: the
next one reads both. At the end the manifest is written whole and the journal goes.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from treatydraft.errors import Problem, WriteError
from treatydraft.files import write_whole

try:
    import fcntl
except ImportError:  # Windows has no such lock; there two batches at once are not noticed
    fcntl = None  # type: ignore[assignment]

MANIFEST = "manifest.jsonl"
JOURNAL = ".manifest.journal"
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class File:
    """A file of the batch by its name in the folder, or in the archive in it, and what it held when it was made."""

    file: str
    sha256: str
    bytes: int
    archive: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one row."""

    row: int
    line: int
    status: str
    name: str = ""
    key: str = ""
    files: tuple[File, ...] = ()
    findings: Mapping[str, int] | None = None
    problems: tuple[Problem, ...] = ()
    kept: tuple[File, ...] = ()

    def to_line(self) -> bytes:
        """The entry as a line of the manifest; what is empty is left out."""
        data: dict[str, object] = {"row": self.row, "line": self.line, "status": self.status}
        if self.name:
            data["name"] = self.name
        if self.key:
            data["key"] = self.key
        if self.files or not self.problems:
            data["files"] = [_file_data(one) for one in self.files]
        if self.findings is not None:
            data["findings"] = dict(sorted(self.findings.items()))
        if self.problems:
            data["errors"] = [{"where": one.where, "what": one.what, "hint": one.hint} for one in self.problems]
        if self.kept:
            data["kept"] = [_file_data(one) for one in self.kept]
        return json.dumps(data, ensure_ascii=False).encode() + b"\n"


def _file_data(one: File) -> dict[str, object]:
    data: dict[str, object] = {"file": one.file, "sha256": one.sha256, "bytes": one.bytes}
    return {**data, "archive": one.archive} if one.archive else data


@dataclass(frozen=True, slots=True)
class Before:
    """What an earlier run left under a name: the key it was made by, its files, and those it kept itself."""

    key: str
    files: tuple[File, ...]
    kept: tuple[File, ...] = ()
    findings: Mapping[str, int] = field(default_factory=dict)


def read_before(out: Path) -> dict[str, Before]:
    """What earlier runs left in a folder, by name: the manifest's lines, and over them those of the journal.

    A line that cannot be read, such as the last one of a run that was killed, counts for nothing.
    """
    found: dict[str, Before] = {}
    for name in (MANIFEST, JOURNAL):
        with suppress(OSError), (out / name).open("rb") as file:
            for line in file:
                with suppress(ValueError, TypeError, KeyError, AttributeError, RecursionError):
                    _note(json.loads(line), found)
    return found


def _note(data: Any, found: dict[str, Before]) -> None:
    name = data.get("name")
    if not isinstance(name, str) or not name:
        return
    files, kept = _files(data.get("files", ())), _files(data.get("kept", ()))
    if data["status"] == "failed":
        found[name] = Before("", (), kept)
    else:
        findings = {str(severity): int(n) for severity, n in data.get("findings", {}).items()}
        found[name] = Before(str(data["key"]), files, kept, findings)


def _files(data: Iterable[Any]) -> tuple[File, ...]:
    """Files as a manifest names them; one with a name that leads out of the folder is none of ours."""
    files = (File(str(d["file"]), str(d["sha256"]), int(d["bytes"]), str(d.get("archive", ""))) for d in data)
    return tuple(one for one in files if _FILE.fullmatch(one.file) and _FILE.fullmatch(one.archive or one.file))


class Journal:
    """The journal of a run, which alone holds the folder. WriteError for one that cannot be written or is held."""

    def __init__(self, out: Path) -> None:
        self._path = out / JOURNAL
        self._lines: dict[int, bytes] = {}
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
            self._file: IO[bytes] = os.fdopen(os.open(self._path, flags, 0o600), "ab")
        except OSError as failure:
            what = f"it cannot be written: {(failure.strerror or str(failure)).lower()}"
            raise WriteError(Problem(str(out), what, "choose another folder")) from failure
        try:
            if fcntl is not None:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as failure:
            self._file.close()
            what = "another batch writes here now"
            raise WriteError(Problem(str(out), what, "wait for it, or use another folder")) from failure
        if self._path.stat().st_size:  # a run was killed here: it may have left a half line, and half files
            self._file.write(b"\n")
            for part in out.glob(".treatydraft-*.part"):
                with suppress(OSError):
                    part.unlink()

    def add(self, entries: Iterable[Entry]) -> None:
        """Put entries on disk, and keep them for the manifest."""
        lines = {one.row: one.to_line() for one in entries}
        self._lines.update(lines)
        try:
            self._file.write(b"".join(lines.values()))
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as failure:
            what = f"it cannot be written: {(failure.strerror or str(failure)).lower()}"
            raise WriteError(Problem(str(self._path), what, "make room, then run the batch again")) from failure

    def finish(self) -> Path:
        """Write the manifest, in the order of the rows, and give its path; the journal goes."""
        manifest = self._path.with_name(MANIFEST)
        write_whole(manifest, b"".join(self._lines[row] for row in sorted(self._lines)), force=True)
        self._path.unlink(missing_ok=True)
        return manifest

    def close(self) -> None:
        """Let go of the folder; an unfinished journal stays for the next run."""
        self._file.close()
        if fcntl is not None:
            with suppress(OSError):
                if not self._path.stat().st_size:
                    self._path.unlink()
