"""What a reference points to, and how it is spoken from where it stands.

The style is that of the United Nations and the United Kingdom, one number a level:

    from another article     Article 3    Article 3, paragraph 2    Article 3, paragraph 2(a)(i)    Annex B
    into a sole paragraph    Article 3    Article 3, subparagraph (a)
    in the same article      paragraph 2    paragraph 2(a)    subparagraph (a) of a sole paragraph
    in the same paragraph    subparagraph (b)    subparagraph (b)(i)    in the same subparagraph, point (ii)
    to where one stands      this Article    this paragraph    this subparagraph
    to what goes on in it    Article 3, paragraph 4    Article 3, paragraphs 4 to 6    or just paragraphs 4 to 6

A language that puts an article or a case before a level does so with the first of them: "à l’article 3, paragraphe 2".
A block without a number is spoken of as what it stands in. A table is spoken of as its annex. Recitals bind nobody,
so nothing can refer to one. Where a label stands twice in a clause, the first has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from treatydraft.instrument.tree import (
    Instrument,
    Pointer,
    Provision,
    Table,
    Unit,
    address,
    provisions,
)
from treatydraft.language import Language

Spoken = tuple[str | Pointer, ...]


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
        """``clause#locator``, or the clause alone for a provision."""
        return address(self.provision.clause, "" if isinstance(self.block, Provision) else self.block.locator)


def places(instrument: Instrument) -> Iterator[Place]:
    """Every provision, unit and table, in reading order."""
    for provision in provisions(instrument):
        yield from places_in(provision)


def places_in(provision: Provision) -> Iterator[Place]:
    """The provision, and every unit and table in it, in reading order."""
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


def cite(there: Place, here: Place | None, language: Language, register: str, form: str = "", case: str = "") -> Spoken:
    """The words for the place `there` as said at `here` (nowhere in the provisions: None), in words and pointers.

    `form` is ``number`` for the pointers alone, those of the last level named (a reference to paragraph 2(a) of
    another article gives "2(a)"), ``article`` for the provision alone, empty for the usual words. `case` is one of the
    forms of the language, into which words are put, and numbers alone are not.
    """
    first, *rest = _named(there, here, language, register, form)
    return (language.grammar.put(first, case) if case and isinstance(first, str) else first, *rest)


def _named(there: Place, here: Place | None, language: Language, register: str, form: str) -> Spoken:
    provision = there.provision
    own = here is not None and _article(here.provision) == _article(provision)
    number = language.grammar.cited_number(provision.kind, provision.number)
    whole = Pointer(_article(provision), number)
    this = language.this(provision.kind, register) if own else f"{language.cited(provision.kind, register)} "
    stands = here is not None and here.provision.clause == provision.clause
    if provision.continues and not there.units and not stands and form != "article":
        said = _paragraphs(provision, language, register, begins=own)
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
    return (f"{this}, {level}" if lost else f"{language.cited(apart[0].kind, register)} ", *pointers)


def _article(provision: Provision) -> str:
    """The element id of the article, or annex, that a provision is or goes on in."""
    return provision.eid.partition("__")[0]


def _paragraphs(provision: Provision, language: Language, register: str, *, begins: bool) -> Spoken:
    """The paragraphs of a provision: "paragraph 4", "paragraphs 4 and 5", "paragraphs 4 to 6".

    Words that begin with them take what the language puts before a level.
    """
    units = [block for block in provision.blocks if isinstance(block, Unit) and block.number]
    pointers = [Pointer(unit.eid, unit.number.rstrip(".")) for unit in units]
    name = language.cited if begins else language.level
    if len(pointers) < 2:
        return (f"{name('paragraph', register)} ", *pointers) if pointers else ()
    between = language.lists["and"][1] if len(pointers) == 2 else str(language.levels["through"])
    return (f"{name('paragraphs', register)} ", pointers[0], between, pointers[-1])
