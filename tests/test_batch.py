"""Batch: rows become files and a manifest; what is wrong with a row stays with it; nothing is made twice or lost."""

import csv
import hashlib
import io
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypedDict, Unpack

import pytest

from treatydraft.batch import Summary, run_batch
from treatydraft.batch.engine import run
from treatydraft.batch.journal import JOURNAL, BatchJournal
from treatydraft.batch.making import make_shard
from treatydraft.batch.manifest import ManifestLine
from treatydraft.batch.plan import Names, made_with, safe
from treatydraft.batch.rows import BatchRow
from treatydraft.batch.shard import Item, Job, Shard
from treatydraft.batch.sources import read_rows
from treatydraft.drafting.draft import Draft
from treatydraft.errors import ReadError, UsageError, WriteError
from treatydraft.library.loading import load_library
from treatydraft.writers.options import Options

OUTLINE = """
title: {en: "A {{ word('Treaty') }} of {{ names(guarantors) }}"}
purpose: The shortest instrument there can be.
registers: [treaty, memorandum]
answers: {beneficiaries: [UA]}
preamble: []
body: [notes/promise]
annexes: []
"""
CLAUSE = """
kind: article
variants:
  firm: {strength: 6, source: own wording}
  soft: {strength: 2, source: own wording}
default: firm
questions:
  days: {type: integer, unit: day, min: 1, max: 30, default: 3}
  aim: {type: text, optional: true}
uses: [guarantors, beneficiaries]
requires: []
excludes: []
registers: {}
record: {}
"""
TEXT = """---
title: Promise
heading: Promise
purpose: One sentence.
variants: {firm: {effect: "They help.", because: "for a trial"}, soft: {effect: "They talk.", because: "for a trial"}}
questions:
  days: {ask: "Within how many days?", why: "It must be known."}
  aim: {ask: "To what end?", why: "It may be said."}
---

## firm

{% if aim %}
1. @duty {{ The(guarantors) }} {{ shall() }} assist {{ the(beneficiaries) }} within {{ span(days) }} for {{ aim }}.
{% else %}
1. @duty {{ The(guarantors) }} {{ shall() }} assist {{ the(beneficiaries) }} within {{ span(days) }}.
{% endif %}

## soft

1. @duty {{ The(guarantors) }} {{ shall() }} consult within {{ span(days) }}.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of one outline with one clause, so that a draft takes no time."""
    folder = tmp_path_factory.mktemp("library")
    for name, text in (
        ("outlines/note.yaml", OUTLINE),
        ("notes/promise/clause.yaml", CLAUSE),
        ("notes/promise/en.md", TEXT),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


class BatchOptions(TypedDict, total=False):
    """What a test asks of a batch."""

    library_folders: Iterable[str | Path]
    formats: Iterable[str]
    options: Options
    library_notes: bool
    findings: bool
    name: str
    jobs: int
    engine: str
    pack: str | None
    with_holes: bool
    force: bool
    dry_run: bool
    progress: Callable[[int, int], None]


def batch(
    rows: str | Path | Iterable[Mapping[str, object]], out: Path, library: Path, **options: Unpack[BatchOptions]
) -> Summary:
    asked: BatchOptions = {"library_folders": [library], "formats": ["md"], "jobs": 1, **options}
    return run_batch(rows, out, outline="note", **asked)


def table(path: Path, rows: list[dict[str, str]], mark: str = ",") -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=mark)
        writer.writeheader()
        writer.writerows(rows)
    return path


def entries(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "manifest.jsonl").read_text().splitlines()]


def drafts(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.iterdir()) if path.name != "manifest.jsonl"}


PARTIES = ("FR", "GB", "DE", "PL", "NO")


def many(count: int) -> list[dict[str, str]]:
    return [
        {"guarantors": ",".join(PARTIES[: 1 + n % 5]), "notes/promise.days": str(1 + n % 30), "title": f"Treaty {n}"}
        for n in range(count)
    ]


