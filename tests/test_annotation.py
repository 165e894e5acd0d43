"""Notes in the tree: those of the library, those of the drafter, findings; and none of them."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.test_cases import LIBRARY
from tests.trees import ENGLISH, article, instruments, treaty, unit
from treatydraft import Assembly, compose, parse_draft, provisions, walk
from treatydraft.checks import apply_rules
from treatydraft.checks.finding import Finding
from treatydraft.checks.marking import with_findings
from treatydraft.composition.library_notes import with_library_notes, without_notes
from treatydraft.instrument.numbering import number
from treatydraft.instrument.plain_text import plain_text
from treatydraft.instrument.reference import positions
from treatydraft.instrument.tree import Instrument, Note, Provision, Unit
from treatydraft.writers.json import read_json, write_json

LAW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
DRAFT = """treatydraft: 1
outline: watch
clauses:
  watch/response:
    text: |
      1. @find The {Watch Council} meets at once.
         // ask the capital
      2. @duty Each {Guarantor} helps.
  own/liaison: {heading: Liaison, text: "An officer stays.\\n// who pays?"}
"""


def annotated(text: str = DRAFT) -> Instrument:
    draft = parse_draft(text, "draft.yaml", LIBRARY)
    return with_library_notes(compose(draft, LIBRARY), draft, LIBRARY)


def told(notes: tuple[Note, ...]) -> list[tuple[str, str]]:
    return [(note.source, plain_text(note.words, ENGLISH)) for note in notes]


def notes_of(node: object) -> Iterator[Note]:
    return (one for one in walk(node) if isinstance(one, Note))


def test_each_provision_says_what_it_is_for_where_it_comes_from_and_why_it_is_there() -> None:
    meeting, response, own = provisions(annotated())
    assert told(meeting.notes) == [
        ("commentary", "Who meets, and by which majority it decides. A majority decides."),
        ("precedents", "Own wording: made for the tests."),
        ("reason", "The outline watch has it."),
    ]
    assert told(response.notes) == [  # the variant's effect is not that of other words
        ("commentary", "What is done about an armed attack, and on whose word."),
        ("reason", "The outline watch has it; its words are the draft's."),
    ]
    assert told(own.notes) == [("reason", "The draft adds it.")]


def test_precedents_are_listed() -> None:
    text = "treatydraft: 1\noutline: blank\nclauses: {collective-defense/response: {variant: as-deems-necessary}}\n"
    response = next(one for one in provisions(annotated(text)) if one.clause == "collective-defense/response")
    precedents = next(words for source, words in told(response.notes) if source == "precedents")
    assert precedents.startswith("North Atlantic Treaty (NATO) (1949), Art. 5, 34 UNTS 243") and precedents[-1] == "."


def test_the_drafters_own_notes_stay_beside_them() -> None:
    made = annotated()
    drafters = [words for source, words in told(tuple(notes_of(made))) if source == "drafter"]
    assert drafters == ["ask the capital", "who pays?"]
    draft = parse_draft(DRAFT, "draft.yaml", LIBRARY)
    assert with_library_notes(made, draft, LIBRARY) == made == number(made, LIBRARY.language("en"))
    assert not list(notes_of(without_notes(made)))
    assert without_notes(made) == without_notes(compose(draft, LIBRARY))
    assert Assembly(draft, LIBRARY).with_notes(library_notes=True) == made
    assert Assembly(draft, LIBRARY).with_notes(library_notes=False) == without_notes(made)


# ------------------------------------------------------------------------------------------------ findings

FOUND = Finding("vague-time", "warning", "a/b#duty", "no outer limit", "name one")
TOLD = ("finding", "warning vague-time: no outer limit; name one")
PLACED = number(treaty(article("a/b", unit("paragraph", "x", "duty"), unit("paragraph", "y")), article("c/d")), ENGLISH)


@pytest.mark.parametrize("address, eid", [("a/b#duty", "art_1__para_1"), ("a/b#2", "art_1__para_2"), ("c/d", "art_2")])
def test_a_finding_stands_on_what_it_concerns(address: str, eid: str) -> None:
    made = with_findings(PLACED, [Finding(FOUND.rule, FOUND.severity, address, FOUND.message, FOUND.hint)])
    [holder] = [node for node in walk(made) if isinstance(node, Unit | Provision) and node.notes]
    assert (holder.eid, told(holder.notes), made.notes) == (eid, [TOLD], ())


@pytest.mark.parametrize("address", ["title", "done", "general", "not/here"])
def test_a_finding_on_the_frame_or_on_what_is_not_there_stands_on_the_whole(address: str) -> None:
    made = with_findings(PLACED, [Finding("open-hole", "error", address, "something is missing")])
    assert (
        told(tuple(notes_of(made)))
        == told(made.notes)
        == [("finding", f"{address}: error open-hole: something is missing")]
    )


def test_what_check_finds_is_told_where_it_says() -> None:
    draft = parse_draft(DRAFT.replace("meets at once", "meets in its {Seat}"), "draft.yaml", LIBRARY)
    whole = compose(draft, LIBRARY)
    findings = apply_rules(whole, Assembly(draft, LIBRARY).facts)
    made = with_findings(whole, findings)
    assert findings and len([one for one in notes_of(made) if one.source == "finding"]) == len(findings)
    assert read_json(write_json(made), LIBRARY.registers) == made  # notes are nodes like others


@LAW
@given(instruments, st.data())
def test_no_finding_is_lost_and_none_doubled(instrument: Instrument, data: st.DataObject) -> None:
    numbered = number(instrument, ENGLISH)
    addresses = st.sampled_from([place.address for place in positions(numbered)] + ["title", "x/y#z"])
    findings = [
        Finding("r", "note", where, f"m{n}") for n, where in enumerate(data.draw(st.lists(addresses, max_size=4)))
    ]
    made = with_findings(numbered, findings)
    found = [words.split(": ")[-1] for source, words in told(tuple(notes_of(made))) if source == "finding"]
    assert sorted(found) == sorted(finding.message for finding in findings)
    assert with_findings(made, findings) == made and with_findings(made, ()) == numbered
    assert number(made, ENGLISH) == made
