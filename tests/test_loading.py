"""A library from disk: every mistake of a file told together, each with its file, its line and what is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house import FILES, house
from treatydraft import Library, LibraryError, load_library
from treatydraft.files import parse_yaml
from treatydraft.library.moved import moved
from treatydraft.library.overlay import merge
from treatydraft.library_test.renderings import library_mistakes

FACTS = """\
# To be wrong.

kind: artikel
varaints: {}
variants:
  one:
    families: []
    strength: 9
    precedents: [{instrument: A treaty, provision: Art. 1, year: soon}]
default: one
questions:
  hours: {type: integer, unit: hour, default: 24, mxa: 3}
uses: guarantors
requires: [{any: []}]
registers: {memorandun: refused, treaty: {one: why}}
record: {acts: [{id: x, at: y, mode: must, by: z}]}
"""

PAGE = """\
---
haeding: Broken
questions:
  hours: {asks: How long?}
---

## one

Words.
"""


def told(library: Library, clause: str = "broken/clause") -> dict[str, tuple[str, str]]:
    """What is said of a clause: the file and line (without the folder) of each mistake, with its words and its hint."""
    with pytest.raises(LibraryError) as wrong:
        library.clause(clause)
    return _by_place(wrong.value)


def _by_place(error: LibraryError) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for problem in error.problems:
        place = str(problem.where).rpartition("/")[2]
        what, hint = found.get(place, ("", ""))
        found[place] = (f"{what}\n{problem.what}".strip(), f"{hint}\n{problem.hint}".strip())
        assert problem.what[:1] == problem.what[:1].lower() and not problem.what.endswith(".")
        assert problem.hint
    return found


def broken(folder: Path, facts: str, page: str) -> Library:
    return house(folder, {"broken/clause/clause.yaml": facts, "broken/clause/en.md": page})


def test_every_mistake_of_shape_is_told_at_once(tmp_path: Path) -> None:
    found = told(broken(tmp_path, FACTS, PAGE))
    assert found["clause.yaml:4"] == ("'varaints' is not a key that is known here", "did you mean 'variants'?")
    assert "'artikel'" in found["clause.yaml:3"][0] and "article" in found["clause.yaml:3"][0]
    assert "'families' is not a key that is known here" in found["clause.yaml:7"][0]
    assert "more than the 7 allowed" in found["clause.yaml:8"][0]
    assert "'soon'" in found["clause.yaml:9"][0] and "whole number" in found["clause.yaml:9"][0]
    assert found["clause.yaml:12"][1] == "did you mean 'max'?"
    assert "must be a list" in found["clause.yaml:13"][0]
    assert "needs at least 1" in found["clause.yaml:14"][0]
    assert "memorandun" in found["clause.yaml:15"][0] and "it can be refused" in found["clause.yaml:15"][0]
    assert "'must'" in found["clause.yaml:16"][0]
    assert found["en.md:2"] == ("'haeding' is not a key that is known here", "did you mean 'heading'?")
    assert found["en.md:4"] == ("'asks' is not a key that is known here", "did you mean 'ask'?")


FACTS_OF_SENSE = """\
# To be wrong in what it says.

kind: article
variants:
  one: {strength: 3, source: own wording}
  two: {strength: 3}
  three: {strength: 3, source: own wording}
default: {treaty: on, memorandum: two}
questions:
  hours: {type: integr, default: 24}
  many: {type: integer, min: 5, max: garantors, default: 3}
  none: {type: text}
  pick: {type: choice, default: a}
  offer: {type: choice, choices: [a, b], default: c}
  each: {type: text, optional: true}
  late: {type: text, optional: true, when: hour > 3}
uses: [guarantor, guarantors]
excludes: [other/clause:x x house/alarm, house/alarm]
registers: {memorandum: {two: refused, tow: refused}}
record:
  acts:
    - {id: a, at: dty, mode: duty, by: guarantors, begin: "{{ hour }}"}
    - {id: a, at: duty, mode: duty, by: guarantors, variants: [noe], when: "9**9"}
"""

PAGE_OF_SENSE = """\
---
heading: "{{ heding }}"
questions:
  hours: {ask: How long?, why: Because.}
  many: {ask: How many?, why: Because.}
  none: {ask: What?, why: Because.}
  pick: {ask: Which?, why: Because.}
  offer: {ask: Which?, why: Because., choices: {a: {label: A}, d: {label: D}}}
  each: {ask: What?, why: Because.}
  gone: {ask: What?, why: Because.}
