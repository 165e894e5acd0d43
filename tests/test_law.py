"""What the law asks of a text, whoever its parties are: a decider, a time, and a consent that its party can give."""

import re

import pytest

from tests.house import PARTY_SETS
from treatydraft import Assembly, Library, compose, index, select
from treatydraft.drafting.draft import Draft
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
    draft = Draft("", "blank", register, answers=PARTY_SETS[company], clauses=clauses)
    said = write_markdown(compose(draft, library, select(draft, library)), library.language("en"))
    return re.sub(r"\]\(#[^)]*\)|[\\[]", "", said)


@pytest.mark.parametrize("company", PARTY_SETS)
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
    for company in PARTY_SETS:
        said = text(bundled, "treaty", company, {clause: {}})
        assert ("by an instrument of approval or of formal confirmation" in said) == (company == "an organisation")


def test_a_body_that_nobody_has_named_is_a_hole(bundled: Library) -> None:
    clauses: dict[str, dict[str, object]] = {"governance/board": {"variant": "existing"}}
    draft = Draft("", "blank", "treaty", answers=PARTY_SETS["thirty guarantors"], clauses=clauses)
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


PAIRS = ("one guarantor", "two parties, both")


@pytest.mark.parametrize("company", PAIRS)
def test_a_treaty_of_two_has_no_depositary(bundled: Library, company: str) -> None:
    for id in bundled.clause_ids:
        if not id.startswith("final/"):
            continue
        for variant in bundled.clause(id).variants:
            draft = Draft(
                "",
                "blank",
                "treaty",
                answers=PARTY_SETS[company],
                clauses={id: {"variant": variant}, "final/depositary": {}},
            )
            selection = select(draft, bundled)
            if not selection.conflicts:
                said = write_markdown(compose(draft, bundled, selection), bundled.language("en"))
                assert "epositary" not in said, (id, variant)
                assert "deposited" not in said, (id, variant)
                acts = Assembly(draft, bundled).facts.acts
                assert not [act for act in acts if "depositary" in {who.name for who in (act.by.role, *act.to)}], (
                    id,
                    variant,
                )


@pytest.mark.parametrize("company", PAIRS)
@pytest.mark.parametrize(
    ("clause", "variant", "words"),
    [
        ("final/entry-into-force", "number-of-deposits", "The signatories shall exchange their instruments."),
        ("final/entry-into-force", "notifications", "notify the other Party in writing, through diplomatic channels,"),
        ("final/withdrawal", "at-any-time", "by written notification to the other Party"),
        ("final/depositary", "host", "Each Party shall keep one of the two originals of this Treaty."),
        ("final/registration", "by-depositary", "shall notify the other Party of the registration"),
    ],
)
def test_two_parties_deal_with_one_another(
    bundled: Library, clause: str, variant: str, words: str, company: str
) -> None:
    assert words in text(bundled, "treaty", company, {clause: {"variant": variant}})


def test_one_of_two_registers_by_name(bundled: Library) -> None:
    said = text(bundled, "treaty", "one guarantor", {"final/depositary": {}})
    assert "the United Kingdom shall register it with the Secretariat of the United Nations" in said


@pytest.mark.parametrize("variant", ["all-means", "appropriate-means"])
@pytest.mark.parametrize("body", BODIES)
def test_assistance_lasts_until_somebody_has_found_the_end(bundled: Library, variant: str, body: str) -> None:
    clauses: dict[str, dict[str, object]] = {
        "collective-defense/response": {"variant": variant, "finding": "9 days"},
        "triggers/consultation": {},
    }
    if body == "a determination":
        del clauses["collective-defense/response"]["finding"]  # the Council's own article says by when
    said = text(bundled, "treaty", "thirty guarantors", {**BODIES[body], **clauses})
    assert "continue it until the end of the attack has been found under" in said
    assert ("within nine days of a request by any Party, whether the attack has ended" in said) == (
        body != "a determination"
    )


def test_different_dates_are_no_matter_where_the_date_is_given(bundled: Library) -> None:
    for register in ("treaty", "memorandum"):
        clauses = {"final/entry-into-force": {"variant": "on-signature"}}
        for day in ({}, {"signed_on": "1994-12-05"}):
            draft = Draft("", "blank", register, answers={**PARTY_SETS["two guarantors"], **day}, clauses=clauses)
            said = write_markdown(compose(draft, bundled, select(draft, bundled)), bundled.language("en"))
            assert ("different dates" in said) == (not day)


