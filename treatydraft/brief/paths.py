"""What follows an act or an event: every course that the decisions of an instrument can take, with its times.

Votes enter a procedure only through the outcomes of decisions, so to try every outcome of every decision is an
exhaustive proof. Everybody is taken to act at the latest lawful moment; who may act does so at once. Times are hours
from the start. What is allowed, but would open a decision a second time on one course, is a loop and ends there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from treatydraft.library.record_file import UNSAID
from treatydraft.record.facts import LATEST, OUTCOMES, Act, Bearer, Decision, Facts, Phase, Start, Time

_NotYet = Enum("_NotYet", "NOT_YET")
_NOT_YET = _NotYet.NOT_YET

MAX_PATHS = 10_000
"""The courses that are followed from one start; no instrument of the field comes near it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One outcome of one decision on a course. `hour` is None where the text sets no time for the decision."""

    decision: Decision
    outcome: str
    hour: int | None

    @property
    def unsaid(self) -> bool:
        """Whether the text does not say what follows."""
        return self.decision.outcomes[self.outcome].says == UNSAID


@dataclass(frozen=True, slots=True)
class Due:
    """What somebody must or may do on a course: by which `hour`, and of which kind that time is.

    `kind` is one of `LATEST`, or ``from``: the hour from which it is owed, where the text sets no length of time.
    `hour` is None where nobody can count it; `untimed` says that the text leaves the time out.
    """

    act: Act
    kind: str
    hour: int | None
    untimed: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    """One course: the outcomes in order, all that is owed or allowed on it, the phases that begin, and its loops."""

    steps: tuple[Step, ...]
    dues: tuple[Due, ...]
    phases: tuple[Phase, ...] = ()
    loops: tuple[str, ...] = ()

    @property
    def unsaid(self) -> tuple[Step, ...]:
        """The outcomes after which the text does not say what follows."""
        return tuple(step for step in self.steps if step.unsaid)

    def substance(self, facts: Facts) -> tuple[Due, ...]:
        """The duties of substance whose time can be counted, by the hour."""
        dues = (due for due in self.dues if due.hour is not None and is_substance(due.act, facts))
        return tuple(sorted(dues, key=lambda due: due.hour or 0))

    def untimed(self, facts: Facts) -> tuple[Act, ...]:
        """The duties of substance for which the text leaves the time out."""
        return tuple(due.act for due in self.dues if due.untimed and is_substance(due.act, facts))


def is_substance(act: Act, facts: Facts) -> bool:
    """Whether it is a duty of each Guarantor or each Party towards a beneficiary, or against the attacker.

    Reports, notices and staffing are none: what is owed to a body or to somebody outside, or is `procedural`.
    """
    bound = act.mode == "duty" and act.by.how == "each" and _owes(act.by, facts)
    return bound and not act.procedural and all(role.codes for role in act.to)


def _owes(bearer: Bearer, facts: Facts) -> bool:
    """Whether it is a role of parties, and not the beneficiaries alone."""
    received = facts.receiving
    return bool(set(bearer.codes) - received) or set(bearer.codes) == {party.code for party in facts.parties}


# ------------------------------------------------------------------------------------------------ starting acts


def starting_acts(facts: Facts) -> tuple[Act, ...]:
    """The acts of a party that no other entry precedes, that open a decision, and on whose paths something follows.

    That is, a party owes something or may do something for others, or a phase begins.
    """
    causes = facts.causes()
    entries = {entry.id for entry in facts.entries()}
    opening = {id for decision in facts.decisions if decision.opens for id in decision.opens.ids}
    return tuple(
        act
        for act in facts.acts
        if act.id in opening
        and act.by.role.codes
        and not _preceded(act.id, facts, causes, entries)
        and _leads(act, facts)
    )


def _preceded(id: str, facts: Facts, causes: Mapping[str, tuple[str, ...]], entries: set[str]) -> bool:
    """Whether an entry stands before it that does not itself follow it."""
    before = {earlier for earlier in facts.before(id, causes) if earlier in entries}
    return any(id not in facts.before(earlier, causes) for earlier in before)


def _leads(act: Act, facts: Facts) -> bool:
    return any(
        path.phases or any(due.act.mode != "ban" and _owes(due.act.by, facts) for due in path.dues)
        for path in paths(act.id, facts)
    )


# ------------------------------------------------------------------------------------------------ paths


def paths(id: str, facts: Facts) -> tuple[Path, ...]:
    """Every course from the act or event `id` on, at most `MAX_PATHS`, in the order of `OUTCOMES`."""
    found = []
    for path in _Walk(facts).courses(id):
        found.append(path)
        if len(found) == MAX_PATHS:
            break
    return tuple(found)


@dataclass(slots=True)
class _Course:
    """A course under way: when each id came about (None: at no hour that can be counted), and what is still open."""

    happened: dict[str, int | None] = field(default_factory=dict)
    open: list[tuple[Decision, int | None]] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    dues: list[Due] = field(default_factory=list)
    phases: list[Phase] = field(default_factory=list)
    loops: list[str] = field(default_factory=list)
    waiting: list[tuple[Act, int | None]] = field(default_factory=list)

    def fork(self) -> _Course:
        """A copy, for one outcome of a decision."""
        kept = (self.happened, self.open, self.steps, self.dues, self.phases, self.loops, self.waiting)
        return _Course(*(one.copy() for one in kept))  # type: ignore[arg-type]

    def path(self) -> Path:
        return Path(tuple(self.steps), tuple(self.dues), tuple(self.phases), tuple(self.loops))


class _Walk:
    """Follows the facts depth first."""

    def __init__(self, facts: Facts) -> None:
        self.decisions = {decision.id: decision for decision in facts.decisions}
        self.acts = {act.id: act for act in facts.acts}
        self.phases = {phase.id: phase for phase in facts.phases}
        self.followers: dict[str, list[str]] = {}
        for decision in facts.decisions:
            self._register(decision.id, decision.opens)
        for act in facts.acts:
            self._register(act.id, act.after)
        for phase in facts.phases:
            self._register(phase.id, phase.start)
        outcomes = (f"{decision.id}.{end}" for decision in facts.decisions for end in OUTCOMES)
        self.known = {*self.acts, *self.phases, *self.decisions, *outcomes, *(rule.id for rule in facts.rules)}

    def _register(self, id: str, start: Start | None) -> None:
        for earlier in start.ids if start else ():
            self.followers.setdefault(earlier, []).append(id)

    def courses(self, id: str) -> Iterator[Path]:
        course = _Course()
        self._happen(course, id, 0)
        yield from self._decide(course)

    def _decide(self, course: _Course) -> Iterator[Path]:
        """Splits a course at the decision that was opened first, until none is open."""
        while course.waiting and not course.open:  # all that could stand in the way of it is decided
            act, start = course.waiting.pop(0)
            if not any(id in course.happened for id in act.unless):
                self._owe(course, act, start)
        if not course.open:
            yield course.path()
            return
        decision, hour = course.open.pop(0)
        for name in OUTCOMES:
            outcome = decision.outcomes[name]
            if outcome.says == "n/a":
                continue
            taken = course.fork()
            taken.steps.append(Step(decision, name, hour))
            for end in dict.fromkeys((name, outcome.treated_as or name)):
                self._happen(taken, f"{decision.id}.{end}", hour)
                if decision.rule.like and decision.rule.like not in self.decisions:  # what follows any decision by it
                    self._happen(taken, f"{decision.rule.like}.{end}", hour)
                for id in decision.outcomes[end].follows:
                    self._reach(taken, id, hour, Start((f"{decision.id}.{end}",)))
            yield from self._decide(taken)

    def _happen(self, course: _Course, id: str, hour: int | None) -> None:
        """Something comes about; what it starts is reached."""
        if id in course.happened:
            return
        course.happened[id] = hour
        for follower in self.followers.get(id, ()):
            self._reach(course, follower, hour, None)

    def _reach(self, course: _Course, id: str, hour: int | None, by: Start | None) -> None:
        """An entry is reached: a decision opens, a phase begins, an act is owed or allowed. `by` is an outcome."""
        if decision := self.decisions.get(id):
            start = self._started(course, decision.opens or by, hour)
            if start is not _NOT_YET:
                self._open(course, decision, start)
        elif phase := self.phases.get(id):
            start = self._started(course, phase.start, hour)
            if start is not _NOT_YET and phase not in course.phases:
                course.phases.append(phase)
                self._happen(course, id, start)
        elif act := self.acts.get(id):
            start = self._started(course, act.after or by, hour)
            if start is _NOT_YET or id in course.happened:
                return
            if act.unless:
                course.happened[id] = None
                course.waiting.append((act, start))
            else:
                self._owe(course, act, start)

    def _open(self, course: _Course, decision: Decision, start: int | None) -> None:
        if decision.id in course.happened:
            if decision.id not in course.loops and any(step.decision is decision for step in course.steps):
                course.loops.append(decision.id)
            return
        course.happened[decision.id] = start
        course.open.append((decision, _hour(decision.within, start, course)))

    def _owe(self, course: _Course, act: Act, start: int | None) -> None:
        latest = [_due(act, kind, act.times[kind], start, course) for kind in LATEST if kind in act.times]
        dues = latest or [Due(act, "from", start)]
        course.dues.extend(dues)
        hours = [due.hour for due in dues]
        if earliest := act.times.get("not_before"):
            hours.append(_hour(earliest, start, course))
        counted = [hour for hour in hours if hour is not None]
        course.happened.pop(act.id, None)  # where it waited
        self._happen(course, act.id, max(counted) if counted else start)

    def _started(self, course: _Course, start: Start | None, hour: int | None) -> int | _NotYet | None:
        """When an entry starts: at `hour`, or where it waits for the last of several, when that one came about.

        What happens outside the text, such as the entry into force, is taken to be past.
        """
        if start is None or not start.later:
            return hour
        awaited = [id for id in start.ids if id in self.known]
        if not all(id in course.happened for id in awaited):
            return _NOT_YET
        hours = [course.happened[id] for id in awaited] or [hour]
        return None if None in hours else max(hour for hour in hours if hour is not None)


def _due(act: Act, kind: str, time: Time, start: int | None, course: _Course) -> Due:
    return Due(act, kind, _hour(time, start, course), untimed=time.words == UNSAID)


def _hour(time: Time | None, start: int | None, course: _Course) -> int | None:
    """The hour at which a time ends. None where the text sets none that can be counted, or its start has none."""
    if time is None or time.words == UNSAID:
        return None
    if time.of:
        hours = [course.happened.get(id) for id in time.of.ids if id in course.happened]
        counted = [hour for hour in hours if hour is not None]
        if not counted:
            return None
        start = max(counted) if time.of.later else min(counted)
    if start is None:
        return None
    return start + (time.length.hours if time.length else 0)
