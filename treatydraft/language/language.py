"""A language: its words per register, its styles, the frame's formulae, the headings of the library's parts.

It is what stands in `clauses/languages/<code>.yaml`, over the grammar of the language. The register of an instrument
(one of those the library declares, such as `treaty`) decides what its parts and its duties are called.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from treatydraft.language.grammar import Grammar, Noun
from treatydraft.language.registry import grammar
from treatydraft.value import Duration, Money, Register

PerRegister = Mapping[str, str]
ByGender = Mapping[str, str]
"""A text by the gender of its noun; one for every noun under an empty one."""


TITLE = "Treaty"
"""The word an instrument calls itself by, whatever its register."""


@dataclass(frozen=True, eq=False)  # without slots: its grammar is found once it is needed
class Language:
    """The words of one language, as the library's file gives them; equal to itself alone, so that it can be a key.

    `registers` are those the library declares; `words` and `levels` map a key to its words by register; `roles` a role
    to its nouns by register; `formulae` a part of the frame to its template by register; `parts` the key of a part to
    its heading; `page` holds the words of a printed page beside the text, and the tag of the language; `notes` the
    words of notes on the text; `lint` the words that rules look for; `languages` the names of languages that are not
    those of babel. A `money` that is empty leaves it to the grammar how a sum is written.
    """

    code: str
    name: str
    quotes: Sequence[str]
    numbers: Sequence[str]
    ordinals: Sequence[str]
    fractions: Mapping[str, str]
    percent: str
    date: str
    registers: Mapping[str, Register]
    roles: Mapping[str, Mapping[str, Noun]]
    determiners: Mapping[str, ByGender]
    levels: Mapping[str, Any]
    words: Mapping[str, PerRegister]
    formulae: Mapping[str, PerRegister]
    parts: Mapping[str, Any]
    page: Mapping[str, str]
    notes: Mapping[str, str] = field(default_factory=dict)
    lint: Mapping[str, Any] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)
    money: str = ""

    @cached_property
    def grammar(self) -> Grammar:
        """The grammar of the language, in the locale of its pages."""
        return grammar(self.code, self.page["locale"])

    @property
    def lists(self) -> Mapping[str, tuple[str, str, str]]:
        """What stands in a list joined by ``and`` or ``or``: between items, between two, before the last of several."""
        return self.grammar.data.lists

    def word(self, key: str, register: str) -> str:
        """The word for `key` in `register`; a capital in the key gives a capital back. KeyError for an unknown key."""
        word = self.words[key.lower()][register]
        return capital(word) if key[:1].isupper() else word

    def note(self, key: str, by: str = "", why: str = "", reason: str = "") -> str:
        """The text of the note `key`, with `by`, `why` and `reason` in their places."""
        return self.notes[key].format(by=by, why=why, reason=reason)

    def speaker(self, source: str) -> str:
        """The name for the source of a note: "Drafter", "Commentary"."""
        return self.notes.get(source, capital(source))

    # ------------------------------------------------------------------------------------------------ levels

    def level(self, kind: str, register: str) -> str:
        """What a part of the instrument is called: ``article`` in a memorandum is a "Section"."""
        return str(self.levels[kind][register])

    def headed(self, kind: str, register: str) -> str:
        """What a part of the instrument is called in its own heading, where it begins a line."""
        return capital(self.level(kind, register))

    def this(self, kind: str, register: str) -> str:
        """How the part a reader is in is called: "this Article"."""
        return self.this_one(self.level(kind, register))

    def this_one(self, noun: str) -> str:
        """How the thing with this noun that a reader is in is called: "this Treaty"."""
        return _for(self.levels["this"], self._gender(noun)).format(level=noun)

    def cited(self, kind: str, register: str) -> str:
        """What a part of the instrument is called in running text, before its number: "Article", "l’article"."""
        noun = self.level(kind, register)
        return self.grammar.cited(noun, self._gender(noun), many=kind == "paragraphs")

    def _gender(self, noun: str) -> str:
        return str(self.levels.get("genders", {}).get(noun, ""))

    # ------------------------------------------------------------------------------------------------ roles

    def noun(self, role: str, register: str, *, many: bool = False) -> str:
        """The noun of a role, one or several of it. A role without nouns of its own has those of the parties."""
        return self.role(role, register)[int(many)]

    def role(self, role: str, register: str) -> Noun:
        """The nouns of a role, with their gender."""
        return self.roles.get(role, self.roles["parties"])[register]

    def determined(self, determiner: str, noun: Noun) -> str:
        """A noun with a determiner: "each Party", "the Guarantors"."""
        template = _for(self.determiners[determiner], noun.gender)
        return self.grammar.phrase(template.format(one=noun.one, many=noun.many))

    # ------------------------------------------------------------------------------------------------ values

    def list(self, items: Sequence[str], join: str = "and", *, apart: bool = False) -> str:
        """Items as a running list: "France, Germany and Poland".

        With `apart`, a comma keeps the last one apart where an item is joined in itself: "fuel, and air and sea power".
        """
        comma, two, last = self.lists[join]
        last = two if len(items) < 3 else last
        if apart and any(last in item for item in items):
            last = comma.rstrip() + last
        return last.join([comma.join(items[:-1]), items[-1]] if len(items) > 1 else items)

    def quote(self, text: str) -> str:
        """Text in the quotation marks of the language."""
        return f"{self.quotes[0]}{text}{self.quotes[1]}"

    def number(self, n: int) -> str:
        """A whole number: in words as far as the language's list goes, then in figures."""
        return self.numbers[n] if 0 <= n < len(self.numbers) else self.grammar.figure(n)

    def ordinal(self, n: int) -> str:
        """An ordinal: in words as far as the language's list goes, then in figures."""
        return self.ordinals[n] if 0 <= n < len(self.ordinals) else self.grammar.ordinal(n)

    def fraction(self, value: Fraction) -> str:
        """A fraction in words where the language has them, otherwise in figures."""
        return self.fractions.get(f"{value.numerator}/{value.denominator}", f"{value.numerator}/{value.denominator}")

    def share(self, percent: Decimal) -> str:
        """A percentage: "2.5 per cent"."""
        return self.percent.format(number=self.grammar.figure(_short(percent)))

    def unit(self, unit: str, n: int) -> str:
        """The name of a unit of time for a number of it."""
        return self.spanned("", unit, n).strip()

    def spanned(self, number: str, unit: str, n: int) -> str:
        """A number, as it is printed, with the unit of time as it is named for `n` of it."""
        patterns = self.grammar.data.units[unit]
        return patterns.get(self.grammar.plural(n), patterns["other"]).format(number)

    def span(self, value: Duration, form: str = "") -> str:
        """A duration: "24 hours", "six months"; as an ``adjective``, "24-hour", or in another form of the language."""
        number = self.number(value.n)
        if form == "adjective":
            return self.grammar.attributive(number, self.unit(value.unit, 1))
        return self.grammar.put(self.spanned(self.grammar.counting(number, value.unit), value.unit, value.n), form)

    def amount(self, value: Money) -> str:
        """A sum of money in the style of the language: "EUR 500 million"."""
        amount, size = value.amount, ""
        for name, power in (("billion", Decimal(10**9)), ("million", Decimal(10**6))):
            scaled = value.amount / power
            exact = scaled == scaled.quantize(Decimal("0.001"))
            if value.amount >= power and exact and self.grammar.data.sizes[name]:
                amount, size = _short(scaled), name
                break
        figure = self.grammar.figure(amount)
        if size:
            patterns = self.grammar.data.sizes[size]
            figure = patterns.get(self.grammar.plural(amount), patterns["other"]).format(figure)
        if self.money:
            return self.money.format(currency=value.currency, amount=figure)
        name = self.grammar.data.currency(value.currency, value.amount)
        return self.grammar.money(figure, name, in_words=bool(size))

    def day(self, value: datetime.date) -> str:
        """A date in the style of the language: "6 January 2026"."""
        return self.grammar.date(value, self.date)

    def language(self, code: str) -> str:
        """The name of a language: its own in this file, else that of babel, else its code."""
        return self.languages.get(code) or self.grammar.data.languages.get(code, code)


def _for(text: ByGender, gender: str) -> str:
    """The text for a gender; where that has none, or the noun has no gender, the first."""
    return text.get(gender) or next(iter(text.values()))


def _short(value: Decimal) -> Decimal:
    """A decimal number without trailing zeros: 2.50 is 2.5."""
    short = value.normalize()
    return short if short.as_tuple().exponent <= 0 else short.quantize(Decimal(1))  # type: ignore[operator]


def capital(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].title() + text[1:]  # which leaves the letters of a script without capitals in sentences
