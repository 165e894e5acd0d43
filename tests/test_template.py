"""What a stranger's text may do: every known escape and bomb is refused, quickly, with file and line."""

from __future__ import annotations

import re
import time
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treatydraft import load_library, parse_draft, select
from treatydraft.composition.composer import Composer
from treatydraft.composition.words import TemplateWords
from treatydraft.instrument.notation import escape
from treatydraft.template.parsing import DEPTH_LIMIT, SOURCE_LIMIT
from treatydraft.template.template import OUTPUT_LIMIT, PRINT, WORDS, Condition, Template
from treatydraft.value import Duration, Money, Row, Share

ESCAPES = {
    "format": '{{ "{0.__class__}".format(x) }}',
    "format of an answer": "{{ x.format(b) }}",
    "format_map": '{{ "x".format_map(x) }}',
    "class": '{{ "".__class__ }}',
    "mro": '{{ "".__class__.__mro__[1].__subclasses__() }}',
    "attr": '{{ x|attr("__class__") }}',
    "map": '{{ [x]|map(attribute="__class__")|list }}',
    "filter of a word": "{{ each(guarantors)|upper }}",
    "method of a word": "{{ each(guarantors).upper() }}",
    "sort": '{{ [x]|sort(attribute="__class__") }}',
    "groupby": '{% for y in [x]|groupby("__class__") %}{{ x }}{% endfor %}',
    "cycler": "{{ cycler.__init__.__globals__.os }}",
    "cycler called": "{{ cycler(1) }}",
    "joiner": "{{ joiner.__init__.__globals__ }}",
    "namespace": "{{ namespace(a=1) }}",
    "lipsum": '{{ lipsum.__globals__["os"].popen("id") }}',
    "range": "{{ range(10) }}",
    "dict": "{{ dict(a=1) }}",
    "self": "{{ self._TemplateReference__context }}",
    "self in a loop": "{% for x in xs %}{{ loop.__class__ }}{% endfor %}",
    "caller": "{{ caller() }}",
    "varargs": "{{ varargs }}{{ self.x() }}",
    "item": '{{ x["__class__"] }}',
    "item by number": "{{ x[0] }}",
    "slice": "{{ x[0:9] }}",
    "attribute": "{{ x.b }}",
    "hidden name": "{{ _x }}",
    "the printer": "{{ __import__ }}",
    "assignment": "{% set x = 1 %}",
    "block assignment": "{% set x %}x{% endset %}",
    "macro": "{% macro m() %}x{% endmacro %}",
    "call block": "{% call m() %}x{% endcall %}",
    "include": '{% include "/etc/passwd" %}',
    "import": '{% import "x" as y %}',
    "from": '{% from "x" import y %}',
    "extends": '{% extends "x" %}',
    "block": "{% block x %}{% endblock %}",
    "with": "{% with x = 1 %}x{% endwith %}",
    "filter block": "{% filter upper %}x{% endfilter %}",
    "autoescape": "{% autoescape true %}x{% endautoescape %}",
    "raw then code": "{% raw %}{{ x }}{% endraw %}{{ x.b }}",
    "comment": "shall {# not #} consult",
    "trimmed comment": "shall {#- not -#} consult",
    "test": "{% if x is defined %}x{% endif %}",
    "test with code": "{% if x is filter %}x{% endif %}",
    "unpacked arguments": "{{ each(*x) }}",
    "unpacked names": "{{ each(**x) }}",
    "a word handed over": "{{ x if each else b }}",
    "a word shadowed": "{% for each in guarantors %}{{ each }}{% endfor %}",
    "unpacked loop": "{% for x, b in c %}x{% endfor %}",
    "loop over a call": "{% for x in each(b) %}x{% endfor %}",
    "loop over a list": "{% for x in [1, 2] %}x{% endfor %}",
    "loop with condition": "{% for x in b if x %}x{% endfor %}",
    "recursive loop": "{% for x in b recursive %}{{ loop(x) }}{% endfor %}",
    "loop in a loop": "{% for x in b %}{% for c in d %}x{% endfor %}{% endfor %}",
    "hidden column": "{% for x in b %}{{ x._cells }}{% endfor %}",
    "column of another": "{% for x in b %}{{ c.d }}{% endfor %}",
    "call of a column": "{% for x in b %}{{ x.c() }}{% endfor %}",
    "mapping": "{{ {'a': 1} }}",
    "bytes of a float": "{{ 1.5 }}",
}

