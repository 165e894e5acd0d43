"""The command lines of the cases: what is done with a draft, and which files it may make or change."""

from __future__ import annotations

from random import Random

from tests.fuzz import corpus, tokens
from tests.fuzz.case import Command


def look(rng: Random) -> list[str]:
    """Some of the options that say how what is written looks."""
    some = (
        ["--findings"], ["--notes", rng.choice(("comments", "footnotes", "none"))], ["--clean"], ["--front-matter"],
        ["--title-page"], ["--no-title-page"], ["--contents"], ["--no-contents"], ["--lines"],
        ["--paper", rng.choice(("a4", "letter"))], ["--watermark", rng.choice(("DRAFT", tokens.token(rng)))],
    )  # fmt: skip
    return [word for one in rng.sample(some, rng.choice((0, 1, 1, 2, 4))) for word in one]


def export(rng: Random, draft: str = "d.yaml", front: tuple[str, ...] = ()) -> Command:
    """An export of a draft, to a file or to stdout, in some look."""
    format = rng.choice(("docx", "docx", "md", "md", "json"))
    holes = ["--with-holes"] if rng.random() < 0.8 else []
    copy = rng.choice(([], [], [], ["--alternat", rng.choice(("all", "FR", "UA", tokens.token(rng)))]))
    options = [*look(rng), *holes, *copy]
    if rng.random() < 0.4 and copy[1:] != ["all"]:
        return Command((*front, "export", draft, "--to", format, *options))
    name = f"x.{format}"
    writes = (f"x.*.{format}", name) if copy else (name,)
    return Command((*front, "export", draft, "-o", name, *options), writes, writes if copy[1:] == ["all"] else ())


def check(rng: Random, draft: str = "d.yaml", front: tuple[str, ...] = ()) -> Command:
    """A check of a draft, as a person or a program reads it."""
    format = rng.choice(("text", "text", "json", "sarif", "github"))
    return Command((*front, "check", draft, "--format", format, *rng.choice(((), ("--strict",)))))


def show(rng: Random, draft: str = "d.yaml", front: tuple[str, ...] = ()) -> Command:
    """A look at a draft in the terminal."""
    some = (
        (),
        ("--origin",),
        ("--articles", rng.choice(("1", "2-3", "0", "9999"))),
        ("--why", "triggers/consultation"),
    )
    return Command((*front, "show", draft, *rng.choice(some)))


def change(rng: Random, draft: str = "d.yaml", front: tuple[str, ...] = ()) -> Command:
    """A change of a draft."""
    return Command((*front, "set", draft, *(assignment(rng) for _ in range(rng.choice((1, 1, 2, 4))))), (draft,))


def reading(rng: Random, draft: str = "d.yaml", front: tuple[str, ...] = ()) -> Command:
    """Any command that reads a draft."""
    return rng.choice((export, export, export, check, check, show))(rng, draft, front)


def new(rng: Random, *options: str, front: tuple[str, ...] = (), given: bytes = b"") -> Command:
    """A new draft, perhaps with its instrument."""
    output = rng.choice(((), ("n.md",), ("n.docx", "n.json")))
    outputs = [word for name in output for word in ("-o", name)]
    arguments = (*front, "new", "n.yaml", *options, *outputs)
    return Command(arguments, ("n.yaml", *output), ("n.yaml", *output) if output else (), given)


def batch(rng: Random, rows: str, *options: str, given: bytes = b"") -> Command:
    """A batch of rows into a folder."""
    some = (
        ["--check"], ["--dry-run"], ["--pack", "zip"], ["--with-holes"], ["--force"], look(rng),
        ["--name", rng.choice(("{row}", "{name}-{guarantors}", "{row:03}", tokens.token(rng)))],
    )  # fmt: skip
    words = [word for one in rng.sample(some, rng.choice((0, 1, 1, 2))) for word in one]
    formats = rng.choice(("md", "md", "json", "md,json", "docx"))
    return Command(
        ("batch", rows, "-o", "out", "--to", formats, "--jobs", "1", *options, *words), (), ("out", "out/*"), given
    )


def assignment(rng: Random) -> str:
    """A KEY=VALUE: the key nearly always a real one, the value rarely."""
    pick = rng.random()
    key = rng.choice(corpus.shared() if pick < 0.35 else corpus.keys() if pick < 0.93 else (tokens.token(rng),))
    good = tuple(one for one in corpus.answers(key) if isinstance(one, str)) or tokens.WORDS
    pick = rng.random()
    if pick < 0.25:
        return f"{key}=open:{rng.choice(('|', ',')).join(_either(rng, good) for _ in range(rng.choice((1, 2, 2, 3))))}"
    if pick < 0.9:
        return f"{key}={_either(rng, good)}"
    if pick < 0.95:
        return f"{key}={','.join(_either(rng, good) for _ in range(rng.choice((2, 3, 40))))}"
    return rng.choice((f"{key}=", key, f"={key}", f"{key}=={key}", f"{key} = x", f"{key}=~"))


def _either(rng: Random, good: tuple[str, ...]) -> str:
    return rng.choice(good) if rng.random() < 0.5 else tokens.scalar(rng)
