"""Word: lists, references, styles, tables, signatures and what stands around the text, one thing each."""

import re
from dataclasses import replace
from itertools import pairwise
from typing import Unpack

import pytest

from tests.invariants import check
from tests.ooxml import Package, Paragraph, W, fields, w
from tests.test_docx_laws import FRONT, package, page
from tests.test_markdown import PAGE
from tests.trees import ENGLISH, Fields, Layout, article, said, treaty, unit
from treatydraft.errors import UsageError
from treatydraft.instrument.numbering import number
from treatydraft.instrument.tree import (
    Bracket,
    Emphasis,
    Fill,
    Heading,
    Hole,
    Instrument,
    Name,
    NumberingStyle,
    Part,
    Pointer,
    Reference,
    Signatory,
    Table,
    Term,
    Text,
)
from treatydraft.writers.docx import write_docx
from treatydraft.writers.docx.text.columns import column_widths
from treatydraft.writers.options import Options


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
    assert [line.number for line in lines(treaty(article_, register="memorandum", scheme=NumberingStyle("roman")))][
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


def test_a_number_without_its_word_is_a_field_where_a_field_can_say_it() -> None:
    """A field can leave out the word before a figure; of other figures nobody says what it would leave."""

    def said_of(*there: str, figures: str = "decimal") -> tuple[list[tuple[str, str]], list[str]]:
        words = (Text("Articles "), Reference(there[0], "", "number"), Text(" and "), Reference(there[1], "", "number"))
        annexes = (article("x/y", kind="annex"), article("x/z", kind="annex"))
        whole = treaty(article("a/b"), article("c/d"), annexes=annexes, enacting=words, scheme=NumberingStyle(figures))
        made = package(number(whole, ENGLISH))
        line = next(line for line in made.paragraphs() if line.style == "TreatyEnacting")
        links = ["".join(t.text or "" for t in link.iter(f"{W}t")) for link in line.element.iter(f"{W}hyperlink")]
        return [(re.sub("td_[0-9a-f]+_0", "there", code), kept) for code, kept in fields(line.element)], links

    assert said_of("a/b", "c/d") == ([("there \\n \\t \\h", "1"), ("there \\n \\t \\h", "2")], [])
    assert said_of("a/b", "c/d", figures="roman") == ([], ["I", "II"])
    assert said_of("x/y", "x/z") == ([], ["A", "B"])


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


@pytest.mark.parametrize("n", [1, 4, 5, 8, 9, 35])
def test_signatures_stand_two_to_a_row_and_stay_with_the_text(n: int) -> None:
    made = signing(n)
    rows = list(made.document.iter(f"{W}tr"))
    assert len(rows) == (n + 1) // 2
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    kept = [all(p.find(f"{W}pPr/{W}keepNext") is not None for p in row.iter(f"{W}p")) for row in rows]
    assert kept == [n <= 8] * (len(rows) - 1) + [False]
    assert {w(cell, "tcPr/vAlign") for row in rows for cell in row.iter(f"{W}tc")} <= {"bottom", ""}
    assert all(w(row.find(f"{W}tc"), "tcPr/vAlign") == "bottom" for row in rows)
    assert [line.text for line in made.paragraphs() if line.text.startswith("For")] == [f"For P{k}" for k in range(n)]
    heading = next(line for line in made.paragraphs() if line.style == "TreatyArticle")
    for style in ("TreatyArticle", "TreatyDone"):  # both keep what follows
        assert made.styles[style].find(f"{W}pPr/{W}keepNext") is not None
    assert heading.text == ""


def test_the_last_words_of_the_text_stay_with_the_signatures() -> None:
    parties = (Signatory("UA", "Ukraine", "Ukraine", (), "For Ukraine"),)
    bare = treaty(article("a/b", unit("paragraph", "x"), unit("paragraph", "y")), parties=parties, done=said("Kyiv"))
    last = [line for line in lines(bare) if line.style == "TreatyParagraph"]
    assert [line.element.find(f"{W}pPr/{W}keepNext") is not None for line in last] == [False, True]
    full = lines(replace(bare, testimonium=said("In witness whereof")))
    kept = [line.element.find(f"{W}pPr/{W}keepNext") is not None for line in full if line.style == "TreatyParagraph"]
    assert kept == [False, True]
    done = [next(line for line in made if line.style == "TreatyDone") for made in (lines(bare), full)]
    assert [w(line.element, "pPr/spacing", "before") for line in done] == ["360", ""]  # the first of the closing words


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


@pytest.mark.parametrize(
    "rows, total, kept", [(3, False, "110"), (4, True, "1111"), (5, False, "10010"), (6, True, "100001")]
)
def test_no_row_of_a_table_stands_alone_on_a_page(rows: int, total: bool, kept: str) -> None:
    cells = (said("A"), said("4"))
    table = Table(cells, ("left", "right"), (cells,) * rows, cells if total else ())
    read = package(number(treaty(annexes=(article("a/b", table, kind="annex"),)), ENGLISH))
    below = list(next(read.document.iter(f"{W}tbl")).iter(f"{W}tr"))[1 : rows + 1]
    assert "".join(str(int(row.find(f".//{W}pPr/{W}keepNext") is not None)) for row in below) == kept


def test_a_column_has_room_for_its_longest_word() -> None:
    wide = Table((said("Modules"), said("x " * 200)), ("left", "left"), ((said("all"), said("y " * 300)),))
    read = package(number(treaty(annexes=(article("a/b", wide, kind="annex"),)), ENGLISH))
    narrow, other = (int(w(column, "", "w")) for column in read.document.iter(f"{W}gridCol"))
    assert 7 * 120 < narrow < 1500 < other


def test_a_column_that_most_rows_fill_comes_before_one_that_a_single_row_fills() -> None:
    rows = ((said("all"), said("those of its constitutional processes")),) * 5
    once = (said("all that involve neither weapons nor armed forces"), rows[0][1])
    table = Table((said("Modules"), said("Approvals")), ("left", "left"), (*rows, once))
    assert column_widths(table, ENGLISH, 6000)[1] >= 37 * 108 + 230


def header(read: Package, name: str = "word/header1.xml") -> list[str]:
    return ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in read.parts[name].iter(f"{W}p")]


