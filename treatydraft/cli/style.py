"""`treatydraft style`: house styles, what a ministry's template gives to a Word file."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from treatydraft.cli import Settings
from treatydraft.cli.streams import print_data, print_note

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def style() -> None:
    """House styles for Word files."""


@app.command(epilog="Example: treatydraft style new house.docx")
def new(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE.docx", help="Where to write the template; - for stdout.")],
    force: Annotated[bool, typer.Option(help="Overwrite the file if it is there.")] = False,
) -> None:
    """Write the built-in style as a Word template: change its styles, headers and margins, and export with --style."""
    from treatydraft.cli.drafts import open_library
    from treatydraft.errors import Location, Problem, UsageError
    from treatydraft.files import check_writable, write_whole
    from treatydraft.writers.docx.style.template import style_template

    if file == "-":
        if sys.stdout.isatty():
            raise UsageError(
                Problem(
                    "unfit-output", Location(key="FILE.docx"), "a DOCX cannot be shown in a terminal", "name a file"
                )
            )
        print_data(style_template(open_library(ctx.obj).language("en")))
        return
    check_writable(file, force=force)
    write_whole(file, style_template(open_library(ctx.obj).language("en")), force=force)
    if not ctx.obj.quiet:
        print_note(f"wrote {file}")


def read_style(name: str, settings: Settings) -> bytes:
    """The house style in a file, ready for `Options`; what of it cannot be used is said on stderr."""
    from treatydraft.errors import ReadError
    from treatydraft.files import read_bytes
    from treatydraft.writers.docx.style.house import TEMPLATE_BYTES, house_style

    house = house_style(read_bytes(name, ReadError, TEMPLATE_BYTES), name)
    if not settings.quiet:
        for remark in house.remarks:
            print_note(f"note: {name}: {remark}")
    return house.content
