"""Libraries laid over one another: what merges, what replaces, what goes, and where each value comes from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.house import house, put
from treatydraft import Library, LibraryError
from treatydraft.files import parse_yaml
from treatydraft.library.overlay import MergedYaml, merge, read_layers, read_page


def laid(*texts: str) -> MergedYaml:
    return merge([parse_yaml(text, f"{name}.yaml", LibraryError) for name, text in zip("abcdef", texts, strict=False)])


def test_mappings_merge_and_all_else_replaces() -> None:
    found = laid("m: {one: 1, two: 2}\nl: [1, 2]\ns: low\n", "m: {two: 3, new: 4}\nl: [9]\ns: high\nt: added\n")
    assert found.data == {"m": {"one": "1", "two": "3", "new": "4"}, "l": ["9"], "s": "high", "t": "added"}


def test_a_tilde_takes_away() -> None:
    found = laid("m: {one: 1, two: 2}\nl: [1]\n", "m: {one: ~}\nl: ~\n")
    assert found.data == {"m": {"two": "2"}}


def test_a_tilde_for_what_is_not_there_says_nothing() -> None:
    assert laid("a: 1\n", "b: ~\n").data == {"a": "1", "b": None}


def test_each_value_keeps_its_origin() -> None:
    found = laid("m:\n  one: 1\n  two: 2\n", "\n\n\nm:\n  two: 3\n  list: [x,\n    y]\n")
    assert str(found.where(("m", "one"))) == "a.yaml:2"
    assert str(found.where(("m", "two"))) == "b.yaml:5"
    assert str(found.where(("m", "list", 1))) == "b.yaml:7"
    assert str(found.where(("m", "one", "deeper"))) == "a.yaml:2"
    assert found.where(("nowhere",)) == found.where()
    assert str(found.where()) == "a.yaml:1"


def test_a_value_that_changes_its_kind_replaces_with_its_own_places() -> None:
    found = laid("m: {one: 1}\n", "m: word\n", "\nm: {two: 2}\n")
    assert found.data == {"m": {"two": "2"}}
    assert str(found.where(("m", "two"))) == "c.yaml:2"


def test_what_was_taken_away_has_the_place_of_who_took_it() -> None:
    found = laid("m:\n  one: 1\n  two: 2\n", "m:\n  one: ~\n", "m:\n  one: 3\n")
    assert found.data == {"m": {"two": "2", "one": "3"}}
    assert str(found.where(("m", "one"))) == "c.yaml:2"
    gone = laid("m:\n  one: {x: 1}\n", "\n\n\n\nm: {one: ~}\n")
    assert gone.where(("m", "one")) == gone.where(("m", "one", "x"))
    assert str(gone.where(("m", "one"))) == "b.yaml:5"


words = st.text("abcdef", min_size=1, max_size=2)
data = st.recursive(
    st.one_of(words, st.lists(words, max_size=2)), lambda inner: st.dictionaries(words, inner, max_size=3), max_leaves=8
)
layers = st.lists(st.dictionaries(words, data, max_size=3), min_size=1, max_size=4)


def plainly(below: Any, above: Any) -> Any:
    """What laying one mapping over another means, without places."""
    if isinstance(below, dict) and isinstance(above, dict):
        return {key: plainly(below.get(key), above[key]) if key in above else below[key] for key in {**below, **above}}
    return above


@given(layers)
def test_layers_are_laid_one_by_one_and_every_value_has_a_place(given_layers: list[dict[str, Any]]) -> None:
    found = laid(*(json.dumps(layer) for layer in given_layers))
    expected: Any = given_layers[0]
    for layer in given_layers[1:]:
        expected = plainly(expected, layer)
    assert found.data == expected

    def every(value: Any, path: tuple[str | int, ...]) -> None:
        place = found.places[path]
        layer: Any = given_layers["abcdef".index(place.file[0])]
        for key in path:
            layer = layer[key]  # the file that is named holds the value
        if not isinstance(value, dict):
            assert layer == value
        inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, inner in inside:
            every(inner, (*path, key))

    every(found.data, ())


# ------------------------------------------------------------------------------------------------ text files


def test_sections_replace_by_title_and_a_tilde_removes(tmp_path: Path) -> None:
    one = put(tmp_path / "one", {"en.md": "---\nheading: Low\n---\n## a\n\nfirst\n\n## b\n\nsecond\n"})
    two = put(tmp_path / "two", {"en.md": "---\nheading: High\n---\n\n## b\n~\n\n## c\n\nthird\n\n## a\nnew\n"})
    page = read_page([one, two], "en.md")
    assert page is not None
    assert {title: section.text.strip() for title, section in page.sections.items()} == {"a": "new", "c": "third"}
    assert page.front.data == {"heading": "High"}
    assert str(page.front.where(("heading",))) == f"{two / 'en.md'}:2"
    assert (page.sections["a"].file, page.sections["a"].line) == (str(two / "en.md"), 13)


def test_a_file_that_no_layer_has(tmp_path: Path) -> None:
    assert read_layers([tmp_path], "none.yaml") is None
    assert read_page([tmp_path], "none.md") is None


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("---\nheading: x\n", 1, "does not end"),
        ("---\nheading: x\n---\nwords\n## a\nx\n", 4, "before the first section"),
        ("## a\nx\n## b\ny\n## a\nz\n", 5, "twice, first in line 1"),
        ("---\nheading: x\nheading: y\n---\n## a\nx\n", 3, "twice"),
    ],
)
def test_what_is_wrong_with_a_page_has_its_line(tmp_path: Path, text: str, line: int, what: str) -> None:
    (tmp_path / "en.md").write_text(text, encoding="utf-8")
    with pytest.raises(LibraryError) as told:
        read_page([tmp_path], "en.md")
    assert [str(problem.where).rpartition("/")[2].split(":")[1] for problem in told.value.problems] == [str(line)]
    assert what in told.value.problems[0].what


def test_a_clause_is_changed_by_the_library_over_it(tmp_path: Path) -> None:
    below, under = house(tmp_path / "under").folders
    over = put(
        tmp_path / "over",
        {
            "house/alarm/clause.yaml": "variants: {siren: ~}\ndefault: bell\n"
            "questions: {hours: {max: 12, default: 6}, ringers: ~}\nregisters: ~\n",
            "house/alarm/en.md": "---\nheading: The new alarm\npurpose: Who rings, and why.\nvariants: {siren: ~}\n"
            "questions: {ringers: ~}\nregisters: ~\n---\n\n## siren\n~\n",
        },
    )
    clause = Library((below, under, over)).clause("house/alarm")
    assert (clause.title, clause.purpose, list(clause.variants)) == ("Alarm", "Who rings, and why.", ["bell"])
    assert clause.heading.source == "The new alarm" and clause.heading.file == str(over / "house/alarm/en.md")
    assert clause.questions["hours"].limits.max == "12" and clause.questions["hours"].limits.min == "1"
    assert clause.texts["bell", ""].file == str(under / "house/alarm/en.md")


# ------------------------------------------------------------------------------------------------ what hides


@pytest.mark.parametrize("name", ["library.yaml", "house/one/clause.yaml", "languages/en.yaml", "house/one/en.md"])
@pytest.mark.parametrize("character", ["\u202e", "\u200b", "\U000e0041", "\x1b", "\x07"])
def test_what_nobody_sees_is_refused_in_every_file(name: str, character: str, tmp_path: Path) -> None:
    folder = put(tmp_path, {name: "a: b\n" if name.endswith("yaml") else "---\nheading: One\n---\n\n## text\n"})
    read = read_page if name.endswith(".md") else read_layers
    assert read([folder], name) is not None
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write(f"\n# It {character}is here\n")
    lines = (folder / name).read_text(encoding="utf-8").split("\n")
    with pytest.raises(LibraryError) as told:
        read([folder], name)
    [problem] = told.value.problems
    assert str(problem.where) == f"{folder / name}:{len(lines) - 1}:6"
    assert f"U+{ord(character):04X}" in problem.what and problem.hint


def test_the_joiners_that_scripts_need_are_read(tmp_path: Path) -> None:
    page = read_page([put(tmp_path, {"en.md": "## text\n\nمی\u200cخواهم क\u094d\u200dष\n"})], "en.md")
    assert page is not None and "\u200c" in page.sections["text"].text


def test_a_page_of_hidden_characters_is_told_in_a_few_lines(tmp_path: Path) -> None:
    with pytest.raises(LibraryError) as told:
        read_page([put(tmp_path, {"en.md": "## text\n" + "\x1b\n" * 100_000})], "en.md")
    assert 1 < len(told.value.problems) < 100