# ------------------------------------------------------------------------------------------------ the whole


@pytest.mark.parametrize("kind", ["csv", "jsonl", "grid", "python"])
def test_cells_are_read_as_people_write(tmp_path: Path, library: Path, kind: str) -> None:
    rows = [{"guarantors": "France, UK", "notes/promise.days": "two days", "date": "1 May 2027"}]
    source: Path | list[dict[str, str]] = rows
    if kind == "csv":
        source = table(tmp_path / "rows.csv", rows)
    elif kind == "jsonl":
        source = tmp_path / "rows.jsonl"
        source.write_text('{"guarantors": ["France", "UK"], "notes/promise.days": "two days", "date": "1 May 2027"}')
    elif kind == "grid":
        source = tmp_path / "rows.yaml"
        source.write_text(
            "outline: note\ngrid: {guarantors: ['France, UK'], notes/promise.days: [two days], date: [1 May 2027]}"
        )
    batch(source, tmp_path / "out", library, formats=["md", "json"])
    data, text = (one.decode() for one in drafts(tmp_path / "out").values())
    assert "# A Treaty of France and the United Kingdom" in text and "within two days" in text
    assert '"2027-05-01"' in data


def test_a_wrong_name_in_a_list_is_told_with_its_row(tmp_path: Path, library: Path) -> None:
    rows = [{"guarantors": "France,Polnd,UK"}]
    batch(table(tmp_path / "rows.csv", rows), tmp_path / "out", library)
    (entry,) = entries(tmp_path / "out")
    assert "'Polnd'; did you mean PL (Poland)?" in str(entry)


def test_bad_rows_are_named_and_stop_nothing(tmp_path: Path, library: Path) -> None:
    rows = many(200)
    rows[49]["guarantors"] = "FR,XX"
    rows[120]["notes/promise.days"] = "99"
    summary = batch(table(tmp_path / "rows.csv", rows), tmp_path / "out", library)
    assert (summary.made, summary.unchanged, summary.failed) == (198, 0, 2)
    assert len(drafts(tmp_path / "out")) == 198
    found = entries(tmp_path / "out")
    assert [one["row"] for one in found] == list(range(1, 201))
    bad = [one for one in found if one["status"] == "failed"]
    assert [(one["row"], one["line"]) for one in bad] == [(50, 51), (121, 122)]
    wrong = bad[0]["errors"][0]
    assert list(wrong) == ["code", "file", "line", "column", "key", "message", "hint"]
    assert (wrong["code"], wrong["file"], wrong["line"], wrong["key"]) == ("wrong-answer", "rows.csv", 51, "guarantors")
    assert "XX" in wrong["message"]
    assert "30" in bad[1]["errors"][0]["message"] and bad[1]["errors"][0]["hint"]
    assert [one.to_data() for one in summary.failures] == [one["errors"][0] for one in bad]
    assert str(summary.failures[0]).startswith("rows.csv:51, row 50, guarantors: ")
    for one in found:
        for file in one.get("files", ()):
            content = (tmp_path / "out" / file["file"]).read_bytes()
            assert (hashlib.sha256(content).hexdigest(), len(content)) == (file["sha256"], file["bytes"])


def test_a_column_says_how_articles_are_numbered(tmp_path: Path, library: Path) -> None:
    rows = [{"guarantors": "FR,GB", "numbering.articles": style} for style in ("", "roman", "greek")]
    summary = batch(table(tmp_path / "rows.csv", rows), tmp_path / "out", library)
    heads = [
        line for page in drafts(tmp_path / "out").values() for line in page.decode().splitlines() if "art_1" in line
    ]
    assert [head.rpartition("</a>")[2] for head in heads] == ["Article 1. Promise", "Article I. Promise"]
    assert [(str(one.where), one.what) for one in summary.failures] == [
        ("rows.csv:4, row 3, numbering.articles", "numbering.articles is 'greek'; it can be decimal or roman")
    ]


