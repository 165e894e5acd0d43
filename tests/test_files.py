"""Reading YAML by the narrow rule, changing it in place, and writing whole or not at all."""

from __future__ import annotations

import os
import re
import resource
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from treatydraft.characters import HIDDEN
from treatydraft.errors import DraftError, LibraryError, Location, Problem, ReadError, TreatydraftError, WriteError
from treatydraft.files import (
    REMOVE,
    Edit,
    check_writable,
    edit_data,
    edit_text,
    edit_yaml,
    open_regular,
    parse_yaml,
    read_text,
    read_yaml,
    write_all,
    write_whole,
)

DRAFT = """\
# the draft of November
treatydraft: 1
answers:                     # shared questions
  guarantors: [FR, GB,       # the first two
    NO]
  beneficiaries: ["UA"]

# only what differs
clauses:
  collective-defense/response: {variant: all-means,  hours: 24}   # see instructions
  # sanctions come later
  own/liaison:
    heading: 'Liaison officers'
    text: |
      1. @duty Each officer
         reports.

      2. It ends.

  # the last words
title: Agreement
  on Guarantees
"""


def data(text: str) -> Any:
    return parse_yaml(text, "draft.yaml", DraftError).data


def problems(text: str, first_line: int = 1) -> tuple[Problem, ...]:
    with pytest.raises(DraftError) as caught:
        parse_yaml(text, "draft.yaml", DraftError, first_line)
    return caught.value.problems


# ------------------------------------------------------------------------------------------------ reading


@pytest.fixture(params=["libyaml", "python"])
def either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "python":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)


@pytest.mark.usefixtures("either_parser")
def test_every_scalar_is_text() -> None:
    text = "a: [NO, yes, 24, 1.0, 2026-11-24, 12:30:00, 0x1f, 1_000, .inf, Null, NULL, on, =]"
    assert data(text) == {"a": text[4:-1].split(", ")}


@pytest.mark.usefixtures("either_parser")
def test_nothing_is_none_unless_quoted() -> None:
    assert data("a:\nb: ~\nc: null\nd: ''\ne: '~'\nf: \"null\"\ng: {x, y: }\nh:\n-\n- |\n") == {
        "a": None, "b": None, "c": None, "d": "", "e": "~", "f": "null", "g": {"x": None, "y": None}, "h": [None, ""],
    }  # fmt: skip
    assert data("") is None
    assert data("# only a comment\n") is None
    assert data("- a\n") == ["a"]
    assert data("---\na: 1\n...\n") == {"a": "1"}


@pytest.mark.usefixtures("either_parser")
def test_places_are_those_of_keys_and_items() -> None:
    source = parse_yaml(DRAFT, "draft.yaml", DraftError, first_line=101)
    assert source.places[("answers", "guarantors")] == (104, 3)
    assert source.places[("answers", "guarantors", 2)] == (105, 5)
    assert source.places[("clauses", "own/liaison", "text")] == (114, 5)
    assert str(source.where(("answers", "guarantors", 1))) == "draft.yaml:104"
    assert str(source.where(("clauses", "own/liaison", "after", "x"))) == "draft.yaml:112"
    assert str(source.where(("nothing",))) == "draft.yaml:102"
    assert str(parse_yaml("", "draft.yaml", DraftError).where(("a",))) == "draft.yaml"


@pytest.mark.usefixtures("either_parser")
def test_all_problems_are_named_together_each_with_its_place() -> None:
    found = problems('a: &x 1\nb: *x\nc: !!int 3\na: 2\n<<: {d: 1}\n~: 4\ne: "\\u202e"\nf: ! x\n', first_line=11)
    assert [(str(problem.where), problem.what) for problem in found] == [
        ("draft.yaml:11:4", "the anchor '&x' is not allowed"),
        ("draft.yaml:12:4", "the alias '*x' is not allowed"),
        ("draft.yaml:13:4", "the tag 'tag:yaml.org,2002:int' is not allowed"),
        ("draft.yaml:14:1", "'a' stands twice, first on line 11"),
        ("draft.yaml:15:1", "the merge key '<<' is not allowed"),
        ("draft.yaml:16:1", "a key is empty"),
        ("draft.yaml:17:4", "the hidden character U+202E (right-to-left override) is not allowed"),
        ("draft.yaml:18:4", "the tag '!' is not allowed"),
    ]
    assert all(problem.hint for problem in found)


