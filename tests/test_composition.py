"""Clauses and answers become an instrument: total, with its holes visible, and a person's words as they were typed."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.house import FILES, composed, draft, house, lines, provision
from treatydraft import DraftError, Instrument, Library, LibraryError, compose, index, walk, write
from treatydraft.instrument.tree import Hole, Part, Reference, Term, Text, articles
from treatydraft.value import refuse_hidden


def texts(node: object) -> str:
    return "".join(one.text for one in walk(node) if isinstance(one, Text))


def test_the_whole_of_a_small_treaty(house: Library) -> None:
    instrument = composed(house, "clauses: {house/alarm: {where: the tower of Paris}}\n")
    assert lines(instrument, house) == [
        "The French Republic and the United Kingdom of Great Britain and Northern Ireland, hereinafter referred to as "
        "“the Guarantors”, of the one part, and Ukraine, of the other part, together hereinafter referred to as "
        "“the Parties”,",
        "Recalling the past,",
        "For this text:",
        "(a) “bell” means what hangs in a tower;",
        "(b) “tower” means a high house.",
        "1. Each Guarantor shall ring the bell within 48 hours.",
        "2. The bell stands at the tower of Paris.",
        "3. It may be answered under Article 3.",
        "Each Guarantor shall come to Ukraine, as Article 2, paragraph 1 says, within 48 hours.",
        "There may be a watch.",
        "Party | Share",
        "France | 50.000",
        "The United Kingdom | 50.000",
        "Total | 100.000",
    ]
    assert [one.number for one in articles(instrument.body)] == ["1", "2", "3", "4"]
    assert isinstance(instrument.body[0], Part) and instrument.body[0].name == "general"
    assert [one.because for one in articles(instrument.body)][3] == "house/answer requires it: someone must be awake"


def test_the_register_changes_the_words(house: Library) -> None:
    memorandum = "\n".join(lines(composed(house, "register: memorandum\n"), house))
    assert "Supporting Participant" in memorandum and "as Section 1 says" in memorandum
    assert "shall" not in memorandum and "Article" not in memorandum
    declaration = "\n".join(lines(composed(house, "register: declaration\n"), house))
    assert "will ring the bell" in declaration and "come to" not in declaration  # refused by the register


def test_definitions_are_filled_from_what_is_used_and_what_their_words_use(house: Library) -> None:
    instrument = composed(house)
    assert [one.key for one in walk(provision(instrument, "house/terms")) if isinstance(one, Term) and one.defines] == [
        "bell", "tower",
    ]  # fmt: skip
    assert "cellar" not in "".join(lines(instrument, house))
    own = "clauses: {own/cellar: {text: 'Go to the {cellar}.'}}\n"
    assert any("(b) “cellar” means a low house" in line for line in lines(composed(house, own), house))


def test_an_article_of_definitions_without_terms_goes(house: Library) -> None:
    instrument = composed(house, "register: memorandum\n")
    assert "house/terms" not in [one.clause for one in articles(instrument.body)]
    assert [one.number for one in articles(instrument.body)] == ["1", "2", "3"]


def test_a_missing_answer_is_a_hole_where_it_stands(house: Library) -> None:
    instrument = composed(house)
    assert [(where, hole.what) for where, hole in index(instrument).holes] == [
        ("house/alarm#place", "the answer to house/alarm.where")
    ]
    assert "[… the answer to house/alarm.where …]" in write(instrument, "md", house.language("en")).decode().replace(
        "\\", ""
    )


def test_a_reference_to_what_is_left_out_stays_visible(house: Library) -> None:
    own = "clauses: {own/more: {text: 'See {@house/quiet} and {@house/alarm#gone}.'}}\n"
    instrument = composed(house, own)
    dangling = [one for one in walk(instrument) if isinstance(one, Reference) and not one.text]
    assert {(one.clause, one.label) for one in dangling} == {("house/quiet", ""), ("house/alarm", "gone")}
    assert "house/quiet" in write(instrument, "md", house.language("en")).decode().replace("\\", "")


def test_leaving_out_a_clause_others_cite_never_stops_composition(house: Library) -> None:
    ids = [id for id in house.clause_ids if id.startswith("house/")]
    for id in ids:
        composed(house, f"clauses: {{{id}: false}}\n")


def test_a_drafters_own_words_replace_a_clauses(house: Library) -> None:
    text = "clauses:\n  house/answer: {text: 'Nobody comes, see {@house/alarm#duty}.', heading: Silence}\n"
    found = provision(composed(house, text), "house/answer")
    assert lines(found, house) == ["Nobody comes, see Article 2, paragraph 1."]
    assert texts(found.heading[0]) == "Silence" and found.because.endswith("its words are the draft's")
    assert found.variant == "come"


def test_an_own_article(house: Library) -> None:
    text = "clauses:\n  own/liaison:\n    heading: Liaison\n    after: house/alarm\n"
    text += "    text: |\n      1. @a One.\n      2. Two, as {@#a}.\n"
    found = provision(composed(house, text), "own/liaison")
    assert lines(found, house) == ["1. One.", "2. Two, as paragraph 1."] and found.number == "3"


@pytest.mark.parametrize(
    ("said", "what"), [("text: 'One [two.'", "not closed"), ("heading: '*x', text: Words.", ""), ("text: '{@'", "")]
)
def test_own_words_that_do_not_parse_are_told_with_the_draft(house: Library, said: str, what: str) -> None:
    with pytest.raises(DraftError) as wrong:
        composed(house, f"clauses:\n  own/x: {{{said}}}\n")
    assert str(wrong.value.problems[0].where).startswith("draft.yaml:4") and what in wrong.value.problems[0].what


def test_a_title_of_the_drafters_own_and_one_of_the_outline(house: Library) -> None:
    assert texts(composed(house)).startswith("Treaty of the House")
    assert texts(composed(house, "register: memorandum\n")).startswith("Memorandum of the House")
    assert texts(composed(house, "title: Our *own* title\n")).startswith("Our own title")


def test_a_word_given_what_it_cannot_speak_of_is_the_librarys_fault(tmp_path: Path) -> None:
    page = FILES["house/alarm/en.md"].replace(
        "{{ span(hours) }}", "{{ date(hours) }}{{ fraction(timing) }}{{ each(1) }}"
    )
    library = house_of(tmp_path, page)
    with pytest.raises(LibraryError) as wrong:
        composed(library)
    assert "house/alarm/en.md:" in str(wrong.value.problems[0].where)
    assert "cannot be rendered" in wrong.value.problems[0].what


def house_of(folder: Path, page: str) -> Library:
    return house(folder, {**FILES, "house/alarm/en.md": page})


def test_composition_is_the_same_every_time(house: Library) -> None:
    for text in ("", "register: memorandum\n", "answers: {guarantors: [coalition]}\n"):
        assert composed(house, text) == composed(house, text)


# ------------------------------------------------------------------------------------------------ hostile answers

HOSTILE = "\\{{ 9**9 }}\n2. {armed attack} *[x]* | </w:t>"


def with_place(library: Library, words: str) -> Instrument:
    quoted = json.dumps(words, ensure_ascii=False)
    one = draft(library, f"clauses:\n  house/alarm:\n    where: {quoted}\nanswers:\n  place: {quoted}\n")
    return compose(one, library)


def place_of(instrument: Instrument) -> str:
    (unit,) = [one for one in provision(instrument, "house/alarm").blocks if getattr(one, "label", "") == "place"]
    inlines = getattr(unit, "words", ())
    assert not any(isinstance(word, Hole | Reference) for word in inlines)
    return "".join(word.text for word in inlines[2:] if isinstance(word, Text))


def test_a_hostile_answer_is_plain_text_in_the_tree(house: Library) -> None:
    instrument = with_place(house, HOSTILE)
    assert place_of(instrument) == f" stands at {HOSTILE}."
    assert texts_of(instrument.done).startswith(f"DONE at {HOSTILE} on")
    assert len(provision(instrument, "house/alarm").blocks) == 3


def texts_of(words: tuple[object, ...]) -> str:
    return "".join(word.text for word in words if isinstance(word, Text))


def rendered(markdown: str) -> str:
    """What a reader of the Markdown sees: the text of every inline token, soft breaks as line ends."""
    seen = []
    for token in MarkdownIt("commonmark").parse(markdown):
        assert token.type not in ("html_block", "code_block", "fence")
        for child in token.children or ():
            if child.type == "html_inline":  # the writer's own anchors, and nothing else
                assert re.fullmatch(r'<a id="[a-z]+_\w+">|</a>', child.content)
                continue
            seen.append("\n" if child.type in ("softbreak", "hardbreak") else child.content)
        seen.append("\n")
    return "".join(seen)


def test_a_hostile_answer_is_plain_text_in_markdown(house: Library) -> None:
    seen = rendered(write(with_place(house, HOSTILE), "md", house.language("en")).decode())
    assert f"stands at {HOSTILE}." in seen and f"DONE at {HOSTILE} on" in seen


def test_a_hostile_answer_is_plain_text_in_json(house: Library) -> None:
    data = json.loads(write(with_place(house, HOSTILE), "json", house.language("en")))
    assert HOSTILE in json.dumps(data, ensure_ascii=False).replace("\\n", "\n").replace("\\\\", "\\")
    assert _contains(data, f" stands at {HOSTILE}.") and _contains(data, f"DONE at {HOSTILE} on")


def _contains(data: object, words: str) -> bool:
    if isinstance(data, str):
        return words in data
    inside = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return any(_contains(one, words) for one in inside)


TAB = "\t"  # it has no place in a line of words, and prints as a space
hostile = st.one_of(st.text(max_size=60), st.text(st.sampled_from("\\{}[]*|@#:=\"'?/&.()1a \n\t<>_`~!-"), max_size=60))


@settings(max_examples=150, deadline=None)
@given(hostile.filter(lambda words: words.strip() and not words.startswith("open:")))
def test_any_answer_is_plain_text_or_refused(house: Library, words: str) -> None:
    if refuse_hidden(words.replace("\r\n", "\n")):
        with pytest.raises(DraftError):
            with_place(house, words)
        return
    assert place_of(with_place(house, words)) == f" stands at {unicodedata.normalize('NFC', words).replace(TAB, ' ')}."
