"""No code reads a sentence: with every reason and problem in other words, the same is selected, asked and made."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.house import selected
from treatydraft import Library, Problem, run_batch
from treatydraft.cli.prompts import reading
from treatydraft.cli.prompts.draft_state import DraftState
from treatydraft.cli.prompts.engine import Interview
from treatydraft.cli.prompts.step import TOPIC, InvalidAnswer
from treatydraft.drafting import explanation, reason
from treatydraft.value.parsers import WrongType, WrongValue

HOURS = "house/alarm.hours"
DRAFT = "treatydraft: 1\noutline: small\n"
SENTENCES = (explanation.explain_reason, explanation.explain_requirement)
SPEAKERS: dict[Any, tuple[str | int, ...]] = {
    Problem: ("what", "hint"),
    WrongValue: ("what", "advice"),
    WrongType: ("what",),
    InvalidAnswer: (0,),
    reason.Reason: ("why",),
    reason.VariantRefused: ("why",),
    reason.RequirementLeftOut: ("why",),
    reason.Excluded: ("why",),
}
"""What holds sentences, and under which names it is given them."""


def reworded(text: str) -> str:
    """Other words for a sentence; none for none."""
    return f"it is so, {sum(map(ord, text))}" if text else ""


def _made(make: Callable[..., None], names: tuple[str | int, ...], self: object, *given: object, **named: Any) -> None:
    fields = getattr(type(self), "__match_args__", names) or names
    words = {n for n, field in enumerate(fields) if field in names or n in names}
    changed = [reworded(str(one)) if n in words else one for n, one in enumerate(given)]
    make(self, *changed, **{name: reworded(one) if name in names else one for name, one in named.items()})


@pytest.fixture
def reword(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Puts every reason and problem in other words from then on."""

    def change() -> None:
        for kind, names in SPEAKERS.items():
            make = partial(_made, kind.__init__, names)
            monkeypatch.setattr(
                kind, "__init__", lambda self, *given, _make=make, **named: _make(self, *given, **named)
            )
        for module in [module for name, module in sys.modules.items() if name.startswith("treatydraft")]:
            for name, value in list(vars(module).items()):
                if value in SENTENCES:
                    monkeypatch.setattr(module, name, lambda *given, _say=value: reworded(_say(*given)))

    return change


def both(reword: Callable[[], None], told: Callable[[], object], outcome: Callable[[], object]) -> None:
    """What comes of something is the same in other words, and the words are others."""
    words, before = told(), outcome()
    reword()
    assert outcome() == before
    assert told() != words


CONFLICTS = (
    "clauses: {house/watch: false, house/patrol: false}\n",
    "clauses:\n  house/quiet: {}\n  house/terms: {after: house/list}\n  house/alarm: {continues: house/list}\n",
    "register: declaration\nclauses:\n  house/alarm: {variant: siren}\n",
)


def test_what_is_selected(house: Library, reword: Callable[[], None]) -> None:
    def told() -> list[object]:
        selections = [selected(house, text) for text in CONFLICTS]
        return [(explanation.explain_conflict(one).what) for each in selections for one in each.conflicts]

    def outcome() -> Iterator[object]:
        for selection in (selected(house, text) for text in CONFLICTS):
            yield from ((one.clause, one.variant, one.reason and one.reason.cause) for one in selection.chosen)
            yield from ((one.clause, one.reason.cause) for one in selection.left)
            for conflict in selection.conflicts:
                problem = explanation.explain_conflict(conflict)
                yield type(conflict), problem.code, problem.where

    both(reword, told, lambda: list(outcome()))


def test_what_is_asked_in_an_interview(house: Library, reword: Callable[[], None]) -> None:
    wrong = f"{DRAFT}clauses:\n  house/alarm: {{hours: 999}}\n"

    def outcome() -> Iterator[object]:
        state = Interview(house, "draft.yaml", wrong)
        yield state.walk(), state.current, state.counter()
        yield [key for key in state.asked() if state.step(key).wrong]  # a wrong answer marks its question
        state.jump("title")
        assert state.answer("Another")  # what is wrong elsewhere does not refuse it
        state.jump(HOURS)
        for typed in ("1000", "", "6"):
            try:
                state.answer(typed)
                yield typed, state.text, state.current
            except InvalidAnswer:
                yield typed, "refused"
        yield [key for key in state.asked() if state.step(key).wrong]

    def told() -> str:
        return DraftState.read(wrong, "draft.yaml", house).problems[0].what

    both(reword, told, lambda: list(outcome()))
    assert [one for one in outcome() if one == [HOURS]]


def test_which_clauses_are_put_in_and_taken_out_of_an_interview(house: Library, reword: Callable[[], None]) -> None:
    text = f"{DRAFT}register: treaty\nclauses:\n  house/patrol: {{}}\n"

    def told() -> list[str]:
        step = Interview(house, "draft.yaml", text).step(f"{TOPIC}house")
        return [option.remark for option in step.options if option.remark]

    def outcome() -> Iterator[object]:
        state = Interview(house, "draft.yaml", text)
        for typed in ("-house/patrol", "+house/quiet", "-house/watch", "-house/answer"):
            state.jump(f"{TOPIC}house")
            try:
                state.answer(typed)
            except InvalidAnswer:
                yield "refused"
            yield state.text, [one.clause for one in (state.present or pytest.fail("no draft")).selection.chosen]

    both(reword, told, lambda: list(outcome()))


@pytest.mark.parametrize("typed", ["Nowhere; Land", "Congo", "no"])
def test_a_name_that_nobody_has_is_refused_with_what_to_do(house: Library, typed: str) -> None:
    present = DraftState.read(DRAFT, "draft.yaml", house)
    with pytest.raises(InvalidAnswer) as refused:
        reading.read_party(typed, present)
    advice = str(refused.value).replace(typed, "").partition("; ")[2]
    assert advice.startswith("type ?WORDS" if typed == "Nowhere; Land" else "write ")


def test_a_file_that_is_there_in_a_batch(house: Library, reword: Callable[[], None], tmp_path: Path) -> None:
    """One that is not ours is left as it is and told of under its name; one that is ours is made again."""

    def outcome(folder: Path) -> list[object]:
        folder.mkdir()
        (folder / "draft-00001.md").write_text("mine")
        (folder / "draft-00002.md").mkdir()
        found: list[object] = []
        for hours in ("3", "5"):
            common = {"outline": "small", "house/alarm.where": "Kyiv"}
            rows = [{**common, HOURS: one} for one in (hours, hours, hours, "soon")]
            summary = run_batch(rows, folder, library_folders=house.folders, formats=["md"], jobs=1)
            found += [(one.code, one.where.line, one.where.key) for one in summary.failures]
            found += [(summary.made, summary.unchanged, summary.failed), (folder / "draft-00001.md").read_text()]
            told.append([one.what for one in summary.failures])
            lines = (folder / "manifest.jsonl").read_text().splitlines()
            found += [[one["code"] for one in json.loads(line).get("errors", ())] for line in lines]
        return found

    told: list[list[str]] = []
    before = outcome(tmp_path / "before")
    assert before[:3] == [("file-exists", None, ""), ("not-a-file", None, ""), ("wrong-answer", None, HOURS)]
    assert "draft-00001.md is there already and is not as this batch left it" in told[0]
    reword()
    assert outcome(tmp_path / "after") == before
    assert told[0] != told[2]
