"""Parties: the States and organisations of an instrument, under the names they bear in its language.

A party is known by its code: ISO 3166-1 alpha-2 for a State, a short one of its own for an organisation. What it is
comes from the library's `parties.yaml`, how it is called from the language's `parties`, and a draft may lay names of
its own over both. A State the library does not list is looked up in ISO 3166, so that any State can be named.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from treatydraft import errors


@dataclass(frozen=True, slots=True)
class Party:
    """One State or organisation (`kind`), named for one language.

    Names stand as in running text, with their article in lower case where one is due. `sort` is its place in the
    alphabet, `members` what it is a member of (``NATO``, ``EU``, ``PFP``). `vclt` is False where it is known not to
    be a party to the Vienna Convention on the Law of Treaties. `languages` are those its own copy of a treaty names
    first, as far as they are known.
    """

    code: str
    kind: str
    formal: str
    short: str
    government: str
    adjective: str
    sort: str
    members: tuple[str, ...] = ()
    neutral: bool = False
    vclt: bool = True
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parties:
    """Every party that can be named: those of the library and the draft (`known`), and all other States by ISO code."""

    known: Mapping[str, Party]
    groups: Mapping[str, tuple[str, ...]]

    def get(self, code: str) -> Party | None:
        """The party with this code, or None: `nearest` then has the code that was likely meant."""
        return self.known.get(code) or _states().get(code)

    def nearest(self, word: str) -> str | None:
        """The code or group that a wrong `word` most likely stands for: another spelling, a name, another code."""
        folded = fold(word).removeprefix("the ")
        names = {fold(name): name for name in self.groups}
        for party in self._all():
            for name in (party.code, *_also().get(party.code, ()), party.short, party.formal, party.adjective):
                names.setdefault(fold(name).removeprefix("the "), party.code)
        # Codes are too short to be close to one another: only names are guessed at. A wrong State is worse than none.
        like = (name for name in names if len(name) > 3 and name[0] == folded[:1])
        found = folded if folded in names else errors.nearest(folded, like, 0.75)
        return names[found] if found else None

    def find(self, words: str = "") -> tuple[Party, ...]:
        """The parties whose code or names hold words that begin with each of `words`, whatever case and accents.

        The party with that very code comes first, then those the library knows in its order, then other States. No
        words at all find all those the library knows.
        """
        wanted = re.findall(r"\w+", fold(words))
        if not wanted:
            return tuple(self.known.values())
        found = [
            party
            for party in self._all()
            if all(any(word.startswith(start) for word in _words(party)) for start in wanted)
        ]
        return tuple(sorted(found, key=lambda party: [fold(party.code)] != wanted))

    def others(self) -> tuple[Party, ...]:
        """The States that can be named though the library does not list them, by their codes."""
        return tuple(party for code, party in sorted(_states().items()) if code not in self.known)

    def overlaid(self, own: Mapping[str, Mapping[str, Any]]) -> Parties:
        """These parties with the ones a draft brings under `parties`: new ones, and other names for known ones.

        Forms that are missing follow from those that are there. ValueError for a new party without any name.
        """
        named = {code: _party(code, given, self.get(code)) for code, given in own.items()}
        return Parties({**self.known, **named}, self.groups)

    def _all(self) -> Iterator[Party]:
        yield from self.known.values()
        yield from (party for code, party in _states().items() if code not in self.known)


def parties(facts: Mapping[str, Any], names: Mapping[str, Mapping[str, Any]]) -> Parties:
    """The parties of a library: `facts` is `parties.yaml` (`parties` and `groups`), `names` the language's `parties`.

    Both are read as text. ValueError for a party that has no name in either nor in ISO 3166.
    """
    known: dict[str, Party] = {}
    for code in dict.fromkeys((*facts.get("parties", {}), *names)):
        given = {**facts.get("parties", {}).get(code, {}), **names.get(code, {})}
        known[code] = _party(code, given, None if "formal" in given else _states().get(code))
    return Parties(known, {name: tuple(codes) for name, codes in facts.get("groups", {}).items()})


def expand(codes: Iterable[str], groups: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The codes with each group replaced by its members; the order stays, and who is named twice stands once.

    A code nobody knows is kept: whoever asked looks it up and can say where it stands.
    """
    return tuple(dict.fromkeys(member for code in codes for member in groups.get(code, (code,))))


