"""Typed answers: whose they are, what is wrong with them, and what has no effect."""

from __future__ import annotations

import pytest

from tests.house import composed, draft, lines, provision
from treatydraft import Assembly, DraftError, Library, compose, select
from treatydraft.composition.composer import Composer
from treatydraft.value import Role


def composer(library: Library, text: str = "", outline: str = "small") -> Composer:
    one = draft(library, text, outline)
    return Composer(one, library, select(one, library))


def duty(library: Library, text: str = "") -> str:
    return lines(provision(composed(library, text), "house/alarm"), library)[0]


def test_the_draft_goes_before_the_outline_and_that_before_the_default(house: Library) -> None:
    assert duty(house) == "1. Each Guarantor shall ring the bell within 48 hours."
    assert duty(house, "clauses: {house/alarm: {hours: 6}}\n").endswith("within six hours.")
    assert duty(house, "clauses: {house/alarm: {hours: ~}}\n").endswith("within 48 hours.")
    answers = composer(house, "clauses: {house/alarm: {timing: at-once}}\n").answers
    assert answers.origin("house/alarm.timing") == "draft"
    assert answers.origin("house/alarm.hours") == answers.origin("guarantors") == "outline"
    assert answers.origin("house/alarm.ringers") == answers.origin("place") == "default"
    assert answers.origin("house/alarm.where") == "nobody"


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("hours: 200", "200 hours is more than 168 hours"),
        ("hours: 0", "0 hours is less than 1 hour"),
        ("hours: soon", "'soon' is not a whole number"),
        ("hours: [1, 2]", "a list is not a whole number"),
        ("hours: {open: []}", "needs a list of proposals"),
        ("hours: {open: [24, 500]}", "500 hours is more than"),
        ("timing: in-tme", "did you mean in-time?"),
        ("ringers: [FR, XX]", "no party 'XX'"),
        ("ringers: [Gaul]", "there is no party 'Gaul'"),
        ("ringers: [France, Gual]", "'Gual'"),
        ("ringers: [Korea]", "can be KR the Republic of Korea, KP the Democratic"),
        ("ringers: [no]", "can mean Norway or nobody"),
        ("ringers: [France, FRA]", "'FR' stands twice"),
        ("ringers: [FR, FR]", "twice"),
        ("where: 'x\\u202ey'", "hidden character U+202E"),
    ],
)
def test_a_wrong_answer_is_told_with_its_key_and_line(house: Library, said: str, what: str) -> None:
    text = f"clauses:\n  house/alarm:\n    {said}\n".replace("'x\\u202ey'", '"x\\u202ey"')
    with pytest.raises(DraftError) as wrong:
        composed(house, text)
    (problem,) = wrong.value.problems
    assert what in problem.what and problem.hint
    assert str(problem.where).startswith("draft.yaml:5")
    assert "house/alarm" in problem.what or "hidden" in problem.what


def test_a_draft_changed_by_hand_is_read_as_people_write(house: Library) -> None:
    text = "answers: {guarantors: [France, the United Kingdom, weimar], beneficiaries: Ukraine, host: france}\n"
    answers = composer(house, text + "clauses: {house/alarm: {hours: two days, ringers: 'UK, turkey'}}\n").answers
    assert answers.value("guarantors") == Role("guarantors", ("FR", "DE", "PL", "GB"))
    assert answers.value("beneficiaries") == Role("beneficiaries", ("UA",))
    assert answers.value("host") == "FR"
    assert answers.value("house/alarm.ringers") == Role("ringers", ("TR", "GB"))
    assert str(answers.value("house/alarm.hours")) == "48 hours"


def test_every_wrong_answer_is_told_at_once(house: Library) -> None:
    text = "answers:\n  guarantors: [XX]\n  texts: [xx]\nclauses:\n  house/alarm: {hours: 999, ringers: [YY]}\n"
    with pytest.raises(DraftError) as wrong:
        composed(house, text)
    assert {str(problem.where) for problem in wrong.value.problems} == {"draft.yaml:4", "draft.yaml:5", "draft.yaml:7"}
    assert len(wrong.value.problems) == 4


