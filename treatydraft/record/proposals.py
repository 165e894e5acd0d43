"""What is proposed where an answer is left open, and every form in which the text may print a proposal.

The words of the library do the printing, so that what is looked for in a bracket is what they put there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from treatydraft.composition.composer import Composer
from treatydraft.instrument.notation import parse_inline
from treatydraft.instrument.plain_text import plain_text
from treatydraft.library.question import Question
from treatydraft.record.facts import Proposal
from treatydraft.template.template import PRINT
from treatydraft.value import TYPES, Duration, Open

DETERMINED = ("each", "any", "a", "that", "the", "other", "each_other", "any_other", "the_other")

WORDS: Mapping[str, tuple[str, ...]] = {
    "integer": ("number", "ordinal"),
    "duration": ("span", "number", "ordinal"),
    "choices": ("languages",),
    "party": ("party", "government", "formal"),
    "parties": ("names", "formal", "called", "noun", "nouns", *DETERMINED),
}
"""The words a text prints an answer with, by its type, the usual one first; every other type has the printer alone."""

PHRASES = (*DETERMINED, "party", "government", "formal", "names")
"""Those of them that give a phrase, which can be put into the forms of the language."""


def proposals(composer: Composer) -> dict[str, tuple[Proposal, ...]]:
    """The proposals of every answer left open among those that are asked now, by its key."""
    if not any(isinstance(value, Open) for value in _values(composer)):
        return {}  # as nearly always, and sooner known than what is asked
    asked = ((question, composer.answers.value(question.key)) for question in composer.answers.asked(composer.words))
    return {
        question.key: tuple(_proposal(composer, question, proposal) for proposal in value.proposals)
        for question, value in asked
        if isinstance(value, Open)
    }


def _values(composer: Composer) -> Iterator[object]:
    yield from composer.answers.shared().values()
    for chosen in composer.selection.chosen:
        if not chosen.own:
            yield from composer.answers.of_clause(chosen, composer.words).values()


def _proposal(composer: Composer, question: Question, value: object) -> Proposal:
    data = TYPES[question.type].format(value)
    answer = ",".join(map(str, data)) if isinstance(data, list) else str(data)
    if question.type == "boolean":  # which no text prints
        return Proposal(answer, answer, frozenset())
    prints = [plain_text(parse_inline(text), composer.language) for text in _printed(composer, question, value)]
    return Proposal(answer, prints[0], frozenset(prints))


def _printed(composer: Composer, question: Question, value: object) -> Iterator[str]:
    words: Mapping[str, Callable[..., str]] = composer.words  # type: ignore[assignment]
    grammar = composer.language.grammar
    for name in WORDS.get("duration" if isinstance(value, Duration) else question.type, ()):
        yield words[name](value)
        for form in grammar.span_forms if name == "span" else grammar.forms if name in PHRASES else ():
            yield words[name](value, form)
    yield words[PRINT](value)
