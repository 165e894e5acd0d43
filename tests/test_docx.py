"""Word: lists, references, styles, tables, signatures and what stands around the text, one thing each."""

from dataclasses import replace

import pytest

from tests.ooxml import Package, Paragraph, W, fields, w
from tests.test_docx_laws import FRONT, package, page
from tests.test_markdown import PAGE
from tests.trees import ENGLISH, article, said, treaty, unit
from treatydraft.instrument.numbering import number
from treatydraft.instrument.tree import (
    Bracket,
    Emphasis,
    Fill,
    Hole,
    Instrument,
    Name,
    Part,
    Pointer,
    Reference,
    Scheme,
    Signatory,
    Table,
    Term,
    Text,
)


def lines(instrument: Instrument) -> list[Paragraph]:
    made = package(number(instrument, ENGLISH)).paragraphs()
    return [line for line in made if not line.style.startswith(FRONT)]


def test_numbers_are_lists_of_the_document() -> None:
    article_ = article(
        "a/b", unit("paragraph", "x", "", unit("subparagraph", "y", "", unit("point", "z"))), unit("paragraph", "x")
    )
    part = Part("part", "p", said("P"), (Part("chapter", "c", said("C"), (article_, article_)),))
    made = lines(
        treaty(part, part, annexes=(article("c/d", unit("paragraph", "x"), unit("paragraph", "y"), kind="annex"),))
    )
    one = ["1.", "(a)", "(i)", "2."]
    assert [line.number for line in made[1:]] == [
        *("Part I", "Chapter 1", "Article 1", *one, "Article 2", *one),
        *("Part II", "Chapter 1", "Article 3", *one, "Article 4", *one),
        *("Annex A", "1.", "2."),
    ]
    assert [line.number for line in lines(treaty(article_, register="memorandum", scheme=Scheme("roman")))][
        1
    ] == "Section I"


def test_numbers_and_references_live_on_when_an_article_goes() -> None:
    """With the first article taken out of the file, its lists count the rest anew: nothing is typed."""
    made = package(number(PAGE, ENGLISH))
    body = made.document.find(f"{W}body")
    assert body is not None
    first = next(n for n, node in enumerate(body) if w(node, "pPr/pStyle") == "TreatyArticle")
    for node in list(body)[first : first + 2]:
        body.remove(node)
    words = [line.words for line in made.paragraphs()]
    assert "Article 1\nDuty" in words and "(ii) each year; and" in words


def test_a_sole_paragraph_has_no_number_and_its_list_is_bound() -> None:
    sole = article("a/b", unit("paragraph", "x:", "", unit("subparagraph", "y"), unit("subparagraph", "z")))
    made = lines(treaty(sole, sole))[2:5]
    assert [line.words for line in made] == ["x:", "(a) y;", "(b) z."]
    assert [w(line.element, "pPr/numPr/numId") for line in made] == ["", "", ""]


def test_lists_below_unnumbered_words_begin_anew() -> None:
    text = unit("text", "x:", "", unit("subparagraph", "y"), unit("subparagraph", "z"))
    recital = article("p/q", text, text, kind="recital")
    made = lines(
        treaty(article("a/b", text, unit("paragraph", "p"), text, unit("paragraph", "q")), preamble=(recital,))
    )
    numbers = [line.number for line in made if line.number]
    assert numbers == ["(a)", "(b)", "(a)", "(b)", "Article 1", "(a)", "(b)", "1.", "(a)", "(b)", "2."]


def test_what_no_list_would_count_is_typed_and_linked() -> None:
    """An instrument from elsewhere may hold any number: a reader sees that one, and references lead there."""
    strange = replace(article("a/b", replace(unit("paragraph", "x"), number="7.", eid="e7")), number="bis", eid="e")
    said_ = Reference("a/b", "", "", ("Article ", Pointer("e", "bis"), ", paragraph ", Pointer("e7", "7")))
    made = package(treaty(strange, enacting=(said_,)))
    assert list(page(made)) == ["Treaty", "Article bis, paragraph 7", "Article bis", "7. x"]
    assert [node.get(f"{W}anchor", "")[-2:] for node in made.document.iter(f"{W}hyperlink")] == ["_0", "_1"]


