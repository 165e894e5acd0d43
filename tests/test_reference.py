"""References: their words from every place to every place."""

from dataclasses import replace

import pytest

from tests.trees import ENGLISH, article, said, treaty, unit
from treatydraft.instrument.numbering import number
from treatydraft.instrument.plain_text import plain_text
from treatydraft.instrument.tree import (
    Bracket,
    Emphasis,
    Heading,
    Inlines,
    Instrument,
    Note,
    Part,
    Pointer,
    Provision,
    Reference,
    Table,
    Text,
    Unit,
    rewrite,
    walk,
)

FIRST = article("a/first", unit("paragraph", "x.", "x"))
SOLE = article(
    "a/sole",
    unit("paragraph", "x:", "all", unit("subparagraph", "x", "sole-a"), unit("subparagraph", "x", "sole-b")),
)
TWO_A = unit("subparagraph", "x:", "two-a", unit("point", "x", "two-i"), unit("point", "x", "two-ii"))
PAIR = article(
    "a/pair",
    unit("paragraph", "x.", "one"),
    unit("paragraph", "x:", "two", TWO_A, unit("subparagraph", "x"), join="or"),
)
PLAIN = article("a/plain", unit("text", "x:", "t", unit("subparagraph", "x", "t-a")), unit("paragraph", "x.", "p"))
TABLE = Table((said("x"),), ("left",), (), label="table")
SCALE = article("a/scale", TABLE, unit("paragraph", "x.", "row"), kind="annex")
BODY = (FIRST, SOLE, PAIR, PLAIN)
AIM = article("a/aim", unit("text", "Recalling x", "aim"), kind="recital")


def say(target: str, at: str, register: str = "treaty", body: tuple[Provision, ...] = BODY) -> Reference:
    """The reference to ``clause#label:form``, numbered where it stands: `at` a label or in the heading of a clause."""
    place, _, form = target.partition(":")
    clause, _, label = place.partition("#")
    words = (Text("see "), Reference(clause, label, form))

    def put(node: object) -> object:
        if isinstance(node, Unit) and node.label == at:
            return replace(node, words=words)
        return replace(node, heading=words) if isinstance(node, Provision) and node.clause == at else node

    made = treaty(*body, preamble=(AIM,), annexes=(SCALE,), register=register)
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
    assert plain_text((say(target, at),), ENGLISH) == words


@pytest.mark.parametrize(
    "target, at, words",
    [
        ("a/on", "x", "Article 2, paragraphs 2 to 4"),
        ("a/more", "x", "Article 2, paragraph 5"),
        ("a/more#e", "x", "Article 2, paragraph 5"),
        ("a/last", "x", "Article 2, paragraphs 6 and 7"),
        ("a/on:article", "x", "Article 2"),
        ("a/on:number", "x", "2, paragraphs 2 to 4"),
        ("a/on#c:number", "x", "3"),
        ("a/begun", "x", "Article 2"),
        ("a/begun#a", "x", "Article 2, paragraph 1"),
        ("a/on", "a", "paragraphs 2 to 4"),
        ("a/on", "e", "paragraphs 2 to 4"),
        ("#c", "b", "paragraph 3"),
        ("", "b", "this Article"),
        ("a/on", "b", "this Article"),
        ("a/begun", "b", "this Article"),
        ("a/begun#a", "b", "paragraph 1"),
        ("a/none", "x", "Article 3"),
    ],
)
def test_what_continues_an_article_is_its_paragraphs(target: str, at: str, words: str) -> None:
    def on(clause: str, *blocks: Unit) -> Provision:
        return replace(article(clause, *blocks), continues=True)

    body = (
        FIRST,
        article("a/begun", unit("paragraph", "x.", "a")),
        on("a/on", unit("paragraph", "x.", "b"), unit("paragraph", "x.", "c"), unit("paragraph", "x.")),
        on("a/more", unit("paragraph", "x.", "e")),
        on("a/last", unit("paragraph", "x."), unit("paragraph", "x.")),
        article("a/none", unit("paragraph", "x.")),
    )
    assert plain_text((say(target, at, body=body),), ENGLISH) == words


def test_a_pointer_a_level() -> None:
    assert say("a/pair#two-ii", "x").text == (
        "Article ",
        Pointer("art_3", "3"),
        ", paragraph ",
        Pointer("art_3__para_2", "2"),
        Pointer("art_3__para_2__point_a", "(a)"),
        Pointer("art_3__para_2__point_a__point_ii", "(ii)"),
    )
    assert say("a/scale", "x").text == ("Annex ", Pointer("annex_A", "A"))


def test_registers_name_the_levels() -> None:
    assert plain_text((say("a/pair#one", "x", "memorandum"),), ENGLISH) == "Section 3, paragraph 1"
    assert plain_text((say("", "x", "memorandum"),), ENGLISH) == "this Section"


@pytest.mark.parametrize("target, at", [("a/none", "x"), ("a/pair#none", "x"), ("a/aim", "x"), ("a/aim#aim", "x")])
def test_dangling(target: str, at: str) -> None:
    found = say(target, at)
    assert found.text == ()
    assert plain_text((found,), ENGLISH) == f"[… {target} …]"


def test_recitals_are_not_called_even_by_themselves() -> None:
    assert say("", "aim").text == say("#aim", "aim").text == ()


def test_the_first_of_two_labels_is_meant() -> None:
    twice = article("a/b", unit("paragraph", "x", "same"), unit("paragraph", "x", "same"))
    reader = article("a/c", Unit("paragraph", (Text("see "), Reference("a/b", "same"))))
    (found,) = (n for n in walk(number(treaty(twice, reader), ENGLISH)) if isinstance(n, Reference))
    assert plain_text((found,), ENGLISH) == "Article 1, paragraph 1"


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
    assert plain_text((found,), ENGLISH) == words


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
    found = [plain_text((n,), ENGLISH) for n in walk(number(made, ENGLISH)) if isinstance(n, Reference)]
    assert len(found) == sum(isinstance(n, Reference) for n in walk(made)) == 30
    assert set(found) == {"Article 1"}


@pytest.mark.parametrize(
    "register, others, words",
    [
        ("treaty", (PAIR,), "Article 2, paragraph 1"),
        ("treaty", (FIRST, PAIR), "Article 3, paragraph 1"),
        ("treaty", (article("a/pair", unit("paragraph", "x.", "one")),), "Article 2"),
        ("treaty", (), "[… a/pair#one …]"),
        ("declaration", (PAIR,), "Section 2, paragraph 1"),
        ("treaty", (PAIR,), "Article 2, paragraph 1"),
    ],
)
def test_the_same_article_says_where_its_target_is_in_each(
    register: str, others: tuple[Provision, ...], words: str
) -> None:
    citing = article("a/citing", unit("paragraph", "x.", "here"), unit("paragraph", "x.", "y"))
    assert plain_text((say("a/pair#one", "here", register, (citing, *others)),), ENGLISH) == words
