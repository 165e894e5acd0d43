"""What a reference points to, and how it is spoken from where it stands.

The style is that of the United Nations and the United Kingdom, one number a level:

    from another article     Article 3    Article 3, paragraph 2    Article 3, paragraph 2(a)(i)    Annex B
    into a sole paragraph    Article 3    Article 3, subparagraph (a)
    in the same article      paragraph 2    paragraph 2(a)    subparagraph (a) of a sole paragraph
    in the same paragraph    subparagraph (b)    subparagraph (b)(i)    in the same subparagraph, point (ii)
    to where one stands      this Article    this paragraph    this subparagraph
    to what goes on in it    Article 3, paragraph 4    Article 3, paragraphs 4 to 6    or just paragraphs 4 to 6

A block without a number is spoken of as what it stands in. A table is spoken of as its annex. Recitals bind nobody,
so nothing can refer to one. Where a label stands twice in a clause, the first has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from operator import is_
from typing import Any, TypeVar, cast

from treatydraft.instrument.tree import (
    Block,
    Bracket,
    Emphasis,
    Fill,
    Heading,
    Inline,
    Inlines,
    Instrument,
    Note,
    Part,
    Pointer,
    Provision,
    Reference,
    Table,
    Text,
    Unit,
    address,
    provisions,
)
from treatydraft.language import Language, capital

Spoken = tuple[str | Pointer, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """A provision, or a block in it with the units it stands in, the outermost first and the block's own last."""

    provision: Provision
    units: tuple[Unit, ...] = ()
    table: Table | None = None

    @property
    def block(self) -> Provision | Unit | Table:
        """The innermost block of the place, or the provision."""
        return self.table or (self.units[-1] if self.units else self.provision)

    @property
    def label(self) -> str:
        """The label of the block; empty for a provision and where the author gave none."""
        return "" if isinstance(self.block, Provision) else self.block.label

    @property
    def eid(self) -> str:
        """The element id of the block or the provision."""
        return self.block.eid

    @property
    def address(self) -> str:
        """``clause#label``; a block without label stands under its element id."""
        name = "" if isinstance(self.block, Provision) else self.block.label or self.block.eid
        return address(self.provision.clause, name)


def places(instrument: Instrument) -> Iterator[Place]:
    """Every provision, unit and table, in reading order."""
    for provision in provisions(instrument):
        yield Place(provision)
        for block in provision.blocks:
            if isinstance(block, Table):
                yield Place(provision, table=block)
            elif isinstance(block, Unit):
                yield from _below(Place(provision, (block,)))


def _below(place: Place) -> Iterator[Place]:
    yield place
    for item in place.units[-1].items:
        if isinstance(item, Unit):
            yield from _below(Place(place.provision, (*place.units, item)))


def resolve(instrument: Instrument, language: Language) -> Instrument:
    """The numbered instrument with every reference in words, those in headings, notes and tables included."""
    targets: dict[tuple[str, str], Place] = {}
    for place in places(instrument):
        if place.provision.kind != "recital" and (place.label or (not place.units and not place.table)):
            targets.setdefault((place.provision.clause, place.label), place)
    speaker = _Speaker(targets, language, instrument.register)
    return replace(
        instrument,
        title=speaker.words(instrument.title),
        opening=tuple(speaker.unit(unit, None) for unit in instrument.opening),
        preamble=tuple(map(speaker.provision, instrument.preamble)),
        enacting=speaker.words(instrument.enacting),
        body=tuple(map(speaker.content, instrument.body)),
        testimonium=speaker.words(instrument.testimonium),
        done=speaker.words(instrument.done),
        annexes=tuple(map(speaker.provision, instrument.annexes)),
        notes=speaker.notes(instrument.notes, None),
    )


