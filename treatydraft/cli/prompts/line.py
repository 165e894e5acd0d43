"""The interview line by line: for screen readers, logs and simple terminals. Nothing is ever drawn again."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from treatydraft.cli.display import Screen, ScreenLine
from treatydraft.cli.prompts.engine import Interview
from treatydraft.cli.prompts.page import step_lines
from treatydraft.cli.prompts.step import Step
from treatydraft.cli.streams import print_words


class LineRenderer:
    """Prints lines and reads lines."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.heading = ""

    def ask(self, interview: Interview, again: bool) -> str:
        """What is typed as the answer to the present step. EOFError at the end of the input."""
        step = interview.step()
        if not again:
            self.tell(step_lines(step, interview.counter(), self.heading))
            self.heading = step.heading
        half = interview.typed.get(step.key)
        if half:
            self.tell([ScreenLine(f"You had begun to type: {half}", 2)])
        print_words("> ", end="")
        sys.stdout.flush()
        typed = sys.stdin.readline()
        if not typed:
            raise EOFError
        return typed.rstrip("\r\n")

    def tell(self, lines: Iterable[ScreenLine]) -> None:
        """Show lines."""
        for line in lines:
            self.screen.print(line)
        sys.stdout.flush()

    def error(self, message: str) -> None:
        """Say that an answer cannot be taken, and why."""
        self.tell([ScreenLine(f"Error: {message}")])

    def done(self, step: Step, words: str, *, kept: bool) -> None:
        """An answer has been taken: what was typed stands there already, so only what it was read as is said."""
        if words and not kept and step.kind in ("choice", "choices", "party", "parties"):
            self.tell([ScreenLine(f"Taken: {words}", 2)])
