"""Which clauses an instrument has, in which variant and order, and because of what."""

from __future__ import annotations

import pytest

from tests.house import selected
from treatydraft import Library, Selection
from treatydraft.drafting.explanation import explain_conflict, explain_reason
from treatydraft.drafting.reason import (
    Cause,
    Conflict,
    Excluded,
    NeighbourMissing,
    NothingToContinue,
    Reason,
    RequirementLeftOut,
    VariantRefused,
)
from treatydraft.errors import Location

WATCHED = "clauses: {house/watch: {}}\n"


def ids(selection: Selection) -> list[str]:
    return [one.clause for one in selection.chosen]


def left(selection: Selection) -> dict[str, Reason]:
    return {one.clause: one.reason for one in selection.left}


def test_the_outline_gives_clauses_order_parts_and_answers(house: Library) -> None:
    selection = selected(house)
    assert ids(selection) == [
        "house/recital", "house/terms", "house/alarm", "house/answer", "house/watch", "house/list",
    ]  # fmt: skip
    alarm = selection.chosen[2]
    assert (alarm.variant, alarm.path, alarm.settings) == ("bell", (("part", "general"),), {"hours": "48"})
    assert selection.reason("house/alarm") == Reason(Cause.OUTLINE, "small")
    assert selection.reason("house/patrol") is None
    assert selection.conflicts == () and selection.left == ()


def test_the_first_alternative_is_put_in_with_the_reason(house: Library) -> None:
    selection = selected(house)
    assert selection.has("house/watch") and not selection.has("house/patrol")
    assert selection.reason("house/watch") == Reason(Cause.REQUIRED, "house/answer", "someone must be awake")


def test_another_alternative_that_is_there_already_is_enough(house: Library) -> None:
    selection = selected(house, "clauses: {house/patrol: {}}\n")
    assert selection.has("house/patrol") and not selection.has("house/watch")
    assert selection.reason("house/patrol") == Reason(Cause.ADDED)


def test_no_to_the_first_alternative_takes_the_second(house: Library) -> None:
    selection = selected(house, "clauses: {house/watch: false}\n")
    assert selection.has("house/patrol") and not selection.has("house/watch") and not selection.conflicts


def test_no_to_every_alternative_is_a_conflict_that_names_both(house: Library) -> None:
    selection = selected(house, "clauses:\n  house/watch: false\n  house/patrol: no\n")
    (conflict,) = selection.conflicts
    both = ("house/watch", "house/patrol")
    assert conflict == RequirementLeftOut(
        Location("draft.yaml", 4, key="house/watch"), "house/answer", both, "someone must be awake", both
    )


def test_a_requirement_of_one_variant_binds_that_variant_alone(house: Library) -> None:
    without = "clauses:\n  house/list: false\n  house/answer: {variant: %s}\n"
    assert not selected(house, without % "come").conflicts
    (conflict,) = selected(house, without % "call").conflicts
    assert isinstance(conflict, RequirementLeftOut)
    assert (conflict.clause, conflict.needed, conflict.why) == ("house/answer", ("house/list",), "the names are in it")


def test_leaving_a_clause_out_says_who_did(house: Library) -> None:
    selection = selected(house, "clauses: {house/answer: false}\n")
    assert left(selection) == {"house/answer": Reason(Cause.LEFT_OUT)}
    assert not selection.has("house/watch")  # nobody requires it now
    assert selection.reason("house/answer") == Reason(Cause.LEFT_OUT)


def test_what_the_register_refuses_is_left_out_with_its_reason(house: Library) -> None:
    selection = selected(house, "register: declaration\n")
    assert left(selection) == {"house/answer": Reason(Cause.REFUSED, "declaration", "a declaration promises nothing")}
    assert not selection.conflicts and not selection.has("house/answer") and not selection.has("house/watch")


