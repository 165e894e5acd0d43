"""The interview's engine: what is asked and when, going back, the review, conflicts; and the journal beneath it."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from treatydraft import DraftError, Library, load_library, parse_draft
from treatydraft.cli.prompts import review
from treatydraft.cli.prompts.draft_state import DraftState
from treatydraft.cli.prompts.engine import Interview
from treatydraft.cli.prompts.journal import Journal
from treatydraft.cli.prompts.page import step_lines
from treatydraft.cli.prompts.step import DEPTH, REVIEW, TOPIC, InvalidAnswer

AID, COUNCIL, NEUTRAL = "pact/aid", "pact/council", "pact/neutrality"

FILES = {
    "library.yaml": f"topics: [{', '.join(load_library().about.topics)}, pact]\n",
    "languages/en.yaml": "topics: {pact: The pact}\n",
    "outlines/pact.yaml": f"""
title: {{en: "Pact for {{{{ names(beneficiaries) }}}}"}}
purpose: Two articles.
registers: [treaty, memorandum]
answers: {{guarantors: [FR, GB], beneficiaries: [UA]}}
body: [{AID}, {COUNCIL}]
""",
    f"{AID}/clause.yaml": f"""
kind: article
variants:
  strong: {{strength: 6, source: own wording}}
  weak: {{strength: 2, source: own wording}}
default: {{treaty: strong, memorandum: weak, declaration: weak}}
questions:
  timing: {{type: choice, choices: [at-once, within-hours], default: at-once}}
  hours: {{type: integer, unit: hour, min: 1, max: 168, default: 24, when: timing == "within-hours"}}
uses: [guarantors]
requires:
  - {{any: [{COUNCIL}]}}
registers: {{memorandum: {{strong: refused}}}}
""",
    f"{AID}/en.md": """---
title: Aid
heading: Aid
purpose: Who helps.
variants:
  strong: {effect: "Each must help.", because: made for a test}
  weak: {effect: "Each may help.", because: made for a test}
requires: {pact/council: "the council hears the request"}
registers: {memorandum: "a memorandum binds nobody"}
questions:
  timing:
    ask: "How soon?"
    why: "An hour can be held against a State."
    choices: {at-once: {label: "at once", text: "at once"}, within-hours: {label: "within hours", text: "in time"}}
  hours: {ask: "Within how many hours?", why: "They run from the request."}
---

## strong

1. @duty {{ Each(guarantors) }} {{ shall() }} help{% if timing == "within-hours" %} within {{ span(hours) }}{% endif %}.

## weak

1. @duty {{ Each(guarantors) }} {{ may() }} help{% if timing == "within-hours" %} within {{ span(hours) }}{% endif %}.
""",
    f"{COUNCIL}/clause.yaml": """
kind: article
variants: {plain: {strength: 3, source: own wording}}
default: plain
questions:
  seat: {type: text, max: 20, default: Paris}
""",
    f"{COUNCIL}/en.md": """---
title: Council
heading: Council
purpose: Who meets.
variants: {plain: {effect: "The parties meet.", because: made for a test}}
questions: {seat: {ask: "Where does it meet?", why: "Somebody must host it."}}
---

## plain

1. @council A council {{ shall() }} meet at {{ seat }}.
""",
    f"{NEUTRAL}/clause.yaml": f"""
kind: article
variants: {{plain: {{strength: 1, source: own wording}}}}
default: plain
excludes: ["{NEUTRAL}:plain x {AID}:strong"]
""",
    f"{NEUTRAL}/en.md": """---
title: Neutrality
heading: Neutrality
purpose: Who stays out.
variants: {plain: {effect: "A neutral party stays out.", because: made for a test}}
excludes: {"pact/neutrality:plain x pact/aid:strong": "they contradict each other"}
---

## plain

1. @out A neutral party may stay out.
""",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The bundled library with a topic of three small clauses and an outline over it."""
    folder = tmp_path_factory.mktemp("library")
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return load_library([folder])


