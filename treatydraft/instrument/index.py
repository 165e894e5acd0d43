"""An index of an instrument: terms, references and holes, each with the address of the block it stands in.

The checks read this once instead of walking the tree each. Notes are no part of the text and are not indexed.
Addresses are ``clause#label``; a block of a drafter's own words without label stands under its position
(``clause#duty/b``), a heading of an article or an annex under ``clause``, a heading of a part under the part's name,
and the frame under ``title``, ``opening``, ``enacting``, ``testimonium`` and ``done``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

from treatydraft.instrument.plain_text import plain_text, spans
from treatydraft.instrument.reading_order import FrameWords, SignatureBlock, reading_order
from treatydraft.instrument.reference import Position, cite, positions
from treatydraft.instrument.tree import (
    Fill,
    Heading,
    Hole,
    Inline,
    Inlines,
    Instrument,
    Node,
    Part,
    Provision,
    Reference,
    Table,
    Term,
    Unit,
    address,
    walk,
)
from treatydraft.language import Language


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)  # equal to itself alone: a key of caches
class Index:
    """The index of one numbered instrument.

    `definitions` and `uses` map the name of a term to the addresses where it is defined or used, in reading order.
    `references` and `holes` are pairs of an address and the node; a reference without `text` dangles. `duplicates`
    are the addresses that more than one provision or block claims. `located` maps an address to its position, `words`
    to its runs of words: the words of a unit and those that close its list, the cells of a table.
    """

    register: str
    definitions: Mapping[str, tuple[str, ...]]
    uses: Mapping[str, tuple[str, ...]]
    references: tuple[tuple[str, Reference], ...]
    holes: tuple[tuple[str, Hole], ...]
    duplicates: tuple[str, ...]
    located: Mapping[str, Position]
    words: Mapping[str, tuple[Inlines, ...]]

    def cite(self, address: str, language: Language) -> str:
        """The citation of an address: "Article 7, paragraph 2"; the address itself where nothing has it."""
        position = self.located.get(address)
        if position is None:
            return address
        if position.provision.kind == "recital":
            return f"recital {position.units[0].eid.removeprefix('rec_')}" if position.units else "preamble"
        words = cite(position, None, language, self.register)
        return "".join(piece if isinstance(piece, str) else piece.text for piece in words)

    def text(self, address: str, language: Language) -> str:
        """The plain text of what stands at an address, a line for each of its runs; empty for what is not there."""
        return _BETWEEN.join(text for _, _, text in self.runs(address, language))

    def runs(self, address: str, language: Language) -> Iterator[tuple[int, Inlines, str]]:
        """The runs of words at an address, each with its offset in the text of the address, and its plain text."""
        start = 0
        for words in self.words.get(address, ()):
            text = plain_text(words, language)
            yield start, words, text
            start += len(text) + len(_BETWEEN)

    def spans(self, address: str, language: Language) -> Iterator[tuple[Inline, tuple[int, int]]]:
        """Every inline at an address with its offset and length in the text of the address."""
        for start, words, _ in self.runs(address, language):
            yield from spans(words, language, start)


_BETWEEN = "\n"
"""The separator of the runs of words in the text of an address."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something an instrument lacks: the address, what it is, and the clause that would fill it (or empty)."""

    address: str
    what: str
    clause: str = ""


def gaps(instrument: Instrument) -> Iterator[Gap]:
    """What is missing in a numbered instrument: its holes, then the references to what is not in it."""
    if not any(isinstance(node, Hole | Fill) or _dangles(node) for node in walk(instrument)):
        return  # nearly always, and sooner known than the index is made
    indexed = index(instrument)
    for where, hole in indexed.holes:
        yield Gap(where, f"{hole.what} is missing")
    for where, reference in indexed.references:
        if _dangles(reference):
            target = address(reference.clause, reference.label)
            yield Gap(where, f"it refers to {target}, which is not in the instrument", reference.clause)


def _dangles(node: Node) -> bool:
    return isinstance(node, Reference) and not node.text


def index(instrument: Instrument) -> Index:
    """The index of a numbered instrument. A place that was to be filled and was not counts as a hole."""
    definitions: dict[str, list[str]] = {}
    uses: dict[str, list[str]] = {}
    references: list[tuple[str, Reference]] = []
    holes: list[tuple[str, Hole]] = []
    runs: dict[str, list[Inlines]] = {}
    for where, words in texts(instrument):
        if words:
            runs.setdefault(where, []).append(words)
        for node in (node for word in words for node in walk(word)):
            match node:
                case Term():
                    (definitions if node.defines else uses).setdefault(term_name(node), []).append(where)
                case Reference():
                    references.append((where, node))
                case Hole():
                    holes.append((where, node))
    located: dict[str, Position] = {}
    claims: Counter[str] = Counter()
    for position in positions(instrument):
        located.setdefault(position.address, position)
        claims[position.address] += 1
    return Index(
        register=instrument.register,
        definitions={key: tuple(addresses) for key, addresses in definitions.items()},
        uses={key: tuple(addresses) for key, addresses in uses.items()},
        references=tuple(references),
        holes=tuple(holes),
        duplicates=tuple(name for name, times in claims.items() if times > 1),
        located=located,
        words={name: tuple(words) for name, words in runs.items()},
    )


def term_name(term: Term) -> str:
    """The key of a term with every space, breaking or not, as one: terms with the same name are the same."""
    return " ".join(term.key.split())


def texts(instrument: Instrument) -> Iterator[tuple[str, Inlines]]:
    """Every run of words with its address, in reading order; what stands above the signatures has none."""
    for element in reading_order(instrument):
        match element:
            case FrameWords(name, words):
                yield name, words
            case Unit():
                yield from _frame(element)
            case Part() | Provision():
                yield from _body((element,))
            case SignatureBlock():
                pass
            case _:
                assert_never(element)


def _frame(item: Unit | Fill) -> Iterator[tuple[str, Inlines]]:
    if isinstance(item, Fill):
        yield "opening", (Hole(item.what),)
        return
    yield "opening", item.words
    for below in item.items:
        yield from _frame(below)
    yield "opening", item.closing


def _body(content: Iterable[Part | Provision]) -> Iterator[tuple[str, Inlines]]:
    for item in content:
        if isinstance(item, Part):
            yield item.name or item.eid, item.heading
            yield from _body(item.content)
        else:
            yield from _provision(item)


def _provision(provision: Provision) -> Iterator[tuple[str, Inlines]]:
    yield provision.clause, provision.heading
    for block in provision.blocks:
        match block:
            case Unit():
                yield from _unit(Position(provision, (block,)), block)
            case Heading(words):
                yield provision.clause, words
            case Fill(what):
                yield provision.clause, (Hole(what),)
            case Table():
                where = Position(provision, table=block).address
                for cells in ((block.caption,), block.header, *block.rows, block.total):
                    yield from ((where, cell) for cell in cells)
            case _:
                assert_never(block)


def _unit(position: Position, unit: Unit) -> Iterator[tuple[str, Inlines]]:
    yield position.address, unit.words
    for item in unit.items:
        if isinstance(item, Fill):
            yield position.address, (Hole(item.what),)
        else:
            yield from _unit(Position(position.provision, (*position.units, item)), item)
    yield position.address, unit.closing
