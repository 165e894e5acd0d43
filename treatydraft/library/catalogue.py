"""The shape of the files that stand once in a library: outlines, languages, parties, scales and shared questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field

from treatydraft.library.schema import REGISTERS, QuestionFile, QuestionWords, Register, Shape, one_or_by_register
from treatydraft.value import HOURS


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
    renamed: dict[str, str] = {}


class ClauseVersion(Shape):
    """Since which version of the library a clause reads as it does, and the digest of its files."""

    version: str
    words: str


class VersionsFile(Shape):
    """`versions.yaml`: the version of the library for which it was written last, and its clauses."""

    remedy: ClassVar[str] = "'treatydraft library check --accept-words' writes this file; remove it to begin anew"

    version: str
    clauses: dict[str, ClauseVersion] = {}


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


# ------------------------------------------------------------------------------------------------ languages/<lang>.yaml

Words = Annotated[str, Field(min_length=1)]
Pair = Annotated[list[Words], Field(min_length=2, max_length=2)]
PerRegister = Annotated[dict[Register, Words], Field(min_length=len(REGISTERS))]
Formula = Annotated[dict[Register, str], BeforeValidator(one_or_by_register), Field(min_length=len(REGISTERS))]
M = TypeVar("M", bound=Mapping[str, object])


def _with(*keys: str) -> AfterValidator:
    """What a mapping must have, for without it no instrument can be told."""

    def check(value: M) -> M:
        if missing := [f"'{key}'" for key in keys if key not in value]:
            raise ValueError(f"lacks {', '.join(missing)}")
        return value

    return AfterValidator(check)


def _places(*names: str) -> Any:
    """What the braces in a text may hold: these names, and nothing that would be obeyed instead of printed."""
    return Field(min_length=1, pattern=rf"^(?:[^{{}}]|\{{(?:{'|'.join(names)})\}})*$")


class LevelsFile(Shape):
    """What the parts of an instrument are called, and how the one a reader is in is."""

    article: PerRegister
    paragraph: PerRegister
    paragraphs: PerRegister
    subparagraph: PerRegister
    point: PerRegister
    annex: PerRegister
    part: PerRegister
    chapter: PerRegister
    this: str = _places("level")
    through: str


_DETERMINERS = (
    *("each", "any", "either", "a", "that", "the", "other", "other_one"),
    *("depositary", "each_other", "any_other"),
)
_WORDS = (
    *("shall", "shall not", "may", "treaty", "total"),
    *("enter into force", "enters into force", "entered into force", "entry into force"),
)
_FORMULAE = ("opening", "enacting", "testimonium", "done", "signature", "signature_date")


class LanguageFile(Shape):
    """`languages/<lang>.yaml`."""

    name: str
    quotes: Pair
    months: list[str] = Field(min_length=12, max_length=12)
    numbers: list[str]
    ordinals: list[str]
    ordinal_endings: Annotated[dict[str, str], _with("other")]
    fractions: dict[str, str]
    percent: str = _places("number")
    units: Annotated[dict[str, Annotated[dict[Literal["one", "many"], str], Field(min_length=2)]], _with(*HOURS)]
    lists: dict[Literal["and", "or"], Pair] = Field(min_length=2)
    languages: dict[str, str]
    roles: Annotated[dict[str, Annotated[dict[Register, Pair], Field(min_length=len(REGISTERS))]], _with("parties")]
    determiners: Annotated[dict[str, Annotated[str, _places("one", "many")]], _with(*_DETERMINERS)]
    levels: LevelsFile
    words: Annotated[dict[str, PerRegister], _with(*_WORDS)]
    formulae: Annotated[dict[str, Formula], _with(*_FORMULAE)]
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
