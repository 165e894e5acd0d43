"""The facts of an instrument: what starts what, who decides, who does what by when, and who pays.

In every entry a value is None where nothing is said, and typed where an answer gives it (a `Duration`, a `Share`, a
tuple of choices, ...); of an answer left open, the first proposal counts. What names another entry holds its full id,
whether or not that entry is there. Who acts is a `Role`: parties with their codes, or an actor such as the Council,
which has none. `keys` of an entry says which answer a value is, by the name of the value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from treatydraft.language import Language
from treatydraft.library.party import Party
from treatydraft.value import Duration, Role

__all__ = [
    "Act",
    "Decision",
    "Duration",
    "Entry",
    "Facts",
    "Fund",
    "Phase",
    "Proposal",
    "Role",
    "Rule",
    "Trigger",
]


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact: its id (``clause.id``) and the address of the block that says it (``clause#label``)."""

    id: str
    at: str

    @property
    def clause(self) -> str:
        """The clause whose record holds it."""
        return self.id.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Trigger(Entry):
    """An event that starts something: `then` names the decisions and acts that follow."""

    on: str
    where: Mapping[str, object]
    then: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """How a body decides. `passes` is words, or the majorities by what they count (``members``, ``key``)."""

    passes: object
    min_blockers: object
    quorum: object
    abstain: str
    excluded: object
    veto: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Decision(Entry):
    """A question put to a body, within what time from what, under which rule, and what follows each outcome."""

    asks: str
    body: Role
    opens: object
    within: object
    rule: Rule
    adopted: tuple[str, ...]
    rejected: tuple[str, ...]
    lapsed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Act(Entry):
    """Who must, may or must not do what to whom. `mode` is ``duty``, ``ban``, ``permission`` or ``power``.

    `strength` is that of the clause's variant, from 1 to 7; how far it binds is the register's. `force`: it is a use
    or a deployment of armed force. `not_before` is how long after `after` it may first be done. Acts of one `measure`
    do the same thing in whatever clause; it is empty where no other clause does it.
    """

    mode: str
    strength: int
    by: Role
    to: Role | None
    does: str
    amount: object
    after: tuple[str, ...]
    due: object
    outer: object
    ends: object
    reports_to: tuple[Role, ...]
    force: bool
    fund: str | None
    cost: Mapping[str, object]
    lest: tuple[str, ...]
    measure: str = ""
    not_before: object = None
    keys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fund(Entry):
    """Money: the key by which it is raised, and how much of it there is."""

    key: object
    ceiling: object
    peacetime: object
    crisis: object
    abstainers_pay: bool | None


@dataclass(frozen=True, slots=True)
class Phase(Entry):
    """A time for which the instrument, or a part of it, applies: from the event `start` on, and for how long.

    There is no limit where `lasts` is None. `renewal` is ``tacit`` where it goes on unless enough object, ``agreed``
    where it does when that is decided, and None where it ends.
    """

    start: str
    lasts: object
    renewal: object
    keys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One of the proposals of an answer left open: as `set` takes it, as a reader reads it, and all the words it
    prints, whichever of them the text calls for."""

    answer: str
    words: str
    prints: frozenset[str]


@dataclass(frozen=True, slots=True)
class Facts:
    """What an instrument does.

    `parties` are its parties in order, `roles` who is in which role, ``parties`` among them. `answers` gives for each
    selected clause the typed values its text reads, by name, with its ``variant``; a question that is not asked now is
    not among them. A clause in the draft's own words has no answers, and of its entries only those whose label the
    words still carry. `proposals` gives for each answer left open, by its key, what is proposed.
    """

    register: str
    language: Language
    parties: tuple[Party, ...]
    roles: Mapping[str, Role]
    answers: Mapping[str, Mapping[str, object]]
    triggers: tuple[Trigger, ...] = ()
    decisions: tuple[Decision, ...] = ()
    acts: tuple[Act, ...] = ()
    funds: tuple[Fund, ...] = ()
    phases: tuple[Phase, ...] = ()
    proposals: Mapping[str, tuple[Proposal, ...]] = field(default_factory=dict)

    def entries(self) -> Iterator[Entry]:
        """Every entry: triggers, decisions, acts, funds, phases."""
        yield from self.triggers
        yield from self.decisions
        yield from self.acts
        yield from self.funds
        yield from self.phases

    def find(self, id: str) -> Entry | None:
        """The entry with this id; None where its clause is left out or its condition does not hold."""
        return next((entry for entry in self.entries() if entry.id == id), None)

    def causes(self) -> Mapping[str, tuple[str, ...]]:
        """What each entry, by its id, follows at once: events and other entries."""
        found: dict[str, tuple[str, ...]] = {act.id: act.after for act in self.acts}

        def follow(ids: Iterable[str], earlier: str) -> None:
            for id in ids:
                found[id] = (*found.get(id, ()), earlier)

        for decision in self.decisions:
            if isinstance(decision.opens, str):
                follow((decision.id,), decision.opens)
            follow((*decision.adopted, *decision.rejected, *decision.lapsed), decision.id)
        for trigger in self.triggers:
            follow((trigger.id,), trigger.on)
            follow(trigger.then, trigger.id)
        return found

    def before(self, id: str, causes: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
        """The ids of every entry and event that an entry follows, at once or by way of others; each of them once.

        `causes` are those of `causes`, made once for all that is asked.
        """
        waiting, seen = [id], {id}
        while waiting:
            for earlier in causes.get(waiting.pop(), ()):
                if earlier not in seen:
                    seen.add(earlier)
                    waiting.append(earlier)
                    yield earlier