title: Broken
purpose: To be wrong in what it says.
variants: {one: {effect: It does., because: why}, two: {effect: It does.}, three: {effect: It does.}}
excludes: {"other/clause:x x house/alarm": no, house/alarm: no}
registers: {memorandum: why}
record: {a: "x {{ thing }}"}
---

## one

@duty {{ Each(guarantors) }} {{ shall() }} wait {{ hurs }}.

## to

Words.

## one (treaty, memo)

{{ 9**9 }}

{{ shall }}

## define thing

means {{ nobody }}
"""


def test_every_mistake_of_sense_is_told_at_once(tmp_path: Path) -> None:
    found = told(broken(tmp_path, FACTS_OF_SENSE, PAGE_OF_SENSE))
    facts = {place.partition(":")[2]: said for place, said in found.items() if place.startswith("clause")}
    page = {place.partition(":")[2]: said for place, said in found.items() if place.startswith("en")}
    assert "neither precedents nor" in facts["6"][0]
    assert "there is no variant 'on'" in facts["8"][0] and "did you mean 'one'?" in facts["8"][1]
    assert "refused by memorandum" in facts["8"][0] and "no default for the register declaration" in facts["8"][0]
    assert "did you mean 'integer'?" in facts["10"][1]
    assert "less than 5" in facts["11"][0]
    assert "its max is 'garantors'" in facts["11"][0] and "one of guarantors, " in facts["11"][1]
    assert "has no default" in facts["12"][0]
    assert "a choice has choices" in facts["13"][0]
    assert "the choice 'b' has no words" in facts["14"][0] and "'d' that is not offered" in facts["14"][0]
    assert "not one of the choices a, b" in facts["14"][0]
    assert "cannot name a question" in facts["15"][0]
    assert "it is asked nowhere" in facts["16"][0] and "did you mean 'hours'?" in facts["16"][1]
    assert "no shared question 'guarantor'" in facts["17"][0] and "did you mean 'guarantors'?" in facts["17"][1]
    assert "not a variant of this clause" in facts["18"][0]
    assert "there is no variant 'tow'" in facts["19"][0] and "did you mean 'two'?" in facts["19"][1]
    assert "there is no label 'dty'" in facts["22"][0] and "did you mean 'duty'?" in facts["22"][1]
    assert "'hour' is not known here" in facts["22"][0]
    assert "the id 'a' is there twice" in facts["23"][0] and "there is no variant 'noe'" in facts["23"][0]
    assert "powers" in facts["23"][0]
    assert "'heding' is not known here" in page["2"][0]
    assert "there is no question 'gone'" in page["10"][0]
    assert "'hurs' is not known here" in page["21"][0] and "did you mean 'hours'?" in page["21"][1]
    assert "there is no variant 'to'" in page["23"][0] and page["23"][1] in (
        "did you mean 'two'?",
        "did you mean 'text'?",
    )
    assert "there is no register 'memo'" in page["27"][0]
    assert "powers" in page["29"][0]
    assert "'shall' is a word" in page["31"][0]
    assert "'nobody' is not known here" in page["35"][0]
    assert "'three' has no text in the register treaty" in page["2"][0]
    assert "'variants.three.because' is missing" in page["13"][0]
    assert "'thing' is not known here" in page["16"][0]


def test_a_clause_without_its_text(tmp_path: Path) -> None:
    found = told(house(tmp_path, {"broken/clause/clause.yaml": FILES["house/watch/clause.yaml"]}))
    assert list(found) == ["en.md"] and "no such file" in found["en.md"][0]


def test_a_file_that_is_no_yaml_and_one_that_is_empty(tmp_path: Path) -> None:
    assert "clause.yaml:2:" in str(list(told(broken(tmp_path / "a", "title: [\n", PAGE))))
    found = told(broken(tmp_path / "b", "\n", "\n"))
    assert {what for what, _ in found.values()} == {"'kind' is missing\n'variants' is missing\n'default' is missing"}


HEAD = "title: {en: x}\npurpose: p\nregisters: [treaty]\n"


@pytest.mark.parametrize(
    ("outline", "line", "what", "hint"),
    [
        ("titel: x\n", 1, "'titel' is not a key", "did you mean 'title'?"),
        (
            "title: {en: x}\npurpose: p\nregisters: [treaty]\nbody: [house/alram]\n",
            4,
            "no clause 'house/alram'",
            "house/alarm",
        ),
        (f"{HEAD}body:\n  - {{part: a}}\n", 5, "", "TOPIC/CLAUSE"),
        (
            "title: {en: x}\npurpose: p\nregisters: [treaty]\nbody:\n  - {part: a, clauses: []}\n",
            5,
            "a part has",
            "part",
        ),
        ("title: {en: '{{ 9**9 }}'}\npurpose: p\nregisters: [treaty]\n", 1, "powers", "library show"),
        ("title: {en: x}\npurpose: p\nregisters: [pact]\n", 3, "'pact'", "schema outline"),
    ],
)
def test_an_outline_that_is_wrong(tmp_path: Path, outline: str, line: int, what: str, hint: str) -> None:
    library = house(tmp_path)
    (library.folders[-1] / "outlines" / "wrong.yaml").write_text(outline, encoding="utf-8")
    with pytest.raises(LibraryError) as wrong:
        library.outline("wrong")
    found = _by_place(wrong.value)
    assert what in found[f"wrong.yaml:{line}"][0] and hint in found[f"wrong.yaml:{line}"][1]


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("library.yaml", "version: ~\n", "'version' is missing"),
        ("questions.yaml", "order: {type: choise}\n", "there is no type 'choise'"),
        ("questions.yaml", "order: {type: choice, among: text, choices: [alphabetical]}\n", "no question 'text' has"),
        ("keys.yaml", "bad: {title: t, source: s, date: d, weights: {FR: none}}\n", "a weight is a number"),
        ("parties.yaml", "parties: {FR: {kind: country}}\n", "'country'"),
        ("languages/en.yaml", "quotes: [a]\n", "needs at least 2"),
    ],
)
def test_the_other_files_are_held_to_their_shape(tmp_path: Path, name: str, text: str, what: str) -> None:
    library = house(tmp_path, {name: text})
    found = list(library_mistakes(library))
    assert any(
        what in problem.what and Path(str(problem.where).split(":")[0]).name == Path(name).name for problem in found
    )


def test_a_sound_library_has_no_mistakes_and_an_order(tmp_path: Path) -> None:
    library = house(tmp_path)
    assert [str(problem) for problem in library_mistakes(library)] == []
    assert "house" in library.topics and set(library.about.topics) < set(library.topics)
    ids = sorted(name.removesuffix("/clause.yaml") for name in FILES if name.endswith("clause.yaml"))
    assert [id for id in library.clause_ids if id.startswith("house/")] == ids


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "house", "house/none", "", "HOUSE/ALARM", "house/alarm/en", "/etc/x"]
)
def test_a_name_is_never_a_path(tmp_path: Path, name: str) -> None:
    library = house(tmp_path)
    for ask in (library.clause, library.outline, library.language):
        with pytest.raises(LookupError):
            ask(name)


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="no such folder"):
        load_library([tmp_path / "none"])


def test_names_that_nothing_bears_are_found_across_files(tmp_path: Path) -> None:
    page = FILES["house/answer/en.md"].replace("{@house/alarm#duty}", "{@house/alarm#dty} of the {bel}")
    page = page.replace("house/watch:", "house/wacht:")
    facts = FILES["house/answer/clause.yaml"].replace("house/watch, house/patrol", "house/wacht")
    library = house(tmp_path, {**FILES, "house/answer/en.md": page, "house/answer/clause.yaml": facts})
    said = [str(problem) for problem in library_mistakes(library)]
    for words, near in (("dty", "duty"), ("bel", "bell"), ("house/wacht", "house/watch")):
        assert any(f"'{words}'" in one and f"did you mean '{near}'?" in one for one in said), (words, said)


def test_a_text_that_does_not_parse_is_found_by_the_trial(tmp_path: Path) -> None:
    page = FILES["house/watch/en.md"].replace("There", "[There")
    said = list(library_mistakes(house(tmp_path, {**FILES, "house/watch/en.md": page})))
    assert said and all("house/watch/en.md:" in str(problem.where) and "[There" in problem.what for problem in said)


# ------------------------------------------------------------------------------------------------ prose and structure

OF_OLD = """\
title: Old
kind: article
purpose: All in one file.
variants:
  one: {effect: It does., strength: 3, source: own wording, because: why}
