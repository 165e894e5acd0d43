"""Every kind of case, and the case of a kind with a seed and a number: the same files and commands, always.

In a case one thing of its kind is wrong in some way and everything else is good, so that what goes wrong comes from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from tests.fuzz import drafts, folders, libraries
from tests.fuzz.case import Case, Command, Made, path_of

KINDS: Mapping[str, Callable[[Random], Made]] = {
    "drafts": drafts.drafts,
    "assignments": drafts.assignments,
    "answers": drafts.answers,
    "tables": drafts.tables,
    "lines": drafts.lines,
    "grids": drafts.grids,
    "clauses": libraries.clauses,
    "pages": libraries.pages,
    "libraries": libraries.libraries,
    "styles": folders.styles,
    "manifests": folders.manifests,
    "journals": folders.journals,
    "places": folders.places,
}
"""Each kind and what makes a case of it."""


def make(kind: str, seed: int, number: int) -> Case:
    """The case of this kind with this number."""
    rng = Random(f"{kind} {seed} {number}")
    made = KINDS[kind](rng)
    commands = tuple(_typed(one) for one in made.commands)
    return Case(kind, seed, number, {path_of(name): one for name, one in made.files.items()}, commands, made.small)


def _typed(command: Command) -> Command:
    """A command as a system can hand it over: no null byte, and not longer than an argument may be."""
    arguments = tuple(path_of(one)[:120_000] for one in command.arguments)
    return Command(arguments, command.writes, command.keeps, command.given, command.terminal)
