"""A question: what a clause or the whole instrument must know, typed and limited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from treatydraft.library.template import Condition
from treatydraft.value import TYPES, Limits, parse_open


@dataclass(frozen=True, slots=True)
class Offer:
    """One choice of a question: how it is offered, and the words it prints (in the drafting notation)."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """What must be known, under which key, of which type, and how a person is asked.

    `key` is the name a draft uses (``guarantors``, ``collective-defense/response.hours``), `default` the answer where
    nobody gives one (as data, not yet parsed), `when` the condition under which it is asked at all.
    """

    key: str
    name: str
    type: str
    limits: Limits
    default: object = None
    optional: bool = False
    when: Condition | None = None
    role: bool = False
    ask: str = ""
    why: str = ""
    offers: Mapping[str, Offer] = field(default_factory=dict)

    def parse(self, data: object) -> object:
        """The typed value of an answer; several proposals (``{open: [...]}``) give an `Open`.

        ValueError in plain words says what is wrong with it and what is allowed.
        """
        proposals = parse_open(data, self.type, self.limits)
        return TYPES[self.type].parse(data, self.limits) if proposals is None else proposals
