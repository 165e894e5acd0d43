"""One run of the interview: the draft is ours alone, earlier answers are there, and nothing is lost on leaving."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from treatydraft import Library, TreatydraftError, check_writable, write_whole
from treatydraft.cli import Settings
from treatydraft.cli.display import Line, Screen, terminal_size
from treatydraft.cli.prompts.conversation import Conversation, Face
from treatydraft.cli.prompts.engine import Interview, Record
from treatydraft.cli.prompts.journal import Journal
from treatydraft.cli.prompts.page import WELCOME
from treatydraft.cli.prompts.step import DEPTH, Refused
from treatydraft.cli.streams import ReaderGone


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
    check_writable(draft, force=Path(draft).exists())
    with Journal(draft) as journal:
        try:
            text = begin(journal.begun)
        except BaseException:
            if not journal.begun:
                journal.remove()
            raise
        if text and (not Path(draft).exists() or Path(draft).read_text("utf-8") != text):
            write_whole(draft, text.encode(), force=Path(draft).exists())  # the journal stands on what is in the file
        state = Interview(library, draft, text, reviewed=reviewed and not journal.records)
        fresh = not journal.records
        face = _face(settings)
        _replay(state, journal, face)
        assigned = list(given)
        if assigned and not (fresh and text):
            record: Record = {"set": assigned}
            state.apply(record)
            state.resume()
            journal.write(record)
        if fresh and reviewed:
            journal.write(state.standing())
        elif fresh:
            face.tell([Line(WELCOME)])
        try:
            Conversation(state, face, journal).run()
        except Exception:
            raise  # the journal has everything
        except BaseException:
            _leave(draft, state, journal, face, command)
            raise
        _fold(draft, state)
        journal.remove()
        return state.text


def _face(settings: Settings) -> Face:
    """The renderer for this terminal."""
    if settings.plain or os.environ.get("TERM", "dumb") == "dumb" or os.environ.get("ACCESSIBLE", "") not in ("", "0"):
        from treatydraft.cli.prompts.line import LineFace

        return LineFace(Screen(min(terminal_size().columns, 100), colour=False))
    from treatydraft.cli.prompts.screen import ScreenFace

    return ScreenFace()


def _replay(state: Interview, journal: Journal, face: Face) -> None:
    """Bring the state to where the journal ends; what does not fit any more is told and asked again."""
    lost = 0
    for record in journal.records:
        try:
            state.apply(dict(record))
        except (Refused, TreatydraftError, KeyError, TypeError, ValueError, AttributeError):
            lost += 1
    if journal.records:
        answers = len(state.passed - {DEPTH})
        face.tell([Line(f"Going on from {answers} answer{'s' if answers != 1 else ''}.")])
    if journal.torn:
        face.tell([Line("The last record of the journal was not whole and is left out.")])
    if lost:
        face.tell([Line(f"{lost} of them fit the library or the draft no more, and are asked again.")])
    state.resume()


def _fold(draft: str, state: Interview) -> None:
    """Write the draft with every answer in it."""
    if state.text:
        write_whole(draft, state.text.encode(), force=Path(draft).exists())


def _leave(draft: str, state: Interview, journal: Journal, face: Face, command: str) -> None:
    """Save everything and say how to go on. The terminal may be gone already."""
    if state.text:
        with suppress(TreatydraftError):  # the journal still has the answers
            _fold(draft, state)
            journal.restart(state.standing())
    elif not state.passed:
        journal.remove()
    with suppress(OSError, EOFError, TreatydraftError, ReaderGone):
        face.tell([Line(""), Line(f"Saved. To go on: {command}")])


def going_on(command: str, draft: str, settings: Settings, outputs: Iterable[str] = (), *, force: bool = False) -> str:
    """The command line that takes an interview up again: without the answers, which are kept."""
    libraries = [part for folder in settings.folders for part in ("--library", folder)]
    plain = ["--plain"] if settings.plain else []
    rest = [part for name in outputs for part in ("-o", name)] + (["--force"] if force else [])
    return shlex.join(["treatydraft", *libraries, *plain, command, draft, *rest])
