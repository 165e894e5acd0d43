"""What the rendering of a text depends on, derived from its tree before anything is rendered.

A text reads the answers it names, and calls words. Most words about a role depend only on its name, on whether it is
every party, and on whether it is one, two or more; so a text with "each Guarantor" is the same for any ten of them.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field

from jinja2 import nodes

ROLE_WORDS = frozenset(
    (
        *("each", "any", "a", "that", "the", "other", "noun", "nouns", "called", "many"),
        *("each_other", "any_other", "the_other", "addressee", "depositary_or"),
    )
)
"""Words that depend on their first argument only by its `TemplateWords.role_key`, with a capital or without."""

DEPOSITARY = "final/depositary"
"""The clause that gives a treaty its depositary."""

ASKS = dict.fromkeys(("addressee", "depositary_or"), DEPOSITARY)
"""Words that ask after a clause of themselves, as `has` does for a text; with a capital they ask the same."""

ANNEXES = ("annex", "annex:several", "annex:own")
"""What `has` asks after besides clauses: whether there is an annex, more than one, or one of the drafter's own."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The names whose values a text reads, those it gives only to role words, and the clauses it asks after.

    `mutual`: it asks whether every party is on both sides.
    """

    values: tuple[str, ...]
    roles: tuple[str, ...]
    clauses: tuple[str, ...]
    mutual: bool


@dataclass(slots=True)
class Reading:
    """What the walk over a text has collected, in order: calls, names that are read, and the names of loops' rows.

    `compared` are the calls, by identity, of which a text asks only how they compare with a number up to two.
    """

    calls: list[nodes.Call] = field(default_factory=list)
    names: list[nodes.Name] = field(default_factory=list)
    rows: set[str] = field(default_factory=set)
    compared: set[int] = field(default_factory=set)


def inputs(reading: Reading, names: Container[str]) -> Inputs | None:
    """What a text depends on; None where its tree does not show it. `names` are those it reads outside of loops."""
    arguments: set[int] = set()  # the names, by identity, that are arguments of role words
    roles: dict[str, None] = {}
    clauses: dict[str, None] = {}
    words: set[str] = set()
    for call in reading.calls:
        assert isinstance(call.node, nodes.Name)  # the walk of the template refuses others
        word, first = call.node.name, call.args[0] if call.args else None
        small = word[:1].lower() + word[1:]
        words.add(word)
        if small in ASKS:
            clauses[ASKS[small]] = None
        if word == "has":
            if len(call.args) != 1 or not isinstance(first, nodes.Const) or not isinstance(first.value, str):
                return None
            clauses[first.value] = None
        elif small in ROLE_WORDS or (word == "count" and id(call) in reading.compared):
            if not isinstance(first, nodes.Name):
                return None
            roles[first.name] = None
            arguments.add(id(first))
    if any(name in roles or name in names for name in reading.rows):  # one name for two things
        return None
    read = dict.fromkeys(name.name for name in reading.names if id(name) not in arguments)
    values = tuple(name for name in read if name not in reading.rows)
    return Inputs(values, tuple(roles), tuple(clauses), "mutual" in words)
