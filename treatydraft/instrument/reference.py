"""What a reference points to, and its words, which depend on where it stands.

The style is that of the United Nations and the United Kingdom, one number a level:

    from another article     Article 3    Article 3, paragraph 2    Article 3, paragraph 2(a)(i)    Annex B
    into a sole paragraph    Article 3    Article 3, subparagraph (a)
    in the same article      paragraph 2    paragraph 2(a)    subparagraph (a) of a sole paragraph
    in the same paragraph    subparagraph (b)    subparagraph (b)(i)    in the same subparagraph, point (ii)
    to what it stands in     this Article    this paragraph    this subparagraph
    to what goes on in it    Article 3, paragraph 4    Article 3, paragraphs 4 to 6    or just paragraphs 4 to 6

A language that puts an article or a case before a level does so with the first of them: "à l’article 3, paragraphe 2".
A block without a number is cited as what it stands in, a table as its annex. Recitals bind nobody, so nothing can
refer to one. Where a label stands twice in a clause, the first has it.
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

Citation = tuple[str | Pointer, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """A provision, or a block in it with the units it stands in, the outermost first and the block's own last."""

    provision: Provision
    units: tuple[Unit, ...] = ()
    table: Table | None = None

    @property
    def block(self) -> Provision | Unit | Table:
        """The innermost block of the position, or the provision."""
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


def positions(instrument: Instrument) -> Iterator[Position]:
    """Every provision, unit and table, in reading order."""
    for provision in provisions(instrument):
        yield from positions_in(provision)


def positions_in(provision: Provision) -> Iterator[Position]:
    """The provision, and every unit and table in it, in reading order."""
    yield Position(provision)
    for block in provision.blocks:
        if isinstance(block, Table):
            yield Position(provision, table=block)
        elif isinstance(block, Unit):
            yield from _below(Position(provision, (block,)))


def _below(position: Position) -> Iterator[Position]:
    yield position
    for item in position.units[-1].items:
        if isinstance(item, Unit):
            yield from _below(Position(position.provision, (*position.units, item)))


def cite(
    target: Position, here: Position | None, language: Language, register: str, form: str = "", case: str = ""
) -> Citation:
    """The citation of `target` as it reads at `here` (outside the provisions: None), in words and pointers.

    `form` is ``number`` for the pointers alone, those of the last level named (a reference to paragraph 2(a) of
    another article gives "2(a)"), ``article`` for the provision alone, empty for the usual words. `case` is one of the
    forms of the language: it changes words, and numbers alone stay as they are.
    """
    first, *rest = _uninflected(target, here, language, register, form)
    return (language.grammar.put(first, case) if case and isinstance(first, str) else first, *rest)


def _uninflected(target: Position, here: Position | None, language: Language, register: str, form: str) -> Citation:
    """The citation before its first words are put into a case."""
    provision = target.provision
    same_article = here is not None and _article(here.provision) == _article(provision)
    article = _cite_article(provision, language, register, same_article=same_article)
    if form == "article":
        return article
    same_clause = here is not None and here.provision.clause == provision.clause
    continuation = provision.continues and not target.units and not same_clause
    if continuation and (paragraphs := _paragraphs(provision, language, register, begins=same_article)):
        if same_article:
            return paragraphs
        return (*(article[-1:] if form == "number" else article), ", ", *paragraphs)
    if any(unit.number for unit in target.units):
        surrounding = {unit.eid for unit in here.units} if same_article and here else set()
        return _cite_unit(target, surrounding, language, register, form, same_article=same_article)
    return (_article_pointer(provision, language),) if form == "number" else article


def _cite_unit(
    target: Position, surrounding: set[str], language: Language, register: str, form: str, *, same_article: bool
) -> Citation:
    """The citation of a numbered unit. `surrounding` are the element ids of the units around the reference.

    Levels that the reference and its target share are left out: "subparagraph (b)" in the same paragraph.
    """
    numbered = [unit for unit in target.units if unit.number]
    cited = [unit for unit in numbered if unit.eid not in surrounding]
    pointers = tuple(Pointer(unit.eid, unit.number.rstrip(".")) for unit in cited or numbered[-1:])
    if form == "number":
        return pointers
    if not cited:
        return (language.this(numbered[-1].kind, register),)
    article = _cite_article(target.provision, language, register, same_article=same_article)
    level = language.level(cited[0].kind, register)
    if not same_article:
        return (*article, f", {level} ", *pointers)
    outermost, provision = target.units[0], target.provision
    several_units = provision.continues or sum(isinstance(block, Unit) for block in provision.blocks) > 1
    if several_units and not outermost.number and outermost.eid not in surrounding:
        return (f"{article[0]}, {level} ", *pointers)  # no number says which of the blocks it stands in
    return (f"{language.cited(cited[0].kind, register)} ", *pointers)


def _cite_article(provision: Provision, language: Language, register: str, *, same_article: bool) -> Citation:
    """The article or annex of a provision, "this Article" in itself."""
    if same_article:
        return (language.this(provision.kind, register),)
    return (f"{language.cited(provision.kind, register)} ", _article_pointer(provision, language))


def _article_pointer(provision: Provision, language: Language) -> Pointer:
    return Pointer(_article(provision), language.grammar.cited_number(provision.kind, provision.number))


def _article(provision: Provision) -> str:
    """The element id of the article, or annex, that a provision is or goes on in."""
    return provision.eid.partition("__")[0]


def _paragraphs(provision: Provision, language: Language, register: str, *, begins: bool) -> Citation:
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
