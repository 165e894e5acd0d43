"""What the rendering of a text depends on, told from its tree before anything is rendered.

A text reads the answers it names, and calls words. Most words about a role hear only how it is called, whether it is
everyone, and whether it is one, two or more; so a text that says "each Guarantor" is the same for any ten of them.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from jinja2 import nodes

ROLE_WORDS = frozenset(("each", "any", "a", "that", "the", "other", "noun", "nouns", "called", "many"))
"""Words that hear of their first argument only what `Speaker.heard` tells; with a capital they hear the same."""


@dataclass(frozen=True, slots=True)
class Dependence:
    """The names whose values a text reads, those it gives only to role words, and the clauses it asks after.

    `mutual` says that it asks whether every party is on both sides.
    """

    values: tuple[str, ...]
    roles: tuple[str, ...]
    clauses: tuple[str, ...]
    mutual: bool


def dependence(tree: nodes.Template, names: Container[str]) -> Dependence | None:
    """What a text depends on; None where its tree does not tell. `names` are those it reads outside of loops."""
    given: set[int] = set()  # names that stand as what a word is given, and as the word itself
    roles: dict[str, None] = {}
    clauses: dict[str, None] = {}
    words: set[str] = set()
    for call in tree.find_all(nodes.Call):
        assert isinstance(call.node, nodes.Name)  # the walk of the template has seen to it
        given.add(id(call.node))
        word, first = call.node.name, call.args[0] if call.args else None
        words.add(word)
        if word == "has":
            if len(call.args) != 1 or not isinstance(first, nodes.Const) or not isinstance(first.value, str):
                return None
            clauses[first.value] = None
        elif word[:1].lower() + word[1:] in ROLE_WORDS:
            if not isinstance(first, nodes.Name):
                return None
            roles[first.name] = None
            given.add(id(first))
    targets = {loop.target.name for loop in tree.find_all(nodes.For) if isinstance(loop.target, nodes.Name)}
    values = {name.name: None for name in tree.find_all(nodes.Name) if name.ctx == "load" and id(name) not in given}
    if any(name in roles or name in names for name in targets):  # one name for two things
        return None
    read = tuple(name for name in values if name not in targets)
    return Dependence(read, tuple(roles), tuple(clauses), "mutual" in words)
