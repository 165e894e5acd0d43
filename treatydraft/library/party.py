"""Parties: the States and organisations of an instrument, under the names they bear in its language.

A party is known by its code: ISO 3166-1 alpha-2 for a State, a short one of its own for an organisation. What it is
comes from the library's `parties.yaml`, how it is called from the language's `parties`, and a draft may lay names of
its own over both. A State the library does not list is looked up in ISO 3166, so that any State can be named, under
the name it has in the language of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from treatydraft import errors
from treatydraft.cache import cached
from treatydraft.language.grammar import Grammar
from treatydraft.language.registry import grammar
from treatydraft.library import state
from treatydraft.value.parsers import WrongValue


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


@dataclass(frozen=True)  # without slots: what it knows by name is kept once a name is looked up
class Parties:
    """Every party that can be named: those of the library and the draft (`known`), and all other States by ISO code."""

    known: Mapping[str, Party]
    groups: Mapping[str, tuple[str, ...]]
    grammar: Grammar

    def get(self, code: str) -> Party | None:
        """The party with this code, or None: `resolve` then has the one that bears it as a name."""
        return self.known.get(code) or _states(self.grammar).get(code)

    def resolve(self, word: str, *, groups: bool = True, part: bool = False) -> str:
        """The code of the party that `word` is the code or a name of; with `groups` also ``all`` or a group's name.

        Case, accents and "the" do not count. With `part` a part of a name will do that only one party has. WrongValue
        for a name nobody has, with the one that was likely meant, or that several have, with their codes.
        """
        if word in self.known or (groups and (word == "all" or word in self.groups)):
            return word
        name, code = self._bare(word), word.strip().upper()
        if groups and name in self._groups:
            return self._groups[name]
        if name == "no" and code != word.strip():  # what people write for none
            raise WrongValue(f"'{word}' can mean Norway or nobody", "write NO for Norway, and nothing for nobody")
        codes = [code] if code in self.known else self._names.get(name) or self._states_called(name, code)
        if len(codes) == 1:
            return codes[0]
        matches = [party for code in codes if (party := self.get(code))] or (self.find(word) if name else ())
        if len(matches) == 1 and part:
            return matches[0].code
        shown = word if len(word) <= 40 else f"{word[:39]}…"
        if len(matches) > 1:
            several = ", ".join(f"{party.code} {party.short}" for party in matches[:6])
            raise WrongValue(f"'{shown}' can be {several}{' and others' if len(matches) > 6 else ''}", "write the code")
        near = matches[0].code if matches else self.nearest(word)
        meant = self.get(near or "")
        hint = f"did you mean {near}{f' ({meant.short})' if meant else ''}?" if near else ""
        raise WrongValue(f"there is no party '{shown}'", hint)

    @cached_property
    def _groups(self) -> dict[str, str]:
        return {"all": "all", **{self._bare(name): name for name in self.groups}}

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        """The codes of those of `known` that bear each name, as names are compared."""
        return _index({code: (party.short, party.formal) for code, party in self.known.items()}, self.grammar)

    def _bare(self, name: str) -> str:
        return _bare(name, self.grammar)

    def _states_called(self, name: str, code: str) -> list[str]:
        return [code] if code in _states(self.grammar) else _state_names(self.grammar).get(name, [])

    def nearest(self, word: str) -> str | None:
        """The code or group that a wrong `word` most likely stands for: another spelling, a name, another code."""
        name = self._bare(word)
        names = dict(self._groups)
        del names["all"]
        for party in self._all():
            for spelling in (party.code, *_also(party), party.short, party.formal, party.adjective):
                names.setdefault(self._bare(spelling), party.code)
        # Codes are too short to be close to one another: only names are guessed at, and of those what is very close;
        # a name that two States have is nobody's.
        called = _state_names(self.grammar)
        guessed = (candidate for candidate in names if len(candidate) > 3 and len(called.get(candidate, "")) < 2)
        match = name if name in names else errors.nearest(name, guessed, 0.8)
        return names[match] if match else None

    def find(self, words: str = "") -> tuple[Party, ...]:
        """The parties whose code or names hold words that begin with each of `words`, whatever case and accents.

        The party with that very code comes first, then those the library knows in its order, then other States. No
        words at all find all those the library knows.
        """
        wanted = re.findall(r"\w+", fold(words))
        if not wanted:
            return tuple(self.known.values())
        matches = [
            party
            for party in self._all()
            if all(any(word.startswith(start) for word in _words(party)) for start in wanted)
        ]
        return tuple(sorted(matches, key=lambda party: [fold(party.code)] != wanted))

    def others(self) -> tuple[Party, ...]:
        """The States that can be named though the library does not list them, by their codes."""
        return tuple(party for code, party in sorted(_states(self.grammar).items()) if code not in self.known)

    def overlaid(self, own: Mapping[str, Mapping[str, Any]]) -> Parties:
        """These parties with the ones a draft brings under `parties`: new ones, and other names for known ones.

        Forms that are missing follow from those that are there. ValueError for a new party without any name.
        """
        if not own:
            return self
        named = {code: _party(code, given, self.get(code), self.grammar) for code, given in own.items()}
        return Parties({**self.known, **named}, self.groups, self.grammar)

    def _all(self) -> Iterator[Party]:
        yield from self.known.values()
        yield from (party for code, party in _states(self.grammar).items() if code not in self.known)


def parties(
    facts: Mapping[str, Any], names: Mapping[str, Mapping[str, Any]], language: Grammar | None = None
) -> Parties:
    """The parties of a library: `facts` is `parties.yaml` (`parties` and `groups`), `names` the language's `parties`.

    Both are read as text; `language` is the grammar of the names, English by default. A State without a short name
    has that of the Common Locale Data Repository. ValueError for a party that has no name in either.
    """
    language = language or grammar("en")
    known: dict[str, Party] = {}
    for code in dict.fromkeys((*facts.get("parties", {}), *names)):
        given = {**facts.get("parties", {}).get(code, {}), **names.get(code, {})}
        if "formal" in given and "short" not in given and given.get("kind", "state") == "state":
            territory = language.data.territories.get(code)
            given["short"] = language.with_article(territory, given["formal"]) if territory else given["formal"]
        known[code] = _party(code, given, None if "formal" in given else _states(language).get(code), language)
    return Parties(known, {name: tuple(codes) for name, codes in facts.get("groups", {}).items()}, language)


def expand(codes: Iterable[str], groups: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The codes with each group replaced by its members; the order stays, and who is named twice stands once.

    A code nobody knows is kept: whoever asked looks it up and can say where it stands.
    """
    return tuple(dict.fromkeys(member for code in codes for member in groups.get(code, (code,))))


