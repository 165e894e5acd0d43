"""Made trees and the language they are read in: what the tests of the instrument and of the writers share."""

import string
from typing import TypedDict, Unpack

from hypothesis import strategies as st

from treatydraft.instrument.tree import (
    Bracket,
    Emphasis,
    Fill,
    Heading,
    Hole,
    Inline,
    Inlines,
    Instrument,
    Name,
    Note,
    NumberingStyle,
    Part,
    Provision,
    Reference,
    Signatory,
    Table,
    Term,
    Text,
    Unit,
    normal,
)
from treatydraft.language import Language
from treatydraft.value import Register

REGISTERS = ("treaty", "memorandum", "declaration")


def _each(*words: str) -> dict[str, str]:
    return dict(zip(REGISTERS, words, strict=True))


ENGLISH = Language(
    code="en",
    name="English",
    quotes=("“", "”"),
    numbers=("zero", "one"),
    ordinals=("zeroth", "first"),
    fractions={},
    percent="{number} per cent",
    date="d MMMM y",
    registers={
        "treaty": Register("treaty", binding=True, depositary=True, title_page=True),
        **{name: Register(name, binding=False) for name in REGISTERS[1:]},
    },
    roles={},
    determiners={},
    levels={
        "part": _each("Part", "Part", "Part"),
        "chapter": _each("Chapter", "Chapter", "Chapter"),
        "article": _each("Article", "Section", "Section"),
        "annex": _each("Annex", "Annex", "Annex"),
        "paragraph": _each("paragraph", "paragraph", "paragraph"),
        "subparagraph": _each("subparagraph", "subparagraph", "subparagraph"),
        "point": _each("point", "point", "point"),
        "paragraphs": _each("paragraphs", "paragraphs", "paragraphs"),
        "this": {"": "this {level}"},
        "through": " to ",
    },
    words={},
    formulae={},
    parts={},
    page={
        "number": "Page {page} of {pages}",
        "draft": "Draft – revision {revision}",
        "dated": "Draft – revision {revision} – {date}",
        "contents": "Contents",
        "locale": "en-GB",
    },
)

# ------------------------------------------------------------------------------------------------ by hand


def said(text: str) -> Inlines:
    """Plain words."""
    return (Text(text),) if text else ()


def unit(
    kind: str, words: str | Inlines, label: str = "", *items: Unit | Fill, join: str = "", closing: str = ""
) -> Unit:
    """A unit of plain words, or of the inlines given."""
    inlines = said(words) if isinstance(words, str) else words
    return Unit(kind, inlines, label, items, join, said(closing))


def article(clause: str, *blocks: Unit | Table | Heading | Fill, heading: str = "", kind: str = "article") -> Provision:
    """A provision, an article unless told otherwise."""
    return Provision(kind, clause, said(heading), blocks)


class Fields(TypedDict, total=False):
    """What an instrument has besides its title, register, language and body."""

    parties: tuple[Signatory, ...]
    opening: tuple[Unit, ...]
    preamble: tuple[Provision, ...]
    enacting: Inlines
    testimonium: Inlines
    done: Inlines
    annexes: tuple[Provision, ...]
    scheme: NumberingStyle
    date: str
    revision: int
    library: str
    notes: tuple[Note, ...]


def treaty(*body: Part | Provision, register: str = "treaty", **fields: Unpack[Fields]) -> Instrument:
    """An instrument with this body; other fields by name."""
    return Instrument(said("Treaty"), register, "en", body=body, **fields)


class Layout(TypedDict, total=False):
    """What a test asks of the layout of a file, of the fields of `Options`."""

    contents: bool | None
    title_page: bool | None
    paper: str
    lines: bool
    watermark: str


# ------------------------------------------------------------------------------------------------ by hypothesis

LIVE = (
    "`..`{=openxml}", "![](/path)", "<b>x</b>", "<!-- x -->", "&amp;", "&#35;", "\\{{ 9**9 }}", ":smile:",
    "@ref", "[^1]", "^[x]", "$x$", "$$x$$", "~~x~~", "~x~", "# x", "1. x", "1) x", "(a) x", "(@) x", "#. x",
    "a. x", "iv) x", "- x", "+ x", "* x", "> x", "| x |", "|--|", "---", "===", "***", "```", "~~~", "::: x",
    ": x", "Table: x", "% x", "    x", "\tx", "x  ", "x\\", "\\", "\\\n", "x\ny", "x\n\n- y", "\nx", "x\n",
    "...", "a--b", 'it\'s "x"', "Mr. Smith", "(e.g. x)", "vol. 3", "www.example.org", "http://example.org",
    "a@example.org", "[x](y)", "[x]: y", "[x]", "{.x}", "x {#y}", "*x*", "_x_", "__x__", "a_b_c",
    "\\begin{x}", "\\x", "{@a/b}", "<a@b.c>", "x ## ", "-", "=", "!", "x!", "Ph.D. x", "10:30", "3.5 x",
    "\xa0x\xa0", "a\xa0b", "\u2003x", "Україна", "Côte d'Ivoire", "العربية",
)  # fmt: skip
"""Words that some reader of Markdown takes for mark-up."""

