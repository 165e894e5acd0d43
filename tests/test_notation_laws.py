"""Laws of the drafting notation: what is written is read again, and no text whatever does harm."""

import time
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from treatydraft.instrument.notation import NotationError, escape, parse, parse_inline, unparse, unparse_inline
from treatydraft.instrument.tree import (
    Block,
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
    normal,
    rewrite,
)

HOSTILE = (
    *("\\{{ 9**9 }}", "2. {armed attack} *[x]* | </w:t>", ": &and", "x: &or", "1. ", "(a) b", "(sic)", "... ", "// n"),
    *("### h", "::definitions", "@duty x", "|= t | 3", "|^ c", " ", "  ", " a  b ", "a\n", "\n", " \n (i) x\n\n "),
    *("\\", "x\\ ", "\u2028", "\xa0a\xa0", "العربية", "“x” 'y' \"z\"", "{%x%}", "{#", "%x", "24", "24. x", "a:"),
    *("=x", "@", "#x", "{", "?x", '"', ":"),
)
characters = st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\\{}[]*|:&@#=?%"/. \n1a()')
typed = st.sampled_from(HOSTILE) | st.text(characters, min_size=1, max_size=8)
slug = st.from_regex(r"[a-z][a-z0-9-]{0,5}", fullmatch=True)
references = st.builds(
    Reference,
    st.just("") | st.builds("{}/{}".format, slug, slug),
    st.just("") | slug,
    st.sampled_from(["", "number", "article"]),
    case=st.sampled_from(["", "", "de", "à"]),
)
plain = st.one_of(
    st.builds(Text, typed),
    st.builds(Term, typed, st.just("") | typed, st.booleans()),
    st.builds(Name, typed),
    st.builds(Hole, typed),
    references,
)


def run(*inner: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[Inlines]:
    return st.lists(st.one_of(plain, *inner), min_size=least, max_size=3).map(normal)


bracket = st.builds(Bracket, run())
bracket = st.builds(Bracket, run(bracket))
emphasis = st.builds(Emphasis, run(bracket, least=1))
words = run(bracket, emphasis, st.builds(Bracket, run(bracket, emphasis)), least=1)
notes = st.lists(st.builds(Note, words), max_size=1).map(tuple)
label = st.sampled_from(["", "", "x"])  # the strategy of trees makes each its own
fills = st.builds(Fill, slug)


def units(kind: str, items: st.SearchStrategy[Any] | None) -> st.SearchStrategy[Unit]:
    single = st.builds(Unit, st.just(kind), words, label, notes=notes)
    if items is None:
        return single
    announcing = words.map(lambda run: normal((*run, Text(":"))))
    below = st.lists(items | fills, min_size=1, max_size=3).map(tuple)
    join, closing = st.sampled_from(["", "and", "or"]), st.just(()) | words
    return single | st.builds(Unit, st.just(kind), announcing, label, below, join, closing, notes)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(1, 3))
    row = st.tuples(*[st.just(()) | words] * width)
    align = st.tuples(*[st.sampled_from(["left", "center", "right"])] * width)
    rows = st.lists(row, max_size=2).map(tuple)
    return Table(draw(row), draw(align), draw(rows), draw(st.just(()) | row), draw(st.just(()) | words), draw(label))


subparagraphs = units("subparagraph", units("point", None))
block = st.one_of(
    units("paragraph", subparagraphs), units("text", subparagraphs), tables(), st.builds(Heading, words, notes), fills
)


