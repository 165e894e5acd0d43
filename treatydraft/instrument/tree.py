"""The tree of an instrument: what every stage takes or gives.

Nodes are frozen; a stage that changes something builds a new tree with `rewrite`. First inline (what stands in a line),
then blocks, provisions and the instrument. Normal form of inlines: no empty `Text`, no two side by side (`normal`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from treatydraft.instrument.walking import children, rewrite, walk

__all__ = [
    "Block",
    "Bracket",
    "Emphasis",
    "Fill",
    "Heading",
    "Hole",
    "Inline",
    "Inlines",
    "Instrument",
    "Name",
    "Node",
    "Note",
    "NumberingStyle",
    "Part",
    "Pointer",
    "Provision",
    "Reference",
    "Signatory",
    "Table",
    "Term",
    "Text",
    "Unit",
    "address",
    "articles",
    "children",
    "normal",
    "provisions",
    "rewrite",
    "walk",
]
# ------------------------------------------------------------------------------------------------ inline


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words. A line break a person typed is a newline in it."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words in italics; never within another emphasis."""

    words: Inlines


@dataclass(frozen=True, slots=True)
class Bracket:
    """Text that is not agreed; printed in square brackets, nests, and is never dropped."""

    words: Inlines


@dataclass(frozen=True, slots=True)
class Term:
    """A defined term, used (or, with `defines`, defined here). Prints as `surface`, or as the key without one."""

    key: str
    surface: str = ""
    defines: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A name or a quotation: rules about words pass it by. Prints as its text, without marks of its own."""

    text: str


@dataclass(frozen=True, slots=True)
class Hole:
    """Something that is missing and stays visible, such as an answer not given; prints in marks and is a finding."""

    what: str


@dataclass(frozen=True, slots=True)
class Pointer:
    """One number in the text of a reference: the `eid` it points to and the number as it is printed."""

    eid: str
    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to a provision (`clause`, empty for the one it stands in) or a labelled block of it.

    `form` is empty for the usual words ("Article 3, paragraph 2"), or ``number`` (the numbers alone), or ``article``
    (the article without its paragraph). `case` is what the words stand behind or in ("à l’article 3"), one of
    `treatydraft.language.grammar.CASES`; empty where nothing changes them. `text` is set by numbering: words and
    pointers in order. A reference that has been numbered and still has no `text` is dangling.
    """

    clause: str = ""
    label: str = ""
    form: str = ""
    text: tuple[str | Pointer, ...] = ()
    case: str = ""


Inline = Text | Emphasis | Bracket | Term | Name | Hole | Reference
Inlines = tuple[Inline, ...]

# ------------------------------------------------------------------------------------------------ blocks


@dataclass(frozen=True, slots=True)
class Note:
    """A note on the block it belongs to; no part of the text. `source` is ``drafter``, or the stage that added it."""

    words: Inlines
    source: str = "drafter"


