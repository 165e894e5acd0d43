"""The command line: what it writes, what it says, and the exit code it ends with; never a traceback."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.house import FILES, put
from treatydraft import __version__, load_library, parse_draft
from treatydraft.cli import BUG, COMMANDS, display, run
from treatydraft.cli.prompts.journal import Journal
from treatydraft.errors import EXIT_CODES
from treatydraft.library import loading

LIBRARY = load_library()


@dataclass(frozen=True)
class Done:
    """What a run came to."""

    code: int
    out: str
    err: str


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def tool(here: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Tool:
    """The command line, run in this process, with the bundled library read once for all tests."""
    real = loading.load_library
    monkeypatch.setattr(loading, "load_library", lambda folders=(): real(folders) if folders else LIBRARY)
    return Tool(capfd)


class Tool:
    """Runs commands and keeps what they say."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self.capture = capture

    def __call__(self, *arguments: str, code: int = 0) -> Done:
        self.capture.readouterr()
        before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
        try:
            ended = run(arguments)
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
        out, err = self.capture.readouterr()
        assert ended == code, (arguments, err)
        if code not in (0, 1):
            told(err)
        return Done(ended, out, err)


def told(err: str) -> list[tuple[str, str]]:
    """The problems on stderr, each ``where: what`` and ``hint: what to do``; nothing else may stand there."""
    assert "Traceback" not in err and "this is a fault of treatydraft" not in err
    found: list[tuple[str, str]] = []
    lines = err.strip().split("\n")
    for n, line in enumerate(lines):
        if line.startswith("hint: "):
            assert found and not found[-1][1], err
            found[-1] = (found[-1][0], line.removeprefix("hint: "))
        else:
            assert line.strip() and (n == 0 or lines[n - 1].startswith("hint: ")), err
            found.append((line, ""))
    assert all(what and not what.endswith(".") for what, _ in found)
    return found


