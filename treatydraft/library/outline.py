"""An outline: a kind of instrument to start from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from treatydraft.library.template import Template


@dataclass(frozen=True, slots=True)
class Place:
    """A clause in an outline, with what the outline sets for it (``variant`` and answers, as data)."""

    clause: str
    settings: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Section:
    """A part or a chapter of an outline: its kind, the key of its heading, and what stands in it in order."""

    kind: str
    name: str
    content: tuple[Place | Section, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """The parts of an instrument and their clauses in order, and the answers it starts from (as data).

    `order` says where the clauses a draft adds stand: by ``topics``, or in the order in which they are ``written``.
    Without a `frame` the provisions stand alone: no parties, no enacting words, no signatures.
    """

    name: str
    title: Mapping[str, Template]
    purpose: str
    registers: tuple[str, ...]
    articles: str
    headings: bool
    order: str
    frame: bool
    answers: Mapping[str, object]
    preamble: tuple[Place, ...]
    body: tuple[Place | Section, ...]
    annexes: tuple[Place, ...]
    where: str

    def places(self) -> Iterator[Place]:
        """Every clause of the outline in order."""
        yield from self.preamble
        yield from _places(self.body)
        yield from self.annexes


def _places(content: tuple[Place | Section, ...]) -> Iterator[Place]:
    for item in content:
        if isinstance(item, Section):
            yield from _places(item.content)
        else:
            yield item
