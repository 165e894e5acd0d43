"""One language: its words per register, its number, date and list styles, the frame's formulae.

Everything a language knows stands in `clauses/languages/<code>.yaml`; this module only applies it. The register of an
instrument (one of those the library declares, such as `treaty`) decides what its parts and its duties are called.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from treatydraft.value import Duration, Money, Register

PerRegister = Mapping[str, str]

TITLE = "Treaty"
"""The word an instrument calls itself by, whatever its register."""


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """The words of one language, as the library's file gives them; equal to itself alone, so that it can be a key.

    `registers` are those the library declares; `words` and `levels` map a key to its words by register; `roles` a role
    to its two nouns (one, several) by register; `formulae` a part of the frame to its template by register; `parts` the
    key of a part to its heading; `page` holds what a printed page says beside the text, and the language's tag.
    """

    code: str
    name: str
    quotes: Sequence[str]
    months: Sequence[str]
    numbers: Sequence[str]
    ordinals: Sequence[str]
    ordinal_endings: Mapping[str, str]
    fractions: Mapping[str, str]
    percent: str
    units: Mapping[str, Mapping[str, str]]
    lists: Mapping[str, Sequence[str]]
    languages: Mapping[str, str]
    registers: Mapping[str, Register]
    roles: Mapping[str, Mapping[str, Sequence[str]]]
    determiners: Mapping[str, str]
    levels: Mapping[str, Any]
    words: Mapping[str, PerRegister]
    formulae: Mapping[str, PerRegister]
    parts: Mapping[str, Any]
    page: Mapping[str, str]

    def word(self, key: str, register: str) -> str:
        """The word for `key` in `register`; a capital in the key gives a capital back. KeyError for an unknown key."""
        found = self.words[key.lower()][register]
        return capital(found) if key[:1].isupper() else found

    def level(self, kind: str, register: str) -> str:
        """What a part of the instrument is called: ``article`` in a memorandum is a "Section"."""
        return str(self.levels[kind][register])

    def this(self, kind: str, register: str) -> str:
        """How the part a reader is in is called: "this Article"."""
        return str(self.levels["this"]).format(level=self.level(kind, register))

    def noun(self, role: str, register: str, *, many: bool = False) -> str:
        """The noun of a role, one or several of it. A role without nouns of its own speaks of parties."""
        return self.roles.get(role, self.roles["parties"])[register][int(many)]

    def list(self, items: Sequence[str], join: str = "and", *, apart: bool = False) -> str:
        """Items as a running list: "France, Germany and Poland".

        With `apart`, a comma keeps the last one apart where an item is joined in itself: "fuel, and air and sea power".
        """
        comma, last = self.lists[join]
        if apart and any(last in item for item in items):
            last = comma.rstrip() + last
        return last.join([comma.join(items[:-1]), items[-1]] if len(items) > 1 else items)

    def quote(self, text: str) -> str:
        """Text in the quotation marks of the language."""
        return f"{self.quotes[0]}{text}{self.quotes[1]}"

    def number(self, n: int) -> str:
        """A whole number: in words as far as the language's list goes, then in figures."""
        return self.numbers[n] if 0 <= n < len(self.numbers) else f"{n:,}"

    def ordinal(self, n: int) -> str:
        """An ordinal: in words as far as the language's list goes, then in figures with its ending."""
        if 0 <= n < len(self.ordinals):
            return self.ordinals[n]
        ending = self.ordinal_endings.get(str(n % 10), "") if n % 100 not in (11, 12, 13) else ""
        return f"{n}{ending or self.ordinal_endings['other']}"

    def fraction(self, value: Fraction) -> str:
        """A fraction in words where the language has them, otherwise in figures."""
        return self.fractions.get(f"{value.numerator}/{value.denominator}", f"{value.numerator}/{value.denominator}")

    def share(self, percent: Decimal) -> str:
        """A percentage: "2.5 per cent"."""
        return self.percent.format(number=decimal(percent))

    def unit(self, unit: str, n: int) -> str:
        """The name of a unit of time for a number of it."""
        return self.units[unit]["one" if n == 1 else "many"]

    def span(self, value: Duration, *, adjective: bool = False) -> str:
        """A duration: "24 hours", "six months"; as an adjective, "24-hour"."""
        if adjective:
            return f"{self.number(value.n)}-{self.unit(value.unit, 1)}"
        return f"{self.number(value.n)} {self.unit(value.unit, value.n)}"

    def amount(self, value: Money) -> str:
        """A sum of money with its currency first: "EUR 500 million"."""
        amount = value.amount
        for size, word in ((Decimal(10**9), "billion"), (Decimal(10**6), "million")):
            scaled = amount / size
            if amount >= size and scaled == scaled.quantize(Decimal("0.001")):
                return f"{value.currency} {decimal(scaled)} {self.units.get(word, {}).get('many', word)}"
        return f"{value.currency} {amount:,f}"

    def day(self, value: date) -> str:
        """A date in the words of the language: "6 January 2026"."""
        return f"{value.day} {self.months[value.month - 1]} {value.year}"


def decimal(value: Decimal) -> str:
    """A decimal number without the zeros that say nothing: 2.50 is "2.5"."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def capital(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].title() + text[1:]  # which leaves the letters of a script without capitals in sentences
