"""The rules: each has its page and its line in the table, and none cries wolf over the bundled outlines."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypedDict

import pytest
from hypothesis import HealthCheck, given, settings

import treatydraft.checks
from tests.house import PARTY_SETS
from tests.trees import ENGLISH, instruments
from treatydraft import (
    RULES,
    Assembly,
    Finding,
    Instrument,
    UsageError,
    compose,
    explain,
    load_library,
    parse_draft,
    write,
)
from treatydraft.checks import SEVERITIES, apply_rules, wording
from treatydraft.checks.force import force_without_consent
from treatydraft.checks.times import measure_timed_twice
from treatydraft.checks.triggers import trigger_without_decision
from treatydraft.instrument.index import index
from treatydraft.instrument.notation import parse_inline
from treatydraft.instrument.numbering import number
from treatydraft.instrument.plain_text import plain_text
from treatydraft.record.facts import (
    OUTCOMES,
    Act,
    Bearer,
    Decision,
    DecisionRule,
    Duration,
    Facts,
    Outcome,
    Role,
    Start,
    Time,
)

HERE = Path(__file__).parent
PAGES = HERE / "cases" / "checks"
BUNDLED = load_library()
LIBRARY = load_library([HERE / "library"])
OUTLINES = [(name, register) for name in BUNDLED.outline_names for register in BUNDLED.outline(name).registers]
HEADINGS = ("What it does", "Why it matters", "Example", "References")


DRAFTS = [
    block
    for path in sorted(PAGES.glob("*.md"))
    for block in re.findall(r"^```yaml draft\ntreatydraft: 1\n(.*?)^```", path.read_text(encoding="utf-8"), re.M | re.S)
]
"""Every draft of the pages."""


def drafted(text: str) -> tuple[Instrument, Facts]:
    draft = parse_draft(f"treatydraft: 1\n{text}", "draft.yaml", LIBRARY)
    return compose(draft, LIBRARY), Assembly(draft, LIBRARY).facts


# ------------------------------------------------------------------------------------------------ the table


def test_every_module_is_in_the_table() -> None:
    families = [found.name for found in pkgutil.iter_modules(treatydraft.checks.__path__) if found.ispkg]
    modules = [
        (family, found.name)
        for family in families
        for found in pkgutil.iter_modules(importlib.import_module(f"treatydraft.checks.{family}").__path__)
    ]
    named = {(rule.family.replace("-", "_"), rule.name.replace("-", "_")) for rule in RULES.values()}
    assert set(modules) == named
    assert len(modules) == len(RULES)
    for family, name in modules:
        source = inspect.getsource(importlib.import_module(f"treatydraft.checks.{family}.{name}"))
        assert f'"{name.replace("_", "-")}"' not in source, f"{name} says its own name, which its file has"


def test_every_rule_has_a_page_that_shows_it() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == set(RULES)
    for name, rule in RULES.items():
        page = (PAGES / f"{name}.md").read_text(encoding="utf-8")
        assert re.search(rf"^{rule.severity} {name} \S+: ", page, re.MULTILINE), f"{name} finds nothing on its page"


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_manual_page(rule: str) -> None:
    page = explain(rule)
    first, *_ = page.split("\n")
    assert first.endswith(".")
    at = [page.index(f"\n{heading}\n") for heading in HEADINGS]
    assert at == sorted(at)
    assert re.search(r"^ +wrong: .*\n(?: .*\n)*? +right: ", page, re.MULTILINE)
    assert re.search(r"[A-Z]{3}-\d\d", page[at[-1] :])
    assert RULES[rule].severity in SEVERITIES


# ------------------------------------------------------------------------------------------------ check

FAULTS = """
outline: watch
clauses:
  own/first: {text: "1. @a The {Secretariat} shall ask {?whom}.\\n2. @b It shall answer under {@nowhere/to-go}."}
  own/second: {text: "1. @c The {Registry} shall keep it.", after: own/first}