def arrange(parties: Iterable[Party], how: str = "alphabetical", guarantors: Collection[str] = ()) -> tuple[Party, ...]:
    """The parties in the order in which they stand, alphabetical in the language of their names.

    With `how` ``guarantors-first`` those whose code is among `guarantors` come before the others. ValueError for
    another `how`.
    """
    if how not in ("alphabetical", "guarantors-first"):
        raise ValueError(f'parties stand "alphabetical" or "guarantors-first", not "{how}"')
    first = guarantors if how == "guarantors-first" else ()
    return tuple(sorted(parties, key=lambda party: (party.code not in first, fold(party.sort), party.code)))


def fold(text: str) -> str:
    """The text as it is compared: without accents and without case."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()


# ------------------------------------------------------------------------------------------------ making one


def _party(code: str, given: Mapping[str, Any], below: Party | None) -> Party:
    """A party from the forms given, else from the one below it, else derived: a name that changes takes with it what
    hangs on it, so a new formal name brings a new government, and a new short name a new place in the alphabet."""
    formal = given.get("formal") or (below.formal if below else given.get("short"))
    if not formal:
        raise ValueError(f"{code} has neither a formal nor a short name")
    kind = given.get("kind") or (below.kind if below else "state")
    short = given.get("short") or (below.short if below else formal)
    bare = short.removeprefix("the ")
    if below and formal == below.formal:
        government = below.government
    else:
        government = f"the Government of {formal}" if kind == "state" else formal
    return Party(
        code=code,
        kind=kind,
        formal=formal,
        short=short,
        government=given.get("government") or government,
        adjective=given.get("adjective") or (below.adjective if below else bare),
        sort=given.get("sort") or (below.sort if below and short == below.short else bare),
        members=tuple(given["member"]) if "member" in given else below.members if below else (),
        neutral=_yes(given["neutral"]) if "neutral" in given else bool(below and below.neutral),
        vclt=_yes(given["vclt"]) if "vclt" in given else not below or below.vclt,
        languages=tuple(given["languages"]) if "languages" in given else below.languages if below else (),
    )


def _yes(text: str) -> bool:
    return text.casefold() in ("yes", "true")


def _words(party: Party) -> tuple[str, ...]:
    names = (party.code, *_also().get(party.code, ()), party.short, party.formal, party.adjective)
    return tuple(re.findall(r"\w+", fold(" ".join(names))))


# ------------------------------------------------------------------------------------------------ other States

_TERRITORIES = """
    AI AQ AS AW AX BL BM BQ BV CC CW CX EH FK FO GF GG GI GL GP GS GU HK HM IM IO JE KY MF MO MP MQ MS NC NF PF PM PN
    PR RE SH SJ SX TC TF TK UM VG VI WF YT
"""
"""The codes of ISO 3166 that are no States. A draft can still bring a name for one."""

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

_COMMON_NOUN = re.compile(
    r"\b(?:Republic|Kingdom|Federation|Confederation|Commonwealth|Union|Duchy|Principality|Sultanate|States?|Emirates)\b"
)
"""A name that holds one of these takes the article."""

_MISTAKEN = {"UK": "GB", "EL": "GR"}  # codes in wide use that are not those of ISO 3166


@cache
def _states() -> dict[str, Party]:
    """Every State by ISO 3166-1 code, under its English name."""
    import pycountry  # read only when a State outside the library is asked for

    territories = _TERRITORIES.split()
    return {
        country.alpha_2: _party(country.alpha_2, dict(zip(("formal", "short"), _names(country), strict=True)), None)
        for country in pycountry.countries
        if country.alpha_2 not in territories
    }


def _names(country: Any) -> tuple[str, str]:
    """Formal and short name as in running text."""
    if country.alpha_2 in _CORRECTED:
        return _CORRECTED[country.alpha_2]
    head, _, rest = country.name.partition(", ")
    name = f"{rest} {head}" if rest else head  # "Korea, Republic of"
    common = getattr(country, "common_name", "")
    short = head if common == head else name  # Moldova, but the Republic of Korea: its common name is not its own
    official = getattr(country, "official_name", name)
    formal = short if ", " in official else official
    of_the = f"of the {short}" in formal  # the Republic of the Gambia, and so the Gambia
    return _with_article(formal), f"the {short}" if of_the else _with_article(short)


def _with_article(name: str) -> str:
    name = name.removeprefix("The ").removeprefix("the ")
    return f"the {name}" if _COMMON_NOUN.search(name) else name


@cache
def _also() -> dict[str, tuple[str, ...]]:
    """The other codes a State goes by: ISO alpha-3 and those in wide use."""
    import pycountry

    return {
        country.alpha_2: (country.alpha_3, *(wrong for wrong, right in _MISTAKEN.items() if right == country.alpha_2))
        for country in pycountry.countries
    }
