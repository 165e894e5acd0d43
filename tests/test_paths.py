"""What follows an act: the courses of crisis articles that are frozen here, against a reading of them by hand."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from treatydraft import Assembly, load_library, parse_draft
from treatydraft.brief.matrix import matrix
from treatydraft.brief.paths import Path as Course
from treatydraft.brief.paths import paths, starting_acts
from treatydraft.library_test.names import inconsistencies
from treatydraft.record.facts import OUTCOMES, Facts

FOLDER = Path(__file__).parent / "cases" / "brief" / "library"
LIBRARY = load_library([FOLDER])

REQUEST = "crisis/determination.request"
DECIDED_SOONER = "crisis/determination: {decide_within: 24}"


@cache
def facts(*clauses: str) -> Facts:
    """The facts of the crisis articles, with other answers in these clauses."""
    draft = f"treatydraft: 1\noutline: crisis\nclauses: {{{', '.join(clauses)}}}\n"
    return Assembly(parse_draft(draft, "draft.yaml", LIBRARY), LIBRARY).facts


def courses(start: str) -> dict[str, Course]:
    """Every course from an act, by its outcomes."""
    return {
        " > ".join(f"{step.decision.id.partition('.')[2]}:{step.outcome}" for step in path.steps): path
        for path in paths(start, facts())
    }


def duties(path: Course) -> tuple[str, ...]:
    """The first and the last duty of substance of a course, with the hour."""
    owed = path.substance(facts())
    return tuple(f"{due.act.id.partition('.')[2]} {due.kind} {due.hour}" for due in (*owed[:1], *owed[-1:]))


def test_the_frozen_library_names_what_is_there() -> None:
    assert [str(one) for one in inconsistencies(LIBRARY) if one.where.file.startswith(str(FOLDER))] == []


def test_what_the_articles_decide_and_leave_open() -> None:
    assert len(facts().parties) == 36
    assert len(facts().decisions) == 12
    ends = [outcome for decision in facts().decisions for outcome in decision.outcomes.values()]
    assert len(ends) == 48
    assert [outcome.says for outcome in ends].count("unsaid") == 9
    assert [outcome.says for outcome in ends].count("n/a") == 1


STARTS = {
    "crisis/activation.notify-ceasefire": 4,
    "crisis/consultation.request-consultation": 4,
    "crisis/levels.report-event": 4,
    REQUEST: 7,
    "crisis/breaches.report-violation": 12,
    "crisis/sanctions.notice-of-force": 4,
}


def test_what_can_start_something_and_its_courses() -> None:
    found = {act.id: paths(act.id, facts()) for act in starting_acts(facts())}
    assert {id: len(several) for id, several in found.items()} == STARTS
    every = [path for several in found.values() for path in several]
    assert len(every) == 35 and sum(bool(path.unsaid) for path in every) == 8
    assert not any(path.loops for path in every)


@pytest.mark.parametrize(
    ("start", "course", "owed"),
    [
        ("activation.notify-ceasefire", "certify:adopted", ()),
        ("activation.notify-ceasefire", "certify:failed", ()),
        ("consultation.request-consultation", "measures:adopted", ("carry-out-measures from 72",) * 2),
        ("consultation.request-consultation", "measures:lapsed", ()),
        ("levels.report-event", "low:adopted", ("early-measures begin 96", "middle-measures done 192")),
        ("determination.request", "found:rejected", ()),
        ("breaches.report-violation", "facts:adopted > remedies:adopted", ("carry-out within 192",) * 2),
        ("breaches.report-violation", "facts:failed > remedies-alone:adopted", ("carry-out within 72",) * 2),
        ("breaches.report-violation", "facts:lapsed > remedies-alone:lapsed", ()),
        ("sanctions.notice-of-force", "no-ground:adopted", ()),
        ("sanctions.notice-of-force", "no-ground:failed", ("sanctions-notice within 720",) * 2),
    ],
)
def test_the_first_and_the_last_duty_of_a_course(start: str, course: str, owed: tuple[str, ...]) -> None:
    assert duties(courses(f"crisis/{start}")[course]) == owed


def test_what_cannot_come_about_is_on_no_course() -> None:
    assert not any("facts:rejected" in course for course in courses("crisis/breaches.report-violation"))


def test_the_request_of_the_state_that_is_attacked() -> None:
    found = courses(REQUEST)
    assert list(found) == [
        *(f"found:adopted > apply:{end}" for end in OUTCOMES),
        *("found:rejected", "found:failed", "found:lapsed"),
    ]
    assert [course for course, path in found.items() if not path.substance(facts())] == [
        *("found:rejected", "found:failed", "found:lapsed")
    ]
    assert [(course, act.id) for course, path in found.items() for act in path.untimed(facts())] == [
        ("found:lapsed", "crisis/levels.level-1")
    ]


@pytest.mark.parametrize(
    ("clauses", "begins", "last"),
    [
        ((), 72, 168),
        ((DECIDED_SOONER,), 48, 144),
        ((DECIDED_SOONER, "crisis/response: {hours: 12}"), 36, 144),
    ],
)
def test_the_times_follow_the_answers(clauses: tuple[str, ...], begins: int, last: int) -> None:
    found = facts(*clauses)
    decided = [path for path in paths(REQUEST, found) if path.substance(found)]
    assert len(decided) == 4
    for path in decided:
        due = {(one.act.id, one.kind): one.hour for one in path.substance(found)}
        assert due["crisis/response.assist", "begin"] == begins == min(due.values(), key=lambda hour: hour or 0)
        assert max(hour or 0 for hour in due.values()) == last


def test_the_rule_of_another_decision_is_not_its_outcome() -> None:
    """That the attack has ended is decided by the rule of the finding, and finds no attack."""
    [ended] = [decision for decision in facts().decisions if decision.id == "crisis/determination.ended"]
    assert ended.rule.like == "crisis/determination.found"
    assert all(not path.dues[1:] for path in paths("crisis/determination.request-ended", facts()))


def test_the_columns_of_the_matrix() -> None:
    found = matrix(facts())
    assert {len(column.codes): len(column.duties) for column in found.columns} == {35: 15, 1: 4}


# ------------------------------------------------------------------------------------------------ the bundled text


@pytest.fixture(scope="module")
def coalition() -> Facts:
    library = load_library()
    return Assembly(parse_draft("treatydraft: 1\noutline: coalition-treaty\n", "d.yaml", library), library).facts


def test_the_courses_of_the_coalition_treaty(coalition: Facts) -> None:
    """These move with the text; those of the frozen articles do not."""
    assert {act.id.partition(".")[2]: len(paths(act.id, coalition)) for act in starting_acts(coalition)} == {
        "notify-ceasefire": 4,
        "request-consultation": 4,
        "report-event": 4,
        "request": 7,
        "report-violation": 12,
        "notice-of-force": 4,
        "propose": 4,
    }
    courses = paths("triggers/determination.request", coalition)
    owed = [path.substance(coalition) for path in courses]
    assert [(dues[0].hour, dues[-1].hour) for dues in owed if dues] == [(72, 168)] * 4
    assert [act.id for path in courses for act in path.untimed(coalition)] == ["triggers/determination.level-1"]


def test_the_parties_to_the_coalition_treaty_are_of_four_kinds(coalition: Facts) -> None:
    columns = sorted(matrix(coalition).columns, key=lambda column: len(column.codes))
    assert [len(column.codes) for column in columns] == [1, 3, 8, 24]
    assert columns[0].codes == ("UA",) and set(columns[1].codes) == {"AT", "IE", "MT"} and "JP" in columns[2].codes