def begun(library: Library, depth: str = "all") -> Interview:
    """An interview on the small outline that has come to the clauses, or to the review."""
    state = Interview(library, "draft.yaml")
    for typed in ("pact", "", "", "", "", depth):
        state.answer(typed)
    return state


def until(state: Interview, key: str) -> Interview:
    """The interview with everything before `key` kept as it is."""
    while state.current != key:
        assert state.current != REVIEW, f"{key} is not asked"
        state.answer("")
    return state


def topics(state: Interview) -> list[str]:
    return [key for key in state.asked() if key.startswith(TOPIC)]


def test_the_order_of_the_steps(library: Library) -> None:
    state = Interview(library, "draft.yaml")
    assert state.asked() == ["outline"] and state.counter() == "1 of 1"
    state.answer("pact")
    assert state.walk() == ["outline", "register", "title", "guarantors", "beneficiaries", DEPTH]
    assert state.current == "register" and state.counter() == "2 of 6"
    until(state, DEPTH).answer("all")
    rest = state.asked()[len(topics(state)) + 6 :]
    assert rest == [
        *("order", "signed", "place", "signed_on", "texts", "originals", "prevailing"),
        *(f"{AID}.variant", f"{AID}.timing", f"{COUNCIL}.seat"),
    ]
    assert f"{TOPIC}pact" in topics(state)


def test_an_outline_with_one_register_asks_for_none(library: Library, tmp_path: Path) -> None:
    (tmp_path / "outlines").mkdir()
    (tmp_path / "outlines/one.yaml").write_text(
        "title: {en: Treaty}\npurpose: One.\nregisters: [treaty]\nanswers: {}\n"
    )
    state = Interview(load_library([tmp_path]), "draft.yaml")
    state.answer("one")
    assert "register" not in state.asked() and state.current == "title"


def test_the_first_answer_is_needed(library: Library) -> None:
    with pytest.raises(InvalidAnswer, match="an answer is needed"):
        Interview(library, "draft.yaml").answer("")


def test_moot_questions_are_not_asked_and_the_counter_follows(library: Library) -> None:
    state = until(begun(library), f"{AID}.timing")
    before = len(state.walk())
    state.answer("2")
    assert state.current == f"{AID}.hours" and len(state.walk()) == before + 1
    state.answer("48 hours")
    assert state.current == f"{COUNCIL}.seat"
    state.back()
    state.back()
    state.answer("at once")
    assert f"{AID}.hours" not in state.asked() and len(state.walk()) == before
    assert state.current == f"{COUNCIL}.seat"


def test_going_back_keeps_every_answer(library: Library) -> None:
    state = until(begun(library), f"{AID}.timing")
    state.answer("within-hours")
    state.answer("36")
    text = state.text
    state.back()
    state.back()
    assert state.current == f"{AID}.timing" and state.text == text
    assert state.step().now == "within hours" and state.step().origin == "draft"
    state.answer("")
    assert state.current == f"{AID}.hours" and state.step().now == "36 hours"
    state.answer("")
    assert state.current == f"{COUNCIL}.seat" and state.text == text


def test_back_to_the_first_question_and_no_further(library: Library) -> None:
    state = begun(library)
    for _ in range(6):
        state.back()
    assert state.current == "outline"
    with pytest.raises(InvalidAnswer, match="first question"):
        state.back()
    until(state, topics(state)[0])


def test_a_correction_asks_what_it_makes_necessary_first(library: Library) -> None:
    state = until(begun(library), f"{COUNCIL}.seat")
    state.back()
    state.answer("2")
    assert state.current == f"{AID}.hours"
    state.answer("")
    assert state.current == f"{COUNCIL}.seat"


