"""How large a draft may be: far more than any treaty has, and no more than can be composed in a few seconds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from treatydraft.errors import Location, Problem

MAX_CLAUSES = 2_000
"""The clauses that a draft may name, and that an outline with all it requires may bring into an instrument."""

MAX_PARTIES = 500
"""The parties of its own that a draft may bring."""

MAX_LETTERS = 300_000
"""The letters of a draft's own words, all its texts and headings together."""

MAX_LINES = 20_000
"""The lines of a draft's own words, of which each can be a paragraph, an item or a row."""


def excess(
    clauses: Mapping[str, object], parties: Mapping[str, object], where: Callable[[tuple[str]], Location]
) -> Iterator[Problem]:
    """What a draft has too many of, before anything is made of it; `where` gives the place of its keys."""
    words = [
        text
        for settings in clauses.values()
        if isinstance(settings, Mapping)
        for text in settings.values()
        if isinstance(text, str)
    ]
    shorter = "shorten them, or make two instruments of the draft"
    for key, what, number, most, hint in (
        ("clauses", "names {} clauses", len(clauses), MAX_CLAUSES, "put several articles into one, or make two drafts"),
        ("parties", "brings {} parties of its own", len(parties), MAX_PARTIES, "leave out those that are not named"),
        ("clauses", "has {} letters of its own words", sum(map(len, words)), MAX_LETTERS, shorter),
        ("clauses", "has {} lines of its own words", sum(text.count("\n") for text in words), MAX_LINES, shorter),
    ):
        if number > most:
            yield Problem(
                "too-many", where((key,)), f"the draft {what.format(f'{number:,}')}; at most {most:,} are allowed", hint
            )
