"""How a draft begins: under which name, from which outline, with which answers, and what is then still missing."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from treatydraft.assembly import Assembly
from treatydraft.cli.display import answer_words
from treatydraft.cli.output import Output
from treatydraft.cli.prompts.journal import beside
from treatydraft.cli.streams import print_note
from treatydraft.drafting.change import change_draft, new_draft
from treatydraft.drafting.draft import parse_draft
from treatydraft.errors import DraftError, Location, Problem, UsageError, WriteError, unknown
from treatydraft.files import check_writable, parse_yaml, read_stdin, read_text
from treatydraft.library.loading import Library
from treatydraft.writers import WRITERS

FEW = 10
"""How many questions without an answer are told by their keys."""


def refuse_other_files(name: str) -> None:
    """Refuse a name that is not that of a draft: what stands in it would not be what its ending promises."""
    path = Path(name)
    if path.suffix.casefold() in (".yaml", ".yml"):
        return
    draft = path.with_suffix(".yaml") if path.stem.strip("-") else "draft.yaml"
    written = path.suffix.casefold() in [ending for ending, _ in WRITERS.values()]
    more = f"; to write the instrument add -o {name}" if written else ""
    raise UsageError(Problem("unfit-output", Location(name), "a draft is a YAML file", f"name it {draft}{more}"))


def refuse_finished(name: str, *, unfinished: bool, replace: bool) -> None:
    """Refuse to begin where a draft is that nobody left unfinished, or, to `replace` it, where somebody did."""
    if unfinished and replace:
        hint = f"'treatydraft new {name}' goes on with it; finish it first, or begin under another name"
        raise WriteError(
            Problem(
                "interview-unfinished",
                Location(name),
                "the interview on it is not finished, and its answers would be lost",
                hint,
            )
        )
    if os.path.lexists(name) and not unfinished and not replace:
        hint = (
            f"'treatydraft edit {name}' changes it by dialogue, 'treatydraft set {name} KEY=VALUE' without; "
            f"--replace starts anew and keeps it as {name}.bak"
        )
        raise WriteError(Problem("file-exists", Location(name), "the draft is there already", hint))


def outline_of(outline: str, given: Sequence[str]) -> tuple[str, list[str]]:
    """The outline of `--outline`, or else of the answers, and the answers without theirs."""
    named = [
        assignment.partition("=")[2].strip()
        for assignment in given
        if assignment.partition("=")[0].strip() == "outline"
    ]
    rest = [assignment for assignment in given if assignment.partition("=")[0].strip() != "outline"]
    return outline or (named[-1] if named else ""), rest


def begin_draft(outline: str, given: Sequence[str], library: Library) -> str:
    """The text of a new draft over `outline`, with the answers of `given` in it."""
    outlines = library.outline_names
    if not outline:
        what = "a draft begins from an outline, and none is named"
        raise DraftError(
            Problem(
                "missing-outline", Location(key="outline"), what, f"add --outline NAME; there are {', '.join(outlines)}"
            )
        )
    if outline not in outlines:
        raise UsageError(unknown("unknown-outline", Location(key="--outline"), "outline", outline, outlines))
    text = new_draft(outline, library)
    return change_draft(text, given, library) if given else text


def continue_draft(text: str, name: str, outline: str, given: Sequence[str], library: Library) -> str:
    """The `text` of a draft whose interview is not finished, with the answers of `given` in it."""
    present = parse_draft(text, name, library).outline
    if outline not in ("", present):
        hint = "leave --outline away to go on with it, or begin under another name"
        raise UsageError(
            Problem(
                "interview-unfinished",
                Location(key="--outline"),
                f"the interview that was left has the outline {present}",
                hint,
            )
        )
    return change_draft(text, given, library, name=name) if given else text


def refuse_wrong(name: str, given: Sequence[str], library: Library) -> None:
    """Refuse answers that are wrong whichever outline will be chosen. DraftError says what is wrong with them."""
    wrong = None
    for outline in library.outline_names:
        try:
            text = begin_draft(outline, given, library)
            Assembly(parse_draft(text, name, library, ""), library).read_answers()
            return
        except DraftError as error:
            wrong = wrong or error
    if wrong is not None:
        raise wrong


class Replacement:
    """A draft that makes way for a new one of its name: it is kept as ``DRAFT.bak``, and comes back if none comes.

    No copy that is there is overwritten: WriteError.
    """

    def __init__(self, draft: str) -> None:
        self.draft, self.kept = Path(draft), Path(f"{draft}.bak")
        self.moved = False

    def move(self, *, quiet: bool = False) -> None:
        """Move the draft out of the way, if one is there, and unless `quiet` say where to."""
        if not os.path.lexists(self.draft):
            return
        if os.path.lexists(self.kept):
            hint = "rename it or remove it first; what it holds is not overwritten"
            raise WriteError(Problem("file-exists", Location(str(self.kept)), "an earlier draft is kept there", hint))
        check_writable(self.kept)
        self.draft.rename(self.kept)
        self.moved = True
        if not quiet:
            print_note(f"kept {self.draft} as {self.kept}")

    def __enter__(self) -> Replacement:
        return self

    def __exit__(self, *failure: object) -> None:
        if self.moved and not os.path.lexists(self.draft) and not os.path.lexists(beside(self.draft)):
            self.kept.rename(self.draft)
            print_note(f"{self.draft} is there again as it was")


def answers_from(name: str, library: Library) -> list[str]:
    """The ``KEY=VALUE`` in a YAML or JSON file of answers, or on stdin for ``-``."""
    if not name:
        return []
    text = read_stdin(DraftError) if name == "-" else read_text(name, DraftError)
    source = parse_yaml(text, "stdin" if name == "-" else name, DraftError)
    if not isinstance(source.data, Mapping):
        raise DraftError(
            Problem("wrong-shape", Location(name), "this is no mapping of answers", "write KEY: VALUE, one a line")
        )
    unfit = [key for key, value in source.data.items() if not _assignable(value)]
    if unfit:
        hint = "rows of a table are given by dialogue ('treatydraft edit'), or written into the draft by hand"
        raise DraftError(
            Problem("wrong-shape", source.where((key,)), f"'{key}' is no answer in one line", hint) for key in unfit
        )
    return list(_assignments(source.data))


def _assignable(value: object) -> bool:
    """Whether a value can stand behind ``KEY=``: words, several words, or proposals left open."""
    if isinstance(value, Mapping):
        return set(value) == {"open"} and isinstance(value["open"], list) and _assignable(value["open"])
    if isinstance(value, list):
        return not any(
            isinstance(item, Mapping) for part in value for item in (part if isinstance(part, list) else [part])
        )
    return True


def _assignments(data: Mapping[str, object]) -> Iterator[str]:
    for key, value in data.items():
        if isinstance(value, Mapping):
            yield f"{key}=open:{'|'.join(map(_plain, value['open']))}"
        else:
            yield f"{key}={_plain(value)}"


def _plain(value: object) -> str:
    if value is None:
        return ""
    return ",".join(map(_plain, value)) if isinstance(value, list) else str(value)


def refuse_unanswered(assembly: Assembly) -> None:
    """Refuse a draft that leaves questions open, with how they can be answered; nobody is there to be asked.

    A few are told with their words and what `--defaults` would take, of many their keys, as far as one line has them.
    """
    unanswered = assembly.unanswered
    if len(unanswered) > FEW:
        named = ", ".join(question.key for question in unanswered[:FEW])
        what = f"{len(unanswered)} questions are not answered: {named}, and {len(unanswered) - FEW} more"
        hint = (
            "--defaults takes the defaults for all of them; else answer them with --set KEY=VALUE or --answers FILE; "
            "'treatydraft schema rows' has every key"
        )
        raise DraftError(Problem("missing-answer", Location(assembly.draft.name), what, hint))
    if unanswered:
        raise DraftError(
            Problem(
                "missing-answer",
                Location(key=question.key),
                f"not answered: {question.ask}",
                f"--set {question.key}=..., or --defaults for '{answer_words(question.default)}'",
            )
            for question in unanswered
        )


def on_terminal() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def finish(text: str, draft: str, library: Library, outputs: Sequence[Output], *, quiet: bool) -> None:
    """Write the outputs of a draft that has been written, and say what was."""
    if outputs:
        assembly = Assembly(parse_draft(text, draft, library), library)
        assembly.refuse_gaps()
        for output in outputs:
            output.write(assembly.write(output.format))
    if not quiet:
        for name in (draft, *(output.name for output in outputs if output.name != "-")):
            print_note(f"wrote {name}")
