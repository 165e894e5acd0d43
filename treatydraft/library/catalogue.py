"""The shape of the files that stand once in a library: outlines, languages, parties, scales and shared questions."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field

from treatydraft.library.schema import QuestionFile, QuestionWords, Register, Shape, one_or_by_register


class PartFile(Shape):
    """A part or chapter of an outline."""

    part: str = ""
    chapter: str = ""
    clauses: list[Any]


class NumberingFile(Shape):
    """How articles are numbered, and whether they have headings."""

    articles: Literal["decimal", "roman"] = "decimal"
    headings: bool = True


class OutlineFile(Shape):
    """A kind of instrument to start from."""

    remedy: ClassVar[str] = "'treatydraft schema outline' has what can stand here"

    title: dict[str, str]
    purpose: str
    registers: list[Register] = Field(min_length=1)
    numbering: NumberingFile = NumberingFile()
    order: Literal["topics", "written"] = "topics"
    frame: bool = True
    answers: dict[str, Any] = {}
    preamble: list[Any] = []
    body: list[Any] = []
    annexes: list[Any] = []


class LibraryFile(Shape):
    """`library.yaml`."""

    name: str
    version: str
    registers: list[Register]
    languages: list[str]
    topics: dict[str, str]
    others: str = ""
    names: list[str] = []
    actors: dict[str, str] = {}
    events: dict[str, dict[str, list[str]]] = {}
    measures: list[str] = []


class PartyFile(Shape):
    """What a party is."""

    kind: Literal["state", "organisation"] = "state"
    member: list[str] = []
    neutral: bool = False
    vclt: bool = True
    languages: list[str] = []


class PartiesFile(Shape):
    """`parties.yaml`."""

    parties: dict[str, PartyFile]
    groups: dict[str, list[str]] = {}


class KeyFile(Shape):
    """A scale of contributions."""

    title: str
    source: str
    date: str
    weights: dict[str, str]


class PartyWords(Shape):
    """The names of a party in one language."""

    formal: str
    short: str
    government: str = ""
    adjective: str = ""
    sort: str = ""


class LanguageFile(Shape):
    """`languages/<lang>.yaml`."""

    name: str
    quotes: list[str] = Field(min_length=2, max_length=2)
    months: list[str] = Field(min_length=12, max_length=12)
    numbers: list[str]
    ordinals: list[str]
    ordinal_endings: dict[str, str]
    fractions: dict[str, str]
    percent: str
    units: dict[str, dict[Literal["one", "many"], str]]
    lists: dict[Literal["and", "or"], list[str]]
    languages: dict[str, str]
    roles: dict[str, dict[Register, list[str]]]
    determiners: dict[str, str]
    levels: dict[str, Any]
    words: dict[str, dict[Register, str]]
    formulae: dict[str, Annotated[dict[Register, str], BeforeValidator(one_or_by_register)]]
    parts: dict[str, str] = {}
    page: dict[Literal["number", "draft", "dated", "contents", "locale"], str] = Field(min_length=5)
    questions: dict[str, QuestionWords]
    parties: dict[str, PartyWords]


class QuestionsFile(Shape):
    """`questions.yaml` under the one key that `validated` is given."""

    questions: dict[str, QuestionFile]


class FamiliesFile(Shape):
    """`families.yaml` under the one key that `validated` is given."""

    families: dict[str, str]


class KeysFile(Shape):
    """`keys.yaml` under the one key that `validated` is given."""

    keys: dict[str, KeyFile]
