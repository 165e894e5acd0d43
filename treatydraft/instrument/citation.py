"""The references of a numbered instrument put in words.

Most provisions of a batch are the same in most drafts. What there is to refer to in one, and where its references
stand, is looked for once and kept; what they say is asked for in each draft, and kept with what comes of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from operator import is_
from typing import Any, TypeVar, assert_never, cast

from treatydraft.cache import cached
from treatydraft.instrument.reference import Place, Spoken, cite, places_in
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
"""The provisions that are kept: those of a long treaty in some twenty different companies of parties."""


def resolve(instrument: Instrument, language: Language) -> Instrument:
    """The numbered instrument with every reference in words, those in headings, notes and tables included."""
    read = {id(provision): _read(provision) for provision in provisions(instrument)}
    targets: dict[tuple[str, str], Place] = {}
    for one in read.values():
        for place in one.targets:
            targets.setdefault((place.provision.clause, place.label), place)
    citer = _Citer(targets, language, instrument.register)

    def content(item: Part | Provision) -> Part | Provision:
        if isinstance(item, Provision):
            return provision(item)
        return replace(item, heading=frame.words(item.heading), content=tuple(map(content, item.content)))

    def provision(item: Provision) -> Provision:
        one = read[id(item)]
        return _said(one, tuple([citer.cite(*reference) for reference in one.references]))

    frame = _Words(citer.cite)
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
class _Read:
    """A provision, the places in it that can be referred to, and each reference in it, as `_Citer.cite` takes it.

    It is equal to itself alone, so that it can be a key without being looked through.
    """

    provision: Provision
    targets: tuple[Place, ...]
    references: tuple[tuple[Reference, Place | None, bool], ...]


@cached(KEPT)
def _read(provision: Provision) -> _Read:
    references: list[tuple[Reference, Place | None, bool]] = []

    def met(*reference: Any) -> Spoken:
        references.append(reference)
        return ()

    _Words(met).provision(provision)
    there = () if provision.kind == "recital" else places_in(provision)
    targets = (place for place in there if place.label or place.block is provision)
    return _Read(provision, tuple(targets), tuple(references))


@cached(KEPT)
def _said(read: _Read, said: tuple[Spoken, ...]) -> Provision:
    """The provision with what its references say, each in its turn."""
    if not said:
        return read.provision
    turns = iter(said)
    return _Words(lambda *_: next(turns)).provision(read.provision)


@dataclass(frozen=True, slots=True)
class _Citer:
    """Knows what there is to refer to in an instrument, and how it is spoken of."""

    targets: Mapping[tuple[str, str], Place]
    language: Language
    register: str

    def cite(self, reference: Reference, here: Place | None, begins: bool) -> Spoken:
        """What a reference says where it stands; with `begins` it begins a sentence and takes a capital."""
        clause = reference.clause or (here.provision.clause if here else "")
        there = self.targets.get((clause, reference.label))
        if there is None or reference.case not in ("", *self.language.grammar.forms):
            return ()
        first, *rest = cite(there, here, self.language, self.register, reference.form, reference.case)
        return (capital(first) if begins and isinstance(first, str) else first, *rest)


@dataclass(frozen=True, slots=True)
class _Words:
    """Puts what `say` says of each reference into a tree, in one order, knowing where each stands."""

    say: Callable[[Reference, Place | None, bool], Spoken]

    def provision(self, provision: Provision) -> Provision:
        here = Place(provision)
        return _changed(
            provision,
            heading=self.words(provision.heading, here),
            blocks=tuple([self.block(block, here) for block in provision.blocks]),
            notes=self.notes(provision.notes, here),
        )

    def block(self, block: Block, here: Place) -> Block:
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

    def unit(self, unit: Unit, around: Place | None) -> Unit:
        here = Place(around.provision, (*around.units, unit)) if around else None
        return _changed(
            unit,
            words=self.words(unit.words, here, begins=unit.kind in ("paragraph", "text")),
            items=tuple([self.unit(item, here) if isinstance(item, Unit) else item for item in unit.items]),
            closing=self.words(unit.closing, here, begins=False),
            notes=self.notes(unit.notes, here),
        )

    def cells(self, row: tuple[Inlines, ...], here: Place) -> tuple[Inlines, ...]:
        return tuple([self.words(cell, here) for cell in row])

    def notes(self, notes: tuple[Note, ...], here: Place | None) -> tuple[Note, ...]:
        return tuple([_changed(note, words=self.words(note.words, here)) for note in notes])

    def words(self, words: Inlines, here: Place | None = None, begins: bool = True) -> Inlines:
        """The words with their references spoken. `begins`: they begin a sentence, so "paragraph 2" takes a capital."""
        if _MAY_REFER.isdisjoint(map(type, words)):
            return words
        result: list[Inline] = []
        for word in words:
            match word:
                case Reference():
                    spoken = self.say(word, here, begins)
                    word = Reference(word.clause, word.label, word.form, spoken, word.case)
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
