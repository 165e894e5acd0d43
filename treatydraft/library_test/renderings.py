"""A library on trial: every clause rendered and parsed in every variant and register, for every kind of company.

What a drafter will meet only in one corner (a single guarantor, a mutual pact, a clause whose neighbours are absent)
is met here first, and told with its file and line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from treatydraft.composition.composer import Composer
from treatydraft.drafting.draft import Draft
from treatydraft.drafting.selection import Chosen, Selection
from treatydraft.errors import MAX_PROBLEMS, LibraryError, Problem, TreatydraftError
from treatydraft.instrument.tree import Provision
from treatydraft.library.clause import Clause
from treatydraft.library.loading import Library
from treatydraft.library.versions import version_mistakes
from treatydraft.library_test.names import inconsistencies
from treatydraft.library_test.renamed import renamed_mistakes
from treatydraft.library_test.scripts import mixed_words

PARTY_SETS: Mapping[str, Mapping[str, object]] = {
    "thirty guarantors": {"guarantors": ["coalition"], "beneficiaries": ["UA"]},
    "two guarantors": {"guarantors": ["FR", "GB"], "beneficiaries": ["UA"]},
    "one guarantor": {"guarantors": ["GB"], "beneficiaries": ["UA"]},
    "every party both": {"guarantors": ["FR", "GB", "DE", "PL"], "beneficiaries": "all"},
    "two parties, both": {"guarantors": ["FR", "GB"], "beneficiaries": "all"},
    "two beneficiaries": {"guarantors": ["FR", "GB", "DE"], "beneficiaries": ["UA", "MD"]},
    "an organisation": {"guarantors": ["FR", "EU"], "beneficiaries": ["UA"]},
}
"""The companies of parties a clause must be able to speak of."""


def library_mistakes(library: Library) -> Iterator[Problem]:
    """Everything wrong with a library: files that cannot be read, names that do not exist, texts that do not render."""
    library = Library(library.folders, thorough=True)
    try:
        library.about, library.questions(), library.language("en"), library.parties(), library.keys
    except LibraryError as wrong:
        yield from wrong.problems
        return  # nothing else can be read without these
    sound: list[Clause] = []
    for id in library.clause_ids:
        try:
            sound.append(library.clause(id))
        except LibraryError as wrong:
            yield from wrong.problems
    broken = len(sound) < len(library.clause_ids)
    for name in library.outline_names:
        try:
            library.outline(name)
        except LibraryError as wrong:
            yield from wrong.problems
            broken = True
    if broken:
        return  # what follows would only repeat it
    yield from renamed_mistakes(library)
    yield from inconsistencies(library)
    yield from mixed_words(library)
    yield from islice(version_mistakes(library), MAX_PROBLEMS)
    yield from dict.fromkeys(_untellable(library, sound))


def _untellable(library: Library, clauses: list[Clause]) -> Iterator[Problem]:
    for register in library.about.registers:
        for company in PARTY_SETS:
            for together in (True, False):
                for _, _, outcome in trials(library, clauses, register, company, together=together):
                    if isinstance(outcome, TreatydraftError):
                        yield from outcome.problems


def trials(
    library: Library, clauses: list[Clause], register: str, company: str, *, together: bool
) -> Iterator[tuple[Clause, str, Provision | TreatydraftError]]:
    """Each clause in each variant the register allows, and the provision it yields or the error it raises.

    With `together` every other clause is there too, so that every ``has(...)`` holds; otherwise none is.
    """
    allowed = [clause for clause in clauses if not clause.refusal(register, clause.default.get(register, ""))]
    company_of = [_chosen(clause, clause.default[register]) for clause in allowed] if together else []
    for clause in allowed:
        for variant in clause.variants:
            if clause.refusal(register, variant):
                continue
            one = _chosen(clause, variant)
            others = tuple(other for other in company_of if other.clause != clause.id)
            for answers in _answers(clause):
                yield clause, variant, _tried(library, one, others, register, company, answers)


def _answers(clause: Clause) -> Iterator[Mapping[str, object]]:
    """The default answers, then every other choice and truth value, one at a time."""
    yield {}
    for name, question in clause.questions.items():
        if question.type == "boolean":
            yield {name: "no" if str(question.default).casefold() in ("yes", "true") else "yes"}
        elif question.type == "choice":
            yield from ({name: choice} for choice in question.offers if choice != question.default)


def _tried(
    library: Library,
    one: Chosen,
    others: tuple[Chosen, ...],
    register: str,
    company: str,
    answers: Mapping[str, object],
) -> Provision | TreatydraftError:
    draft = Draft("", "blank", register, answers=PARTY_SETS[company], clauses={one.clause: answers})
    selection = Selection(library.outline("blank"), register, (*others, one), (), ())
    composer = Composer(draft, library, selection)
    try:
        provision = composer.provision(replace(one, settings={}))
        for term in library.clause(one.clause).definitions:
            composer.definition(term)
    except TreatydraftError as wrong:
        return wrong
    return provision


def _chosen(clause: Clause, variant: str) -> Chosen:
    return Chosen(clause.id, clause.kind, variant)
