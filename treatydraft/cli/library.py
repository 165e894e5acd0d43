"""`treatydraft library`: what there is to draft with."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from treatydraft.cli.streams import as_json, print_data, print_note, print_words

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help="text or json.")]


@app.callback()
def library() -> None:
    """List, show and check the clauses of the library."""


@app.command("list", epilog="Example: treatydraft library list --topic triggers")
def list_clauses(
    ctx: typer.Context,
    topic: Annotated[str, typer.Option(metavar="TOPIC", help="The clauses of this topic only.")] = "",
    format: Format = "text",
) -> None:
    """List the clauses by topic, with their variants and strengths."""
    from treatydraft.cli.drafts import one_of, open_library
    from treatydraft.cli.pages import clause_data, clause_list

    one_of("--format", format, ("text", "json"))
    opened = open_library(ctx.obj)
    if topic:
        one_of("--topic", topic, opened.topics)
    clauses = [opened.clause(id) for id in opened.clause_ids if topic in ("", id.partition("/")[0])]
    if format == "json":
        print_data(as_json({"version": 1, "clauses": [clause_data(clause) for clause in clauses]}))
        return
    for line in clause_list(clauses, opened.topic_titles):
        print_words(line)


@app.command(epilog="Example: treatydraft library show collective-defense/response")
def show(
    ctx: typer.Context,
    clause: Annotated[str, typer.Argument(metavar="CLAUSE", help="A clause, such as triggers/determination.")],
    register: Annotated[str, typer.Option(metavar="REGISTER", help="Show the text in this register only.")] = "",
    source: Annotated[bool, typer.Option("--source", help="The text as it is written, not as it reads.")] = False,
    format: Format = "text",
) -> None:
    """Show a clause's page: purpose, variants, questions, what it needs, and its text in each register."""
    from treatydraft.cli.drafts import one_of, open_library, present_clause
    from treatydraft.cli.pages import clause_data, clause_page

    one_of("--format", format, ("text", "json"))
    opened = open_library(ctx.obj)
    if register:
        one_of("--register", register, tuple(opened.registers))
    shown = opened.clause(one_of("CLAUSE", present_clause(clause, opened, ctx.obj), opened.clause_ids))
    if format == "json":
        print_data(as_json({"version": 1, **clause_data(shown)}))
        return
    for line in clause_page(shown, opened, [register] if register else tuple(opened.registers), source=source):
        print_words(line)


@app.command(epilog="Example: treatydraft library search Rio Treaty")
def search(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="Words, an instrument, or a family (CF47).")],
    format: Format = "text",
) -> None:
    """Find clauses by the words in them, by an instrument they follow, or by the number of a family."""
    import sys

    from treatydraft.cli.display import folded
    from treatydraft.cli.drafts import one_of, open_library
    from treatydraft.library.search import search as find

    one_of("--format", format, ("text", "json"))
    matches = find(open_library(ctx.obj), " ".join(words))
    if format == "json":
        data = [
            {"id": match.clause.id, "title": match.clause.title, "where": match.where, "sentence": match.sentence}
            for match in matches
        ]
        print_data(as_json({"version": 1, "clauses": data}))
        return
    for match in matches:
        line = f"{match.clause.id}  {match.where}: {match.sentence}"
        for part in folded(line) if sys.stdout.isatty() else [line]:
            print_words(part)
    if not matches:
        print_note("nothing found")


@app.command(epilog="Example: treatydraft library new liaison/officers mylibrary")
def new(
    ctx: typer.Context,
    clause: Annotated[str, typer.Argument(metavar="CLAUSE", help="Its topic and name, such as liaison/officers.")],
    folder: Annotated[str, typer.Argument(metavar="[DIR]", help="The library it goes into.")] = ".",
) -> None:
    """Begin a clause of your own: two files that already pass the check, to be filled in."""
    from pathlib import Path

    from treatydraft.cli.drafts import open_library
    from treatydraft.errors import Location, Problem, WriteError
    from treatydraft.files import make_folder, write_all
    from treatydraft.library.scaffold import scaffold

    files = {Path(folder) / name: text for name, text in scaffold(clause, open_library(ctx.obj)).items()}
    for path in files:
        if os.path.lexists(path):
            hint = "change it in an editor, or begin a clause of another name"
            raise WriteError(Problem("file-exists", Location(str(path)), "the file is there already", hint))
        make_folder(path.parent)
    write_all({path: text.encode() for path, text in files.items()})
    if not ctx.obj.quiet:
        for path in files:
            print_note(f"wrote {path}")