@pytest.mark.usefixtures("either_parser")
@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("a: 1\n---\nb: 2\n", "draft.yaml:2:1", "second document"),
        ("%YAML 1.1\n---\na: NO\n", "draft.yaml:1:1", "directives"),
        ("[a, b]: 1\n", "draft.yaml:1:1", "a key must be a word"),
        ("? {a: b}\n: 1\n", "draft.yaml:1:3", "a key must be a word"),
        ("a: [1, 2\nb: 3\n", "draft.yaml:2:", "not valid YAML"),
        ("title: a: b\n", "draft.yaml:1:9", "not valid YAML"),
        ("a:\n\tb: 1\n", "draft.yaml:2:1", "not valid YAML"),
        ("a: 1 # \u200b\n", "draft.yaml:1:8", "U+200B (zero width space)"),
        ("a: b\rc: d\n", "draft.yaml:1:5", "U+000D (a control character)"),
        ("a: \x00\n", "draft.yaml:1:4", "U+0000"),
        ("a: \ud800\n", "draft.yaml:1:4", "U+D800"),
        ("a: " + "[" * 100_000, "draft.yaml:1:43", "more than 40 deep"),
        ("a: " + "{b: " * 100_000, "draft.yaml:1:160", "more than 40 deep"),
        ("- " * 100_000, "draft.yaml:1:81", "more than 40 deep"),
        ("- a\n" * 60_000, "draft.yaml:50000:3", "more than the 50,000 values"),
        ("a: " + "x" * 4_000_000, "draft.yaml", "longer than the 4,000,000 bytes"),
    ],
    ids=range(16),
)
def test_what_is_refused(text: str, where: str, what: str) -> None:
    problem = problems(text)[-1]
    assert str(problem.where).startswith(where)
    assert what in problem.what


def test_hints_say_what_to_do_about_common_slips() -> None:
    assert problems("title: a: b\n")[0].hint == "put a text that holds a colon in quotation marks"
    assert problems("a:\n\tb: 1\n")[0].hint == "indent with spaces, not with tabs"


def test_a_file_wrong_everywhere_is_told_so_once() -> None:
    assert len(problems("- !t x\n" * 1000)) == 20


def test_names_in_any_script_pass_and_are_composed() -> None:
    names = ["Côte d'Ivoire", "Україна", "العربية", "نامه\u200cها", "👩\u200d🚀"]
    assert data("a: " + str(names).replace("'", '"').replace('d"I', "d'I")) == {"a": names}
    assert data("e\u0301: e\u0301") == {"é": "é"}
    assert "stands twice" in problems("e\u0301: 1\n\u00e9: 2\n")[0].what


@pytest.mark.parametrize("pile", ["\u0316\u0301", "\u0f73\u0f71"])
def test_a_pile_of_marks_is_refused_at_once(pile: str) -> None:
    assert data("a: e" + pile * 15) == {"a": unicodedata.normalize("NFC", "e" + pile * 15)}
    for text in ("e" + pile * 300_000, "e" + pile * 16):
        for written in (f"a: {text}", f"{text}: a", f"a: '{text}'"):
            assert "a letter with more than 30 marks on it is not allowed" in str(problems(written))
    with pytest.raises(DraftError, match="a letter with more than 30 marks"):
        edit_yaml("a: 1\n", {("a",): "e" + pile * 300_000})


def test_a_long_list_is_refused_at_once() -> None:
    for text in ("a:\n" + "- 0123456789\n" * 260_000, "a: [" + "1, " * 1_300_000 + "1]"):
        assert "more than the 50,000 values allowed" in str(problems(text))


def test_depth_and_values_are_allowed_up_to_the_limit() -> None:
    assert data("[" * 40 + "]" * 40)
    assert len(data("- a\n" * 49_999)) == 49_999


def test_files_are_read_with_or_without_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("\ufeffa: é\r\nb: |\r\n  x\r\n  y\r\n".encode())
    assert read_text(path) == "a: é\nb: |\n  x\n  y\n"
    source = read_yaml(path)
    assert source.data == {"a": "é", "b": "x\ny\n"}
    assert source.name == str(path)
    assert edit_yaml(source.text, {("a",): "z"}) == "a: z\r\nb: |\r\n  x\r\n  y\r\n"


