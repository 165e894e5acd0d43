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
    notes: Annotated[
        str, typer.Option(metavar="WHERE", help="What is said of each clause goes into comments, footnotes, or none.")
    ] = "none",
    findings: Annotated[bool, typer.Option("--findings", help="Note what check finds on what it concerns.")] = False,
    alternat: Annotated[
        str, typer.Option(metavar="CODE|all", help="The copy of a party, which names it first; all: FILE.FR.docx, ...")
    ] = "",
    clean: Annotated[bool, typer.Option("--clean", help="Nothing in a DOCX that tells which clause it is.")] = False,
    front_matter: Annotated[
        bool, typer.Option("--front-matter", help="Title, parties, date and status above Markdown, as YAML.")
    ] = False,
    style: Annotated[
        str, typer.Option(metavar="HOUSE.docx", help="A house style: fonts, margins, headers, footers, logo, styles.")
    ] = "",
    title_page: Annotated[
        bool | None,
        typer.Option("--title-page/--no-title-page", help="A title page; without either, before a treaty in parts."),
    ] = None,
    contents: Annotated[bool, typer.Option("--contents", help="The parts and articles, listed in front.")] = False,
    paper: Annotated[str, typer.Option(metavar="PAPER", help="a4 or letter; else the house style's own, or a4.")] = "",
    lines: Annotated[bool, typer.Option("--lines", help="Number the lines, for a negotiation.")] = False,
    watermark: Annotated[str, typer.Option(metavar="WORDS", help="Words behind every page, such as DRAFT.")] = "",
    with_holes: Annotated[
        bool, typer.Option(help="Write it even if something is missing; the place is marked.")
    ] = False,
    force: Annotated[bool, typer.Option(help="Overwrite the file if it is there.")] = False,
) -> None:
    """Write the instrument of a draft to a file."""
    from treatydraft import PAPERS, Options
    from treatydraft.cli.copies import copies, noted
    from treatydraft.cli.drafts import composed, one_of, open_draft, open_library, tell_notes
    from treatydraft.cli.output import Output
    from treatydraft.cli.style import read_style

    one_of("--notes", notes, ("none", "comments", "footnotes"))
    if paper:
        one_of("--paper", paper, tuple(PAPERS))
    house = read_style(style, ctx.obj) if style else None
    written = Output.named(output, to, force=force, copies=alternat == "all")
    library = open_library(ctx.obj)
    opened = open_draft(draft, library)
    selection, instrument = composed(opened, library, holes=with_holes)
    tell_notes(opened, library, ctx.obj)
    instrument = noted(instrument, opened, library, selection, library_notes=notes != "none", findings=findings)
    if alternat and len(instrument.parties) > 2 and not ctx.obj.quiet:
        typer.echo("note: among more than two parties one order and one original are the custom", err=True)
    options = Options(
        notes="comments" if findings and notes == "none" else notes,
        clean=clean,
        contents=contents,
        title_page=title_page,
        paper=paper,
        lines=lines,
        watermark=watermark,
        style=house,
        front_matter=front_matter,
    )
    for one, copy in copies(instrument, written, alternat, opened, library, selection):
        one.write(copy, library.language(opened.language), options)
        if one.name != "-" and not ctx.obj.quiet:
            typer.echo(f"wrote {Path(one.name)}", err=True)
