"""Walking and rebuilding a tree of frozen dataclasses, whatever its nodes are.

Trees are walked more often than anything else is done to them, so the fields of each class are looked up once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

T = TypeVar("T")

_LEAVES = ("str", "bool", "int", "tuple[str, ...]")  # the types of fields that hold no nodes, as they are written


class _NodeFields(dict[type, tuple[str, ...] | None]):
    """For each class of node the fields that may hold nodes, in order; None for a class that is no node."""

    def __missing__(self, kind: type) -> tuple[str, ...] | None:
        names = tuple(field.name for field in fields(kind) if field.type not in _LEAVES) if is_dataclass(kind) else None
        self[kind] = names
        return names


_node_fields = _NodeFields()


def children(node: object) -> Iterator[Any]:
    """The nodes directly below `node`, in the order in which they are read."""
    for name in _node_fields[type(node)] or ():
        yield from _nodes(getattr(node, name))


def _nodes(value: object) -> Iterator[Any]:
    if type(value) is tuple:
        for item in value:
            yield from _nodes(item)
    elif _node_fields[type(value)] is not None:
        yield value


def walk(node: object) -> Iterator[Any]:
    """`node` and every node below it, in the order in which they are read."""
    waiting = [node]
    while waiting:
        value = waiting.pop()
        if type(value) is tuple:
            waiting.extend(value[::-1])
        elif (names := _node_fields[type(value)]) is not None:
            yield value
            for name in names[::-1]:
                if below := getattr(value, name):  # mostly an empty tuple
                    waiting.append(below)


def rewrite(node: T, change: Callable[[Any], Any]) -> T:
    """A tree in which `change` has been applied to every node, from the leaves up.

    `change` gives the node back to keep it, another node, or a tuple of nodes to put in its place (none at all with
    an empty tuple; only where the node stands in a tuple). Untouched parts of the tree are shared with the old one.
    """
    return cast(T, _rewrite(node, change))


def _rewrite(value: Any, change: Callable[[Any], Any]) -> Any:
    if type(value) is tuple:
        items: list[Any] = []
        same = True
        for item in value:
            new = _rewrite(item, change)
            same = same and new is item
            if type(new) is tuple and type(item) is not tuple:
                items.extend(new)
            else:
                items.append(new)
        return value if same else tuple(items)
    names = _node_fields[type(value)]
    if names is None:
        return value
    changes = {}
    for name in names:
        if old := getattr(value, name):
            new = _rewrite(old, change)
            if new is not old:
                changes[name] = new
    return change(replace(value, **changes) if changes else value)
