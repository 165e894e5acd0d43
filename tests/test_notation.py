"""The drafting notation: every kind of block and inline read once, and every refusal with its place."""

import pickle

import pytest

from treatydraft.instrument.notation import NotationError, parse, parse_inline, unparse
from treatydraft.instrument.tree import (
    Bracket,
    Emphasis,
    Fill,
    Heading,
    Hole,
    Inlines,
    Name,
    Note,
    Reference,
    Table,
    Term,
    Text,
    Unit,
)

# ------------------------------------------------------------------------------------------------ what is read


def a(text: str) -> Inlines:
    return (Text(text),)


INLINES = {
    "plain  words": a("plain  words"),
    "*Recalling* x": (Emphasis(a("Recalling")), Text(" x")),
    "[a [b] *c*]": (Bracket((Text("a "), Bracket(a("b")), Text(" "), Emphasis(a("c")))),),
    "[]": (Bracket(()),),
    "{armed attack}": (Term("armed attack"),),
    "{ armed attack : armed attacks }": (Term("armed attack", "armed attacks"),),
    "{=Council:the Council}": (Term("Council", "the Council", True),),
    r"{a\:b\}:c:d}": (Term("a:b}", "c:d"),),
    "{@}": (Reference(),),
    "{@#duty}": (Reference(label="duty"),),
    "{@collective-defense/response}": (Reference("collective-defense/response"),),
    "{@own/liaison#duty-2:number}": (Reference("own/liaison", "duty-2", "number"),),
    "{@:article}": (Reference(form="article"),),
    "{@b/c:de}": (Reference("b/c", case="de"),),
    "{@#duty:article:à}": (Reference(label="duty", form="article", case="à"),),
    r'{"the \"X\" [Treaty]*"}': (Name('the "X" [Treaty]*'),),
    "{?the date}": (Hole("the date"),),
    "two\n  lines \n": a("two lines"),
    "a \\\n  b\\ ": a("a \n  b "),
    "": (),
}


@pytest.mark.parametrize("text", INLINES)
def test_inlines(text: str) -> None:
    assert parse_inline(text) == INLINES[text]


PAGE = """\
7. @duty Each {Guarantor} shall, without
   delay: &and
   // how fast is open
   (z) @way* consult:

      (ii) first; and
      (i) @second next
      ... as it may

   ::definitions
   (b) @way* act
     at once
   // by whom
   ... as the Council says
   and no otherwise
   // closed
Plain

@sole Recital

### Scale
// from 2026
|^ @scale *Shares*
| State | Share |
|:--|--:|
| France | {"a\\|b"} |
|= | 100
// a table

::definitions"""

WRITTEN = """\
1. @duty Each {Guarantor} shall, without delay: &and
// how fast is open
// closed
   (a) @way-1 consult:
      (i) first; and
      (ii) @second next
      ... as it may
   ::definitions
   (b) @way-2 act at once
   // by whom
   ... as the Council says and no otherwise

@sole Recital

### Scale
// from 2026

|^ @scale *Shares*
| State | Share |
|:--|--:|
| France | {"a\\|b"} |
|=  | 100 |
// a table

::definitions"""


def test_blocks() -> None:
    points = (Unit("point", a("first; and")), Unit("point", a("next"), "second"))
    items = (
        Unit("subparagraph", a("consult:"), "way-1", items=points, closing=a("as it may")),
        Fill("definitions"),
        Unit("subparagraph", a("act at once"), "way-2", notes=(Note(a("by whom")),)),
    )
    duty = (Text("Each "), Term("Guarantor"), Text(" shall, without delay:"))
    closing, remarks = a("as the Council says and no otherwise"), (Note(a("how fast is open")), Note(a("closed")))
    table = Table(
        (a("State"), a("Share")),
        ("left", "right"),
        ((a("France"), (Name("a|b"),)),),
        ((), a("100")),
        (Emphasis(a("Shares")),),
        "scale",
        (Note(a("a table")),),
    )
    expected = (
        Unit("paragraph", duty, "duty", items, "and", closing, remarks),
        Unit("text", a("Recital"), "sole"),
        Heading(a("Scale"), (Note(a("from 2026")),)),
        table,
        Fill("definitions"),
    )
    page = PAGE.replace("Plain\n", "")
    assert parse(page) == parse(page.replace("\n", "\r\n")) == expected
    assert unparse(expected) == WRITTEN
    with pytest.raises(NotationError):
        parse(PAGE)  # words straight below a note could belong to either


