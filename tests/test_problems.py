"""Problems as data: every one has a code of the one list, which it shares with no rule."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import treatydraft
from treatydraft.checks import RULES
from treatydraft.errors import CODES, Problem

PACKAGE = Path(treatydraft.__file__).parent


def _texts() -> Iterator[str]:
    """Every text in the package but in the list of codes itself."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if not (isinstance(node, ast.Assign) and ast.unparse(node).startswith("Code = ")):
                yield from (one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and one.value in CODES)


def test_codes_and_rules_are_one_list_without_a_name_twice() -> None:
    names = (*CODES, *RULES)
    assert len(set(names)) == len(names)
    assert not [name for name in names if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)]


def test_no_code_is_of_no_problem() -> None:
    assert set(_texts()) == CODES


def test_no_problem_is_without_a_code_that_is_known() -> None:
    with pytest.raises(ValueError, match="no-such-code"):
        Problem("no-such-code", "", "it is wrong")  # type: ignore[arg-type]
