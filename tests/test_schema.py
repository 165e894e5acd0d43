"""The schemas for an editor: every draft and rows file that we write or take is right by them, a wrong one is not."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.test_cases import CASES
from treatydraft import Library, change_draft, load_library, new_draft, parse_draft
from treatydraft.batch.sources import read_rows
from treatydraft.drafting.json_schema import DESCRIBED, describe
from treatydraft.library.overlay import read_page

TESTS = Path(__file__).parent
ROOT = TESTS.parent
LIBRARY = load_library([TESTS / "library"])  # that of the pages under `cases`


class Editor(yaml.SafeLoader):
    """YAML as an editor reads it, by its version 1.2: only true and false are booleans, and a date is a text."""


Editor.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?[0-9]+\.[0-9]*", "-+0123456789"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), list(first))


def seen(text: str) -> Any:
    return yaml.load(text, Editor)


@pytest.fixture(scope="module")
def draft_schema() -> Draft202012Validator:
    return Draft202012Validator(describe("draft", LIBRARY))


@pytest.fixture(scope="module")
def rows_schema() -> Draft202012Validator:
    return Draft202012Validator(describe("rows", LIBRARY))


def wrong(schema: Draft202012Validator, data: Any) -> list[str]:
    return [f"{'/'.join(map(str, one.absolute_path))}: {one.message[:200]}" for one in schema.iter_errors(data)]


def blocks(kind: str) -> Iterator[Any]:
    for path in [*sorted(CASES.rglob("*.md")), ROOT / "README.md"]:
        page = path.read_text(encoding="utf-8")
        for number, found in enumerate(re.finditer(rf"^```yaml{kind}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)):
            yield pytest.param(found[1], id=f"{path.stem}-{number}")


SET = (
    "guarantors=France,UK,NO", "beneficiaries=open:UA|UA,MD", "host=guarantors", "signed=no", "signed_on=1 May 2027",
    "texts=en,nb", "title=1949", "date=2027-03-01", "revision=3", "numbering.headings=no", "numbering.parts=false",
    "numbering.articles=roman", "final/duration.term=open:10y,20", "final/duration=true", "preamble/history=false",
    "collective-defense/response.hours=48", "governance/council.majority=two thirds",
    "governance/council.part=Institutions", "general/object.after=preamble/charter",
    "own/liaison.text=Each Party shall maintain a liaison officer.", "own/liaison.continues=governance/council",
    "own/past.kind=recital", "own/past.text=*Recalling* the past,",
)  # fmt: skip


@pytest.mark.parametrize("what", DESCRIBED)
def test_a_schema_is_one(what: str) -> None:
    Draft202012Validator.check_schema(describe(what, LIBRARY))


@pytest.mark.parametrize("outline", LIBRARY.outline_names)
def test_every_draft_that_is_written_is_right(outline: str, draft_schema: Draft202012Validator) -> None:
    for register in ("", *LIBRARY.outline(outline).registers):
        text = new_draft(outline, LIBRARY, register)
        changed = change_draft(text, SET, LIBRARY)
        for one in (text, changed):
            parse_draft(one, "draft.yaml", LIBRARY)
            assert wrong(draft_schema, seen(one)) == []


@pytest.mark.parametrize("text", [*blocks(" draft"), *(one for one in blocks("") if "treatydraft: 1" in one.values[0])])
def test_every_draft_of_the_documents_is_right(text: str, draft_schema: Draft202012Validator) -> None:
    parse_draft(text, "draft.yaml", LIBRARY)
    assert wrong(draft_schema, seen(text)) == []


HANDMADE = """
outline: coalition-treaty
library: {name: guarantees, version: 1.0}
register: treaty
title: 2027
date: March 1, 2027
revision: 12
numbering: {articles: decimal, headings: yes, parts: no}
parties:
  XK: {kind: state, formal: the Republic of Kosovo, short: Kosovo, neutral: no, member: [PFP]}
accept:
  - {rule: open-hole, at: own/a, reason: it stays open}
answers:
  guarantors: [France, NO, weimar]
  beneficiaries: all
  host: the Netherlands
  signed: false
  texts: en, fr
  signed_on: ~
clauses:
  preamble/history: ~
  relations/nato: no
  final/duration: {term: 10, heading: ~}
  governance/council: {majority: 2/3, weight: 60}
  general/activation: true
  relations/existing-agreements:
    agreements: [{instrument: A, between: [Canada, UA], place: Kyiv, date: 24 February 2024}]
  own/a: {text: 7, chapter: One, part: Two}