def outside(*arguments: str, cwd: Path, given: str | None = "") -> Done:
    """The command line as a person starts it, with `given` on stdin."""
    done = subprocess.run(
        [sys.executable, "-m", "treatydraft", *arguments],
        input=given,
        capture_output=True,
        text=True,
        cwd=cwd,
        timeout=60,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def started(tool: Tool, *arguments: str, name: str = "g.yaml") -> Path:
    tool("new", name, "--outline", "coalition-treaty", "--defaults", *arguments)
    return Path(name)


# ------------------------------------------------------------------------------------------------ new


def test_new_writes_a_draft_and_the_instrument(tool: Tool, here: Path) -> None:
    os.umask(umask := os.umask(0o077))
    done = tool("new", "g.yaml", "--outline", "coalition-treaty", "--defaults", "-o", "g.md", "-o", "g.json")
    assert done.out == "" and done.err == "wrote g.yaml\nwrote g.md\nwrote g.json\n"
    assert Path("g.md").read_text().startswith("# Treaty on Security Guarantees for Ukraine")
    assert json.loads(Path("g.json").read_text())["version"] == 2
    assert os.stat("g.yaml").st_mode & 0o777 == os.stat("g.md").st_mode & 0o777 == 0o666 & ~umask
    draft = parse_draft(Path("g.yaml").read_text(), "g.yaml", LIBRARY)
    assert draft.outline == "coalition-treaty" and draft.library is not None


def test_new_takes_answers_from_files_and_from_the_line(tool: Tool, here: Path) -> None:
    Path("a.yaml").write_text("guarantors: [FR, GB]\nplace: Kyiv\nregister: memorandum\ntexts: {open: [en, fr]}\n")
    started(tool, "--answers", "a.yaml", "--set", "place=Lviv", "--set", "title=A title", "-o", "g.md")
    text = Path("g.yaml").read_text()
    assert "guarantors: [FR, GB]" in text and "place: Lviv" in text and "title: A title" in text
    page = Path("g.md").read_text()
    assert page.startswith("# A title") and "Signed at Lviv" in page and "For the Federal Republic" not in page
    Path("a.json").write_text('{"guarantors": ["PL"], "triggers/consultation": false}')
    started(tool, "--answers", "a.json", name="h.yaml")
    assert "guarantors: [PL]" in Path("h.yaml").read_text()


def test_what_is_found_has_its_title_and_the_sentence_that_holds_the_words(tool: Tool) -> None:
    done = json.loads(tool("library", "search", "trust", "fund", "--format", "json").out)
    assert {one["where"] for one in done["clauses"]} >= {"title", "family"}
    for one in done["clauses"]:
        assert set(one) == {"id", "title", "where", "sentence"}
        assert one["title"] == LIBRARY.clause(one["id"]).title
        assert re.search("trust", one["sentence"], re.IGNORECASE) or one["where"] == "text"


def test_new_takes_answers_as_people_write_them(tool: Tool, here: Path) -> None:
    Path("a.yaml").write_text("guarantors: [France, UK]\nsigned_on: 1 March 2027\nfinal/duration.term: ten years\n")
    tool("new", "g.yaml", "--outline", "coalition-treaty", "--defaults", "--answers", "a.yaml", "--set", "host=france")
    text = Path("g.yaml").read_text()
    assert "guarantors: [FR, GB]" in text and "host: FR" in text
    assert "signed_on: 2027-03-01" in text and "term: 10 years" in text


def test_new_takes_answers_from_stdin(here: Path) -> None:
    done = outside(
        *("new", "g.yaml", "--outline", "coalition-treaty", "--answers", "-", "--defaults"),
        cwd=here,
        given="guarantors: [NO]\n",
    )
    assert done.code == 0 and "guarantors: [NO]" in Path("g.yaml").read_text()


def test_new_leaves_a_finished_draft_alone(tool: Tool, here: Path) -> None:
    text = started(tool, "--set", "place=Lviv").read_text()
    for more in (["--outline", "north-atlantic"], ["--set", "host=GB"], ["--force"]):
        error = tool("new", "g.yaml", "--defaults", *more, code=6).err
        assert "the draft is there already" in error
        assert all(way in error for way in ("treatydraft edit g.yaml", "treatydraft set g.yaml", "--replace"))
        assert Path("g.yaml").read_text() == text and [one.name for one in here.iterdir()] == ["g.yaml"]


def test_new_goes_on_with_a_draft_whose_interview_was_left(tool: Tool, here: Path) -> None:
    started(tool, "--set", "place=Lviv")
    Path("g.yaml").write_text("# ours\n" + Path("g.yaml").read_text())
    with Journal("g.yaml") as journal:
        journal.write({"key": "register"})
    assert "has the outline coalition-treaty" in tool("new", "g.yaml", "--outline", "blank", "--defaults", code=2).err
    assert "not finished" in tool("new", "g.yaml", "--outline", "blank", "--defaults", "--replace", code=6).err
    tool("new", "g.yaml", "--outline", "coalition-treaty", "--defaults", "--set", "host=GB")
    text = Path("g.yaml").read_text()
    assert text.startswith("# ours\n") and "place: Lviv" in text and "host: GB" in text


def test_new_replaces_a_draft_and_keeps_it(tool: Tool, here: Path) -> None:
    old = started(tool).read_text()
    again = ["new", "g.yaml", "--outline", "blank", "--defaults", "--replace"]
    assert "no party 'XX'" in tool(*again, "--set", "guarantors=XX", code=3).err
    assert Path("g.yaml").read_text() == old and [one.name for one in here.iterdir()] == ["g.yaml"]
    assert tool(*again).err == "kept g.yaml as g.yaml.bak\nwrote g.yaml\n"
    new = Path("g.yaml").read_text()
    assert Path("g.yaml.bak").read_text() == old and "outline: blank" in new
    assert "g.yaml.bak: an earlier draft is kept there" in tool(*again, code=6).err
    assert Path("g.yaml.bak").read_text() == old and Path("g.yaml").read_text() == new


@pytest.mark.parametrize("name", ["g.docx", "g.md", "g.json", "g.csv", "g", "-"])
def test_a_draft_is_a_yaml_file(tool: Tool, here: Path, name: str) -> None:
    error = tool("new", name, "--outline", "blank", "--defaults", code=2).err
    assert f"{name}: a draft is a YAML file" in error and ".yaml" in error
    assert (f"-o {name}" in error) == (name in ("g.docx", "g.md", "g.json")) and list(here.iterdir()) == []


def test_the_outline_of_the_line_beats_that_of_the_answers(tool: Tool, here: Path) -> None:
    Path("a.yaml").write_text("outline: north-atlantic\nplace: Kyiv\n")
    tool("new", "g.yaml", "--answers", "a.yaml", "--defaults")
    assert parse_draft(Path("g.yaml").read_text(), "g.yaml", LIBRARY).outline == "north-atlantic"
    tool("new", "h.yaml", "--answers", "a.yaml", "--outline", "blank", "--defaults")
    draft = parse_draft(Path("h.yaml").read_text(), "h.yaml", LIBRARY)
    assert (draft.outline, draft.answers["place"]) == ("blank", "Kyiv")


def test_without_a_terminal_new_names_what_is_missing(here: Path) -> None:
    done = outside("new", "g.yaml", "--outline", "coalition-treaty", cwd=here)
    assert done.code == 3 and not Path("g.yaml").exists() and done.out == ""
    [(what, hint)] = told(done.err)
    assert re.match(r"g\.yaml: \d+ questions are not answered: order, .*, and \d+ more$", what) and len(what) < 400
    assert all(way in hint for way in ("--defaults", "--set KEY=VALUE", "--answers FILE", "treatydraft schema rows"))
    done = outside("new", "h.yaml", "--outline", "blank", "--set", "signed=yes", cwd=here)
    problems, asked = told(done.err), LIBRARY.questions()["order"].ask
    assert done.code == 3 and 1 < len(problems) <= 10
    default = LIBRARY.questions()["order"].default
    assert (f"order: not answered: {asked}", f"--set order=..., or --defaults for '{default}'") in problems


def test_no_answer_is_handed_in_that_is_not_one(tool: Tool, here: Path) -> None:
    key = "collective-defense/participation.statements"
    Path("a.yaml").write_text(f"texts: {{open: [en, fr]}}\nplace: {{a: b}}\n{key}:\n  - {{member: FR}}\n")
    error = tool("new", "g.yaml", "--outline", "blank", "--answers", "a.yaml", "--defaults", code=3).err
    assert [what.partition(": ")[0] for what, _ in told(error)] == ["a.yaml:2", "a.yaml:3"]
    assert "{" not in error and not Path("g.yaml").exists()


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("clauses: {own/x: [a], governance/council: [{a: 1}]}", "'governance/council' is a list"),
        ("clauses: {governance/council: sometimes}", "'governance/council' is 'sometimes'"),
        ("numbering: {headings: {a: 1}}", "'headings' is a mapping; it can be yes or no"),
        ("register: [treaty]", "'register' is a list; it can be treaty"),
        ("revision: {a: 1}", "'revision' is a mapping, which is not a whole number"),
    ],
)
def test_what_is_given_is_shown_in_words(tool: Tool, here: Path, text: str, what: str) -> None:
    Path("g.yaml").write_text(f"outline: blank\n{text}\n")
    error = tool("show", "g.yaml", code=3).err
    assert what in error and "{" not in error and "[" not in error
    assert "clauses/README.md" not in error  # no machine of a user has it


