"""Files of a shape that is no longer taken: refused with their place and with what is written now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar

import pytest

from tests.house import FILES, house
from treatydraft import LibraryError
from treatydraft.drafting import draft  # noqa: F401 - its shapes are among those that are gone through
from treatydraft.files import parse_yaml
from treatydraft.library import catalogue  # noqa: F401
from treatydraft.library.overlay import merge
from treatydraft.library.shape import Shape
from treatydraft.library.validation import validated


class Act(Shape):
    formerly: ClassVar[Mapping[str, str]] = {"due": "within", "title": "'heading' in the text file"}
    id: str
    within: str = ""


class Record(Shape):
    acts: list[Act] = []
    named: dict[str, Act] = {}


def test_a_key_that_had_another_name_is_told_with_the_new_one() -> None:
    text = "acts:\n  - id: a\n    due: 48 hours\nnamed:\n  b:\n    id: b\n    title: B\n    wihtin: 1 day\n"
    with pytest.raises(LibraryError) as told:
        validated(Record, merge([parse_yaml(text, "clause.yaml", LibraryError)]))
    assert [str(problem) for problem in told.value.problems] == [
        "clause.yaml:3: 'due' is now 'within'\nhint: write 'within' in its place",
        "clause.yaml:7: 'title' is now 'heading' in the text file\nhint: write 'heading' in the text file in its place",
        "clause.yaml:8: 'wihtin' is not a key that is known here\nhint: did you mean 'within'?",
    ]


def test_what_has_gone_from_the_library_to_the_languages_is_told(tmp_path: Path) -> None:
    library = house(tmp_path, {**FILES, "library.yaml": "name: ours\nnames: [Security Council]\n"})
    with pytest.raises(LibraryError) as told:
        assert library.about
    [problem] = told.value.problems
    assert problem.code == "moved-key" and str(problem.where).endswith("library.yaml:2")
    assert problem.what == "'names' is now 'names' in languages/<lang>.yaml"


def shapes(shape: type[Shape] = Shape) -> Iterator[type[Shape]]:
    for one in shape.__subclasses__():
        if one.__module__.startswith("treatydraft."):
            yield one
        yield from shapes(one)


def test_no_key_that_is_known_has_another_name_now() -> None:
    for shape in shapes():
        known = {field.alias or name for name, field in shape.model_fields.items()}
        for former, now in shape.formerly.items():
            assert former not in known, f"{shape.__name__}: {former}"
            assert now in known or " " in now, f"{shape.__name__}: {former}: {now}"
