"""The way through the steps: which one is asked now, which comes next, and how one goes back.

A step is one question, known by its key; the draft says which there are and in which order (`DraftState.keys`). It is
*passed* once it was answered or kept as it was. It *waits* while it is not passed, or while its answer is wrong. Going
on leads to the first step that waits, and in the end to the review.

    outline   register   title   guarantors   beneficiaries   ...   :review
    passed    passed     passed  asked now    waits           waits

Going back leaves every answer as it is. Two stacks keep the way, the last step on the right:

                               behind                                  asked now        ahead
                               outline register title                  guarantors
    an answer                  outline register title guarantors       beneficiaries
    < goes back                outline register title                  guarantors       beneficiaries
    < goes back                outline register                        title            beneficiaries guarantors
    an answer                  outline register title                  guarantors       beneficiaries

So going on returns to where one came from, step by step, unless a step before that waits: one that a correction has
made necessary is asked first. Who jumps from the review to a step has the review ahead.
"""

from __future__ import annotations

from treatydraft.cli.prompts import steps
from treatydraft.cli.prompts.draft_state import DraftState
from treatydraft.cli.prompts.step import DEPTH, REVIEW, TOPIC, InvalidAnswer


class Navigation:
    """The step that is asked now, those that are passed, and the way there. It is told the present state each time."""

    def __init__(self) -> None:
        self.current = ""
        self.passed: set[str] = set()
        self.depth = ""
        """Which steps are gone through: one of `steps.DEPTHS`; empty until that is answered."""
        self._behind: list[str] = []
        self._ahead: list[str] = []

    # ---------------------------------------------------------------------------------------- which steps

    def walk(self, present: DraftState | None) -> list[str]:
        """The steps that are gone through: those of the depth that was chosen, and what cannot be passed over."""
        return [
            key
            for key in steps.step_keys(present)
            if self._chosen(key, present) or key in self.passed or steps.must_be_asked(key, present)
        ]

    def _chosen(self, key: str, present: DraftState | None) -> bool:
        """Whether a step belongs to the depth that was chosen; before that, to those that open the interview."""
        if self.depth == "all":
            return True
        role = present is not None and key in present.asked and present.asked[key].role
        opening = role or key in ("outline", "register", "title", DEPTH)
        if self.depth == "key":
            return opening or key.startswith(TOPIC) or (present is not None and steps.decides_strength(key, present))
        return opening and not self.depth

    def _waits(self, key: str, present: DraftState | None) -> bool:
        return key not in self.passed or bool(present and present.wrong(key))

    def counter(self, present: DraftState | None) -> str:
        """Where one is: ``12 of 38``; nothing for a line one has come to from the review."""
        walk = self.walk(present)
        if self.current not in walk or REVIEW in self._ahead:
            return ""
        return f"{walk.index(self.current) + 1} of {len(walk)}"

    # ---------------------------------------------------------------------------------------- going on

    def go_on(self, present: DraftState | None) -> None:
        """Go to the first step that waits, or to the one ahead where that comes before it; else to the review."""
        order = [*steps.step_keys(present), REVIEW]
        self.current = next((key for key in self.walk(present) if self._waits(key, present)), REVIEW)
        while self._ahead and self._ahead[-1] not in order:  # it is not asked any more
            self._ahead.pop()
        if self._ahead and order.index(self._ahead[-1]) <= order.index(self.current):
            self.current = self._ahead.pop()

    def leave(self, key: str) -> None:
        """A step was answered, or kept as it was: it is passed, and the way back leads to it."""
        self.passed.add(key)
        self._behind.append(key)
        if self._ahead and self._ahead[-1] == self.current == key:
            self._ahead.pop()

    def stay(self, key: str) -> None:
        """Ask a step again that has just been left, as though it had not been."""
        self._behind.pop()
        self.passed.discard(key)
        self.current = key

    def jump(self, key: str) -> None:
        """Go from the review to a step, and back to the review after it."""
        self._behind.append(self.current)
        self._ahead = [REVIEW]
        self.current = key

    def turn(self) -> None:
        """Leave the present step as it is, for one that is not next to it: there is nothing ahead any more."""
        self._behind.append(self.current)
        self._ahead = []

    def forget_ahead(self) -> None:
        """Have nothing ahead any more."""
        self._ahead = []

    def restart(self) -> None:
        """Go through everything from the first step."""
        self.passed, self.depth = set(), "all"
        self._behind, self._ahead = [], []

    # ---------------------------------------------------------------------------------------- going back

    def back(self, present: DraftState | None) -> None:
        """Go to the step before. InvalidAnswer at the first."""
        before = self._before(present)
        self._ahead.append(self.current)
        self.current = before

    def _before(self, present: DraftState | None) -> str:
        """The last step one came from that is still asked; where there is none, the one before this in order."""
        asked = [*steps.step_keys(present), REVIEW]
        while self._behind:
            key = self._behind.pop()
            if key != self.current and key in asked:
                return key
        order = [*self.walk(present), REVIEW]
        at = order.index(self.current) if self.current in order else 0
        if at == 0:
            raise InvalidAnswer("this is the first question")
        return order[at - 1]
