"""The drafter's file: every mistake with its line and the nearest right name, and changes that leave the rest alone."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treatydraft import DraftError, Library, change_draft, new_draft, parse_draft
from treatydraft.drafting.draft import path_of
from treatydraft.errors import Location
from treatydraft.value import refuse_hidden


def told(library: Library, text: str) -> dict[str, tuple[str, str]]:
    with pytest.raises(DraftError) as wrong:
        parse_draft(text, "draft.yaml", library)
    for problem in wrong.value.problems:
        assert problem.what and problem.hint and not problem.what.endswith(".")
    return {str(problem.where): (problem.what, problem.hint) for problem in wrong.value.problems}


def test_unknown_names_are_told_together_with_line_and_nearest(house: Library) -> None:
    text = """treatydraft: 1
outline: small
answers:
  guarantor: [FR]
clauses:
  house/alram: {hours: 3}
  house/alarm:
    hour: 3
    variant: bel
  own/liaison: {text: Words., heding: x}
  house/watch: {after: house/alram2, before: own/liason}
  own/Big: {heading: x}
  house/list: 7
accept:
  - {rule: x, at: y}
"""
    # a file whose shape is wrong is told so first
    assert told(house, text) == {"draft.yaml:15": ("'reason' is missing", "add 'reason'")}
    found = told(house, text.replace("{rule: x, at: y}", "{rule: x, at: y, reason: z}"))
    near = {
        where: (what, hint.removeprefix("did you mean ").rstrip("?").strip("'"))
        for where, (what, hint) in found.items()
    }
    assert near["draft.yaml:4"] == ("there is no shared question 'guarantor'", "guarantors")
    assert near["draft.yaml:6"] == ("there is no clause 'house/alram'", "house/alarm")
    assert near["draft.yaml:8"] == ("there is no question of house/alarm 'hour'", "hours")
    assert near["draft.yaml:9"] == ("there is no variant 'bel'", "bell")
    assert near["draft.yaml:10"] == ("there is no key of an own article 'heding'", "heading")
    assert near["draft.yaml:11"] == ("there is no clause 'own/liason'", "own/liaison")
    assert "has no text" in near["draft.yaml:12"][0] or "cannot name an article" in near["draft.yaml:12"][0]
    assert "'house/list' is '7'" in near["draft.yaml:13"][0]
    assert len(near) == 8


@pytest.mark.parametrize(
    ("text", "what", "hint"),
    [
        ("outlin: small\n", "'outlin' is not a key", "did you mean 'outline'?"),
        ("outline: smal\n", "there is no outline 'smal'", "did you mean 'small'?"),
        ("outline: small\nregister: tready\n", "'tready'; it can be 'treaty', 'memorandum' or 'declaration'", ""),
        ("outline: small\nlanguage: fr\n", "there is no language 'fr'", "there are en"),
        ("outline: small\ndate: 2026-13-01\n", "'2026-13-01' is not a day of the calendar", "2026-01-06"),
        ("outline: small\nrevision: none\n", "'none', which is not a whole number", ""),
        ("outline: small\nrevision: 0\n", "less than the 1", ""),
        ("treatydraft: 2\noutline: small\n", "'2'", ""),
        ("- a list\n", "this is not a draft", "treatydraft: 1"),
        ("", "this is not a draft", "treatydraft: 1"),
        ("treatydraft: 1\n", "names no outline", "small"),
        ("outline: small\noutline: small\n", "twice", "keep one"),
        ("outline: small\nanswers: [FR]\n", "must be a mapping", ""),
        ("outline: small\nclauses: {house/alarm: [1]}\n", "'house/alarm' is", "false to leave it out"),
        ("outline: &a small\ntitle: *a\n", "anchor", ""),
    ],
)
def test_what_is_wrong_with_a_draft(house: Library, text: str, what: str, hint: str) -> None:
    found = told(house, text)
    assert any(what.replace("'", "") in said.replace("'", "") for said, _ in found.values()), found
    assert any(hint in told_hint for _, told_hint in found.values()), found


def test_a_register_the_outline_is_not_made_for(house: Library) -> None:
    outline = house.outline("small").registers
    assert outline == ("treaty", "memorandum", "declaration")
    blank = "treatydraft: 1\noutline: blank\nregister: declaration\n"
    assert parse_draft(blank, "d", house).register == "declaration"


def test_every_scalar_is_text_until_it_is_asked_for(house: Library) -> None:
    one = parse_draft("outline: small\nanswers: {guarantors: [NO], place: 12:30}\nrevision: 3\n", "d", house)
    assert one.answers == {"guarantors": ["NO"], "place": "12:30"} and one.revision == 3


# ------------------------------------------------------------------------------------------------ changing

TEXT = """# ours
treatydraft: 1
outline: small   # the short one
title: A title
answers:
  # who
  guarantors: [FR, GB]
clauses:
  house/alarm: {hours: 24}   # as agreed
