"""Markdown: a page as it is written, and the law that a reader of the rendered page sees exactly the words."""

import json
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from markdown_it import MarkdownIt

from tests.trees import ENGLISH, LIVE, article, instruments, said, treaty, unit, words
from treatydraft.instrument.numbering import number
from treatydraft.instrument.speech import missing, spoken
from treatydraft.instrument.tree import (
    Block,
    Bracket,
    Emphasis,
    Fill,
    Heading,
    Hole,
    Inlines,
    Instrument,
    Name,
    Note,
    Part,
    Pointer,
    Provision,
    Reference,
    Scheme,
    Signatory,
    Table,
    Term,
    Text,
    Unit,
)
from treatydraft.writers.markdown import SIGNATURE, escape, write_markdown

LAW = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))

# ------------------------------------------------------------------------------------------------ as written

DUTY = unit("paragraph", "The Council, voting, shall:", "duty", join="and", closing="as [it] sees fit.")
LISTED = replace(
    DUTY,
    items=(
        unit("subparagraph", "meet:", "", unit("point", "at once"), unit("point", "each year", "yearly")),
        unit("subparagraph", "report"),
    ),
)
AGAIN = Unit(
    "paragraph",
    (
        Emphasis(said("Without prejudice")),
        Text(" to "),
        Reference("", "yearly"),
        Text(" and "),
        Reference("a/scale"),
        Text(", "),
        Reference(),
        Text(" is self-contained; "),
        Bracket((Hole("the date"),)),
    ),
    notes=(Note(said("a note")),),
)
PAGE = Instrument(
    said("Treaty on Help"),
    "treaty",
    "en",
    (Signatory("UA", "Ukraine", "Ukraine", ("beneficiaries",), "For Ukraine"),),
    (unit("text", "The Parties,"),),
    (article("p/aim", Unit("text", (Emphasis(said("Recalling")), Text(" the Charter"))), kind="recital"),),
    said("Have agreed as follows:"),
    (
        Part(
            "part",
            "general",
            said("General provisions"),
            (
                article(
                    "a/aim",
                    Unit("paragraph", (Text("A "), Term("Council", "", True), Text(" is set up."))),
                    heading="Aim",
                ),
                article("a/duty", LISTED, AGAIN, heading="Duty"),
            ),
        ),
    ),
    said("In witness whereof"),
    said("Done at Kyiv"),
    (
        article(
            "a/scale",
            Table(
                (said("State"), said("Share")),
                ("left", "right"),
                ((said("A|B"), said("40")),),
                (said("Total"), said("100")),
                said("Shares"),
            ),
            Heading(said("Use")),
            unit("text", "1. June is the day."),
            heading="Scale",
            kind="annex",
        ),
    ),
)

WRITTEN = r"""# Treaty on Help

The Parties,

*Recalling* the Charter,

Have agreed as follows:

## <a id="part_I"></a>Part I. General provisions

### <a id="art_1"></a>Article 1. Aim

A “Council” is set up.

### <a id="art_2"></a>Article 2. Duty

1\. The Council, voting, shall:

&emsp;(a) meet:

&emsp;&emsp;(i) at once;

&emsp;&emsp;<a id="art_2__para_1__point_a__point_ii"></a>(ii) each year; and

&emsp;(b) report,

as \[it\] sees fit.

2\. *Without prejudice* to [paragraph 1(a)(ii)](#art_2__para_1__point_a__point_ii) and [Annex A](#annex_A), this Article is self-contained; \[\[… the date …\]\]

In witness whereof

Done at Kyiv

For Ukraine\
\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_

## <a id="annex_A"></a>Annex A. Scale

Shares

| State | Share |
| :-- | --: |
| A\|B | 40 |
| Total | 100 |

### Use

1\. June is the day.
"""


def test_a_page() -> None:
    assert write_markdown(number(PAGE, ENGLISH), ENGLISH) == WRITTEN


def test_a_scheme_without_headings_keeps_those_of_annexes() -> None:
    bare = write_markdown(number(replace(PAGE, scheme=Scheme("roman", False)), ENGLISH), ENGLISH)
    assert '<a id="art_2"></a>Article II\n' in bare and "Duty" not in bare and "Annex A. Scale" in bare


def test_chapters_go_one_level_deeper() -> None:
    chapter = Part("chapter", "x", said("Chapter heading"), (article("a/b", heading="Aim"),))
    made = write_markdown(number(treaty(Part("part", "y", said("Y"), (chapter,)), article("a/c")), ENGLISH), ENGLISH)
    assert [line.split(" ")[0] for line in made.splitlines() if line] == ["#", "##", "###", "####", "##"]


@pytest.mark.parametrize(
    "text, source",
    [
        ("Each Party shall, within 24 hours, act.", "Each Party shall, within 24 hours, act."),
        ("self-defence (Article 51); 2/3 of 5%", "self-defence (Article 51); 2/3 of 5%"),
        ("the following: it continues. Then", "the following: it continues. Then"),
        ("vol. 3 of e.g. this", r"vol\. 3 of e.g\. this"),
        ("1. x", r"1\. x"),
        ("(a) x", r"\(a\) x"),
        ("- x\n- y", "\\- x\\\n\\- y"),
        ("a--b...", r"a\-\-b\.\.\."),
        ("Ukraine's", r"Ukraine\'s"),
        ("  x  y ", "&#32;&#32;x &#32;y&#32;"),
        (":smile: http://x", r"\:smile: http\://x"),
    ],
)
def test_only_what_could_be_read_is_escaped(text: str, source: str) -> None:
    assert escape(text) == source


@pytest.mark.parametrize(
    "inside, around, source",
    [
        ("x", "", "*x*"),
        ("x", "a", "a*x*a"),
        ("(x)", "a", "a<em>(x)</em>a"),
        (" x", "", "<em> x</em>"),
        ("x", "*", r"\*<em>x</em>\*"),
    ],
)
def test_emphasis(inside: str, around: str, source: str) -> None:
    made = treaty(enacting=(*said(around), Emphasis(said(inside)), *said(around)))
    assert write_markdown(made, ENGLISH).split("\n\n")[1] == source + "\n"


def test_an_id_from_a_strange_file_is_no_link_and_no_anchor() -> None:
    strange = Reference("a/b", "", "", ("Article ", Pointer("x)<b>", "3")))
    made = treaty(replace(article("a/b"), number="1", eid='"><b>'), enacting=(strange,))
    assert write_markdown(made, ENGLISH) == "# Treaty\n\nArticle 3\n\n## Article 1\n"


# ------------------------------------------------------------------------------------------------ the law


def expected(instrument: Instrument) -> Iterator[str]:
    """What a reader sees of a numbered instrument, block by block and cell by cell."""

    def say(inlines: Inlines) -> str:
        return spoken(inlines, ENGLISH)

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
        yield f"{party.signs}\n{SIGNATURE}"
    yield from body(instrument.annexes)


def seen(blocks: Iterable[str]) -> list[str]:
    """Blocks without the line breaks and spaces at their end, which nobody sees, and without empty ones."""
    return [block for block in (each.rstrip(" \n") for each in blocks) if block.strip("\u2003")]


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
