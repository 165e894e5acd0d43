"""Markdown: a page as it is written, and what is escaped in it."""

from dataclasses import replace

import pytest

from tests.trees import ENGLISH, article, said, treaty, unit
from treatydraft.instrument.numbering import number
from treatydraft.instrument.tree import (
    Bracket,
    Emphasis,
    Heading,
    Hole,
    Instrument,
    Note,
    NumberingStyle,
    Part,
    Pointer,
    Reference,
    Signatory,
    Table,
    Term,
    Text,
    Unit,
)
from treatydraft.writers.markdown import escape, write_markdown

# ------------------------------------------------------------------------------------------------ as written

DUTY = unit("paragraph", "The Council, voting, shall:", "duty", join="and")
LISTED = replace(
    DUTY,
    closing=(Text("as [it] sees fit under "), Reference("a/scale"), Text(".")),
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
        Text(", "),
        Reference(),
        Text(" "),
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

as \[it\] sees fit under [Annex A](#annex_A).

2\. *Without prejudice* to [paragraph 1(a)(ii)](#art_2__para_1__point_a__point_ii), this Article \[\[… the date …\]\]

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
    bare = write_markdown(number(replace(PAGE, scheme=NumberingStyle("roman", False)), ENGLISH), ENGLISH)
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
        ("It ends it. A day ends", "It ends it. A day ends"),
        ("_Mr. Smith", r"\_Mr\. Smith"),
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
        ("(x)", "a", r"a<em>\(x\)</em>a"),
        (" x", "", "<em>&#32;x</em>"),
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


def test_an_abbreviation_behind_stops_is_escaped() -> None:
    assert escape("..Ph.D. x", start=False, end=False) == "\\.\\.Ph.D\\. x"
