"""What a person can be told, and the exit code it ends with.

An error says where, what, and what to do: one line ``where: what`` for each problem and one line
``hint: what to do``. Findings are values and live in `treatydraft.checks`; errors are exceptions and live here.
Nothing here prints.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

MAX_PROBLEMS = 20
"""The problems of one kind, or of one file, that are told in full: what is wrong everywhere is told so once, not fifty
thousand times, and for no more of them is it worth to look for what they may stand for."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where it is, what it is, and what to do about it.

    `where` is ``file:line`` (or ``file:line:column``), a key of a draft, or empty; `what` and `hint` are lower case
    without a full stop. `code` is the kebab-case name of its kind, which a program can trust where the words change.
    """

    where: str
    what: str
    hint: str = ""
    code: str = ""

    def __str__(self) -> str:
        line = f"{self.where}: {self.what}" if self.where else self.what
        lines = [line, *([f"hint: {self.hint}"] if self.hint else [])]
        return "\n".join(one.replace("\n", " ") for one in lines)  # what was given may hold several lines


def indefinite(noun: str) -> str:
    """A noun with its indefinite article: "a treaty", "an accord"."""
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


class TreatydraftError(Exception):
    """Something a person must mend; carries every problem found, not the first only."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[TreatydraftError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)  # so that an error crosses a process boundary whole


class UsageError(TreatydraftError):
    """The command line itself is wrong."""


class DraftError(TreatydraftError):
    """The draft: an answer missing, wrong or unknown; clauses in conflict; holes."""


class LibraryError(TreatydraftError):
    """The library: a file in it is wrong."""


class ReadError(TreatydraftError):
    """A document handed in cannot be read."""


class WriteError(TreatydraftError):
    """The output cannot be written."""


EXIT_CODES: dict[type[TreatydraftError], int] = {
    UsageError: 2,
    DraftError: 3,
    LibraryError: 4,
    ReadError: 5,
    WriteError: 6,
}
"""The one table from error to exit code. 0 is done, 1 is findings, 130 and 143 are interruptions."""


LONGEST = 100
"""The letters of a word for which a near one is looked for: the time that takes grows with their square."""


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """The one of `known` that `word` most likely stands for, whatever the case, or None where none is close.

    `likeness` is how much of the two must be the same, from 0 to 1.
    """
    if len(word) > LONGEST:
        return None
    names = {name.casefold(): name for name in reversed(tuple(known))}  # the first of two that differ in case only
    found = difflib.get_close_matches(word.casefold(), names, n=1, cutoff=likeness)
    return names[found[0]] if found else None
