"""Errors for a person to read, and the exit codes they end with.

An error says where, what, and what to do: one line ``where: what`` for each problem and one line
``hint: what to do``. Findings are values and live in `treatydraft.checks`; errors are exceptions and live here.
Nothing here prints.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

Code = Literal[
    # a name that nothing bears
    "unknown-article", "unknown-clause", "unknown-format", "unknown-key", "unknown-label", "unknown-language",
    "unknown-name", "unknown-option-value", "unknown-outline", "unknown-party", "unknown-question", "unknown-register",
    "unknown-rule", "unknown-scale", "unknown-type", "unknown-variant",
    # something that is not there
    "missing-answer", "missing-key", "missing-label", "missing-outline", "missing-source", "missing-text",
    "missing-words", "moved-key", "no-rows", "no-terminal", "unnamed-party",
    # a value, a name or a text that cannot be so
    "hidden-character", "mixed-word", "repeated-name", "too-many", "wrong-answer", "wrong-assignment", "wrong-default",
    "wrong-name", "wrong-notation", "wrong-option-value", "wrong-reference", "wrong-register", "wrong-shape",
    "wrong-value",
    # clauses and answers that do not go together
    "clauses-exclusive", "impossible-shares", "neighbour-missing", "nothing-to-continue", "requirement-left-out",
    "settings-exclusive", "unused-answer", "variant-refused",
    # a file of the library, a table of rows, a document
    "circular-question", "library-changed", "not-a-draft", "renamed-name", "unrenderable-text", "unsupported-yaml",
    "words-changed", "wrong-cell", "wrong-column", "wrong-document", "wrong-grid", "wrong-outline", "wrong-question",
    "wrong-record", "wrong-row", "wrong-section", "wrong-template", "wrong-yaml",
    # files and folders
    "file-changed", "file-exists", "file-missing", "file-too-large", "file-unreadable", "file-unwritable",
    "folder-missing", "in-use", "interview-unfinished", "link-outside", "not-a-file", "not-utf8", "read-only",
    "unchangeable-place", "unfit-output",
    # processes
    "engine-unavailable", "process-died", "program-fault",
]  # fmt: skip
"""The kind of a problem: what a program can trust where the words change. No rule of `treatydraft.checks` has one of
these names, so that a code and the name of a rule are of one list."""

CODES: frozenset[str] = frozenset(get_args(Code))
"""Every code of a problem."""

MAX_PROBLEMS = 20
"""The problems of one kind, or of one file, that are reported one by one, and for which a near name is looked for; a
fault that is everywhere would otherwise be reported fifty thousand times."""


@dataclass(frozen=True, slots=True)
class Location:
    """Where something is wrong: in a `file`, from the `line` and `column` that count from one, at the `key` of a draft.

    Whatever is not known is empty or None. A `key` can also be an option of the command line, or the address of a
    provision.
    """

    file: str = ""
    line: int | None = None
    column: int | None = None
    key: str = ""

    def __str__(self) -> str:
        """``file:line:column``, as far as it is known; where no line is, ``file: key``."""
        if self.file and self.line is not None:
            return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        if self.line is not None:
            return f"line {self.line}" if self.column is None else f"line {self.line}, column {self.column}"
        return ": ".join(part for part in (self.file, self.key) if part)

    @property
    def names_key(self) -> bool:
        """Whether who reads the place reads its key in it."""
        return self.key != "" and self.line is None


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where it is, what it is, and what to do about it.

    `code` is its kind. `what` and `hint` are lower case without a full stop, and for people only. ValueError for a code
    that is not among `CODES`.
    """

    code: Code
    where: Location
    what: str
    hint: str = ""

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"a problem cannot have the code {self.code!r}")

    def __str__(self) -> str:
        place = str(self.where)
        line = f"{place}: {self.what}" if place else self.what
        lines = [line, *([f"hint: {self.hint}"] if self.hint else [])]
        return "\n".join(line.replace("\n", " ") for line in lines)  # what was given may hold several lines

    def to_data(self) -> dict[str, object]:
        """The problem as a program reads it; what is not known of its place is None."""
        return {
            "code": self.code,
            "file": self.where.file or None,
            "line": self.where.line,
            "column": self.where.column,
            "key": self.where.key or None,
            "message": self.what,
            "hint": self.hint,
        }


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
"""The exit code of each error. 0 is done, 1 is findings, 130 and 143 are interruptions."""


LONGEST = 100
"""The letters of a word for which a near one is looked for: the time that takes grows with their square."""


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """The name in `known` that `word` most likely stands for, whatever the case, or None where none is close.

    `likeness` is how much of the two must be the same, from 0 to 1.
    """
    if len(word) > LONGEST:
        return None
    names = {name.casefold(): name for name in reversed(tuple(known))}  # the first of two that differ in case only
    matches = difflib.get_close_matches(word.casefold(), names, n=1, cutoff=likeness)
    return names[matches[0]] if matches else None


def suggestion(name: str, known: Iterable[str], otherwise: str) -> str:
    """The hint for a name that is none of `known`: the nearest of them, or `otherwise` where none is close."""
    near = nearest(name, known)
    return f"did you mean '{near}'?" if near else otherwise


def offer(known: Sequence[str]) -> str:
    """A list of the `known` names for a hint: the first twelve."""
    return f"there are {', '.join(known[:12])}{' and others' if len(known) > 12 else ''}" if known else "there are none"


def unknown(
    code: Code, where: Location, what: str, name: str, known: Iterable[str], otherwise: str | None = None
) -> Problem:
    """The problem of a name that none of `known` bears; `what` is the noun for them, such as ``outline``.

    Its hint is the nearest of them, or `otherwise`, by default what there is.
    """
    known = tuple(known)
    hint = suggestion(name, known, offer(known) if otherwise is None else otherwise)
    return Problem(code, where, f"there is no {what} '{name}'", hint)
