"""The grammar of French: elision, the articles that prepositions join, and those of States.

No *h* counts as mute, since spelling does not show which is: the names of States that begin with one are "le Honduras",
"la Hongrie" and "Haïti".
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cached_property

from treatydraft.language.grammar import Grammar

_ELIDED = re.compile(r"(l)[ea] (?=\W*\w)", re.IGNORECASE)
_CE = re.compile(r"(ce) (?=\W*\w)", re.IGNORECASE)
_JOINED = {
    "de": {"le ": "du ", "les ": "des "},
    "à": {"le ": "au ", "les ": "aux "},
}
_SOUNDED = ("onze", "oui")
"""Words that begin with a vowel and are treated as if they did not."""

_ARTICLES = ("le ", "la ", "les ", "l’", "l'")
_FEMININE_UNITS = ("hour", "week")

_STATES = {
    "": "AD AG BH CU CY DJ HT IL KI KN LC LK MC MG MT MU NR NU OM SG SM ST TV TW VC VU",
    "le": "BZ GB KH MX MZ SR VA ZW",
    "la": "SL TT",
    "les": "AE BS CK FJ KM MH MV NL PH PS PW SB SC TO US",
}
"""The States whose article does not follow from the ending of the name, by ISO code."""


class French(Grammar):
    """French. A phrase can stand behind ``de`` and ``à``."""

    forms = ("de", "à")
    span_forms = ("de", "à")

    def ordinal(self, n: int) -> str:
        """ "1er", "2e"."""
        return "1er" if n == 1 else f"{n}e"

    def date(self, value: date, pattern: str) -> str:
        """The first of a month is an ordinal: "1er janvier 2027"."""
        letters = self.data.date_pattern(pattern)
        return super().date(value, letters.replace("d", "d'er'", 1) if value.day == 1 else letters)

    def counting(self, number: str, unit: str) -> str:
        """ "une heure", "un mois"."""
        return "une" if number == "un" and unit in _FEMININE_UNITS else number

    def attributive(self, number: str, unit: str) -> str:
        """ "de six mois" has no other form: a span behind ``de`` serves."""
        return self.put(f"{number} {unit}", "de")

    def money(self, amount: str, currency: str, *, in_words: bool) -> str:
        """ "12 345 euros", and "2,5 milliards d’euros"."""
        return f"{amount} {self.put(currency, 'de') if in_words else currency}"

    def phrase(self, words: str) -> str:
        """ "l’article", "cet État"."""
        if (match := _ELIDED.match(words)) and _vowel(words[match.end() :]):
            return f"{match[1]}’{words[match.end() :]}"
        if (match := _CE.match(words)) and _vowel(words[match.end() :]):
            return f"{match[1]}t {words[match.end() :]}"
        return words

    def put(self, words: str, form: str, *, many: bool = False) -> str:
        """Behind a preposition, which an article joins: "du Royaume-Uni", "aux Parties", "d’un mois"."""
        if form not in self.forms:
            return super().put(words, form, many=many)
        for article, joined in _JOINED[form].items():
            if words.startswith(article):
                return joined + words[len(article) :]
        return f"d’{words}" if form == "de" and _vowel(words) else f"{form} {words}"

    def either_number(self, word: str) -> str:
        """By the ending: "Partie" or "Parties", "tribunal" or "tribunaux"."""
        for ending, either in (("aux", "(?:al|aux)"), ("al", "(?:al|aux)"), ("s", "s?"), ("", "[sx]?")):
            if word.casefold().endswith(ending):
                return re.escape(word[: len(word) - len(ending)]) + either
        return re.escape(word)

    def with_article(self, name: str, formal: str = "") -> str:
        """The name of a State with the article that usage or its ending asks for."""
        if not name or name.casefold().startswith(_ARTICLES):
            return name[:1].lower() + name[1:]
        head = re.split("[ -]", name, maxsplit=1)[0]
        article = self._articles.get(name, "la" if head.endswith("e") else "le")
        return self.phrase(f"{article} {name}".strip())

    @cached_property
    def _articles(self) -> dict[str, str]:
        names = self.data.territories
        return {names[code]: article for article, codes in _STATES.items() for code in codes.split() if code in names}

    def without_article(self, name: str) -> str:
        """Without the article, so that "l’Allemagne" sorts under A."""
        article = next((prefix for prefix in _ARTICLES if name.casefold().startswith(prefix)), "")
        return name[len(article) :]

    def government(self, formal: str) -> str:
        """ "le Gouvernement de la République française"."""
        return f"le Gouvernement {self.put(formal, 'de')}"

    def cited(self, level: str, gender: str = "", *, many: bool = False) -> str:
        """With its article: "l’article", "le paragraphe", "les paragraphes", "la section"."""
        return f"les {level}" if many else self.phrase(f"{'la' if gender == 'f' else 'le'} {level}")

    def cited_number(self, kind: str, number: str) -> str:
        """ "l’article premier"."""
        return "premier" if kind == "article" and number in ("1", "I") else number


def _vowel(words: str) -> bool:
    """Whether words begin with a sounded vowel, whatever marks of the notation stand before it."""
    bare = words.lstrip("{=*[\\").casefold()
    first = unicodedata.normalize("NFKD", bare[:1])[:1]
    return first in tuple("aeiouœæ") and not bare.startswith(_SOUNDED)