"""


def changed(library: Library, *assignments: str, text: str = TEXT) -> str:
    return change_draft(text, assignments, library)


def test_a_change_keeps_comments_and_order(house: Library) -> None:
    text = changed(house, "guarantors=FR,PL", "house/alarm.hours=48", "title=Another: one")
    assert text == TEXT.replace("[FR, GB]", "[FR, PL]").replace("hours: 24", "hours: 48").replace(
        "title: A title", "title: 'Another: one'"
    )


@pytest.mark.parametrize(
    ("assignment", "line"),
    [
        ("house/alarm.variant=siren", "house/alarm: {hours: 24, variant: siren}   # as agreed"),
        ("house/watch=true", "house/watch: {}"),
        ("house/answer=false", "house/answer: false"),
        ("house/alarm.hours=open:24,48", "{open: [24, 48]}"),
        ("guarantors=open:FR,GB|FR,DE", "{open: [[FR, GB], [FR, DE]]}"),
        ("beneficiaries=all", "beneficiaries: all"),
        ("beneficiaries=All", "beneficiaries: all"),
        ("guarantors=France, the United Kingdom,usa", "guarantors: [FR, GB, US]"),
        ("guarantors=Weimar,Türkiye", "guarantors: [weimar, TR]"),
        ("guarantors=open:France,UK|France", "{open: [[FR, GB], [FR]]}"),
        ("house/alarm.hours=two days", "house/alarm: {hours: 48}   # as agreed"),
        ("house/alarm.hours=open:a day,48h", "{open: [24, 48]}"),
        ("house/alarm.hours=soon", "house/alarm: {hours: soon}   # as agreed"),
        ("date=1 March 2027", "date: 2027-03-01"),
        ("signed_on=31/12/2027", "signed_on: 2027-12-31"),
        ("register=memorandum", "register: memorandum"),
        ("own/liaison.text=Words.", "own/liaison:"),
    ],
)
def test_keys_of_every_kind(house: Library, assignment: str, line: str) -> None:
    text = changed(house, assignment)
    assert line in text and "# ours" in text
    parse_draft(text, "d", house)


def test_a_draft_changed_by_hand_may_name_a_date_in_words(house: Library) -> None:
    assert parse_draft("outline: small\ndate: March 1, 2027\n", "d", house).date == "2027-03-01"
    found = told(house, "outline: small\ndate: 01/03/2027\n")
    assert found["draft.yaml:2"][0] == "'01/03/2027' can be 1 March or 3 January 2027"


def test_a_party_of_the_drafts_own_is_set_by_its_name(house: Library) -> None:
    text = "outline: small\nparties: {XK: {formal: the Republic of Kosovo, short: Kosovo}}\n"
    assert "guarantors: [XK, FR]" in changed(house, "guarantors=Kosovo,france", text=text)


def test_nothing_after_the_equals_sign_goes_back_to_the_default(house: Library) -> None:
    text = changed(house, "house/alarm.hours=", "guarantors=", "title=", "house/answer=")
    one = parse_draft(text, "d", house)
    assert one.given("house/alarm.hours") is None and one.given("guarantors") is None and one.title == ""
    assert "hours" not in text and "guarantors" not in text and "# ours" in text


@pytest.mark.parametrize(
    ("assignment", "hint"),
    [
        ("guarantor=FR", "guarantors"),
        ("house/alram.hours=3", "house/alarm"),
        ("house/alarm.hour=3", "house/alarm.hours"),
        ("titel=x", "title"),
        ("own/x.texd=y", "text"),
        ("guarantors", "KEY=VALUE"),
        ("=x", "there are"),
    ],
)
def test_an_unknown_key_is_not_set(house: Library, assignment: str, hint: str) -> None:
    with pytest.raises(DraftError) as wrong:
        changed(house, "title=fine", assignment)
    (problem,) = wrong.value.problems
    assert hint in problem.hint and str(problem.where) == assignment.partition("=")[0]


def test_a_new_draft_reads_back(house: Library) -> None:
    one = parse_draft(new_draft("small", house, "memorandum"), "d", house)
    assert (one.outline, one.register) == ("small", "memorandum")
    [library] = one.library
    assert library.version == house.about.version


@given(st.text(max_size=40).filter(lambda text: text.strip() and not text.strip().startswith("open:")))
def test_whatever_is_set_is_what_is_read(house: Library, words: str) -> None:
    try:
        text = changed(house, f"place={words}")
    except DraftError as refused:
        assert refuse_hidden(words) and "hidden" in refused.problems[0].what
        return
    value = parse_draft(text, "d", house).given("place")
    assert value == unicodedata.normalize("NFC", words.strip())


def test_where_a_key_stands(house: Library) -> None:
    assert path_of("title") == ("title",)
    assert path_of("guarantors") == ("answers", "guarantors")
    assert path_of("house/alarm") == ("clauses", "house/alarm")
    assert path_of("house/alarm.hours") == ("clauses", "house/alarm", "hours")
    one = parse_draft(TEXT, "d.yaml", house)
    keys = ("guarantors", "house/alarm.hours", "title")
    assert [str(one.where(key)) for key in keys] == ["d.yaml:7", "d.yaml:9", "d.yaml:4"]
    assert one.where("house/alarm.hours") == Location("d.yaml", 9, key="house/alarm.hours")
    assert str(one.where("house/alarm.timing")) == "d.yaml: house/alarm.timing"


def test_a_wrong_date_is_told_whole_whatever_marks_are_in_it(house: Library) -> None:
    with pytest.raises(DraftError) as wrong:
        parse_draft("treatydraft: 1\noutline: small\ndate: 'May; or June'\n", "d.yaml", house)
    [problem] = wrong.value.problems
    assert problem.what == "'May; or June' is not a date" and problem.hint.startswith("write year-month-day")
