"""The names of the bookmarks, one a paragraph, and whose paragraph each is.

A name is ``td_``, ten hex digits that stand for the paragraph's clause, and its place in it; 0 is the clause's heading.
The frame's paragraphs stand under ``title``, ``opening``, ``enacting``, ``testimonium`` and ``done``, a part under its
name. A clean file numbers its bookmarks from 1, and nothing in it tells the clause.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from treatydraft.cache import cached


class Mark(NamedTuple):
    """A bookmark and whose paragraph it is: its clause (or a part of the frame), its label, its number as printed.

    A tuple, as other things of which a document has hundreds: it is made in half the time.
    """

    bookmark: str
    clause: str
    label: str
    number: str


@cached(4096)
def digest(clause: str) -> str:
    """The ten hex digits that stand for a clause in the names of its bookmarks."""
    return sha256(clause.encode(errors="surrogatepass")).hexdigest()[:10]


class Bookmarks:
    """Names the bookmarks of one document, in the order of its paragraphs.

    Two clauses with the same digits share the count, and stay unique.
    """

    def __init__(self, clean: bool) -> None:
        self.clean = clean
        self.marks: list[Mark] = []
        self._next: dict[str, int] = {}

    def name(self, clause: str, label: str = "", number: str = "") -> str:
        """A new name for a paragraph of a clause."""
        stem = self._stem(clause)
        n = self._next.get(stem, int(self.clean))
        self._next[stem] = n + 1
        name = f"{stem}{n}"
        self.marks.append(Mark(name, clause, label, number))
        return name

    def next(self, clause: str) -> int:
        """The number that the next bookmark of a clause gets."""
        return self._next.get(self._stem(clause), int(self.clean))

    def begin(self, clause: str, n: int) -> None:
        """Let the next bookmark of a clause get this number."""
        self._next[self._stem(clause)] = n

    def skip(self, clause: str) -> None:
        """Leave out number 0 of a clause, which is for a heading."""
        if not self.clean:
            self.begin(clause, self.next(clause) + 1)

    def take(self, clause: str, marks: Sequence[Mark]) -> None:
        """Bookmarks of a clause that have been named as the next ones."""
        self.begin(clause, self.next(clause) + len(marks))
        self.marks += marks

    def _stem(self, clause: str) -> str:
        return "td_" if self.clean else f"td_{digest(clause)}_"