default: one
requires:
  - {any: [house/list, house/watch], because: it must}
excludes: [{clauses: house/alarm, because: it must not}]
registers: {memorandum: {refused: why}, declaration: {one: {refused: why}}}
record:
  decisions: [{id: find, at: duty, asks: whether, body: parties, rule: {pass: all, abstain: as_no}}]
  acts:
    - {id: act, at: duty, mode: duty, by: parties, does: act, amount: "{{ 'all of it' if register else none }}"}
    - {id: wait, at: duty, mode: duty, by: parties, within: "{{ 3 }} before the end", done: 0 hours, lasts: unsaid}
"""


def test_what_moved_to_the_page_is_told_with_its_new_key(tmp_path: Path) -> None:
    with pytest.raises(LibraryError) as wrong:
        broken(tmp_path, OF_OLD, PAGE_OF_SENSE).clause("broken/clause")
    told = [(str(one.where).rpartition(":")[2], one.what, one.hint.split("'")[1]) for one in wrong.value.problems]
    assert told == [
        ("1", "title: moved to en.md", "title: ..."),
        ("3", "purpose: moved to en.md", "purpose: ..."),
        ("5", "variants.one.effect: moved to en.md", "variants: {one: {effect: ...}}"),
        ("5", "variants.one.because: moved to en.md", "variants: {one: {because: ...}}"),
        ("8", "requires.0.because: moved to en.md", "requires: {house/list: ...}"),
        ("9", "excludes.0.because: moved to en.md", "excludes: {house/alarm: ...}"),
        ("10", "registers.memorandum.refused: moved to en.md", "registers: {memorandum: ...}"),
        ("10", "registers.declaration.one.refused: moved to en.md", "registers: {declaration: {one: ...}}"),
        ("12", "record.decisions.0.asks: moved to en.md", "record: {find: ...}"),
        ("14", "record.acts.0.does: moved to en.md", "record: {act: ...}"),
        ("14", "record.acts.0.amount: moved to en.md", "record: {act: {does: ..., amount: ...}}"),
        ("15", "record.acts.1.within: moved to en.md", "record: {wait: {does: ..., within: ...}}"),
    ]


FIRST_SHAPE = """\
kind: article
variants: {one: {strength: 3, source: own wording}}
default: one
record:
  triggers: [{id: start, at: duty, on: request, then: find}]
  decisions: [{id: find, at: duty, body: parties, rule: {pass: all, min_blockers: 2}}]
  acts:
    - {id: act, at: duty, mode: duty, by: parties, due: 3 days, outer: 5 days, ends: find}
    - {id: pay, at: duty, mode: duty, by: parties, reports_to: council, cost: {crisis: 3}, lest: act}
  funds: [{id: pot, at: duty, key: equal, ceiling: 3, peacetime: 2, crisis: 1}]
