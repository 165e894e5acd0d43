"""The look of an instrument on the command line: the options of every command that writes files, in one place."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Annotated, Any, get_type_hints

import typer

from treatydraft.cli import Settings
from treatydraft.writers.options import Options


@dataclass(frozen=True, slots=True)
class Look:
    """How what is written looks, and what goes with it, as the command line gives it. Each field is an option."""

    notes: Annotated[
        str, typer.Option(metavar="WHERE", help="What is said of each clause goes into comments, footnotes, or none.")
    ] = "none"
    findings: Annotated[bool, typer.Option("--findings", help="Note what check finds on what it concerns.")] = False
    clean: Annotated[bool, typer.Option("--clean", help="Nothing in a DOCX that tells which clause it is.")] = False
    front_matter: Annotated[
        bool, typer.Option("--front-matter", help="Title, parties, date and status above Markdown, as YAML.")
    ] = False
    style: Annotated[
        str, typer.Option(metavar="HOUSE.docx", help="A house style: fonts, margins, headers, footers, logo, styles.")
    ] = ""
    title_page: Annotated[
        bool | None,
        typer.Option("--title-page/--no-title-page", help="A title page; without either, before a treaty in parts."),
    ] = None
    contents: Annotated[
        bool | None,
        typer.Option("--contents/--no-contents", help="Parts and articles in front; without either, of a long text."),
    ] = None
    paper: Annotated[str, typer.Option(metavar="PAPER", help="a4 or letter; else the house style's own, or a4.")] = ""
    lines: Annotated[bool, typer.Option("--lines", help="Number the lines, for a negotiation.")] = False
    watermark: Annotated[str, typer.Option(metavar="WORDS", help="Words behind every page, such as DRAFT.")] = ""

    @property
    def library_notes(self) -> bool:
        """Whether what the library says of each clause is noted."""
        return self.notes != "none"

    def options(self, settings: Settings) -> Options:
        """The options as a writer takes them; findings alone go into comments.

        UsageError for a value that an option cannot have, ReadError for a house style that cannot be read.
        """
        from treatydraft.cli.drafts import one_of
        from treatydraft.cli.style import read_style
        from treatydraft.writers.options import PAPERS

        one_of("--notes", self.notes, ("none", "comments", "footnotes"))
        if self.paper:
            one_of("--paper", self.paper, tuple(PAPERS))
        return Options(
            notes="comments" if self.findings and not self.library_notes else self.notes,
            clean=self.clean,
            contents=self.contents,
            title_page=self.title_page,
            paper=self.paper,
            lines=self.lines,
            watermark=self.watermark,
            style=read_style(self.style, settings) if self.style else None,
            front_matter=self.front_matter,
        )


AS_IT_COMES = Look()
"""The look of what is written where no option says otherwise."""


def with_look(command: Callable[..., None]) -> Callable[..., None]:
    """The command with the options of a `Look` in place of its parameter `look`, which it is given."""
    fields, own = _parameters(Look), _parameters(command)

    @wraps(command)
    def looking(**given: Any) -> None:
        command(look=Look(**{field.name: given.pop(field.name) for field in fields}), **given)

    at = [parameter.name for parameter in own].index("look")
    parameters = [*own[:at], *fields, *own[at + 1 :]]
    looking.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # which typer reads
    looking.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return looking


def _parameters(of: Callable[..., object]) -> list[inspect.Parameter]:
    """The parameters of a function or a class with the types that their annotations name."""
    types = get_type_hints(of, include_extras=True)
    return [
        parameter.replace(annotation=types[parameter.name]) for parameter in inspect.signature(of).parameters.values()
    ]
