"""The conversation: asks, saves every answer, tells what it has done, and goes on until the review is accepted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

from treatydraft.cli.display import ScreenLine
from treatydraft.cli.prompts import review
from treatydraft.cli.prompts.engine import Interview
from treatydraft.cli.prompts.journal import Journal
from treatydraft.cli.prompts.page import reason_lines
from treatydraft.cli.prompts.step import REVIEW, InvalidAnswer, Step


class Renderer(Protocol):
    """How a renderer is spoken to; there are two, and the conversation does not know which it has."""

    def ask(self, interview: Interview, again: bool) -> str:
        """What is typed at the present step; `again` when it has just been shown."""

    def tell(self, lines: Iterable[ScreenLine]) -> None:
        """Show lines."""

    def error(self, message: str) -> None:
        """Say that an answer cannot be taken."""

    def done(self, step: Step, words: str, *, kept: bool) -> None:
        """Say what was taken as the answer; `kept` when it is what was there."""


class Conversation:
    """One person, one interview, one journal. It does not know which renderer it speaks through."""

    def __init__(self, state: Interview, renderer: Renderer, journal: Journal) -> None:
        self.state = state
        self.renderer = renderer
        self.journal = journal
        self._seen: dict[str, str] | None = None  # the answers the review has shown

    def run(self) -> None:
        """Ask until the review is accepted. KeyboardInterrupt where the person leaves."""
        again = False
        while True:
            at = self.state.current
            if at == REVIEW and not again:
                self._show_review()
            try:
                typed = self.renderer.ask(self.state, again).strip()
            except EOFError:
                raise KeyboardInterrupt from None
            try:
                if at == REVIEW and not typed and self._accepted():
                    return
                again = self._do(typed)
            except InvalidAnswer as wrong:
                self.renderer.error(str(wrong))
                again = True

    def _do(self, typed: str) -> bool:
        """Do what was typed; True where the step stands as it was and need not be shown again."""
        state = self.state
        if typed == "<":
            state.back()
        elif typed == ">" and state.current != REVIEW:
            self.journal.write(state.to_review())
        elif typed == "?":
            self.renderer.tell(reason_lines(state.step()))
            return True
        elif typed.startswith("?"):
            self.renderer.tell([ScreenLine(match, 2) for match in state.search(typed[1:].strip())])
            return True
        elif state.current == REVIEW:
            return self._review(typed)
        else:
            self._take(typed)
        return False

    def _take(self, typed: str) -> None:
        key, before = self.state.current, self.state.step()
        record, notes = self.state.answer(typed)
        self.journal.write(record)
        self.renderer.done(before, self._words(key, record), kept="value" not in record)
        self.renderer.tell([ScreenLine(f"Note: {note}.", 2) for note in notes])

    def _words(self, key: str, record: dict[str, object]) -> str:
        """The answer as it was read."""
        if key not in self.state.asked():
            return str(record.get("value", ""))
        return str(record["value"]) if key.startswith(":depth") else self.state.step(key).now

    # ---------------------------------------------------------------------------------------- review

    def _show_review(self) -> None:
        """The review in short, or when it has been shown, what has changed since."""
        if self.state.present is None:
            return
        lines = review.review_lines(self.state.present)
        if self._seen is None:
            self.renderer.tell([ScreenLine(""), *review.summary_lines(lines)])
        else:
            changed = [line for line in lines if self._seen.get(line.key) != line.answer]
            self.renderer.tell([ScreenLine("Changed:", weight="strong"), *review.all_lines(changed)] if changed else [])
        self._seen = {line.key: line.answer for line in lines}
        for obstacle in review.obstacles(self.state.present):
            self.renderer.error(f"this stands in the way: {obstacle}")
        self.renderer.tell([ScreenLine("")])

    def _accepted(self) -> bool:
        obstacles = review.obstacles(self.state.present)
        if obstacles:
            raise InvalidAnswer("\n".join(obstacles))
        return True

    def _review(self, typed: str) -> bool:
        """What can be typed in the review: a line's number, a span or words to find lines, all, again."""
        if self.state.present is None:
            return False
        lines = review.review_lines(self.state.present)
        if re.fullmatch(r"[0-9]+", typed):
            if not 1 <= int(typed) <= len(lines):
                raise InvalidAnswer(f"there is no line {typed}; the last is {len(lines)}")
            self.state.jump(lines[int(typed) - 1].key)
            return False
        if typed == "again":
            self.journal.write(self.state.again())
            self._seen = None
            return False
        some = lines if typed == "all" else review.matching_lines(lines, typed)
        if not some:
            raise InvalidAnswer(
                f"no line has '{typed}' in it; type a number from 1 to {len(lines)}, or Enter to accept"
            )
        self.renderer.tell(review.all_lines(some))
        return True
