"""The brief of a draft: its pages against the crisis articles that are frozen here, and the command that prints it."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.test_money import PUBLISHED
from treatydraft import Assembly, load_library, parse_draft
from treatydraft.brief.brief import PAGES, Brief
from treatydraft.brief.crisis import named_start, procedure
from treatydraft.brief.funds import Assessment, assessments
from treatydraft.brief.report.blocks import Page
from treatydraft.brief.report.crisis import crisis_page
from treatydraft.brief.report.money import money_page
from treatydraft.brief.report.scope import Scope
from treatydraft.brief.unsaid import unsaid
from treatydraft.brief.voting import Ballot, ballots
from treatydraft.cli import run
from treatydraft.cli.brief.chart import chart
from treatydraft.cli.brief.lines import page_lines
from treatydraft.record.facts import Bearer, DecisionRule, Facts, Fund, Leg, Start
from treatydraft.value import Money, Role, Share

FOLDER = Path(__file__).parent / "cases" / "brief" / "library"
LIBRARY = load_library([FOLDER])
BUNDLED = load_library()
CRISIS = "treatydraft: 1\noutline: crisis\n"


@cache
def brief(text: str = CRISIS, bundled: bool = False) -> Brief:
    library = BUNDLED if bundled else LIBRARY
    return Assembly(parse_draft(text, "draft.yaml", library), library).brief


def lines(page: Page) -> list[str]:
    """A page as the terminal has it."""
    return [line.words for line in page_lines(page, brief().wording)]


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
    assert "not before 10 days after 'notify that the Ceasefire has taken effect'" in " ".join(out.split())
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


def test_the_name_of_a_starting_act_is_its_own_before_that_of_an_event() -> None:
    facts = brief().facts
    also = replace(facts.acts[0], id="crisis/other.act", after=Start(("request", "threat")))
    several = replace(facts, acts=(*facts.acts, also))
    assert named_start("request", several) == named_start("request", facts) == "crisis/determination.request"
    assert named_start("crisis/response.assist", facts) == named_start("assist", facts) == "crisis/response.assist"
    assert named_start("threat", several) == "threat"
    assert named_start("threat", facts) is named_start("gone", facts) is None


def test_a_decision_that_would_open_again_is_a_loop() -> None:
    facts = brief().facts
    again = Start(("crisis/determination.found.rejected",))
    acts = tuple(
        replace(act, after=again) if act.id == "crisis/determination.request-again" else act for act in facts.acts
    )
    opens = Start(("crisis/determination.request", "crisis/determination.request-again"))
    decisions = tuple(replace(one, opens=opens) if one.id.endswith(".found") else one for one in facts.decisions)
    other = Brief(replace(facts, acts=acts, decisions=decisions), brief().wording.index, {}, {})
    found = procedure("crisis/determination.request", other.facts)
    looping = [number for number, path in enumerate(found.paths, 1) if path.loops]
    assert looping and any(line.endswith(" @") for line in chart(found, facts))
    page = crisis_page(other, Scope("crisis/determination.request"))
    assert any("@ path" in line and "A would open again" in line for line in lines(page))


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


# ------------------------------------------------------------------------------------------------ votes


def tallies(facts: Facts, scale: dict[str, Decimal] | None = None) -> dict[str, Ballot]:
    """The ballots of these facts by the id of each rule and decision."""
    return {entry.id: ballot for ballot in ballots(facts, scale or {}) for entry in ballot.entries}


def numbers(ballot: Ballot) -> tuple[object, ...]:
    tally = ballot.tally
    assert tally is not None and tally.power is not None, ballot.reason
    return tally.adopt, tally.stop, tally.quorum, tally.quorum_adopt, tally.least_adopt, str(tally.power.coleman)


def test_the_votes_of_the_crisis_articles() -> None:
    found = {entry.id.partition(".")[2]: ballot for ballot in brief().votes for entry in ballot.entries}
    assert len(brief().votes) == 3 and len(found) == 13
    assert numbers(found["general"]) == (24, 13, 18, 12, 1, "280226581/8589934592")
    assert numbers(found["found"]) == (24, 12, 18, 12, 1, "87960053/4294967296")
    assert found["ended"] is found["found"]  # by the rule of the finding
    assert found["general"].tally.alone == ()  # type: ignore[union-attr]
    assert len(found["general"].decisions) == 9 and found["general"].general is not None
    assert found["found"].aside == ("excluded",)  # the attacker, who is not known
    assert "no parties" in found["facts"].reason  # how many the Special Commission are, nobody says


def test_what_those_pay_who_adopt_and_who_stop() -> None:
    found = tallies(brief().facts, dict(PUBLISHED))
    general, finding = found["crisis/council.general"].tally, found["crisis/determination.found"].tally
    assert general and general.adopters and general.blockers and finding and finding.adopters and finding.blockers
    assert (len(general.adopters.codes), str(general.adopters.share)) == (24, "15.006")
    assert (len(general.blockers.codes), str(general.blockers.share)) == (13, "86.733")
    assert (str(finding.adopters.share), str(finding.blockers.share)) == ("16.968", "84.994")
    assert general.paying_nothing == ("UA",)


def by(rule: DecisionRule, scale: dict[str, Decimal] | None = None, **changes: Any) -> Ballot:
    """The finding of an attack by another rule."""
    facts = brief().facts
    decisions = tuple(
        replace(one, rule=rule, **changes) if one.id == "crisis/determination.found" else one for one in facts.decisions
    )
    return tallies(replace(facts, decisions=decisions), scale)["crisis/determination.found"]


TWO_THIRDS = Leg(Fraction(2, 3))


def test_two_majorities_of_which_one_is_by_shares() -> None:
    everyone = brief().facts.roles["parties"]
    rule = DecisionRule(legs=(TWO_THIRDS, Leg(Fraction(3, 5), of="voters", key="shares")))
    found = by(rule, dict(PUBLISHED), voters=everyone)
    assert found.tally and found.tally.by_key and found.tally.power
    assert (found.tally.by_key.size, found.tally.by_key.sets) == (3, 2)
    assert (found.tally.by_key.heaviest.codes, str(found.tally.by_key.heaviest.share)) == (("JP", "DE", "GB"), "42.167")
    assert f"{float(found.tally.power.coleman) * 100:.5f}" == "2.48149" and not found.tally.even
    assert "no fund has a scale" in by(rule).reason


def test_who_must_consent_can_stop_it_alone() -> None:
    ukraine, everyone = brief().facts.roles["beneficiaries"], brief().facts.roles["parties"]
    found = by(DecisionRule(like="crisis/council.general", consent=(ukraine,)), voters=everyone).tally
    assert found and found.alone == ("UA",) and not found.even and found.power
    assert f"{float(found.power.banzhaf['UA']) * 100:.3f}" == "7.420"


@pytest.mark.parametrize("way", ["consensus", "unanimity"])
def test_where_everybody_must_agree_each_can_stop_it(way: str) -> None:
    found = by(DecisionRule(way=way), voters=brief().facts.roles["parties"]).tally
    assert found and found.power and found.power.coleman == Fraction(1, 2**36)
    assert (found.adopt, found.stop, len(found.alone)) == (36, 1, 36)


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        (DecisionRule(way="each"), "each decides for itself"),
        (DecisionRule(way="set"), "sets its rule itself"),
        (DecisionRule(), "no majority is laid down"),
        (DecisionRule(like="general"), "which no article lays down"),
        (DecisionRule(like="crisis/gone.rule"), "crisis/gone.rule, which is not there"),
        (DecisionRule(like="crisis/determination.found"), "which is not there"),
        (DecisionRule(legs=(Leg(Fraction(1), more_than=True),)), "can be reached"),
    ],
)
def test_what_cannot_be_counted_says_so(rule: DecisionRule, reason: str) -> None:
    found = by(rule)
    assert found.tally is None and reason in found.reason


def test_a_party_that_is_excluded_is_no_voter() -> None:
    found = by(DecisionRule(legs=(TWO_THIRDS,), excluded=("FR",)))
    assert found.tally and len(found.tally.voters) == 34 and found.aside == ()


# ------------------------------------------------------------------------------------------------ money


def fund(*payers: str, **given: Any) -> Assessment:
    """What a fund costs these payers, or the guarantors."""
    role = Role("guarantors", payers) if payers else brief().facts.roles["guarantors"]
    one = Fund("a.common", ("a#a",), payers=Bearer(role, "each", role.codes), **given)
    return assessments(replace(brief().facts, funds=(one,)), LIBRARY.keys)[0]


def test_the_shares_and_the_sums_of_a_fund() -> None:
    most = Money(Decimal(60_000_000), "EUR")
    found = fund(key="un-2025-27", cap="22%", floor="0.01%", per="year", most=most)
    assert found.scale and found.scale.shares == PUBLISHED and found.largest
    assert (found.largest.codes, str(found.largest.share)) == (("JP",), "17.590")
    assert found.sums and found.sums["most"]["JP"] == Money(Decimal(10_554_000), "EUR")
    monthly = fund("FR", "GB", key="equal", per="month", least=Money(Decimal(5), "EUR"))
    assert monthly.per == "year" and monthly.sums
    assert monthly.sums["least"] == dict.fromkeys(("FR", "GB"), Money(Decimal(30), "EUR"))


def test_a_ceiling_that_cannot_hold_is_told() -> None:
    role = Role("guarantors", ("FR", "DE", "PL"))
    held = Fund("a.common", ("a#a",), Bearer(role, "each", role.codes), key="un-2025-27", cap=Share(Decimal(22)))
    made = Brief(replace(brief().facts, funds=(held,)), brief().wording.index, {}, LIBRARY.keys)
    [found] = made.money
    assert found.scale and not found.scale.cap_holds
    told = lines(money_page(made, Scope()))
    assert any("the ceiling of 22 % on a share cannot hold: 3 payers bear 33.334 % each" in line for line in told)


@pytest.mark.parametrize(
    ("payers", "key", "reason"),
    [
        ((), "voluntary", "each pays what it chooses"),
        ((), "un-1900", "'un-1900' is none of the library"),
        ((), None, "no key"),
        (("EU",), "un-2025-27", "none of those who pay has a weight"),
    ],
)
def test_what_cannot_be_shared_out_says_so(payers: tuple[str, ...], key: str | None, reason: str) -> None:
    found = fund(*payers, key=key)
    assert found.scale is None and reason in found.reason


def test_who_has_no_figure_in_the_key_has_no_share() -> None:
    found = fund("FR", "EU", key="un-2025-27")
    assert found.scale and found.scale.unweighted == ("EU",) and found.scale.shares == {"FR": Decimal("100.000")}
    assert fund("FR").scale  # who pays alone needs no key


def test_the_shares_of_the_coalition_treaty() -> None:
    shares = next(
        one.scale.shares for one in brief("treatydraft: 1\noutline: coalition-treaty\n", True).money if one.scale
    )
    assert {code: str(shares[code]) for code in ("JP", "DE", "GB", "FR", "PL")} == {
        "JP": "17.590", "DE": "14.447", "GB": "10.130", "FR": "9.792", "PL": "2.109",
    }  # fmt: skip


# ------------------------------------------------------------------------------------------------ the whole


def test_who_owes_what() -> None:
    assert {len(one.codes): len(one.duties) for one in brief().matrix.columns} == {35: 15, 1: 4}
    narrowed = brief().matrix.narrowed("UA")
    assert [one.codes for one in narrowed.columns] == [("UA",)] and len(narrowed.duties) == 4


def test_without_a_page_each_of_the_others_has_a_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    lines = told(capsys, tmp_path, CRISIS).splitlines()
    assert lines[lines.index("Further pages (--page)") + 1 :] == [
        "  unsaid  left out: 9 outcomes, 1 time, 1 end",
        "  votes   12 decisions; 3 rules; by the general rule 24 of 36 adopt, 13 stop, quorum 18",
        "  money   0 funds",
        "  matrix  2 kinds of party, 15 duties of parties",
    ]
    lines = told(capsys, tmp_path, CRISIS, "--for", "Poland").splitlines()
    assert "  votes   Poland has a part in 11 decisions and can stop none alone" in lines


def test_data_has_every_page(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    pages = data(capsys, tmp_path, CRISIS)
    assert tuple(pages) == PAGES
    general = pages["votes"]["rules"][0]["tally"]
    assert (general["adopt"], general["stop"], general["coleman"]) == (24, 13, "280226581/8589934592")
    assert "no politics" in pages["votes"]["assumption"]
    assert "no politics" in told(capsys, tmp_path, CRISIS, "--page", "votes")
    assert tuple(data(capsys, tmp_path, CRISIS, "--page", "matrix,unsaid")) == ("unsaid", "matrix")


def test_a_brief_is_written_to_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "brief.md"
    assert told(capsys, tmp_path, CRISIS, "-o", str(file), "--for", "PL", "--page", "crisis,votes") == ""
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# Brief for Poland: ")
    assert [line for line in lines if line.startswith("## ")] == ["## What follows what", "## Votes"]
    assert "| 7 | A lapsed | none | none | a duty without a time |" in lines
    assert any("*(Article 5, paragraph 1; paths 1-4)*" in line for line in lines)
    assert told(capsys, tmp_path, CRISIS, "-o", str(file), code=6) == ""  # it is there
    assert told(capsys, tmp_path, CRISIS, "-o", str(file), "--force") == ""
    assert "## Who owes what" in file.read_text(encoding="utf-8")
    assert told(capsys, tmp_path, CRISIS, "-o", str(tmp_path / "brief.pdf"), code=2) == ""
    assert told(capsys, tmp_path, CRISIS, "-o", "-", "--page", "money").startswith("# Brief: ")


def test_nothing_in_a_brief_as_markdown_is_read_as_mark_up(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = CRISIS + 'title: "<b>Treaty</b> *of* | [x](y)"\n'
    out = told(capsys, tmp_path, text, "-o", "-", "--page", "matrix")
    assert out.splitlines()[0] == "# Brief: \\<b\\>Treaty\\</b\\> of \\| \\[x\\](y)"


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


def test_a_fund_by_the_scale_of_the_instrument_is_shared_out_by_it() -> None:
    library = load_library()
    made = Assembly(parse_draft("treatydraft: 1\noutline: coalition-treaty\n", "d.yaml", library), library).brief
    [assistance] = [found for found in made.money if found.fund.id == "capability/military-assistance.assistance"]
    assert assistance.sums is not None
    least = {code: str(sum_.amount) for code, sum_ in assistance.sums["least"].items()}
    assert (least["JP"], least["PL"]) == ("3518000000.00", "421800000.00")


def test_a_brief_speaks_in_the_register_of_the_instrument() -> None:
    library = load_library()
    text = "treatydraft: 1\noutline: coalition-treaty\nregister: memorandum\n"
    made = Assembly(parse_draft(text, "d.yaml", library), library).brief
    norms = [made.wording.norm(act) for act in made.facts.acts if act.mode == "duty"]
    assert norms and all(" will " in norm and " shall " not in norm for norm in norms)