def arrange(parties: Iterable[Party], first: Collection[str] = ()) -> tuple[Party, ...]:
    """The parties in the order in which they stand, alphabetical in the language of their names.

    Those whose code is among `first` come before the others.
    """
    return tuple(sorted(parties, key=lambda party: (party.code not in first, fold(party.sort), party.code)))


def fold(text: str) -> str:
    """The text as it is compared: without accents and without case."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()


# ------------------------------------------------------------------------------------------------ making one


def _party(code: str, given: Mapping[str, Any], below: Party | None, language: Grammar) -> Party:
    """A party from the forms given, else from the one below it, else derived: a name that changes takes with it what
    hangs on it, so a new formal name brings a new government, and a new short name a new place in the alphabet."""
    formal = given.get("formal") or (below.formal if below else given.get("short"))
    if not formal:
        raise ValueError(f"{code} has neither a formal nor a short name")
    kind = given.get("kind") or (below.kind if below else "state")
    short = given.get("short") or (below.short if below else formal)
    bare = language.without_article(short)
    if below and formal == below.formal:
        government = below.government
    else:
        government = language.government(formal) if kind == "state" else formal
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
    names = (party.code, *_also(party), party.short, party.formal, party.adjective)
    return tuple(re.findall(r"\w+", fold(" ".join(names))))


# ------------------------------------------------------------------------------------------------ other States


@cached(8)
def _states(language: Grammar) -> dict[str, Party]:
    """Every State by ISO 3166-1 code, under its name in a language."""
    names = state.state_names(language).items()
    return {code: _party(code, {"formal": formal, "short": short}, None, language) for code, (formal, short) in names}


@cached(8)
def _state_names(language: Grammar) -> dict[str, list[str]]:
    """The codes of the States that bear each name, as names are compared."""
    states = _states(language)
    return _index({code: (party.short, party.formal, *_also(party)) for code, party in states.items()}, language)


def _also(party: Party) -> tuple[str, ...]:
    return state.other_names().get(party.code, ())


# ------------------------------------------------------------------------------------------------ comparing names


def _index(names: Mapping[str, Iterable[str]], language: Grammar) -> dict[str, list[str]]:
    codes: dict[str, list[str]] = {}
    for code, several in names.items():
        for name in dict.fromkeys(_bare(spelling, language) for spelling in several):
            codes.setdefault(name, []).append(code)
    return codes


def _bare(name: str, language: Grammar) -> str:
    """A name as it is compared: folded, without article, dots and apostrophes, its words parted by one space."""
    named = language.without_article(re.sub(r"^\W+", "", name))
    plain = re.sub("[.'’]", "", fold(named.replace("&", " and ")))
    return " ".join(re.findall(r"\w+", plain))
