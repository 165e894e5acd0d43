"""What no command may do, whatever it is given: each judge gives what is wrong, and the particulars of it, or nothing.

A command ends with an exit code of the table and a word about what is wrong. Nothing of Python reaches the reader,
nothing a terminal would obey, nothing from outside of a library. It makes and changes the files it is asked for, whole,
and leaves every other file as it was.
"""

from __future__ import annotations

import io
import json
import re
import stat
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from xml.etree import ElementTree

from tests.fuzz.case import SECRET, Command

CODES = (0, 1, 2, 3, 4, 5, 6)
LEFT = 130
"""The exit code of an interview that its input leaves in the middle."""

PYTHON = re.compile(r"Traceback \(most recent|object at 0x[0-9a-f]|\[Errno|<class '|NoneType|PosixPath\(")
OURS = re.compile(r"(?:a fault of treatydraft, not of yours|a mistake in the program): (\w+)(?:: (.*))?")
"""How the program says that an exception was its own fault: its type, and what it said."""

OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
"""What a terminal obeys or hides."""

LARGE = 8_000_000
"""The bytes of a file from which on it is not read to be compared."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a command came to: its exit code and what it printed."""

    code: object
    out: bytes
    err: bytes


State = Mapping[str, tuple[str, object]]


def state(folder: Path) -> State:
    """Everything in a folder by its name: what it is, and what it holds."""
    found: dict[str, tuple[str, object]] = {}
    waiting = [folder]
    while waiting:
        for path in waiting.pop().iterdir():
            about = path.lstat()
            name = path.relative_to(folder).as_posix()
            if stat.S_ISDIR(about.st_mode):
                waiting.append(path)
                found[name] = "folder", None
            elif stat.S_ISREG(about.st_mode):
                found[name] = "file", path.read_bytes() if about.st_size < LARGE else about.st_size
            else:
                found[name] = "other", path.readlink() if path.is_symlink() else None
    return found


Wrong = tuple[str, str]
"""What is wrong, the same words for the same fault, and what it was about this time."""


def judge(command: Command, done: Done, before: State, after: State) -> Iterator[Wrong]:
    """Everything that is wrong with what a command did, save for how it failed, which `failure` gives."""
    yield from _ending(command, done)
    yield from _words(done, binary="docx" in command.arguments)
    yield from _files(command, done, before, after)
    if any(name.startswith("outside") for name in before):
        shown = (done.out, done.err, *(held for name, (_, held) in after.items() if name not in before))
        if any(isinstance(one, bytes) and SECRET.encode() in one for one in shown):
            yield "a link that leads out of a library was followed", ""


def failure(done: Done) -> tuple[str, str]:
    """The type of the exception that was the program's own fault, and what it said; nothing where there was none."""
    own = OURS.search((done.err + done.out[:10_000]).decode("utf-8", "replace"))
    return (own[1], (own[2] or "")[:200]) if own else ("", "")


def _ending(command: Command, done: Done) -> Iterator[Wrong]:
    kind, _ = failure(done)
    allowed = (*CODES, LEFT) if command.terminal else CODES
    if done.code not in allowed and not kind:
        yield f"exit {done.code}", ""
    elif done.code not in (0, 1, LEFT) and not done.err.strip():
        yield f"exit {done.code} without a word", ""
    if "--format" in command.arguments and done.code in (0, 1) and {"json", "sarif"} & set(command.arguments):
        yield from _whole("stdout.json", done.out)


def _words(done: Done, *, binary: bool) -> Iterator[Wrong]:
    for name, content in (("stderr", done.err), *(() if binary else (("stdout", done.out),))):
        text = content.decode("utf-8", "surrogateescape")
        if (found := PYTHON.search(text)) and not failure(done)[0]:
            yield f"{name} speaks Python", found.group()
        if found := OBEYED.search(text):
            yield f"{name} has a character that a terminal obeys or hides", f"U+{ord(found.group()):04X}"
        if re.search("[\ud800-\udfff]", text):
            yield f"{name} is not UTF-8", ""


def _files(command: Command, done: Done, before: State, after: State) -> Iterator[Wrong]:
    patterns = (*command.writes, *command.keeps) if done.code in (0, 1, LEFT) else command.keeps
    strays: dict[str, str] = {}
    for name in sorted({*before, *after}):
        if before.get(name) == after.get(name):
            continue
        if name.endswith(".part"):
            strays["a file that ends in .part stays behind"] = name
        elif not any(fnmatchcase(name, pattern) for pattern in patterns):
            change = "made" if name not in before else "removed" if name not in after else "changed"
            strays.setdefault(f"a file was {change} that was not to be, with exit {done.code}", ascii(name[:80]))
        elif name in after and isinstance(held := after[name][1], bytes):
            yield from _whole(name, held)
    yield from strays.items()


def _whole(name: str, content: bytes) -> Iterator[Wrong]:
    """Whether a file of the program can be read as what it is."""
    ending = name.rpartition(".")[2]
    try:
        if ending == "docx":
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                for part in archive.namelist():
                    if part.endswith((".xml", ".rels")):
                        ElementTree.fromstring(archive.read(part))
        elif ending == "json":
            json.loads(content, parse_constant=_no_number)
        elif ending in ("md", "yaml"):
            content.decode()
    except (ValueError, zipfile.BadZipFile, ElementTree.ParseError) as wrong:
        yield f"a {ending} of ours cannot be read again: {type(wrong).__name__}", str(wrong)[:200]


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no JSON")
