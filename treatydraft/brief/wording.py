"""How the entries of a record are put to a reader: where the text says them, who acts, what is done and by when.

The words are English, as those of every command; what a clause itself says, and the nouns of the roles, are in the
language of the instrument.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from treatydraft.instrument.index import Index
from treatydraft.library.record_file import UNSAID
from treatydraft.record.facts import Act, Bearer, Decision, DecisionRule, Facts, Leg, Time
from treatydraft.value import Role

MODES = {"duty": "shall", "ban": "shall not", "permission": "may"}
"""The modal verb of each mode of an act but a power, which one can use; a register may have another in its place."""

ENDINGS = {
    "adopted": "is adopted",
    "rejected": "is voted down",
    "failed": "falls short of the majority",
    "lapsed": "is not voted on in time",
}
"""What becomes of a decision, by its outcome."""

FURTHER = {
    "every": "every",
    "ahead": "ahead by",
    "not_before": "not before",
    "takes_effect": "takes effect after",
    "lasts": "lasts",
}
"""The kinds of time by which nothing is late, and how each is put."""

WAYS = {
    "consensus": "by consensus: nobody objects",
    "unanimity": "by unanimity: everybody is for it",
    "each": "each for itself",
    "set": "by a rule it sets itself",
}
"""How a body decides without a majority."""

ABSTENTIONS = {
    "not_counted": "abstentions are not counted",
    "as_no": "an abstention is a vote against",
    "as_present": "who abstains is present",
}
"""What an abstention is."""

EXCLUDED = {
    "attacker": "whoever takes part in the attack",
    "directly_interested": "whoever is directly interested",
    "own_failure": "whoever has failed, on its own failure",
    "own_case": "whoever the case is about",
    "contested": "whoever's vote is contested",
}
"""Who does not vote, where only the case can say who that is."""

_FEW = 3  # parties that are named rather than counted
_DAYS_FROM = 240  # hours, from which whole days are easier to read


@dataclass(frozen=True, slots=True)
class Wording:
    """The words for the entries of one instrument; `actors` is what each actor is called that is no role."""

    facts: Facts
    index: Index
    actors: Mapping[str, str]

    def article(self, address: str) -> str:
        """Where the text says it: "Article 7, paragraph 2"."""
        return self.index.cite(address, self.facts.language)

    def place(self, address: str) -> str:
        """The same with the address: "Article 7, paragraph 2 [collective-defense/response#duty]"."""
        return f"{self.article(address)} [{address}]"

    def party(self, code: str) -> str:
        """The short name of a party, or the code of one who is none."""
        return next((party.short for party in self.facts.parties if party.code == code), code)

    def role(self, role: Role) -> str:
        """All in a role, or an actor: "the Guarantors", "Ukraine", "the Council"."""
        if not role.codes:
            if role.name in self.facts.roles:
                return f"the {self._noun(role, many=True)}"
            return self.actors.get(role.name, role.name.replace("-", " "))
        if len(role.codes) <= _FEW and role.name != "parties":
            return listed([self.party(code) for code in role.codes])
        return f"the {self._noun(role, many=True)}"

    def bearer(self, bearer: Bearer) -> str:
        """Who acts: "each Guarantor", "each of 24 Guarantors", "any Party", "Ukraine with 1/2", "the Council"."""
        share = "" if bearer.share is None else f" with {bearer.share}"
        if not bearer.role.codes:
            return f"{self.role(bearer.role)}{share}"
        if not bearer.codes:
            return f"nobody among {self.role(bearer.role)}"
        if len(bearer.codes) == 1:
            return f"{self.party(bearer.codes[0])}{share}"
        narrowed = bearer.codes != bearer.role.codes
        several = len(bearer.codes) <= _FEW and (narrowed or bearer.role.name not in self.facts.roles)
        named = listed([self.party(code) for code in bearer.codes])
        one, many = self._noun(bearer.role), self._noun(bearer.role, many=True)
        number = f"{len(bearer.codes)} " if narrowed else ""
        match bearer.how:
            case "together":
                who = f"{named} together" if several else f"the {number}{many} together"
            case "one":
                who = f"one of {named}" if several else f"one of {number}{many}" if narrowed else f"any {one}"
            case _:
                who = f"each of {named}" if several else f"each of {number}{many}" if narrowed else f"each {one}"
        return f"{who}{share}"

    def norm(self, act: Act) -> str:
        """The act as a sentence without its times, and with those it addresses but does not name: "each Guarantor shall
        assist (to Ukraine)"."""
        addressed = [who for role in act.to if (who := self.role(role)) not in act.does]
        to = f" (to {listed(addressed)})" if addressed else ""
        return f"{self.bearer(act.by)} {self.verb(act)} {act.does}{to}"

    def verb(self, act: Act) -> str:
        """The modal verb of an act in the register of the instrument: "shall", "will"."""
        facts = self.facts
        return facts.language.word(MODES[act.mode], facts.register) if act.mode in MODES else "can"

    def further_times(self, act: Act) -> Iterator[str]:
        """The times of an act but those by which it is late: "not before 10 days", "every 30 days"."""
        for kind, words in FURTHER.items():
            if kind in act.times:
                time = act.times[kind]
                length = str(time.length or self.set_by(time))
                starts = [self.facts.find(id) for id in time.of.ids] if time.of else []
                after = listed([f"'{one.does}'" for one in starts if isinstance(one, Act)])
                yield f"{words} {length}{f' after {after}' if after else ''}"

    def within(self, decision: Decision) -> str:
        """How long a decision may take: "within 48 hours", or that no time is said."""
        if decision.within is None or decision.within.words == UNSAID:
            return "no time is said"
        return f"within {decision.within.length}" if decision.within.length else self.set_by(decision.within)

    def question(self, decision: Decision) -> str:
        """What is decided, and by whom: "the Council decides whether an armed attack has occurred"."""
        return f"{self.role(decision.body)} decides {decision.asks}"

    def set_by(self, time: Time) -> str:
        """A time without a length that can be counted: "as the Council sets", or its words."""
        return f"as {self.actors[time.words]} sets" if time.words in self.actors else time.words

    def rule(self, rule: DecisionRule) -> Iterator[str]:
        """How a body decides, part by part: "2/3 of those voting", "quorum: 1/2 of all who vote"."""
        if rule.way:
            yield WAYS.get(rule.way, rule.way)
        yield from map(_majority, rule.legs)
        if rule.quorum:
            yield f"quorum: {_majority(rule.quorum)}"
        if rule.abstain:
            yield ABSTENTIONS[rule.abstain]
        if rule.excluded is not None:
            yield f"without the vote of {self.excluded(rule.excluded)}"
        if rule.consent:
            yield f"with the consent of {listed([self.role(role) for role in rule.consent])}"
        if rule.veto:
            yield f"veto of {listed([self.role(role) for role in rule.veto])}"
        if rule.casting:
            yield f"casting vote of {self.role(rule.casting)}"
        if rule.blockers is not None:
            yield f"shares stop it only with {rule.blockers} against"

    def excluded(self, value: object) -> str:
        """Those whom a rule excludes from the vote."""
        if isinstance(value, Role):
            return self.role(value)
        if isinstance(value, tuple | list):
            return listed([self.party(str(code)) for code in value])
        return EXCLUDED.get(str(value)) or self.party(str(value))

    def _noun(self, role: Role, *, many: bool = False) -> str:
        return self.facts.language.noun(role.name, self.facts.register, many=many)


