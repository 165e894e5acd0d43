"""What the fuzz begins from: valid files of every kind, of `seeds` and of the other tests, or made by the program."""

from __future__ import annotations

import re
import tempfile
from functools import cache
from pathlib import Path
from textwrap import dedent

import yaml

from tests.house import FILES
from treatydraft import Library, house_style, load_library, run_batch
from treatydraft.library import folder as library_folder
from treatydraft.writers.docx.style.template import style_template

TESTS = Path(__file__).parent.parent
SEEDS = Path(__file__).parent / "seeds"
BUNDLED = library_folder.bundled()


@cache
def seed(name: str) -> str:
    """The text of a file of `seeds`."""
    return (SEEDS / name).read_text("utf-8")


@cache
def bundled() -> Library:
    """The library that comes with the program, read once."""
    return load_library()


_BLOCK = re.compile(r"^```yaml draft\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@cache
def drafts() -> tuple[str, ...]:
    """Drafts over outlines of the bundled library; the first holds everything a draft can hold."""
    pages = sorted((TESTS / "cases").rglob("*.md"))
    found = [text for path in pages for text in _BLOCK.findall(path.read_text("utf-8")) if "outline: watch" not in text]
    return (seed("rich.yaml"), seed("rich.yaml"), seed("short.yaml"), seed("coalition.yaml"), *found)


# ------------------------------------------------------------------------------------------------ libraries

FRAME = (
    "library.yaml", "questions.yaml", "keys.yaml", "parties.yaml", "families.yaml", "outlines/blank.yaml",
    "outlines/articles-alone.yaml",
)  # fmt: skip
NAMED = ("FR", "GB", "DE", "PL", "UA", "US", "NO", "EU", "NATO", "UN")
"""The parties of the small library."""


@cache
def small() -> dict[str, bytes]:
    """A small library: the frame of the bundled one with a few parties, and the clauses of the tests' house.

    It is read in a hundredth of the time the bundled one takes.
    """
    found = {name: (BUNDLED / name).read_text("utf-8") for name in FRAME}
    parties = yaml.load(found["parties.yaml"], Loader=yaml.BaseLoader)
    language = yaml.load((BUNDLED / "languages/en.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    for data in (parties, language):
        data["parties"] = {code: facts for code, facts in data["parties"].items() if code in NAMED}
    parties["groups"] = {name: [one for one in codes if one in NAMED] for name, codes in parties["groups"].items()}
    found["parties.yaml"] = yaml.safe_dump(parties, sort_keys=False)
    found["languages/en.yaml"] = yaml.safe_dump(language, sort_keys=False, allow_unicode=True, width=1000)
    found |= {name: dedent(text).lstrip("\n") for name, text in FILES.items()}
    return {name: text.encode() for name, text in found.items()}


@cache
def kit() -> dict[str, bytes]:
    """What is laid over the small library: the tests' own library, and one with a question of every type."""
    found = {}
    for folder in (SEEDS / "kit", TESTS / "library"):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


# ------------------------------------------------------------------------------------------------ what is made

ROWS = 'name,guarantors,place\none,"FR,GB",\ntwo,XYZ,\n,,Kyiv\n'
"""Rows, and in `batch` the folder that comes of them."""


@cache
def batch() -> dict[str, bytes]:
    """The folder of a batch that has been made: its manifest and its files."""
    with tempfile.TemporaryDirectory() as folder:
        rows = [{"name": "one", "guarantors": "FR,GB"}, {"name": "two", "guarantors": "XYZ"}, {"place": "Kyiv"}]
        run_batch(rows, folder, outline="articles-alone", formats=("md", "json"), jobs=1)
        return {f"out/{path.name}": path.read_bytes() for path in sorted(Path(folder).iterdir())}


@cache
def style() -> bytes:
    """The built-in style as a template, which is a good house style."""
    content = style_template(bundled().language("en"))
    house_style(content, "house.docx")  # what reads it is loaded before a case runs
    return content


# ------------------------------------------------------------------------------------------------ keys and answers

PLACED = ("after", "before", "continues", "part", "chapter", "heading", "text", "kind")
"""What a draft may say of a clause besides its variant and the answers to its questions."""

SETTINGS: dict[str, tuple[object, ...]] = {
    "part": ("A part",),
    "chapter": ("A chapter",),
    "heading": ("Words", "{?Words}"),
    "text": ("Each Party shall act.",),
    "kind": ("article", "recital", "annex"),
    "register": ("treaty", "memorandum", "declaration"),
    "title": ("A title", "*A* [title]"),
    "date": ("2026-11-24",),
    "language": ("en",),
    "revision": ("2",),
}
GOOD: dict[str, tuple[object, ...]] = {
    "text": ("words", "the Sea of Azov", "a {term} and *more*"),
    "integer": ("2", "3", "24", "30"),
    "boolean": ("yes", "no"),
    "duration": ("48 hours", "10 days", "6 months", "2 years"),
    "money": ("EUR 500 million", "GBP 2.5 billion"),
    "date": ("2026-01-06", "2030-12-31"),
    "fraction": ("2/3", "3/4", "1/2"),
    "share": ("2.5%", "40%"),
    "party": ("FR", "UA", "GB"),
    "parties": (["FR", "GB"], ["UA"], "all", ["DE"]),
}
"""Answers to each type of question, most of them good."""


@cache
def shared() -> tuple[str, ...]:
    """The keys of the shared questions, and of the head."""
    return (*bundled().questions(), "register", "title", "date", "language", "revision")


@cache
def keys() -> tuple[str, ...]:
    """Every key that `set` knows: the head, the shared questions, and every clause's."""
    found = [*shared(), "outline", "numbering.articles", "numbering.headings", "numbering.parts"]
    for id in bundled().clause_ids:
        found += [id, *(f"{id}.{one}" for one in ("variant", *PLACED, *bundled().clause(id).questions))]
    return (*found, "own/x", *(f"own/x.{one}" for one in PLACED))


@cache
def answers(key: str) -> tuple[object, ...]:
    """What a key may be answered with: variants, choices, or something of its type."""
    id, _, name = key.rpartition(".")
    clause = bundled().clause(id) if id in bundled().clause_ids else None
    if name == "variant" and clause:
        return tuple(clause.variants)
    question = (clause.questions if clause else bundled().questions()).get(name)
    if question is None:
        return SETTINGS.get(name, ("collective-defense/response", "own/x"))
    if question.type in ("choice", "choices"):
        return tuple(question.offers)
    if question.type == "rows":
        cells = {column: GOOD[limits.type][0] for column, limits in question.limits.columns.items()}
        return ([cells], [cells, cells])
    usual = (question.default,) * 3 if isinstance(question.default, str) else ()
    return (*usual, *GOOD[question.type])
