"""How long a command takes from its start to its end, each in a process of its own, as a person or a script runs it.

    python -m tests.benchmarks.start

What a person waits for before the first word is the interpreter, the modules, and the clauses the draft needs. The
library is read anew each time, and nothing of it is kept on disk. Times are those of the processor and of the clock,
the least of many runs and the median.
"""

import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = 9
MODULE = (sys.executable, "-m", "treatydraft", "--quiet")
COMMANDS = (
    "--help",
    "library outlines",
    "library list",
    "library show collective-defense/response",
    "check draft.yaml",
    "show draft.yaml",
    "export draft.yaml -o draft.md --force --with-holes",
    "export draft.yaml -o draft.docx --force --with-holes",
    "set draft.yaml title=Treaty",
)


def main() -> None:
    """Measure and print, one line a command."""
    load = os.getloadavg()[0]
    print(f"Python {platform.python_version()}, load {load:.2f} on {os.cpu_count()} cores, {RUNS} runs each; seconds")
    print(f"{'':55}{'processor':>10}{'median':>10}{'clock':>10}{'median':>10}")
    with tempfile.TemporaryDirectory() as folder:
        run(folder, "new draft.yaml --outline coalition-treaty --defaults")
        for command in COMMANDS:
            spent, waited = zip(*(run(folder, command) for _ in range(RUNS)), strict=True)
            times = (min(spent), statistics.median(spent), min(waited), statistics.median(waited))
            print(f"{command:55}" + "".join(f"{one:10.3f}" for one in times), flush=True)


def run(folder: str, command: str) -> tuple[float, float]:
    """The seconds of the processor and of the clock that a command takes in a folder."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [*MODULE, *command.split()],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.getcwd()},
        stdin=subprocess.DEVNULL,
        capture_output=True,
    )
    waited, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode in (0, 1), done.stderr.decode()  # a check may find something
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, waited


if __name__ == "__main__":
    main()
