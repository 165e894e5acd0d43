"""The record of a draft: the facts of its clauses, filled with its answers.

Every clause says the same twice, in words and in its record. Here the records of the selected clauses are filled with
the answers the words are filled with, so that a number which stands in the text stands here too, and only once in
the draft. Nothing is read out of the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from treatydraft.composition.composer import Composer
from treatydraft.drafting.selection import Chosen
from treatydraft.errors import LibraryError, Problem
from treatydraft.instrument.notation import NotationError, parse
from treatydraft.instrument.tree import Table, Unit, address, walk
from treatydraft.library.record_file import (
    ENDS,
    GENERAL,
    OUTCOMES,
    TIMES,
    ActFile,
    DecisionFile,
    EntryFile,
    FundFile,
    PhaseFile,
    VotingRuleFile,
)
from treatydraft.record.facts import Act, Decision, Entry, Facts, Fund, Outcome, Phase, Time, VotingRule
from treatydraft.record.proposals import proposals
from treatydraft.record.values import Values, counted, expression
from treatydraft.template.evaluation import FAILURES, reason
from treatydraft.value import Role, settled


def fill(composer: Composer) -> Facts:
    """The facts of the draft that is composed: the records of its clauses, filled with its answers.

    DraftError for an answer that is wrong, LibraryError for a record that cannot be filled.
    """
    composer.read_answers()
    answers = composer.answers
    roles = _roles(composer)
    fillers = [_Filler(composer, chosen, roles) for chosen in composer.selection.chosen if not chosen.own]
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
    rules = _of(VotingRule, entries)
    return Facts(
        register=composer.selection.register,
        receiving=frozenset(roles[composer.library.about.sides[1]].codes),
        language=composer.language,
        parties=tuple(answers.party(code) for code in answers.everyone),
        roles=roles,
        answers=known,
        rules=rules,
        decisions=tuple(_with_rule(decision, rules) for decision in _of(Decision, entries)),
        acts=_of(Act, entries),
        funds=_of(Fund, entries),
        phases=_of(Phase, entries),
        unknown=tuple(
            chosen.clause for chosen in composer.selection.chosen if chosen.own or chosen.clause not in known
        ),
        proposals=proposals(composer),
    )


def clause_entries(composer: Composer, chosen: Chosen) -> tuple[Entry, ...]:
    """The facts of one clause in the library's words. LibraryError for a record that cannot be filled."""
    return tuple(_Filler(composer, chosen, _roles(composer)).entries())


def _roles(composer: Composer) -> dict[str, Role]:
    shared = composer.answers.shared()
    return {name: role for name, value in shared.items() if isinstance(role := settled(value), Role)}


def _with_rule(decision: Decision, rules: tuple[VotingRule, ...]) -> Decision:
    """A decision that goes by the general rule of its body, with the id of that rule where a clause lays it down."""
    if decision.rule.like != GENERAL:
        return decision
    general = next((rule.id for rule in rules if rule.body == decision.body), GENERAL)
    return replace(decision, rule=replace(decision.rule, like=general))


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


