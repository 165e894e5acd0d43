"""The checker of Word files finds what is broken, each thing by its name."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from tests.invariants import check
from tests.test_markdown import PAGE
from tests.trees import ENGLISH, article
from treatydraft.instrument.numbering import number
from treatydraft.instrument.tree import Reference, Text
from treatydraft.writers.docx import write_docx
from treatydraft.writers.options import Options

BROKEN = (
    ("word/document.xml", r"REF td_\w+", "REF td_0000000000_0", "which is not there"),
    ("word/document.xml", r"td_\w+ (?=\\n \\t)", "td_0000000000_0 ", "which is not there"),
    ("word/document.xml", r"(?<=<w:t>)2(?=</w:t>)", "8", "a field says '8' of 'Article 2'"),
    ("word/document.xml", r"(?<=>)Annex\xa0A(?=<)", "Annex B", "a field says 'Annex B' of 'Annex A'"),
    ("word/document.xml", r'fldCharType="end"', 'fldCharType="separate"', "unbalanced"),
    ("word/document.xml", r'(w:name="td_\w+_)\d+', r"\g<1>1", "of that name"),
    ("word/document.xml", r'w:name="td_', 'w:name="' + "x" * 40, "not a name of ours"),
    ("word/document.xml", r'(bookmarkStart|bookmarkEnd) w:id="3"', r'\1 w:id="4"', "id 4: 2 times"),
    ("word/document.xml", r"<w:bookmarkEnd[^>]*>", "", "do not end"),
    ("word/document.xml", r"</w:body>", "", "not well-formed"),
    ("word/document.xml", r'"TreatyTitle"', '"Title"', "no style Title"),
    ("word/document.xml", r"<w:p><w:pPr><w:pStyle w:val=\"AfterTable\"/></w:pPr></w:p>", "", "does not end in"),
    ("word/document.xml", r'r:id="footer"', 'r:id="foot"', "no relationship foot"),
    ("word/document.xml", r"<w:p>", '<w:p w:rsidR="00A1">', "a revision id"),
    ("word/document.xml", r"<w:tc>.*?</w:tc>", "", "cells do not fit"),
    ("word/document.xml", r"(?<=Article\xa01</w:t><w:tab/><w:t>)Aim", "End", "the contents list"),
    ("word/document.xml", r'(?<=hyperlink w:anchor=")td_\w+', "td_1", "a link to td_1"),
    ("word/document.xml", r" TOC [^<]*", " HYPERLINK ", "the contents are the fields"),
    ("word/header1.xml", r"<w:p>", '<w:p><w:pict r:id="logo"/></w:p><w:p>', "header1.xml: no relationship logo"),
    ("word/footer1.xml", r" PAGE ", " AUTHOR ", "footer1.xml: field 'AUTHOR'"),
    ("word/numbering.xml", r'w:val="TreatyPoint"', 'w:val="AnnexPoint"', "not bound back"),
    ("word/numbering.xml", r'(<w:num w:numId="3">.*?</w:num>)', "", "no list 3"),
    ("docProps/core.xml", r"<dc:title>", "<dc:creator/><dc:title>", "somebody is named"),
    ("word/_rels/document.xml.rels", r' Target="theme', ' TargetMode="External" Target="theme', "external"),
    ("[Content_Types].xml", r"<Override[^>]*header1[^>]*>", "", "header1.xml: no type"),
)


@pytest.mark.parametrize("name, pattern, put, complaint", BROKEN)
def test_the_checker_finds_what_is_broken(name: str, pattern: str, put: str, complaint: str) -> None:
    annex = article("a/scale", PAGE.annexes[0].blocks[0], kind="annex")
    whole = replace(PAGE, annexes=(annex,), done=(Text("Articles "), Reference("a/duty", "", "number")))
    data = write_docx(number(whole, ENGLISH), ENGLISH, Options(contents=True))
    assert check(data) == []
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for info in old.infolist():
            text = old.read(info).decode()
            if info.filename == name:
                changed = re.sub(pattern, put, text)
                assert changed != text
                text = changed
            new.writestr(zipfile.ZipInfo(info.filename), text)
    found = [line for line in check(made.getvalue()) if "stamp" not in line]
    assert any(complaint in line for line in found), found
