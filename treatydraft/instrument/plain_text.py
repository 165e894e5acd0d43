"""The plain words of a run of inlines, as a reader reads them, and the mark of what is missing.

Checks, the Markdown writer and the terminal share this reading; numbers and end marks stand in the tree's blocks and
are not part of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from treatydraft.instrument.tree import (
    Bracket,
    Emphasis,
    Hole,
    Inline,
    Inlines,
    Name,
    Pointer,
    Reference,
    Term,
    Text,
    address,
)
from treatydraft.language import Language

MISSING = "[… ", " …]"
"""What stands before and after the words for something that is missing: a hole, a reference without a target."""


def plain_text(words: Inlines, language: Language) -> str:
    """The words as a reader reads them: no mark-up, brackets and the marks of holes kept."""
    if len(words) == 1 and isinstance(words[0], Text):
        return words[0].text
    return "".join([_inline_text(word, language) for word in words])


def spans(words: Inlines, language: Language, start: int = 0) -> Iterator[tuple[Inline, tuple[int, int]]]:
    """Every inline of a run with its offset and length in the plain text, an outer one before those in it.

    `start` is the offset of the run itself. The marks that print around a term, a hole or a bracket count with it.
    """
    for word in words:
        length = len(_inline_text(word, language))
        yield word, (start, length)
        if isinstance(word, Emphasis | Bracket):
            yield from spans(word.words, language, start + isinstance(word, Bracket))
        start += length


def reference_text(reference: Reference) -> str:
    """The text of a numbered reference: "Article 3, paragraph 2"; of a dangling one its address in marks."""
    if not reference.text:
        return missing(address(reference.clause, reference.label) or "@")
    return "".join(piece.text if isinstance(piece, Pointer) else piece for piece in reference.text)


def missing(what: str) -> str:
    """The visible mark of something that is missing: "[… the date …]"."""
    return what.join(MISSING)


def surface(term: Term, language: Language) -> str:
    """A term as it prints: its own words or its key, in quotation marks where it is defined."""
    words = term.surface or term.key
    return language.quote(words) if term.defines else words


def _inline_text(word: Inline, language: Language) -> str:
    match word:
        case Text(text) | Name(text):
            return text
        case Emphasis(words):
            return plain_text(words, language)
        case Bracket(words):
            return f"[{plain_text(words, language)}]"
        case Term():
            return surface(word, language)
        case Hole(what):
            return missing(what)
        case Reference():
            return reference_text(word)
        case _:
            assert_never(word)
