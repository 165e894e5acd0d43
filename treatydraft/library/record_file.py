"""The shape of a clause's record, declared once, as models: what its words say, as data.

Every entry names the blocks that say it. What starts a clock is a `StartFile`: an event of the library, an act of a
record (its receipt), an outcome of a decision (``found.adopted``), a phase. `{{ ... }}` in a value reads an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from treatydraft.library.shape import Shape


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _under(name: str) -> BeforeValidator:
    """What is given without a key stands under the key `name`."""
    return BeforeValidator(lambda value: value if isinstance(value, Mapping) else {name: value})


Names = Annotated[list[str], BeforeValidator(_listed)]


class EntryFile(Shape):
    """What every entry of a record has: its id and the labels of every block that says it."""

    id: str
    at: Names = Field(min_length=1)
    variants: list[str] = []
    when: str = ""


class StartFile(Shape):
    """What starts a clock: the first of `any` that happens, or the last of `later`."""

    any: Names = []
    later: list[str] = []


Start = Annotated[StartFile, _under("any")]


class TimeFile(Shape):
    """A time: its length, or ``immediately``, ``unsaid``, or who sets it; from `of`, or from where the entry starts."""

    time: str
    of: Start | None = None


Time = Annotated[TimeFile, _under("time")]


class NarrowFile(Shape):
    """Which parties of a role are meant: those of a group of `parties.yaml`, in an answer, or not in one."""

    group: str = ""
    in_: str = Field("", alias="in")
    not_in: str = ""


class BearerFile(Shape):
    """Who acts: each of a role for itself, all of it together, one of it, or an actor.

    `where` narrows the role; `with` is how many others of it the one acts with.
    """

    each: str = ""
    together: str = ""
    one: str = ""
    where: NarrowFile | None = None
    share: str = Field("", alias="with")


def _bearer(value: object) -> object:
    return {"each": value} if isinstance(value, str) else value


class ActFile(EntryFile):
    """Who must, must not, may or can do what, to whom, from when and until when."""

    mode: Literal["duty", "ban", "permission", "power"]
    by: Annotated[BearerFile, BeforeValidator(_bearer)]
    to: Names = []
    amount: str = ""
    after: Start | None = None
    unless: Names = []
    begin: Time | None = None
    within: Time | None = None
    done: Time | None = None
    every: Time | None = None
    ahead: Time | None = None
    not_before: Time | None = None
    takes_effect: Time | None = None
    lasts: Time | None = None
    until: Names = []
    force: str = ""
    fund: str = ""
    measure: str = ""
    procedural: str = ""


class LegFile(Shape):
    """One majority: a share or a number of those voting, present, or entitled to vote, by heads or by a key."""

    share: str = ""
    count: str = ""
    of: Literal["voting", "present", "voters"] = "voting"
    key: str = ""
    more_than: str = ""


class RuleFile(Shape):
    """How a body decides: by the legs of `pass`, all of which must be met, or as `like`, the id of a rule or decision.

    `way` is ``consensus`` (nobody objects), ``unanimity`` (everybody votes for it) or ``each`` (for itself). A leg
    whose share and count come to none is not there.
    """

    like: str = ""
    way: str = ""
    pass_: Annotated[list[LegFile], BeforeValidator(lambda v: [v] if isinstance(v, Mapping) else v)] = Field(
        [], alias="pass"
    )
    quorum: LegFile | None = None
    abstain: Literal["", "not_counted", "as_no", "as_present"] = ""
    excluded: str = ""
    veto: Names = []
    consent: Names = []
    casting: str = ""
    blockers: str = ""


class VotingRuleFile(EntryFile, RuleFile):
    """A rule that decisions refer to by its id, as the general rule of a body: who decides, and whose votes count."""

    body: str
    voters: str = ""


OUTCOMES = ("adopted", "rejected", "failed", "lapsed")
"""How a decision can end: by its majority, by a vote against, by a vote short of the majority, without any vote."""

ENDS = ("none", "unsaid", "n/a")
"""What an outcome can say instead of what follows: nothing follows, the text does not say, it cannot come about."""


class DecisionFile(EntryFile):
    """A question put to a body: who votes, what starts its clock, its rule, and what follows each outcome.

    An outcome names acts, decisions and phases that follow, or is one of `ENDS`, or the outcome it is treated as.
    """

    gives: dict[str, Any] = {}
    body: str
    voters: str = ""
    opens: Start | None = None
    within: Time | None = None
    rule: Annotated[RuleFile, _under("like")]
    adopted: Names = Field(min_length=1)
    rejected: Names = Field(min_length=1)
    failed: Names = Field(min_length=1)
    lapsed: Names = Field(min_length=1)


class FundFile(EntryFile):
    """Money: who pays, by which key, between which sums or shares, for what time."""

    payers: Annotated[BearerFile, BeforeValidator(_bearer)]
    to: Names = []
    key: str = ""
    cap: str = ""
    floor: str = ""
    per: Literal["", "year", "month", "once"] = ""
    least: str = ""
    most: str = ""
    lasts: Time | None = None
    abstainers_pay: str = ""


RENEWALS = ("tacit", "agreed")
"""How what lasts for a time can go on after it: unless enough object, or when it is so agreed."""


class PhaseFile(EntryFile):
    """From when and for how long the instrument, or the clauses of `scope`, apply; none of `RENEWALS`: then it ends."""

    from_: Annotated[StartFile, _under("any")] = Field(alias="from")
    until: Names = []
    scope: Names = []
    lasts: Time | None = None
    renewal: str = ""


class RecordFile(Shape):
    """A clause's facts as data. `silent` gives, for a block whose modal verb states no fact, the reason."""

    rules: list[VotingRuleFile] = []
    decisions: list[DecisionFile] = []
    acts: list[ActFile] = []
    funds: list[FundFile] = []
    phases: list[PhaseFile] = []
    silent: dict[str, str] = {}

    def entries(self) -> Iterator[EntryFile]:
        """Every entry, list by list."""
        for entries in (self.rules, self.decisions, self.acts, self.funds, self.phases):
            yield from entries
