"""The lists of the document: what Word counts by itself, and what it would count.

Three lists of several levels are bound to styles, so that a paragraph is numbered by its style alone:

    divisions   Part I, Chapter 1                           chapters begin anew in each part
    articles    Article 1, then 1. (a) (i)                  articles run on through the parts
    annexes     Annex A, then 1. (a) (i)

Parts are a list of their own because articles do not begin anew in them, and some word processors know no level that
runs on through a higher one. A list below words that have no number (a recital, one of several unnumbered blocks) gets
a list of its own, (a) (i), since nothing above it would make the bound list begin anew.

`Lists` counts as a word processor does. Where the tree's number is not what the list would show, the number is typed:
the reader always sees the tree's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from treatydraft.cache import cached
from treatydraft.instrument.numbering import letters, roman
from treatydraft.language import Language
from treatydraft.writers.docx.markup.elements import HEAD, NAMESPACES, TIE, escape

DIVISIONS, ARTICLES, ANNEXES = 1, 2, 3
FREE = 4
"""The first list of those that are not bound to styles."""

Figure = Callable[[int], str]
_FIGURES: dict[str, Figure] = {
    "decimal": str,
    "upperRoman": roman,
    "lowerRoman": lambda n: roman(n).lower(),
    "upperLetter": lambda n: letters(n).upper(),
    "lowerLetter": letters,
}


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: how it counts (a ``w:numFmt``), the text around the figure, its style, its left indent.

    The style is the id of the one bound to the level, or empty; the indent is in twips, negative for a heading.
    """

    counts: str
    before: str = ""
    after: str = ""
    style: str = ""
    indent: int = -1

    def shows(self, n: int) -> str:
        """The nth number of the level as printed."""
        return f"{self.before}{_FIGURES[self.counts](n)}{self.after}"


STEP = 709
"""How far a level is indented from the one above: 1.25 cm, in twips."""


def _below(paragraph: str, subparagraph: str, point: str) -> tuple[Level, ...]:
    return (
        Level("decimal", "", ".", paragraph, 0),
        Level("lowerLetter", "(", ")", subparagraph, 2 * STEP),
        Level("lowerRoman", "(", ")", point, 3 * STEP),
    )


_FREE = _below("", "", "")[1:]


_HEADED = (Level("decimal"), *_below("", "", ""))
"""The levels of a bound list for what is below its heading, whose own level does not matter there."""


class Lists:
    """The lists of one document, counted as its paragraphs are laid out; `free` is the next unbound one."""

    def __init__(self, levels: Mapping[int, tuple[Level, ...]], free: int = FREE) -> None:
        self._levels = dict(levels)
        self._counts = {list: [0] * len(levels) for list, levels in self._levels.items()}
        self.free = free

    @classmethod
    def bound(cls, language: Language, register: str, articles: str) -> Lists:
        """The three lists bound to styles, with nothing counted."""

        def word(kind: str) -> str:
            return f"{language.headed(kind, register)}{TIE}"

        figures = "upperRoman" if articles == "roman" else "decimal"
        return cls(
            {
                DIVISIONS: (
                    Level("upperRoman", word("part"), "", "TreatyPart"),
                    Level("decimal", word("chapter"), "", "TreatyChapter"),
                ),
                ARTICLES: (
                    Level(figures, word("article"), "", "TreatyArticle"),
                    *_below("TreatyParagraph", "TreatySubparagraph", "TreatyPoint"),
                ),
                ANNEXES: (
                    Level("upperLetter", word("annex"), "", "TreatyAnnex"),
                    *_below("AnnexParagraph", "AnnexSubparagraph", "AnnexPoint"),
                ),
            }
        )

    @classmethod
    def below(cls, list: int, counts: tuple[int, ...], free: int) -> Lists:
        """Lists for what stands below a heading of `list`, or of none for 0: `counts` as `counted` gave them."""
        made = cls({list: _HEADED} if list else {}, free)
        if list:
            made._counts[list] = [*counts]
        return made

    def counted(self, list: int) -> tuple[int, ...]:
        """The count of a bound list at each level; of headings 1 if there was any, since no more matters below them."""
        heading, *below = self._counts[list] if list else (0,)
        return (min(heading, 1), *below)

    def advance(self, list: int, counts: tuple[int, ...], free: int) -> None:
        """Take over the counts of what was laid out `below` a heading of `list`, and the new lists made there."""
        if list:
            self._counts[list][1:] = counts[1:]
        while self.free < free:
            self.new()

    def new(self) -> int:
        """A new list of subparagraphs and points, not bound to styles."""
        list = self.free
        self.free += 1
        self._levels[list] = _FREE
        self._counts[list] = [0, 0]
        return list

    def next(self, list: int, level: int, shown: str, *, skips: bool = False) -> bool:
        """Whether the list itself shows `shown` at its next paragraph of `level`; if so, that one is counted.

        `skips` allows a level above that has not been counted. Word processors differ on how they count that level
        afterwards, so it is for where it never is.
        """
        counts = self._counts[list]
        if level >= len(counts) or (level and not counts[level - 1] and not skips):
            return False
        if self._levels[list][level].shows(counts[level] + 1) != shown:
            return False
        counts[level] += 1
        counts[level + 1 :] = [0] * (len(counts) - level - 1)
        return True

    def xml(self) -> str:
        """The numbering part: the three bound lists and those without styles."""
        return _numbering(tuple(self._levels.values()))


@cached(64)
def _numbering(lists: Sequence[tuple[Level, ...]]) -> str:
    definitions = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:nsid w:val="{0x7D000000 + n:08X}"/>'
        f'<w:multiLevelType w:val="multilevel"/><w:tmpl w:val="{0x7D100000 + n:08X}"/>'
        f"{''.join(_level(depth, level) for depth, level in enumerate(levels))}</w:abstractNum>"
        for n, levels in enumerate(lists, 1)
    )
    uses = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(1, len(lists) + 1))
    return f"{HEAD}<w:numbering {NAMESPACES}>{definitions}{uses}</w:numbering>"


def _level(depth: int, level: Level) -> str:
    """One level. A heading's number has a line to itself; others stand before a tab."""
    style = f'<w:pStyle w:val="{level.style}"/>' if level.style else ""
    heading = level.indent < 0
    if heading:
        place = ""
    elif level.indent:
        place = f'<w:pPr><w:ind w:left="{level.indent}" w:hanging="{STEP}"/></w:pPr>'
    else:
        place = (
            f'<w:pPr><w:tabs><w:tab w:val="num" w:pos="{STEP}"/></w:tabs><w:ind w:left="0" w:firstLine="0"/></w:pPr>'
        )
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{level.counts}"/>{style}'
        f'<w:suff w:val="{"nothing" if heading else "tab"}"/>'
        f'<w:lvlText w:val="{escape(level.before)}%{depth + 1}{escape(level.after)}"/>'
        f'<w:lvlJc w:val="left"/>{place}</w:lvl>'
    )
