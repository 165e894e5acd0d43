"""What the law asks of a text, whoever its parties are: a decider, a time, and a consent that its party can give."""

import re

import pytest

from treatydraft import Library, compose, index, select
from treatydraft.drafting.draft import Draft
from treatydraft.drafting.trial import COMPANIES
from treatydraft.writers.markdown import write_markdown

HOLDS = {
    "final/duration": {"variant": "fixed-term"},
    "final/withdrawal": {"variant": "at-any-time"},
    "final/review": {"variant": "sunset"},
}
"""The articles that last, or keep a party in, as long as an attack does."""

BODIES: dict[str, dict[str, dict[str, object]]] = {
    "no body": {},
    "a council": {"governance/council": {}},
    "a determination": {"governance/council": {}, "triggers/determination": {"variant": "council"}},
}


def text(library: Library, register: str, company: str, clauses: dict[str, dict[str, object]]) -> str:
    draft = Draft("", "blank", register, answers=COMPANIES[company], clauses=clauses)
    said = write_markdown(compose(draft, library, select(draft, library)), library.language("en"))
    return re.sub(r"\]\(#[^)]*\)|[\\[]", "", said)


@pytest.mark.parametrize("company", COMPANIES)
@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("clause", HOLDS)
def test_somebody_finds_within_a_time_that_an_attack_has_ended(
    bundled: Library, clause: str, body: str, company: str
) -> None:
    clauses: dict[str, dict[str, object]] = {"general/definitions": {}, **BODIES[body], clause: dict(HOLDS[clause])}
    said = text(bundled, "treaty", company, clauses)
    decider, time = {
        "no body": ("The Parties shall decide", "together, within 14 days of a request by"),
        "a council": ("The Council shall decide", "within 14 days of a request by"),
        "a determination": ("Party, the Council shall decide", "within 48 hours of receipt of"),
    }[body]
    if company in ("two parties, both", "one guarantor") and body == "a determination":
        assert "the Council shall decide, within 48 hours" in said  # its general rule: no one of two ends it alone
    assert decider in said
    assert time in said


@pytest.mark.parametrize("register", ["treaty", "memorandum"])
def test_of_two_who_guarantee_each_other_the_other_finds_the_attack(bundled: Library, register: str) -> None:
    clauses: dict[str, dict[str, object]] = {"governance/council": {}, "triggers/determination": {"variant": "council"}}
    said = text(bundled, register, "two parties, both", clauses)
    assert "so finds when the other Part" in said
    assert "present and voting" not in said


@pytest.mark.parametrize("clause", ["final/consent", "final/signature"])
def test_the_union_is_bound_by_approval_and_no_state_is_asked_to_be(bundled: Library, clause: str) -> None:
    for company in COMPANIES:
        said = text(bundled, "treaty", company, {clause: {}})
        assert ("by an instrument of approval or of formal confirmation" in said) == (company == "an organisation")


def test_a_body_that_nobody_has_named_is_a_hole(bundled: Library) -> None:
    clauses: dict[str, dict[str, object]] = {"governance/board": {"variant": "existing"}}
    draft = Draft("", "blank", "treaty", answers=COMPANIES["thirty guarantors"], clauses=clauses)
    holes = index(compose(draft, bundled, select(draft, bundled))).holes
    assert [hole.what for _, hole in holes] == ["the existing body that acts"]


@pytest.mark.parametrize(("register", "end"), [("treaty", "termination"), ("memorandum", "discontinuation")])
def test_the_heading_names_what_the_article_is_about(bundled: Library, register: str, end: str) -> None:
    said = text(bundled, register, "two guarantors", {"final/duration": {"variant": "fixed-term"}})
    assert f"Duration, withdrawal and {end}" in said


NATIONAL = (
    ("declaration", "force/mandate", "announced"),
    ("declaration", "collective-defense/response", "announced"),
    ("treaty", "final/provisional-application", "by-declaration"),
    ("treaty", "final/interim", "preparatory"),
)
"""What each party does by its own law, in texts that an organisation may sign."""


@pytest.mark.parametrize(("register", "clause", "variant"), NATIONAL)
def test_no_constitution_is_asked_of_an_organisation(
    bundled: Library, register: str, clause: str, variant: str
) -> None:
    said = text(bundled, register, "an organisation", {clause: {"variant": variant}})
    assert re.search(r"in accordance with its constitutional processes|its law, constitutional law included", said)
    assert "its constitution " not in said
