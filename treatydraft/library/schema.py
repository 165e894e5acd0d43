"""The shape of every file of a library, and the check of a file against it.

A shape is declared once, as a model; `shaped` gives the data back as that model or every mistake of the file at once,
each with its line and, for a key that is not known, the nearest right one. The models also yield the JSON schemas.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from treatydraft.errors import LibraryError, Problem, TreatydraftError, nearest
from treatydraft.library.layers import Layered

Register = Literal["treaty", "memorandum", "declaration"]
REGISTERS: tuple[str, ...] = get_args(Register)


class Shape(BaseModel):
    """A mapping with these keys and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _one_or_by_register(value: object) -> object:
    return {register: value for register in REGISTERS} if isinstance(value, str) else value


def _reason_or_by_variant(value: object) -> object:
    return {"": value} if isinstance(value, Mapping) and "refused" in value else value


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


# ------------------------------------------------------------------------------------------------ clause.yaml


class PrecedentFile(Shape):
    """A precedent of a variant, as sure as the reference marks it."""

    instrument: str
    provision: str = ""
    year: int
    series: str = ""


class VariantFile(Shape):
    """One wording: its effect in a plain sentence, its strength, and where it comes from."""

    effect: str
    strength: int = Field(ge=1, le=7)
    precedents: list[PrecedentFile] = []
    source: Literal["", "own wording"] = ""
    because: str = ""


class QuestionFile(Shape):
    """What must be known: a type, a default, and the limits of an answer."""

    type: str
    default: Any = None
    optional: bool = False
    when: str = ""
    choices: list[str] = []
    min: str | None = None
    max: str | None = None
    unit: str = ""
    units: list[str] = []
    columns: dict[str, Any] = {}
    role: bool = False


class RequirementFile(Shape):
    """Clauses one of which must be there, and why; with `variants`, for those alone."""

    any: list[str] = Field(min_length=1)
    because: str
    variants: list[str] = []


class RefusalFile(Shape):
    """Why a register cannot have a clause or a variant."""

    refused: str


class EntryFile(Shape):
    """What every entry of a record has."""

    id: str
    at: str
    variants: list[str] = []
    when: str = ""


class TriggerFile(EntryFile):
    """A fact of a known class that starts something."""

    on: str
    where: dict[str, Any] = {}
    then: Annotated[list[str], BeforeValidator(_listed)] = []


class RuleFile(Shape):
    """How a body decides."""

    pass_: Any = Field(alias="pass")
    min_blockers: str = ""
    quorum: str = ""
    abstain: Literal["not_counted", "as_no", "as_present"]
    excluded: str = ""
    veto: Annotated[list[str], BeforeValidator(_listed)] = []


class DecisionFile(EntryFile):
    """A question put to a body, its rule, and what follows from each outcome."""

    asks: str
    body: str
    opens: str = ""
    within: str = ""
    rule: RuleFile
    adopted: Annotated[list[str], BeforeValidator(_listed)] = []
    rejected: Annotated[list[str], BeforeValidator(_listed)] = []
    lapsed: Annotated[list[str], BeforeValidator(_listed)] = []


class ActFile(EntryFile):
    """Who must, may or must not do what, to whom, on what, by when, paid by whom."""

    mode: Literal["duty", "ban", "permission", "power"]
    by: str
    to: str = ""
    does: str
    amount: str = ""
    after: Annotated[list[str], BeforeValidator(_listed)] = []
    due: str = ""
    outer: str = ""
    ends: str = ""
    reports_to: Annotated[list[str], BeforeValidator(_listed)] = []
    force: str = ""
    fund: str = ""
    cost: dict[str, Any] = {}
    lest: Annotated[list[str], BeforeValidator(_listed)] = []


class FundFile(EntryFile):
    """Money: the key by which it is raised, and how much."""

    key: str
    ceiling: str = ""
    peacetime: str = ""
    crisis: str = ""
    abstainers_pay: str = ""


class RecordFile(Shape):
    """A clause's facts as data."""

    triggers: list[TriggerFile] = []
    decisions: list[DecisionFile] = []
    acts: list[ActFile] = []
    funds: list[FundFile] = []


class ClauseFile(Shape):
    """`clause.yaml`."""

    title: str
    kind: Literal["article", "recital", "annex"]
    purpose: str
    variants: dict[str, VariantFile] = Field(min_length=1)
    default: Annotated[dict[Register, str], BeforeValidator(_one_or_by_register)]
    questions: dict[str, QuestionFile] = {}
    uses: list[str] = []
    requires: list[RequirementFile] = []
    excludes: list[str] = []
    registers: dict[Register, Annotated[dict[str, RefusalFile], BeforeValidator(_reason_or_by_variant)]] = {}
    record: RecordFile = RecordFile()


