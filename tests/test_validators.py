"""Others who know the format find nothing wrong with our files: one holds them to its schemas, one to their references.

`openxml-audit` checks each part as Microsoft's Open XML SDK does; `ooxml-integrity` whether everything that is named
is there, and is there once. Neither knows of the other, or of us.
"""

import re
from functools import cache
from pathlib import Path

import pytest

import treatydraft
from tests.ooxml import Package, W
from tests.test_docx_laws import composed, instrument_of
from tests.test_office import changed
from treatydraft.instrument.tree import Instrument
from treatydraft.language import Language
from treatydraft.writers.options import PLAIN, Options

audit = pytest.importorskip("openxml_audit", reason="openxml-audit is not installed")
integrity = pytest.importorskip("ooxml_integrity", reason="ooxml-integrity is not installed")

FRONT = Options(contents=True, title_page=True, lines=True, watermark="DRAFT")
LOOKS = {
    "comments": Options(notes="comments"),
    "footnotes": Options(notes="footnotes"),
    "front, lines and watermark": FRONT,
    "clean": Options(clean=True),
}
IN_THE_FILE = {  # what is in a file of each look and in no plain one: the part it is in, and an element
    "comments": ("word/comments.xml", "comment"),
    "footnotes": ("word/footnotes.xml", "footnoteRef"),
    "front, lines and watermark": ("word/document.xml", "lnNumType"),
}
BROKEN = {  # a change to the text of the document, who finds it, and what the finding speaks of
    "an alignment there is not": ('<w:jc w:val="middle"/>', "audit", "middle"),
    "a style there is not": ('<w:pStyle w:val="NoSuchStyle"/>', "integrity", "NoSuchStyle"),
}


@pytest.fixture(scope="session")
def auditor() -> object:
    """The validator with its schemas, which it reads once."""
    return audit.OpenXmlValidator()


@cache
def annotated(outline: str, register: str) -> tuple[Instrument, Language]:
    """An outline as its defaults make it, with the notes of the library on it."""
    library = treatydraft.load_library()
    draft = treatydraft.parse_draft(treatydraft.new_draft(outline, library, register), "draft.yaml", library)
    made, language = instrument_of(outline, register)
    return treatydraft.annotate(made, draft, library), language


def written(instrument: Instrument, language: Language, options: Options = PLAIN) -> bytes:
    data = treatydraft.write(instrument, "docx", language, options)
    assert isinstance(data, bytes)
    return data
