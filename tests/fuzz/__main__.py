"""The fuzz by hand: a line a fault, with what gives it again, and a summary at the end.

Exit code 1 where there was a fault.
"""

import argparse
import shlex
import sys
import time
from collections import Counter
from contextlib import suppress
from itertools import count
from math import inf
from pathlib import Path

from tests.fuzz.cases import KINDS, make
from tests.fuzz.child import put
from tests.fuzz.harness import Fault, Report, run, warm

ROUND = 50
"""The cases of one kind that run before it is the turn of the next."""


def main() -> int:
    """Run the fuzz as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="how long, all kinds together")
    parser.add_argument("--cases", type=int, help="so many cases of each kind instead, however long it takes")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="what the cases are made from")
    parser.add_argument("--kind", action="append", choices=list(KINDS), help="this kind only (repeat)")
    parser.add_argument("--case", type=int, help="the case with this number only")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where to put the files of the cases with a fault")
    given = parser.parse_args()
    first, most = (0, given.cases or sys.maxsize) if given.case is None else (given.case, 1)
    warm()
    until = inf if given.cases or given.case is not None else time.monotonic() + given.seconds
    reports = {kind: Report() for kind in given.kind or KINDS}
    with suppress(KeyboardInterrupt):
        for turn in count(0, ROUND):
            if turn >= most or time.monotonic() > until:
                break
            for kind, report in reports.items():
                numbers = range(first + turn, first + min(turn + ROUND, most))
                new = run(kind, given.seed, numbers, until=until)
                for fault in new.faults:
                    print(fault, flush=True)
                    if given.keep:
                        keep(fault, given.keep)
                report.add(new)
    summary(reports, given.seed)
    return 1 if any(one.faults for one in reports.values()) else 0


def keep(fault: Fault, folder: Path) -> None:
    """Put the files of a case with a fault into a folder, with a script of its commands."""
    case = make(fault.kind, fault.seed, fault.number)
    here = folder / f"{case.kind}-{case.seed}-{case.number}"
    if here.exists():
        return
    here.mkdir(parents=True)
    put(case, here)
    lines = [f"# {fault}", "# over the small library of tests/fuzz/corpus.py" if case.small else ""]
    for n, command in enumerate(case.commands):
        (here / f"stdin-{n}").write_bytes(command.given)
        lines.append(f"treatydraft {shlex.join(command.arguments)} < stdin-{n}")
    (here / "run.sh").write_text("\n".join(lines) + "\n", encoding="utf-8", errors="surrogateescape")


def summary(reports: dict[str, Report], seed: int) -> None:
    """Say what ran and what came of it, first the faults that differ."""
    every = reports.values()
    seen = Counter((fault.what, fault.place) for one in every for fault in one.faults)
    first = {(fault.what, fault.place): fault for one in every for fault in reversed(one.faults)}
    print()
    for (what, place), times in seen.most_common():
        fault = first[what, place]
        print(f"{times:5} x {what}{f' ({place})' if place else ''}, first --kind {fault.kind} --case {fault.number}")
    print(f"\nseed {seed}")
    for kind, one in reports.items():
        codes = ", ".join(f"{times} x {code}" for code, times in sorted(one.codes.items()))
        print(f"{kind:12} {one.cases:6} cases {len(one.faults):4} faults {one.seconds:7.1f} s, exit codes {codes}")
    for kind, one in reports.items():
        print(f"{kind:12} longest {one.longest:.2f} s (case {one.slowest}), at most {one.memory / 1e6:.0f} MB")
    print(f"{sum(one.cases for one in every)} cases, {sum(len(one.faults) for one in every)} faults")


if __name__ == "__main__":
    sys.exit(main())