def test_headers_and_footers() -> None:
    dated = replace(PAGE, date="2026-01-06", revision=3)
    read = optional(dated, title_page=False)
    assert header(read) == ["Draft – revision 3 – 6 January 2026", "Treaty on Help"]
    assert header(read, "word/header2.xml") == ["Draft – revision 3 – 6 January 2026"]  # the title stands below it
    assert header(read, "word/footer1.xml") == header(read, "word/footer2.xml") == ["Page 1 of 1"]
    assert [code for code, _ in fields(read.parts["word/footer1.xml"])] == ["PAGE", "NUMPAGES"]
    covered = optional(dated, title_page=True)  # the cover says which draft it is, and is not a page of it
    assert header(covered) == header(read)
    assert header(covered, "word/header2.xml") == header(covered, "word/footer2.xml") == [""]
    assert header(package(number(PAGE, ENGLISH)))[0] == "Draft – revision 1"
    assert header(package(number(replace(PAGE, date="soon"), ENGLISH)))[0] == "Draft – revision 1 – soon"


def test_core_properties() -> None:
    def properties(instrument: Instrument) -> dict[str, str]:
        core = package(instrument).parts["docProps/core.xml"]
        return {node.tag.rpartition("}")[2]: node.text or "" for node in core}

    stamped = properties(replace(PAGE, title=said("A & <B>\nC"), date="2026-11-24"))
    day = "2026-11-24T00:00:00Z"
    assert stamped == {"title": "A & <B> C", "language": "en-GB", "created": day, "modified": day}
    assert "created" not in {*properties(PAGE), *properties(replace(PAGE, date="soon"))}


def test_the_language_is_told() -> None:
    french = replace(ENGLISH, page={**ENGLISH.page, "locale": "fr-FR", "number": "{page}/{pages}"})
    read = package(number(PAGE, ENGLISH), french)
    lang = next(read.parts["word/styles.xml"].iter(f"{W}lang"))
    assert (w(lang, ""), w(lang, "", "eastAsia")) == ("fr-FR", "fr-FR")
    assert header(read, "word/footer1.xml") == ["1/1"]


def test_fills_that_nothing_filled_are_shown() -> None:
    made = lines(treaty(article("a/b", unit("paragraph", "x", "", Fill("definitions")), Fill("definitions"))))
    assert [line.words for line in made[2:]] == ["x", "[… definitions …]", "[… definitions …]"]


# ------------------------------------------------------------------------------------------------ what options ask


def optional(instrument: Instrument, **layout: Unpack[Layout]) -> Package:
    """An instrument as options ask for it, once it is known to keep every invariant."""
    data = write_docx(number(instrument, ENGLISH), ENGLISH, Options(**layout))
    assert check(data) == []
    return Package(data)


def front(read: Package) -> list[tuple[str, str]]:
    return [(line.style, line.text) for line in read.paragraphs() if line.style.startswith(FRONT)]


