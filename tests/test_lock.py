"""A draft that is being worked on is left alone: by an interview, by `set`, by `new` where nobody is asked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_cli import Tool, here, outside, tool
from tests.test_interview import AID, begun, library, until
from treatydraft import DraftError, Library
from treatydraft.cli.prompts.engine import Interview
from treatydraft.cli.prompts.journal import Journal, locked

__all__ = ["here", "library", "tool"]  # fixtures

TEXT = "treatydraft: 1\noutline: blank\nanswers: {place: Kyiv}   # ours\n"
CHANGES = (
    ["set", "g.yaml", "place=Lviv"],
    ["new", "g.yaml", "--outline", "blank", "--defaults", "--set", "place=Lviv", "--replace"],
)


@pytest.mark.parametrize("arguments", CHANGES, ids=lambda arguments: arguments[0])
def test_a_draft_an_interview_has_open_is_left_alone(tool: Tool, here: Path, arguments: list[str]) -> None:
    Path("g.yaml").write_text(TEXT)
    with Journal("g.yaml") as journal:
        journal.write({"key": "place", "value": "Paris"})
        kept = journal.path.read_bytes()
        said = tool(*arguments, code=3).err
        assert f"g.yaml: another run holds this draft (process {os.getpid()}, since " in said
        assert said.count("\n") == 2  # one error, and what to do
        assert Path("g.yaml").read_text() == TEXT and journal.path.read_bytes() == kept
        assert sorted(path.name for path in here.iterdir()) == [".g.yaml.journal", "g.yaml"]


def test_a_draft_whose_interview_has_died_is_not(here: Path) -> None:
    program = (
        "import sys; from treatydraft.cli.prompts.journal import Journal; "
        "journal = Journal('g.yaml'); journal.write({'key': 'title', 'value': 'Kept'}); "
        "print('held', flush=True); sys.stdin.read()"
    )
    Path("g.yaml").write_text(TEXT)
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == "held\n"
        assert outside("set", "g.yaml", "place=Lviv", cwd=here).code == 3
        assert Path("g.yaml").read_text() == TEXT
        holder.kill()
    assert outside("set", "g.yaml", "place=Lviv", cwd=here).code == 0
    assert Path("g.yaml").read_text() == TEXT.replace("Kyiv", "Lviv")
    with Journal("g.yaml") as journal:
        assert journal.records == ({"key": "title", "value": "Kept"}, {"set": ["place=Lviv"]})


@pytest.mark.parametrize("arguments", CHANGES, ids=lambda arguments: arguments[0])
def test_nothing_is_left_beside_the_draft(tool: Tool, here: Path, arguments: list[str]) -> None:
    Path("g.yaml").write_text(TEXT)
    tool(*(one.replace("place=Lviv", "guarantors=XX") for one in arguments), code=3)
    assert Path("g.yaml").read_text() == TEXT
    tool(*arguments)
    assert "place: Lviv" in Path("g.yaml").read_text()
    assert {path.name for path in here.iterdir()} <= {"g.yaml", "g.yaml.bak"}


def test_a_draft_is_free_again_however_its_change_ends(tmp_path: Path) -> None:
    draft = tmp_path / "g.yaml"
    with pytest.raises(KeyboardInterrupt), locked(draft, ["place=x"]):
        with pytest.raises(DraftError, match="another run holds"), locked(draft, ["place=y"]):
            pass
        raise KeyboardInterrupt
    with locked(draft, ["place=z"]):
        pass
    assert not list(tmp_path.iterdir())


def test_a_journal_without_an_answer_does_not_stay(tmp_path: Path) -> None:
    with pytest.raises(DraftError), Journal(tmp_path / "g.yaml"):
        raise DraftError(())
    assert not list(tmp_path.iterdir())
    with pytest.raises(DraftError), Journal(tmp_path / "g.yaml") as journal:
        journal.write({"key": "title", "value": "Kept"})
        raise DraftError(())
    assert [path.name for path in tmp_path.iterdir()] == [".g.yaml.journal"]


def test_what_failed_is_no_answer_of_the_interview(tmp_path: Path) -> None:
    draft = tmp_path / "g.yaml"
    with Journal(draft) as journal:
        journal.write({"key": "title", "value": "Kept"})
    with pytest.raises(DraftError), locked(draft, ["title=Lost"]):
        raise DraftError(())
    with Journal(draft) as journal:
        assert journal.records == ({"key": "title", "value": "Kept"},)


def test_what_was_set_counts_when_the_interview_goes_on(library: Library, tmp_path: Path) -> None:
    """The interview was killed, so that its answers are in the journal alone; the later ones are those of `set`."""
    draft = tmp_path / "draft.yaml"
    state = until(begun(library), f"{AID}.timing")
    draft.write_text(state.text, encoding="utf-8")
    with Journal(draft) as journal:
        journal.write({"set": ["title=Given at first"]})
        for key, value in (("title", "Typed"), (f"{AID}.timing", "within-hours"), (f"{AID}.hours", "12")):
            state.apply({"key": key, "value": value})
            journal.write({"key": key, "value": value})
    with locked(draft, [f"{AID}.hours=36"]):
        pass
    again = Interview(library, "draft.yaml", draft.read_text(encoding="utf-8"))
    with Journal(draft) as journal:
        for record in journal.records:
            again.apply(dict(record))
    assert "title: Typed" in again.text and "timing: within-hours" in again.text
    assert "hours: 36" in again.text and "Given at first" not in again.text and "12" not in again.text
