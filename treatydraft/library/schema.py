"""The shape of a clause's two files, declared once, as models. The models also yield the JSON schemas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Register = Literal["treaty", "memorandum", "declaration"]
REGISTERS: tuple[str, ...] = get_args(Register)


class Shape(BaseModel):
    """A mapping with these keys and no others. `remedy` is where a person sees what can stand in such a file.

    `formerly` has the keys that had another name: the old one, and the present one or, in a few words, where it stands
    now. The old key ``""`` is the value itself, where the whole mapping was a text.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    remedy: ClassVar[str] = "compare the file of this name in the bundled library"
    formerly: ClassVar[Mapping[str, str]] = {}


def one_or_by_register(value: object) -> object:
    """One value for every register, where it is not given by register."""
    return dict.fromkeys(REGISTERS, value) if isinstance(value, str) else value


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
    among: str = ""
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


class ExclusionFile(Shape):
    """What cannot stand together, as ``CLAUSE``, ``CLAUSE:VARIANT`` or ``OWN:VARIANT x CLAUSE``, and why."""

    formerly: ClassVar[Mapping[str, str]] = {"": "clauses"}

    clauses: str
    because: str


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
    measure: str = ""
    not_before: str = ""


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


class ClauseFile(Shape):
    """`clause.yaml`."""

    remedy: ClassVar[str] = "'treatydraft schema clause' has what can stand here"

    title: str
    kind: Literal["article", "recital", "annex"]
    purpose: str
    families: list[str] = []
    variants: dict[str, VariantFile] = Field(min_length=1)
    default: Annotated[dict[Register, str], BeforeValidator(one_or_by_register)]
    questions: dict[str, QuestionFile] = {}
    uses: list[str] = []
    requires: list[RequirementFile] = []
    excludes: list[ExclusionFile] = []
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

    remedy: ClassVar[str] = "compare a text that is right: 'treatydraft library show CLAUSE --source'"

    heading: str = ""
    questions: dict[str, QuestionWords] = {}
