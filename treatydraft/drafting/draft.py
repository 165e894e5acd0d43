"""The draft: the drafter's own YAML file of answers and choices, owned and editable by a person.

A draft is read whole, with the place of every value, so that whatever is wrong is told with its line; every mistake of
the file is told together. Changes go back into the file's own text: comments and order survive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, ValidationError

from treatydraft.drafting.limits import excess
from treatydraft.drafting.place import placed_in
from treatydraft.drafting.renaming import present_names
from treatydraft.errors import MAX_PROBLEMS, Code, DraftError, Location, Problem, indefinite, unknown
from treatydraft.files import parse_yaml, read_text
from treatydraft.library.folder import CLAUSE_ID
from treatydraft.library.loading import Library
from treatydraft.library.overlay import MergedYaml, merge
from treatydraft.library.schema import RegisterName
from treatydraft.library.shape import Shape
from treatydraft.library.validation import mistaken, validated
from treatydraft.value import TYPES, WrongValue
from treatydraft.value.parsers import shown

OWN = "own/"
"""Articles of the drafter's own have ids that begin so."""

SETTINGS = ("variant", "after", "before", "continues", "part", "chapter", "heading", "text", "kind")
"""What a draft may say of a clause besides the answers to its questions."""

PLACES = ("after", "before", "continues")
"""The settings that say where a clause stands by naming another one."""

KINDS = ("recital", "article", "annex")
"""What an article of the drafter's own can be, in the order in which they stand."""

HEAD = ("outline", "register", "language", "date", "revision", "title")
"""The keys of a draft that are set by name alone."""


class LibraryNamed(Shape):
    """A library a draft was written with."""

    name: str
    version: str


class Accepted(Shape):
    """A finding the drafter means to keep, and why."""

    rule: str
    at: str
    reason: str


class Numbering(Shape):
    """How the draft's articles are numbered and headed, and whether they stand in parts; unsaid is the outline's."""

    articles: Literal["", "decimal", "roman"] = ""
    headings: bool | None = None
    parts: bool = True


NUMBERING = tuple(f"numbering.{name}" for name in Numbering.model_fields)
"""The keys that set how a draft is numbered."""


class PartySaid(Shape):
    """What a draft says of a party: one the library lacks, or other names for one it has."""

    kind: Literal["state", "organisation"] = "state"
    member: list[str] = Field(default_factory=list)
    neutral: str = ""
    vclt: str = ""
    formal: str = ""
    short: str = ""
    government: str = ""
    adjective: str = ""
    sort: str = ""


def _listed(value: object) -> object:
    """The libraries a draft names, one or several."""
    if value is None or isinstance(value, Mapping):
        return [] if value is None else [value]
    if isinstance(value, str):
        raise ValueError(f"is {shown(value)}; write {{name: ..., version: ...}}")
    return value