def test_what_is_no_readable_file_is_refused(tmp_path: Path) -> None:
    pipe, wrong, large = tmp_path / "pipe", tmp_path / "wrong", tmp_path / "large"
    os.mkfifo(pipe)
    wrong.write_bytes(b"a: 1\nb: \xff\n")
    large.write_bytes(b"x" * 11)
    refused: dict[str | Path, str] = {
        tmp_path / "none": "no such file",
        tmp_path: "not a regular file|is a folder",
        pipe: "not a regular file",
        "/dev/null": "not a regular file",
        wrong: "byte 0xFF is not UTF-8",
        large: "larger than the 10 bytes",
        "a\0b": "not one a file can have",
    }
    for path, what in refused.items():
        with pytest.raises(LibraryError, match=what) as caught:
            read_text(path, LibraryError, 10)
        assert caught.value.problems[0].hint
    with pytest.raises(DraftError, match=rf"{wrong}:2: "):
        read_yaml(wrong, DraftError)


@pytest.mark.parametrize("append", [False, True])
def test_a_file_is_opened_only_where_it_is_a_regular_one(tmp_path: Path, append: bool) -> None:
    real, link, pipe, zero = (tmp_path / name for name in ("real", "link", "pipe", "zero"))
    real.write_bytes(b"x")
    link.symlink_to(real)
    zero.symlink_to("/dev/zero")
    os.mkfifo(pipe)
    for path in (real, link):
        with open_regular(path, ReadError, append=append) as file:
            file.seek(0)
            assert file.read(2) == b"x"
    before = set(os.listdir("/proc/self/fd")) if Path("/proc").is_dir() else None
    for path, follow, what in ((link, False, "it is a link"), (pipe, True, "not a regular file"),
                               (zero, True, "not a regular file"), (tmp_path, True, "it is a folder"),
                               (tmp_path / ("n" * 300), True, "name is too long"),
                               (tmp_path / "\ud800", True, "not one a file can have")):  # fmt: skip
        with pytest.raises(ReadError, match=what):
            open_regular(path, ReadError, follow=follow, append=append)
    assert before == (set(os.listdir("/proc/self/fd")) if before else None), "a file stays open"


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(3_000_000_000)
    with pytest.raises(LibraryError, match="larger than the 4,000,000 bytes allowed: it has at least 3,000,000,000"):
        read_text(large)


