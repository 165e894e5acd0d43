"""What a text says over the answers: read from its tree, as Jinja would say it, and never made into code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2.sandbox import SandboxedEnvironment

from tests.house import house
from treatydraft import Library, LibraryError, compose, load_library, parse_draft, select
from treatydraft.library import loading
from treatydraft.library_test.renderings import library_mistakes
from treatydraft.template import template
from treatydraft.template.evaluation import READINGS
from treatydraft.template.template import PRINT, Condition, Template
from treatydraft.value import Row

JINJA = SandboxedEnvironment(undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
CONTEXT = {
    "n": 3, "m": 3, "zero": 0, "word_": "soon", "empty": "", "yes": True, "no": False, "nothing": None,
    "several": ("soon", "late"), "rows": (Row({"who": "FR", "n": 2}), Row({"who": "GB", "n": 0})),
    "count": len, "has": lambda name: name == "a/b", "span": lambda value, form="": f"{form}<{value}>",
}  # fmt: skip

NAMES = [*(name for name in CONTEXT if name not in ("count", "has", "span")), "absent"]
CALLS = ["count(several)", "has('a/b')", "has('x')", "span(n)", "span(n, form='adjective')"]
ATOMS = st.sampled_from([*NAMES, *CALLS, "1", "0", "-2", "'soon'", "true", "none", "['soon', 1]", "(1, n)"])


def _joined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    binary = st.sampled_from(["and", "or", "==", "!=", "<", ">=", "in", "not in", "+", "-"])
    return st.one_of(
        st.builds("({} {} {})".format, inner, binary, inner),
        st.builds("({} < {} <= {})".format, inner, inner, inner),
        st.builds("(not {})".format, inner),
        st.builds("({} if {} else {})".format, inner, inner, inner),
        st.builds("({} if {})".format, inner, inner),
    )


EXPRESSIONS = st.recursive(ATOMS, _joined, max_leaves=8)


def outcome(say: Callable[[], object]) -> object:
    """What a call gives, or the kind of its error; what is undefined is one and the same."""
    try:
        said = say()
    except LibraryError as wrong:
        return type(wrong.__cause__)
    except (TypeError, jinja2.UndefinedError) as wrong:
        return type(wrong)
    return jinja2.Undefined if isinstance(said, jinja2.Undefined) else (type(said), said)


@given(EXPRESSIONS)
def test_a_condition_has_the_value_jinja_gives_it(source: str) -> None:
    condition = Condition(source)
    if condition.mistakes:
        assert source == "(1, n)"  # the walk knows what may stand there, and a pair is no condition
        return
    compiled = JINJA.compile_expression(source, undefined_to_none=False)
    assert outcome(lambda: condition.value(CONTEXT)) == outcome(lambda: compiled(CONTEXT))


ROWS = st.sampled_from(["", "x ", "{{ row.n }}", "{% if row.n %}two{% endif %}", "{{ n }}"])
PIECES = st.recursive(
    st.one_of(
        st.sampled_from(["words ", "1. ", "\n", "   (a) x\n", "{ }", "Côte d’Ivoire"]),
        st.builds("{{{{ {} }}}}".format, st.sampled_from(["n", "word_", "span(n)", "empty", "n + 1", "'x' if yes"])),
    ),
    lambda inner: st.one_of(
        st.builds("{}{}".format, inner, inner),
        st.builds("{{% if {} %}}{}{{% endif %}}".format, st.sampled_from(["yes", "zero", "n == m"]), inner),
        st.builds("{{% if no %}}{}{{% elif n == 3 %}}{}{{% else %}}{}{{% endif %}}".format, inner, inner, inner),
        st.builds("{{% for row in rows %}}{}{{{{ row.who }}}}{{% endfor %}}\n".format, ROWS),
    ),
    max_leaves=6,
)


@given(PIECES)
def test_a_text_reads_as_jinja_renders_it(source: str) -> None:
    text = Template(source)
    if text.mistakes:
        return  # a tag around a marker
    tree = text.tree
    compiled = JINJA.template_class.from_code(JINJA, JINJA.compile(tree), {})
    assert text.render({**CONTEXT, PRINT: str}) == compiled.render(CONTEXT)


def test_what_is_undefined_can_be_printed_and_nothing_else() -> None:
    printed = {PRINT: lambda value: f"<{type(value).__name__}>"}
    assert Template("{{ absent }}").render(printed) == "<StrictUndefined>"
    assert Template("{{ 'x' if no }}").render({**CONTEXT, **printed}) == "<Undefined>"
    rows = {"rows": (Row({"who": "FR"}), "FR")}
    text = Template("{% for row in rows %}{{ row.who }}{{ row.upper }}{% endfor %}")
    undefined = "<StrictUndefined>"
    assert text.render({**rows, **printed}) == f"<str>{undefined}{undefined}{undefined}"
    with pytest.raises(jinja2.UndefinedError):
        Template("{% if absent %}x{% endif %}").render(printed)


@pytest.mark.parametrize("source", ["n, m", "", " ", "n) }}{{ (m", "(n, m)"])
def test_a_condition_is_one_expression(source: str) -> None:
    condition = Condition(source, "house/clause/clause.yaml", 3)
    [problem] = condition.mistakes
    assert str(problem.where) == "house/clause/clause.yaml:3" and "is not one condition" in problem.what
    with pytest.raises(LibraryError):
        condition.value(CONTEXT)


@pytest.mark.parametrize("source", ["{{ 9**9 }}", "{{ x", "{{ x.__class__ }}", "{# x #}"])
def test_a_text_that_is_wrong_says_nothing(source: str) -> None:
    text = Template(source, "stranger/clause/en.md", 7)
    with pytest.raises(LibraryError) as wrong:
        text.render({"x": 1, PRINT: str})
    assert wrong.value.problems == text.mistakes


def test_every_expression_a_text_may_hold_is_read_and_no_other() -> None:
    around = {"Template", "Output", "TemplateData", "If", "For", "Operand", "Keyword"}
    walked = {kind.__name__ for kind in template._PLAIN}
    walked |= {"Name", "If", "Const", "Call", "Getattr", "For"}  # which have rules of their own
    assert {kind.__name__ for kind in READINGS} == walked - around


def test_no_text_is_ever_made_into_code(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*given: object, **named: object) -> None:
        raise AssertionError("a text was compiled")

    for name in ("compile", "compile_expression", "from_string"):
        monkeypatch.setattr(jinja2.Environment, name, refuse)
    library = load_library()
    text = "treatydraft: 1\noutline: coalition-treaty\nanswers: {guarantors: [FR, GB], beneficiaries: [UA]}\n"
    draft = parse_draft(text, "draft.yaml", library)
    assert compose(draft, library).body


# ------------------------------------------------------------------------------------------------ when it is examined


def test_only_the_texts_a_draft_needs_are_examined() -> None:
    library = load_library()
    draft = parse_draft("treatydraft: 1\noutline: coalition-treaty\n", "draft.yaml", library)
    selection = select(draft, library)
    chosen = [(library.clause(one.clause), one.variant) for one in selection.chosen]
    every = {id(text): text for clause, _ in chosen for text in clause.texts.values()}
    assert not any("_examined" in vars(text) for text in every.values())
    compose(draft, library, selection)
    said = {id(clause.text(variant, selection.register)) for clause, variant in chosen}
    assert {key for key, text in every.items() if "_examined" in vars(text)} == said


FACTS = """\
kind: article
variants:
  one: {strength: 3, source: own wording}
  two: {strength: 3, source: own wording}
