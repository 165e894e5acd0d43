"""The shape of the files that stand once in a library: outlines, languages, parties, scales and shared questions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from treatydraft.language import TITLE
from treatydraft.library.schema import (
    Lacking,
    QuestionFile,
    QuestionWords,
    RegisterName,
    by_register,
    declared,
    one_or_by_register,
)
from treatydraft.library.shape import Shape


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
    registers: list[RegisterName] = Field(min_length=1)
    numbering: NumberingFile = NumberingFile()
    order: Literal["topics", "written"] = "topics"
    frame: bool = True
    answers: dict[str, Any] = {}
    preamble: list[Any] = []
    body: list[Any] = []
    annexes: list[Any] = []


class RegisterFile(Shape):
    """What a register binds to and what an instrument in it has; what is not said is as in the one it is `like`."""

    like: str = ""
    binding: bool | None = None
    depositary: bool | None = None
    title_page: bool | None = None


OWES, RECEIVES = "owes", "receives"
"""How those in a role stand to the guarantee."""


class RoleFile(Shape):
    """A role of the parties: whether those in it owe the guarantee, receive it, or neither."""

    guarantee: Literal["", "owes", "receives"] = ""


def _two_sides(roles: dict[str, RoleFile]) -> dict[str, RoleFile]:
    for side in (OWES, RECEIVES):
        if sum(role.guarantee == side for role in roles.values()) != 1:
            raise ValueError(f"must have one role, and one only, with 'guarantee: {side}'")
    return roles


class LibraryFile(Shape):
    """`library.yaml`."""

    formerly: ClassVar[Mapping[str, str]] = {
        "names": "'names' in languages/<lang>.yaml",
        "actors": "'actors' in languages/<lang>.yaml",
    }

    name: str
    version: str
    registers: dict[str, RegisterFile] = Field(min_length=1, max_length=40)
    roles: Annotated[dict[str, RoleFile], Field(max_length=40), AfterValidator(_two_sides)]
    languages: list[str] = Field(min_length=1)
    topics: list[str]
    others: str = ""
    events: dict[str, dict[str, list[str]]] = {}
    measures: list[str] = []
    renamed: dict[str, str] = {}

    @property
    def sides(self) -> tuple[str, str]:
        """The role of those who owe the guarantee, and that of those who receive it."""
        owing, receiving = (
            next(name for name, role in self.roles.items() if role.guarantee == side) for side in (OWES, RECEIVES)
        )
        return owing, receiving


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
    short: str = ""
    government: str = ""
    adjective: str = ""
    sort: str = ""


# ------------------------------------------------------------------------------------------------ languages/<lang>.yaml

Words = Annotated[str, Field(min_length=1)]
Pair = Annotated[list[Words], Field(min_length=2, max_length=2)]
T = TypeVar("T")
M = TypeVar("M", bound=Mapping[str, object])


def _by_register(value: dict[str, T], info: ValidationInfo) -> dict[str, T]:
    return by_register(value, declared(info))


def _every_register(value: dict[str, T], info: ValidationInfo) -> dict[str, T]:
    every = by_register(value, declared(info))
    if missing := [register for register in declared(info) if register not in every]:
        raise ValueError(f"says nothing for the register {' and '.join(missing)}")
    return every


def _one_or_by_register(value: object, info: ValidationInfo) -> object:
    every = isinstance(value, list) or (isinstance(value, Mapping) and "one" in value)
    return dict.fromkeys(declared(info), value) if every else value


PerRegister = Annotated[dict[RegisterName, Words], AfterValidator(_every_register)]
Formula = Annotated[dict[RegisterName, str], BeforeValidator(one_or_by_register), AfterValidator(_every_register)]


def _with(*keys: str) -> AfterValidator:
    """The keys a mapping must have, without which no instrument can be made."""

    def check(value: M) -> M:
        if missing := [f"'{key}'" for key in keys if key not in value]:
            raise Lacking(f"lacks {', '.join(missing)}")
        return value

    return AfterValidator(check)


def _places(*names: str) -> Any:
    """The names that the braces in a text may hold; nothing that would be evaluated instead of printed."""
    return Field(min_length=1, pattern=rf"^(?:[^{{}}]|\{{(?:{'|'.join(names)})\}})*$")


Gender = Literal["", "m", "f", "n"]


_DATE = re.compile(
    r"full|long|medium|(?:'[^']*'|(?<!d)d{1,2}(?!d)|(?<!M)M{1,4}(?!M)|(?<!y)y(?!y)|(?<!E)E{1,4}(?!E)|[^A-Za-z'])+"
)


def _date(pattern: str) -> str:
    if len(pattern) > 40 or not _DATE.fullmatch(pattern):
        raise ValueError("is no pattern of a date; write d, MMMM and y, and other letters in single quotation marks")
    return pattern


class NounFile(Shape):
    """The noun of a role, for one and for several who have it."""

    one: Words
    many: Words
    gender: Gender = ""


def _noun(value: object) -> object:
    """A pair is a noun without gender."""
    return {"one": value[0], "many": value[1]} if isinstance(value, list) and len(value) == 2 else value


RoleNoun = Annotated[NounFile, BeforeValidator(_noun)]
Nouns = Annotated[dict[RegisterName, RoleNoun], BeforeValidator(_one_or_by_register), AfterValidator(_every_register)]


def _every_gender(value: object) -> object:
    """One text for nouns of every gender, where it is not given by gender."""
    return {"": value} if isinstance(value, str) else value


Determiner = Annotated[
    dict[Gender, Annotated[str, _places("one", "many")]], BeforeValidator(_every_gender), Field(min_length=1)
]


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
    this: Annotated[dict[Gender, Annotated[str, _places("level")]], BeforeValidator(_every_gender), Field(min_length=1)]
    through: str
    genders: dict[str, Gender] = {}


class DeploymentFile(Shape):
    """The words by which forces are deployed in a territory, and those of consent, of which beginnings are enough."""

    verbs: list[Words] = Field(min_length=1)
    forces: list[Words] = Field(min_length=1)
    places: list[Words] = Field(min_length=1)
    negations: list[Words] = Field(min_length=1)
    consent: list[Words] = Field(min_length=1)


class LintFile(Shape):
    """The words that rules look for. A rule about words has nothing to say in a language that does not list them.

    `titles`: what a treaty may call itself besides the language's own word. `placeholders`: words that stand for words
    to come; `to_fill`: what a bracket to be filled begins with; `numbered`: what Roman numerals follow.
    """

    titles: list[Words] = []
    placeholders: list[Words] = []
    to_fill: list[Words] = []
    numbered: list[Words] = []
    deployment: DeploymentFile | None = None


_DETERMINERS = (
    *("each", "any", "either", "a", "that", "the", "other", "other_one"),
    *("depositary", "each_other", "any_other"),
)
_WORDS = (
    *("shall", "shall not", "may", TITLE.lower(), "total"),
    *("enter into force", "enters into force", "entered into force", "entry into force"),
)
_NOTES = (
    *("drafter", "commentary", "precedents", "reason", "finding", "error", "warning", "note"),
    *("own-wording", "outline", "added", "left-out", "required", "refused", "own-words"),
    *("answer", "contributor", "share"),
)
_FORMULAE = ("opening", "enacting", "testimonium", "done", "signature", "signature_date")


class LanguageFile(Shape):
    """`languages/<lang>.yaml`."""

    name: str
    quotes: Pair
    numbers: list[str]
    ordinals: list[str]
    fractions: dict[str, str]
    percent: str = _places("number")
    date: Annotated[str, AfterValidator(_date)]
    money: str = Field("", pattern=r"^(?:[^{}]|\{(?:currency|amount)\})*$")
    languages: dict[str, str] = {}
    registers: Annotated[dict[RegisterName, Words], AfterValidator(_by_register)] = {}
    roles: Annotated[dict[str, Nouns], _with("parties")]
    determiners: Annotated[dict[str, Determiner], _with(*_DETERMINERS)]
    levels: LevelsFile
    words: Annotated[dict[str, PerRegister], _with(*_WORDS)]
    formulae: Annotated[dict[str, Formula], _with(*_FORMULAE)]
    parts: dict[str, str] = {}
    topics: dict[str, str] = {}
    actors: dict[str, str] = {}
    names: list[str] = []
    page: dict[Literal["number", "draft", "dated", "contents", "locale"], str] = Field(min_length=5)
    notes: Annotated[dict[str, Annotated[str, _places("by", "why", "reason")]], _with(*_NOTES)]
    lint: LintFile = LintFile()
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