# ------------------------------------------------------------------------------------------------ <lang>.md


class ChoiceWords(Shape):
    """How a choice is offered, and what it prints."""

    label: str
    text: str = ""


class QuestionWords(Shape):
    """How a question is asked, and why."""

    ask: str
    why: str
    choices: dict[str, ChoiceWords] = {}
    default: Any = None


class FrontMatter(Shape):
    """The front matter of a clause's text."""

    heading: str = ""
    questions: dict[str, QuestionWords] = {}


# ------------------------------------------------------------------------------------------------ the other files


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

    title: dict[str, str]
    purpose: str
    registers: list[Register] = Field(min_length=1)
    numbering: NumberingFile = NumberingFile()
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
    actors: dict[str, str] = {}
    events: dict[str, dict[str, list[str]]] = {}


class PartyFile(Shape):
    """What a party is."""

    kind: Literal["state", "organisation"] = "state"
    member: list[str] = []
    neutral: bool = False
    vclt: bool = True


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
    formulae: dict[str, Annotated[dict[Register, str], BeforeValidator(_one_or_by_register)]]
    parts: dict[str, str] = {}
    page: dict[Literal["number", "draft", "dated", "locale"], str] = Field(min_length=4)
    questions: dict[str, QuestionWords]
    parties: dict[str, PartyWords]


class QuestionsFile(Shape):
    """`questions.yaml` under the one key that `shaped` is given."""

    questions: dict[str, QuestionFile]


class KeysFile(Shape):
    """`keys.yaml` under the one key that `shaped` is given."""

    keys: dict[str, KeyFile]


# ------------------------------------------------------------------------------------------------ the check

S = TypeVar("S", bound=BaseModel)


def shaped(shape: type[S], source: Layered, below: str = "", error: type[TreatydraftError] = LibraryError) -> S:
    """The data of a file as the model `shape`; raises `error` with every mistake of the file.

    With `below` the whole file is the value of that one key of the model.
    """
    data = source.data if source.data is not None else {}
    try:
        return shape.model_validate({below: data} if below else data)
    except ValidationError as wrong:
        skip = 1 if below else 0
        raise error(_problems(wrong, shape, source, skip)) from None


def _problems(wrong: ValidationError, shape: type[BaseModel], source: Layered, skip: int) -> Iterator[Problem]:
    for mistake in wrong.errors(include_url=False):
        path = tuple(part for part in mistake["loc"] if part != "[key]")[skip:]
        name = str(path[-1]) if path else ""
        kind = mistake["type"]
        where = source.where(path)
        if kind == "extra_forbidden":
            known = _keys_beside(shape, mistake["loc"])
            near = nearest(name, known)
            hint = f"did you mean '{near}'?" if near else f"known here: {', '.join(known)}"
            yield Problem(where, f"'{name}' is not a key that is known here", hint)
        elif kind == "missing":
            yield Problem(where, f"'{name}' is missing", f"add '{name}'")
        else:
            said = _said(mistake)
            yield Problem(where, f"'{name}' {said}" if name else said, "see clauses/README.md for what stands here")


def _said(mistake: ErrorDetails) -> str:
    """What is wrong in words of ours: those of the validation library speak of its types."""
    context = mistake.get("ctx", {})
    given = mistake["input"]
    match mistake["type"]:
        case "literal_error":
            return f"is {given!r}; it can be {context['expected'].replace(chr(39), '')}"
        case "int_parsing" | "int_type" | "int_from_float":
            return f"is {given!r}, which is not a whole number"
        case "bool_parsing" | "bool_type":
            return f"is {given!r}; it can be yes or no"
        case "greater_than_equal":
            return f"is {given}, less than the {context['ge']} allowed"
        case "less_than_equal":
            return f"is {given}, more than the {context['le']} allowed"
        case "string_type":
            return "must be words"
        case "list_type":
            return "must be a list"
        case "dict_type" | "model_type" | "model_attributes_type":
            return "must be a mapping of keys to values"
        case "too_short":
            return f"needs at least {context['min_length']}"
        case "too_long":
            return f"takes at most {context['max_length']}"
    return mistake["msg"][:1].lower() + mistake["msg"][1:]


def _keys_beside(shape: type[BaseModel], path: tuple[int | str, ...]) -> list[str]:
    """The keys known where the last name of `path` stands."""
    model: type[BaseModel] = shape
    for part in path[:-1]:
        field = next((f for name, f in model.model_fields.items() if part in (name, f.alias)), None)
        if field is None:
            continue  # a key of a free mapping or a place in a list: the model stays the one below it
        inner = _model_in(field.annotation)
        if inner is not None:
            model = inner
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in get_args(annotation):
        found = _model_in(inner)
        if found is not None:
            return found
    return None