def test_when_a_question_is_asked_is_told_in_words(tool: Tool, here: Path) -> None:
    page = re.sub(r"\s+", " ", tool("library", "show", "collective-defense/response", "--register", "treaty").out)
    assert "asked only when the wording is none of aid-and-assistance, assist, security-council-action and" in page
    Path("g.yaml").write_text(
        "outline: blank\nregister: memorandum\nclauses: {collective-defense/response: {variant: announced, hours: 5}}\n"
    )
    note = tool("check", "g.yaml").err
    assert "collective-defense/response.hours has no effect: it is asked only when the wording is none of" in note


@pytest.mark.parametrize(
    ("arguments", "code", "what"),
    [
        (["new", "g.yaml", "--defaults"], 3, "outline"),
        (["new", "g.yaml", "--outline", "coalition-traety", "--defaults"], 2, "did you mean 'coalition-treaty'?"),
        (["new", "g.yaml", "--outline", "blank", "--defaults", "--set", "place"], 3, "KEY=VALUE"),
        (["new", "g.yaml", "--outline", "blank", "--defaults", "--set", "plase=x"], 3, "did you mean 'place'?"),
        (["new", "g.yaml", "--outline", "blank", "--defaults", "--set", "guarantors=XX"], 3, "no party 'XX'"),
        (["new", "g.yaml", "--outline", "blank", "--defaults", "--answers", "none.yaml"], 3, "no such file"),
        (["new", "g.yaml", "--outline", "blank", "--defaults", "-o", "g.pdf"], 2, "does not name a format"),
        (["new", "g.yaml", "--outline", "blank", "--defaults", "-o", "none/g.md"], 6, "no folder"),
        (["new", "none/g.yaml", "--outline", "blank", "--defaults"], 6, "no folder"),
        (["new", ".", "--outline", "blank", "--defaults"], 6, ""),
        (["new"], 2, "missing"),
    ],
)
def test_new_refuses_and_leaves_nothing(tool: Tool, here: Path, arguments: list[str], code: int, what: str) -> None:
    assert what in tool(*arguments, code=code).err
    assert list(here.iterdir()) == []


# ------------------------------------------------------------------------------------------------ set, show, export


def test_set_keeps_comments_and_writes_nothing_that_is_wrong(tool: Tool, here: Path) -> None:
    Path("g.yaml").write_text("# ours\ntreatydraft: 1\noutline: blank   # short\nanswers:\n  # where\n  place: Kyiv\n")
    done = tool("set", "g.yaml", "place=Lviv", "guarantors=FR,GB")
    assert done.err == "changed g.yaml: place, guarantors\n"
    text = Path("g.yaml").read_text()
    assert text == (
        "# ours\ntreatydraft: 1\noutline: blank   # short\nanswers:\n  # where\n  place: Lviv\n  guarantors: [FR, GB]\n"
    )
    assert "no party 'XX'" in tool("set", "g.yaml", "place=Kyiv", "guarantors=XX", code=3).err
    assert Path("g.yaml").read_text() == text
    tool("set", "g.yaml", "guarantors=", "place=")
    assert "guarantors" not in Path("g.yaml").read_text()
    assert "no such file" in tool("set", "none.yaml", "place=x", code=3).err


