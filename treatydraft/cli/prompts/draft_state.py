"""The draft as it stands between two answers, with what follows from it; and its answers in words."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from types import MappingProxyType

from treatydraft.assembly import Assembly
from treatydraft.cli.prompts.step import DEPTH, TOPIC
from treatydraft.drafting.change import with_changes
from treatydraft.drafting.draft import Draft, parse_draft
from treatydraft.drafting.renaming import present_text
from treatydraft.errors import DraftError, Problem
from treatydraft.files import Edit, edit_text
from treatydraft.instrument.plain_text import plain_text
from treatydraft.instrument.tree import Instrument, provisions
from treatydraft.library.loading import Library
from treatydraft.library.question import Question
from treatydraft.value import TYPES

FEW = 8
"""How many names of parties are said one by one."""


Aside = Mapping[str, Mapping[str, object]]
"""What a draft said of clauses that have been left out: it comes back with them."""

NOTHING: Aside = MappingProxyType({})


class DraftState:
    """A draft between two answers, and what follows from it: the selection, the steps it calls for, what is wrong.

    An answer makes another one (`after`); nothing in this one changes. Each has the text of the `file` as it was read
    and the `edits` to be made in it, which are made when the text is asked for.
    """

    def __init__(
        self,
        draft: Draft,
        library: Library,
        file: str,
        edits: tuple[Edit, ...] = (),
        aside: Aside = NOTHING,
    ) -> None:
        self.draft = draft
        self.library = library
        self.aside = aside
        self._file = file
        self._edits = edits
        self.assembly = Assembly(draft, library)
        self.language = self.assembly.language
        self.selection = self.assembly.selection
        self.answers = self.assembly.answers
        self.asked = {question.key: question for question in self.assembly.asked}
        for key in self.asked:
            self.answers.value(key)  # what is wrong comes to light when it is read
        self.parties = self.answers.parties
        self.problems: tuple[Problem, ...] = tuple(dict.fromkeys(self.answers.problems))

    @classmethod
    def read(cls, text: str, name: str, library: Library, aside: Aside = NOTHING) -> DraftState:
        """The state of the draft in the `text` of the file `name`, under the present names of the library.

        DraftError where it is no draft, LibraryError where the library is wrong.
        """
        text = present_text(text, library, name)
        return cls(parse_draft(text, name, library), library, text, (), aside)

    def after(self, edit: Edit, aside: Aside) -> DraftState:
        """The state once the edit is made. DraftError where it makes no draft."""
        draft = with_changes(self.draft, edit, self.library)
        file, edits = (self.text, ()) if "text" in vars(self) else (self._file, self._edits)
        return DraftState(draft, self.library, file, (*edits, edit), aside)

    @cached_property
    def text(self) -> str:
        """The text of the file with every answer in it. DraftError where its owner wrote what cannot be changed."""
        return edit_text(self._file, self._edits, self.draft.name) if self._edits else self._file

    @property
    def unwritable(self) -> tuple[Problem, ...]:
        """Why the file cannot have every answer in it: places that only its owner can change."""
        try:
            _ = self.text
        except DraftError as wrong:
            return wrong.problems
        return ()

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys of every step the draft calls for, in the order in which they are asked."""
        outline = self.selection.outline
        roles = [key for key, question in self.asked.items() if question.role]
        shared = [key for key in self.asked if "/" not in key and key not in roles]
        of_clause: dict[str, list[str]] = {}
        for key in self.asked:
            of_clause.setdefault(key.rpartition(".")[0], []).append(key)
        topics = dict.fromkeys(id.partition("/")[0] for id in self.library.clause_ids)
        keys = ["outline", *(["register"] if len(outline.registers) > 1 else []), "title", *roles, DEPTH]
        keys.extend(f"{TOPIC}{topic}" for topic in topics)
        keys.extend(shared)
        for selected in self.selection.chosen:
            if not selected.own:
                keys.extend([f"{selected.clause}.variant"] if len(self.allowed(selected.clause)) > 1 else [])
                keys.extend(of_clause.get(selected.clause, ()))
        return tuple(keys)

    def allowed(self, clause: str) -> list[str]:
        """The variants of a clause that the register can have."""
        known = self.library.clause(clause, self.draft.language)
        return [name for name in known.variants if not known.refusal(self.selection.register, name)]

    def wrong(self, key: str) -> str:
        """What is wrong with the answer to `key`; empty where nothing is."""
        return self.answers.wrong.get(key, "")

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
            settings = next(selected.settings for selected in self.selection.chosen if selected.clause == clause)
            return (settings or {})[question.name]
        return question.default

    def words(self, key: str) -> str:
        """The answer to a question in words; empty where there is none."""
        return self.in_words(self.asked[key], self.data(key))

    def in_words(self, question: Question, data: object) -> str:
        """An answer, given as data, in words: labels of choices, names of parties, numbers with their unit."""
        if data is None:
            return ""
        if isinstance(data, Mapping) and set(data) == {"open"}:
            return "open: " + " or ".join(self.in_words(question, item) for item in data["open"])
        kind, offers = question.type, question.offers
        if kind in ("choice", "choices"):
            return ", ".join(offers[item].label if item in offers else item for item in _items(data)) or "none"
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
        named = {code: self.parties.get(code) for code in codes}
        if len(codes) > FEW:
            return ", ".join(codes)
        return ", ".join(
            f"{code} ({len(groups[code])} parties)" if code in groups else party.short if party else code
            for code, party in named.items()
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
            provision.clause: f"{self.language.headed(provision.kind, register)} {provision.number}".strip()
            for provision in provisions(self._instrument)
            if provision.kind != "recital"
        }


def _items(data: object) -> list[str]:
    if isinstance(data, (list, tuple)):
        return [str(item) for item in data]
    return [item.strip() for item in str(data).split(",") if item.strip()]