class _Filler:
    """Fills the entries of one clause's record."""

    def __init__(self, composer: Composer, chosen: Chosen, roles: Mapping[str, Role]) -> None:
        self.clause = composer.library.clause(chosen.clause, composer.draft.language)
        self.chosen = chosen
        text = (composer.draft.clauses.get(chosen.clause) or {}).get("text")
        self.own_words = None if text is None else str(text)
        self.values = Values(composer, self.clause, chosen, roles, own_words=text is not None)

    def answers(self) -> dict[str, object]:
        """The clause's values without those of questions that are not asked now."""
        questions = self.clause.questions
        return {
            name: counted(value)
            for name, value in self.values.answers.items()
            if name not in questions or (when := questions[name].when) is None or when.holds(self.values.context)
        }

    def entries(self) -> Iterator[Entry]:
        """The entries of the present variant whose condition holds."""
        for entry in self.clause.record.entries():
            if entry.variants and self.chosen.variant not in entry.variants:
                continue
            try:
                if not entry.when or expression(entry.when).holds(self.values.context):
                    yield self._entry(entry)
            except (*FAILURES, LibraryError) as wrong:  # a NotationError is a ValueError
                mistake = wrong.problems[0].what if isinstance(wrong, LibraryError) else reason(wrong)
                what = f"the entry '{entry.id}' of the record cannot be filled: {mistake}"
                hint = "'treatydraft schema clause' has what can stand in a record"
                raise LibraryError(Problem("wrong-record", self.clause.where, what, hint)) from wrong

    def _entry(self, entry: EntryFile) -> Entry:
        id, blocks = f"{self.clause.id}.{entry.id}", tuple(address(self.clause.id, label) for label in entry.at)
        match entry:
            case VotingRuleFile():
                body = self.values.somebody("body", entry.body)
                return VotingRule(id, blocks, body, self.values.who(entry.voters) or body, self.values.rule(entry))
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
                    start=self.values.start(entry.from_),
                    until=self.values.ids(entry.until),
                    scope=tuple(entry.scope),
                    lasts=self.values.time(entry.lasts),
                    renewal=self.values.value(entry.renewal),
                )
        raise TypeError(f"{type(entry).__name__} is no entry")

    def _decision(self, entry: DecisionFile, id: str, blocks: tuple[str, ...]) -> Decision:
        body = self.values.somebody("body", entry.body)
        return Decision(
            id,
            blocks,
            asks=self.values.words(self.clause.entry_words[entry.id].does),
            gives={name: self.values.deep(value) for name, value in entry.gives.items()},
            body=body,
            voters=self.values.who(entry.voters) or body,
            opens=self.values.start_or_none(entry.opens),
            within=self.values.time(entry.within),
            rule=self.values.rule(entry.rule),
            outcomes={name: self._outcome(getattr(entry, name)) for name in OUTCOMES},
        )

    def _outcome(self, names: list[str]) -> Outcome:
        values = [str(value) for name in names if (value := self.values.value(name)) is not None]
        match values:
            case [word] if word in ENDS:
                return Outcome(says=word)
            case [word] if word in OUTCOMES:
                return Outcome(treated_as=word)
            case []:
                return Outcome(says="none")
        return Outcome(follows=tuple(map(self.values.id, values)))

    def _act(self, entry: ActFile, id: str, blocks: tuple[str, ...]) -> Act:
        entry_text = self.clause.entry_words[entry.id]
        times = {name: time for name in TIMES if (time := self.values.time(getattr(entry, name))) is not None}
        times |= {
            name: Time(None, self.values.words(entry_text.words[name])) for name in TIMES if name in entry_text.words
        }
        return Act(
            id,
            blocks,
            mode=entry.mode,
            strength=self.clause.variants[self.chosen.variant].strength,
            by=self.values.bearer("by", entry.by),
            to=self.values.several(entry.to),
            does=self.values.words(entry_text.does),
            amount=self.values.value(entry.amount or entry_text.words.get("amount", "")),
            after=self.values.start_or_none(entry.after),
            unless=self.values.ids(entry.unless),
            times=times,
            until=self.values.ids(entry.until),
            until_words=self.values.words(entry_text.words.get("until", "")),
            force=str(self.values.value(entry.force) or ""),
            fund=self.values.name(entry.fund),
            measure=str(self.values.value(entry.measure) or ""),
            procedural=bool(self.values.truth(entry.procedural)),
        )

    def _fund(self, entry: FundFile, id: str, blocks: tuple[str, ...]) -> Fund:
        return Fund(
            id,
            blocks,
            payers=self.values.bearer("payers", entry.payers),
            to=self.values.several(entry.to),
            key=self.values.value(entry.key),
            cap=self.values.value(entry.cap),
            floor=self.values.value(entry.floor),
            per=entry.per,
            least=self.values.value(entry.least),
            most=self.values.value(entry.most),
            lasts=self.values.time(entry.lasts),
            abstainers_pay=self.values.truth(entry.abstainers_pay),
        )