def test_set_refuses_what_show_would_refuse(tool: Tool, here: Path) -> None:
    text = started(tool).read_text()
    required = ("triggers/levels", "collective-defense/graduated-measures", "triggers/levels-annex")
    problems = told(tool("set", "g.yaml", "triggers/determination=false", code=3).err)
    assert {hint.rpartition(" (")[2] for _, hint in problems} == {f"{one}=false)" for one in required[:2]}
    for what, hint in problems:
        assert what.startswith("g.yaml: triggers/determination: ") and "must" in what
        assert hint.startswith("put triggers/determination in (triggers/determination=), or leave ")
    assert Path("g.yaml").read_text() == text
    tool("set", "g.yaml", "triggers/determination=false", *(f"{one}=false" for one in required))  # judged together
    assert tool("show", "g.yaml", "--articles", "1").code == 0
    tool("set", "g.yaml", "triggers/levels=true", code=3)


def test_set_cites_the_file_as_it_is(tool: Tool, here: Path) -> None:
    text = "outline: blank\n# ours\nanswers:\n  # where\n  place: Kyiv\n  host: XX\n"
    Path("g.yaml").write_text(text)
    error = tool("set", "g.yaml", "guarantors=Polnd", "final/duration.term=x", code=3).err
    places = [what.partition(": ")[0] for what, _ in told(error)]
    assert set(places) <= {"g.yaml", "g.yaml:6"} and "g.yaml:6: host: there is no party 'XX'" in error
    assert "g.yaml: guarantors: there is no party 'Polnd'" in error and "g.yaml: final/duration.term: " in error
    assert "g.yaml:2: 'answers' is not" in _set_wrong(tool, "outline: blank\nanswers: [x]\n")
    assert "g.yaml:1: there is no outline 'blak'" in _set_wrong(tool, "outline: blak\n")
    _set_wrong(tool, "outline: blank\ntitle: [\n")


def _set_wrong(tool: Tool, text: str) -> str:
    Path("g.yaml").write_text(text)
    error = tool("set", "g.yaml", "place=Lviv", code=3).err
    assert Path("g.yaml").read_text() == text and error.startswith("g.yaml:")
    return error


def test_show_prints_the_words(tool: Tool, here: Path) -> None:
    started(tool, "--set", "guarantors=FR,GB")
    whole = tool("show", "g.yaml").out
    assert whole.startswith("Treaty on Security Guarantees for Ukraine\n") and "\x1b" not in whole
    assert "Article 5." in whole and "For Ukraine" in whole
    part = tool("show", "g.yaml", "--articles", "5-6", "--origin").out
    assert "Article 5." in part and "Article 6." in part and "Article 7." not in part
    assert re.search(r"^\[[a-z-]+/[a-z-]+, variant [a-z-]+: the outline coalition-treaty has it\]$", part, re.MULTILINE)
    assert "the outline coalition-treaty has it" in tool("show", "g.yaml", "--why", "governance/council").out
    for wrong in ("x", "0", "7-3", "٣", "1-2-3"):
        assert "span" in tool("show", "g.yaml", "--articles", wrong, code=2).err
    last = whole.count("\nArticle ")
    assert f"Article {last}." in tool("show", "g.yaml", "--articles", f"{last}-99").out
    beyond = tool("show", "g.yaml", "--articles", "99", code=2).err
    assert beyond.startswith(f"--articles: there is no article 99: there are {last} articles\nhint: ")
    assert "no clause" in tool("show", "g.yaml", "--why", "governance/counsel", code=2).err


def test_user_words_in_brackets_are_never_dropped(tool: Tool, here: Path) -> None:
    started(tool, "--set", "title=[shall] \\[may\\] [bold]consult[/bold]")
    shown = tool("show", "g.yaml").out
    assert "[shall]" in shown and "[may]" in shown and "[bold]consult[/bold]" in shown


def test_export_writes_each_format(tool: Tool, here: Path) -> None:
    started(tool)
    assert tool("export", "g.yaml", "-o", "g.md").err == "wrote g.md\n"
    tool("export", "g.yaml", "-o", "g.txt", "--to", "json")
    assert json.loads(Path("g.txt").read_text())["version"] == 2
    assert tool("export", "g.yaml").out == Path("g.md").read_text()
    assert tool("export", "g.yaml", "-o", "-", "--to", "json").out == Path("g.txt").read_text()
    assert tool("export", "g.yaml", "-o", "q.md", "--quiet").err == ""
    assert Path("q.md").read_bytes() == Path("g.md").read_bytes()


def test_export_reads_a_draft_from_stdin(here: Path) -> None:
    done = outside("export", "-", cwd=here, given="treatydraft: 1\noutline: blank\nanswers: {place: Kyiv}\n")
    assert done.code == 0 and "DONE at Kyiv" in done.out and done.err == ""


def test_set_takes_a_draft_from_stdin_and_gives_it_to_stdout(here: Path) -> None:
    done = outside("set", "-", "place=Kyiv", cwd=here, given="outline: blank # ours\n")
    assert done == Done(0, "outline: blank # ours\nanswers:\n  place: Kyiv\n", "")
    wrong = outside("set", "-", "guarantors=Polnd", cwd=here, given="outline: blank\n")
    assert wrong.code == 3 and wrong.out == "" and wrong.err.startswith("stdin")


