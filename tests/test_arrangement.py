"""How a draft arranges its instrument: numbers, headings, parts, the order of its clauses, and no frame."""

from __future__ import annotations

import pytest

from tests.house import composed, draft, lines, selected
from treatydraft import (
    Assembly,
    DraftError,
    Instrument,
    Library,
    Provision,
    change_draft,
    compose,
    index,
    parse_draft,
    provisions,
    select,
)
from treatydraft.checks import apply_rules
from treatydraft.drafting.reason import NothingToContinue
from treatydraft.instrument.plain_text import plain_text
from treatydraft.instrument.tree import Part


def arranged(instrument: Instrument) -> list[object]:
    """The body as nested lists: a part or chapter as its heading and what stands in it, an article as its clause."""

    def inside(content: tuple[Part | Provision, ...]) -> list[object]:
        return [
            ("".join(getattr(word, "text", "") for word in item.heading), inside(item.content))
            if isinstance(item, Part)
            else item.clause
            for item in content
        ]

    return inside(instrument.body)


def own(name: str, settings: str = "") -> str:
    return f"  own/{name}: {{{settings}text: Words.}}\n"


def test_a_draft_says_how_its_articles_are_numbered(house: Library) -> None:
    whole = composed(house, "numbering: {articles: roman, headings: no}")
    assert (whole.scheme.articles, whole.scheme.headings) == ("roman", False)
    silent = composed(house)
    assert (silent.scheme.articles, silent.scheme.headings) == ("decimal", True)
    assert composed(house, "numbering: {articles: roman}").scheme.headings is True


def test_a_draft_can_do_without_parts(house: Library) -> None:
    assert any(isinstance(item, Part) for item in composed(house).body)
    assert not any(isinstance(item, Part) for item in composed(house, "numbering: {parts: no}").body)


def test_an_unknown_way_to_number_is_told(house: Library) -> None:
    with pytest.raises(DraftError) as wrong:
        draft(house, "numbering: {articles: greek}")
    assert wrong.value.problems[0].what == "'articles' is 'greek'; it can be decimal or roman"


def test_a_change_says_how_articles_are_numbered(house: Library) -> None:
    text = change_draft("treatydraft: 1\noutline: small\n", ["numbering.articles=roman", "numbering.parts=no"], house)
    whole = compose(parse_draft(text, "draft.yaml", house), house)
    assert whole.scheme.articles == "roman" and not any(isinstance(item, Part) for item in whole.body)
    assert change_draft(text, ["numbering.articles=", "numbering.parts="], house).startswith("treatydraft: 1")
    with pytest.raises(DraftError) as wrong:
        change_draft(text, ["numbering.article=roman"], house)
    assert "numbering.articles" in wrong.value.problems[0].hint


def test_over_the_blank_outline_clauses_stand_as_they_are_written(house: Library) -> None:
    text = "clauses:\n" + own("z") + "  house/patrol:\n" + own("r", "kind: recital, ") + "  house/alarm:\n" + own("a")
    assert [one.clause for one in selected(house, text, "blank").chosen] == [
        "own/r", "own/z", "house/patrol", "house/alarm", "own/a",
    ]  # fmt: skip


def test_what_is_required_there_stands_behind_what_requires_it(house: Library) -> None:
    text = "clauses:\n" + own("a") + "  house/answer:\n" + own("z", "part: Last, ")
    assert [one.clause for one in selected(house, text, "blank").chosen] == [
        "own/a", "house/answer", "house/watch", "own/z",
    ]  # fmt: skip


def test_an_answer_leaves_there_what_is_required_in_its_place(house: Library) -> None:
    text = "outline: blank\nclauses:\n" + own("a") + "  house/answer:\n" + own("z")
    changed = change_draft(text, ["house/watch.part=Watching"], house)
    assert "  house/answer:\n  house/watch:\n    part: Watching\n  own/z:" in changed
    assert change_draft(text, ["house/alarm=true"], house).endswith("  house/alarm: {}\n")


def test_what_goes_before_is_required_there_before(bundled: Library) -> None:
    text = """
outline: blank
clauses:
  own/sweep: {text: Words.}
  civil/mine-action:
  triggers/consultation: {part: Institutions, variant: meet}
  own/board: {text: Words.}
  financing/contributions: {part: Money}
"""
    chosen = select(parse_draft(text, "draft", bundled), bundled).chosen
    assert [(one.clause, one.path) for one in chosen if one.kind == "article"] == [
        ("general/definitions", ()),
        ("own/sweep", ()),
        ("civil/mine-action", ()),
        ("triggers/consultation", (("part", "Institutions"),)),
        ("governance/council", (("part", "Institutions"),)),
        ("own/board", (("part", "Institutions"),)),
        ("financing/contributions", (("part", "Money"),)),
    ]


def test_after_and_before_hold_there_too(house: Library) -> None:
    text = "clauses:\n" + own("a") + own("b") + own("c", "before: own/b, ") + own("d", "after: own/a, ")
    assert [one.clause for one in selected(house, text, "blank").chosen] == ["own/a", "own/d", "own/c", "own/b"]


def test_a_part_goes_on_until_another_begins(house: Library) -> None:
    text = (
        "clauses:\n"
        + own("a")
        + own("b", "part: general, ")
        + own("c", "chapter: Long-term co-operation, ")
        + own("d")
        + own("e", "part: The rest, ")
    )
    assert arranged(composed(house, text, "blank")) == [
        "own/a",
        ("General provisions", ["own/b", ("Long-term co-operation", ["own/c", "own/d"])]),
        ("The rest", ["own/e"]),
    ]