@pytest.mark.parametrize(
    ("key", "typed", "told"),
    [
        (f"{AID}.timing", "never", "'never' is none of them"),
        (f"{AID}.timing", "7", "there is no 7; type a number from 1 to 2"),
        (f"{COUNCIL}.seat", "x" * 21, "21 letters is more than 20, the most allowed here"),
        ("guarantors", "Atlantis", "there is no party 'Atlantis'"),
        ("guarantors", "Korea", "KR the Republic of Korea, KP"),
        ("guarantors", "FR, +GB", r"write \+ or - before each"),
        ("guarantors", "-PL", "PL is not among them"),
        ("guarantors", "none", "less than 1, the least allowed here"),
        ("signed_on", "soon", "'soon' is not a date"),
        ("signed_on", "01/03/2027", "can be 1 March or 3 January 2027"),
        ("guarantors", "Deutschland", "there is no party 'Deutschland'; type .WORDS to search"),
        ("title", "Pact [for", "this is no title"),
    ],
)
def test_a_wrong_answer_is_told_and_changes_nothing(library: Library, key: str, typed: str, told: str) -> None:
    state = begun(library, "review")
    state.jump(key)
    text = state.text
    assert state.check(typed)
    with pytest.raises(InvalidAnswer, match=told):
        state.answer(typed)
    assert state.text == text and state.current == key


def test_the_limit_of_a_number_is_told_and_shown(library: Library) -> None:
    state = until(begun(library), f"{AID}.timing")
    state.answer("within-hours")
    assert state.step().rule == "a number of hours from 1 to 168, such as 48 hours"
    with pytest.raises(InvalidAnswer, match="200 hours is more than 168 hours, the most allowed here"):
        state.answer("200")


@pytest.mark.parametrize(("typed", "kept"), [("two days", "48"), ("36h", "36"), ("a week", "168"), ("12", "12")])
def test_what_is_typed_as_people_write_is_kept_in_its_strict_form(library: Library, typed: str, kept: str) -> None:
    state = until(begun(library), f"{AID}.timing")
    state.answer("within-hours")
    record, _ = state.answer(typed)
    assert record["value"] == kept
    assert state.present is not None and state.present.draft.given(f"{AID}.hours") == kept
    state.jump("signed_on")
    assert state.answer("1 March 2027")[0]["value"] == "2027-03-01"
    state.jump("signed")
    assert state.answer("YES")[0]["value"] == "yes"


def test_a_name_in_the_file_is_taken_away_by_its_code(library: Library) -> None:
    text = "treatydraft: 1\noutline: pact\nanswers: {guarantors: [France, the United Kingdom]}\n"
    state = Interview(library, "draft.yaml", text, reviewed=True)
    state.jump("guarantors")
    assert state.step().now == "France, the United Kingdom"
    state.answer("-UK")
    assert state.present is not None and state.present.draft.answers["guarantors"] == ["FR"]


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("fr, uk, Türkiye", ["FR", "GB", "TR"]),
        ("turkiye", ["TR"]),
        ("weimar, Norway", ["weimar", "NO"]),
        ("+NO", ["FR", "GB", "NO"]),
        ("-France", ["GB"]),
        ("+NO -France +the Netherlands", ["GB", "NO", "NL"]),
        ("FR PL, GB", ["FR", "PL", "GB"]),
    ],
)
def test_parties_by_code_name_and_group(library: Library, typed: str, codes: list[str]) -> None:
    state = begun(library, "review")
    state.jump("guarantors")
    state.answer(typed)
    assert state.present is not None and state.present.draft.answers["guarantors"] == codes


def test_who_leaves_a_group_leaves_its_members_named(library: Library) -> None:
    state = begun(library, "review")
    state.jump("guarantors")
    state.answer("weimar, Norway")
    state.jump("guarantors")
    state.answer("-Germany")
    assert state.present is not None and state.present.draft.answers["guarantors"] == ["FR", "PL", "NO"]


def test_an_open_answer_and_the_way_back_to_the_default(library: Library) -> None:
    state = until(begun(library), f"{AID}.timing")
    state.answer("2")
    state.answer("open:24,48")
    assert state.present is not None
    aid = state.present.draft.clauses[AID]
    assert aid and aid["hours"] == {"open": ["24", "48"]}
    state.back()
    assert state.step().now == "open: 24 hours or 48 hours"
    state.answer("=")
    assert state.step(f"{AID}.hours").now == "24 hours" and state.step(f"{AID}.hours").origin == "default"


