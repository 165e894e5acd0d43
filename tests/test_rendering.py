"""What is kept of one draft never shows in another: with the memory and without it, every draft is the same tree."""

from __future__ import annotations

import json
from collections.abc import Hashable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from treatydraft.cache import Cache
from treatydraft.composition.composer import Composer, compose
from treatydraft.composition.words import TemplateWords
from treatydraft.drafting.answers import Answers
from treatydraft.drafting.draft import parse_draft
from treatydraft.drafting.selection import Chosen, select
from treatydraft.errors import Problem, TreatydraftError
from treatydraft.instrument.tree import Instrument
from treatydraft.library.cache import Uncacheable, value_key
from treatydraft.library.loading import Library, load_library
from treatydraft.library.question import Question
from treatydraft.template.inputs import ROLE_WORDS, Reading, inputs
from treatydraft.template.template import WORDS, Template
from treatydraft.value import Choice, Duration, Missing, Money, Open, Role, Row, Share


class Forgetful(Cache):
    """Keeps nothing."""

    def get(self, key: Hashable) -> Any:
        return None


LIBRARY = load_library()
"""One library for every example, so that each meets what the others left in its memory."""

CODES = ("FR", "GB", "DE", "PL", "NO", "UA", "MD", "EU")
SHARED = {"guarantors", "beneficiaries", "order", "texts"}


def composed(library: Library, memory: Cache, text: str) -> Instrument | tuple[Problem, ...]:
    library.memory = memory
    try:
        return compose(parse_draft(text, "draft.yaml", library), library)
    except TreatydraftError as wrong:
        return tuple(wrong.problems)


def answers(question: Question) -> st.SearchStrategy[object]:
    """Answers to a question, one of several proposals among them."""
    offered: dict[str, list[object]] = {
        "choice": list(question.offers),
        "choices": [[one] for one in question.offers],
        "boolean": ["yes", "no"],
        "integer": ["1", "2", "3", "7", "24"],
        "duration": ["1 day", "24 hours", "48 hours", "2 months"],
        "money": ["EUR 1000000", "EUR 1 million", "EUR 1000000.0", "EUR 20"],
        "share": ["2%", "2.0%", "50%"],
        "fraction": ["1/2", "2/3"],
        "date": ["2026-01-06", "2027-02-01"],
        "party": ["FR", "UA", "guarantors"],
        "parties": [["FR"], ["FR", "GB"], ["UA"], "all"],
        "text": ["Kyiv", "the {{ river }} *Bug*", "  "],
    }
    some = offered.get(question.type)
    if not some:
        return st.nothing()
    one = st.sampled_from(some)
    return one | st.lists(one, min_size=1, max_size=2).map(lambda several: {"open": several})


QUESTIONS = {
    id: {name: some for name, one in LIBRARY.clause(id).questions.items() if not (some := answers(one)).is_empty}
    for id in LIBRARY.clause_ids
}
ASKED = [id for id, questions in QUESTIONS.items() if questions]
COMMON = {name: answers(one) for name, one in LIBRARY.questions().items() if name not in SHARED and one.type != "rows"}


@st.composite
def drafts(draw: st.DrawFn) -> str:
    """A draft as text: few companies and few answers, so that most of it has been met before."""
    outline = draw(st.sampled_from(LIBRARY.outline_names))
    several = st.lists(st.sampled_from(CODES), min_size=1, max_size=4, unique=True)
    data: dict[str, Any] = {
        "treatydraft": "1",
        "outline": outline,
        "register": draw(st.sampled_from(LIBRARY.outline(outline).registers)),
        "answers": {
            "guarantors": draw(several | st.lists(several, min_size=2, max_size=2).map(lambda two: {"open": two})),
            "beneficiaries": draw(st.just(["UA"]) | several | st.just("all")),
            "order": draw(st.sampled_from(["alphabetical", "guarantors-first"])),
        },
        "clauses": {},
    }
    for name in draw(st.lists(st.sampled_from(sorted(COMMON)), max_size=2, unique=True)):
        data["answers"][name] = draw(COMMON[name])
    there = [one.clause for one in select(parse_draft(json.dumps(data), "draft.yaml", LIBRARY), LIBRARY).chosen]
    for id in draw(st.lists(st.sampled_from(there), max_size=4, unique=True)) if there else ():
        said: dict[str, object] = {}
        for name in draw(st.lists(st.sampled_from(sorted(QUESTIONS[id])), max_size=3)) if QUESTIONS[id] else ():
            said[name] = draw(QUESTIONS[id][name])
        if draw(st.booleans()):
            said["variant"] = draw(st.sampled_from(sorted(LIBRARY.clause(id).variants)))
        data["clauses"][id] = draw(st.just(False) | st.just(said)) if said else False
    if draw(st.booleans()):
        name = draw(st.sampled_from(["France", "the Republic of the *Gauls*"]))
        data["parties"] = {"FR": {"formal": name, "short": name}}
    return json.dumps(data)