"""


def test_a_draft_written_by_hand_is_right(draft_schema: Draft202012Validator) -> None:
    parse_draft(HANDMADE, "draft.yaml", LIBRARY)
    assert wrong(draft_schema, seen(HANDMADE)) == []


@pytest.mark.parametrize(
    ("right", "mistaken"),
    [
        ("outline: coalition-treaty", "outlin: coalition-treaty"),
        ("outline: coalition-treaty", "outline: coalition"),
        ("register: treaty", "register: contract"),
        ("revision: 12", "revision: 0"),
        ("headings: yes", "headings: perhaps"),
        ("guarantors: [", "guarantor: ["),
        ("texts: en, fr", "texts: [en, xx]"),
        ("term: 10", "trm: 10"),
        ("term: 10", "variant: for-ever"),
        ("preamble/history: ~", "preamble/histry: ~"),
        ("general/activation: true", "general/activation: perhaps"),
        ("own/a: {text: 7, ", "own/a: {txt: 7, "),
        ("own/a: {text: 7, ", "own/a: {"),
        ("place: Kyiv, ", ""),
        ("reason: it stays open", "why: it stays open"),
    ],
)
def test_a_wrong_draft_is_wrong(right: str, mistaken: str, draft_schema: Draft202012Validator) -> None:
    assert HANDMADE.count(right) == 1
    assert wrong(draft_schema, seen(HANDMADE.replace(right, mistaken)))


ROW: dict[str, Any] = {
    "name": "first",
    "outline": "coalition-treaty",
    "register": "",
    "guarantors": ["FR", "United Kingdom"],
    "host": None,
    "signed": True,
    "final/duration.term": 10,
    "final/duration.variant": "",
    "collective-defense/response.hours": "open:24,48",
    "collective-defense/response.timing": {"open": ["forthwith", "within-hours"]},
    "numbering.headings": False,
    "preamble/history": "false",
    "own/liaison.text": "Each Party shall maintain a liaison officer.",
}


def test_every_row_and_grid_that_is_taken_is_right(tmp_path: Path, rows_schema: Draft202012Validator) -> None:
    assert wrong(rows_schema, ROW) == []
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(ROW), encoding="utf-8")
    (row,) = read_rows(path)
    assert not row.problems and wrong(rows_schema, dict(row.cells)) == []  # the same cells as texts


@pytest.mark.parametrize("text", [*blocks(" rows")])
def test_every_grid_of_the_documents_is_right(text: str, rows_schema: Draft202012Validator) -> None:
    if text.lstrip().startswith("{"):
        data = [json.loads(line) for line in text.splitlines()]
    else:
        data = [seen(text)]
        assert "grid" in data[0]
    assert [wrong(rows_schema, one) for one in data] == [[]] * len(data)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("guarantor", "FR"),
        ("register", "contract"),
        ("final/duration.variant", "for-ever"),
        ("final/duration.trm", "10"),
        ("preamble/history", "perhaps"),
        ("own/liaison.txt", "words"),
        ("title", ["words"]),
    ],
)
def test_a_wrong_row_or_grid_is_wrong(key: str, value: Any, rows_schema: Draft202012Validator) -> None:
    assert wrong(rows_schema, {**ROW, key: value})
    assert wrong(rows_schema, {"outline": "blank", "grid": {key: [value]}})
    assert wrong(rows_schema, {"outline": "blank", "grid": {"guarantors": "FR"}})


def test_an_editor_is_offered_the_codes_of_parties() -> None:
    offered = json.dumps(describe("draft", LIBRARY)["$defs"])
    assert '"FR"' in offered and '"weimar"' in offered


def test_a_schema_is_made_anew_each_time(bundled: Library) -> None:
    first = describe("rows", bundled)
    kept = copy.deepcopy(first)
    first["$defs"].clear()
    assert describe("rows", bundled) == kept


# ------------------------------------------------------------------------------------------------ the page of a clause


def test_every_page_of_the_library_is_right() -> None:
    schema = Draft202012Validator(describe("page", LIBRARY))
    for folder in LIBRARY.folders:
        for path in folder.glob("*/*/en.md"):
            page = read_page([folder], path.relative_to(folder).as_posix())
            assert page is not None and wrong(schema, page.front.data) == [], path


@pytest.mark.parametrize("mistaken", ["variants: {one: It does.}", "registers: {pact: x}", "record: {act: {do: x}}"])
def test_a_wrong_page_is_wrong(mistaken: str) -> None:
    schema = Draft202012Validator(describe("page", LIBRARY))
    assert wrong(schema, seen(f"title: One\nheading: One\npurpose: One.\n{mistaken}\n"))


# ------------------------------------------------------------------------------------------------ records of clauses


def wrong_record(record: Any) -> list[str]:
    facts = {"kind": "article", "variants": {"one": {"strength": 3}}, "default": {"treaty": "one"}, "record": record}
    return wrong(Draft202012Validator(describe("clause", LIBRARY)), facts)


def test_every_record_of_the_library_is_right() -> None:
    for folder in (*LIBRARY.folders, TESTS / "library", TESTS / "cases/brief/library", TESTS / "fuzz/seeds/kit"):
        for path in folder.glob("*/*/clause.yaml"):
            assert wrong_record(seen(path.read_text(encoding="utf-8")).get("record", {})) == [], path


@pytest.mark.parametrize(
    "record",
    [
        "triggers: []",
        "acts: [{id: a, at: x, mode: duty, by: parties, due: 3 days}]",
        "acts: [{id: a, at: x, mode: shall, by: parties}]",
        "acts: [{id: a, at: x, mode: duty, by: {every: parties}}]",
        "acts: [{id: a, at: x, mode: duty, by: parties, begin: {of: y}}]",
        "decisions: [{id: a, at: x, body: council, rule: general, adopted: b, rejected: c, lapsed: d}]",
    ],
)
def test_a_wrong_record_is_wrong(record: str) -> None:
    assert wrong_record(seen(record))
