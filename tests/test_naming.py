"""A library whose files name what is not there, or go in a circle: told with file, line and hint, and never a fault."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house import FILES, draft, house
from treatydraft import Assembly, Library, LibraryError, TreatydraftError, compose, select
from treatydraft.checks import apply_rules
from treatydraft.cli import run
from treatydraft.composition.library_notes import with_library_notes
from treatydraft.composition.specimen import specimen
from treatydraft.library.reading import MAX_ENTRIES
from treatydraft.library_test.renderings import library_mistakes

FACTS = """\
kind: article
variants: {one: {strength: 3, source: own wording}}
default: one
"""
PAGE = """\
---
title: Wrong
heading: Wrong
purpose: It names what is not there.
variants: {one: {effect: One., because: made for a test}}
%s---

## one

1. @duty Each Party {{ shall() }} act.
"""
ASKED = "questions: {q: {ask: a, why: b}, r: {ask: a, why: b}}\n"


def when(condition: str, other: str = "yes") -> str:
    asked = {"q": {"type": "boolean", "default": "yes", "when": condition}, "r": {"type": "boolean", "default": "yes"}}
    if other != "yes":
        asked["r"]["when"] = other
    return f"questions: {json.dumps(asked)}\n"


UNKNOWN = {
    "uses a clause": ("uses: [guarantors, wrong/gone.hours]\n", "there is no clause 'wrong/gone'"),
    "uses a question": ("uses: [house/alarm.minutes]\n", "there is no question of house/alarm 'minutes'"),
    "uses what is its own": ("uses: [wrong/clause.hours]\n", "there is no question of wrong/clause 'hours'"),
    "uses a name of two dots": ("uses: [a.b.c]\n", "there is no clause 'a.b'"),
    "requires a clause": ("requires: [{any: [house/guard]}]\n", "there is no clause 'house/guard'"),
    "requires a variant": ("requires: [{any: ['house/alarm:bell']}]\n", "there is no clause"),
    "requires one's own article": ("requires: [{any: [own/alarm]}]\n", "there is no clause 'own/alarm'"),
    "a sum of parties": (when("parties + 1"), "'parties + 1' cannot be told"),
    "parties compared": (when("parties < 1"), "'parties < 1' cannot be told"),
    "a word nobody knows": (when("word('gone') == 'x'"), "there is no 'gone'"),
    "a party nobody knows": (when("formal('QQ') == 'x'"), "there is no party 'QQ'"),
    "the name of parties": (when("party(parties) == 'x'"), "cannot be told"),
}

HARMLESS = {
    "excludes a clause": "excludes: [wrong/gone]\n",
    "requires itself": "requires: [{any: [wrong/clause]}]\n",
    "asks after a clause": when("has('wrong/gone')"),
    "a circle of conditions": when("r", "q"),
    "a condition on itself": when("q"),
}


def wrong_library(folder: Path, facts: str, settings: str = "{}") -> Library:
    outline = FILES["outlines/small.yaml"].replace("- house/answer", f"- wrong/clause: {settings}")
    front = ASKED if "questions:" in facts else ""
    if named := re.match(r"(requires|excludes): \[(?:\{any: \[)?'?([a-z/:]+)", facts):
        front += f"{named[1]}: {{'{named[2]}': x}}\n"
    if acts := re.findall(r'"id": "(a\d+)"', facts):
        front += f"record: {json.dumps(dict.fromkeys(acts, 'act'))}\n"
    files = {
        "wrong/clause/clause.yaml": FACTS + facts,
        "wrong/clause/en.md": PAGE % front,
        "outlines/small.yaml": outline,
    }
    return house(folder, {**FILES, **files})


def tell_everything(library: Library) -> None:
    small = draft(library)
    assembly = Assembly(small, library)
    instrument = assembly.composer.instrument()  # also where clauses are in conflict
    apply_rules(instrument, assembly.facts)
    with_library_notes(instrument, small, library)
    assert assembly.advisories is not None and assembly.unanswered is not None


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_is_not_there_is_told_where_it_is_named(name: str, tmp_path: Path) -> None:
    facts, what = UNKNOWN[name]
    library = wrong_library(tmp_path, facts)
    tellings: tuple[Callable[[], object], ...] = (
        lambda: compose(draft(library), library),
        lambda: Assembly(draft(library), library).facts,
        lambda: Assembly(draft(library), library).advisories,
        lambda: Assembly(draft(library), library).unanswered,
        lambda: specimen(library, "wrong/clause", "one", "treaty"),
    )
    for tell in tellings:
        with pytest.raises(LibraryError) as told:
            tell()
        [problem] = told.value.problems
        file, _, line = str(problem.where).rpartition(":")
        assert file.endswith("wrong/clause/clause.yaml") and int(line) >= 4
        assert what in problem.what and problem.hint
    assert any(what in problem.what for problem in library_mistakes(library))


@pytest.mark.parametrize("name", HARMLESS)
def test_what_does_no_harm_does_none(name: str, tmp_path: Path) -> None:
    tell_everything(wrong_library(tmp_path, HARMLESS[name]))


@pytest.mark.parametrize(
    "settings", ["{continues: house/gone}", "{continues: wrong/clause}", "{variant: gone}", "{gone: x}", "{q: [x]}"]
)
def test_an_outline_that_sets_what_is_not_there(settings: str, tmp_path: Path) -> None:
    library = wrong_library(tmp_path, when("yes"), settings)
    try:
        tell_everything(library)
    except TreatydraftError as told:
        assert all(problem.where and problem.hint for problem in told.problems)
    assert list(library_mistakes(library))


@pytest.mark.parametrize(
    "command", ["library show wrong/clause", "show d.yaml", "check d.yaml", "export d.yaml -o d.md"]
)
@pytest.mark.parametrize("facts", [UNKNOWN["uses a clause"][0], UNKNOWN["requires a clause"][0]])
def test_the_command_line_ends_with_the_code_of_the_library(
    facts: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    library = wrong_library(tmp_path, facts)
    (tmp_path / "d.yaml").write_text("treatydraft: 1\noutline: small\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run([f"--library={library.folders[-1]}", *command.split()]) == 4
    assert "clause.yaml:4: there is no clause" in capsys.readouterr().err


def test_a_language_without_its_file_is_a_mistake_of_the_library(tmp_path: Path) -> None:
    library = house(tmp_path, {**FILES, "library.yaml": "languages: [en, fr]\n"})
    with pytest.raises(LibraryError) as told:
        draft(library, "language: fr\n")
    [problem] = told.value.problems
    assert str(problem.where).endswith("library.yaml:1") and "languages/fr.yaml" in problem.what and problem.hint
    with pytest.raises(LookupError):
        library.language("de")


# ------------------------------------------------------------------------------------------------ circles and depth

LINKS = {
    "requires": "requires: [{any: [chain/c%d]}]\n",
    "uses": "uses: [chain/c%d.q%d]\n",
    "excludes": "excludes: [chain/c%d]\n",
    "continues": "",
}


@pytest.mark.parametrize("circular", [False, True])
@pytest.mark.parametrize("link", LINKS)
def test_a_long_chain_of_clauses(link: str, circular: bool, tmp_path: Path) -> None:
    length = 300
    files: dict[str, str] = {}
    body: list[object] = []
    for n in range(length):
        after = (n + 1) % length
        linked = circular or n + 1 < length
        said = LINKS[link].replace("%d", str(after)) if linked else ""
        asked = f"questions: {{q{n}: {{type: boolean, default: yes, when: variant == 'one'}}}}\n"
        files[f"chain/c{n}/clause.yaml"] = FACTS + asked + said
        reason = f"{link}: {{chain/c{after}: x}}\n" if said and link in ("requires", "excludes") else ""
        files[f"chain/c{n}/en.md"] = PAGE % f"questions: {{q{n}: {{ask: a, why: b}}}}\n{reason}"
        body.append({f"chain/c{n}": {"continues": f"chain/c{after}"} if link == "continues" and linked else {}})
    outline = {
        "title": {"en": "T"},
        "purpose": "p",
        "registers": ["treaty"],
        "body": body[: 1 if link == "requires" else None],
    }
    outline["answers"] = {"guarantors": ["FR"], "beneficiaries": ["UA"]}
    library = house(tmp_path, {**files, "outlines/small.yaml": json.dumps(outline)})
    selection = select(draft(library), library)
    assert {one.clause for one in selection.chosen} == set(library.clause_ids)
    tell_everything(library)


def test_questions_that_wait_for_one_another(tmp_path: Path) -> None:
    asked = "order: {type: parties, default: all, role: ~}\n"
    library = house(tmp_path, {**FILES, "questions.yaml": asked})
    with pytest.raises(LibraryError) as told:
        compose(draft(library), library)
    assert "questions.yaml:" in str(told.value.problems[0].where)


@pytest.mark.parametrize("overlay", ["guarantors: {role: ~}", "beneficiaries: ~", "guarantors: {type: text}"])
def test_without_the_roles_there_are_no_parties(overlay: str, tmp_path: Path) -> None:
    library = house(tmp_path, {**FILES, "questions.yaml": f"{overlay}\n"})
    with pytest.raises(LibraryError) as told:
        compose(draft(library), library)
    assert "questions.yaml:" in str(told.value.problems[0].where)


def test_a_record_has_so_many_entries(tmp_path: Path) -> None:
    def record(count: int) -> str:
        acts = [{"id": f"a{n}", "at": "duty", "mode": "duty", "by": "parties"} for n in range(count)]
        for n, act in enumerate(acts):
            act["after"] = f"a{(n + 1) % count}"
        return f"record: {json.dumps({'acts': acts})}\n"

    tell_everything(wrong_library(tmp_path / "most", record(MAX_ENTRIES)))
    with pytest.raises(LibraryError, match=f"201 entries; at most {MAX_ENTRIES} are allowed"):
        wrong_library(tmp_path / "more", record(MAX_ENTRIES + 1)).clause("wrong/clause")


# ------------------------------------------------------------------------------------------------ languages

LACKING = (
    *("quotes: [a]", "date: ~", "date: MMMMMMMM", "roles: {parties: ~}", "roles: {parties: {treaty: [a]}}"),
    *("levels: {article: ~}", "levels: {article: {treaty: ~}}", "levels: {this: ''}", "words: {shall: ~}"),
    *("words: {entry into force: {declaration: ~}}", "determiners: {each: ~}", "formulae: {opening: ~}"),
    *("roles: {parties: {treaty: {one: a}}}", "page: {locale: xx-QQ}", "date: 'y''d'", 'money: "{amount:9}"'),
    *('determiners: {each: "{one:>999999999}"}', 'determiners: {each: "{one.__class__}"}', 'levels: {this: "{0}"}'),
    *('percent: "{number:9999}"', 'percent: "{"'),
)


@pytest.mark.parametrize("overlay", LACKING)
def test_a_language_that_cannot_speak_is_refused(overlay: str, tmp_path: Path) -> None:
    library = house(tmp_path, {**FILES, "languages/en.yaml": f"{overlay}\n"})
    with pytest.raises(LibraryError) as told:
        compose(draft(library), library)
    [problem] = told.value.problems
    assert "languages/en.yaml:" in str(problem.where) and problem.hint


def test_the_words_of_a_language_are_no_patterns(tmp_path: Path) -> None:
    words = '{shall: {memorandum: "(a+)+$"}, entry into force: {memorandum: "[", declaration: "(a+)+$"}}'
    library = house(tmp_path, {**FILES, "languages/en.yaml": f"words: {words}\nlevels: {{this: '({{level}}'}}\n"})
    one = draft(library, f"title: '{'a' * 200} b'\n")
    Assembly(one, library).findings()


def test_a_signature_that_cannot_be_read_is_a_mistake_of_the_library(tmp_path: Path) -> None:
    library = house(tmp_path, {**FILES, "languages/en.yaml": "formulae: {signature: 'For ['}\n"})
    with pytest.raises(LibraryError, match="a bracket that is not closed"):
        compose(draft(library), library)