KEPT = Cache()
SMALL = Cache(40)  # that forgets all the time


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(drafts())
def test_a_draft_is_the_same_with_and_without_memory(text: str) -> None:
    alone = composed(LIBRARY, Forgetful(), text)
    assert composed(LIBRARY, KEPT, text) == alone
    assert composed(LIBRARY, KEPT, text) == alone
    assert composed(LIBRARY, SMALL, text) == alone


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% if mutual() %}all{% else %}some{% endif %}", ["all", "some", "all"]),
        ("{% if has('x/y') %}a{% endif %}b", ["ab", "b", "ab"]),
    ],
)
def test_what_a_text_asks_of_the_whole_is_part_of_its_key(source: str, expected: list[str]) -> None:
    template, said = Template(source), []
    for beneficiaries in ('"all"', '["UA"]', '"all"'):
        text = '{"treatydraft": "1", "outline": "coalition-treaty", "answers": {"guarantors": ["FR", "GB"], '
        draft = parse_draft(text + f'"beneficiaries": {beneficiaries}}}}}', "draft.yaml", LIBRARY)
        selection = select(draft, LIBRARY)
        if beneficiaries == '"all"':
            chosen = (*selection.chosen, Chosen("x/y", "article", ""))
            selection = replace(selection, chosen=chosen)
        composer = Composer(draft, LIBRARY, selection)
        said.append(composer.render.text(template, composer.words))
    assert said == expected


def test_most_of_a_second_draft_is_remembered() -> None:
    """Two drafts of other guarantors share their texts but for those that name or count them."""
    made: list[tuple[Template, str]] = []

    class Watched(Cache):
        def put(self, key: Hashable, value: object) -> None:
            if isinstance(key, tuple) and isinstance(key[0], Template):
                made.append((key[0], key[0].source))
            super().put(key, value)

    library = load_library()
    memory = Watched()
    text = '{"treatydraft": "1", "outline": "coalition-treaty", "answers": {"guarantors": %s, "beneficiaries": ["UA"]}}'
    assert isinstance(composed(library, memory, text % '["FR", "GB", "DE"]'), Instrument)
    first = len(made)
    assert isinstance(composed(library, memory, text % '["NO", "PL", "DE", "EU"]'), Instrument)
    assert first > 60 and len(made) - first < first / 4


# ------------------------------------------------------------------------------------------------ keys

ALIKE = (
    (1, True),
    (0, False),
    (Decimal("1.0"), Decimal("1.00")),
    (Decimal(1), 1),
    (Money(Decimal("1.0"), "EUR"), Money(Decimal("1.00"), "EUR")),
    (Share(Decimal(2)), Share(Decimal("2.0"))),
    (Duration(1, "day"), Duration(24, "hour")),
    (Duration(24, "hour"), 24),
    (Open((1, 2)), 1),
    (Open((1, 2)), Open((1, 3))),
    (Choice("a", "one"), "a"),
    (Choice("a", "one"), Choice("a", "two")),
    (Row({"n": 1}), Row({"n": True})),
    ((1,), (True,)),
    ({"n": [1]}, {"n": [True]}),
)


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_what_only_compares_equal_has_keys_of_its_own(one: object, other: object) -> None:
    assert one == other
    assert value_key(one) != value_key(other)


SOME = ("a", None, 3, date(2026, 1, 6), Fraction(1, 2), ("a", 1), ["a"], {"a": "b"}, Missing("k"), Role("r", ("FR",)))


@pytest.mark.parametrize("value", [*SOME, *(value for pair in ALIKE for value in pair)])
def test_a_key_is_the_same_each_time_and_no_others(value: object) -> None:
    assert hash(value_key(value)) == hash(value_key(value)) and value_key(value) == value_key(value)
    assert [one for one in SOME if value_key(one) == value_key(value)] in ([], [value])


