"""Runs cases in processes made for them, each in a folder of its own, and gives the faults.

A child of this process, which has read the bundled library, runs one case after the other and tells of each. One that
ends in the middle of a case is a fault of that case; the next child goes on behind it.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import re
import select
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from math import inf
from pathlib import Path

import treatydraft
from tests.fuzz import child, corpus
from tests.fuzz.cases import KINDS, make

TOGETHER = 100
"""The cases of one child."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What a case brought to light: which command did what, the particulars, and where in the program.

    `what` and `place` are the same for the same fault.
    """

    kind: str
    seed: int
    number: int
    command: str
    what: str
    detail: str = ""
    place: str = ""

    def __str__(self) -> str:
        what = ": ".join(filter(None, (self.what, ascii(self.detail)[1:-1])))
        place = f" ({self.place})" if self.place else ""
        return f"--kind {self.kind} --seed {self.seed} --case {self.number}: {what}{place}: {self.command}"


@dataclass(slots=True)
class Report:
    """What came of cases of one kind: the faults, and how often the commands ended with each exit code.

    `seconds` is the processor time of all cases, `longest` that of the case `slowest`; `memory` is the most a process
    took, in bytes.
    """

    cases: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    seconds: float = 0.0
    longest: float = 0.0
    slowest: int = -1
    memory: int = 0

    def add(self, other: Report) -> None:
        """Add what came of other cases."""
        self.cases += other.cases
        self.codes.update(other.codes)
        self.faults += other.faults
        self.seconds += other.seconds
        if other.longest > self.longest:
            self.longest, self.slowest = other.longest, other.slowest
        self.memory = max(self.memory, other.memory)


def run(kind: str, seed: int, numbers: Iterable[int], *, until: float = inf) -> Report:
    """Run the cases of a kind with these numbers, and begin none after the time `until` (of `time.monotonic`)."""
    warm()
    report = Report()
    waiting = iter(numbers)
    together: list[int] = []
    while time.monotonic() < until:
        together += islice(waiting, TOGETHER - len(together))
        if not together:
            break
        together = _some(kind, seed, together, report, until)
    return report


def _some(kind: str, seed: int, numbers: list[int], report: Report, until: float) -> list[int]:
    """Run cases in one process until it ends; gives those it did not come to."""
    reader, writer = os.pipe()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder, open(Path(folder) / "dump", "w+b") as dump:
        sys.stdout.flush()
        sys.stderr.flush()
        process = os.fork()
        if not process:
            os.close(reader)
            child.work(kind, seed, numbers, Path(folder), writer, dump.fileno(), until)
        os.close(writer)
        done = 0
        with open(reader, "rb", buffering=0) as results:
            for line in _arriving(results.fileno(), process):
                told = json.loads(line)
                faults = [Fault(kind, seed, told["case"], *one) for one in told["faults"]]
                report.add(Report(1, Counter(told["codes"]), faults, told["seconds"], told["seconds"], told["case"]))
                done += 1
        _, status, usage = os.wait4(process, 0)
        report.memory = max(report.memory, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))
        if code := os.waitstatus_to_exitcode(status):  # it ended in the middle of a case
            dump.seek(0)
            fault = _death(kind, seed, numbers[done], code, dump.read().decode("utf-8", "replace"))
            report.add(Report(1, faults=[fault]))
            done += 1
        return numbers[done:]


def _arriving(reader: int, process: int) -> Iterator[bytes]:
    """The lines a process writes. One that writes none for very long, which its own watch should prevent, is ended."""
    held = b""
    while True:
        if not select.select([reader], [], [], 3 * child.WALL)[0]:
            os.kill(process, signal.SIGKILL)
        content = os.read(reader, 1 << 20)
        if not content:
            return
        *lines, held = (held + content).split(b"\n")
        yield from lines


def _death(kind: str, seed: int, number: int, code: int, dump: str) -> Fault:
    """The case that ended its process, with what ended it and where in the program that was."""
    if code == child.HARNESS:
        raise RuntimeError(f"the harness failed at --kind {kind} --seed {seed} --case {number}:\n{dump}")
    what = {
        -signal.SIGPROF: f"more than {child.PROCESSOR} s of processor time",
        child.WAITED: f"not done after {child.WALL} s",
        -signal.SIGKILL: "killed: it did not end by itself",
    }.get(code, f"died with {code}")
    frames = re.findall(rf'File "{re.escape(child.PACKAGE)}/([^"]+)", line (\d+) in (\S+)', dump)
    commands = " && ".join(map(str, make(kind, seed, number).commands))
    return Fault(kind, seed, number, commands, what, "", "{}:{} {}".format(*frames[0]) if frames else "")


@cache
def warm() -> None:
    """Read and load, once, what every process then has: the modules, the bundled library, the valid files."""
    for module in pkgutil.walk_packages([child.PACKAGE], "treatydraft."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    library = corpus.bundled()
    for text in corpus.drafts():
        draft = treatydraft.parse_draft(text, "draft.yaml", library)
        assembly = treatydraft.Assembly(draft, library)
        assembly.findings()
        assembly.write("docx")
    for kind in KINDS:
        make(kind, 0, 0)
