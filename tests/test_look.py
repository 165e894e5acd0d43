"""How what is written looks: the same options for one file and for many, and made again when they change."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.test_batch import BatchOptions, batch, drafts, entries, library, many
from tests.test_cli import Tool, here, tool
from treatydraft import Options, UsageError, house_style, load_library
from treatydraft.batch.plan import looks
from treatydraft.cli import Settings
from treatydraft.cli.look import AS_IT_COMES, Look, with_look
from treatydraft.writers.docx.style.template import style_template
from treatydraft.writers.options import PLAIN

__all__ = ["here", "library", "tool"]  # fixtures

TEMPLATE = style_template(load_library().language("en"))
ANSWERS = {"guarantors": "FR,GB", "title": "Treaty [on] Friendship", "notes/promise.days": "7"}
DRAFT = """\
treatydraft: 1
outline: note
title: Treaty [on] Friendship
answers: {guarantors: [FR, GB]}
clauses: {notes/promise: {days: 7}}
"""


@pytest.mark.parametrize(
    "look",
    [
        (),
        ("--paper", "letter", "--contents", "--title-page", "--lines", "--watermark", "DRAFT"),
        ("--no-title-page", "--clean", "--front-matter"),
        ("--notes", "footnotes"),
        ("--notes", "comments", "--findings"),
        ("--findings",),
        ("--style", "house.docx"),
    ],
    ids=" ".join,
)
def test_a_row_looks_as_its_draft_would(look: tuple[str, ...], library: Path, here: Path, tool: Tool) -> None:
    Path("draft.yaml").write_text(DRAFT, encoding="utf-8")
    Path("rows.jsonl").write_text(json.dumps(ANSWERS) + "\n", encoding="utf-8")
    Path("house.docx").write_bytes(template("Georgia"))
    over = ("--library", str(library))
    for format in ("docx", "md", "json"):
        tool(*over, "export", "draft.yaml", "-o", f"alone.{format}", *look)
    tool(*over, "batch", "rows.jsonl", "-o", "out", "--outline", "note", "--to", "docx,md,json", *look)
    for format in ("docx", "md", "json"):
        assert (here / f"out/draft-00001.{format}").read_bytes() == (here / f"alone.{format}").read_bytes()


def test_a_look_that_cannot_be_had_is_refused_before_anything_is_written(tool: Tool) -> None:
    Path("rows.jsonl").write_text(json.dumps(ANSWERS) + "\n", encoding="utf-8")
    long, turned = f"--watermark={'D' * 10_000}", "--watermark=DRAFT\u202e"
    options = [("--paper=a5", 2), ("--notes=margin", 2), ("--style=gone.docx", 5), (long, 2), (turned, 2)]
    for wrong, code in options:
        done = tool("batch", "rows.jsonl", "-o", "out", "--outline", "blank", wrong, code=code)
        assert not done.out and not Path("out").exists()


def test_another_look_makes_the_files_again_and_the_same_one_does_not(tmp_path: Path, library: Path) -> None:
    rows, out = many(3), tmp_path / "out"
    kept: set[str] = set()
    for options in (PLAIN, Options(paper="letter"), Options(watermark="DRAFT"), Options(title_page=False)):
        assert batch(rows, out, library, formats=["docx"], options=options).made == 3
        found = entries(out)
        assert {one["status"] for one in found} == {"made"}
        assert not kept & {one["key"] for one in found}
        kept |= {one["key"] for one in found}
        assert batch(rows, out, library, formats=["docx"], options=options).unchanged == 3
    before = drafts(out)
    assert batch(rows, out, library, formats=["docx"], options=Options(watermark="COPY")).made == 3
    assert all(drafts(out)[name] != content for name, content in before.items())


def test_what_is_noted_is_part_of_the_look(tmp_path: Path, library: Path) -> None:
    rows, out = many(2), tmp_path / "out"
    noted: BatchOptions = {"options": Options(notes="footnotes"), "library_notes": True}
    checked: BatchOptions = {**noted, "findings": True}
    assert batch(rows, out, library).made == 2
    assert batch(rows, out, library, **noted).made == 2
    assert batch(rows, out, library, **noted).unchanged == 2
    assert "[^1]" in drafts(out)["draft-00001.md"].decode()
    assert batch(rows, out, library, **checked).made == 2
    assert batch(rows, out, library).made == 2


def test_the_look_goes_with_the_rows_to_other_processes(tmp_path: Path, library: Path) -> None:
    rows = many(25)
    options = Options(style=house_style(template("Georgia"), "house.docx").content, contents=True, paper="letter")
    for jobs in (1, 2):
        assert batch(rows, tmp_path / str(jobs), library, formats=["docx"], options=options, jobs=jobs).made == 25
    assert drafts(tmp_path / "1") == drafts(tmp_path / "2")
    with zipfile.ZipFile(tmp_path / "2" / "draft-00001.docx") as archive:
        assert b"Georgia" in archive.read("word/styles.xml")


def template(font: str) -> bytes:
    """A ministry's template: the built-in style in another font."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(TEMPLATE)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"Times New Roman", font.encode()))
    return target.getvalue()


def test_a_look_is_known_by_all_that_differs_from_the_plain_one() -> None:
    assert list(looks(PLAIN, False, False)) == []
    told = [
        tuple(looks(options, *noted))
        for options in (
            PLAIN,
            Options(style=b"one"),
            Options(style=b"two"),
            Options(title_page=False),
            Options(paper="a4"),
        )
        for noted in ((False, False), (True, False), (False, True), (True, True))
    ]
    assert len(set(told)) == len(told)


def test_each_option_of_a_writer_can_be_given_on_the_command_line() -> None:
    given: dict[str, Any] = {
        "findings": True,
        "notes": "none",
        "clean": True,
        "front_matter": True,
        "title_page": False,
    }
    given |= {"contents": True, "paper": "letter", "lines": True, "watermark": "DRAFT"}
    options = Look(**given).options(Settings())
    assert options == Options(
        notes="comments", clean=True, contents=True, title_page=False, paper="letter", lines=True, watermark="DRAFT",
        front_matter=True,
    )  # fmt: skip
    with pytest.raises(UsageError):
        Look(paper="a5").options(Settings())


def test_a_command_with_a_look_has_its_options_and_is_given_it() -> None:
    given: list[object] = []

    @with_look
    def command(one: str, look: Look = AS_IT_COMES, last: bool = False) -> None:
        given.extend((one, look, last))

    command(one="x", last=True, **{name: getattr(Look(lines=True), name) for name in Look.__slots__})
    assert given == ["x", Look(lines=True), True]
