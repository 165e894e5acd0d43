"""Writes that happen whole or not at all: beside the target, onto the disk, and only then in its place."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from treatydraft.errors import Location, Problem, WriteError
from treatydraft.files.opening import system_reason


def check_writable(path: str | Path, force: bool = False) -> None:
    """Refuse early what could not be written later; raises WriteError, else does nothing."""
    target, where = Path(path), Location(str(path))
    folder = target.parent
    existing: os.stat_result | None
    try:
        existing = target.lstat()
    except FileNotFoundError:
        existing = None
    except (OSError, ValueError) as failure:
        raise _unwritable(where, failure) from failure
    if not os.path.isdir(folder):
        raise WriteError(Problem("folder-missing", where, f"there is no folder {folder}", "make the folder first"))
    if existing and stat.S_ISDIR(existing.st_mode):
        raise WriteError(Problem("not-a-file", where, "it is a folder", "name a file in it"))
    if existing and stat.S_ISLNK(existing.st_mode):  # replacing it would leave the file it points to as it was
        raise WriteError(Problem("not-a-file", where, "it is a link", "name the file it points to"))
    if existing and not stat.S_ISREG(existing.st_mode):
        raise WriteError(
            Problem("not-a-file", where, "it is not a regular file", "use '-' to write to standard output")
        )
    if existing and not force:
        raise _taken(where)
    if existing and not os.access(target, os.W_OK):
        raise WriteError(
            Problem("read-only", where, "the file is read-only", "choose another name, or allow writing to it")
        )
    if not os.access(folder, os.W_OK | os.X_OK):
        raise WriteError(Problem("read-only", where, f"the folder {folder} is read-only", "choose another folder"))


def same_file(path: str | Path, other: str | Path) -> bool:
    """Whether two names are of one file, by whatever spelling, link or hard link; also of one that is not there yet."""
    try:
        if os.path.lexists(path) and os.path.lexists(other):
            return os.path.samefile(path, other)
        return os.path.realpath(path) == os.path.realpath(other)
    except (OSError, ValueError):  # a name no file can have, or one nobody may look at
        return False


def make_folder(path: str | Path) -> None:
    """Make a folder, and those above it, where there is none. Raises WriteError."""
    try:
        Path(path).mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as failure:
        why = "there is a file of this name" if isinstance(failure, FileExistsError) else system_reason(failure)
        raise WriteError(
            Problem("file-unwritable", Location(str(path)), f"the folder cannot be made: {why}", "choose another name")
        ) from failure


def write_whole(path: str | Path, content: bytes | Iterable[bytes], *, force: bool = False) -> None:
    """Write `content`, or its pieces one by one, to `path` whole or not at all; an old file needs `force`.

    A new file gets the mode the system gives new files (its umask), a replaced one keeps its mode. Raises WriteError.
    """
    write_all({path: content}, force=force)


def write_all(contents: Mapping[str | Path, bytes | Iterable[bytes]], *, force: bool = False) -> None:
    """Write several files, each whole or not at all, as `write_whole` does one; the folder is synced once for all.

    Nothing takes its place before everything is on the disk; a failure after that leaves some old and some new.
    Raises WriteError, which names the file that could not be written.
    """
    for path in contents:
        check_writable(path, force)
    parts: list[tuple[str | Path, Path]] = []  # the files to be, and what is written beside each until then
    at: str | Path = ""
    try:
        for at, content in contents.items():
            parts.append((at, beside := Path(at).parent / f".treatydraft-{secrets.token_hex(8)}.part"))
            _write(beside, [content] if isinstance(content, bytes) else content)
        for at, beside in parts:  # noqa: B007 - where it is told what went wrong
            _sync(beside, os.O_RDWR)
        for at, beside in parts:
            _place(beside, Path(at), force)
    except BaseException as failure:  # an interrupt too must leave nothing behind
        for _, beside in parts:
            with suppress(OSError):
                beside.unlink()
        if isinstance(failure, OSError):
            raise _unwritable(Location(str(at)), failure) from failure
        raise
    for folder in {Path(path).parent for path in contents}:
        with suppress(OSError):  # the files are whole; some systems cannot sync a folder, or let nobody open it
            _sync(folder, os.O_RDONLY)


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    """A new file that nobody else can read; no buffer, which would try again what failed when it is closed."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb", buffering=0) as file:
        for piece in pieces:
            rest = memoryview(piece)
            while rest:
                rest = rest[file.write(rest) :]


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _place(beside: Path, target: Path, force: bool) -> None:
    """Put what was written in the place of `target`; without `force` nothing that is there by now gives way."""
    os.chmod(beside, _mode(target))
    if not force:
        try:
            os.link(beside, target)  # fails where there is one, which no way of renaming does
        except FileExistsError:
            raise _taken(Location(str(target))) from None
        except OSError:  # a system of files that has no links: as good as can be
            if os.path.lexists(target):
                raise _taken(Location(str(target))) from None
        else:
            beside.unlink()
            return
    os.replace(beside, target)


def _mode(target: Path) -> int:
    """The mode of the file that is there, or that of a new one."""
    with suppress(FileNotFoundError):
        mode = target.lstat().st_mode
        if stat.S_ISREG(mode):
            return stat.S_IMODE(mode) & 0o777
    return 0o666 & ~_umask()


def _umask() -> int:
    """What the system takes from the mode of new files, which can only be known by setting it for a moment."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _taken(where: Location) -> WriteError:
    return WriteError(
        Problem("file-exists", where, "the file is there already", "use --force to overwrite it, or another name")
    )


def _unwritable(where: Location, failure: OSError | ValueError) -> WriteError:
    return WriteError(
        Problem(
            "file-unwritable", where, f"it cannot be written: {system_reason(failure)}", "choose another name or folder"
        )
    )
