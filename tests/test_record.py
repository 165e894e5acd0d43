"""The facts of a draft: typed, filled with the answers the words are filled with, and naming only what is there."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from tests.house import PARTY_SETS
from treatydraft import Assembly, DraftError, Facts, LibraryError, load_library, parse_draft
from treatydraft.library.loading import Library
from treatydraft.library.schema import EntryFile
from treatydraft.library_test.names import VOLUNTARY
from treatydraft.record.facts import Act, Decision, Fund, Phase, Role, Trigger
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
    assert (found.mode, found.strength, found.force) == ("duty", 6, False)
    assert found.by == Role("guarantors", ("FR", "DE", "GB"))
    assert found.to == Role("beneficiaries", ("UA",))
    assert found.due == Duration(48, "hour") and isinstance(found.due, Duration)
    assert found.outer is None
    assert found.amount == ("equipment",)
    assert found.cost == {"crisis": Money(Decimal(5_000_000), "EUR")}
    assert found.after == ("watch/response.find",)
    assert found.reports_to == (Role("security-council", ()),)
    assert found.fund == "watch/response.watch"


def test_a_decision_a_trigger_and_a_fund() -> None:
    facts = response("{sum: EUR 5 million}")
    decide, find = facts.find("watch/meeting.decide"), facts.find("watch/response.find")
    assert isinstance(decide, Decision) and isinstance(find, Decision)
    assert decide.rule.passes == {"members": Fraction(2, 3)}
    assert (find.opens, find.within) == (Duration(0, "hour"), Duration(24, "hour"))
    assert find.body == Role("council", ())
    assert find.rule.passes == "consensus" and find.rule.veto == (Role("beneficiaries", ("UA",)),)
    assert find.adopted == ("watch/response.assist",)
    attack, watch = facts.find("watch/response.attack"), facts.find("watch/response.watch")
    assert isinstance(attack, Trigger) and isinstance(watch, Fund)
    assert (attack.on, attack.then) == ("armed-attack", ("watch/response.find",))
    assert (watch.key, watch.ceiling, watch.abstainers_pay) == ("equal", Money(Decimal(5_000_000), "EUR"), True)
    assert watch.peacetime is None


def test_words_read_as_they_print() -> None:
    facts = response("{means: [equipment, advice]}")
    assert the_act(facts).does == "assist with equipment and advice (on the spot)"
    assert the_act(facts, "watch/meeting.meet").does == "meet within 24 hours"
    decide = facts.find("watch/meeting.decide")
    assert isinstance(decide, Decision) and decide.asks == "what is done by two thirds"


def test_nothing_is_said_where_nobody_answers() -> None:
    found = the_act(response("{}"))
    assert found.cost == {"crisis": None}
    assert response("{}").answers["watch/response"]["sum"] is None


def test_of_an_open_answer_the_first_proposal_counts() -> None:
    facts = response("{hours: {open: [36, 48]}}")
    assert the_act(facts).due == Duration(36, "hour")
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
    assert the_act(response("{hours: 48}")).keys == {"due": "watch/response.hours"}
    leaving = the_act(filled("clauses:\n  final/duration: {lock: 12 years}\n"), "final/duration.withdraw")
    assert (leaving.not_before, leaving.due) == (Duration(12, "year"), Duration(12, "month"))
    assert leaving.keys == {"not_before": "final/duration.lock", "due": "final/duration.notice"}


@pytest.mark.parametrize(
    ("said", "lasts", "renewal", "keys"),
    [
        ("after_term: renewed", Duration(10, "year"), "tacit", {"lasts": "final/duration.term"}),
        ("after_term: extended", Duration(10, "year"), "agreed", {"lasts": "final/duration.term"}),
        ("after_term: ends", Duration(10, "year"), None, {"lasts": "final/duration.term"}),
        ("variant: unlimited", None, None, {}),
    ],
)
def test_the_time_for_which_it_applies(said: str, lasts: object, renewal: object, keys: dict[str, str]) -> None:
    [found] = filled(f"clauses:\n  final/duration: {{{said}}}\n").phases
    assert found == Phase("final/duration.term", "final/duration#term", "entry-into-force", lasts, renewal, keys)


def test_what_stands_before() -> None:
    facts = response("{}")
    before = list(facts.before("watch/response.assist", facts.causes()))
    assert set(before) == {"watch/response.find", "watch/response.attack", "armed-attack"}
    assert list(facts.before("armed-attack", facts.causes())) == []


def test_roles_may_be_open() -> None:
    facts = filled("answers: {guarantors: {open: [[FR], [DE]]}}\n")
    assert facts.roles["guarantors"].codes == ("FR",)
    assert the_act(facts).by.codes == ("FR",)


# ------------------------------------------------------------------------------------------------ which entries


def test_entries_of_other_variants_are_left_out() -> None:
    facts = response("{variant: automatic}")
    assert [entry.id for entry in facts.entries() if entry.clause == "watch/response"] == [
        "watch/response.attack-at-once", "watch/response.assist", "watch/response.watch",
    ]  # fmt: skip
    assert the_act(facts).after == ()


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


def overlaid(folder: Path, act: str, told: str = "assist: assist") -> Library:
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
    library = overlaid(tmp_path, """{id: assist, at: duty, mode: duty, by: guarantors, due: "{{ hours - means }}"}""")
    with pytest.raises(LibraryError, match=r"the entry 'assist' of the record cannot be filled"):
        filled("", library)


def test_what_comes_to_nobody_is_absent(tmp_path: Path) -> None:
    nobody = """ "{{ 'council' if variant == 'nowhere' else none }}" """
    act = "{id: assist, at: duty, mode: duty, by: guarantors, to: NOBODY, reports_to: [NOBODY]}"
    found = the_act(filled("", overlaid(tmp_path, act.replace("NOBODY", nobody))))
    assert found.to is None and found.reports_to == ()


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
    for entry in facts.entries():
        named = [name for key in ("then", "adopted", "rejected", "lapsed", "lest") for name in getattr(entry, key, ())]
        starts = [name for name in getattr(entry, "after", ()) if " " not in name]
        assert set(named) <= ids, entry
        assert set(starts) <= ids | set(events), entry
        who = [role for key in ("by", "to", "body") if (role := getattr(entry, key, None)) is not None]
        for role in (*who, *getattr(entry, "reports_to", ())):
            assert role.codes or role.name in actors, entry
        if isinstance(entry, Fund):
            assert entry.key in {*BUNDLED.keys, VOLUNTARY}, entry


def _record(id: str) -> tuple[EntryFile, ...]:
    return tuple(BUNDLED.clause(id).record.entries())
