"""Trees are read and rebuilt whole: every node once, in order, whatever kinds of fields it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trees import ENGLISH, provisions, treaty
from treatydraft.instrument.numbering import number
from treatydraft.instrument.tree import Instrument, Pointer, Provision, Reference, Text, Unit, children, rewrite, walk


def plainly(value: object) -> Iterator[object]:
    """Every node at and below a value, by the definition of a dataclass alone."""
    if isinstance(value, tuple):
        for item in value:
            yield from plainly(item)
    elif is_dataclass(value):
        yield value
        for field in fields(value):
            yield from plainly(getattr(value, field.name))


trees = st.lists(provisions("article"), max_size=3).map(lambda body: number(treaty(*body), ENGLISH))


@settings(max_examples=100, deadline=None)
@given(trees)
def test_a_walk_meets_every_node_once_and_in_order(tree: Instrument) -> None:
    assert list(map(id, walk(tree))) == list(map(id, plainly(tree)))
    assert [id(node) for child in children(tree) for node in walk(child)] == list(map(id, walk(tree)))[1:]


@settings(max_examples=100, deadline=None)
@given(trees)
def test_a_rewrite_meets_every_node_from_the_leaves_up(tree: Instrument) -> None:
    met: list[object] = []

    def change(node: Any) -> Any:
        met.append(node)
        return node

    assert rewrite(tree, change) is tree
    assert sorted(map(id, met)) == sorted(map(id, plainly(tree)))
    assert met[-1] is tree


def test_pointers_in_a_spoken_reference_are_nodes_and_its_words_are_not() -> None:
    spoken = Reference("a/b", text=("Article ", Pointer("art_1", "1")))
    assert list(walk(spoken)) == [spoken, Pointer("art_1", "1")]
    assert rewrite(spoken, lambda node: () if isinstance(node, Pointer) else node).text == ("Article ",)


def test_what_is_not_changed_is_shared() -> None:
    kept, gone = Unit("text", (Text("kept"),)), Unit("text", (Text("gone"),))
    tree = Provision("article", "a/b", (), (kept, gone))
    new = rewrite(tree, lambda node: (node, node) if node == Text("gone") else node)
    assert new.blocks == (kept, Unit("text", (Text("gone"), Text("gone"))))
    assert new.blocks[0] is kept and new.heading is tree.heading