def broken_before(read: Package) -> list[str]:
    """The words of the paragraphs that begin a page of their own accord."""
    return [line.words for line in read.paragraphs() if line.element.find(f"{W}pPr/{W}pageBreakBefore") is not None]


def test_a_title_page_stands_before_a_treaty_in_parts() -> None:
    read = optional(PAGE)
    assert front(read) == [
        ("CoverTitle", "Treaty on Help"),
        ("CoverParty", "Ukraine"),
        ("CoverNote", "Draft – revision 1"),
    ]
    assert broken_before(read) == ["Treaty on Help"]
    assert read.styles["CoverTitle"].find(f"{W}rPr/{W}caps") is not None
    short = treaty(article("a/b", unit("paragraph", "x")))
    for instrument, asked in ((PAGE, False), (short, None), (replace(PAGE, register="memorandum"), None)):
        assert front(optional(instrument, title_page=asked)) == []
    assert front(optional(short, title_page=True))[0] == ("CoverTitle", "Treaty")


def test_a_long_title_begins_higher_on_its_page() -> None:
    def above(words: int) -> str:
        read = optional(replace(treaty(), title=said("security " * words)), title_page=True)
        return w(
            next(line.element for line in read.paragraphs() if line.style == "CoverTitle"), "pPr/spacing", "before"
        )

    assert (above(10), above(50), above(100)) == ("", "2880", "0")


def test_a_title_page_has_room_for_every_party() -> None:
    parties = tuple(Signatory("XX", f"the Republic of P{k}", f"P{k}", (), f"For P{k}") for k in range(35))
    named = [
        words for style, words in front(optional(treaty(parties=parties), title_page=True)) if style == "CoverParty"
    ]
    assert named == [f"{', '.join(f'P{k}' for k in range(34))} and P34"]
    few = front(optional(treaty(parties=parties[:3]), title_page=True))
    assert [words for style, words in few if style == "CoverParty"] == [f"The Republic of P{k}" for k in range(3)]


@pytest.mark.parametrize("cover", [True, False])
def test_contents_list_every_heading_as_a_link(cover: bool) -> None:
    part = Part("part", "p", said("General"), (article("a/b", unit("paragraph", "x"), heading="Aim & object"),))
    annex = article("e/f", unit("paragraph", "x"), Heading(said("Tables")), heading="Shares", kind="annex")
    read = optional(treaty(part, annexes=(annex,), opening=(unit("text", "We"),)), contents=True, title_page=cover)
    assert [entry for entry in front(read) if entry[0].startswith("TOC")] == [
        ("TOCHeading", "Contents"),
        ("TOC1", "Part I\tGeneral"),
        ("TOC2", "Article 1\tAim & object"),
        ("TOC1", "Annex A\tShares"),
        ("TOC2", "\tTables"),
    ]
    listed = [p for p in next(read.document.iter(f"{W}sdt")).iter(f"{W}p") if w(p, "pPr/pStyle")[:3] == "TOC"]
    kept = [p.find(f"{W}pPr/{W}keepNext") is not None for p in listed[1:]]
    assert kept == [True, False, True, False]  # none above one it holds is the last line of a page
    assert broken_before(read) == (["Contents", "Treaty"] if cover else ["We"])
    assert next(read.parts["word/settings.xml"].iter(f"{W}updateFields"), None) is None  # nobody is asked on opening
    [(code, _)] = fields(next(read.document.iter(f"{W}sdt")))
    assert "\\n" in code.split()  # no page numbers, which only a printed page could know
    assert "\\x" not in code.split()  # an entry stays one line when it is updated


def test_a_long_text_with_headings_has_contents_unless_nobody_wants_them() -> None:
    def entries(articles: int, **more: Unpack[Fields]) -> int:
        many = treaty(*[article(f"a/b{n}", heading="Aim") for n in range(articles)], **more)
        return sum(style == "TOC1" for style, _ in front(package(number(many, ENGLISH))))

    assert (entries(24), entries(25), entries(25, scheme=NumberingStyle("roman", False))) == (0, 25, 0)
    long = treaty(*[article(f"a/b{n}", heading="Aim") for n in range(25)])
    assert front(optional(long, contents=False)) == []


def test_there_are_no_contents_of_nothing() -> None:
    assert front(optional(treaty(), contents=True)) == []


