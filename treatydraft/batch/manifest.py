"""The manifest of a batch: ``manifest.jsonl``, one line a row in the order of the rows, and the same every time.

A line holds ``row`` and ``line``, ``status`` (made, unchanged, failed), ``name`` and ``key``, ``files`` with their
sha256 and bytes, ``findings`` (how many of each severity, where they were asked for), ``errors`` (as
`Problem.to_data` gives them) and ``kept`` (files of an earlier run under this name that this run does not stand for).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Any

from treatydraft.errors import Problem

MANIFEST = "manifest.jsonl"
MAX_LINE = 1_000_000
"""Bytes of a line; what follows a longer one is no manifest of ours."""

MAX_FILE = 100_000_000
"""Bytes of a file, or of an archive of them; a larger one is none of ours."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class File:
    """A file of the batch by its name in the folder, or in the archive in it, and what it held when it was made."""

    file: str
    sha256: str
    bytes: int
    archive: str = ""


@dataclass(frozen=True, slots=True)
class ManifestLine:
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
            data["files"] = [_file_data(file) for file in self.files]
        if self.findings is not None:
            data["findings"] = dict(sorted(self.findings.items()))
        if self.problems:
            data["errors"] = [problem.to_data() for problem in self.problems]
        if self.kept:
            data["kept"] = [_file_data(file) for file in self.kept]
        return json.dumps(data, ensure_ascii=False).encode() + b"\n"


def _file_data(file: File) -> dict[str, object]:
    data: dict[str, object] = {"file": file.file, "sha256": file.sha256, "bytes": file.bytes}
    return {**data, "archive": file.archive} if file.archive else data


@dataclass(frozen=True, slots=True)
class Before:
    """What an earlier run left under a name: the key it was made by, its files, and those it kept itself."""

    key: str
    files: tuple[File, ...]
    kept: tuple[File, ...] = ()
    findings: Mapping[str, int] = field(default_factory=dict)


def read_lines(file: IO[bytes]) -> Iterator[tuple[int, str, Before]]:
    """What a manifest says was left under each name, from where it stands open, and the offset of each line.

    A line that cannot be read, such as the last one of a run that was killed, counts for nothing.
    """
    offset = file.tell()
    while line := file.readline(MAX_LINE):
        if len(line) == MAX_LINE:
            return
        if entry := read_line(line):
            yield offset, *entry
        offset += len(line)


def read_line(line: bytes) -> tuple[str, Before] | None:
    """What a line says was left, with its name; None where it says nothing, or nothing that can be so."""
    try:
        data = json.loads(line)
        name, status = _text(data["name"]), data["status"]
        files, kept = _files(data.get("files", [])), _files(data.get("kept", []))
        if not _NAME.fullmatch(name):
            return None
        if status == "failed":
            return name, Before("", (), kept)
        findings = {severity: _number(count) for severity, count in data.get("findings", {}).items()}
        return name, Before(_text(data["key"]), files, kept, findings)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _files(data: list[Any]) -> tuple[File, ...]:
    """Files as a manifest names them; one with a name that leads out of the folder is none of ours."""
    files = (
        File(_text(item["file"]), _text(item["sha256"]), _number(item["bytes"]), _text(item.get("archive", "")))
        for item in data
    )
    return tuple(file for file in files if _NAME.fullmatch(file.file) and _NAME.fullmatch(file.archive or file.file))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("no text")
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or not 0 <= value <= MAX_FILE:
        raise ValueError("no number of bytes or of findings")
    return value
