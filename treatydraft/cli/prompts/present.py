"""The draft as it stands between two answers, with what follows from it; and its answers in words."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property

from treatydraft.assembly import Assembly
from treatydraft.drafting.draft import parse_draft
from treatydraft.drafting.renaming import present_text
from treatydraft.errors import DraftError, Problem
from treatydraft.instrument.plain_text import plain_text
from treatydraft.instrument.tree import Instrument, provisions
from treatydraft.library.loading import Library
from treatydraft.library.question import Question
from treatydraft.value import TYPES

FEW = 8
"""How many names of parties are said one by one."""


class Present:
    """A draft's text and what follows from it: the selection, the questions that are asked, what is wrong.

    The text has the present names of the library, also where it came with old ones.

    DraftError where the text is no draft, LibraryError where the library is wrong.
    """

    def __init__(self, text: str, name: str, library: Library) -> None:
        self.text = present_text(text, library, name)
        self.library = library
        self.draft = parse_draft(self.text, name, library)
        self.assembly = Assembly(self.draft, library)
        self.language = self.assembly.language
        self.selection = self.assembly.selection
        self.answers = self.assembly.answers
        self.asked = {question.key: question for question in self.assembly.asked}
        for key in self.asked:
            self.answers.value(key)  # what is wrong comes to light when it is read
        self.parties = self.answers.parties
        self.problems: tuple[Problem, ...] = tuple(dict.fromkeys(self.answers.problems))

    def wrong(self, key: str) -> str:
        """What is wrong with the answer to `key`; empty where nothing is."""
        return next((said.what[len(key) + 2 :] for said in self.problems if said.what.startswith(f"{key}: ")), "")

    def data(self, key: str) -> object:
        """The answer to a question as data, whoever gives it: the draft, the outline or the default."""
        question, origin = self.asked[key], self.answers.origin(key)
        if origin == "draft":
            given = self.draft.given(key)
            with suppress(ValueError):  # a wrong one is shown as it stands
                return question.canonical(given, self.parties)
            return given
        company = question.type in ("party", "parties", "rows") and not question.role
        if (question.among or company) and origin != "nobody":  # as far as it concerns those who take part
            return TYPES[question.type].format(self.answers.value(key))
        if origin == "outline":
            clause = key.rpartition(".")[0]
            if not clause:
                return self.selection.outline.answers[question.name]
            settings = next(one.settings for one in self.selection.chosen if one.clause == clause)
            return (settings or {})[question.name]
        return question.default

    def words(self, key: str) -> str:
        """The answer to a question in words; empty where there is none."""
        return self.said(self.asked[key], self.data(key))

    def said(self, question: Question, data: object) -> str:
        """An answer, given as data, in words: labels of choices, names of parties, numbers with their unit."""
        if data is None:
            return ""
        if isinstance(data, Mapping) and set(data) == {"open"}:
            return "open: " + " or ".join(self.said(question, one) for one in data["open"])
        kind, offers = question.type, question.offers
        if kind in ("choice", "choices"):
            return ", ".join(offers[one].label if one in offers else one for one in _items(data)) or "none"
        if kind in ("party", "parties"):
            return self.party_names(_items(data))
        if kind == "rows":
            rows = data if isinstance(data, list) else []
            return "1 row" if len(rows) == 1 else f"{len(rows)} rows"
        try:
            value = question.parse(data)
        except ValueError:
            return str(data)
        return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)

    def party_names(self, codes: list[str]) -> str:
        """Parties by name; a group by its own and how many it stands for, many by their codes."""
        groups = self.parties.groups
        found = {code: self.parties.get(code) for code in codes}
        if len(codes) > FEW:
            return ", ".join(codes)
        return ", ".join(
            f"{code} ({len(groups[code])} parties)" if code in groups else party.short if party else code
            for code, party in found.items()
        )

    @cached_property
    def _instrument(self) -> Instrument | None:
        """What the draft comes to, also where clauses of it are in conflict; None where an answer is wrong."""
        try:
            return self.assembly.composer.instrument()
        except DraftError:
            return None

    @cached_property
    def title(self) -> str:
        """The title as it is read; empty where the draft does not compose yet."""
        return plain_text(self._instrument.title, self.language) if self._instrument else ""

    @cached_property
    def numbers(self) -> dict[str, str]:
        """How each clause of the instrument is called, such as "Article 5"; empty where it does not compose yet."""
        if not self._instrument:
            return {}
        register = self.selection.register
        return {
            one.clause: f"{self.language.level(one.kind, register)} {one.number}".strip()
            for one in provisions(self._instrument)
            if one.kind != "recital"
        }


def _items(data: object) -> list[str]:
    if isinstance(data, (list, tuple)):
        return [str(one) for one in data]
    return [one.strip() for one in str(data).split(",") if one.strip()]
