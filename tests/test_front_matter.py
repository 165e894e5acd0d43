"""Front matter: YAML that gives back exactly what was typed, above a page that is otherwise the same."""

from dataclasses import replace

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from tests.test_markdown import PAGE
from tests.trees import ENGLISH, LIVE, said
from treatydraft.instrument.numbering import number
from treatydraft.instrument.tree import Instrument, Signatory
from treatydraft.writers import write
from treatydraft.writers.options import Options

WRITTEN = """---
title: "Treaty on Help"
parties:
- "Ukraine"
date: "2026-11-24"
lang: "en"
register: "treaty"
status: "Draft – revision 3 – 24 November 2026"
revision: 3
---

# Treaty on Help
"""


def page(instrument: Instrument) -> str:
    return write(instrument, "md", ENGLISH, Options(front_matter=True)).decode()


def read(text: str) -> dict[str, object]:
    _, front, _ = text.split("---\n", 2)
    found = yaml.safe_load(front)
    assert isinstance(found, dict)
    return found


def test_as_written() -> None:
    dated = number(replace(PAGE, date="2026-11-24", revision=3), ENGLISH)
    made = page(dated)
    assert made.startswith(WRITTEN)
    assert made.endswith(f"---\n\n{write(dated, 'md', ENGLISH).decode()}")
    bare = page(replace(PAGE, parties=()))
    assert "\ndate:" not in bare and "\nparties: []\n" in bare


@pytest.mark.parametrize(
    "words", ["\u2028", "\x85", "\x00", "\ufeff", "\U0001f600", "a: b # c", "- x", "&a *b", "yes", '"', "\\"]
)
def test_what_yaml_could_take_for_its_own(words: str) -> None:
    typed_is_read(words)


@given(st.text() | st.sampled_from(LIVE))
@example("---")
def test_what_is_typed_is_read(words: str) -> None:
    typed_is_read(words)


def typed_is_read(words: str) -> None:
    party = Signatory("UA", words, words, (), "")
    found = read(page(replace(PAGE, title=said(words), parties=(party,), date=words)))
    assert found["parties"] == [words]
    assert found["title"] == " ".join(words.split())
    assert found.get("date", "") == words