def _majority(leg: Leg) -> str:
    base = {"voting": "those voting", "present": "those present", "voters": "all who vote"}[leg.of]
    share = "more than " if leg.more_than else ""
    number = str(leg.count) if leg.share is None else str(leg.share)
    if leg.share == 1 and not leg.key:
        return base if leg.of == "voters" else f"all {base}"
    return f"{share}{number} {'of the shares of' if leg.key else 'of'} {base}"


def percent(value: Fraction) -> str:
    """A part of a whole in per cent, with three decimals: "3.262 %"; what is less than can be so told is told so."""
    if 0 < value < Fraction(1, 200_000):
        return "less than 0.001 %"
    return f"{round(value * 100_000) / 1000:.3f} %"


def hours(number: int) -> str:
    """A number of hours: "72 h", or "30 days" where they are many and whole days."""
    return f"{number // 24} days" if number >= _DAYS_FROM and number % 24 == 0 else f"{number} h"


def listed(items: Sequence[str]) -> str:
    """A running list: "France, Germany and Poland"."""
    return f"{', '.join(items[:-1])} and {items[-1]}" if len(items) > 1 else "".join(items)


def counted(number: int, noun: str, many: str = "") -> str:
    """A number with its noun: "1 path", "7 paths"."""
    return f"{number} {noun if number == 1 else many or f'{noun}s'}"


def ranges(numbers: Iterable[int]) -> str:
    """Numbers in order, with what runs on as a range: "1-4, 7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(f"{first}-{last}" if first != last else str(first) for first, last in runs)
