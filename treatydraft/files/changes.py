"""Changes to the data of a YAML file: values set and removed by their path of keys, without any text.

They are what changes to a text (`editing`) come to once it is read again, and cost no reading.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from treatydraft.characters import refuse_hidden
from treatydraft.errors import DraftError, Location, Problem
from treatydraft.files.opening import Failure
from treatydraft.files.source import brief

KeyPath = tuple[str, ...]


class Delete(Enum):
    """The type of `REMOVE`, which stands for "no value here any more"."""

    REMOVE = "remove"


REMOVE = Delete.REMOVE


@dataclass(frozen=True, slots=True)
class Edit:
    """Values by their path of keys, set in order, or removed where the value is `REMOVE`.

    Values are text, numbers, booleans, None, lists and mappings of these. Mappings on the way are made; a mapping that
    loses its last key goes too. A new key stands behind the others, or where `behind` says (path of keys -> the
    neighbour above it, empty for the first place).
    """

    changes: Mapping[KeyPath, object | Delete]
    behind: Mapping[KeyPath, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """One change of an edit, with its keys and its value as they would be read back."""

    keys: KeyPath
    value: Any
    behind: Mapping[KeyPath, str]

    def of(self, data: object, name: str, where: Callable[[KeyPath], Location], error: Failure) -> Any:
        """The data after the change. Raises `error` as `edit_data` does."""
        if self.value is REMOVE:
            return _without(data, self.keys)
        try:
            return _with(data, self.keys, self.value, self.behind)
        except _NotAMapping as stop:
            depth: int = stop.args[0]
            of, key = ".".join(self.keys[:depth]) or name, self.keys[depth]
            what = f"'{brief(of)}' is not a mapping, so it has no '{brief(key)}'"
            hint = "remove it first, or change it by hand"
            raise error(Problem("unchangeable-place", where(self.keys[:depth]), what, hint)) from None


def read_edit(edit: Edit, where: Callable[[KeyPath], Location], error: Failure) -> Iterator[Change]:
    """The changes of an edit, one after the other. Raises `error` for hidden characters."""
    for path, value in edit.changes.items():
        if not path:
            raise ValueError("a change needs a path of at least one key")
        keys = tuple(map(_composed, path))
        new = value if value is REMOVE else _as_text(value)
        if wrong := next(filter(None, map(refuse_hidden, _texts(new))), None):
            raise error(Problem("hidden-character", where(keys), f"in '{brief('.'.join(keys))}' {wrong}", "delete it"))
        yield Change(keys, new, edit.behind)


def edit_data(
    data: object, edit: Edit, name: str, where: Callable[[KeyPath], Location], error: Failure = DraftError
) -> Any:
    """The data of the YAML file `name` after an edit, as the reader would give it; `data` itself stays as it is.

    `where` gives the place of a path in the file. Raises `error` where a path leads through a text or a list, and for
    hidden characters.
    """
    for change in read_edit(edit, where, error):
        data = change.of(data, name, where, error)
    return data


class _NotAMapping(Exception):
    """A path leads through a value that is no mapping, at this depth."""


def _with(node: Any, keys: KeyPath, value: object, behind: Mapping[KeyPath, str], depth: int = 0) -> Any:
    if node and not isinstance(node, dict):
        raise _NotAMapping(depth)
    node, key = node or {}, keys[depth]
    if depth + 1 < len(keys):
        value = _with(node.get(key), keys, value, behind, depth + 1)
    elif key in node and node[key] == value:
        return node  # as it stands, also where its keys stand in another order
    if key in node or not node:
        return {**node, key: value}
    above = behind.get(keys[: depth + 1], next(reversed(node)))
    if not above:
        return {key: value, **node}
    result: dict[str, Any] = {}
    for name, item in node.items():
        result[name] = item
        if name == above:
            result[key] = value
    return result if key in result else {**node, key: value}


def _without(node: Any, keys: KeyPath) -> Any:
    key, rest = keys[0], keys[1:]
    if not isinstance(node, dict) or key not in node:
        return node
    inner = _without(node[key], rest) if rest else None
    if rest and (inner is node[key] or inner):
        return node if inner is node[key] else {**node, key: inner}
    return {name: item for name, item in node.items() if name != key}


def _as_text(value: object) -> Any:
    """`value` as the reader would give it back: every scalar is text or None."""
    if isinstance(value, Mapping):
        return {_composed(str(key)): _as_text(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_as_text(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, (str, int)):
        return None if value is None else _composed(str(value))
    raise TypeError(f"{type(value).__name__} is not a value that can be written")


def _composed(text: str) -> str:
    return text if refuse_hidden(text) else unicodedata.normalize("NFC", text)


def _texts(value: object) -> Iterator[str]:
    """Every text in a value, its keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