def test_references_are_fields_one_a_level() -> None:
    duty = unit("paragraph", "x:", "", unit("subparagraph", "y:", "", unit("point", "z", "deep")))
    other = article("c/d", unit("paragraph", (Reference("a/b", "deep"), Text(" and "), Reference("e/f"))))
    made = package(number(treaty(article("a/b", duty, duty), other, annexes=(article("e/f", kind="annex"),)), ENGLISH))
    line = next(line for line in made.paragraphs() if "and" in line.text)
    assert line.text == "Article 1, paragraph 1(a)(i) and Annex A"
    assert [kept for _, kept in fields(line.element)] == ["Article 1", "1", "(a)", "(i)", "Annex A"]
    alone = treaty(article("a/b"), enacting=(Reference("a/b", "", "number"),))
    assert len(list(package(number(alone, ENGLISH)).document.iter(f"{W}hyperlink"))) == 1  # a field says "Article 1"


def styled(read: Package) -> list[tuple[str, str, bool]]:
    return [
        (
            "".join(text.text or "" for text in run.iter(f"{W}t")),
            w(run, "rPr/rStyle"),
            run.find(f"{W}rPr/{W}i") is not None,
        )
        for run in read.document.iter(f"{W}r")
    ]


def test_character_styles() -> None:
    words = (
        Term("Council", "", True),
        Term("Council", "", False),
        Bracket((Emphasis((Text("a"), Bracket((Text("b"),)))),)),
        Hole("the date"),
        Reference("gone/away", "duty"),
        Name("n"),
    )
    assert styled(package(number(treaty(enacting=words), ENGLISH)))[1:] == [
        ("“Council”", "TreatyTerm", False),
        ("Council", "", False),
        ("[", "TreatyBracket", False),
        ("a", "", True),
        ("[", "TreatyBracket", True),
        ("b", "", True),
        ("]", "TreatyBracket", True),
        ("]", "TreatyBracket", False),
        ("[… the date …]", "TreatyHole", False),
        ("[… gone/away#duty …]", "TreatyHole", False),
        ("n", "", False),
    ]


def test_a_character_no_file_can_hold_is_shown_as_such() -> None:
    made = package(treaty(enacting=said("a\x00b\x1fc\ud800d\uffffe\rf\r\ng")))
    assert list(page(made))[1] == "a\ufffdb\ufffdc\ufffdd\ufffde\nf\ng"


def signing(n: int) -> Package:
    parties = tuple(Signatory("UA", f"P{k}", f"P{k}", (), f"For P{k}") for k in range(n))
    return package(number(treaty(article("a/b"), parties=parties, done=said("Kyiv")), ENGLISH))


@pytest.mark.parametrize("n", [1, 4, 5, 12, 13, 35])
def test_signatures_stand_two_to_a_row_and_stay_with_the_text(n: int) -> None:
    made = signing(n)
    rows = list(made.document.iter(f"{W}tr"))
    assert len(rows) == (n + 1) // 2
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    kept = [all(p.find(f"{W}pPr/{W}keepNext") is not None for p in row.iter(f"{W}p")) for row in rows]
    assert kept == [n <= 12] * (len(rows) - 1) + [False]
    assert [line.text for line in made.paragraphs() if line.text.startswith("For")] == [f"For P{k}" for k in range(n)]
    heading = next(line for line in made.paragraphs() if line.style == "TreatyArticle")
    for style in ("TreatyArticle", "TreatyDone"):  # both keep what follows
        assert made.styles[style].find(f"{W}pPr/{W}keepNext") is not None
    assert heading.text == ""


