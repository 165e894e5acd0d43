"""Writers of a brief: its report as the bytes of a file.

A format is a module in this room and a line in `BRIEF_WRITERS`; modules are imported when they are first needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from treatydraft.brief.brief import PAGES
from treatydraft.brief.report.blocks import Page
from treatydraft.brief.report.report import Report
from treatydraft.instrument.tree import Instrument
from treatydraft.writers import unknown_format

BriefWriter = Callable[[Report, tuple[Page, ...], Instrument], bytes]


def _markdown(report: Report, pages: tuple[Page, ...], instrument: Instrument) -> bytes:
    from treatydraft.writers.brief.markdown import write_markdown

    return write_markdown(report, pages).encode()


BRIEF_WRITERS: Mapping[str, tuple[str, BriefWriter]] = {
    "md": (".md", _markdown),
}
"""The name of each format of a brief, the ending of its files, and what writes it."""


def write_brief(report: Report, instrument: Instrument, to: str, names: Iterable[str] = PAGES) -> bytes:
    """These pages of a report in the format `to`, a key of `BRIEF_WRITERS`; the `instrument` is the one it is of.

    The same report gives the same bytes. Raises UsageError for a format that is not known.
    """
    if to not in BRIEF_WRITERS:
        raise unknown_format(to, BRIEF_WRITERS)
    return BRIEF_WRITERS[to][1](report, report.pages(names), instrument)
