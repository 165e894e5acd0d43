"""The interview on a terminal that can draw: a line to edit, a menu to complete from, a clean line an answer."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator

from prompt_toolkit import PromptSession, print_formatted_text
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import DummyHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.validation import ValidationError, Validator

from treatydraft.cli.display import ScreenLine, terminal_size
from treatydraft.cli.prompts.engine import Interview
from treatydraft.cli.prompts.page import step_lines
from treatydraft.cli.prompts.step import LIST_KINDS, REVIEW, Step
from treatydraft.cli.streams import harmless
from treatydraft.library.party import fold

ROOM = 12
"""Rows that are kept free under a question: the line to edit, the menu, the keys."""

KEYS = (
    (80, "Enter keeps  Shift-Tab or < back  ? why  > review  Tab completes  Ctrl-C saves"),
    (48, "Enter keep  < back  ? why  > review  ^C save"),
    (0, "< back  ? why  > review"),
)
"""The keys, by the width there must be to say them."""


class ScreenRenderer:
    """Draws the step that is asked, and erases it when it is answered."""

    def __init__(self) -> None:
        self.session: PromptSession[str] = PromptSession(history=DummyHistory(), erase_when_done=True)
        self.heading = ""
        self.interview: Interview | None = None

    def ask(self, interview: Interview, again: bool) -> str:
        """What is typed as the answer to the present step. EOFError for Ctrl-D on an empty line."""
        self.interview = interview
        step = interview.step()
        lines = list(self._folded(step_lines(step, interview.counter(), "" if again else self.heading)))
        self.heading = step.heading
        if len(lines) > max(terminal_size().lines - ROOM, 4):
            if not again:
                print_formatted_text(FormattedText(lines), end="")  # too long to be drawn at once, so it scrolls
            lines = list(self._folded([ScreenLine(step.ask, weight="strong")]))
        menu = step.kind in ("choice", "choices", "party", "parties")
        try:
            return self.session.prompt(
                FormattedText([*lines, ("bold", "> ")]),
                completer=_Names(interview, step) if menu else None,
                complete_while_typing=menu,
                reserve_space_for_menu=6 if menu else 0,
                validator=_Rules(interview),
                validate_while_typing=False,
                key_bindings=_keys(),
                bottom_toolbar=_toolbar,
                default=interview.typed.get(step.key, ""),
                enable_suspend=True,
            )
        except BaseException:
            half = self.session.default_buffer.text
            if half and step.key != REVIEW:
                interview.typed = {step.key: half}  # found again when the interview goes on
            raise

    def tell(self, lines: Iterable[ScreenLine]) -> None:
        """Show lines."""
        print_formatted_text(FormattedText(self._folded(lines)), end="")

    def error(self, message: str) -> None:
        """Say that an answer cannot be taken, and why."""
        self.tell([ScreenLine(f"Error: {message}", weight="strong")])

    def done(self, step: Step, words: str, *, kept: bool) -> None:
        """An answer has been taken: a line or two for the question that has been erased."""
        width = min(terminal_size().columns, 100)
        name = f"{step.title}: " if step.key.endswith(".variant") else ""
        line = textwrap.shorten(f"{name}{step.ask} {words or 'left empty'}", 2 * width - 2, placeholder=" ...")
        self.tell([ScreenLine(line)])

    def _folded(self, lines: Iterable[ScreenLine]) -> Iterator[tuple[str, str]]:
        """Lines as fragments that are shown as they are, folded to the width."""
        width = max(min(terminal_size().columns, 100) - 1, 20)
        for line in lines:
            style = "bold" if line.weight == "strong" else ""
            pad = " " * line.indent
            for part in harmless(line.words).split("\n"):
                hanging = pad + " " * len((re.match(r"\s*\d+\. ", part) or re.match("", part) or [""])[0])
                for row in textwrap.wrap(part, width, initial_indent=pad, subsequent_indent=hanging) or [""]:
                    yield style, row + "\n"


def _toolbar() -> FormattedText:
    width = terminal_size().columns
    return FormattedText([("", next(words for least, words in KEYS if width >= least))])


def _keys() -> KeyBindings:
    """Shift-Tab and Alt-Left go back, as `<` does."""
    keys = KeyBindings()

    @keys.add("s-tab", eager=True)
    @keys.add("escape", "left")
    def back(event: KeyPressEvent) -> None:
        event.app.exit(result="<")

    return keys


class _Rules(Validator):
    """Says under the line what is wrong with an answer; what is too long for that is said above it."""

    def __init__(self, interview: Interview) -> None:
        self.interview = interview

    def validate(self, document: Document) -> None:
        typed = document.text.strip()
        if typed in ("<", ">") or typed.startswith("?"):
            return
        message = harmless(self.interview.check(typed)).replace("\n", "; ")
        if message and len(message) < terminal_size().columns:
            raise ValidationError(len(document.text), message)


class _Names(Completer):
    """Completes options and parties by any word of their names, whatever case and accents."""

    def __init__(self, interview: Interview, step: Step) -> None:
        self.interview = interview
        self.step = step

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        typed = document.text_before_cursor
        word = re.split(r"[,|]", typed)[-1].lstrip() if self.step.kind in LIST_KINDS else typed
        word = word.lstrip("+-").lstrip() if self.step.kind in LIST_KINDS else word
        if word.startswith(("<", ">", "?", "open:")) or (not word and not complete_event.completion_requested):
            return
        for name, shown in self._known(word):
            yield Completion(name, -len(word), display=harmless(shown))

    def _known(self, word: str) -> Iterator[tuple[str, str]]:
        present = self.interview.present
        if self.step.kind in ("party", "parties") and present is not None:
            if self.step.kind == "parties":
                yield from ((name, f"{name} (group)") for name in present.parties.groups if name.startswith(fold(word)))
            yield from ((one.code, f"{one.code} {one.short}") for one in present.parties.find(word)[:40])
            return
        for option in self.step.options:
            words = re.findall(r"\w+", fold(f"{option.name} {option.label}"))
            if not option.refused and (not word or any(one.startswith(fold(word)) for one in words)):
                yield option.name, option.name if self.step.question is None else option.label
