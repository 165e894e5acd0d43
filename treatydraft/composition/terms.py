"""Terms that nothing defines: without an article on definitions, those every reader knows become plain words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from treatydraft.instrument.tree import (
    Bracket,
    Emphasis,
    Fill,
    Heading,
    Hole,
    Inlines,
    Instrument,
    Name,
    Node,
    Note,
    NumberingStyle,
    Part,
    Pointer,
    Provision,
    Reference,
    Signatory,
    Table,
    Term,
    Text,
    Unit,
    normal,
    rewrite,
    walk,
)


def with_plain_terms(instrument: Instrument, known: Callable[[str], bool]) -> Instrument:
    """The instrument with every term that is `known` to its readers in plain words, unless the text defines it.

    What is neither known nor defined stays a term, which a check finds.
    """
    terms = [node for node in walk(instrument) if isinstance(node, Term)]
    defined = {term.key for term in terms if term.defines}
    plain = {key for key in dict.fromkeys(term.key for term in terms) if key not in defined and known(key)}

    def change(node: Node) -> Node:
        match node:
            case Term(key, surface) if key in plain:
                return Text(surface or key)
            case Emphasis(words) | Bracket(words) | Note(words) | Heading(words):
                return replace(node, words=normal(words))
            case Unit():
                return replace(node, words=normal(node.words), closing=normal(node.closing))
            case Provision() | Part():
                return replace(node, heading=normal(node.heading))
            case Table():
                rows = tuple(map(_row, node.rows))
                return replace(
                    node, header=_row(node.header), rows=rows, total=_row(node.total), caption=normal(node.caption)
                )
            case Instrument():
                title, enacting = normal(node.title), normal(node.enacting)
                return replace(
                    node, title=title, enacting=enacting, testimonium=normal(node.testimonium), done=normal(node.done)
                )
            case Text() | Term() | Name() | Hole() | Reference() | Pointer() | Fill() | Signatory() | NumberingStyle():
                return node
            case _:
                assert_never(node)

    return rewrite(instrument, change) if plain else instrument


def _row(cells: tuple[Inlines, ...]) -> tuple[Inlines, ...]:
    return tuple(normal(cell) for cell in cells)
