"""The shape of a clause's two files, declared once, as models. The models also yield the JSON schemas.

`clause.yaml` holds no sentence of a human language: what a reader is told stands in the front matter of the page of
each language, under the name of what it belongs to.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, TypeVar

from pydantic import BeforeValidator, Field, ValidationInfo, WithJsonSchema

from treatydraft.library.record_file import RecordFile
from treatydraft.library.shape import Shape
from treatydraft.value import Register
from treatydraft.value.parsers import shown


class Lacking(ValueError):
    """A mapping has not all the keys it must have."""


T = TypeVar("T")


def declared(info: ValidationInfo) -> Mapping[str, Register]:
    """The registers of the library, which `validated` gives as the context of a validation."""
    registers: Mapping[str, Register] = info.context or {}
    return registers


def _known(value: object, info: ValidationInfo) -> object:
    if not isinstance(value, str) or value not in declared(info):
        *known, last = declared(info)
        raise ValueError(f"is {shown(value)}; it can be {' or '.join([', '.join(known), last] if known else [last])}")
    return value


RegisterName = Annotated[str, BeforeValidator(_known), WithJsonSchema({"type": "string", "enum": []})]
"""The name of a register of the library; a JSON schema enumerates them in place of the empty list."""


def by_register(given: Mapping[str, T], registers: Mapping[str, Register]) -> dict[str, T]:
    """What each register has: what is given for it, else for the nearest it is like; nothing where neither is there."""
    values = {}
    for name, register in registers.items():
        if source := next((source for source in (name, *register.like) if source in given), ""):
            values[name] = given[source]
    return values


def one_or_by_register(value: object, info: ValidationInfo) -> object:
    """One value for every register, where it is not given by register."""
    return dict.fromkeys(declared(info), value) if isinstance(value, str) else value


def _whole_or_by_variant(value: object) -> object:
    """What holds for every variant, under no variant's name."""
    return {"": value} if isinstance(value, str) else value


# ------------------------------------------------------------------------------------------------ clause.yaml


class PrecedentFile(Shape):
    """A precedent of a variant, as sure as the reference marks it."""

    instrument: str
    provision: str = ""
    year: int
    series: str = ""


class VariantFile(Shape):
    """One wording: its strength, and where it comes from."""

    strength: int = Field(ge=1, le=7)
    precedents: list[PrecedentFile] = []
    source: Literal["", "own wording"] = ""


class QuestionFile(Shape):
    """What must be known: a type, a default, and the limits of an answer."""

    type: str
    default: Any = None
    optional: bool = False
    when: str = ""
    choices: list[str] = []
    among: str = ""
    min: str | None = None
    max: str | None = None
    unit: str = ""
    units: list[str] = []
    columns: dict[str, Any] = {}
    names: Literal["", "languages"] = ""


class RequirementFile(Shape):
    """Clauses one of which must be there; with `variants`, for those alone."""

    any: list[str] = Field(min_length=1)
    variants: list[str] = []


Refused = Literal["refused"]
Refusals = Annotated[
    dict[str, Refused], BeforeValidator(_whole_or_by_variant, json_schema_input_type=Refused | dict[str, Refused])
]


class ClauseFile(Shape):
    """`clause.yaml`."""

    remedy: ClassVar[str] = "'treatydraft schema clause' has what can stand here"

    kind: Literal["article", "recital", "annex"]
    families: list[str] = []
    variants: dict[str, VariantFile] = Field(min_length=1)
    default: Annotated[dict[RegisterName, str], BeforeValidator(one_or_by_register)]
    questions: dict[str, QuestionFile] = {}
    uses: list[str] = []
    requires: list[RequirementFile] = []
    excludes: list[str] = []
    registers: dict[RegisterName, Refusals] = {}
    record: RecordFile = RecordFile()


# ------------------------------------------------------------------------------------------------ <lang>.md


class ChoiceWords(Shape):
    """How a choice is offered, and what it prints."""

    label: str = ""
    text: str = ""


class QuestionWords(Shape):
    """How a question is asked, and why."""

    ask: str = ""
    why: str = ""
    choices: dict[str, ChoiceWords] = {}
    default: Any = None


class VariantWords(Shape):
    """One wording: its effect in a plain sentence, and why it is own wording, where it is."""

    effect: str = ""
    because: str = ""


def _does(value: object) -> object:
    return {"does": value} if isinstance(value, str) else value


class EntryWords(Shape):
    """What an act of the record does or a decision asks, and what of it is words and no answer."""

    does: str = ""
    amount: str = ""
    begin: str = ""
    within: str = ""
    done: str = ""
    every: str = ""
    ahead: str = ""
    not_before: str = ""
    takes_effect: str = ""
    lasts: str = ""
    until: str = ""


Words = Annotated[EntryWords, BeforeValidator(_does, json_schema_input_type=str | EntryWords)]
Reasons = Annotated[dict[str, str], BeforeValidator(_whole_or_by_variant, json_schema_input_type=str | dict[str, str])]


class PageFile(Shape):
    """The front matter of `<lang>.md`, above the texts: every sentence about the clause that a person reads.

    Reasons stand under what they are the reason of: the first clause that is required, the exclusion as it is written,
    the register that refuses; the words of the record under the id of the entry.
    """

    remedy: ClassVar[str] = "'treatydraft schema page' has what can stand here"

    title: str = ""
    heading: str = ""
    purpose: str = ""
    variants: dict[str, VariantWords] = {}
    questions: dict[str, QuestionWords] = {}
    requires: dict[str, str] = {}
    excludes: dict[str, str] = {}
    registers: dict[RegisterName, Reasons] = {}
    record: dict[str, Words] = {}