"""


def names(found: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(finding.rule, finding.address) for finding in found]


ALL = [
    ("undefined-term", "own/first#a"),
    ("open-hole", "own/first#a"),
    ("dangling-reference", "own/first#b"),
    ("undefined-term", "own/second#c"),
]


def test_findings_stand_in_reading_order_with_their_place() -> None:
    found = apply_rules(*drafted(FAULTS))
    assert names(found) == ALL
    assert [finding.place for finding in found] == ["Article 3, paragraph 1"] * 2 + [
        "Article 3, paragraph 2",
        "Article 4",
    ]


class Asked(TypedDict, total=False):
    """Which rules are applied, and which of their findings are accepted."""

    select: list[str]
    ignore: list[str]
    accept: list[tuple[str, str]]


@pytest.mark.parametrize(
    ("options", "left"),
    [
        ({"select": ["open-hole"]}, [1]),
        ({"select": ["definitions", "references"]}, [0, 2, 3]),
        ({"ignore": ["undefined-term"]}, [1, 2]),
        ({"select": ["undefined-term"], "ignore": ["definitions"]}, []),
        ({"accept": [("undefined-term", "own/second#c"), ("open-hole", "own/first#b")]}, [0, 1, 2]),
    ],
)
def test_what_is_told(options: Asked, left: list[int]) -> None:
    assert names(apply_rules(*drafted(FAULTS), **options)) == [ALL[n] for n in left]


@pytest.mark.parametrize("option", ["select", "ignore"])
def test_a_rule_nobody_knows(option: str) -> None:
    unknown = ["undefined-terms"]
    asked: Asked = {"select": unknown} if option == "select" else {"ignore": unknown}
    with pytest.raises(UsageError) as told:
        apply_rules(*drafted(FAULTS), **asked)
    [problem] = told.value.problems
    assert str(problem.where) == f"--{option}"
    assert "'undefined-terms'" in problem.what
    assert "'undefined-term'" in problem.hint
    with pytest.raises(UsageError, match="dangling-reference"):
        explain("dangling-references")


def test_findings_are_told_in_one_voice() -> None:
    found = [finding for draft in DRAFTS for finding in apply_rules(*drafted(draft))]
    assert {finding.rule for finding in found} == set(RULES)
    for finding in found:
        for words in (finding.message, finding.hint):
            assert (words and not words[0].isupper()) or words.startswith("'"), words
            assert not words.endswith("."), words


# ------------------------------------------------------------------------------------------------ the words meant


def meant(text: str) -> Iterator[tuple[Finding, str]]:
    """What is found in a draft that has a span, and the words there."""
    instrument, known = drafted(text)
    found = index(instrument)
    for finding in apply_rules(instrument, known, found):
        if finding.offset is None:
            assert finding.length == 0
        else:
            words = found.text(finding.address, known.language)
            assert 0 <= finding.offset < finding.offset + finding.length <= len(words)
            yield finding, words[finding.offset :][: finding.length]


EXACT = ("placeholder-left", "register-mixed", "mixed-scripts")
"""Rules whose message repeats the words it means."""


@pytest.mark.parametrize("draft", [*DRAFTS, FAULTS])
def test_a_span_is_that_of_the_words_the_message_names(draft: str) -> None:
    for finding, words in meant(draft):
        named = re.findall(r"'([^']*)'", finding.message)
        if finding.rule in EXACT:
            assert named == [words]
        elif finding.rule == "open-proposal":
            assert words[0] == "[" and words[-1] == "]"
            assert words.count("][") + len(re.findall(r"\][^\[\]]+\[", words)) >= len(named) - 1
        elif finding.rule == "open-hole":
            assert words == f"[… {finding.message.removesuffix(' is missing')} …]"
        elif finding.rule == "dangling-reference":
            assert words == f"[… {finding.message.removeprefix('the reference to ').removesuffix(' leads nowhere')} …]"
        elif finding.rule == "force-without-consent":
            assert "forces" in words and "territory" in words
        else:
            [term, *_] = named
            assert term == words.strip("“”")


ABOUT_ALL = {
    "measure-timed-twice", "shares-not-100", "trigger-without-decision", "withdrawal-after-term",
}  # fmt: skip
"""Rules that read the record, or a whole table."""


def test_the_rules_that_find_words_say_which() -> None:
    assert {finding.rule for draft in DRAFTS for finding, _ in meant(draft)} == set(RULES) - ABOUT_ALL


def test_spans_count_from_the_start_of_what_stands_at_the_address() -> None:
    draft = """
