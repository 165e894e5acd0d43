"""The facts of a draft: typed, filled with the answers the words are filled with, and naming only what is there."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from tests.house import PARTY_SETS
from treatydraft import Assembly, DraftError, Facts, LibraryError, load_library, parse_draft
from treatydraft.library.loading import Library
from treatydraft.library.record_file import OUTCOMES, SET_TIMES, SHARES, VOLUNTARY, EntryFile
from treatydraft.record.facts import (
    Act,
    Bearer,
    Decision,
    DecisionRule,
    Entry,
    Fund,
    Leg,
    Outcome,
    Phase,
    Role,
    Start,
    Time,
    VotingRule,
)
from treatydraft.value import Duration, Money

BUNDLED = load_library()
LIBRARY = load_library([Path(__file__).parent / "library"])
OUTLINES = [(name, register) for name in BUNDLED.outline_names for register in BUNDLED.outline(name).registers]


def filled(text: str = "", library: Library = LIBRARY) -> Facts:
    return Assembly(parse_draft(f"treatydraft: 1\noutline: watch\n{text}", "draft.yaml", library), library).facts


def response(said: str) -> Facts:
    return filled(f"clauses:\n  watch/response: {said}\n")


def the_act(facts: Facts, id: str = "watch/response.assist") -> Act:
    found = facts.find(id)
    assert isinstance(found, Act)
    return found


# ------------------------------------------------------------------------------------------------ values


def test_an_act_holds_what_the_answers_say() -> None:
    found = the_act(response("{hours: 48, sum: EUR 5 million, means: [equipment]}"))
    assert (found.id, found.at, found.clause) == ("watch/response.assist", "watch/response#duty", "watch/response")
    assert (found.mode, found.strength, found.force, found.uses_force) == ("duty", 6, "", False)
    assert found.by == Bearer(Role("guarantors", ("FR", "DE", "GB")), "each", ("FR", "DE", "GB"))
    assert found.to == (Role("beneficiaries", ("UA",)),)
    assert found.times == {"within": Time(Duration(48, "hour"), key="watch/response.hours")}
    assert isinstance(found.times["within"].length, Duration)
    assert found.amount == ("equipment",)
    assert found.after == Start(("watch/response.find.adopted",))
    assert found.fund == "watch/response.watch"
    report = the_act(response("{}"), "watch/response.report")
    assert report.to == (Role("security-council", ()),) and report.procedural
    assert report.times == {"within": Time(None, "immediately")}


def test_a_decision_its_rule_and_a_fund() -> None:
    facts = response("{sum: EUR 5 million}")
    decide, find = facts.find("watch/meeting.decide"), facts.find("watch/response.find")
    general, everybody = facts.find("watch/meeting.general"), Role("parties", ("FR", "DE", "GB", "UA"))
    assert isinstance(decide, Decision) and isinstance(find, Decision) and isinstance(general, VotingRule)
    assert decide.rule == DecisionRule(like="watch/meeting.general")
    assert general.rule == DecisionRule(legs=(Leg(Fraction(2, 3)),), abstain="not_counted")
    assert (find.opens, find.within) == (
        Start(("armed-attack",)),
        Time(Duration(24, "hour"), key="watch/response.hours"),
    )
    assert (find.body, find.voters) == (Role("council", ()), everybody)
    assert find.rule == DecisionRule(way="consensus", abstain="not_counted", consent=(Role("beneficiaries", ("UA",)),))
    assert find.outcomes == {
        "adopted": Outcome(("watch/response.assist",)),
        "rejected": Outcome(says="none"),
        "failed": Outcome(says="unsaid"),
        "lapsed": Outcome(says="none"),
    }
    watch = facts.find("watch/response.watch")
    assert isinstance(watch, Fund)
    assert (watch.key, watch.most, watch.abstainers_pay) == ("equal", Money(Decimal(5_000_000), "EUR"), True)
    assert (watch.per, watch.least, watch.payers.codes) == ("year", None, ("FR", "DE", "GB"))


def test_a_general_rule_that_no_clause_lays_down_has_no_other_name() -> None:
    facts = filled("clauses:\n  watch/meeting: {variant: silent}\n  watch/response: {variant: general}\n")
    find = facts.find("watch/response.find")
    assert isinstance(find, Decision) and find.rule.like == "general"


def test_words_read_as_they_print() -> None:
    facts = response("{means: [equipment, advice]}")
    assert the_act(facts).does == "assist with equipment and advice (on the spot)"
    assert the_act(facts, "watch/meeting.meet").does == "meet within 24 hours"
    decide = facts.find("watch/meeting.decide")
    assert isinstance(decide, Decision) and decide.asks == "what is done by two thirds"


def test_nothing_is_said_where_nobody_answers() -> None:
    watch = response("{}").find("watch/response.watch")
    assert isinstance(watch, Fund) and watch.most is None
    assert response("{}").answers["watch/response"]["sum"] is None


def test_of_an_open_answer_the_first_proposal_counts() -> None:
    facts = response("{hours: {open: [36, 48]}}")
    assert the_act(facts).times["within"].length == Duration(36, "hour")
    assert facts.answers["watch/response"]["hours"] == Duration(36, "hour")


def test_the_proposals_of_an_open_answer_are_there_by_its_key() -> None:
    facts = response("{hours: {open: [1, 48]}, means: {open: [[equipment], [equipment, advice]]}}")
    proposed = facts.proposals
    assert {key: [one.answer for one in found] for key, found in proposed.items()} == {
        "watch/response.hours": ["1", "48"],
        "watch/response.means": ["equipment", "equipment,advice"],
    }
    assert [one.words for one in proposed["watch/response.hours"]] == ["one hour", "48 hours"]
    assert proposed["watch/response.hours"][0].prints == {"one hour", "one-hour", "one", "first"}
    assert filled().proposals == {}


def test_what_is_not_asked_is_not_open() -> None:
    facts = filled("clauses:\n  watch/meeting: {variant: silent, majority: {open: [2/3, 3/4]}}\n")
    assert facts.proposals == {}


def test_an_act_knows_the_answers_that_time_it() -> None:
    assert the_act(response("{hours: 48}")).times["within"].key == "watch/response.hours"
    leaving = the_act(filled("clauses:\n  final/duration: {lock: 12 years}\n"), "final/duration.withdraw")
    assert leaving.times == {
        "not_before": Time(Duration(12, "year"), key="final/duration.lock"),
        "takes_effect": Time(Duration(12, "month"), key="final/duration.notice"),
    }


@pytest.mark.parametrize(
    ("said", "lasts", "renewal"),
    [
        ("after_term: renewed", Time(Duration(10, "year"), key="final/duration.term"), "tacit"),
        ("after_term: extended", Time(Duration(10, "year"), key="final/duration.term"), "agreed"),
        ("after_term: ends", Time(Duration(10, "year"), key="final/duration.term"), None),
        ("variant: unlimited", None, None),
    ],
)
def test_the_time_for_which_it_applies(said: str, lasts: Time | None, renewal: object) -> None:
    [found] = filled(f"clauses:\n  final/duration: {{{said}}}\n").phases
    start = Start(("entry-into-force",))
    until = ("accession",)  # of the one beneficiary to the North Atlantic Treaty
    assert found == Phase("final/duration.term", ("final/duration#term",), start, until, lasts=lasts, renewal=renewal)


def test_what_stands_before() -> None:
    facts = response("{}")
    before = list(facts.before("watch/response.assist", facts.causes()))
    assert set(before) == {"watch/response.find.adopted", "watch/response.find", "armed-attack"}
    assert list(facts.before("armed-attack", facts.causes())) == []


def test_roles_may_be_open() -> None:
    facts = filled("answers: {guarantors: {open: [[FR], [DE]]}}\n")
    assert facts.roles["guarantors"].codes == ("FR",)
    assert the_act(facts).by.codes == ("FR",)


# ------------------------------------------------------------------------------------------------ which entries


def test_entries_of_other_variants_are_left_out() -> None:
    facts = response("{variant: automatic}")
    assert [entry.id for entry in facts.entries() if entry.clause == "watch/response"] == [
        "watch/response.assist", "watch/response.report", "watch/response.watch",
    ]  # fmt: skip
    assert the_act(facts).after == Start(("armed-attack",))


def test_entries_whose_condition_fails_are_left_out(tmp_path: Path) -> None:
    library = overlaid(tmp_path, "{id: assist, at: duty, mode: duty, by: guarantors, when: count(parties) > 3}")
    assert filled("", library).find("watch/response.assist") is not None
    assert filled("answers: {guarantors: [FR]}\n", library).find("watch/response.assist") is None


def test_a_clause_in_the_drafts_own_words_keeps_the_entries_its_labels_carry() -> None:
    facts = response('{text: "1. @duty Each of them shall do its best.\\n2. @more Or more."}')
    assert {entry.at for entry in facts.entries() if entry.clause == "watch/response"} == {"watch/response#duty"}
    assert "watch/response" not in facts.answers
    assert not [one for one in response('{text: "They do their best."}').entries() if one.clause == "watch/response"]


def test_answers_hold_what_is_asked_and_no_more() -> None:
    asked = filled().answers["watch/meeting"]
    assert asked["majority"] == Fraction(2, 3) and asked["variant"] == "majority"
    assert asked["guarantors"] == Role("guarantors", ("FR", "DE", "GB"))
    unasked = filled("clauses:\n  watch/meeting: {variant: silent, majority: 3/4}\n").answers["watch/meeting"]
    assert "majority" not in unasked and unasked["meet_within"] == Duration(24, "hour")


def test_who_the_parties_are() -> None:
    facts = filled("answers: {guarantors: [FR, IE], beneficiaries: [UA]}\n")
    assert [party.code for party in facts.parties] == ["FR", "IE", "UA"]
    assert "NATO" in facts.parties[0].members and "NATO" not in facts.parties[1].members
    assert facts.roles["parties"].codes == ("FR", "IE", "UA")
    assert facts.register == "treaty"


# ------------------------------------------------------------------------------------------------ mistakes


def overlaid(folder: Path, act: str, told: str = "assist: assist, report: ~") -> Library:
    """The library of the tests with another act in the response."""
    clause = folder / "watch" / "response"
    clause.mkdir(parents=True)
    (clause / "clause.yaml").write_text(f"record:\n  acts:\n    - {act}\n", encoding="utf-8")
    (clause / "en.md").write_text(f"---\nrecord: {{{told}}}\n---\n", encoding="utf-8")
    return load_library([Path(__file__).parent / "library", folder])


def test_a_wrong_answer_is_told_before_a_record_meets_it() -> None:
    with pytest.raises(DraftError, match="hours"):
        response("{hours: 500}")


def test_a_record_that_cannot_be_filled_is_told(tmp_path: Path) -> None:
    library = overlaid(
        tmp_path, """{id: assist, at: duty, mode: duty, by: guarantors, within: "{{ hours - means }}"}"""
    )
    with pytest.raises(LibraryError, match=r"the entry 'assist' of the record cannot be filled"):
        filled("", library)


def test_what_comes_to_nobody_is_absent(tmp_path: Path) -> None:
    nobody = """ "{{ 'council' if variant == 'nowhere' else none }}" """
    act = "{id: assist, at: duty, mode: duty, by: guarantors, to: [NOBODY, council], after: NOBODY, until: [NOBODY]}"
    found = the_act(filled("", overlaid(tmp_path, act.replace("NOBODY", nobody))))
    assert (found.to, found.after, found.until) == ((Role("council", ()),), None, ())


@pytest.mark.parametrize(
    ("by", "how", "codes"),
    [
        ("guarantors", "each", ("FR", "DE", "GB")),
        ("{together: guarantors}", "together", ("FR", "DE", "GB")),
        ("{one: parties}", "one", ("FR", "DE", "GB", "UA")),
        ("council", "", ()),
        ("{each: guarantors, where: {member: EU}}", "each", ("FR", "DE")),
        ("{each: guarantors, where: {group: weimar}}", "each", ("FR", "DE")),
        ("{each: guarantors, where: {group: e3, not_in: '{{ beneficiaries }}'}}", "each", ("FR", "DE", "GB")),
        ("{each: parties, where: {in: '{{ beneficiaries }}'}}", "each", ("UA",)),
        ("{each: parties, where: {not_in: '{{ guarantors }}'}}", "each", ("UA",)),
    ],
)
def test_who_is_meant(tmp_path: Path, by: str, how: str, codes: tuple[str, ...]) -> None:
    found = the_act(filled("", overlaid(tmp_path, f"{{id: assist, at: duty, mode: duty, by: {by}}}"))).by
    assert (found.how, found.codes) == (how, codes)


def test_who_acts_with_the_one(tmp_path: Path) -> None:
    library = overlaid(tmp_path, "{id: assist, at: duty, mode: duty, by: {one: beneficiaries, with: '{{ 1 }}'}}")
    assert the_act(filled("", library)).by == Bearer(Role("beneficiaries", ("UA",)), "one", ("UA",), 1)


def test_what_a_time_runs_from(tmp_path: Path) -> None:
    act = "{id: assist, at: duty, mode: duty, by: parties, after: {later: [find.adopted, request]}, done: TIME}"
    library = overlaid(tmp_path, act.replace("TIME", "{time: 3 days, of: [find.lapsed, incident]}"))
    found = the_act(filled("", library))
    assert found.after == Start(("watch/response.find.adopted", "request"), later=True)
    assert found.times == {"done": Time(Duration(3, "day"), of=Start(("watch/response.find.lapsed", "incident")))}


def test_a_majority_that_is_none_is_told(tmp_path: Path) -> None:
    library = overlaid(tmp_path, "{id: assist, at: duty, mode: duty, by: parties}")
    rule = "record:\n  rules: [{id: x, at: duty, body: council, pass: {share: half}}]\n"
    path = tmp_path / "watch" / "response" / "clause.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("record:\n", rule), encoding="utf-8")
    with pytest.raises(LibraryError, match=r"the entry 'x' .*: 'half' is no share, such as 2/3"):
        filled("", library)


def test_a_duty_of_nobody_is_told(tmp_path: Path) -> None:
    library = overlaid(
        tmp_path, """{id: assist, at: duty, mode: duty, by: "{{ 'council' if hours == 1 else none }}"}"""
    )
    with pytest.raises(LibraryError, match=r"the entry 'assist' .*: its 'by' comes to nobody"):
        filled("", library)


# ------------------------------------------------------------------------------------------------ the bundled records


@pytest.mark.parametrize("company", PARTY_SETS)
@pytest.mark.parametrize(("outline", "register"), OUTLINES)
def test_the_bundled_records_name_what_is_there(outline: str, register: str, company: str) -> None:
    """What an expression comes to is seen only when it is filled; `consistency` sees the rest."""
    draft = parse_draft(f"treatydraft: 1\noutline: {outline}\nregister: {register}\n", "draft.yaml", BUNDLED)
    facts = Assembly(replace(draft, answers=PARTY_SETS[company]), BUNDLED).facts
    actors, events = BUNDLED.actors, BUNDLED.about.events
    ids = {f"{id}.{entry.id}" for id in BUNDLED.clause_ids for entry in _record(id)}
    ends = {f"{id}.{end}" for id in ids for end in OUTCOMES}
    for entry in facts.entries():
        assert set(_followed(entry)) <= ids, entry
        assert {name for name in _starts(entry) if " " not in name} <= ids | ends | set(events), entry
        for role in _who(entry):
            assert role.codes or role.name in actors, entry
        for time in _times(entry):
            assert time.length or time.words in SET_TIMES or time.words in actors or " " in time.words, entry
        if isinstance(entry, Fund):  # None where the text does not say in which shares it is paid
            assert entry.key in {*BUNDLED.keys, VOLUNTARY, SHARES, None}, entry


def _followed(entry: Entry) -> Iterator[str]:
    if isinstance(entry, Decision):
        yield from (id for outcome in entry.outcomes.values() for id in outcome.follows)
        yield from [entry.rule.like] if entry.rule.like else []
    if isinstance(entry, Act) and entry.fund:
        yield entry.fund


def _starts(entry: Entry) -> Iterator[str]:
    starts = [getattr(entry, key, None) for key in ("after", "opens", "start")] + [time.of for time in _times(entry)]
    yield from (id for start in starts if start is not None for id in start.ids)
    yield from (*getattr(entry, "unless", ()), *getattr(entry, "until", ()))


def _who(entry: Entry) -> Iterator[Role]:
    match entry:
        case Act():
            yield from (entry.by.role, *entry.to)
        case Fund():
            yield from (entry.payers.role, *entry.to)
        case Decision() | VotingRule():
            yield from (entry.body, entry.voters, *entry.rule.consent, *entry.rule.veto)


def _times(entry: Entry) -> Iterator[Time]:
    if isinstance(entry, Act):
        yield from entry.times.values()
    yield from (time for key in ("within", "lasts") if (time := getattr(entry, key, None)) is not None)


def _record(id: str) -> tuple[EntryFile, ...]:
    return tuple(BUNDLED.clause(id).record.entries())
