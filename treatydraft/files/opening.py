"""Opening a file: once, as a regular file and nothing else, and never waiting for one that is something else."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

from treatydraft.errors import Code, Location, Problem, TreatydraftError

Failure = type[TreatydraftError]

_ALWAYS = ("O_CLOEXEC", "O_NONBLOCK", "O_NOCTTY")  # a pipe or terminal in the place of a file must not hold us


def open_regular(path: str | Path, error: Failure, *, follow: bool = True, append: bool = False) -> BinaryIO:
    """The regular file at `path`, open for reading; with `append` also for adding to its end, and made if need be.

    It is opened once and then asked what it is, so that nothing can take its place in between; how much of it is read
    is the caller's to limit. Without `follow` a link in its place is refused. A file that is made can be read by its
    owner only. Raises `error` where there is no such file, it cannot be opened, or it is no regular file.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND if append else os.O_RDONLY
    for flag in (*_ALWAYS, *(() if follow else ("O_NOFOLLOW",))):
        flags |= getattr(os, flag, 0)  # some systems lack some of them
    try:
        descriptor = os.open(path, flags, 0o600)
    except (OSError, ValueError) as failure:
        link = not follow and isinstance(failure, OSError) and failure.errno == errno.ELOOP
        why = "it is a link" if link else system_reason(failure)
        what = f"it cannot be {'written' if append else 'read'}: {why}"
        code: Code = "file-unwritable" if append else "file-unreadable"
        raise error(Problem(code, Location(str(path)), what, "check the name")) from failure
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        what = "it is a folder" if stat.S_ISDIR(mode) else "it is not a regular file"
        raise error(Problem("not-a-file", Location(str(path)), what, "name a file"))
    return os.fdopen(descriptor, "a+b") if append else os.fdopen(descriptor, "rb")


def system_reason(failure: OSError | ValueError) -> str:
    """Why the system refused, in plain words."""
    number = failure.errno if isinstance(failure, OSError) else errno.EINVAL
    return {
        errno.ENOENT: "there is no such file or folder",
        errno.EACCES: "there is no permission",
        errno.EPERM: "there is no permission",
        errno.EROFS: "the disk is read-only",
        errno.ENOSPC: "the disk is full",
        errno.EDQUOT: "the space allowed on this disk is used up",
        errno.EFBIG: "the file would be larger than the system allows",
        errno.EISDIR: "it is a folder",
        errno.ENOTDIR: "a part of the path is not a folder",
        errno.ENAMETOOLONG: "the name is too long",
        errno.ELOOP: "its links go in a circle",
        errno.ENXIO: "it is not a regular file",
        errno.EINVAL: "the name is not one a file can have",
    }.get(number or 0, (os.strerror(number) if number else str(failure)).lower())
