"""An outline: a kind of instrument to start from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from treatydraft.errors import Location
from treatydraft.template.template import Template

Path = tuple[tuple[str, str], ...]  # the parts and chapters a clause stands in, as (kind, name), outermost first


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A clause in an outline, with what the outline sets for it (``variant`` and answers, as data)."""

    clause: str
    settings: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Section:
    """A part or a chapter of an outline: its kind, the key of its heading, and what stands in it in order."""

    kind: str
    name: str
    content: tuple[OutlineEntry | Section, ...]


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
    preamble: tuple[OutlineEntry, ...]
    body: tuple[OutlineEntry | Section, ...]
    annexes: tuple[OutlineEntry, ...]
    where: Location

    def placed(self) -> Iterator[tuple[Path, OutlineEntry]]:
        """Every clause of the outline in order, with the parts and chapters it stands in."""
        yield from (((), place) for place in self.preamble)
        yield from _placed(self.body, ())
        yield from (((), place) for place in self.annexes)

    def places(self) -> Iterator[OutlineEntry]:
        """Every clause of the outline in order."""
        yield from (place for _, place in self.placed())


def _placed(content: tuple[OutlineEntry | Section, ...], path: Path) -> Iterator[tuple[Path, OutlineEntry]]:
    for item in content:
        if isinstance(item, Section):
            yield from _placed(item.content, (*path, (item.kind, item.name)))
        else:
            yield path, item
