"""The names in a library: one overlay with every kind of wrong name, each told with its line and the right one."""

from dataclasses import replace
from pathlib import Path

import pytest

from treatydraft import Problem, load_library
from treatydraft.library.labels import labels, unlabelled
from treatydraft.library_test.names import inconsistencies
from treatydraft.template.template import Template

CLAUSE = """\
# Everything it names is misspelt.

kind: article
variants:
  one: {strength: 3, source: own wording}
  two: {strength: 3, source: own wording}
default: one
questions:
  asked: {type: boolean, default: yes, when: has("wrong/clauze")}
uses: [financing/scale.kee, guarantors]
requires:
  - {any: [wrong/claus], variants: [three]}
excludes: [wrong/clause:one x wrong/other:thre]
record:
  rules:
    - {id: rule, at: duty, body: counsil, way: consensuss}
    - {id: board, at: duty, body: standing-board, pass: {share: 3/5, of: voters, key: sharess}}
  decisions:
    - {id: decide, at: duty, body: "{{ 'counsel' if variant == 'one' else 'council' }}", opens: armed-atack,
       rule: {way: consensus, veto: [guarantor]},
       adopted: [wrong/clause.actt], rejected: none, failed: rejectd, lapsed: unsaid}
    - {id: again, at: duty, body: council, voters: guarantrs, opens: {later: [decide.adoptd, fine]},
       rule: wrong/clause.rul, adopted: [term, decide], rejected: fine, failed: lapsed, lapsed: n/a}
  acts:
    - {id: act, at: duty, mode: duty, by: parties, to: beneficiarys, after: when the year ends, fund: moneys,
       when: has("wrong/other:thre")}
    - {id: fine, at: duty, mode: duty, by: guarantors, to: [depositary, security-council], after: [act, armed-attack],
       until: decide.adopted, force: "{{ 'permited' if variant == 'two' else none }}",
       measure: assistence}
    - {id: narrow, at: duty, mode: ban, by: {one: guarantors, where: {group: visegradd, member: NATOO}},
       within: {time: imediately, of: wrong/clause.decide.lapst}, done: council, unless: rule.lapsed}
  funds:
    - {id: money, at: duty, payers: guarantors, key: un-2025}
    - {id: gifts, at: duty, payers: guarantors, key: voluntary}
  phases:
    - {id: term, at: duty, from: entry-in-force, lasts: "{{ asked }}", renewal: tacid}
"""

TEXT = """\
---
heading: Wrong {@wrong/clausse}
questions:
  asked: {ask: "Asked?", why: "To ask."}
title: Wrong
purpose: Everything it names is misspelt.
variants: {one: {effect: One., because: made for the tests}, two: {effect: Two., because: made for the tests}}
requires: {wrong/claus: it is misspelt}
excludes: {"wrong/clause:one x wrong/other:thre": they contradict each other}
record: {decide: x, again: x, act: x, narrow: x, fine: {does: x, done: "{{ 1 if has('wrong/other:tree') else 2 }}"}}
---

## one

1. @duty {% if has("wrong/clause:onne") %}Each{% endif %} {{ word("Treety") }} {Wrung} {Wrong}
   and {@#duti} and {@wrong/other#gone}.
2. @only {% if asked %}Escaped \\{Nothing}, {"a name"}, {=Wrong} and {{ word("Treaty") }}.{% endif %}

## two

1. @duty See {@wrong/recitals} and {@wrong/other#there}, {@#duty}.

## define Wronger

means {@#duty} or {Guarantor:the Guarantors}
"""

OTHER = """\
kind: article
variants:
  three: {strength: 3, source: own wording}
  four: {strength: 3, source: own wording}
default: three
"""

OTHER_TEXT = """\
---
heading: Other
title: Other
purpose: It is named.
variants: {three: {effect: Three., because: made for the tests}, four: {effect: Four., because: made for the tests}}
---
## three

1. @there A.
2. @gone B.
3. C.

## four

@there D, {@wrong/clause#only}.
"""

