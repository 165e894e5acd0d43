"""Numbers, end marks and element ids."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from tests.trees import ENGLISH, article, instruments, said, treaty, unit
from treatydraft.instrument.numbering import letters, number, roman
from treatydraft.instrument.tree import (
    Bracket,
    Emphasis,
    Fill,
    Heading,
    Inlines,
    Instrument,
    NumberingStyle,
    Part,
    Pointer,
    Provision,
    Table,
    Text,
    Unit,
    articles,
    provisions,
    walk,
)


def units(instrument: Instrument) -> dict[str, tuple[str, str]]:
    """The number and the end mark of every unit, by its element id."""
    return {node.eid: (node.number, node.end) for node in walk(instrument) if isinstance(node, Unit)}


def ends(*blocks: Unit) -> list[str]:
    """The numbers and end marks of the units of one article, run together and in order."""
    return [a + b for a, b in units(number(treaty(article("a/b", *blocks)), ENGLISH)).values()]


def item(words: str = "x", *items: Unit | Fill, join: str = "", closing: str = "") -> Unit:
    return unit("subparagraph", words, "", *items, join=join, closing=closing)


def point(words: str = "x") -> Unit:
    return unit("point", words)


# ------------------------------------------------------------------------------------------------ numbers


def test_figures() -> None:
    assert [roman(n) for n in (1, 4, 9, 14, 40, 90, 1999)] == ["I", "IV", "IX", "XIV", "XL", "XC", "MCMXCIX"]
    assert [letters(n) for n in (1, 26, 27, 28, 53)] == ["a", "z", "aa", "bb", "aaa"]


def test_articles_run_through_parts_and_chapters_begin_anew() -> None:
    def chapter(*clauses: str) -> Part:
        return Part("chapter", "", (), tuple(map(article, clauses)))

    first = Part("part", "", (), (chapter("a/a", "a/b"), chapter("a/c")))
    second = Part("part", "", (), (chapter("a/d"),))
    numbered = number(treaty(first, second, article("a/e"), scheme=NumberingStyle("roman")), ENGLISH)
    parts = [(node.number, node.eid) for node in walk(numbered) if isinstance(node, Part)]
    assert parts == [
        ("I", "part_I"),
        ("1", "part_I__chp_1"),
        ("2", "part_I__chp_2"),
        ("II", "part_II"),
        ("1", "part_II__chp_1"),
    ]
    found = [(provision.number, provision.eid) for provision in articles(numbered.body)]
    assert found == [("I", "art_1"), ("II", "art_2"), ("III", "art_3"), ("IV", "art_4"), ("V", "art_5")]


def test_annexes_go_on_after_z() -> None:
    annexes = tuple(article(f"a/{n}", kind="annex") for n in range(27))
    numbered = number(treaty(annexes=annexes), ENGLISH).annexes
    assert [(a.number, a.eid) for a in (numbered[0], numbered[26])] == [("A", "annex_A"), ("AA", "annex_AA")]


def test_only_a_sole_paragraph_has_no_number() -> None:
    sole = number(treaty(article("a/b", unit("paragraph", "One."))), ENGLISH)
    assert units(sole) == {"art_1__para_1": ("", "")}
    two = number(treaty(article("a/b", unit("paragraph", "One."), unit("paragraph", "Two."))), ENGLISH)
    assert units(two) == {"art_1__para_1": ("1.", ""), "art_1__para_2": ("2.", "")}
    mixed = number(treaty(article("a/b", unit("text", "Words."), unit("paragraph", "One."))), ENGLISH)
    assert units(mixed) == {"art_1__p_1": ("", ""), "art_1__para_1": ("1.", "")}


def test_what_continues_an_article_counts_on() -> None:
    def on(clause: str, *blocks: Unit, kind: str = "article") -> Provision:
        return replace(article(clause, *blocks, kind=kind), continues=True)

    whole = treaty(
        on("a/first", unit("paragraph", "x.")),  # there is nothing to continue
        article("a/a", unit("paragraph", "x.")),
        on("a/b", unit("paragraph", "x."), unit("paragraph", "x.")),
        article("a/c", unit("paragraph", "x.")),
        annexes=(
            article("a/d", unit("paragraph", "x."), kind="annex"),
            on("a/e", unit("paragraph", "x."), kind="annex"),
        ),
    )
    numbered = number(whole, ENGLISH)
    assert [(one.clause, one.number, one.eid, one.continues) for one in provisions(numbered)] == [
        ("a/first", "1", "art_1", False),
        ("a/a", "2", "art_2", False),
        ("a/b", "2", "art_2__cont_1", True),
        ("a/c", "3", "art_3", False),
        ("a/d", "A", "annex_A", False),
        ("a/e", "A", "annex_A__cont_1", True),
    ]
    assert [(eid, figure) for eid, (figure, _) in units(numbered).items()] == [
        ("art_1__para_1", ""),
        ("art_2__para_1", "1."),
        ("art_2__para_2", "2."),
        ("art_2__para_3", "3."),
        ("art_3__para_1", ""),
        ("annex_A__para_1", "1."),
        ("annex_A__para_2", "2."),
    ]


def test_levels_and_ids() -> None:
    words = unit("paragraph", "x:", "", item("y:", point(), point()), item())
    annex = article("a/x", Heading(said("Key")), Table((said("x"),), ("left",), ()), unit("text", "x"), kind="annex")
    numbered = number(treaty(article("a/b", unit("paragraph", "x"), words), annexes=(annex,)), ENGLISH)
    assert {eid: figure for eid, (figure, _) in units(numbered).items()} == {
        "art_1__para_1": "1.",
        "art_1__para_2": "2.",
        "art_1__para_2__point_a": "(a)",
        "art_1__para_2__point_a__point_i": "(i)",
        "art_1__para_2__point_a__point_ii": "(ii)",
        "art_1__para_2__point_b": "(b)",
        "annex_A__p_1": "",
    }
    assert [node.eid for node in walk(numbered) if isinstance(node, Table)] == ["annex_A__table_1"]


# ------------------------------------------------------------------------------------------------ end marks


@pytest.mark.parametrize("join, second", [("", "(b);"), ("and", "(b); and"), ("or", "(b); or")])
def test_list(join: str, second: str) -> None:
    owner = unit("paragraph", "x:", "", item(), item(), item(), join=join)
    assert ends(owner) == ["", "(a);", second, "(c)."]


def test_list_of_one() -> None:
    assert ends(unit("paragraph", "x:", "", item(), join="and")) == ["", "(a)."]


def test_list_with_closing_words() -> None:
    owner = unit("paragraph", "x:", "", item(), item(), join="and", closing="as agreed.")
    assert ends(owner) == ["", "(a); and", "(b),"]


def test_the_last_of_an_inner_list_ends_as_the_outer_item_would() -> None:
    inner = [item("x:", point(), point(), join="or") for _ in range(3)]
    assert ends(unit("paragraph", "x:", "", *inner, join="and")) == [
        *("", "(a)", "(i); or", "(ii);"),
        *("(b)", "(i); or", "(ii); and"),
        *("(c)", "(i); or", "(ii)."),
    ]


def test_closing_words_inside_and_outside() -> None:
    inner = item("x:", point(), point(), closing="as it may;")
    assert ends(unit("paragraph", "x:", "", inner, item(), closing="as agreed.")) == [
        *("", "(a)", "(i);", "(ii),"),
        "(b),",
    ]
    last = item("x:", point(), point())
    assert ends(unit("paragraph", "x:", "", item(), last, closing="as agreed."))[-1] == "(ii),"


@pytest.mark.parametrize("words", ["x.", "x;", "x:", "x?", "x! ", "x,"])
def test_words_with_a_mark_get_no_other(words: str) -> None:
    inlines: tuple[Inlines, ...] = (
        said(words),
        (Emphasis(said(words)),),
        (Bracket((Emphasis(said(words)), Text(" "))),),
    )
    for kind in inlines:
        owner = Unit("paragraph", said("x:"), items=(Unit("subparagraph", kind), item()))
        assert ends(owner) == ["", "(a)", "(b)."]


def test_a_place_to_be_filled_takes_no_mark() -> None:
    assert ends(unit("paragraph", "x:", "", item(), Fill("definitions"))) == ["", "(a)."]


@pytest.mark.parametrize("register", ["treaty", "memorandum", "declaration"])
def test_recitals_end_in_a_comma_and_run_through_the_preamble(register: str) -> None:
    listed = unit("text", "Recalling:", "", item(), item(), join="and")
    one = article("p/one", unit("text", "Noting x"), unit("text", "Noting y;"), kind="recital")
    two = article("p/two", listed, unit("text", "Resolved"), kind="recital")
    numbered = number(treaty(register=register, preamble=(one, two)), ENGLISH)
    assert [provision.eid for provision in numbered.preamble] == ["recs_1", "recs_2"]
    assert units(numbered) == {
        "rec_1": ("", ","),
        "rec_2": ("", ""),
        "rec_3": ("", ""),
        "rec_3__point_a": ("(a)", "; and"),
        "rec_3__point_b": ("(b)", ","),
        "rec_4": ("", ","),
    }


# ------------------------------------------------------------------------------------------------ laws


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(instruments)
def test_numbering_twice_changes_nothing(instrument: Instrument) -> None:
    once = number(instrument, ENGLISH)
    assert number(once, ENGLISH) == once


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(instruments)
def test_ids_are_unique_and_pointers_point_at_them(instrument: Instrument) -> None:
    numbered = number(instrument, ENGLISH)
    eids = [node.eid for node in walk(numbered) if isinstance(node, Unit | Table | Provision | Part)]
    assert len(eids) == len(set(eids)) and all(eids)
    assert {node.eid for node in walk(numbered) if isinstance(node, Pointer)} <= set(eids)
