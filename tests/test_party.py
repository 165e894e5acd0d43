"""Parties: the bundled names and groups, other States by ISO code, names a draft brings, order, and finding one."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pycountry
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from treatydraft.errors import nearest
from treatydraft.library.party import Parties, arrange, expand, fold, parties

CLAUSES = Path(__file__).parent.parent / "clauses"


def read(name: str) -> Any:
    return yaml.load((CLAUSES / name).read_text("utf-8"), yaml.BaseLoader)


FACTS = read("parties.yaml")
NAMES = read("languages/en.yaml")["parties"]
WITHOUT_ARTICLE = {"CA", "JP", "AU", "NZ", "RO", "HU", "IE", "IS", "UA"}  # States whose formal name is their short one


@pytest.fixture(scope="module")
def known() -> Parties:
    return parties(FACTS, NAMES)


# ------------------------------------------------------------------------------------------------ the bundled data


def test_the_library_names_37_states_and_three_organisations(known: Parties) -> None:
    kinds = [party.kind for party in known.known.values()]
    assert (kinds.count("state"), kinds.count("organisation"), len(kinds)) == (37, 3, 40)
    assert list(FACTS["parties"]) == list(NAMES)


@pytest.mark.parametrize("code", NAMES)
def test_every_party_has_every_form(code: str, known: Parties) -> None:
    assert {"formal", "adjective"} <= set(NAMES[code]) <= {"formal", "short", "government", "adjective", "sort"}
    assert all(text == text.strip() and text for text in NAMES[code].values())
    party = known.known[code]
    assert party.formal and party.short and party.government and party.adjective and party.sort


@pytest.mark.parametrize("code", [code for code in FACTS["parties"] if FACTS["parties"][code]["kind"] == "state"])
def test_a_state_stands_under_its_iso_code_with_an_article_where_one_is_due(code: str, known: Parties) -> None:
    country = pycountry.countries.get(alpha_2=code)
    assert country is not None
    party = known.known[code]
    assert party.short.removeprefix("the ") == country.name
    assert party.formal.startswith("the ") == (code not in WITHOUT_ARTICLE)
    assert (party.formal == party.short) == (code in WITHOUT_ARTICLE)
    assert party.short.startswith("the ") == (code in ("GB", "US", "NL"))
    assert party.government == (
        "the Cabinet of Ministers of Ukraine" if code == "UA" else f"the Government of {party.formal}"
    )
    assert party.adjective[0].isupper() and not party.adjective.startswith("the ")


def test_formal_names_agree_with_iso_but_for_two_the_united_nations_write_otherwise(known: Parties) -> None:
    differ = {}
    for code, party in known.known.items():
        country = pycountry.countries.get(alpha_2=code)
        if country and party.formal.removeprefix("the ") != getattr(country, "official_name", country.name):
            differ[code] = party.formal
    assert differ == {"IT": "the Republic of Italy", "IS": "Iceland"}


def test_an_organisation_signs_for_itself(known: Parties) -> None:
    for code in ("EU", "NATO", "UN"):
        assert known.known[code].government == known.known[code].formal


def test_membership_is_that_of_2026(known: Parties) -> None:
    members = {name: {c for c, party in known.known.items() if name in party.members} for name in ("NATO", "EU", "PFP")}
    assert len(members["EU"]) == 27 and members["EU"] == set(known.groups["eu-members"])
    assert len(members["NATO"]) == 29  # of 32: Albania, Montenegro and North Macedonia are not in the library
    assert members["EU"] - members["NATO"] == {"AT", "CY", "IE", "MT"}
    assert members["PFP"] == {"AT", "IE", "MT", "UA"} and not members["PFP"] & members["NATO"]
    assert {code for code, party in known.known.items() if party.neutral} == {"AT", "IE", "MT"}


def test_who_is_no_party_to_the_vienna_convention(known: Parties) -> None:
    outside = {code for code, party in known.known.items() if not party.vclt}
    assert outside == {"FR", "NO", "IS", "RO", "TR", "US", "EU", "NATO", "UN"}


def test_groups_hold_known_parties_once_under_a_name_that_is_no_code(known: Parties) -> None:
    assert {"coalition", "weimar", "nordic-baltic", "e3"} <= set(known.groups)
    for name, members in known.groups.items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) and name != "all"
        assert name.upper() not in known.known and known.get(name.upper()) is None
        assert members and set(members) <= set(known.known) and len(set(members)) == len(members)
    states = {code for code, party in known.known.items() if party.kind == "state"}
    assert set(known.groups["coalition"]) == states - {"UA", "US"}


# ------------------------------------------------------------------------------------------------ other States


@pytest.mark.parametrize(
    ("code", "formal", "short"),
    [
        ("CH", "the Swiss Confederation", "Switzerland"),
        ("KR", "the Republic of Korea", "the Republic of Korea"),
        ("MD", "the Republic of Moldova", "Moldova"),
        ("AL", "the Republic of Albania", "Albania"),
        ("ME", "Montenegro", "Montenegro"),
        ("BA", "Bosnia and Herzegovina", "Bosnia and Herzegovina"),
        ("GM", "the Republic of the Gambia", "the Gambia"),
        ("CD", "the Democratic Republic of the Congo", "the Democratic Republic of the Congo"),
        ("BS", "the Commonwealth of the Bahamas", "the Bahamas"),
        ("AE", "the United Arab Emirates", "the United Arab Emirates"),
        ("ER", "the State of Eritrea", "Eritrea"),
        ("VA", "the Holy See", "the Holy See"),
        ("LI", "the Principality of Liechtenstein", "Liechtenstein"),
        ("SG", "the Republic of Singapore", "Singapore"),
    ],
)
def test_a_state_the_library_lacks_is_named_by_its_iso_code(code: str, formal: str, short: str, known: Parties) -> None:
    party = known.get(code)
    assert party is not None
    assert (party.formal, party.short, party.government) == (formal, short, f"the Government of {formal}")
    assert party.sort == short.removeprefix("the ") and party.kind == "state"


def test_every_iso_state_has_a_name_without_comma_or_bracket(known: Parties) -> None:
    found = [party for country in pycountry.countries if (party := known.get(country.alpha_2))]
    assert len(found) == 198  # 193 members of the United Nations, CK, NU, PS, TW and VA
    for party in found:
        assert not re.search(r"[,()]|^The |the the ", f"{party.formal} {party.short}"), party.code


@pytest.mark.parametrize("code", ["GL", "HK", "XX", "UK", "fr", "", "weimar"])
def test_a_territory_or_an_unknown_code_is_no_party(code: str, known: Parties) -> None:
    assert known.get(code) is None


def test_iso_is_read_only_when_a_state_outside_the_library_is_asked_for() -> None:
    code = (
        "import sys; from treatydraft.library.party import parties;"
        "p = parties({'parties': {'FR': {}}}, {'FR': {'formal': 'the French Republic', 'short': 'France'}});"
        "assert p.get('FR') and p.resolve('France') == 'FR' and 'pycountry' not in sys.modules;"
        "assert p.get('CH') and 'pycountry' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=CLAUSES.parent)


# ------------------------------------------------------------------------------------------------ a draft's own names


def test_a_draft_names_a_party_nobody_knows_and_the_rest_follows(known: Parties) -> None:
    kosovo = known.overlaid({"XK": {"formal": "the Republic of Kosovo", "short": "Kosovo"}}).get("XK")
    assert kosovo is not None and known.get("XK") is None
    assert (kosovo.government, kosovo.adjective, kosovo.sort, kosovo.kind) == (
        "the Government of the Republic of Kosovo",
        "Kosovo",
        "Kosovo",
        "state",
    )
    osce = known.overlaid({"OSCE": {"kind": "organisation", "short": "the OSCE"}}).get("OSCE")
    assert osce is not None
    assert (osce.formal, osce.government, osce.sort) == ("the OSCE", "the OSCE", "OSCE")


def test_a_new_name_takes_with_it_what_hangs_on_it_and_nothing_else(known: Parties) -> None:
    named = known.overlaid(
        {"UA": {"short": "the State"}, "IT": {"formal": "the Italian Republic"}, "CH": {"neutral": "yes"}}
    )
    ukraine, italy, switzerland = (named.get(code) for code in ("UA", "IT", "CH"))
    assert ukraine and italy and switzerland
    assert (ukraine.formal, ukraine.government) == ("Ukraine", "the Cabinet of Ministers of Ukraine")
    assert (ukraine.short, ukraine.sort, ukraine.members) == ("the State", "State", ("PFP",))
    assert (italy.short, italy.government) == ("Italy", "the Government of the Italian Republic")
    assert italy.members == ("NATO", "EU") and italy.vclt
    assert switzerland.neutral and switzerland.formal == "the Swiss Confederation"
    assert list(named.known)[:40] == list(known.known)


def test_a_party_without_any_name_is_refused(known: Parties) -> None:
    with pytest.raises(ValueError, match="XK has neither a formal nor a short name"):
        known.overlaid({"XK": {"adjective": "Kosovan"}})
    with pytest.raises(ValueError, match="ZZ has neither"):
        parties({"parties": {"ZZ": {"kind": "state"}}}, {})


# ------------------------------------------------------------------------------------------------ groups and order


def test_a_group_stands_for_its_members_and_nobody_stands_twice(known: Parties) -> None:
    assert expand(["GB", "weimar", "e3", "ZZ"], known.groups) == ("GB", "FR", "DE", "PL", "ZZ")


@given(st.lists(st.sampled_from([*FACTS["parties"], *FACTS["groups"]])))
def test_expanding_is_done_once_and_for_all(codes: list[str]) -> None:
    once = expand(codes, FACTS["groups"])
    assert expand(once, FACTS["groups"]) == once
    assert len(set(once)) == len(once) and not set(once) & set(FACTS["groups"])


def test_the_alphabet_passes_by_article_case_and_accent(known: Parties) -> None:
    named = known.overlaid({"CI": {}, "AX": {"short": "Åland"}})
    chosen = [
        party
        for code in ("US", "UA", "GB", "TR", "TG", "NL", "CZ", "CI", "HR", "AX", "AT")
        if (party := named.get(code))
    ]
    order = ["AX", "AT", "CI", "HR", "CZ", "NL", "TG", "TR", "UA", "GB", "US"]
    assert [party.code for party in arrange(chosen)] == order
    assert [party.code for party in arrange(reversed(chosen))] == order


def test_those_who_come_first_have_the_others_after_them(known: Parties) -> None:
    chosen = [known.known[code] for code in ("UA", "PL", "AT", "FR", "GB")]
    arranged = arrange(chosen, ("PL", "GB", "FR"))
    assert [party.code for party in arranged] == ["FR", "PL", "GB", "AT", "UA"]
    assert arrange(chosen, [party.code for party in chosen]) == arrange(chosen)


# ------------------------------------------------------------------------------------------------ finding one


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Frnace", "FR"),
        ("France", "FR"),
        ("fr", "FR"),
        ("FRA", "FR"),
        ("UK", "GB"),
        ("EL", "GR"),
        ("USA", "US"),
        ("the untied kingdom", "GB"),
        ("Turkiye", "TR"),
        ("Turkey", "TR"),
        ("dutch", "NL"),
        ("Swizterland", "CH"),
        ("Weimer", "weimar"),
        ("nordic-baltics", "nordic-baltic"),
        ("Deutschland", None),  # what is only a little like a name is none
        ("Russland", None),
        ("Sverige", None),
        ("Holland", "NL"),
        ("XX", None),
        ("", None),
        ("qqqqqqqq", None),
        ("Deutschland", None),
        ("Kora", None),
    ],
)
def test_a_wrong_word_gives_the_nearest_right_one(word: str, code: str | None, known: Parties) -> None:
    assert known.nearest(word) == code


@pytest.mark.parametrize(
    ("word", "code"),
    [
        *((word, "FR") for word in ("FR", "fr", "France", "FRANCE", "the French Republic", "FRA", " france ")),
        *((word, "GB") for word in ("UK", "U.K.", "GBR", "United Kingdom", "the United Kingdom", "Great Britain")),
        *((word, "US") for word in ("USA", "U.S.A.", "United States", "the United States of America", "America")),
        *((word, "NL") for word in ("Netherlands", "the Netherlands", "Holland", "the Kingdom of the Netherlands")),
        *((word, "TR") for word in ("Turkey", "Türkiye", "TURKIYE", "Republic of Türkiye")),
        *((word, "CI") for word in ("cote d'ivoire", "Côte d’Ivoire", "Ivory Coast")),
        *((word, "CZ") for word in ("Czechia", "the Czech Republic")),
        ("Guinea", "GN"),
        ("Guinea Bissau", "GW"),
        ("South Korea", "KR"),
        ("Republic of Korea", "KR"),
        ("Moldova", "MD"),
        ("Bosnia & Herzegovina", "BA"),
        ("Russia", "RU"),
        ("NO", "NO"),
        ("norway", "NO"),
        ("European Union", "EU"),
        ("nato", "NATO"),
        ("Weimar", "weimar"),
        ("Nordic-Baltic", "nordic-baltic"),
        ("E3", "e3"),
        ("All", "all"),
    ],
)
def test_a_party_is_meant_by_its_code_or_its_name(word: str, code: str, known: Parties) -> None:
    assert known.resolve(word) == code


@pytest.mark.parametrize(
    ("word", "message"),
    [
        (
            "Korea",
            "'Korea' can be KR the Republic of Korea, KP the Democratic People's Republic of Korea; write the code",
        ),
        ("Congo", "'Congo' can be CD the Democratic Republic of the Congo, CG the Congo; write the code"),
        ("Polnd", "there is no party 'Polnd'; did you mean PL (Poland)?"),
        ("united king", "there is no party 'united king'; did you mean GB (the United Kingdom)?"),
        ("Dutch", "there is no party 'Dutch'; did you mean NL (the Netherlands)?"),
        ("Deutschland", "there is no party 'Deutschland'"),
        ("Weimer", "there is no party 'Weimer'; did you mean weimar?"),
        ("no", "'no' can mean Norway or nobody; write NO for Norway, and nothing for nobody"),
        ("Greenland", "there is no party 'Greenland'"),
        ("!", "there is no party '!'"),
        ("x" * 99, f"there is no party '{'x' * 39}…'"),
    ],
)
def test_a_name_nobody_or_several_have_is_refused(word: str, message: str, known: Parties) -> None:
    with pytest.raises(ValueError, match=r"\S") as wrong:
        known.resolve(word)
    assert str(wrong.value) == message


def test_part_of_a_name_will_do_only_where_it_is_asked_for(known: Parties) -> None:
    assert known.resolve("united king", part=True) == "GB"
    with pytest.raises(ValueError, match="there is no party 'weimar'"):
        known.resolve("weimar", groups=False)
    with pytest.raises(ValueError, match="can be TR Türkiye, TM Turkmenistan"):
        known.resolve("türk", part=True)


def test_a_name_the_draft_gives_goes_before_all_others(known: Parties) -> None:
    named = known.overlaid({"KR": {"short": "Korea"}, "XK": {"formal": "the Republic of Kosovo", "short": "Kosovo"}})
    assert named.resolve("korea") == "KR" and named.resolve("Kosovo") == "XK"
    assert named.resolve("Ukraine") == "UA" and known.overlaid({}) is known


def test_what_is_nearest_keeps_its_own_spelling() -> None:
    assert nearest("GUARANTOR", ["Guarantors", "beneficiaries"]) == "Guarantors"
    assert nearest("all-maens", ["all-means", "as-deems-necessary"]) == "all-means"
    assert nearest("place", ["Place", "PLACE"]) == "Place"
    assert nearest("colour", ["host", "texts"]) is None
    assert nearest("anything", []) is None


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("united king", ["GB"]),
        ("TURKIYE", ["TR"]),
        ("türk", ["TR", "TM"]),
        ("us", ["US"]),
        ("uk", ["GB", "UA"]),
        ("republic korea", ["KR", "KP"]),
        ("d'ivoire", ["CI"]),
        ("no such state", []),
    ],
)
def test_parties_are_found_by_the_beginnings_of_words(words: str, codes: list[str], known: Parties) -> None:
    assert [party.code for party in known.find(words)] == codes


def test_the_very_code_comes_first_and_no_words_find_the_library(known: Parties) -> None:
    assert known.find("no")[0].code == "NO" and len(known.find("no")) > 1
    assert known.find() == tuple(known.known.values()) == known.find(" ")


@given(st.text())
def test_any_words_can_be_looked_up(words: str) -> None:
    known = parties(FACTS, NAMES)
    assert isinstance(known.find(words), tuple)
    found = known.nearest(words)
    assert found is None or found in known.groups or known.get(found)
    assert fold(fold(words)) == fold(words)
