"""The pages for who changes the code: every file, module, function and test they name is there, and so are the caches
and the arrows."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from pkgutil import resolve_name

import pytest

from tests.test_architecture import ALLOWED, FLOOR, MODULES, tree

ROOT = Path(__file__).parent.parent
ARCHITECTURE = ROOT / "docs" / "architecture.md"
PAGES = (ROOT / "CONTRIBUTING.md", ARCHITECTURE)

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"\.?[\w-]+(?:[./][\w-]+)*\.(?:md|py|pyi|txt|toml|yaml)|\.?[\w-]+(?:/[\w-]+)*/")
_ANY = re.compile(r"(?<![A-Z])(?!README|CONTRIBUTING|CHANGELOG)[A-Z]{2,}(?![A-Z])")
_DOTTED = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")
_NAME = re.compile(r"_\w+|[A-Z]\w+|[a-z]+_\w+")
_TEST = re.compile(r"(tests/[\w/]+\.py)::(\w+)")


def named(page: str) -> Iterator[str]:
    """The words that a page gives as code: in backticks, the names in a picture, the files in commands."""
    for kind, block in _FENCE.findall(page):
        if kind == "text":
            yield from _DOTTED.findall(block)
        elif kind == "sh":
            yield from re.findall(r"(?<!\S)(?:tests|treatydraft|clauses)/\S+", block)
    for span in re.findall(r"`([^`\n]+)`", _FENCE.sub("", page)):
        yield from span.split()


def there(word: str) -> bool:
    """Whether there is what a word names. What cannot be the name of a file, a module or anything in one is not asked.

    A part of a path in capitals, as in ``clauses/TOPIC/CLAUSE/en.md``, stands for any name.
    """
    if found := _TEST.fullmatch(word):
        return f"def {found[2]}(" in (ROOT / found[1]).read_text(encoding="utf-8")
    if _FILE.fullmatch(word):
        return any(any(place.glob(_ANY.sub("*", word))) for place in (ROOT, ROOT / "treatydraft"))
    if _DOTTED.fullmatch(word):
        places = (f"{module}:{word}" for module in defined().get(word.partition(".")[0], ()))
        return any(map(resolved, (f"treatydraft.{word}", word, *places)))
    return not _NAME.fullmatch(word) or word in defined() or hasattr(builtins, word)


def resolved(name: str) -> bool:
    try:
        resolve_name(name)
    except (ImportError, AttributeError):
        return False
    return True


@cache
def defined() -> dict[str, list[str]]:
    """Every name at the top of a module of the package, with the modules that have it, and of one of the tests."""
    found: dict[str, list[str]] = {}
    for module in MODULES:
        for name in (name for node in tree(module).body for name in names(node)):
            found.setdefault(name, []).append(module)
    for path in ROOT.glob("tests/**/*.py"):
        for name in (name for node in ast.parse(path.read_text(encoding="utf-8")).body for name in names(node)):
            found.setdefault(name, [])
    return found


def names(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            yield from (one.id for one in ast.walk(target) if isinstance(one, ast.Name))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_everything_a_page_names_is_there(path: Path) -> None:
    words = dict.fromkeys(named(path.read_text(encoding="utf-8")))
    assert [word for word in words if not there(word)] == []
    assert sum(map(bool, map(_DOTTED.fullmatch, words))) > 10  # it is read as it is meant


@pytest.mark.parametrize(
    "word",
    [
        *("tests/test_nothing.py", "checks/nothing/", "nothing.yaml", "treatydraft/checks/nothing/RULE.py"),
        *("checks.apply_nothing", "Assembly.nothing", "NO_SUCH_NAME", "_nothing", "tests/test_checks.py::test_nothing"),
    ],
)
def test_a_name_of_nothing_is_told(word: str) -> None:
    assert not there(word)


def test_every_cache_is_on_the_page() -> None:
    page = ARCHITECTURE.read_text(encoding="utf-8")
    assert [name for name in caches() if f"`{name}`" not in page] == []


def caches() -> Iterator[str]:
    """The functions that keep what they give beyond one draft, by module and name."""
    for module in MODULES:
        for node in tree(module).body:
            makers = node.decorator_list if isinstance(node, ast.FunctionDef) else [getattr(node, "value", None)]
            called = {one.id for maker in makers if maker for one in ast.walk(maker) if isinstance(one, ast.Name)}
            if called & {"cache", "lru_cache"}:
                yield from (f"{module.removeprefix('treatydraft.')}.{name}" for name in names(node))


def test_the_arrows_on_the_page_are_those_that_hold(request: pytest.FixtureRequest) -> None:
    begin, end = "<!-- rooms -->\n", "<!-- end of rooms -->\n"
    page = ARCHITECTURE.read_text(encoding="utf-8")
    head, _, rest = page.partition(begin)
    order = list(reversed(ALLOWED))
    arrows = {room: [one for one in order if one in ALLOWED[room] - FLOOR] for room in order if room not in FLOOR}
    lines = "".join(f"{room:<12} -> {', '.join(to)}".rstrip(" ->") + "\n" for room, to in arrows.items())
    comes_to = f"{head}{begin}\n```text\n{lines}```\n\n{end}{rest.partition(end)[2]}"
    if request.config.getoption("--accept"):
        ARCHITECTURE.write_text(comes_to, encoding="utf-8")
    assert ARCHITECTURE.read_text(encoding="utf-8") == comes_to, "docs/architecture.md: run pytest --accept"
