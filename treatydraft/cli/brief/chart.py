"""The paths of a procedure as a chart by the hour, in plain letters, so that it reads without colour.

path                    duties      0 h            48 h   72 h    96 h              168 h
1 A adopted, B adopted  72-168 h    |--------------A------<=======B=================>
7 A lapsed              -           |--------------A o
"""

from __future__ import annotations

from collections.abc import Sequence

from treatydraft.brief.crisis import Procedure
from treatydraft.brief.paths import Path
from treatydraft.brief.report.crisis import letters
from treatydraft.brief.wording import hours
from treatydraft.cli.display import columns
from treatydraft.record.facts import Facts

WIDTH = 77
"""The columns that a chart takes at most."""

ROWS = 60
"""The paths that are drawn; of more, the number is told."""

LEGEND = (
    "A, B, ... decisions; < first and > last duty of substance, # the only one;",
    "= duties fall due; o a duty without a time; ? the text does not say what",
    "follows; @ a decision that would open again",
)

_SIGNS = {"adopted": "+", "rejected": "-", "failed": "~", "lapsed": "0"}
_SIGNS_TOLD = "A+ adopted, A- rejected, A~ failed (short of the majority), A0 lapsed (no vote in time)"
_LONGEST = 26  # letters of a label, beyond which outcomes are signs
_MARKS = 5  # columns right of the last hour, for the marks of how a path ends


def chart(procedure: Procedure, facts: Facts) -> list[str]:
    """The lines of the chart: its head, a line a path, and what was left out of it."""
    named = letters(procedure.decisions)
    drawn = procedure.paths[:ROWS]
    labels, in_signs = _labels(drawn, named)
    spans = [_span(path, facts) for path in drawn]
    left = columns([["path", "duties"], *map(list, zip(labels, spans, strict=True))])
    margin = max(map(len, left)) + 2
    scale = _Scale(max((_end(path, facts) for path in drawn), default=0), max(20, WIDTH - margin - _MARKS))
    right = [scale.ticks(sorted({hour for path in drawn for hour in _hours(path, facts)}))]
    right += [_row(path, named, facts, scale) for path in drawn]
    lines = [start.ljust(margin) + end for start, end in zip(left, right, strict=True)]
    if len(procedure.paths) > ROWS:
        lines.append(f"and {len(procedure.paths) - ROWS} paths more, which --format json has")
    return [*lines, *([_SIGNS_TOLD] if in_signs else [])]


class _Scale:
    """Hours on so many columns."""

    def __init__(self, end: int, columns: int) -> None:
        self.end, self.columns = max(end, 1), columns

    def column(self, hour: int) -> int:
        return round(hour * (self.columns - 1) / self.end)

    def ticks(self, marked: list[int]) -> str:
        """The hours over the chart, each where it stands, as far as there is room: the first and the last before
        those between."""
        line: dict[int, str] = {}
        for hour in dict.fromkeys((0, *marked[-1:], *marked)):
            words, at = hours(hour), self.column(hour)
            at = min(at, self.columns + _MARKS - len(words))
            if not any(column in line for column in range(at - 1, at + len(words) + 1)):
                line.update(enumerate(words, at))
        return "".join(line.get(column, " ") for column in range(max(line) + 1))


def _labels(drawn: Sequence[Path], named: dict[str, str]) -> tuple[list[str], bool]:
    """What each path is called, and whether outcomes are signs in it."""
    steps = [[(named[step.decision.id], step.outcome) for step in path.steps] for path in drawn]
    width = len(str(len(drawn)))
    words = [f"{n:>{width}} {', '.join(f'{a} {end}' for a, end in one)}".rstrip() for n, one in enumerate(steps, 1)]
    if max(map(len, words)) <= _LONGEST:
        return words, False
    return [f"{n:>{width}} {' '.join(a + _SIGNS[end] for a, end in one)}" for n, one in enumerate(steps, 1)], True


def _span(path: Path, facts: Facts) -> str:
    owed = [due.hour or 0 for due in path.substance(facts)]
    if not owed:
        return "-"
    first, last = hours(owed[0]), hours(owed[-1])
    if first == last:
        return first
    return f"{first.partition(' ')[0]}-{last}" if first.split()[1] == last.split()[1] else f"{first}-{last}"


def _hours(path: Path, facts: Facts) -> list[int]:
    owed = [due.hour or 0 for due in path.substance(facts)]
    return [*(step.hour for step in path.steps if step.hour is not None), *owed[:1], *owed[-1:]]


def _end(path: Path, facts: Facts) -> int:
    return max(_hours(path, facts), default=0)


def _row(path: Path, named: dict[str, str], facts: Facts, scale: _Scale) -> str:
    """One path on the scale. Of marks on one column, the later one moves to the right."""
    owed = [due.hour or 0 for due in path.substance(facts)]
    row = ["-"] * (scale.column(_end(path, facts)) + 1)
    row[0] = "|"
    if owed:
        first, last = scale.column(owed[0]), scale.column(owed[-1])
        row[first : last + 1] = "=" * (last + 1 - first)
    marks = [(step.hour, named[step.decision.id]) for step in path.steps if step.hour is not None]
    marks += [(owed[0], "#")] if owed and owed[0] == owed[-1] else [(owed[0], "<"), (owed[-1], ">")] if owed else []
    for hour, mark in sorted(marks, key=lambda one: one[0]):
        at = scale.column(hour)
        while at < len(row) and row[at] not in "-=|":
            at += 1
        row[at : at + 1] = mark
    uncounted = "".join(named[step.decision.id] for step in path.steps if step.hour is None)
    ends = [
        f"({uncounted})" if uncounted else "",
        "o" if path.untimed(facts) else "",
        "?" if path.unsaid else "",
        "@" if path.loops else "",
    ]
    return " ".join(["".join(row), *filter(None, ends)])
