"""The brief of an instrument: its pages, each computed once, when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from treatydraft.brief.crisis import Procedure, procedures
from treatydraft.brief.funds import Assessment, assessments, instrument_scale
from treatydraft.brief.matrix import Matrix, matrix
from treatydraft.brief.unsaid import Unsaid, unsaid
from treatydraft.brief.voting import Ballot, ballots
from treatydraft.brief.wording import Wording
from treatydraft.instrument.index import Index
from treatydraft.library.scale import Scale
from treatydraft.record.facts import Facts

PAGES = ("crisis", "unsaid", "votes", "money", "matrix")
"""The pages of a brief, in order."""


class Brief:
    """What an instrument does: its facts, what stands where in it, what each of the `actors` is called, and the `keys`
    by which costs are shared out."""

    def __init__(self, facts: Facts, index: Index, actors: Mapping[str, str], keys: Mapping[str, Scale]) -> None:
        self.facts = facts
        self.keys = keys
        self.wording = Wording(facts, index, actors)

    @cached_property
    def crisis(self) -> tuple[Procedure, ...]:
        """What follows each act that starts something."""
        return procedures(self.facts)

    @cached_property
    def unsaid(self) -> Unsaid:
        """What the text leaves out."""
        return unsaid(self.facts)

    @cached_property
    def votes(self) -> tuple[Ballot, ...]:
        """What it takes to adopt and to stop each decision, and general rules."""
        return ballots(self.facts, instrument_scale(self.money))

    @cached_property
    def money(self) -> tuple[Assessment, ...]:
        """What each fund costs whom."""
        return assessments(self.facts, self.keys)

    @cached_property
    def matrix(self) -> Matrix:
        """Which parties bear which duties."""
        return matrix(self.facts)
