"""What of a brief is asked about: an act or event, a party, a time."""

from __future__ import annotations

from dataclasses import dataclass

from treatydraft.brief.brief import Brief
from treatydraft.brief.crisis import Procedure, procedure
from treatydraft.brief.matrix import Matrix
from treatydraft.brief.unsaid import Unsaid
from treatydraft.brief.voting import Ballot


@dataclass(frozen=True, slots=True)
class Scope:
    """The id of an act or event to begin with, the code of a party, a number of hours; empty or None for all."""

    start: str = ""
    party: str = ""
    within: int | None = None

    def procedures(self, brief: Brief) -> tuple[Procedure, ...]:
        """The procedures asked about, with what of them is."""
        found = (procedure(self.start, brief.facts),) if self.start else brief.crisis
        return tuple(one.narrowed(self.party, self.within) for one in found)

    def unsaid(self, brief: Brief) -> Unsaid:
        """What the text leaves out that concerns the party."""
        return brief.unsaid.narrowed(self.party) if self.party else brief.unsaid

    def ballots(self, brief: Brief) -> tuple[Ballot, ...]:
        """The rules by which the party votes, or that it can stop."""
        return tuple(one for one in brief.votes if not self.party or one.involves(self.party))

    def matrix(self, brief: Brief) -> Matrix:
        """What the party owes."""
        return brief.matrix.narrowed(self.party) if self.party else brief.matrix
