"""The alternat: each party's copy names that party first, and nothing else differs."""

from dataclasses import replace

import pytest

from tests.test_cases import LIBRARY
from treatydraft import Assembly, UsageError, compose, parse_draft, write
from treatydraft.drafting.draft import Draft
from treatydraft.instrument.tree import Instrument
from treatydraft.writers.json import write_json

BILATERAL = "treatydraft: 1\noutline: bilateral-commitments\n"
SEVERAL = "treatydraft: 1\noutline: coalition-treaty\nanswers: {guarantors: [FR, GB, DE], beneficiaries: [UA, MD]}\n"
MUTUAL = (
    "treatydraft: 1\noutline: blank\nanswers: {guarantors: [FR, GB, DE], beneficiaries: all, order: alphabetical}\n"
)


def drafted(text: str) -> tuple[Draft, Instrument]:
    draft = parse_draft(text, "draft.yaml", LIBRARY)
    return draft, compose(draft, LIBRARY)


def copy(text: str, code: str) -> Instrument:
    draft, whole = drafted(text)
    return Assembly(draft, LIBRARY).alternat(whole, code)


def page(instrument: Instrument) -> list[str]:
    """The blocks of the Markdown."""
    return str(write(instrument, "md", LIBRARY.language("en")).decode()).split("\n\n")


@pytest.mark.parametrize("text", [BILATERAL, SEVERAL, MUTUAL])
def test_copies_differ_in_title_parties_closing_words_and_signatures_alone(text: str) -> None:
    _, whole = drafted(text)
    theirs = [party.code for party in whole.parties]
    for code in theirs:
        made = copy(text, code)
        assert made.parties[0].code == code
        assert sorted(party.code for party in made.parties) == sorted(theirs)
        same = replace(made, title=whole.title, opening=whole.opening, done=whole.done, parties=whole.parties)
        assert write_json(same) == write_json(whole)
        for ours, other in zip(made.opening, whole.opening, strict=True):
            assert (ours.eid, ours.number, ours.end) == (other.eid, other.number, other.end)


def test_the_copies_of_a_bilateral_text() -> None:
    """All that differs between the two copies, block by block."""
    line = "\\\n" + "\\_" * 24
    both = zip(page(copy(BILATERAL, "GB")), page(copy(BILATERAL, "UA")), strict=True)
    assert [pair for pair in both if pair[0] != pair[1]] == [
        (
            "# Memorandum on Security Co-operation between the United Kingdom and Ukraine",
            "# Memorandum on Security Co-operation between Ukraine and the United Kingdom",
        ),
        (
            "The United Kingdom of Great Britain and Northern Ireland and Ukraine, "
            "hereinafter referred to as “the Participants”,",
            "Ukraine and the United Kingdom of Great Britain and Northern Ireland, "
            "hereinafter referred to as “the Participants”,",
        ),
        (
            "Signed at Kyiv on the dates set beside the signatures below, in duplicate, "
            "in the English and Ukrainian languages.",
            "Signed at Kyiv on the dates set beside the signatures below, in duplicate, "
            "in the Ukrainian and English languages.",
        ),
        (f"For the United Kingdom of Great Britain and Northern Ireland{line}", f"For Ukraine{line}"),
        (f"For Ukraine{line}", f"For the United Kingdom of Great Britain and Northern Ireland{line}"),
    ]


@pytest.mark.parametrize(
    ("order", "opening"),
    [
        ("guarantors-first", "The United States of America and Japan, hereinafter"),
        ("alphabetical", "Japan and the United States of America, hereinafter"),
    ],
)
def test_two_parties_open_the_text_in_the_order_in_which_they_sign(order: str, opening: str) -> None:
    answers = f"{{guarantors: [US], beneficiaries: [JP], order: {order}}}"
    _, whole = drafted(f"treatydraft: 1\noutline: blank\nanswers: {answers}\n")
    assert page(whole)[1].startswith(opening)
    assert opening.lower().startswith(whole.parties[0].name.lower())


@pytest.mark.parametrize(
    "code, opening, signatures",
    [
        ("FR", "The French Republic, the Federal Republic of Germany and the United Kingdom", "FR DE GB MD UA"),
        ("GB", "The United Kingdom of Great Britain and Northern Ireland, the French Republic and", "GB FR DE MD UA"),
        (
            "UA",
            "Ukraine and the Republic of Moldova, hereinafter referred to as “the Beneficiaries”, of",
            "UA MD FR DE GB",
        ),
    ],
)
def test_the_side_of_a_party_comes_first(code: str, opening: str, signatures: str) -> None:
    made = copy(SEVERAL, code)
    assert page(made)[1].startswith(opening)
    assert [party.code for party in made.parties] == signatures.split()


def test_a_party_that_is_on_both_sides_comes_first_in_the_one_list() -> None:
    assert page(copy(MUTUAL, "GB"))[1].startswith(
        "The United Kingdom of Great Britain and Northern Ireland, the French"
    )
    assert [party.code for party in copy(MUTUAL, "GB").parties] == ["GB", "FR", "DE"]


@pytest.mark.parametrize(
    "title, turned",
    [
        (
            "Agreement between the United Kingdom and Ukraine on drones",
            "between Ukraine and the United Kingdom on drones",
        ),
        ("Ukraine and the United Kingdom: a pact", "# Ukraine and the United Kingdom: a pact"),
        (
            "United Kingdom of Great Britain and Northern Ireland and Ukraine",
            "Ukraine and United Kingdom of Great Britain",
        ),
        ("Pact [of the United Kingdom and Ukraine]", "[of Ukraine and the United Kingdom"),
        ("The Kyiv Pact for Ukraine", "# The Kyiv Pact for Ukraine"),
    ],
)
def test_names_in_a_title_the_drafter_wrote(title: str, turned: str) -> None:
    assert turned in page(copy(f'{BILATERAL}title: "{title}"\n', "UA"))[0].replace("\\", "")


def test_the_language_of_a_party_comes_first_where_it_is_one_of_the_texts() -> None:
    text = f"{SEVERAL[:-2]}, texts: [en, fr, uk]}}\n"
    done = {code: write(copy(text, code), "md", LIBRARY.language("en")).decode() for code in ("FR", "DE", "UA")}
    assert "in the French, English and Ukrainian languages" in done["FR"]
    assert "in the English, French and Ukrainian languages" in done["DE"]
    assert "in the Ukrainian, English and French languages" in done["UA"]
    authentic = "in English, French and Ukrainian are equally authentic"  # the clause of all copies
    assert all(authentic in words for words in done.values())


def test_who_is_no_party_has_no_copy() -> None:
    with pytest.raises(UsageError) as wrong:
        copy(BILATERAL, "FR")
    assert str(wrong.value) == (
        "--alternat: 'FR' is not a party to the instrument\nhint: the parties are GB, UA, and 'all' is a copy for each"
    )


def test_a_text_without_signatures_still_has_its_parties() -> None:
    text = "treatydraft: 1\noutline: paris-declaration\nanswers: {guarantors: [DE, FR], beneficiaries: [UA]}\n"
    _, whole = drafted(text)
    assert [party.code for party in whole.parties] == ["FR", "DE", "UA"] and whole.signing == ()
    assert page(whole)[-1] == "Paris, \\[date\\]\n"
    turned = copy(text, "DE")
    assert [party.code for party in turned.parties] == ["DE", "FR", "UA"]
    assert page(turned)[1].startswith("The Federal Republic of Germany and the French Republic, ")
