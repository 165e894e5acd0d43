"""The grammar of a language: what changes a word or a name for its place in a sentence, and is no matter of style.

A language with a module of its own has a class over `Grammar` there, and a line in `registry`; any other uses this one,
which inflects nothing and takes from babel what babel knows. Phrases are in the drafting notation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from treatydraft.language.locale_data import LocaleData

CASES = ("de", "à")
"""What a reference can stand behind or in, in one language or another: a preposition that joins its article, a case."""


class Noun(NamedTuple):
    """A noun for one and for several, with its gender (``m``, ``f``, ``n``) where the language has any."""

    one: str
    many: str
    gender: str = ""


class EnglishNames(NamedTuple):
    """The names of a State in ISO 3166, which are English ones: as it is listed, in common use, and officially."""

    listed: str
    common: str = ""
    official: str = ""


_ASIDE = re.compile(r" \([^()]*\)$")  # "Myanmar (Birmanie)"


class Grammar:
    """The grammar of a language in one locale, whose data is `data`."""

    forms: tuple[str, ...] = ()
    """The forms a phrase can be put into: those of `CASES` that the language has, and others a text can ask for."""

    span_forms: tuple[str, ...] = ()
    """The forms a span of time can be put into."""

    def __init__(self, data: LocaleData) -> None:
        self.data = data

    # ------------------------------------------------------------------------------------------------ numbers

    def plural(self, n: int | Decimal) -> str:
        """The plural form for a number: ``one``, ``few``, ``many``, ``other``..."""
        return self.data.plural(n)

    def figure(self, value: int | Decimal, decimals: int | None = None) -> str:
        """A number in figures, with all its decimals or with so many."""
        return self.data.figure(value, decimals)

    def ordinal(self, n: int) -> str:
        """An ordinal number in figures."""
        return f"{n}."

    def date(self, value: date, pattern: str) -> str:
        """A date by a pattern such as ``d MMMM y``."""
        return self.data.date(value, pattern)

    def counting(self, number: str, unit: str) -> str:
        """A number in words, as it stands before a unit of time."""
        return number

    def attributive(self, number: str, unit: str) -> str:
        """A span of time as an attribute of what lasts so long, from its number and its unit."""
        return f"{number} {unit}"

    def money(self, amount: str, currency: str, *, in_words: bool) -> str:
        """An amount and the name of its currency; `in_words` where the amount ends in a word such as "million"."""
        return f"{amount} {currency}"

    # ------------------------------------------------------------------------------------------------ phrases

    def phrase(self, words: str) -> str:
        """A determiner and its noun put together: what the second makes of the first."""
        return words

    def put(self, words: str, form: str, *, many: bool = False) -> str:
        """A phrase in one of `forms`, or as it is for none; `many` where it is a noun for several. ValueError for one
        the language does not have."""
        if form:
            known = f"it has {', '.join(self.forms)}" if self.forms else "it has none"
            raise ValueError(f"the language has no form '{form}'; {known}")
        return words

    def indefinite(self, noun: str) -> str:
        """A noun with its indefinite article, where the language has one that needs no gender."""
        return noun

    def either_number(self, word: str) -> str:
        """A pattern for a word in the singular and the plural, without groups."""
        return re.escape(word)

    # ------------------------------------------------------------------------------------------------ States

    def with_article(self, name: str, formal: str = "") -> str:
        """The name of a State as in running text, from the bare one; `formal` is its formal name where it is known."""
        return name

    def without_article(self, name: str) -> str:
        """A name as it is sorted and looked for."""
        return name

    def government(self, formal: str) -> str:
        """The government of a State, from the State's formal name. Without a word for it, that name."""
        return formal

    def states(self, english: Mapping[str, EnglishNames]) -> dict[str, tuple[str, str]]:
        """The formal and the short name of every State, as in running text, by its code.

        Babel has short names only; they serve as formal ones until a library or a draft gives another. A State it has
        no name for is not among them, for it would stand under its English name.
        """
        known = {code: self.data.territories[code] for code in english if code in self.data.territories}
        names = {code: _ASIDE.sub("", self.with_article(name)) for code, name in known.items()}
        return {code: (name, name) for code, name in names.items()}

    # ------------------------------------------------------------------------------------------------ references

    def cited(self, level: str, gender: str = "", *, many: bool = False) -> str:
        """The name of a level of the instrument, before its number in running text."""
        return level

    def cited_number(self, kind: str, number: str) -> str:
        """The number of a provision of a kind in running text."""
        return number