def test_running_again_makes_what_is_missing_or_changed(tmp_path: Path, library: Path) -> None:
    rows, out = many(60), tmp_path / "out"
    batch(rows, out, library)
    times = {path.name: path.stat().st_mtime_ns for path in out.glob("*.md")}
    assert batch(rows, out, library) == Summary(0, 60, 0, out / "manifest.jsonl")
    rows[7]["title"] = "Another title"
    (out / "draft-00031.md").unlink()
    summary = batch(rows, out, library)
    assert (summary.made, summary.unchanged) == (2, 58)
    assert [one["row"] for one in entries(out) if one["status"] == "made"] == [8, 31]
    again = {path.name for path in out.glob("*.md") if path.stat().st_mtime_ns != times[path.name]}
    assert again == {"draft-00008.md", "draft-00031.md"}
    assert b"Another title" in (out / "draft-00008.md").read_bytes()


def test_a_change_of_the_library_or_of_the_formats_makes_all_again(tmp_path: Path, library: Path) -> None:
    own = tmp_path / "own" / "outlines"
    own.mkdir(parents=True)
    (own / "note.yaml").write_text("purpose: Another purpose.\n")
    assert batch(many(3), tmp_path / "out", library).made == 3
    assert batch(many(3), tmp_path / "out", library, library_folders=[library, own.parent]).made == 3
    both = batch(many(3), tmp_path / "out", library, library_folders=[library, own.parent], formats=["md", "json"])
    assert both.made == 3 and len(list((tmp_path / "out").glob("draft-*.json"))) == 3


def test_two_processes_give_the_same_bytes(tmp_path: Path, library: Path) -> None:
    rows = [*many(90), {"guarantors": "XX"}, *many(30)]
    one = batch(rows, tmp_path / "one", library)
    two = batch(rows, tmp_path / "two", library, jobs=2)
    assert (one.made, one.failed) == (two.made, two.failed) == (120, 1)
    assert drafts(tmp_path / "one") == drafts(tmp_path / "two")
    assert (tmp_path / "one/manifest.jsonl").read_bytes() == (tmp_path / "two/manifest.jsonl").read_bytes()


def test_a_killed_run_leaves_no_process_and_the_next_one_goes_on(tmp_path: Path, library: Path) -> None:
    rows = table(tmp_path / "rows.csv", many(1500))
    program = (
        "import sys; from treatydraft.batch import run_batch\n"
        "if __name__ == '__main__':\n"
        "    run_batch(sys.argv[1], sys.argv[2], library_folders=[sys.argv[3]], outline='note', formats=['md'], jobs=2)"
    )
    root = Path(__file__).parent.parent
    started = subprocess.Popen(
        [sys.executable, "-c", program, str(rows), str(tmp_path / "out"), str(library)],
        cwd=root,
        start_new_session=True,
    )
    journal = tmp_path / "out" / JOURNAL
    _until(lambda: journal.exists() and journal.read_bytes().count(b"\n") > 50)
    started.send_signal(signal.SIGKILL)
    assert started.wait() == -signal.SIGKILL
    _until(lambda: not _alive(started.pid))
    with journal.open("ab") as file:
        file.write(b'{"row": 3, "line": 4, "status": "ma')  # a line that was cut off
    summary = batch(rows, tmp_path / "out", library)
    assert summary.made + summary.unchanged == 1500 and summary.unchanged >= 50 and summary.made > 0
    assert not journal.exists() and not list((tmp_path / "out").glob("*.part"))
    assert [one["row"] for one in entries(tmp_path / "out")] == list(range(1, 1501))
    assert batch(rows, tmp_path / "out", library).unchanged == 1500


def _until(true: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.02)


def _alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def deadly(shard: Shard, job: Job) -> tuple[ManifestLine, ...]:
    """Makes a shard, unless row 37 or 41 is in it: that ends the process."""
    if any(one.row.number in (37, 41) and not one.lost for one in shard.items):
        os.kill(os.getpid(), signal.SIGKILL)
    return make_shard(shard, job)


