"""A batch that was cut off, or finds a stranger's things in its way: nothing is lost, nothing hangs, nothing grows."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Unpack

import pytest

from tests.test_batch import BatchOptions, batch, drafts, entries, many, table
from tests.test_batch import library as library
from treatydraft.batch import making, run_batch
from treatydraft.batch.journal import JOURNAL, BatchJournal, Earlier
from treatydraft.batch.manifest import ManifestLine
from treatydraft.batch.plan import made_with
from treatydraft.batch.shard import Job, Shard
from treatydraft.batch.sources import MAX_LINE, read_rows
from treatydraft.errors import LibraryError, ReadError, UsageError, WriteError
from treatydraft.library.loading import load_library

COMMAND = Path(sys.executable).with_name("treatydraft")

# ------------------------------------------------------------------------------------------------ cut off


def cut_off(rows: list[dict[str, str]], out: Path, library: Path, after: str, **options: Unpack[BatchOptions]) -> None:
    """A run that is killed as soon as its first shard has come to `after`, a function of the room."""
    child = os.fork()
    if not child:
        room, _, name = after.rpartition(".")
        module = sys.modules[f"treatydraft.batch.{room}"]
        called = getattr(module, name)

        def then_die(*arguments: object, **more: object) -> None:
            called(*arguments, **more)
            os.kill(os.getpid(), signal.SIGKILL)

        setattr(module, name, then_die)
        batch(rows, out, library, **options)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


@pytest.mark.parametrize("pack", [None, "zip"])
def test_files_of_a_run_that_was_killed_are_its_own(tmp_path: Path, library: Path, pack: str | None) -> None:
    rows, out, after = many(30), tmp_path / "out", "store.write_whole" if pack else "store.write_all"
    cut_off(rows, out, library, after, pack=pack)  # its files are there, and its journal does not know of them
    assert drafts(out).keys() > {JOURNAL} and not (out / JOURNAL).read_bytes()
    for row in rows[:5]:
        row["title"] = "Edited meanwhile"
    cut_off(rows, out, library, after, pack=pack)
    for row in rows[3:8]:
        row["title"] = "Edited again"
    summary = batch(rows, out, library, pack=pack)
    assert (summary.failed, summary.made + summary.unchanged) == (0, 30)
    assert summary.unchanged >= (0 if pack else 5)
    assert not [path.name for path in out.iterdir() if path.name.startswith(".")]


def test_files_a_killed_run_was_about_to_replace_are_its_own(
    tmp_path: Path, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, out = many(5), tmp_path / "out"
    batch(rows, out, library)
    before = drafts(out)
    for row in rows:
        row["title"] = "Edited"
    with monkeypatch.context() as patch:
        patch.setattr("treatydraft.batch.store.write_all", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            batch(rows, out, library)
    assert {name: content for name, content in drafts(out).items() if name.endswith(".md")} == before
    for row in rows:
        row["title"] = "Edited again"
    assert batch(rows, out, library).made == 5


def test_what_a_person_wrote_after_a_run_was_killed_is_not_overwritten(tmp_path: Path, library: Path) -> None:
    rows, out = many(3), tmp_path / "out"
    cut_off(rows, out, library, "store.write_all")
    (out / "draft-00002.md").write_text("mine")
    rows[1]["title"] = "Edited"
    summary = batch(rows, out, library)
    assert (summary.unchanged, summary.failed) == (2, 1) and (out / "draft-00002.md").read_text() == "mine"


def test_half_files_of_processes_that_were_killed_go(
    tmp_path: Path, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / ".treatydraft-0123456789abcdef.part").write_text("half")  # and no journal
    batch(many(3), out, library)
    assert not list(out.glob(".*"))
    make = making.make_shard

    def and_die(shard: Shard, job: Job) -> tuple[ManifestLine, ...]:
        found = make(shard, job)
        (out / ".treatydraft-fedcba9876543210.part").write_text("half")  # as a process that is killed leaves it
        return found

    monkeypatch.setattr("treatydraft.batch.make_shard", and_die)
    batch(many(4), out, library)
    assert not list(out.glob(".*"))


def test_an_interrupted_run_says_how_far_it_came(tmp_path: Path, library: Path) -> None:
    rows, out = table(tmp_path / "rows.csv", many(3000)), tmp_path / "out"
    options: list[str | Path] = ["--library", library, "--outline", "note", "--to", "md"]
    for jobs in ("1", "2"):
        started = subprocess.Popen(
            [COMMAND, "batch", rows, "-o", out, *options, "--jobs", jobs],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip
        known = len((out / JOURNAL).read_bytes()) if (out / JOURNAL).exists() else 0
        until(partial(longer, out / JOURNAL, known + 5000))
        os.killpg(started.pid, signal.SIGINT)
        output, errors = started.communicate(timeout=60)
        made = errors.removeprefix("interrupted: ").removesuffix(" made; run it again for the rest\n")
        assert (started.returncode, output) == (130, "") and made.isdigit(), errors


def longer(path: Path, size: int) -> bool:
    return path.exists() and len(path.read_bytes()) > size


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.02)


# ------------------------------------------------------------------------------------------------ a stranger's things


def kinds(path: Path) -> dict[str, Callable[[], None]]:
    """What can stand in the place of a file."""
    return {
        "a link to a device": lambda: path.symlink_to("/dev/zero"),
        "a pipe": lambda: os.mkfifo(path),
        "a folder": path.mkdir,
        "a link to a file": lambda: path.symlink_to(path.parent.parent / "elsewhere"),
    }


@pytest.mark.parametrize("kind", kinds(Path()))
@pytest.mark.parametrize("name", ["manifest.jsonl", ".manifest.journal", ".manifest.ahead"])
def test_what_is_no_file_in_the_place_of_one_is_told_at_once(
    tmp_path: Path, library: Path, name: str, kind: str
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (tmp_path / "elsewhere").write_text("{}")
    kinds(out / name)[kind]()
    with pytest.raises(WriteError, match=f"{name}.*\nhint: choose another folder"):
        batch(many(3), out, library)
    assert batch(many(3), out, library, dry_run=True).made == 3
    assert not list(out.glob("*.md")) and (tmp_path / "elsewhere").read_text() == "{}"


@pytest.mark.parametrize("kind", ["a link to a device", "a pipe", "a folder"])
def test_rows_that_are_no_file_are_told(tmp_path: Path, library: Path, kind: str) -> None:
    for ending in ("csv", "jsonl", "yaml"):
        kinds(tmp_path / f"rows.{ending}")[kind]()
        with pytest.raises(ReadError):
            batch(tmp_path / f"rows.{ending}", tmp_path / "out", library)


def sparse(path: Path, start: bytes = b"") -> None:
    with path.open("wb") as file:
        file.write(start)
        file.truncate(3_000_000_000)


@pytest.mark.parametrize("name", ["manifest.jsonl", ".manifest.journal", ".manifest.ahead", "draft-00001.md"])
def test_a_huge_file_in_the_folder_takes_no_memory(tmp_path: Path, library: Path, name: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    sparse(out / name)
    (tmp_path / "rows.csv").write_text("guarantors\nFR\nGB\n")
    done = subprocess.run(
        [COMMAND, "batch", tmp_path / "rows.csv", "-o", out, "--library", library, "--outline", "note", "--to", "md"],
        capture_output=True, text=True, timeout=60, preexec_fn=little_memory,
    )  # fmt: skip
    made = 1 if name.startswith("draft") else 2
    assert (done.stdout, done.returncode) == (f"{made} made, 0 unchanged, {2 - made} failed\n", 2 - made), done.stderr


def little_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (1_000_000_000, 1_000_000_000))


@pytest.mark.parametrize("rows", ["rows.csv", "rows.jsonl"])
def test_a_huge_row_is_told_and_takes_no_memory(tmp_path: Path, library: Path, rows: str) -> None:
    good = (b"guarantors\n" + b"FR\n" * 3, b"") if rows == "rows.csv" else (b'{"guarantors": "FR"}\n' * 3, b"")
    sparse(tmp_path / rows, good[0])
    done = subprocess.run(
        [COMMAND, "batch", tmp_path / rows, "-o", tmp_path / "out", "--library", library, "--outline", "note"],
        capture_output=True, text=True, timeout=120, preexec_fn=little_memory,
    )  # fmt: skip
    assert (done.stdout, done.returncode) == ("3 made, 0 unchanged, 1 failed\n", 1), done.stderr
    assert "longer than the 4,000,000 letters allowed" in done.stderr


def test_a_row_that_is_too_long_stops_nothing(tmp_path: Path) -> None:
    long = "x" * (MAX_LINE + 1)
    path = tmp_path / "rows.csv"
    path.write_text(f'title,guarantors\na,FR\n{long},FR\nb,"FR\n,GB"\n' + '"\n' + "y\n" * MAX_LINE + '"c,FR\n')
    read = list(read_rows(path))
    assert [(row.line, bool(row.problems)) for row in read[:4]] == [(2, False), (3, True), (4, False), (6, True)]
    assert "longer" in read[1].problems[0].what and read[2].cells["guarantors"] == "FR\n,GB"
    path.write_text("\n" * (MAX_LINE + 10) + "guarantors\nFR\n")
    with pytest.raises(ReadError, match="no rows"):
        read_rows(path)


LINE = '{{"row": 1, "line": 1, "status": "made", "name": "draft-00001", "key": "k", "files": {}}}'
FILE = '[{{"file": "draft-00001.md", "sha256": "0", "bytes": {}}}]'


@pytest.mark.parametrize(
    "line",
    [
        LINE.format(FILE.format("Infinity")),
        LINE.format(FILE.format("NaN")),
        LINE.format(FILE.format("9" * 400)),
        LINE.format(FILE.format("-1")),
        LINE.format(FILE.format('"7"')),
        LINE.format("7"),
        LINE.format("[[]]"),
        LINE.format('[{"file": 7, "sha256": [], "bytes": 1}]'),
        LINE.format("[]").replace('"k"', "[]"),
        LINE.format("[]").replace('"draft-00001"', '"\\ud800"'),
        LINE.format("[]")[:-1] + ', "findings": {"error": Infinity}}',
        LINE.format("[]")[:-1] + ', "findings": 7}',
        LINE.format("[]")[:-1] + ', "kept": {"file": 1}}',
        "[" * 100_000,
        "Infinity",
    ],
)
def test_a_line_of_a_manifest_that_cannot_be_so_counts_for_nothing(tmp_path: Path, library: Path, line: str) -> None:
    (tmp_path / "manifest.jsonl").write_text(f"{line}\n")
    summary = batch(many(1), tmp_path, library)
    assert (summary.made, summary.failed, summary.left) == (1, 0, ())
    assert batch(many(1), tmp_path, library).unchanged == 1


def test_of_a_library_only_what_the_program_reads_counts(tmp_path: Path, library: Path) -> None:
    own = tmp_path / "own"
    (own / "notes/promise").mkdir(parents=True)
    (own / "notes/promise/en.md").write_text("---\nheading: Our promise\n---\n")
    key = made_with(load_library([library, own]))
    sparse(own / "notes/promise/notes.md")
    sparse(own / "more.yaml")
    os.mkfifo(own / "pipe.md")
    (own / "deep/er").mkdir(parents=True)
    (own / "deep/er/en.md").symlink_to("/dev/zero")
    assert made_with(load_library([library, own])) == key
    (own / "notes/promise/en.md").write_text("---\nheading: Their promise\n---\n")
    assert made_with(load_library([library, own])) != key
    (tmp_path / "secret").mkdir()
    (own / "languages").symlink_to(tmp_path / "secret")
    with pytest.raises(LibraryError, match="leads out of the library"):
        made_with(load_library([library, own]))


# ------------------------------------------------------------------------------------------------ the folder, the rows


def test_the_folder_of_a_batch_is_not_for_all_to_write_in(tmp_path: Path, library: Path) -> None:
    for umask, mode in ((0, 0o775), (0o022, 0o755), (0o077, 0o700)):
        old = os.umask(umask)
        try:
            batch(many(1), tmp_path / f"{umask}/in/out", library)
        finally:
            os.umask(old)
        assert {(tmp_path / f"{umask}" / name).stat().st_mode & 0o777 for name in ("", "in", "in/out")} == {mode}


@pytest.mark.parametrize("name", ["rows.csv", "rows.jsonl", "grid.yaml", "-"])
def test_that_no_row_names_an_outline_is_said_once(
    tmp_path: Path, library: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = {
        "rows.jsonl": '{"guarantors": "FR"}\n{"guarantors": "GB"}\n7\n',
        "grid.yaml": "grid:\n  guarantors: [FR, GB]\n",
    }.get(name, "guarantors\nFR\nGB\n")
    (tmp_path / "rows").write_text(content)
    monkeypatch.setattr(sys, "stdin", (tmp_path / "rows").open())
    rows = name if name == "-" else (tmp_path / "rows").rename(tmp_path / name)
    with pytest.raises(UsageError) as wrong:
        run_batch(rows, tmp_path / "out", library_folders=[library])
    assert len(wrong.value.problems) == 1 and "no row names an outline" in str(wrong.value)
    assert "add --outline NAME" in str(wrong.value) and "note" in str(wrong.value)
    assert not (tmp_path / "out").exists()


def test_rows_of_which_some_name_an_outline_are_made(tmp_path: Path, library: Path) -> None:
    rows = table(tmp_path / "rows.csv", [{"outline": "", "guarantors": "FR"}, {"outline": "note", "guarantors": "FR"}])
    summary = run_batch(rows, tmp_path / "out", library_folders=[library], formats=["md"])
    assert (summary.made, summary.failed) == (1, 1)
    assert run_batch([], tmp_path / "none", library_folders=[library]).made == 0


def test_a_problem_that_quotes_a_huge_cell_is_told_in_short(tmp_path: Path, library: Path) -> None:
    rows = [{"notes/promise": "x" * 3_000_000}, {"guarantors": "FR"}]
    summary = batch(rows, tmp_path, library)
    assert (summary.made, summary.failed) == (1, 1) and len(summary.failures[0].what) <= 1000
    assert (tmp_path / "manifest.jsonl").stat().st_size < 10_000


def test_many_rows_take_little_memory(tmp_path: Path) -> None:
    """What is held of a row between its shard and the manifest."""
    import tracemalloc

    from treatydraft.batch.manifest import File, ManifestLine
    from treatydraft.batch.plan import Names
    from treatydraft.batch.rows import BatchRow
    from treatydraft.drafting.draft import Draft

    names = Names("", Draft("", "note"), load_library())
    journal = BatchJournal(tmp_path)
    tracemalloc.start()
    for shard in range(1000):
        taken = [BatchRow(10 * shard + n, 1, "rows.csv", {}) for n in range(1, 11)]
        some = [
            ManifestLine(row.number, 1, "made", names.take(row), "k" * 64, (File("f", "s" * 64, 1),)) for row in taken
        ]
        journal.add(some)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 200 * 10_000
    journal.finish()
    journal.close()
    found = entries(tmp_path)
    assert [one["row"] for one in found] == list(range(1, 10_001))
    tracemalloc.start()
    with closing(Earlier(tmp_path)) as earlier:
        held, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert held < 200 * 10_000
        assert [file.file for one in (earlier.take("draft-10000"),) if one for file in one.files] == ["f"]
        assert earlier.take("draft-10000") is None and len(list(earlier.rest())) == 9_999
