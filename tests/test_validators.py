"""Others who know the format find nothing wrong with our files: one holds them to its schemas, one to their references.

`openxml-audit` checks each part as Microsoft's Open XML SDK does; `ooxml-integrity` whether everything that is named
is there, and is there once. Neither knows of the other, or of us.
"""

from collections.abc import Callable
from functools import cache

import pytest

import treatydraft
from tests.test_docx_laws import composed, instrument_of
from tests.test_office import changed
from treatydraft.writers import write
from treatydraft.writers.options import PLAIN, Options

audit = pytest.importorskip("openxml_audit", reason="openxml-audit is not installed")
integrity = pytest.importorskip("ooxml_integrity", reason="ooxml-integrity is not installed")

Findings = Callable[[bytes], dict[str, list[str]]]

LOOKS = {
    "comments": Options(notes="comments"),
    "footnotes": Options(notes="footnotes"),
    "all around": Options(contents=True, title_page=True, lines=True, watermark="DRAFT"),
    "clean": Options(clean=True),
}
CLEAN: dict[str, list[str]] = {"audit": [], "integrity": []}


@pytest.fixture(scope="session")
def findings(tmp_path_factory: pytest.TempPathFactory) -> Findings:
    """What each validator says of a file, be it an error or a warning. The schemas are read once."""
    validator = audit.OpenXmlValidator()
    path = tmp_path_factory.mktemp("validated") / "made.docx"

    def found(data: bytes) -> dict[str, list[str]]:
        path.write_bytes(data)
        return {
            "audit": [str(one) for one in validator.validate(path).errors],
            "integrity": [str(one) for one in integrity.check(path)],
        }

    return found


@cache
def made(outline: str, register: str, options: Options = PLAIN) -> bytes:
    """An outline as its defaults make it, with the notes of the library on it where the file is to have notes."""
    instrument, language = instrument_of(outline, register)
    if options.notes != "none":
        library = treatydraft.load_library()
        draft = treatydraft.parse_draft(treatydraft.new_draft(outline, library, register), "draft.yaml", library)
        instrument = treatydraft.annotate(instrument, draft, library)
    return write(instrument, "docx", language, options)


@pytest.mark.parametrize("outline, register", list(composed()))
def test_outlines(outline: str, register: str, findings: Findings) -> None:
    assert findings(made(outline, register)) == CLEAN


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("outline", ["coalition-treaty", "north-atlantic"])
def test_looks(outline: str, look: str, findings: Findings) -> None:
    data = made(outline, "treaty", LOOKS[look])
    assert data != made(outline, "treaty")  # the option did something
    assert findings(data) == CLEAN


@pytest.mark.parametrize(
    "validator, wrong, named",
    [
        ("audit", '<w:jc w:val="middle"/>', "middle"),
        ("audit", '<w:pStyle w:val="Nowhere"/>', "Nowhere"),
        ("integrity", '<w:pStyle w:val="Nowhere"/>', "Nowhere"),
    ],
)
def test_what_is_wrong_is_found(validator: str, wrong: str, named: str, findings: Findings) -> None:
    """A good file with one faulty paragraph more: that fault, and nothing but it, is found, and by its name."""
    faulty = f"<w:body><w:p><w:pPr>{wrong}</w:pPr></w:p>"
    found = findings(changed(made("blank", "treaty"), lambda text: text.replace("<w:body>", faulty, 1)))[validator]
    assert len(found) == 1 and named in found[0]
