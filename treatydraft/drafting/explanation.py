"""The sentences for reasons and conflicts. No code reads them: what they are made of is in `reason`.

The reason for a clause stands in documents too, and so its sentence is the language's, under `notes`; conflicts are
told in the terminal alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from treatydraft.drafting.reason import (
    Cause,
    Conflict,
    Excluded,
    NeighbourMissing,
    NothingToContinue,
    Reason,
    RequirementLeftOut,
    VariantRefused,
)
from treatydraft.errors import Problem, indefinite
from treatydraft.language import Language

Name = Callable[[str], str]
"""How a clause is called: by its id on the command line, by its title in a dialogue."""


def explain_reason(reason: Reason, language: Language, name: Name = str) -> str:
    """Why a clause is in the instrument or not, as a clause of a sentence in a language."""
    by = reason.by
    if reason.cause is Cause.REQUIRED:
        by = name(by)
    elif reason.cause is Cause.REFUSED:
        by = language.grammar.indefinite(by)
    return language.note(reason.cause.value, by, reason.why)


def explain_requirement(by: str, why: str) -> str:
    """Which clause, called as it is called there, cannot do without another one: a remark beside that one's name."""
    return f"required by {by}: {why}"


def explain_conflict(conflict: Conflict, name: Name = str, *, typed: bool = True) -> Problem:
    """What is in conflict and what to do about it; where it is `typed`, with the KEY=VALUE that does it."""

    def way(words: str, assignment: str) -> str:
        return f"{words} ({assignment})" if typed else words

    match conflict:
        case VariantRefused(where, clause, variant, register, why, allowed):
            what = f"{indefinite(register)} cannot have {name(clause)} in the variant {variant}: {why}"
            return Problem("variant-refused", where, what, f"take another variant: {', '.join(allowed)}")
        case NeighbourMissing(where, clause, side, neighbour):
            what = f"{name(clause)} stands {side} {name(neighbour)}, which is not in the instrument"
            hint = f"name a clause that is in it, or put {name(neighbour)} in"
            return Problem("neighbour-missing", where, what, hint)
        case RequirementLeftOut(where, clause, needed, why, left):
            gone = " and ".join(map(name, left))
            what = f"{name(clause)} requires {' or '.join(map(name, needed))} ({why}), and the draft leaves {gone} out"
            put, leave = way(f"put {name(left[0])} in", f"{left[0]}="), f"leave {name(clause)} out"
            return Problem("requirement-left-out", where, what, f"{put}, or {way(leave, f'{clause}=false')}")
        case NothingToContinue(where, clause, continued, kind):
            what = f"{name(clause)} cannot continue {name(continued)}: there is no such {kind} for it to go on in"
            hint = "name an article that is in the instrument, and that does not continue this one"
            return Problem("nothing-to-continue", where, what, hint)
        case Excluded(where, clause, variant, other, other_variant, why):
            first, second = _worded(clause, variant, name, typed), _worded(other, other_variant, name, typed)
            leave = way("leave one of them out", f"{other}=false")
            what = f"{first} cannot stand beside {second}: {why}"
            return Problem("clauses-exclusive", where, what, f"{leave}, or take another variant")
        case _:
            assert_never(conflict)


def _worded(clause: str, variant: str, name: Name, typed: bool) -> str:
    """A clause, with the one variant of it that is meant."""
    if not variant:
        return name(clause)
    return f"{name(clause)}:{variant}" if typed else f"{name(clause)} ({variant})"
