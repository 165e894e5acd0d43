"""A brief as a whole: what it is of, and its pages, as lines for the terminal and as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from treatydraft.assembly import Assembly
from treatydraft.brief.brief import PAGES, Brief
from treatydraft.brief.data import procedure_data
from treatydraft.cli.brief.crisis import crisis_lines
from treatydraft.cli.brief.scope import Scope
from treatydraft.cli.display import ScreenLine, folded
from treatydraft.errors import Problem

VERSION = 2
"""The version of the envelope in which data is given."""

NOTE = "computed from the records of the clauses; the words of the text prevail"


def envelope(results: Sequence[object], problems: Iterable[Problem] = ()) -> Mapping[str, object]:
    """The results of the command, and what was wrong."""
    told = [problem.to_data() for problem in problems]
    return {"version": VERSION, "command": "brief", "results": list(results), "problems": told}


def brief_data(assembly: Assembly, pages: Sequence[str], scope: Scope) -> Mapping[str, object]:
    """These pages of the brief of a draft. DraftError, LibraryError where it cannot be computed."""
    about = assembly.library.about
    return {
        "draft": assembly.draft.name,
        "revision": assembly.draft.revision,
        "library": {"name": about.name, "version": about.version},
        "note": NOTE,
        "on": scope.start or None,
        "for": scope.party or None,
        "within": scope.within,
        "pages": {page: _DATA[page](assembly.brief, scope) for page in pages},
    }


def brief_lines(assembly: Assembly, pages: Sequence[str], scope: Scope) -> Iterator[ScreenLine]:
    """These pages for the terminal; without any, the first, and a line for each of the others."""
    draft, about, brief = assembly.draft, assembly.library.about, assembly.brief
    of = f"Brief of {draft.name}, revision {draft.revision}, over {about.name} {about.version}"
    yield from map(ScreenLine, folded(f"{of}: {NOTE}."))
    yield ScreenLine("")
    for page in pages or PAGES[:1]:
        yield from _LINES[page](brief, scope)
    if not pages:
        yield from ()


def _crisis(brief: Brief, scope: Scope) -> Iterator[ScreenLine]:
    return crisis_lines(brief, scope.procedures(brief))


def _crisis_data(brief: Brief, scope: Scope) -> object:
    return [procedure_data(one, brief.wording) for one in scope.procedures(brief)]


_LINES = {"crisis": _crisis}
_DATA = {"crisis": _crisis_data}