@app.command(epilog="Example: treatydraft --library mylibrary library check liaison/officers")
def check(
    ctx: typer.Context,
    names: Annotated[
        list[str],
        typer.Argument(metavar="[DIR] [CLAUSE]...", help="A library to check; clauses, to check them alone."),
    ] = [],  # noqa: B006
    language: Annotated[str, typer.Option(metavar="CODE", help="List what this language lacks, and no more.")] = "",
    accept_words: Annotated[
        bool, typer.Option("--accept-words", help="Write down in versions.yaml which clauses read otherwise now.")
    ] = False,
) -> None:
    """Check every file of the library, and that every clause composes; each mistake with its file and line.

    The first language must be complete. With --language, all that the language lacks is listed, and the exit code is 1.
    """
    from treatydraft.cli.drafts import one_of, present_clause, tell_notes
    from treatydraft.errors import LibraryError, Location, Problem, UsageError
    from treatydraft.files import write_whole
    from treatydraft.library.loading import load_library
    from treatydraft.library.versions import FILE, version_notes, written_down
    from treatydraft.library_test.languages import missing
    from treatydraft.library_test.renamed import old_names
    from treatydraft.library_test.renderings import library_mistakes

    clauses = [name for name in names if _is_clause(name)]
    if accept_words and (clauses or language):
        what = "the words are written down for a whole library, once nothing in it is wrong"
        hint = "leave the clauses and --language away"
        raise UsageError(Problem("wrong-option-value", Location(key="--accept-words"), what, hint))
    opened = load_library([*ctx.obj.folders, *(name for name in names if name not in clauses)])
    if language:
        one_of("--language", language, tuple(opened.about.languages))
        lacking = list(missing(opened, language))
        for problem in lacking:
            print_words(f"{problem.where}: {problem.what}")
        if lacking:
            raise typer.Exit(1)
        print_words(f"{language}: nothing missing")
        return
    present = dict.fromkeys(present_clause(name, opened, ctx.obj) for name in clauses)
    only = [one_of("CLAUSE", name, opened.clause_ids) for name in present]
    mistakes = list(library_mistakes(opened, only))
    if mistakes:
        raise LibraryError(mistakes)
    path = opened.folders[-1] / FILE
    if accept_words:
        write_whole(path, written_down(opened, path.parent).encode(), force=True)
    tell_notes((*old_names(opened, only), *(() if only else version_notes(opened))), ctx.obj)
    if only:
        print_words(f"{', '.join(only)}: nothing wrong")
        return
    print_words(f"{len(opened.clause_ids)} clauses and {len(opened.outline_names)} outlines: nothing wrong")
    for code in opened.about.languages[1:]:
        if lacking := list(missing(opened, code)):
            ways = f"'treatydraft library check --language {code}' lists what"
            print_note(f"note: the language {code} is not complete: {len(lacking)} missing; {ways}")
    if accept_words and not ctx.obj.quiet:
        print_note(f"wrote {path}")


def _is_clause(name: str) -> bool:
    """Whether a name is meant as that of a clause: it has the form of one, and is no folder that holds a library."""
    from treatydraft.library.folder import CLAUSE_ID

    library = os.path.isdir(name) and not os.path.exists(os.path.join(name, "clause.yaml"))
    return CLAUSE_ID.fullmatch(name) is not None and not library


@app.command()
def outlines(ctx: typer.Context, format: Format = "text") -> None:
    """List the outlines an instrument can start from."""
    from treatydraft.cli.display import columns
    from treatydraft.cli.drafts import one_of, open_library

    one_of("--format", format, ("text", "json"))
    opened = open_library(ctx.obj)
    outlines = [opened.outline(name) for name in opened.outline_names]
    if format == "json":
        data = [
            {"name": outline.name, "purpose": outline.purpose, "registers": outline.registers} for outline in outlines
        ]
        print_data(as_json({"version": 1, "outlines": data}))
        return
    for line in columns([[outline.name, ", ".join(outline.registers), outline.purpose] for outline in outlines]):
        print_words(line)


@app.command(epilog="Example: treatydraft library parties türk")
def parties(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="[WORDS]", help="Part of a name or a code.")] = [],  # noqa: B006
    format: Format = "text",
) -> None:
    """List the parties and groups that can be named, those of the library first, or find some by code or name."""
    from treatydraft.cli.display import columns
    from treatydraft.cli.drafts import one_of, open_library
    from treatydraft.errors import Location, Problem, UsageError
    from treatydraft.library.party import fold

    one_of("--format", format, ("text", "json"))
    known = open_library(ctx.obj).parties()
    wanted = " ".join(words)
    parties = known.find(wanted) if wanted.strip() else (*known.known.values(), *known.others())
    groups = {name: codes for name, codes in known.groups.items() if fold(name).startswith(fold(wanted.strip()))}
    if not (parties or groups):
        near = known.nearest(wanted)
        party = known.get(near or "")
        named = f"{near} ({party.short})" if party else near
        hint = (
            f"did you mean {named}?" if near else "'treatydraft library parties' lists all; any State has its ISO code"
        )
        raise UsageError(Problem("unknown-party", Location(key="WORDS"), f"no party has '{wanted}' in its name", hint))
    if format == "json":
        data = [
            {"code": party.code, "short": party.short, "formal": party.formal, "members": party.members}
            for party in parties
        ]
        print_data(as_json({"version": 1, "parties": data, "groups": groups}))
        return
    for line in columns([[party.code, party.short, party.formal] for party in parties]):
        print_words(line)
    for name, codes in groups.items():
        print_words(f"{name} ({len(codes)} parties): {', '.join(codes)}")
