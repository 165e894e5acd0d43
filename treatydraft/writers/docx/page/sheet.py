"""The sheet of paper: its size and margins, and the properties of the section that is printed on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from treatydraft.errors import Location, Problem, UsageError, suggestion
from treatydraft.writers.options import PAPERS

LINE, EDGE = 240, 284
"""The height of a line above a header, and the edge of the paper that many printers leave white (5 mm), in twips."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet; all sizes are in twips, twentieths of a point. The built-in margins are 2.5 cm.

    `first` says that the first page has headers and footers of its own; `borders` are the lines around a page, as XML.
    """

    width: int = PAPERS["a4"][0]
    height: int = PAPERS["a4"][1]
    top: int = 1418
    right: int = 1418
    bottom: int = 1418
    left: int = 1418
    header: int = 709
    footer: int = 709
    gutter: int = 0
    first: bool = True
    borders: str = ""

    @property
    def text_width(self) -> int:
        """The width of the text between the margins, in twips."""
        return self.width - self.left - self.right - self.gutter

    def on(self, paper: str) -> Sheet:
        """The same margins on another paper, a key of `PAPERS`; on its own for none. UsageError for an unknown one."""
        if not paper:
            return self
        if paper not in PAPERS:
            hint = suggestion(paper, PAPERS, f"there are {', '.join(PAPERS)}")
            raise UsageError(Problem("unknown-option-value", Location(key="--paper"), f"unknown paper '{paper}'", hint))
        sizes = PAPERS[paper]
        width, height = reversed(sizes) if self.width > self.height else sizes
        return replace(self, width=width, height=height)

    def with_room_above(self) -> Sheet:
        """The sheet with room for a line more above its header, which stays where it is if the margin allows it."""
        room = min(LINE, max(self.header - EDGE, 0))
        return replace(self, header=self.header - room, top=self.top + LINE - room)

    def section(self, headers_footers: Iterable[tuple[str, str, str]], lines: bool = False) -> str:
        """The section of the document as XML; `headers_footers` are given as kind, type and relationship.

        With `lines`, each page numbers its lines from 1.
        """
        references = "".join(f'<w:{kind}Reference w:type="{type}" r:id="{id}"/>' for kind, type, id in headers_footers)
        turned = ' w:orient="landscape"' if self.width > self.height else ""
        numbered = '<w:lnNumType w:countBy="1" w:restart="newPage"/>' if lines else ""
        return (
            f'<w:sectPr>{references}<w:pgSz w:w="{self.width}" w:h="{self.height}"{turned}/>'
            f'<w:pgMar w:top="{self.top}" w:right="{self.right}" w:bottom="{self.bottom}" w:left="{self.left}"'
            f' w:header="{self.header}" w:footer="{self.footer}" w:gutter="{self.gutter}"/>'
            f'{self.borders}{numbered}<w:cols w:space="708"/>{"<w:titlePg/>" if self.first else ""}</w:sectPr>'
        )
