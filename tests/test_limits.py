"""How large a draft may be: the largest is composed in a few seconds and little memory, and one more is refused."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.house import FILES, house
from treatydraft import DraftError, LibraryError, load_library, parse_draft, select
from treatydraft.drafting.limits import MAX_CLAUSES, MAX_LETTERS, MAX_LINES, MAX_PARTIES
from treatydraft.errors import MAX_PROBLEMS
from treatydraft.value.types import MAX_PROPOSALS, TYPES, parse_open

LIBRARY = load_library()


def own(count: int, **settings: str) -> dict[str, object]:
    """So many articles of the drafter's own, each with these settings; {} is the number of the one before."""
    articles = {f"own/a{n}": {"text": "It is so."} for n in range(count)}
    for n, article in enumerate(articles.values()):
        article.update({key: value.format(max(n - 1, 0)) for key, value in settings.items() if n})
    return {"clauses": articles}


def text_of(words: str) -> dict[str, object]:
    return {"clauses": {"own/a": {"text": words}}}


def written(keys: Mapping[str, object]) -> str:
    return json.dumps({"treatydraft": "1", "outline": "blank", **keys})


def parties(count: int) -> dict[str, object]:
    named = {f"X{n:05d}": {"formal": f"the Republic of X{n}", "short": f"X{n}"} for n in range(count)}
    return {"parties": named, "answers": {"guarantors": list(named), "beneficiaries": ["UA"]}}


LARGEST: dict[str, dict[str, object]] = {
    "articles": own(MAX_CLAUSES),
    "articles one after another": own(MAX_CLAUSES, after="own/a{}"),
    "articles one before another": own(MAX_CLAUSES, before="own/a{}"),
    "articles that go on": own(MAX_CLAUSES, continues="own/a{}"),
    "annexes": own(MAX_CLAUSES, kind="annex"),
    "parts": own(MAX_CLAUSES, part="Part {}"),
    "terms nobody defines": {"clauses": {f"own/a{n}": {"text": f"{{T{n}}}{{=D{n}}}"} for n in range(MAX_CLAUSES)}},
    "references to nothing": {"clauses": {f"own/a{n}": {"text": f"See {{@own/b{n}}}."} for n in range(MAX_CLAUSES)}},
    "paragraphs": text_of("a\n\n" * (MAX_LINES // 2)),
    "items of one list": text_of("1. a:\n" + "   (a) x\n" * (MAX_LINES - 2)),
    "rows": text_of("| a | b\n|:--|--:\n" + "| a | b\n" * (MAX_LINES - 3)),
    "words": text_of("ab " * (MAX_LETTERS // 3)),
    "brackets": text_of("[a] " * (MAX_LETTERS // 4)),
    "parties": parties(MAX_PARTIES),
}

MEASURED = """
import resource, sys
from treatydraft import Assembly, load_library, parse_draft
library = load_library()
draft = parse_draft(sys.stdin.read(), "draft.yaml", library)
Assembly(draft, library).findings()
if sys.platform == "linux":  # where ru_maxrss begins with what the process that started this one had
    status = dict(line.split(":", 1) for line in open("/proc/self/status"))
    print(int(status["VmHWM"].split()[0]) // 1024)
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024**2)
"""


@pytest.mark.parametrize("name", LARGEST)
def test_the_largest_draft_takes_seconds_and_little_memory(name: str) -> None:
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", MEASURED], input=written(LARGEST[name]), capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 300, "megabytes"
    assert time.monotonic() - begun < 60  # a few seconds; where it grew with the square it took minutes


@pytest.mark.parametrize(
    ("keys", "what"),
    [
        (own(MAX_CLAUSES + 1), "names 2,001 clauses; at most 2,000"),
        (own(24_000), "names 24,000 clauses; at most 2,000"),
        (parties(MAX_PARTIES + 1), "brings 501 parties of its own; at most 500"),
        (text_of("a" * (MAX_LETTERS + 1)), "has 300,001 letters of its own words; at most 300,000"),
        (text_of("1. a:\n" + "   (a) x\n" * MAX_LINES), "has 20,001 lines of its own words; at most 20,000"),
        ({"clauses": {"own/a": {"text": "b", "heading": "a" * (MAX_LETTERS + 1)}}}, "300,002 letters"),
    ],
)
def test_one_more_is_refused_at_once(keys: dict[str, object], what: str) -> None:
    text = written(keys)
    begun = time.process_time()
    with pytest.raises(DraftError) as told:
        parse_draft(text, "draft.yaml", LIBRARY)
    assert time.process_time() - begun < 5
    [problem] = told.value.problems
    assert what in problem.what and str(problem.where) == "draft.yaml:1" and problem.hint


@pytest.mark.parametrize(
    "keys",
    [
        {"answers": {f"x{n}": "y" for n in range(5000)}},
        {f"x{n}": "y" for n in range(5000)},
        {"clauses": {f"wrong/x{n}": {} for n in range(MAX_CLAUSES)}},
        {"clauses": {f"own/x{n}": {"text": "a", "after": f"own/y{n}"} for n in range(MAX_CLAUSES)}},
        {"clauses": {"own/a": {"text": "a", **{f"x{n}": "y" for n in range(5000)}}}},
    ],
)
def test_what_is_wrong_everywhere_is_told_in_a_few_lines(keys: dict[str, object]) -> None:
    begun = time.process_time()
    with pytest.raises(DraftError) as told:
        parse_draft(written(keys), "draft.yaml", LIBRARY)
    assert len(told.value.problems) == MAX_PROBLEMS
    assert time.process_time() - begun < 5


def test_an_open_answer_has_so_many_proposals() -> None:
    assert parse_open({"open": ["a"] * MAX_PROPOSALS}) is not None
    with pytest.raises(ValueError, match="51 proposals is too long; 50 are allowed"):
        parse_open({"open": ["a"] * (MAX_PROPOSALS + 1)})


def test_a_long_list_of_parties_is_read_in_no_time() -> None:
    codes = [f"X{n:05d}" for n in range(40_000)]
    begun = time.process_time()
    assert len(TYPES["parties"].parse(codes)) == len(codes)
    assert time.process_time() - begun < 5


def test_an_outline_with_what_it_requires_has_a_limit(tmp_path: Path) -> None:
    facts, page = FILES["house/watch/clause.yaml"], FILES["house/watch/en.md"]
    files = {f"chain/c{n}/clause.yaml": facts for n in range(MAX_CLAUSES + 1)}
    files |= {f"chain/c{n}/en.md": page for n in range(MAX_CLAUSES + 1)}
    outline = {
        "title": {"en": "T"},
        "purpose": "p",
        "registers": ["treaty"],
        "body": [f"chain/c{n}" for n in range(MAX_CLAUSES + 1)],
    }
    library = house(tmp_path, {**files, "outlines/blank.yaml": json.dumps(outline)})
    with pytest.raises(LibraryError) as told:
        select(parse_draft(written({}), "draft.yaml", library), library)
    [problem] = told.value.problems
    assert "2,000 clauses allowed" in problem.what and "clause.yaml:" in str(problem.where)