default: one
questions:
  hours: {type: integer, default: 24, when: variant == "two" and hurs > 3}
uses: [guarantors]
record:
  acts: [{id: warn, at: duty, mode: duty, by: guarantors, within: "{{ 9**9 }}"}]
"""
PAGE = """\
---
title: Alarm
heading: Alarm
purpose: To be half wrong.
variants: {one: {effect: It does., because: why}, two: {effect: It does., because: why}}
questions:
  hours: {ask: How long?, why: Because.}
record: {warn: warn}
---

## one

@duty {{ Each(guarantors) }} {{ shall() }} wait.

## two

@duty {{ Each(guarantors) }} {{ shall() }} wait {{ hours.real }}.
"""
FILES = {"broken/alarm/clause.yaml": FACTS, "broken/alarm/en.md": PAGE}


def test_a_mistake_in_a_library_laid_over_is_told_when_its_clause_is_read(tmp_path: Path) -> None:
    with pytest.raises(LibraryError) as wrong:
        house(tmp_path, FILES).clause("broken/alarm")
    assert [str(problem.where).rpartition("/")[2] for problem in wrong.value.problems] == [
        "clause.yaml:7", "en.md:17", "clause.yaml:10",
    ]  # fmt: skip


def test_a_mistake_in_the_bundled_library_is_told_where_it_is_met(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = house(tmp_path, FILES)
    monkeypatch.setattr(loading, "bundled", lambda: whole.folders[-1])
    clause = Library(whole.folders).clause("broken/alarm")
    words = {PRINT: str, "Each": str, "shall": lambda: "shall", "guarantors": "France"}
    assert clause.texts["one", ""].render(words) == "\n@duty France shall wait."
    two = clause.texts["two", ""]
    meetings: tuple[Callable[[], str], ...] = (lambda: two.render(words), lambda: two.render({}))
    for meet in meetings:
        with pytest.raises(LibraryError) as wrong:
            meet()
        assert [str(problem.where).rpartition("/")[2] for problem in wrong.value.problems] == ["en.md:17"]
    told = {str(problem.where).rpartition("/")[2] for problem in library_mistakes(Library(whole.folders))}
    assert told >= {"clause.yaml:7", "en.md:17", "clause.yaml:10"}


def test_a_clause_that_is_changed_is_examined_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    below = house(tmp_path / "below", FILES).folders[-1]
    above = tmp_path / "above"
    (above / "broken" / "alarm").mkdir(parents=True)
    (above / "broken" / "alarm" / "en.md").write_text("---\ntitle: Another alarm\n---\n", encoding="utf-8")
    monkeypatch.setattr(loading, "bundled", lambda: below)
    folders = (*house(tmp_path / "rest", {}).folders, below)
    assert Library(folders).clause("broken/alarm").title == "Alarm"
    with pytest.raises(LibraryError):
        Library((*folders, above)).clause("broken/alarm")
