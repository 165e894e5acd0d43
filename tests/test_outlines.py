"""The outlines: each composed from its defaults is whole, says what it is meant to say, and in this order."""

import re
from collections.abc import Iterator
from functools import cache

import pytest

from treatydraft.composition.composer import compose
from treatydraft.drafting.draft import Draft
from treatydraft.drafting.reason import Cause
from treatydraft.drafting.selection import select
from treatydraft.instrument.index import index
from treatydraft.instrument.plain_text import plain_text
from treatydraft.instrument.tree import Instrument, Part, Provision, Table, Text, Unit, provisions, walk
from treatydraft.library.loading import load_library

LIBRARY = load_library()
ENGLISH = LIBRARY.language("en")

FORTY = (
    ("general/definitions", "Definitions"),
    ("general/object", "Object and principles"),
    ("general/activation", "Activation"),
    ("triggers/area", "Area and objects protected"),
    ("triggers/consultation", "Consultation"),
    ("triggers/levels", "Levels"),
    ("triggers/attribution", "Evidence and attribution"),
    ("triggers/determination", "Determination"),
    ("collective-defense/response", "Response to an armed attack"),
    ("collective-defense/graduated-measures", "Graduated measures"),
    ("collective-defense/interim-measures", "Interim individual measures"),
    ("collective-defense/constitutional-processes", "Constitutional processes and participation"),
    ("collective-defense/security-council", "Reports to the Security Council"),
    ("ceasefire/monitoring", "Monitoring and verification"),
    ("ceasefire/breaches", "Violations of the Ceasefire and Special Commission"),
    ("ceasefire/deconfliction", "De-confliction and incidents"),
    ("capability/forces", "Defence capability"),
    ("capability/military-assistance", "Military assistance"),
    ("intelligence-sharing/intelligence", "Intelligence, early warning and cyber assistance"),
    ("intelligence-sharing/classified-information", "Classified information"),
    ("force/mandate", "Multinational force: mandate and consent"),
    ("force/command", "Command, rules of engagement and applicable law"),
    ("force/status", "Status, claims, taxes and customs"),
    ("sanctions/restrictive-measures", "Restrictive measures"),
    ("civil/energy", "Energy, infrastructure and borders"),
    ("civil/humanitarian", "Humanitarian matters and accountability"),
    ("governance/council", "Council"),
    ("governance/secretariat", "Secretariat and Coordination Cell"),
    ("financing/contributions", "Contributions and Trust Fund"),
    ("financing/audit", "Audit, transparency and parliaments"),
    ("relations/charter", "Charter of the United Nations"),
    ("relations/other-agreements", "North Atlantic Treaty, European Union and other instruments"),
    ("final/disputes", "Settlement of disputes"),
    ("final/signature", "Signature, consent to be bound and reservations"),
    ("final/entry-into-force", "Entry into force"),
    ("final/provisional-application", "Provisional application and interim period"),
    ("final/accession", "Accession"),
    ("final/amendment", "Amendment and review"),
    ("final/duration", "Duration, withdrawal, suspension and termination"),
    ("final/depositary", "Depositary, registration and authentic texts"),
)
SIX = (
    ("triggers/levels-annex", "Levels and measures"),
    ("collective-defense/participation", "Participation by Guarantor"),
    ("financing/scale", "Scale of contributions"),
    ("force/details", "The Force: size, limits and facilities"),
    ("sanctions/measures", "Restrictive measures covered"),
    ("relations/existing-agreements", "Existing security instruments"),
)
BILATERAL = (
    ("general/definitions", "Definitions"),
    ("general/object", "Object and principles"),
    ("capability/military-assistance", "Military assistance"),
    ("capability/forces", "Defence capability"),
    ("capability/cooperation", "Long-term defence co-operation"),
    ("intelligence-sharing/intelligence", "Intelligence, early warning and cyber assistance"),
    ("intelligence-sharing/classified-information", "Classified information"),
    ("triggers/consultation", "Consultation"),
    ("collective-defense/response", "Response to an armed attack"),
    ("collective-defense/constitutional-processes", "Constitutional processes"),
    ("collective-defense/security-council", "Reports to the Security Council"),
    ("sanctions/restrictive-measures", "Restrictive measures"),
    ("civil/humanitarian", "Humanitarian matters and accountability"),
    ("civil/reforms", "Reforms"),
    ("relations/charter", "Charter of the United Nations"),
    ("relations/other-agreements", "North Atlantic Treaty and other instruments"),
    ("final/disputes", "Settlement of disputes"),
    ("final/entry-into-force", "Entry into force"),
    ("final/amendment", "Amendment and review"),
    ("final/duration", "Duration, withdrawal and termination"),
    ("final/depositary", "Originals, registration and authentic texts"),
)
ALLIANCE = (
    ("general/peaceful-settlement", "Peaceful settlement"),
    ("general/free-institutions", "Free institutions and economic collaboration"),
    ("capability/forces", "Defence capability"),
    ("triggers/consultation", "Consultation"),
    ("collective-defense/response", "Response to an armed attack"),
    ("triggers/area", "Area and objects protected"),
    ("relations/charter", "Charter of the United Nations"),
    ("relations/other-agreements", "Other engagements"),
    ("governance/council", "Council"),
    ("final/accession", "Accession"),
    ("final/entry-into-force", "Entry into force"),
    ("final/review", "Review"),
    ("final/duration", "Withdrawal"),
    ("final/depositary", "Depositary, registration and authentic texts"),
)
DECLARATION = (
    ("general/readiness", "Readiness"),
    ("ceasefire/monitoring", "Monitoring and verification"),
    ("ceasefire/breaches", ""),
    ("capability/military-assistance", "Military assistance"),
    ("force/mandate", "Multinational force: mandate and consent"),
    ("collective-defense/response", "Response to an armed attack"),
    ("capability/cooperation", "Long-term defence co-operation"),
    ("governance/secretariat", "Coordination cell"),
    ("general/status", "Status"),
)
NINE = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
UNBOUND = {  # what a memorandum calls otherwise, and, with no name, what it leaves out
    "collective-defense/participation": "Participation by Supporting Participant",
    "force/status": "Status of the Force",
    "final/disputes": "Settlement of differences",
    "final/signature": "",
    "final/entry-into-force": "Coming into effect",
    "final/provisional-application": "",
    "final/accession": "Later Participants",
    "final/amendment": "Modification and review",
    "final/duration": "Duration, withdrawal and discontinuation",
    "final/depositary": "Original and texts",
}


