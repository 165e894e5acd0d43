"""Searching a library: clauses by the words in them, their family, the instruments they follow, and what they ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from treatydraft.library.clause import Clause
from treatydraft.library.family import of_family
from treatydraft.library.loading import Library
from treatydraft.library.party import fold
from treatydraft.library.question import Question


@dataclass(frozen=True, slots=True)
class Match:
    """A clause that matches, where in it, and the sentence that holds the words.

    What is found in the text alone is shown by the clause's title: its templates are for the library's authors.
    """

    clause: Clause
    where: str
    sentence: str


def search(library: Library, words: str, language: str = "") -> list[Match]:
    """The clauses that hold words beginning with each of `words`, whatever case and accents; the closest first.

    A title counts more than a family or a precedent, these more than an effect or a question, and those more than the
    text. The number of a family (``CF47``, ``3.9``) finds the clauses of that family and no others.
    """
    numbers = {fold(family): family for family in library.families}
    if (number := numbers.get(fold(words.strip()))) is not None:
        sentence = f"{number}: {library.families[number]}"
        return [Match(clause, "family", sentence) for clause in of_family(library, number, language)]
    wanted = re.findall(r"\w+", fold(words))
    matches: list[tuple[int, int, Match]] = []
    if not wanted:
        return []
    for n, id in enumerate(library.clause_ids):
        clause = library.clause(id, language)
        for rank, (where, sentence) in enumerate(_sentences(clause, library)):
            if _holds(sentence, wanted):
                shown = _title(clause) if where == "text" else sentence
                matches.append((_RANKS.index(where), n * 1000 + rank, Match(clause, where, shown)))
                break
    return [match for _, _, match in sorted(matches, key=lambda entry: entry[:2])]


def search_questions(library: Library, words: str, language: str = "") -> list[tuple[Clause, Question]]:
    """The questions of clauses that hold words beginning with each of `words`, each with its clause, in their order."""
    wanted = re.findall(r"\w+", fold(words))
    clauses = (library.clause(id, language) for id in library.clause_ids if wanted)
    return [
        (clause, question)
        for clause in clauses
        for question in clause.questions.values()
        if _holds(_asked(question), wanted)
    ]


_RANKS = ("title", "family", "precedent", "variant", "question", "text")


def _sentences(clause: Clause, library: Library) -> Iterator[tuple[str, str]]:
    """The sentences of a clause, part by part, the most significant first."""
    yield "title", _title(clause)
    for family in clause.families:
        yield "family", f"{family}: {library.families.get(family, '')}"
    for variant in clause.variants.values():
        for precedent in variant.precedents:
            yield "precedent", f"{variant.name}: {precedent}"
    for variant in clause.variants.values():
        yield "variant", f"{variant.name}: {variant.effect} {variant.because}"
    for question in clause.questions.values():
        yield "question", _asked(question)
    for text in (*clause.texts.values(), *clause.definitions.values()):
        for line in text.source.split("\n"):
            yield "text", line.strip()


def _asked(question: Question) -> str:
    labels = "; ".join(offer.label for offer in question.offers.values())
    return f"{question.name}: {question.ask} {question.why} {labels}"


def _title(clause: Clause) -> str:
    return f"{clause.title} ({clause.id}): {clause.purpose}"


def _holds(sentence: str, wanted: list[str]) -> bool:
    words = re.findall(r"\w+", fold(sentence))
    return all(any(word.startswith(start) for word in words) for start in wanted)
