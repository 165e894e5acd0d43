"""A brief as a whole: what it is of, and its pages, as lines for the terminal and as data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from treatydraft.assembly import Assembly
from treatydraft.brief.brief import PAGES, Brief
from treatydraft.brief.data import assessment_data, matrix_data, procedure_data, unsaid_data, votes_data
from treatydraft.brief.matrix import Matrix
from treatydraft.brief.unsaid import Unsaid
from treatydraft.brief.voting import Ballot
from treatydraft.cli.brief.crisis import crisis_lines
from treatydraft.cli.brief.matrix import matrix_lines, matrix_summary
from treatydraft.cli.brief.money import money_lines, money_summary
from treatydraft.cli.brief.scope import Scope
from treatydraft.cli.brief.unsaid import unsaid_lines, unsaid_summary
from treatydraft.cli.brief.votes import votes_lines, votes_summary
from treatydraft.cli.display import ScreenLine, columns, folded
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
        "pages": {page: _VIEWS[page].data(assembly.brief, scope) for page in pages},
    }


def brief_lines(assembly: Assembly, pages: Sequence[str], scope: Scope) -> Iterator[ScreenLine]:
    """These pages for the terminal; without any, the first, and a line for each of the others."""
    draft, about, brief = assembly.draft, assembly.library.about, assembly.brief
    of = f"Brief of {draft.name}, revision {draft.revision}, over {about.name} {about.version}"
    yield from map(ScreenLine, folded(f"{of}: {NOTE}."))
    yield ScreenLine("")
    for page in pages or PAGES[:1]:
        yield from _VIEWS[page].lines(brief, scope)
    if not pages:
        yield ScreenLine("Further pages (--page)", weight="strong")
        rows = [[page, _VIEWS[page].summary(brief, scope)] for page in PAGES[1:]]
        for line in columns(rows):
            yield from map(ScreenLine, folded(line, "  "))


@dataclass(frozen=True, slots=True)
class _View:
    """How a page is shown: its lines in the terminal, itself as data, and itself in a line."""

    lines: Callable[[Brief, Scope], Iterator[ScreenLine]]
    data: Callable[[Brief, Scope], object]
    summary: Callable[[Brief, Scope], str] = lambda brief, scope: ""


def _ballots(brief: Brief, scope: Scope) -> tuple[Ballot, ...]:
    return tuple(one for one in brief.votes if not scope.party or one.involves(scope.party))


def _matrix(brief: Brief, scope: Scope) -> Matrix:
    return brief.matrix.narrowed(scope.party) if scope.party else brief.matrix


def _unsaid(brief: Brief, scope: Scope) -> Unsaid:
    return brief.unsaid.narrowed(scope.party) if scope.party else brief.unsaid


_VIEWS = {
    "crisis": _View(
        lambda brief, scope: crisis_lines(brief, scope.procedures(brief)),
        lambda brief, scope: [procedure_data(one, brief.wording) for one in scope.procedures(brief)],
    ),
    "unsaid": _View(
        lambda brief, scope: unsaid_lines(_unsaid(brief, scope), brief.wording),
        lambda brief, scope: unsaid_data(_unsaid(brief, scope), brief.wording),
        lambda brief, scope: unsaid_summary(_unsaid(brief, scope)),
    ),
    "votes": _View(
        lambda brief, scope: votes_lines(_ballots(brief, scope), brief.wording, scope.party),
        lambda brief, scope: votes_data(_ballots(brief, scope), brief.wording),
        lambda brief, scope: votes_summary(_ballots(brief, scope), brief.wording, scope.party),
    ),
    "money": _View(
        lambda brief, scope: money_lines(brief.money, brief.wording, scope.party),
        lambda brief, scope: [assessment_data(one, brief.wording) for one in brief.money],
        lambda brief, scope: money_summary(brief.money, brief.wording, scope.party),
    ),
    "matrix": _View(
        lambda brief, scope: matrix_lines(_matrix(brief, scope), brief.wording),
        lambda brief, scope: matrix_data(_matrix(brief, scope), brief.wording),
        lambda brief, scope: matrix_summary(_matrix(brief, scope)),
    ),
}