_LETTERS = string.punctuation + "  \n aAbz019éж中“”’…–\u00a0\u202f\u3000"
words = st.text(st.sampled_from(_LETTERS), max_size=10) | st.sampled_from(LIVE)
keys = st.sampled_from(["council", "armed attack", "term.", "*"]) | words.filter(bool)
labels = st.sampled_from(["", "", "duty", "request", "scale"])
clauses = st.sampled_from(["general/aim", "triggers/levels", "force/area", "financing/scale", "preamble/charter"])
references = st.builds(
    Reference,
    st.sampled_from(["", ""]) | clauses,
    labels,
    st.sampled_from(["", "", "number", "article"]),
    case=st.sampled_from(["", "", "", "de"]),
)
_plain: st.SearchStrategy[Inline] = st.one_of(
    st.builds(Text, words),
    st.builds(Text, words),
    st.builds(Name, words),
    st.builds(Hole, words),
    st.builds(Term, keys, st.just("") | words, st.booleans()),
    references,
)


def _runs(inline: st.SearchStrategy[Inline], most: int = 4) -> st.SearchStrategy[Inlines]:
    return st.lists(inline, max_size=most).map(normal)


_unstressed = st.recursive(_plain, lambda inner: _runs(inner).map(Bracket), max_leaves=4)
inlines: st.SearchStrategy[Inlines] = _runs(
    st.recursive(_plain | _runs(_unstressed, 3).map(Emphasis), lambda inner: _runs(inner, 3).map(Bracket), max_leaves=4)
)
notes = st.lists(st.builds(Note, inlines), max_size=1).map(tuple)


@st.composite
def units(draw: st.DrawFn, kinds: tuple[str, ...] = ("paragraph", "subparagraph", "point")) -> Unit:
    """A unit of the first kind with a list of the next kinds below it."""
    kind, *below = kinds
    items: tuple[Unit | Fill, ...] = ()
    if below and draw(st.integers(0, 2)) == 0:
        item = units(tuple(below)) | st.just(Fill("definitions")) if draw(st.booleans()) else units(tuple(below))
        items = tuple(draw(st.lists(item, min_size=1, max_size=3)))
    join = draw(st.sampled_from(["", "and", "or"])) if items else ""
    closing = draw(inlines) if items else ()
    return Unit(kind, draw(inlines), draw(labels), items, join, closing, draw(notes))


texts = units(("text", "subparagraph", "point"))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table whose rows are all of one length."""
    width = draw(st.integers(1, 3))
    row = st.tuples(*[inlines] * width)
    align = draw(st.tuples(*[st.sampled_from(["left", "center", "right"])] * width))
    rows = tuple(draw(st.lists(row, max_size=2)))
    return Table(draw(row), align, rows, draw(st.just(()) | row), draw(inlines), draw(labels), draw(notes))


def provisions(kind: str) -> st.SearchStrategy[Provision]:
    """A provision of this kind, with the blocks that may stand in it."""
    block = {
        "recital": texts,
        "article": st.one_of(units(), units(), texts, st.just(Fill("definitions"))),
        "annex": st.one_of(units(), texts, tables(), st.builds(Heading, inlines, notes)),
    }[kind]
    blocks = st.lists(block, max_size=3).map(tuple)
    headed = st.builds(Provision, st.just(kind), clauses, inlines, blocks, st.just(""), words, notes)
    if kind == "recital":
        return headed
    return headed | st.builds(
        Provision, st.just(kind), clauses, st.just(()), blocks, st.just(""), words, notes, st.just(True)
    )


_articles = st.lists(provisions("article"), max_size=2).map(tuple)
_chapters = st.builds(Part, st.just("chapter"), st.just("duties"), inlines, _articles)
_parts = st.builds(
    Part, st.just("part"), st.just("general"), inlines, st.lists(_chapters, max_size=2).map(tuple) | _articles
)
_body: st.SearchStrategy[tuple[Part | Provision, ...]] = st.one_of(_articles, st.lists(_parts, max_size=2).map(tuple))
signatories = st.builds(Signatory, st.just("UA"), words, words, st.just(("guarantors",)), words)
instruments = st.builds(
    Instrument,
    title=inlines,
    register=st.sampled_from(REGISTERS),
    language=st.just("en"),
    parties=st.lists(signatories, max_size=2).map(tuple),
    opening=st.lists(texts, max_size=2).map(tuple),
    preamble=st.lists(provisions("recital"), max_size=2).map(tuple),
    enacting=inlines,
    body=_body,
    testimonium=inlines,
    done=inlines,
    annexes=st.lists(provisions("annex"), max_size=2).map(tuple),
    scheme=st.builds(NumberingStyle, st.sampled_from(["decimal", "roman"]), st.booleans()),
    date=st.sampled_from(["", "2026-11-24"]),
    revision=st.integers(1, 9),
)
