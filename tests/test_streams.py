"""What reaches a terminal, a pipe and a stream that is not there: no traceback, no exit code but those of the table."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import treatydraft
from tests.test_cli import LIBRARY, Tool, here, tool
from treatydraft.cli import streams
from treatydraft.cli.streams import as_json, harmless

__all__ = ["here", "tool"]  # fixtures

DRAFT = """treatydraft: 1
outline: blank
title: Défense
answers: {guarantors: [FR], beneficiaries: [UA]}
clauses: {triggers/determination: {}}
"""

PRINTING = (
    "", "--help", "--version", "show d.yaml", "check d.yaml", "check d.yaml --format json", "library list",
    "export d.yaml -o - --with-holes", "export d.yaml -o - --with-holes --to docx", "schema draft", "explain",
    "library show triggers/determination", "library search Rio", "batch r.csv -o out --outline blank --with-holes",
)  # fmt: skip
"""Commands that print."""

SILENT = (
    "set d.yaml place=Kyiv", "export d.yaml -o o.md --with-holes", "new n.yaml --outline blank --defaults",
    "style new h.docx", "library new house/alarm mine",
)  # fmt: skip
"""Commands that say what they have done, on stderr alone."""


def ended(command: str, streams: str, cwd: Path, **environment: str) -> tuple[int, bytes, str]:
    """The exit code of a command with its streams redirected as a shell does, and what it wrote where it could."""
    (cwd / "d.yaml").write_text(DRAFT, encoding="utf-8")
    (cwd / "r.csv").write_text("guarantors,beneficiaries\nFR,UA\n", encoding="utf-8")
    done = subprocess.run(
        f'"{sys.executable}" -m treatydraft {command} {streams}',
        shell=True, capture_output=True, cwd=cwd, timeout=60, stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(Path(treatydraft.__file__).parent.parent), **environment},
    )  # fmt: skip
    err = done.stderr.decode()
    assert "Traceback" not in err and "Exception ignored" not in err and "fault of treatydraft" not in err
    return done.returncode, done.stdout, err


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no such device here")
@pytest.mark.parametrize("command", PRINTING)
def test_what_cannot_be_printed_ends_with_six(tmp_path: Path, command: str) -> None:
    code, _, err = ended(command, ">&-", tmp_path)
    assert (code, err.splitlines()[-2:]) == (
        6, ["stdout: it cannot be written: it is closed", "hint: leave it open, or name a file"]
    )  # fmt: skip
    if command in ("", "--version", "show d.yaml", "export d.yaml -o - --with-holes"):
        code, _, err = ended(command, ">/dev/full", tmp_path)
        assert code == 6 and "stdout: it cannot be written: no space left on device\nhint: " in err


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no such device here")
@pytest.mark.parametrize("command", SILENT)
def test_what_prints_nothing_needs_no_stream(tmp_path: Path, command: str) -> None:
    assert ended(command, ">&- 2>&- <&-", tmp_path)[0] == 0


@pytest.mark.parametrize("streams", ["2>/dev/full", "2>&- <&-"])
@pytest.mark.parametrize(("command", "code"), [("show d.yaml", 0), ("show gone.yaml", 3), ("check -", 3), ("new", 2)])
def test_a_stream_that_is_not_needed_changes_no_exit_code(
    tmp_path: Path, command: str, code: int, streams: str
) -> None:
    assert ended(command, streams, tmp_path)[0] == code


def test_rows_are_made_by_several_processes_without_streams(tmp_path: Path) -> None:
    command = "batch r.csv -o out --outline blank --with-holes --to md --jobs 2"
    assert ended(command, "2>&- <&-", tmp_path)[0] == 0 and list((tmp_path / "out").glob("*.md"))


def test_an_interview_without_a_terminal_is_refused_without_streams(tmp_path: Path) -> None:
    assert ended("edit d.yaml", ">&- <&-", tmp_path)[0] == 3


def test_a_pipe_that_breaks_elsewhere_is_not_the_reader_of_ours(tool: Tool, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise BrokenPipeError(32, "Broken pipe")

    monkeypatch.setattr("treatydraft.batch.run_batch", lambda *_, **__: broken(0))
    assert treatydraft.cli.run(["batch", "r.csv", "-o", "out"]) not in (0, 1)


@pytest.mark.parametrize(
    ("error", "code", "what"),
    [
        (MemoryError(), 3, "the input is too large for the memory there is"),
        (RecursionError(), 3, "the input nests too deeply"),
        (PermissionError(13, "Permission denied", "shut/x"), 2, "shut/x: it cannot be used: permission denied"),
    ],
)
def test_what_the_machine_cannot_do_is_no_fault_of_ours(
    tool: Tool, monkeypatch: pytest.MonkeyPatch, error: Exception, code: int, what: str
) -> None:
    def refused(*_: object) -> None:
        raise error

    monkeypatch.setattr("treatydraft.cli.drafts.load_draft", refused)
    assert tool("show", "d.yaml", code=code).err.startswith(f"{what}\nhint: ")


# ------------------------------------------------------------------------------------------------ characters


def test_a_terminal_of_few_characters_shows_others_replaced(tmp_path: Path) -> None:
    for command in ("show d.yaml", "check d.yaml"):
        code, out, _ = ended(command, "", tmp_path, PYTHONIOENCODING="ascii")
        assert code in (0, 1) and out.isascii()
    assert b"D?fense" in ended("show d.yaml", "", tmp_path, PYTHONIOENCODING="ascii")[1]
    assert ended("show gone-ä.yaml", "", tmp_path, PYTHONIOENCODING="ascii")[0] == 3
    for command in (
        "export d.yaml -o - --with-holes",
        "set - title=Défense < d.yaml",
        "library parties türk --format json",
    ):
        code, out, _ = ended(command, "", tmp_path, PYTHONIOENCODING="ascii")
        assert code == 0 and out == ended(command, "", tmp_path)[1] and not out.isascii() and out.decode()


OBEYED = "\x1b[31m\x07\x00\r\x7f\x9b\u202e\u2066\u200b\u2028\ufeff\ud800\U000e0041"
KEPT = "Défense, Україна, العربية, 日本, 😀\n"


def test_what_a_terminal_obeys_is_shown_and_all_else_kept() -> None:
    assert harmless(OBEYED).isprintable() and harmless(OBEYED).isascii() and harmless(KEPT) == KEPT
    assert harmless("\x1b\u202e\U000e0041") == "\\x1b\\u202e\\U000e0041" and harmless("a\xa0b") == "a b"
    text = as_json({"a": OBEYED, "b": KEPT, "c": "a\xa0b"})
    assert json.loads(text) == {"a": OBEYED, "b": KEPT, "c": "a\xa0b"}
    assert harmless(text) == text and "Україна" in text


@pytest.mark.parametrize(
    "command",
    [
        ["library", "list"], ["library", "list", "--format", "json"], ["library", "outlines"],
        ["library", "show", "triggers/levels"], ["library", "show", "triggers/levels", "--format", "json"],
        ["library", "search", "stranger"], ["library", "search", "stranger", "--format", "json"],
    ],
)  # fmt: skip
def test_no_text_of_a_library_moves_the_terminal(
    tool: Tool, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    wild = "words \x1b]0;x\x07 \u202e of a stranger"
    clause, outline = LIBRARY.clause, LIBRARY.outline
    monkeypatch.setattr(type(LIBRARY), "clause", lambda _, *id: replace(clause(*id), title=wild, purpose=wild))
    monkeypatch.setattr(type(LIBRARY), "outline", lambda _, name: replace(outline(name), purpose=wild))
    done = tool(*command)
    assert harmless(done.out) == done.out and "1b]0;x" in done.out


PRINTERS = ("print", "typer.echo", "sys.stdout.write", "sys.stderr.write")


def test_nothing_is_printed_but_through_the_streams() -> None:
    folder = Path(streams.__file__).parent
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and path.name != "streams.py":
                assert ast.unparse(node.func) not in ("print", "typer.echo", "sys.stdout.write", "sys.stderr.write"), (
                    path
                )