"""


def test_an_old_key_of_a_record_is_told_with_the_new_one(tmp_path: Path) -> None:
    page = "---\nrecord: {find: whether, act: {does: act, ends: in the end}, pay: pay}\n---\n"
    with pytest.raises(LibraryError) as wrong:
        broken(tmp_path, FIRST_SHAPE, page).clause("broken/clause")
    assert [(str(one.where).rpartition("/")[2], one.what) for one in wrong.value.problems] == [
        ("clause.yaml:5", "record.triggers: is now after or opens"),
        ("clause.yaml:6", "record.decisions.0.rule.min_blockers: is now blockers"),
        ("clause.yaml:8", "record.acts.0.due: is now begin, within or done"),
        ("clause.yaml:8", "record.acts.0.outer: is now done"),
        ("clause.yaml:8", "record.acts.0.ends: is now until"),
        ("clause.yaml:9", "record.acts.1.reports_to: is now an act of its own"),
        ("clause.yaml:9", "record.acts.1.cost: is now a fund"),
        ("clause.yaml:9", "record.acts.1.lest: is now an outcome of a decision"),
        ("clause.yaml:10", "record.funds.0.ceiling: is now most"),
        ("clause.yaml:10", "record.funds.0.peacetime: is now most"),
        ("clause.yaml:10", "record.funds.0.crisis: is now most"),
        ("en.md:2", "record.act.ends: is now until"),
    ]
    hints = {one.what.partition(":")[0]: one.hint for one in wrong.value.problems}
    assert "after: armed-attack" in hints["record.triggers"] and "latest" in hints["record.acts.0.due"]


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        ("acts: [{id: a, at: x, mode: duty, by: {}}]", "'by' names who acts under 'each', 'together' or 'one'"),
        ("acts: [{id: a, at: x, mode: duty, by: {each: parties, one: parties}}]", "'by' names who acts under 'each'"),
        ("acts: [{id: a, at: x, mode: duty, by: parties, after: {any: p, later: [q, r]}}]", "'after' starts from"),
        ("acts: [{id: a, at: x, mode: duty, by: parties, within: {of: p}}]", "'time' is missing"),
        ("acts: [{id: a, at: [], mode: duty, by: parties}]", "'at' needs at least 1"),
        (
            "decisions: [{id: a, at: x, body: council, rule: general, adopted: b, rejected: c, lapsed: d}]",
            "'failed' is",
        ),
    ],
)
def test_an_entry_that_is_half_said(tmp_path: Path, entry: str, what: str) -> None:
    facts = f"kind: article\nvariants: {{one: {{strength: 3, source: x}}}}\ndefault: one\nrecord:\n  {entry}\n"
    with pytest.raises(LibraryError, match=what):
        broken(tmp_path, facts, "---\n---\n").clause("broken/clause")


BARE = """\
kind: article
variants: {one: {strength: 3, source: own wording}, two: {strength: 2, source: own wording}}
default: one
requires: [{any: [house/list, house/watch]}]
excludes: [house/alarm]
registers: {memorandum: {two: refused}, declaration: refused}
record:
  rules: [{id: start, at: duty, body: parties, way: consensus}]
  decisions:
    - {id: find, at: duty, body: parties, rule: start, adopted: act, rejected: none, failed: none, lapsed: none}
  acts: [{id: act, at: duty, mode: duty, by: parties, begin: 3 days}]