def test_a_row_that_kills_its_process_is_found_and_the_others_are_made(tmp_path: Path, library: Path) -> None:
    key = made_with(load_library([library]), "md")
    job = Job(tmp_path, (library,), ("md",), key, Draft("", "note"), ("md",))
    rows = [BatchRow(n, n + 1, "rows.csv", {"guarantors": "FR"}) for n in range(1, 61)]
    shards = [Shard(n, tuple(Item(row, f"draft-{row.number}") for row in rows[n * 10 : n * 10 + 10])) for n in range(6)]
    journal = BatchJournal(tmp_path)
    found = sorted(
        (one for some in run(shards, partial(deadly, job=job), jobs=2) for one in some), key=lambda one: one.row
    )
    journal.close()
    assert [one.row for one in found] == list(range(1, 61))
    assert [one.row for one in found if one.status == "failed"] == [37, 41]
    assert "died" in found[36].problems[0].what
    assert len(list(tmp_path.glob("*.md"))) == 58


def pool_of_threads() -> object:
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(1)


def test_an_engine_by_name(tmp_path: Path, library: Path) -> None:
    summary = batch(many(60), tmp_path / "out", library, engine=f"{__name__}:pool_of_threads")
    assert summary.made == 60
    for name, what in (("dask:tcp://localhost:1", "distributed"), ("ray:auto", "ray"), ("nowhere.at:all", "nowhere")):
        if name.startswith(("dask", "ray")):
            sys.modules[what] = None  # type: ignore[assignment]  # as if it were not installed
        try:
            with pytest.raises(UsageError, match=what):
                batch(many(60), tmp_path / "none", library, engine=name)
        finally:
            sys.modules.pop(what, None)
    with pytest.raises(UsageError, match="no engine"):
        batch(many(60), tmp_path / "none", library, engine="fast")


# ------------------------------------------------------------------------------------------------ rows


def test_tables_of_every_kind_say_the_same(tmp_path: Path) -> None:
    rows = [
        {"guarantors": "FR,GB", "notes/promise.aim": "peace;\nand quiet", "title": 'The "Treaty"'},
        {"guarantors": "", "notes/promise.aim": " x ", "title": "Україна, Côte d’Ivoire"},
    ]
    for mark in ",;\t":
        path = table(tmp_path / "rows.csv", rows, mark)
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
        read = read_rows(path)
        assert read.total == 2 and read.columns == tuple(rows[0])
        assert [dict(row.cells) for row in read] == [
            rows[0], {"notes/promise.aim": "x", "title": "Україна, Côte d’Ivoire"},
        ]  # fmt: skip
        assert [row.line for row in read] == [2, 4]
    lines = tmp_path / "rows.jsonl"
    lines.write_text('{"guarantors": ["FR", "GB"], "notes/promise.days": 1.50, "title": null}\n\n{"x": true}\n')
    assert [(row.line, dict(row.cells)) for row in read_rows(lines)] == [
        (1, {"guarantors": ["FR", "GB"], "notes/promise.days": "1.50"}), (3, {"x": "true"}),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line, what",
    [
        (b"FR,3,4", "3 cells"),
        (b'"FR"x,3', "cannot be read"),
        (b"F\x00R,3", "U+0000"),
        (b"F\xe9,3", "0xE9"),
        ("F\u202eR,3".encode(), "U+202E"),
    ],
)
def test_a_wrong_line_of_a_table_is_a_wrong_row(tmp_path: Path, library: Path, line: bytes, what: str) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(b"guarantors,notes/promise.days\nFR,1\n" + line + b"\nGB,2\n")
    summary = batch(path, tmp_path / "out", library)
    assert (summary.made, summary.failed) == (2, 1)
    assert str(summary.failures[0].where).startswith("rows.csv:3, row 2")
    assert what in summary.failures[0].what


