"""`treatydraft schema`: the shape of a file, for an editor that completes and checks."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer()


@app.command(epilog="Example: treatydraft schema draft > draft.schema.json")
def schema(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(metavar="draft|clause|page|outline|rows", help="The kind of file.")],
) -> None:
    """Print the JSON Schema of a draft, a clause, the front matter of its page, an outline, or the rows of a batch."""
    from treatydraft.cli.drafts import one_of, open_library
    from treatydraft.cli.streams import as_json, print_data
    from treatydraft.drafting.json_schema import DESCRIBED, describe

    one_of("WHAT", what, DESCRIBED)
    print_data(as_json(describe(what, open_library(ctx.obj))))