def test_a_file_to_be_added_to_is_made_private_and_added_to_only(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    for part in (b"one", b"two"):
        with open_regular(path, WriteError, append=True) as file:
            file.seek(0)
            file.write(part)
    assert path.read_bytes() == b"onetwo"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


# ------------------------------------------------------------------------------------------------ changing


def test_a_change_touches_its_own_bytes_only() -> None:
    changed = edit_yaml(
        DRAFT,
        {
            ("clauses", "collective-defense/response", "hours"): 48,
            ("clauses", "collective-defense/response", "mode"): "a, b",
            ("answers", "quorum"): "2/3",
            ("clauses", "own/liaison", "text"): "1. One.\n\n2. Two.\n",
            ("answers", "beneficiaries"): REMOVE,
            ("clauses", "financing/scale", "key"): "gdp",
            ("title",): "Agreement: final",
            ("language",): "NO",
        },
    )
    assert (
        changed
        == """\
# the draft of November
treatydraft: 1
answers:                     # shared questions
  guarantors: [FR, GB,       # the first two
    NO]
  quorum: 2/3

# only what differs
clauses:
  collective-defense/response: {variant: all-means,  hours: 48, mode: 'a, b'}   # see instructions
  # sanctions come later
  own/liaison:
    heading: 'Liaison officers'
    text: |
      1. One.

      2. Two.
  financing/scale:
    key: gdp

  # the last words
title: 'Agreement: final'
language: NO
"""
    )


def test_comments_stay_when_a_value_changes_its_shape() -> None:
    text = "a: old   # one\nb:  # two\n  # three\n  c: 1\nd: x\n"
    assert edit_yaml(text, {("a",): "x\ny", ("b",): "new"}) == "a: |-   # one\n  x\n  y\nb: new  # two # three\nd: x\n"
    assert edit_yaml(text, {("a",): {"k": "x\ny"}}).startswith("a:   # one\n  k: |-\n    x\n    y\nb:")


def test_removing_the_last_key_removes_the_mapping() -> None:
    assert edit_yaml("a:\n  b:\n    c: 1\n# kept\nd: 2\n", {("a", "b", "c"): REMOVE}) == "# kept\nd: 2\n"
    assert edit_yaml("a: {b: {c: 1}, d: 2}\n", {("a", "b", "c"): REMOVE}) == "a: {d: 2}\n"
    assert edit_yaml("a: {d: 2, b: {c: 1}}\n", {("a", "b", "c"): REMOVE}) == "a: {d: 2}\n"
    assert edit_yaml("# c\na: {b: 1}\n", {("a", "b"): REMOVE}) == "# c\n"
    assert edit_yaml("{a: 1}\n", {("a",): REMOVE}) == "{}\n"
    assert edit_yaml("a: 1\n", {("a", "b"): REMOVE, ("c",): REMOVE}) == "a: 1\n"


def test_mappings_on_the_way_are_made() -> None:
    assert edit_yaml("", {("a", "b", "c"): ["FR", "NO"]}) == "a:\n  b:\n    c: [FR, NO]\n"
    assert edit_yaml("# c\n", {("a",): None}) == "# c\na: ~\n"
    assert edit_yaml("{}\n", {("a", "b"): False}) == "a:\n  b: false\n"
    assert edit_yaml("a:\nb: ~\nc: {}\n", {("a", "x"): 1, ("b", "x"): 2, ("c", "x"): 3}) == (
        "a:\n  x: 1\nb:\n  x: 2\nc:\n  x: 3\n"
    )
    assert edit_yaml("a:\n    b: 1\n", {("c", "d"): {"open": [24, 48]}}) == (
        "a:\n    b: 1\nc:\n    d: {open: [24, 48]}\n"
    )


def test_a_new_key_stands_behind_the_neighbour_it_is_given() -> None:
    block, flow = "# ours\na:\n  x: 1  # one\n\n  z: 3\n", "a: {x: 1, z: 3}\n"

    def edited(text: str, above: str) -> str:
        return edit_yaml(text, {("a", "y"): 2}, behind={("a", "y"): above})

    assert edited(block, "x") == "# ours\na:\n  x: 1  # one\n  y: 2\n\n  z: 3\n"
    assert edited(block, "") == "# ours\na:\n  y: 2\n  x: 1  # one\n\n  z: 3\n"
    assert edited(flow, "x") == "a: {x: 1, y: 2, z: 3}\n"
    assert edited(flow, "") == "a: {y: 2, x: 1, z: 3}\n"
    assert edited(flow, "nobody") == edit_yaml(flow, {("a", "y"): 2}) == "a: {x: 1, z: 3, y: 2}\n"


def test_rows_are_written_one_a_line() -> None:
    rows = [{"party": code, "purpose": "x" * 30} for code in ("FR", "NO", "UA")]
    text = edit_yaml("", {("answers", "rows"): rows})
    line = "x" * 30
    assert text == "answers:\n  rows:\n" + "".join(
        f"    - {{party: {code}, purpose: {line}}}\n" for code in ("FR", "NO", "UA")
    )


def test_a_text_in_the_way_is_not_overwritten() -> None:
    with pytest.raises(DraftError) as caught:
        edit_yaml("clauses:\n  a/b: false\n", {("clauses", "a/b", "hours"): 1}, "guarantee.yaml")
    assert str(caught.value.problems[0].where) == "guarantee.yaml:2"
    assert caught.value.problems[0].what == "'clauses.a/b' is not a mapping, so it has no 'hours'"
    changes: dict[tuple[str, ...], object] = {("clauses", "a/b"): REMOVE, ("clauses", "a/b", "hours"): 1}
    assert data(edit_yaml("clauses:\n  a/b: false\n", changes)) == {"clauses": {"a/b": {"hours": "1"}}}


def test_what_could_not_be_read_back_is_not_written() -> None:
    with pytest.raises(DraftError, match=r"U\+202E"):
        edit_yaml("a: 1\n", {("a",): "x\u202e"})
    with pytest.raises(DraftError, match=r"U\+D800"):
        edit_yaml("a: 1\n", {("b", "c"): ["\ud800"]})
    with pytest.raises(DraftError, match="cannot be changed in this place: this is not valid YAML"):
        edit_yaml("? a\n: 1\n", {("b",): 2})
    with pytest.raises(DraftError, match="cannot be changed in this place: lists and mappings are more than 40 deep"):
        edit_yaml("a: 1\n", {("b",) * 50: 1})
    with pytest.raises(TypeError):
        edit_yaml("a: 1\n", {("a",): 1.5})


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("NO", "NO"), ("false", "false"), ("2026-11-24", "2026-11-24"), ("24", "24"), ("1.0.0", "1.0.0"), ("-5", "-5"),
        ("12:30", "12:30"), ("2.5%", "2.5%"), ("EUR 500 million", "EUR 500 million"), ("Україна", "Україна"),
        ("a, b [c]", "a, b [c]"), ("a: b", "'a: b'"), ("- x", "'- x'"), ("a #b", "'a #b'"), ("a#b", "a#b"),
        ("", "''"), ("~", "'~'"), ("null", "'null'"), ("Null", "'Null'"), ("it's", "it's"), ("'s", "'''s'"),
        ("{x}", "'{x}'"), ("*x", "'*x'"), ("a:", "'a:'"), (" a", "' a'"), ("a ", "'a '"), ("a\tb", '"a\\tb"'),
        ("a\n", "|\n  a"), ("a\n b", "|-\n  a\n   b"), (" a\nb", '" a\\nb"'), ("---", "'---'"),
        (False, "false"), (None, "~"), (7, "7"), ([], "[]"), ({}, "{}"), (["a:b", "c"], "['a:b', c]"),
    ],
)  # fmt: skip
def test_how_a_value_is_written(value: object, written: str) -> None:
    assert edit_yaml("k: old\n", {("k",): value}) == f"k: {written}\n"