def test_an_answer_whose_question_is_not_asked_has_no_effect(house: Library) -> None:
    at_once = "clauses: {house/alarm: {timing: at-once, hours: 3}}\n"
    assert duty(house, at_once) == "1. Each Guarantor shall ring the bell at once."
    # another clause that uses the answer reads it as if the draft had said nothing
    answer = lines(provision(composed(house, at_once), "house/answer"), house)
    assert answer[0].endswith("within 48 hours.")
    hours = composer(house, at_once)
    one = next(one for one in hours.selection.chosen if one.clause == "house/alarm")
    assert hours.answers.of_clause(one, hours.words)["hours"] == 48  # the outline's
    assert [question.key for question in hours.answers.asked(hours.words)].count("house/alarm.hours") == 0


def test_open_rows_are_refused_with_their_place(bundled: Library) -> None:
    row = "{instrument: A, between: [FR, UA], place: Kyiv, date: 2024-02-24}"
    with pytest.raises(DraftError) as wrong:
        agreements(bundled, "[FR]", f"agreements: {{open: [[{row}], [{row}]]}}")
    (problem,) = wrong.value.problems
    assert str(problem.where) == "draft.yaml:4" and "agreements: a list of rows cannot be left open" in problem.what


def test_a_loop_goes_over_the_first_of_several_proposals(bundled: Library) -> None:
    text = "answers: {guarantors: [FR, GB, DE], beneficiaries: %s}\n"
    one, several = (
        "\n".join(lines(provision(composed(bundled, text % said, "coalition-treaty"), EFFECT), bundled))
        for said in ("[UA, MD]", "{open: [[UA, MD], [UA]]}")
    )
    assert "Moldova, France, Ukraine and the United Kingdom" in one and one == several


EFFECT = "final/entry-into-force"


def threshold(bundled: Library, guarantors: str, said: str = "", outline: str = "coalition-treaty") -> object:
    text = f"answers: {{guarantors: {guarantors}}}\nclauses:\n  {EFFECT}: {{{said}}}\n"
    one = composer(bundled, text, outline)
    one.instrument()
    chosen = next(one for one in one.selection.chosen if one.clause == EFFECT)
    return one.answers.of_clause(chosen, one.words)["threshold"]


def test_a_number_of_parties_is_all_of_them_at_most_where_the_outline_says_more(bundled: Library) -> None:
    assert threshold(bundled, "[coalition]") == 15
    assert threshold(bundled, "[FR, GB, DE, PL]") == 4
    assert threshold(bundled, "[FR, GB, DE, PL]", "threshold: 3") == 3
    assert threshold(bundled, "[FR, GB, DE]", outline="blank") == 2  # the question's own default


def test_more_parties_than_there_are_is_refused(bundled: Library) -> None:
    for said, wrong in (("5", "5"), ("{open: [3, 6]}", "6")):
        with pytest.raises(DraftError) as told:
            threshold(bundled, "[FR, GB, DE, PL]", f"threshold: {said}")
        (problem,) = told.value.problems
        assert str(problem.where) == "draft.yaml:5"
        assert problem.what == f"{EFFECT}.threshold: {wrong} is more than 4, the most allowed here"
        assert problem.hint == "there are no more guarantors: lower the number, or name more of them"
    assert threshold(bundled, "[FR, GB, DE, PL]", "threshold: 4") == 4
    with pytest.raises(DraftError, match="1 is less than 2") as told:
        threshold(bundled, "[FR, GB, DE, PL]", "threshold: 1")
    (problem,) = told.value.problems
    assert problem.hint.startswith("How many guarantors")
    assert threshold(bundled, "[FR, GB, DE, PL]", "variant: all-signatories, threshold: 5") == 4  # it is not asked