def _unbound(
    treaty: tuple[tuple[str, str], ...], annexes: int, names: dict[str, str] = UNBOUND
) -> tuple[tuple[str, str], ...]:
    """A treaty's provisions as its memorandum has them: renamed, some left out, and the status before the annexes."""
    renamed = [(clause, names.get(clause, heading)) for clause, heading in treaty]
    kept = [(clause, heading) for clause, heading in renamed if heading]
    return (*kept[: len(kept) - annexes], ("general/status", "Status"), *kept[len(kept) - annexes :])


EXPECTED = {
    ("coalition-treaty", "treaty"): FORTY + SIX,
    ("coalition-treaty", "memorandum"): _unbound(FORTY + SIX, 6),
    ("bilateral-commitments", "memorandum"): _unbound(
        BILATERAL, 0, {**UNBOUND, "final/depositary": "Originals and texts"}
    ),
    ("bilateral-commitments", "treaty"): BILATERAL,
    ("north-atlantic", "treaty"): ALLIANCE,
    ("paris-declaration", "declaration"): DECLARATION,
    ("blank", "treaty"): (),
    ("blank", "memorandum"): (),
    ("blank", "declaration"): (),
    ("articles-alone", "treaty"): (),
    ("articles-alone", "memorandum"): (),
    ("articles-alone", "declaration"): (),
}

NUMBERS = {  # the figures of the coalition treaty, each with the block that states it
    "general/activation#certification": "within 72 hours",
    "general/activation#fallback": "within 14 days",
    "triggers/consultation#meeting": "within 24 hours",
    "triggers/consultation#decision": "within 72 hours",
    "triggers/attribution#report": "within 24 hours",
    "triggers/determination#decision": "within 48 hours",
    "triggers/determination#rule": "two thirds of the Guarantors present and voting; the quorum is one half",
    "collective-defense/response#start": "within 24 hours",
    "collective-defense/interim-measures#notice": "within 12 hours",
    "ceasefire/monitoring#incident": "within 12 hours",
    "ceasefire/breaches#steps": "within six hours | within 48 hours | within seven days",
    "ceasefire/deconfliction#test": "one week",
    "ceasefire/deconfliction#incident": "within two hours",
    "intelligence-sharing/intelligence#warning": "Within six hours",
    "force/mandate#end": "24 months",
    "force/mandate#withdrawal": "within 90 days",
    "sanctions/restrictive-measures#consult": "15 days",
    "sanctions/restrictive-measures#return": "within five days | within 30 days",
    "civil/energy#supply": "within 72 hours",
    "civil/humanitarian#prisoners": "within 10 days",
    "governance/council#chair": "six months",
    "governance/council#decisions": "a majority of two thirds",
    "governance/secretariat#surge": "within 48 hours",
    "financing/contributions#arrears": "two years",
    "final/disputes#council": "within 30 days | within 60 days",
    "final/entry-into-force#start": "30 days | France, Ukraine and the United Kingdom | at least 15 Guarantors",
    "final/provisional-application#ends": "24 months",
    "final/accession#invitation": "two thirds of the Parties",
    "final/accession#effect": "30 days after",
    "final/amendment#start": "two thirds of the Parties",
    "final/amendment#annexes": "90 days",
    "final/amendment#review": "within three years",
    "final/duration#term": "15 years",
    "final/duration#renewal": "five years | two thirds of the Parties | 24 months",
    "final/duration#withdrawal": "five years | 12 months",
}


