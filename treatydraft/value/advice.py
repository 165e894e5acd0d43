"""What to write as an answer: what it is made of within the limits of its question, and examples that may fit them."""

from __future__ import annotations

from collections.abc import Iterator

from treatydraft.value.parsers import Limits, in_units
from treatydraft.value.values import HOURS, to_data

_MEASURED = ("integer", "duration", "money", "date", "fraction", "share")
"""The types whose limits are values; those of the others count letters or items."""

_USUAL = {"hour": (48, 24, 12, 6), "day": (30, 10, 5), "week": (2,), "month": (6, 3), "year": (10, 5, 2)}
"""The lengths of time an example is taken from."""


def made_of(kind: str, words: str, limits: Limits) -> str:
    """What an answer of the type `kind` within `limits` is made of; `words` name it where there are no limits."""
    if kind not in _MEASURED:
        return words
    unit = limits.units[0] if len(limits.units) == 1 else ""
    least, most = (_limit(limit, unit) for limit in (limits.min, limits.max))
    span = f" from {least} to {most}" if least and most else ""
    if bool(least) != bool(most):
        span = f", at least {least}" if least else f", at most {most}"
    if limits.units and kind in ("integer", "duration"):
        return f"a number of {in_units(limits.units)}{span}"
    return f"a whole number{span}" if kind == "integer" and span else f"{words}{span}"


def _limit(limit: object, unit: str) -> str:
    """A limit as it is written, without its unit where there is only one."""
    text = "" if limit is None else str(limit if isinstance(limit, int) else to_data(limit))
    return text.removesuffix("s").removesuffix(f" {unit}") if unit else text


def examples(kind: str, usual: tuple[str, ...], limits: Limits) -> Iterator[str]:
    """Answers that may be within `limits`, the most usual first."""
    names = tuple(limits.choices)
    if kind == "choice":
        yield from names
    elif kind == "choices":
        yield from (",".join(names[:count]) for count in (2, 1, *range(3, len(names) + 1)) if count <= len(names))
    elif kind == "duration" or (kind == "integer" and len(limits.units) == 1):
        for unit in limits.units or HOURS:
            yield from (f"{number} {unit}s" for number in _USUAL[unit])
    yield from usual
    if kind in _MEASURED:
        yield from (str(to_data(limit)) for limit in (limits.min, limits.max) if limit is not None)