# Any text but surrogates and what is hidden; half of the time from what YAML gives a meaning to.
visible = st.characters(exclude_categories=["Cs"], exclude_characters="\r").filter(
    lambda letter: letter in "\n\t" or not HIDDEN.search(letter)
)
texts = st.one_of(
    st.text(visible, max_size=30), st.text(st.sampled_from(" \n\t#:-?,[]{}&*!|>'\"%@`~ab1."), max_size=12)
)
keys = texts.map(lambda text: unicodedata.normalize("NFC", text))
values = st.recursive(
    st.one_of(texts, st.integers(), st.booleans(), st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=4)),
    max_leaves=12,
)


def as_text(value: Any) -> Any:
    """What a value is once it has been written and read: the law, told apart from the code."""
    if isinstance(value, dict):
        return {key: as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_text(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if value is None else unicodedata.normalize("NFC", str(value))


@settings(max_examples=300, deadline=None)
@given(values, st.sampled_from(["k: old\nl: 1\n", "a: {k: old, l: 1}\n", "", "a:\n- x\n# c\n"]))
def test_what_is_written_reads_back(value: Any, text: str) -> None:
    path = ("a", "k") if text.startswith("a: {") else ("k",)
    read = data(edit_yaml(text, {path: value}))
    for key in path:
        read = read[key]
    assert read == as_text(value)


def written(value: Any, draw: Any, column: int = 0) -> str:
    """A mapping as some person would write it: blocks and braces mixed, with comments and empty lines."""
    lines = []
    for number, (key, item) in enumerate(value.items()):
        if draw(st.booleans()):
            lines.append(" " * draw(st.integers(0, column + 2)) + f"# comment {column}.{number}.")
        end = draw(st.sampled_from(["", "", "  # end", "   "]))
        if isinstance(item, dict) and item and draw(st.booleans()):
            lines += [" " * column + f"{key}:{end}", written(item, draw, column + draw(st.integers(1, 4)))]
        elif isinstance(item, str) and draw(st.booleans()):
            mark = draw(st.sampled_from(["|", "|-", "|+", ">", ">-"]))
            lines += [" " * column + f"{key}: {mark}{end}", " " * (column + 3) + "word", "", " " * (column + 3) + "end"]
        else:
            flow = yaml.safe_dump(item, default_flow_style=True, width=10**6, allow_unicode=True).removesuffix("...\n")
            break_ = f"\n{' ' * (column + 2)}"
            flow = flow.strip().replace(", ", f",  # in{break_}" if draw(st.booleans()) else ", ")
            lines.append(" " * column + f"{key}: {flow}{end}")
        if draw(st.booleans()):
            lines.append("")
    return "\n".join(lines)


names = st.sampled_from(["a", "b", "c", "d-e/f", "G"])
drafts = st.recursive(
    st.one_of(st.sampled_from(["x", "NO", "a # b", "", "it's: so"]), st.none(), st.lists(names, max_size=3)),
    lambda inner: st.dictionaries(names, inner, max_size=4),
    max_leaves=10,
)
paths = st.lists(names, min_size=1, max_size=3).map(tuple)


def changed(data: Any, path: tuple[str, ...], value: Any) -> Any:
    """`data` with one change, told the plain way; a text or list on the way gives TypeError."""
    data = {} if data is None else data
    if not isinstance(data, dict):
        raise TypeError
    rest = {key: item for key, item in data.items() if key != path[0]}
    if len(path) == 1:
        return rest if value is REMOVE else data | {path[0]: as_text(value)}
    below = data.get(path[0]) or None
    if value is REMOVE:
        if not isinstance(below, dict):
            return data
        inner = changed(below, path[1:], value)
        return data | {path[0]: inner} if inner else rest
    return data | {path[0]: changed(below, path[1:], value)}


@settings(max_examples=300, deadline=None)
@given(
    st.data(),
    st.dictionaries(names, drafts, max_size=4),
    st.lists(st.tuples(paths, st.just(REMOVE) | drafts), max_size=4),
)
def test_changes_to_any_draft_are_those_asked_for(pick: st.DataObject, draft: Any, changes: Any) -> None:
    text = written(draft, pick.draw) + pick.draw(st.sampled_from(["", "\n", "\n# last\n"]))
    first, edits = text, []
    for path, value in changes:
        before = data(text if text.endswith("\n") or not text else text + "\n")
        try:
            expected = changed(before, path, value)
        except TypeError:
            with pytest.raises(DraftError, match="is not a mapping"):
                edit_yaml(text, {path: value})
            with pytest.raises(DraftError, match="is not a mapping"):
                edit_data(before, Edit({path: value}), "draft", lambda path: Location("draft"))
            continue
        behind = {path: pick.draw(st.sampled_from(["", *before]))} if before else {}
        after = edit_yaml(text, {path: value}, behind=behind)
        assert (data(after) or {}) == (expected or {})
        held = edit_data(before, Edit({path: value}, behind), "draft", lambda path: Location("draft"))
        assert repr(held or {}) == repr(data(after) or {})  # the order too
        # a value that is replaced or removed takes with it what was said inside it, nothing else
        assert sorted(re.findall("# comment 0.*", after)) == sorted(re.findall("# comment 0.*", text))
        assert ("# last" in after) == ("# last" in text)
        edits.append(Edit({path: value}, behind))
        text = after
    assert not edits or edit_text(first, edits) == text  # all of them at once are no other than one by one


# ------------------------------------------------------------------------------------------------ writing


@pytest.fixture(params=[0o000, 0o022, 0o077], ids="{:03o}".format)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    assert os.umask(before) == request.param


def test_a_new_file_has_the_mode_of_new_files_and_an_old_one_keeps_its_own(tmp_path: Path, umask: int) -> None:
    path = tmp_path / "a.docx"
    write_whole(path, b"one")
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~umask
    path.chmod(0o640)
    write_whole(path, b"two", force=True)
    assert path.read_bytes() == b"two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert os.listdir(tmp_path) == ["a.docx"]


def test_what_is_not_in_its_place_yet_can_be_read_by_its_owner_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"old")
    seen: list[int] = []
    real = os.fsync

    def look(file: int) -> None:
        seen.extend(stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob(".treatydraft-*"))
        real(file)

    monkeypatch.setattr(os, "fsync", look)
    write_all({tmp_path / "a": b"new", tmp_path / "b": b"new"}, force=True)
    assert set(seen) == {0o600}


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_appears_meanwhile_is_kept_without_force(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    path = tmp_path / "a.docx"
    real = os.fsync

    def appear(file: int) -> None:
        path.write_bytes(b"theirs")
        real(file)

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "fsync", appear)
    if not links:
        monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(WriteError, match=rf"{path}: the file is there already\nhint: use --force"):
        write_whole(path, b"ours")
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"a.docx": b"theirs"}


