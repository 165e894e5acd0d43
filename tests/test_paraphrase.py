"""When a question is asked, in words: true to its condition, and never its expression."""

from __future__ import annotations

import re

import pytest

from treatydraft import Library
from treatydraft.library.asking import asked_when
from treatydraft.template.paraphrase import paraphrase
from treatydraft.template.template import Condition

TYPES = {"timing": "choice", "limit": "boolean", "lead": "party", "texts": "choices", "guarantors": "parties"}


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ('timing == "within-hours"', "timing is within-hours"),
        ('timing != "within-hours"', "timing is not within-hours"),
        ('variant == "a"', "the wording is a"),
        ('variant in ("a", "b")', "the wording is a or b"),
        ('variant not in ("a", "b", "c")', "the wording is none of a, b and c"),
        ('variant == "a" or variant == "b"', "the wording is a or b"),
        ('variant != "a" and variant != "b"', "the wording is neither a nor b"),
        ('not (variant == "a" or variant == "b")', "the wording is neither a nor b"),
        ('variant != "a" or variant != "b"', "the wording is not a, or the wording is not b"),
        ("limit", "limit is yes"),
        ("not limit", "limit is no"),
        ("lead", "lead is answered"),
        ("not lead", "lead is not answered"),
        ("texts", "there is something in texts"),
        ('register == "treaty"', "the instrument is a treaty"),
        ("count(parties) > 2", "there are more than 2 parties"),
        ("not count(parties) > 2", "there are at most 2 parties"),
        ('"UA" in parties', "UA is among the parties"),
        ('not "EU" in guarantors', "EU is not among the guarantors"),
        ("not many(guarantors)", "there is no more than one among the guarantors"),
        ("not mutual()", "not every party guarantees every other"),
        ('has("governance/council")', "governance/council is in the instrument"),
        ('not has("final/exit:soon")', "final/exit is not in the instrument with the wording soon"),
        ('has("annex:own")', "there is an annex of the drafter's own"),
        ('variant == "a" and (limit or lead)', "the wording is a, and either limit is yes or lead is answered"),
        ('variant == "a" or (limit and lead)', "the wording is a, or both limit is yes and lead is answered"),
        ("not (limit and lead)", "limit is no, or lead is not answered"),
        ('limit and (lead or (texts and timing == "x"))', ""),  # too involved
        ("limit == lead", ""),
        ("unknown", ""),
    ],
)
def test_a_condition_in_words(condition: str, words: str) -> None:
    expression = Condition(condition).expression
    assert expression is not None and paraphrase(expression, TYPES) == words


def test_no_question_shows_its_expression(bundled: Library) -> None:
    told = []
    for id in bundled.clause_ids:
        clause = bundled.clause(id)
        told += [asked_when(one, clause, bundled) for one in clause.questions.values() if one.when]
    told += [asked_when(one, None, bundled) for one in bundled.questions().values() if one.when]
    assert len(told) > 200 and not [words for words in told if re.search(r"[=!<>(){}\"]", words)]
    assert all(words.startswith("asked only ") for words in told)
    assert len([words for words in told if words == "asked only with some other answers"]) < 10