def test_a_kind_that_is_not_known_has_no_key() -> None:
    for value in (object(), 1.5, {1, 2}, Answers, ("a", object())):
        with pytest.raises(Uncacheable):
            value_key(value)


def test_a_memory_forgets_what_is_not_asked_for() -> None:
    memory = Cache(10)
    for n in range(100):
        memory.put(n, n)
        assert memory.get(0) == 0
    assert memory.get(99) == 99 and memory.get(50) is None


# ------------------------------------------------------------------------------------------------ what texts ask

PARTY_SETS = (
    ("FR", "GB"),
    ("GB", "FR", "DE"),
    ("FR", "GB", "DE", "PL"),
    ("FR",),
    ("UA",),
    ("FR", "GB", "DE", "PL", "UA"),
)


def test_role_words_say_the_same_of_roles_heard_the_same() -> None:
    answers = {"guarantors": ["FR", "GB", "DE", "PL"], "beneficiaries": ["UA"]}
    data = {"treatydraft": "1", "outline": "coalition-treaty", "answers": answers}
    draft = parse_draft(json.dumps(data), "draft.yaml", LIBRARY)
    speaker = TemplateWords(LIBRARY.language("en"), "treaty", Answers(draft, LIBRARY, select(draft, LIBRARY)))
    words = speaker.words()
    assert ROLE_WORDS <= WORDS
    roles = [Role(name, codes) for name in ("guarantors", "beneficiaries", "hosts") for codes in PARTY_SETS]
    alike = [(one, other) for one in roles for other in roles if speaker.role_key(one) == speaker.role_key(other)]
    assert sum(one is not other for one, other in alike) >= 6
    for name in sorted({*ROLE_WORDS, *(word for word in WORDS if word.lower() in ROLE_WORDS)}):
        word: Any = words[name]
        plain = ("noun", "nouns", "called", "many")
        forms: tuple[tuple[str, ...], ...] = ((),) if name.lower() in plain else ((), ("possessive",))
        forms = (("FR",),) if name in ("addressee", "depositary_or", "Depositary_or") else forms
        for one, other in alike:
            assert all(word(one, *form) == word(other, *form) for form in forms), name


def said_in(draft: str, source: str) -> str:
    """What a text says in a draft over the outline without clauses."""
    opened = parse_draft(f"treatydraft: 1\noutline: blank\n{draft}\n", "draft.yaml", LIBRARY)
    composer = Composer(opened, LIBRARY, select(opened, LIBRARY))
    return Template(source).render({**composer.words, **composer.answers.shared()})


APART = "{{ each_other(guarantors) }}, {{ any_other(beneficiaries) }}, {{ The_other(guarantors, 'possessive') }}"


@pytest.mark.parametrize(
    ("guarantors", "beneficiaries", "said"),
    [
        ("[FR, DE, PL]", "all", "each other {Party}, any other {Party}, The other {Party:Parties}’"),
        ("[FR, DE]", "all", "the other {Party}, the other {Party}, The other {Party}’s"),
        ("[FR, DE]", "[PL]", "each {Guarantor}, Poland, The {Guarantor:Guarantors}’"),
        ("[FR]", "[PL, UA]", "France, any {Beneficiary}, France’s"),
        ("[FR, UA]", "[UA]", "the other {Party}, Ukraine, The other {Party}’s"),
    ],
)
def test_who_owes_is_told_apart_from_who_is_owed(guarantors: str, beneficiaries: str, said: str) -> None:
    assert said_in(f"answers: {{guarantors: {guarantors}, beneficiaries: {beneficiaries}}}", APART) == said


@pytest.mark.parametrize(
    ("guarantors", "beneficiaries", "said"),
    [
        ("[FR, DE]", "all", "Either {Party}, either {Party}"),
        ("[FR]", "[UA]", "Either {Party}, France"),
        ("[FR, DE]", "[UA]", "Any {Party}, any {Guarantor}"),
    ],
)
def test_any_of_two_parties_is_either(guarantors: str, beneficiaries: str, said: str) -> None:
    draft = f"answers: {{guarantors: {guarantors}, beneficiaries: {beneficiaries}}}"
    assert said_in(draft, "{{ Any(parties) }}, {{ any(guarantors) }}") == said


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (("drones",), "drones"),
        (("drones", "artillery"), "drones and artillery"),
        (("air and sea power",), "air and sea power"),
        (("drones", "air and sea power"), "drones, and air and sea power"),
        (("research and training", "drones", "fuel"), "research and training, drones, and fuel"),
    ],
)
def test_choices_that_are_joined_in_themselves_stand_apart(texts: tuple[str, ...], said: str) -> None:
    draft = parse_draft("treatydraft: 1\noutline: blank\n", "draft.yaml", LIBRARY)
    speaker = TemplateWords(LIBRARY.language("en"), "treaty", Answers(draft, LIBRARY, select(draft, LIBRARY)))
    assert speaker.print(tuple(Choice(text) for text in texts)) == said


