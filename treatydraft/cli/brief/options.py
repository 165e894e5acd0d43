"""The options of `treatydraft brief` that say what is asked about: an act or event, a party, a time."""

from __future__ import annotations

from treatydraft.brief.crisis import named_start, starts
from treatydraft.brief.report.scope import Scope
from treatydraft.errors import Location, Problem, UsageError, unknown
from treatydraft.record.facts import Facts
from treatydraft.value import TYPES, Duration


def read_scope(facts: Facts, *, on: str = "", party: str = "", within: str = "") -> Scope:
    """The scope that the options name. UsageError, with a near name, for what is not there."""
    return Scope(_start(on, facts) if on else "", _party(party, facts) if party else "", _hours(within))


def _start(name: str, facts: Facts) -> str:
    found = named_start(name, facts)
    if found is None:
        known = starts(facts)
        same = [id for id in known if id.rpartition(".")[2] == name]
        if same:
            what, hint = f"'{name}' is the name of several", f"write {' or '.join(same[:3])}"
            raise UsageError(Problem("unknown-name", Location(key="--on"), what, hint))
        ends = (id.rpartition(".")[2] for id in known)
        raise UsageError(unknown("unknown-name", Location(key="--on"), "act or event", name, (*ends, *known)))
    return found


def _party(name: str, facts: Facts) -> str:
    names = {called.casefold(): party.code for party in facts.parties for called in (party.short, party.formal)}
    names |= {party.code.casefold(): party.code for party in facts.parties}
    code = names.get(name.strip().casefold()) or names.get(f"the {name.strip().casefold()}")
    if code is None:
        known = [called for party in facts.parties for called in (party.code, party.short)]
        raise UsageError(unknown("unknown-party", Location(key="--for"), "party", name, known))
    return code


def _hours(text: str) -> int | None:
    if not text:
        return None
    try:
        found = TYPES["duration"].parse(text)
    except ValueError:
        found = None
    if not isinstance(found, Duration):
        what, hint = f"'{text}' is no length of time", "write a number and a unit, such as 72h or 30 days"
        raise UsageError(Problem("wrong-option-value", Location(key="--within"), what, hint))
    return found.hours
