"""What a command gives a program: one envelope, whatever the command and whether or not it could do its work."""

from __future__ import annotations

from collections.abc import Iterable

from treatydraft.cli.streams import as_json, print_data
from treatydraft.errors import Problem

VERSION = 2
"""The version of the envelope."""


def print_envelope(command: str, results: Iterable[object], problems: Iterable[Problem] = ()) -> None:
    """Print the results of a command, and what was wrong."""
    told = [problem.to_data() for problem in problems]
    print_data(as_json({"version": VERSION, "command": command, "results": list(results), "problems": told}))
