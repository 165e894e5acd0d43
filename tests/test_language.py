"""Languages: what is told of them from babel, their grammar, and what of babel's data is kept for English."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from babel.core import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from tests.house import house, put
from tests.trees import ENGLISH
from treatydraft import Assembly, Library, LibraryError, Options, articles, parse_draft
from treatydraft.instrument.plain_text import plain_text
from treatydraft.instrument.tree import Unit
from treatydraft.language import Noun, grammar
from treatydraft.language.grammar import CASES
from treatydraft.language.locale_data import KEPT, MADE
from treatydraft.language.registry import GRAMMARS
from treatydraft.value import Duration, Money

FRENCH = Path(__file__).parent / "french"
"""A library over the bundled one's frame: a language, an outline and two clauses."""


def test_what_is_kept_for_english_is_what_babel_has(request: pytest.FixtureRequest) -> None:
    locale = Locale.parse("en-GB", sep="-")
    rows = (f" {json.dumps(what)}: {json.dumps(made(locale), ensure_ascii=False)}" for what, made in MADE.items())
    told = "{\n" + ",\n".join(rows) + "\n}\n"
    path = KEPT / "en-GB.json"
    if request.config.getoption("--accept"):
        path.write_text(told, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == told, "run this test with --accept"


# ------------------------------------------------------------------------------------------------ a second language

TEXT = """\
Traité entre la France, le Royaume-Uni, la Pologne et l’Ukraine
La République française, le Royaume-Uni, la République de Pologne et l’Ukraine, ci-après \
« les Parties », « les Garants » et « les Bénéficiaires »,
Le coût est de 2,5 milliards d’euros, dont 2,5 pour cent à la charge de la France et du Royaume-Uni.
Tout Garant et toute Partie peut aider les Bénéficiaires avec 12 345 soldats, au titre du paragraphe 1.
La France notifie l’enregistrement aux autres Parties dans un délai d’un mois.
Le coût visé à l’article premier est supporté par chaque Garant à l’égard de la Pologne et de l’Ukraine.
Le présent article entre en vigueur sans préjudice du présent article et de l’article premier, paragraphe 2.
Fait à Paris le 1er janvier 2027."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("french")
    house(folder)
    return Library((folder / "below", FRENCH))


def french(library: Library, text: str = "") -> Assembly:
    return Assembly(parse_draft(f"treatydraft: 1\noutline: aide\nlanguage: fr\n{text}", "draft.yaml", library), library)


def test_a_french_text_comes_out_in_french(library: Library) -> None:
    whole = french(library)
    blocks = [block for one in articles(whole.instrument.body) for block in one.blocks if isinstance(block, Unit)]
    lines = [
        whole.instrument.title,
        *(unit.words for unit in (*whole.instrument.opening, *blocks)),
        whole.instrument.done,
    ]
    told = "\n".join(plain_text(words, whole.language) for words in lines)
    assert told.replace("\u202f", " ").replace("\u00a0", " ") == TEXT
    assert not [finding for finding in whole.findings() if finding.severity == "error"]


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        ("[CH, US]", "Traité entre les États-Unis, la Suisse, la Pologne et l’Ukraine"),
        ("[DE, HU]", "Traité entre l’Allemagne, la Hongrie, la Pologne et l’Ukraine"),
        ("[CY, NL]", "Traité entre Chypre, les Pays-Bas, la Pologne et l’Ukraine"),
    ],
)
def test_a_state_nobody_named_has_its_french_name_and_article(codes: str, words: str, library: Library) -> None:
    """They are sorted without their articles."""
    whole = french(library, f"answers: {{guarantors: {codes}}}\n")
    assert plain_text(whole.instrument.title, whole.language) == words
    assert whole.composer.answers.parties.resolve("la Suisse") == "CH"


def test_no_party_of_a_french_text_bears_an_english_name(library: Library) -> None:
    known = library.parties("fr")
    assert len({party.code for party in (*known.known.values(), *known.others())}) > 190
    for party in (*known.known.values(), *known.others()):
        english = library.parties("en").get(party.code)
        assert english is not None and not party.government.startswith("the ")
        assert not party.formal.startswith("the ") and "Republic" not in party.formal


def test_an_organisation_without_a_french_name_is_told_of(tmp_path: Path) -> None:
    house(tmp_path)
    put(tmp_path / "more", {"languages/fr.yaml": "parties: {NATO: ~}\n"})
    bare = Library((tmp_path / "below", FRENCH, tmp_path / "more"))
    with pytest.raises(LibraryError, match="NATO has neither a formal nor a short name"):
        bare.parties("fr")


def test_a_heading_begins_with_a_capital(library: Library) -> None:
    page = french(library).write("md").decode()
    assert "</a>Article 1. Coût" in page and "à l’article premier" in page


def test_a_house_writes_a_noun_with_or_without_its_gender(library: Library) -> None:
    language = library.language("fr")
    assert language.role("parties", "treaty") == Noun("Partie", "Parties", "f")
    assert language.determined("any", language.role("parties", "treaty")) == "toute Partie"
    assert language.determined("that", Noun("État", "États", "m")) == "cet État"
    assert library.language("en").role("parties", "treaty") == Noun("Party", "Parties")


def test_what_a_note_says_is_in_the_language_of_the_text(library: Library) -> None:
    whole = french(library, "clauses: {aide/cout: {text: Rien.}}\n")
    page = whole.write("md", Options(notes="footnotes"), whole.with_notes(library_notes=True)).decode()
    assert "*Commentaire*: Qui paie quoi." in page and "le contient ; ses mots sont ceux du projet" in page.lower()
    assert "Texte propre : fait pour un essai." in page


@pytest.mark.parametrize(("code", "found"), [("en", ["force-without-consent", "placeholder-left"]), ("fr", [])])
def test_a_rule_about_words_says_nothing_where_the_language_lists_none(
    code: str, found: list[str], library: Library
) -> None:
    text = "The Guarantors deploy forces in the territory of Ukraine, TBD."
    outline = {"en": "blank", "fr": "aide"}[code]
    added = f"clauses: {{own/words: {{heading: X, text: '{text}'}}}}"
    draft = parse_draft(f"treatydraft: 1\noutline: {outline}\nlanguage: {code}\n{added}\n", "draft.yaml", library)
    told = Assembly(draft, library).findings(select=["force-without-consent", "placeholder-left"])
    assert sorted(one.rule for one in told) == found


def test_a_case_the_language_does_not_have_is_told_of(library: Library) -> None:
    text = "clauses: {own/words: {heading: X, text: 'See {@:article:de}.'}}"
    draft = parse_draft(f"treatydraft: 1\noutline: blank\n{text}\n", "draft.yaml", library)
    [finding] = Assembly(draft, library).findings(select=["dangling-reference"])
    assert "asks for 'de', which English does not have" in finding.message


# ------------------------------------------------------------------------------------------------ grammar

UKRAINIAN = grammar("uk")


@pytest.mark.parametrize(("n", "words"), [(1, "1 місяць"), (3, "3 місяці"), (5, "5 місяців"), (21, "21 місяць")])
def test_a_language_without_a_module_has_the_plurals_of_babel(n: int, words: str) -> None:
    language = replace(ENGLISH, code="uk", page={**ENGLISH.page, "locale": "uk"}, numbers=(), percent="{number} %")
    assert language.span(Duration(n, "month")) == words
    assert language.list(["Польща", "Україна"]) == "Польща і Україна"
    assert language.day(date(2026, 1, 6)) == "6 січня 2026"
    assert language.share(Decimal("2.50")) == "2,5 %"
    assert language.language("fr") == "французька" and grammar("uk") is UKRAINIAN
    assert language.amount(Money(Decimal(2_500_000_000), "EUR")).startswith("2,5 мільярда")


@pytest.mark.parametrize(
    ("words", "form", "put"),
    [
        ("le Royaume-Uni", "de", "du Royaume-Uni"),
        ("les autres Parties", "à", "aux autres Parties"),
        ("la France", "de", "de la France"),
        ("l’Ukraine", "à", "à l’Ukraine"),
        ("un mois", "de", "d’un mois"),
        ("Israël", "de", "d’Israël"),
        ("onze mois", "de", "de onze mois"),
        ("{Assemblée}", "de", "d’{Assemblée}"),
    ],
)
def test_a_french_preposition_joins_the_article(words: str, form: str, put: str) -> None:
    assert grammar("fr").put(words, form) == put


def test_english_has_its_possessive_its_articles_and_its_ordinals() -> None:
    english = grammar("en", "en-GB")
    assert english.put("each {Party}", "possessive") == "each {Party}’s"
    assert english.put("the {Party:Parties}", "possessive", many=True) == "the {Party:Parties}’"
    nouns = ("{Assisting State}", "{Party}", "hour", "European", "unit", "uninvited guest")
    assert [english.phrase(f"a {noun}")[:2] for noun in nouns] == ["an", "a ", "a ", "a ", "a ", "an"]
    assert [english.ordinal(n) for n in (11, 21, 42, 103, 12)] == ["11th", "21st", "42nd", "103rd", "12th"]
    assert english.with_article("Netherlands", "the Kingdom of the Netherlands") == "the Netherlands"
    assert english.without_article("The United Kingdom") == "United Kingdom"
    with pytest.raises(ValueError, match="no form 'de'; it has possessive"):
        english.put("each {Party}", "de")


def test_english_tells_plurals_and_figures_as_babel_does() -> None:
    english, babel = grammar("en", "en-GB"), Locale.parse("en-GB", sep="-")
    for n in (*range(120), 1000, 12_345, 1_000_000):
        assert english.plural(n) == babel.plural_form(n)
        assert english.figure(n) == format_decimal(n, locale=babel)
    for value in (Decimal("2.5"), Decimal("1234.25")):
        assert english.plural(value) == babel.plural_form(value)
        assert english.figure(value) == format_decimal(value, locale=babel)
    kept = english.date(date(2026, 1, 6), "d MMMM y")
    assert kept == format_date(date(2026, 1, 6), "d MMMM y", locale=babel) == "6 January 2026"


def test_every_case_of_a_reference_is_one_of_a_language() -> None:
    forms = {form for code in GRAMMARS for form in grammar(code).forms}
    assert set(CASES) <= forms
