"""The shape of a clause's record, declared once, as models: what its words say, as data.

Every entry names the blocks that say it. What starts a clock is a `StartFile`: an event of the library, an act of a
record (its receipt), an outcome of a decision (``found.adopted``), a phase. `{{ ... }}` in a value reads an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from treatydraft.library.shape import Shape


def _listed(value: object) -> object:
    return [value] if isinstance(value, str | Mapping) else value


def _under(name: str, given: Any) -> BeforeValidator:
    """What is given without a key stands under the key `name`; all that can be is of the type `given`."""
    return BeforeValidator(
        lambda value: value if isinstance(value, Mapping) else {name: value}, json_schema_input_type=given
    )


Value = Annotated[str, WithJsonSchema({"type": ["string", "number", "boolean"]})]
"""An expression, or a value as it is, in which an editor sees a number or a boolean and we read text."""

Names = Annotated[list[str], BeforeValidator(_listed, json_schema_input_type=str | list[str])]


class EntryFile(Shape):
    """What every entry of a record has: its `id`, and in `at` the labels of every block that says it.

    It belongs to these `variants`, or all, and is there `when` the condition holds.
    """

    id: str
    at: Names = Field(min_length=1)
    variants: list[str] = []
    when: str = ""


class StartFile(Shape):
    """What starts a clock: the first of `any` that happens, or the last of `later`."""

    any: Names = []
    later: list[str] = []

    @model_validator(mode="after")
    def _one_way(self) -> StartFile:
        if bool(self.any) == bool(self.later):
            raise ValueError("starts from the first of 'any' or from the last of 'later', one of the two")
        return self


Start = Annotated[StartFile, _under("any", str | list[str] | StartFile)]


VOLUNTARY = "voluntary"
"""The key of a fund into which everybody pays what it chooses."""

UNSAID = "unsaid"
"""What the text leaves out where it ought to say it."""

SET_TIMES = ("immediately", UNSAID)
"""What a time can be but a length, and the one who sets it."""


class TimeFile(Shape):
    """A time: its length, one of `SET_TIMES`, or who sets it; from `of`, or from where the entry starts."""

    time: str
    of: Start | None = None


Time = Annotated[TimeFile, _under("time", str | TimeFile)]


class NarrowFile(Shape):
    """Which parties of a role are meant: members of an organisation, those of a group of `parties.yaml`, or those in
    an answer, or not in one."""

    member: str = ""
    group: str = ""
    in_: str = Field("", alias="in")
    not_in: str = ""


class BearerFile(Shape):
    """Who acts: `each` of a role for itself, all of it `together`, `one` of it; an actor under any of the three.

    `where` narrows the role; `with` is how many others act with the one.
    """

    each: str = ""
    together: str = ""
    one: str = ""
    where: NarrowFile | None = None
    share: Value = Field("", alias="with")

    @model_validator(mode="after")
    def _one_way(self) -> BearerFile:
        if sum(map(bool, (self.each, self.together, self.one))) != 1:
            raise ValueError("names who acts under 'each', 'together' or 'one', one of the three")
        return self


By = Annotated[BearerFile, _under("each", str | BearerFile)]

FORCES = ("ordered", "permitted", "excluded")
"""What the text says of armed force: that it is to be used, may be, or may not."""


class ActFile(EntryFile):
    """Who must (``duty``), must not (``ban``), may (``permission``) or can (``power``) do what, to whom, and when.

    after         what it follows, from which its times run
    unless        what it is not done after
    begin         the latest beginning
    within        the latest moment to do it
    done          the latest completion
    every         its interval
    ahead         how long before something it is done at the latest
    not_before    its earliest moment
    takes_effect  when it takes effect
    lasts         for how long it goes on
    until         what ends it
    force         ``ordered``, ``permitted`` or ``excluded``; absent where the text says nothing of armed force
    fund          what it is paid from
    measure       what acts of other clauses do as well, of the `measures` of the library
    procedural    whether it is a report, a notice or staffing, and no duty of substance
    """

    mode: Literal["duty", "ban", "permission", "power"]
    by: By
    to: Names = []
    amount: Value = ""
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
    procedural: Value = ""


SHARES = "shares"
"""The key of a majority that is counted by the shares of the instrument's own scale of contributions."""

GENERAL = "general"
"""The general rule of the body that decides, whichever clause lays it down."""

TIMES = ("begin", "within", "done", "every", "ahead", "not_before", "takes_effect", "lasts")
"""The kinds of time an act can have: its latest beginning, the latest moment to do it, its latest completion, its
interval, how long ahead of something, its earliest moment, when it takes effect, how long it lasts."""