def test_paper_lines_and_watermark() -> None:
    read = optional(PAGE, paper="letter", lines=True, watermark='Not "agreed" & so')
    size, counted = next(read.document.iter(f"{W}pgSz")), next(read.document.iter(f"{W}lnNumType"))
    assert (w(size, "", "w"), w(size, "", "h")) == ("12240", "15840")
    assert (w(counted, "", "countBy"), w(counted, "", "restart")) == ("1", "newPage")
    headers = [name for name in read.around if "header" in name]
    said_ = [node.get("string") for name in headers for node in read.parts[name].iter() if node.get("string")]
    assert said_ == ['Not "agreed" & so'] * len(headers) == said_[:2]
    plain = optional(PAGE)
    for name in headers:  # it takes no line, which would move the text
        assert len(list(read.parts[name].iter(f"{W}p"))) == len(list(plain.parts[name].iter(f"{W}p")))
    assert next(plain.document.iter(f"{W}lnNumType"), None) is None
    assert w(next(plain.document.iter(f"{W}pgSz")), "", "w") == "11906"
    with pytest.raises(UsageError, match="did you mean 'letter'"):
        optional(PAGE, paper="leter")


def test_a_table_is_as_wide_as_the_text_of_its_paper() -> None:
    share = Table((said("State"), said("Share")), ("left", "right"), ((said("A"), said("4")),))
    read = optional(treaty(annexes=(article("a/b", share, kind="annex"),)), paper="letter")
    assert sum(int(w(column, "", "w")) for column in read.document.iter(f"{W}gridCol")) == 12240 - 2 * 1418


def test_a_place_for_the_date_beside_each_signature() -> None:
    dated = Signatory("UA", "Ukraine", "Ukraine", (), "For Ukraine", "Date:")
    made = lines(treaty(article("a/b"), parties=(dated, replace(dated, dated=""))))
    signed = [(line.style, line.text) for line in made if line.style.startswith("TreatySignature")]
    assert signed == [
        ("TreatySignature", "For Ukraine"),
        ("TreatySignatureLine", ""),
        ("TreatySignatureDate", "Date: \t"),
        ("TreatySignature", "For Ukraine"),
        ("TreatySignatureLine", ""),
    ]
    tab = next(package(treaty()).styles["TreatySignatureDate"].iter(f"{W}tab"))
    assert tab.get(f"{W}leader") == "underscore"


@pytest.mark.parametrize("most, dated", [(8, ""), (6, "Date:")])
def test_signatures_that_fit_a_page_stay_on_one(most: int, dated: str) -> None:
    for n, kept in ((most, True), (most + 1, False)):
        parties = tuple(Signatory("UA", "U", "U", (), "For U", dated) for _ in range(n))
        first = next(package(treaty(parties=parties)).document.iter(f"{W}tr"))
        assert all((p.find(f"{W}pPr/{W}keepNext") is not None) == kept for p in first.iter(f"{W}p"))


def test_words_in_another_script_say_their_language_and_direction() -> None:
    words = "Between Україна, Ελλάδα, السعودية العربية (KSA) and 日本国 “x” é"
    [line] = [line for line in lines(treaty(enacting=said(words))) if line.style == "TreatyEnacting"]
    assert line.text == words
    told = [
        (
            "".join(t.text or "" for t in run.iter(f"{W}t")),
            *(node.tag.removeprefix(W) for node in run.iter() if node.tag in (f"{W}rtl", f"{W}rFonts")),
            *dict(lang.attrib).values(),
        )
        for run in line.element.iter(f"{W}r")
        for lang in run.iter(f"{W}lang")
    ]
    assert told == [
        ("Україна", "uk-UA"),
        ("Ελλάδα", "el-GR"),
        ("السعودية العربية", "rtl", "ar-SA"),
        ("日本国", "rFonts", "ja-JP"),
    ]
    own = replace(ENGLISH, page={**ENGLISH.page, "locale": "uk-UA"})
    read = package(number(treaty(enacting=said("Україна")), ENGLISH), own)
    assert not [lang for run in read.document.iter(f"{W}r") for lang in run.iter(f"{W}lang")]


def test_headings_are_levels_and_stay_with_what_follows() -> None:
    read = package(number(PAGE, ENGLISH))
    for id in ("TreatyPart", "TreatyChapter", "TreatyArticle", "TreatyAnnex", "AnnexHeading", "TOCHeading"):
        properties = read.styles[id].find(f"{W}pPr")
        assert properties is not None and properties.find(f"{W}keepNext") is not None
        assert id == "TOCHeading" or w(properties, "outlineLvl") in "012"
    assert read.styles["Normal"].find(f"{W}pPr/{W}widowControl") is not None
    levels = [int(w(line.element, "pPr/outlineLvl")) for line in read.paragraphs() if w(line.element, "pPr/outlineLvl")]
    assert levels[0] == 0 and all(after <= before + 1 for before, after in pairwise(levels))