@dataclass(frozen=True, slots=True)
class Fill:
    """A place the composition fills, such as ``definitions``."""

    what: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph, subparagraph or point: words, the list below them, and the words that close the list.

    `kind` is ``paragraph`` (numbered, level 0), ``text`` (unnumbered, level 0: a recital, a sole paragraph),
    ``subparagraph`` (level 1) or ``point`` (level 2). `join` is ``and`` or ``or`` where the list has one.
    Numbering sets `number` (as printed: ``1.``, ``(a)``; empty for a sole or unnumbered paragraph), `end` (the mark
    the tree adds after the words: ``;``, ``; and``, ``.``, ``,``), `eid` (``art_7__para_2__point_a``) and `locator`
    (what stands behind ``#`` in its address: the label or, for a drafter's own words without one, the position under
    the nearest label above or in the provision, ``duty/b`` or ``2/b``).
    """

    kind: str
    words: Inlines
    label: str = ""
    items: tuple[Unit | Fill, ...] = ()
    join: str = ""
    closing: Inlines = ()
    notes: tuple[Note, ...] = ()
    number: str = ""
    end: str = ""
    eid: str = ""
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of an annex; `align` holds ``left``, ``center`` or ``right`` a column, `total` a last row that sums.

    Numbering sets `eid` and `locator` as it does of a `Unit`.
    """

    header: tuple[Inlines, ...]
    align: tuple[str, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    total: tuple[Inlines, ...] = ()
    caption: Inlines = ()
    label: str = ""
    notes: tuple[Note, ...] = ()
    eid: str = ""
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside an annex."""

    words: Inlines
    notes: tuple[Note, ...] = ()


Block = Unit | Table | Heading | Fill

# ------------------------------------------------------------------------------------------------ the instrument


@dataclass(frozen=True, slots=True)
class Provision:
    """What one clause yields: an article, an annex, or the recitals of one clause. `kind` says which.

    `clause` is the clause's id and the root of every address in it; `because` why it is in the text. One that
    `continues` goes on in the article (or annex) before it: it has that one's number and no heading, and its
    paragraphs count on. Numbering sets `number` (``7``, ``VII``, ``A``) and `eid`.
    """

    kind: str
    clause: str
    heading: Inlines
    blocks: tuple[Block, ...]
    variant: str = ""
    because: str = ""
    notes: tuple[Note, ...] = ()
    continues: bool = False
    number: str = ""
    eid: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part or a chapter (`kind`) with its heading and what stands in it."""

    kind: str
    name: str
    heading: Inlines
    content: tuple[Part | Provision, ...]
    number: str = ""
    eid: str = ""


@dataclass(frozen=True, slots=True)
class Signatory:
    """A party as it stands in the frame: formal and short name, its roles, and the words above its signature.

    `dated` stands before the place for the date of its signature; empty where the text has the date.
    """

    code: str
    name: str
    short: str
    roles: tuple[str, ...]
    signs: str
    dated: str = ""


@dataclass(frozen=True, slots=True)
class NumberingStyle:
    """How the instrument numbers itself: articles ``decimal`` or ``roman``; headings on articles or none."""

    articles: str = "decimal"
    headings: bool = True


@dataclass(frozen=True, slots=True)
class Instrument:
    """A whole instrument, title to annexes, with `notes` on the whole or on what has none of its own.

    `date` is the draft's, in ISO form, or empty; `library` names the library it comes from, and its version.
    """

    title: Inlines
    register: str
    language: str
    parties: tuple[Signatory, ...] = ()
    opening: tuple[Unit, ...] = ()
    preamble: tuple[Provision, ...] = ()
    enacting: Inlines = ()
    body: tuple[Part | Provision, ...] = ()
    testimonium: Inlines = ()
    done: Inlines = ()
    annexes: tuple[Provision, ...] = ()
    scheme: NumberingStyle = NumberingStyle()
    date: str = ""
    revision: int = 1
    library: str = ""
    notes: tuple[Note, ...] = ()

    @property
    def signing(self) -> tuple[Signatory, ...]:
        """The parties that sign; a declaration may be issued without signatures."""
        return tuple(party for party in self.parties if party.signs)


Node = Inline | Pointer | Note | Block | Provision | Part | Signatory | NumberingStyle | Instrument


def normal(words: Iterable[Inline]) -> Inlines:
    """The same words in normal form: neighbouring texts joined, empty ones gone."""
    result: list[Inline] = []
    for word in words:
        if isinstance(word, Text) and result and isinstance(result[-1], Text):
            result[-1] = Text(result[-1].text + word.text)
        elif not isinstance(word, Text) or word.text:
            result.append(word)
    return tuple(result)


def provisions(instrument: Instrument) -> Iterator[Provision]:
    """Every provision in reading order: recitals, articles (inside parts or not), annexes."""
    yield from instrument.preamble
    yield from articles(instrument.body)
    yield from instrument.annexes


def articles(content: Iterable[Part | Provision]) -> Iterator[Provision]:
    """The articles in `content`, those inside parts and chapters included, in order."""
    for item in content:
        yield from articles(item.content) if isinstance(item, Part) else (item,)


def address(clause: str, label: str = "") -> str:
    """The address of a provision, or of the block in it with this label or locator: ``clause#label``."""
    return f"{clause}#{label}" if label else clause
