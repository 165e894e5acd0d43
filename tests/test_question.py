"""Questions: what they tell a person to write is an answer to that very question."""

from __future__ import annotations

import re

import pytest

from treatydraft import Library
from treatydraft.cli.prompts.steps import describe_rule
from treatydraft.errors import ReadError
from treatydraft.files import parse_yaml
from treatydraft.library.question import Question
from treatydraft.value import TYPES

WRONG = ("", "soon", "0", "-1", "10m", "999999999", "730 hours", "101%", "a third", "3/2", "2026-02-30", "$5m", "a,a")


def questions(library: Library) -> list[Question]:
    clauses = (library.clause(id) for id in library.clause_ids)
    return [*library.questions().values(), *(one for clause in clauses for one in clause.questions.values())]


def told(question: Question) -> set[str]:
    """Everything the question says when it is asked or refuses."""
    said = {describe_rule(question)}
    answers: tuple[object, ...] = (*WRONG, {}, None)
    for given in answers:
        try:
            question.parse(given)
        except ValueError as wrong:
            said.add(str(wrong))
    return said


def test_the_examples_of_every_question_of_the_library_are_answers_to_it(bundled: Library) -> None:
    kinds = set()
    for question in questions(bundled):
        for said in told(question):
            for example in re.findall(r"such as (.+)$", said):
                data = parse_yaml(f"[{example}]", "example", ReadError).data if question.type == "rows" else example
                try:
                    question.canonical(data, bundled.parties())
                except ValueError as wrong:
                    pytest.fail(f"{question.key} says {said!r}, and refuses that: {wrong}")
                kinds.add(question.type)
    assert kinds == set(TYPES) - {"boolean"}  # of which there are two


def test_a_refusal_speaks_of_the_question(bundled: Library) -> None:
    term = bundled.clause("final/duration").questions["term"]
    with pytest.raises(ValueError, match="'48 hours' is not a whole number of years; write a number of years from 1 "):
        term.parse("48 hours")
    assert describe_rule(term) == "a number of years from 1 to 100, such as 10 years"
    assert str(term.parse("10")) == str(term.parse("10y")) == str(term.parse("120 months")) == "10 years"
