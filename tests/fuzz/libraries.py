"""Cases of libraries: a clause, a page, another file, what stands in the wrong place, clauses that need one another."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from tests.fuzz import corpus, mutations, tokens
from tests.fuzz.case import SECRET, Command, Made, Odd, text_of
from tests.fuzz.commands import new, reading

OVER = ("--library", "lib")


def _layer(rng: Random) -> tuple[dict[str, bytes | Odd], str]:
    """A good library over the small one, and its outline."""
    outline, other = rng.choice((("kit", "watch"), ("kit", "watch"), ("watch", "kit")))
    unused = (f"{other}/", f"outlines/{other}.yaml")
    return {name: one for name, one in corpus.kit().items() if not name.startswith(unused)}, outline


def _over(rng: Random, files: Mapping[str, bytes | Odd], outline: str, changed: str, **beside: bytes | Odd) -> Made:
    """A library with one of its files changed, a draft over its outline, and two commands on them."""
    draft = corpus.seed(f"{outline}.yaml")
    folder = {**{f"lib/{name}": one for name, one in files.items()}, **beside, "d.yaml": draft.encode()}
    clauses = sorted({name.rpartition("/")[0] for name in files if name.endswith("/clause.yaml")})
    clause = changed.rpartition("/")[0] if changed.count("/") == 2 else rng.choice(clauses or ["house/alarm"])
    shown = rng.choice(((), ("--source",), ("--format", "json"), ("--register", rng.choice(("treaty", "memorandum")))))
    words = (rng.choice((clause, "Entry", "CF04", "9.9", "bell", "Treaty of Nowhere", tokens.token(rng))) or "x",)
    some = [
        Command((*OVER, "library", "check")),
        Command((*OVER, "library", "show", clause, *shown)),
        Command((*OVER, "library", "show", clause, *shown)),
        Command(
            (*OVER, "library", rng.choice(("list", "outlines", "parties")), *rng.choice(((), ("--format", "json"))))
        ),
        Command((*OVER, "library", "search", "--", *words)),
        new(rng, "--outline", outline, "--defaults", "--set", f"{clause}=true", front=OVER),
        new(rng, "--outline", outline, "--defaults", front=OVER),
        reading(rng, front=OVER),
        reading(rng, front=OVER),
        Command((*OVER, "schema", rng.choice(("draft", "clause", "outline", "rows")))),
    ]
    return Made(folder, rng.sample(some, 2), small=True)


def clauses(rng: Random) -> Made:
    files, outline = _layer(rng)
    name = rng.choice([one for one in sorted(files) if one.endswith("clause.yaml")])
    files[name] = mutations.yaml_file(rng, text_of(files[name]))
    return _over(rng, files, outline, name)


def pages(rng: Random) -> Made:
    files, outline = _layer(rng)
    name = rng.choice([one for one in sorted(files) if one.endswith("en.md")])
    text = text_of(files[name])
    front, _, words = text.removeprefix("---\n").partition("\n---\n")
    if rng.random() < 0.2:
        files[name] = b"---\n" + mutations.yaml_file(rng, front) + b"\n---\n" + words.encode()
    elif rng.random() < 0.7:
        files[name] = f"---\n{front}\n---\n".encode() + mutations.spoiled(rng, words.encode())
    else:
        files[name] = mutations.spoiled(rng, text.encode())
    return _over(rng, files, outline, name)


def libraries(rng: Random) -> Made:
    files, outline = _layer(rng)
    outside: dict[str, bytes | Odd] = {}
    name = ""
    pick = rng.random()
    if pick < 0.55:
        kinds = ("library.yaml", "questions.yaml", "keys.yaml", "parties.yaml", "families.yaml", "languages/en.yaml")
        name = rng.choice([*kinds, *(one for one in sorted(files) if one.startswith("outlines/"))])
        text = text_of(files[name])
        if rng.random() < 0.3 and name in corpus.small():  # the whole file, not what is laid over it
            text = corpus.small()[name].decode()
        files[name] = mutations.yaml_file(rng, text)
    elif pick < 0.75:
        files |= _chain(rng, outline)
    else:
        name = rng.choice(sorted(files))
        outside = _misplaced(rng, files, name)
    return _over(rng, files, outline, name, **outside)


def _misplaced(rng: Random, files: dict[str, bytes | Odd], name: str) -> dict[str, bytes | Odd]:
    """One file of a library is missing, under another name, or something else; what then stands outside of it."""
    folder = name.rpartition("/")[0]
    held = files[name]
    change = rng.randrange(6)
    if change == 0:
        del files[name]
    elif change == 1:
        del files[name]
        other = rng.choice(("kit copy", ".git", "Kit", "kit/tools copy", "\udcff", "a" * 200, "kit/x/y", "-", "kit/.x"))
        files[f"{other}/{name.rpartition('/')[2]}"] = held
    elif change == 2:
        files[name] = rng.choice(
            (Odd("pipe"), Odd("folder"), Odd("link", "/dev/zero"), Odd("link", name), Odd("link", "x"))
        )
    elif change == 3:
        beside = rng.choice(("notes.md", "fr.md", "clause.yaml~", "en.yaml", ".DS_Store", "README.md"))
        some = (Odd("sparse", size=3_000_000_000), Odd("pipe"), Odd("link", "/dev/zero"), Odd("folder"), b"\xff\xfe")
        files[f"{folder}/{beside}" if folder else beside] = rng.choice(some)
    elif change == 4:
        depth = "../" * (name.count("/") + 1)
        files[name] = Odd("link", f"{depth}outside/{name.rpartition('/')[2]}")
        return {f"outside/{name.rpartition('/')[2]}": _secret(held)}
    else:
        inner = {one: files.pop(one) for one in sorted(files) if folder and one.startswith(f"{folder}/")}
        files[folder or "topic"] = Odd("link", "../" * (folder.count("/") + 1) + "outside")
        return {f"outside/{one.rpartition('/')[2]}": _secret(kept) for one, kept in inner.items()} or {"outside": b""}
    return {}


def _secret(held: bytes | Odd) -> bytes:
    """A file that says the secret word wherever it has words."""
    return text_of(held).replace("Tools", SECRET).replace("tools", SECRET).replace("Treaty", SECRET).encode()


_LINKED = """\
kind: {kind}
variants: {{plain: {{strength: 2, source: own wording}}}}
default: plain
questions: {{q: {{type: boolean, default: yes{when}}}}}
uses: [{uses}]
requires: [{requires}]
excludes: [{excludes}]
"""


def _chain(rng: Random, outline: str) -> dict[str, bytes | Odd]:
    """Clauses that need one another: in a circle, in a long line, all of them all, or what is not there."""
    most = rng.choice((1, 2, 3, 12, 12, 60))
    form = rng.choice(("circle", "line", "all", "nothing"))
    by = rng.choice(("requires", "uses", "when", "excludes", "text", "continues", "uses-when", "labels"))
    files: dict[str, bytes | Odd] = {}
    for n in range(most):
        others = {
            "circle": [(n + 1) % most],
            "line": [n + 1] if n + 1 < most else [],
            "all": list(range(min(most, 12))),
            "nothing": [most + 1],
        }[form]
        ids = [f"link/n{one}" for one in others]
        when = f", when: {' and '.join(f'q{one}' for one in others) or 'variant'}" if "when" in by else ""
        files[f"link/n{n}/clause.yaml"] = _LINKED.format(
            kind=rng.choice(("article", "article", "article", "annex", "recital")),
            when=f', when: has("{ids[0]}")' if by == "when" and ids else when if by == "uses-when" else "",
            uses=", ".join(f"{id}.q" for id in ids) if "uses" in by else "",
            requires=", ".join(f"{{any: [{id}]}}" for id in ids) if by == "requires" else "",
            excludes=", ".join(ids) if by == "excludes" else "",
        ).encode()
        words = " ".join(f"{{@{id}{'#x' if by == 'labels' else ''}}}" for id in ids) if by in ("text", "labels") else ""
        why = ", ".join(f"{id}: it must" for id in ids)
        reasons = f"{by}: {{{why}}}\n" if by in ("requires", "excludes") else ""
        files[f"link/n{n}/en.md"] = (
            f"---\ntitle: Link {n}\nheading: Link {n}\npurpose: One of many.\n"
            'variants: {plain: {effect: "It is there.", because: "made for a test"}}\n'
            f'{reasons}questions: {{q: {{ask: "It?", why: "So."}}}}\n---\n\n## text\n\n'
            f"1. It {{{{ may() }}}} be there. {words}\n"
        ).encode()
    continued = ", continues: link/n0" if by == "continues" else ""
    body = ", ".join(f"{{link/n{n}: {{variant: plain{continued}}}}}" for n in range(most))
    files[f"outlines/{outline}.yaml"] = (
        f"title: {{en: Chain}}\npurpose: Many.\nregisters: [treaty]\nbody: [{body}]\n"
        "answers: {guarantors: [FR, GB], beneficiaries: [UA]}\n"
    ).encode()
    return files
