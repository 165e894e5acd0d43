"""Who owes what to whom: the duties of an instrument by the parties that bear them.

Parties that bear exactly the same duties stand in one column, so that thirty-six parties come to the few kinds of party
that the text makes.
"""

from __future__ import annotations

from dataclasses import dataclass

from treatydraft.record.facts import Act, Facts


@dataclass(frozen=True, slots=True)
class Column:
    """Parties that bear the same duties: their codes in the order of the parties, and those duties in order."""

    codes: tuple[str, ...]
    duties: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The duties of parties, in order, and the columns, each where its first party stands."""

    duties: tuple[Act, ...]
    columns: tuple[Column, ...]

    def narrowed(self, party: str) -> Matrix:
        """What one party owes, by its code, in the column in which it stands."""
        columns = tuple(column for column in self.columns if party in column.codes)
        return Matrix(tuple(act for column in columns for act in column.duties), columns)


def matrix(facts: Facts, mode: str = "duty") -> Matrix:
    """The matrix of the acts of one `mode` that parties bear; those of the Council and other actors are not in it."""
    duties = tuple(act for act in facts.acts if act.mode == mode and act.by.codes)
    groups: dict[tuple[str, ...], list[str]] = {}
    for party in facts.parties:
        owed = tuple(act.id for act in duties if party.code in act.by.codes)
        groups.setdefault(owed, []).append(party.code)
    by_id = {act.id: act for act in duties}
    return Matrix(
        duties,
        tuple(Column(tuple(codes), tuple(by_id[id] for id in owed)) for owed, codes in groups.items()),
    )
