"""Word: every file keeps the invariants, and a reader sees exactly the words of the Markdown."""

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import treatydraft
from tests.invariants import check
from tests.ooxml import Package, W, untied
from tests.test_markdown import PAGE
from tests.test_markdown_laws import everywhere, rendered, seen
from tests.trees import ENGLISH, LIVE, instruments, said, treaty
from treatydraft.instrument.numbering import number
from treatydraft.instrument.tree import Emphasis, Instrument, Name, Note, NumberingStyle
from treatydraft.language import Language
from treatydraft.writers import write
from treatydraft.writers.docx import write_docx
from treatydraft.writers.docx.package.static_parts import STATIC
from treatydraft.writers.docx.text.document import provision_template
from treatydraft.writers.docx.text.provision_layout import lay_out_provision
from treatydraft.writers.json import write_json
from treatydraft.writers.markdown import SIGNATURE, write_markdown
from treatydraft.writers.options import PLAIN, Options

LAW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
FRONT = ("Cover", "TOC")  # what stands before the text in Word alone
TEXT = Options(contents=False)
"""No contents, which are links, and which python-docx passes over."""
HEADED = ("TreatyPart", "TreatyChapter", "TreatyArticle", "TreatyAnnex")


def package(instrument: Instrument, language: Language = ENGLISH, options: Options = PLAIN) -> Package:
    """An instrument as written, once it is known to keep every invariant."""
    data = write_docx(instrument, language, options)
    assert check(data) == []
    return Package(data)


def page(read: Package) -> Iterator[str]:
    """The words of a file as the Markdown prints them: a heading on the line of its number, a typed number likewise."""
    for paragraph in read.paragraphs():
        words = paragraph.words
        if paragraph.style.startswith(FRONT):
            continue
        if paragraph.style in HEADED:
            words = words.replace("\n", ". ", 1)
        elif paragraph.unlisted:
            words = words.replace("\t", " ", 1)
        yield words.lstrip("\u2003").removesuffix(" \t" if paragraph.style == "TreatySignatureDate" else "")


def markdown(instrument: Instrument, language: Language = ENGLISH) -> list[str]:
    """The words a reader of the Markdown sees, without indents and the lines to sign on."""
    blocks = seen(untied(block) for block in rendered(write_markdown(instrument, language)))
    return seen(block.removesuffix(SIGNATURE).rstrip(" \n").lstrip("\u2003") for block in blocks)


def composed() -> Iterator[Any]:
    """Every outline in each of its registers, as its defaults make it."""
    library = treatydraft.load_library()
    for name in library.outline_names:
        for register in library.outline(name).registers:
            yield pytest.param(name, register, id=f"{name}, {register}")


looks = st.builds(
    Options,
    clean=st.booleans(),
    contents=st.sampled_from([None, True, False]),
    title_page=st.sampled_from([None, True, False]),
    paper=st.sampled_from(["", "letter"]),
    lines=st.booleans(),
    watermark=st.sampled_from(["", "DRAFT", *LIVE]),
)


@cache
def instrument_of(outline: str, register: str) -> tuple[Instrument, Language]:
    library = treatydraft.load_library()
    draft = treatydraft.parse_draft(treatydraft.new_draft(outline, library, register), "draft.yaml", library)
    return treatydraft.compose(draft, library), library.language(draft.language)


@LAW
@given(instruments, looks)
@example(PAGE, PLAIN)
@example(treaty(done=(Emphasis(()), Name(" x"))), PLAIN)
def test_every_file_keeps_the_invariants_and_the_words(instrument: Instrument, options: Options) -> None:
    numbered = number(instrument, ENGLISH)
    assert seen(page(package(numbered, ENGLISH, options))) == markdown(numbered)


def forget() -> None:
    """As if no document had been written before."""
    lay_out_provision.cache_clear()
    provision_template.cache_clear()


def kin(instrument: Instrument) -> Iterator[Instrument]:
    """The instrument and some like it, in which what is the same stands elsewhere, and points elsewhere."""
    yield instrument
    yield replace(instrument, preamble=instrument.preamble[1:], opening=())
    yield replace(instrument, body=instrument.body[1:], scheme=NumberingStyle("roman"))
    yield replace(instrument, body=(*instrument.body, *instrument.body), annexes=instrument.annexes[:1])
    yield replace(instrument, testimonium=(), parties=())
    yield replace(instrument, title=(), opening=())
    for words in ("one", "other"):  # a note that waits for the first line there is
        yield replace(instrument, title=(), notes=(Note(said(words)),))