@cache
def composed(outline: str, register: str) -> Instrument:
    """The instrument of an outline in a register, from its defaults."""
    return compose(Draft("", outline, register), LIBRARY)


def words(unit: Unit) -> str:
    """What a block says, with everything below it."""
    return " ".join(plain_text(one.words, ENGLISH) for one in walk(unit) if isinstance(one, Unit))


def labelled(instrument: Instrument) -> Iterator[tuple[str, Unit]]:
    """Every labelled block by its address."""
    for provision in provisions(instrument):
        for unit in walk(provision):
            if isinstance(unit, Unit) and unit.label:
                yield f"{provision.clause}#{unit.label}", unit


def body(content: tuple[Part | Provision, ...]) -> Iterator[str]:
    """The clauses of the body."""
    for item in content:
        yield from body(item.content) if isinstance(item, Part) else (item.clause,)


def test_every_outline_has_a_table_for_each_of_its_registers() -> None:
    named = {(name, register) for name in LIBRARY.outline_names for register in LIBRARY.outline(name).registers}
    assert named == set(EXPECTED)


@pytest.mark.parametrize(("outline", "register"), EXPECTED)
def test_nothing_is_missing(outline: str, register: str) -> None:
    found = index(composed(outline, register))
    assert select(Draft("", outline, register), LIBRARY).conflicts == ()
    assert found.holes == ()
    assert [(where, node) for where, node in found.references if not node.text] == []
    assert set(found.uses) - set(found.definitions) == set()
    assert found.duplicates == ()


@pytest.mark.parametrize(("outline", "register"), EXPECTED)
def test_its_articles_and_annexes_stand_in_order(outline: str, register: str) -> None:
    instrument = composed(outline, register)
    found = [(one.clause, plain_text(one.heading, ENGLISH)) for one in provisions(instrument) if one.kind != "recital"]
    assert tuple(found) == EXPECTED[outline, register]


@pytest.mark.parametrize(("outline", "register"), EXPECTED)
def test_what_is_left_out_has_a_reason(outline: str, register: str) -> None:
    selection = select(Draft("", outline, register), LIBRARY)
    there = {clause for clause, _ in EXPECTED[outline, register]}
    named = {place.clause for place in LIBRARY.outline(outline).places() if not place.clause.startswith("preamble/")}
    assert {left.clause for left in selection.left} == named - there
    assert all((left.reason.cause, left.reason.by) == (Cause.REFUSED, register) for left in selection.left)


@pytest.mark.parametrize(("outline", "register"), EXPECTED)
def test_the_register_is_not_mixed(outline: str, register: str) -> None:
    """Names and quotations are no words of the text; `will` and `shall` are told apart in what is left."""
    other = r"\bwill\b" if register == "treaty" else r"\bshall\b|\benters? into force\b|\bParty\b|\bParties\b"
    said = [node.text for node in walk(composed(outline, register)) if isinstance(node, Text)]
    assert [text for text in said if re.search(other, text)] == []


def test_the_coalition_treaty_has_forty_articles_and_six_annexes() -> None:
    instrument = composed("coalition-treaty", "treaty")
    kinds = {kind: [one.number for one in provisions(instrument) if one.kind == kind] for kind in ("article", "annex")}
    assert kinds == {"article": [str(n) for n in range(1, 41)], "annex": list("ABCDEF")}
    assert [part.number for part in instrument.body if isinstance(part, Part)] == NINE


@pytest.mark.parametrize(("outline", "register"), EXPECTED)
def test_every_annex_is_cited_in_the_body(outline: str, register: str) -> None:
    instrument = composed(outline, register)
    articles = set(body(instrument.body))
    cited = {node.clause for where, node in index(instrument).references if where.partition("#")[0] in articles}
    assert {annex.clause for annex in instrument.annexes} - cited == set()


@pytest.mark.parametrize(("address", "figures"), NUMBERS.items())
def test_the_coalition_treaty_has_its_figures(address: str, figures: str) -> None:
    said = words(dict(labelled(composed("coalition-treaty", "treaty")))[address])
    assert [figure for figure in figures.split(" | ") if figure not in said] == []


def test_the_neutral_take_no_part_in_the_military_modules() -> None:
    annex = composed("coalition-treaty", "treaty").annexes[1]
    rows = [row for table in annex.blocks if isinstance(table, Table) for row in table.rows]
    neutral = {plain_text(row[0], ENGLISH) for row in rows if plain_text(row[1], ENGLISH) != "all"}
    assert (neutral, len(rows)) == ({"Austria", "Ireland", "Malta"}, 35)


def test_two_parties_name_no_third_state_as_host() -> None:
    said = " ".join(
        node.text for node in walk(composed("bilateral-commitments", "memorandum")) if isinstance(node, Text)
    )
    assert "the United Kingdom" in said
    assert "France" not in said and "French" not in said


def test_in_an_alliance_every_party_is_guarantor_and_beneficiary() -> None:
    instrument = composed("north-atlantic", "treaty")
    assert {one.roles for one in instrument.parties} == {("guarantors", "beneficiaries")}
    assert len(instrument.parties) == 12
