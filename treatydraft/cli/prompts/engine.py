"""The interview as a state machine: a draft's text, what has been gone through, and the step that is asked now.

It neither reads nor prints. Every answer is a record that can be written down and applied again, so that an interview
can be taken up anywhere: the text and the records give the same state.
"""

from __future__ import annotations

from typing import Any

from treatydraft.cli.prompts import reading, review, search, steps
from treatydraft.cli.prompts.change import Aside, changed
from treatydraft.cli.prompts.present import Present
from treatydraft.cli.prompts.step import DEPTH, REVIEW, TOPIC, Refused, Step
from treatydraft.drafting.change import change_draft, new_draft
from treatydraft.errors import DraftError
from treatydraft.library.loading import Library

Record = dict[str, Any]
"""One line of the journal: ``{key}`` went on with what was there, ``{key, value}`` answers, ``{key, value: None}``
goes back to the default; ``{set}`` are assignments of a command line, ``{passed, depth}`` what has been gone through,
``{typed}`` an answer that was begun."""

FEW = 2
"""How many conflicts are told at once; the others come to light when these are mended."""

TRIED = 20
"""How many answers that were only tried are kept."""


class Interview:
    """The state of one interview. `text` is the draft's; empty until an outline is chosen."""

    def __init__(self, library: Library, name: str, text: str = "", *, reviewed: bool = False) -> None:
        self.library = library
        self.name = name
        self.present = Present(text, name, library) if text else None
        self.depth = ""
        self.typed: dict[str, str] = {}
        self._given: list[str] = []
        self._aside: Aside = {}
        self._history: list[str] = []  # the way back
        self._ahead: list[str] = []  # where one came from by going back
        self._tried: dict[tuple[str, str, str], str] = {}
        keys = steps.keys(self.present)
        self.passed: set[str] = set()
        if self.present is not None:
            self.passed = {key for key in keys if reviewed or steps.given(key, self.present)}
            self.depth = "all" if reviewed else ""
        self.current = ""
        self.go_on()

    # ---------------------------------------------------------------------------------------- where one is

    @property
    def text(self) -> str:
        """The draft's text with every answer in it; empty until an outline is chosen."""
        return self.present.text if self.present else ""

    def asked(self) -> list[str]:
        """Every step the present answers call for, in order."""
        return steps.keys(self.present)

    def walk(self) -> list[str]:
        """The steps that are gone through: those of the depth that was chosen, and what cannot be passed over."""
        at = self.present
        return [key for key in self.asked() if self._walked(key) or key in self.passed or steps.needed(key, at)]

    def _walked(self, key: str) -> bool:
        opening = key in ("outline", "register", "title", DEPTH) or bool(self.present and self._role(key))
        if self.depth == "key":
            return opening or key.startswith(TOPIC) or bool(self.present and steps.weighty(key, self.present))
        return self.depth == "all" or (opening and not self.depth)

    def _role(self, key: str) -> bool:
        return self.present is not None and key in self.present.asked and self.present.asked[key].role

    def counter(self) -> str:
        """Where one is: ``12 of 38``; nothing for a line one has come to from the review."""
        walk = self.walk()
        if self.current not in walk or REVIEW in self._ahead:
            return ""
        return f"{walk.index(self.current) + 1} of {len(walk)}"

    def step(self, key: str = "") -> Step:
        """The step that is asked now, or the one with this key."""
        return steps.step(key or self.current, self.present, self.library)

    def go_on(self) -> None:
        """Go to what comes next: what has not been gone through, on the way to where one came from; or the review."""
        order = [*self.asked(), REVIEW]
        waiting = next((key for key in self.walk() if self._waits(key)), REVIEW)
        while self._ahead and self._ahead[-1] not in order:
            self._ahead.pop()
        if self._ahead and order.index(self._ahead[-1]) <= order.index(waiting):
            waiting = self._ahead.pop()
        self.current = waiting

    def resume(self) -> None:
        """Go to what comes next after what a journal holds; the way back leads through it."""
        self._ahead = []
        self.go_on()

    def _waits(self, key: str) -> bool:
        return key not in self.passed or bool(self.present and self.present.wrong(key))

    def back(self) -> None:
        """Go to the step before, with every answer kept. Refused at the first."""
        while self._history:
            key = self._history.pop()
            if key != self.current and (key == REVIEW or key in self.asked()):
                self._ahead.append(self.current)
                self.current = key
                return
        order = [*self.walk(), REVIEW]
        before = order.index(self.current) - 1 if self.current in order else -1
        if before < 0:
            raise Refused("this is the first question")
        self._ahead.append(self.current)
        self.current = order[before]

    def jump(self, key: str) -> None:
        """Go from the review to a step, and back to the review after it."""
        self._history.append(self.current)
        self._ahead = [REVIEW]
        self.current = key

    # ---------------------------------------------------------------------------------------- answers

    def answer(self, typed: str) -> tuple[Record, tuple[str, ...]]:
        """Take what was typed as the answer to the present step, and go on. Refused where it cannot be taken.

        Gives the record of it and what else has changed by it, in words.
        """
        key, typed = self.current, typed.strip()
        record = self._record(key, typed)
        notes = self.apply(record)
        if "value" in record and typed[:1] in ("+", "-") and self.step(key).kind == "rows":
            self._history.pop()
            self.current = key  # one row after the other
            self.passed.discard(key)
        return record, notes

    def _record(self, key: str, typed: str) -> Record:
        step = self.step(key)
        if not typed:
            if step.wrong:
                raise Refused(step.wrong)
            if steps.needed(key, self.present):
                raise Refused("an answer is needed here")
            return {"key": key, "value": step.now} if key == DEPTH else {"key": key}
        if typed == "=":
            if key in ("outline", DEPTH):
                raise Refused("there is no default here")
            return {"key": key, "value": None}
        return {"key": key, "value": reading.read(step, typed, self.present)}

    def check(self, typed: str) -> str:
        """What is wrong with an answer to the present step; empty where nothing is. Changes nothing."""
        if self.current == REVIEW:
            return ""
        tried = (self.current, typed.strip(), self.text)
        if tried not in self._tried:
            try:
                record = self._record(self.current, typed.strip())
                if "value" in record:
                    self._after(record["key"], record["value"], {**self._aside})
                message = ""
            except Refused as wrong:
                message = str(wrong)
            if len(self._tried) >= TRIED:
                self._tried.clear()
            self._tried[tried] = message
        return self._tried[tried]

    def apply(self, record: Record) -> tuple[str, ...]:
        """Take a record: one that was just made, or one of a journal. Refused where it does not fit any more."""
        if "set" in record:
            if self.present is None:
                self._given.extend(record["set"])
            else:
                self._become(change_draft(self.text, record["set"], self.library))
            return ()
        if "passed" in record:
            self.passed |= set(record["passed"])
            self.depth = record.get("depth") or self.depth
        if "typed" in record:
            self.typed = {str(key): str(text) for key, text in record["typed"].items()}
        if "again" in record:
            self.passed, self.depth = set(), "all"
            self._history, self._ahead = [], []
        key = str(record.get("key", ""))
        notes: tuple[str, ...] = ()
        if "value" in record:
            before = self.present
            self._answer(key, record["value"])
            notes = tuple(review.consequences(before, self.present, key)) if before and self.present else ()
        if key:
            self.passed.add(key)
            self.typed.pop(key, None)
            self._history.append(key)
            if self.current == key and self._ahead and self._ahead[-1] == key:
                self._ahead.pop()
        self.go_on()
        return notes

    def _answer(self, key: str, value: object) -> None:
        if key == DEPTH:
            if value not in steps.DEPTHS:
                raise Refused(f"'{value}' is none of them")
            self.depth = str(value)
            return
        aside = {**self._aside}
        self.present = self._after(key, value, aside)
        self._aside = aside

    def _after(self, key: str, value: object, aside: Aside) -> Present | None:
        """The state after an answer. Refused where it is wrong, or where clauses cannot stand together."""
        before = self.present
        if key == DEPTH:
            return before
        try:
            if key == "outline" and value not in self.library.outline_names:
                raise Refused(f"there is no outline '{value}'")
            if before is None:
                if key != "outline":
                    raise Refused("an outline comes first")
                text = new_draft(str(value), self.library)
                return self._read(change_draft(text, self._given, self.library) if self._given else text)
            if key != REVIEW and key not in self.asked():
                raise Refused(f"{key} is not asked now")
            after = self._read(changed(key, value, before, aside))
            if key.startswith(TOPIC) and isinstance(value, list):
                # what the draft no longer adds may still be required; what has come as required may stay
                come = [one.clause for one in after.selection.chosen if not before.selection.has(one.clause)]
                after = self._read(changed(key, [*value, *come], after, aside))
        except DraftError as wrong:
            raise Refused("\n".join(problem.what for problem in wrong.problems)) from None
        self._refuse_wrong(key, before, after)
        return after

    def _read(self, text: str) -> Present:
        return Present(text, self.name, self.library)

    def _refuse_wrong(self, key: str, before: Present, after: Present) -> None:
        if after.wrong(key):
            raise Refused(after.wrong(key))
        known = {(problem.code, problem.where.key) for problem in before.problems}
        for problem in after.problems:
            if (problem.code, problem.where.key) not in known:
                raise Refused(problem.what)
        if key == "title" and not after.title and before.title:
            raise Refused("this is no title: brackets must balance, and '{', '*' and '\\' stand after a '\\'")
        if key in ("outline", "register"):
            return  # what then cannot stand together is told in the review
        found = [conflict for conflict in after.selection.conflicts if conflict not in before.selection.conflicts]
        if found:
            shown = [review.remedy(conflict, after) for conflict in found[:FEW]]
            more = len(found) - FEW
            raise Refused("\n".join([*shown, f"and {more} more like it"] if more > 0 else shown))

    def _become(self, text: str) -> None:
        self.present = self._read(text)
        self.passed |= {key for key in self.asked() if steps.given(key, self.present)}

    # ---------------------------------------------------------------------------------------- review

    def to_review(self) -> Record:
        """Go to the review, with the defaults for what has not been gone through."""
        if self.present is None:
            raise Refused("choose an outline first")
        record: Record = {"passed": sorted({*self.passed, DEPTH}), "depth": "review"}
        self._history.append(self.current)
        self._ahead = []
        self.apply(record)
        return record

    def again(self) -> Record:
        """Go through everything from the first question, with every answer kept."""
        record: Record = {"again": True}
        self.apply(record)
        return record

    def standing(self) -> Record:
        """What has been gone through, for a journal whose answers have been folded into the draft."""
        return {"passed": sorted(self.passed), "depth": self.depth, **({"typed": self.typed} if self.typed else {})}

    def search(self, words: str) -> list[str]:
        """What holds `words`: answers to the present step, and what the library has and asks, with where it is."""
        return search.lines(words, self.step(), self.present, self.library)
