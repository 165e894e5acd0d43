"""The interview at a real terminal: from the first prompt to the written instrument, left and killed on the way."""

from __future__ import annotations

import os
import re
import select
import shlex
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from treatydraft import load_draft, load_library

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")

ROOT = Path(__file__).parent.parent
PATIENCE = 30.0
"""Seconds after which a text that does not come is a failure."""

RUN = (sys.executable, "-m", "treatydraft")


def environment(**more: str) -> dict[str, str]:
    """The environment of a run: this checkout, and nothing that would choose the renderer."""
    kept = {name: value for name, value in os.environ.items() if name not in ("ACCESSIBLE", "NO_COLOR", "TMUX")}
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    return {**kept, "PYTHONPATH": path, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **more}


def _interruptible() -> None:
    """As at a terminal: a run in the background hands on that it does not listen to interruptions."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Pty:
    """A program at a pseudo-terminal of its own: type a line, wait for a text."""

    def __init__(self, folder: Path, *arguments: str, **more: str) -> None:
        self.end, other = os.openpty()
        self.program = subprocess.Popen(
            [*RUN, *arguments], cwd=folder, stdin=other, stdout=other, stderr=other, env=environment(**more),
            start_new_session=True, preexec_fn=_interruptible,
        )  # fmt: skip
        os.close(other)
        self.shown = ""
        self.read = 0

    def wait(self, text: str) -> str:
        """What has been shown up to `text`, since the last wait."""
        until = time.monotonic() + PATIENCE
        while (at := self.shown.find(text, self.read)) < 0:
            ready, _, _ = select.select([self.end], [], [], max(until - time.monotonic(), 0))
            assert ready, f"{text!r} has not come; the terminal has {self.shown[self.read :]!r}"
            try:
                part = os.read(self.end, 65536)
            except OSError:  # the program has closed its side
                part = b""
            assert part, f"it ended without {text!r}; the terminal has {self.shown[self.read :]!r}"
            self.shown += part.decode("utf-8", "replace").replace("\r\n", "\n")
        before, self.read = self.shown[self.read : at], at + len(text)
        return before

    def type(self, *lines: str) -> None:
        """Type lines, each once it is waited for."""
        for line in lines:
            self.wait("\n> ")
            os.write(self.end, f"{line}\n".encode())

    def interrupt(self) -> None:
        """Ctrl-C, and again where the first fell between a prompt and the read after it, as only a program can hit."""
        for _ in range(2):
            os.kill(self.program.pid, signal.SIGINT)
            if select.select([self.end], [], [], PATIENCE / 2)[0]:
                return

    def ended(self) -> int:
        """The exit code; what is shown until then is read."""
        while True:
            try:
                if not os.read(self.end, 65536):
                    break
            except OSError:
                break
        os.close(self.end)
        return self.program.wait(PATIENCE)

    def kill(self) -> None:
        """End it as a crash would."""
        self.program.kill()
        self.ended()


def test_line_by_line(tmp_path: Path) -> None:
    """One answer corrected by going back, one Ctrl-C and one kill on the way, and the Markdown at the end."""
    first = Pty(tmp_path, "--plain", "new", "pact.yaml", "-o", "pact.md")
    first.type("coalition-treaty", "memorandum", "<", "treaty", "Pact")
    first.wait("Which States and organisations give the guarantee?")
    first.wait("\n> ")
    first.interrupt()
    first.wait("Saved. To go on: treatydraft --plain new pact.yaml -o pact.md\n")
    assert first.ended() == 130
    library = load_library()
    assert load_draft(tmp_path / "pact.yaml", library).register == "treaty"

    second = Pty(tmp_path, "--plain", "new", "pact.yaml", "-o", "pact.md")
    second.wait("Going on from 3 answers.")
    second.type("Atlantis")
    second.wait("Error: there is no party 'Atlantis'")
    second.type("fr, uk, poland")
    second.wait("Taken: France, the United Kingdom, Poland\n")
    second.wait("Who is guaranteed?")
    second.wait("\n> ")
    second.kill()
    assert "guarantors" not in load_draft(tmp_path / "pact.yaml", library).answers  # it was in the journal alone

    third = Pty(tmp_path, "--plain", "new", "pact.yaml", "-o", "pact.md")
    third.wait("Going on from 4 answers.")
    third.type("?", "", "review", "3", "Treaty of Paris")
    third.wait("Changed:")
    third.type("")
    third.wait("wrote pact.md")
    assert third.ended() == 0
    draft = load_draft(tmp_path / "pact.yaml", library)
    assert (draft.title, draft.answers["guarantors"]) == ("Treaty of Paris", ["FR", "GB", "PL"])
    assert (tmp_path / "pact.md").read_text("utf-8").startswith("# Treaty of Paris\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pact.md", "pact.yaml"]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 143)])
def test_a_closed_terminal_loses_nothing(tmp_path: Path, number: signal.Signals, code: int) -> None:
    at = Pty(tmp_path, "new", "pact.yaml", ACCESSIBLE="1")
    at.type("coalition-treaty", "memorandum")
    at.wait("Under which title?")
    at.wait("\n> ")
    at.program.send_signal(number)
    assert at.ended() == code
    assert load_draft(tmp_path / "pact.yaml", load_library()).register == "memorandum"


def test_edit_begins_with_the_review(tmp_path: Path) -> None:
    (tmp_path / "pact.yaml").write_text("treatydraft: 1\noutline: coalition-treaty\n# a remark\ntitle: Old\n", "utf-8")
    at = Pty(tmp_path, "edit", "pact.yaml", TERM="dumb")
    at.wait("Under which title? Old")
    at.type("3", "New", "")
    at.wait("wrote pact.yaml")
    assert at.ended() == 0
    assert (tmp_path / "pact.yaml").read_text(
        "utf-8"
    ) == "treatydraft: 1\noutline: coalition-treaty\n# a remark\ntitle: New\n"


def test_a_wrong_answer_of_the_line_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    for more in ([], ["--outline", "blank"]):
        at = Pty(tmp_path, "--plain", "new", "pact.yaml", "--set", "guarantors=Frnace", *more)
        assert "Which" not in at.wait("there is no party 'Frnace'")
        assert at.ended() == 3
        assert not list(tmp_path.iterdir())


def test_a_draft_that_is_replaced_is_kept_or_comes_back(tmp_path: Path) -> None:
    draft, text = tmp_path / "pact.yaml", "treatydraft: 1\noutline: coalition-treaty\n"
    draft.write_text(text, "utf-8")
    at = Pty(tmp_path, "--plain", "new", "pact.yaml")
    at.wait("the draft is there already")
    assert at.ended() == 6
    at = Pty(tmp_path, "--plain", "new", "pact.yaml", "--replace")
    at.wait("\n> ")
    at.interrupt()
    at.wait("pact.yaml is there again as it was")
    assert at.ended() == 130
    assert draft.read_text("utf-8") == text and [one.name for one in tmp_path.iterdir()] == ["pact.yaml"]
    at = Pty(tmp_path, "--plain", "new", "pact.yaml", "--replace")
    at.type("blank")
    at.wait("How does it bind?")
    at.kill()
    assert not draft.exists() and (tmp_path / "pact.yaml.bak").read_text("utf-8") == text
    at = Pty(tmp_path, "--plain", "new", "pact.yaml", "--set", "place=Kyiv")
    at.wait("Going on from 1 answer.")
    at.type(">", "")
    at.wait("wrote pact.yaml")
    assert at.ended() == 0
    written = load_draft(draft, load_library())
    assert (written.outline, written.answers["place"]) == ("blank", "Kyiv")


@pytest.mark.parametrize("end", ["accepted", "interrupted"])
def test_a_draft_changed_by_hand_meanwhile_is_not_overwritten(tmp_path: Path, end: str) -> None:
    draft = tmp_path / "pact.yaml"
    draft.write_text("treatydraft: 1\noutline: coalition-treaty\ntitle: Old\n", "utf-8")
    at = Pty(tmp_path, "edit", "pact.yaml", TERM="dumb")
    at.type("3", "Typed")
    at.wait("\n> ")
    draft.write_text("treatydraft: 1\noutline: coalition-treaty\ntitle: Old   # by hand\n", "utf-8")
    if end == "accepted":
        os.write(at.end, b"\n")
        at.wait("pact.yaml: it was changed while the interview was open, and is left as it is\nhint: ")
        assert "the answers are kept; to lay them over the file as it is now: " in at.wait("treatydraft edit pact.yaml")
        assert at.ended() == 6
    else:
        at.interrupt()
        at.wait("pact.yaml: it was changed while the interview was open, and is left as it is.")
        at.wait("The answers are kept. To go on: treatydraft edit pact.yaml\n")
        assert at.ended() == 130
    assert draft.read_text("utf-8").endswith("title: Old   # by hand\n")
    again = Pty(tmp_path, "edit", "pact.yaml", TERM="dumb")
    again.wait("Going on from ")
    again.type("")
    again.wait("wrote pact.yaml")
    assert again.ended() == 0
    assert draft.read_text("utf-8").endswith("title: Typed   # by hand\n")
    assert [path.name for path in tmp_path.iterdir()] == ["pact.yaml"]


def test_a_second_run_on_the_same_draft(tmp_path: Path) -> None:
    at = Pty(tmp_path, "--plain", "new", "pact.yaml")
    at.wait("Which kind of instrument?")
    other = Pty(tmp_path, "--plain", "new", "pact.yaml")
    other.wait(f"another run holds this draft (process {at.program.pid}, since ")
    assert other.ended() == 3
    at.kill()


def test_an_output_that_cannot_be_written_is_refused_first(tmp_path: Path) -> None:
    at = Pty(tmp_path, "--plain", "new", "pact.yaml", "-o", "nowhere/pact.md")
    assert "Which" not in at.wait("there is no folder nowhere")
    assert at.ended() == 6
    assert not list(tmp_path.iterdir())


def test_nothing_is_asked_where_nobody_is(tmp_path: Path) -> None:
    done = subprocess.run(
        [*RUN, "new", "pact.yaml", "--outline", "coalition-treaty"],
        cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True, text=True, env=environment(), timeout=PATIENCE,
    )  # fmt: skip
    assert done.returncode == 3 and "questions are not answered: order, " in done.stderr
    assert not list(tmp_path.iterdir())


# ------------------------------------------------------------------------------------------------ drawn


class Tmux:
    """A shell in tmux, which answers what a terminal is asked: send keys, wait for a text on the screen."""

    def __init__(self, folder: Path, columns: int) -> None:
        self.socket = f"treatydraft-{uuid.uuid4().hex}"
        shell = "env PS1='$ ' sh"
        size = ["-x", str(columns), "-y", "30"]
        left_over = environment(COLUMNS="80", LINES="24")  # of another terminal; the one there is counts
        self._tmux("-f", "/dev/null", "new-session", "-d", "-s", "t", *size, "-c", str(folder), shell, env=left_over)

    def _tmux(self, *arguments: str, env: dict[str, str] | None = None) -> str:
        command = ["tmux", "-L", self.socket, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True, env=env, timeout=PATIENCE).stdout

    def keys(self, *keys: str) -> None:
        """Press keys by name: Enter, BTab, C-c."""
        self._tmux("send-keys", "-t", "t", *keys)

    def type(self, text: str) -> None:
        """Type a line."""
        self._tmux("send-keys", "-t", "t", "-l", "--", text)
        self.keys("Enter")

    def wait(self, text: str, *, above: int = 0) -> str:
        """The screen, with so many lines that have scrolled off it, once it has `text`, which may be folded."""
        until = time.monotonic() + PATIENCE
        while True:
            screen = self._tmux("capture-pane", "-p", "-t", "t", "-S", f"-{above}")
            if text in re.sub(r"\s+", " ", screen):
                return screen
            assert time.monotonic() < until, f"{text!r} has not come; the screen has\n{screen}"
            select.select([], [], [], 0.05)

    def close(self) -> None:
        """End the shell and whatever runs in it."""
        subprocess.run(["tmux", "-L", self.socket, "kill-server"], capture_output=True, timeout=PATIENCE)


@pytest.fixture
def tmux(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Tmux]:
    """A terminal of the width of the test's parameter, or of 80 columns."""
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    terminal = Tmux(tmp_path, getattr(request, "param", 80))
    yield terminal
    terminal.close()


