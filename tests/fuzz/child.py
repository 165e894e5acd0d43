"""The process that runs cases: commands are run in it, within limits of time and memory, and judged.

An endless loop, a regular expression without end, or a read that waits for ever ends the process, and where it was is
in the dump. Outside of its folder it can write nothing; it reaches no network and starts no program.
"""

from __future__ import annotations

import faulthandler
import io
import json
import os
import re
import resource
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import treatydraft
from tests.fuzz import corpus
from tests.fuzz.case import Case, Command
from tests.fuzz.cases import make
from tests.fuzz.judging import Done, failure, judge, state
from treatydraft import Library, cli
from treatydraft.library import loading

PROCESSOR = 10
"""The seconds of processor time a case may take."""

WALL = 25
"""The seconds after which a case is taken for one that waits for something."""

MEMORY = 300_000_000
"""The bytes a case may take beyond what the process has when it begins."""

WAITED, HARNESS = 1, 3
"""The exit codes of a process that a case kept waiting, and of one that failed by itself and not by what it ran."""

PACKAGE = str(Path(treatydraft.__file__).parent)
ENVIRONMENT = {"NO_COLOR": "1", "COLUMNS": "80", "LINES": "24", "TERM": "dumb", "LC_ALL": "C.UTF-8"}


def work(kind: str, seed: int, numbers: list[int], folder: Path, writer: int, dump: int, until: float) -> NoReturn:
    """Run cases and tell of each in a line of JSON, until there are no more or it is late; ends the process."""
    code = HARNESS
    try:
        _prepare(folder, dump)
        for number in numbers:
            case = make(kind, seed, number)
            _limit()
            faulthandler.dump_traceback_later(WALL, exit=True, file=dump)
            signal.setitimer(signal.ITIMER_PROF, PROCESSOR)
            began = time.process_time()
            codes: list[str] = []
            faults = list(_faults(case, folder, codes))
            told = {"case": number, "codes": codes, "faults": faults, "seconds": time.process_time() - began}
            signal.setitimer(signal.ITIMER_PROF, 0)
            faulthandler.cancel_dump_traceback_later()
            os.write(writer, json.dumps(told).encode() + b"\n")
            if time.monotonic() > until or any(what == TOO_MUCH for _, what, _, _ in faults):
                break  # what was taken may not have been given back
        code = 0
    except BaseException:  # of the harness itself
        os.write(dump, traceback.format_exc().encode("utf-8", "replace"))
    finally:
        os._exit(code)


def _prepare(folder: Path, dump: int) -> None:
    """Make this process one that runs commands: its streams are files, its world is a folder, its time is counted."""
    for which in (signal.SIGINT, signal.SIGALRM, signal.SIGPROF, signal.SIGTERM, signal.SIGHUP):
        signal.signal(which, signal.SIG_DFL)
    faulthandler.enable(file=dump, all_threads=False)  # a crash
    faulthandler.register(signal.SIGPROF, file=dump, all_threads=False, chain=True)  # tells where, then ends
    for name, number in (("in", 0), ("out", 1), ("err", 2)):
        os.dup2(os.open(folder / name, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), number)
    for name in [one for one in os.environ if one.startswith("TREATYDRAFT")]:
        del os.environ[name]
    os.environ.update(ENVIRONMENT)
    sys.addaudithook(_guard(os.path.realpath(folder)))
    small = folder / "small"
    for name, content in corpus.small().items():
        (small / name).parent.mkdir(parents=True, exist_ok=True)
        (small / name).write_bytes(content)