WORDED = ("amount", *TIMES, "until")
"""What of an act is an answer, or a name, and stands in `clause.yaml`, or is words and stands in the page."""


WAYS = ("consensus", "unanimity", "each")
"""How a body decides without counting: nobody objects, everybody votes for it, each decides for itself."""


class LegFile(Shape):
    """One majority: a share or a number of those voting, present, or entitled to vote, by heads or by a key."""

    share: Value = ""
    count: Value = ""
    of: Literal["voting", "present", "voters"] = "voting"
    key: str = ""
    more_than: Value = ""


Legs = Annotated[list[LegFile], BeforeValidator(_listed, json_schema_input_type=LegFile | list[LegFile])]


class RuleFile(Shape):
    """How a body decides: by the majorities of `pass`, all of which must be met, in a `way`, or as another rule.

    like      the id of a rule or a decision whose rule it is, or ``general``, the general rule of the body
    way       ``consensus`` (nobody objects), ``unanimity`` (everybody votes for it) or ``each`` (for itself)
    quorum    how many take part; a majority or quorum whose share and count come to none is not there
    excluded  who does not vote on it, such as ``attacker`` or ``directly_interested``
    veto      those whose vote against stops it
    consent   those who must be for it
    casting   who decides a tie
    blockers  how many must be against for the majority of shares to stop it
    """

    like: str = ""
    way: str = ""
    pass_: Legs = Field([], alias="pass")
    quorum: LegFile | None = None
    abstain: Literal["", "not_counted", "as_no", "as_present"] = ""
    excluded: str = ""
    veto: Names = []
    consent: Names = []
    casting: str = ""
    blockers: Value = ""


class VotingRuleFile(EntryFile, RuleFile):
    """A rule that decisions refer to by its id, as the general rule of a body: who decides, and whose votes count."""

    body: str
    voters: str = ""


OUTCOMES = ("adopted", "rejected", "failed", "lapsed")
"""How a decision can end: by its majority, by a vote against, by a vote short of the majority, without any vote."""

ENDS = ("none", UNSAID, "n/a")
"""What an outcome can say instead of what follows: nothing follows, the text does not say, it cannot come about."""


class DecisionFile(EntryFile):
    """A question put to a body: who votes, what opens it and starts its clock, its rule, and its four outcomes.

    They are ``adopted``, ``rejected`` (a vote against), ``failed`` (a vote short of the majority, or no quorum) and
    ``lapsed`` (no vote in time). Each names the acts, decisions and phases that follow, or another outcome that it is
    treated as, or is ``none`` (nothing follows), ``unsaid`` (the text does not say) or ``n/a`` (it cannot come about).
    """

    gives: dict[str, Any] = {}
    body: str
    voters: str = ""
    opens: Start | None = None
    within: Time | None = None
    rule: Annotated[RuleFile, _under("like", str | RuleFile)]
    adopted: Names = Field(min_length=1)
    rejected: Names = Field(min_length=1)
    failed: Names = Field(min_length=1)
    lapsed: Names = Field(min_length=1)


class FundFile(EntryFile):
    """Money: who pays to whom, by which `key` with which `cap` and `floor`, between which sums, for what time."""

    payers: By
    to: Names = []
    key: str = ""
    cap: Value = ""
    floor: Value = ""
    per: Literal["", "year", "month", "once"] = ""
    least: Value = ""
    most: Value = ""
    lasts: Time | None = None
    abstainers_pay: Value = ""


RENEWALS = ("tacit", "agreed")
"""How what lasts for a time can go on after it: unless enough object, or when it is so agreed."""


class PhaseFile(EntryFile):
    """From when and for how long the instrument, or the clauses of `scope`, apply.

    `renewal` is ``tacit`` (it goes on unless enough object) or ``agreed`` (when that is decided); absent, it ends.
    """

    from_: Start = Field(alias="from")
    until: Names = []
    scope: Names = []
    lasts: Time | None = None
    renewal: str = ""


class RecordFile(Shape):
    """A clause's facts as data. `silent` gives, for a block with a modal verb that states no fact, the reason."""

    rules: list[VotingRuleFile] = []
    decisions: list[DecisionFile] = []
    acts: list[ActFile] = []
    funds: list[FundFile] = []
    phases: list[PhaseFile] = []
    silent: dict[str, str] = {}

    def places(self) -> Iterator[tuple[str, int, EntryFile]]:
        """Every entry, list by list, with the name of its list and its place in it."""
        for kind in ("rules", "decisions", "acts", "funds", "phases"):
            for n, entry in enumerate(getattr(self, kind)):
                yield kind, n, entry

    def entries(self) -> Iterator[EntryFile]:
        """Every entry, list by list."""
        return (entry for _, _, entry in self.places())
