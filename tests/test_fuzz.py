"""The fuzz: cases of every kind bring nothing to light; and everything that could be wrong, once done, is found."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

if not hasattr(os, "fork"):
    pytest.skip("the fuzz runs its cases in forked processes", allow_module_level=True)

from tests.fuzz import child, corpus
from tests.fuzz.case import SECRET, Command, Made
from tests.fuzz.cases import KINDS, make
from tests.fuzz.harness import Report, run
from treatydraft import Draft, Library, assembly
from treatydraft.cli import drafts
from treatydraft.drafting import change as changing

SEED = 1

CASES = {
    "drafts": 200, "assignments": 250, "answers": 300, "tables": 150, "lines": 100, "grids": 200, "clauses": 65,
    "pages": 45, "libraries": 45, "styles": 150, "manifests": 120, "journals": 180, "places": 300,
}  # fmt: skip
"""How many cases of each kind: what takes about five seconds."""

LONGEST = 180
"""The seconds after which no more cases of a kind begin, on whatever machine."""


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_comes_to_light(kind: str) -> None:
    report = run(kind, SEED, range(CASES[kind]), until=time.monotonic() + LONGEST)
    if report.faults:
        pytest.fail("\n".join(["python -m tests.fuzz ...", *map(str, report.faults)]), pytrace=False)
    assert report.cases == CASES[kind], f"no more than {report.cases} cases in {LONGEST} s"


def test_a_case_is_the_same_wherever_it_is_made() -> None:
    script = (
        "import hashlib; from tests.fuzz.cases import KINDS, make;"
        "print(*(hashlib.sha256(repr(make(kind, 7, n)).encode('utf-8', 'replace')).hexdigest()"
        " for kind in KINDS for n in range(8)))"
    )
    command = [sys.executable, "-c", script]
    told = [
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": hash}, capture_output=True, check=True, text=True)
        for hash in ("1", "2")
    ]
    assert told[0].stdout == told[1].stdout and len(set(told[0].stdout.split())) == 8 * len(KINDS)
    assert make("drafts", 7, 0) != make("drafts", 8, 0)


# ------------------------------------------------------------------------------------------------ what is found

DRAFT = Command(("show", "d.yaml"))
GOOD = Made({"d.yaml": corpus.seed("short.yaml").encode()}, [DRAFT])


def _raise() -> None:
    raise ValueError("planted")


def _loop() -> None:
    while True:
        pass


def _backtrack() -> None:
    re.match("(a+)+$", "a" * 60 + "b")


def _wait() -> None:
    time.sleep(600)


def _allocate() -> None:
    bytearray(2 * child.MEMORY)


def _leave_silently() -> None:
    raise typer.Exit(3)


def _write_outside() -> None:
    Path("../../../outside.txt").write_text("x")


def _connect() -> None:
    socket.create_connection(("127.0.0.1", 9), timeout=1)


def _print(text: str, file: str = "stdout") -> Callable[[], None]:
    return lambda: print(text, file=getattr(sys, file))


def _write(name: str) -> Callable[[], None]:
    def write() -> None:
        Path(name).write_text("planted")

    return write


PLANTED: dict[str, tuple[Callable[[], object], str]] = {
    "an exception": (_raise, r"exit 70: ValueError: planted \(cli/drafts.py:\d+ open_assembly\)"),
    "an endless loop": (_loop, r"more than 0.3 s of processor time \(cli/drafts.py:\d+ open_assembly\)"),
    "an endless expression": (_backtrack, r"more than 0.3 s of processor time \(cli/drafts.py:\d+ open_assembly\)"),
    "an endless wait": (_wait, r"not done after 3 s \(cli/drafts.py:\d+ open_assembly\)"),
    "too much memory": (_allocate, r"more than 300 MB"),
    "a crash": (lambda: os.kill(os.getpid(), signal.SIGSEGV), r"died with -11 \(cli/drafts.py:\d+ open_assembly\)"),
    "an exit code of nobody": (lambda: (_ for _ in ()).throw(typer.Exit(70)), "exit 70: treatydraft show"),
    "an end without a word": (_leave_silently, "exit 3 without a word"),
    "an end of the process": (lambda: (_ for _ in ()).throw(GeneratorExit()), "exit GeneratorExit came out of run"),
    "a traceback": (_print("Traceback (most recent call last):", "stderr"), "stderr speaks Python"),
    "words of Python": (_print("the answer is <class 'str'>"), "stdout speaks Python"),
    "an escape": (_print("\x1b[2J"), "stdout has a character that a terminal obeys or hides: U\\+001B"),
    "a stray file": (_write("stray.txt"), "a file was made that was not to be, with exit 0: 'stray.txt'"),
    "half a file": (_write(".treatydraft-1.part"), "a file that ends in .part stays behind"),
    "a changed draft": (_write("d.yaml"), "a file was changed that was not to be, with exit 0: 'd.yaml'"),
    "a lost draft": (lambda: os.remove("d.yaml"), "a file was removed that was not to be, with exit 0: 'd.yaml'"),
    "a file elsewhere": (_write_outside, r"it reaches out of its folder: open .*outside.txt"),
    "a connection": (_connect, "it reaches out of its folder: socket.connect"),
}
"""Everything no command may do, and how it is told."""


@pytest.mark.parametrize("what", PLANTED)
def test_what_is_planted_is_found(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    act, told = PLANTED[what]
    real = drafts.open_draft

    def opened(name: str, library: Library) -> Draft:
        draft = real(name, library)
        act()
        return draft

    monkeypatch.setattr(drafts, "open_draft", opened)
    report = planted(GOOD, monkeypatch, wall=3 if act is _wait else 60)
    assert report.cases == 2 and len(report.faults) == 2, report.faults
    assert re.search(told, str(report.faults[0])), report.faults[0]


def test_a_file_that_cannot_be_read_again_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assembly, "write", lambda *given: b"no archive, and no JSON")
    for name in ("x.docx", "x.json"):
        export = Made(GOOD.files, [Command(("export", "d.yaml", "-o", name), (name,))])
        assert "cannot be read again" in planted(export, monkeypatch).faults[0].what


def test_what_stands_outside_of_a_library_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    real = drafts.open_draft
    monkeypatch.setattr(drafts, "open_draft", lambda *given: print(Path("outside/x").read_text()) or real(*given))
    leak = Made({**GOOD.files, "outside/x": SECRET.encode()}, [DRAFT])
    assert planted(leak, monkeypatch).faults[0].what == "a link that leads out of a library was followed"


def test_an_exception_in_one_row_of_a_batch_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    line = ("batch", "r.csv", "-o", "out", "--outline", "blank", "--to", "md", "--jobs", "1")
    rows = Made({"r.csv": b"guarantors,place\nFR,Paris\n"}, [Command(line, keeps=("out", "out/*"))])
    assert not planted(rows, monkeypatch).faults
    monkeypatch.setattr("treatydraft.batch.making.Assembly", lambda *given: _raise())
    assert "ValueError" in planted(rows, monkeypatch).faults[0].what


def test_a_case_has_the_library_it_names(monkeypatch: pytest.MonkeyPatch) -> None:
    for clause, small, code in (("house/alarm", True, "0"), ("house/alarm", False, "2"), ("final/texts", False, "0")):
        shown = Made({}, [Command(("library", "show", clause))], small=small)
        assert planted(shown, monkeypatch).codes == {code: 2}


def test_a_change_that_fails_must_leave_the_draft(monkeypatch: pytest.MonkeyPatch) -> None:
    change = Made(GOOD.files, [Command(("set", "d.yaml", "guarantors=Nowhere"), ("d.yaml",))])
    assert not planted(change, monkeypatch).faults
    monkeypatch.setattr(changing, "change_draft", lambda *given, **named: _write("d.yaml")() or "nonsense")
    assert "'d.yaml'" in str(planted(change, monkeypatch).faults[0])


def test_what_is_good_is_left_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = surroundings()
    both = Made(GOOD.files, [Command(("export", "d.yaml", "-o", "x.docx"), ("x.docx",)), DRAFT])
    report = planted(both, monkeypatch)
    assert (report.cases, report.faults, report.codes) == (2, [], {"0": 4})
    assert surroundings() == before and not list(tmp_path.iterdir())


def test_it_runs_by_hand(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.fuzz", "--kind", "answers", "--seed", "7", "--case", "3"]
    done = subprocess.run([*command, "--keep", str(tmp_path)], capture_output=True, text=True)
    assert done.returncode in (0, 1) and "answers           1 cases" in done.stdout, done.stderr


def surroundings() -> tuple[object, ...]:
    """What a run could have changed of the process it is called in."""
    return os.getcwd(), dict(os.environ), sys.stdout, *map(signal.getsignal, (signal.SIGTERM, signal.SIGPROF))


def planted(made: Made, monkeypatch: pytest.MonkeyPatch, wall: int = 60) -> Report:
    """What two cases of this come to, with little time for each."""
    monkeypatch.setattr(child, "PROCESSOR", 0.3)
    monkeypatch.setattr(child, "WALL", wall)
    monkeypatch.setitem(KINDS, "planted", lambda rng: made)
    return run("planted", SEED, range(2))
