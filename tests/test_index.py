"""The index: what an instrument says where, by addresses that numbers do not change."""

from hypothesis import HealthCheck, given, settings

from tests.trees import ENGLISH, article, instruments, said, treaty, unit
from treatydraft.instrument.index import index
from treatydraft.instrument.numbering import number
from treatydraft.instrument.plain_text import plain_text
from treatydraft.instrument.tree import (
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
    Provision,
    Reference,
    Table,
    Term,
    Text,
    Unit,
    walk,
)

COUNCIL: Inlines = (Term("Council"),)
DUTY = Unit("paragraph", COUNCIL, "duty", (Unit("subparagraph", COUNCIL), Unit("subparagraph", COUNCIL, "deep")))
MADE = number(
    Instrument(
        title=(Hole("the title"),),
        register="treaty",
        language="en",
        opening=(Unit("text", COUNCIL, items=(Fill("parties"),)),),
        preamble=(Provision("recital", "p/aim", (), (Unit("text", COUNCIL, "aim"), Unit("text", COUNCIL))),),
        enacting=COUNCIL,
        body=(
            Part(
                "part",
                "general",
                COUNCIL,
                (
                    Provision(
                        "article",
                        "a/one",
                        COUNCIL,
                        (DUTY, Unit("paragraph", ())),
                    ),
                ),
            ),
            article("a/two", Unit("paragraph", (Emphasis((Bracket((Term("Council", "", True),)),)),), "def")),
        ),
        testimonium=(Reference("a/one", "duty"),),
        done=(Hole("the place"),),
        annexes=(
            Provision(
                "annex",
                "a/scale",
                (),
                (
                    Table(((Hole("cell"),),), ("left",), ((COUNCIL,),), (), (Reference("a/none"),), "table"),
                    Heading((Reference("", "gone"),)),
                    Fill("definitions"),
                    Unit("text", said("x"), notes=(Note((Hole("in a note"), *COUNCIL, Reference())),)),
                ),
            ),
        ),
    ),
    ENGLISH,
)
FOUND = index(MADE)


def test_terms() -> None:
    assert FOUND.definitions == {"Council": ("a/two#def",)}
    assert FOUND.uses == {
        "Council": (
            *("opening", "p/aim#aim", "p/aim#2", "enacting", "general", "a/one", "a/one#duty"),
            *("a/one#duty/a", "a/one#deep", "a/scale#table"),
        )
    }


def test_references() -> None:
    assert [(where, said.clause, bool(said.text)) for where, said in FOUND.references] == [
        ("testimonium", "a/one", True),
        ("a/scale#table", "a/none", False),
        ("a/scale", "", False),
    ]


def test_holes_and_places_that_were_not_filled() -> None:
    assert [(where, hole.what) for where, hole in FOUND.holes] == [
        ("title", "the title"),
        ("opening", "parties"),
        ("done", "the place"),
        ("a/scale#table", "cell"),
        ("a/scale", "definitions"),
    ]


def test_places() -> None:
    said = {where: FOUND.cite(where, ENGLISH) for where in FOUND.located}
    assert said == {
        "p/aim": "preamble",
        "p/aim#aim": "recital 1",
        "p/aim#2": "recital 2",
        "a/one": "Article 1",
        "a/one#duty": "Article 1, paragraph 1",
        "a/one#duty/a": "Article 1, paragraph 1(a)",
        "a/one#deep": "Article 1, paragraph 1(b)",
        "a/one#2": "Article 1, paragraph 2",
        "a/two": "Article 2",
        "a/two#def": "Article 2",
        "a/scale": "Annex A",
        "a/scale#table": "Annex A",
        "a/scale#2": "Annex A",
    }
    assert FOUND.located["a/one#deep"].eid == "art_1__para_1__point_b"
    assert FOUND.cite("title", ENGLISH) == "title"


def test_duplicates() -> None:
    assert FOUND.duplicates == ()
    twice = treaty(
        article("a/b", unit("paragraph", "x", "same"), unit("paragraph", "x", "", unit("subparagraph", "x", "same"))),
        article("a/c", unit("paragraph", "x", "same")),
        article("a/c"),
    )
    assert index(number(twice, ENGLISH)).duplicates == ("a/b#same", "a/c")


def test_text_of_an_address() -> None:
    assert FOUND.text("a/one#duty", ENGLISH) == FOUND.text("a/one", ENGLISH) == "Council"
    assert FOUND.text("a/scale#table", ENGLISH) == "[… a/none …]\n[… cell …]\nCouncil"
    assert FOUND.text("a/none", ENGLISH) == ""
    closed = Unit("paragraph", said("x:"), "duty", (unit("subparagraph", "y"),), closing=said("z"))
    assert index(number(treaty(article("a/b", closed)), ENGLISH)).text("a/b#duty", ENGLISH) == "x:\nz"


def test_words_as_they_are_read() -> None:
    words = (
        Text("The "),
        Term("Council", "the Council", True),
        Term("armed attack"),
        Emphasis((Bracket((Name(" a"), Term("x", "xs"))),)),
        Hole("the date"),
        Reference("", "duty"),
        Reference("a/b"),
        Reference(),
    )
    read = "The “the Council”armed attack[ axs][… the date …][… #duty …][… a/b …][… @ …]"
    assert plain_text(words, ENGLISH) == read


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(instruments)
def test_nothing_outside_notes_is_lost(instrument: Instrument) -> None:
    numbered = number(instrument, ENGLISH)
    found = index(numbered)
    nodes = list(walk(numbered))
    noted = [node for note in nodes if isinstance(note, Note) for node in walk(note)]
    for kinds, counted in (
        (Term, sum(map(len, (*found.definitions.values(), *found.uses.values())))),
        (Reference, len(found.references)),
        (Hole | Fill, len(found.holes)),
    ):
        assert counted == sum(isinstance(n, kinds) for n in nodes) - sum(isinstance(n, kinds) for n in noted)
    names = {place.address for place in found.located.values()}
    assert names == set(found.located)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(instruments)
def test_every_inline_stands_where_its_span_says(instrument: Instrument) -> None:
    found = index(number(instrument, ENGLISH))
    for where in found.words:
        text = found.text(where, ENGLISH)
        for node, (offset, length) in found.spans(where, ENGLISH):
            assert text[offset : offset + length] == plain_text((node,), ENGLISH)