def test_everyone_is_counted_where_the_parties_are(bundled: Library) -> None:
    text = "answers: {guarantors: [FR, GB], beneficiaries: [UA]}\nclauses: {final/withdrawal: {minimum: %s}}\n"
    assert "as long as at least three remain" in str(lines(composed(bundled, text % 3, "blank"), bundled))
    with pytest.raises(DraftError, match="minimum: 4 is more than 3"):
        composed(bundled, text % 4, "blank")


def test_a_question_that_is_asked_shows_its_limit(bundled: Library) -> None:
    one = composer(bundled, "answers: {guarantors: [FR, GB, DE]}\n", "coalition-treaty")
    asked = {question.key: question for question in one.answers.asked(one.words)}
    assert asked[f"{EFFECT}.threshold"].limits.max == "3"


def test_a_choice_is_made_among_the_answers_to_another_question(bundled: Library) -> None:
    text = "answers: {texts: [en, fr], prevailing: %s}\n"
    assert "the text in French shall prevail" in str(lines(composed(bundled, text % "fr", "coalition-treaty"), bundled))
    with pytest.raises(DraftError, match="prevailing: 'sv' is not one of the choices none, en, fr") as told:
        composed(bundled, text % "sv", "coalition-treaty")
    assert told.value.problems[0].hint == "choose one of these, or add it to texts"
    one = composer(bundled, text % "fr", "coalition-treaty")
    asked = {question.key: question for question in one.answers.asked(one.words)}
    assert list(asked["prevailing"].offers) == ["none", "en", "fr"]
    composed(bundled, "answers: {texts: {open: [[en, fr], [en]]}, prevailing: fr}\n", "coalition-treaty")


def test_an_open_answer_prints_as_brackets_and_a_condition_takes_the_first(house: Library) -> None:
    assert "within [12] [24] hours." in duty(house, "clauses: {house/alarm: {hours: {open: [12, 24]}}}\n")
    both = "clauses: {house/alarm: {timing: {open: [%s]}, hours: 6}}\n"
    assert duty(house, both % "at-once, in-time").endswith("at once.")
    assert duty(house, both % "in-time, at-once").endswith("within six hours.")


def test_an_open_text_is_a_bracket_of_plain_words(house: Library) -> None:
    place = lines(
        provision(composed(house, "clauses: {house/alarm: {where: {open: ['a [b', 'c']}}}\n"), "house/alarm"), house
    )
    assert place[1] == "2. The bell stands at [a [b] [c]."


def agreements(bundled: Library, guarantors: str, said: str = "") -> str:
    text = f"answers: {{guarantors: {guarantors}, beneficiaries: [UA]}}\n"
    text += f"clauses: {{relations/existing-agreements: {{{said}}}}}\n"
    return "\n".join(lines(provision(composed(bundled, text, "blank"), "relations/existing-agreements"), bundled))


def test_default_rows_count_where_the_parties_they_name_take_part(bundled: Library) -> None:
    found = agreements(bundled, "[FR, PL]")
    assert "France and Ukraine" in found and "Germany" not in found and "United Kingdom" not in found
    assert "are entered here when" in agreements(bundled, "[PL]")
    given = "agreements: [{instrument: A, between: [CA, UA], place: Kyiv, date: 2024-02-24}]"
    assert "Canada and Ukraine" in agreements(bundled, "[PL]", given)  # the drafter's own rows stay as they are


def test_a_row_names_parties_that_are_known(bundled: Library) -> None:
    given = "agreements: [{instrument: A, between: [ZZ, UA], place: Kyiv, date: 2024-02-24}]"
    with pytest.raises(DraftError, match="there is no party 'ZZ'"):
        agreements(bundled, "[PL]", given)
    given = "agreements: [{instrument: A, between: [Canada, Ukraine], place: Kyiv, date: 24 February 2024}]"
    assert "Canada and Ukraine" in agreements(bundled, "[PL]", given)


