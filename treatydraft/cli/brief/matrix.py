"""The page *matrix* in the terminal: the kinds of party that the text makes, and what each owes."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_uppercase

from treatydraft.brief.matrix import Matrix
from treatydraft.brief.wording import Wording, counted, listed
from treatydraft.cli.display import ScreenLine, folded


def matrix_lines(page: Matrix, wording: Wording) -> Iterator[ScreenLine]:
    """The lines of the page."""
    yield ScreenLine("Who owes what", weight="strong")
    yield ScreenLine("")
    if not page.duties:
        yield ScreenLine("  no party owes anything, as far as the records say")
        yield ScreenLine("")
        return
    names = [ascii_uppercase[n] if n < 26 else f"{n + 1}" for n in range(len(page.columns))]
    for name, column in zip(names, page.columns, strict=True):
        parties = listed([wording.party(code) for code in column.codes])
        number, duties = counted(len(column.codes), "party", "parties"), counted(len(column.duties), "duty", "duties")
        yield from map(ScreenLine, folded(f"{name}  {number}, {duties}: {parties}", "  "))
    yield ScreenLine("")
    widths = [max(2, len(name) + 1) for name in names]
    yield ScreenLine("  " + "".join(name.ljust(width) for name, width in zip(names, widths, strict=True)).rstrip())
    for act in page.duties:
        marks = ("x" if act in column.duties else "." for column in page.columns)
        head = "".join(mark.ljust(width) for mark, width in zip(marks, widths, strict=True))
        indent = " " * (len(head) + 3)
        first, *more = folded(wording.norm(act), indent)
        yield ScreenLine(f"  {head} {first.lstrip()}")
        yield from map(ScreenLine, more)
        yield ScreenLine(f"{indent}{wording.place(act.at)}")
    yield ScreenLine("")


def matrix_summary(page: Matrix) -> str:
    """The page in a line."""
    several = counted(len(page.columns), "kind") + " of party"
    return f"{several}, {counted(len(page.duties), 'duty', 'duties')} of parties"
