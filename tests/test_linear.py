"""Every reader takes a time that grows as the text it reads does, whatever a stranger repeats in it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.house import FILES, house
from treatydraft import Assembly, TreatydraftError, load_library, parse_draft
from treatydraft.instrument.notation import NotationError, parse, parse_inline, unparse
from treatydraft.library_test.names import inconsistencies
from treatydraft.template.template import Condition, Template
from treatydraft.value.types import TYPES, parse_open

REPEATED = (
    *(" ", "\n", " \n", "\u00a0", "a", "a ", "a\n\n", "a\u0301", "\u0430b ", "1.", "1/", "FR,"),
    *("[", "[ ", "[]", "[insert", "{", "}", "{{", "{{ ", "{% %}", "{#", "{@", "{@a/b#c}", "{=a:b}"),
    *("* ", "@a ", "### a\n", "## a\n", "|a", "|^", "(a) ", "   (a) x\n", "1. x\n", ": &", "// a\n"),
    *("\\", "\\\n", "\\ ", '{"', "'a'", "“", "has('", "x.)", "_", "..."),
)
SIZES = (5_000, 50_000)  # of what is linear the larger takes a tenth of a second, of what is not a minute
SECONDS = 3.0

LIBRARY = load_library()


def read_notation(text: str, folder: Path) -> None:
    for start in ("", "1. @a b\n\n", "a:\n"):
        with suppress(NotationError):
            unparse(parse(start + text))
    parse_inline(text)


def read_template(text: str, folder: Path) -> None:
    for source in (text, f"{{{{ {text}", f"{{% if {text} %}}x{{% endif %}}"):
        assert Template(source, "en.md").mistakes is not None
    assert Condition(text, "clause.yaml").mistakes is not None


def read_page(text: str, folder: Path) -> None:
    _clause(folder, page=f"---\nheading: The watch\n---\n\n## text\n\nA watch.\n{text}\n")


WORDS = """\
title: Watch
purpose: One of several.
variants: {plain: {effect: It is., because: made for a test}, loud: {effect: It is., because: made for a test}}
"""


def read_heading(text: str, folder: Path) -> None:
    _clause(folder, page=f"---\nheading: {json.dumps(f'a{text}b')}\n{WORDS}---\n\n## text\n\nA watch.\n")


def read_record(text: str, folder: Path) -> None:
    does = json.dumps(f"a{text}")
    entry = "record: {acts: [{id: a, at: b, mode: duty, by: parties}]}\n"
    page = f"---\nheading: The watch\n{WORDS}record: {{a: {does}}}\n---\n\n## text\n\n1. @b A watch.\n"
    _clause(folder, entry, page)


def _clause(folder: Path, facts: str = "", page: str = "") -> None:
    known = FILES["house/watch/clause.yaml"].replace("\n        ", "\n").lstrip("\n")
    library = house(folder, {**FILES, "house/watch/clause.yaml": known + facts, "house/watch/en.md": page})
    list(inconsistencies(library))
    draft = parse_draft("treatydraft: 1\noutline: blank\nclauses: {house/watch: {}}\n", "draft.yaml", library)
    Assembly(draft, library).findings()


def read_draft(text: str, folder: Path) -> None:
    for key in ("heading", "text"):
        words = {"heading": "a", "text": "b", key: f"a {text} b"}
        written = {"treatydraft": "1", "outline": "blank", "clauses": {"own/a": words}}
        with suppress(TreatydraftError):
            draft = parse_draft(json.dumps(written), "draft.yaml", LIBRARY)
            Assembly(draft, LIBRARY).findings()


def read_values(text: str, folder: Path) -> None:
    for data in (text, f"open:{text}", f"1{text}"):
        for kind in TYPES.values():
            with suppress(ValueError):
                kind.parse(data)
        with suppress(ValueError):
            parse_open(data)


@pytest.mark.parametrize(
    "read", [read_notation, read_template, read_page, read_heading, read_record, read_draft, read_values]
)
@pytest.mark.parametrize("repeated", REPEATED)
def test_a_reader_is_linear(repeated: str, read: Callable[[str, Path], None], tmp_path: Path) -> None:
    for size in SIZES:
        begun = time.process_time()
        with suppress(TreatydraftError, NotationError):
            read(repeated * (size // len(repeated)), tmp_path / str(size))
        assert time.process_time() - begun < SECONDS, f"{size} characters"