@pytest.mark.parametrize("tmux", [80, 40], indirect=True)
def test_on_a_screen(tmux: Tmux, tmp_path: Path) -> None:
    """The same way on a terminal that draws, with the menu, the keys to go back, and a word half typed."""
    command = f"{shlex.join(RUN)} new pact.yaml -o pact.md"
    tmux.type(f"clear; {command}")
    tmux.wait("Which kind of instrument?")
    tmux.type("coalition-treaty")
    tmux.wait("2 of 6. How does it bind?")
    tmux.type("memorandum")
    tmux.wait("3 of 6. Under which title?")
    tmux.keys("BTab")
    tmux.wait("2 of 6. How does it bind?")
    tmux.type("treaty")
    tmux.wait("3 of 6. Under which title?")
    tmux.keys("Enter")
    tmux.wait("4 of 6. Which States")
    tmux.type("Atlantis")
    tmux.wait("there is no party 'Atlantis'")
    tmux.keys("C-u")
    tmux.type("fr, uk, turkiye")
    tmux.wait("5 of 6. Who is guaranteed?")
    tmux.keys("-l", "po")
    tmux.wait("PL Poland")
    tmux.keys("C-c")
    tmux.wait("To go on: treatydraft new pact.yaml -o pact.md")
    assert load_draft(tmp_path / "pact.yaml", load_library()).answers["guarantors"] == ["FR", "GB", "TR"]

    tmux.type(f"clear; {command}")
    tmux.wait("Going on from 4 answers.", above=90)
    tmux.wait("> po")
    tmux.keys("C-u")
    tmux.keys("Enter")
    tmux.wait("6 of 6. Go through every clause")
    tmux.type("key")
    tmux.wait("Preamble: which clauses are in it?")
    tmux.keys("Enter")
    tmux.wait("General provisions: which clauses are in it?")
    (holder,) = re.findall(r'"pid": (\d+)', (tmp_path / ".pact.yaml.journal").read_text().splitlines()[1])
    os.kill(int(holder), signal.SIGKILL)
    tmux.wait("Killed")

    tmux.keys("-l", f"stty sane; clear; {command}")
    tmux.keys("C-j")  # a killed program leaves the terminal raw, where Enter is another character
    tmux.wait("Going on from 6 answers.", above=90)
    tmux.wait("General provisions: which clauses are in it?")
    tmux.type(">")
    tmux.wait("Enter accepts and writes the draft.")
    tmux.type("3")
    tmux.wait("Under which title?")
    tmux.type("Treaty of Paris")
    tmux.wait("Changed:")
    tmux.keys("Enter")
    tmux.wait("wrote pact.md")
    draft = load_draft(tmp_path / "pact.yaml", load_library())
    assert (draft.register, draft.title) == ("treaty", "Treaty of Paris")
    assert (tmp_path / "pact.md").read_text("utf-8").startswith("# Treaty of Paris\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pact.md", "pact.yaml"]
