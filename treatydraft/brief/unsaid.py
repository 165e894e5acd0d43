"""The page *unsaid*: what the text leaves out, as far as its records say so, and the articles without a record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from treatydraft.brief.wording import ENDINGS, Wording
from treatydraft.library.record_file import UNSAID
from treatydraft.record.facts import Act, Decision, Entry, Facts, Fund, Phase, Role, Time
from treatydraft.value import Money

KINDS = ("outcome", "time", "payer", "bearer", "end")
"""What can be left out: what follows an outcome, by when, who pays (which part), who is meant, and how it ends."""


@dataclass(frozen=True, slots=True)
class Omission:
    """Something the text leaves out: which of `KINDS`, of which entry, and the outcome, the kind of time or whatever
    else of the entry it is."""

    kind: str
    entry: Entry
    detail: str = ""

    def words(self, wording: Wording) -> str:
        """What is left out, as a sentence."""
        return f"{_subject(self.entry, wording)}: {_lack(self, wording)}"


@dataclass(frozen=True, slots=True)
class Unsaid:
    """What the text leaves out, by kind and then in its own order, and the clauses of which nothing is known."""

    omissions: tuple[Omission, ...]
    unknown: tuple[str, ...]

    def narrowed(self, party: str) -> Unsaid:
        """What of it concerns a party, by its code. What is unknown may concern anybody."""
        return replace(self, omissions=tuple(one for one in self.omissions if concerns(one.entry, party)))


def unsaid(facts: Facts) -> Unsaid:
    """What the text of these facts leaves out."""
    found = [omission for entry in facts.entries() for omission in _omissions(entry, facts)]
    return Unsaid(tuple(sorted(found, key=lambda one: KINDS.index(one.kind))), facts.unknown)


def concerns(entry: Entry, party: str) -> bool:
    """Whether a party acts in an entry, is addressed by it, votes or pays. A phase concerns everybody."""
    match entry:
        case Act():
            return party in entry.by.codes or _among(party, entry.to)
        case Fund():
            return party in entry.payers.codes or _among(party, entry.to)
        case Decision():
            return party in entry.voters.codes
    return True


def _among(party: str, roles: tuple[Role, ...]) -> bool:
    return any(party in role.codes for role in roles)


# ------------------------------------------------------------------------------------------------ what is left out


def _omissions(entry: Entry, facts: Facts) -> Iterator[Omission]:
    match entry:
        case Decision():
            yield from (Omission("outcome", entry, end) for end, one in entry.outcomes.items() if one.says == UNSAID)
            if (entry.opens or entry.within) and _left_out(entry.within):
                yield Omission("time", entry, "within")
            if _nobody(entry.voters, entry.voters.codes, facts):
                yield Omission("bearer", entry)
        case Act():
            late = (kind for kind, time in entry.times.items() if kind != "lasts" and time.words == UNSAID)
            yield from (Omission("time", entry, kind) for kind in late)
            shared = entry.mode == "duty" and isinstance(entry.amount, Money) and len(entry.by.codes) != 1
            if shared and facts.find(entry.fund) is None:
                yield Omission("payer", entry, str(entry.amount))
            if _nobody(entry.by.role, entry.by.codes, facts):
                yield Omission("bearer", entry)
            yield from _end(entry, entry.times.get("lasts"), (*entry.until, entry.until_words), facts)
        case Fund():
            if _nobody(entry.payers.role, entry.payers.codes, facts):
                yield Omission("payer", entry)
            elif len(entry.payers.codes) > 1 and (entry.key is None or entry.key == UNSAID):
                yield Omission("payer", entry, "key")
            yield from _end(entry, entry.lasts, (), facts)
        case Phase():
            if entry.lasts is None and not entry.until:
                yield Omission("end", entry)
            yield from _end(entry, entry.lasts, entry.until, facts)


def _left_out(time: Time | None) -> bool:
    return time is None or time.words == UNSAID


def _nobody(role: Role, codes: tuple[str, ...], facts: Facts) -> bool:
    """Whether parties are meant, and none of them is."""
    return not codes and (bool(role.codes) or role.name in facts.roles)


def _end(entry: Entry, lasts: Time | None, until: tuple[str, ...], facts: Facts) -> Iterator[Omission]:
    """An end that is unsaid, or that nothing in the instrument can bring about."""
    if UNSAID in until or (lasts is not None and lasts.words == UNSAID):
        yield Omission("end", entry)
    named = [id for id in until if "." in id and " " not in id]
    if named and len(named) == len([id for id in until if id]) and not any(_there(id, facts) for id in named):
        yield Omission("end", entry, named[0])


def _there(id: str, facts: Facts) -> bool:
    """Whether an entry, or the decision of an outcome, is in the instrument."""
    return facts.find(id) is not None or facts.find(id.rpartition(".")[0]) is not None


# ------------------------------------------------------------------------------------------------ in words


_TIMES = {
    "begin": "by when it begins",
    "within": "by when",
    "done": "by when it is completed",
    "every": "how often",
    "ahead": "how long ahead",
    "not_before": "how early",
    "takes_effect": "when it takes effect",
}


def _subject(entry: Entry, wording: Wording) -> str:
    match entry:
        case Decision():
            return wording.question(entry)
        case Act():
            return wording.norm(entry)
        case Fund():
            return f"the fund '{_name(entry)}', paid by {wording.bearer(entry.payers)}"
    return f"the phase '{_name(entry)}'"


def _name(entry: Entry) -> str:
    return entry.id.partition(".")[2].replace("-", " ")


def _lack(omission: Omission, wording: Wording) -> str:
    entry, detail = omission.entry, omission.detail
    match omission.kind:
        case "outcome":
            return f"what follows where it {ENDINGS[detail]}"
        case "time":
            return _TIMES[detail]
        case "payer" if detail == "key":
            return "who pays which part"
        case "payer":
            return f"who pays which part of {detail}, for it has no fund" if detail else "who pays"
        case "bearer":
            return "who votes, for nobody is meant" if isinstance(entry, Decision) else "who is meant"
    if detail:
        return f"how it ends, for it ends with {detail}, which is not in the instrument"
    if isinstance(entry, Act):
        return f"until when {wording.bearer(entry.by)} {wording.verb(entry)} do so"
    return "how it ends"
