"""The record of a draft: the facts of its clauses, filled with its answers.

Every clause says the same twice, in words and in its record. Here the records of the selected clauses are filled with
the answers the words are filled with, so that a number which stands in the text stands here too, and only once in
the draft. Nothing is read out of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeVar

from treatydraft.cache import cached
from treatydraft.composition.composer import Composer
from treatydraft.composition.formatter import Notation
from treatydraft.drafting.selection import Chosen
from treatydraft.errors import LibraryError, Problem
from treatydraft.instrument.notation import NotationError, parse, parse_inline
from treatydraft.instrument.plain_text import plain_text
from treatydraft.instrument.tree import Table, Unit, address, walk
from treatydraft.library.clause import Clause, EntryText
from treatydraft.library.moved import EXPRESSION
from treatydraft.library.schema import ActFile, DecisionFile, EntryFile, FundFile, PhaseFile, RuleFile, TriggerFile
from treatydraft.record.facts import Act, Decision, Entry, Facts, Fund, Phase, Rule, Trigger
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
            entries.extend(entry for entry in filler.entries() if entry.at.partition("#")[2] in kept)
    return Facts(
        register=composer.selection.register,
        language=composer.language,
        parties=tuple(answers.party(code) for code in answers.everyone),
        roles=roles,
        answers=known,
        triggers=_of(Trigger, entries),
        decisions=_of(Decision, entries),
        acts=_of(Act, entries),
        funds=_of(Fund, entries),
        phases=_of(Phase, entries),
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


@cached(4096)
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
                    Problem(
                        "wrong-record",
                        self.clause.where,
                        what,
                        "'treatydraft schema clause' has what can stand in a record",
                    )
                ) from wrong

    def _entry(self, entry: EntryFile) -> Entry:
        id, at = f"{self.clause.id}.{entry.id}", address(self.clause.id, entry.at)
        match entry:
            case TriggerFile():
                where = {name: self._deep(value) for name, value in entry.where.items()}
                return Trigger(id, at, entry.on, where, self._ids(entry.then))
            case DecisionFile():
                return self._decision(entry, self.clause.told[entry.id], id, at)
            case ActFile():
                return self._act(entry, self.clause.told[entry.id], id, at)
            case FundFile():
                ceiling, peacetime, crisis = map(self._value, (entry.ceiling, entry.peacetime, entry.crisis))
                pays = self._truth(entry.abstainers_pay)
                return Fund(id, at, self._value(entry.key), ceiling, peacetime, crisis, pays)
            case PhaseFile():
                lasts, renewal = self._time(entry.lasts), self._value(entry.renewal)
                return Phase(id, at, self._id(entry.from_), lasts, renewal, self._keys(lasts=entry.lasts))
        raise TypeError(f"{type(entry).__name__} is no entry")

    def _decision(self, entry: DecisionFile, told: EntryText, id: str, at: str) -> Decision:
        return Decision(
            id=id,
            at=at,
            asks=self._words(told.does),
            body=self._somebody("body", entry.body),
            opens=self._start(entry.opens),
            within=self._time(entry.within),
            rule=self._rule(entry.rule),
            adopted=self._ids(entry.adopted),
            rejected=self._ids(entry.rejected),
            lapsed=self._ids(entry.lapsed),
        )

    def _act(self, entry: ActFile, told: EntryText, id: str, at: str) -> Act:
        due = entry.due or told.due
        return Act(
            id=id,
            at=at,
            mode=entry.mode,
            strength=self.clause.variants[self.one.variant].strength,
            by=self._somebody("by", entry.by),
            to=self._who(entry.to),
            does=self._words(told.does),
            amount=self._value(entry.amount or told.amount),
            after=self._ids(entry.after),
            due=self._time(due),
            outer=self._time(entry.outer or told.outer),
            ends=self._value(entry.ends or told.ends),
            reports_to=self._several(entry.reports_to),
            force=bool(self._truth(entry.force)),
            fund=next(iter(self._ids([entry.fund] if entry.fund else [])), None),
            cost={name: self._deep(value) for name, value in entry.cost.items()},
            lest=self._ids(entry.lest),
            measure=self._words(entry.measure) if self._value(entry.measure) else "",
            not_before=self._time(entry.not_before),
            keys=self._keys(not_before=entry.not_before, due=due),
        )

    def _rule(self, rule: RuleFile) -> Rule:
        return Rule(
            passes=self._deep(rule.pass_),
            min_blockers=self._value(rule.min_blockers),
            quorum=self._value(rule.quorum),
            abstain=rule.abstain,
            excluded=self._value(rule.excluded),
            veto=self._several(rule.veto),
        )

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

    def _time(self, text: str) -> object:
        """A length of time where it is one, such as "24 hours"; otherwise the value as it is."""
        value = self._value(text)
        if isinstance(value, str) and value[:1].isdigit():
            try:
                return TYPES["duration"].parse(value)
            except ValueError:
                return value  # "before the year begins"
        return value

    def _keys(self, **texts: str) -> dict[str, str]:
        """The key of the answer that each text comes to, as it is; what is no answer is not among them."""
        if self.own_words is not None:
            return {}  # no answer reaches them
        return {name: key for name, text in texts.items() if (key := self._key(text))}

    def _key(self, text: str) -> str:
        alone = EXPRESSION.fullmatch(text.strip())
        if not alone:
            return ""
        value = _expression(alone[1]).value(self.context)
        named = (name for name in _NAME.findall(alone[1]) if name in self.said and self.said[name] is value)
        return next((self._question(name) for name in named), "") if isinstance(settled(value), Duration) else ""

    def _question(self, name: str) -> str:
        """The key of the question behind a name the record reads."""
        own = self.clause.questions.get(name)
        return own.key if own else self.clause.uses.get(name, "")

    def _start(self, text: str) -> object:
        """What a decision opens with: a length of time after its trigger, or the entry or event it follows."""
        value = self._time(text)
        return self._id(value) if isinstance(value, str) else value

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
        """The full id of an entry of this clause; what else a name may be (another's id, an event) stays as it is."""
        return f"{self.clause.id}.{name}" if name in self.own else name


def _said(value: object) -> object:
    """The value that counts: of an open one the first, and None where nobody has answered."""
    found = settled(value)
    return None if isinstance(found, Missing) else found