def test_a_chapter_can_stand_by_itself(house: Library) -> None:
    text = "clauses:\n" + own("a", "chapter: One, ") + own("b", "chapter: Two, ")
    assert arranged(composed(house, text, "blank")) == [("One", ["own/a"]), ("Two", ["own/b"])]


def test_a_clause_of_the_outline_can_stand_in_another_part(house: Library) -> None:
    text = "clauses:\n  house/alarm: {part: Alarms}\n"
    assert ("Alarms", ["house/alarm"]) in arranged(composed(house, text))


def test_an_added_clause_stands_with_its_topic_where_that_begins(bundled: Library) -> None:
    """The outline ends with a clause of the first topic, and nothing that is added follows it there."""
    text = "clauses: {civil/recovery: , general/nuclear: }\n"
    chosen = [one.clause for one in selected(bundled, text, "bilateral-commitments").chosen if one.kind == "article"]
    assert chosen[-1] == "general/status"
    assert chosen[chosen.index("general/object") + 1] == "general/nuclear"
    assert chosen[chosen.index("civil/reforms") + 1] == "civil/recovery"


def test_a_clause_can_go_on_in_the_article_of_another(house: Library) -> None:
    text = (
        "clauses:\n"
        + own("a", "heading: One, ")
        + own("b", "heading: Two, ")
        + own("c", "continues: own/a, ")
        + own("d", "continues: own/c, ")
    )
    whole = composed(house, text, "blank")
    assert [(one.clause, one.number, plain_text(one.heading, house.language("en"))) for one in provisions(whole)] == [
        ("own/a", "1", "One"), ("own/c", "1", ""), ("own/d", "1", ""), ("own/b", "2", "Two"),
    ]  # fmt: skip
    assert [line for line in lines(whole, house) if line.endswith("Words.")] == [
        "1. Words.", "2. Words.", "3. Words.", "Words."
    ]  # fmt: skip


def test_a_clause_of_the_outline_can_go_on_in_another_part(house: Library) -> None:
    before = [one.clause for one in selected(house).chosen if one.kind == "article"]
    chosen = selected(house, f"clauses:\n  {before[-1]}: {{continues: {before[0]}}}\n").chosen
    moved = [one for one in chosen if one.kind == "article"]
    assert [one.clause for one in moved] == [before[0], before[-1], *before[1:-1]]
    assert moved[0].path == moved[1].path


@pytest.mark.parametrize(
    "clauses",
    [
        own("a", "continues: own/b, ") + own("b", "kind: annex, "),
        own("a", "continues: own/b, ") + own("b", "continues: own/a, "),
        own("a", "continues: own/a, "),
        own("a", "continues: house/patrol, "),
        own("a", "kind: recital, continues: own/b, ") + own("b", "kind: recital, "),
    ],
)
def test_what_has_no_article_to_go_on_in_is_a_conflict(house: Library, clauses: str) -> None:
    selection = selected(house, f"clauses:\n{clauses}", "blank")
    assert selection.conflicts and all(isinstance(one, NothingToContinue) for one in selection.conflicts)
    assert not any(one.continues for one in selection.chosen)


@pytest.mark.parametrize("other", ["after: own/b", "before: own/b", "part: P", "chapter: C", "heading: H"])
def test_it_has_no_place_or_heading_beside_that(house: Library, other: str) -> None:
    with pytest.raises(DraftError) as wrong:
        draft(house, "clauses:\n" + own("a", f"continues: own/b, {other}, ") + own("b"))
    assert f"'{other.partition(':')[0]}'" in wrong.value.problems[0].what


def test_articles_alone_have_no_frame(bundled: Library) -> None:
    text = "clauses: {collective-defense/response: {variant: aid-and-assistance}}\n"
    whole = composed(bundled, text, "articles-alone")
    assert (whole.parties, whole.opening, whole.enacting, whole.testimonium, whole.done) == ((), (), (), (), ())
    assert [node for _, node in index(whole).references if not node.text] == []
    said = apply_rules(whole, Assembly(draft(bundled, text, "articles-alone"), bundled).facts)
    assert [finding.severity for finding in said] == ["warning"]  # nobody finds the attack


@pytest.mark.parametrize(
    ("definitions", "found"),
    [("", []), ("  general/definitions:\n", ["armed attack", "Charter of the United Nations"])],
)
def test_what_every_reader_knows_needs_no_definition(bundled: Library, definitions: str, found: list[str]) -> None:
    text = f"clauses:\n{definitions}  collective-defense/response: {{variant: as-deems-necessary}}\n"
    text += "  triggers/consultation: {variant: whenever-threatened}\n"
    whole = composed(bundled, text, "blank")
    assert set(found) <= set(index(whole).definitions)
    assert set(index(whole).uses) - set(index(whole).definitions) == set()
    assert any("object of an armed attack" in line for line in lines(whole, bundled))


def test_a_name_of_its_own_stays_undefined(bundled: Library) -> None:
    text = 'clauses:\n  own/a: {text: "The {Council} meets on {armed attack:armed attacks} and {liaison officers}."}\n'
    whole = composed(bundled, text, "blank")
    assert set(index(whole).uses) - set(index(whole).definitions) == {"Council", "liaison officers"}
    assert "The Council meets on armed attacks and liaison officers." in lines(whole, bundled)
