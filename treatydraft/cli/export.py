"""`treatydraft export`: the instrument of a draft, written to a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer()


@app.command(epilog="Example: treatydraft export guarantee.yaml -o guarantee.md")
def export(
    ctx: typer.Context,
    draft: Annotated[str, typer.Argument(metavar="DRAFT.yaml", help="The draft, or - for stdin.")],
    output: Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="Where to write; - for stdout.")] = "-",
    to: Annotated[
        str, typer.Option(metavar="FORMAT", help="The format, where the file's ending does not say it.")
    ] = "",
    with_holes: Annotated[
        bool, typer.Option(help="Write it even if something is missing; the place is marked.")
    ] = False,
    force: Annotated[bool, typer.Option(help="Overwrite the file if it is there.")] = False,
) -> None:
    """Write the instrument of a draft to a file."""
    from treatydraft.cli.drafts import composed, open_draft, open_library, tell_notes
    from treatydraft.cli.output import Output

    written = Output.named(output, to, force=force)
    library = open_library(ctx.obj)
    opened = open_draft(draft, library)
    _, instrument = composed(opened, library, holes=with_holes)
    tell_notes(opened, library, ctx.obj)
    written.write(instrument, library.language(opened.language))
    if output != "-" and not ctx.obj.quiet:
        typer.echo(f"wrote {Path(output)}", err=True)
