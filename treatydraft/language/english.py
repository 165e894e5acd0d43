"""The grammar of English.

Plurals and figures are made here without babel, whose data would take longer to load than most commands to run.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from treatydraft.errors import indefinite
from treatydraft.language.grammar import EnglishNames, Grammar

_ORDINALS = {"one": "st", "two": "nd", "few": "rd", "other": "th"}
"""The endings of ordinal numbers by their plural form."""

_ARTICLE = re.compile(r"the\s+", re.IGNORECASE)
_AN = re.compile(r"(A|a) (?=[{=*]*[aeiou])(?![{=*]*(?:eu|one\b|uni[^mn]|us[aei]))", re.IGNORECASE)
_COMMON_NOUN = re.compile(
    r"\b(?:Republic|Kingdom|Federation|Confederation|Commonwealth|Union|Duchy|Principality|Sultanate|States?|Emirates)\b"
)
"""A name that holds one of these takes the article."""

_CORRECTED = {
    "BA": ("Bosnia and Herzegovina", "Bosnia and Herzegovina"),  # no "Republic" since the constitution of 1995
    "CK": ("the Cook Islands", "the Cook Islands"),
    "LY": ("the State of Libya", "Libya"),
    "MM": ("the Republic of the Union of Myanmar", "Myanmar"),
    "NP": ("Nepal", "Nepal"),  # as the United Nations name it
    "RW": ("the Republic of Rwanda", "Rwanda"),
    "VA": ("the Holy See", "the Holy See"),  # the Holy See is the party, not the city
}
"""Formal and short name where ISO 3166 has another one than the State bears in treaties."""

_ENDINGS = {
    **{"ies": "(?:y|ies)", "sses": "ss(?:es)?", "shes": "sh(?:es)?", "ches": "ch(?:es)?", "xes": "x(?:es)?"},
    **{"ss": "ss(?:es)?", "s": "s?", "ay": "ays?", "ey": "eys?", "oy": "oys?", "y": "(?:y|ies)", "": "(?:s|es)?"},
}
"""The endings of words, the longest first, and what may stand in place of each."""


class English(Grammar):
    """English, as it is written in Europe and in the United Nations."""

    forms = ("possessive",)
    span_forms = ("adjective",)

    def plural(self, n: int | Decimal) -> str:
        """One or other."""
        return "one" if n == 1 and isinstance(n, int) else "other"

    def figure(self, value: int | Decimal, decimals: int | None = None) -> str:
        """A comma between thousands and a point before decimals: "12,345.5"."""
        return f"{value:,f}" if decimals is None and isinstance(value, Decimal) else f"{value:,.{decimals or 0}f}"

    def ordinal(self, n: int) -> str:
        """A figure with its ending: "21st"."""
        return f"{n}{_ORDINALS[self.data.ordinal(n)]}"

    def indefinite(self, noun: str) -> str:
        """ "a treaty", "an accord"."""
        return indefinite(noun)

    def attributive(self, number: str, unit: str) -> str:
        """With a hyphen: "24-hour"."""
        return f"{number}-{unit}"

    def phrase(self, words: str) -> str:
        """ "an" before a vowel: "an Assisting State"."""
        return _AN.sub(r"\1n ", words, count=1) if words[:2] in ("a ", "A ") and _AN.match(words) else words

    def put(self, words: str, form: str, *, many: bool = False) -> str:
        """As a possessive: "each Party’s", "the Guarantors’"."""
        if form != "possessive":
            return super().put(words, form, many=many)
        return f"{words}’" if many or words.rstrip("}").endswith("s") else f"{words}’s"

    def either_number(self, word: str) -> str:
        """By the ending: "Party" or "Parties"."""
        for ending, either in _ENDINGS.items():
            if word.casefold().endswith(ending):
                return re.escape(word[: len(word) - len(ending)]) + either
        return re.escape(word)

    def with_article(self, name: str, formal: str = "") -> str:
        """The article with a name that holds a common noun, or that the formal name has with its article."""
        bare = self.without_article(name)
        due = _COMMON_NOUN.search(bare) or formal == f"the {bare}" or f"of the {bare}" in formal
        return f"the {bare}" if due else bare

    def without_article(self, name: str) -> str:
        """Without "the"."""
        return _ARTICLE.sub("", name, count=1) if _ARTICLE.match(name) else name

    def government(self, formal: str) -> str:
        """ "the Government of the French Republic"."""
        return f"the Government of {formal}"

    def states(self, english: Mapping[str, EnglishNames]) -> dict[str, tuple[str, str]]:
        """The names of ISO 3166, which are English, and formal as well as short."""
        return {code: _CORRECTED.get(code) or self._state(names) for code, names in english.items()}

    def _state(self, names: EnglishNames) -> tuple[str, str]:
        head, _, rest = names.listed.partition(", ")
        name = f"{rest} {head}" if rest else head  # "Korea, Republic of"
        short = head if names.common == head else name  # Moldova, but the Republic of Korea: its common name is not its
        official = names.official or name
        formal = self.with_article(short if ", " in official else official)
        return formal, self.with_article(short, formal)  # the Republic of the Gambia, and so the Gambia
