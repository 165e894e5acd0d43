"""`treatydraft batch`: many drafts from rows of answers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from treatydraft.cli.look import AS_IT_COMES, Look, with_look

app = typer.Typer()

FEW = 5
"""How many files of an earlier run are named."""


@app.command(
    epilog="Example: treatydraft batch rows.csv -o drafts --outline coalition-treaty --to docx,md. A column is a KEY "
    "as in 'set'; an empty cell takes the default. Run it again and only what is missing or changed is made."
)
@with_look
def batch(
    ctx: typer.Context,
    rows: Annotated[str, typer.Argument(metavar="ROWS", help="ROWS.csv, ROWS.jsonl, GRID.yaml, or - for stdin.")],
    output: Annotated[str, typer.Option("-o", "--output", metavar="DIR", help="The folder the files go into.")],
    outline: Annotated[str, typer.Option(metavar="NAME", help="The outline under rows that name none.")] = "",
    to: Annotated[str, typer.Option(metavar="FORMATS", help="The formats, such as docx,md.")] = "docx",
    name: Annotated[str, typer.Option(metavar="PATTERN", help="How files are named, such as {row}-{guarantors}.")] = "",
    check: Annotated[
        bool, typer.Option("--check", help="Check every draft; the manifest counts the findings.")
    ] = False,
    look: Look = AS_IT_COMES,
    pack: Annotated[str, typer.Option(metavar="zip", help="Put the files of 100 rows into one archive.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be made, and write nothing.")] = False,
    jobs: Annotated[int, typer.Option(metavar="N", help="Processes; 0 is one a core.")] = 0,
    engine: Annotated[
        str, typer.Option(metavar="ENGINE", help="local, dask:ADDRESS, ray:ADDRESS, MODULE:FACTORY.")
    ] = "local",
    with_holes: Annotated[bool, typer.Option(help="Make drafts in which something is missing; it is marked.")] = False,
    force: Annotated[bool, typer.Option(help="Overwrite files that no batch has made.")] = False,
) -> None:
    """Make a draft of every row. A wrong row is named and stops nothing; exit code 1 says that there was one."""
    from treatydraft.batch import run_batch
    from treatydraft.cli.streams import print_note, print_words

    options = look.options(ctx.obj)
    with _interruptible(), _progress(quiet=ctx.obj.quiet, plain=ctx.obj.plain) as progress:
        summary = run_batch(
            rows,
            output,
            library_folders=ctx.obj.folders,
            outline=outline,
            formats=[name.strip() for name in to.split(",") if name.strip()],
            options=options,
            library_notes=look.library_notes,
            findings=look.findings,
            name=name,
            check=check,
            jobs=jobs,
            engine=engine,
            pack=pack or None,
            with_holes=with_holes,
            force=force,
            dry_run=dry_run,
            progress=progress,
        )
    for problem in summary.failures:
        print_note(str(problem))
    more = summary.failed - len(summary.failures)
    if more > 0:
        print_note(f"and {more} more; the manifest has them all")
    for note in summary.notes:
        print_note(f"note: {note}")
    for left in summary.left[:FEW]:
        print_note(f"note: {left} is from an earlier run and in no row now")
    if len(summary.left) > FEW:
        print_note(f"note: {len(summary.left) - FEW} more are from an earlier run and in no row now")
    verb = "would be made" if dry_run else "made"
    print_words(f"{summary.made} {verb}, {summary.unchanged} unchanged, {summary.failed} failed")
    if summary.failed:
        raise typer.Exit(1)


@contextmanager
def _interruptible() -> Iterator[None]:
    """A run that Ctrl-C ends says how far it came."""
    from treatydraft.cli.streams import print_note

    try:
        yield
    except KeyboardInterrupt as stop:
        how_far = getattr(stop, "__notes__", ["run it again to go on"])
        print_note(f"interrupted: {how_far[-1]}")
        raise typer.Exit(130) from stop


@contextmanager
def _progress(*, quiet: bool, plain: bool) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on a terminal; nothing where nobody watches, or where it would be read aloud."""
    if quiet or plain or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    with Progress(BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=Console(stderr=True)) as bar:
        task = bar.add_task("drafts", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total or None)
