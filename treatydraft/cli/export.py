"""`treatydraft export`: the instrument of a draft, written to a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from treatydraft.cli.look import AS_IT_COMES, Look, with_look

app = typer.Typer()


@app.command(epilog="Example: treatydraft export guarantee.yaml -o guarantee.md")
@with_look
def export(
    ctx: typer.Context,
    draft: Annotated[str, typer.Argument(metavar="DRAFT.yaml", help="The draft, or - for stdin.")],
    output: Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="Where to write; - for stdout.")] = "-",
    to: Annotated[
        str, typer.Option(metavar="FORMAT", help="The format, where the file's ending does not say it.")
    ] = "",
    look: Look = AS_IT_COMES,
    alternat: Annotated[
        str, typer.Option(metavar="CODE|all", help="The copy of a party, which names it first; all: FILE.FR.docx, ...")
    ] = "",
    with_holes: Annotated[
        bool, typer.Option(help="Write it even if something is missing; the place is marked.")
    ] = False,
    force: Annotated[bool, typer.Option(help="Overwrite the file if it is there.")] = False,
) -> None:
    """Write the instrument of a draft to a file."""
    from treatydraft.cli.drafts import open_assembly, open_library, tell_advisories
    from treatydraft.cli.output import Output
    from treatydraft.cli.streams import print_note

    options = look.options(ctx.obj)
    written = Output.named(output, draft, to, force=force, copies=alternat == "all")
    assembly = open_assembly(draft, open_library(ctx.obj))
    if not with_holes:
        assembly.refuse_gaps()
    instrument = assembly.with_notes(library_notes=look.library_notes, findings=look.findings)
    tell_advisories(assembly, ctx.obj)
    if alternat and len(instrument.parties) > 2 and not ctx.obj.quiet:
        print_note("note: among more than two parties one order and one original are the custom")
    for target, copy in written.copies(assembly, instrument, alternat):
        target.write(assembly.write(target.format, options, copy))
        if target.name != "-" and not ctx.obj.quiet:
            print_note(f"wrote {Path(target.name)}")
