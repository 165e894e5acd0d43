"""A house style: what is taken from a template, what is left out and said, and what no template may do."""

import copy
import io
import random
import re
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Unpack

import pytest
from lxml import etree

from tests.invariants import check
from tests.ooxml import Package, W, w
from tests.test_docx_laws import page
from tests.test_markdown import PAGE
from tests.trees import ENGLISH, Layout
from treatydraft.errors import ReadError
from treatydraft.instrument.numbering import number
from treatydraft.writers.docx import digest, write_docx
from treatydraft.writers.docx.style.house import HouseStyle, house_style
from treatydraft.writers.docx.style.template import style_template
from treatydraft.writers.options import Options

TEMPLATE = style_template(ENGLISH)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OUTSIDE = 'TargetMode="External"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD, STRICT = W.strip("{}"), "http://purl.oclc.org/ooxml/wordprocessingml/main"
HEADER, HEADED = "word/header1.xml", "word/_rels/header1.xml.rels"
FOOTER = "word/footer1.xml"
TURN, TAGGED = (f"<w:p><w:r><w:t>a{one}b</w:t></w:r></w:p>" for one in ("\u202e", "\U000e0041"))
TURNED = '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="a\u202eb"/></w:style></w:styles>'


def logo() -> bytes:
    """A picture of one blue dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0\0\xff")) + chunk(b"IEND", b"")
    )


def made(
    *changes: tuple[str, str, str], add: dict[str, bytes] | None = None, method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """The built-in template with patterns replaced in its parts, and with further parts."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(TEMPLATE)) as old, zipfile.ZipFile(result, "w", method) as new:
        for name in old.namelist():
            text = old.read(name).decode()
            for part, pattern, put in changes:
                if part == name:
                    changed = re.sub(pattern, put.replace("\\", r"\\"), text, flags=re.DOTALL)
                    assert changed != text, pattern
                    text = changed
            new.writestr(name, text)
        for name, data in (add or {}).items():
            new.writestr(name, data)
    return result.getvalue()


