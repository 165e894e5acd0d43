"""The brief of a draft: its pages against the crisis articles that are frozen here, and the command that prints it."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from treatydraft import Assembly, load_library, parse_draft
from treatydraft.brief.brief import PAGES, Brief
from treatydraft.brief.unsaid import unsaid
from treatydraft.cli import run
from treatydraft.cli.brief.chart import chart
from treatydraft.record.facts import Bearer, Fund
from treatydraft.value import Money, Role

FOLDER = Path(__file__).parent / "cases" / "brief" / "library"
LIBRARY = load_library([FOLDER])
BUNDLED = load_library()
CRISIS = "treatydraft: 1\noutline: crisis\n"


@cache
def brief(text: str = CRISIS, bundled: bool = False) -> Brief:
    library = BUNDLED if bundled else LIBRARY
    return Assembly(parse_draft(text, "draft.yaml", library), library).brief


def told(capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str, *options: str, code: int = 0) -> str:
    """What the command prints for a draft with this text, over the frozen library."""
    draft = tmp_path / "draft.yaml"
    draft.write_text(text, encoding="utf-8")
    assert run(["--library", str(FOLDER), "brief", str(draft), *options]) == code
    return capsys.readouterr().out


def data(capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str, *options: str) -> dict[str, Any]:
    """The pages that the command gives as JSON."""
    found = json.loads(told(capsys, tmp_path, text, "--format", "json", *options))
    assert (found["version"], found["command"], found["problems"]) == (2, "brief", [])
    [result] = found["results"]
    pages: dict[str, Any] = result["pages"]
    return pages


# ------------------------------------------------------------------------------------------------ crisis


def test_the_procedures_of_the_crisis_articles() -> None:
    found = {one.id.partition(".")[2]: one for one in brief().crisis}
    assert {name: len(one.paths) for name, one in found.items()} == {
        "notify-ceasefire": 4, "request-consultation": 4, "report-event": 4,
        "request": 7, "report-violation": 12, "notice-of-force": 4,
    }  # fmt: skip
    assert sum(len(silence.paths) for one in found.values() for silence in one.silences) == 8
    request = found["request"]
    owed = [(item.due.act.id.partition(".")[2], item.due.kind, item.due.hour, item.paths) for item in request.owed]
    assert ("assist", "begin", 72, (1, 2, 3, 4)) in owed
    assert owed[-1] == ("level-1", "begin", None, (7,))
    assert [item.due.hour for item in request.allowed] == [0, 48, 48]


def test_the_chart_fits_eighty_columns_and_is_plain() -> None:
    for one in brief().crisis:
        lines = chart(one, brief().facts)
        assert len(lines) == 1 + len(one.paths)
        assert max(map(len, lines)) <= 77 and all(line.isascii() for line in lines)
    [request] = [one for one in brief().crisis if one.id.endswith(".request")]
    head, first, *_, last = chart(request, brief().facts)
    assert head.split() == ["path", "duties", "0", "h", "48", "h", "72", "h", "96", "h", "168", "h"]
    assert first.startswith("1 A adopted, B adopted   72-168 h  |") and first.endswith(">")
    assert last.endswith("A o")  # a duty without a time
    assert head.index("72 h") == first.index("<") and head.index("48 h") == first.index("A", 30)


def test_a_party_a_time_and_an_act_narrow_the_page(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    [request] = data(capsys, tmp_path, CRISIS, "--on", "request", "--for", "pl", "--within", "3 days")["crisis"]
    assert [(item["id"].partition(".")[2], item["hour"]) for item in request["owed"]] == [
        ("relay", 1), ("interim-notify", 12), ("un-report", 24), ("early-measures", 72), ("middle-measures", 72),
        ("assist", 72), ("level-1", None),
    ]  # fmt: skip
    assert all("PL" in item["by"]["codes"] or item["id"].endswith("relay") for item in request["owed"])
    assert len(request["paths"]) == 7
    assert request["paths"][0]["first"] == {"act": "crisis/levels.early-measures", "kind": "begin", "hour": 72}
    assert request["paths"][0]["last"]["hour"] == 168


def test_each_duty_says_where_it_stands(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = told(capsys, tmp_path, CRISIS, "--page", "crisis")
    head = " ".join(out.partition("\n\n")[0].split())
    assert "draft.yaml, revision 1, over guarantees 1.0.0: computed from" in head
    assert head.endswith("the words of the text prevail.")
    assert "* begin by 72 h   each Guarantor shall assist against the armed attack (to Ukraine)\n" in out
    assert "Article 5, paragraph 1 [crisis/response#duty]; paths 1-4\n" in out
    assert "* no time         each Guarantor shall take the measures of Level 1" in out
    assert "? path 3: the text does not say what follows where A falls short of the majority" in out
    assert "not before 10 days after 'notify that the Ceasefire has taken effect'" in out
    assert max(map(len, out.splitlines())) <= 100


def test_what_a_wrong_draft_says_as_data(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = CRISIS + "answers: {guarantors: [XX]}\n"
    found = json.loads(told(capsys, tmp_path, text, "--format", "json", code=3))
    assert found["results"] == [] and found["problems"][0]["code"]


@pytest.mark.parametrize(
    "options",
    [("--page", "crysis"), ("--on", "reqest"), ("--for", "Polnd"), ("--within", "soon"), ("--format", "xml")],
)
def test_a_name_that_nothing_bears(capsys: pytest.CaptureFixture[str], tmp_path: Path, options: tuple[str]) -> None:
    assert told(capsys, tmp_path, CRISIS, *options, code=2) == ""


# ------------------------------------------------------------------------------------------------ unsaid


def test_what_the_crisis_articles_leave_out() -> None:
    found = brief().unsaid
    assert [one.kind for one in found.omissions] == ["outcome"] * 9 + ["time", "end"]
    words = [one.words(brief().wording) for one in found.omissions]
    assert words[0] == (
        "the Council decides whether to certify the Ceasefire: what follows where it falls short of the majority"
    )
    assert words[9:] == [
        "each Guarantor shall take the measures of Level 1 (to Ukraine): by when it begins",
        "the phase 'activation': how it ends",
    ]
    assert found.unknown == ()
    assert [one.kind for one in found.narrowed("UA").omissions].count("outcome") == 9  # it votes on all of them


def changed(id: str, **changes: Any) -> list[str]:
    """What is left out of an entry of the crisis articles that is otherwise than it stands there."""
    facts = brief().facts
    entry: Any = facts.find(id)
    entry = replace(entry, **changes)
    other = replace(
        facts,
        acts=tuple(entry if act.id == id else act for act in facts.acts),
        decisions=tuple(entry if decision.id == id else decision for decision in facts.decisions),
    )
    return [f"{one.kind} {one.detail}".strip() for one in unsaid(other).omissions if one.entry.id == id]


def test_what_can_be_left_out_of_an_entry() -> None:
    assist, found = "crisis/response.assist", "crisis/determination.found"
    guarantors = brief().facts.roles["guarantors"]
    assert changed(assist) == changed(found) == []
    assert changed(assist, by=Bearer(guarantors, "each", ())) == ["bearer"]
    assert changed(assist, amount=Money(Decimal(20), "EUR")) == ["payer EUR 20"]
    assert changed(assist, amount=Money(Decimal(20), "EUR"), by=Bearer(guarantors, "each", ("FR",))) == []
    assert changed(assist, until=("crisis/gone.over",)) == ["end crisis/gone.over"]
    assert changed(assist, until=("unsaid",)) == ["end"]
    assert changed(found, within=None) == ["time within"]
    assert changed(found, voters=Role("guarantors", ())) == ["bearer"]


def test_a_fund_without_payers_or_without_a_key() -> None:
    guarantors = brief().facts.roles["guarantors"]
    funds = (
        Fund("a.fund", ("a#a",), payers=Bearer(Role("guarantors", ()), "each")),
        Fund("b.fund", ("b#b",), payers=Bearer(guarantors, "each", guarantors.codes)),
        Fund("c.fund", ("c#c",), payers=Bearer(guarantors, "each", guarantors.codes), key="equal"),
    )
    found = unsaid(replace(brief().facts, funds=funds)).omissions
    assert [(one.entry.id, one.detail) for one in found if one.kind == "payer"] == [("a.fund", ""), ("b.fund", "key")]


def test_words_without_a_record_are_unknown(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = CRISIS + "clauses:\n  crisis/response: {text: They help.}\n  own/more: {text: Each Party shall pay.}\n"
    page = data(capsys, tmp_path, text, "--page", "unsaid")["unsaid"]
    assert [one["clause"] for one in page["unknown"]] == ["crisis/response", "own/more"]
    assert page["unknown"][0]["article"] == "Article 5"
    assert "of 2 articles nothing is known" in told(capsys, tmp_path, text)


# ------------------------------------------------------------------------------------------------ any draft


DRAFTS = {
    "no decision": "outline: blank\n",
    "two parties": "outline: bilateral-commitments\nanswers: {guarantors: [FR], beneficiaries: [UA]}\n",
    "one guarantor": "outline: coalition-treaty\nanswers: {guarantors: [FR]}\n",
    "mutual": "outline: north-atlantic\n",
    "an organisation": "outline: coalition-treaty\nanswers: {guarantors: [FR, GB, EU]}\n",
    "open answers": "outline: coalition-treaty\nclauses: {triggers/determination: {decide_within: {open: [24, 48]}}}\n",
    "own article": "outline: blank\nclauses: {own/liaison: {kind: article, text: Each Party shall send an officer.}}\n",
    "own words": "outline: coalition-treaty\nclauses: {triggers/determination: {text: The Council decides.}}\n",
    "declaration": "outline: paris-declaration\n",
    "articles alone": "outline: articles-alone\nclauses: {collective-defense/response: }\n",
}


@pytest.mark.parametrize("page", [*PAGES, ""])
@pytest.mark.parametrize("name", DRAFTS)
def test_any_draft_has_a_brief(name: str, page: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    draft.write_text(f"treatydraft: 1\n{DRAFTS[name]}", encoding="utf-8")
    asked = ["--page", page] if page else []
    assert run(["brief", str(draft), *asked]) == 0
    assert run(["brief", str(draft), *asked, "--format", "json"]) == 0
    assert "Brief of " in capsys.readouterr().out
