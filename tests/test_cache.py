"""What is kept in memory: in one place, bounded, emptied by one call, and without effect on what comes out."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from pathlib import Path

import pytest

import treatydraft
from treatydraft import Library, parse_draft
from treatydraft.cache import FUNCTIONS, Cache, cached, clear_caches

PACKAGE = Path(treatydraft.__file__).parent
FORMATS = tuple(treatydraft.WRITERS)


def _files(library: Library, guarantors: str) -> list[bytes]:
    text = f"treatydraft: 1\noutline: paris-declaration\nanswers: {{guarantors: [{guarantors}], beneficiaries: [UA]}}\n"
    draft = parse_draft(text, "draft.yaml", library)
    assembly = treatydraft.Assembly(draft, library)
    return [*(assembly.write(to) for to in FORMATS), repr(assembly.findings()).encode()]


def test_emptied_caches_change_no_result(bundled: Library) -> None:
    first = _files(bundled, "FR, GB"), _files(bundled, "DE, PL, NO")
    assert any(one.cache_info().currsize for one in FUNCTIONS)
    clear_caches()
    assert not any(one.cache_info().currsize for one in FUNCTIONS)
    assert (_files(bundled, "FR, GB"), _files(bundled, "DE, PL, NO")) == first
    assert (_files(bundled, "FR, GB"), _files(bundled, "DE, PL, NO")) == first  # and now from what is kept


def test_every_cache_is_bounded() -> None:
    for module in pkgutil.walk_packages([str(PACKAGE)], "treatydraft."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    assert len(FUNCTIONS) > 20
    assert all(one.cache_info().maxsize for one in FUNCTIONS)


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_cache_of_functions_is_made_in_one_place(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "functools":
            made_here = path.name == "cache.py" and path.parent == PACKAGE
            assert made_here or not {alias.name for alias in node.names} & {"cache", "lru_cache"}


def test_a_full_cache_forgets_what_was_not_asked_for() -> None:
    cache = Cache(4)
    for n in range(4):
        cache.put(n, str(n))
        assert cache.get(0) == "0"
    cache.put(4, "4")
    assert cache.get(0) == "0" and cache.get(1) is None
    clear_caches()
    assert cache.get(0) is None


def test_a_function_keeps_its_last_results() -> None:
    asked: list[int] = []

    @cached(2)
    def double(n: int) -> int:
        asked.append(n)
        return 2 * n

    assert [double(n) for n in (1, 2, 1, 3, 1, 2)] == [2, 4, 2, 6, 2, 4]
    assert asked == [1, 2, 3, 2]
    FUNCTIONS.remove(double)
