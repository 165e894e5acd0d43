"""Markdown: a reader of the page sees exactly the words of the tree, in CommonMark with tables and in pandoc."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from markdown_it import MarkdownIt

from tests.trees import ENGLISH, LIVE, instruments, said, treaty, words
from treatydraft.instrument.numbering import number
from treatydraft.instrument.plain_text import missing, plain_text
from treatydraft.instrument.tree import (
    Block,
    Bracket,
    Emphasis,
    Fill,
    Heading,
    Inlines,
    Instrument,
    Name,
    Part,
    Provision,
    Table,
    Term,
    Unit,
)
from treatydraft.writers.markdown import SIGNATURE, escape, write_markdown

LAW = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def expected(instrument: Instrument) -> Iterator[str]:
    """What a reader sees of a numbered instrument, block by block and cell by cell."""

    def say(inlines: Inlines) -> str:
        return plain_text(inlines, ENGLISH)

    def units(item: Unit | Fill, depth: int = 0) -> Iterator[str]:
        if isinstance(item, Fill):
            yield "\u2003" * depth + missing(item.what)
            return
        shown = say(item.words) + item.end
        yield "\u2003" * depth + (f"{item.number} {shown}" if item.number else shown)
        for below in item.items:
            yield from units(below, depth + 1)
        yield "\u2003" * depth + say(item.closing)

    def blocks(content: Iterable[Block]) -> Iterator[str]:
        for block in content:
            match block:
                case Table():
                    yield say(block.caption)
                    for row in (block.header, *block.rows, block.total):
                        yield from map(say, row)
                case Heading():
                    yield say(block.words)
                case _:
                    yield from units(block)

    def body(content: Iterable[Part | Provision]) -> Iterator[str]:
        for item in content:
            heading = say(item.heading)
            if isinstance(item, Provision) and item.kind == "article" and not instrument.scheme.headings:
                heading = ""
            if not (isinstance(item, Provision) and item.continues):
                yield f"{ENGLISH.level(item.kind, instrument.register)} {item.number}{'. ' if heading else ''}{heading}"
            yield from blocks(item.blocks) if isinstance(item, Provision) else body(item.content)

    yield say(instrument.title)
    yield from blocks(instrument.opening)
    for recitals in instrument.preamble:
        yield from blocks(recitals.blocks)
    yield say(instrument.enacting)
    yield from body(instrument.body)
    yield say(instrument.testimonium)
    yield say(instrument.done)
    for party in instrument.parties:
        if party.signs:  # without them it has no place to sign
            yield f"{party.signs}\n{SIGNATURE}"
    yield from body(instrument.annexes)


def seen(blocks: Iterable[str]) -> list[str]:
    """Blocks without the spaces and line breaks at the end of a line or a block, which nobody sees; no empty ones."""
    trimmed = (re.sub(" +\n", "\n", block).rstrip(" \n") for block in blocks)
    return [block for block in trimmed if block.strip("\u2003")]


OURS = ("<br>", "<em>", "</em>", "</a>")


def html(source: str) -> str:
    """What our own HTML stands for; any other is an injection."""
    assert source in OURS or source.startswith('<a id="'), source
    return "\n" if source == "<br>" else ""


def rendered(source: str) -> Iterator[str]:
    """The text of every block as CommonMark with GitHub's tables and strikethrough renders it."""
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(source):
        assert token.type.split("_")[0] in (
            "heading",
            "paragraph",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "inline",
        )
        if token.type != "inline":
            continue
        text = ""
        for child in token.children or ():
            assert child.type in ("text", "hardbreak", "html_inline", "em_open", "em_close", "link_open", "link_close")
            text += html(child.content) if child.type == "html_inline" else child.content
            text += "\n" if child.type == "hardbreak" else ""
        yield text


def pandoc(source: str) -> Iterator[str]:
    """The text of every block as pandoc reads its own Markdown."""
    run = subprocess.run(
        ["pandoc", "-f", "markdown", "-t", "json"], input=source.encode(), capture_output=True, check=True
    )

    def inline(node: Any) -> str:
        match node["t"]:
            case "Str":
                return str(node["c"])
            case "Space":
                return " "
            case "LineBreak":
                return "\n"
            case "Emph":
                return "".join(map(inline, node["c"]))
            case "Link":
                return "".join(map(inline, node["c"][1]))
            case "Quoted":  # pandoc takes curly quotation marks in, and gives the same out
                marks = "“”" if node["c"][0]["t"] == "DoubleQuote" else "‘’"
                return "".join(map(inline, node["c"][1])).join(marks)
            case "RawInline":
                return html(node["c"][1])
        raise AssertionError(node)

    def block(node: Any) -> Iterator[str]:
        match node["t"]:
            case "Para" | "Plain":
                yield "".join(map(inline, node["c"]))
            case "Header":
                yield "".join(map(inline, node["c"][2]))
            case "Table":
                head, bodies = node["c"][3], node["c"][4]
                for row in (*head[1], *(row for body in bodies for row in body[3])):
                    for cell in row[1]:
                        for each in cell[4]:
                            yield from block(each)
            case _:
                raise AssertionError(node)

    for node in json.loads(run.stdout)["blocks"]:
        yield from block(node)


@LAW
@given(instruments)
def test_what_is_rendered_is_the_words(instrument: Instrument) -> None:
    numbered = number(instrument, ENGLISH)
    assert seen(rendered(write_markdown(numbered, ENGLISH))) == seen(expected(numbered))


@LAW
@given(words, words)
def test_escaped_words_are_rendered_exactly(first: str, second: str) -> None:
    text = f"x{first}{second}x"
    assert list(rendered(escape(text))) == [text]
    edges = f"{first} {second}".strip("\n")
    assert list(rendered(escape(edges))) == [edges]


def everywhere(texts: Iterable[str]) -> Instrument:
    """An instrument with each of these texts in every kind of place."""
    made = [said(text) for text in texts]
    blocks: list[Unit | Table | Heading] = []
    for text in made:
        item = Unit("subparagraph", text, items=(Unit("point", (Emphasis(text),)),))
        blocks += [
            Unit("paragraph", text, items=(item,), closing=text),
            Unit("text", text),
            Unit("text", (Emphasis(text), *text, Bracket(text), Name("x"), Term("x", "", True))),
            Heading(text),
            Table((text, text), ("left", "right"), ((text, text),), (), text),
        ]
    return number(treaty(annexes=(Provision("annex", "a/b", made[0], tuple(blocks)),)), ENGLISH)


def test_live_words_are_dead_everywhere() -> None:
    made = everywhere(LIVE)
    assert seen(rendered(write_markdown(made, ENGLISH))) == seen(expected(made))


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
def test_live_words_are_dead_in_pandoc() -> None:
    made = everywhere(LIVE)
    assert seen(pandoc(write_markdown(made, ENGLISH))) == seen(expected(made))


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(instruments)
def test_pandoc_reads_the_words(instrument: Instrument) -> None:
    numbered = number(instrument, ENGLISH)
    assert seen(pandoc(write_markdown(numbered, ENGLISH))) == seen(expected(numbered))
