"""The names of the bookmarks, one for each paragraph, and the clause of each.

A name is ``td_``, ten hex digits that stand for the paragraph's clause, ``_``, and its number in that clause; 0 is the
heading. The paragraphs of the frame stand under ``title``, ``opening``, ``enacting``, ``testimonium`` and ``done``, a
part under its name. A clean file numbers its bookmarks from 1, and nothing in it names the clause.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from treatydraft.cache import cached


class Bookmark(NamedTuple):
    """A bookmark and its paragraph: the clause (or element of the frame), its label, its number as printed.

    It is a tuple, since a document has hundreds and a tuple is made in half the time.
    """

    name: str
    clause: str
    label: str
    number: str


@cached(4096)
def clause_digest(clause: str) -> str:
    """The ten hex digits that stand for a clause in the names of its bookmarks."""
    return sha256(clause.encode(errors="surrogatepass")).hexdigest()[:10]


class Bookmarks:
    """Names the bookmarks of one document, in the order of its paragraphs.

    Two clauses with the same digits share the count, and stay unique.
    """

    def __init__(self, clean: bool) -> None:
        self.clean = clean
        self.bookmarks: list[Bookmark] = []
        self._next: dict[str, int] = {}

    def name(self, clause: str, label: str = "", number: str = "") -> str:
        """A new name for a paragraph of a clause."""
        stem = self._stem(clause)
        n = self._next.get(stem, int(self.clean))
        self._next[stem] = n + 1
        name = f"{stem}{n}"
        self.bookmarks.append(Bookmark(name, clause, label, number))
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

    def extend(self, clause: str, bookmarks: Sequence[Bookmark]) -> None:
        """Add bookmarks of a clause that have been named from its `next` number on."""
        self.begin(clause, self.next(clause) + len(bookmarks))
        self.bookmarks += bookmarks

    def _stem(self, clause: str) -> str:
        return "td_" if self.clean else f"td_{clause_digest(clause)}_"
