"""The words a clause's text can call, in one language and register and for one set of parties.

The word `name` of `treatydraft.template.template.WORDS` is the method `_name` of `TemplateWords`; a name with a capital
begins a sentence, and is made from the small one. The words over values are those of `Formatter`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from decimal import Decimal
from functools import partialmethod
from typing import Any

from treatydraft.composition.formatter import Formatter, Notation
from treatydraft.drafting.answers import Answers
from treatydraft.errors import DraftError, Location, Problem
from treatydraft.instrument.notation import escape
from treatydraft.language import Language, Noun, capital
from treatydraft.library.cache import value_key
from treatydraft.library.scale import shares
from treatydraft.template.inputs import DEPOSITARY
from treatydraft.template.template import PRINT, WORDS
from treatydraft.value import Missing, Open, Role, Share, settled


class TemplateWords(Formatter):
    """The words of one instrument."""

    def __init__(self, language: Language, register: str, answers: Answers) -> None:
        super().__init__(language)
        self._grammar = language.grammar
        self._register = register
        self._answers = answers

    def words(self) -> dict[str, object]:
        """Every word by the name a text calls it by, and the printer."""
        return {PRINT: self.print, **{name: getattr(self, f"_{name}", None) or self._capital(name) for name in WORDS}}

    def role_key(self, role: object) -> Hashable:
        """The cache key of all that a role word (`treatydraft.template.inputs.ROLE_WORDS`) reads of its argument."""
        if isinstance(role, Open):
            return Open, tuple(map(self.role_key, role.proposals))
        if isinstance(role, Role):
            alone = role.codes[0] if len(role) == 1 else ""
            return Role, role.name, self._everyone(role), alone, min(len(role), 3)
        return value_key(role)

    def _capital(self, name: str) -> Callable[..., Notation]:
        small = getattr(self, f"_{name.lower()}")
        return lambda *given: Notation(_capital_in(small(*given)))

    # -------------------------------------------------------------------------------------------- roles

    def print(self, value: object) -> str:
        """The text of a value, in the drafting notation; of a role the names of those who have it."""
        return self._names(value) if isinstance(value, Role) else super().print(value)

    def _with_determiner(self, determiner: str, role: object, form: str) -> Notation:
        return self._rendered(role, lambda role: self._determined(determiner, role, form))

    def _determined(self, determiner: str, role: Role, form: str) -> str:
        if len(role) == 1:
            return self._party(role.codes[0], form)
        if determiner == "any" and len(role) == 2 and self._everyone(role):
            determiner = "either"
        noun = self._nouns_of(role)
        term = Noun(_term(noun.one), _term(noun.one, noun.many), noun.gender)
        words = self._language.determined(determiner, term)
        return self._grammar.put(words, form, many=determiner in ("the", "other"))

    def _everyone(self, role: Role) -> bool:
        return set(role) == set(self._answers.everyone)

    def _each(self, role: object, form: str = "") -> Notation:
        return self._with_determiner("each", role, form)

    def _any(self, role: object, form: str = "") -> Notation:
        return self._with_determiner("any", role, form)

    def _a(self, role: object, form: str = "") -> Notation:
        return self._with_determiner("a", role, form)

    def _that(self, role: object, form: str = "") -> Notation:
        return self._with_determiner("that", role, form)

    def _the(self, role: object, form: str = "") -> Notation:
        return self._with_determiner("the", role, form)

    def _other(self, role: Any, form: str = "") -> Notation:
        several = self._count(role) > 2
        return self._with_determiner("other" if several else "other_one", role, form)

    def _apart(self, determiner: str, apart: str, role: object, form: str = "") -> Notation:
        """A role beside the party a duty runs to: where every party has the role, the others of them are meant."""

        def render(role: Role) -> str:
            if not self._everyone(role):
                return self._determined(determiner, role, form)
            return self._determined("other_one" if len(role) == 2 else apart, role, form)

        return self._rendered(role, render)

    _each_other = partialmethod(_apart, "each", "each_other")
    _any_other = partialmethod(_apart, "any", "any_other")
    _the_other = partialmethod(_apart, "the", "other")

    def _noun(self, role: object) -> Notation:
        return self._rendered(role, lambda role: _term(self._nouns_of(role).one))

    def _nouns(self, role: object) -> Notation:
        return self._rendered(role, lambda role: _term(self._nouns_of(role).one, self._nouns_of(role).many))

    def _nouns_of(self, role: Role) -> Noun:
        """The nouns of a role; everyone together are the parties."""
        return self._language.role("parties" if self._everyone(role) else role.name, self._register)

    def _called(self, role: object) -> Notation:
        """The name of a role where it is given: “the Guarantors”, as a definition."""

        def render(role: Role) -> str:
            noun = self._nouns_of(role)
            return f"{{={noun.one}:{self._language.determined('the', noun)}}}"

        return self._rendered(role, render)

    def _names(self, role: object, form: str = "") -> Notation:
        return self._rendered(role, lambda codes: self._language.list([self._party(code, form) for code in codes]))

    def _addressee(self, role: object, keeper: object) -> Notation:
        """Who receives what concerns the whole text: the other of two, its depositary, or without one who keeps it."""
        return self._depositary_or(role, self._other(role) if self._count(role) == 2 else self._government(keeper))

    def _depositary_or(self, role: object, who: object) -> Notation:
        """The depositary of the role's treaty, or who is given: two have none, for each keeps an original."""
        if self._answers.register.depositary and self._count(role) > 2 and self._has(DEPOSITARY):
            return Notation(self._language.determined("depositary", Noun(_term("Depositary"), "")))
        return self._as_printed(who)

    def _formal(self, who: object, form: str = "") -> Notation:
        def render(who: object) -> str:
            codes = who if isinstance(who, Role) else (who,)
            return self._language.list([self._name(self._answers.party(code).formal, form) for code in codes])

        return self._rendered(who, render)

    def _party(self, code: object, form: str = "") -> Notation:
        return self._rendered(code, lambda code: self._name(self._answers.party(code).short, form))

    def _government(self, code: object, form: str = "") -> Notation:
        return self._rendered(code, lambda code: self._name(self._answers.party(code).government, form))

    def _name(self, name: str, form: str) -> str:
        return self._grammar.put(escape(name), form)

    def _many(self, role: Any) -> bool:
        return self._count(role) > 1

    def _count(self, role: Any) -> int:
        first = settled(role)
        return len(first) if isinstance(first, Role | tuple) else 0

    def _organisation_in(self, who: Any) -> bool:
        """Whether a party, or one of several, is an organisation."""
        first = settled(who)
        codes = first if isinstance(first, Role | tuple) else () if isinstance(first, Missing) else (first,)
        return any(self._answers.party(code).kind == "organisation" for code in codes)

    def _mutual(self) -> bool:
        """Whether every party is on both sides."""
        roles = [self._answers.value(name) for name in self._answers.library.about.sides]
        return all(isinstance(role, Role) and self._everyone(role) for role in map(settled, roles))

    mutual = _mutual

    # -------------------------------------------------------------------------------------------- register and scale

    def _shall(self) -> Notation:
        return self._word("shall")

    def _shall_not(self) -> Notation:
        return self._word("shall not")

    def _may(self) -> Notation:
        return self._word("may")

    def _word(self, key: object) -> Notation:
        return Notation(self._language.word(str(key), self._register))

    def _has(self, name: object) -> bool:
        return self._answers.selection.has(str(name))

    def _shares(self, key: object, role: object, cap: object = None, least: object = None) -> Notation:
        """The rows of a scale of contributions and its total, one line each."""
        role, key, cap, least = map(settled, (role, key, cap, least))
        if not isinstance(role, Role) or isinstance(key, Missing):
            return Notation(f"| {self._hole('contributor')} | {self._hole('share')}")
        scale = self._answers.library.keys.get(str(key))
        if scale is None:
            raise DraftError(
                Problem(
                    "unknown-scale", Location(key=str(key)), "there is no such scale of contributions", "see keys.yaml"
                )
            )
        try:
            most, lowest = (limit.percent if isinstance(limit, Share) else None for limit in (cap, least))
            party_shares = shares(scale, role.codes, cap=most, least=lowest)
        except ValueError as wrong:
            raise DraftError(
                Problem(
                    "impossible-shares",
                    Location(key="scale of contributions"),
                    str(wrong),
                    "change the cap or the least share, or the parties",
                )
            ) from None
        rows = [f"| {capital(self._party(code))} | {self._decimals(share)}" for code, share in party_shares.items()]
        total = sum(party_shares.values(), Decimal(0))
        return Notation("\n".join([*rows, f"|= {self._word('Total')} | {self._decimals(total)}"]))

    def _decimals(self, share: Decimal) -> str:
        return escape(self._grammar.figure(share, 3))


def _term(key: str, surface: str = "") -> str:
    return f"{{{key}:{surface}}}" if surface and surface != key else f"{{{key}}}"


def _capital_in(text: str) -> str:
    """The text with a capital on its first letter, wherever the notation begins it."""
    for at, letter in enumerate(text):
        if letter.isalpha():
            return text[:at] + capital(text[at:])
        if letter not in "[\\":
            break
    return text
