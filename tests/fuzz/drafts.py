"""Cases of drafts and of what becomes one: assignments, answers, and the rows of a batch."""

from __future__ import annotations

from math import prod
from random import Random

import yaml

from tests.fuzz import corpus, mutations, tokens
from tests.fuzz.case import Command, Made, Odd
from tests.fuzz.commands import assignment, batch, change, check, export, new, reading, show


def drafts(rng: Random) -> Made:
    text = _plausible(rng) if rng.random() < 0.5 else rng.choice(corpus.drafts())
    content = mutations.yaml_file(rng, text) if rng.random() < 0.6 else text.encode()
    if rng.random() < 0.1:
        command = rng.choice((export, check, show, change))(rng, "-")
        return Made({}, [Command(command.arguments, command.writes, command.keeps, content)])
    return Made({"d.yaml": content}, [reading(rng), rng.choice((reading, change))(rng)])


def _plausible(rng: Random) -> str:
    """A draft nobody has written before: clauses, variants and answers picked at random, and articles of its own."""
    outline, registers = rng.choice(
        (
            ("blank", ("treaty", "memorandum", "declaration")), ("articles-alone", ("treaty", "memorandum")),
            ("coalition-treaty", ("treaty", "memorandum")), ("paris-declaration", ("declaration",)),
        )
    )  # fmt: skip
    shared = corpus.shared()
    answers = {key: _answered(rng, key) for key in rng.sample(shared[: len(shared) - 5], rng.choice((0, 1, 2, 4)))}
    clauses: dict[str, dict[str, object]] = {}
    placed = (".after", ".before", ".continues", ".text", ".kind", ".heading")
    known = corpus.keys()
    keys = [key for key in known if "/" in key and not key.startswith("own/") and not key.endswith(placed)]
    for key in (rng.choice(keys) for _ in range(rng.choice((1, 3, 8)))):
        id, _, name = key.rpartition(".")
        clauses.setdefault(id or key, {})
        if id:
            clauses[id][name] = _answered(rng, key)
    for n in range(rng.choice((0, 0, 1, 3))):
        kind = rng.choice(("article", "article", "recital", "annex"))
        own: dict[str, object] = {"kind": kind, "text": _article(rng)}
        if rng.random() < 0.3 and clauses and kind == "article":
            own[rng.choice(("after", "before", "continues"))] = rng.choice(sorted(clauses))
        elif kind != "recital":
            own["heading"] = rng.choice(("Own", "Own", "*Own* [words]", "{?Own}", "{=Own}", "Own {@}"))
        clauses[f"own/n{n}"] = own
    head = {"treatydraft": 1, "outline": outline, "register": rng.choice(registers)}
    return mutations.written(rng, {**head, "answers": answers, "clauses": clauses})


def _answered(rng: Random, key: str) -> object:
    """An answer that is good, or some that are left open."""
    good = corpus.answers(key)
    setting = key.rpartition(".")[2] in corpus.SETTINGS or key.endswith((".after", ".before", ".continues", ".variant"))
    if setting or rng.random() < 0.8:
        return rng.choice(good)
    return {"open": rng.sample(good, min(len(good), rng.choice((1, 2, 2))))}


BLOCKS = (
    "1. Each Party shall act.",
    "1. @a The {Council} meets: &and\n   (a) by day, under {@#a};\n   (b) by night:\n      (i) at once\n   ... as so.",
    "|^ Who\n| A | B\n|:--|--:\n| 1 | {?x}\n| [2] | *y*\n|= Total | 2",
    "*Recalling* it, and {?the date}",
    "It is {=Term} and {Term:terms}, by {@own/n0} and {@general/peaceful-settlement:number}.",
    "1. For this text:\n\n   ::definitions",
    "### A heading",
    '2. @b [The [first] [second] of two] is not agreed, {"as quoted"} and \\{escaped\\}.\n// a note',
)
LINES = (
    "   (a) {@#b}", "      (i) at once", "   ... as agreed.", "// a note", "", "|= Total | 2", "|:--|--:", "{@}",
    "1. It says: &or", "means what it says", "[Not agreed", "::definitions", "   (a) by day", "*", "@a x",
)  # fmt: skip