def test_only_the_key_choices(library: Library) -> None:
    state = begun(library, "key")
    walked = state.walk()
    assert f"{AID}.variant" in walked and topics(state) == [key for key in walked if key.startswith(TOPIC)]
    assert f"{AID}.timing" not in walked and f"{COUNCIL}.seat" not in walked


def test_the_defaults_lead_to_the_review(library: Library) -> None:
    assert begun(library, "review").current == REVIEW
    state = begun(library)
    state.answer("")
    state.to_review()
    assert state.current == REVIEW
    with pytest.raises(InvalidAnswer, match="choose an outline first"):
        Interview(library, "draft.yaml").to_review()


def test_a_clause_that_is_required_cannot_be_left_out(library: Library) -> None:
    state = begun(library, "review")
    state.jump(f"{TOPIC}pact")
    option = next(one for one in state.step().options if one.name == COUNCIL)
    assert option.remark == "required by Aid: the council hears the request"
    with pytest.raises(InvalidAnswer) as told:
        state.answer("-council")
    assert "Aid requires Council (the council hears the request)" in str(told.value)
    assert "put Council in, or leave Aid out" in str(told.value)
    state.answer("none")
    assert state.present is not None and not state.present.selection.chosen


def test_clauses_that_exclude_each_other_block_the_step(library: Library) -> None:
    state = begun(library, "review")
    state.jump(f"{TOPIC}pact")
    with pytest.raises(InvalidAnswer, match=r"^Neutrality \(plain\) cannot stand beside Aid \(strong\): they"):
        state.answer("+neutrality")
    state.jump(f"{AID}.variant")
    state.answer("weak")
    state.jump(f"{TOPIC}pact")
    state.answer("+neutrality")
    assert state.present is not None and state.present.selection.has(NEUTRAL)


def test_words_are_searched_for_in_the_whole_library(bundled: Library) -> None:
    state = Interview(bundled, "draft.yaml", "treatydraft: 1\noutline: coalition-treaty\n", reviewed=True)
    state.jump(f"{TOPIC}general")
    found = state.search("trust fund")
    assert "Trust Fund (financing/trust-fund), under Financing, not in the instrument" in found
    asked = "asked in Contributions (financing/contributions), under Financing, in the instrument: "
    assert f"{asked}Is there a Trust Fund for voluntary contributions?" in found
    assert any("+financing/trust-fund" in line for line in found)
    assert state.search("borders")[0] == "5. Independence and borders"
    assert state.search("zzzz") == ["nothing in the library has 'zzzz' in it"]
    state.jump("order")
    assert state.search("trust fund")[0].startswith("Trust Fund (financing/trust-fund)")
    state.jump("guarantors")
    assert state.search("weimar") == ["weimar (3 parties): FR, DE, PL"]
    assert state.search("zzzz") == ["no party has 'zzzz' in its name"]


def test_a_clause_of_another_topic_is_put_in_from_any_list(library: Library) -> None:
    state = Interview(library, "draft.yaml")
    for typed in ("blank", "", "", "", "", "review"):
        state.answer(typed)
    state.jump(f"{TOPIC}final")
    state.answer("withdrawal")
    state.jump(f"{TOPIC}final")
    _, notes = state.answer("+pact/aid")
    assert notes[0] == "put in: Aid, under The pact" and notes[1].startswith("put in too: Council, required by Aid")
    assert state.present is not None
    order = [one.clause for one in state.present.selection.chosen]
    assert order.index("final/withdrawal") < order.index(AID) < order.index(COUNCIL)
    state.jump(f"{TOPIC}general")
    with pytest.raises(InvalidAnswer, match=r"Neutrality .* cannot stand beside Aid"):
        state.answer("+Neutrality")
    with pytest.raises(InvalidAnswer, match=r"'mutual' is none of them; .*\?mutual searches the whole library"):
        state.answer("+mutual")
    state.jump(f"{TOPIC}general")
    state.answer("none")
    assert state.present.selection.has(AID)


