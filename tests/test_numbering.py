"""Numbers, end marks, element ids and the words of references."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from tests.trees import ENGLISH, article, instruments, said, treaty, unit
from treatydraft.instrument.numbering import letters, number, roman
from treatydraft.instrument.speech import spoken
from treatydraft.instrument.tree import (
    Bracket,
    Emphasis,
    Fill,
    Heading,
    Inlines,
    Instrument,
    Note,
    Part,
    Pointer,
    Provision,
    Reference,
    Scheme,
    Table,
    Text,
    Unit,
    articles,
    rewrite,
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
    numbered = number(treaty(first, second, article("a/e"), scheme=Scheme("roman")), ENGLISH)
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


# ------------------------------------------------------------------------------------------------ references

FIRST = article("a/first", unit("paragraph", "x.", "x"))
SOLE = article(
    "a/sole",
    unit("paragraph", "x:", "all", unit("subparagraph", "x", "sole-a"), unit("subparagraph", "x", "sole-b")),
)
TWO_A = unit("subparagraph", "x:", "two-a", unit("point", "x", "two-i"), unit("point", "x", "two-ii"))
PAIR = article("a/pair", unit("paragraph", "x.", "one"), unit("paragraph", "x:", "two", TWO_A, item(), join="or"))
PLAIN = article("a/plain", unit("text", "x:", "t", unit("subparagraph", "x", "t-a")), unit("paragraph", "x.", "p"))
TABLE = Table((said("x"),), ("left",), (), label="table")
SCALE = article("a/scale", TABLE, unit("paragraph", "x.", "row"), kind="annex")
AIM = article("a/aim", unit("text", "Recalling x", "aim"), kind="recital")


def say(target: str, at: str, register: str = "treaty") -> Reference:
    """The reference to ``clause#label:form``, numbered where it stands: `at` a label or in the heading of a clause."""
    place, _, form = target.partition(":")
    clause, _, label = place.partition("#")
    words = (Text("see "), Reference(clause, label, form))

    def put(node: object) -> object:
        if isinstance(node, Unit) and node.label == at:
            return replace(node, words=words)
        return replace(node, heading=words) if isinstance(node, Provision) and node.clause == at else node

    made = treaty(FIRST, SOLE, PAIR, PLAIN, preamble=(AIM,), annexes=(SCALE,), register=register)
    (found,) = (node for node in walk(number(rewrite(made, put), ENGLISH)) if isinstance(node, Reference))
    return found


@pytest.mark.parametrize(
    "target, at, words",
    [
        ("a/pair", "x", "Article 3"),
        ("a/pair#one", "x", "Article 3, paragraph 1"),
        ("a/pair#two-a", "x", "Article 3, paragraph 2(a)"),
        ("a/pair#two-ii", "x", "Article 3, paragraph 2(a)(ii)"),
        ("a/sole#all", "x", "Article 2"),
        ("a/sole#sole-b", "x", "Article 2, subparagraph (b)"),
        ("a/plain#t", "x", "Article 4"),
        ("a/plain#t-a", "x", "Article 4, subparagraph (a)"),
        ("a/plain#p", "x", "Article 4, paragraph 1"),
        ("a/scale", "x", "Annex A"),
        ("a/scale#table", "x", "Annex A"),
        ("a/scale#row", "a/first", "Annex A"),
        ("a/pair", "aim", "Article 3"),
        ("#one", "two", "paragraph 1"),
        ("#two-a", "one", "paragraph 2(a)"),
        ("#two-a", "two", "subparagraph (a)"),
        ("#two-ii", "two", "subparagraph (a)(ii)"),
        ("#two-ii", "two-a", "point (ii)"),
        ("#two-ii", "two-i", "point (ii)"),
        ("#two-i", "two-i", "this point"),
        ("a/pair#two-a", "two-i", "this subparagraph"),
        ("#two", "two-i", "this paragraph"),
        ("#one", "a/pair", "paragraph 1"),
        ("#sole-b", "sole-a", "subparagraph (b)"),
        ("#sole-b", "a/sole", "subparagraph (b)"),
        ("#all", "sole-a", "this Article"),
        ("#t", "p", "this Article"),
        ("#t-a", "p", "this Article, subparagraph (a)"),
        ("#t-a", "t", "subparagraph (a)"),
        ("", "x", "this Article"),
        ("a/first", "x", "this Article"),
        ("", "row", "this Annex"),
        ("a/scale#table", "row", "this Annex"),
        ("a/pair:number", "x", "3"),
        ("a/pair#two-a:number", "x", "2(a)"),
        ("a/sole#all:number", "x", "2"),
        ("#one:number", "two", "1"),
        ("#two:number", "two-a", "2"),
        ("#two-ii:number", "two-i", "(ii)"),
        (":number", "x", "1"),
        ("a/pair#two-a:article", "x", "Article 3"),
        ("#two-a:article", "one", "this Article"),
    ],
)
def test_words(target: str, at: str, words: str) -> None:
    assert spoken((say(target, at),), ENGLISH) == words


