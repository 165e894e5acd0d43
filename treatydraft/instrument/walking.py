"""How a tree of frozen dataclasses is read and rebuilt, whatever its nodes are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

T = TypeVar("T")

_names: dict[type, tuple[str, ...]] = {}  # the fields of each kind of node, asked for once


def _fields(kind: type) -> tuple[str, ...]:
    if kind not in _names:
        _names[kind] = tuple(field.name for field in fields(kind))
    return _names[kind]


def _nodes(value: object) -> Iterator[Any]:
    if isinstance(value, tuple):
        for item in value:
            yield from _nodes(item)
    elif is_dataclass(value) and not isinstance(value, type):
        yield value


def children(node: object) -> Iterator[Any]:
    """The nodes directly below `node`, in the order in which they are read."""
    for name in _fields(type(node)):
        yield from _nodes(getattr(node, name))


def walk(node: object) -> Iterator[Any]:
    """`node` and every node below it, in the order in which they are read."""
    yield node
    for child in children(node):
        yield from walk(child)


def rewrite(node: T, change: Callable[[Any], Any]) -> T:
    """A tree in which `change` has been applied to every node, from the leaves up.

    `change` gives the node back to keep it, another node, or a tuple of nodes to put in its place (none at all with
    an empty tuple; only where the node stands in a tuple). Untouched parts of the tree are shared with the old one.
    """
    return cast(T, _rewrite(node, change))


def _rewrite(value: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(value, tuple):
        items: list[Any] = []
        same = True
        for item in value:
            new = _rewrite(item, change)
            same = same and new is item
            if isinstance(new, tuple) and not isinstance(item, tuple):
                items.extend(new)
            else:
                items.append(new)
        return value if same else tuple(items)
    if not is_dataclass(value):
        return value
    changes = {}
    for name in _fields(type(value)):
        old = getattr(value, name)
        if isinstance(old, tuple) or is_dataclass(old):
            new = _rewrite(old, change)
            if new is not old:
                changes[name] = new
    return change(replace(cast(Any, value), **changes) if changes else value)