def test_what_is_still_to_be_answered(house: Library) -> None:
    keys = [question.key for question in Assembly(draft(house), house).unanswered]
    assert "house/alarm.timing" in keys and "house/alarm.ringers" in keys
    assert "house/alarm.hours" not in keys  # the outline answers it
    assert "house/alarm.where" not in keys  # nobody has to
    assert "guarantors" not in keys and "place" in keys
    given = draft(house, "answers: {place: Kyiv}\nclauses: {house/alarm: {timing: at-once, ringers: [GB]}}\n")
    assert {question.key for question in Assembly(given, house).unanswered}.isdisjoint({"house/alarm.timing", "place"})


# ------------------------------------------------------------------------------------------------ roles


@pytest.mark.parametrize(
    ("answers", "starts", "to"),
    [
        ("guarantors: [GB]", "1. The United Kingdom shall", "come to Ukraine"),
        ("guarantors: [FR, GB]", "1. Each Guarantor shall", "come to Ukraine"),
        ("guarantors: [coalition]", "1. Each Guarantor shall", "come to Ukraine"),
        ("{guarantors: [FR, GB], beneficiaries: [UA, MD]}", "1. Each Guarantor shall", "come to the Beneficiaries"),
        ("{guarantors: [FR, GB, DE], beneficiaries: all}", "1. Each Party shall", "come to the Parties"),
        ("{guarantors: all, beneficiaries: [FR, GB]}", "1. Each Party shall", "come to the Parties"),
    ],
)
def test_roles_speak_of_one_several_and_all(house: Library, answers: str, starts: str, to: str) -> None:
    text = f"answers: {answers if answers.startswith('{') else '{' + answers + '}'}\n"
    instrument = composed(house, text)
    assert lines(provision(instrument, "house/alarm"), house)[0].startswith(starts)
    assert to in lines(provision(instrument, "house/answer"), house)[0]


def test_a_company_of_thirty(house: Library) -> None:
    instrument = composed(house, "answers: {guarantors: [coalition]}\n")
    assert len(instrument.parties) > 30
    table = lines(provision(instrument, "house/list"), house)
    assert table[-1] == "Total | 100.000" and len(table) == len(instrument.parties) - 1 + 2


def test_all_in_both_roles_names_nobody(house: Library) -> None:
    for everyone in ("all", "All", "[all]", "{open: [all, [FR]]}"):
        with pytest.raises(DraftError, match="needs the parties by name in the other role"):
            composed(house, f"answers: {{guarantors: {everyone}, beneficiaries: {everyone}}}\n")


def test_groups_are_expanded_and_parties_ordered(house: Library) -> None:
    answers = composer(house, "answers: {guarantors: [PL, DE, FR], beneficiaries: [UA], order: alphabetical}\n").answers
    assert answers.value("guarantors") == Role("guarantors", ("FR", "DE", "PL"))
    assert answers.everyone.codes == ("FR", "DE", "PL", "UA")
    first = composer(house, "answers: {guarantors: [UA], beneficiaries: [PL, DE], order: guarantors-first}\n").answers
    assert first.everyone.codes == ("UA", "DE", "PL")


def test_a_party_of_the_drafts_own(house: Library) -> None:
    own = "answers: {guarantors: [XK, GB]}\nparties: {XK: {formal: the Republic of Kosovo, short: Kosovo}}\n"
    names = [party.name for party in composed(house, own).parties]
    assert "the Republic of Kosovo" in names
    with pytest.raises(DraftError) as wrong:
        compose(draft(house, "answers: {guarantors: [XK, GB]}\nparties: {XK: {kind: state}}\n"), house)
    assert any("neither a formal nor a short name" in problem.what for problem in wrong.value.problems)


def test_norway_is_a_party(house: Library) -> None:
    assert [party.code for party in composed(house, "answers: {guarantors: [NO, GB]}\n").parties] == ["NO", "GB", "UA"]