def test_what_is_required_comes_with_it_and_is_told(library: Library) -> None:
    state = Interview(library, "draft.yaml")
    for typed in ("blank", "", "", "", "", "review"):
        state.answer(typed)
    state.jump(f"{TOPIC}pact")
    _, notes = state.answer("aid")
    assert notes == ("put in too: Council, required by Aid: the council hears the request",)
    state.jump(f"{TOPIC}pact")
    _, notes = state.answer("none")
    assert notes == ("no longer in: Council, which nothing requires now",)
    assert state.present is not None and not state.present.selection.chosen


def test_over_the_blank_outline_a_clause_goes_to_its_topic_and_stays_there(library: Library) -> None:
    state = Interview(library, "draft.yaml")
    for typed in ("blank", "", "", "", "", "review"):
        state.answer(typed)

    def there() -> list[str]:
        assert state.present is not None
        return [one.clause for one in state.present.selection.chosen]

    for key, typed in (
        (f"{TOPIC}pact", "aid"),
        (f"{AID}.variant", "weak"),
        (f"{TOPIC}pact", "+neutrality"),
        (f"{TOPIC}final", "withdrawal"),
        (f"{TOPIC}general", "object, nuclear"),
        (f"{TOPIC}general", "+independence"),
    ):
        state.jump(key)
        state.answer(typed)
    order = ["general/nuclear", "general/object", "general/independence", "final/withdrawal", AID, COUNCIL, NEUTRAL]
    assert [one for one in there() if one in order] == order
    state.jump(f"{COUNCIL}.seat")
    state.answer("Kyiv")  # what has come as required is named by its answer, and is not moved by that
    assert f"  {COUNCIL}:\n    seat: Kyiv\n  {NEUTRAL}: {{}}\n" in state.text
    assert [one for one in there() if one in order] == order


def test_choices_are_parted_by_commas_and_by_spaces_between_numbers(library: Library) -> None:
    state = begun(library, "review")

    def chosen(typed: str) -> object:
        state.jump("texts")
        state.answer(typed)
        return state.present and state.present.data("texts")

    assert chosen("1, French 3") == ["en", "fr", "uk"]
    assert chosen("-1 -French") == ["uk"]
    assert chosen("+Norwegian Nynorsk, +2") == ["uk", "nn", "fr"]


def test_a_step_says_what_it_keeps_and_what_may_be_typed(library: Library) -> None:
    state = begun(library, "review")

    def shown(key: str) -> str:
        return "\n".join(line.words for line in step_lines(state.step(key), "", ""))

    assert "Enter keeps: English, French, Ukrainian (the default)." in shown("texts")
    state.jump(f"{TOPIC}final")
    state.answer("entry-into-force, depositary, duration")
    assert "Enter keeps: France (the default)." in shown("host")  # the first of the guarantors
    assert "A number of years from 1 to 100, such as 10 years." in shown("final/duration.term")
    assert "Digits" not in shown("final/entry-into-force.delay")


def test_a_step_keeps_what_the_outline_says_of_those_who_take_part(bundled: Library) -> None:
    text = "treatydraft: 1\noutline: north-atlantic\nanswers: {guarantors: [FR, GB, DE, PL], beneficiaries: all}\n"
    present = DraftState.read(text, "draft.yaml", bundled)
    assert present.data("beneficiaries") == "all"
    assert present.words("host") == "France"  # the United States, which the outline names, takes no part
    assert present.words("final/entry-into-force.named") == "France, the United Kingdom"


def test_a_clause_comes_back_with_its_answers(library: Library) -> None:
    state = until(begun(library), f"{AID}.timing")
    state.answer("within-hours")
    state.answer("36")
    text = state.text
    for typed in ("none", "aid, council"):
        state.jump(f"{TOPIC}pact")
        state.answer(typed)
    assert parse_draft(state.text, "", library).clauses == parse_draft(text, "", library).clauses


