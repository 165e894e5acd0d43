"""Changes to a YAML text, made in the text itself at the places of its values.

Every byte that is not changed stays as its owner wrote it; the result is read again before it is given back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from treatydraft.errors import DraftError, Location, Problem, TreatydraftError
from treatydraft.files.changes import REMOVE, Change, Delete, Edit, KeyPath, read_edit
from treatydraft.files.opening import Failure
from treatydraft.files.source import Source, YamlPath, YamlReader, brief, column_of, keeps_empty_lines, line_end

_WIDTH = 100  # a list or mapping longer than this is written one entry a line


def edit_yaml(
    text: str,
    changes: Mapping[KeyPath, object | Delete],
    name: str = "draft",
    error: Failure = DraftError,
    behind: Mapping[KeyPath, str] = MappingProxyType({}),
) -> str:
    """`text` with each value in `changes` (path of keys -> value or `REMOVE`) set or removed, as `edit_text` does."""
    return edit_text(text, [Edit(changes, behind)], name, error)


def edit_text(text: str, edits: Iterable[Edit], name: str = "draft", error: Failure = DraftError) -> str:
    """The YAML `text` of the file `name` with `edits` made in it, one after the other.

    `parse_yaml` reads the values back as the same text. Everything else stays as it is: comments, order, quotation
    marks, line ends. A comment inside a value that is replaced or on the line of one that is removed goes with it.
    Raises `error` where the text is no YAML mapping or a path leads through a text.
    """
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if plain and not plain.endswith("\n"):
        plain += "\n"
    page = YamlReader(plain, name, error)

    def where(path: YamlPath) -> Location:
        return Source(name, None, "", page.places).where(path)

    for edit in edits:
        for change in read_edit(edit, where, error):
            page = _edited(page, change, name, where, error)
    return page.text.replace("\n", "\r\n") if "\r\n" in text else page.text


def rename_in_yaml(
    text: str,
    keys: Mapping[YamlPath, str],
    values: Iterable[tuple[YamlPath, Callable[[str], str]]] = (),
    name: str = "draft",
    error: Failure = DraftError,
) -> str:
    """`text` with another name for each of `keys` (its path -> the new key), and each of `values` as it is rewritten.

    A value is rewritten as it stands in the text, with its quotation marks. Everything else stays as it is. Raises
    `error` where the text is no YAML.
    """
    page = YamlReader(text.replace("\r\n", "\n"), name, error)
    changed = [
        (page.spans[path].key, page.spans[path].key_end, _scalar(key, page.spans[path[:-1]].flow))
        for path, key in keys.items()
    ]
    rewritten: dict[YamlPath, str] = {}
    for path, rewrite in values:
        span = page.spans[path]
        rewritten[path] = rewrite(rewritten.get(path, page.text[span.start : span.end]))
    changed += [(page.spans[path].start, page.spans[path].end, value) for path, value in rewritten.items()]
    plain = page.text
    for start, end, new in sorted(changed, reverse=True):
        plain = plain[:start] + new + plain[end:]
    return plain.replace("\n", "\r\n") if "\r\n" in text else plain


def _edited(
    page: YamlReader, change: Change, name: str, where: Callable[[YamlPath], Location], error: Failure
) -> YamlReader:
    """The text of `page` after one change, read again: what it holds must be what the change comes to."""
    expected = change.of(page.data, name, where, error)
    changed = _changed(page, change)
    after, why = page, ""
    try:
        if changed != page.text:
            after = YamlReader(changed, name, error)
        if (after.data or {}) == (expected or {}):
            return after
    except TreatydraftError as failure:  # a mapping written in an unusual way, or a value beyond a limit
        why = f": {failure.problems[0].what}"
    what = f"'{brief('.'.join(change.keys))}' cannot be changed in this place{why}"
    hint = "write it as 'key: value' on a line of its own, or change it by hand"
    raise error(Problem("unchangeable-place", where(change.keys), what, hint))


def _changed(page: YamlReader, change: Change) -> str:
    """The text of `page` after one change, made in the deepest mapping on its path that exists."""
    keys, value = change.keys, change.value
    text, node, depth = page.text, page.data, 0
    while isinstance(node, dict) and node and depth < len(keys) - 1 and node.get(keys[depth]):
        node, depth = node[keys[depth]], depth + 1
    if node and not isinstance(node, dict):
        return text  # there is nothing to remove
    key = keys[depth]
    if value is REMOVE:
        return _without(page, keys) if node and depth == len(keys) - 1 and key in node else text
    for inner in reversed(keys[depth + 1 :]):
        value = {inner: value}
    new = len(keys) - 1 - depth  # so many mappings are made on the way
    if not node:  # an empty file, or one that holds '{}' or '~'
        return _begun(page, f"{_entry(key, value, 0, 2, new)}\n")
    if key in node:
        return text if not new and node[key] == value else _replaced(page, keys[: depth + 1], value, new)
    return _inserted(page, keys[: depth + 1], value, new, change.behind.get(keys[: depth + 1], next(reversed(node))))


def _inserted(page: YamlReader, path: KeyPath, value: Any, new: int, above: str) -> str:
    """The text with a new key at `path`, behind its neighbour `above`, or in the first place where that is empty.

    A neighbour that is not there counts as the last key.
    """
    text, parent, key = page.text, path[:-1], path[-1]
    siblings = list(_at(page.data, parent))
    first = not above
    if above not in siblings:
        above = siblings[0] if first else siblings[-1]
    neighbour = page.spans[(*parent, above)]
    if page.spans[parent].flow:
        entry = f"{_scalar(key, True)}: {_flow(value)}"
        at, entry = (neighbour.key, f"{entry}, ") if first else (neighbour.end, f", {entry}")
    else:
        column = column_of(text, neighbour.key)
        entry = _entry(key, value, column, _step(page), new)
        if first:
            at, entry = neighbour.key - column, f"{entry}\n"
        else:
            at, entry = line_end(text, neighbour.end), f"\n{entry}"
    return text[:at] + entry + text[at:]


def _begun(page: YamlReader, entry: str) -> str:
    span = page.spans.get(())
    if span is None or span.start == span.end:
        return page.text + entry
    return page.text[: span.start] + entry.rstrip("\n") + page.text[span.end :]


def _replaced(page: YamlReader, path: YamlPath, value: Any, new: int) -> str:
    text, span = page.text, page.spans[path]
    gap = text[span.key_end : span.start]
    if page.spans[path[:-1]].flow:
        lead = ": " if ":" not in gap else " " if gap.endswith(":") else ""
        return text[: span.start] + lead + _flow(value) + text[span.end :]
    colon = text.index(":", span.key_end)
    gap, end = text[colon + 1 : span.start], line_end(text, span.end)
    tail = text[span.end : end]
    if "#" in gap:  # comments between the key and its value move behind it
        tail = "  " + " ".join(part.strip() for part in (*gap.split("\n"), tail) if part.strip())
    head, body = _written(value, column_of(text, span.key), _step(page), new)
    space = gap if gap and not gap.strip(" ") else " "
    return text[: colon + 1] + (space + head if head else "") + tail + ("\n" + body if body else "") + text[end:]


def _without(page: YamlReader, path: YamlPath) -> str:
    text = page.text
    while len(path) > 1 and len(_at(page.data, path[:-1])) == 1:
        path = path[:-1]
    span, siblings = page.spans[path], list(_at(page.data, path[:-1]))
    if not page.spans[path[:-1]].flow:
        start, end = span.key - column_of(text, span.key), line_end(text, span.end) + 1
        if any(above.end == start - 1 and keeps_empty_lines(text, above.start) for above in page.spans.values()):
            end += len(text[end:]) - len(text[end:].lstrip("\n"))  # else these empty lines would be added to it
        return text[:start] + text[end:]
    place = siblings.index(path[-1])
    if place:
        return text[: page.spans[(*path[:-1], siblings[place - 1])].end] + text[span.end :]
    if len(siblings) == 1:
        return text[: page.spans[()].start] + "{}" + text[page.spans[()].end :]
    return text[: span.key] + text[page.spans[(*path[:-1], siblings[1])].key :]


def _at(data: Any, path: YamlPath) -> Any:
    for key in path:
        data = data[key]
    return data


def _step(page: YamlReader) -> int:
    """By how much this file indents a mapping in a mapping; two where it does not show."""
    for path, span in page.spans.items():
        above = page.spans.get(path[:-1])
        if len(path) > 1 and above and not above.flow and all(isinstance(key, str) for key in path):
            step = column_of(page.text, span.key) - column_of(page.text, above.key)
            return step if step > 0 else 2
    return 2


# -- writing a value


def _entry(key: str, value: Any, column: int, step: int, new: int = 0) -> str:
    head, body = _written(value, column, step, new)
    return " " * column + _scalar(key, False) + ":" + (f" {head}" if head else "") + (f"\n{body}" if body else "")


def _written(value: Any, column: int, step: int, new: int = 0) -> tuple[str, str]:
    """What stands behind the colon of a key in `column`, and the lines below; the outer `new` mappings are blocks."""
    inner = " " * (column + step)
    if isinstance(value, str):
        if _literal(value):
            lines = value.removesuffix("\n").split("\n")
            return "|" if value.endswith("\n") else "|-", "\n".join(inner + line if line else "" for line in lines)
        return _scalar(value, False), ""
    if not value or (not new and not _has_newline(value) and len(_flow(value)) + column <= _WIDTH):
        return _flow(value), ""
    if isinstance(value, dict):
        return "", "\n".join(_entry(key, item, column + step, step, max(new - 1, 0)) for key, item in value.items())
    items = []
    for item in value:
        head, body = _written(item, column + step, 2)
        if not head:  # the first line of the block stands behind the dash
            head, body = body[column + step + 2 :], ""
        items.append(f"{inner}- {head}" + (f"\n{body}" if body else ""))
    return "", "\n".join(items)


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(key, True)}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return "~" if value is None else _scalar(value, True)


def _has_newline(value: Any) -> bool:
    if isinstance(value, str):
        return "\n" in value
    return any(map(_has_newline, value.values() if isinstance(value, dict) else value or ()))


def _literal(text: str) -> bool:
    """Whether `text` can stand as a literal block and be seen whole: no space at the edge of a line."""
    lines = text.removesuffix("\n").split("\n")
    return (
        "\n" in text
        and not text.startswith((" ", "\n"))
        and not text.endswith("\n\n")
        and not any(line.startswith("\t") or line.endswith((" ", "\t")) for line in lines)
    )


def _scalar(text: str, flow: bool) -> str:
    """`text` without quotation marks where every YAML reader and ours take it for text, else with them."""
    begins = text[:1].isalnum() or text[:1] == "_" or (text[:1] in ("-", "+", ".") and text[1:2].isdigit())
    plain = begins and not re.search(r":( |$)| #|[\n\t]| $", text) and text.lower() != "null"
    if plain and not (flow and re.search(r"[\[\]{},:?]", text)):
        return text
    if "\n" not in text and "\t" not in text:
        return "'" + text.replace("'", "''") + "'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'
