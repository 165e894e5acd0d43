"""Every clause of a library rendered and parsed in every variant and register, for each set of parties.

So a mistake in a case that few drafts have (a single guarantor, a mutual pact, a clause whose neighbours are absent) is
reported with its file and line before a drafter meets it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from treatydraft.composition.composer import Composer
from treatydraft.drafting.answers import Answers
from treatydraft.drafting.draft import Draft
from treatydraft.drafting.selection import Chosen, Selection
from treatydraft.errors import MAX_PROBLEMS, LibraryError, Problem, TreatydraftError
from treatydraft.instrument.tree import Provision
from treatydraft.library.clause import Clause
from treatydraft.library.loading import Library
from treatydraft.library.versions import version_mistakes
from treatydraft.library_test.dependence import dependence
from treatydraft.library_test.languages import missing
from treatydraft.library_test.names import inconsistencies
from treatydraft.library_test.renamed import renamed_mistakes
from treatydraft.library_test.scripts import mixed_words


def party_sets(library: Library) -> Mapping[str, Mapping[str, object]]:
    """The sets of parties every clause is rendered for: by the name of the set, the answers on who has which role."""
    language, register = library.language("en"), next(iter(library.registers))
    nouns = {name: language.noun(name, register, many=True).lower() for name in library.about.roles}
    owe, receive = library.about.sides
    two = {owe: ["FR", "GB"], receive: ["UA"]}
    return {
        f"thirty {nouns[owe]}": {owe: ["coalition"], receive: ["UA"]},
        f"two {nouns[owe]}": two,
        f"one {language.noun(owe, register).lower()}": {owe: ["GB"], receive: ["UA"]},
        "every party both": {owe: ["FR", "GB", "DE", "PL"], receive: "all"},
        "two parties, both": {owe: ["FR", "GB"], receive: "all"},
        f"two {nouns[receive]}": {owe: ["FR", "GB", "DE"], receive: ["UA", "MD"]},
        "an organisation": {owe: ["FR", "EU"], receive: ["UA"]},
        **{f"two {nouns[name]}": {**two, name: ["NO", "SE"]} for name in library.about.roles if name not in two},
    }


def library_mistakes(library: Library, only: Sequence[str] = ()) -> Iterator[Problem]:
    """Everything wrong with a library: files that cannot be read, names that do not exist, texts that do not render.

    What a language lacks beside the first one is no mistake; `languages.missing` has it. With `only`, what is wrong
    with these clauses, for which the others are read and not examined. LibraryError where another one cannot be read.
    """
    library = Library(library.folders, thorough=only or True)
    try:
        library.about, library.questions(), library.language(library.first_language), library.parties(), library.keys
    except LibraryError as wrong:
        yield from wrong.problems
        return  # nothing else can be read without these
    sound: list[Clause] = []
    for id in only or library.clause_ids:
        try:
            sound.append(library.clause(id))
        except LibraryError as wrong:
            yield from wrong.problems
    broken = len(sound) < len(only or library.clause_ids)
    for name in () if only else library.outline_names:
        try:
            library.outline(name)
        except LibraryError as wrong:
            yield from wrong.problems
            broken = True
    if broken:
        return  # what follows would only repeat it
    for language in library.about.languages[1:]:
        try:
            list(missing(library, language))
        except LibraryError as wrong:
            yield from wrong.problems
            broken = True
    if broken:
        return
    if not only:
        yield from renamed_mistakes(library)
    yield from inconsistencies(library, only)
    yield from mixed_words(library, only)
    yield from islice(version_mistakes(library, only), MAX_PROBLEMS)
    yield from dict.fromkeys(_rendering_mistakes(library, sound))


def _rendering_mistakes(library: Library, clauses: list[Clause]) -> Iterator[Problem]:
    for register in library.registers:
        for parties in party_sets(library):
            for together in (True, False):
                for _, _, outcome in trials(library, clauses, register, parties, together=together, repeated=False):
                    if isinstance(outcome, TreatydraftError):
                        yield from outcome.problems


def trials(
    library: Library, clauses: list[Clause], register: str, parties: str, *, together: bool, repeated: bool = True
) -> Iterator[tuple[Clause, str, Provision | TreatydraftError]]:
    """Each clause in each variant the register allows, and the provision it yields or the error it raises.

    `parties` is the name of one of the `party_sets`. With `together` every other clause is there too, so that every
    ``has(...)`` holds; otherwise none is. Unless they are `repeated`, trials are left out that can yield only what one
    with the first set of parties, with every other clause or with the default answers yields.
    """
    all_clauses = [library.clause(id) for id in library.clause_ids] if together else []
    all_chosen = [_chosen(clause, clause.default[register]) for clause in all_clauses if _allowed(clause, register)]
    sets = party_sets(library)
    draft = Draft("", "blank", register, library.first_language, answers=sets[parties])
    shared = Answers(draft, library, Selection(library.outline("blank"), register, (), (), ()))
    for clause in clauses:
        for variant in clause.variants if _allowed(clause, register) else ():
            if clause.refusal(register, variant):
                continue
            depends = None if repeated else dependence(library, clause, variant, register)
            if depends and not (together or depends.clauses):
                continue
            if depends and not (parties == next(iter(sets)) or depends.parties):
                continue
            chosen = _chosen(clause, variant)
            other_clauses = tuple(other for other in all_chosen if other.clause != clause.id)
            for answers in _answers(clause):
                if depends is None or depends.answers.issuperset(answers):
                    yield clause, variant, _try(shared, chosen, other_clauses, answers)


def _allowed(clause: Clause, register: str) -> bool:
    return not clause.refusal(register, clause.default.get(register, ""))


def _answers(clause: Clause) -> Iterator[Mapping[str, object]]:
    """The default answers, then every other choice and truth value, one at a time."""
    yield {}
    for name, question in clause.questions.items():
        if question.type == "boolean":
            yield {name: "no" if str(question.default).casefold() in ("yes", "true") else "yes"}
        elif question.type == "choice":
            yield from ({name: choice} for choice in question.offers if choice != question.default)


def _try(
    shared: Answers, chosen: Chosen, other_clauses: tuple[Chosen, ...], answers: Mapping[str, object]
) -> Provision | TreatydraftError:
    library = shared.library
    draft = replace(shared.draft, clauses={chosen.clause: answers})
    selection = replace(shared.selection, chosen=(*other_clauses, chosen))
    try:
        composer = Composer(draft, library, selection, answers=shared.sharing(draft, selection))
        provision = composer.provision(replace(chosen, settings={}))
        for term in library.clause(chosen.clause).definitions:
            composer.definition(term)
    except TreatydraftError as wrong:
        return wrong
    return provision


def _chosen(clause: Clause, variant: str) -> Chosen:
    return Chosen(clause.id, clause.kind, variant)