BOMBS = {
    "power": "{{ 9**(9**9) }}",
    "power never reached": "{% if false %}{{ 9**(9**9) }}{% endif %}",
    "small power": "{{ 9**9 }}",
    "multiplied text": '{{ "a" * 999999999 }}',
    "multiplied number": "{{ 99999 * 99999 }}",
    "division": "{{ 1 / 0 }}",
    "whole division": "{{ 1 // 0 }}",
    "modulo": "{{ '%999999999d' % 1 }}",
    "concatenation": "{{ x ~ x ~ x }}",
    "center": '{{ "a"|center(999999999) }}',
    "indent": '{{ "a"|indent(999999999) }}',
    "width": "{{ '{:999999999}'.format(1) }}",
    "nested ranges": "{% for x in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}",
    "long number": "{{ " + "9" * 5000 + " }}",
    "deep brackets": "{{ " + "(" * 5000 + "x" + ")" * 5000 + " }}",
    "deep lists": "{{ " + "[" * 5000 + "]" * 5000 + " }}",
    "long chain": "{{ x" + " + x" * 20_000 + " }}",
    "long and": "{{ x" + " and x" * 16_000 + " }}",
    "long not": "{{ " + "not " * 20_000 + "x }}",
    "long minus": "{{ " + "-" * 20_000 + "1 }}",
    "long condition": "{{ " + "x if y else " * 6_000 + "z }}",
    "long elif": "{% if x %}" + "{% elif x %}x" * 7_000 + "{% endif %}",
    "deep if": "{% if x %}" * 4_000 + "x" + "{% endif %}" * 4_000,
    "deep calls": "{{ " + "each(" * 5_000 + "x" + ")" * 5_000 + " }}",
    "long attributes": "{{ x" + ".b" * 20_000 + " }}",
    "long filters": "{{ x" + "|upper" * 10_000 + " }}",
    "long source": "x" * (SOURCE_LIMIT + 1),
    "unclosed": "{{ " * 20_000,
    "unclosed tags": "{% if x %}" * 9_000,
    "tags a comment hides": "{% if x %}{% raw %}{% endif %}{% endraw %}" * 2_300,
    "tags a quotation hides": "{% if x %}{{ '{% endif %}' }}" * 3_300,
    **{
        f"open {tag}": f"{{% {tag} %}}" * 4_000
        for tag in ("with", "filter upper", "macro m()", "for y in x", "block b")
    },
}


def refused(source: str) -> tuple[str, ...]:
    """What is said of a template that begins on line 7 of a file, within a second."""
    begun = time.process_time()
    template = Template(source, "stranger/clause/en.md", 7)
    assert time.process_time() - begun < 1
    assert template.mistakes
    for problem in template.mistakes:
        assert re.match(r"stranger/clause/en\.md:\d+$", str(problem.where)), problem
        assert int(str(problem.where).rpartition(":")[2]) >= 7
        assert problem.what and problem.hint
        assert not problem.what[0].isupper() and not problem.what.endswith(".")
    return tuple(str(problem.where) for problem in template.mistakes)


@pytest.mark.parametrize("source", ESCAPES.values(), ids=ESCAPES.keys())
def test_escapes_are_refused(source: str) -> None:
    refused(source)


@pytest.mark.parametrize("source", BOMBS.values(), ids=BOMBS.keys())
def test_bombs_are_refused_before_they_go_off(source: str) -> None:
    refused(source)


@pytest.mark.parametrize("source", ["9**9", "x|attr('b')", "''.__class__", "range(9)", "x) }}{{ (b.c", "(" * 5000])
def test_conditions_go_through_the_same_walk(source: str) -> None:
    begun = time.process_time()
    condition = Condition(source, "stranger/clause/clause.yaml", 3)
    assert time.process_time() - begun < 1
    assert str(condition.mistakes[0].where) == "stranger/clause/clause.yaml:3"


def test_each_mistake_has_its_own_line() -> None:
    places = refused("first\n{{ x.b }}\n\n{{ 9**9 }}\nlast {{ x|upper }}")
    assert places == tuple(f"stranger/clause/en.md:{line}" for line in (8, 10, 11))


@pytest.mark.parametrize(
    "source", ["{% if x %}1. x{% endif %}", "1. x\n{% endif %} 2. y", "{% if x %}   (a) x\n{% endif %}"]
)
def test_tags_around_a_marker_are_refused(source: str) -> None:
    assert any("around a marker" in problem.what for problem in Template(source, "f", 1).mistakes)


# ------------------------------------------------------------------------------------------------ what may be written