def test_stdin_that_is_no_text_is_told_once(here: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "treatydraft", "show", "-"], input=b"a: 1\n\xff\xfe", capture_output=True, cwd=here
    )
    what = b"stdin:2: byte 0xFF is not UTF-8 text\nhint: save the file with the encoding UTF-8\n"
    assert (done.returncode, done.stderr) == (3, what)


@pytest.mark.parametrize(("terminal", "widest"), [(True, 60), (False, 100)])
def test_what_is_folded_fits_the_terminal(monkeypatch: pytest.MonkeyPatch, terminal: bool, widest: int) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal, raising=False)
    monkeypatch.setattr(display, "terminal_size", lambda: os.terminal_size((60, 20)))
    lines = display.folded("word " * 60, "  ")
    assert widest - 6 < max(map(len, lines)) <= widest
    assert lines[0].startswith("  word") and lines[1].startswith("    word")


def test_few_of_the_files_of_an_earlier_batch_are_named(tool: Tool, here: Path) -> None:
    for letter in "ab":
        Path("rows.csv").write_text("name,place\n" + "".join(f"{letter}{n},Kyiv\n" for n in range(8)))
        done = tool("batch", "rows.csv", "-o", "out", "--outline", "blank", "--to", "md", "--jobs", "1")
    named = [f"note: a{n}.md is from an earlier run and in no row now" for n in range(5)]
    assert done.err.splitlines() == [*named, "note: 3 more are from an earlier run and in no row now"]


def test_output_that_is_full_ends_with_six(here: Path) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("no such device here")
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "treatydraft", "library", "outlines"], stdout=full, stderr=subprocess.PIPE, text=True
        )
    what = "stdout: it cannot be written: no space left on device\nhint: make room, or send it elsewhere\n"
    assert (done.returncode, done.stderr) == (6, what)


def test_export_overwrites_only_with_force(tool: Tool, here: Path) -> None:
    started(tool)
    Path("g.md").write_text("mine")
    error = tool("export", "g.yaml", "-o", "g.md", code=6).err
    assert "the file is there already" in error and "--force" in error and Path("g.md").read_text() == "mine"
    tool("export", "g.yaml", "-o", "g.md", "--force")
    assert Path("g.md").read_text().startswith("# Treaty")


def test_an_export_refuses_holes_unless_it_is_told_to_keep_them(tool: Tool, here: Path) -> None:
    Path("g.yaml").write_text(
        "outline: blank\nclauses:\n  own/x: {text: 'On {?the date}, see {@governance/council}.'}\n"
    )
    error = tool("export", "g.yaml", "-o", "g.md", code=3).err
    assert "the date is missing" in error and "governance/council, which is not in the instrument" in error
    assert not Path("g.md").exists()
    tool("export", "g.yaml", "-o", "g.md", "--with-holes")
    assert "the date" in Path("g.md").read_text()


def test_conflicts_stop_an_export(tool: Tool, here: Path) -> None:
    put(here / "lib", FILES)
    Path("g.yaml").write_text("outline: small\nclauses:\n  house/watch: false\n  house/patrol: false\n")
    error = tool("export", "g.yaml", "--library", "lib", code=3).err
    assert (
        "g.yaml:3: house/answer requires house/watch or house/patrol" in error and "hint: put house/watch in" in error
    )