def test_a_system_of_files_without_links_is_written_to_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(PermissionError(1, "Operation not permitted")))
    write_whole(tmp_path / "a", b"new")
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"a": b"new"}


def test_one_file_under_two_spellings_leaves_nothing_behind(tmp_path: Path) -> None:
    write_all({tmp_path / "a": b"one", f"{tmp_path}/./a": b"two"}, force=True)
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"a": b"two"}


def test_an_old_file_is_kept_without_force(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"old")
    with pytest.raises(WriteError, match="there already\nhint: use --force"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("step", ["fsync", "chmod", "replace"])
@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt(), SystemExit(143)])
def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, failure: BaseException
) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise failure

    monkeypatch.setattr(os, step, fail)
    expected = WriteError if isinstance(failure, OSError) else type(failure)
    with pytest.raises(expected, match="the disk is full" if isinstance(failure, OSError) else None):
        write_whole(path, b"new", force=True)
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.docx"]


def test_a_file_too_large_for_the_system_leaves_nothing(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(WriteError, match="larger than the system allows"):
            write_whole(tmp_path / "a", b"x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert os.listdir(tmp_path) == []


def test_what_cannot_be_written_is_refused_early(tmp_path: Path) -> None:
    link, gone, pipe = tmp_path / "link", tmp_path / "gone", tmp_path / "pipe"
    link.symlink_to(tmp_path / "elsewhere")
    os.mkfifo(pipe)
    refused: dict[str | Path, str] = {
        tmp_path: "it is a folder",
        gone / "a": "there is no folder",
        link: "it is a link",
        pipe: "not a regular file",
        tmp_path / ("x" * 300): "the name is too long",
        "a\0b": "not one a file can have",
    }
    for path, what in refused.items():
        for ask in (check_writable, lambda path, force: write_whole(path, b"", force=force)):
            with pytest.raises(WriteError, match=what):
                ask(path, True)
    assert not (tmp_path / "elsewhere").exists()
    check_writable(tmp_path / "new", False)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("closed", ["a.docx", "."])
def test_what_is_read_only_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, closed: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"old")
    # asked of the system through os.access, so that the test says the same to an administrator
    monkeypatch.setattr(os, "access", lambda asked, mode: Path(asked) != tmp_path / closed)
    with pytest.raises(WriteError, match="is read-only"):
        check_writable(path, force=True)


def test_errors_are_of_the_kind_asked_for() -> None:
    for kind in (LibraryError, DraftError):
        with pytest.raises(kind) as caught:
            parse_yaml("a: *b", "x", kind)
        assert type(caught.value) is kind
        assert isinstance(caught.value, TreatydraftError)


@pytest.mark.parametrize("step", ["fsync", "chmod", "replace"])
def test_several_files_are_each_whole_or_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    paths = [tmp_path / name for name in "abc"]
    paths[0].write_bytes(b"old")
    real, calls = getattr(os, step), []

    def fail_second(*given: object) -> object:
        calls.append(given)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        return real(*given)

    with monkeypatch.context() as patched, pytest.raises(WriteError, match="the disk is full") as told:
        patched.setattr(os, step, fail_second)
        write_all(dict.fromkeys(paths, b"new"), force=True)
    assert str(paths[1]) in str(told.value)
    first = b"old" if step == "fsync" else b"new"  # nothing takes its place before all are on the disk
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": first}
    write_all(dict.fromkeys(paths, b"newer"), force=True)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == dict.fromkeys("abc", b"newer")


def test_of_several_files_none_is_written_where_one_must_not_be(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    with pytest.raises(WriteError, match="it is a folder"):
        write_all({tmp_path / "a": b"a", tmp_path / "b": b"b"})
    assert os.listdir(tmp_path) == ["b"]


def test_what_stands_already_stays_as_it_stands() -> None:
    text = "a:\n  a: x\n  b:\n"
    change: dict[tuple[str, ...], object] = {("a",): {"b": None, "a": "x"}}
    assert edit_yaml(text, change) == text
    held = edit_data(data(text), Edit(change), "draft", lambda path: Location("draft"))
    assert repr(held) == repr(data(text))