"""
SILENT = "---\nheading: Broken\n---\n\n## text\n\n@duty It waits.\n"


def test_each_sentence_that_a_page_lacks_is_told(tmp_path: Path) -> None:
    found = told(broken(tmp_path, BARE, SILENT))["en.md:2"]
    assert [line.split("'")[1] for line in found[0].split("\n")] == [
        *("variants.one.effect", "variants.one.because", "variants.two.effect", "variants.two.because"),
        *("registers.memorandum.two", "registers.declaration", "title", "purpose", "requires.house/list"),
        *("excludes.house/alarm", "record.find", "record.act"),
    ]
    assert "add 'requires: {house/list: ...}' to the front matter" in found[1]


STRAYS = """\
---
title: Broken
heading: Broken
purpose: It says too much.
variants: {one: {effect: It does., because: x}, two: {effect: It does., because: x}, on: {effect: It does.}}
requires: {house/list: x, house/watch: x}
excludes: {house/alarm: x, house/alrm: x}
registers: {treaty: x, memorandum: {two: x, one: x}, declaration: x}
record:
  find: {does: whether, amount: all of it}
  act: {does: act, begin: at once, done: in the end}
  start: begin
  fnd: whether
---

## text

@duty It waits.
"""


def test_each_sentence_that_belongs_to_nothing_is_told(tmp_path: Path) -> None:
    found = told(broken(tmp_path, BARE, STRAYS))
    assert {place: what for place, (what, _) in found.items()} == {
        "en.md:5": "there is no variant 'on' in clause.yaml",
        "en.md:6": "there is no requirement 'house/watch' in clause.yaml",
        "en.md:7": "there is no exclusion 'house/alrm' in clause.yaml",
        "en.md:8": "there is no refusal by the register 'treaty' in clause.yaml\n"
        "there is no refusal of the variant 'one' in clause.yaml",
        "en.md:10": "'amount' of 'find' is for acts alone",
        "en.md:11": "'begin' of 'act' is an answer in clause.yaml",
        "en.md:12": "there is no act or decision 'start' in clause.yaml",
        "en.md:13": "there is no act or decision 'fnd' in clause.yaml",
    }
    assert found["en.md:13"][1] == "did you mean 'find'?"


def test_one_reason_serves_all_that_a_register_refuses(tmp_path: Path) -> None:
    page = STRAYS.replace(", on: {effect: It does.}", "").replace(", house/watch: x", "").replace(", house/alrm: x", "")
    page = page.replace("treaty: x, memorandum: {two: x, one: x}", "memorandum: it is too weak")
    page = (
        page.partition("record:")[0]
        + "record: {find: whether, act: {does: act, done: in the end}}\n"
        + SILENT.partition("Broken\n")[2]
    )
    clause = broken(tmp_path, BARE, page).clause("broken/clause")
    assert clause.refusal("memorandum", "two") == "it is too weak" and not clause.refusal("memorandum", "one")
    assert clause.refusal("declaration", "one") == clause.refusal("declaration", "two") == "x"
    assert (clause.entry_words["act"].does, clause.entry_words["act"].words) == ("act", {"done": "in the end"})


def test_a_choice_between_names_is_no_sentence(tmp_path: Path) -> None:
    record = (
        "record: {acts: [{id: act, at: duty, mode: duty, by: parties, "
        "until: \"{{ 'x' if register == 'treaty' else 'y' }}\"}]}\n"
    )
    facts = merge([parse_yaml(record, "clause.yaml", LibraryError)])
    assert list(moved(facts, merge([parse_yaml("title: x\n", "en.md", LibraryError)]))) == []
