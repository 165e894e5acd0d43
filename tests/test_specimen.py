"""A clause's own page: how it reads in each register, and how it is found."""

from __future__ import annotations

import pytest

from treatydraft import Library, search, walk
from treatydraft.cli.pages import clause_page
from treatydraft.composition.specimen import specimen
from treatydraft.instrument.plain_text import plain_text
from treatydraft.instrument.tree import Hole, Reference, Unit


def words(library: Library, node: object) -> str:
    language = library.language("en")
    return " ".join(plain_text(one.words, language) for one in walk(node) if isinstance(one, Unit))


UNNAMED = {("governance/board", "existing"): "the existing body that acts"}
"""What no default can name, and a clause therefore leaves open."""


@pytest.mark.parametrize("register", ["treaty", "memorandum", "declaration"])
def test_every_clause_can_be_shown(bundled: Library, register: str) -> None:
    for id in bundled.clause_ids:
        clause = bundled.clause(id)
        for variant in clause.variants:
            shown = specimen(bundled, id, variant, register)
            assert (shown is None) == bool(clause.refusal(register, variant)), f"{id}:{variant}"
            for node in walk(shown.provision) if shown else ():
                assert not isinstance(node, Hole) or node.what == UNNAMED.get((id, variant)), f"{id}:{variant}"
                assert not isinstance(node, Reference) or node.text, f"{id}:{variant}"


def test_a_reference_says_what_it_means(bundled: Library) -> None:
    shown = specimen(bundled, "collective-defense/indivisibility", "among-all", "treaty")
    assert shown is not None
    assert "is laid down in [Response to an armed attack]" in words(bundled, shown.provision)


def test_terms_are_shown_with_their_meaning(bundled: Library) -> None:
    shown = specimen(bundled, "force/mandate", "reassurance", "memorandum")
    assert shown is not None
    assert "“Force” means" in words(bundled, shown.definitions[0])


def page(library: Library, id: str, *registers: str, source: bool = False) -> str:
    return "\n".join(clause_page(library.clause(id), library, registers, source=source))


def test_the_page_shows_each_register_without_its_source(bundled: Library) -> None:
    said = page(bundled, "collective-defense/response", "treaty", "memorandum", "declaration")
    assert "{{" not in said and "{%" not in said
    assert all(f"Text ({register})" in said for register in ("treaty", "memorandum", "declaration"))
    assert "family CF01: What each party does when one is attacked" in said
    assert "precedent: North Atlantic Treaty (NATO) (1949), Art. 5" in said
    assert "not in a memorandum: a memorandum binds nobody" in said
    assert "(default of a memorandum and a declaration)" in said.replace("\n    ", " ")


def test_the_page_shows_its_source_to_who_asks(bundled: Library) -> None:
    assert "{{ shall() }}" in page(bundled, "collective-defense/response", "treaty", source=True)


def test_what_one_variant_needs_stands_with_it(bundled: Library) -> None:
    said = page(bundled, "ceasefire/breaches", "treaty").split("Questions")[0]
    advisory = said[said.index("  advisory") : said.index("  binding")]
    announced = said[said.index("  announced") :]
    assert "requires governance/council" in advisory
    assert "requires" not in announced


@pytest.mark.parametrize("number", ["CF47", "cf47", " 3.9 ", "3.12a"])
def test_a_family_is_found_by_its_number(bundled: Library, number: str) -> None:
    family = {"cf47": "CF47"}.get(number, number.strip())
    found = {match.clause.id for match in search(bundled, number)}
    assert found == {id for id in bundled.clause_ids if family in bundled.clause(id).families} != set()


@pytest.mark.parametrize(
    ("words", "clause"),
    [
        ("Rio Treaty", "governance/council"),
        ("Budapest", "general/nuclear"),
        ("Aachen", "collective-defense/response"),
        ("snapback", "sanctions/snapback"),
        ("originator control", "intelligence-sharing/classified-information"),
    ],
)
def test_a_clause_is_found_by_instrument_and_by_the_name_of_its_family(
    bundled: Library, words: str, clause: str
) -> None:
    assert clause in [match.clause.id for match in search(bundled, words)]


def test_what_is_found_in_the_text_alone_shows_no_template(bundled: Library) -> None:
    (found,) = [match for match in search(bundled, "trust fund") if match.clause.id == "financing/audit"]
    assert found.where == "text"
    assert found.sentence == f"Audit and transparency (financing/audit): {found.clause.purpose}"
