"""Values formatted in one language, as text in the drafting notation.

Words return `Notation`, which `Formatter.print` passes through; anything else it prints is escaped, so that what a
person typed stays plain text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from treatydraft.instrument.notation import escape
from treatydraft.language import Language
from treatydraft.template import Undefined
from treatydraft.value import Choice, Duration, Missing, Money, Open, Share


class Notation(str):
    """Text that already is in the drafting notation."""


class Formatter:
    """The words over values: their results depend on the language alone."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def print(self, value: object) -> str:
        """The text of a value, in the drafting notation."""
        if isinstance(value, Notation):
            return value
        if isinstance(value, Open):
            return self._bracketed([self.print(proposal) for proposal in value.proposals])
        if isinstance(value, Missing | Undefined) or value is None:
            return hole(str(value)) if isinstance(value, Missing) else self._hole("answer")
        if isinstance(value, Choice):
            return value.text or escape(str(value))
        if isinstance(value, Duration):
            return escape(self._language.span(value))
        if isinstance(value, Money):
            return escape(self._language.amount(value))
        if isinstance(value, Share):
            return escape(self._language.share(value.percent))
        if isinstance(value, Fraction):
            return escape(self._language.fraction(value))
        if isinstance(value, date):
            return escape(self._language.day(value))
        if isinstance(value, tuple):
            return self._language.list([self.print(item) for item in value], apart=True)
        return escape(str(value))

    def _hole(self, what: str) -> str:
        """The hole for something without a key; `what` is the key of a note of the language."""
        return hole(self._language.note(what))

    def _bracketed(self, proposals: Sequence[str]) -> str:
        """Each proposal in a bracket; where several read the same, nothing in these words is open."""
        apart = dict.fromkeys(proposals)
        if len(apart) == 1 < len(proposals):
            return proposals[0]
        return " ".join(f"[{proposal}]" for proposal in apart)

    def _rendered(self, value: object, render: Callable[[Any], str]) -> Notation:
        """What `render` gives for a value: in brackets for each proposal of an open one; a hole for a missing one."""
        if isinstance(value, Open):
            return Notation(self._bracketed([self._rendered(proposal, render) for proposal in value.proposals]))
        if isinstance(value, Missing | Undefined) or value is None:
            return Notation(self.print(value))
        return Notation(render(value))

    def _span(self, value: object, form: str = "") -> Notation:
        if isinstance(value, Open) and not form:
            units = {(duration.unit, self._language.unit(duration.unit, duration.n)) for duration in value.proposals}
            if len(units) == 1:  # the unit stands once, behind the brackets
                numbers = self._bracketed([self._language.number(duration.n) for duration in value.proposals])
                return Notation(self._language.spanned(numbers, value.first.unit, value.first.n))
        return self._rendered(value, lambda duration: escape(self._language.span(duration, form)))

    def _number(self, value: object) -> Notation:
        return self._rendered(value, lambda number: escape(self._language.number(_count(number))))

    def _ordinal(self, value: object) -> Notation:
        return self._rendered(value, lambda number: escape(self._language.ordinal(_count(number))))

    def _as_printed(self, value: object) -> Notation:
        """A value that is formatted by its type alone."""
        return Notation(self.print(value))

    _amount = _percent = _fraction = _date = _as_printed

    def _languages(self, codes: object) -> Notation:
        def render(chosen: object) -> str:
            listed = chosen if isinstance(chosen, tuple) else (chosen,)
            return self._language.list([escape(self._language.language(str(code))) for code in listed])

        return self._rendered(codes, render)


def _count(number: Duration | int) -> int:
    return number.n if isinstance(number, Duration) else number


def hole(what: str) -> str:
    """The hole for something that is missing, in the drafting notation."""
    return f"{{?{escape(what)}}}"