outline: watch
clauses:
  own/first:
    heading: Of TBD
    text: |
      1. @a {"A long name"} and “a quotation” in {Watch Council:the Council} [and *more* {?whom}] TBD by {Office}:
         (a) @b they go by {@watch/meeting}, XX
         ... [[civil] [or military]] ____, {@#nowhere}, and {Office}.
      2. @c A {=Seat} and a {=Seat:place}. It is sent. They send forces into the territory of “Ukraine”. It is sent.
"""
    texts = {
        "own/first": "Of TBD",
        "own/first#a": "A long name and “a quotation” in the Council [and more [… whom …]] TBD by Office:\n"
        "[[civil] [or military]] ____, [… #nowhere …], and Office.",
        "own/first#b": "they go by Article 1, XX",
        "own/first#c": "A “Seat” and a “place”. It is sent. They send forces into the territory of “Ukraine”. "
        "It is sent.",
    }
    told = [(one.address, one.rule, one.offset, words) for one, words in meant(draft)]
    assert told == [
        (where, rule, texts[where].index(words), words)
        for where, rule, words in (
            ("own/first", "placeholder-left", "TBD"),
            ("own/first#a", "dangling-reference", "[… #nowhere …]"),
            ("own/first#a", "undefined-term", "Office"),
            ("own/first#a", "open-hole", "[… whom …]"),
            ("own/first#a", "placeholder-left", "TBD"),
            ("own/first#a", "placeholder-left", "____"),
            ("own/first#a", "open-proposal", "[and more [… whom …]]"),
            ("own/first#a", "open-proposal", "[civil] [or military]"),
            ("own/first#a", "open-proposal", "[[civil] [or military]]"),
            ("own/first#b", "placeholder-left", "XX"),
            ("own/first#c", "term-defined-twice", "“place”"),
            ("own/first#c", "unused-definition", "“Seat”"),
            ("own/first#c", "force-without-consent", "They send forces into the territory of “Ukraine”"),
        )
    ]


# ------------------------------------------------------------------------------------------------ no false alarm


@pytest.mark.parametrize(("outline", "register"), OUTLINES)
def test_the_bundled_outlines_hold_up(outline: str, register: str) -> None:
    draft = parse_draft(f"treatydraft: 1\noutline: {outline}\nregister: {register}\n", "draft.yaml", BUNDLED)
    instrument = compose(draft, BUNDLED)
    found = apply_rules(instrument, Assembly(draft, BUNDLED).facts)
    assert [str(finding) for finding in found if finding.severity == "error"] == []
    length = len(write(instrument, "md", BUNDLED.language("en")).split())
    assert len(found) <= length / 400, "more than one finding in 400 words"


@pytest.mark.parametrize("company", PARTY_SETS)
@pytest.mark.parametrize(("outline", "register"), OUTLINES)
def test_no_warning_of_the_bundled_outlines_is_a_surprise(outline: str, register: str, company: str) -> None:
    """Nothing is told, whatever the company, but that two outlines follow texts in which nobody finds the attack."""
    draft = parse_draft(f"treatydraft: 1\noutline: {outline}\nregister: {register}\n", "draft.yaml", BUNDLED)
    draft = replace(draft, answers=PARTY_SETS[company])
    found = names(apply_rules(compose(draft, BUNDLED), Assembly(draft, BUNDLED).facts))
    unfound = [("trigger-without-decision", "collective-defense/response#duty")]
    assert found == (unfound if outline in ("bilateral-commitments", "north-atlantic") else [])


def test_names_and_quotations_are_passed_by() -> None:
    english = BUNDLED.language("en")
    words = parse_inline(
        'The {"Treaty shall"} and “each Party” *shall* [stand] in {Council:the Council}, {@a/b} "XX" {?what}'
    )
    judged = wording.wording(words, english)
    assert re.sub(f"{wording.PASSED}+", "~", judged) == "The ~ and ~ shall [stand] in the Council, ~ ~ ~"
    assert len(judged) == len(plain_text(words, english))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(instruments)
def test_what_is_judged_stands_where_it_stands_in_the_text(instrument: Instrument) -> None:
    found = index(number(instrument, ENGLISH))
    for passage in wording.passages(found, ENGLISH):
        text = found.text(passage.address, ENGLISH)
        assert text[passage.start : passage.start + len(passage.text)] == passage.text
        assert len(passage.wording) == len(passage.text)
        assert all(judged in (wording.PASSED, read) for judged, read in zip(passage.wording, passage.text, strict=True))


# ------------------------------------------------------------------------------------------------ what facts show

GUARANTORS, BENEFICIARIES = Role("guarantors", ("FR", "GB")), Role("beneficiaries", ("UA",))
COUNCIL = Role("council", ())
INSTRUMENT, FACTS = drafted("outline: watch\n")


def act(id: str, by: Role = GUARANTORS, after: str = "", **other: Any) -> Act:
    [some] = [one for one in FACTS.acts if one.id == "watch/response.assist"]
    start = Start((after,)) if after else None
    return replace(some, id=id, blocks=(at(id),), by=bearer(by), to=(BENEFICIARIES,), after=start, **other)


def at(id: str) -> str:
    return id.replace(".", "#")


def bearer(role: Role) -> Bearer:
    return Bearer(role, "each" if role.codes else "", role.codes)


def after(some: Act, *ids: str, later: bool = False) -> Act:
    return replace(some, after=Start(ids, later))


def decision(id: str, opens: str = "", adopted: tuple[str, ...] = (), consent: tuple[Role, ...] = ()) -> Decision:
    """A decision by consensus, with consent where some is needed, of which nothing but `adopted` follows."""
    return Decision(
        id,
        (at(id),),
        asks="whether",
        gives={},
        body=COUNCIL,
        voters=COUNCIL,
        opens=Start((opens,)) if opens else None,
        within=None,
        rule=DecisionRule(way="consensus", abstain="not_counted", consent=consent),
        outcomes={**dict.fromkeys(OUTCOMES, Outcome(says="none")), "adopted": Outcome(adopted)},
    )


def facts(*entries: Act | Decision) -> Facts:
    return replace(
        FACTS,
        rules=(),
        decisions=tuple(one for one in entries if isinstance(one, Decision)),
        acts=tuple(one for one in entries if isinstance(one, Act)),
        funds=(),
    )


FORCE = act("a/b.use", force="permitted")


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ([FORCE], True),
        ([replace(FORCE, force="ordered")], True),
        ([replace(FORCE, force="")], False),
        ([replace(FORCE, force="excluded")], False),
        ([replace(FORCE, mode="ban")], False),
        ([replace(FORCE, by=bearer(Role("force", ())))], False),
        ([replace(FORCE, to=(GUARANTORS,))], False),
        ([replace(FORCE, to=())], False),
        ([replace(FORCE, to=(GUARANTORS, BENEFICIARIES))], True),
        ([after(FORCE, "request")], False),
        ([after(FORCE, "armed-attack")], False),
        ([after(FORCE, "threat")], True),
        ([after(FORCE, "a/b.ask"), act("a/b.ask", BENEFICIARIES)], False),
        ([after(FORCE, "a/b.ask"), act("a/b.ask", GUARANTORS)], True),
        ([FORCE, decision("a/b.decide", adopted=("a/b.use",))], True),
        ([after(FORCE, "a/b.decide.adopted"), decision("a/b.decide")], True),
        ([FORCE, decision("a/b.decide", adopted=("a/b.use",), consent=(BENEFICIARIES,))], False),
        ([FORCE, decision("a/b.decide", "a/b.ask", ("a/b.use",)), act("a/b.ask", BENEFICIARIES)], False),
        ([after(FORCE, "a/b.decide.adopted"), decision("a/b.decide", "a/b.ask"), act("a/b.ask", BENEFICIARIES)], False),
        ([FORCE, decision("a/b.decide", "armed-attack", ("a/b.use",))], False),
        ([FORCE, decision("a/b.decide", "threat", ("a/b.use",))], True),
        ([after(FORCE, "a/b.again"), act("a/b.again", after="a/b.use")], True),
    ],
)
def test_consent(entries: list[Act | Decision], told: bool) -> None:
    found = list(force_without_consent.find(INSTRUMENT, facts(*entries), index(INSTRUMENT)))
    assert [finding.address for finding in found] == ["a/b#use"] * told


HELP = act("a/b.help", after="armed-attack")
ASK = act("a/b.ask", BENEFICIARIES, "armed-attack", mode="permission")


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ([HELP], ["a/b#help"]),
        ([after(HELP, "ceasefire-violation")], ["a/b#help"]),
        ([replace(HELP, strength=3)], []),
        ([replace(HELP, mode="permission")], []),
        ([replace(HELP, by=bearer(COUNCIL))], []),
        ([after(HELP, "threat")], []),
        ([replace(after(HELP, "threat"), force="permitted")], ["a/b#help"]),
        ([replace(after(HELP, "threat"), force="excluded")], []),
        ([decision("a/b.find", "armed-attack")], []),
        ([after(HELP, "a/b.find.adopted")], ["a/b#help"]),
        ([after(HELP, "a/b.find.adopted", "armed-attack"), decision("a/b.find", "armed-attack")], ["a/b#help"]),
        ([after(HELP, "a/b.find.adopted"), decision("a/b.find", "armed-attack")], []),
        ([after(HELP, "a/b.find.adopted", "armed-attack", later=True), decision("a/b.find")], []),
        ([replace(HELP, after=None), decision("a/b.find", "armed-attack", ("a/b.help",))], []),
        ([after(HELP, "a/b.find.adopted"), decision("a/b.find", "a/b.ask"), ASK], []),
        ([after(HELP, "a/b.ask"), ASK], []),
    ],
)
def test_decisions(entries: list[Act | Decision], told: list[str]) -> None:
    found = list(trigger_without_decision.find(INSTRUMENT, facts(*entries), index(INSTRUMENT)))
    assert [finding.address for finding in found] == told


def test_a_general_rule_that_is_laid_down_nowhere() -> None:
    find = replace(decision("a/b.find"), rule=DecisionRule(like="general"))
    [found] = trigger_without_decision.find(INSTRUMENT, facts(find), index(INSTRUMENT))
    assert found.address == "a/b#find" and "no article lays one down" in found.message


# ------------------------------------------------------------------------------------------------ what decides it

BRACKETS = """
outline: watch
title: The [Great] Watch
answers: {place: {open: [Paris, "Kyiv, Ukraine"]}}
clauses:
  watch/response: {hours: {open: [24, 48]}}
  watch/meeting: {meet_within: {open: [24 hours, 2 days]}}
  own/liaison: {heading: "[Liaison]", text: "@either Each Party [shall] [may] send an officer in [24] [48] hours."}
"""


def test_a_proposal_names_the_key_that_decides_it() -> None:
    found = {finding.address: finding.hint for finding in apply_rules(*drafted(BRACKETS))}
    assert found == {
        "title": "write what is agreed without brackets, in title",
        "watch/meeting#meet": "decide it: set watch/meeting.meet_within='24 hours'",
        "watch/response#find": "decide it: set watch/response.hours=24",
        "own/liaison": "write what is agreed without brackets, in own/liaison.heading",
        "own/liaison#either": "write what is agreed without brackets, in own/liaison.text",
        "done": "decide it: set place=Paris",
    }


def test_a_proposal_that_is_decided_is_told_no_more() -> None:
    agreed = BRACKETS.replace("{open: [24, 48]}", "24").replace("{open: [24 hours, 2 days]}", "2 days")
    assert {finding.address for finding in apply_rules(*drafted(agreed))} == {
        *("title", "own/liaison", "own/liaison#either", "done")
    }


def test_times_name_the_keys_that_set_them() -> None:
    late = "outline: watch\nclauses:\n  final/duration: {term: 10 years, after_term: ends, lock: 12 years}\n"
    [found] = apply_rules(*drafted(late), select=["withdrawal-after-term"])
    assert found.hint == "shorten final/duration.lock or shorten final/duration.notice or lengthen final/duration.term"
    twice = "outline: coalition-treaty\nclauses:\n  collective-defense/response: {hours: 48}\n"
    [found] = apply_rules(*drafted(twice))
    assert (found.rule, found.place) == ("measure-timed-twice", "Annex A")
    assert found.message == "the assistance is due within 24 hours here, and within 48 hours in Article 9"
    assert found.hint == (
        "set triggers/levels-annex.attack_start='48 hours', or collective-defense/response.hours='24 hours'"
    )


def timed(id: str, **times: int) -> Act:
    found = {kind: Time(Duration(hours, "hour"), key=f"{id}-{kind}") for kind, hours in times.items()}
    return act(id, after="a/b.found", measure="assistance", times=found)


ANNEX, ARTICLE = timed("c/annex.begin", begin=24), timed("a/b.begin", begin=48)
OF_DECISION = {"begin": Time(Duration(24, "hour"))}
FROM_REQUEST = {"begin": replace(ANNEX.times["begin"], of=Start(("request",)))}


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ([ARTICLE, ANNEX], True),
        ([ARTICLE, timed("c/annex.begin", begin=48)], False),
        ([ARTICLE, replace(ANNEX, times={"begin": Time(Duration(2, "day"), key="x")})], False),
        ([ARTICLE, replace(ANNEX, measure="repair")], False),
        ([ARTICLE, replace(ANNEX, measure="")], False),
        ([ARTICLE, replace(ANNEX, times=OF_DECISION)], False),
        ([ARTICLE, replace(ANNEX, times=FROM_REQUEST)], False),
        ([ARTICLE, replace(ANNEX, times={"begin": Time(None, "immediately")})], False),
        ([ARTICLE, timed("c/annex.begin", done=24)], False),
        ([timed("a/b.begin", begin=24, done=48), timed("c/annex.begin", begin=24, done=72)], True),
        ([timed("a/b.begin", within=24), timed("c/annex.begin", within=72)], True),
        ([timed("a/b.begin", ahead=24), timed("c/annex.begin", ahead=72)], False),
        ([ARTICLE, replace(ANNEX, mode="permission")], False),
        ([ARTICLE, replace(ANNEX, by=bearer(BENEFICIARIES))], False),
        ([ARTICLE, replace(ANNEX, by=bearer(Role("givers", ("GB", "PL"))))], True),
        ([ARTICLE, after(ANNEX, "request")], False),
        ([ARTICLE, replace(ANNEX, id="a/b.again")], False),
        ([ARTICLE, after(ANNEX, "c/annex.apply.adopted"), decision("c/annex.apply", "a/b.found")], True),
    ],
)
def test_one_measure(entries: list[Act | Decision], told: bool) -> None:
    found = list(measure_timed_twice.find(INSTRUMENT, facts(*entries), index(INSTRUMENT)))
    assert [finding.address for finding in found] == ["c/annex#begin"] * told
