"""Files made wrong: each function takes a random generator and something valid, and gives something less so.

The same generator in the same state gives the same bytes: nothing here depends on the clock, the machine or the order
of a set.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

import yaml

from tests.fuzz.tokens import NUMBERS, PATHS, WORDS, scalar, stretch, token

# ------------------------------------------------------------------------------------------------ trees


def value(rng: Random) -> Any:
    """A value of any type: text, nothing, a number, a list, a mapping, something deep or something large."""
    makers: tuple[Callable[[], Any], ...] = (
        lambda: scalar(rng),
        lambda: scalar(rng),
        lambda: scalar(rng),
        lambda: None,
        lambda: rng.choice((0, -1, 10**30, 1.5, float("nan"), float("inf"), True, False)),
        lambda: [],
        lambda: {},
        lambda: [scalar(rng) for _ in range(rng.randrange(1, 4))],
        lambda: {scalar(rng): scalar(rng) for _ in range(rng.randrange(1, 4))},
        lambda: {"open": [scalar(rng) for _ in range(rng.randrange(4))]},
        lambda: {"open": scalar(rng)},
        lambda: deep(rng, rng.choice((3, 30, 60, 300))),
        lambda: [rng.choice(WORDS) for _ in range(rng.choice((50, 2000)))],
        lambda: {f"k{n}": rng.choice(WORDS) for n in range(rng.choice((50, 2000)))},
    )
    return rng.choice(makers)()


def deep(rng: Random, depth: int) -> Any:
    """Lists and mappings within one another."""
    found: Any = token(rng)
    for _ in range(depth):
        found = [found] if rng.random() < 0.5 else {"open": found} if rng.random() < 0.5 else {rng.choice(WORDS): found}
    return found


def places(data: Any) -> list[tuple[Any, Any]]:
    """Every place in a tree, as what holds it and the key or position in that."""
    found: list[tuple[Any, Any]] = []
    waiting = [data]
    while waiting:
        node = waiting.pop()
        keys = list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
        for key in keys:
            found.append((node, key))
            waiting.append(node[key])
    return found


def tree(rng: Random, data: Any) -> Any:
    """A tree with one to three of its values or keys changed; the one handed in stays as it was.

    Every third time it is changed mildly: what there is goes or comes in another place, and nothing new comes in.
    """
    root = [deepcopy(data)]
    changes = _MILD if rng.random() < 0.35 else _TREE
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        if found := places(root):
            holder, key = rng.choice(found[1:] or found)
            rng.choice(changes)(rng, holder, key, found)
    return root[0] if root else None


def _replaced(rng: Random, holder: Any, key: Any, found: list[tuple[Any, Any]]) -> None:
    holder[key] = value(rng)


def _removed(rng: Random, holder: Any, key: Any, found: list[tuple[Any, Any]]) -> None:
    del holder[key]


def _renamed(rng: Random, holder: Any, key: Any, found: list[tuple[Any, Any]]) -> None:
    if isinstance(holder, dict):
        others = [one for _, one in found if isinstance(one, str)]
        name = rng.choice(others) if others and rng.random() < 0.5 else scalar(rng)
        pairs = [(name if one == key else one, kept) for one, kept in holder.items()]
        holder.clear()
        holder.update(pairs)


def _added(rng: Random, holder: Any, key: Any, found: list[tuple[Any, Any]]) -> None:
    if isinstance(holder, list):
        holder.insert(rng.randrange(len(holder) + 1), value(rng))
    else:
        others = [one for _, one in found if isinstance(one, str)]
        holder[rng.choice(others) if others and rng.random() < 0.7 else scalar(rng)] = value(rng)


def _swapped(rng: Random, holder: Any, key: Any, found: list[tuple[Any, Any]]) -> None:
    other, place = rng.choice(found)
    holder[key] = deepcopy(other[place])


def _wrapped(rng: Random, holder: Any, key: Any, found: list[tuple[Any, Any]]) -> None:
    held = holder[key]
    holder[key] = rng.choice(([held], {"open": held}, {"open": [held, held]}, {rng.choice(WORDS): held}, [held, held]))


def _unwrapped(rng: Random, holder: Any, key: Any, found: list[tuple[Any, Any]]) -> None:
    held = holder[key]
    inner = list(held.values()) if isinstance(held, dict) else held
    holder[key] = rng.choice(inner) if isinstance(inner, list) and inner else ",".join(map(str, [inner]))


def _spoiled(rng: Random, holder: Any, key: Any, found: list[tuple[Any, Any]]) -> None:
    held = holder[key]
    text = held if isinstance(held, str) else ""
    at = rng.randrange(len(text) + 1)
    holder[key] = text[:at] + token(rng) + text[at:]


_TREE = (
    _replaced,
    _replaced,
    _replaced,
    _removed,
    _renamed,
    _added,
    _swapped,
    _wrapped,
    _unwrapped,
    _spoiled,
    _spoiled,
)


_MILD = (_removed, _removed, _swapped, _wrapped, _unwrapped)


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def written(rng: Random, data: Any) -> str:
    """A tree as YAML, in blocks or in one line."""
    flow = rng.choice((None, None, False, True))
    text: str = yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, default_flow_style=flow, width=100)
    return text


def yaml_file(rng: Random, text: str) -> bytes:
    """A YAML file with its tree changed, its text, or both."""
    if rng.random() < 0.65:
        with_tree = written(rng, tree(rng, yaml.load(text, Loader=yaml.BaseLoader)))
        return encoded(with_tree) if rng.random() < 0.8 else spoiled(rng, encoded(with_tree))
    return spoiled(rng, encoded(text))


def json_lines(rng: Random, text: str) -> bytes:
    """JSON lines with the trees of some changed, the text, or both."""
    lines = text.splitlines()
    if rng.random() < 0.75:
        for _ in range(rng.choice((1, 1, 2))):
            at = rng.randrange(len(lines))
            if lines[at].startswith(("{", "[")):
                lines[at] = json.dumps(tree(rng, json.loads(lines[at])), ensure_ascii=rng.random() < 0.5)
        text = "\n".join(lines) + "\n"
        return encoded(text) if rng.random() < 0.8 else spoiled(rng, encoded(text))
    return spoiled(rng, encoded(text))


def table(rng: Random, text: str) -> bytes:
    """A table in CSV with some cells or rows changed, its text, or both."""
    if rng.random() < 0.25:
        return spoiled(rng, encoded(text))
    rows = list(csv.reader(io.StringIO(text)))
    for _ in range(rng.choice((1, 1, 2, 3))):
        row = rng.choice(rows)
        at = rng.randrange(len(row)) if row else 0
        change = rng.random()
        if change < 0.6 and row:
            row[at] = scalar(rng)
        elif change < 0.7:
            row.insert(at, scalar(rng))
        elif change < 0.8 and row:
            del row[at]
        elif change < 0.9:
            rows.insert(rng.randrange(len(rows) + 1), list(rng.choice(rows)))
        else:
            rows.insert(rng.randrange(len(rows) + 1), [])
    result = io.StringIO()
    mark = rng.choice((",", ",", ",", ";", "\t", "|"))
    csv.writer(result, delimiter=mark, lineterminator=rng.choice(("\n", "\r\n"))).writerows(rows)
    return encoded(result.getvalue())


# ------------------------------------------------------------------------------------------------ text


def encoded(text: str) -> bytes:
    """Text as UTF-8; half a surrogate pair becomes the bytes that no UTF-8 has."""
    return text.encode("utf-8", "surrogatepass")


def spoiled(rng: Random, content: bytes, times: int = 0) -> bytes:
    """Bytes changed one to three times, by byte, line or word."""
    for _ in range(times or rng.choice((1, 1, 1, 2, 3))):
        content = rng.choice(_TEXT)(rng, content)
    return content


def _flip(rng: Random, content: bytes) -> bytes:
    at = rng.randrange(len(content) + 1)
    return content[:at] + bytes([rng.randrange(256)]) + content[at + 1 :]


def _cut(rng: Random, content: bytes) -> bytes:
    start = rng.randrange(len(content) + 1)
    return content[:start] + content[start + rng.choice((1, 5, 50, 10**9)) :]


def _insert(rng: Random, content: bytes) -> bytes:
    at = rng.randrange(len(content) + 1)
    return content[:at] + encoded(token(rng)) + content[at:]


def _stretch(rng: Random, content: bytes) -> bytes:
    at = rng.randrange(len(content) + 1)
    if rng.random() < 0.5:  # at the end of a line
        at = content.find(b"\n", at)
        at = len(content) if at < 0 else at
    return content[:at] + encoded(stretch(rng)) + content[at:]


def _number(rng: Random, content: bytes) -> bytes:
    return _one(rng, rb"\d+", content, lambda found: encoded(rng.choice(NUMBERS)))


def _word(rng: Random, content: bytes) -> bytes:
    found = re.findall(rb"[\w/-]+", content)
    other = rng.choice(found) if found and rng.random() < 0.5 else encoded(token(rng))
    return _one(rng, rb"[\w/-]+", content, lambda _: other)


def _mark(rng: Random, content: bytes) -> bytes:
    return _one(rng, rb"[^\w\s]", content, lambda found: rng.choice((b"", found * 2, encoded(token(rng)))))


def _one(rng: Random, pattern: bytes, content: bytes, put: Callable[[bytes], bytes]) -> bytes:
    """One of the places a pattern fits, with something else in its place."""
    found = list(re.finditer(pattern, content))
    if not found:
        return content
    match = rng.choice(found)
    return content[: match.start()] + put(match.group()) + content[match.end() :]


def _lines(rng: Random, content: bytes) -> bytes:
    lines = content.split(b"\n")
    at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    change = rng.randrange(8)
    if change == 0:
        del lines[at]
    elif change == 1:
        lines.insert(other, lines[at])
    elif change == 2:
        lines[at], lines[other] = lines[other], lines[at]
    elif change == 3:
        lines[at] = b" " * rng.choice((1, 2, 3, 6)) + lines[at]
    elif change == 4:
        lines[at] = lines[at].lstrip()
    elif change == 5:
        lines[at] += b" " + lines[other]
    elif change == 6:
        lines[at:at] = [lines[at]] * rng.choice((2, 50, 2000))
    else:
        lines.insert(at, encoded(token(rng)))
    return b"\n".join(lines)


def _recode(rng: Random, content: bytes) -> bytes:
    text = content.decode("utf-8", "replace")
    return rng.choice(
        (
            b"\xef\xbb\xbf" + content,
            content.replace(b"\n", b"\r\n"),
            content.replace(b"\n", b"\r"),
            text.encode("utf-16"),
            text.encode("latin-1", "replace") + b"\xe9",
            content + b"\x00",
            content + b"\xff\xfe",
            b"",
            content.rstrip(b"\n"),
            b"\n" * 3 + content,
        )
    )


_TEXT = (_flip, _cut, _insert, _insert, _insert, _stretch, _number, _word, _word, _mark, _mark, _lines, _lines, _recode)


# ------------------------------------------------------------------------------------------------ archives

ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "{}"><!ENTITY c "{}"><!ENTITY d SYSTEM "file:///etc/passwd">]>'.format(
    "&a;" * 50, "&b;" * 50
)


def archive(rng: Random, content: bytes) -> bytes:
    """A zip file with one to three of its parts changed, added, or taken out, or its own bytes."""
    if rng.random() < 0.15:
        return spoiled(rng, content)
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        parts = [(name, old.read(name)) for name in old.namelist()]
    method = zipfile.ZIP_STORED
    for _ in range(rng.choice((1, 1, 2, 3))):
        at = rng.randrange(len(parts))
        name, data = parts[at]
        change = rng.random()
        if change < 0.72:
            parts[at] = name, markup(rng, data)
        elif change < 0.78:
            del parts[at]
        elif change < 0.84:
            parts.append((rng.choice(parts)[0], data))
        elif change < 0.9:
            parts.append(
                (rng.choice((*PATHS[:9], "word/media/image1.png", "word/vbaProject.bin", "")), encoded(token(rng)))
            )
        elif change < 0.95:
            parts[at] = rng.choice((name.upper(), f"../{name}", f"/{name}", name + " ", f"{name}/x")), data
        else:
            parts[at], method = (name, data + b" " * 20_000_000), zipfile.ZIP_DEFLATED
        if not parts:
            break
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", method) as new:
        for name, data in parts:
            info = zipfile.ZipInfo(name.replace("\n", " "))
            info.compress_type = method
            new.NameToInfo.pop(info.filename, None)  # a name that is there twice is part of the game
            new.writestr(info, data)
    return result.getvalue()


def markup(rng: Random, data: bytes) -> bytes:
    """XML with an attribute, an element or the text changed."""
    change = rng.randrange(9)
    if change <= 2:
        put = encoded((token(rng) if rng.random() < 0.5 else rng.choice(NUMBERS)).replace('"', "").replace("<", ""))
        return _one(rng, rb'"[^"]*"', data, lambda _: b'"' + put + b'"')
    if change == 3:
        return _one(rng, rb"<[^<>?!]*/>", data, lambda found: rng.choice((b"", found * 2, found * 500)))
    if change == 4:
        found = re.findall(rb"<[^<>?!]*/>", data)
        return _one(rng, rb"<[^<>?!]*/>", data, lambda _: rng.choice(found) if found else b"")
    if change == 5:
        return _one(rng, rb"<(/?)[\w:]+", data, lambda found: rng.choice((b"<w:p", b"</w:p", b"<x", b"<w:tbl")))
    if change == 6:
        depth = rng.choice((10, 300, 5000))
        return _one(rng, rb"/>", data, lambda _: b">" + b"<w:r>" * depth + b"</w:r>" * depth + b"</w:p>")
    if change == 7:
        return _one(rng, rb"\?>", data, lambda found: found + ENTITIES.encode())
    return spoiled(rng, data, 1)
