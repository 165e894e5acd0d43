"""The house: who may import whom, what is public, what is loaded when, and how large a module may grow."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import treatydraft

PACKAGE = Path(treatydraft.__file__).parent
ROOT = PACKAGE.parent

FLOOR = {"errors", "characters", "cache"}

ALLOWED = {
    "errors": set(),
    "cache": set(),
    "characters": {"cache"},
    "files": FLOOR,
    "value": FLOOR,
    "language": FLOOR | {"files", "value"},
    "template": FLOOR | {"value"},
    "ooxml": FLOOR,
    "instrument": FLOOR | {"language", "value"},
    "library": FLOOR | {"instrument", "template", "language", "files", "value"},
    "drafting": FLOOR | {"library", "template", "language", "files", "value"},
    "composition": FLOOR | {"drafting", "library", "instrument", "template", "language", "value"},
    "record": FLOOR | {"composition", "drafting", "library", "instrument", "template", "language", "files", "value"},
    "brief": FLOOR | {"record", "library", "instrument", "language", "value"},
    "library_test": FLOOR | {"composition", "drafting", "library", "instrument", "template", "language"},
    "writers": FLOOR | {"brief", "ooxml", "instrument", "language"},
    "checks": FLOOR | {"record", "instrument", "language"},
    "assembly": FLOOR
    | {"composition", "drafting", "checks", "writers", "brief", "record", "library", "instrument", "language"},
    "front": FLOOR | {"assembly", "drafting", "checks", "writers", "library", "files"},
    "batch": FLOOR | {"assembly", "drafting", "writers", "library", "instrument", "language", "files", "value"},
    "cli": FLOOR
    | {"batch", "assembly", "library_test", "composition", "drafting", "checks", "writers", "brief", "record"}
    | {"library", "instrument", "language", "files", "value"},
}
"""Each room and the rooms it may import from: those below it in the map of `treatydraft/__init__.py`."""

WITHIN = {
    "writers.docx": {
        "markup": set(),
        "package": {"markup"},
        "page": {"package", "markup"},
        "text": {"package", "markup"},
        "": {"text", "page", "package", "markup"},
        "style": {"", "text", "page", "package", "markup"},
    },
}
"""Rooms that have rooms of their own, and which of these each of them may import from; "" is the room's own module."""

FACADE = "treatydraft"
THIRD_PARTY = {
    "docx": ("treatydraft.writers.docx.style",),
    "lxml": ("treatydraft.ooxml", "treatydraft.writers.docx.style"),
    "typer": ("treatydraft.cli",),
    "rich": ("treatydraft.cli",),
    "prompt_toolkit": ("treatydraft.cli",),
    "questionary": ("treatydraft.cli",),
    "jinja2": ("treatydraft.template",),
    "yaml": ("treatydraft.files",),
    "ruamel": ("treatydraft.files",),
    "pydantic": (
        "treatydraft.library.schema",
        "treatydraft.library.record_file",
        "treatydraft.library.shape",
        "treatydraft.library.catalogue",
        "treatydraft.library.validation",
        "treatydraft.drafting.draft",
    ),
    "pydantic_core": ("treatydraft.library.validation",),
    "pycountry": ("treatydraft.library.state",),
    "babel": ("treatydraft.language.locale_data",),
}
"""Where each dependency may be imported."""

FORBIDDEN = {"utils", "util", "helpers", "helper", "core", "services", "models", "common", "misc", "lib"}
LARGEST, LARGE, USUAL = 400, 300, 120  # lines: the most of any module, of nine in ten, of half of them


def modules() -> dict[str, Path]:
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


@cache
def imports(module: str) -> tuple[tuple[str, int], ...]:
    """Every module that `module` imports, wherever in its text and for whatever reason, with the line."""
    return tuple(_imports(module))


def _imports(module: str) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno} has a relative import"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield (whole if whole in MODULES else str(node.module)), node.lineno


def ours(module: str) -> list[tuple[str, int]]:
    return [(name, line) for name, line in imports(module) if name.split(".")[0] == FACADE]


def test_the_table_names_every_room() -> None:
    assert {room(module) for module in MODULES} - {"", "__main__"} <= set(ALLOWED)


