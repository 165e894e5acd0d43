"""The names of the bookmarks, one a paragraph, and whose paragraph each is.

A name is ``td_``, ten hex digits that stand for the paragraph's clause, and its place in it; 0 is the clause's heading.
The frame's paragraphs stand under ``title``, ``opening``, ``enacting``, ``testimonium`` and ``done``, a part under its
name. A clean file numbers its bookmarks from 1, and nothing in it tells the clause.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple


class Mark(NamedTuple):
    """A bookmark and whose paragraph it is: its clause (or a part of the frame), its label, its number as printed.

    A tuple, as other things of which a document has hundreds: it is made in half the time.
    """

    bookmark: str
    clause: str
    label: str
    number: str


@lru_cache(4096)
def digest(clause: str) -> str:
    """The ten hex digits that stand for a clause in the names of its bookmarks."""
    return sha256(clause.encode(errors="surrogatepass")).hexdigest()[:10]


class Bookmarks:
    """Names the bookmarks of one document, in the order of its paragraphs."""

    def __init__(self, clean: bool) -> None:
        self.clean = clean
        self.marks: list[Mark] = []
        self._named: Counter[str] = Counter()

    def name(self, clause: str, label: str = "", number: str = "") -> str:
        """A new name for a paragraph of a clause. Two clauses with the same digits share the count, and stay unique."""
        if self.clean:
            name = f"td_{len(self.marks) + 1}"
        else:
            digits = digest(clause)
            n = self._named[digits]
            self._named[digits] = n + 1
            name = f"td_{digits}_{n}"
        self.marks.append(Mark(name, clause, label, number))
        return name

    def skip(self, clause: str) -> None:
        """Leave out number 0 of a clause, which is for a heading."""
        self._named[digest(clause)] += 1
