"""Old names of a library: wherever one is written, it is taken under the present one, and told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house import FILES, house, lines, put
from treatydraft import DraftError, Library, LibraryError, change_draft, compose, parse_draft, run_batch
from treatydraft.cli import run
from treatydraft.cli.prompts.engine import Interview
from treatydraft.library.record_file import StartFile
from treatydraft.library_test.renamed import old_names, renamed_mistakes

RENAMED = """
renamed:
  house/clock: house/bell
  house/bell: house/alarm
  house/bell:gong: house/bell:siren
  house/alarm.time: house/alarm.hours
  house/alarm.delay: house/alarm.time
  givers: guarantors
"""

DRAFT = """\
treatydraft: 1
outline: small
answers:
  givers: [FR, GB]     # both
clauses:
  house/clock:   # it rings
    variant: gong
    delay: 12
  "own/word": {text: "1. See {@house/clock#duty} and {@house/bell}.", after: house/clock}
accept:
  - {rule: open-hole, at: house/clock#duty, reason: it stays}
"""

PRESENT = """\
treatydraft: 1
outline: small
answers:
  guarantors: [FR, GB]     # both
clauses:
  house/alarm:   # it rings
    variant: siren
    hours: 12
  "own/word": {text: "1. See {@house/alarm#duty} and {@house/alarm}.", after: house/alarm}
accept:
  - {rule: open-hole, at: house/alarm#duty, reason: it stays}
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return house(tmp_path / "libraries", {**FILES, "library.yaml": RENAMED})


@pytest.fixture
def folders(library: Library) -> list[str]:
    return [part for folder in library.folders for part in ("--library", str(folder))]


def mistakes(folder: Path, renamed: str) -> list[str]:
    found = renamed_mistakes(house(folder, {**FILES, "library.yaml": f"renamed: {{{renamed}}}\n"}))
    return [f"{str(one.where).rpartition('/')[2]} {one.what}; {one.hint}" for one in found]


# ------------------------------------------------------------------------------------------------ drafts


def test_a_draft_with_old_names_is_the_draft_with_the_present_ones(library: Library) -> None:
    old, new = parse_draft(DRAFT, "d.yaml", library), parse_draft(PRESENT, "d.yaml", library)
    assert (old.answers, old.clauses, old.accept) == (new.answers, new.clauses, new.accept)
    assert lines(compose(old, library), library) == lines(compose(new, library), library)
    assert new.renamed == () and str(old.where("house/alarm.hours")) == "d.yaml:8"


def test_each_old_name_of_a_draft_is_told_with_its_line_and_what_to_write(library: Library) -> None:
    notes = parse_draft(DRAFT, "d.yaml", library).renamed
    assert [f"{note.where}: {note.what}" for note in notes] == [
        "d.yaml:4: givers is now called guarantors (library 1.0.0)",
        "d.yaml:6: house/clock is now called house/alarm (library 1.0.0)",
        "d.yaml:7: house/clock:gong is now called house/alarm:siren (library 1.0.0)",
        "d.yaml:8: house/clock.delay is now called house/alarm.hours (library 1.0.0)",
        "d.yaml:9: house/clock is now called house/alarm (library 1.0.0)",
        "d.yaml:9: house/bell is now called house/alarm (library 1.0.0)",
        "d.yaml:9: house/clock is now called house/alarm (library 1.0.0)",
        "d.yaml:11: house/clock#duty is now called house/alarm#duty (library 1.0.0)",
    ]
    assert notes[1].hint.startswith("write house/alarm in its place")


@pytest.mark.parametrize(
    ("clauses", "old", "beside"),
    [
        ("house/clock: {}\n  house/alarm: {}", "d.yaml:3: house/clock is now called house/alarm", "d.yaml:4"),
        ("house/alarm: {}\n  house/clock: {}", "d.yaml:4: house/clock is now called house/alarm", "d.yaml:3"),
        ("house/bell: {}\n  house/clock: {}", "d.yaml:3: house/bell is now called house/alarm", "d.yaml:4"),
        (
            "house/alarm:\n    time: 3\n    hours: 4",
            "d.yaml:4: house/alarm.time is now called house/alarm.hours",
            "d.yaml:5",
        ),
    ],
)  # fmt: skip
def test_both_names_in_one_draft_are_refused_with_both_places(
    library: Library, clauses: str, old: str, beside: str
) -> None:
    with pytest.raises(DraftError) as told:
        parse_draft(f"outline: small\nclauses:\n  {clauses}\n", "d.yaml", library)
    [problem] = told.value.problems
    assert f"{problem.where}: {problem.what}" == f"{old}, which stands in {beside} too"


def test_a_change_writes_the_present_names_and_leaves_all_else_as_it_is(library: Library) -> None:
    assert change_draft(DRAFT, ["house/alarm.hours=12"], library) == PRESENT
    assert change_draft(DRAFT, ["house/clock.delay=24"], library) == PRESENT.replace("12", "24")
    assert change_draft(PRESENT, ["house/bell.variant=gong", "givers=FR,GB"], library) == PRESENT
    windows = change_draft(DRAFT.replace("\n", "\r\n"), ["house/bell.variant=gong"], library)
    assert windows == PRESENT.replace("\n", "\r\n")


def test_what_has_no_other_name_is_as_unknown_as_ever(library: Library) -> None:
    with pytest.raises(DraftError, match="there is no clause 'house/clok'"):
        parse_draft("outline: small\nclauses: {house/clok: {}}\n", "d.yaml", library)
    with pytest.raises(DraftError, match=r"there is no 'house/alarm\.dely' to set"):
        change_draft(DRAFT, ["house/clock.dely=3"], library)


def test_an_interview_goes_on_under_the_present_names(library: Library) -> None:
    state = Interview(library, "d.yaml", DRAFT, reviewed=True)
    assert state.text == PRESENT
    state.jump("house/alarm.hours")
    state.answer("6")
    assert state.text == PRESENT.replace("hours: 12", "hours: 6")


# ------------------------------------------------------------------------------------------------ the commands


def test_commands_take_old_names_tell_of_them_and_leave_the_file_alone(
    folders: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "d.yaml"
    path.write_text(DRAFT, encoding="utf-8")
    assert run([*folders, "check", str(path)]) == 0
    told = capsys.readouterr().err
    assert f"note: {path}:8: house/clock.delay is now called house/alarm.hours (library 1.0.0)\nhint: write " in told
    assert path.read_text(encoding="utf-8") == DRAFT
    assert run([*folders, "set", str(path), "house/clock.delay=6"]) == 0
    told = capsys.readouterr().err
    assert f"note: {path}:6: house/clock is now called house/alarm (library 1.0.0)\n" in told
    assert "note: house/clock.delay is now called house/alarm.hours (library 1.0.0)\nhint: write house/alarm" in told
    assert path.read_text(encoding="utf-8") == PRESENT.replace("hours: 12", "hours: 6")
    assert run([*folders, "check", str(path)]) == 0
    assert "is now called" not in capsys.readouterr().err


def test_new_takes_old_names_from_set_and_from_a_file(
    folders: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text("house/bell.variant: gong\n", encoding="utf-8")
    path = tmp_path / "d.yaml"
    given = ["--outline", "small", "--defaults", "--answers", str(answers), "--set", "givers=DE"]
    assert run([*folders, "new", str(path), *given]) == 0
    told = capsys.readouterr().err
    assert "note: house/bell:gong is now called house/alarm:siren (library 1.0.0)\n" in told
    assert "note: givers is now called guarantors (library 1.0.0)\n" in told
    text = path.read_text(encoding="utf-8")
    assert "guarantors: [DE]" in text and "variant: siren" in text and "givers" not in text


def test_a_clause_is_checked_alone_under_its_old_name(folders: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*folders, "library", "check", "house/clock"]) == 0
    shown = capsys.readouterr()
    assert shown.out == "house/alarm: nothing wrong\n" and "house/clock is now called house/alarm" in shown.err


def test_a_page_of_the_library_is_found_under_the_old_name(
    folders: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*folders, "library", "show", "house/clock"]) == 0
    shown = capsys.readouterr()
    assert "house/alarm" in shown.out and "house/clock is now called house/alarm" in shown.err


@pytest.mark.parametrize("kind", ["csv", "jsonl", "yaml"])
def test_a_batch_takes_columns_of_old_names(library: Library, tmp_path: Path, kind: str) -> None:
    texts = {
        "csv": "givers,house/clock.delay\nFR,6\nDE,7\n",
        "jsonl": '{"givers": "FR", "house/clock.delay": 6}\n{"givers": "DE", "house/clock.delay": 7}\n',
        "yaml": "outline: small\ngrid: {givers: [FR, DE], house/clock.delay: [6]}\n",
    }
    rows = tmp_path / f"rows.{kind}"
    rows.write_text(texts[kind], encoding="utf-8")
    done = run_batch(
        rows,
        tmp_path / "out",
        library_folders=library.folders,
        outline="small",
        formats=["md"],
        name="{givers}",
        with_holes=True,
        jobs=1,
    )
    assert (done.made, done.failed) == (2, 0)
    assert (tmp_path / "out" / "FR.md").is_file() and (tmp_path / "out" / "DE.md").is_file()
    assert [note.partition("\n")[0] for note in done.notes] == [
        f"rows.{kind}, givers: givers is now called guarantors (library 1.0.0)",
        f"rows.{kind}, house/clock.delay: house/clock.delay is now called house/alarm.hours (library 1.0.0)",
    ]


def test_a_row_with_both_names_fails_alone(library: Library, tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("givers,guarantors\nFR,DE\nFR,\n", encoding="utf-8")
    done = run_batch(
        rows,
        tmp_path / "out",
        library_folders=library.folders,
        outline="small",
        formats=["md"],
        jobs=1,
        with_holes=True,
    )
    assert (done.made, done.failed) == (1, 1)
    [problem] = done.failures
    assert str(problem.where) == "rows.csv:2, row 1, givers"
    assert problem.what == "givers is now called guarantors, which the row has too"


# ------------------------------------------------------------------------------------------------ libraries

OVER = {
    "outlines/over.yaml": """
        title: {en: The Over}
        purpose: For the tests.
        registers: [treaty]
        answers: {givers: [FR, GB], beneficiaries: [UA]}
        body: [{part: general, clauses: [{house/clock: {variant: gong, delay: 5}}]}, over/one]
        """,
    "over/one/clause.yaml": """
        kind: article
        variants: {plain: {strength: 1, source: own wording}}
        default: plain
        uses: [givers, house/clock.delay]
        requires: [{any: [house/bell]}]
        excludes: ["over/one:plain x house/clock:gong"]
        record:
          acts:
            - {id: ring, at: duty, mode: duty, by: givers, after: house/clock.ring, when: 'has("house/bell")'}
        """,
    "over/one/en.md": """
        ---
        title: One
        heading: One
        purpose: It uses what is called otherwise.
        variants: {plain: {effect: It is., because: made for a test}}
        requires: {house/bell: it rings}
        excludes: {"over/one:plain x house/clock:gong": it is loud}
        record: {ring: "ring{{ ' too' if has('house/clock') else '' }}"}
        ---

        ## plain

        @duty {{ Each(givers) }} rings within {{ span(delay) }}{% if has("house/clock:gong") %}, as
        {@house/clock#duty} says{% endif %}.
        """,
}


@pytest.fixture
def over(library: Library, tmp_path: Path) -> Library:
    return Library((*library.folders, put(tmp_path / "over", OVER)))


def test_another_library_may_use_old_names(over: Library) -> None:
    clause, outline = over.clause("over/one"), over.outline("over")
    assert dict(clause.uses) == {"givers": "guarantors", "delay": "house/alarm.hours"}
    [required], [excluded] = clause.requires, clause.excludes
    assert (required.any, required.because) == (("house/alarm",), "it rings")
    assert (excluded.other, excluded.other_variant, excluded.because) == ("house/alarm", "siren", "it is loud")
    assert clause.entry_words["ring"].does == "ring{{ ' too' if has('house/alarm') else '' }}"
    assert clause.record.acts[0].after == StartFile(any=["house/alarm.ring"])
    assert clause.record.acts[0].when == 'has("house/alarm")'
    assert outline.answers == {"guarantors": ["FR", "GB"], "beneficiaries": ["UA"]}
    [alarm, _] = outline.places()
    assert (alarm.clause, alarm.settings) == ("house/alarm", {"variant": "siren", "hours": "5"})
    told = parse_draft("outline: over\nclauses: {house/alarm: {variant: bell}}\n", "d.yaml", over)
    assert "within five hours" in " ".join(lines(compose(told, over), over))


def test_old_names_of_another_library_are_told_with_their_places(over: Library) -> None:
    told = {f"{str(note.where).rpartition('/')[2]} {note.what.partition(' (')[0]}" for note in old_names(over)}
    assert told == {
        "over.yaml:4 givers is now called guarantors",
        "over.yaml:5 house/clock is now called house/alarm",
        "over.yaml:5 house/clock:gong is now called house/alarm:siren",
        "over.yaml:5 house/clock.delay is now called house/alarm.hours",
        "clause.yaml:4 givers is now called guarantors",
        "clause.yaml:4 house/clock.delay is now called house/alarm.hours",
        "clause.yaml:5 house/bell is now called house/alarm",
        "clause.yaml:6 house/clock:gong is now called house/alarm:siren",
        "clause.yaml:9 house/clock is now called house/alarm",
        "clause.yaml:9 house/bell is now called house/alarm",
        "en.md:6 house/bell is now called house/alarm",
        "en.md:7 house/clock:gong is now called house/alarm:siren",
        "en.md:8 house/clock is now called house/alarm",
        "en.md:13 house/clock:gong is now called house/alarm:siren",
        "en.md:14 house/clock is now called house/alarm",
    }


def test_a_note_has_the_version_of_the_library_that_renamed(library: Library, tmp_path: Path) -> None:
    about = {"library.yaml": "name: over\nversion: 7.0\nrenamed: {house/bell.sound: house/alarm.where}\n"}
    put(library.folders[-1], {"library.yaml": f"version: 1.5.0{RENAMED}"})
    top = Library((*library.folders, put(tmp_path / "top", about)))
    text = "outline: small\nclauses: {house/bell: {time: 3, sound: Kyiv}}\n"
    told = [note.what for note in parse_draft(text, "d", top).renamed]
    assert [what.rpartition(" (")[2] for what in told] == ["library 1.5.0)", "library 1.5.0)", "library 7.0)"]


def test_a_name_that_is_there_is_no_old_one(tmp_path: Path) -> None:
    library = house(tmp_path, {**FILES, "library.yaml": "renamed: {house/watch: house/patrol}\n"})
    assert "house/watch" in parse_draft("outline: small\nclauses: {house/watch: {}}\n", "d", library).clauses


@pytest.mark.parametrize(
    ("renamed", "what"),
    [
        ("house/x: house/x", "'house/x' is renamed to itself; take the line out"),
        ("house/x: house/alram", "there is no clause 'house/alram'; did you mean 'house/alarm'?"),
        ("house/x: house/y, house/y: house/alram", "there is no clause 'house/alram'; did you mean 'house/alarm'?"),
        ("house/x: house/y, house/y: house/x", "'house/x' is renamed in a circle; let the last name of"),
        ("house/watch: house/patrol", "'house/watch' is renamed to 'house/patrol', but there is a clause"),
        ("'house/alarm:bell': 'house/alarm:siren'", "but there is a variant 'house/alarm:bell'"),
        ("house/alarm.hours: house/alarm.where", "but there is a question 'house/alarm.hours'"),
        ("guarantors: beneficiaries", "but there is a shared question 'guarantors'"),
        ("'house/alarm:gong': 'house/alarm:sirene'", "there is no variant 'house/alarm:sirene'; did you mean"),
        ("house/alarm.time: house/alarm.hous", "there is no question 'house/alarm.hous'; did you mean"),
        ("givers: guarantor", "there is no shared question 'guarantor'; did you mean 'guarantors'?"),
        ("house/x: guarantors", "'house/x' is not renamed to a name of its kind"),
        ("'house/alarm:gong': 'house/watch:loud'", "'house/alarm:gong' is not renamed to a name of its kind"),
        ("'house/alarm#a': 'house/alarm#b'", "'house/alarm#a' is not renamed to a name of its kind"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_old_names_of_a_library_is_told(tmp_path: Path, renamed: str, what: str) -> None:
    found = mistakes(tmp_path, renamed)
    assert found and all(one.startswith("library.yaml:1 ") for one in found)
    assert what in found[0]


def test_right_old_names_are_right(library: Library) -> None:
    assert list(renamed_mistakes(library)) == []


def test_renamed_that_is_no_mapping_of_texts_is_refused(tmp_path: Path) -> None:
    library = house(tmp_path, {**FILES, "library.yaml": "renamed: {house/x: [house/alarm]}\n"})
    with pytest.raises(LibraryError, match="must be words"):
        assert library.renamings
