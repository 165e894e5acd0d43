"""JSON: what is written is read back whole, and what is not ours is refused with its place."""

import json
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.trees import ENGLISH, REGISTERS, article, instruments, treaty, unit
from treatydraft.errors import ReadError, UsageError
from treatydraft.instrument.numbering import number
from treatydraft.instrument.tree import Instrument, Table
from treatydraft.writers import WRITERS, write
from treatydraft.writers.json import read_json, write_json

LAW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
SMALL = treaty(article("a/b", unit("paragraph", "Côte d'Ivoire"), heading="Aim"))


@LAW
@given(instruments, st.booleans())
def test_what_is_written_is_read_back(instrument: Instrument, numbered: bool) -> None:
    made = number(instrument, ENGLISH) if numbered else instrument
    assert read_json(write_json(made), REGISTERS) == made


def test_as_written() -> None:
    assert json.loads(write_json(SMALL)) == {
        "version": 2,
        "instrument": {
            "node": "Instrument",
            "title": [{"node": "Text", "text": "Treaty"}],
            "register": "treaty",
            "language": "en",
            "body": [
                {
                    "node": "Provision",
                    "kind": "article",
                    "clause": "a/b",
                    "heading": [{"node": "Text", "text": "Aim"}],
                    "blocks": [
                        {"node": "Unit", "kind": "paragraph", "words": [{"node": "Text", "text": "Côte d'Ivoire"}]}
                    ],
                }
            ],
        },
    }
    assert "Côte" in write_json(SMALL) and write_json(SMALL).endswith("}\n")


GOOD = '{"version": 2, "instrument": {"node": "Instrument", "title": [], "register": "treaty", "language": "en"%s}}'
TABLE = '{"node": "Table", "header": [[]], "align": ["left"], "rows": [[%s]]}'
ANNEX = ', "annexes": [{"node": "Provision", "kind": "annex", "clause": "a/b", "heading": [], "blocks": [%s]}]'


def test_the_least_that_can_be_read() -> None:
    assert read_json(GOOD % "", REGISTERS) == Instrument((), "treaty", "en")
    assert read_json(GOOD % (ANNEX % (TABLE % "[]")), REGISTERS).annexes[0].blocks == (
        Table(((),), ("left",), (((),),)),
    )


@pytest.mark.parametrize(
    "text, where, what",
    [
        ("", "line 1, column 1", "not JSON: expecting value"),
        ("{", "line 1, column 2", "not JSON"),
        ("[]", "", "the keys are not 'version' and 'instrument'"),
        ('{"version": 1, "instrument": {}}', "version", "version 1 cannot be read, only 2"),
        ('{"version": true, "instrument": {}}', "version", "version True"),
        ('{"version": 2, "version": 1}', "", "the key 'version' stands twice"),
        ('{"version": 2, "instrument": 7}', "instrument", "a node is expected: Instrument"),
        ('{"version": 2, "instrument": {"node": []}}', "instrument", "a node is expected"),
        ('{"version": 2, "instrument": {"node": "Text", "text": "x"}}', "instrument", "a node is expected"),
        ('{"version": 2, "instrument": {"node": "Instrument"}}', "instrument", "Instrument lacks 'title'"),
        (GOOD % ', "colour": "red"', "instrument", "Instrument has no 'colour'"),
        (GOOD % ', "date": 7', "instrument.date", "text is expected"),
        (GOOD % ', "revision": true', "instrument.revision", "a whole number is expected"),
        (GOOD % ', "revision": 1.5', "instrument.revision", "a whole number is expected"),
        (GOOD % f', "revision": {"9" * 5000}', "", "not JSON that can be read"),
        (GOOD % ', "revision": NaN', "instrument.revision", "a whole number is expected"),
        (GOOD % ', "body": {}', "instrument.body", "a list is expected"),
        (GOOD % ', "body": [{"node": "Unit"}]', "instrument.body[0]", "a node is expected: Part, Provision"),
        (GOOD % ', "date": "\\ud800"', "instrument.date", "the character U+D800 cannot stand in a text"),
        (GOOD % ', "date": "\\u0000"', "instrument.date", "the character U+0000 cannot stand in a text"),
        (GOOD.replace("treaty", "pact") % "", "instrument.register", "not one of 'treaty', 'memorandum'"),
        (GOOD % (ANNEX % (TABLE % "")), "instrument.annexes[0].blocks[0]", "the rows of one table differ in length"),
        (GOOD % (ANNEX % (TABLE.replace("left", "up") % "[]")), "instrument.annexes[0].blocks[0].align", "not one of"),
    ],
)
def test_refused(text: str, where: str, what: str) -> None:
    with pytest.raises(ReadError) as raised:
        read_json(text, REGISTERS)
    (problem,) = raised.value.problems
    assert str(problem.where) == where and what in problem.what and problem.hint


@pytest.mark.parametrize("levels", [70, 5_000, 2_000_000])
def test_too_deep(levels: int) -> None:
    bracket = '{"node": "Bracket", "words": [' * levels + "]}" * levels
    with pytest.raises(ReadError, match=r"too deep|more than 5,000,000 values"):
        read_json(GOOD % f', "enacting": [{bracket}]', REGISTERS)


def test_too_long() -> None:
    with pytest.raises(ReadError, match="more than 64 MB"):
        read_json(" " * (64 * 2**20 + 1), REGISTERS)
    with pytest.raises(ReadError, match="more than 5,000,000 values"):
        read_json("[" + "[]," * 2_500_001 + "[]]", REGISTERS)


@LAW
@given(instruments, st.data())
def test_a_damaged_file_is_read_or_refused_but_nothing_else(instrument: Instrument, data: st.DataObject) -> None:
    text = write_json(instrument)
    at = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.integers(0, 9))
    damaged = text[:at] + data.draw(st.sampled_from(["", '"', "]", "0", "null", "x"])) + text[at + cut :]
    try:
        read = read_json(damaged, REGISTERS)
    except ReadError:
        return
    assert read_json(write_json(read), REGISTERS) == read


def test_formats() -> None:
    for name, (suffix, _) in WRITERS.items():
        assert suffix == f".{name}"
        assert write(number(SMALL, ENGLISH), name, ENGLISH) == write(number(SMALL, ENGLISH), name, ENGLISH)
    assert write(SMALL, "json", ENGLISH) == write_json(SMALL).encode()
    with pytest.raises(UsageError, match="did you mean 'json'"):
        write(SMALL, "jsn", ENGLISH)


def test_no_format_is_loaded_before_it_is_needed() -> None:
    code = "import sys, treatydraft.writers as w; print(*(m for m in sys.modules if m.startswith(w.__name__ + '.')))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert loaded.split() == ["treatydraft.writers.options"]