def _article(rng: Random) -> str:
    """A text of one's own in the drafting notation, sometimes with a line where none may stand."""
    count = rng.choice((1, 2, 3))
    return "\n\n".join(rng.choice(BLOCKS if rng.random() < 0.85 else LINES) for _ in range(count))


def assignments(rng: Random) -> Made:
    draft = rng.choice(corpus.drafts())
    pick = rng.random()
    if pick < 0.15:
        options = [word for _ in range(rng.choice((1, 2))) for word in ("--set", assignment(rng))]
        outline = rng.choice(("articles-alone", "blank", "north-atlantic", "paris-declaration", tokens.token(rng)))
        return Made({}, [new(rng, "--outline", outline, "--defaults", *options)])
    return Made({"d.yaml": draft.encode()}, [change(rng), *([reading(rng)] if rng.random() < 0.7 else [])])


# ------------------------------------------------------------------------------------------------ rows, answers


def tables(rng: Random) -> Made:
    text = corpus.seed("rows.csv") if rng.random() < 0.6 else _columns(rng)
    return _rows(rng, rng.choice(("r.csv", "r.csv", "r.tsv", "r", "-")), mutations.table(rng, text))


def _columns(rng: Random) -> str:
    keys = [rng.choice(corpus.keys() if rng.random() < 0.5 else corpus.shared()) for _ in range(rng.choice((1, 2, 5)))]
    rows = [[str(rng.choice(corpus.answers(key))).replace(",", " ") for key in keys] for _ in range(3)]
    return "\n".join(",".join(line) for line in [keys, *rows]) + "\n"


def lines(rng: Random) -> Made:
    return _rows(
        rng, rng.choice(("r.jsonl", "r.jsonl", "r", "-")), mutations.json_lines(rng, corpus.seed("rows.jsonl"))
    )


def grids(rng: Random) -> Made:
    content = mutations.yaml_file(rng, corpus.seed("grid.yaml"))
    if _combinations(content) > MANY:
        content = mutations.spoiled(rng, corpus.seed("grid.yaml").encode(), 1)
    return _rows(rng, rng.choice(("r.yaml", "r.yaml", "-")), content)


MANY = 300
"""The most rows of a batch: each is a draft that is made, which takes its time by right."""


def _combinations(content: bytes) -> int:
    """How many rows a grid comes to; none where it is not one any more."""
    try:
        grid = yaml.load(content, Loader=yaml.CBaseLoader)["grid"]
        return prod(len(values) for values in grid.values() if isinstance(values, list))
    except (yaml.YAMLError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return 0


def _rows(rng: Random, name: str, content: bytes) -> Made:
    filled = [line for line in content.split(b"\n") if line.strip()]
    if len(filled) > MANY:
        content = b"\n".join(filled[:MANY])
    outline = ["--outline", rng.choice(("articles-alone", "articles-alone", "blank", "north-atlantic"))]
    options = outline if rng.random() < 0.9 else []
    files: dict[str, bytes | Odd] = {} if name == "-" else {name: content}
    return Made(files, [batch(rng, name, *options, given=content if name == "-" else b"")])


def answers(rng: Random) -> Made:
    pick = rng.random()
    if pick < 0.3:
        keys = [rng.choice(corpus.shared() if rng.random() < 0.5 else corpus.keys()) for _ in range(4)]
        content = mutations.written(rng, {key: _answered(rng, key) for key in keys}).encode()
    elif pick < 0.75:
        content = mutations.yaml_file(rng, corpus.seed("answers.yaml"))
    else:
        content = mutations.json_lines(rng, corpus.seed("answers.json"))
    name = rng.choice(("a.yaml", "a.json", "-"))
    options = ["--outline", rng.choice(("articles-alone", "blank", "north-atlantic")), "--answers", name]
    options += ["--defaults"] if rng.random() < 0.8 else []
    files: dict[str, bytes | Odd] = {} if name == "-" else {name: content}
    return Made(files, [new(rng, *options, given=content if name == "-" else b"")])
