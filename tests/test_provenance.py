"""Where each paragraph comes from: told in the file, kept by other word processors, and left out of a clean one."""

import hashlib
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.invariants import check
from tests.ooxml import ORIGIN, Package, W, origins
from tests.test_docx_laws import instrument_of
from tests.test_markdown import PAGE
from tests.trees import ENGLISH, instruments, said
from treatydraft.instrument.index import index
from treatydraft.instrument.numbering import number
from treatydraft.instrument.tree import Instrument, Provision, Reference, walk
from treatydraft.language import Language
from treatydraft.writers import write
from treatydraft.writers.options import Options

LAW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
FRAME = {"title", "opening", "enacting", "testimonium", "done"}


def written(instrument: Instrument, language: Language = ENGLISH, *, clean: bool = False) -> Package:
    data = write(instrument, "docx", language, Options(clean=clean, title_page=False))
    assert check(data) == []
    return Package(data)


def clauses(read: Package) -> list[tuple[str, str, str]]:
    """The words of each paragraph that has a bookmark of ours, with its clause and its address."""
    told = origins(read)
    found = []
    for paragraph in read.paragraphs():
        for name in paragraph.bookmarks:
            if name in told:
                clause, label, _ = told[name]
                found.append((clause, f"{clause}#{label}" if label else clause, paragraph.words))
    return found


def test_a_reader_finds_the_clause_of_each_paragraph() -> None:
    read = written(number(replace(PAGE, library="made 1.2", revision=3), ENGLISH))
    assert [(where, words.split("\n")[0][:20]) for _, where, words in clauses(read)] == [
        ("title", "Treaty on Help"),
        ("opening", "The Parties,"),
        ("p/aim#1", "Recalling the Charte"),
        ("enacting", "Have agreed as follo"),
        ("general", "Part I"),
        ("a/aim", "Article 1"),
        ("a/aim#1", "A “Council” is set u"),
        ("a/duty", "Article 2"),
        ("a/duty#duty", "1. The Council, voti"),
        ("a/duty#duty/a", "(a) meet:"),
        ("a/duty#duty/a/i", "(i) at once;"),
        ("a/duty#yearly", "(ii) each year; and"),
        ("a/duty#duty/b", "(b) report,"),
        ("a/duty#duty", "as [it] sees fit und"),
        ("a/duty#2", "2. Without prejudice"),
        ("testimonium", "In witness whereof"),
        ("done", "Done at Kyiv"),
        ("a/scale", "Annex A"),
        ("a/scale#1", "Shares"),
        *[("a/scale#1", words) for words in ("State", "Share", "A|B", "40", "Total", "100")],
        ("a/scale", "Use"),
        ("a/scale#2", "1. June is the day."),
    ]
    [part] = [read.parts[name] for name in read.names if read.parts[name].tag == f"{ORIGIN}provenance"]
    digest = hashlib.sha256(read.archive.read("word/document.xml")).hexdigest()
    assert part.attrib == {"library": "made 1.2", "revision": "3", "content": digest}


@LAW
@given(instruments)
def test_every_bookmark_is_told_with_its_clause_and_number(instrument: Instrument) -> None:
    numbered = number(instrument, ENGLISH)
    read = written(numbered)
    known = {node.clause for node in walk(numbered) if isinstance(node, Provision)} | FRAME | {"general", "duties"}
    told = origins(read)
    places = index(numbered).located
    for paragraph in read.paragraphs():
        for name in paragraph.bookmarks:
            clause, label, figure = told[name]
            assert clause in known
            assert not figure or paragraph.words.split("\n")[0].endswith(figure) or paragraph.words.startswith(figure)
            assert clause in FRAME or not label or f"{clause}#{label}" in places


@LAW
@given(instruments)
def test_nothing_in_a_clean_file_tells_a_clause(instrument: Instrument) -> None:
    numbered = number(instrument, ENGLISH)
    read = written(numbered, clean=True)
    assert origins(read) == {} and not any(name.startswith("customXml") for name in read.names)
    names = [name for paragraph in read.paragraphs() for name in paragraph.bookmarks]
    assert all(re.fullmatch(r"td_\d+", name) for name in names)
    dangling = {node.clause for node in walk(numbered) if isinstance(node, Reference) and not node.text}
    ids = {
        node.clause for node in walk(numbered) if isinstance(node, Provision)
    } - dangling  # those show what is missing
    assert not any(id.encode() in read.archive.read(name) for name in read.names for id in ids)
    full = [(paragraph.words, paragraph.style) for paragraph in written(numbered).paragraphs()]
    assert [(paragraph.words, paragraph.style) for paragraph in read.paragraphs()] == full


def test_the_name_of_the_data_follows_from_the_document() -> None:
    titled = [replace(PAGE, title=said(f"Treaty {n}")) for n in (1, 1, 2)]
    one, same, other = (Package(write(number(each, ENGLISH), "docx", ENGLISH)) for each in titled)
    ids = [
        re.search(rb'itemID="(\{[0-9A-F-]{36}\})"', read.archive.read("customXml/itemProps1.xml"))
        for read in (one, same, other)
    ]
    assert all(ids)
    first, second, third = (found[1] for found in ids if found)
    assert first == second != third


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("notes", ["none", "comments"])
def test_another_word_processor_keeps_it(notes: str, tmp_path: Path) -> None:
    instrument, language = instrument_of("bilateral-commitments", "memorandum")
    data = write(instrument, "docx", language, Options(notes=notes))
    (tmp_path / "sent.docx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "docx",
        "--outdir",
        str(tmp_path / "back"),
        "sent.docx",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    back = Package((tmp_path / "back" / "sent.docx").read_bytes())
    sent = Package(data)
    assert origins(back) == origins(sent)
    ours, theirs = (
        {name for p in read.paragraphs() for name in p.bookmarks if name in origins(sent)} for read in (sent, back)
    )
    assert ours == theirs == set(origins(sent))

    def texts(read: Package) -> list[tuple[str, str]]:
        told = origins(read)
        return [
            (told[name][0], " ".join(p.text.split())) for p in read.paragraphs() for name in p.bookmarks if name in told
        ]

    assert texts(back) == texts(sent)


def test_names_of_bookmarks_are_short() -> None:
    long = number(PAGE, ENGLISH)
    names = [node.get(f"{W}name", "") for node in written(long).document.iter(f"{W}bookmarkStart")]
    assert names and max(map(len, names)) <= 40
