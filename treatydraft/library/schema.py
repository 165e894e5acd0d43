"""The shape of a clause's two files, declared once, as models. The models also yield the JSON schemas.

`clause.yaml` holds no sentence of a human language: what a reader is told stands in the front matter of the page of
each language, under the name of what it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    WithJsonSchema,
)

from treatydraft.value import Register
from treatydraft.value.parsers import shown


class Shape(BaseModel):
    """A mapping with these keys and no others. `remedy` is where a person sees what can stand in such a file.

    `formerly` has the keys that had another name: the old one, and the present one or, in a few words, where it stands
    now.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    remedy: ClassVar[str] = "compare the file of this name in the bundled library"
    formerly: ClassVar[Mapping[str, str]] = {}


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
    found = {}
    for name, register in registers.items():
        if one := next((one for one in (name, *register.like) if one in given), ""):
            found[name] = given[one]
    return found


def one_or_by_register(value: object, info: ValidationInfo) -> object:
    """One value for every register, where it is not given by register."""
    return dict.fromkeys(declared(info), value) if isinstance(value, str) else value


def _whole_or_by_variant(value: object) -> object:
    """What holds for every variant, under no variant's name."""
    return {"": value} if isinstance(value, str) else value


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

    body: str
    opens: str = ""
    within: str = ""
    rule: RuleFile
    adopted: Annotated[list[str], BeforeValidator(_listed)] = []
    rejected: Annotated[list[str], BeforeValidator(_listed)] = []
    lapsed: Annotated[list[str], BeforeValidator(_listed)] = []


class ActFile(EntryFile):
    """Who must, may or must not act, to whom, on what, by when, paid by whom.

    What is done is told by the page, and so is what no answer gives of `WORDED`.
    """

    mode: Literal["duty", "ban", "permission", "power"]
    by: str
    to: str = ""
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
    measure: str = ""
    not_before: str = ""


WORDED = ("amount", "due", "outer", "ends")
"""What of an act is an answer and stands in `clause.yaml`, or is words and stands in the page."""


class FundFile(EntryFile):
    """Money: the key by which it is raised, and how much."""

    key: str
    ceiling: str = ""
    peacetime: str = ""
    crisis: str = ""
    abstainers_pay: str = ""


RENEWALS = ("tacit", "agreed")
"""How what lasts for a time can go on after it: unless enough object, or when it is so agreed."""


class PhaseFile(EntryFile):
    """From which event and for how long the instrument, or a part of it, applies; none of `RENEWALS`: then it ends."""

    from_: str = Field(alias="from")
    lasts: str = ""
    renewal: str = ""


class RecordFile(Shape):
    """A clause's facts as data."""

    triggers: list[TriggerFile] = []
    decisions: list[DecisionFile] = []
    acts: list[ActFile] = []
    funds: list[FundFile] = []
    phases: list[PhaseFile] = []

    def entries(self) -> Iterator[EntryFile]:
        """Every entry, list by list."""
        for name in type(self).model_fields:
            yield from getattr(self, name)


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
    """What an act of the record does, or a decision asks, and what of the act's `WORDED` is words and no answer."""

    does: str = ""
    amount: str = ""
    due: str = ""
    outer: str = ""
    ends: str = ""


Words = Annotated[EntryWords, BeforeValidator(_does, json_schema_input_type=str | EntryWords)]
Reasons = Annotated[dict[str, str], BeforeValidator(_whole_or_by_variant, json_schema_input_type=str | dict[str, str])]


class PageFile(Shape):
    """The front matter of `<lang>.md`, above the texts: every sentence a person is told of the clause.

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
