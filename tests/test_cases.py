"""Every page under `cases`: a draft in, and the findings, the words or the output of commands it comes to.

A page is prose with fenced blocks. ``yaml draft`` holds a draft, which the blocks after it are about, ``yaml rows``
the rows of a batch (``rows.yaml``); ``findings`` the findings of all rules, one a line (``severity rule address:
message``); ``text article ADDRESS`` one provision in Markdown, without links; ``instrument`` the draft's articles and
annexes, one a line (``number | clause:variant | strength | heading``, and a line for each part); ``recipe`` what
these are to be, written by hand: ``article of the original | clause:variant | strength | what it says``; ``console``
commands behind ``$ ``, each with what it prints and, where it is not 0, its exit code (``=> exit 3``). Commands run
in a folder with the draft as ``draft.yaml``, the library of the tests as ``library``, and the one of the crisis
articles as ``crisis``. The drafts may use the first. ``pytest --accept`` writes what comes out into the pages, save
for a recipe: a page whose instrument does not follow its recipe fails.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from treatydraft import Assembly, Provision, compose, load_library, parse_draft, provisions, select, write
from treatydraft.checks import apply_rules
from treatydraft.instrument.plain_text import plain_text
from treatydraft.instrument.tree import Part

HERE = Path(__file__).parent
CASES = HERE / "cases"
PAGES = sorted(name for path in CASES.rglob("*.md") if "/library/" not in (name := path.relative_to(CASES).as_posix()))
LIBRARY = load_library([HERE / "library"])

_BLOCK = re.compile(r"^```(?P<info>[^`\n]+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_KINDS = ("draft", "rows", "findings", "text", "instrument", "recipe", "console")
_NUMBER = re.compile(r"\(?\d+\)?|[IVXL]+")
_ANCHOR = re.compile(r'<a id="\w+"></a>')
_LINK = re.compile(r"\[([^\]]*)\]\(#\w+\)")


@pytest.mark.parametrize("name", PAGES)
def test_page(name: str, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    path = CASES / name
    page = path.read_text(encoding="utf-8")
    comes_to = told(page, tmp_path)
    if pytestconfig.getoption("--accept") and comes_to != page:
        path.write_text(comes_to, encoding="utf-8")
    else:
        assert comes_to == page, f"{name}: run pytest --accept where the new page is right"


@pytest.mark.parametrize("name", [name for name in PAGES if name.startswith("instruments/")])
def test_an_instrument_says_what_is_expected_of_it(name: str) -> None:
    page = (CASES / name).read_text(encoding="utf-8")
    assert [_kind(match["info"]) for match in _BLOCK.finditer(page)] == ["draft", "instrument", "recipe", "findings"]
    draft = parse_draft(next(_BLOCK.finditer(page))["body"], "draft.yaml", LIBRARY)
    assert select(draft, LIBRARY).conflicts == ()
    assert "error" not in [line.split()[0] for line in map(str, _findings(next(_BLOCK.finditer(page))["body"]))]


def test_the_instruments_of_practice_are_all_there() -> None:
    assert {Path(name).stem for name in PAGES if name.startswith("instruments/")} == {
        "north-atlantic-treaty", "budapest-memorandum", "teu-42-7", "rio-treaty", "us-japan", "aachen", "northwood",
        "uk-ukraine", "france-ukraine", "germany-ukraine", "eu-ukraine", "uk-ukraine-100-years",
        "declaration-of-intent", "paris-declaration", "coalition-treaty",
    }  # fmt: skip


def told(page: str, folder: Path, *, library: bool = True) -> str:
    """The page with every expected block as it comes out now; with `library`, the tests' own libraries are at hand."""
    if library:
        shutil.copytree(HERE / "library", folder / "library")
        shutil.copytree(CASES / "brief" / "library", folder / "crisis")
    assert any(_kind(match["info"]) for match in _BLOCK.finditer(page)), "the page holds nothing to try"
    draft = ""

    def answered(match: re.Match[str]) -> str:
        nonlocal draft
        info, body = match["info"], match["body"]
        kind = _kind(info)
        if kind == "draft":
            draft = body
        elif kind == "rows":
            (folder / "rows.yaml").write_text(body, encoding="utf-8")
        elif kind == "findings":
            body = "".join(f"{finding}\n" for finding in _findings(draft))
        elif kind == "text":
            body = _provision(draft, info.split()[-1])
        elif kind == "instrument":
            body = "".join(f"{' | '.join(row)}\n" for row in _rows(draft))
        elif kind == "recipe":
            _follow(draft, body)
        elif kind == "console":
            body = "".join(_console(body, draft, folder))
        return f"```{info}\n{body}```"

    return _BLOCK.sub(answered, page)


