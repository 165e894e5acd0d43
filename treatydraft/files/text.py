"""Whole files read: the bytes or the text of a regular file of a limited size, or of standard input."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from treatydraft.errors import LibraryError, Location, Problem
from treatydraft.files.opening import Failure, open_regular, system_reason

MAX_BYTES = 4_000_000


def read_text(path: str | Path, error: Failure = LibraryError, limit: int = MAX_BYTES) -> str:
    """The text of a regular UTF-8 file of at most `limit` bytes, without byte order mark and with ``\\n`` line ends.

    Raises `error` where there is no such file, it is no regular file, too large, or not UTF-8.
    """
    return load(path, error, limit).replace("\r\n", "\n")


def load(path: str | Path, error: Failure, limit: int) -> str:
    """The text of a file with its line ends as they are; raises `error` as `read_text` does."""
    return _decoded(read_bytes(path, error, limit), str(path), error)


def read_stdin(error: Failure, limit: int = MAX_BYTES) -> str:
    """The text on standard input; raises `error` as `read_text` does for a file that is too large or not UTF-8."""
    content = sys.stdin.buffer.read(limit + 1)
    _refuse_large(len(content), "stdin", error, limit)
    return _decoded(content, "stdin", error).replace("\r\n", "\n")


def _decoded(content: bytes, name: str, error: Failure) -> str:
    try:
        return content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as failure:
        line = content.count(b"\n", 0, failure.start) + 1
        byte = f"byte 0x{content[failure.start]:02X} is not UTF-8 text"
        raise error(
            Problem("not-utf8", Location(name, line), byte, "save the file with the encoding UTF-8")
        ) from failure


def read_bytes(path: str | Path, error: Failure, limit: int = MAX_BYTES, *, follow: bool = True) -> bytes:
    """The bytes of a regular file of at most `limit`. Raises `error` where there is none, or it is larger.

    Without `follow` a link in its place is refused.
    """
    with open_regular(path, error, follow=follow) as file:
        try:
            size = os.fstat(file.fileno()).st_size
            content = file.read(limit + 1) if size <= limit else b""  # a file can grow, or say that it has no size
        except OSError as failure:
            raise error(
                Problem(
                    "file-unreadable", Location(str(path)), f"it cannot be read: {system_reason(failure)}", "try again"
                )
            ) from failure
    _refuse_large(max(size, len(content)), str(path), error, limit)
    return content


def _refuse_large(size: int, name: str, error: Failure, limit: int) -> None:
    if size > limit:
        what = f"the file is larger than the {limit:,} bytes allowed: it has at least {size:,}"
        raise error(Problem("file-too-large", Location(name), what, "split it, or check that it is the right file"))
