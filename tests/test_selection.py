"""Which clauses an instrument has, in which variant and order, and because of what."""

from __future__ import annotations

import pytest

from tests.house import selected
from treatydraft import Library, Selection

WATCHED = "clauses: {house/watch: {}}\n"


def ids(selection: Selection) -> list[str]:
    return [one.clause for one in selection.chosen]


def left(selection: Selection) -> dict[str, str]:
    return {one.clause: one.because for one in selection.left}


def test_the_outline_gives_clauses_order_parts_and_answers(house: Library) -> None:
    selection = selected(house)
    assert ids(selection) == [
        "house/recital", "house/terms", "house/alarm", "house/answer", "house/watch", "house/list",
    ]  # fmt: skip
    alarm = selection.chosen[2]
    assert (alarm.variant, alarm.path, alarm.settings) == ("bell", (("part", "general"),), {"hours": "48"})
    assert selection.why("house/alarm") == "the outline small has it"
    assert selection.why("house/patrol") == ""
    assert selection.conflicts == selection.left == ()


def test_the_first_alternative_is_put_in_with_the_reason(house: Library) -> None:
    selection = selected(house)
    assert selection.has("house/watch") and not selection.has("house/patrol")
    assert selection.why("house/watch") == "house/answer requires it: someone must be awake"


def test_another_alternative_that_is_there_already_is_enough(house: Library) -> None:
    selection = selected(house, "clauses: {house/patrol: {}}\n")
    assert selection.has("house/patrol") and not selection.has("house/watch")
    assert selection.why("house/patrol") == "the draft adds it"


def test_no_to_the_first_alternative_takes_the_second(house: Library) -> None:
    selection = selected(house, "clauses: {house/watch: false}\n")
    assert selection.has("house/patrol") and not selection.has("house/watch") and not selection.conflicts


def test_no_to_every_alternative_is_a_conflict_that_names_both(house: Library) -> None:
    selection = selected(house, "clauses:\n  house/watch: false\n  house/patrol: no\n")
    (conflict,) = selection.conflicts
    assert "house/answer requires house/watch or house/patrol" in conflict.what
    assert "someone must be awake" in conflict.what and "house/watch and house/patrol" in conflict.what
    assert conflict.where == "draft.yaml:4"
    assert "house/watch=" in conflict.hint and "house/answer=false" in conflict.hint


def test_a_requirement_of_one_variant_binds_that_variant_alone(house: Library) -> None:
    without = "clauses:\n  house/list: false\n  house/answer: {variant: %s}\n"
    assert not selected(house, without % "come").conflicts
    (conflict,) = selected(house, without % "call").conflicts
    assert "house/answer requires house/list (the names are in it)" in conflict.what


def test_leaving_a_clause_out_says_who_did(house: Library) -> None:
    selection = selected(house, "clauses: {house/answer: false}\n")
    assert left(selection) == {"house/answer": "the draft leaves it out"}
    assert not selection.has("house/watch")  # nobody requires it now
    assert selection.why("house/answer") == "the draft leaves it out"


def test_what_the_register_refuses_is_left_out_with_its_reason(house: Library) -> None:
    selection = selected(house, "register: declaration\n")
    assert left(selection) == {"house/answer": "a declaration cannot have it: a declaration promises nothing"}
    assert not selection.conflicts and not selection.has("house/answer") and not selection.has("house/watch")


def test_a_variant_the_register_refuses_is_a_conflict_where_the_draft_chose_it(house: Library) -> None:
    selection = selected(house, "register: declaration\nclauses:\n  house/alarm: {variant: siren}\n")
    (conflict,) = selection.conflicts
    assert "a declaration cannot have house/alarm in the variant siren" in conflict.what
    assert "too loud" in conflict.what and conflict.where == "draft.yaml:5" and "bell" in conflict.hint


@pytest.mark.parametrize(
    ("register", "variant"), [("treaty", "bell"), ("memorandum", "siren"), ("declaration", "bell")]
)
def test_the_default_variant_is_the_registers(house: Library, register: str, variant: str) -> None:
    selection = selected(house, f"register: {register}\n")
    assert selection.has(f"house/alarm:{variant}")
    other = {"bell": "siren", "siren": "bell"}[variant]
    assert not selection.has(f"house/alarm:{other}")


def test_what_cannot_stand_together_is_a_conflict_of_both(house: Library) -> None:
    (conflict,) = selected(house, "clauses:\n  house/quiet: {}\n").conflicts
    assert "house/answer cannot stand beside house/quiet" in conflict.what and "house/quiet=false" in conflict.hint


@pytest.mark.parametrize(
    ("answer", "patrol", "together"), [("call", "loud", False), ("call", "plain", True), ("come", "loud", True)]
)
def test_an_exclusion_of_two_variants_is_of_these_two(house: Library, answer: str, patrol: str, together: bool) -> None:
    text = f"clauses:\n  house/answer: {{variant: {answer}}}\n  house/patrol: {{variant: {patrol}}}\n"
    assert (selected(house, text).conflicts == ()) is together


@pytest.mark.parametrize(
    ("said", "before", "after"),
    [
        ("{after: house/terms}", "house/terms", "house/alarm"),
        ("{before: house/alarm}", "house/terms", "house/alarm"),
        ("{after: house/alarm}", "house/alarm", "house/answer"),
    ],
)
def test_after_and_before_move_a_clause_into_the_part_of_its_neighbour(
    house: Library, said: str, before: str, after: str
) -> None:
    selection = selected(house, f"clauses: {{house/watch: {said}}}\n")
    order = ids(selection)
    at = order.index("house/watch")
    assert (order[at - 1], order[at + 1]) == (before, after)
    assert selection.chosen[at].path == (("part", "general"),)


def test_a_clause_of_the_outline_moves_too(house: Library) -> None:
    selection = selected(house, "clauses: {house/terms: {after: house/answer}}\n")
    order = ids(selection)
    assert order.index("house/terms") == order.index("house/answer") + 1
    assert selection.chosen[order.index("house/terms")].path == ()
    assert selection.chosen[order.index("house/terms")].because == "the outline small has it"


def test_standing_after_what_is_not_there_is_a_conflict(house: Library) -> None:
    selection = selected(house, "clauses:\n  house/terms: {after: house/quiet}\n")
    (conflict,) = selection.conflicts
    assert "house/terms stands after house/quiet, which is not in the instrument" in conflict.what
    assert conflict.where == "draft.yaml:4"
    assert selection.has("house/terms")  # it keeps a place


def test_an_own_article_has_its_place(house: Library) -> None:
    text = "clauses:\n  own/last: {text: Words.}\n  own/first: {text: Words., before: house/terms}\n"
    text += "  own/annex: {text: Words., kind: annex}\n  own/recital: {text: 'Words,', kind: recital}\n"
    selection = selected(house, text)
    order = ids(selection)
    assert order.index("own/first") == order.index("house/terms") - 1
    assert order.index("house/answer") < order.index("own/last") < order.index("house/list")
    assert order.index("own/annex") > order.index("own/last")
    assert order.index("own/recital") < order.index("own/first")
    assert selection.why("own/last") == "the draft adds it"


def test_the_bundled_outlines_have_no_conflicts_and_know_why(bundled: Library) -> None:
    for name in bundled.outline_names:
        for register in bundled.outline(name).registers:
            selection = selected(bundled, f"register: {register}\n", outline=name)
            assert selection.conflicts == (), (name, register)
            assert all(one.because for one in (*selection.chosen, *selection.left))
            assert len(ids(selection)) == len(set(ids(selection)))
