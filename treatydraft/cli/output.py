"""Where an instrument or a brief goes: a file or stdout, in a format; refused before any work if it cannot be."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from treatydraft.assembly import Assembly
from treatydraft.cli.drafts import one_of
from treatydraft.cli.streams import print_data
from treatydraft.errors import Location, Problem, UsageError, WriteError
from treatydraft.files import check_writable, same_file, write_whole
from treatydraft.instrument.tree import Instrument
from treatydraft.writers import WRITERS, format_of


@dataclass(frozen=True, slots=True)
class Output:
    """One output: its name (``-`` is stdout), its format, whether a file that is there may be overwritten, and the
    draft it is made of, which never may."""

    name: str
    format: str
    force: bool
    draft: str

    @classmethod
    def named(
        cls,
        name: str,
        draft: str,
        to: str | None = "",
        *,
        writers: Mapping[str, tuple[str, object]] = WRITERS,
        force: bool = False,
        copies: bool = False,
    ) -> Output:
        """The output of a draft with this name, its format of `writers` taken from `to` or the file's ending.

        `to` is empty where it is not given, and None where the command has no such option. With `copies` nothing is
        written under the name itself, and `of` gives the outputs. UsageError for an unknown format, WriteError for a
        place that cannot be written.
        """
        otherwise = "" if to is None else ", or --to FORMAT"
        format = one_of("--to", to, tuple(writers)) if to else _format_of(name, writers, otherwise)
        if name == "-":
            if format == "docx" and sys.stdout.isatty():
                raise UsageError(
                    Problem(
                        "unfit-output",
                        Location(key="-o"),
                        "a DOCX cannot be shown in a terminal",
                        "name a file: -o FILE.docx",
                    )
                )
        elif not copies:
            _check(name, draft, force=force)
        return cls(name, format, force, draft)

    def of(self, code: str) -> Output:
        """This output for the copy of one party: FILE.FR.docx. UsageError for stdout, which holds one only."""
        if self.name == "-":
            raise UsageError(
                Problem(
                    "unfit-output",
                    Location(key="--alternat"),
                    "stdout holds one copy",
                    "name a file: -o FILE, or one party",
                )
            )
        path = Path(self.name)
        name = str(path.with_name(f"{path.stem}.{re.sub(r'[^A-Za-z0-9-]', '_', code)}{path.suffix}"))
        _check(name, self.draft, force=self.force)
        return Output(name, self.format, self.force, self.draft)

    def copies(self, assembly: Assembly, instrument: Instrument, code: str) -> list[tuple[Output, Instrument]]:
        """What is written where: the instrument, the copy of the party with this code, or for ``all`` one for each.

        UsageError for a code of no party; WriteError before anything is written where one of the files cannot be.
        """
        if not code:
            return [(self, instrument)]
        if code != "all" or not instrument.parties:
            return [(self, assembly.alternat(instrument, code))]
        outputs = [(self.of(party.code), party.code) for party in instrument.parties]
        return [(output, assembly.alternat(instrument, party)) for output, party in outputs]

    def write(self, content: bytes) -> None:
        """Write the bytes of the file, whole or not at all."""
        if self.name == "-":
            print_data(content)
        else:
            write_whole(self.name, content, force=self.force)


def _check(name: str, draft: str, *, force: bool) -> None:
    """Refuse what cannot be written, and the draft itself by whatever name. WriteError."""
    if draft != "-" and same_file(name, draft):
        raise WriteError(Problem("unfit-output", Location(name), "this is the draft itself", "name another file"))
    check_writable(name, force=force)


def _format_of(name: str, writers: Mapping[str, tuple[str, object]], otherwise: str) -> str:
    if name == "-":
        return "md"
    if format := format_of(name, writers):
        return format
    endings = ", ".join(ending for ending, _ in writers.values())
    raise UsageError(
        Problem("unknown-format", Location(name), "the ending does not name a format", f"use {endings}{otherwise}")
    )