def speak(there: Place, here: Place | None, language: Language, register: str, form: str = "") -> Spoken:
    """The words for the place `there` as said at `here` (nowhere in the provisions: None), in words and pointers.

    `form` is ``number`` for the pointers alone, those of the last level named (a reference to paragraph 2(a) of
    another article gives "2(a)"), ``article`` for the provision alone, empty for the usual words.
    """
    provision = there.provision
    own = here is not None and _article(here.provision) == _article(provision)
    whole = Pointer(_article(provision), provision.number)
    this = language.this(provision.kind, register) if own else f"{language.level(provision.kind, register)} "
    stands = here is not None and here.provision.clause == provision.clause
    if provision.continues and not there.units and not stands and form != "article":
        said = _paragraphs(provision, language, register)
        if said:
            return said if own else (whole, ", ", *said) if form == "number" else (this, whole, ", ", *said)
    named = [unit for unit in there.units if unit.number and form != "article"]
    stood = {unit.eid for unit in here.units} if own and here else set()
    apart = [unit for unit in named if unit.eid not in stood]
    pointers = tuple(Pointer(unit.eid, unit.number.rstrip(".")) for unit in apart or named[-1:])
    if form == "number":
        return pointers or (whole,)
    if not named:
        return (this,) if own else (this, whole)
    if not apart:
        return (language.this(named[-1].kind, register),)
    level = f"{language.level(apart[0].kind, register)} "
    if not own:
        return (this, whole, f", {level}", *pointers)
    outer = there.units[0]
    beside = provision.continues or sum(isinstance(block, Unit) for block in provision.blocks) > 1
    lost = not outer.number and outer.eid not in stood and beside
    return (f"{this}, {level}" if lost else level, *pointers)


def _article(provision: Provision) -> str:
    """The element id of the article, or annex, that a provision is or goes on in."""
    return provision.eid.partition("__")[0]


def _paragraphs(provision: Provision, language: Language, register: str) -> Spoken:
    """The paragraphs of a provision: "paragraph 4", "paragraphs 4 and 5", "paragraphs 4 to 6"."""
    units = [block for block in provision.blocks if isinstance(block, Unit) and block.number]
    pointers = [Pointer(unit.eid, unit.number.rstrip(".")) for unit in units]
    if len(pointers) < 2:
        return (f"{language.level('paragraph', register)} ", *pointers) if pointers else ()
    between = language.lists["and"][1] if len(pointers) == 2 else str(language.levels["through"])
    return (f"{language.level('paragraphs', register)} ", pointers[0], between, pointers[-1])


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Puts the references of a tree in words, knowing where each stands."""

    targets: Mapping[tuple[str, str], Place]
    language: Language
    register: str

    def content(self, item: Part | Provision) -> Part | Provision:
        if isinstance(item, Provision):
            return self.provision(item)
        return replace(item, heading=self.words(item.heading), content=tuple(map(self.content, item.content)))

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
                    word = Reference(word.clause, word.label, word.form, self.spoken(word, here, begins))
                case Emphasis(inner) | Bracket(inner):
                    word = replace(word, words=self.words(inner, here, begins))
            result.append(word)
            blank = isinstance(word, Text) and not word.text.strip()
            begins = begins if blank else isinstance(word, Text) and _ENDED.search(word.text) is not None
        return tuple(result)

    def spoken(self, reference: Reference, here: Place | None, begins: bool) -> Spoken:
        clause = reference.clause or (here.provision.clause if here else "")
        there = self.targets.get((clause, reference.label))
        if there is None:
            return ()
        first, *rest = speak(there, here, self.language, self.register, reference.form)
        return (capital(first) if begins and isinstance(first, str) else first, *rest)


_MAY_REFER = frozenset((Reference, Emphasis, Bracket))


def _changed(node: T, **new: Any) -> T:
    """The node with these fields; the node itself where nothing in them is new, as in most of a text."""
    for name, value in new.items():
        old = getattr(node, name)
        if old is not value and (len(old) != len(value) or not all(map(is_, old, value))):
            return cast(T, replace(cast(Any, node), **new))
    return node


_ENDED = re.compile(r"\w[\w)\]”»\"'][.?!][)\]”»\"']*\s+$")  # the end of a sentence, not of "e.g."