@pytest.mark.parametrize(
    "line, what",
    [
        ("{", "not JSON"),
        ("[1]", "not an object"),
        ('{"title": "a", "title": "b"}', "twice"),
        ('{"title": NaN}', "nan is no value"),
        ("[" * 200_000, "deep"),
        ('{"title": ["a"]}', "no text"),
        ('{"notes/promise.variant": ["a"]}', "no text"),
        ('{"notes/promise": "perhaps"}', "neither true nor false"),
        ('{"notes/promise.dais": "2"}', "there is no question"),
        ('{"revision": "0"}', "no revision"),
        ('{"register": "declaration"}', "not made for"),
        ('{"outline": "nota"}', "there is no outline"),
        ('{"beneficiaries": {"a": ["b"]}}', "a mapping is not"),
    ],
)
def test_a_wrong_line_of_json_is_a_wrong_row(tmp_path: Path, library: Path, line: str, what: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(f'{{"guarantors": "FR"}}\n{line}\n{{"guarantors": "GB"}}\n')
    summary = batch(path, tmp_path / "out", library)
    assert (summary.made, summary.failed) == (2, 1)
    assert str(summary.failures[0].where).startswith("rows.jsonl:2, row 2")
    assert what in summary.failures[0].what and "mistake in the program" not in summary.failures[0].what


def test_a_cell_that_is_a_formula_is_text(tmp_path: Path, library: Path) -> None:
    cells = ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "{{ 7 * 7 }}", "{% if x %}"]
    path = table(tmp_path / "rows.csv", [{"notes/promise.aim": cell} for cell in cells])
    assert batch(path, tmp_path / "out", library, formats=["json"]).made == len(cells)
    for number, cell in enumerate(cells, 1):
        text = (tmp_path / "out" / f"draft-{number:05}.json").read_text()
        assert json.dumps(f" for {cell}.", ensure_ascii=False)[1:-1] in text


def test_a_file_that_is_no_rows_is_refused(tmp_path: Path, library: Path) -> None:
    for content, what in (
        (b"", "no rows"),
        (b"a;b,c\n1;2,3\n", "name the columns"),
        (b"title,title\n1,2\n", "twice"),
        ("guarantors\nFR\n".encode("utf-16"), "UTF-8"),
        (b"guarantor\nFR\n", "guarantors"),
    ):
        path = tmp_path / "rows.csv"
        path.write_bytes(content)
        with pytest.raises(ReadError, match=what):
            batch(path, tmp_path / "out", library)
    os.mkfifo(tmp_path / "pipe.csv")
    for name in ("pipe.csv", "none.csv"):
        with pytest.raises(ReadError):
            batch(tmp_path / name, tmp_path / "out", library)
    assert not (tmp_path / "out").exists()


def test_a_grid_is_every_combination_in_order(tmp_path: Path, library: Path) -> None:
    path = tmp_path / "grid.yaml"
    path.write_text(
        "title: Fixed\ngrid:\n  register: [treaty, memorandum]\n  guarantors:\n    - [FR, GB]\n    - ~\n    - DE,XX\n"
        "answers: {beneficiaries: [PL]}\nclauses:\n  notes/promise: {days: 9}\n"
    )
    assert [(row.cells.get("register"), row.cells.get("guarantors")) for row in read_rows(path)] == [
        ("treaty", ["FR", "GB"]), ("treaty", None), ("treaty", "DE,XX"),
        ("memorandum", ["FR", "GB"]), ("memorandum", None), ("memorandum", "DE,XX"),
    ]  # fmt: skip
    summary = batch(path, tmp_path / "out", library, name="{register}-{guarantors}")
    assert (summary.made, summary.failed) == (4, 2)
    assert sorted(drafts(tmp_path / "out")) == [
        "memorandum-FR-GB.md", "memorandum-default.md", "treaty-FR-GB.md", "treaty-default.md",
    ]  # fmt: skip
    assert [str(one.where) for one in summary.failures] == [
        "grid.yaml:7, row 3, guarantors", "grid.yaml:7, row 6, guarantors",
    ]  # fmt: skip
    text = (tmp_path / "out/treaty-FR-GB.md").read_text()
    assert "Fixed" in text and "Poland" in text and "nine" in text
    path.write_text("grid: {title: [a, b]}\nclauses: {notes/promise: {dais: 3}}\n")
    with pytest.raises(Exception, match=r"grid.yaml:2: there is no question"):
        batch(path, tmp_path / "out", library)
    path.write_text("grid:\n" + "".join(f"  own/a{n}.text: [{', '.join('abcdefghij')}]\n" for n in range(7)))
    with pytest.raises(ReadError, match="10,000,000 combinations, more than the 1,000,000 allowed"):
        read_rows(path)