def test_a_pointer_a_level() -> None:
    assert say("a/pair#two-ii", "x").spoken == (
        "Article ",
        Pointer("art_3", "3"),
        ", paragraph ",
        Pointer("art_3__para_2", "2"),
        Pointer("art_3__para_2__point_a", "(a)"),
        Pointer("art_3__para_2__point_a__point_ii", "(ii)"),
    )
    assert say("a/scale", "x").spoken == ("Annex ", Pointer("annex_A", "A"))


def test_registers_name_the_levels() -> None:
    assert spoken((say("a/pair#one", "x", "memorandum"),), ENGLISH) == "Section 3, paragraph 1"
    assert spoken((say("", "x", "memorandum"),), ENGLISH) == "this Section"


@pytest.mark.parametrize("target, at", [("a/none", "x"), ("a/pair#none", "x"), ("a/aim", "x"), ("a/aim#aim", "x")])
def test_dangling(target: str, at: str) -> None:
    found = say(target, at)
    assert found.spoken == ()
    assert spoken((found,), ENGLISH) == f"[… {target} …]"


def test_recitals_are_not_called_even_by_themselves() -> None:
    assert say("", "aim").spoken == say("#aim", "aim").spoken == ()


def test_the_first_of_two_labels_is_meant() -> None:
    twice = article("a/b", unit("paragraph", "x", "same"), unit("paragraph", "x", "same"))
    reader = article("a/c", Unit("paragraph", (Text("see "), Reference("a/b", "same"))))
    (found,) = (n for n in walk(number(treaty(twice, reader), ENGLISH)) if isinstance(n, Reference))
    assert spoken((found,), ENGLISH) == "Article 1, paragraph 1"


@pytest.mark.parametrize(
    "before, words",
    [
        ("", "Paragraph 1"),
        ("The Council acts. ", "Paragraph 1"),
        ("It meets (once a year.) ", "Paragraph 1"),
        ("see ", "paragraph 1"),
        ("see e.g. ", "paragraph 1"),
        ("24 hours.", "paragraph 1"),
    ],
)
def test_a_sentence_begins_with_a_capital(before: str, words: str) -> None:
    two = Unit("paragraph", (*said(before), Bracket((Emphasis((Reference("", "one"),)),)), Text(" applies.")))
    made = number(treaty(article("a/b", unit("paragraph", "x.", "one"), two)), ENGLISH)
    (found,) = (n for n in walk(made) if isinstance(n, Reference))
    assert spoken((found,), ENGLISH) == words


def test_every_place_in_a_tree_is_reached() -> None:
    there: Inlines = (Text("see "), Reference("a/first"))
    note = (Note(there),)
    table = Table((there,), ("left",), ((there,),), (there,), there, "", note)
    inner = Unit("subparagraph", there, closing=there, items=(Unit("point", there, notes=note),))
    owner = Unit("paragraph", there, items=(inner,), closing=there, notes=note)
    annex = Provision("annex", "a/x", there, (table, Heading(there, note), owner), notes=note)
    recital = Provision("recital", "a/p", there, (Unit("text", there),))
    made = Instrument(
        there,
        "treaty",
        "en",
        (),
        (owner,),
        (recital,),
        there,
        (Part("part", "", there, (FIRST,)),),
        there,
        there,
        (annex,),
    )
    found = [spoken((n,), ENGLISH) for n in walk(number(made, ENGLISH)) if isinstance(n, Reference)]
    assert len(found) == sum(isinstance(n, Reference) for n in walk(made)) == 30
    assert set(found) == {"Article 1"}


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
