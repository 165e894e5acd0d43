"""What stands in a record, filled with a draft's answers: values and words, times and starts, who acts, and rules.

Every text may hold expressions in ``{{ }}``, which read the answers that the words of the clause read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction

from treatydraft.cache import cached
from treatydraft.composition.composer import Composer
from treatydraft.composition.formatter import Notation
from treatydraft.drafting.selection import Chosen
from treatydraft.instrument.notation import parse_inline
from treatydraft.instrument.plain_text import plain_text
from treatydraft.library.clause import Clause
from treatydraft.library.moved import EXPRESSION
from treatydraft.library.record_file import BearerFile, LegFile, NarrowFile, RuleFile, StartFile, TimeFile
from treatydraft.record.facts import Bearer, DecisionRule, Leg, Start, Time
from treatydraft.template.template import PRINT, Condition
from treatydraft.value import TYPES, Duration, Missing, Role, Share, settled

_NAME = re.compile(r"[a-z][a-z0-9_]*")


@cached(4096)
def expression(source: str) -> Condition:
    """An expression of a record; kept, for a batch fills many drafts."""
    return Condition(source.strip())


class Values:
    """Fills what stands in the record of one clause.

    `answers` are the values the clause reads, by name; of an open one the first proposal counts, and where the draft
    has put the clause in its `own_words`, no answer reaches them. Whatever is asked for is None, or empty, where the
    record has nothing or its expression comes to none; ValueError for what it cannot be.
    """

    def __init__(
        self, composer: Composer, clause: Clause, chosen: Chosen, roles: Mapping[str, Role], *, own_words: bool
    ) -> None:
        self.clause = clause
        self.roles = roles
        self.answers = composer.answers.of_clause(chosen, composer.words)
        self.context = {**{name: word for name, word in composer.words.items() if name != PRINT}, **self.answers}
        self.own_words = own_words
        self._print = composer.words[PRINT]
        self._language = composer.language
        self._party = composer.answers.party
        self._groups = composer.library.parties(composer.draft.language).groups
        self._own = {entry.id for entry in clause.record.entries()}

    def value(self, text: str) -> object:
        """The value of a text: its one expression's own, or the words with the values of its expressions in them."""
        alone = EXPRESSION.fullmatch(text.strip())
        if alone:
            return self._plain(expression(alone[1]).value(self.context))
        return EXPRESSION.sub(lambda match: self._printed(expression(match[1]).value(self.context)), text) or None

    def _plain(self, value: object) -> object:
        """A value as the record holds it: what a word of the notation gives is plain text."""
        return self._printed(value) if isinstance(value, Notation) else counted(value)

    def _printed(self, value: object) -> str:
        printed = self._print(settled(value))  # type: ignore[operator]
        return plain_text(parse_inline(printed), self._language)

    def words(self, text: str) -> str:
        """A text as it reads."""
        if not text:
            return ""
        value = self.value(text)
        return value if isinstance(value, str) else self._printed(value)

    def deep(self, value: object) -> object:
        """A value with every text in it filled, however deep."""
        if isinstance(value, Mapping):
            return {name: self.deep(inner) for name, inner in value.items()}
        if isinstance(value, list | tuple):
            return tuple(self.deep(inner) for inner in value)
        return self.value(value) if isinstance(value, str) else value

    def time(self, file: TimeFile | None) -> Time | None:
        """A time, and the answer that it is; None where the record has none, or where it comes to none."""
        if file is None or (value := self.value(file.time)) is None:
            return None
        length = _length(value)
        of = self.start_or_none(file.of)
        return Time(length, "" if length else str(value), of, self._key(file.time) if length else "")

    def _key(self, text: str) -> str:
        """The key of the answer that a text comes to, as it is; empty where it is no answer, or none reaches it."""
        alone = EXPRESSION.fullmatch(text.strip())
        if not alone or self.own_words:
            return ""
        value = expression(alone[1]).value(self.context)
        named = (name for name in _NAME.findall(alone[1]) if name in self.answers and self.answers[name] is value)
        return next((self._question(name) for name in named), "")

    def _question(self, name: str) -> str:
        """The key of the question behind a name the record reads."""
        own = self.clause.questions.get(name)
        return own.key if own else self.clause.uses.get(name, "")

    def start(self, file: StartFile) -> Start:
        """What starts a clock. ValueError where it comes to nothing."""
        later = self.ids(file.later)
        ids = later or self.ids(file.any)
        if not ids:
            raise ValueError("what it starts from comes to nothing")
        return Start(ids, later=bool(later))

    def start_or_none(self, file: StartFile | None) -> Start | None:
        """What starts a clock, where anything does."""
        return self.start(file) if file is not None and self.ids([*file.any, *file.later]) else None

    def truth(self, text: str) -> bool | None:
        """A yes or no."""
        value = self.value(text)
        return value if value is None or isinstance(value, bool) else bool(TYPES["boolean"].parse(value))

    def who(self, text: str) -> Role | None:
        """The parties in a role, or an actor, who has no codes; None where the text comes to nobody."""
        value = self.value(text)
        if value is None:
            return None
        named = settled(self.answers.get(str(value))) if isinstance(value, str) else value
        if isinstance(named, Role):
            return named
        return self.roles.get(str(value)) or Role(str(value), ())

    def somebody(self, key: str, text: str) -> Role:
        """Who is named under a key. ValueError where the text comes to nobody."""
        role = self.who(text)
        if role is None:
            raise ValueError(f"its '{key}' comes to nobody")
        return role

    def several(self, texts: list[str]) -> tuple[Role, ...]:
        """Those the texts come to."""
        return tuple(role for text in texts if (role := self.who(text)) is not None)

    def ids(self, names: list[str]) -> tuple[str, ...]:
        """The full ids of what is named."""
        return tuple(self.id(str(value)) for name in names if (value := self.value(name)) is not None)

    def name(self, text: str) -> str:
        """The full id of the one thing that is named."""
        return next(iter(self.ids([text])), "")

    def id(self, name: str) -> str:
        """The full id of an entry of this clause, or of an outcome of it (``found.adopted``).

        What else a name may be, another clause's id or an event, stays as it is.
        """
        return f"{self.clause.id}.{name}" if name.partition(".")[0] in self._own else name

    # ------------------------------------------------------------------------------------------ who, and by which rule

    def bearer(self, key: str, bearer: BearerFile) -> Bearer:
        """Who is named under a key, how they act, and which of them. ValueError where it comes to nobody."""
        how, name = next((how, name) for how in ("each", "together", "one") if (name := getattr(bearer, how)))
        role = self.somebody(key, name)
        codes = self._narrowed(role.codes, bearer.where) if bearer.where else role.codes
        return Bearer(role, how if role.codes else "", codes, self.value(bearer.share))

    def _narrowed(self, codes: tuple[str, ...], where: NarrowFile) -> tuple[str, ...]:
        """Those of the codes that the record means."""
        kept = set(codes)
        if where.member:
            kept = {code for code in codes if where.member in self._party(code).members}
        if where.group:
            kept &= set(self._groups.get(where.group, ()))
        if (inside := self._parties(where.in_)) is not None:
            kept &= inside
        return tuple(code for code in codes if code in kept - (self._parties(where.not_in) or set()))

    def _parties(self, text: str) -> set[str] | None:
        """The codes of an answer; None where there is none."""
        value = self.value(text)
        if value is None:
            return None
        return set(value) if isinstance(value, Iterable) and not isinstance(value, str) else {str(value)}

    def rule(self, rule: RuleFile) -> DecisionRule:
        """How a body decides."""
        return DecisionRule(
            like=self.name(rule.like),
            legs=tuple(leg for file in rule.pass_ if (leg := self._leg(file))),
            way=str(self.value(rule.way) or ""),
            quorum=self._leg(rule.quorum) if rule.quorum else None,
            abstain=rule.abstain,
            excluded=self.value(rule.excluded),
            veto=self.several(rule.veto),
            consent=self.several(rule.consent),
            casting=self.who(rule.casting),
            blockers=self.value(rule.blockers),
        )

    def _leg(self, leg: LegFile) -> Leg | None:
        share, count, key = map(self.value, (leg.share, leg.count, leg.key))
        if share is None and count is None:
            return None
        return Leg(_fraction(share), _whole(count), leg.of, key, bool(self.truth(leg.more_than)))


def _length(value: object) -> Duration | None:
    """A length of time where a value is one, such as "24 hours"."""
    if isinstance(value, str) and value[:1].isdigit():
        try:
            value = TYPES["duration"].parse(value)
        except ValueError:
            return None  # "30 June of each year"
    return value if isinstance(value, Duration) else None


def _fraction(value: object) -> Fraction | None:
    """A share of a whole, whether an answer gives it or the record itself. ValueError where it is none."""
    if isinstance(value, Share):
        return Fraction(value.percent) / 100
    try:
        return None if value is None else Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"'{value}' is no share, such as 2/3") from None


def _whole(value: object) -> int | None:
    """A number of votes. ValueError where it is none."""
    try:
        return None if value is None else int(str(value))
    except ValueError:
        raise ValueError(f"'{value}' is no number of votes") from None


def counted(value: object) -> object:
    """The value that counts: of an open one the first, and None where nobody has answered."""
    answer = settled(value)
    return None if isinstance(answer, Missing) else answer
