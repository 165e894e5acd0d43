"""A library's folder on disk: what is a clause in it, where a file is, and that no link leads out of it."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from treatydraft.errors import Code, LibraryError, Location, Problem
from treatydraft.files import system_reason

NAME = re.compile(r"[a-z][a-z0-9-]*")
CLAUSE_ID = re.compile(rf"{NAME.pattern}/{NAME.pattern}")

_NOT_THERE = (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP)


def bundled() -> Path:
    """The folder of the library that comes with the program: inside the package, or beside it in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "clauses"
    return inside if inside.is_dir() else package.parent / "clauses"


def library_folder(name: str | Path) -> Path:
    """The folder of a library as a person names it; LibraryError where there is none."""
    path = Path(name)
    code: Code = "folder-missing"
    what = "there is no such folder"
    try:
        if stat.S_ISDIR(path.stat().st_mode):
            return path
    except (OSError, ValueError) as failure:
        if getattr(failure, "errno", None) not in (errno.ENOENT, errno.ENOTDIR):
            code, what = "file-unreadable", f"it cannot be read: {system_reason(failure)}"
    raise LibraryError(Problem(code, Location(str(name)), what, "give the folder that holds the topics"))


def locate(folder: Path, name: str) -> Path | None:
    """The file ``a/b`` of a library, None where it has none; not opened, and never one outside its folder.

    LibraryError where a link leads out of it, or where nobody may look.
    """
    path = os.fspath(folder)
    for part in name.split("/"):
        path = os.path.join(path, part)
        if not _is_there(path, folder):
            return None
    return Path(path)


def _is_there(path: str, folder: Path) -> bool:
    """Whether a file or folder is in a folder of the library. LibraryError as for `locate`."""
    try:
        mode = os.lstat(path).st_mode
    except (OSError, ValueError) as failure:
        if isinstance(failure, OSError) and failure.errno not in _NOT_THERE:
            raise _unreadable(path, failure) from failure
        return False
    if stat.S_ISLNK(mode):
        _refuse_outside(path, folder)
    return True


def clause_ids(folder: Path) -> tuple[str, ...]:
    """The clauses in a library: every ``TOPIC/CLAUSE/clause.yaml`` that is not hidden.

    LibraryError for one that is named as no clause can be, for a link that leads out, and where nobody may look.
    """
    ids: list[str] = []
    problems: list[Problem] = []
    for topic in _entries(folder, folder):
        for clause in _entries(topic, folder):
            if not _is_there(facts := os.path.join(clause, "clause.yaml"), folder):
                continue
            id = f"{os.path.basename(topic)}/{os.path.basename(clause)}"
            if CLAUSE_ID.fullmatch(id):
                ids.append(id)
            else:
                hint = "name its folders TOPIC/CLAUSE in small letters, such as liaison/officers, or move it away"
                problems.append(Problem("wrong-name", Location(facts), f"'{id}' cannot name a clause", hint))
    if problems:
        raise LibraryError(problems)
    return tuple(ids)


def outline_names(folder: Path) -> tuple[str, ...]:
    """The outlines in a library: every ``outlines/NAME.yaml`` that is not hidden. LibraryError as for clauses."""
    place = locate(folder, "outlines")
    paths = [Path(path) for path in _entries(place, folder) if path.endswith(".yaml")] if place else []
    problems = [
        Problem(
            "wrong-name",
            Location(str(path)),
            f"'{path.stem}' cannot name an outline",
            "name it in small letters, such as our-treaty.yaml",
        )
        for path in paths
        if not NAME.fullmatch(path.stem)
    ]
    if problems:
        raise LibraryError(problems)
    return tuple(path.stem for path in paths)


def _entries(path: str | Path, folder: Path) -> Iterator[str]:
    """What is in a folder of a library, without what is hidden; nothing where it is no folder."""
    try:
        with os.scandir(path) as listing:
            entries = sorted((entry.name, entry.is_symlink()) for entry in listing if not entry.name.startswith("."))
    except OSError as failure:
        if failure.errno in _NOT_THERE or (path != folder and not NAME.fullmatch(os.path.basename(path))):
            return  # a file; or a folder such as lost+found, which cannot be a topic
        raise _unreadable(path, failure) from failure
    for name, linked in entries:
        entry = os.path.join(path, name)
        if linked and os.path.isdir(entry):
            _refuse_outside(entry, folder)
        yield entry


def _refuse_outside(link: str, folder: Path) -> None:
    if not Path(os.path.realpath(link)).is_relative_to(os.path.realpath(folder)) and folder != bundled():
        what = "it is a link that leads out of the library, and is not followed"
        raise LibraryError(
            Problem("link-outside", Location(link), what, "put what it leads to in its place, or remove it")
        )


def _unreadable(path: str | Path, failure: OSError) -> LibraryError:
    return LibraryError(
        Problem(
            "file-unreadable", Location(str(path)), f"it cannot be read: {system_reason(failure)}", "allow reading it"
        )
    )