def test_a_read_only_folder_is_told_before_any_work(here: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("for root no folder is read-only")
    Path("g.yaml").write_text("outline: blank\n")
    (here / "shut").mkdir(mode=0o500)
    done = outside("export", "g.yaml", "-o", "shut/g.md", cwd=here)
    assert done.code == 6 and "read-only" in done.err


@pytest.mark.parametrize("target", ["/dev/full", "/proc/g.md", "/dev/null/g.md"])
def test_what_cannot_be_written(tool: Tool, here: Path, target: str) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("no such device here")
    Path("g.yaml").write_text("outline: blank\n")
    tool("export", "g.yaml", "-o", target, "--to", "md", "--force", code=6)
    assert sorted(path.name for path in here.iterdir()) == ["g.yaml"]


@pytest.mark.parametrize("folder", ["g.yaml", "x" * 300])
def test_a_clause_cannot_begin_where_there_can_be_no_folder(tool: Tool, here: Path, folder: str) -> None:
    Path("g.yaml").write_text("outline: blank\n")
    assert "the folder cannot be made" in tool("library", "new", "house/alarm", folder, code=6).err


def test_links_are_not_followed(tool: Tool, here: Path) -> None:
    Path("g.yaml").write_text("outline: blank\n")
    Path("real.md").write_text("mine")
    Path("link.md").symlink_to("real.md")
    assert "a link" in tool("export", "g.yaml", "-o", "link.md", "--force", code=6).err
    assert Path("real.md").read_text() == "mine"


# ------------------------------------------------------------------------------------------------ check


def test_one_bad_draft_hides_nothing(tool: Tool, here: Path) -> None:
    Path("good.yaml").write_text("outline: blank\nclauses:\n  own/x: {text: 'On {?the date}.'}\n")
    Path("bad.yaml").write_text("outline: blank\nanswers:\n  host: XX\n")
    drafts = ["check", "none.yaml", "good.yaml", "bad.yaml"]
    done = tool(*drafts, code=3)
    assert "good.yaml: error: " in done.out and done.out.endswith("; 2 drafts not checked\n")
    assert [what.partition(": ")[0] for what, _ in told(done.err)] == ["none.yaml", "bad.yaml:3"]
    data = json.loads(tool(*drafts, "--format", "json", code=3).out)
    assert data["version"] == 1 and [one["draft"] for one in data["drafts"]] == ["good.yaml"]
    assert data["drafts"][0]["findings"]
    for one in data["problems"]:
        assert one.pop("message") and one.pop("hint")
    assert data["problems"] == [
        {"draft": file, "code": code, "file": file, "line": line, "column": None, "key": key}
        for file, code, line, key in (
            ("none.yaml", "file-unreadable", None, None), ("bad.yaml", "wrong-answer", 3, "host"),
        )
    ]  # fmt: skip
    [run] = json.loads(tool(*drafts, "--format", "sarif", code=3).out)["runs"]
    [told_of] = run["invocations"]
    [one] = data["drafts"][0]["findings"]
    assert (one["offset"], one["length"]) == (3, len("[… the date …]"))
    assert [result["properties"] for result in run["results"]] == [{"offset": 3, "length": one["length"]}]
    assert run["results"] and told_of["executionSuccessful"] is False
    notes = told_of["toolExecutionNotifications"]
    assert [one["descriptor"]["id"] for one in notes] == ["file-unreadable", "wrong-answer"]
    places = [one["locations"][0]["physicalLocation"] for one in notes]
    assert places[0] == {"artifactLocation": {"uri": "none.yaml"}} and places[1]["region"] == {"startLine": 3}
    lines = tool(*drafts, "--format", "github", code=3).out.splitlines()
    assert any(",file=good.yaml::" in one for one in lines)
    assert any(
        one.startswith("::error title=wrong-answer,file=bad.yaml,line=3::bad.yaml:3: host: there") for one in lines
    )
    nothing = tool("check", "none.yaml", code=3)
    assert nothing.out == "1 draft not checked\n"
    assert tool("check", "good.yaml", code=1).out.splitlines()[-1].startswith("1 error")


# ------------------------------------------------------------------------------------------------ library


def test_the_library_is_listed_shown_and_found(tool: Tool) -> None:
    listed = tool("library", "list").out
    assert "collective-defense/response  " in listed and listed.index("Preamble") < listed.index("Financing")
    assert "governance/council" not in tool("library", "list", "--topic", "triggers").out
    board = listed.partition("governance/board  ")[2].partition("governance/")[0].splitlines()
    assert board[1:] == [
        "      existing (3), representatives (3)",
        "      precedents: Inter-American Treaty of Reciprocal Assistance (Rio Treaty) (1947)",
        "  ",
    ]
    data = json.loads(tool("library", "list", "--format", "json").out)
    assert data["version"] == 1 and {"id", "variants", "questions"} <= set(data["clauses"][0])
    page = tool("library", "show", "collective-defense/response", "--register", "memorandum").out
    assert page.startswith("Response to an armed attack (collective-defense/response, article)") and "Strength" in page
    assert "coalition-treaty" in tool("library", "outlines").out
    assert json.loads(tool("library", "outlines", "--format", "json").out)["version"] == 1
    assert "TR  " in tool("library", "parties", "türk").out and "UA" in tool("library", "parties").out
    assert json.loads(tool("library", "parties", "--format", "json").out)["groups"]["coalition"]


def test_the_parties_are_all_listed_with_their_groups(tool: Tool) -> None:
    lines = tool("library", "parties").out.splitlines()
    codes = [line.split()[0] for line in lines]
    assert {"UA", "KE", "e3", "jef", "weimar", "coalition"} <= set(codes) and len(codes) == len(set(codes)) > 190
    own = list(LIBRARY.parties().known)
    assert codes[: len(own)] == own
    assert "weimar (3 parties): FR, DE, PL" in lines
    assert tool("library", "parties", "weim").out == "weimar (3 parties): FR, DE, PL\n"
    assert "KE  " in tool("library", "parties", "kenya").out
    error = tool("library", "parties", "Grmany", code=2).err
    assert "no party has 'Grmany' in its name\nhint: did you mean DE (Germany)?" in error
    assert "did you mean" not in tool("library", "parties", "Deutschland", "--format", "json", code=2).err


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["library", "show", "collective-defence/response"], "did you mean 'collective-defense/response'?"),
        (["library", "show", "council"], "did you mean 'governance/council'?"),
        (["library", "show", "xyzzy"], "general/peaceful-settlement and others"),
        (["library", "show", "collective-defense/response", "--register", "pact"], "--register"),
        (["library", "list", "--topic", "trigers"], "did you mean 'triggers'?"),
        (["library", "list", "--format", "xml"], "--format"),
    ],
)
def test_a_name_that_is_close_is_told(tool: Tool, arguments: list[str], what: str) -> None:
    assert what in tool(*arguments, code=2).err


