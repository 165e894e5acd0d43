"""The page *crisis* in the terminal: for each start a chart of its paths, its decisions, and the duties in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from treatydraft.brief.brief import Brief
from treatydraft.brief.crisis import Item, Procedure
from treatydraft.brief.paths import Due, is_substance
from treatydraft.brief.wording import ENDINGS, Wording, counted, hours, ranges
from treatydraft.cli.brief.chart import LEGEND, chart, letters
from treatydraft.cli.display import ScreenLine, folded
from treatydraft.language import capital

NOTHING = "no act of a party opens a decision from which something follows; --on shows what follows any act or event"


def crisis_lines(brief: Brief, procedures: tuple[Procedure, ...]) -> Iterator[ScreenLine]:
    """The lines of the page for these procedures."""
    if not procedures:
        yield from _folded(NOTHING)
        yield ScreenLine("")
        return
    yield from (ScreenLine(line, weight="faint") for line in LEGEND)
    yield ScreenLine("")
    for procedure in procedures:
        yield from _procedure(procedure, brief)


def _procedure(procedure: Procedure, brief: Brief) -> Iterator[ScreenLine]:
    wording = brief.wording
    yield ScreenLine(_title(procedure, wording), weight="strong")
    yield from _folded("; ".join(_summary(procedure, brief)))
    yield ScreenLine("")
    if procedure.decisions:
        named = letters(procedure.decisions)
        for decision in procedure.decisions:
            yield from _folded(
                f"{named[decision.id]}  {wording.question(decision)}, {wording.within(decision)}; "
                f"{wording.place(decision.at)}",
                "  ",
            )
        yield ScreenLine("")
        yield from (ScreenLine(f"  {line}") for line in chart(procedure, brief.facts))
        yield ScreenLine("")
    yield from _list("Owed, in order (* a duty of substance)", procedure.owed, procedure, brief)
    yield from _list("Allowed", procedure.allowed, procedure, brief)
    yield from _ends(procedure, wording)


def _title(procedure: Procedure, wording: Wording) -> str:
    """What starts it, as a heading."""
    return capital(wording.norm(procedure.act) if procedure.act else procedure.id.replace("-", " "))


def _summary(procedure: Procedure, brief: Brief) -> Iterator[str]:
    if procedure.act:
        yield brief.wording.place(procedure.act.at)
    number, silent = len(procedure.paths), sum(bool(path.unsaid) for path in procedure.paths)
    yield counted(number, "path") if procedure.complete else f"the first {number} paths of more"
    owed = [path.substance(brief.facts) for path in procedure.paths]
    hours_owed = [due.hour or 0 for dues in owed for due in dues]
    if hours_owed:
        yield f"the duties of substance fall due from {hours(min(hours_owed))} to {hours(max(hours_owed))}"
    if without := sum(not dues for dues in owed):
        yield f"no timed duty of substance on {without} of {counted(number, 'path')}"
    if silent:
        yield f"{silent} of {number} end in silence"
    if timeless := {act.id for path in procedure.paths for act in path.untimed(brief.facts)}:
        yield f"{counted(len(timeless), 'duty', 'duties')} without a time"


def _list(heading: str, items: tuple[Item, ...], procedure: Procedure, brief: Brief) -> Iterator[ScreenLine]:
    if not items:
        return
    yield ScreenLine(f"  {heading}")
    width = max(len(_when(item.due)) for item in items)
    for item in items:
        star = "*" if is_substance(item.due.act, brief.facts) else " "
        indent = " " * (width + 6)
        first, *more = folded(brief.wording.norm(item.due.act), indent)
        yield ScreenLine(f"  {star} {_when(item.due).ljust(width)}  {first.lstrip()}")
        yield from map(ScreenLine, more)
        every = len(item.paths) == len(procedure.paths)
        act = item.due.act
        told = [_set(item.due, brief.wording), *brief.wording.further_times(act), brief.wording.place(act.at)]
        told.append("" if every else _on(item.paths))
        yield from _folded("; ".join(filter(None, told)), indent)
    yield ScreenLine("")


def _when(due: Due) -> str:
    """By when it is due, as far as that can be counted."""
    if due.untimed:
        return "no time"
    if due.hour is None:
        return "uncounted"
    time = due.act.times.get(due.kind)
    if time is None or (time.length is None and time.words != "immediately"):
        return f"from {hours(due.hour)}"
    return f"{'' if due.kind == 'within' else f'{due.kind} '}by {hours(due.hour)}"


def _set(due: Due, wording: Wording) -> str:
    """Who sets the time, or the words for it, where it has no length."""
    time = due.act.times.get(due.kind)
    return "" if time is None or time.length or due.untimed else wording.set_by(time)


def _ends(procedure: Procedure, wording: Wording) -> Iterator[ScreenLine]:
    """Where the text falls silent, and where a path would turn back."""
    named = letters(procedure.decisions)
    lines = [
        f"? {_on(silence.paths)}: the text does not say what follows where {named[silence.decision.id]} "
        f"{ENDINGS[silence.outcome]}; {wording.place(silence.decision.at)}"
        for silence in procedure.silences
    ]
    loops: dict[str, list[int]] = {}
    for number, path in enumerate(procedure.paths, 1):
        for loop in path.loops:
            loops.setdefault(loop, []).append(number)
    lines += [f"@ {_on(numbers)}: {named.get(loop, loop)} would open again" for loop, numbers in loops.items()]
    if lines:
        yield ScreenLine("  Silence and loops")
        for line in lines:
            yield from _folded(line, "  ")
        yield ScreenLine("")


def _on(paths: Sequence[int]) -> str:
    return f"{'path' if len(paths) == 1 else 'paths'} {ranges(paths)}"


def _folded(words: str, indent: str = "") -> Iterator[ScreenLine]:
    yield from map(ScreenLine, folded(words, indent))
