"""Whole files: text of a regular file of a limited size, and writes that happen whole or not at all."""

from __future__ import annotations

import os
import secrets
import stat
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from treatydraft.errors import LibraryError, Problem, WriteError
from treatydraft.files.opening import Failure, open_regular, reason

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
        raise error(Problem(f"{name}:{line}", byte, "save the file with the encoding UTF-8")) from failure


def read_bytes(path: str | Path, error: Failure, limit: int, *, follow: bool = True) -> bytes:
    """The bytes of a regular file of at most `limit`. Raises `error` where there is none, or it is larger.

    Without `follow` a link in its place is refused.
    """
    with open_regular(path, error, follow=follow) as file:
        try:
            size = os.fstat(file.fileno()).st_size
            content = file.read(limit + 1) if size <= limit else b""  # a file can grow, or say that it has no size
        except OSError as failure:
            raise error(Problem(str(path), f"it cannot be read: {reason(failure)}", "try again")) from failure
    _refuse_large(max(size, len(content)), str(path), error, limit)
    return content


def _refuse_large(size: int, name: str, error: Failure, limit: int) -> None:
    if size > limit:
        what = f"the file is larger than the {limit:,} bytes allowed: it has at least {size:,}"
        raise error(Problem(name, what, "split it, or check that it is the right file"))


def check_writable(path: str | Path, force: bool = False) -> None:
    """Refuse early what could not be written later; raises WriteError, else does nothing."""
    target, where = Path(path), str(path)
    folder = target.parent
    there: os.stat_result | None
    try:
        there = target.lstat()
    except FileNotFoundError:
        there = None
    except (OSError, ValueError) as failure:
        raise _unwritable(where, failure) from failure
    if not folder.is_dir():
        raise WriteError(Problem(where, f"there is no folder {folder}", "make the folder first"))
    if there and stat.S_ISDIR(there.st_mode):
        raise WriteError(Problem(where, "it is a folder", "name a file in it"))
    if there and stat.S_ISLNK(there.st_mode):  # replacing it would leave the file it points to as it was
        raise WriteError(Problem(where, "it is a link", "name the file it points to"))
    if there and not stat.S_ISREG(there.st_mode):
        raise WriteError(Problem(where, "it is not a regular file", "use '-' to write to standard output"))
    if there and not force:
        raise WriteError(Problem(where, "the file is there already", "use --force to overwrite it, or another name"))
    if there and not os.access(target, os.W_OK):
        raise WriteError(Problem(where, "the file is read-only", "choose another name, or allow writing to it"))
    if not os.access(folder, os.W_OK | os.X_OK):
        raise WriteError(Problem(where, f"the folder {folder} is read-only", "choose another folder"))


def write_whole(path: str | Path, content: bytes | Iterable[bytes], *, force: bool = False) -> None:
    """Write `content`, or its pieces one by one, to `path` whole or not at all, however the run ends.

    An old file needs `force`. A new file can be read by its owner only, a replaced one keeps its mode. Raises
    WriteError.
    """
    write_all({path: content}, force=force)


def write_all(contents: Mapping[str | Path, bytes | Iterable[bytes]], *, force: bool = False) -> None:
    """Write several files, each whole or not at all, as `write_whole` does one; the folder is synced once for all.

    Nothing takes its place before everything is on the disk; a failure after that leaves some old and some new.
    Raises WriteError.
    """
    for path in contents:
        check_writable(path, force)
    parts: dict[Path, Path] = {}  # what is written beside each, until it takes its place
    at: str | Path = ""
    try:
        for at, content in contents.items():
            parts[Path(at)] = beside = Path(at).parent / f".treatydraft-{secrets.token_hex(8)}.part"
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.writelines([content] if isinstance(content, bytes) else content)
        for at, beside in parts.items():  # noqa: B007 - where it is told what went wrong
            with open(beside, "r+b") as file:
                os.fsync(file.fileno())
        for at, beside in list(parts.items()):
            os.chmod(beside, stat.S_IMODE(at.stat().st_mode) & 0o777 if at.exists() else 0o600)
            os.replace(beside, at)
            del parts[at]
    except BaseException as failure:  # an interrupt too must leave nothing behind
        for beside in parts.values():
            with suppress(OSError):
                beside.unlink()
        if isinstance(failure, OSError):
            raise _unwritable(str(at), failure) from failure
        raise
    for folder in {Path(path).parent for path in contents}:
        with suppress(OSError):  # the files are whole; some systems cannot sync a folder, or let nobody open it
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _unwritable(where: str, failure: OSError | ValueError) -> WriteError:
    return WriteError(Problem(where, f"it cannot be written: {reason(failure)}", "choose another name or folder"))