def test_a_variant_the_register_refuses_is_a_conflict_where_the_draft_chose_it(house: Library) -> None:
    selection = selected(house, "register: declaration\nclauses:\n  house/alarm: {variant: siren}\n")
    (conflict,) = selection.conflicts
    why = "a siren would be too loud for a declaration"
    refused = VariantRefused(
        Location("draft.yaml", 5, key="house/alarm.variant"), "house/alarm", "siren", "declaration", why, ("bell",)
    )
    assert conflict == refused


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
    assert isinstance(conflict, Excluded)
    assert (conflict.clause, conflict.variant, conflict.other) == ("house/answer", "", "house/quiet")


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
    assert selection.chosen[order.index("house/terms")].reason == Reason(Cause.OUTLINE, "small")


def test_standing_after_what_is_not_there_is_a_conflict(house: Library) -> None:
    selection = selected(house, "clauses:\n  house/terms: {after: house/quiet}\n")
    (conflict,) = selection.conflicts
    assert conflict == NeighbourMissing(
        Location("draft.yaml", 4, key="house/terms.after"), "house/terms", "after", "house/quiet"
    )
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
    assert selection.reason("own/last") == Reason(Cause.ADDED)


def test_the_bundled_outlines_have_no_conflicts_and_know_why(bundled: Library) -> None:
    for name in bundled.outline_names:
        for register in bundled.outline(name).registers:
            selection = selected(bundled, f"register: {register}\n", outline=name)
            assert selection.conflicts == (), (name, register)
            assert all(one.reason for one in selection.chosen) and all(one.reason for one in selection.left)
            assert len(ids(selection)) == len(set(ids(selection)))


# ------------------------------------------------------------------------------------------------ in words


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (Reason(Cause.OUTLINE, "small"), "the outline small has it"),
        (Reason(Cause.ADDED), "the draft adds it"),
        (Reason(Cause.LEFT_OUT), "the draft leaves it out"),
        (Reason(Cause.REQUIRED, "a/b", "someone must"), "A/B requires it: someone must"),
        (Reason(Cause.REFUSED, "declaration", "it binds"), "a declaration cannot have it: it binds"),
    ],
)
def test_a_reason_in_words(reason: Reason, words: str, bundled: Library) -> None:
    assert explain_reason(reason, bundled.language("en"), str.upper) == words


PLACE = Location("draft.yaml", 5)
CONFLICTS: list[tuple[Conflict, str, str]] = [
    (
        VariantRefused(PLACE, "a/b", "loud", "treaty", "too loud", ("soft", "plain")),
        "a treaty cannot have a/b in the variant loud: too loud",
        "take another variant: soft, plain",
    ),
    (
        NeighbourMissing(PLACE, "a/b", "after", "c/d"),
        "a/b stands after c/d, which is not in the instrument",
        "name a clause that is in it, or put c/d in",
    ),
    (
        RequirementLeftOut(PLACE, "a/b", ("c/d", "e/f"), "somebody must", ("c/d", "e/f")),
        "a/b requires c/d or e/f (somebody must), and the draft leaves c/d and e/f out",
        "put c/d in (c/d=), or leave a/b out (a/b=false)",
    ),
    (
        NothingToContinue(PLACE, "a/b", "c/d", "annex"),
        "a/b cannot continue c/d: there is no such annex for it to go on in",
        "name an article that is in the instrument, and that does not continue this one",
    ),
    (
        Excluded(PLACE, "a/b", "loud", "c/d", "", "one is enough"),
        "a/b:loud cannot stand beside c/d: one is enough",
        "leave one of them out (c/d=false), or take another variant",
    ),
]


@pytest.mark.parametrize(("conflict", "what", "hint"), CONFLICTS)
def test_a_conflict_in_words(conflict: Conflict, what: str, hint: str) -> None:
    problem = explain_conflict(conflict)
    assert (problem.where, problem.what, problem.hint) == (PLACE, what, hint)
    spoken = explain_conflict(conflict, {"a/b": "Aid", "c/d": "Council", "e/f": "Force"}.__getitem__, typed=False)
    assert spoken.code == problem.code
    assert not {"/", "=", ":"} & set(f"{spoken.what}{spoken.hint}".replace(": ", ""))
