"""The brief of an instrument: its pages, each computed once, when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from treatydraft.brief.crisis import Procedure, procedures
from treatydraft.brief.unsaid import Unsaid, unsaid
from treatydraft.brief.wording import Wording
from treatydraft.instrument.index import Index
from treatydraft.record.facts import Facts

PAGES = ("crisis", "unsaid")
"""The pages of a brief, in order."""


class Brief:
    """What an instrument does: its facts, what stands where in it, and what each of the `actors` is called."""

    def __init__(self, facts: Facts, index: Index, actors: Mapping[str, str]) -> None:
        self.facts = facts
        self.wording = Wording(facts, index, actors)

    @cached_property
    def crisis(self) -> tuple[Procedure, ...]:
        """What follows each act that starts something."""
        return procedures(self.facts)

    @cached_property
    def unsaid(self) -> Unsaid:
        """What the text leaves out."""
        return unsaid(self.facts)