def labelled(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    number = count(1)

    def change(node: Any) -> Any:
        return replace(node, label=f"x-{next(number)}") if getattr(node, "label", "") == "x" else node

    return rewrite(blocks, change)


trees = st.lists(block, max_size=3).map(tuple).map(labelled)


def examples(number: int) -> settings:
    return settings(max_examples=number, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@examples(1000)
@given(trees)
def test_a_tree_survives_being_written_and_read(tree: tuple[Block, ...]) -> None:
    assert parse(unparse(tree)) == tree


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_that_looks_like_notation_is_written_as_a_text(text: str) -> None:
    every = (Text(text),)
    item = Unit("subparagraph", every, notes=(Note(every),))
    tree = (
        Unit("text", every),
        Unit("paragraph", every, "y"),
        Unit("paragraph", (Text(text + ":"),), "", (item, item), "", every, (Note(every),)),
        Heading(every),
        Table((every, every), ("left", "right"), ((every, every),), (every, every), every),
        Unit("text", (Term(text), Term(text, text, True), Name(text), Hole(text), Bracket((Emphasis(every),)))),
    )
    assert parse(unparse(tree)) == tree


@examples(1000)
@given(words)
def test_words_survive_being_written_and_read(tree: Inlines) -> None:
    assert parse_inline(unparse_inline(tree)) == tree


@examples(2000)
@given(typed)
def test_what_a_person_typed_is_that_text_anywhere(text: str) -> None:
    safe, exact = escape(text), (Text(text),)
    assert parse_inline(safe) == exact
    assert parse(safe) == (Unit("text", exact),)
    assert parse(f"Before {safe} after") == (Unit("text", (Text(f"Before {text} after"),)),)
    assert parse(f"Before\n{safe}\nafter") == (Unit("text", (Text(f"Before {text} after"),)),)
    assert parse(f"{safe}. After") == (Unit("text", (Text(f"{text}. After"),)),)
    assert parse(f"1. @x {safe}:\n   (a) {safe}\n   // {safe}\n   ... {safe}\n\n### {safe}") == (
        Unit("paragraph", (Text(text + ":"),), "x", (Unit("subparagraph", exact, notes=(Note(exact),)),), "", exact),
        Heading(exact),
    )
    assert parse(f"|^ {safe}\n|{safe}|b|\n|--|--|\n| a | {safe} |\n|= {safe} | c\n") == (
        Table((exact, (Text("b"),)), ("left", "left"), (((Text("a"),), exact),), (exact, (Text("c"),)), exact),
    )
    assert parse_inline(f"[*{safe}*]{{{safe}:{safe}}}" + f'{{"{safe}"}}{{?{safe}}}') == (
        *(Bracket((Emphasis(exact),)), Term(text, text), Name(text), Hole(text)),
    )


PIECES = (
    *("1. a:\n", "   (a) b\n", "   (b) c: &and\n", "      (i) d\n", "   ... e\n", "   ::definitions\n", "| a | b\n"),
    *("|:--|--:|\n", "|= a | b\n", "|^ c\n", "### h\n", "// n\n", "words\n", "\n", "\n\n", "@x y\n", "x: &or\n"),
    *("\\", "\\\n", "{", "}", "[", "]", "*", "|", ":", "&", "@", "#", " ", "   ", "\t", "\r\n", "(a) ", "2022. "),
    *("...", "//", "::", '{"x"}', "{a:b}", "{@a/b#c:number}", "{?h}", "{=t}", "*i*", "[b]", "\x85", "\u2028", "é", "."),
)


@examples(3000)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.text(max_size=40))
def test_any_text_is_refused_with_a_place_or_settles(text: str) -> None:
    both: tuple[tuple[Any, Any], ...] = ((parse, unparse), (parse_inline, unparse_inline))
    for read, write in both:
        try:
            tree = read(text)
        except NotationError as error:
            rows = text.replace("\r\n", "\n").split("\n")
            assert 1 <= error.line <= len(rows) and 1 <= error.column <= len(rows[error.line - 1]) + 1
            assert error.what and error.hint and not str(error).endswith(".")
        else:
            assert read(write(tree)) == tree


LONG = (
    *(
        "[",
        "]",
        "*",
        "{",
        "}",
        "\\",
        "{a ",
        "{\\{",
        "[*",
        "a: &and ",
        ": ",
        "(a) ",
        "   (a) b:\n",
        "x\n",
        "   x\n",
        "|",
    ),
    *("x\\\n", "| a\n", "\\|", '{"', "a:\n   y\n", "@a ", " ", "\n", "//\n", "1. x\n", "\\ ", "::", "{a:", "[]"),
    *("*a*", "a\\\n|"),
)


@pytest.mark.parametrize("unit", LONG)
def test_a_long_text_takes_no_long_time(unit: str) -> None:
    text = (unit * 100_000)[:100_000]
    start = time.process_time()
    for source in (text, "x:\n" + text, "|a\n|--\n|" + text):
        try:
            parse(source)
        except NotationError:
            continue
    assert time.process_time() - start < 3
