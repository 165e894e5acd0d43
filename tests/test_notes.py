"""Notes in a file: comments or footnotes, each where it belongs; and where none are wanted, none at all."""

import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.invariants import check
from tests.ooxml import Package, Paragraph, W, shown, w
from tests.test_docx_laws import page
from tests.test_markdown_laws import seen
from tests.trees import ENGLISH, article, instruments, said, treaty, unit
from treatydraft.instrument.numbering import number
from treatydraft.instrument.tree import (
    Bracket,
    Emphasis,
    Heading,
    Instrument,
    Note,
    Reference,
    Table,
    Text,
    rewrite,
    walk,
)
from treatydraft.writers import write
from treatydraft.writers.options import Options

LAW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
MODES = ("comments", "footnotes")


def note(text: str, source: str = "drafter") -> Note:
    return Note(said(text), source)


SHARES = Table((said("State"),), ("left",), ((said("A"),),), notes=(note("on the table"),))
NOTED = number(
    treaty(
        replace(
            article(
                "a/b",
                replace(unit("paragraph", "x", "duty"), notes=(note("on the duty"),)),
                unit("paragraph", "y"),
                heading="Help",
            ),
            notes=(note("what it is for", "commentary"), note("why", "reason")),
        ),
        notes=(note("on the whole", "finding"),),
        preamble=(replace(article("p/q", unit("text", "r"), kind="recital"), notes=(note("on the recital"),)),),
        annexes=(
            article(
                "c/d",
                SHARES,
                replace(SHARES, caption=said("Shares"), notes=(note("on the caption"),)),
                Heading(said("Use"), (note("on the heading"),)),
                kind="annex",
            ),
        ),
        date="2026-11-24",
    ),
    ENGLISH,
)
PLACES = [
    ("Treaty", ["Finding: on the whole"]),
    ("r,", ["Drafter: on the recital"]),
    ("Article 1\nHelp", ["Commentary: what it is for", "Reason: why"]),
    ("1. x", ["Drafter: on the duty"]),
    ("A", ["Drafter: on the table"]),
    ("Shares", ["Drafter: on the caption"]),
    ("Use", ["Drafter: on the heading"]),
]
"""Each paragraph that has notes, and what they say."""


def docx(instrument: Instrument, notes: str) -> Package:
    data = write(instrument, "docx", ENGLISH, Options(notes=notes))
    assert check(data) == []
    return Package(data)


def held(read: Package, kind: str) -> dict[str, list[str]]:
    """The paragraphs of each comment or footnote by its id."""
    return {
        one.get(f"{W}id", ""): [shown(paragraph) for paragraph in one.iter(f"{W}p")]
        for one in read.parts[f"word/{kind}s.xml"].iter(f"{W}{kind}")
    }


def placed(read: Package, kind: str) -> Iterator[tuple[Paragraph, list[str]]]:
    """Each paragraph with the marks of notes in it, and what those say."""
    words = held(read, kind)
    for paragraph in read.paragraphs():
        marks = [mark.get(f"{W}id", "") for mark in paragraph.element.iter(f"{W}{kind}Reference")]
        if marks:
            yield paragraph, [line.strip() for id in marks for line in words[id]]


@pytest.mark.parametrize("kind", ["comment", "footnote"])
def test_notes_stand_where_they_belong(kind: str) -> None:
    found = placed(docx(NOTED, f"{kind}s"), kind)
    assert [(paragraph.words, words) for paragraph, words in found] == PLACES


def test_what_the_library_says_of_a_clause_is_one_comment_and_a_finding_one_of_its_own() -> None:
    on = tuple(note(who, who) for who in ("commentary", "precedents", "reason", "finding", "finding", "drafter"))
    made = docx(treaty(replace(article("a/b", unit("paragraph", "x")), notes=on)), "comments")
    alone = [["Finding: finding"], ["Finding: finding"], ["Drafter: drafter"]]
    together = ["Commentary: commentary", "Precedents: precedents", "Reason: reason"]
    assert [[line.strip() for line in one] for one in held(made, "comment").values()] == [together, *alone]


def test_comments_are_the_products_on_the_day_of_the_draft() -> None:
    read = docx(NOTED, "comments")
    comments = list(read.parts["word/comments.xml"])
    assert {(one.get(f"{W}author"), one.get(f"{W}initials"), one.get(f"{W}date")) for one in comments} == {
        ("treatydraft", "td", "2026-11-24T00:00:00Z")
    }
    undated = docx(replace(NOTED, date=""), "comments").parts["word/comments.xml"]
    assert {one.get(f"{W}date") for one in undated} == {None}
    for paragraph, _ in placed(read, "comment"):
        tags = [node.tag.removeprefix(W) for node in paragraph.element.iter()]
        assert tags.index("commentRangeStart") < tags.index("r") < tags.index("commentRangeEnd")


