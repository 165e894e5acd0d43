"""The interview as a state machine: the draft as it stands, and where one is among the steps it calls for.

A step is asked, what is typed at it is read as data, and the record of that makes the next state:

    typed  --read-->  record {key, value}  --apply-->  DraftState, and what else has changed by it
                         |                                 |
                      journal                           Navigation: the step that is asked next

The engine neither reads nor prints, and writes no file. A record that was written down is applied again as it was, so
that an interview can be taken up anywhere: the text it began with and the records give the same state.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from treatydraft.cli.prompts import reading, review, search, steps
from treatydraft.cli.prompts.change import apply_answer
from treatydraft.cli.prompts.draft_state import DraftState
from treatydraft.cli.prompts.navigation import Navigation
from treatydraft.cli.prompts.step import DEPTH, REVIEW, InvalidAnswer, Step
from treatydraft.drafting.change import change_draft, new_draft
from treatydraft.errors import DraftError, Location
from treatydraft.library.loading import Library

Record = dict[str, Any]
"""One line of the journal: ``{key}`` went on with what was there, ``{key, value}`` answers, ``{key, value: None}``
goes back to the default; ``{set}`` are assignments of a command line, ``{passed, depth}`` what has been gone through,
``{typed}`` an answer that was begun, ``{again}`` goes through everything anew."""

FEW = 2
"""How many conflicts are told at once; the others come to light when these are mended."""

TRIED = 20
"""How many answers that were only tried are kept."""

Trial = tuple[Record, DraftState | None]
"""The record of an answer that was tried, and the state there is after it."""


class Interview:
    """The state of one interview. `text` is the draft's; empty until an outline is chosen."""

    def __init__(self, library: Library, name: str, text: str = "", *, reviewed: bool = False) -> None:
        self.library = library
        self.name = name
        self.present = DraftState.read(text, name, library) if text else None
        self.typed: dict[str, str] = {}
        self.navigation = Navigation()
        self._given: list[str] = []
        self._tried: dict[tuple[str, str], Trial | str] = {}  # of the present state; words where it cannot be taken
        if reviewed and self.present is not None:
            self.navigation.passed, self.navigation.depth = set(self.asked()), "all"
        self._pass_given()
        self.navigation.go_on(self.present)

    # ---------------------------------------------------------------------------------------- where one is

    @property
    def text(self) -> str:
        """The draft's text with every answer in it; empty until an outline is chosen. DraftError as in `DraftState`."""
        return self.present.text if self.present else ""

    @property
    def current(self) -> str:
        """The key of the step that is asked now."""
        return self.navigation.current

    @property
    def passed(self) -> set[str]:
        """The keys of the steps that were answered, or kept as they were."""
        return self.navigation.passed

    def asked(self) -> list[str]:
        """Every step the present answers call for, in order."""
        return list(steps.step_keys(self.present))

    def walk(self) -> list[str]:
        """The steps that are gone through: those of the depth that was chosen, and what cannot be passed over."""
        return self.navigation.walk(self.present)

    def counter(self) -> str:
        """Where one is: ``12 of 38``; nothing for a line one has come to from the review."""
        return self.navigation.counter(self.present)

    def step(self, key: str = "") -> Step:
        """The step that is asked now, or the one with this key."""
        return steps.make_step(key or self.current, self.present, self.library)

    def search(self, words: str) -> list[str]:
        """What holds `words`: answers to the present step, and what the library has and asks, with where it is."""
        return search.search_lines(words, self.step(), self.present, self.library)

    # ---------------------------------------------------------------------------------------- where one goes

    def back(self) -> None:
        """Go to the step before, with every answer kept. InvalidAnswer at the first."""
        self.navigation.back(self.present)

    def jump(self, key: str) -> None:
        """Go from the review to a step, and back to the review after it."""
        self.navigation.jump(key)

    def resume(self) -> None:
        """Go to what comes next after what a journal holds; the way back leads through it."""
        self.navigation.forget_ahead()
        self.navigation.go_on(self.present)

    def to_review(self) -> Record:
        """Go to the review, with the defaults for what has not been gone through."""
        if self.present is None:
            raise InvalidAnswer("choose an outline first")
        record: Record = {"passed": sorted({*self.passed, DEPTH}), "depth": "review"}
        self.navigation.turn()
        self.apply(record)
        return record

    def again(self) -> Record:
        """Go through everything from the first question, with every answer kept."""
        record: Record = {"again": True}
        self.apply(record)
        return record

    def snapshot(self) -> Record:
        """What has been gone through, for a journal whose answers have been folded into the draft."""
        whole: Record = {"passed": sorted(self.passed), "depth": self.navigation.depth}
        return {**whole, "typed": self.typed} if self.typed else whole

    # ---------------------------------------------------------------------------------------- what is typed

    def answer(self, typed: str) -> tuple[Record, tuple[str, ...]]:
        """Take what was typed as the answer to the present step, and go on. InvalidAnswer where it cannot be taken.

        Gives the record of it and what else has changed by it, in words.
        """
        key, typed = self.current, typed.strip()
        record, after = self._try(typed)
        notes = self._take(record, after)
        if "value" in record and typed[:1] in ("+", "-") and self.step(key).kind == "rows":
            self.navigation.stay(key)  # one row after the other
        return record, notes

    def check(self, typed: str) -> str:
        """What is wrong with an answer to the present step; empty where nothing is. Changes nothing."""
        if self.current == REVIEW:
            return ""
        try:
            self._try(typed.strip())
        except InvalidAnswer as wrong:
            return str(wrong)
        return ""

    def _try(self, typed: str) -> Trial:
        """What an answer to the present step comes to; kept, for what is checked is then taken."""
        tried = (self.current, typed)
        if tried not in self._tried:
            if len(self._tried) >= TRIED:
                self._tried.clear()
            try:
                record = self._record(*tried)
                self._tried[tried] = record, self._after(record)
            except InvalidAnswer as wrong:
                self._tried[tried] = str(wrong)
        outcome = self._tried[tried]
        if isinstance(outcome, str):
            raise InvalidAnswer(outcome)
        return outcome

    def _record(self, key: str, typed: str) -> Record:
        step = self.step(key)
        if not typed:
            if step.wrong:
                raise InvalidAnswer(step.wrong)
            if steps.must_be_asked(key, self.present):
                raise InvalidAnswer("an answer is needed here")
            return {"key": key, "value": step.now} if key == DEPTH else {"key": key}
        if typed == "=":
            if key in ("outline", DEPTH):
                raise InvalidAnswer("there is no default here")
            return {"key": key, "value": None}
        return {"key": key, "value": reading.read_answer(step, typed, self.present)}

    # ---------------------------------------------------------------------------------------- records

    def apply(self, record: Record) -> tuple[str, ...]:
        """Take a record of a journal. InvalidAnswer where it does not fit any more. Gives what `answer` gives in words.

        DraftError where assignments in it do not.
        """
        if "set" in record:
            self._assign(record["set"])
            return ()
        self._restore(record)
        return self._take(record, self._after(record))

    def _assign(self, assignments: Iterable[str]) -> None:
        """Take assignments of a command line; before there is a draft, they wait for it."""
        if self.present is None:
            self._given.extend(assignments)
            return
        text = change_draft(self.text, assignments, self.library)
        self._become(DraftState.read(text, self.name, self.library, self.present.aside))
        self._pass_given()

    def _restore(self, record: Record) -> None:
        """Take what a record says of what has been gone through."""
        if "passed" in record:
            self.navigation.passed |= set(record["passed"])
            self.navigation.depth = record.get("depth") or self.navigation.depth
        if "typed" in record:
            self.typed = {str(key): str(text) for key, text in record["typed"].items()}
        if "again" in record:
            self.navigation.restart()

    def _take(self, record: Record, after: DraftState | None) -> tuple[str, ...]:
        """Go on from a record whose state is `after`. Gives what else has changed by it, in words."""
        key, before = str(record.get("key", "")), self.present
        notes: tuple[str, ...] = ()
        if "value" in record and key == DEPTH:
            self.navigation.depth = str(record["value"])
        elif before is not None and after is not None:
            notes = tuple(review.consequences(before, after, key))
        self._become(after)
        if key:
            self.typed.pop(key, None)
            self.navigation.leave(key)
        self.navigation.go_on(after)
        return notes

    def _become(self, state: DraftState | None) -> None:
        if state is not self.present:
            self.present = state
            self._tried.clear()

    def _pass_given(self) -> None:
        """What the draft itself answers is passed."""
        if self.present is not None:
            self.navigation.passed |= {key for key in self.asked() if steps.is_answered(key, self.present)}

    # ---------------------------------------------------------------------------------------- the next state

    def _after(self, record: Record) -> DraftState | None:
        """The state after a record. InvalidAnswer where it is wrong, or clauses cannot stand together any more."""
        before = self.present
        if "value" not in record:
            return before
        key, value = str(record.get("key", "")), record["value"]
        if key == DEPTH:
            if value not in steps.DEPTHS:
                raise InvalidAnswer(f"'{value}' is none of them")
            return before
        if key == "outline" and value not in self.library.outline_names:
            raise InvalidAnswer(f"there is no outline '{value}'")
        try:
            if before is None:
                return self._first(key, str(value))
            if key != REVIEW and key not in self.asked():
                raise InvalidAnswer(f"{key} is not asked now")
            after = apply_answer(key, value, before)
        except DraftError as wrong:
            raise InvalidAnswer("\n".join(problem.what for problem in wrong.problems)) from None
        if after is not before:
            _refuse_wrong(key, before, after)
        return after

    def _first(self, key: str, outline: str) -> DraftState:
        """The state of a new draft over an outline, with what the command line assigns."""
        if key != "outline":
            raise InvalidAnswer("an outline comes first")
        text = new_draft(outline, self.library)
        text = change_draft(text, self._given, self.library) if self._given else text
        return DraftState.read(text, self.name, self.library)


def _refuse_wrong(key: str, before: DraftState, after: DraftState) -> None:
    """Raise InvalidAnswer for what the answer to the step `key` has made wrong."""
    if after.wrong(key):
        raise InvalidAnswer(after.wrong(key))
    known = {(problem.code, problem.where.key) for problem in before.problems}
    for problem in after.problems:
        if (problem.code, problem.where.key) not in known:
            raise InvalidAnswer(problem.what)
    if key == "title" and not after.title and before.title:
        raise InvalidAnswer("this is no title: brackets must balance, and '{', '*' and '\\' stand after a '\\'")
    if key in ("outline", "register"):
        return  # what then cannot stand together is told in the review
    old = {replace(conflict, where=Location()) for conflict in before.selection.conflicts}
    conflicts = [conflict for conflict in after.selection.conflicts if replace(conflict, where=Location()) not in old]
    if conflicts:
        shown = [review.remedy(conflict, after) for conflict in conflicts[:FEW]]
        more = len(conflicts) - FEW
        raise InvalidAnswer("\n".join([*shown, f"and {more} more like it"] if more > 0 else shown))
