"""A library from disk: every mistake of a file told together, each with its file, its line and what is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house import FILES, house
from treatydraft import Library, LibraryError, load_library
from treatydraft.library_test.renderings import library_mistakes

FACTS = """\
title: Broken
kind: artikel
purpose: To be wrong.
varaints: {}
variants:
  one:
    effect: It does.
    strength: 9
    precedents: [{instrument: A treaty, provision: Art. 1, year: soon}]
default: one
questions:
  hours: {type: integer, unit: hour, default: 24, mxa: 3}
uses: guarantors
requires: [{any: [], because: nothing}]
registers: {memorandun: {refused: why}}
record: {acts: [{id: x, at: y, mode: must, by: z, does: w}]}
"""

PAGE = """\
---
haeding: Broken
questions:
  hours: {ask: How long?}
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
        place = problem.where.rpartition("/")[2]
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
    assert "'artikel'" in found["clause.yaml:2"][0] and "article" in found["clause.yaml:2"][0]
    assert "more than the 7 allowed" in found["clause.yaml:8"][0]
    assert "'soon'" in found["clause.yaml:9"][0] and "whole number" in found["clause.yaml:9"][0]
    assert found["clause.yaml:12"][1] == "did you mean 'max'?"
    assert "must be a list" in found["clause.yaml:13"][0]
    assert "needs at least 1" in found["clause.yaml:14"][0]
    assert "memorandun" in found["clause.yaml:15"][0]
    assert "'must'" in found["clause.yaml:16"][0]
    assert found["en.md:2"] == ("'haeding' is not a key that is known here", "did you mean 'heading'?")
    assert found["en.md:4"] == ("'why' is missing", "add 'why'")


FACTS_OF_SENSE = """\
title: Broken
kind: article
purpose: To be wrong in what it says.
variants:
  one: {effect: It does., strength: 3, source: own wording, because: why}
  two: {effect: It does., strength: 3}
  three: {effect: It does., strength: 3, source: own wording}
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
excludes: [{clauses: "other/clause:x x house/alarm", because: "no"}, {clauses: "house/alarm", because: "no"}]
registers: {memorandum: {two: {refused: why}, tow: {refused: why}}}
record:
  acts:
    - {id: a, at: dty, mode: duty, by: guarantors, does: x, due: "{{ hour }}"}
    - {id: a, at: duty, mode: duty, by: guarantors, does: x, variants: [noe], when: "9**9"}
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
    assert "does not say why" in facts["7"][0]
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
    assert "'hurs' is not known here" in page["15"][0] and "did you mean 'hours'?" in page["15"][1]
    assert "there is no variant 'to'" in page["17"][0] and page["17"][1] in (
        "did you mean 'two'?",
        "did you mean 'text'?",
    )
    assert "there is no register 'memo'" in page["21"][0]
    assert "powers" in page["23"][0]
    assert "'shall' is a word" in page["25"][0]
    assert "'nobody' is not known here" in page["29"][0]
    assert "'three' has no text in the register treaty" in page["2"][0]


def test_a_clause_without_its_text(tmp_path: Path) -> None:
    found = told(house(tmp_path, {"broken/clause/clause.yaml": FILES["house/watch/clause.yaml"]}))
    assert list(found) == ["en.md"] and "no such file" in found["en.md"][0]


def test_a_file_that_is_no_yaml_and_one_that_is_empty(tmp_path: Path) -> None:
    assert "clause.yaml:2:" in str(list(told(broken(tmp_path / "a", "title: [\n", PAGE))))
    found = told(broken(tmp_path / "b", "\n", "\n"))
    assert {what for what, _ in found.values()} == {
        "'title' is missing\n'kind' is missing\n'purpose' is missing\n'variants' is missing\n'default' is missing"
    }


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
    assert any(what in problem.what and Path(problem.where.split(":")[0]).name == Path(name).name for problem in found)


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
    facts = FILES["house/answer/clause.yaml"].replace("house/watch, house/patrol", "house/wacht")
    library = house(tmp_path, {**FILES, "house/answer/en.md": page, "house/answer/clause.yaml": facts})
    said = [str(problem) for problem in library_mistakes(library)]
    for words, near in (("dty", "duty"), ("bel", "bell"), ("house/wacht", "house/watch")):
        assert any(f"'{words}'" in one and f"did you mean '{near}'?" in one for one in said), (words, said)


def test_a_text_that_does_not_parse_is_found_by_the_trial(tmp_path: Path) -> None:
    page = FILES["house/watch/en.md"].replace("There", "[There")
    said = list(library_mistakes(house(tmp_path, {**FILES, "house/watch/en.md": page})))
    assert said and all("house/watch/en.md:" in problem.where and "[There" in problem.what for problem in said)
