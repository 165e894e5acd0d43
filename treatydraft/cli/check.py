"""`treatydraft check`: what is wrong with the instruments of drafts."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer()


@app.command(epilog="Example: treatydraft check guarantee.yaml --strict")
def check(
    ctx: typer.Context,
    drafts: Annotated[list[str], typer.Argument(metavar="DRAFT.yaml...", help="The drafts, or - for stdin.")],
    select: Annotated[list[str], typer.Option(metavar="RULE", help="These rules only (repeat, or a,b).")] = [],  # noqa: B006
    ignore: Annotated[list[str], typer.Option(metavar="RULE", help="Not these rules.")] = [],  # noqa: B006
    strict: Annotated[bool, typer.Option("--strict", help="Let a warning fail too.")] = False,
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text, json, sarif or github.")] = "text",
) -> None:
    """Find what is wrong with the instrument of a draft. Exit code 1 for a finding of severity error."""
    from treatydraft import DraftError, Finding, compose, fill
    from treatydraft import check as find
    from treatydraft import select as choose
    from treatydraft.cli.drafts import one_of, open_draft, open_library, tell_notes
    from treatydraft.cli.reports import REPORTS
    from treatydraft.cli.streams import print_data, print_words

    one_of("--format", format, tuple(REPORTS))
    library = open_library(ctx.obj)
    found: list[tuple[str, tuple[Finding, ...]]] = []
    for name in drafts:
        draft = open_draft(name, library)
        selection = choose(draft, library)
        if selection.conflicts:
            raise DraftError(selection.conflicts)
        tell_notes(draft, library, ctx.obj)
        instrument = compose(draft, library, selection)
        findings = find(
            instrument,
            fill(draft, library, selection),
            select=_listed(select),
            ignore=_listed(ignore),
            accept=draft.accepted,
        )
        found.append((name, findings))
    report = REPORTS[format](found)
    if format in ("json", "sarif"):
        print_data(report)
    else:
        print_words(report, end="")
    severities = {finding.severity for _, findings in found for finding in findings}
    if "error" in severities or (strict and "warning" in severities):
        raise typer.Exit(1)


def _listed(rules: list[str]) -> list[str]:
    return [name.strip() for text in rules for name in text.split(",") if name.strip()]
