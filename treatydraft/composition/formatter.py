"""Values as they stand in a text, in one language and in the drafting notation.

Words give `Notation`, which the printer passes through; anything else it prints is escaped, so that what a person typed
stays plain text.
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
    """The words over values: what they say hangs on the language alone."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def print(self, value: object) -> str:
        """A value as it stands in a text, in the drafting notation."""
        if isinstance(value, Notation):
            return value
        if isinstance(value, Open):
            return self._bracketed([self.print(one) for one in value.proposals])
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
            return self._language.list([self.print(one) for one in value], apart=True)
        return escape(str(value))

    def _hole(self, what: str) -> str:
        """The hole for what nobody has asked for by a name."""
        return hole(self._language.note(what))

    def _bracketed(self, proposals: Sequence[str]) -> str:
        """Each proposal in a bracket; where several read the same, nothing in these words is open."""
        apart = dict.fromkeys(proposals)
        if len(apart) == 1 < len(proposals):
            return proposals[0]
        return " ".join(f"[{proposal}]" for proposal in apart)

    def _over(self, value: object, say: Callable[[Any], str]) -> Notation:
        """A word over a value that may be missing or open."""
        if isinstance(value, Open):
            return Notation(self._bracketed([self._over(one, say) for one in value.proposals]))
        if isinstance(value, Missing | Undefined) or value is None:
            return Notation(self.print(value))
        return Notation(say(value))

    def _span(self, value: object, form: str = "") -> Notation:
        if isinstance(value, Open) and not form:
            named = {(one.unit, self._language.unit(one.unit, one.n)) for one in value.proposals}
            if len(named) == 1:  # the unit stands once, behind the brackets
                numbers = self._bracketed([self._language.number(one.n) for one in value.proposals])
                return Notation(self._language.spanned(numbers, value.first.unit, value.first.n))
        return self._over(value, lambda one: escape(self._language.span(one, form)))

    def _number(self, value: object) -> Notation:
        return self._over(value, lambda one: escape(self._language.number(one.n if isinstance(one, Duration) else one)))

    def _ordinal(self, value: object) -> Notation:
        return self._over(
            value, lambda one: escape(self._language.ordinal(one.n if isinstance(one, Duration) else one))
        )

    def _said(self, value: object) -> Notation:
        """A value whose type alone says how it is spoken."""
        return Notation(self.print(value))

    _amount = _percent = _fraction = _date = _said

    def _languages(self, codes: object) -> Notation:
        def say(chosen: object) -> str:
            listed = chosen if isinstance(chosen, tuple) else (chosen,)
            return self._language.list([escape(self._language.language(str(code))) for code in listed])

        return self._over(codes, say)


def hole(what: str) -> str:
    """What is missing, as it shows in a text."""
    return f"{{?{escape(what)}}}"