@pytest.mark.parametrize("module", sorted(MODULES))
def test_arrows_go_down_only(module: str) -> None:
    here = room(module)
    wrong = []
    for name, line in ours(module):
        there = room(name)
        if here in ("", "__main__"):
            good = module == "treatydraft.__main__" and there in ("", "cli")
        elif there == "":
            good = here in ("cli", "batch")  # they say the version
        else:
            good = there == here or there in ALLOWED[here]
        if not good:
            wrong.append(f"{MODULES[module]}:{line} imports {name}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("outer", sorted(WITHIN))
def test_arrows_within_a_room_go_one_way(outer: str) -> None:
    def within(module: str) -> str | None:
        """The inner room of a module; None where the module is elsewhere."""
        path, head = module.split("."), f"{FACADE}.{outer}".split(".")
        return ".".join(path[len(head) : len(head) + 1]) if path[: len(head)] == head else None

    allowed = WITHIN[outer]
    inner = {module: here for module in MODULES if (here := within(module)) is not None}
    assert set(inner.values()) == set(allowed)
    done: set[str] = set()
    for here, below in allowed.items():
        assert below <= done, f"{here} may import from what stands above it in the table"
        done.add(here)
    wrong = [
        f"{MODULES[module]}:{line} imports {name}"
        for module, here in inner.items()
        for name, line in ours(module)
        if (to := within(name)) is not None and to != here and to not in allowed[here]
    ]
    assert not wrong, "\n".join(wrong)


def test_nothing_goes_in_a_circle() -> None:
    graph = {module: {name for name, _ in ours(module) if name != FACADE} for module in MODULES}
    state: dict[str, int] = {}
    circles: list[str] = []

    def visit(module: str, path: tuple[str, ...]) -> None:
        state[module] = 1
        for name in sorted(graph[module]):
            if name not in graph or name == module:
                continue
            if state.get(name) == 1:
                circles.append(" -> ".join((*path[path.index(name) :], name) if name in path else (module, name)))
            elif name not in state:
                visit(name, (*path, name))
        state[module] = 2

    for module in sorted(graph):
        if module not in state:
            visit(module, (module,))
    assert not circles, "\n".join(circles)


@pytest.mark.parametrize("module", sorted(MODULES))
def test_each_dependency_has_its_place(module: str) -> None:
    wrong = []
    for name, line in imports(module):
        top = name.split(".")[0]
        if top == FACADE or top in sys.stdlib_module_names:
            continue
        places = THIRD_PARTY.get(top)
        if places is None and room(module) == "batch" and top in ("dask", "distributed", "ray"):
            continue  # engines a person brings along; imported when they are named
        assert places is not None, f"{MODULES[module]}:{line} imports {name}, which the table does not know"
        if not any(module == place or module.startswith(f"{place}.") for place in places):
            wrong.append(f"{MODULES[module]}:{line} imports {name}")
    assert not wrong, "\n".join(wrong)


# ------------------------------------------------------------------------------------------------ public names


PUBLIC = [
    (module, name)
    for names in (treatydraft.FRONT, treatydraft.REST)
    for module, given in names.items()
    for name in given
]
DOOR = PACKAGE / "__init__.pyi"


def test_every_public_name_is_there() -> None:
    names = [name for _, name in PUBLIC]
    assert len(names) == len(set(names)), "a public name has two homes"
    for module, name in PUBLIC:
        value = getattr(importlib.import_module(f"treatydraft.{module}"), name)
        assert getattr(treatydraft, name) is value
        home = getattr(value, "__module__", None)
        if isinstance(value, type) or callable(value):
            assert home is not None and home.startswith(f"treatydraft.{module}".rsplit(".", 1)[0])


def test_six_names_carry_a_user_and_some_forty_are_all() -> None:
    assert {name for names in treatydraft.FRONT.values() for name in names} == {
        "Draft", "Library", "Instrument", "check", "export", "run_batch",
    }  # fmt: skip
    assert len(PUBLIC) <= 45
    assert set(dir(treatydraft)) == {"__version__", *(name for _, name in PUBLIC)}
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        getattr(treatydraft, "nothing_of_the_kind")  # noqa: B009 - mypy would not let it be written


def test_the_types_of_the_public_names_are_those_of_their_homes(request: pytest.FixtureRequest) -> None:
    imports = "".join(f"from treatydraft.{module} import {name} as {name}\n" for module, name in sorted(PUBLIC))
    lists = "FRONT: dict[str, tuple[str, ...]]\nREST: dict[str, tuple[str, ...]]\n"
    said = '"""The types of the public names, written by a test from the lists in `__init__.py`."""'
    stub = f"{said}\n\n{imports}\n__version__: str\n{lists}"
    if request.config.getoption("--accept"):
        DOOR.write_text(stub, encoding="utf-8")
    assert DOOR.read_text(encoding="utf-8") == stub, "run this test with --accept"
    assert (PACKAGE / "py.typed").is_file()


def test_a_misspelt_method_is_found_through_the_door(tmp_path: Path) -> None:
    (tmp_path / "user.py").write_text(
        "from treatydraft import Assembly, load_draft, load_library\n"
        "library = load_library()\n"
        "draft = load_draft('g.yaml', library)\n"
        "Assembly(draft, library).instrument.no_such_thing\n"
        "draft.answers\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), "user.py"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=240)
    assert done.stdout.count("error:") == 1 and 'has no attribute "no_such_thing"' in done.stdout, done.stdout


# ------------------------------------------------------------------------------------------------ what is loaded


def loaded(*arguments: str, cwd: Path) -> set[str]:
    """The modules that are loaded after a command has run."""
    program = (
        "import sys\n"
        "from treatydraft.cli import run\n"
        f"code = run({list(arguments)!r})\n"
        "sys.stdout.flush()\n"
        "print('\\nLOADED', code, *sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=cwd, timeout=60)
    line = done.stderr.strip().split("\n")[-1].split()
    assert line[:2] == ["LOADED", "0"], done.stderr
    return set(line[2:])


SLOW = {"jinja2", "docx", "lxml", "rich", "prompt_toolkit", "pydantic", "yaml", "pycountry", "markupsafe", "babel"}


@pytest.mark.parametrize("arguments", [("--help",), ("new", "--help"), ("export", "--help"), ("--version",)])
def test_help_loads_nothing_slow(arguments: tuple[str, ...], tmp_path: Path) -> None:
    assert not loaded(*arguments, cwd=tmp_path) & SLOW


def test_an_export_loads_neither_word_nor_the_prompts(tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    draft.write_text("treatydraft: 1\noutline: blank\n", encoding="utf-8")
    found = loaded("export", str(draft), "-o", str(tmp_path / "draft.md"), cwd=tmp_path)
    assert "jinja2" in found  # what was measured is an export
    assert not found & {"docx", "lxml", "prompt_toolkit", "rich", "markdown_it"}


def test_an_english_treaty_does_without_the_data_of_babel(tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    draft.write_text("treatydraft: 1\noutline: coalition-treaty\n", encoding="utf-8")
    for command in ("show", "check"):
        assert "babel" not in loaded("--quiet", command, str(draft), cwd=tmp_path)


def test_importing_the_package_loads_nothing_of_it() -> None:
    program = "import sys, treatydraft; print(*(name for name in sys.modules if name.startswith('treatydraft')))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == ["treatydraft"], done.stderr


# ------------------------------------------------------------------------------------------------ size and shape


@pytest.mark.parametrize("module", sorted(MODULES))
def test_no_module_is_too_large(module: str) -> None:
    lines = len(MODULES[module].read_text(encoding="utf-8").splitlines())
    assert lines <= LARGEST, f"{MODULES[module]} has {lines} lines; split it by what it is about"


def test_most_modules_are_small() -> None:
    sizes = sorted(len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES.values())
    assert sizes[len(sizes) // 2] <= USUAL
    assert sizes[len(sizes) * 9 // 10] <= LARGE


def test_no_folder_is_a_drawer() -> None:
    names = {path.stem for path in PACKAGE.rglob("*.py")} | {path.name for path in PACKAGE.rglob("*") if path.is_dir()}
    assert not names & FORBIDDEN


def test_the_top_folders_are_three() -> None:
    code = {path.parts[0] for path in (one.relative_to(ROOT) for one in ROOT.glob("*/**/*.py"))}
    assert {name for name in code if not name.startswith(".") and name not in ("build", "dist")} == {
        "treatydraft",
        "tests",
    }
    assert (ROOT / "clauses").is_dir()


@pytest.mark.parametrize("module", sorted(MODULES))
def test_everything_public_says_what_it_is(module: str) -> None:
    bare = [] if ast.get_docstring(tree(module)) else [f"{MODULES[module]}:1 the module"]
    for node in _public(tree(module).body):
        if not ast.get_docstring(node):
            bare.append(f"{MODULES[module]}:{node.lineno} {node.name}")
    assert not bare, "\n".join(bare)


def _public(body: list[ast.stmt]) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node.body)


def test_no_word_of_this_house_is_a_path_of_a_machine() -> None:
    for module, path in MODULES.items():
        text = path.read_text(encoding="utf-8")
        assert "/home/" not in text and "/Users/" not in text and "/work/" not in text, module
