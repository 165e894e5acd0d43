"""The streams of the process: words for a person, data for a program, and what becomes of a stream that is not there.

Whatever a command prints goes through here: no word reaches a terminal with anything in it that the terminal would
obey, what a program reads is UTF-8 whatever the locale says, and a stdout that takes no more ends the run with the exit
code of the table. A stderr that takes no more changes nothing: there is nobody to be told.
"""

from __future__ import annotations

import errno
import io
import json
import os
import select
import sys
import unicodedata
from typing import Any, TextIO

from treatydraft.errors import Location, Problem, WriteError

STDIN, STDOUT, STDERR = range(3)
"""The numbers of the streams."""


class ReaderGone(Exception):
    """Whoever read what we print has gone, which is its right."""


class Outlet(io.FileIO):
    """A stream as the system has it; what is written after it has failed once is dropped.

    For stdout the first failure raises ReaderGone where the reader has gone, else WriteError: never an OSError, which
    might be of any other file.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number, "w", closefd=False)
        self._lost = False

    def write(self, data: Any) -> int:
        """Write bytes and give their number; a stream that is not blocking is waited for."""
        while not self._lost:
            try:
                written = super().write(data)
            except OSError as failure:
                self._lost = True
                if self.fileno() == STDOUT:
                    raise _failed(failure) from None
            else:
                if written is not None:
                    return written
                select.select([], [self], [])
        return len(data)


def _failed(failure: OSError) -> ReaderGone | WriteError:
    if failure.errno == errno.EPIPE:
        return ReaderGone()
    closed = failure.errno == errno.EBADF
    why = "it is closed" if closed else os.strerror(failure.errno or 0).lower()
    hint = "leave it open, or name a file" if closed else "make room, or send it elsewhere"
    return WriteError(Problem("file-unwritable", Location("stdout"), f"it cannot be written: {why}", hint))


def open_streams() -> None:
    """Put streams that fail as the table of exit codes says in the place of those the process was started with.

    One that is closed is opened on nothing, or the next file would get its number and take what is printed.
    """
    for number, way in ((STDIN, os.O_RDONLY), (STDOUT, os.O_RDONLY), (STDERR, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, way)  # takes the lowest number that is free; what cannot be written fails as it should
    if sys.stdin is None:
        sys.stdin = open(STDIN, encoding="utf-8", closefd=False)  # noqa: SIM115 - it stays
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="surrogateescape")  # what is no text is refused where it is read
    sys.stdout = _text(STDOUT, sys.stdout, "replace")
    sys.stderr = _text(STDERR, sys.stderr, "backslashreplace")


def _text(number: int, before: TextIO | None, errors: str) -> TextIO:
    raw = Outlet(number)
    encoding = before.encoding if before is not None else "utf-8"
    lines = number == STDERR or raw.isatty()
    return io.TextIOWrapper(io.BufferedWriter(raw), encoding, errors, line_buffering=lines)


# ------------------------------------------------------------------------------------------------ what is printed


def harmless(text: str) -> str:
    """The text with every character that a terminal would obey, or that nobody would see, shown by its number."""
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(letter: str) -> str:
    if letter.isprintable() or letter == "\n":
        return letter
    if unicodedata.category(letter) == "Zs":
        return " "  # a space that does not break, or is of another width
    number = ord(letter)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def print_words(words: str = "", *, end: str = "\n", style: str = "") -> None:
    """Words for a person, on stdout; `style` is the number by which a terminal knows how they look."""
    words = harmless(words)
    sys.stdout.write(f"\x1b[{style}m{words}\x1b[0m{end}" if style and words.strip() else words + end)


def print_note(words: str) -> None:
    """Words for a person beside the output, on stderr: errors, remarks, what was done."""
    sys.stderr.write(f"{harmless(words)}\n")


def print_data(content: bytes | str) -> None:
    """What a program reads, on stdout, byte for byte and in UTF-8; on a terminal, as a person can look at it."""
    if sys.stdout.isatty():
        return print_words(content if isinstance(content, str) else content.decode("utf-8", "replace"), end="")
    sys.stdout.flush()
    sys.stdout.buffer.write(content.encode() if isinstance(content, str) else content)
    sys.stdout.buffer.flush()


def as_json(data: object) -> str:
    """Data as JSON, in which what a terminal would obey is written by its number, as JSON writes it."""
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    return "".join(letter if letter.isprintable() or letter == "\n" else json.dumps(letter)[1:-1] for letter in text)