def test_another_register_takes_its_own_wording(library: Library) -> None:
    state = begun(library, "review")
    state.jump(f"{AID}.variant")
    state.answer("strong")
    state.jump("register")
    _, notes = state.answer("memorandum")
    assert "Aid is now in the wording weak: a memorandum cannot have yours" in notes
    assert not review.obstacles(state.present) and f"{AID}.variant" not in state.asked()


def test_a_line_of_the_review_is_changed(library: Library) -> None:
    state = begun(library, "review")
    assert state.present is not None
    lines = review.review_lines(state.present)
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    line = next(line for line in lines if line.key == f"{COUNCIL}.seat")
    assert (line.heading, line.answer) == ("Article 2. Council (pact/council)", "Paris")
    assert [one.number for one in review.matching_lines(lines, "where does it meet")] == [line.number]
    state.jump(line.key)
    assert state.counter() == ""
    state.answer("Kyiv")
    assert state.current == REVIEW and "seat: Kyiv" in state.text
    state.jump(line.key)
    state.back()
    assert state.current == REVIEW


def test_the_review_tells_what_stands_in_the_way(library: Library) -> None:
    text = begun(library, "review").text + f"clauses: {{{COUNCIL}: false}}\n"
    state = Interview(library, "draft.yaml", text, reviewed=True)
    assert state.current == REVIEW
    assert "put Council in, or leave Aid out" in "".join(review.obstacles(state.present))
    state.jump("place")
    state.answer("Kyiv")  # an old conflict blocks no other answer
    assert "place: Kyiv" in state.text


def test_a_wrong_answer_in_the_file_is_asked_again(library: Library) -> None:
    text = begun(library, "review").text + "answers: {signed_on: soon}\n"
    state = Interview(library, "draft.yaml", text, reviewed=True)
    assert state.current == "signed_on" and "'soon' is not a date" in state.step().wrong
    with pytest.raises(InvalidAnswer, match="'soon' is not a date"):
        state.answer("")
    state.answer("2026-11-24")
    assert state.current == REVIEW


def test_a_number_of_parties_is_limited_by_who_is_there(library: Library) -> None:
    key = "final/entry-into-force.threshold"
    text = "treatydraft: 1\noutline: coalition-treaty\nanswers:\n  guarantors: [FR, GB, DE, PL]\n"
    state = Interview(library, "draft.yaml", text, reviewed=True)
    state.jump(key)
    assert state.step().now == "4" and state.step().rule.startswith("a whole number from 2 to 4")  # the outline says 15
    with pytest.raises(InvalidAnswer, match="5 is more than 4, the most allowed here"):
        state.answer("5")
    state.answer("4")
    state.jump("guarantors")
    with pytest.raises(InvalidAnswer, match=f"{key}: 4 is more than 3"):
        state.answer("-PL")
    state.jump(key)
    state.answer("3")
    state.jump("guarantors")
    state.answer("-PL")
    assert state.current == REVIEW


def test_a_draft_that_is_there_goes_on_with_what_it_does_not_answer(library: Library) -> None:
    text = "treatydraft: 1\noutline: pact\nanswers: {guarantors: [PL]}\n"
    state = Interview(library, "draft.yaml", text)
    assert state.current == "register"
    assert state.passed == {"outline", "guarantors"}


def test_rows_are_added_and_taken_one_by_one(library: Library) -> None:
    key = "collective-defense/participation.statements"
    text = "treatydraft: 1\noutline: pact\nclauses: {collective-defense/participation: {}}\n"
    state = Interview(library, "draft.yaml", text, reviewed=True)
    state.jump(key)
    with pytest.raises(InvalidAnswer, match="a row has 4 cells"):
        state.answer("+ FR | logistics")
    state.answer("+ France | logistics | Parliament | 72 hours")
    assert state.current == key
    state.answer("+ UK | intelligence | none | 24 hours")
    state.answer("-1")
    state.answer("")
    assert state.current == REVIEW and state.present is not None
    settings = state.present.draft.clauses["collective-defense/participation"]
    assert settings and settings["statements"] == [
        {"member": "GB", "modules": "intelligence", "approvals": "none", "time": "24 hours"}
    ]


