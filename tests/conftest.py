"""What many tests stand on: their options, the small library made for them, and the bundled one."""

from __future__ import annotations

import pytest

from tests import house as houses
from treatydraft import Library, load_library


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what the pages under tests/cases come to into them")


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The small library of `tests.house`, read once."""
    return houses.house(tmp_path_factory.mktemp("house"))


@pytest.fixture(scope="session")
def bundled() -> Library:
    """The library that comes with the program, read once."""
    return load_library()
