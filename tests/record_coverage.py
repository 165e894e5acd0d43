"""What the words of a library say and its records do not: modal verbs without an entry, times and sums without theirs.

`python -m tests.record_coverage [TOPIC | TOPIC/CLAUSE ...]` lists them, one line for each block; nothing is listed
where words and record hold together.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass

from tests.house import PARTY_SETS
from treatydraft import LibraryError, load_library
from treatydraft.composition.composer import Composer
from treatydraft.drafting.draft import Draft
from treatydraft.drafting.selection import Chosen, Selection
from treatydraft.instrument.plain_text import plain_text
from treatydraft.instrument.tree import Provision, Unit, address, walk
from treatydraft.language import Language
from treatydraft.library.clause import Clause
from treatydraft.library.loading import Library
from treatydraft.library_test.renderings import _answers
from treatydraft.record.facts import Entry
from treatydraft.record.record import clause_entries
from treatydraft.value import Duration, Money, Share

MODAL = re.compile(r"\b(?:shall|may|will|must)\b(?: not\b)?", re.IGNORECASE)
"""A verb that addresses somebody: what it says is a fact, or the record says why not."""

NUMBER = r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine)"
LENGTH = re.compile(rf"\b{NUMBER}[ -](?:hour|day|week|month|year)s?\b")
SUM = re.compile(r"\b[A-Z]{3} [\d.,]+(?: (?:m|b)illion)?\b(?<!,)")
PERCENT = re.compile(r"\b[\d.]+ per cent\b")

SETS: Mapping[str, Mapping[str, object]] = {
    **PARTY_SETS,
    "a neutral": {"guarantors": ["FR", "IE", "PL"], "beneficiaries": ["UA"]},
    "one outside Europe": {"guarantors": ["JP", "FR"], "beneficiaries": ["UA"]},
}


@dataclass(frozen=True, slots=True)
class Lack:
    """A block that says more than the record: its address, the words, and in what company it is so first."""

    block: str
    what: str
    where: str


def lacks(library: Library, ids: Iterable[str]) -> Iterator[Lack]:
    """What the words of the clauses say and their records do not, each once."""
    clauses = [library.clause(id) for id in library.clause_ids]
    wanted = set(ids)
    seen: set[tuple[str, str]] = set()
    for register in library.registers:
        allowed = [clause for clause in clauses if not clause.refusal(register, clause.default.get(register, ""))]
        everything = [Chosen(clause.id, clause.kind, clause.default[register]) for clause in allowed]
        for company in SETS:
            for others in (everything, []):
                for clause in (clause for clause in allowed if clause.id in wanted):
                    for variant in clause.variants:
                        if clause.refusal(register, variant):
                            continue
                        for answers in _answers(clause):
                            for block, what in _lacks(library, clause, variant, others, register, company, answers):
                                kind = (block, what if "is in no" in what else "")
                                if kind not in seen:
                                    seen.add(kind)
                                    yield Lack(block, what, f"{variant}, {register}, {company}, {dict(answers)}")


def _lacks(
    library: Library,
    clause: Clause,
    variant: str,
    others: list[Chosen],
    register: str,
    company: str,
    answers: Mapping[str, object],
) -> Iterator[tuple[str, str]]:
    chosen = Chosen(clause.id, clause.kind, variant)
    draft = Draft("", "blank", register, "en", answers=SETS[company], clauses={clause.id: answers})
    beside = tuple(other for other in others if other.clause != clause.id)
    composer = Composer(draft, library, Selection(library.outline("blank"), register, (*beside, chosen), (), ()))
    provision = composer.provision(chosen)
    if provision.kind == "recital":
        return
    try:
        entries = clause_entries(composer, chosen)
    except LibraryError as wrong:
        yield clause.id, wrong.problems[0].what
        return
    yield from uncovered(provision, entries, clause.record.silent, composer.language)


def uncovered(
    provision: Provision, entries: tuple[Entry, ...], silent: Mapping[str, str], language: Language
) -> Iterator[tuple[str, str]]:
    """The address of each block of a provision that says more than its entries, and what it says."""
    for unit in (node for block in provision.blocks for node in walk(block) if isinstance(node, Unit)):
        text = plain_text((*unit.words, *unit.closing), language)
        here = address(provision.clause, unit.label)
        told = [entry for entry in entries if here in entry.blocks]
        modal = MODAL.search(text)
        if modal and not told and unit.label not in silent:
            yield here, f"'{text[max(0, modal.start() - 60) : modal.end() + 40]}' has no entry"
        if not modal and not told:
            continue
        known = {words for entry in told for words in _printed(entry, language)}
        for pattern in (LENGTH, SUM, PERCENT):
            for match in pattern.finditer(text):
                if match[0] not in known and unit.label not in silent:
                    yield here, f"'{match[0]}' is in no entry at this block"


def _printed(value: object, language: Language) -> Iterator[str]:
    """Every form in which the values of an entry can be printed."""
    match value:
        case Duration():
            yield language.span(value)
            yield language.span(value, "adjective")
            yield f"{value.n} {language.unit(value.unit, value.n)}"
        case Money():
            yield language.amount(value)
        case Share():
            yield language.share(value.percent)
        case str():
            yield from (match[0] for pattern in (LENGTH, SUM, PERCENT) for match in pattern.finditer(value))
        case Mapping():
            for inner in value.values():
                yield from _printed(inner, language)
        case tuple() | list():
            for inner in value:
                yield from _printed(inner, language)
        case _ if is_dataclass(value):
            for field in fields(value):
                yield from _printed(getattr(value, field.name), language)


def main(words: list[str]) -> None:
    """List what is lacking in the bundled library, in the clauses or topics that are named."""
    library = load_library()
    ids = [id for id in library.clause_ids if not words or id in words or id.partition("/")[0] in words]
    number = 0
    for lack in lacks(library, ids):
        number += 1
        print(f"{lack.block}: {lack.what}   [{lack.where}]")
    print(f"{number} lacking in {len(ids)} clauses")


if __name__ == "__main__":
    main(sys.argv[1:])
