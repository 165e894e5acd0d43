"""Proposals stand in square brackets, and nobody has decided among them.

What it does
    Finds each bracket, or row of brackets side by side, and names what is proposed in it: the proposals of an answer
    left open ("open:24,48" prints "[24] [48]"), words put into brackets as alternatives ("[shall] [may]"), and a
    single passage in brackets, which is a proposal too: to have these words, or not to have them. It also tells of an
    answer that is left open and prints no brackets, because the text only asks after it: there the first proposal
    counts, and nothing shows it. A role left open is told once, though nearly every article reads it.

    A placeholder in brackets ("[...]", "[insert place]") is the matter of placeholder-left, and what is missing
    ({?...}) that of open-hole.

Why it matters
    Brackets are how negotiators mark what is not agreed, and a text with brackets is not one to sign. With --strict
    this finding stops a build, so that a text under negotiation is told from one that is finished.

Example
    wrong: "within [24] [48] hours of the finding"
    right: "within 24 hours of the finding"

    The remedy for an answer is an answer, such as collective-defense/response.hours=24 with treatydraft set; in words
    of your own, write what is agreed without its brackets.

References
    BRK-03
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from treatydraft.checks.brackets.placeholder_left import placeholder
from treatydraft.checks.finding import WARNING, Fault
from treatydraft.checks.wording import passages
from treatydraft.instrument.index import Index
from treatydraft.instrument.plain_text import plain_text
from treatydraft.instrument.tree import Bracket, Emphasis, Hole, Inlines, Instrument, Text
from treatydraft.language import Language
from treatydraft.record.facts import Facts, Proposal

SEVERITY = WARNING

FORMULAE = ("opening", "enacting", "testimonium", "done")
"""Addresses whose words are the library's: brackets there that no answer prints are a place to be filled by hand."""

_LONGEST = 60  # letters of a proposal that a message repeats


class BracketRow(NamedTuple):
    """The words of each bracket in a row, and the offset and length of the row in the text of its address."""

    proposed: tuple[str, ...]
    span: tuple[int, int]


def find(instrument: Instrument, facts: Facts, index: Index) -> Iterator[Fault]:
    """One finding for each row of brackets, then one for each open answer that no brackets show."""
    reported: set[str] = set()
    for passage in passages(index, facts.language):
        where, words = passage.address, passage.words
        for row in _bracket_rows(words, facts.language, passage.start) if "[" in passage.text else ():
            keys = _keys(row, where, facts)
            if not keys and where not in FORMULAE:
                yield _typed(row, where, words, index)
            elif keys and not (keys[0] in facts.roles and keys[0] in reported):
                yield _answered(keys, row, where, facts)
            reported.update(keys)
    for key, proposals in facts.proposals.items():
        clause = key.rpartition(".")[0]
        if key not in reported and (not clause or clause in facts.answers):
            what = f"{_message([proposal.answer for proposal in proposals])}, and no bracket shows it"
            yield Fault(clause or "opening", what, _hint([key], facts))


def _message(proposals: Sequence[str]) -> str:
    """The message for open proposals; words of more than `_LONGEST` letters are cut."""
    short = [f"'{words if len(words) <= _LONGEST else words[:_LONGEST].rstrip() + '…'}'" for words in proposals]
    if len(short) == 1:
        return f"{short[0]} is in brackets, and so not agreed"
    return f"{', '.join(short[:-1])} or {short[-1]} is still open"


# ------------------------------------------------------------------------------------------------ brackets


def _bracket_rows(words: Inlines, language: Language, start: int) -> Iterator[BracketRow]:
    """Every row of brackets that stand side by side, and every row within one of them; the words begin at `start`."""
    between = re.compile(rf"\s*(?:[/|]|{re.escape(language.lists['or'][1].strip())})?\s*", re.IGNORECASE)
    row: list[tuple[Bracket, int]] = []
    for word in words:
        if isinstance(word, Bracket):
            row.append((word, start))
        elif not (isinstance(word, Text) and between.fullmatch(word.text)):
            yield from _proposed(row, language)
            row = []
        if isinstance(word, Bracket | Emphasis):
            yield from _bracket_rows(word.words, language, start + isinstance(word, Bracket))
        start += len(plain_text((word,), language))
    yield from _proposed(row, language)


def _proposed(row: Sequence[tuple[Bracket, int]], language: Language) -> Iterator[BracketRow]:
    """A row of brackets, each with its offset, unless all they hold is a placeholder or something missing."""
    proposed = tuple(" ".join(plain_text(bracket.words, language).split()) for bracket, _ in row)
    if not all(
        placeholder(language).search(f"[{words}]") or all(isinstance(word, Hole) for word in bracket.words)
        for words, (bracket, _) in zip(proposed, row, strict=True)
    ):
        (_, start), (last, end) = row[0], row[-1]
        yield BracketRow(proposed, (start, end + len(plain_text((last,), language)) - start))


def _typed(row: BracketRow, where: str, words: Inlines, index: Index) -> Fault:
    """A finding on brackets that a person has typed."""
    clause, _, block = where.partition("#")
    place = index.located.get(where)
    key = clause
    if place is not None:
        key += ".heading" if not block and place.provision.heading == words else ".text"
    return Fault(where, _message(row.proposed), f"write what is agreed without brackets, in {key}", *row.span)


# ------------------------------------------------------------------------------------------------ answers


def _keys(row: BracketRow, where: str, facts: Facts) -> list[str]:
    """The keys of the open answers that print these brackets; those of the clause itself, if there are any."""
    clause = where.partition("#")[0]
    if "/" in clause and clause not in facts.answers:
        return []  # in the drafter's own words, which no answer reaches
    matching = [key for key, proposals in facts.proposals.items() if _prints(proposals, row.proposed)]
    return [key for key in matching if key.startswith(f"{clause}.")] or matching


def _prints(proposals: Sequence[Proposal], row: Sequence[str]) -> bool:
    """Whether proposals print these words, bracket by bracket."""
    return len(proposals) == len(row) and all(
        words.casefold() in {print.casefold() for print in proposal.prints}
        for proposal, words in zip(proposals, row, strict=True)
    )


def _answered(keys: list[str], row: BracketRow, where: str, facts: Facts) -> Fault:
    what = _message([proposal.words for proposal in facts.proposals[keys[0]]])
    return Fault(where, what, _hint(keys, facts), *row.span)


def _hint(keys: list[str], facts: Facts) -> str:
    sets = (f"set {key}={shlex.quote(facts.proposals[key][0].answer)}" for key in keys)
    return f"decide it: {' or '.join(sets)}"