@LAW
@given(
    instruments, st.lists(st.builds(replace, looks, notes=st.sampled_from(["none", "none", "comments"])), min_size=2)
)
@example(PAGE, [PLAIN, Options(clean=True), Options(paper="letter", notes="comments")])
def test_what_is_kept_from_other_documents_changes_nothing(instrument: Instrument, options: list[Options]) -> None:
    foreign = replace(ENGLISH, quotes=("«", "»"), page={**ENGLISH.page, "locale": "fr-FR"})
    work = list(product([number(each, ENGLISH) for each in kin(instrument)], (ENGLISH, foreign), options[:3]))
    alone = []
    for one in work:
        forget()
        alone.append(write_docx(*one))
    forget()
    for one, expected in (*zip(work, alone, strict=True), *zip(work[::-1], alone[::-1], strict=True)):
        assert write_docx(*one) == expected


def test_what_is_below_a_heading_is_kept_wherever_it_stands() -> None:
    forget()
    for opening in ((), PAGE.opening):  # each of its ids is another in the second
        write_docx(number(replace(PAGE, opening=opening), ENGLISH), ENGLISH)
    assert (
        lay_out_provision.cache_info().hits == provision_template.cache_info().hits == 4
    )  # a recital, two articles and an annex


def test_live_words_are_dead_everywhere() -> None:
    made = everywhere((*LIVE, "]]>", "%1", "&#0;", "<w:p/>", '"', "a\tb"))
    assert seen(page(package(made))) == markdown(made)


@pytest.mark.parametrize("outline, register", list(composed()))
def test_outlines(outline: str, register: str) -> None:
    instrument, language = instrument_of(outline, register)
    read = package(instrument, language, TEXT)
    assert seen(page(read)) == markdown(instrument, language)
    paragraphs = list(read.paragraphs())
    assert not any(paragraph.unlisted for paragraph in paragraphs)  # Word counts every number by itself
    assert not list(read.document.iter(f"{W}hyperlink"))  # and keeps every reference


@pytest.mark.parametrize("outline, register", list(composed()))
def test_python_docx_reads_the_same_words(outline: str, register: str) -> None:
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    data = write_docx(*instrument_of(outline, register), TEXT)
    blocks = docx.Document(io.BytesIO(data)).iter_inner_content()
    cells = ((block,) if hasattr(block, "text") else (c for row in block.rows for c in row.cells) for block in blocks)
    lines = (line for held in cells for one in held for line in getattr(one, "paragraphs", (one,)))
    assert [untied(line.text) for line in lines] == [paragraph.text for paragraph in Package(data).paragraphs()]


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
@pytest.mark.parametrize("outline, register", list(composed()))
def test_pandoc_reads_the_same_words(outline: str, register: str) -> None:
    instrument, language = instrument_of(outline, register)
    data = write_docx(instrument, language)
    run = subprocess.run(["pandoc", "-f", "docx", "-t", "json"], input=data, capture_output=True, check=True)
    ours = [paragraph.text.split() for paragraph in Package(data).paragraphs()]
    assert list(filter(None, map(str.split, pandoc(json.loads(run.stdout)["blocks"])))) == list(filter(None, ours))


def pandoc(node: Any) -> Iterator[str]:
    """The text of every paragraph of pandoc's tree."""
    if isinstance(node, dict) and node.get("t") in ("Para", "Plain", "Header"):
        yield inline(node["c"])
    elif isinstance(node, dict | list):
        for below in node.values() if isinstance(node, dict) else node:
            yield from pandoc(below)


def inline(node: Any) -> str:
    if isinstance(node, list):
        return "".join(map(inline, node))
    if not isinstance(node, dict):
        return ""
    return {"Str": node.get("c"), "Space": " ", "LineBreak": "\n"}.get(node["t"]) or inline(node.get("c"))


def test_the_same_bytes_in_every_process() -> None:
    instrument, language = instrument_of("coalition-treaty", "treaty")
    code = (
        "import sys, hashlib, treatydraft; from treatydraft.writers.json import read_json;"
        "language = treatydraft.load_library().language('en');"
        "data = treatydraft.write(read_json(sys.stdin.read(), language.registers), 'docx', language);"
        "assert not {'docx', 'lxml'} & set(sys.modules), 'the writer has imported what it need not';"
        "print(hashlib.sha256(data).hexdigest())"
    )
    made = {hashlib.sha256(write(instrument, "docx", language)).hexdigest()}
    for seed in ("0", "1"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": "1700000000"}
        run = [sys.executable, "-c", code]
        text = write_json(instrument)
        made.add(
            subprocess.run(run, input=text, env=environment, capture_output=True, text=True, check=True).stdout.strip()
        )
    assert len(made) == 1


def test_the_static_parts_are_what_the_built_in_style_builds() -> None:
    pytest.importorskip("docx", reason="python-docx, which builds the static parts, is not installed")
    from treatydraft.writers.docx.style.built_in import build

    kept = {path.relative_to(STATIC).as_posix(): path.read_bytes() for path in STATIC.rglob("*.*")}
    assert kept == build()
