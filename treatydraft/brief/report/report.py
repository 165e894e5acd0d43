"""A brief as a whole, put to readers: what it is of, and its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from treatydraft.brief.brief import PAGES, Brief
from treatydraft.brief.data import assessment_data, matrix_data, procedure_data, unsaid_data, votes_data
from treatydraft.brief.report.blocks import Page
from treatydraft.brief.report.crisis import crisis_page
from treatydraft.brief.report.matrix import matrix_page
from treatydraft.brief.report.money import money_page
from treatydraft.brief.report.scope import Scope
from treatydraft.brief.report.unsaid import unsaid_page
from treatydraft.brief.report.votes import votes_page

NOTE = "computed from the records of the clauses; the words of the text prevail"


@dataclass(frozen=True, slots=True)
class Source:
    """What a brief is of: the draft with its title and revision, the library with its version."""

    draft: str
    title: str
    revision: int
    library: str
    version: str

    @property
    def words(self) -> str:
        """The source in a line, with how far it is to be relied on."""
        return f"Brief of {self.draft}, revision {self.revision}, over {self.library} {self.version}: {NOTE}."


@dataclass(frozen=True, slots=True)
class Report:
    """These pages of the brief of an instrument, for what is asked about."""

    source: Source
    brief: Brief
    scope: Scope

    @property
    def title(self) -> str:
        """What the report is called: after the instrument, and the party it is for."""
        whom = f" for {self.brief.wording.party(self.scope.party)}" if self.scope.party else ""
        return f"Brief{whom}: {self.source.title}"

    def page(self, name: str) -> Page:
        """The page with this name of `PAGES`."""
        return _VIEWS[name].page(self.brief, self.scope)

    def pages(self, names: Iterable[str] = PAGES) -> tuple[Page, ...]:
        """These pages, in the order given."""
        return tuple(map(self.page, names))

    def data(self, names: Iterable[str] = PAGES) -> Mapping[str, object]:
        """The source, what is asked about, and these pages, for a program."""
        source, scope = self.source, self.scope
        return {
            "draft": source.draft,
            "revision": source.revision,
            "library": {"name": source.library, "version": source.version},
            "note": NOTE,
            "on": scope.start or None,
            "for": scope.party or None,
            "within": scope.within,
            "pages": {name: _VIEWS[name].data(self.brief, scope) for name in names},
        }


@dataclass(frozen=True, slots=True)
class _View:
    """A page, for readers and for programs."""

    page: Callable[[Brief, Scope], Page]
    data: Callable[[Brief, Scope], object]


_VIEWS = {
    "crisis": _View(
        crisis_page, lambda brief, scope: [procedure_data(one, brief.wording) for one in scope.procedures(brief)]
    ),
    "unsaid": _View(unsaid_page, lambda brief, scope: unsaid_data(scope.unsaid(brief), brief.wording)),
    "votes": _View(votes_page, lambda brief, scope: votes_data(scope.ballots(brief), brief.wording)),
    "money": _View(money_page, lambda brief, scope: [assessment_data(one, brief.wording) for one in brief.money]),
    "matrix": _View(matrix_page, lambda brief, scope: matrix_data(scope.matrix(brief), brief.wording)),
}
assert tuple(_VIEWS) == PAGES