def test_an_old_conflict_blocks_no_answer_that_is_written_above_it(library: Library) -> None:
    text = f"treatydraft: 1\noutline: pact\nanswers:\n  place: Paris\nclauses:\n  {COUNCIL}: false\n"
    state = Interview(library, "draft.yaml", text, reviewed=True)
    state.jump("signed_on")
    state.answer("2026-11-24")  # the line of what is in conflict is another one by it
    state.jump(f"{AID}.timing")
    state.answer("within-hours")
    assert len(review.obstacles(state.present)) == 1


# ------------------------------------------------------------------------------------------------ draft and text

OWNED = f"""# ours
treatydraft: 1
outline: pact   # the small one
answers:
  # who helps
  guarantors: [FR, GB, PL]  # three
  place:   Paris
clauses:
  final/withdrawal: {{}}  # kept

  {AID}: {{timing: at-once}}
  own/thing:
    text: |
      1. @thing Words.

    heading: Thing
# the end
"""

TYPED = (
    *(
        "",
        "",
        "=",
        "=",
        "1",
        "2",
        "-1",
        "+1",
        "-2",
        "+3",
        "1, 2",
        "none",
        "FR, GB",
        "+PL",
        "-FR",
        "weimar",
        "yes",
        "no",
    ),
    *("12", "36 hours", "1 March 2027", "Kyiv # here", "'quoted': x", "Pact of [Paris]", "open:24,48", "open:FR|GB"),
    *("null", "~", "a\tb", "x\u202ey", "+ FR | a: 1 | [b] | 1 day", "memorandum", "blank", "<", "<"),
)


@pytest.mark.parametrize("seed", range(12))
def test_the_text_that_is_saved_reads_as_the_draft_that_is_held(library: Library, seed: int) -> None:
    pick = random.Random(seed)
    state = Interview(library, "draft.yaml", OWNED if seed % 2 else "", reviewed=bool(seed % 4))
    for _ in range(50):
        if state.current == REVIEW or pick.random() < 0.2:
            state.jump(pick.choice(state.asked()))
        typed = pick.choice(TYPED)
        with suppress(InvalidAnswer):
            if typed == "<":
                state.back()
            else:
                state.answer(typed)
        if state.present is not None and pick.random() < 0.2:
            saved = parse_draft(state.text, "draft.yaml", library)
            held = state.present.draft
            assert replace(held, places=saved.places) == saved
            assert list(held.clauses) == list(saved.clauses)  # their order is that of the articles
            assert "# the end" in state.text or not seed % 2


