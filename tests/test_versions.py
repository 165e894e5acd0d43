"""Versions of a library: they rise with its words, and a draft is told which of its articles read otherwise."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from tests.house import FILES, house, put
from treatydraft import Assembly, Library, change_draft, load_library, new_draft, parse_draft
from treatydraft.cli import run
from treatydraft.drafting.change import with_present_libraries
from treatydraft.library.versions import (
    FILE,
    changed_since,
    later,
    version_mistakes,
    version_notes,
    versions,
    written_down,
)

DRAFT = "treatydraft: 1\nlibrary: {name: ours, version: 1.0.0}\noutline: small\n"


def ours(folder: Path, version: str = "1.0.0", **files: str) -> Library:
    """The small library under a name of its own in this version, its words written down if they are for the first
    time, and then with other files."""
    about = {"library.yaml": f"name: ours\nversion: {version}\n"}
    if not (folder / "house" / FILE).exists():
        accept(house(folder, {**FILES, **about}))
    return house(folder, {**about, **{name.replace("__", "/"): text for name, text in files.items()}})


def accept(library: Library) -> None:
    folder = library.folders[-1]
    (folder / FILE).write_text(written_down(library, folder), encoding="utf-8")


def otherwise(name: str) -> dict[str, str]:
    return {f"house/{name}/en.md": dedent(FILES[f"house/{name}/en.md"]).lstrip() + "\n// More of it.\n"}


def told(library: Library) -> list[str]:
    return [f"{Path(one.where.file).name}: {one.what}" for one in version_mistakes(library)]


# ------------------------------------------------------------------------------------------------ of a library


@pytest.mark.parametrize(
    ("version", "than"),
    [("1.10", "1.9"), ("1.0.1", "1.0"), ("2", "1.9.9"), ("1.0", "1.0-beta"), ("1.0-rc", "1.0-beta"), ("2.1", "1.12")],
)
def test_a_later_version_is_known(version: str, than: str) -> None:
    assert later(version, than) and not later(than, version)


def test_versions_that_are_written_otherwise_are_the_same() -> None:
    assert not later("1.0", "1.0.0") and not later("1.0.0", "1") and not later("1.0-B", "1.0-b")
    assert later("1" * 5000, "9")


def test_the_versions_of_the_bundled_library_are_written_down() -> None:
    library = load_library()
    assert list(version_mistakes(library)) == list(version_notes(library)) == []
    [folder] = library.folders
    assert (folder / FILE).read_text(encoding="utf-8") == written_down(library, folder), (
        "clauses/versions.yaml: raise the version in clauses/library.yaml and run 'treatydraft library check "
        "--accept-words'"
    )


def test_a_library_without_versions_is_told_nothing(tmp_path: Path) -> None:
    library = house(tmp_path)
    put(library.folders[-1], otherwise("alarm"))
    assert told(library) == []


def test_words_that_change_without_the_version_are_refused(tmp_path: Path) -> None:
    assert told(ours(tmp_path)) == []
    library = ours(tmp_path, **otherwise("alarm"))
    [problem] = version_mistakes(library)
    assert (
        problem.where.file.endswith("house/house/alarm") and problem.what == "its words are not those of version 1.0.0"
    )
    assert "raise 'version' in" in problem.hint and "--accept-words" in problem.hint
    assert told(ours(tmp_path, "1.1.0", **otherwise("alarm"))) == []
    assert told(ours(tmp_path, "0.9", **otherwise("alarm"))) == ["alarm: its words are not those of version 1.0.0"]


def test_clauses_that_come_and_go_are_changes_too(tmp_path: Path) -> None:
    ours(tmp_path)
    files = {name.replace("quiet", "still"): text for name, text in FILES.items() if "quiet" in name}
    library = ours(tmp_path, **files)
    assert told(library) == ["still: it is not among the clauses of version 1.0.0"]
    for name in ("clause.yaml", "en.md"):
        (library.folders[-1] / "house/still" / name).unlink()
        (library.folders[-1] / "house/quiet" / name).unlink()
    assert told(Library(library.folders)) == ["quiet: it is among the clauses of version 1.0.0, and is not there"]


def test_line_ends_are_no_words(tmp_path: Path) -> None:
    library = ours(tmp_path)
    path = library.folders[-1] / "house/alarm/en.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert told(library) == []


def test_what_is_written_down_keeps_the_version_of_what_has_not_changed(tmp_path: Path) -> None:
    ours(tmp_path)
    library = ours(tmp_path, "1.1.0", **otherwise("alarm"))
    [note] = version_notes(library)
    assert note.what == "1 clause reads otherwise than in version 1.0.0" and "--accept-words" in note.hint
    accept(library)
    assert list(version_notes(library)) == []
    assert changed_since(library, "ours", "1.0.0") == {"house/alarm": "1.1.0"}
    assert changed_since(library, "ours", "1.1.0") == {} and changed_since(library, "guarantees", "0.1") is None
    [_] = version_mistakes(ours(tmp_path, "1.1.0", **otherwise("watch")))


def test_the_command_writes_the_words_down_when_nothing_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = put(
        tmp_path / "mine",
        {
            "library.yaml": "name: mine\nversion: 1.0.0\n",
            "liaison/watch/clause.yaml": FILES["house/watch/clause.yaml"],
            "liaison/watch/en.md": FILES["house/watch/en.md"],
        },
    )
    check = ["library", "check", str(folder)]
    assert run([*check, "--accept-words"]) == 0
    assert f"wrote {folder / FILE}" in capsys.readouterr().err
    written = (folder / FILE).read_text(encoding="utf-8")
    assert "version: 1.0.0" in written and written.count("liaison/watch: {version: 1.0.0, words: ") == 1
    put(folder, {"liaison/watch/en.md": dedent(FILES["house/watch/en.md"]).lstrip() + "\n@more More of it.\n"})
    for command in (check, [*check, "--accept-words"]):
        assert run(command) == 4
        assert f"{folder / 'liaison/watch'}: its words are not those of version 1.0.0\nhint: raise 'version' in " in (
            capsys.readouterr().err
        )
    assert (folder / FILE).read_text(encoding="utf-8") == written
    put(folder, {"library.yaml": "name: mine\nversion: 1.1.0\n"})
    assert run(check) == 0
    assert "1 clause reads otherwise than in version 1.0.0" in capsys.readouterr().err
    assert run([*check, "--accept-words"]) == 0
    assert "liaison/watch: {version: 1.1.0, words: " in (folder / FILE).read_text(encoding="utf-8")


def test_clauses_checked_alone_are_held_against_their_versions_and_accepted_with_the_whole_library_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = ours(tmp_path, **otherwise("alarm"))
    assert [str(one.code) for one in version_mistakes(library, ["house/alarm"])] == ["words-changed"]
    assert list(version_mistakes(library, ["house/watch"])) == []
    folder = str(library.folders[-1])
    assert run(["library", "check", folder, "house/watch", "--accept-words"]) == 2
    assert "leave the clauses and --language away" in capsys.readouterr().err


def test_a_library_without_a_version_cannot_write_down_its_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = put(tmp_path / "mine", {"library.yaml": "others: financing\n"})
    assert run(["library", "check", str(folder), "--accept-words"]) == 4
    assert "this library has no version of its own\nhint: give it 'name' and 'version'" in capsys.readouterr().err
    assert not (folder / FILE).exists()


def test_a_wrong_file_of_versions_is_told_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = put(tmp_path / "mine", {FILE: "version: 1\nclauses:\n  a/b: {version: 1, digest: x}\n"})
    assert run(["library", "check", str(folder)]) == 4
    assert f"{folder / FILE}:3: 'digest' is not a key that is known here" in capsys.readouterr().err


# ------------------------------------------------------------------------------------------------ of a draft


def notes(library: Library, text: str = DRAFT) -> list[str]:
    return [f"{one.where}: {one.what}" for one in Assembly(parse_draft(text, "d.yaml", library), library).advisories]


def test_a_draft_is_told_which_of_its_articles_read_otherwise(tmp_path: Path) -> None:
    assert notes(ours(tmp_path)) == []
    accept(ours(tmp_path, "1.1.0", **otherwise("alarm")))
    assert notes(ours(tmp_path, "1.1.0")) == [
        "d.yaml:2: written over ours 1.0.0; Article 2 reads otherwise since (1.1.0)"
    ]
    accept(ours(tmp_path, "1.2.0", **otherwise("answer"), **otherwise("list"), **otherwise("recital")))
    library = ours(tmp_path, "1.2.0")
    [note] = notes(library)
    assert note == (
        "d.yaml:2: written over ours 1.0.0; the preamble, Articles 2 and 3 and Annex A read otherwise since "
        "(1.1.0, 1.2.0)"
    )
    [note] = notes(library, DRAFT.replace("1.0.0", "1.1.0") + "register: memorandum\n")
    assert "the preamble, Section 2 and Annex A read otherwise since (1.2.0)" in note
    assert notes(library, DRAFT.replace("1.0.0", "1.2.0")) == []


def test_articles_in_the_drafters_own_words_and_clauses_left_out_read_as_they_did(tmp_path: Path) -> None:
    ours(tmp_path)
    accept(ours(tmp_path, "1.1.0", **otherwise("alarm"), **otherwise("quiet")))
    library = ours(tmp_path, "1.1.0")
    assert notes(library, DRAFT + "clauses: {house/alarm: {text: Ring.}}\n") == []
    assert notes(library, DRAFT + "clauses: {house/alarm: false, house/answer: false}\n") == []


def test_another_library_or_a_later_one_is_told_as_such(tmp_path: Path) -> None:
    library = ours(tmp_path)
    assert notes(library, DRAFT.replace("1.0.0", "2.0")) == [
        "d.yaml:2: written with the library ours 2.0; ours 1.0.0 is installed"
    ]
    [note] = notes(library, DRAFT.replace("ours", "theirs"))
    assert "written with the library theirs 1.0.0; guarantees 1.0.0, ours 1.0.0 is installed" in note
    (library.folders[-1] / FILE).unlink()
    [note] = notes(library, DRAFT.replace("1.0.0", "0.9"))
    assert "written with the library ours 0.9; ours 1.0.0 is installed" in note


def test_each_library_has_its_own_version(tmp_path: Path) -> None:
    library = ours(tmp_path)
    assert dict(versions(library)) == {"guarantees": "1.0.0", "ours": "1.0.0"}
    text = new_draft("small", library)
    assert text.split("\n")[1] == "library: [{name: guarantees, version: 1.0.0}, {name: ours, version: 1.0.0}]"
    accept(ours(tmp_path, "1.1.0", **otherwise("alarm")))
    assert notes(ours(tmp_path, "1.1.0"), text) == [
        "d.yaml:2: written over ours 1.0.0; Article 2 reads otherwise since (1.1.0)"
    ]


def test_set_brings_a_draft_up_to_the_libraries_that_are_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bundled = load_library()
    path = tmp_path / "d.yaml"
    text = "# mine\n" + new_draft("north-atlantic", bundled).replace("1.0.0", "0.9.0")
    path.write_text(text, encoding="utf-8")
    assert run(["check", str(path)]) == 0
    told = capsys.readouterr().err
    assert f"note: {path}:3: written over guarantees 0.9.0; " in told and "read otherwise since (" in told
    assert f"hint: read them; then 'treatydraft set {path} library=now'" in told
    assert run(["set", str(path), "title=The Pact"]) == 0
    assert "version: 0.9.0" in path.read_text(encoding="utf-8")
    assert run(["set", str(path), "title=", "library=now"]) == 0
    assert path.read_text(encoding="utf-8") == text.replace("0.9.0", bundled.about.version)
    capsys.readouterr()
    assert run(["check", str(path)]) == 0
    assert "written" not in capsys.readouterr().err
    assert run(["set", str(path), "library=2.0"]) == 3
    assert "write library=now once its articles have been read" in capsys.readouterr().err


def test_a_review_that_is_accepted_brings_a_draft_up(tmp_path: Path) -> None:
    library = ours(tmp_path)
    assert with_present_libraries(DRAFT.replace("1.0.0", "0.9"), library).split("\n")[1] == (
        "library: [{name: guarantees, version: 1.0.0}, {name: ours, version: 1.0.0}]"
    )
    assert with_present_libraries("outline: small\n", library) == "outline: small\n"


def test_a_draft_without_a_library_gets_it_in_its_place(tmp_path: Path) -> None:
    text = change_draft("treatydraft: 1\noutline: blank\n", ["library=now"], load_library())
    assert text == "treatydraft: 1\nlibrary: {name: guarantees, version: 1.0.0}\noutline: blank\n"