def test_rows_from_stdin(tmp_path: Path, library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for text in (
        "guarantors\nFR\nXX\n",
        '{"guarantors": "FR"}\n{"guarantors": "XX"}\n',
        "grid: {guarantors: [FR, XX]}",
    ):
        stdin = io.TextIOWrapper(io.BufferedReader(io.BytesIO(text.encode())))
        monkeypatch.setattr(sys, "stdin", stdin)
        summary = batch("-", tmp_path / "out", library)
        assert (summary.made + summary.unchanged, summary.failed) == (1, 1)
        assert str(summary.failures[0].where).startswith("stdin:")


# ------------------------------------------------------------------------------------------------ names and files


@pytest.mark.parametrize(
    "name",
    [
        "../../x",
        "/etc/passwd",
        "a\\b",
        "..",
        ".",
        "",
        "-rf",
        "CON",
        "nul.txt",
        "x" * 300,
        "Україна",
        "a\nb",
        "~",
        "$(id)",
    ],
)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, library: Path, name: str) -> None:
    made = safe(name)
    assert made == "" or (made[0].isalnum() and len(made) <= 86 and Path(made).name == made)
    summary = batch(
        [{"name": name, "title": name}, {"name": name}], tmp_path / "in/out", library, name="{name}-{title}"
    )
    assert summary.made == 2
    assert {path.parent for path in tmp_path.rglob("*") if path.is_file()} == {tmp_path / "in/out"}
    assert safe("a\0b") == "a-b" and safe("Côte d’Ivoire") == "Cote-d-Ivoire"


def test_names_that_are_taken_are_numbered_the_same_way_each_time(tmp_path: Path, library: Path) -> None:
    names = Names("{guarantors}", Draft("", "note"), load_library([library]))
    rows = [
        BatchRow(n, 0, "", {"guarantors": code}) for n, code in enumerate(("FR", "fr", "FR-2", "FR", ["FR", "2"]), 1)
    ]
    assert [names.take(row) for row in rows] == ["FR", "fr-2", "FR-2-2", "FR-3", "FR-2-3"]
    for pattern in ("{row", "{nothing}", "{title:05}", "row}"):
        with pytest.raises(UsageError):
            Names(pattern, Draft("", "note"), load_library([library]))
    batch(many(2), tmp_path / "out", library, name="{row:03}/{notes/promise.days}")
    assert sorted(drafts(tmp_path / "out")) == ["001-1.md", "002-2.md"]


def test_a_file_of_somebody_else_is_not_overwritten(tmp_path: Path, library: Path) -> None:
    out = tmp_path / "out"
    batch(many(3), out, library)
    (out / "draft-00002.md").write_text("what a person wrote into it")
    (out / "draft-00003.md").unlink()
    (out / "draft-00003.md").symlink_to(tmp_path / "elsewhere.md")
    summary = batch(many(3), out, library)
    assert (summary.made, summary.unchanged, summary.failed) == (0, 1, 2)
    assert "draft-00002.md is there already" in summary.failures[0].what and "--force" in summary.failures[0].hint
    assert (out / "draft-00002.md").read_text() == "what a person wrote into it"
    assert "link" in summary.failures[1].what and not (tmp_path / "elsewhere.md").exists()
    assert batch(many(3), out, library, force=True).made == 1