def _kind(info: str) -> str:
    return next((kind for kind in _KINDS if kind in info.split()), "")


def _findings(text: str) -> Iterator[str]:
    draft = parse_draft(text, "draft.yaml", LIBRARY)
    for finding in apply_rules(compose(draft, LIBRARY), Assembly(draft, LIBRARY).facts, accept=draft.accepted):
        yield str(finding)


def _provision(text: str, clause: str) -> str:
    """One provision as it reads: without the rest of the instrument, and without anchors and links."""
    draft = parse_draft(text, "draft.yaml", LIBRARY)
    whole = compose(draft, LIBRARY)
    [one] = [provision for provision in provisions(whole) if provision.clause == clause]
    alone = replace(
        whole, title=(), opening=(), preamble=(), enacting=(), body=(one,), annexes=(), testimonium=(), done=()
    )
    words = write(replace(alone, parties=()), "md", LIBRARY.language(draft.language)).decode()
    return _LINK.sub(r"\1", _ANCHOR.sub("", words.removeprefix("#").lstrip("\n")))


def _rows(text: str) -> Iterator[tuple[str, ...]]:
    """The articles and annexes of a draft with their clause, variant and strength, and the parts they stand in."""
    draft = parse_draft(text, "draft.yaml", LIBRARY)
    whole = compose(draft, LIBRARY)
    language = LIBRARY.language(draft.language)

    def rows(content: Iterable[Part | Provision]) -> Iterator[tuple[str, ...]]:
        for item in content:
            heading = plain_text(item.heading, language)
            if isinstance(item, Part):
                yield (f"{language.level(item.kind, whole.register)} {item.number}", "", "", heading)
                yield from rows(item.content)
            elif item.variant:
                strength = LIBRARY.clause(item.clause).variants[item.variant].strength
                yield (item.number, f"{item.clause}:{item.variant}", str(strength), heading)
            else:
                yield (item.number, item.clause, "-", heading)

    yield from rows([*whole.body, *whole.annexes])


def _follow(draft: str, recipe: str) -> None:
    """Hold the instrument against its recipe: the same articles in the same order, and as strong.

    Where the original's articles have numbers, one of them is one of ours: what stands in one there, or in two, does
    so here.
    """
    wanted = [tuple(cell.strip() for cell in line.split("|")) for line in recipe.splitlines()]
    rows = [row for row in _rows(draft) if row[1]]
    assert [row[1:3] for row in rows] == [line[1:3] for line in wanted]
    for (line, row), (next_line, next_row) in pairwise(zip(wanted, rows, strict=True)):
        assert "," not in line[0], f"{line[0]}: an article of the original is a line of the recipe"
        if _NUMBER.fullmatch(line[0]) and _NUMBER.fullmatch(next_line[0]):
            assert (line[0] == next_line[0]) == (row[0] == next_row[0]), f"{line[0]} and {next_line[0]} here and there"


def _console(body: str, draft: str, folder: Path) -> Iterator[str]:
    if draft:
        (folder / "draft.yaml").write_text(draft, encoding="utf-8")
    for line in body.splitlines():
        if line.startswith("$ "):
            yield f"{line}\n"
            yield from _output(line.removeprefix("$ "), folder)


def _output(command: str, folder: Path) -> Iterator[str]:
    name, *arguments = shlex.split(command)
    if name == "cat":
        yield from (folder / arguments[0]).read_text(encoding="utf-8").splitlines(keepends=True)
        return
    assert name == "treatydraft", f"a page runs treatydraft, and not {name}"
    done = subprocess.run(
        [sys.executable, "-m", "treatydraft", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(HERE.parent), "NO_COLOR": "1", "COLUMNS": "100"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=60,
    )
    for line in done.stdout.splitlines():
        yield f"{line.rstrip()}\n"
    if done.returncode:
        yield f"=> exit {done.returncode}\n"
