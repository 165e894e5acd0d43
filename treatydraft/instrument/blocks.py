"""Reads the lines of a provision into blocks: where one begins, what it belongs to, and what is refused.

`notation` describes the lines. What could be read in two ways is refused, never guessed: a word lost to a
mark, or an item put under the wrong paragraph, changes a treaty.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from treatydraft.instrument.inline import SourceSpan, error, read
from treatydraft.instrument.table import TableDraft
from treatydraft.instrument.tree import Block, Fill, Heading, Note, Unit

_MARK = re.compile(
    r"(?P<figure>[0-9]+)\.(?: |\Z)|\((?P<letter>[a-z]+|[A-Z]|[0-9]{1,2})\)(?: |\Z)|(?P<closing>\.\.\.)|(?P<note>//)"
    r"|(?P<heading>#+)|(?P<fill>::)|(?P<row>\|)|(?P<label>@)"
)
_ROMAN = r"c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
_LETTER = re.compile(rf"[a-z]{{1,2}}|{_ROMAN}")
_FILL = re.compile(r"::([a-z][a-z0-9-]*)")
_LIST = re.compile(r"(?<!\\)(?:\\\\)*:(?P<join> +&(?P<word>[a-z]+))?\Z")


@dataclass(slots=True)
class _UnitDraft:
    kind: str
    label: str
    words: list[SourceSpan]
    items: list[_UnitDraft | Fill] = field(default_factory=list)
    closing: list[SourceSpan] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def announces(self) -> bool:
        return _LIST.search(self._source()) is not None

    def _source(self) -> str:
        return " ".join(span.text for span in self.words)

    def block(self) -> Unit:
        source = self._source()
        announced = _LIST.search(source)
        length, join = len(source), ""
        if announced and announced["join"]:
            length, join = announced.start("join"), announced["word"]
            at = announced.start("word") - 1
            if join not in ("and", "or"):
                hint = "end the words with :, : &and or : &or"
                raise error(self.words, at, f"a list joined by &{join}", hint)
            if not self.items:
                hint = r"write the items below it, or \& for the character"
                raise error(self.words, at, f"a list joined by &{join} that has no items", hint)
        return Unit(
            self.kind,
            read(self.words, length),
            self.label,
            tuple(item if isinstance(item, Fill) else item.block() for item in self.items),
            join,
            read(self.closing),
            tuple(self.notes),
        )


@dataclass(slots=True)
class _HeadingDraft:
    words: SourceSpan
    notes: list[Note] = field(default_factory=list)

    def block(self) -> Heading:
        return Heading(read([self.words]), tuple(self.notes))


class _BlockReader:
    """Reads the lines of a provision one by one; its state is what is open at the line reached."""

    def __init__(self) -> None:
        self.blocks: list[_UnitDraft | TableDraft | _HeadingDraft | Fill] = []
        self.path: list[_UnitDraft] = []  # the last unit with its owners before it, one a level
        self.notes: list[Note] | None = None  # where a note would go
        self.words: list[SourceSpan] | None = None  # what an unmarked line goes on with, and the indent of that
        self.indent = 0
        self.above = ""  # what stands directly above, where no line can go on with it
        self.table: TableDraft | None = None
        self.labels: dict[str, int] = {}
        self.series: Counter[str] = Counter()  # how many blocks each label with a star has numbered

    def line(self, span: SourceSpan) -> None:
        mark = _MARK.match(span.text)
        kind = mark.lastgroup if mark else None
        if kind not in ("row", "note"):
            self.table = None
        if not span.text:
            self.words, self.above = None, ""
        elif mark is None or kind == "label":
            self.unmarked(span, labelled=mark is not None)
        elif kind == "figure":
            self.paragraph(span, mark)
        elif kind == "letter":
            self.item(span, mark)
        elif kind == "closing":
            self.closing(span)
        elif kind == "note":
            self.note(span)
        elif kind == "heading":
            self.heading(span, mark)
        elif kind == "fill":
            self.fill(span)
        else:
            self.row(span)

    def unmarked(self, span: SourceSpan, labelled: bool) -> None:
        indent = span.column - 1
        if self.words is None:
            if self.above:
                raise span.error(f"words directly below {self.above}", "leave an empty line before a new block")
            if indent:
                hint = "mark it as in (a), or start at the margin"
                raise span.error("an indented line with nothing to go on with", hint)
            self.unit(span, 0, 0, "text")
        elif labelled:
            raise span.error("a label within a block", "leave an empty line before a new block, or write \\@")
        elif indent < self.indent:
            hint = "indent it as far, or leave an empty line; begin words after a list with ... and a space"
            raise span.error("a line further left than the block it goes on with", hint)
        elif indent > self.indent and self.indent < 6 and self.lists():
            hint = "mark it, as in (a); a line that goes on with the block above has its indent"
            raise span.error("an unmarked line where a list is announced", hint)
        else:
            self.words.append(span)

    def lists(self) -> bool:
        """Whether the words that are open announce a list, by their last line."""
        words = self.path[-1].words if self.path else []
        return words is self.words and _LIST.search(words[-1].text) is not None

    def paragraph(self, span: SourceSpan, mark: re.Match[str]) -> None:
        if len(mark["figure"]) > 3:
            hint = f"write {mark['figure']}\\. for the words, or join the line to the one above"
            raise span.error(f"{mark['figure']}. would be lost as the number of a paragraph", hint)
        if span.column > 1:
            raise span.error("a numbered paragraph that is indented", "start it at the margin, or mark it as in (a)")
        self.unit(span, mark.end(), 0, "paragraph")

    def item(self, span: SourceSpan, mark: re.Match[str]) -> None:
        if not _LETTER.fullmatch(mark["letter"]):
            hint = f"mark items as in (a) or (i), or write \\({mark['letter']}) for the words"
            raise span.error(f"({mark['letter']}) is no mark of an item", hint)
        level = self.level(span, f"an item, ({mark['letter']})")
        self.unit(span, mark.end(), level, ("subparagraph", "point")[level - 1])

    def level(self, span: SourceSpan, what: str) -> int:
        """The level of something that belongs to a list: 1 or 2."""
        if span.column == 1:
            hint = f"indent it by three spaces a level, or write \\{span.text[0]} for the character"
            raise span.error(f"{what} at the margin", hint)
        level, rest = divmod(span.column - 1, 3)
        if rest or level > 2:
            hint = "indent by three spaces (below a paragraph) or six (below a subparagraph)"
            raise span.error(f"{what} indented by {span.column - 1} spaces", hint)
        return level

    def unit(self, span: SourceSpan, mark: int, level: int, kind: str) -> None:
        """Begin a unit on the line `span`; its label and words follow the first `mark` characters."""
        siblings = self.owner(span, level).items if level else self.blocks
        begun = span.rest(mark)
        label, words = begun.labelled()
        if label:
            label = self.name(label, begun)
        if not words.text:
            raise span.error("a block without words", "write its words on the same line")
        unit = _UnitDraft(kind, label, [words])
        siblings.append(unit)
        self.path[level:] = [unit]
        self.begin(unit.notes, unit.words, span.column - 1)

    def name(self, label: str, span: SourceSpan) -> str:
        """The label of a block, which no other has; ``lead*`` is numbered: ``lead-1``, ``lead-2``."""
        if label.endswith("*"):
            self.series[label] += 1
            label = f"{label[:-1]}-{self.series[label]}"
        first = self.labels.setdefault(label, span.line)
        if first != span.line:
            raise span.error(f"the label @{label} a second time", f"choose another; line {first} has it already")
        return label

    def owner(self, span: SourceSpan, level: int) -> _UnitDraft:
        """The unit to whose list an item at `level` belongs."""
        if len(self.path) < level:
            above = "paragraph" if level == 1 else "subparagraph"
            raise span.error(f"an item with no {above} above it", f"write the {above} first, and end it with :")
        owner = self.path[level - 1]
        if owner.closing:
            raise span.error("an item after the words that close its list", "move it up, before the line with '... '")
        if not owner.items and not owner.announces():
            raise span.error("an item below a block that announces no list", "end that block with :, : &and or : &or")
        del self.path[level:]
        return owner

    def closing(self, span: SourceSpan) -> None:
        level = self.level(span, "words that close a list")
        words = span.rest(3)
        if not span.text.startswith("... ") or words.text.startswith("@"):
            hint = "write ... and a space, then words; they have no label; \\... for the characters"
            raise span.error("words after a list that cannot be read", hint)
        if len(self.path) < level or not self.path[level - 1].items:
            raise span.error("words that close a list where there is none", "write them at the indent of items")
        owner = self.path[level - 1]
        if owner.closing:
            raise span.error(
                "a list that is closed twice", "go on with the words above, on a line that does not begin with '... '"
            )
        owner.closing.append(words)
        del self.path[level:]
        self.begin(owner.notes, owner.closing, span.column - 1)

    def begin(self, notes: list[Note] | None, words: list[SourceSpan] | None, indent: int = 0, above: str = "") -> None:
        self.notes, self.words, self.indent, self.above = notes, words, indent, above

    def note(self, span: SourceSpan) -> None:
        if self.notes is None:
            raise span.error("a note with no block above it", "write it below a block, or \\// for the signs")
        words = span.rest(2)
        if not words.text:
            raise span.error("a note without words", "write them after the //")
        self.notes.append(Note(read([words])))
        self.begin(self.notes, None, above="a note")

    def heading(self, span: SourceSpan, mark: re.Match[str]) -> None:
        words = span.rest(mark.end())
        if span.column > 1 or not span.text.startswith("### ") or words.text.startswith("@"):
            hint = "write ### and a space at the margin, then words; they have no label; \\# for the character"
            raise span.error("a heading that cannot be read", hint)
        heading = _HeadingDraft(words)
        self.blocks.append(heading)
        self.path = []
        self.begin(heading.notes, None, above="a heading")

    def fill(self, span: SourceSpan) -> None:
        match = _FILL.fullmatch(span.text)
        if match is None:
            raise span.error("a place to fill that cannot be read", "write ::definitions alone, or \\:: for the signs")
        if span.column > 1:
            self.owner(span, self.level(span, f"::{match[1]}")).items.append(Fill(match[1]))
        else:
            self.blocks.append(Fill(match[1]))
            self.path = []
        self.begin(None, None, above=span.text)

    def row(self, span: SourceSpan) -> None:
        if span.column > 1:
            raise span.error("a table that is indented", "start it at the margin, or write \\| for the character")
        if self.table is None:
            self.table = TableDraft(span)
            self.blocks.append(self.table)
            self.path = []
        if label := self.table.line(span):
            self.table.label = self.name(label, span)
        self.begin(self.table.notes, None, above="a table")


def read_blocks(spans: Iterable[SourceSpan]) -> tuple[Block, ...]:
    """The blocks in the lines `spans`. Raises `NotationError` with the place of what is wrong."""
    reader = _BlockReader()
    for span in spans:
        reader.line(span)
    return tuple(block if isinstance(block, Fill) else block.block() for block in reader.blocks)
