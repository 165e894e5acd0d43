"""A case: the files of a folder, and the commands run in it one after the other."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SECRET = "canary-7f3a"
"""A word in a file outside a library: whoever shows it has followed a link that leads out."""


@dataclass(frozen=True, slots=True)
class Odd:
    """What stands in the place of a file: a link, a pipe, a folder, or a file that is mostly nothing."""

    kind: str
    target: str = ""
    size: int = 0

    def put(self, path: Path) -> None:
        """Make it."""
        if self.kind == "link":
            path.symlink_to(self.target)
        elif self.kind == "pipe":
            os.mkfifo(path)
        elif self.kind == "folder":
            path.mkdir()
        else:
            path.touch()
            os.truncate(path, self.size)


@dataclass(frozen=True, slots=True)
class Command:
    """A command line, what is on stdin, and the files (as patterns) it may make or change.

    `writes` it may when it succeeds, `keeps` also when it fails. With `terminal` stdin and stdout are one.
    """

    arguments: tuple[str, ...]
    writes: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()
    given: bytes = b""
    terminal: bool = False

    def __str__(self) -> str:
        line = " ".join(["treatydraft", *(repr(one)[:80] if not one.isalnum() else one[:80] for one in self.arguments)])
        return f"{line} < {self.given[:20]!r}..." if self.given else line


@dataclass(frozen=True, slots=True)
class Case:
    """Files by name, and commands. With `small` the small library stands in the place of the bundled one."""

    kind: str
    seed: int
    number: int
    files: Mapping[str, bytes | Odd]
    commands: tuple[Command, ...]
    small: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """What a case is made of, as its kind gives it."""

    files: Mapping[str, bytes | Odd]
    commands: Sequence[Command]
    small: bool = False


def path_of(name: str) -> str:
    """A name or an argument as a system can have it: half a surrogate pair as a byte that is not UTF-8."""
    return "".join("\udcff" if "\ud800" <= letter <= "\udfff" else letter for letter in name if letter != "\0")


def text_of(content: bytes | Odd) -> str:
    """The text of a good file."""
    return content.decode() if isinstance(content, bytes) else ""