def rendered(source: str, **context: object) -> str:
    template = Template(source, "clause/en.md", 1)
    assert template.mistakes == ()
    return template.render({PRINT: lambda value: escape(str(value)), **context})


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("1. One{% if x %} and two{% endif %}\n2. Three\n", "1. One and two\n2. Three\n"),
        ("1. One {% if y %}two{% else %}three{% endif %}\n2. Four\n", "1. One three\n2. Four\n"),
        ("{% if x %}\n1. One\n{% endif %}\n2. Two\n", "1. One\n2. Two\n"),
        ("   {% if x %}\n   (a) one\n   {% endif %}\n   (b) two\n", "   (a) one\n   (b) two\n"),
        ("{% for row in rows %}\n| {{ row.name }}\n{% endfor %}\nend\n", "| x\n| y\nend\n"),
        ("One{% if y %} two{% endif %}   \nthree\n", "One\nthree\n"),
    ],
)
def test_a_line_of_words_keeps_its_end_and_a_line_of_tags_has_none(source: str, text: str) -> None:
    rows = (Row({"name": "x"}), Row({"name": "y"}))
    # the tag that ends a line may leave the spaces before the line's end; the notation does not see them
    assert re.sub(r" +\n", "\n", rendered(source, x=True, y=False, rows=rows)) == text.rstrip("\n")


@given(st.text(max_size=60))
def test_what_a_person_typed_is_never_a_template(words: str) -> None:
    assert rendered("{{ x }}", x=words) == escape(words)


@given(st.text(st.sampled_from("{}%#xy \n-+()[].|*9"), max_size=80))
def test_any_text_is_refused_or_rendered(source: str) -> None:
    template = Template(source, "f", 1)
    if not template.mistakes and not template.names:
        assert isinstance(template.render({PRINT: str}), str)


def test_names_are_those_a_text_reads() -> None:
    source = "{% if p and not q %}{{ each(r, form='possessive') }}{% endif %}{% for row in s %}{{ row.x }}{% endfor %}"
    assert Template(source, "f", 1).names == dict.fromkeys("pqrs", 1)
    assert Condition("timing == 'x' and has('a/b')", "f", 1).names == {"timing": 1}


def test_what_a_text_yields_is_bounded() -> None:
    source = "{% for row in rows %}{{ row.x }}{% endfor %}"
    rows = (Row({"x": "x" * 1000}),) * (OUTPUT_LIMIT // 1000 + 2)
    with pytest.raises(ValueError, match="grows beyond"):
        rendered(source, rows=rows)


def test_a_text_may_nest_as_deep_as_a_lawyer_would() -> None:
    assert rendered("{% if x %}" * 12 + "x" + "{% endif %}" * 12, x=True) == "x"
    assert DEPTH_LIMIT >= 40


# ------------------------------------------------------------------------------------------------ the words

CALLS = {
    "each": "guarantors", "any": "guarantors", "a": "guarantors", "that": "guarantors", "the": "guarantors",
    "other": "guarantors", "noun": "guarantors", "nouns": "guarantors", "names": "guarantors", "many": "guarantors",
    "count": "guarantors", "mutual": "", "party": "host", "government": "host", "shall": "", "shall_not": "", "may": "",
    "word": "'Treaty'", "has": "'governance/council'", "span": "within", "number": "three", "ordinal": "three",
    "amount": "sum", "percent": "share", "fraction": "third", "date": "day", "languages": "texts",
    "shares": "'equal', guarantors", "formal": "guarantors", "called": "guarantors", "each_other": "guarantors",
    "any_other": "guarantors", "the_other": "guarantors", "addressee": "guarantors, host",
    "depositary_or": "parties, party(host)", "organisation_in": "parties",
}  # fmt: skip
"""Each word, and something it can be given."""


def test_the_closed_set_of_words_is_what_the_speaker_says() -> None:
    assert {word.lower() for word in WORDS} == set(CALLS)
    for word in WORDS:
        assert callable(getattr(TemplateWords, f"_{word.lower()}")), word
    page = (Path(__file__).parent.parent / "clauses" / "README.md").read_text(encoding="utf-8")
    undocumented = {word for word in CALLS if f"{word}(" not in page} - {"formal", "called"}  # of the frame alone
    assert not undocumented


def test_every_word_speaks() -> None:
    library = load_library()
    draft = parse_draft("treatydraft: 1\noutline: coalition-treaty\n", "draft", library)
    composer = Composer(draft, library, select(draft, library))
    context = {
        **composer.words,
        **composer.answers.shared(),
        "within": Duration(24, "hour"),
        "three": 3,
        "sum": Money(Decimal(5), "EUR"),
        "share": Share(Decimal("2.5")),
        "third": Fraction(1, 3),
        "day": date(2026, 1, 6),
    }
    for word in WORDS:
        template = Template(f"{{{{ {word}({CALLS[word.lower()]}) }}}}", "f", 1)
        assert template.mistakes == ()
        said = template.render(context)
        assert said and "{?" not in said, word
        if word[0].isupper():
            assert next(letter for letter in said if letter.isalpha()).isupper(), (word, said)
