"""One run of the interview: the draft is ours alone, earlier answers are there, and nothing is lost on leaving."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Iterable
from contextlib import suppress

from treatydraft.cli import Settings
from treatydraft.cli.display import Screen, ScreenLine, terminal_size
from treatydraft.cli.prompts.conversation import Conversation, Renderer
from treatydraft.cli.prompts.engine import Interview, Record
from treatydraft.cli.prompts.journal import Journal
from treatydraft.cli.prompts.page import WELCOME
from treatydraft.cli.prompts.step import DEPTH, InvalidAnswer
from treatydraft.cli.streams import ReaderGone
from treatydraft.drafting.change import with_present_libraries
from treatydraft.errors import DraftError, Location, Problem, TreatydraftError, WriteError
from treatydraft.files import check_writable, read_bytes, write_whole
from treatydraft.library.loading import Library


def interview(
    draft: str,
    begin: Callable[[bool], str],
    library: Library,
    settings: Settings,
    *,
    command: str,
    given: Iterable[str] = (),
    reviewed: bool = False,
) -> str:
    """Interview a person on the draft in a file, and write it when the review is accepted. Gives its text.

    `begin` gives the text to begin from, once the draft is ours alone, and is told whether an unfinished interview lies
    beside it; empty where an outline has still to be chosen. `given` is what the command line assigns, which counts
    more than what was answered before. With `reviewed`, it begins with the review. `command` is what takes it up
    again. KeyboardInterrupt and whatever else ends the process pass through, the answers being saved.
    """
    check_writable(draft, force=os.path.lexists(draft))
    with Journal(draft) as journal:
        file = EditedFile(draft, f"the answers are kept; to lay them over the file as it is now: {command}")
        text = begin(journal.begun)
        file.write(text)  # the journal stands on what is in the file
        state = Interview(library, draft, text, reviewed=reviewed and not journal.records)
        fresh = not journal.records
        renderer = _renderer(settings)
        _replay(state, journal, renderer)
        assigned = list(given)
        if assigned and not (fresh and text):
            record: Record = {"set": assigned}
            state.apply(record)
            state.resume()
            journal.write(record)
        if fresh and reviewed:
            journal.write(state.snapshot())
        elif fresh:
            renderer.tell([ScreenLine(WELCOME)])
        try:
            Conversation(state, renderer, journal).run()
        except Exception:
            raise  # the journal has everything
        except BaseException:
            _leave(file, state, journal, renderer, command)
            raise
        text = with_present_libraries(state.text, library)
        file.write(text)
        journal.remove()
        return text


class EditedFile:
    """A draft on disk, as an interview knows it: what somebody else writes into it meanwhile is not overwritten.

    `hint` says what to do where that has happened.
    """

    def __init__(self, name: str, hint: str) -> None:
        self._name = name
        self._hint = hint
        self._known = self._content()

    def _content(self) -> bytes | None:
        return read_bytes(self._name, DraftError) if os.path.lexists(self._name) else None

    def write(self, text: str) -> None:
        """Write the draft, if there is anything new to write. WriteError where the file is not as it was known."""
        current, content = self._content(), text.encode()
        if current is not None and current != self._known:
            what = "it was changed while the interview was open, and is left as it is"
            raise WriteError(Problem("file-changed", Location(self._name), what, self._hint))
        if content and (current is None or current.replace(b"\r\n", b"\n") != content):
            write_whole(self._name, content, force=current is not None)
            self._known = content


def _renderer(settings: Settings) -> Renderer:
    """The renderer for this terminal."""
    if settings.plain or os.environ.get("TERM", "dumb") == "dumb" or os.environ.get("ACCESSIBLE", "") not in ("", "0"):
        from treatydraft.cli.prompts.line import LineRenderer

        return LineRenderer(Screen(min(terminal_size().columns, 100), colour=False))
    from treatydraft.cli.prompts.screen import ScreenRenderer

    return ScreenRenderer()


def _replay(state: Interview, journal: Journal, renderer: Renderer) -> None:
    """Bring the state to where the journal ends; what does not fit any more is told and asked again."""
    lost = 0
    for record in journal.records:
        try:
            state.apply(dict(record))
        except (InvalidAnswer, TreatydraftError, KeyError, TypeError, ValueError, AttributeError):
            lost += 1
    if journal.records:
        answers = len(state.passed - {DEPTH})
        renderer.tell([ScreenLine(f"Going on from {answers} answer{'s' if answers != 1 else ''}.")])
    if journal.torn:
        renderer.tell([ScreenLine("The last record of the journal was not whole and is left out.")])
    if lost:
        renderer.tell([ScreenLine(f"{lost} of them fit the library or the draft no more, and are asked again.")])
    state.resume()


def _leave(file: EditedFile, state: Interview, journal: Journal, renderer: Renderer, command: str) -> None:
    """Save everything and say how to go on. The terminal may be gone already."""
    outcome = "Saved."
    if state.present is not None:
        try:
            file.write(state.text)
            journal.restart(state.snapshot())
        except TreatydraftError as failure:  # the journal still has the answers
            outcome = f"{failure.problems[0].where}: {failure.problems[0].what}. The answers are kept."
    elif not state.passed:
        journal.remove()
    with suppress(OSError, EOFError, TreatydraftError, ReaderGone):
        renderer.tell([ScreenLine(""), ScreenLine(f"{outcome} To go on: {command}")])


def going_on(command: str, draft: str, settings: Settings, outputs: Iterable[str] = (), *, force: bool = False) -> str:
    """The command line that takes an interview up again: without the answers, which are kept."""
    libraries = [part for folder in settings.folders for part in ("--library", folder)]
    plain = ["--plain"] if settings.plain else []
    rest = [part for name in outputs for part in ("-o", name)] + (["--force"] if force else [])
    return shlex.join(["treatydraft", *libraries, *plain, command, draft, *rest])