def test_details() -> None:
    assert parse("") == parse(" \n\n") == ()
    assert parse("x:") == (Unit("text", a("x:")),)
    assert parse("x\\: &and") == (Unit("text", a("x: &and")),)
    assert parse("|-a|:-:|\n|--|:-:|") == (Table((a("-a"), a(":-:")), ("left", "center"), ()),)
    assert parse("| a |\n|--:\n||") == (Table((a("a"),), ("right",), (((),),)),)
    assert parse("x\n      y\n\n1.5 z\n    w") == (Unit("text", a("x y")), Unit("text", a("1.5 z w")))
    point = Unit("subparagraph", a("b:"), items=(Unit("point", a("c: d")),))
    assert parse("a:\n   (a) b:\n      (i) c:\n         d") == (Unit("text", a("a:"), items=(point,)),)
    assert unparse((Unit("text", a("a"), notes=(Note(a("seen"), "vague-time"),), number="1.", eid="x"),)) == "a"
    points = Unit("subparagraph", a("x:"), items=(Unit("point", a("y")),) * 450)
    items = (points, *[Unit("subparagraph", a("x"))] * 750)
    long = (Unit("text", a("x:"), items=items), *[Unit("paragraph", a("z"))] * 1200)
    assert parse(unparse(long)) == long
    lines = unparse(long).split("\n")
    assert {"      (xlix) y", "      (xc) y", "   (z) x", "   (aa) x", "999. z"} <= set(lines)


# ------------------------------------------------------------------------------------------------ what is refused

