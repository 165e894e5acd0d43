"""The processes of a batch: what they may run, and what becomes of the rows where they cannot be had."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_batch import batch, many
from tests.test_batch import library as library
from treatydraft.errors import UsageError

COMMAND = Path(sys.executable).with_name("treatydraft")


def rows(folder: Path, count: int = 25) -> Path:
    """A table of rows."""
    path = folder / "rows.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(many(1)[0]))
        writer.writeheader()
        writer.writerows(many(count))
    return path


def options(library: Path, out: Path) -> list[str]:
    return ["-o", str(out), "--library", str(library), "--outline", "note", "--to", "md", "--jobs", "2"]


def made(out: Path) -> int:
    return sum(json.loads(line)["status"] == "made" for line in (out / "manifest.jsonl").read_text().splitlines())


# ------------------------------------------------------------------------------------------------ what they may run


def hostile(folder: Path) -> Path:
    """A folder with a file by the name of every module of the standard library; each says which process ran it."""
    folder.mkdir()
    for name in sys.stdlib_module_names:
        line = f"import posix; open({str(folder / 'ran')!r}, 'a').write('{name} in %d\\n' % posix.getpid())\n"
        (folder / f"{name}.py").write_text(line)
    return folder


def ran(folder: Path, but: int = 0) -> list[str]:
    """What was run of a hostile folder, by other processes than one."""
    lines = (folder / "ran").read_text().splitlines() if (folder / "ran").exists() else []
    return [line for line in lines if not line.endswith(f" in {but}")]


def test_processes_run_nothing_of_the_folder_one_stands_in(tmp_path: Path, library: Path) -> None:
    here = hostile(tmp_path / "here")
    done = subprocess.run(
        [COMMAND, "batch", str(rows(tmp_path)), *options(library, tmp_path / "out")],
        cwd=here, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert ran(here) == []
    assert (done.returncode, done.stderr) == (0, "") and made(tmp_path / "out") == 25


@pytest.mark.parametrize("entry", ["''", "os.getcwd()", "'.'"])
def test_nor_where_the_program_that_starts_them_looks_there_first(tmp_path: Path, library: Path, entry: str) -> None:
    here = hostile(tmp_path / "here")
    program = (
        "import os, sys\n"
        "sys.path.pop(0)\n"
        "import concurrent.futures.process, multiprocessing.popen_forkserver, treatydraft.batch\n"
        "from treatydraft.cli import run\n"
        "if __name__ == '__main__':\n"
        f"    os.chdir(sys.argv[1]); sys.path.insert(0, {entry})\n"
        "    code = run(sys.argv[2:])\n"
        f"    assert sys.path[0] == {entry} and 'PYTHONSAFEPATH' not in os.environ\n"
        "    sys.exit(code)\n"
    )
    (tmp_path / "program.py").write_text(program)
    arguments = [str(here), "batch", str(rows(tmp_path)), *options(library, tmp_path / "out")]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"}
    started = subprocess.Popen(
        [sys.executable, str(tmp_path / "program.py"), *arguments], stderr=subprocess.PIPE, text=True, env=environment
    )
    errors = started.communicate(timeout=120)[1]
    assert ran(here, but=started.pid) == []
    assert (started.returncode, errors) == (0, "") and made(tmp_path / "out") == 25


def test_where_python_cannot_be_told_so_there_are_no_processes(tmp_path: Path, library: Path) -> None:
    here = hostile(tmp_path / "here")
    done = subprocess.run(
        [sys.executable, "-E", COMMAND, "batch", str(rows(tmp_path)), *options(library, tmp_path / "out")],
        cwd=here, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert ran(here) == [] and (done.returncode, made(tmp_path / "out")) == (0, 25)
    assert "ignore the environment" in done.stderr


def test_a_program_that_stands_beside_its_own_modules_has_its_batch_made(tmp_path: Path, library: Path) -> None:
    (tmp_path / "ours.py").write_text("WHAT = 'note'\n")
    program = (  # without a guard: no process of ours runs the program again
        "import ours, sys\n"
        "from treatydraft.batch import run_batch\n"
        "rows, out, library = [{'guarantors': 'FR'}] * 25, sys.argv[1], [sys.argv[2]]\n"
        "found = run_batch(rows, out, library_folders=library, outline=ours.WHAT, formats=['md'], jobs=2)\n"
        "print(found.made, found.notes)\n"
    )
    (tmp_path / "program.py").write_text(program)
    done = subprocess.run(
        [sys.executable, "program.py", str(tmp_path / "out"), str(library)],
        cwd=tmp_path, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "25 ()\n", "")


# ------------------------------------------------------------------------------------------------ none to be had


def limited() -> None:
    """Too few files for a process of one's own to be started."""
    import resource

    resource.setrlimit(resource.RLIMIT_NOFILE, (18, 18))


def test_where_there_are_too_few_files_for_processes_the_rows_are_made_in_this_one(
    tmp_path: Path, library: Path
) -> None:
    done = subprocess.run(
        [COMMAND, "batch", str(rows(tmp_path)), *options(library, tmp_path / "out")],
        capture_output=True, text=True, timeout=120, preexec_fn=limited,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "25 made, 0 unchanged, 0 failed\n")
    assert done.stderr == (
        "note: all drafts are made in one process, for no other can be started: too many open files\n"
    )


BROKEN = {
    "BrokenPipeError(32, 'Broken pipe')": "they end as soon as they begin",
    "EOFError('unexpected EOF')": "they end as soon as they begin",
    "OSError(12, 'Cannot allocate memory')": "cannot allocate memory",
}


@pytest.mark.parametrize("failure", BROKEN)
def test_a_server_of_processes_that_dies_is_no_reader_that_has_gone(
    tmp_path: Path, library: Path, failure: str
) -> None:
    program = (
        "import sys, multiprocessing.forkserver as server\n"
        f"def refuse(*_): raise {failure}\n"
        "server.connect_to_new_process = refuse\n"
        "from treatydraft.cli import run\n"
        "sys.exit(run(sys.argv[1:]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "batch", str(rows(tmp_path)), *options(library, tmp_path / "out")],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "25 made, 0 unchanged, 0 failed\n")
    assert done.stderr.startswith("note: all drafts are made in one process") and BROKEN[failure] in done.stderr


def test_a_server_of_processes_that_dies_later_is_told(tmp_path: Path, library: Path) -> None:
    program = (
        "import sys, treatydraft.batch.engine as engine\n"
        "from treatydraft.batch.processes import CannotStart, start\n"
        "def once(jobs):\n"
        "    def refuse(jobs): raise CannotStart('the disk is full')\n"
        "    def die(*_): raise BrokenPipeError(32, 'Broken pipe')\n"
        "    found, engine.start = start(jobs), refuse\n"
        "    found.submit = die\n"
        "    return found\n"
        "engine.start = once\n"
        "from treatydraft.cli import run\n"
        "sys.exit(run(sys.argv[1:]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "batch", str(rows(tmp_path)), *options(library, tmp_path / "out")],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "--jobs: no more processes can be started: the disk is full\nhint: go on with --jobs 1\n"


def unreachable() -> object:
    """An engine that nobody answers for."""
    raise TimeoutError("nobody answered")


def test_an_engine_that_cannot_be_reached_is_a_wrong_option(tmp_path: Path, library: Path) -> None:
    with pytest.raises(UsageError, match="cannot be had: nobody answered"):
        batch(many(30), tmp_path / "out", library, engine=f"{__name__}:unreachable")
