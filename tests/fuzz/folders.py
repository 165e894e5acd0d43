"""Cases of house styles, of the folder of a batch, of interviews, and of what is no file or has an odd name."""

from __future__ import annotations

import os
from glob import escape
from random import Random

from tests.fuzz import corpus, mutations, tokens
from tests.fuzz.case import Command, Made, Odd, path_of, text_of
from tests.fuzz.commands import assignment, batch, look


def styles(rng: Random) -> Made:
    files: dict[str, bytes | Odd] = {
        "h.docx": mutations.archive(rng, corpus.style()),
        "d.yaml": corpus.seed("short.yaml").encode(),
    }
    if rng.random() < 0.15:
        files["r.csv"] = corpus.ROWS.encode()
        arguments = ("batch", "r.csv", "-o", "out", "--outline", "articles-alone", "--jobs", "1", "--style", "h.docx")
        return Made(files, [Command(arguments, (), ("out", "out/*"))])
    options = [word for word in look(rng) if word != "--front-matter"]
    return Made(files, [Command(("export", "d.yaml", "-o", "x.docx", "--style", "h.docx", *options), ("x.docx",))])


def manifests(rng: Random) -> Made:
    files: dict[str, bytes | Odd] = {**corpus.batch(), "r.csv": corpus.ROWS.encode()}
    manifest = text_of(files["out/manifest.jsonl"])
    pick = rng.random()
    if pick < 0.6:
        files["out/manifest.jsonl"] = mutations.json_lines(rng, manifest)
    if 0.5 < pick < 0.8:
        files["out/.manifest.journal"] = mutations.json_lines(rng, manifest)
    if pick > 0.75:
        name = rng.choice(sorted(files))
        held = files[name]
        files[name] = mutations.spoiled(rng, held) if pick < 0.9 and isinstance(held, bytes) else _odd(rng)
    options = ("--outline", "articles-alone")
    again = Command(("batch", "r.csv", "-o", "out", "--to", "md,json", "--jobs", "1", *options), (), ("out", "out/*"))
    return Made(files, [rng.choice((again, again, batch(rng, "r.csv", *options)))])


def journals(rng: Random) -> Made:
    content = mutations.json_lines(rng, corpus.seed("interview.journal"))
    files: dict[str, bytes | Odd] = {".d.yaml.journal": _odd(rng) if rng.random() < 0.1 else content}
    outline = rng.choice(("articles-alone", "articles-alone", "blank"))
    if rng.random() < 0.7:
        files["d.yaml"] = rng.choice((corpus.seed("short.yaml"), f"treatydraft: 1\noutline: {outline}\n")).encode()
    kept = ("d.yaml", ".d.yaml.journal")
    typed = [rng.choice(("", "", "", ">", "<", "?", "1", "all", "again", tokens.scalar(rng))) for _ in range(12)]
    given = mutations.encoded("\n".join(typed))
    if rng.random() < 0.3:
        return Made(files, [Command(("set", "d.yaml", assignment(rng)), kept, kept)])
    word = "edit" if "d.yaml" in files and rng.random() < 0.5 else "new"
    return Made(files, [Command(("--plain", word, "d.yaml"), kept, kept, given, terminal=True)])


# ------------------------------------------------------------------------------------------------ names and places


def _odd(rng: Random) -> Odd:
    """Something in the place of a file that is none, or one too large."""
    return rng.choice(
        (
            Odd("pipe"), Odd("folder"), Odd("link", "/dev/zero"), Odd("link", "/dev/null"), Odd("link", "nowhere"),
            Odd("link", "/dev/full"), Odd("link", "."), Odd("sparse", size=3_000_000_000), Odd("sparse", size=0),
            Odd("link", "/dev/tty"), Odd("sparse", size=5_000_000),
        )
    )  # fmt: skip


LINES = [
    line.split()
    for line in """\
show d.yaml
show d.yaml --articles 1-2
show d.yaml --why triggers/consultation
check d.yaml d.yaml
check d.yaml --select open-hole --ignore open-hole
explain open-hole
export d.yaml -o x.docx --style h.docx
export d.yaml -o x.docx --force
export d.yaml -o x.docx --watermark DRAFT --paper a4 --alternat FR
set d.yaml place=Kyiv
edit d.yaml
new d.yaml --defaults
new n.yaml --outline blank --defaults --answers a.yaml
new n.yaml --outline blank --defaults -o n.md
batch r.csv -o out --outline articles-alone --to md --jobs 1
batch r.jsonl -o out --outline blank --to md --jobs 1
batch g.yaml -o out --to md --jobs 1 --name {row}
style new t.docx
schema draft
library search Treaty
library parties fran
library show general/definitions
library list --topic final
library new liaison/officers mine
""".splitlines()
]
"""Command lines over good files, for each of what a command can be given."""

OPTIONS = ("--quiet", "--plain", "--library", "--", "-o", "--help", "--force", "-q", "--set", "x")


def places(rng: Random) -> Made:
    """One of the files a command names is something else, or one of the words on its line is odd."""
    seeds = {"d.yaml": "short.yaml", "a.yaml": "answers.yaml", "r.jsonl": "rows.jsonl", "g.yaml": "grid.yaml"}
    files: dict[str, bytes | Odd] = {name: corpus.seed(seed).encode() for name, seed in seeds.items()}
    files |= {"h.docx": corpus.style(), "r.csv": corpus.ROWS.encode()}
    line = list(rng.choice(LINES))
    pick = rng.random()
    if pick < 0.45:
        name = rng.choice([*files, ".d.yaml.journal", "x.docx", "n.yaml", "n.md", "out", "out/manifest.jsonl"])
        files[name] = _odd(rng)
    elif pick < 0.75:
        odd = (*tokens.PATHS, *tokens.HIDDEN, *tokens.SCRIPTS, "a" * 5000, "d.yaml/x", "./d.yaml", "")
        line[rng.randrange(1, len(line))] = rng.choice(odd) if rng.random() < 0.6 else tokens.scalar(rng)
    else:
        line.insert(rng.randrange(len(line) + 1), rng.choice(OPTIONS))
    if "library" in line and "new" in line:
        return Made(files, [Command(tuple(line), ("*",), ("*",))])
    shown = {path_of(one) for one in line if one and not one.startswith("-") and one not in files}
    named = tuple(sorted(escape(os.path.normpath(one)) for one in shown))
    kept = (*named, *(f".{one}.journal" for one in (*named, "d.yaml")))
    kept += tuple(f"{one}/*" for one in named) if "batch" in line else ()
    own = ("d.yaml",) if {"set", "new", "edit"} & set(line) else ()
    return Made(files, [Command(tuple(line), (*own, *kept), kept)])
