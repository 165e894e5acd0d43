"""The references of a numbered instrument put in words.

Most provisions of a batch are the same in most drafts. The targets and the references in a provision are collected once
and cached by the provision; the words of the references depend on the draft, and the provision with them is cached by
both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from operator import is_
from typing import Any, TypeVar, assert_never, cast

from treatydraft.cache import cached
from treatydraft.instrument.reference import Citation, Position, cite, positions_in
from treatydraft.instrument.tree import (
    Block,
    Bracket,
    Emphasis,
    Fill,
    Heading,
    Hole,
    Inline,
    Inlines,
    Instrument,
    Name,
    Note,
    Part,
    Provision,
    Reference,
    Table,
    Term,
    Text,
    Unit,
    provisions,
)
from treatydraft.language import Language, capital

T = TypeVar("T")

KEPT = 1000
"""The provisions that are cached: those of a long treaty for some twenty different sets of parties."""


def resolve(instrument: Instrument, language: Language) -> Instrument:
    """The numbered instrument with every reference in words, those in headings, notes and tables included."""
    by_provision = {id(provision): _collect(provision) for provision in provisions(instrument)}
    targets: dict[tuple[str, str], Position] = {}
    for collected in by_provision.values():
        for position in collected.targets:
            targets.setdefault((position.provision.clause, position.label), position)
    citer = _Citer(targets, language, instrument.register)

    def content(item: Part | Provision) -> Part | Provision:
        if isinstance(item, Provision):
            return provision(item)
        return replace(item, heading=frame.words(item.heading), content=tuple(map(content, item.content)))

    def provision(item: Provision) -> Provision:
        collected = by_provision[id(item)]
        return _with_citations(collected, tuple([citer.cite(*reference) for reference in collected.references]))

    frame = _Rewriter(citer.cite)
    return replace(
        instrument,
        title=frame.words(instrument.title),
        opening=tuple(frame.unit(unit, None) for unit in instrument.opening),
        preamble=tuple(map(provision, instrument.preamble)),
        enacting=frame.words(instrument.enacting),
        body=tuple(map(content, instrument.body)),
        testimonium=frame.words(instrument.testimonium),
        done=frame.words(instrument.done),
        annexes=tuple(map(provision, instrument.annexes)),
        notes=frame.notes(instrument.notes, None),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _ProvisionReferences:
    """A provision, the positions in it that can be referred to, and the arguments of `_Citer.cite` for each reference.

    Equal to itself alone, so that it is a cache key without being compared field by field.
    """

    provision: Provision
    targets: tuple[Position, ...]
    references: tuple[tuple[Reference, Position | None, bool], ...]


@cached(KEPT)
def _collect(provision: Provision) -> _ProvisionReferences:
    references: list[tuple[Reference, Position | None, bool]] = []

    def collect(*reference: Any) -> Citation:
        references.append(reference)
        return ()

    _Rewriter(collect).provision(provision)
    positions = () if provision.kind == "recital" else positions_in(provision)
    targets = (position for position in positions if position.label or position.block is provision)
    return _ProvisionReferences(provision, tuple(targets), tuple(references))


@cached(KEPT)
def _with_citations(collected: _ProvisionReferences, citations: tuple[Citation, ...]) -> Provision:
    """The provision with the words of its references, which are given in reading order."""
    if not citations:
        return collected.provision
    following = iter(citations)
    return _Rewriter(lambda *_: next(following)).provision(collected.provision)


@dataclass(frozen=True, slots=True)
class _Citer:
    """The words of references in one instrument; `targets` are its positions by clause and label."""

    targets: Mapping[tuple[str, str], Position]
    language: Language
    register: str

    def cite(self, reference: Reference, here: Position | None, begins: bool) -> Citation:
        """The words of a reference at `here`; empty where it has no target. With `begins` they take a capital."""
        clause = reference.clause or (here.provision.clause if here else "")
        target = self.targets.get((clause, reference.label))
        if target is None or reference.case not in ("", *self.language.grammar.forms):
            return ()
        first, *rest = cite(target, here, self.language, self.register, reference.form, reference.case)
        return (capital(first) if begins and isinstance(first, str) else first, *rest)


@dataclass(frozen=True, slots=True)
class _Rewriter:
    """Rebuilds a tree with the words that `cite` gives for each reference, called in reading order."""

    cite: Callable[[Reference, Position | None, bool], Citation]

    def provision(self, provision: Provision) -> Provision:
        here = Position(provision)
        return _changed(
            provision,
            heading=self.words(provision.heading, here),
            blocks=tuple([self.block(block, here) for block in provision.blocks]),
            notes=self.notes(provision.notes, here),
        )

    def block(self, block: Block, here: Position) -> Block:
        match block:
            case Unit():
                return self.unit(block, here)
            case Table():
                return _changed(
                    block,
                    header=self.cells(block.header, here),
                    rows=tuple([self.cells(row, here) for row in block.rows]),
                    total=self.cells(block.total, here),
                    caption=self.words(block.caption, here),
                    notes=self.notes(block.notes, here),
                )
            case Heading():
                return _changed(block, words=self.words(block.words, here), notes=self.notes(block.notes, here))
            case Fill():
                return block
            case _:
                assert_never(block)

    def unit(self, unit: Unit, around: Position | None) -> Unit:
        here = Position(around.provision, (*around.units, unit)) if around else None
        return _changed(
            unit,
            words=self.words(unit.words, here, begins=unit.kind in ("paragraph", "text")),
            items=tuple([self.unit(item, here) if isinstance(item, Unit) else item for item in unit.items]),
            closing=self.words(unit.closing, here, begins=False),
            notes=self.notes(unit.notes, here),
        )

    def cells(self, row: tuple[Inlines, ...], here: Position) -> tuple[Inlines, ...]:
        return tuple([self.words(cell, here) for cell in row])

    def notes(self, notes: tuple[Note, ...], here: Position | None) -> tuple[Note, ...]:
        return tuple([_changed(note, words=self.words(note.words, here)) for note in notes])

    def words(self, words: Inlines, here: Position | None = None, begins: bool = True) -> Inlines:
        """The words with their references cited. `begins`: they begin a sentence, so "paragraph 2" takes a capital."""
        if _MAY_REFER.isdisjoint(map(type, words)):
            return words
        result: list[Inline] = []
        for word in words:
            match word:
                case Reference():
                    word = Reference(word.clause, word.label, word.form, self.cite(word, here, begins), word.case)
                case Emphasis(inner) | Bracket(inner):
                    word = replace(word, words=self.words(inner, here, begins))
                case Text() | Term() | Name() | Hole():
                    pass
                case _:
                    assert_never(word)
            result.append(word)
            blank = isinstance(word, Text) and not word.text.strip()
            begins = begins if blank else isinstance(word, Text) and _ENDED.search(word.text) is not None
        return tuple(result)


_MAY_REFER = frozenset((Reference, Emphasis, Bracket))


def _changed(node: T, **new: Any) -> T:
    """The node with these fields; the node itself where nothing in them is new, as in most of a text."""
    for name, value in new.items():
        old = getattr(node, name)
        if old is not value and (len(old) != len(value) or not all(map(is_, old, value))):
            return cast(T, replace(cast(Any, node), **new))
    return node


_ENDED = re.compile(r"\w[\w)\]”»\"'][.?!][)\]”»\"']*\s+$")  # the end of a sentence, not of "e.g."
