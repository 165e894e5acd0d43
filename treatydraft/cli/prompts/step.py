"""What is asked, as data: a step of the interview, a line of its review, an answer that is refused."""

from __future__ import annotations

from dataclasses import dataclass

from treatydraft.library.question import Question

REVIEW = ":review"
"""The key of the last step; keys that begin with ':' are the interview's own and stand in no draft."""

DEPTH = ":depth"
TOPIC = ":topic/"

LIST_KINDS = ("choices", "parties", "rows")
"""Kinds of answer that hold several things, to which one can be added and from which one can be taken."""


class InvalidAnswer(Exception):
    """An answer that cannot be taken: in plain words what is wrong, and what to do."""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: the name that is kept, the words that are read, and a remark on it.

    `refused` is the reason why it cannot be taken now; `chosen` says that it is part of the present answer.
    """

    name: str
    label: str = ""
    remark: str = ""
    chosen: bool = False
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One question as any renderer needs it.

    `kind` is a type of answer (``choice``, ``parties``, ``text``, ...), `now` the present answer in words, `origin` who
    gave it (``draft``, ``outline``, ``default``, ``nobody``), `rule` what may be typed, `wrong` what is wrong with the
    answer that is there, `question` the library's question behind it, where there is one, `title` that of its clause.
    """

    key: str
    heading: str
    ask: str
    kind: str
    why: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    now: str = ""
    origin: str = "default"
    rule: str = ""
    optional: bool = False
    wrong: str = ""
    question: Question | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One line of the review: its number, the step behind it, what it belongs to, the question and the answer.

    `title` is the heading without the id of the clause.
    """

    number: int
    key: str
    heading: str
    ask: str
    answer: str
    origin: str
    title: str = ""