class DraftFile(Shape):
    """A draft as a file holds it; answers are data until the question they answer gives them a type."""

    remedy: ClassVar[str] = "'treatydraft schema draft' has what can stand here"
    treatydraft: Literal["1"] = "1"
    library: Annotated[list[LibraryNamed], BeforeValidator(_listed)] = Field(default_factory=list)
    outline: str = ""
    register_: RegisterName | None = Field(None, alias="register")
    language: str = "en"
    date: str = ""
    revision: int = Field(1, ge=1, le=9999)
    title: str = ""
    numbering: Numbering = Numbering()
    answers: dict[str, Any] = Field(default_factory=dict)
    clauses: dict[str, Any] = Field(default_factory=dict)
    parties: dict[str, PartySaid] = Field(default_factory=dict)
    accept: list[Accepted] = Field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as read: its choices and answers as data, and where each of them stands.

    `clauses` maps a clause to what the draft says of it; False leaves it out. `register` is empty where the outline's
    default is meant. `library` has the libraries whose words the drafter has read, from the lowest to the one on top.
    All names are the present ones of the library; `renamed` has a note on each old one in the file.
    """

    name: str
    outline: str
    register: str = ""
    language: str = "en"
    date: str = ""
    revision: int = 1
    title: str = ""
    numbering: Numbering = field(default_factory=Numbering)
    answers: Mapping[str, object] = field(default_factory=dict)
    clauses: Mapping[str, Mapping[str, object] | Literal[False]] = field(default_factory=dict)
    parties: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    accept: tuple[Accepted, ...] = ()
    library: tuple[LibraryNamed, ...] = ()
    renamed: tuple[Problem, ...] = ()
    places: MergedYaml = field(default_factory=lambda: MergedYaml({}, {}))

    @property
    def accepted(self) -> list[tuple[str, str]]:
        """The findings the drafter means to keep, as pairs of rule and address: so the check takes them."""
        return [(accepted.rule, accepted.at) for accepted in self.accept]

    def where(self, key: str) -> Location:
        """The file and line of a key (``title``, ``guarantors``, ``triggers/tiers.hours``), or the key alone."""
        for path in (path_of(key), ("clauses", key)):
            if path in self.places.places:
                return replace(self.places.places[path], key=key)
        return Location(self.name, key=key)

    def given(self, key: str) -> object:
        """What the draft answers to the question `key`, as data; None where it says nothing."""
        clause, _, name = key.rpartition(".")
        if not clause:
            return self.answers.get(name)
        settings = self.clauses.get(clause)
        return settings.get(name) if settings else None


def path_of(key: str) -> tuple[str, ...]:
    """Where a key stands in the file: ``guarantors`` under `answers`, ``a/b.hours`` under `clauses` and ``a/b``."""
    clause, _, name = key.rpartition(".")
    if key in NUMBERING:
        return (clause, name)
    if "/" in key:
        return ("clauses", clause, name) if clause else ("clauses", key)
    return (key,) if key in HEAD else ("answers", key)


def renumbered(before: Numbering, changes: Mapping[str, object]) -> tuple[Numbering, Mapping[str, str]]:
    """How articles are numbered once `changes` hold, by name; with what is wrong, by key, it is as `before`."""
    try:
        return Numbering.model_validate({**before.model_dump(), **changes}), {}
    except ValidationError as wrong:
        return before, {f"numbering.{error['loc'][0]}": mistaken(error) for error in wrong.errors()}


def load_draft(path: str | Path, library: Library) -> Draft:
    """The draft in the file at `path`. DraftError with every mistake in it, each with its line."""
    return parse_draft(read_text(path, DraftError), str(path), library)


def parse_draft(text: str, name: str, library: Library, before: str | None = None) -> Draft:
    """The draft in `text`, read from `name`. DraftError with up to `MAX_PROBLEMS` mistakes and their lines.

    Where the file still holds another text, `before`, lines are those of it, and what it lacks is reported by its key.
    """
    source = merge([parse_yaml(text, name, DraftError)])
    return read_draft(source if before is None else placed_in(before, source, name), name, library)


def read_draft(source: MergedYaml, name: str, library: Library) -> Draft:
    """The draft in the data of a file, read from `name`. DraftError with up to `MAX_PROBLEMS` mistakes."""
    if not isinstance(source.data, dict):
        what = "this is not a draft"
        raise DraftError(Problem("not-a-draft", Location(name), what, "a draft begins with 'treatydraft: 1'"))
    source, renamed = present_names(source, library)
    file = validated(DraftFile, source, error=DraftError, registers=library.registers)
    draft = Draft(
        name=name,
        outline=file.outline,
        register=file.register_ or "",
        language=file.language,
        date=file.date and TYPES["date"].canonical(file.date),
        revision=file.revision,
        title=file.title,
        numbering=file.numbering,
        answers=file.answers,
        clauses={id: _settings(settings) for id, settings in file.clauses.items()},
        parties={code: party.model_dump(exclude_unset=True) for code, party in file.parties.items()},
        accept=tuple(file.accept),
        library=tuple(file.library),
        renamed=renamed,
        places=source,
    )
    every_mistake = chain(mistakes(draft, library), _unreadable(file, draft))
    if problems := tuple(excess(file.clauses, file.parties, source.where)) or tuple(
        islice(every_mistake, MAX_PROBLEMS)
    ):
        raise DraftError(problems)
    return draft


def _settings(value: object) -> Mapping[str, object] | Literal[False]:
    if isinstance(value, str) and value.casefold() in ("false", "no"):
        return False
    return value if isinstance(value, Mapping) else {}


def _unreadable(file: DraftFile, draft: Draft) -> Iterator[Problem]:
    for id, given in file.clauses.items():
        word = isinstance(given, str) and given.casefold() in ("false", "no", "true", "yes")
        if not (word or given is None or isinstance(given, Mapping)):
            what = f"'{id}' is {shown(given)}"
            yield Problem("wrong-shape", draft.where(id), what, "write false to leave it out, or a mapping of answers")


def mistakes(draft: Draft, library: Library) -> Iterator[Problem]:
    """What a draft names that the library does not know, with the nearest right name."""
    if draft.outline not in library.outline_names:
        if draft.outline:
            yield _unknown("unknown-outline", draft, "outline", "outline", draft.outline, library.outline_names)
        else:
            hint = f"add 'outline: NAME'; there are {', '.join(library.outline_names)}"
            yield Problem("missing-outline", draft.where("outline"), "the draft names no outline", hint)
        return
    outline = library.outline(draft.outline)
    if draft.register and draft.register not in outline.registers:
        what = f"the outline {outline.name} is not made for {indefinite(draft.register)}"
        hint = f"it can be {' or '.join(map(indefinite, outline.registers))}"
        yield Problem("wrong-register", draft.where("register"), what, hint)
    if draft.language not in library.about.languages:
        yield _unknown("unknown-language", draft, "language", "language", draft.language, library.about.languages)
        return
    if draft.date:
        try:
            TYPES["date"].parse(draft.date)
        except ValueError as wrong:
            what, hint = (wrong.what, wrong.advice) if isinstance(wrong, WrongValue) else (str(wrong), "")
            yield Problem("wrong-value", draft.where("date"), what, hint)
    if draft.title.startswith("open:"):
        yield Problem(
            "wrong-value", draft.where("title"), "'title' cannot be left open", "put [proposals] in brackets into it"
        )
    shared = library.questions(draft.language)
    for name in draft.answers:
        if name not in shared:
            yield _unknown("unknown-question", draft, name, "shared question", name, shared)
    for id, settings in draft.clauses.items():
        yield from _clause_mistakes(draft, library, id, settings)


def _clause_mistakes(draft: Draft, library: Library, id: str, given: Mapping[str, object] | bool) -> Iterator[Problem]:
    settings = given if isinstance(given, Mapping) else {}
    unlike = [name for name in SETTINGS if not isinstance(settings.get(name), str | None)]
    for name in unlike:
        yield Problem(
            "wrong-shape",
            draft.where(f"{id}.{name}"),
            f"'{name}' of {id} is a list or mapping",
            f"write {name}: and words",
        )
    if unlike:
        return
    for place in PLACES:
        target = settings.get(place)
        if target is not None and target not in library.clause_ids and target not in draft.clauses:
            yield _unknown(
                "unknown-clause", draft, f"{id}.{place}", "clause", str(target), [*library.clause_ids, *draft.clauses]
            )
    if settings.get("continues") is not None:
        for name in ("after", "before", "part", "chapter", "heading"):
            if settings.get(name) is not None:
                what = f"{id} continues {settings['continues']} and cannot have '{name}' beside that"
                yield Problem("settings-exclusive", draft.where(f"{id}.{name}"), what, "take one of the two out")
    if id.startswith(OWN):
        yield from _own_mistakes(draft, id, settings)
        return
    if id not in library.clause_ids:
        yield _unknown("unknown-clause", draft, id, "clause", id, library.clause_ids)
        return
    clause = library.clause(id, draft.language)
    for name, value in settings.items():
        if name == "variant" and value not in clause.variants:
            yield _unknown("unknown-variant", draft, f"{id}.variant", "variant", str(value), clause.variants)
        elif name not in SETTINGS and name not in clause.questions:
            yield _unknown(
                "unknown-question", draft, f"{id}.{name}", f"question of {id}", name, [*clause.questions, *SETTINGS]
            )


def _own_mistakes(draft: Draft, id: str, settings: Mapping[str, object]) -> Iterator[Problem]:
    if not CLAUSE_ID.fullmatch(id):
        yield Problem(
            "wrong-name",
            draft.where(id),
            f"'{id}' cannot name an article",
            "write own/ and small letters, such as own/liaison",
        )
    if not isinstance(settings.get("text"), str):
        yield Problem(
            "missing-text", draft.where(id), f"the article {id} has no text", "add 'text', in the drafting notation"
        )
    if settings.get("kind", "article") not in KINDS:
        yield _unknown("unknown-name", draft, f"{id}.kind", "kind of provision", str(settings["kind"]), KINDS)
    for name in settings:
        if name not in SETTINGS or name == "variant":
            yield _unknown(
                "unknown-key",
                draft,
                f"{id}.{name}",
                "key of an own article",
                name,
                [s for s in SETTINGS if s != "variant"],
            )


def _unknown(code: Code, draft: Draft, key: str, what: str, name: str, known: Iterable[str]) -> Problem:
    return unknown(code, draft.where(key), what, name, known)