def test_the_last_words_stay_with_signatures_that_have_no_testimonium() -> None:
    parties = (Signatory("UA", "Ukraine", "Ukraine", (), "For Ukraine"),)
    bare = treaty(article("a/b", unit("paragraph", "x"), unit("paragraph", "y")), parties=parties, done=said("Kyiv"))
    last = [line for line in lines(bare) if line.style == "TreatyParagraph"]
    assert [line.element.find(f"{W}pPr/{W}keepNext") is not None for line in last] == [False, True]
    full = lines(replace(bare, testimonium=said("In witness whereof")))
    assert all(line.element.find(f"{W}pPr/{W}keepNext") is None for line in full if line.style == "TreatyParagraph")


def test_tables() -> None:
    share = Table(
        (said("State"), said("Share")), ("left", "right"), ((said("A"), said("4")),) * 2, (said("Total"), said("8"))
    )
    read = package(number(treaty(annexes=(article("a/b", share, share, kind="annex"),)), ENGLISH))
    tables = list(read.document.iter(f"{W}tbl"))
    assert len(tables) == 2
    rows = list(tables[0].iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False, False]
    styles = [[w(p, "pPr/pStyle") for p in row.iter(f"{W}p")] for row in rows]
    assert styles == [["TableHead"] * 2, ["TableText"] * 2, ["TableText"] * 2, ["TableTotal"] * 2]
    assert all([w(p, "pPr/jc") for p in row.iter(f"{W}p")] == ["", "right"] for row in rows)
    assert sum(int(w(column, "", "w")) for column in tables[0].iter(f"{W}gridCol")) == 11906 - 2 * 1418


def test_a_column_has_room_for_its_longest_word() -> None:
    wide = Table((said("Modules"), said("x " * 200)), ("left", "left"), ((said("all"), said("y " * 300)),))
    read = package(number(treaty(annexes=(article("a/b", wide, kind="annex"),)), ENGLISH))
    narrow, other = (int(w(column, "", "w")) for column in read.document.iter(f"{W}gridCol"))
    assert 7 * 120 < narrow < 1500 < other


def header(read: Package, name: str = "word/header1.xml") -> list[str]:
    return ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in read.parts[name].iter(f"{W}p")]


def test_headers_and_footers() -> None:
    read = package(number(replace(PAGE, date="2026-01-06", revision=3), ENGLISH))
    assert header(read) == ["Draft – revision 3 – 6 January 2026", "Treaty on Help"]
    assert header(read, "word/header2.xml") == [""]
    assert header(read, "word/footer1.xml") == header(read, "word/footer2.xml") == ["Page 1 of 1"]
    assert [code for code, _ in fields(read.parts["word/footer1.xml"])] == ["PAGE", "NUMPAGES"]
    assert header(package(number(PAGE, ENGLISH)))[0] == "Draft – revision 1"
    assert header(package(number(replace(PAGE, date="soon"), ENGLISH)))[0] == "Draft – revision 1 – soon"


def test_core_properties() -> None:
    def properties(instrument: Instrument) -> dict[str, str]:
        core = package(instrument).parts["docProps/core.xml"]
        return {node.tag.rpartition("}")[2]: node.text or "" for node in core}

    stamped = properties(replace(PAGE, title=said("A & <B>\nC"), date="2026-11-24"))
    day = "2026-11-24T00:00:00Z"
    assert stamped == {"title": "A & <B> C", "language": "en-GB", "created": day, "modified": day}
    assert properties(PAGE)["created"] == properties(replace(PAGE, date="soon"))["created"] == "1980-01-01T00:00:00Z"


def test_the_language_is_told() -> None:
    french = replace(ENGLISH, page={**ENGLISH.page, "locale": "fr-FR", "number": "{page}/{pages}"})
    read = package(number(PAGE, ENGLISH), french)
    lang = next(read.parts["word/styles.xml"].iter(f"{W}lang"))
    assert (w(lang, ""), w(lang, "", "eastAsia")) == ("fr-FR", "fr-FR")
    assert header(read, "word/footer1.xml") == ["1/1"]


def test_fills_that_nothing_filled_are_shown() -> None:
    made = lines(treaty(article("a/b", unit("paragraph", "x", "", Fill("definitions")), Fill("definitions"))))
    assert [line.words for line in made[2:]] == ["x", "[… definitions …]", "[… definitions …]"]