def test_a_clause_that_is_begun_is_not_begun_again(tool: Tool, here: Path) -> None:
    tool("library", "new", "liaison/officers", "lib")
    Path("lib/liaison/officers/clause.yaml").unlink()
    error = tool("library", "new", "liaison/officers", "lib", code=6).err
    assert "en.md: the file is there already" in error and "--force" not in error and "another name" in error
    assert not Path("lib/liaison/officers/clause.yaml").exists()  # both, or none


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("response.hours", ["collective-defense/response.hours"]),
        ("response.huors", ["collective-defense/response.hours"]),
        ("trust-fund", ["financing/trust-fund"]),
        ("plase", ["place"]),
        ("guarantor", ["guarantors"]),
        ("collective-defence/response.hours", ["collective-defense/response"]),
    ],
)
def test_the_key_that_is_meant_is_told(tool: Tool, here: Path, key: str, meant: list[str]) -> None:
    Path("g.yaml").write_text("outline: blank\n")
    [(_, hint)] = told(tool("set", "g.yaml", f"{key}=1", code=3).err)
    assert hint == f"did you mean {' or '.join(map(repr, meant))}?"


def test_of_several_keys_that_can_be_meant_five_are_told(tool: Tool, here: Path) -> None:
    Path("g.yaml").write_text("outline: blank\n")
    [(_, hint)] = told(tool("set", "g.yaml", "hours=48", code=3).err)
    named = re.findall(r"'([^']*)'", hint)
    assert "collective-defense/response.hours" in named and 1 < len(named) <= 5
    assert all(one.endswith(".hours") for one in named)
    [(_, hint)] = told(tool("set", "g.yaml", "variant=x", code=3).err)
    assert len(re.findall(r"'[^']*'", hint)) == 5 and "or another of" in hint
    for why in ("financing/trust-fnd", "trust-fund"):
        assert "did you mean 'financing/trust-fund'?" in tool("show", "g.yaml", "--why", why, code=2).err


def test_a_library_that_is_wrong_ends_with_four(tool: Tool, here: Path) -> None:
    put(here / "lib", {"house/bad/clause.yaml": "kind: article\nfamily: [CF01]\n", "house/bad/en.md": "## a\nx\n"})
    error = tool("library", "check", "lib", code=4).err
    wrong = "lib/house/bad/clause.yaml:2: 'family' is not a key that is known here\nhint: did you mean 'families'?"
    assert wrong in error and "'variants' is missing" in error
    assert "no such folder" in tool("--library", "none", "library", "list", code=4).err


def test_libraries_may_be_named_anywhere_on_the_line(tool: Tool, here: Path) -> None:
    put(here / "lib", FILES)
    for arguments in (
        ["--library", "lib", "library", "show", "house/alarm"],
        ["library", "--library", "lib", "show", "house/alarm"],
        ["library", "show", "house/alarm", "--library=lib"],
    ):
        assert tool(*arguments).out.startswith("Alarm (house/alarm, article)")


# ------------------------------------------------------------------------------------------------ the whole


def test_every_command_has_its_help(tool: Tool) -> None:
    overview = tool("--help").out
    for command in COMMANDS:
        assert command in overview
        assert "Usage: treatydraft " + command in tool(command, "--help").out
    assert "130 and 143" in overview
    assert tool().out == overview


def test_the_version(tool: Tool, here: Path) -> None:
    assert tool("--version").out == f"treatydraft {__version__}\n"
    assert outside("--version", cwd=here).out == f"treatydraft {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["exprot", "g.yaml"], "did you mean 'export'?"),
        (["export", "g.yaml", "--outptu", "x"], ""),
        (["export"], "missing"),
        (["library", "lst"], ""),
        (["nothing-like-it"], "treatydraft --help"),
    ],
)
def test_usage_ends_with_two(tool: Tool, arguments: list[str], what: str) -> None:
    assert what in tool(*arguments, code=2).err