def test_organisations_are_spoken_of_where_one_is_a_party(bundled: Library) -> None:
    clauses: dict[str, dict[str, object]] = {"general/definitions": {}, "collective-defense/participation": {}}
    for company in PARTY_SETS:
        said = text(bundled, "treaty", company, clauses)
        assert ("and, for an organisation," in said) == (company == "an organisation")
        assert ("| all that involve neither weapons nor armed forces |" in said) == (company == "an organisation")


def test_the_state_is_defined_and_not_its_territory(bundled: Library) -> None:
    said = text(bundled, "declaration", "thirty guarantors", {"force/mandate": {"variant": "announced"}})
    assert "At the request of Ukraine (the “Receiving State”)" in said
    assert "the force" not in said


def test_the_next_minimum_is_set_within_the_period_it_follows(bundled: Library) -> None:
    questions = bundled.clause("capability/military-assistance").questions
    lead, period = questions["renewal"], questions["years"]
    assert (lead.limits.max, lead.limits.units) == ("11", ("month",))
    assert (period.limits.min, period.limits.units) == ("1", ("year",))


@pytest.mark.parametrize("keeper", ["final/depositary", "final/annexes"])
def test_annexes_are_spoken_of_as_many_as_there_are(bundled: Library, keeper: str) -> None:
    own: dict[str, object] = {"kind": "annex", "heading": "Map", "text": "The map."}

    def said(*annexes: str) -> str:
        clauses = {keeper: {}, **{f"own/{name}": own for name in annexes}}
        return text(bundled, "treaty", "thirty guarantors", clauses)

    assert "The Annex forms an integral part of this Treaty" in said("map")
    assert "The Annexes form an integral part of this Treaty" in said("map", "list")
    assert keeper == "final/annexes" or "integral part" not in said()


def test_an_annex_of_the_drafters_own_can_be_changed_as_others_are(bundled: Library) -> None:
    own: dict[str, object] = {"kind": "annex", "heading": "Map", "text": "The map."}
    clauses: dict[str, dict[str, object]] = {"final/amendment": {"variant": "consensus"}}
    assert "change an Annex" not in text(bundled, "treaty", "thirty guarantors", clauses)
    assert "change an Annex" in text(bundled, "treaty", "thirty guarantors", {**clauses, "own/map": own})


ONE_OF = ("capability/coalitions", "capability/cooperation", "capability/industry", "civil/recovery", "civil/reforms")
"""Clauses that name fields, of which there may be one."""


@pytest.mark.parametrize("clause", ONE_OF)
def test_one_field_is_spoken_of_as_one(bundled: Library, clause: str) -> None:
    (name,) = (name for name, question in bundled.clause(clause).questions.items() if question.type == "choices")
    first = next(iter(bundled.clause(clause).questions[name].offers))
    for variant in bundled.clause(clause).variants:
        said = text(bundled, "treaty", "two guarantors", {clause: {"variant": variant, name: first}})
        assert not re.search(r"fields(:| of)", said), variant


@pytest.mark.parametrize("event", ["force", "violation", "payment"])
@pytest.mark.parametrize("variant", ["automatic", "by-decision", "individual"])
def test_one_event_makes_no_list(bundled: Library, variant: str, event: str) -> None:
    clauses: dict[str, dict[str, object]] = {"sanctions/snapback": {"variant": variant, "events": event}}
    said = text(bundled, "treaty", "two guarantors", clauses)
    assert re.search(r"with the facts on which the notice rests, of (another use|a violation|a failure)", said)


@pytest.mark.parametrize("variant", ["joint", "individual"])
def test_of_two_the_one_that_is_asked_answers_the_one_that_asks(bundled: Library, variant: str) -> None:
    said = text(bundled, "treaty", "two parties, both", {"triggers/determination": {"variant": variant}})
    assert (
        "the Party that made the request, within 48 hours" in said or "inform the Party that made the request." in said
    )
    assert not re.search(r"The other Party [^.]*\bthe other Party", said)
    assert "those of the other Party" not in said


LISTS: dict[str, dict[str, dict[str, object]]] = {
    "triggers/attribution": {"one": {"sources": ["monitors"]}, "several": {}},
    "collective-defense/graduated-measures": {
        "one": {"variant": "menu", "measures": ["envoys"]},
        "several": {"variant": "menu"},
    },
    "collective-defense/participation": {"one": {"modules": ["equipment"]}, "several": {}},
}
"""Clauses with a list that may hold a single thing."""


@pytest.mark.parametrize("clause", LISTS)
def test_one_thing_is_not_announced_as_a_list(bundled: Library, clause: str) -> None:
    announced = re.compile(r"any of the following: |any of these measures: |these modules: ")
    for answer, settings in LISTS[clause].items():
        said = text(bundled, "treaty", "two guarantors", {clause: settings})
        assert bool(announced.search(said)) == (answer == "several")
