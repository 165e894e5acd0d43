"""How a draft begins: from an outline, the answers handed in, and what is then still missing."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence

from treatydraft import (
    Draft,
    DraftError,
    Library,
    Problem,
    UsageError,
    change_draft,
    nearest,
    new_draft,
    parse_draft,
    parse_yaml,
    read_stdin,
    read_text,
    unanswered,
    without_notes,
)
from treatydraft.cli import harmless
from treatydraft.cli.drafts import composed
from treatydraft.cli.output import Output


def started(name: str, outline: str, given: list[str], library: Library) -> str:
    """The text of a draft: the one that is there or a new one over `outline`, with the answers of `given` in it."""
    if os.path.lexists(name):
        text = read_text(name, DraftError)
        if outline:
            text = change_draft(text, [f"outline={outline}"], library)
    else:
        outlines = library.outline_names
        if not outline:
            what = f"{name} needs an outline"
            raise DraftError(Problem("outline", what, f"add --outline NAME; there are {', '.join(outlines)}"))
        if outline not in outlines:
            near = nearest(outline, outlines)
            hint = f"did you mean '{near}'?" if near else f"there are {', '.join(outlines)}"
            raise UsageError(Problem("--outline", f"there is no outline '{outline}'", hint))
        text = new_draft(outline, library)
    return str(change_draft(text, given, library)) if given else text


def answers_from(name: str, library: Library) -> list[str]:
    """The ``KEY=VALUE`` in a YAML or JSON file of answers, or on stdin for ``-``."""
    if not name:
        return []
    text = read_stdin(DraftError) if name == "-" else read_text(name, DraftError)
    source = parse_yaml(text, "stdin" if name == "-" else name, DraftError)
    if not isinstance(source.data, Mapping):
        raise DraftError(Problem(name, "this is no mapping of answers", "write KEY: VALUE, one a line"))
    return list(_assignments(source.data))


def _assignments(data: Mapping[str, object]) -> Iterator[str]:
    for key, value in data.items():
        if isinstance(value, Mapping) and set(value) == {"open"} and isinstance(value["open"], list):
            yield f"{key}=open:{'|'.join(map(_plain, value['open']))}"
        else:
            yield f"{key}={_plain(value)}"


def _plain(value: object) -> str:
    if value is None:
        return ""
    return ",".join(map(_plain, value)) if isinstance(value, list) else str(value)


def missing(draft: Draft, library: Library) -> None:
    """Refuse a draft that leaves questions open, naming each and how to answer it; nobody is there to be asked."""
    found = [
        Problem(
            question.key,
            f"not answered: {question.ask}",
            f"--set {question.key}=..., or --defaults for {_said(question.default)}",
        )
        for question in unanswered(draft, library)
    ]
    if found:
        raise DraftError(found)


def _said(default: object) -> str:
    return "nothing" if default is None else f"'{_plain(default)}'"


def on_terminal() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def finish(text: str, draft: str, library: Library, outputs: Sequence[Output], *, quiet: bool) -> None:
    """Write the outputs of a draft that has been written, and say what was."""
    if outputs:
        opened = parse_draft(text, draft, library)
        _, instrument = composed(opened, library, holes=False)
        bare = without_notes(instrument)
        for one in outputs:
            one.write(bare, library.language(opened.language))
    if not quiet:
        for name in (draft, *(one.name for one in outputs if one.name != "-")):
            print(harmless(f"wrote {name}"), file=sys.stderr)
