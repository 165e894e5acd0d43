"""Answers left open and answers that are wrong: bracketed where the text prints them, else refused with their place."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.house import draft
from treatydraft import (
    WRITERS,
    Assembly,
    Draft,
    DraftError,
    Library,
    TreatydraftError,
    change_draft,
    compose,
    new_draft,
    parse_draft,
    select,
    write,
)
from treatydraft.composition.composer import Composer
from treatydraft.instrument.plain_text import plain_text
from treatydraft.library.question import Question

OPEN: dict[str, tuple[str, str]] = {
    "guarantors": ("open:FR,GB|DE", "[The French Republic and the United Kingdom"),
    "beneficiaries": ("open:UA,MD", "[Ukraine] [the Republic of Moldova]"),
    "host": ("open:FR,GB", "[the Government of the French Republic] [the Government of the United Kingdom"),
    "place": ("open:Paris,Kyiv", "DONE at [Paris] [Kyiv]"),
    "signed_on": ("open:2026-01-06,2026-02-06", "on [6 January 2026] [6 February 2026]"),
    "texts": ("open:en,fr|en,uk", "[English and French] [English and Ukrainian]"),
    "threat": ("open:Ruritania,Freedonia", "[Ruritania] [Freedonia]"),
}
"""Two proposals for every shared question that may be left open, and how its bracket begins in the text."""

CLOSED = {
    "order": "open:guarantors-first,alphabetical",
    "signed": "open:yes,no",
    "originals": "open:single,each",
    "prevailing": "open:en,fr",
}
"""Two proposals for each that the frame is built by, so that nothing would show that it is open."""

HEAD = {
    "outline": "open:coalition-treaty,blank",
    "register": "open:treaty,memorandum",
    "language": "open:en,fr",
    "date": "open:2026-01-06,2026-02-06",
    "revision": "open:1,2",
    "title": "open:Treaty,Pact",
    "numbering.articles": "open:decimal,roman",
}


def drafted(library: Library, assignment: str) -> Draft:
    text = change_draft(new_draft("coalition-treaty", library), ["title=Treaty", assignment], library)
    return parse_draft(text, "draft.yaml", library)


def test_every_shared_question_is_known_here(bundled: Library) -> None:
    assert {*OPEN, *CLOSED} == set(bundled.questions())


@pytest.mark.parametrize("key", OPEN)
def test_an_open_answer_stands_in_brackets_in_every_format(bundled: Library, key: str) -> None:
    value, bracket = OPEN[key]
    one = drafted(bundled, f"{key}={value}")
    instrument = compose(one, bundled)
    assert Assembly(one, bundled).facts.entries()
    texts = {to: write(instrument, to, bundled.language("en")) for to in WRITERS}
    text = texts["md"].decode().replace("\\", "").replace("\xa0", " ")
    assert bracket in text and len(texts) == 3
    copy = Assembly(one, bundled).alternat(instrument, instrument.parties[-1].code)
    assert len(copy.parties) == len(instrument.parties)


def test_proposals_that_read_the_same_are_no_bracket(bundled: Library) -> None:
    instrument = compose(drafted(bundled, "guarantors=open:FR,GB|DE,PL"), bundled)
    opening = plain_text(instrument.opening[0].words, bundled.language("en"))
    assert "hereinafter referred to as “the Guarantors”, of the one part" in opening


@pytest.mark.parametrize("key", CLOSED)
def test_what_the_frame_is_built_by_cannot_be_open(bundled: Library, key: str) -> None:
    one = drafted(bundled, f"{key}={CLOSED[key]}")
    for path in ("instrument", "facts", "unanswered"):
        with pytest.raises(DraftError) as refused:
            getattr(Assembly(one, bundled), path)
        (problem,) = refused.value.problems
        assert str(problem.where) == "draft.yaml:6" and problem.what.startswith(f"{key}: it cannot be left open")


@pytest.mark.parametrize("key", HEAD)
@pytest.mark.parametrize("written", ["mapping", "words"])
def test_no_key_of_the_head_can_be_open(bundled: Library, key: str, written: str) -> None:
    text = change_draft(new_draft("coalition-treaty", bundled), [f"{key}={HEAD[key]}"], bundled)
    if written == "words":
        text = change_draft(new_draft("coalition-treaty", bundled), [f"{key}=x"], bundled).replace(
            ": x", f": {HEAD[key]}"
        )
    with pytest.raises(DraftError) as refused:
        parse_draft(text, "draft.yaml", bundled)
    (problem,) = refused.value.problems
    assert str(problem.where).startswith("draft.yaml:") and "{" not in problem.what
    assert "cannot be left open" in problem.what or written == "words"


def test_everyone_on_both_sides_names_nobody_whatever_form_it_has(bundled: Library) -> None:
    for said in ("{open: [all, [FR]]}", '" all "', '"open:all|FR"'):
        with pytest.raises(DraftError, match="needs the parties by name in the other role"):
            compose(draft(bundled, f"answers: {{guarantors: {said}, beneficiaries: {said}}}\n", "blank"), bundled)


def test_no_path_makes_anything_of_a_wrong_answer(bundled: Library) -> None:
    for said in ("order: size", "guarantors: [XX]", "place: [a]"):
        one = draft(bundled, f"answers: {{{said}}}\n", "coalition-treaty")
        composer = Composer(one, bundled, select(one, bundled))
        chosen = next(one for one in composer.selection.chosen if one.clause == "collective-defense/response")
        paths = (
            lambda one=one: compose(one, bundled),
            lambda one=one: Assembly(one, bundled).facts,
            lambda one=one: Assembly(one, bundled).unanswered,
            Composer(one, bundled, select(one, bundled)).frame,
            lambda composer=composer, chosen=chosen: (composer.answers.shared(), composer.provision(chosen)),
        )
        for path in paths:
            with pytest.raises(DraftError) as wrong:
                path()
            assert all(str(problem.where).startswith("draft.yaml:") for problem in wrong.value.problems)


# ------------------------------------------------------------------------------------------------ clauses' questions

EXAMPLES: dict[str, tuple[object, ...]] = {
    "text": ("alpha", "beta"),
    "integer": ("1", "2", "3", "12", "24"),
    "boolean": ("yes", "no"),
    "duration": ("1 month", "2 months", "24 hours", "48 hours", "5 days", "7 days", "3 years", "5 years"),
    "money": ("EUR 1 million", "EUR 500 million", "EUR 2 billion"),
    "date": ("2026-01-06", "2026-02-06"),
    "fraction": ("1/2", "2/3", "3/4"),
    "share": ("2%", "5%", "50%"),
    "party": ("FR", "UA"),
    "parties": (["FR"], ["GB"]),
}


def two(question: Question) -> list[object]:
    """Two proposals the question takes; fewer where there are none."""
    names = list(question.offers)
    ends = (question.limits.min, question.limits.max)
    offered: dict[str, Sequence[object]] = {"choice": names, "choices": [names[:1], names[:2]]}
    found: list[object] = []
    for data in (question.default, *offered.get(question.type, EXAMPLES.get(question.type, ())), *ends):
        try:
            value = question.parse(data)
        except ValueError:
            continue
        if data != "guarantors" and value not in [question.parse(one) for one in found]:
            found.append(data)
    return found[:2]


@pytest.mark.parametrize("register", ["treaty", "memorandum", "declaration"])
def test_every_clause_composes_with_its_answers_left_open(bundled: Library, register: str) -> None:
    company = {"guarantors": ["FR", "GB", "DE"], "beneficiaries": ["UA"]}
    composed = 0
    for id in bundled.clause_ids:
        clause = bundled.clause(id)
        proposals = {name: two(one) for name, one in clause.questions.items() if one.type != "rows"}
        assert all(len(found) == 2 for found in proposals.values()), (id, proposals)
        for variant in clause.variants:
            if clause.refusal(register, variant):
                continue
            for way in (1, -1):
                said = {name: {"open": found[::way]} for name, found in proposals.items()}
                one = Draft(
                    "draft.yaml", "blank", register, answers=company, clauses={id: {"variant": variant, **said}}
                )
                try:
                    assert compose(one, bundled) and Assembly(one, bundled).facts
                    composed += 1
                except TreatydraftError as refused:
                    assert isinstance(refused, DraftError) and "scale of contributions" in str(refused), (id, variant)
    assert composed > 100
