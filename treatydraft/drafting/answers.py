"""The answers of a draft, typed: what the draft says, else the outline, else the question's default.

All wrong answers are reported together, each with its place; a question that is not asked now takes its default,
whatever the draft still holds for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from treatydraft.drafting.draft import Draft
from treatydraft.drafting.selection import Chosen, Selection
from treatydraft.errors import DraftError, Problem
from treatydraft.library.cache import Uncacheable, value_key
from treatydraft.library.loading import Library
from treatydraft.library.naming import circular, used
from treatydraft.library.party import Parties, Party, arrange, expand
from treatydraft.library.question import FRAME, Question
from treatydraft.value import Missing, Open, Register, Role, settled


class Answers:
    """The answers to the questions of a selection. `first` is a party that stands before the others, or empty."""

    def __init__(self, draft: Draft, library: Library, selection: Selection, first: str = "") -> None:
        self.draft = draft
        self.library = library
        self.selection = selection
        self.first = first
        self.problems: list[Problem] = []
        self.wrong: dict[str, str] = {}  # what is wrong with the answer to each key, without the key
        self._values: dict[str, object] = {}
        self._contexts: dict[tuple[str, str], dict[str, object]] = {}
        self._settings = {chosen.clause: chosen.settings or {} for chosen in selection.chosen}

    @property
    def register(self) -> Register:
        """The register of the selection, with what it binds to."""
        return self.library.registers[self.selection.register]

    def sharing(self, draft: Draft, selection: Selection) -> Answers:
        """The answers of a draft that differs in what it says of clauses alone: what is shared is not read again."""
        other = Answers(draft, self.library, selection, self.first)
        self.shared()
        other._values = {key: value for key, value in self._values.items() if "." not in key}
        other.problems = list(self.problems)
        vars(other).update(parties=self.parties, everyone=self.everyone)
        return other

    @cached_property
    def parties(self) -> Parties:
        """Every party that can be named, the draft's own names included."""
        try:
            return self.library.parties(self.draft.language).overlaid(self.draft.parties)
        except ValueError as wrong:
            self.problems.append(
                Problem("unnamed-party", self.draft.where("parties"), str(wrong), "give it 'formal' and 'short'")
            )
            return self.library.parties(self.draft.language)

    def question(self, key: str) -> Question:
        """The question behind a key, shared or a clause's. LookupError for a key nobody asks."""
        clause, _, name = key.rpartition(".")
        if clause:
            return self.library.clause(clause, self.draft.language).questions[name]
        return self.library.questions(self.draft.language)[key]

    def origin(self, key: str) -> str:
        """Who answers a question: ``draft``, ``outline``, ``default``, or ``nobody``."""
        return self._raw(self.question(key))[1]

    def _raw(self, question: Question) -> tuple[object, str]:
        given = self.draft.given(question.key)
        if given is not None:
            return given, "draft"
        clause = question.key.rpartition(".")[0]
        outline = self._settings.get(clause, {}) if clause else self.selection.outline.answers
        if outline.get(question.name) is not None:
            return outline[question.name], "outline"
        return (question.default, "default") if question.default is not None else (None, "nobody")

    def value(self, key: str) -> object:
        """The typed answer to a question: a role for parties, `Missing` where nobody answers.

        A wrong answer is kept in `problems` and counts as missing.
        """
        if key not in self._values:
            question = self.question(key)
            self._values[key] = ...  # until it is read
            self._values[key] = self._read(question)
        if self._values[key] is ...:
            raise circular(self.library, key)
        return self._values[key]

    def default(self, key: str) -> object:
        """The answer where the draft's is not asked for: the outline's or the question's own."""
        question = self.question(key)
        data = self._settings.get(key.rpartition(".")[0], {}).get(question.name, question.default)
        return Missing(key) if data is None else self._taking_part(question, self._typed(question, data))

    def _read(self, question: Question) -> object:
        data, origin = self._raw(question)
        if data is None:
            return Missing(question.key)
        try:
            if question.type == "choice" and origin == "draft":
                question = self._bounded(question)
            value = self._typed(question, data)
            return value if origin == "draft" else self._taking_part(question, value)
        except ValueError as wrong:
            where = self.draft.where(question.key)
            if origin != "draft":
                where = replace(self.selection.outline.where, key=question.key)
            self.wrong.setdefault(question.key, str(wrong))
            hint = question.ask or "give another answer"
            if question.among and question.type == "choice":
                hint = f"choose one of these, or add it to {question.among}"
            elif question.among and question.limits.max:
                hint = f"there are no more {question.among}: lower the number, or name more of them"
            what = str(wrong) if where.names_key else f"{question.key}: {wrong}"  # unless the place names it
            self.problems.append(Problem("wrong-answer", where, what, hint))
            return Missing(question.key)

    def _taking_part(self, question: Question, value: object) -> object:
        """The parties that an outline names count where they take part in the instrument, and no others.

        So does a default; where either says how many of them, it is all of them at most.
        """
        if question.type == "choice" and question.among:
            offered = self._bounded(question).limits.choices
            return self._each(
                value, lambda choice: choice if choice in offered else self._typed(question, question.default)
            )
        if question.among:
            most = self._number(question.among)
            return self._each(value, lambda number: min(number, most))
        if question.role or isinstance(value, Open):
            return value
        if question.type == "rows" and isinstance(value, tuple):
            return tuple(row for row in value if set(question.parties_in([row])) <= set(self.everyone))
        if isinstance(value, Role):
            return Role(value.name, tuple(code for code in value if code in self.everyone))
        if question.type == "party" and value not in self.everyone:
            return self._typed(question, question.default)
        return value

    def _typed(self, question: Question, data: object) -> object:
        if question.type == "party" and isinstance(data, str) and data in self._roles():
            codes = self._codes(str(data))
            states = [code for code in codes if self.party(code).kind == "state"]  # an organisation hosts only alone
            return next(iter(states or codes), Missing(question.key))
        value = self._parsed(question, data)
        if question.type in ("party", "parties", "rows"):
            value = question.named(value, self.parties)
        if question.type == "parties":
            return self._each(value, lambda codes: self._role(question, codes))
        return value

    def _parsed(self, question: Question, data: object) -> object:
        """The value of an answer before anything is known of the draft; most are the same in every draft."""
        try:
            offered = tuple(question.limits.choices) if question.among else ()
            key = (Answers, self.draft.language, question.key, question.limits.max, offered, value_key(data))
        except Uncacheable:
            return question.parse(data)
        memory = self.library.memory
        value = memory.get(key)
        if value is None:
            value = question.parse(data)
            memory.put(key, value)
        return value

    def _each(self, value: object, read: Callable[[Any], object]) -> object:
        return Open(tuple(read(proposal) for proposal in value.proposals)) if isinstance(value, Open) else read(value)

    def _role(self, question: Question, codes: tuple[str, ...]) -> object:
        if codes == ("all",):
            return Role(question.name, self._everyone(question))
        ranked = arrange([self.party(code) for code in expand(codes, self.parties.groups)])
        return Role(question.name, self._fronted(ranked))

    def _fronted(self, parties: Iterable[Party]) -> tuple[str, ...]:
        """The codes of parties, that of the first party in front."""
        return tuple(sorted((party.code for party in parties), key=lambda code: code != self.first))

    def _everyone(self, question: Question) -> tuple[str, ...]:
        """Who `all` is: the parties the other role names, or for a question that is no role, all of them."""
        if not question.role:
            return self.everyone.codes
        others = [name for name in self._roles() if name != question.name and self._values.get(name) is not ...]
        codes = tuple(code for name in others for code in self._codes(name))  # two roles do not mean each other
        if not codes:
            raise ValueError("'all' here needs the parties by name in the other role")
        return codes

    def _number(self, among: str) -> int:
        """How many parties there are in a role, or at all."""
        return len(self._codes(among) if among in self._roles() else self.everyone)

    def _bounded(self, question: Question) -> Question:
        """The question with the limit that the number of parties, or another answer, sets."""
        if question.among and question.type == "choice":
            answers = settled(self.value(question.among))
            return question.made_among(answers if isinstance(answers, tuple) else ())
        return question.at_most(self._number(question.among)) if question.among else question

    def _codes(self, name: str) -> tuple[str, ...]:
        role = settled(self.value(name))
        return role.codes if isinstance(role, Role) else ()

    def _roles(self) -> dict[str, Question]:
        shared = self.library.questions(self.draft.language)
        return {name: question for name, question in shared.items() if question.role}

    @cached_property
    def everyone(self) -> Role:
        """Every party, in the order in which they stand in the instrument."""
        codes = dict.fromkeys(code for name in self._roles() for code in self._codes(name))
        order = self.value("order") if "order" in self.library.questions(self.draft.language) else ""
        leading = [name for name in self.library.about.roles if order == f"{name}-first"]
        ahead = next((role.codes for role in self._in_front(*leading, *self.library.about.sides) if role), ())
        parties = [self.party(code) for code in codes]
        return Role("parties", self._fronted(arrange(parties, ahead if leading else ())))  # else by the alphabet

    def sides(self) -> tuple[Role, ...]:
        """Those who owe the guarantee and those who receive it; the side of the first party in front."""
        return self._in_front(*self.library.about.sides)

    def others(self) -> tuple[Role, ...]:
        """The further roles that somebody is in: they neither owe the guarantee nor receive it."""
        sides = self.library.about.sides
        roles = (Role(name, self._codes(name)) for name in self.library.about.roles if name not in sides)
        return tuple(role for role in roles if role)

    def _in_front(self, *names: str) -> tuple[Role, ...]:
        """Roles in this order, those that the first party is in before the rest."""
        roles = [Role(name, self._codes(name)) for name in names]
        return tuple(sorted(roles, key=lambda role: bool(self.first) and self.first not in role))

    def party(self, code: object) -> Party:
        """The party with a code. ValueError for one that is none, TypeError for what is no code: a text may give it."""
        if not isinstance(code, str):
            raise TypeError(type(code).__name__)
        if party := self.parties.get(code):
            return party
        raise ValueError(f"there is no party '{code}'")

    def shared(self) -> dict[str, object]:
        """The answers to the shared questions, by name."""
        values = {name: self.value(name) for name in self.library.questions(self.draft.language)}
        return {**values, "parties": self.everyone, "register": self.register, "variant": ""}

    def of_clause(self, chosen: Chosen, words: Mapping[str, object]) -> dict[str, object]:
        """What a clause's text and record may read: its own answers, those it uses, its variant and the register.

        A question whose condition does not hold has its default: what the draft says of it has no effect, neither
        here nor in another clause that uses the answer.
        """
        questions = used(self.library, chosen.clause, self.draft.language)
        return {**self._settled(chosen, words), **{name: self._used(asked, words) for name, asked in questions.items()}}

    def _used(self, question: Question, words: Mapping[str, object]) -> object:
        """The answer to a question another clause or nobody in particular asks."""
        id = question.key.rpartition(".")[0]
        if question.when is None or not id:  # a shared one is asked where there is a place for its answer
            return self.value(question.key)
        variant = self.library.clause(id, self.draft.language).default.get(self.selection.register, "")
        matches = (chosen for chosen in self.selection.chosen if chosen.clause == id)
        return self._settled(next(matches, Chosen(id, "", variant)), words)[question.name]

    def _settled(self, chosen: Chosen, words: Mapping[str, object]) -> dict[str, object]:
        """What a clause reads of its own answers and of others as they are; the words are always those of the draft."""
        if (chosen.clause, chosen.variant) not in self._contexts:
            self._contexts[chosen.clause, chosen.variant] = self._settle(chosen, words)
        return self._contexts[chosen.clause, chosen.variant]

    def _settle(self, chosen: Chosen, words: Mapping[str, object]) -> dict[str, object]:
        clause = self.library.clause(chosen.clause, self.draft.language)
        context: dict[str, object] = {
            **{
                name: self.value(question.key)
                for name, question in used(self.library, clause.id, self.draft.language).items()
            },
            **{name: self.value(question.key) for name, question in clause.questions.items()},
            "parties": self.everyone,
            "register": self.register,
            "variant": chosen.variant,
        }
        known = {**context, **words}
        for name, question in clause.questions.items():
            if question.when is not None and not question.when.holds(known):
                context[name] = known[name] = self.default(question.key)
            elif question.among and context[name] and self.origin(question.key) == "draft":
                context[name] = known[name] = self._read(self._bounded(question))
        return context

    def asked(self, words: Mapping[str, object]) -> Iterator[Question]:
        """The questions the present answers make it necessary to ask: shared ones that are used, then the clauses'."""
        clauses = [
            self.library.clause(chosen.clause, self.draft.language)
            for chosen in self.selection.chosen
            if not chosen.own
        ]
        keys = {key for clause in clauses for key in clause.uses.values()}
        frame = {**self.shared(), **words}
        for name, question in self.library.questions(self.draft.language).items():
            wanted = question.role or name in keys or name in FRAME
            if wanted and (question.when is None or question.when.holds(frame)):
                yield self._bounded(question)
        for chosen in self.selection.chosen:
            if chosen.own:
                continue
            context = {**self.of_clause(chosen, words), **words}
            for question in self.library.clause(chosen.clause, self.draft.language).questions.values():
                if question.when is None or question.when.holds(context):
                    yield self._bounded(question)

    def refuse_wrong(self) -> None:
        """Raise DraftError with every answer that was read and is wrong."""
        if self.problems:
            raise DraftError(dict.fromkeys(self.problems))