def test_files_of_rows_that_are_gone_or_wrong_now_are_told(tmp_path: Path, library: Path) -> None:
    rows, out = many(3), tmp_path / "out"
    batch(rows, out, library)
    rows[0]["guarantors"] = "XX"
    summary = batch(rows[:2], out, library)
    assert summary.left == ("draft-00003.md",)
    assert [one["file"] for one in entries(out)[0]["kept"]] == ["draft-00001.md"]
    rows[0]["guarantors"] = "NO"  # mended, and another draft than the first: the file is still known as ours
    assert batch(rows[:2], out, library).failed == 0


def test_a_manifest_of_a_stranger_leads_nowhere(tmp_path: Path, library: Path) -> None:
    out = tmp_path / "out"
    batch(many(1), out, library)
    (tmp_path / "secret").write_text("secret")
    line = entries(out)[0]
    secret = {"file": "../secret", "sha256": hashlib.sha256(b"secret").hexdigest(), "bytes": 6}
    (out / "manifest.jsonl").write_text(json.dumps({**line, "files": [secret], "kept": [secret]}) + "\n[1]\n{}\n7\n")
    batch(many(1), out, library)
    assert "secret" not in (out / "manifest.jsonl").read_text()


def test_archives_hold_the_same_files(tmp_path: Path, library: Path) -> None:
    rows = many(300)
    batch(rows, tmp_path / "plain", library)
    summary = batch(rows, tmp_path / "packed", library, pack="zip")
    assert summary.made == 300
    assert sorted(path.name for path in (tmp_path / "packed").glob("d*")) == [
        "drafts-00001.zip", "drafts-00002.zip", "drafts-00003.zip",
    ]  # fmt: skip
    content = {}
    for path in (tmp_path / "packed").glob("*.zip"):
        with zipfile.ZipFile(path) as archive:
            content.update({name: archive.read(name) for name in archive.namelist()})
    assert content == drafts(tmp_path / "plain")
    before = (tmp_path / "packed/drafts-00001.zip").read_bytes()
    assert batch(rows, tmp_path / "packed", library, pack="zip").unchanged == 300
    rows[299]["title"] = "Another"
    summary = batch(rows, tmp_path / "packed", library, pack="zip")
    assert (summary.made, summary.unchanged) == (1, 299)
    assert (tmp_path / "packed/drafts-00001.zip").read_bytes() == before


def test_a_dry_run_writes_nothing_and_finds_what_is_wrong(tmp_path: Path, library: Path) -> None:
    rows = [*many(4), {"guarantors": "XX"}, {"notes/promise.days": "99"}]
    told: list[tuple[int, int]] = []
    summary = batch(rows, tmp_path / "out", library, dry_run=True, progress=lambda *done: told.append(done))
    assert (summary.made, summary.failed, summary.manifest) == (4, 2, None) and told == [(6, 6)]
    assert not (tmp_path / "out").exists()
    batch(rows[:2], tmp_path / "out", library)
    assert batch(rows, tmp_path / "out", library, dry_run=True).unchanged == 2


def test_a_draft_with_a_hole_is_refused_unless_it_is_wanted(tmp_path: Path, library: Path) -> None:
    rows = [{"own/more.text": "1. As laid down in {@notes/gone}."}, {"guarantors": "FR"}]
    summary = batch(rows, tmp_path / "out", library)
    assert (summary.made, summary.failed) == (1, 1) and "notes/gone" in summary.failures[0].what
    assert batch(rows, tmp_path / "out", library, with_holes=True).failed == 0


def test_one_batch_at_a_time_in_a_folder(tmp_path: Path, library: Path) -> None:
    journal = BatchJournal(tmp_path)
    with pytest.raises(WriteError, match="another batch"):
        batch(many(1), tmp_path, library)
    journal.close()
    assert batch(many(1), tmp_path, library).made == 1
    with pytest.raises(WriteError):
        batch(many(1), tmp_path / "draft-00001.md" / "out", library)