RECITAL = """\
---
title: Recital
purpose: It is named.
variants: {three: {effect: Three., because: made for the tests}, four: {effect: Four., because: made for the tests}}
---

## text

@past *Recalling* {% if has("wrong/other:three") %}{@wrong/other#gone}{% endif %},
"""

OUTLINE = """\
title: {en: Wrong}
purpose: It names what is not there.
registers: [treaty]
answers: {guarantor: [FR]}
body: [{wrong/other: {variant: five, hours: 3, continues: wrong/clause}}]
"""


@pytest.fixture
def found(tmp_path: Path) -> list[Problem]:
    files = {
        "wrong/clause/clause.yaml": CLAUSE,
        "wrong/clause/en.md": TEXT,
        "wrong/other/clause.yaml": OTHER,
        "wrong/other/en.md": OTHER_TEXT,
        "wrong/recitals/clause.yaml": OTHER.replace("article", "recital"),
        "wrong/recitals/en.md": RECITAL,
        "outlines/wrong.yaml": OUTLINE,
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    mine = f"{tmp_path}/"
    problems = (problem for problem in inconsistencies(load_library([tmp_path])) if str(problem.where).startswith(mine))
    return [replace(one, where=replace(one.where, file=one.where.file.removeprefix(mine))) for one in problems]


UNLABELLED = """\
---
heading: No labels
---
## three

1. @list All of these: &and
{% for row in rows %}
   (a) @row* labelled by its place
{% endfor %}
   (b) not labelled
   ... which closes the list
2. nor this
   but goes on
// a note
{% if has("wrong/clause") %}
@one A text with a label
{% else %}
and the last block goes on
{% endif %}

{% if has("wrong/clause") %}
@two Another
{% else %}
that has none here
{% endif %}

| A | B |
|:--|:--|
| 1 | 2 |

|^ @table Labelled
| A | B |
|:--|:--|

### A heading
text below it
::definitions
"""


def test_a_block_without_label_is_told() -> None:
    text = Template(UNLABELLED.partition("three\n")[2], "en.md", 5)
    assert list(unlabelled(text)) == [10, 12, 24, 27, 36]
    assert list(labels(text)) == ["list", "one", "two", "table"]


MISTAKES = [
    ("wrong/clause/en.md:2", "no clause 'wrong/clausse'", "'wrong/clause'"),
    ("wrong/clause/en.md:15", "no variant of wrong/clause 'onne'", "'one'"),
    ("wrong/clause/en.md:15", "no word 'Treety'", "'treaty'"),
    ("wrong/clause/en.md:15", "no definition of 'Wrung'", "'Wrong'"),
    ("wrong/clause/en.md:16", "no label 'duti'", "'duty'"),
    ("wrong/clause/en.md:16", "no label in wrong/other (four, treaty) 'gone'", "there are there"),
    ("wrong/clause/en.md:21", "wrong/recitals is a recital", "an article"),
    ("wrong/clause/en.md:25", "refers to '#duty' without its clause", "{@wrong/clause#duty}"),
    ("wrong/clause/en.md:10", "no variant of wrong/other 'tree'", "'three'"),
    ("wrong/other/en.md:15", "no label in wrong/clause (two, treaty) 'only'", "there are duty"),
    ("wrong/other/en.md:11", "no label, so that nothing can name it", "write @ and a word"),
    ("wrong/clause/clause.yaml:9", "no clause 'wrong/clauze'", "'wrong/clause'"),
    ("wrong/clause/clause.yaml:10", "no question of financing/scale 'kee'", "'key'"),
    ("wrong/clause/clause.yaml:12", "no clause 'wrong/claus'", "'wrong/clause'"),
    ("wrong/clause/clause.yaml:12", "no variant 'three'", "there are one, two"),
    ("wrong/clause/clause.yaml:13", "no variant of wrong/other 'thre'", "'three'"),
    ("wrong/clause/clause.yaml:16", "no role or actor 'counsil'", "'council'"),
    ("wrong/clause/clause.yaml:16", "no way to decide 'consensuss'", "'consensus'"),
    ("wrong/clause/clause.yaml:17", "no scale of contributions 'sharess'", "'shares'"),
    ("wrong/clause/clause.yaml:19", "no role or actor 'counsel'", "'council'"),
    ("wrong/clause/clause.yaml:19", "no event, act, phase or outcome of a decision 'armed-atack'", "'armed-attack'"),
    ("wrong/clause/clause.yaml:20", "no role or actor 'guarantor'", "'guarantors'"),
    (
        "wrong/clause/clause.yaml:21",
        "no decision, act, phase, outcome or end 'wrong/clause.actt'",
        "'wrong/clause.act'",
    ),
    ("wrong/clause/clause.yaml:21", "no decision, act, phase, outcome or end 'rejectd'", "'rejected'"),
    ("wrong/clause/clause.yaml:22", "no role or actor 'guarantrs'", "'guarantors'"),
    (
        "wrong/clause/clause.yaml:22",
        "no event, act, phase or outcome of a decision 'decide.adoptd'",
        "'decide.adopted'",
    ),
    ("wrong/clause/clause.yaml:23", "no rule or decision 'wrong/clause.rul'", "'wrong/clause.rule'"),
    ("wrong/clause/clause.yaml:25", "no role or actor 'beneficiarys'", "'beneficiaries'"),
    ("wrong/clause/clause.yaml:25", "no fund 'moneys'", "'money'"),
    ("wrong/clause/clause.yaml:28", "no kind of force 'permited'", "'permitted'"),
    ("wrong/clause/clause.yaml:29", "no measure 'assistence'", "'assistance'"),
    ("wrong/clause/clause.yaml:30", "no group of parties 'visegradd'", "'visegrad'"),
    ("wrong/clause/clause.yaml:30", "no organisation 'NATOO'", "'NATO'"),
    ("wrong/clause/clause.yaml:31", "no time 'imediately'", "'immediately'"),
    (
        "wrong/clause/clause.yaml:31",
        "no event, act, phase or outcome of a decision 'wrong/clause.decide.lapst'",
        "'wrong/clause.decide.lapsed'",
    ),
    ("wrong/clause/clause.yaml:33", "no scale of contributions 'un-2025'", "'un-2025-27'"),
    (
        "wrong/clause/clause.yaml:36",
        "no event, act, phase or outcome of a decision 'entry-in-force'",
        "'entry-into-force'",
    ),
    ("wrong/clause/clause.yaml:36", "no kind of renewal 'tacid'", "'tacit'"),
    ("wrong/clause/clause.yaml:25", "no variant of wrong/other 'thre'", "'three'"),
    ("outlines/wrong.yaml:1", "no shared question 'guarantor'", "'guarantors'"),
    ("outlines/wrong.yaml:1", "no variant of wrong/other 'five'", "there are three, four"),
    ("outlines/wrong.yaml:1", "no question of wrong/other 'hours'", "there are variant"),
    ("outlines/wrong.yaml:1", "no clause for wrong/other to continue 'wrong/clause'", ""),
]


@pytest.mark.parametrize(("where", "what", "hint"), MISTAKES)
def test_a_wrong_name_is_told(found: list[Problem], where: str, what: str, hint: str) -> None:
    assert [one for one in found if str(one.where) == where and what in one.what and hint in one.hint], "\n".join(
        map(str, found)
    )


def test_a_right_name_is_not(found: list[Problem]) -> None:
    assert len(found) == len(MISTAKES), "\n".join(map(str, found))


def test_the_bundled_library_names_what_is_there() -> None:
    assert [str(problem) for problem in inconsistencies(load_library())] == []


def test_the_library_of_the_tests_does_too() -> None:
    folder = Path(__file__).parent / "library"
    found = [
        str(problem)
        for problem in inconsistencies(load_library([folder]))
        if str(problem.where).startswith(str(folder))
    ]
    assert found == []
