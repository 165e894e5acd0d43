"""A question: what a clause or the whole instrument must know, typed and limited."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from treatydraft.errors import Code, Problem, suggestion
from treatydraft.language import Language
from treatydraft.library import schema
from treatydraft.library.overlay import MergedYaml, placeholder, split_place
from treatydraft.library.party import Parties
from treatydraft.template.template import WORDS, Condition
from treatydraft.value import TYPES, Column, Limits, Open, Row, parse_open

ALWAYS = ("variant", "register", "parties")
"""Names every text and condition may read besides its own questions and those it uses."""

FRAME = ("order", "signed", "place", "signed_on", "texts", "originals", "prevailing")
"""The shared questions the frame of the instrument reads."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Offer:
    """One choice of a question: how it is offered, and the words it prints (in the drafting notation)."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """What must be known, under which key, of which type, and how a person is asked.

    `key` is the name a draft uses (``guarantors``, ``collective-defense/response.hours``), `default` the answer where
    nobody gives one (as data, not yet parsed), `when` the condition under which it is asked at all. `among` limits
    the answer by another: a number by those of whom there must be as many (a role, or the parties), a choice by the
    shared question whose answers it is made among; it is empty where nothing does.
    """

    key: str
    name: str
    type: str
    limits: Limits
    default: object = None
    optional: bool = False
    when: Condition | None = None
    among: str = ""
    role: bool = False
    ask: str = ""
    why: str = ""
    offers: Mapping[str, Offer] = field(default_factory=dict)

    def parse(self, data: object) -> object:
        """The typed value of an answer; several proposals (``{open: [...]}``) give an `Open`.

        ValueError in plain words says what is wrong with it and what is allowed.
        """
        proposals = parse_open(data, self.type, self.limits)
        if proposals is not None and self.key in FRAME and self.type in ("boolean", "choice"):
            # the frame is built by it and does not print it, so that no bracket would show that it is open
            raise ValueError("it cannot be left open, for the frame of the text is built by it; give one answer")
        return TYPES[self.type].parse(data, self.limits) if proposals is None else proposals

    def named(self, value: Any, known: Parties) -> Any:
        """The typed `value` with the codes of the parties it names; ValueError for one that is not known, or twice."""
        if isinstance(value, Open):
            return Open(tuple(self.named(proposal, known) for proposal in value.proposals))
        if self.type == "rows":
            return tuple(Row({name: _named(self._kind(name), cell, known) for name, cell in row}) for row in value)
        return _named(self.type, value, known, groups=True)

    def canonical(self, data: object, known: Parties) -> object:
        """`data` in the strict form in which a draft holds it: ``10 years`` for ``ten yrs``, ``FR`` for ``France``.

        ValueError as from `parse` and `named`.
        """
        written = TYPES[self.type].format(self.named(self.parse(data), known))
        return "all" if written == ["all"] else written

    def at_most(self, number: int) -> Question:
        """The question where there are so many of those it is limited by."""
        return replace(self, limits=replace(self.limits, max=str(number)))

    def made_among(self, answers: Iterable[str]) -> Question:
        """The question where the choice is among these, or the default."""
        offers = {choice: offer for choice, offer in self.offers.items() if choice == self.default or choice in answers}
        return replace(self, limits=replace(self.limits, choices=tuple(offers)), offers=offers)

    def parties_in(self, rows: Iterable[Row]) -> Iterator[str]:
        """The codes of the parties in the cells of rows."""
        for name, cell in (pair for row in rows for pair in row):
            if self._kind(name) in ("party", "parties"):
                yield from (cell,) if isinstance(cell, str) else cell

    def _kind(self, column: str) -> str:
        return self.limits.columns[column].type


def _named(kind: str, value: Any, known: Parties, *, groups: bool = False) -> Any:
    if kind == "party":
        return known.resolve(value, groups=False)
    if kind != "parties":
        return value
    codes = tuple(known.resolve(name, groups=groups) for name in value)
    twice = next((code for n, code in enumerate(codes) if code in codes[:n]), "")
    if twice:
        raise ValueError(f"'{twice}' stands twice; name it once")
    return codes


def read_question(
    key: str,
    name: str,
    file: schema.QuestionFile,
    words: schema.QuestionWords | None,
    source: MergedYaml,
    path: tuple[str | int, ...],
    problems: list[Problem],
    asked: MergedYaml,
    missing: list[Problem],
    roles: Collection[str],
    *,
    trusted: bool = False,
    language: Language | None = None,
) -> Question:
    """A question from its facts at `path` of `source` and its words in the page or language `asked`.

    `roles` are the library's. With a `language`, choices that are languages have their names in it where the words
    have no others.

    What is wrong with it is added to `problems`, and what its words lack to `missing`. Of a `trusted` one neither the
    condition nor the default is examined before it is asked.
    """
    where = source.where(path)

    def wrong(what: str, hint: str, code: Code = "wrong-question", among: list[Problem] = problems) -> None:
        among.append(Problem(code, where, f"question '{name}': {what}", hint))

    def sentence(text: str, *keys: str) -> str:
        at = ("questions", name, *keys)
        if words is not None and not text:
            missing.append(Problem("missing-words", asked.where(at), f"'{keys[-1]}' is missing", f"add '{keys[-1]}'"))
        return text or placeholder(asked.where().file, ".".join(at))

    if not _NAME.fullmatch(name) or name in WORDS or name in ALWAYS:
        wrong(
            "this cannot name a question", "use small letters, digits and '_', and no word of the library", "wrong-name"
        )
    if file.type not in TYPES:
        hint = suggestion(file.type, TYPES, f"types: {', '.join(TYPES)}")
        wrong(f"there is no type '{file.type}'", hint, "unknown-type")
    if words is None:
        wrong("it is asked nowhere", "add it with 'ask' and 'why' to the text file's questions", among=missing)
    default = file.default
    if default is None and words is not None:
        default = words.default
    if default is None and not file.optional:
        wrong("it has no default", "add 'default', or 'optional: yes'", "wrong-default", missing)
    if (file.type in ("choice", "choices")) != bool(file.choices):
        wrong("a choice has choices, and nothing else has", "add 'choices', or change the type")
    offers = {}
    if language is not None and file.names == "languages":
        offers = {code: Offer(language.language(code), "") for code in file.choices}
    for choice, choice_words in words.choices.items() if words else ():
        offers[choice] = Offer(sentence(choice_words.label, "choices", choice, "label"), choice_words.text)
        if choice not in file.choices:
            wrong(f"the text file words a choice '{choice}' that is not offered", "remove it there, or add it here")
    for choice in file.choices:
        if choice not in offers:
            if words is not None:
                wrong(
                    f"the choice '{choice}' has no words",
                    f"add '{choice}' to its choices in the text file",
                    among=missing,
                )
            unworded = placeholder(split_place(asked.where())[0], f"questions.{name}.choices.{choice}")
            offers[choice] = Offer(unworded, f"{{?{unworded[1:-1]}}}")
    when = None
    if file.when:
        when = Condition(file.when, *split_place(source.where((*path, "when"))))
        problems.extend(() if trusted else when.mistakes)
    counts = file.type == "integer" and not file.unit
    counted = (*roles, "parties")  # whom a number can be limited by: it is at most as many as there are of them
    among = file.max if counts and file.max in counted and "." in key else ""
    if file.among and (file.type != "choice" or "." in key):
        wrong(f"it is among '{file.among}'", "take 'among' out: it is for a choice all clauses share")
    if counts and file.max and not (among or file.max.isdigit()):
        wrong(f"its max is '{file.max}'", f"write a number, or for a clause's question one of {', '.join(counted)}")
    limits = Limits(
        min=file.min,
        max=None if among else file.max,
        choices={name: offers[name].text if name in offers else "" for name in file.choices},
        units=(file.unit,) if file.unit else tuple(file.units),
        columns=dict(_columns(file.columns, wrong)),
    )
    question = Question(
        key=key,
        name=name,
        type=file.type,
        limits=limits,
        default=default,
        optional=file.optional,
        when=when,
        among=among or file.among,
        role=key in roles,
        ask=sentence(words.ask if words else "", "ask"),
        why=sentence(words.why if words else "", "why"),
        offers=offers,
    )
    if file.type in TYPES and default is not None and not trusted:
        try:
            question.parse(default)
        except ValueError as mistake:
            wrong(f"its default is not allowed: {mistake}", "change the default or the limits", "wrong-default")
    return question


def _columns(columns: Mapping[str, object], wrong: Callable[[str, str], None]) -> Iterator[tuple[str, Column]]:
    for name, column in columns.items():
        given = column if isinstance(column, Mapping) else {"type": column}
        type = str(given.get("type", "text"))
        limits: dict[str, Any] = {str(key): value for key, value in given.items() if key != "type"}
        if not _NAME.fullmatch(name) or type not in TYPES or not set(limits) <= {"min", "max", "choices", "units"}:
            wrong(f"the column '{name}' is not described", "write NAME: TYPE, or NAME: {type: TYPE, max: ...}")
        else:
            yield name, Column(type, Limits(**limits))
