"""`treatydraft explain`: the manual page of a rule."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer()


@app.command(epilog="Example: treatydraft explain dangling-reference")
def explain(
    rule: Annotated[str, typer.Argument(metavar="[RULE]", help="The rule; without one, all are listed.")] = "",
) -> None:
    """Say what a rule checks, why it matters, and how to put a finding right."""
    from treatydraft.checks import RULES
    from treatydraft.checks import explain as page
    from treatydraft.cli.display import columns
    from treatydraft.cli.drafts import one_of
    from treatydraft.cli.streams import print_words

    if rule:
        print_words(page(one_of("RULE", rule, tuple(RULES))))
        return
    for line in columns([[name, page(name).split("\n")[0]] for name in RULES]):
        print_words(line)
