"""`treatydraft brief`: what the instrument of a draft does, computed, page by page."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer()


@app.command(epilog="Example: treatydraft brief guarantee.yaml --page crisis --for PL --within 72h")
def brief(
    ctx: typer.Context,
    draft: Annotated[str, typer.Argument(metavar="DRAFT.yaml", help="The draft, or - for stdin.")],
    page: Annotated[list[str], typer.Option(metavar="PAGE", help="This page only (repeat, or a,b).")] = [],  # noqa: B006
    on: Annotated[str, typer.Option(metavar="ACT|EVENT", help="What follows this act or event (page crisis).")] = "",
    party: Annotated[str, typer.Option("--for", metavar="PARTY", help="What concerns this party.")] = "",
    within: Annotated[str, typer.Option(metavar="72h", help="What is due within this time (page crisis).")] = "",
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text or json.")] = "text",
    output: Annotated[
        list[str],
        typer.Option("-o", "--output", metavar="FILE", help="Write it to this file instead (repeat)."),
    ] = [],  # noqa: B006
    force: Annotated[bool, typer.Option(help="Overwrite the files if they are there.")] = False,
) -> None:
    """Say what the instrument of a draft does: who must do what by when, and what happens if nobody decides.

    Without --page, the page crisis and a line for each of the others; as JSON and in a file, all of them.
    """
    from treatydraft.brief.brief import PAGES
    from treatydraft.cli.brief.lines import report_lines
    from treatydraft.cli.brief.options import read_scope
    from treatydraft.cli.display import Screen
    from treatydraft.cli.drafts import one_of, open_assembly, open_library, tell_advisories
    from treatydraft.cli.envelope import print_envelope
    from treatydraft.cli.output import Output
    from treatydraft.cli.streams import print_note
    from treatydraft.errors import TreatydraftError
    from treatydraft.writers.brief import BRIEF_WRITERS, write_brief

    one_of("--format", format, ("text", "json"))
    asked = {one_of("--page", name.strip(), PAGES) for text in page for name in text.split(",") if name.strip()}
    pages = tuple(name for name in PAGES if name in asked)
    outputs = [Output.named(name, draft, None, writers=BRIEF_WRITERS, force=force) for name in output]
    library = open_library(ctx.obj)
    try:
        assembly = open_assembly(draft, library)
        report = assembly.report(read_scope(assembly.facts, on=on, party=party, within=within))
        if format == "json":
            data = report.data(pages or PAGES)
    except TreatydraftError as wrong:
        if format == "json":
            print_envelope("brief", [], wrong.problems)
        raise
    tell_advisories(assembly, ctx.obj)
    for target in outputs:
        target.write(write_brief(report, assembly.instrument, target.format, pages or PAGES))
        if target.name != "-" and not ctx.obj.quiet:
            print_note(f"wrote {target.name}")
    if format == "json":
        print_envelope("brief", [data])
    if outputs or format == "json":
        return
    screen = Screen.of(ctx.obj)
    for line in report_lines(report, pages or PAGES[:1], () if pages else PAGES[1:]):
        screen.print(line)