def related(*targets: tuple[str, str, str, bool]) -> bytes:
    listed = "".join(
        f'<Relationship Id="{id}" Type="{RELATION}/{kind}" Target="{target}" {OUTSIDE * outside}/>'
        for id, kind, target, outside in targets
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'.encode()


def picture(how: str, id: str) -> str:
    """A drawing in a header, as word processors write it."""
    return (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        '<wp:extent cx="360000" cy="360000"/><wp:docPr id="7" name="C:\\zoe\\logo.png" descr="The arms of the House"/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:nvPicPr><pic:cNvPr id="0" name="logo.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip xmlns:r="{RELATION}" r:{how}="{id}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="360000" cy="360000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )


def written(house: HouseStyle, **layout: Unpack[Layout]) -> Package:
    """The page in a house style, once it is known to keep every invariant and every word."""
    numbered = number(PAGE, ENGLISH)
    data = write_docx(numbered, ENGLISH, Options(style=house.content, **layout))
    assert check(data) == []
    read = Package(data)
    assert list(page(read)) == list(page(Package(write_docx(numbered, ENGLISH))))
    return read


def text(read: Package, kind: str, type: str = "default") -> str:
    """The words of a header or footer."""
    [id] = [
        node.get(f"{{{RELATION}}}id", "")
        for node in read.document.iter(f"{W}{kind}Reference")
        if node.get(f"{W}type") == type
    ]
    [target] = [node.get("Target") for node in read.parts["word/_rels/document.xml.rels"] if node.get("Id") == id]
    return "".join(node.text or "" for node in read.parts[f"word/{target}"].iter(f"{W}t"))


# ------------------------------------------------------------------------------------------------ what is taken


def test_the_template_keeps_the_invariants_and_shows_every_style() -> None:
    assert check(TEMPLATE) == []
    read = Package(TEMPLATE)
    used = {
        w(node, "", "val")
        for part in ("word/document.xml", *read.around)
        for node in read.parts[part].iter()
        if node.tag in (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
    }
    ours = {id for id, style in read.styles.items() if style.get(f"{W}customStyle")}
    notes = {id for id in ours if "Comment" in id or "Footnote" in id}
    assert ours - notes <= used | {"TreatySubclosing"}
    assert (text(read, "header"), text(read, "footer")) == ("{draft}{title}", "{number}")
    assert (text(read, "header", "first"), text(read, "footer", "first")) == ("{draft}", "{number}")


def test_the_built_in_style_as_a_house_style_changes_nothing() -> None:
    house = house_style(TEMPLATE, "house.docx")
    assert house.remarks == ()
    read, plain = written(house), Package(write_docx(number(PAGE, ENGLISH), ENGLISH))
    assert {id: len(list(style.iter())) for id, style in read.styles.items()} == {
        id: len(list(style.iter())) for id, style in plain.styles.items()
    }
    for kind, type in (("header", "default"), ("header", "first"), ("footer", "default"), ("footer", "first")):
        assert text(read, kind, type) == text(plain, kind, type)


def test_styles_fonts_paper_and_margins_are_taken() -> None:
    house = house_style(
        made(
            ("word/styles.xml", r'w:ascii="Times New Roman"', 'w:ascii="Liberation Sans"'),
            ("word/document.xml", r"<w:pgSz [^>]*>", '<w:pgSz w:w="10000" w:h="14000"/>'),
            ("word/document.xml", r'w:left="1418"', 'w:left="2000"'),
        ),
        "house.docx",
    )
    read = written(house)
    assert next(read.parts["word/styles.xml"].iter(f"{W}rFonts")).get(f"{W}ascii") == "Liberation Sans"
    size, margins = next(read.document.iter(f"{W}pgSz")), next(read.document.iter(f"{W}pgMar"))
    assert (size.get(f"{W}w"), size.get(f"{W}h"), margins.get(f"{W}left")) == ("10000", "14000", "2000")
    letter = written(house, paper="letter")
    assert next(letter.document.iter(f"{W}pgSz")).get(f"{W}w") == "12240"
    assert next(letter.document.iter(f"{W}pgMar")).get(f"{W}left") == "2000"


def test_styles_it_lacks_are_added_and_others_keep_their_names() -> None:
    style = r'<w:style [^>]*w:styleId="TreatyPoint">.*?</w:style>'
    house = house_style(
        made(
            (
                "word/styles.xml",
                style,
                '<w:style w:type="paragraph" w:styleId="TreatyTitle9"><w:name w:val="My Own"/></w:style>',
            ),
            ("word/styles.xml", r'w:styleId="TreatyTitle"', 'w:styleId="a"'),  # as one that names styles by letters
            ("word/styles.xml", r'w:styleId="Normal"', 'w:styleId="Standard"'),
            ("word/styles.xml", r'<w:basedOn w:val="Normal"/>', '<w:basedOn w:val="Standard"/>'),
        ),
        "house.docx",
    )
    assert house.remarks == ("styles it lacks are added: 1",)
    read = written(house)
    assert {"TreatyTitle", "TreatyPoint", "Normal", "TreatyTitle9"} <= set(read.styles)
    assert not {"a", "Standard"} & set(read.styles)


@pytest.mark.parametrize(
    "said, sizes",
    [('<w:sz w:val="20"/>', ("18", "27", "16")), ('<w:sz w:val="48"/>', ("44", "64", "36")), ("", ("18", "27", "16"))],
)
def test_letters_of_the_styles_that_are_added_fit_those_of_the_house(said: str, sizes: tuple[str, ...]) -> None:
    added = ("TableText", "TreatyTitle", "FootnoteText")
    without = [("word/styles.xml", rf'<w:style [^>]*w:styleId="{id}">.*?</w:style>', "") for id in added]
    text = ("word/styles.xml", '<w:sz w:val="24"/>', said)
    read = written(house_style(made(*without, text), "house.docx"))
    assert tuple(w(read.styles[id], "rPr/sz") for id in added) == sizes


def test_a_banner_above_a_header_leaves_the_header_where_it_is() -> None:
    """As far as the margin allows it; what is wanting is added to the top, so that the text keeps its distance."""

    def margins(header: int) -> tuple[str, str]:
        house = made(
            (HEADER, r"<w:p>.*</w:p>", "<w:p><w:r><w:t>House</w:t></w:r></w:p>"),
            ("word/document.xml", 'w:header="709"', f'w:header="{header}"'),
        )
        margin = next(written(house_style(house, "house.docx")).document.iter(f"{W}pgMar"))
        return w(margin, "", "header"), w(margin, "", "top")

    assert (margins(710), margins(400), margins(200)) == (("470", "1418"), ("284", "1542"), ("200", "1658"))


def test_a_style_of_another_kind_under_our_name_makes_way() -> None:
    wrong = '<w:style w:type="character" w:styleId="TreatyPoint"><w:name w:val="Treaty Point"/></w:style>'
    house = house_style(made(("word/styles.xml", r'<w:style [^>]*w:styleId="TreatyPoint">.*?</w:style>', wrong)), "x")
    read = written(house)
    assert read.styles["TreatyPoint"].get(f"{W}type") == "paragraph"


def test_lists_of_its_own_are_left_out_and_said() -> None:
    bound = '<w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr>'
    listed = f'<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/>{bound}</w:style></w:styles>'
    house = house_style(made(("word/styles.xml", "</w:styles>", listed)), "house.docx")
    assert house.remarks == ("the lists of its own styles are left out: the text brings its numbering",)
    assert not list(written(house).styles["Own"].iter(f"{W}numPr"))


def test_a_logo_in_the_header_is_taken_without_what_it_tells() -> None:
    house = house_style(
        made(
            (HEADER, "</w:hdr>", f"<w:p>{picture('embed', 'rId4')}</w:p></w:hdr>"),
            add={
                HEADED: related(("rId4", "image", "media/x.png", False)),
                "word/media/x.png": logo(),
            },
        ),
        "house.docx",
    )
    assert house.remarks == ()
    read = written(house)
    assert read.archive.read("word/media/image1.png") == logo()
    [shown] = [name for name in read.around if list(read.parts[name].iter(f"{W}drawing"))]
    xml = read.archive.read(shown).decode()
    assert "The arms of the House" in xml and "zoe" not in xml and "logo" not in xml


def test_the_places_of_a_house_are_filled_even_in_pieces() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    house = house_style(
        made(
            (HEADER, r"<w:t>\{draft\}</w:t>", "<w:t>Of the House: {dra</w:t></w:r><w:r><w:t>ft}</w:t>"),
            ("word/footer1.xml", r"<w:r>.*</w:r>", run.format("&lt; {number}") + run.format(" &gt;")),
        ),
        "house.docx",
    )
    read = written(house)
    assert text(read, "header") == "Of the House: Draft – revision 1Treaty on Help"
    assert text(read, "footer") == "< Page 1 of 1 >"


def test_mirrored_margins_and_headers_of_even_pages_are_taken() -> None:
    even = '<w:headerReference w:type="even" r:id="header"/>'
    book = made(
        ("word/settings.xml", "(?=<w:defaultTabStop)", "<w:mirrorMargins/>"),
        ("word/settings.xml", "(?=<w:characterSpacingControl)", "<w:evenAndOddHeaders/>"),
        ("word/document.xml", '(?=<w:headerReference w:type="first")', even),
    )
    read = written(house_style(book, "house.docx"))
    tags = [node.tag.removeprefix(W) for node in read.parts["word/settings.xml"]]
    assert tags[1:4] == ["mirrorMargins", "defaultTabStop", "evenAndOddHeaders"]  # as the schema orders them
    assert text(read, "header", "even") == text(read, "header") == "Draft – revision 1Treaty on Help"


def test_a_header_without_a_place_has_the_draft_above_it() -> None:
    house = house_style(made((HEADER, r"<w:p>.*</w:p>", "<w:p><w:r><w:t>House</w:t></w:r></w:p>")), "house.docx")
    assert text(written(house), "header") == "Draft – revision 1House"


def test_a_template_without_headers_has_the_built_in_ones() -> None:
    bare = made(
        ("word/document.xml", r"<w:(header|footer)Reference[^>]*>", ""), ("word/document.xml", "<w:titlePg/>", "")
    )
    read = written(house_style(bare, "house.docx"))
    assert text(read, "header") == "Draft – revision 1Treaty on Help"
    assert text(read, "header", "first") == "" == text(read, "footer", "first")  # a cover
    bare_ = written(house_style(bare, "house.docx"), title_page=False)
    assert (text(bare_, "header", "first"), text(bare_, "footer", "first")) == ("Draft – revision 1", "Page 1 of 1")


# ------------------------------------------------------------------------------------------------ what is not


def headed(paragraph: str, add: dict[str, bytes] | None = None) -> bytes:
    """The template with one more paragraph in its header."""
    return made((HEADER, "</w:hdr>", f"{paragraph}</w:hdr>"), add=add)


def field(code: str) -> str:
    """A paragraph with a field, which says "kept"."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    return (
        f"<w:p>{mark('begin')}<w:r><w:instrText> {code} </w:instrText></w:r>{mark('separate')}"
        f"<w:r><w:t>kept</w:t></w:r>{mark('end')}</w:p>"
    )


INNER = field("PAGE").removeprefix("<w:p>").removesuffix("</w:p>").replace("<w:r>", "</w:instrText></w:r><w:r>", 1)
INNER += "<w:r><w:instrText>"
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
PLAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

STRANGE: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    (
        "macros",
        lambda: made(("[Content_Types].xml", re.escape(PLAIN), MACRO), add={"word/vbaProject.bin": b"x"}),
        "macros are left out",
    ),
    ("objects", lambda: made(add={"word/embeddings/oleObject1.bin": b"x"}), "embedded objects are left out"),
    ("an object in a header", lambda: headed("<w:p><w:r><w:object/></w:r></w:p>"), "embedded objects are left out"),
    (
        "an attached template",
        lambda: made(
            add={"word/_rels/settings.xml.rels": related(("rId1", "attachedTemplate", "file:///C:/zoe/x.dotm", True))}
        ),
        "links are left out",
    ),
    (
        "a link",
        lambda: headed(
            f'<w:p><w:hyperlink xmlns:r="{RELATION}" r:id="rId1"><w:r><w:t>kept</w:t></w:r></w:hyperlink></w:p>',
            {HEADED: related(("rId1", "hyperlink", "https://example.org/zoe", True))},
        ),
        "links are left out",
    ),
    (
        "a picture elsewhere",
        lambda: headed(
            f"<w:p>{picture('link', 'rId1')}</w:p>",
            {HEADED: related(("rId1", "image", "https://example.org/zoe.png", True))},
        ),
        "links are left out",
    ),
    (
        "a picture that is none",
        lambda: headed(
            f"<w:p>{picture('embed', 'rId1')}</w:p>",
            {HEADED: related(("rId1", "image", "media/x.png", False)), "word/media/x.png": b"MZ program"},
        ),
        "what is no picture is left out",
    ),
    (
        "a field that reads",
        lambda: headed(field('INCLUDETEXT "C:\\\\zoe.docx"')),
        "the field INCLUDETEXT is kept as text",
    ),
    ("a field that names", lambda: headed(field("AUTHOR")), "the field AUTHOR is kept as text"),
    ("a field in another", lambda: headed(field(f"IF {INNER} = 1")), "the field IF is kept as text"),
    (
        "columns",
        lambda: made(("word/document.xml", '<w:cols w:space="708"/>', '<w:cols w:num="2" w:space="708"/>')),
        "its columns are left out",
    ),
    (
        "no room",
        lambda: made(("word/document.xml", 'w:left="1418"', 'w:left="9000"')),
        "its margins leave no room for a text, and are left out",
    ),
)


@pytest.mark.parametrize("template, remark", [pytest.param(make, say, id=name) for name, make, say in STRANGE])
def test_what_cannot_be_used_is_left_out_and_said(template: Callable[[], bytes], remark: str) -> None:
    house = house_style(template(), "house.docx")
    assert house.remarks == (remark,)
    read = written(house)
    names = set(read.names)
    assert not {name for name in names if re.search(r"vba|embedd|activeX|\.bin$|settings\.xml\.rels", name)}
    for name in names:
        assert not re.search(rb"zoe|INCLUDETEXT|AUTHOR|MZ program", read.archive.read(name)), name


def test_a_character_that_hides_in_its_own_text_goes_with_the_text() -> None:
    turned = made(("word/document.xml", "<w:sectPr", "<w:p><w:r><w:t>\u202e</w:t></w:r></w:p><w:sectPr"))
    assert house_style(turned, "house.docx").content == house_style(TEMPLATE, "house.docx").content


def test_what_no_word_processor_writes_is_passed_over() -> None:
    for part, pattern, put in (
        ("word/styles.xml", "<w:basedOn [^>]*/>", "<w:basedOn/>"),  # a reference to nothing
        (HEADER, "</w:hdr>", "<w:t>{number}</w:t></w:hdr>"),  # words outside of a paragraph
    ):
        assert house_style(made((part, pattern, put)), "house.docx").content


VALUES = ("", "x", "-1", "1e9", "9" * 20, "\u202e", "٣", "rId1", "default", "begin", "separate", "character")


def mutated(seed: int) -> bytes:
    """The template with a few elements of a few parts changed, moved or taken out."""
    choose = random.Random(seed)
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(TEMPLATE)) as old, zipfile.ZipFile(result, "w") as new:
        wanted = choose.sample(old.namelist(), 2)
        for name in old.namelist():
            root = etree.fromstring(old.read(name))
            for _ in range(choose.randrange(1, 12) * (name in wanted)):
                nodes = list(root.iter("*"))
                node, other = choose.choice(nodes), choose.choice(nodes)
                match choose.randrange(6):
                    case 0 if node.attrib:
                        node.set(choose.choice(list(node.attrib)), choose.choice(VALUES))
                    case 1 if node.attrib:
                        del node.attrib[choose.choice(list(node.attrib))]
                    case 2 if node is not root:
                        node.getparent().remove(node)
                    case 3:
                        node.append(copy.deepcopy(other))
                    case 4 if node is not root:
                        node.tag = other.tag
                    case _:
                        node.text = choose.choice(VALUES)
            new.writestr(name, etree.tostring(root))
    return result.getvalue()


def test_no_template_does_more_than_be_refused() -> None:
    numbered, taken = number(PAGE, ENGLISH), 0
    for seed in range(80):
        try:
            house = house_style(mutated(seed), "house.docx")
        except ReadError:
            continue
        write_docx(numbered, ENGLISH, Options(style=house.content, watermark="DRAFT"))
        taken += 1
    assert taken > 25


def test_changes_comments_and_revision_ids_in_a_header_go() -> None:
    changed = (
        '<w:p w:rsidR="00AA"><w:ins w:id="1" w:author="Zoe"><w:r><w:t>kept</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="Zoe"><w:r><w:delText>gone</w:delText></w:r></w:del>'
        '<w:bookmarkStart w:id="3" w:name="td_1"/><w:bookmarkEnd w:id="3"/>'
        '<w:sdt><w:sdtPr><w:alias w:val="Zoe"/></w:sdtPr><w:sdtContent>'
        "<w:r><w:t> too</w:t></w:r></w:sdtContent></w:sdt>"
        "</w:p>"
    )
    read = written(house_style(headed(changed), "house.docx"))
    assert text(read, "header").endswith("kept too")
    assert all(b"Zoe" not in read.archive.read(name) for name in read.names)


# ------------------------------------------------------------------------------------------------ what is refused

ENTITIES = '<!DOCTYPE x [<!ENTITY a {}>]><w:styles xmlns:w="' + WORD + '">&a;</w:styles>'
BOMB, READS = (ENTITIES.format(what).encode() for what in ('"ha"', 'SYSTEM "file:///etc/passwd"'))


def without(name: str, **put: bytes) -> bytes:
    """The template with another part in place of one."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(TEMPLATE)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            if one != name or put:
                new.writestr(one, put["content"] if one == name else old.read(one))
    return result.getvalue()


REFUSED: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("words", lambda: b"Dear all", "no Word file"),
    ("a file of a password", lambda: b"\xd0\xcf\x11\xe0" + b"x" * 600, "protected by a password"),
    ("half a file", lambda: TEMPLATE[: len(TEMPLATE) // 2], "no Word file"),
    ("another archive", lambda: without("word/document.xml"), "word/document.xml"),
    ("no types", lambda: without("[Content_Types].xml"), "[Content_Types].xml"),
    ("entities", lambda: without("word/styles.xml", content=BOMB), "document type"),
    ("another file", lambda: without("word/styles.xml", content=READS), "document type"),
    ("no XML", lambda: without("word/styles.xml", content=b"<w:styles>"), "not well-formed"),
    ("a part that is another", lambda: without("word/styles.xml", content=b"<x/>"), "not what it is called"),
    ("a zip bomb", lambda: without("word/styles.xml", content=b" " * 9_000_000), "larger than"),
    ("a large zip bomb", lambda: made(add={f"{n}.png": b"\0" * 9_000_000 for n in range(8)}), "more than"),
    ("many files", lambda: made(add={f"word/x{n}.xml": b"" for n in range(1_001)}), "more than a template needs"),
    ("a way out", lambda: made(add={"../../etc/x": b""}), "'../../etc/x'"),
    ("an absolute name", lambda: made(add={"/etc/x": b""}), "'/etc/x'"),
    ("two of one name", lambda: made(add={"word/STYLES.xml": b""}), "one name"),
    ("a strict file", lambda: made(("word/document.xml", WORD, STRICT)), "Strict"),
    ("a header that turns", lambda: headed(TURN), "header1.xml: the hidden character U"),
    ("a picture that turns", lambda: headed('<w:p w:x="a\u2066b"/>'), "the hidden character U+2066"),
    ("a footer that hides", lambda: made((FOOTER, "</w:ftr>", f"{TAGGED}</w:ftr>")), "U+E0041"),
    ("a style that turns", lambda: made(("word/styles.xml", "</w:styles>", TURNED)), "styles.xml: the hidden"),
    ("deep nesting", lambda: made(("word/styles.xml", "</w:styles>", "<a>" * 5_000)), "not well-formed"),
)  # fmt: skip


@pytest.mark.parametrize("template, complaint", [pytest.param(make, say, id=name) for name, make, say in REFUSED])
def test_what_is_no_template_or_is_made_to_mislead_is_refused(template: Callable[[], bytes], complaint: str) -> None:
    with pytest.raises(ReadError) as refused:
        house_style(template(), "house.docx")
    [problem] = refused.value.problems
    assert str(problem.where) == "house.docx" and complaint in problem.what and problem.hint


def test_the_same_template_gives_the_same_style() -> None:
    assert house_style(TEMPLATE, "a") == house_style(TEMPLATE, "b")


def test_the_digest_holds_across_compression() -> None:
    stored = made(method=zipfile.ZIP_STORED)
    assert stored != TEMPLATE and digest(stored) == digest(TEMPLATE)
    assert digest(made((HEADER, "title", "titles"))) != digest(TEMPLATE)


def test_the_template_goes_to_stdout(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "treatydraft", "style", "new"]
    done = subprocess.run([*command, "-"], capture_output=True, cwd=tmp_path, timeout=60)
    assert (done.returncode, done.stderr, list(tmp_path.iterdir())) == (0, b"", [])
    subprocess.run([*command, "house.docx"], check=True, capture_output=True, cwd=tmp_path, timeout=60)
    assert done.stdout == (tmp_path / "house.docx").read_bytes()


def test_a_part_without_a_name_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo("x"), "x")
    nameless = buffer.getvalue()  # ZipInfo takes no empty name, so that its length is made none in the directory
    at = nameless.index(b"PK\x01\x02")
    nameless = nameless[: at + 28] + b"\0\0" + nameless[at + 30 : at + 46] + nameless[at + 47 :]
    nameless = nameless[:-10] + struct.pack("<L", 46) + nameless[-6:]
    with pytest.raises(ReadError):
        house_style(nameless, "h.docx")
