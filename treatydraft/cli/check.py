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
    """Find what is wrong with the instruments of drafts.

    Exit code 3 if one of the drafts has no instrument that could be checked, else 1 for a finding of severity error.
    """
    from treatydraft.checks import Finding
    from treatydraft.cli.drafts import one_of, open_assembly, open_library, tell_advisories
    from treatydraft.cli.reports import REPORTS
    from treatydraft.cli.streams import print_data, print_words
    from treatydraft.errors import DraftError, Problem

    one_of("--format", format, tuple(REPORTS))
    library = open_library(ctx.obj)
    checked: list[tuple[str, tuple[Finding, ...]]] = []
    unread: list[tuple[str, Problem]] = []
    for name in drafts:
        try:
            assembly = open_assembly(name, library)
            findings = assembly.findings(select=_listed(select), ignore=_listed(ignore))
        except DraftError as wrong:
            unread.extend((name, problem) for problem in wrong.problems)
            continue
        tell_advisories(assembly, ctx.obj)
        checked.append((name, findings))
    report = REPORTS[format](checked, unread)
    if format in ("json", "sarif"):
        print_data(report)
    else:
        print_words(report, end="")
    if unread:
        raise DraftError(problem for _, problem in unread)
    severities = {finding.severity for _, findings in checked for finding in findings}
    if "error" in severities or (strict and "warning" in severities):
        raise typer.Exit(1)


def _listed(rules: list[str]) -> list[str]:
    return [name.strip() for text in rules for name in text.split(",") if name.strip()]