def test_a_run_that_is_ended_says_143(here: Path) -> None:
    program = (
        "import os, signal, sys, time\n"
        "from treatydraft.cli import run\n"
        "import treatydraft.library.loading as loading\n"
        "real = loading.load_library\n"
        "def slow(*given):\n"
        "    print('ready', flush=True)\n"
        "    time.sleep(30)\n"
        "loading.load_library = slow\n"
        "sys.exit(run(['library', 'list']))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None and process.stderr is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(0.1)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=20) == 143
    assert "Traceback" not in process.stderr.read()
    process.stdout.close()
    process.stderr.close()


def test_a_reader_that_goes_away_is_no_error(here: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "treatydraft", "library", "list", "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    assert process.wait(timeout=30) == 0
    assert process.stderr.read() == ""
    process.stderr.close()


DRAFTS: dict[str, bytes] = {
    "empty": b"",
    "no yaml": b"a: [",
    "a list": b"- a\n",
    "a word": b"word",
    "zeros": b"\0" * 100,
    "not utf-8": b"outline: bl\xffnk\n",
    "an alias bomb": b"a: &a [x]\nb: [*a, *a]\n",
    "a merge": b"a: {<<: {b: c}}\n",
    "a tag": b"outline: !!python/object/apply:os.system [id]\n",
    "deep": b"[" * 5000,
    "deep answers": b"outline: blank\nanswers: {place: " + b"[" * 39 + b"]" * 39 + b"}\n",
    "twice": b"outline: blank\noutline: blank\n",
    "documents": b"outline: blank\n---\noutline: blank\n",
    "an escape": b'outline: blank\ntitle: "\\x1b[31m"\n',
    "bidi": 'outline: blank\ntitle: "a\u202eb"\n'.encode(),
    "a wrong title": b"outline: blank\ntitle: '[open'\n",
    "a wrong text": b"outline: blank\nclauses: {own/x: {text: '| a'}}\n",
    "a text of nothing": b"outline: blank\nclauses: {own/x: {text: ''}}\n",
    "a jinja text": b"outline: blank\nclauses: {own/x: {text: '{{ 9**9 }}'}}\n",
    "a kind": b"outline: blank\nclauses: {own/x: {text: x, kind: chapter}}\n",
    "a list for a word": b"outline: [blank]\n",
    "a mapping for a party": b"outline: blank\nparties: {FR: [x]}\n",
    "a party of lists": b"outline: blank\nparties: {FR: {formal: [x], short: {a: b}}}\n",
    "a party of nothing": b"outline: blank\nparties: {FR: ~}\n",
    "answers of nothing": b"outline: blank\nanswers: ~\n",
    "clauses of nothing": b"outline: blank\nclauses: {governance/council: ~}\n",
    "a path": b"outline: ../../../etc/passwd\n",
    "a language of a path": b"outline: blank\nlanguage: ../../x\n",
    "an open of opens": b"outline: blank\nanswers: {place: {open: [{open: [x]}]}}\n",
    "after itself": b"outline: blank\nclauses: {own/x: {text: x, after: own/x}}\n",
    "after a list": b"outline: blank\nclauses: {own/x: {text: x, after: [a]}}\n",
    "a heading of lists": b"outline: blank\nclauses: {own/x: {text: x, heading: [a]}}\n",
    "a variant of lists": b"outline: blank\nclauses: {governance/council: {variant: [a]}}\n",
    "an own topic": b"outline: blank\nclauses: {own/: {text: x}}\n",
    "a long word": b"outline: blank\nanswers: {place: " + b"x" * 100_000 + b"}\n",
    "many parties": b"outline: blank\nanswers: {guarantors: [" + b"FR," * 5000 + b"]}\n",
    "no parties": b"outline: blank\nanswers: {guarantors: []}\n",
    "wrong dates": b"outline: blank\ndate: 2026-02-30\nanswers: {signed_on: 0000-00-00}\n",
}


@pytest.mark.parametrize("name", DRAFTS)
def test_no_draft_brings_it_down(tool: Tool, here: Path, name: str) -> None:
    Path("g.yaml").write_bytes(DRAFTS[name])
    for command in (["show", "g.yaml"], ["export", "g.yaml"], ["set", "g.yaml", "place=Kyiv"]):
        begun = time.process_time()
        code = run_quietly(command)
        err = tool.capture.readouterr().err
        assert code in (0, 3), (command, err)
        if code:
            told(err)
        assert "\x1b" not in err and "\u202e" not in err and len(err) < 20_000
        assert time.process_time() - begun < 5


def run_quietly(arguments: Sequence[str]) -> int:
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    stdin, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO())
    try:
        return run(arguments)
    finally:
        sys.stdin = stdin
        for number, handler in before.items():
            signal.signal(number, handler)


yaml_words = st.text(st.sampled_from("{}[]:,-|>&*!%@`'\"#? \n\tab/.=~19"), max_size=80)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    yaml_words,
    st.sampled_from(["", "outline: blank\n", "outline: blank\nclauses: ", "outline: blank\nanswers:\n  place: "]),
)
def test_any_draft_is_read_or_refused(tool: Tool, here: Path, words: str, head: str) -> None:
    Path("g.yaml").write_text(head + words)
    code = run_quietly(["export", "g.yaml", "--with-holes"])
    err = tool.capture.readouterr().err
    assert code in (0, 3), err
    if code:
        told(err)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12), max_size=4))
@example(["-"])
def test_any_command_line_is_understood_or_refused(tool: Tool, here: Path, arguments: list[str]) -> None:
    code = run_quietly(["show", *arguments])
    err = tool.capture.readouterr().err
    assert code in (0, 2, 3, 4) and "Traceback" not in err and code != BUG
    assert all(letter.isprintable() or letter == "\n" for letter in err)


def test_the_exit_codes_are_one_table() -> None:
    assert sorted(EXIT_CODES.values()) == [2, 3, 4, 5, 6] and BUG not in EXIT_CODES.values()
