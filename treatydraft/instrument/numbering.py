"""Numbers, end marks and element ids, then the words of every reference.

`number` looks only at what the author wrote, never at what an earlier numbering set, so it is idempotent and can run
after any rewrite of the tree.

Element ids follow the naming convention of Akoma Ntoso:

    part_I  part_I__chp_2                       parts and chapters; chapters are counted inside their part
    art_7  art_7__para_2                        articles run through all parts; the id is decimal whatever is printed
    art_7__para_1                               also a sole paragraph, so that a second one does not change its id
    art_7__p_1                                  an unnumbered block, counted apart from the paragraphs
    art_7__para_2__point_a__point_i             subparagraphs and points are both ``point``
    recs_1  rec_3  rec_3__point_a               the recitals of one clause; one recital, counted through the preamble
    annex_A  annex_A__para_1  annex_A__table_1
    art_7__cont_1                               what continues an article; its paragraphs are the article's own
    opening_1                                   the words before the preamble
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count
from typing import TypeVar, assert_never

from treatydraft.cache import cached
from treatydraft.instrument.citation import KEPT, resolve
from treatydraft.instrument.tree import (
    Block,
    Bracket,
    Emphasis,
    Fill,
    Hole,
    Inlines,
    Instrument,
    Name,
    Part,
    Provision,
    Reference,
    Table,
    Term,
    Text,
    Unit,
)
from treatydraft.language import Language

T = TypeVar("T")

MARKS = tuple(".,;:?!")
"""Words that end in one of these get no mark from the tree."""


def number(instrument: Instrument, language: Language) -> Instrument:
    """The instrument with its numbers, end marks and element ids set, and every reference put in words.

    A reference whose target is not in the instrument keeps no words (`Reference.text` is empty): it dangles.
    """
    recitals, articles = count(1), count(1)
    romans = instrument.scheme.articles == "roman"
    numbered = replace(
        instrument,
        opening=tuple(
            _unit(unit, "", f"opening_{n}", str(n), "", ",", language) for n, unit in enumerate(instrument.opening, 1)
        ),
        preamble=tuple(_recitals(p, n, recitals, language) for n, p in enumerate(instrument.preamble, 1)),
        body=tuple(_body(instrument.body, "", romans, articles, language)),
        annexes=tuple(
            provision
            for n, annex in enumerate(_wholes(instrument.annexes), 1)
            for provision in _provisions(annex, letters(n).upper(), f"annex_{letters(n).upper()}", language)
        ),
    )
    return resolve(numbered, language)


def roman(n: int) -> str:
    """A whole number above zero in roman figures: 4 is "IV"."""
    figures = ""
    for value, figure in zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), _ROMAN, strict=True):
        figures += figure * (n // value)
        n %= value
    return figures


def letters(n: int) -> str:
    """A whole number above zero in letters: "a" to "z", then "aa", "bb", as word processors count."""
    return chr(ord("a") + (n - 1) % 26) * ((n - 1) // 26 + 1)


_ROMAN = ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")


def _body(
    content: Iterable[Part | Provision], inside: str, romans: bool, articles: Iterator[int], language: Language
) -> Iterator[Part | Provision]:
    parts, chapters = count(1), count(1)
    for item in _wholes(content):
        if isinstance(item, tuple):
            n = next(articles)
            yield from _provisions(item, roman(n) if romans else str(n), f"art_{n}", language)
            continue
        if item.kind == "chapter":
            figure, short = str(next(chapters)), "chp"
        else:
            figure, short = roman(next(parts)), "part"
        eid = f"{inside}{short}_{figure}"
        below = tuple(_body(item.content, f"{eid}__", romans, articles, language))
        yield replace(item, number=figure, eid=eid, content=below)


def _wholes(content: Iterable[T | Provision]) -> Iterator[T | tuple[Provision, ...]]:
    """The content with each article, or annex, beside what continues it. What has nothing to continue stands alone."""
    whole: tuple[Provision, ...] = ()
    for item in content:
        if isinstance(item, Provision) and whole and item.continues:
            whole = (*whole, item)
            continue
        if whole:
            yield whole
        whole = (item,) if isinstance(item, Provision) else ()
        if not isinstance(item, Provision):
            yield item
    if whole:
        yield whole


def _recitals(provision: Provision, n: int, recitals: Iterator[int], language: Language) -> Provision:
    """The recitals of one clause: unnumbered, and each ends in a comma, since the sentence goes on to its verb."""
    blocks = tuple(
        _unit(block, "", f"rec_{next(recitals)}", place, ",", ",", language) if isinstance(block, Unit) else block
        for place, block in _placed(provision.blocks)
    )
    return replace(provision, number="", eid=f"recs_{n}", blocks=blocks)


@cached(KEPT)
def _provisions(whole: tuple[Provision, ...], figure: str, eid: str, language: Language) -> tuple[Provision, ...]:
    """An article or an annex, which has this number, and what continues it: its blocks are counted through them all."""
    numbered: list[Provision] = []
    sole = [block.kind for part in whole for block in part.blocks if isinstance(block, Unit)] == ["paragraph"]
    counted: Counter[str] = Counter()
    for n, provision in enumerate(whole):
        blocks: list[Block] = []
        for place, block in _placed(provision.blocks):
            if isinstance(block, Table):
                counted["table"] += 1
                block = replace(block, eid=f"{eid}__table_{counted['table']}", locator=block.label or place)
            elif isinstance(block, Unit):
                counted[block.kind] += 1
                printed, short = _figure(block.kind, counted[block.kind])
                block = _unit(block, "" if sole else printed, f"{eid}__{short}", place, "", ".", language)
            blocks.append(block)
        own = f"{eid}__cont_{n}" if n else eid
        numbered.append(replace(provision, continues=n > 0, number=figure, eid=own, blocks=tuple(blocks)))
    return tuple(numbered)


def _placed(blocks: Iterable[Block]) -> Iterator[tuple[str, Block]]:
    """The blocks of a provision, each with its position among those that can have a label."""
    labelled = count(1)
    for block in blocks:
        yield str(next(labelled)) if isinstance(block, Unit | Table) else "", block


def _figure(kind: str, n: int) -> tuple[str, str]:
    """The number of the nth unit of a kind as printed, and its part of the element id."""
    match kind:
        case "paragraph":
            return f"{n}.", f"para_{n}"
        case "subparagraph":
            return f"({letters(n)})", f"point_{letters(n)}"
        case "point":
            return f"({roman(n).lower()})", f"point_{roman(n).lower()}"
        case _:
            return "", f"p_{n}"


def _unit(unit: Unit, printed: str, eid: str, place: str, own: str, last: str, language: Language) -> Unit:
    """A unit with its number, its id, its locator and those of the list below it.

    `place` is the locator of a unit without label, `own` the mark it ends with when it has no list, `last` the mark
    its list ends with when nothing closes it. Words that announce a list bear a mark of their own (":"), and so do
    the words that close one.
    """
    end = "" if unit.items or _marked(unit.words) else own
    locator = unit.label or place
    items = tuple(_items(unit, eid, locator, "," if unit.closing else last, language)) if unit.items else ()
    # written out, since `replace` takes twice as long and there are hundreds
    return Unit(
        unit.kind, unit.words, unit.label, items, unit.join, unit.closing, unit.notes, printed, end, eid, locator
    )


def _items(unit: Unit, eid: str, locator: str, last: str, language: Language) -> Iterator[Unit | Fill]:
    left = sum(isinstance(item, Unit) for item in unit.items)
    counted: Counter[str] = Counter()
    for item in unit.items:
        if isinstance(item, Fill):
            yield item
            continue
        left -= 1
        counted[item.kind] += 1
        printed, short = _figure(item.kind, counted[item.kind])
        mark = ";" if left else last
        if left == 1 and unit.join:
            mark = f"; {language.lists[unit.join][1].strip()}"
        place = f"{locator}/{printed.strip('()')}"
        yield _unit(item, printed, f"{eid}__{short}", place, mark, mark, language)  # a list inside ends as the item


def _marked(words: Inlines) -> bool:
    """Whether the words already end in a mark, also inside emphasis or a bracket."""
    for word in reversed(words):
        match word:
            case Text(text) | Name(text):
                if text.strip():
                    return text.rstrip().endswith(MARKS)
            case Term(key, surface, defines):
                return not defines and (surface or key).endswith(MARKS)
            case Emphasis(inner) | Bracket(inner):
                if inner:
                    return _marked(inner)
            case Hole() | Reference():
                return False
            case _:
                assert_never(word)
    return False