def test_footnotes_are_numbered_in_superscript() -> None:
    read = docx(NOTED, "footnotes")
    assert list(held(read, "footnote")) == ["-1", "0", *map(str, range(1, 8))]
    assert w(read.styles["FootnoteReference"], "rPr/vertAlign") == "superscript"
    marked = [run for run in read.document.iter(f"{W}r") if run.find(f"{W}footnoteReference") is not None]
    assert {w(run, "rPr/rStyle") for run in marked} == {"FootnoteReference"}


def test_brackets_and_references_in_a_note_are_words() -> None:
    words = (Text("See "), Reference("c/d"), Text(" "), Bracket((Emphasis(said("open")),)))
    whole = number(
        treaty(replace(article("a/b"), notes=(Note(words),)), annexes=(article("c/d", kind="annex"),)), ENGLISH
    )
    for kind in ("comment", "footnote"):
        [(_, lines)] = placed(docx(whole, f"{kind}s"), kind)
        assert lines == ["Drafter: See Annex A [open]"]
    assert "[^1]: *Drafter*: See [Annex A](#annex_A) \\[*open*\\]\n" in markdown(whole)


def markdown(instrument: Instrument, notes: str = "footnotes") -> str:
    return write(instrument, "md", ENGLISH, Options(notes=notes)).decode()


def test_markdown_has_footnotes() -> None:
    written = markdown(NOTED)
    assert written == markdown(NOTED, "comments")
    for line in (
        "# Treaty[^1]",
        "r,[^2]",
        '## <a id="art_1"></a>Article 1. Help[^3]',
        "1\\. x[^4]",
        "Shares[^6]",
        "### Use[^7]",
        "[^1]: *Finding*: on the whole",
        "[^3]: *Commentary*: what it is for\n\n    *Reason*: why\n",
        "[^4]: *Drafter*: on the duty",
    ):
        assert f"\n{line}" in f"\n{written}"


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
@pytest.mark.parametrize("to", ["docx", "md"])
def test_pandoc_reads_the_footnotes(to: str) -> None:
    data = write(NOTED, to, ENGLISH, Options(notes="footnotes"))
    command = ["pandoc", "-f", "docx" if to == "docx" else "markdown", "-t", "json"]
    tree = json.loads(subprocess.run(command, input=data, capture_output=True, check=True).stdout)
    found = [[" ".join(_words(block).split()) for block in one] for one in _notes(tree["blocks"])]
    assert found == [words for _, words in PLACES]


def _notes(node: Any) -> Iterator[list[Any]]:
    if isinstance(node, dict) and node.get("t") == "Note":
        yield node["c"]
    elif isinstance(node, dict | list):
        for below in node.values() if isinstance(node, dict) else node:
            yield from _notes(below)


def _words(node: Any) -> str:
    if isinstance(node, list):
        return "".join(map(_words, node))
    if not isinstance(node, dict):
        return ""
    return {"Str": node.get("c"), "Space": " ", "SoftBreak": " "}.get(node["t"]) or _words(node.get("c"))


SECRET = "Geheimvermerk"


@LAW
@given(instruments)
def test_without_notes_no_word_of_them_is_in_any_file(instrument: Instrument) -> None:
    marked = rewrite(instrument, lambda node: replace(node, words=said(SECRET)) if isinstance(node, Note) else node)
    bare = rewrite(marked, lambda node: () if isinstance(node, Note) else node)
    noted, clean = (
        replace(number(one, ENGLISH), notes=(note(SECRET),) if one is marked else ()) for one in (marked, bare)
    )
    data = write(noted, "docx", ENGLISH)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert not any(SECRET.encode() in archive.read(name) for name in archive.namelist())
    assert data == write(clean, "docx", ENGLISH)  # not even a trace
    assert write(noted, "md", ENGLISH) == write(clean, "md", ENGLISH)


@LAW
@given(instruments)
def test_with_notes_the_text_stays_and_every_note_is_there(instrument: Instrument) -> None:
    numbered = number(instrument, ENGLISH)
    count = sum(isinstance(node, Note) for node in walk(numbered))
    words = seen(page(docx(numbered, "none")))
    for notes in MODES:
        read = docx(numbered, notes)
        assert seen(page(read)) == words
        kind = notes.removesuffix("s")
        told = sum(len(lines) for _, lines in placed(read, kind)) if f"word/{notes}.xml" in read.names else 0
        assert told == count