@pytest.mark.parametrize(
    ("register", "guarantors", "depositary", "said"),
    [
        ("treaty", "[FR, DE]", "", "France keeps it, the Government of the French Republic hears"),
        ("treaty", "[FR, DE]", "final/depositary: {}", "The {Depositary} keeps it, the {Depositary} hears"),
        (
            "memorandum",
            "[FR, DE]",
            "final/depositary: {}",
            "France keeps it, the Government of the French Republic hears",
        ),
        ("treaty", "[FR]", "final/depositary: {}", "France keeps it, the other {Party} hears"),
        ("treaty", "[FR]", "", "France keeps it, the other {Party} hears"),
    ],
)
def test_a_treaty_of_more_than_two_has_a_depositary(register: str, guarantors: str, depositary: str, said: str) -> None:
    answers = f"answers: {{guarantors: {guarantors}, beneficiaries: [UA], host: FR}}"
    draft = f"register: {register}\nclauses: {{{depositary}}}\n{answers}"
    source = "{{ Depositary_or(parties, party(host)) }} keeps it, {{ addressee(parties, host) }} hears"
    assert said_in(draft, source) == said


def asked(source: str) -> object:
    template = Template(source)
    assert not template.mistakes
    found = template.inputs
    return found and (found.values, found.roles, found.clauses, found.mutual)


def test_what_a_text_depends_on() -> None:
    assert asked("words") == ((), (), (), False)
    assert asked("{{ each(guarantors) }} {{ shall() }} pay {{ amount(sum) }}") == (("sum",), ("guarantors",), (), False)
    assert asked("{{ The(guarantors, form) }} {{ names(guarantors) }}") == (
        ("form", "guarantors"), ("guarantors",), (), False,
    )  # fmt: skip
    assert asked('{% if has("a/b:c") and mutual() %}\nx\n{% endif %}') == ((), (), ("a/b:c",), True)
    assert asked("{% for row in rows %}\n{{ row.who }}\n{% endfor %}") == (("rows",), (), (), False)
    for word in ("depositary_or", "Depositary_or"):
        assert asked(f"{{{{ {word}(parties, party(host)) }}}}") == (
            ("host",),
            ("parties",),
            ("final/depositary",),
            False,
        )
    for few in ("count(parties) == 2", "2 < 3 and count(parties) > 2", "not count(parties) <= 1"):
        assert asked(f"{{% if {few} %}}x{{% endif %}}") == ((), ("parties",), (), False)
    for whole in ("count(parties) == 3", "2 > count(parties)", "count(parties) == count(texts)"):
        assert asked(f"{{% if {whole} %}}x{{% endif %}}") != ((), ("parties",), (), False)


@pytest.mark.parametrize(
    "source",
    [
        "{{ has(name) }}",
        "{{ each(guarantors if few else beneficiaries) }}",
        "{{ each() }}",
        "{% for row in rows %}\n{{ each(row.who) }}\n{% endfor %}",
        "{% for row in rows %}\n{{ each(row) }}\n{% endfor %}",
        "{{ row }}\n{% for row in rows %}\n{{ row.who }}\n{% endfor %}",
    ],
)
def test_a_text_that_does_not_tell_is_not_kept(source: str) -> None:
    assert asked(source) is None


def test_every_text_of_the_library_tells_what_it_depends_on() -> None:
    for id in LIBRARY.clause_ids:
        clause = LIBRARY.clause(id)
        for template in (clause.heading, *clause.texts.values(), *clause.definitions.values()):
            assert template.inputs is not None, template.where
            assert set(template.names) == {*template.inputs.values, *template.inputs.roles}


def test_a_call_of_what_is_no_word_is_no_text() -> None:
    template = Template("{{ a.b(c) }}")
    assert template.mistakes and template.inputs is None
    assert inputs(Reading(), ()) is not None
