"""How long each stage of a draft takes on one core, from the text of a draft to the file, and a whole batch a draft.

    python -m tests.benchmarks.stages

The drafts are of one outline in many companies of parties, as the rows of a batch are: what is kept of one draft serves
the next. "first" is a draft nothing is kept for, with the library already read. Times are those of the processor, the
median and the least of many; the batch is measured by the clock, since it waits for the disk.
"""

import csv
import os
import platform
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import treatydraft
from treatydraft.batch import run_batch
from treatydraft.cache import Cache
from treatydraft.instrument.numbering import number

T = TypeVar("T")

OUTLINES = ("coalition-treaty", "paris-declaration")
STATES = ("FR", "GB", "DE", "PL", "NO", "IT", "ES", "NL", "BE", "SE", "DK", "FI", "CZ", "RO", "CA", "JP")
DRAFTS = 60
ROWS = 200


def main() -> None:
    """Measure and print, one line a stage."""
    load = os.getloadavg()[0]
    print(f"Python {platform.python_version()}, load {load:.2f} on {os.cpu_count()} cores, {DRAFTS} drafts an outline")
    library = treatydraft.load_library()
    language = library.language("en")
    for outline in OUTLINES:
        print(f"\n{outline:24}{'median':>10}{'least':>10}")
        texts = [_draft(outline, seed) for seed in range(DRAFTS)]
        drafts = _timed("parse", lambda text: treatydraft.parse_draft(text, "draft.yaml", library), texts)
        _timed("select", lambda draft: treatydraft.select(draft, library), drafts)
        _timed("compose, first", lambda draft: _first(draft, library), drafts)
        library.memory = Cache()
        made = _timed("compose", lambda draft: treatydraft.compose(draft, library), drafts)
        _timed("of it: number", lambda instrument: number(instrument, language), made)
        _timed("walk", lambda instrument: sum(1 for _ in treatydraft.walk(instrument)), made)
        _timed("index", treatydraft.index, made)
        for to in treatydraft.WRITERS:
            _timed(f"write {to}", lambda instrument, to=to: treatydraft.write(instrument, to, language), made)
    print(f"\nbatch of {ROWS}, coalition-treaty, one process, a draft")
    for formats in (("md",), ("docx",)):
        print(f"{' '.join(formats):24}{_batch(formats):7.2f} ms")


def _first(draft: treatydraft.Draft, library: treatydraft.Library) -> treatydraft.Instrument:
    library.memory = Cache()
    return treatydraft.compose(draft, library)


def _company(seed: int) -> list[str]:
    chosen = random.Random(seed)
    return chosen.sample(STATES, chosen.randint(2, 12))


def _draft(outline: str, seed: int) -> str:
    guarantors = ", ".join(_company(seed))
    return f"treatydraft: 1\noutline: {outline}\nanswers: {{guarantors: [{guarantors}], beneficiaries: [UA]}}\n"


def _timed(name: str, work: Callable[..., T], given: Iterable[object]) -> list[T]:
    times, results = [], []
    for one in given:
        start = time.process_time()
        results.append(work(one))
        times.append((time.process_time() - start) * 1000)
    print(f"{name:24}{statistics.median(times):7.2f} ms{min(times):7.2f} ms")
    return results


def _batch(formats: tuple[str, ...]) -> float:
    """Milliseconds a draft, with the library read again."""
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "rows.csv"
        with rows.open("w", newline="") as file:
            table = csv.writer(file)
            table.writerow(["guarantors", "beneficiaries"])
            table.writerows([",".join(_company(seed)), "UA"] for seed in range(ROWS))
        start = time.perf_counter()
        summary = run_batch(
            rows, Path(folder) / "out", outline="coalition-treaty", formats=formats, jobs=1, with_holes=True
        )
        spent = time.perf_counter() - start
        assert summary.made == ROWS, summary
    return spent * 1000 / ROWS


if __name__ == "__main__":
    main()
