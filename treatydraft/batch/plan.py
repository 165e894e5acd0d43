"""The plan of a row: its draft, the name of its files, and the key that tells whether it must be made again."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from treatydraft import __version__
from treatydraft.batch.journal import digest
from treatydraft.batch.rows import BatchRow, RowLocation
from treatydraft.drafting.change import change_draft, new_draft, present_answer
from treatydraft.drafting.draft import SETTINGS, Draft, mistakes, path_of, renumbered
from treatydraft.errors import DraftError, LibraryError, Location, Problem, ReadError, UsageError
from treatydraft.files import MAX_BYTES, read_bytes
from treatydraft.library.folder import locate
from treatydraft.library.loading import Library
from treatydraft.library.overlay import MergedYaml
from treatydraft.value import TYPES
from treatydraft.writers.options import PLAIN, Options

NAME = "name"
"""The one column that is no key of a draft: what the files of the row are to be called."""

MAX_NAME = 80
_FIELD = re.compile(r"\{([^{}:]*)(?::0?([0-9]{1,2}))?\}")
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PlannedDraft:
    """A draft to be made: the row it comes from, the name of its files without ending, and its key."""

    row: BatchRow
    name: str
    draft: Draft
    key: str


def plan(row: BatchRow, name: str, base: Draft, library: Library, made_with: str) -> PlannedDraft:
    """The plan of a row over the draft `base`; `made_with` stands for everything else the files depend on.

    DraftError with everything in the row that the library does not know.
    """
    draft = draft_of(row, base)
    problems = tuple(mistakes(draft, library))
    if problems:
        raise DraftError(problems)
    return PlannedDraft(row, name, draft, content_key(draft, made_with))


# ------------------------------------------------------------------------------------------------ the draft


def present_row(row: BatchRow, library: Library, note: Callable[[Problem], None]) -> BatchRow:
    """The row under the present names of the library; `note` is given a note on each old one.

    A row that has an answer under both of two names carries the problem of it.
    """
    if not library.renamings:
        return row
    cells: dict[str, object] = {}
    lines: dict[str, int] = {}
    first: dict[str, str] = {}
    problems = list(row.problems)
    for column, value in row.cells.items():
        key, answer, renamings = (column, value, ()) if column == NAME else present_answer(column, value, library)
        for renaming in renamings:
            text = f"{row.file}, {column}" if row.file else column
            note(library.renamings.note(RowLocation(row.file, key=column, text=text), renaming))
        if (other := first.setdefault(key, column)) != column:
            old = column if key != column else other
            what = f"{old} is now called {key}, which the row has too"
            problems.append(Problem("repeated-name", row.where(old), what, "leave one of the two empty"))
        cells[key] = answer
        if column in row.lines:
            lines[key] = row.lines[column]
    return replace(row, cells=cells, lines=lines, problems=tuple(problems))


def draft_of(row: BatchRow, base: Draft) -> Draft:
    """The draft of a row: `base` with the row's answers in it, each with its place. DraftError for a wrong shape.

    It is put together as data: changing the text of a draft key by key takes longer than composing it.
    """
    head: dict[str, Any] = {}
    answers: dict[str, object] = dict(base.answers)
    clauses: dict[str, Mapping[str, object] | Literal[False]] = dict(base.clauses)
    whole: dict[str, bool] = {}
    numbering: dict[str, object] = {}
    places = dict(base.places.places)
    problems = []
    for column, value in row.cells.items():
        if column == NAME:
            continue
        path = path_of(column)
        places[path] = row.where(column)
        if path[0] == "answers":
            answers[path[1]] = value
            continue
        named = path[-1] in SETTINGS or path[0] != "clauses"
        if (named or len(path) == 2) and not isinstance(value, str):
            problems.append(Problem("wrong-shape", row.where(column), "this is no text", "write one word or sentence"))
        elif path[0] == "numbering":
            numbering[path[1]] = value
        elif path[0] != "clauses":
            head[column] = TYPES["date"].canonical(value) if column == "date" else value
        elif len(path) == 3:
            clauses[path[1]] = {**(clauses.get(path[1]) or {}), path[2]: value}
        elif str(value).casefold() in ("true", "yes", "false", "no"):
            whole[path[1]] = str(value).casefold() in ("true", "yes")
        else:
            hint = "write false to leave the clause out, true to put it in"
            problems.append(Problem("wrong-value", row.where(column), f"'{value}' is neither true nor false", hint))
    if "revision" in head:
        if re.fullmatch(r"[1-9][0-9]{0,3}", head["revision"]):
            head["revision"] = int(head["revision"])
        else:
            problems.append(
                Problem("wrong-value", row.where("revision"), f"'{head['revision']}' is no revision", "write 1 to 9999")
            )
    if numbering:
        head["numbering"], wrong = renumbered(base.numbering, numbering)
        for key, what in wrong.items():
            problems.append(
                Problem("wrong-value", row.where(key), f"{key} {what}", "leave the cell empty, or write one of these")
            )
    if problems:
        raise DraftError(problems)
    for clause, included in whole.items():  # what the row says of a clause it leaves out has no effect
        clauses[clause] = (clauses.get(clause) or {}) if included else False
    return replace(base, name="", answers=answers, clauses=clauses, places=MergedYaml(base.places.data, places), **head)


def check_columns(columns: Iterable[str], file: str, library: Library, base: Draft) -> None:
    """Refuse columns that are no keys of a draft, all of them together. ReadError."""
    try:
        _known(columns, library, base)
    except DraftError as wrong:
        raise ReadError(
            replace(problem, where=RowLocation(file, key=problem.where.key, text=f"{file}, column {problem.where.key}"))
            for problem in wrong.problems
        ) from None


def _known(keys: Iterable[str], library: Library, base: Draft) -> None:
    language = base.language if base.language in library.about.languages else library.about.languages[0]
    change_draft(new_draft("any", library), [f"{key}=" for key in keys if key != NAME], library, language)


def content_key(draft: Draft, made_with: str) -> str:
    """What a draft's files depend on, as one number: the draft's data and all that `made_with` stands for."""
    data = [
        made_with,
        [draft.outline, draft.register, draft.language, draft.date, draft.revision, draft.title],
        draft.numbering.model_dump(),
        dict(sorted(draft.answers.items())),
        draft.clauses,  # in the draft's order, which is the order in which they are put in
        draft.parties,
        [[acceptance.rule, acceptance.at, acceptance.reason] for acceptance in draft.accept],
    ]
    return hashlib.sha256(json.dumps(data, ensure_ascii=False).encode()).hexdigest()


def made_with(library: Library, *settings: str) -> str:
    """All that files depend on besides their draft: the program, every file of the library, and the settings."""
    digest = hashlib.sha256("\0".join([__version__, *settings]).encode())
    names = tuple(_names(library))
    for folder in library.folders:
        for name in names:
            with suppress(LibraryError):  # who uses it is told; a link that leads out of a library is not followed
                if path := locate(folder, name):
                    content = read_bytes(path, LibraryError, MAX_BYTES)
                    digest.update(f"\0{name}\0{hashlib.sha256(content).hexdigest()}".encode())
    return digest.hexdigest()


def _names(library: Library) -> Iterator[str]:
    """The files the program reads of a library; what else lies in its folders makes no difference."""
    languages = library.about.languages
    yield from ("library.yaml", "questions.yaml", "parties.yaml", "keys.yaml", "families.yaml")
    yield from (f"languages/{code}.yaml" for code in languages)
    yield from (f"outlines/{name}.yaml" for name in library.outline_names)
    for id in library.clause_ids:
        yield from (f"{id}/{name}" for name in ("clause.yaml", *(f"{code}.md" for code in languages)))


def looks(options: Options, library_notes: bool, findings: bool) -> Iterator[str]:
    """How files look, as settings they are made with: what is otherwise than plain, a house style by its digest."""
    for field in fields(options):
        value = getattr(options, field.name)
        if value != getattr(PLAIN, field.name):
            yield f"{field.name}={hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else value}"
    if library_notes:
        yield "library notes"
    if findings:
        yield "findings"


# ------------------------------------------------------------------------------------------------ names


class Names:
    """The names of a batch's files: made by a pattern, from letters that are safe everywhere, none of them twice.

    A pattern holds ``{row}``, ``{row:05}``, ``{name}`` (the column of that name), or any key of a draft:
    ``{row}-{guarantors}``. UsageError for one that holds anything else.
    """

    def __init__(self, pattern: str, base: Draft, library: Library) -> None:
        current = library.renamings.current
        self._pattern = _FIELD.sub(lambda match: match[0].replace(match[1], current(match[1])), pattern)
        self._base = base
        self._taken: set[int] = set()  # by digest: there may be a million
        self._last: dict[str, int] = {}  # the number that was added last to a name wanted more than once
        if not pattern:
            return
        fields = _FIELD.findall(pattern)
        if "{" in _FIELD.sub("", pattern) or "}" in _FIELD.sub("", pattern):
            what = f"'{pattern}' has a brace without its other"
            hint = "write a pattern such as {row}-{register}"
            raise UsageError(Problem("wrong-option-value", Location(key="--name"), what, hint))
        for key, width in fields:
            if width and key != "row":
                raise UsageError(
                    Problem(
                        "wrong-option-value",
                        Location(key="--name"),
                        f"'{key}' has a width",
                        "only {row:05} can have one",
                    )
                )
        try:
            _known([key for key, _ in fields if key != "row"], library, base)
        except DraftError as wrong:
            raise UsageError(replace(problem, where=Location(key="--name")) for problem in wrong.problems) from None

    def take(self, row: BatchRow) -> str:
        """The name of a row's files, without ending: the same for the same rows in the same order.

        Where it is taken, by whatever case, a number is added.
        """
        wanted = safe(self._filled(row)) or f"draft-{row.number:05}"
        name, number = wanted, self._last.get(wanted.casefold(), 1)
        while digest(name.casefold()) in self._taken:
            number += 1
            name = f"{wanted}-{number}"
        if number > 1:
            self._last[wanted.casefold()] = number
        self._taken.add(digest(name.casefold()))
        return name

    def _filled(self, row: BatchRow) -> str:
        if not self._pattern:
            return _words(row.cells.get(NAME, ""))
        return _FIELD.sub(lambda match: self._field(row, match[1], match[2]), self._pattern)

    def _field(self, row: BatchRow, key: str, width: str | None) -> str:
        if key == "row":
            return f"{row.number:0{int(width or 0)}}"
        value = row.cells.get(key)
        if value is None and key != NAME:
            path = path_of(key)
            if path[0] == "numbering":
                value = getattr(self._base.numbering, path[1])
            else:
                value = getattr(self._base, key) if len(path) == 1 else self._base.given(key)
        return _words(value) or "default"


def _words(value: object) -> str:
    """A cell as a part of a name."""
    if isinstance(value, Mapping):
        return "-".join(map(_words, value.values()))
    if isinstance(value, list | tuple):
        return "-".join(map(_words, value))
    return "" if value is None else str(value)


def safe(text: str) -> str:
    """`text` as the name of a file, on any system: ASCII letters, digits, ``.``, ``_`` and ``-``, at most 80 of them.

    Accents go, what has no such letter becomes ``-``; empty where nothing is left.
    """
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    name = re.sub(r"-{2,}", "-", re.sub(r"[^A-Za-z0-9._-]|\.{2,}", "-", plain)).strip("-._")[:MAX_NAME].rstrip("-._")
    return f"draft-{name}" if _RESERVED.fullmatch(name) else name
