"""Why a clause is in an instrument or not, and why clauses cannot stand together: data, which `explanation` words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from treatydraft.errors import Location


class Cause(Enum):
    """Who or what decided about a clause."""

    OUTLINE = "outline"
    ADDED = "added"
    LEFT_OUT = "left-out"
    REQUIRED = "required"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a clause is in the instrument or not.

    `by` is the outline that has it, the clause that requires it, or the register that refuses it; empty where the draft
    itself adds it or leaves it out. `why` is what the library says of a requirement or a refusal.
    """

    cause: Cause
    by: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class VariantRefused:
    """The register cannot have the variant that the draft chose; it can have those `allowed`."""

    where: Location
    clause: str
    variant: str
    register: str
    why: str
    allowed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NeighbourMissing:
    """The clause is to stand `after` or `before` (`side`) one that is not in the instrument."""

    where: Location
    clause: str
    side: str
    neighbour: str


@dataclass(frozen=True, slots=True)
class RequirementLeftOut:
    """The clause requires one of `needed`, and the draft leaves `left` out."""

    where: Location
    clause: str
    needed: tuple[str, ...]
    why: str
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NothingToContinue:
    """The clause is to go on in a provision of its `kind` that is not there, or that would go on in the clause."""

    where: Location
    clause: str
    continued: str
    kind: str


@dataclass(frozen=True, slots=True)
class Excluded:
    """Two clauses, or one variant of them where it is named, that cannot stand beside one another."""

    where: Location
    clause: str
    variant: str
    other: str
    other_variant: str
    why: str


Conflict = VariantRefused | NeighbourMissing | RequirementLeftOut | NothingToContinue | Excluded
"""Why the clauses of a draft cannot stand together; `where` is the place in the draft that says so."""