def test_an_answer_costs_no_reading_of_the_text(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    state = Interview(library, "draft.yaml", OWNED, reviewed=True)
    with monkeypatch.context() as patch:
        patch.setattr("treatydraft.files.source.yaml.parse", lambda *given, **named: pytest.fail("the text is read"))
        for key, typed in (("place", "Kyiv"), (f"{AID}.timing", "2"), (f"{AID}.hours", "36"), (f"{TOPIC}pact", "none")):
            state.jump(key)
            assert not state.check(typed)
            state.answer(typed)
        state.jump("guarantors")
        assert "Atlantis" in state.check("Atlantis")
    expected = OWNED.replace("Paris", "Kyiv").replace("{timing: at-once}", "false")
    assert state.text == expected.replace("# the end", f"  {COUNCIL}: false\n# the end")


def test_a_place_that_only_its_owner_can_change_is_told_in_the_review(library: Library) -> None:
    text = "treatydraft: 1\noutline: pact\nanswers:\n  ? place\n  : Paris\n"
    state = Interview(library, "draft.yaml", text, reviewed=True)
    state.jump("signed_on")
    state.answer("2026-11-24")
    assert state.current == REVIEW
    [told] = review.obstacles(state.present)
    assert told.startswith("'answers.signed_on' cannot be changed in this place")
    assert told.endswith("write it as 'key: value' on a line of its own, or change it by hand")
    with pytest.raises(DraftError):
        assert state.text


# ------------------------------------------------------------------------------------------------ the journal


def replayed(library: Library, records: list[dict[str, object]]) -> Interview:
    state = Interview(library, "draft.yaml")
    for record in records:
        state.apply(record)
    state.resume()
    return state


def test_the_journal_gives_the_same_state(library: Library, tmp_path: Path) -> None:
    state = Interview(library, "draft.yaml")
    with Journal(tmp_path / "draft.yaml") as journal:
        for typed in ("pact", "", "Pact of [Paris]", "+PL", "", "all"):
            journal.write(state.answer(typed)[0])
        while state.current != f"{AID}.timing":
            journal.write(state.answer("")[0])
        journal.write(state.answer("within-hours")[0])
        state.back()
        journal.write(state.answer("at-once")[0])
    assert journal.path.name == ".draft.yaml.journal" and journal.path.stat().st_mode & 0o777 == 0o600
    with Journal(tmp_path / "draft.yaml") as journal:
        again = replayed(library, [dict(record) for record in journal.records])
        journal.remove()
    assert again.text == state.text and again.current == state.current == f"{COUNCIL}.seat"
    assert not journal.path.exists()
    again.back()
    assert again.current == f"{AID}.timing"


def test_what_has_been_gone_through_outlives_the_fold(library: Library, tmp_path: Path) -> None:
    state = until(begun(library), f"{AID}.timing")
    state.typed = {state.current: "with"}
    with Journal(tmp_path / "draft.yaml") as journal:
        journal.restart(state.snapshot())
    with Journal(tmp_path / "draft.yaml") as journal:
        again = Interview(library, "draft.yaml", state.text)
        for record in journal.records:
            again.apply(dict(record))
    again.resume()
    assert again.current == f"{AID}.timing" and again.counter() == state.counter()
    assert again.typed == {f"{AID}.timing": "with"}


@pytest.mark.parametrize("tail", [b'{"key": "title", "val', b"\0\0\0\0", b"\n", b"[1]\n", b'{"key": "\xff"}\n'])
def test_a_torn_line_is_cut_off(tmp_path: Path, tail: bytes) -> None:
    with Journal(tmp_path / "draft.yaml") as journal:
        journal.write({"key": "outline", "value": "pact"})
    with journal.path.open("ab") as file:
        file.write(tail)
    with Journal(tmp_path / "draft.yaml") as journal:
        assert journal.torn and journal.records == ({"key": "outline", "value": "pact"},)
        journal.write({"key": "register"})
    with Journal(tmp_path / "draft.yaml") as journal:
        assert not journal.torn and [record["key"] for record in journal.records] == ["outline", "register"]


def test_a_record_that_fits_no_more_is_refused(library: Library) -> None:
    state = begun(library)
    text = state.text
    for record in ({"key": "pact/gone.hours", "value": "3"}, {"key": "outline", "value": "gone"}):
        with pytest.raises(InvalidAnswer):
            state.apply(record)
    assert state.text == text


def test_a_second_run_is_told_who_holds_the_draft(tmp_path: Path) -> None:
    program = (
        "import sys; from treatydraft.cli.prompts.journal import Journal; "
        "journal = Journal(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    )
    draft = tmp_path / "draft.yaml"
    with subprocess.Popen(
        [sys.executable, "-c", program, str(draft)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == "held\n"
        with pytest.raises(DraftError, match=rf"another run holds this draft \(process {holder.pid}, since 2"):
            Journal(draft)
        holder.kill()
    with Journal(draft) as journal:  # the lock went with the process
        assert json.loads(journal.path.read_text().splitlines()[-1])["held"]["pid"] == os.getpid()


def test_a_journal_is_no_link(tmp_path: Path) -> None:
    from treatydraft import WriteError

    (tmp_path / "other").write_text("kept")
    (tmp_path / ".draft.yaml.journal").symlink_to(tmp_path / "other")
    with pytest.raises(WriteError, match="cannot be written"):
        Journal(tmp_path / "draft.yaml")
    assert (tmp_path / "other").read_text() == "kept"