REFUSED = [
    ("a *b", 1, 3, "emphasis that is not closed"),
    ("a\n [b\n c", 2, 2, "bracket that is not closed"),
    ("a\\\n [b", 2, 2, "bracket that is not closed"),
    ("[a *b] c*", 1, 4, "emphasis that is not closed within"),
    ("*a [*b*]*", 1, 5, "emphasis within emphasis"),
    ("a **", 1, 3, "emphasis without words"),
    ("a ]", 1, 3, "closing bracket that nothing opened"),
    ("a }", 1, 3, "closing brace that nothing opened"),
    ("a {b", 1, 3, "brace that is not closed"),
    ("a {{ b }}", 1, 3, "brace that is not closed"),
    ("a {% if b %}", 1, 3, "template tag"),
    ("a {#b#}", 1, 3, "template tag"),
    ("a\\", 1, 2, "backslash with nothing after it"),
    ("[" * 21 + "]" * 21, 1, 21, "more than 20 brackets"),
    ("a {}", 1, 3, "term without a name"),
    ("a {:b}", 1, 3, "term without a name"),
    ("a {b: }", 1, 3, "nothing after its colon"),
    ('a {"b}', 1, 3, "not whole"),
    ('a {"b" c"}', 1, 3, "not whole"),
    ('a {""}', 1, 3, "not whole"),
    ("a {?}", 1, 3, "does not say what is missing"),
    ("a {@duty}", 1, 3, "reference to no clause"),
    ("a {@b/c:long}", 1, 3, "unknown form"),
    ("a {@B/c}", 1, 3, "cannot be read"),
    ("a\n\tb", 2, 1, "tab"),
    ("a\nb\x00", 2, 2, "U+0000"),
    ("a\n\n   b", 3, 4, "nothing to go on with"),
    ("   a", 1, 4, "nothing to go on with"),
    ("### a\nb", 2, 1, "below a heading"),
    ("|a\n|--\nb", 3, 1, "below a table"),
    ("::definitions\nb", 2, 1, "below ::definitions"),
    ("a\n// b\nc", 3, 1, "below a note"),
    ("a\n@b c", 2, 1, "label within a block"),
    ("a:\n   (a) b\nc", 3, 1, "further left"),
    ("a:\n   b", 2, 4, "where a list is announced"),
    ("a\non\n24 February\n2022. b", 4, 1, "2022. would be lost"),
    ("   1. a", 1, 4, "indented"),
    ("1.", 1, 1, "without words"),
    ("@a", 1, 1, "without words"),
    ("a:\n   (sic) b", 2, 4, "no mark of an item"),
    ("a:\n   (1) b", 2, 4, "no mark of an item"),
    ("a:\n(a) b", 2, 1, "at the margin"),
    ("a:\n  (a) b", 2, 3, "indented by 2"),
    ("a:\n   (a) b:\n      (i) c:\n         (x) d", 4, 10, "indented by 9"),
    ("a:\n      (a) b", 2, 7, "no subparagraph above"),
    ("### a\n   (a) b", 2, 4, "no paragraph above"),
    ("a\n   (a) b", 2, 4, "announces no list"),
    ("a\\:\n   (a) b", 2, 4, "announces no list"),
    ("a\n   ::definitions", 2, 4, "announces no list"),
    ("a:\n   (a) b\n   ... c\n   (b) d", 4, 4, "after the words that close"),
    ("a:\n   (a) b\n   ... c\n   ... d", 4, 4, "closed twice"),
    ("a:\n   ... c", 2, 4, "where there is none"),
    ("a:\n   (a) b\n... c", 3, 1, "at the margin"),
    ("a:\n   (a) b\n   ...c", 3, 4, "cannot be read"),
    ("a:\n   (a) b\n   ... @c d", 3, 4, "cannot be read"),
    ("a\nb: &and", 2, 4, "&and that has no items"),
    ("a: &xor\n   (a) b", 1, 4, "joined by &xor"),
    ("1. @Duty a", 1, 4, "label that cannot be read"),
    ("1. @a b\n2. @a b", 2, 4, "label @a a second time"),
    ("// a", 1, 1, "no block above"),
    ("::definitions\n\n// a", 3, 1, "no block above"),
    ("a\n//", 2, 1, "note without words"),
    ("a\n// *b", 2, 4, "emphasis that is not closed"),
    ("## a", 1, 1, "heading"),
    ("###", 1, 1, "heading"),
    ("### @a b", 1, 1, "heading"),
    (" ### a", 1, 2, "heading"),
    (":: a", 1, 1, "place to fill"),
    ("a\n   | b", 2, 4, "table that is indented"),
    ("|a|b", 1, 1, "without header and alignment"),
    ("|a|b\n|--|x", 2, 5, "without alignment"),
    ("|a|b\n|--|--\n|c", 3, 1, "1 cells below a header of 2"),
    ('|a|b\n|--|--\n|c|{"d|e"}', 3, 1, "3 cells below a header of 2"),
    ("|a|b\n|--|--\n| c\\\nd | [e", 4, 5, "bracket that is not closed"),
    ("|= a\n|--", 1, 1, "total before the header"),
    ("|a\n|--\n|= b\n|c", 4, 1, "below the total"),
    ("|a\n|^ b", 2, 1, "caption within a table"),
    ("|^\n|a", 1, 1, "caption without words"),
    ("|^ @A b\n|a", 1, 4, "label that cannot be read"),
    ("@t a\n\n|^ @t b\n|c\n|--", 3, 1, "label @t a second time"),
]


@pytest.mark.parametrize(("text", "line", "column", "what"), REFUSED)
def test_refusals(text: str, line: int, column: int, what: str) -> None:
    with pytest.raises(NotationError) as caught:
        parse(text)
    error = caught.value
    assert (error.line, error.column) == (line, column) and what in error.what and error.hint
    assert str(error) == f"line {line}, column {column}: {error.what}\nhint: {error.hint}"
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_words_of_a_heading_are_in_one_piece() -> None:
    with pytest.raises(NotationError, match="line 2, column 1: an empty line"):
        parse_inline("a\n\nb")