def _guard(folder: str) -> Callable[[str, tuple[Any, ...]], None]:
    """What refuses to write outside of a folder, to reach a network and to start a program."""
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
    refused = ("socket.connect", "socket.bind", "os.system", "os.exec", "os.posix_spawn", "subprocess.Popen")
    changing = {  # and which of what it is given are the paths
        "os.mkdir": (0,), "os.rename": (0, 1), "os.remove": (0,), "os.rmdir": (0,), "os.truncate": (0,),
        "os.chmod": (0,), "os.symlink": (1,), "os.link": (0, 1),
    }  # fmt: skip

    def inside(path: int | str | bytes | os.PathLike[str]) -> bool:
        if isinstance(path, int):
            return True
        whole = os.path.realpath(os.path.dirname(os.path.abspath(os.fsdecode(path))))
        return whole == folder or whole.startswith(f"{folder}/")

    def hook(event: str, given: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = given
            if path is None or not flags & writing or inside(path) or path == os.devnull:
                return
        elif event in changing:
            if event == "os.mkdir" and os.path.isdir(given[0]):
                return  # which changes nothing
            if all(inside(given[n]) for n in changing[event]):
                return
        elif event not in refused:
            return
        _refused.append(f"{event} {given[0]}")
        raise PermissionError(13, "Permission denied", str(given[0]))

    return hook


_refused: list[str] = []
"""What the guard has refused since the last command began: an error that the command may have answered as its own."""

TOO_MUCH = f"more than {MEMORY // 10**6} MB"
"""What is wrong with a command that was given no more memory."""


def _limit() -> None:
    """Let this process take so much memory more, and no more."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return  # a system that does not tell how much there is
    found = re.search(r"VmData:\s+(\d+) kB", status)
    assert found is not None
    used = int(found[1]) * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (used + MEMORY, resource.getrlimit(resource.RLIMIT_DATA)[1]))


def _faults(case: Case, folder: Path, codes: list[str]) -> Iterator[tuple[str, str, str, str]]:
    """Run the commands of a case and give what is wrong with each, as the fields of a fault.

    The exit codes go into `codes`.
    """
    _put(case, folder)
    for n, command in enumerate(case.commands):
        before = state(Path())
        _refused.clear()
        done = _call(command, folder)
        codes.append(str(done.code)[:20])
        for what, detail in judge(command, done, before, state(Path())):
            yield str(command), what, detail, ""
        if _refused:
            yield str(command), "it reaches out of its folder", ", ".join(_refused), ""
        if b"too large for the memory there is" in done.err:
            yield str(command), TOO_MUCH, "", _traced(case, n, folder, "MemoryError")
        kind, words = failure(done)
        if kind:
            yield str(command), f"exit {done.code}: {kind}", words, _traced(case, n, folder, kind)


def _put(case: Case, folder: Path) -> None:
    """Make the folder of a case and stand in it. It lies deep, so that ``..`` leads to nothing that stays."""
    os.chdir(folder)
    shutil.rmtree(folder / "deep", ignore_errors=True)
    here = folder / "deep/case"
    here.mkdir(parents=True)
    os.chdir(here)
    put(case, Path())
    small = folder / "small"
    kept = _Kept(corpus.bundled())
    stand_ins: dict[str, object] = {
        "bundled": (lambda: small) if case.small else (lambda: corpus.BUNDLED),
        "Library": Library if case.small else kept,
    }
    for name, stand_in in stand_ins.items():
        setattr(loading, name, stand_in)


def put(case: Case, here: Path) -> None:
    """Write the files of a case into a folder."""
    for name, content in case.files.items():
        path = here / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            content.put(path)


class _Kept:
    """A library, read once where it is the bundled one alone."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def __call__(self, folders: tuple[Path, ...], *, thorough: bool | Collection[str] = False) -> Library:
        return Library(folders, thorough=thorough) if thorough or folders != (corpus.BUNDLED,) else self._library


class _Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def _call(command: Command, folder: Path) -> Done:
    """Run one command with its own streams."""
    (folder / "in").write_bytes(command.given)
    for name, number in (("in", 0), ("out", 1), ("err", 2)):
        stream = os.open(folder / name, os.O_RDWR | (0 if name == "in" else os.O_TRUNC))
        os.dup2(stream, number)
        os.close(stream)
    kind = _Terminal if command.terminal else io.TextIOWrapper
    sys.stdin = kind(open(0, "rb", closefd=False), encoding="utf-8", errors="surrogateescape")  # noqa: SIM115
    sys.stdout = kind(open(1, "wb", closefd=False), encoding="utf-8")  # noqa: SIM115
    sys.stderr = kind(open(2, "wb", closefd=False), encoding="utf-8", errors="backslashreplace", line_buffering=True)  # noqa: SIM115
    code: object
    try:
        code = cli.run(list(command.arguments))
        sys.stdout.flush()
    except BaseException as wrong:
        code = f"{type(wrong).__name__} came out of run: {wrong}"
    for stream_ in (sys.stdout, sys.stderr):
        try:
            stream_.flush()
        except (OSError, ValueError) as wrong:
            code = f"{type(wrong).__name__} at the end: {wrong}"
    return Done(code, (folder / "out").read_bytes(), (folder / "err").read_bytes())


def _traced(case: Case, n: int, folder: Path, type_: str) -> str:
    """Where in the program an exception of this type arises when the case runs again up to its command `n`."""
    found: dict[str, tuple[object, str]] = {}

    def local(frame: FrameType, event: str, arg: Any) -> Any:
        if event == "exception":
            kind, error, _ = arg
            if found.get(kind.__name__, (None, ""))[0] is not error:
                name = frame.f_code.co_filename[len(PACKAGE) + 1 :]
                found[kind.__name__] = error, f"{name}:{frame.f_lineno} {frame.f_code.co_name}"
        return local

    def called(frame: FrameType, event: str, arg: Any) -> Any:
        return local if frame.f_code.co_filename.startswith(PACKAGE) else None

    _put(case, folder)
    for command in case.commands[:n]:
        _call(command, folder)
    sys.settrace(called)
    try:
        _call(case.commands[n], folder)
    finally:
        sys.settrace(None)
    return found.get(type_, (None, ""))[1]
