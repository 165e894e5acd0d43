"""The facts of an instrument: who must do what by when, who decides and with what outcome, and who pays.

In every entry a value is None where nothing is said, and typed where an answer gives it (a `Duration`, a `Share`, a
tuple of choices, ...); of an answer left open, the first proposal counts. What names another entry holds its full id
(``clause.id``), an outcome of a decision ``clause.id.adopted``, an event of the library its bare name, whether or not
it is there. Who acts is a `Role`: parties with their codes, or an actor such as the Council, which has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from treatydraft.language import Language
from treatydraft.library.party import Party
from treatydraft.library.record_file import GENERAL, OUTCOMES
from treatydraft.value import Duration, Role

__all__ = [
    "GENERAL",
    "OUTCOMES",
    "Act",
    "Bearer",
    "Decision",
    "DecisionRule",
    "Duration",
    "Entry",
    "Facts",
    "Fund",
    "Leg",
    "Outcome",
    "Phase",
    "Proposal",
    "Role",
    "Start",
    "Time",
    "VotingRule",
]


@dataclass(frozen=True, slots=True)
class Start:
    """What starts a clock: the first of these ids that comes about or, where `later`, the last of them."""

    ids: tuple[str, ...]
    later: bool = False


@dataclass(frozen=True, slots=True)
class Time:
    """A time: its length where it is one, otherwise its words (``immediately``, ``unsaid``, who sets it).

    It runs from `of`; where that is None, from what starts the entry. `key` is the answer it is, where it is one.
    """

    length: Duration | None
    words: str = ""
    of: Start | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who acts. `how` is ``each`` (for itself), ``together`` or ``one`` of the role, and empty for an actor.

    `codes` are the parties of the role that are meant, in its order: all of them unless the record narrows it, as to
    the members of a group. `share` is how many of it act with the one.
    """

    role: Role
    how: str = ""
    codes: tuple[str, ...] = ()
    share: object = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact: its id (``clause.id``) and the addresses of the blocks that say it (``clause#label``), in order."""

    id: str
    blocks: tuple[str, ...]

    @property
    def clause(self) -> str:
        """The clause whose record holds it."""
        return self.id.partition(".")[0]

    @property
    def at(self) -> str:
        """The address of the block that says it first."""
        return self.blocks[0]


@dataclass(frozen=True, slots=True)
class Leg:
    """One majority that a rule wants: a `share` or a `count` of those ``voting``, ``present`` or all ``voters``.

    By heads, or by the weights of `key`, ``shares`` for the scale of the instrument. With `more_than` it is not enough
    to reach it.
    """

    share: Fraction | None = None
    count: int | None = None
    of: str = "voting"
    key: object = None
    more_than: bool = False


@dataclass(frozen=True, slots=True)
class DecisionRule:
    """How a body decides: by all of `legs`, or by the way named (``consensus``, ``unanimity``, ``each`` for itself).

    `like` is the id of the rule or decision whose rule it is, where it is another's, and ``general`` where no clause
    lays down the general rule of the body; `consent`, `veto` and the rest then come on top.
    """

    like: str = ""
    legs: tuple[Leg, ...] = ()
    way: str = ""
    quorum: Leg | None = None
    abstain: str = ""
    excluded: object = None
    veto: tuple[Role, ...] = ()
    consent: tuple[Role, ...] = ()
    casting: Role | None = None
    blockers: object = None


@dataclass(frozen=True, slots=True)
class VotingRule(Entry):
    """A rule that decisions refer to by its id: the body, whose votes count, and how they do."""

    body: Role
    voters: Role
    rule: DecisionRule


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows one end of a decision: the ids of `follows`, or `says`: ``none``, ``unsaid`` or ``n/a``.

    `treated_as` is the outcome with which it shares what follows, where the text says so.
    """

    follows: tuple[str, ...] = ()
    says: str = ""
    treated_as: str = ""


@dataclass(frozen=True, slots=True)
class Decision(Entry):
    """A question put to a body: whose votes count, what starts its clock, its rule, and its four `outcomes` by name."""

    asks: str
    gives: Mapping[str, object]
    body: Role
    voters: Role
    opens: Start | None
    within: Time | None
    rule: DecisionRule
    outcomes: Mapping[str, Outcome]


LATEST = ("begin", "within", "done")
"""The kinds by which an act is late."""


@dataclass(frozen=True, slots=True)
class Act(Entry):
    """Who must, must not, may or can do what to whom. `mode` is ``duty``, ``ban``, ``permission`` or ``power``.

    `strength` is that of the clause's variant, from 1 to 7; how far it binds is the register's. `times` has those of
    `TIMES` that are said. It is not done where one of `unless` comes about, and goes on until one of `until` does,
    or until what `until_words` say.
    `force` is ``ordered``, ``permitted`` or ``excluded``, and empty where the text says nothing of armed force. Acts
    of one `measure` do the same thing in whatever clause; it is empty where no other clause does it. `procedural` are
    reports, notices and staffing, to whomever they are owed.
    """

    mode: str
    strength: int
    by: Bearer
    to: tuple[Role, ...]
    does: str
    amount: object = None
    after: Start | None = None
    unless: tuple[str, ...] = ()
    times: Mapping[str, Time] = field(default_factory=dict)
    until: tuple[str, ...] = ()
    until_words: str = ""
    force: str = ""
    fund: str = ""
    measure: str = ""
    procedural: bool = False

    @property
    def uses_force(self) -> bool:
        """Whether it is, or may be, done by armed force."""
        return self.force in ("ordered", "permitted")


@dataclass(frozen=True, slots=True)
class Fund(Entry):
    """Money: who pays to whom, by which key with which cap and floor in per cent, and between which sums.

    `per` is ``year``, ``month`` or ``once``.
    """

    payers: Bearer
    to: tuple[Role, ...] = ()
    key: object = None
    cap: object = None
    floor: object = None
    per: str = ""
    least: object = None
    most: object = None
    lasts: Time | None = None
    abstainers_pay: bool | None = None


@dataclass(frozen=True, slots=True)
class Phase(Entry):
    """A time for which the instrument, or the clauses of `scope`, apply: from when, for how long, or until what.

    There is no limit where `lasts` is None and `until` empty. `renewal` is ``tacit`` where it goes on unless enough
    object, ``agreed`` where it does when that is decided, and None where it ends.
    """

    start: Start
    until: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    lasts: Time | None = None
    renewal: object = None


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

    `parties` are its parties in order, `roles` who is in which role, ``parties`` among them, `receiving` the codes of
    those who receive the guarantee. `answers` gives for each
    selected clause the typed values its text reads, by name, with its ``variant``; a question that is not asked now is
    not among them. A clause in the draft's own words has no answers, and of its entries only those whose label the
    words still carry; `unknown` are the clauses and articles of which the record does not know what they do.
    `proposals` gives for each answer left open, by its key, what is proposed.
    """

    register: str
    language: Language
    parties: tuple[Party, ...]
    roles: Mapping[str, Role]
    answers: Mapping[str, Mapping[str, object]]
    receiving: frozenset[str] = frozenset()
    rules: tuple[VotingRule, ...] = ()
    decisions: tuple[Decision, ...] = ()
    acts: tuple[Act, ...] = ()
    funds: tuple[Fund, ...] = ()
    phases: tuple[Phase, ...] = ()
    unknown: tuple[str, ...] = ()
    proposals: Mapping[str, tuple[Proposal, ...]] = field(default_factory=dict)

    def entries(self) -> Iterator[Entry]:
        """Every entry: rules, decisions, acts, funds, phases."""
        yield from self.rules
        yield from self.decisions
        yield from self.acts
        yield from self.funds
        yield from self.phases

    def find(self, id: str) -> Entry | None:
        """The entry with this id; None where its clause is left out or its condition does not hold."""
        return next((entry for entry in self.entries() if entry.id == id), None)

    def causes(self) -> Mapping[str, tuple[str, ...]]:
        """What each entry, by its id, follows at once: events, other entries, outcomes of decisions.

        An outcome, ``clause.id.adopted``, follows its decision.
        """
        causes: dict[str, list[str]] = {}
        for act in self.acts:
            if act.after:
                causes.setdefault(act.id, []).extend(act.after.ids)
        for phase in self.phases:
            causes.setdefault(phase.id, []).extend(phase.start.ids)
        for decision in self.decisions:
            if decision.opens:
                causes.setdefault(decision.id, []).extend(decision.opens.ids)
            for name, outcome in decision.outcomes.items():
                end = f"{decision.id}.{name}"
                causes.setdefault(end, []).append(decision.id)
                for id in outcome.follows:
                    causes.setdefault(id, []).append(end)
        return {id: tuple(dict.fromkeys(earlier)) for id, earlier in causes.items()}

    def before(self, id: str, causes: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
        """The ids of everything that an entry follows, at once or by way of others; each of them once.

        `causes` are those of `causes`, made once for all that is asked.
        """
        waiting, seen = [id], {id}
        while waiting:
            for earlier in causes.get(waiting.pop(), ()):
                if earlier not in seen:
                    seen.add(earlier)
                    waiting.append(earlier)
                    yield earlier
