"""The record of a draft: the facts of its clauses, filled with its answers.

Every clause says the same twice, in words and in its record. Here the records of the selected clauses are filled with
the answers the words are filled with, so that a number which stands in the text stands here too, and only once in
the draft. Nothing is read out of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TypeVar

from treatydraft.composition.composer import Composer
from treatydraft.composition.formatter import Notation
from treatydraft.drafting.selection import Chosen
from treatydraft.errors import LibraryError, Problem
from treatydraft.instrument.notation import NotationError, parse, parse_inline
from treatydraft.instrument.plain_text import plain_text
from treatydraft.instrument.tree import Table, Unit, address, walk
from treatydraft.library.clause import Clause
from treatydraft.library.reading import EXPRESSION
from treatydraft.library.record_file import (
    ENDS,
    ActFile,
    BearerFile,
    DecisionFile,
    EntryFile,
    FundFile,
    LegFile,
    NarrowFile,
    PhaseFile,
    RuleFile,
    StartFile,
    TimeFile,
    VotingRuleFile,
)
from treatydraft.record.facts import (
    OUTCOMES,
    TIMES,
    Act,
    Bearer,
    Decision,
    Entry,
    Facts,
    Fund,
    Leg,
    Outcome,
    Phase,
    Rule,
    Start,
    Time,
    VotingRule,
)
from treatydraft.record.proposals import proposals
from treatydraft.template.evaluation import FAILURES, reason
from treatydraft.template.template import PRINT, Condition
from treatydraft.value import TYPES, Duration, Missing, Role, settled


def fill(composer: Composer) -> Facts:
    """The facts of the draft that is composed: the records of its clauses, filled with its answers.

    DraftError for an answer that is wrong, LibraryError for a record that cannot be filled.
    """
    composer.read_answers()
    answers = composer.answers
    roles = {name: found for name, value in answers.shared().items() if isinstance(found := settled(value), Role)}
    fillers = [_Filler(composer, one, roles) for one in composer.selection.chosen if not one.own]
    known: dict[str, Mapping[str, object]] = {}
    entries: list[Entry] = []
    for filler in fillers:
        if filler.own_words is None:
            known[filler.clause.id] = filler.answers()
            entries.extend(filler.entries())
        else:
            kept = _labels(filler.own_words)
            entries.extend(
                entry for entry in filler.entries() if any(block.partition("#")[2] in kept for block in entry.blocks)
            )
    return Facts(
        register=composer.selection.register,
        language=composer.language,
        parties=tuple(answers.party(code) for code in answers.everyone),
        roles=roles,
        answers=known,
        rules=_of(VotingRule, entries),
        decisions=_of(Decision, entries),
        acts=_of(Act, entries),
        funds=_of(Fund, entries),
        phases=_of(Phase, entries),
        unknown=tuple(one.clause for one in composer.selection.chosen if one.own or "text" in own_words(one)),
        proposals=proposals(composer),
    )


E = TypeVar("E", bound=Entry)


def _of(kind: type[E], entries: list[Entry]) -> tuple[E, ...]:
    return tuple(entry for entry in entries if isinstance(entry, kind))


def _labels(text: str) -> frozenset[str]:
    try:
        blocks = parse(text)
    except NotationError:
        return frozenset()  # composing the draft says what is wrong with it
    return frozenset(node.label for block in blocks for node in walk(block) if isinstance(node, Unit | Table))


# ------------------------------------------------------------------------------------------------ filling

_NAME = re.compile(r"[a-z][a-z0-9_]*")


@cache
def _expression(source: str) -> Condition:
    """An expression of a record; kept, for a batch fills many drafts."""
    return Condition(source.strip())


class _Filler:
    """Fills the record of one clause."""

    def __init__(self, composer: Composer, one: Chosen, roles: Mapping[str, Role]) -> None:
        self.clause: Clause = composer.library.clause(one.clause, composer.draft.language)
        self.one = one
        text = (composer.draft.clauses.get(one.clause) or {}).get("text")
        self.own_words = None if text is None else str(text)
        self.roles = roles
        self.language = composer.language
        self.print = composer.words[PRINT]
        self.words = {name: word for name, word in composer.words.items() if name != PRINT}
        self.said = composer.answers.of_clause(one, composer.words)
        self.context = {**self.words, **self.said}
        self.groups = composer.library.parties(composer.draft.language).groups
        self.own = {entry.id for entry in self.clause.record.entries()}

    def answers(self) -> dict[str, object]:
        """The clause's values without those of questions that are not asked now."""
        questions = self.clause.questions
        return {
            name: _said(value)
            for name, value in self.said.items()
            if name not in questions or (when := questions[name].when) is None or when.holds(self.context)
        }

    def entries(self) -> Iterator[Entry]:
        """The entries of the present variant whose condition holds."""
        for entry in self.clause.record.entries():
            if entry.variants and self.one.variant not in entry.variants:
                continue
            try:
                if not entry.when or _expression(entry.when).holds(self.context):
                    yield self._entry(entry)
            except (*FAILURES, LibraryError) as wrong:  # a NotationError is a ValueError
                said = wrong.problems[0].what if isinstance(wrong, LibraryError) else reason(wrong)
                what = f"the entry '{entry.id}' of the record cannot be filled: {said}"
                raise LibraryError(
                    Problem(self.clause.where, what, "'treatydraft schema clause' has what can stand in a record")
                ) from wrong

    def _entry(self, entry: EntryFile) -> Entry:
        id, blocks = f"{self.clause.id}.{entry.id}", tuple(address(self.clause.id, label) for label in entry.at)
        match entry:
            case VotingRuleFile():
                body = self._somebody("body", entry.body)
                return VotingRule(id, blocks, body, self._who(entry.voters) or body, self._rule(entry))
            case DecisionFile():
                return self._decision(entry, id, blocks)
            case ActFile():
                return self._act(entry, id, blocks)
            case FundFile():
                return self._fund(entry, id, blocks)
            case PhaseFile():
                return Phase(
                    id,
                    blocks,
                    start=self._start(entry.from_),
                    until=self._ids(entry.until),
                    scope=tuple(entry.scope),
                    lasts=self._time(entry.lasts),
                    renewal=self._value(entry.renewal),
                )
        raise TypeError(f"{type(entry).__name__} is no entry")

    def _decision(self, entry: DecisionFile, id: str, blocks: tuple[str, ...]) -> Decision:
        body = self._somebody("body", entry.body)
        return Decision(
            id,
            blocks,
            asks=self._sentence(entry.id),
            gives={name: self._deep(value) for name, value in entry.gives.items()},
            body=body,
            voters=self._who(entry.voters) or body,
            opens=self._start_or_none(entry.opens),
            within=self._time(entry.within),
            rule=self._rule(entry.rule),
            outcomes={name: self._outcome(getattr(entry, name)) for name in OUTCOMES},
        )

    def _outcome(self, names: list[str]) -> Outcome:
        values = [str(value) for name in names if (value := self._value(name)) is not None]
        match values:
            case [word] if word in ENDS:
                return Outcome(says=word)
            case [word] if word in OUTCOMES:
                return Outcome(treated_as=word)
            case []:
                return Outcome(says="none")
        return Outcome(follows=tuple(map(self._id, values)))

    def _act(self, entry: ActFile, id: str, blocks: tuple[str, ...]) -> Act:
        times = {name: time for name in TIMES if (time := self._time(getattr(entry, name))) is not None}
        return Act(
            id,
            blocks,
            mode=entry.mode,
            strength=self.clause.variants[self.one.variant].strength,
            by=self._bearer(entry.by),
            to=self._several(entry.to),
            does=self._sentence(entry.id),
            amount=self._value(entry.amount),
            after=self._start_or_none(entry.after),
            unless=self._ids(entry.unless),
            times=times,
            until=self._ids(entry.until),
            force=str(self._value(entry.force) or ""),
            fund=next(iter(self._ids([entry.fund] if entry.fund else [])), ""),
            measure=str(self._value(entry.measure) or ""),
            procedural=bool(self._truth(entry.procedural)),
        )

    def _fund(self, entry: FundFile, id: str, blocks: tuple[str, ...]) -> Fund:
        return Fund(
            id,
            blocks,
            payers=self._bearer(entry.payers),
            to=self._several(entry.to),
            key=self._value(entry.key),
            cap=self._value(entry.cap),
            floor=self._value(entry.floor),
            per=entry.per,
            least=self._value(entry.least),
            most=self._value(entry.most),
            lasts=self._time(entry.lasts),
            abstainers_pay=self._truth(entry.abstainers_pay),
        )

    def _bearer(self, bearer: BearerFile) -> Bearer:
        how, name = next((how, name) for how in ("each", "together", "one") if (name := getattr(bearer, how)))
        role = self._somebody("by", name)
        codes = self._narrowed(role.codes, bearer.where) if bearer.where else role.codes
        return Bearer(role, how if role.codes else "", codes, self._value(bearer.share))

    def _narrowed(self, codes: tuple[str, ...], where: NarrowFile) -> tuple[str, ...]:
        """Those of the codes that the record means."""
        kept = set(codes)
        if where.group:
            kept &= set(self.groups.get(where.group, ()))
        if (inside := self._parties(where.in_)) is not None:
            kept &= inside
        return tuple(code for code in codes if code in kept - (self._parties(where.not_in) or set()))

    def _parties(self, text: str) -> set[str] | None:
        """The codes of an answer; None where there is none."""
        value = self._value(text)
        if value is None:
            return None
        return set(value) if isinstance(value, Iterable) and not isinstance(value, str) else {str(value)}

    def _rule(self, rule: RuleFile) -> Rule:
        return Rule(
            like=next(iter(self._ids([rule.like] if rule.like else [])), ""),
            legs=tuple(leg for file in rule.pass_ if (leg := self._leg(file))),
            way=str(self._value(rule.way) or ""),
            quorum=self._leg(rule.quorum) if rule.quorum else None,
            abstain=rule.abstain,
            excluded=self._value(rule.excluded),
            veto=self._several(rule.veto),
            consent=self._several(rule.consent),
            casting=self._who(rule.casting),
            blockers=self._value(rule.blockers),
        )

    def _leg(self, leg: LegFile) -> Leg | None:
        share, count, key = map(self._value, (leg.share, leg.count, leg.key))
        if share is None and count is None:
            return None
        return Leg(share, count, leg.of, key, bool(self._truth(leg.more_than)))

    # -------------------------------------------------------------------------------------------- values

    def _value(self, text: str) -> object:
        """The value of a text: its one expression's own, or the words with the values of its expressions in them."""
        alone = EXPRESSION.fullmatch(text.strip())
        if alone:
            return self._plain(_expression(alone[1]).value(self.context))
        return EXPRESSION.sub(lambda match: self._printed(_expression(match[1]).value(self.context)), text) or None

    def _plain(self, value: object) -> object:
        """A value as the record holds it: what a word has spoken is plain text."""
        return self._printed(value) if isinstance(value, Notation) else _said(value)

    def _printed(self, value: object) -> str:
        printed = self.print(settled(value))  # type: ignore[operator]
        return plain_text(parse_inline(printed), self.language)

    def _words(self, text: str) -> str:
        value = self._value(text)
        return value if isinstance(value, str) else self._printed(value)

    def _deep(self, value: object) -> object:
        if isinstance(value, Mapping):
            return {name: self._deep(inner) for name, inner in value.items()}
        if isinstance(value, list | tuple):
            return tuple(self._deep(inner) for inner in value)
        return self._value(value) if isinstance(value, str) else value

    def _time(self, file: TimeFile | None) -> Time | None:
        """A time, and the answer that it is; None where the record has none, or where it comes to none."""
        if file is None or (value := self._value(file.time)) is None:
            return None
        length = _length(value)
        of = self._start_or_none(file.of)
        return Time(length, "" if length else str(value), of, self._key(file.time) if length else "")

    def _key(self, text: str) -> str:
        """The key of the answer that a text comes to, as it is; empty where it is no answer, or none reaches it."""
        alone = EXPRESSION.fullmatch(text.strip())
        if not alone or self.own_words is not None:
            return ""
        value = _expression(alone[1]).value(self.context)
        named = (name for name in _NAME.findall(alone[1]) if name in self.said and self.said[name] is value)
        return next((self._question(name) for name in named), "")

    def _question(self, name: str) -> str:
        """The key of the question behind a name the record reads."""
        own = self.clause.questions.get(name)
        return own.key if own else self.clause.uses.get(name, "")

    def _start(self, file: StartFile) -> Start:
        """What starts a clock. ValueError where it comes to nothing."""
        later = self._ids(file.later)
        ids = later or self._ids(file.any)
        if not ids:
            raise ValueError("what it starts from comes to nothing")
        return Start(ids, later=bool(later))

    def _start_or_none(self, file: StartFile | None) -> Start | None:
        return self._start(file) if file is not None and self._ids([*file.any, *file.later]) else None

    def _truth(self, text: str) -> bool | None:
        value = self._value(text)
        return value if value is None or isinstance(value, bool) else bool(TYPES["boolean"].parse(value))

    def _who(self, text: str) -> Role | None:
        """The parties in a role, or an actor, who has no codes; None where the text comes to nobody."""
        value = self._value(text)
        if value is None:
            return None
        named = settled(self.said.get(str(value))) if isinstance(value, str) else value
        if isinstance(named, Role):
            return named
        return self.roles.get(str(value)) or Role(str(value), ())

    def _somebody(self, key: str, text: str) -> Role:
        found = self._who(text)
        if found is None:
            raise ValueError(f"its '{key}' comes to nobody")
        return found

    def _several(self, texts: list[str]) -> tuple[Role, ...]:
        return tuple(found for text in texts if (found := self._who(text)) is not None)

    def _ids(self, names: list[str]) -> tuple[str, ...]:
        return tuple(self._id(str(value)) for name in names if (value := self._value(name)) is not None)

    def _id(self, name: str) -> str:
        """The full id of an entry of this clause, or of an outcome of it (``found.adopted``).

        What else a name may be, another clause's id or an event, stays as it is.
        """
        return f"{self.clause.id}.{name}" if name.partition(".")[0] in self.own else name


def _length(value: object) -> Duration | None:
    """A length of time where a value is one, such as "24 hours"."""
    if isinstance(value, str) and value[:1].isdigit():
        try:
            value = TYPES["duration"].parse(value)
        except ValueError:
            return None  # "30 June of each year"
    return value if isinstance(value, Duration) else None


def _said(value: object) -> object:
    """The value that counts: of an open one the first, and None where nobody has answered."""
    found = settled(value)
    return None if isinstance(found, Missing) else found
