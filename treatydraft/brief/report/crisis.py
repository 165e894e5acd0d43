"""The page *crisis*: for each start its paths by the hour, its decisions, and the duties in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import ascii_uppercase

from treatydraft.brief.brief import Brief
from treatydraft.brief.crisis import Item as Occurrence
from treatydraft.brief.crisis import Procedure
from treatydraft.brief.paths import Due, is_substance
from treatydraft.brief.report.blocks import Block, Heading, Item, Items, Page, Paragraph, Row, Table, Timeline
from treatydraft.brief.report.scope import Scope
from treatydraft.brief.wording import ENDINGS, Wording, counted, hours, listed, ranges
from treatydraft.language import capital
from treatydraft.record.facts import Decision

NOTHING = "no act of a party opens a decision from which something follows; --on shows what follows any act or event"


def crisis_page(brief: Brief, scope: Scope) -> Page:
    """The page, of the procedures asked about."""
    found = scope.procedures(brief)
    blocks = [block for one in found for block in _procedure(one, brief)]
    return Page("crisis", "What follows what", _summary(found), tuple(blocks) or (Paragraph(NOTHING),))


def letters(decisions: Sequence[Decision]) -> dict[str, str]:
    """The letter by which each decision is called in a timeline, by its id; those beyond the alphabet share one."""
    return {decision.id: ascii_uppercase[n] if n < 26 else "*" for n, decision in enumerate(decisions)}


def paths_table(procedure: Procedure, wording: Wording) -> Table:
    """The paths of a timeline as a table, for where none is drawn: outcomes, first and last duty, how they end."""
    named = letters(procedure.decisions)
    rows = []
    for number, path in enumerate(procedure.paths, 1):
        taken = ", ".join(f"{named[step.decision.id]} {step.outcome}" for step in path.steps)
        owed = path.substance(wording.facts)
        first, last = (hours(owed[0].hour or 0), hours(owed[-1].hour or 0)) if owed else ("none", "none")
        ends = [
            "the text does not say what follows" if path.unsaid else "",
            "a duty without a time" if path.untimed(wording.facts) else "",
            f"{listed([named.get(loop, loop) for loop in path.loops])} would open again" if path.loops else "",
        ]
        rows.append(Row((f"{number}", taken, first, last, "; ".join(filter(None, ends)))))
    return Table(("path", "outcomes", "first duty", "last duty", "how it ends"), tuple(rows))


def _summary(found: tuple[Procedure, ...]) -> str:
    number = sum(len(one.paths) for one in found)
    silent = sum(bool(path.unsaid) for one in found for path in one.paths)
    return f"{counted(len(found), 'start')}, {counted(number, 'path')}, {silent or 'none'} of them ending in silence"


def _procedure(procedure: Procedure, brief: Brief) -> Iterator[Block]:
    wording, act = brief.wording, procedure.act
    title = wording.norm(act) if act else procedure.id.replace("-", " ")
    yield Heading(capital(title), act.at if act else "")
    yield Paragraph("; ".join(_figures(procedure, brief)))
    if procedure.decisions:
        named = letters(procedure.decisions)
        yield Items(
            tuple(
                Item(f"{wording.question(one)}, {wording.within(one)}", one.at, head=named[one.id])
                for one in procedure.decisions
            )
        )
        yield Timeline(procedure)
    yield from _list("Owed, in order (* a duty of substance)", procedure.owed, procedure, brief)
    yield from _list("Allowed", procedure.allowed, procedure, brief)
    yield from _ends(procedure)


def _figures(procedure: Procedure, brief: Brief) -> Iterator[str]:
    number, silent = len(procedure.paths), sum(bool(path.unsaid) for path in procedure.paths)
    yield counted(number, "path") if procedure.complete else f"the first {number} paths of more"
    owed = [path.substance(brief.facts) for path in procedure.paths]
    hours_owed = [due.hour or 0 for dues in owed for due in dues]
    if hours_owed:
        first, last = hours(min(hours_owed)), hours(max(hours_owed))
        yield f"the duties of substance fall due {f'at {first}' if first == last else f'from {first} to {last}'}"
    if without := sum(not dues for dues in owed):
        yield f"no timed duty of substance on {without} of {counted(number, 'path')}"
    if silent:
        yield f"{silent} of {number} end in silence"
    if timeless := {act.id for path in procedure.paths for act in path.untimed(brief.facts)}:
        yield f"{counted(len(timeless), 'duty', 'duties')} without a time"


def _list(heading: str, found: tuple[Occurrence, ...], procedure: Procedure, brief: Brief) -> Iterator[Block]:
    if not found:
        return
    yield Heading(heading, level=3)
    items = []
    for one in found:
        act = one.due.act
        every = len(one.paths) == len(procedure.paths)
        notes = (_set(one.due, brief.wording), *brief.wording.further_times(act), "" if every else _on(one.paths))
        mark = "*" if is_substance(act, brief.facts) else ""
        items.append(Item(brief.wording.norm(act), act.at, _when(one.due), mark, tuple(filter(None, notes))))
    yield Items(tuple(items))


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


def _ends(procedure: Procedure) -> Iterator[Block]:
    """Where the text falls silent, and where a path would turn back."""
    named = letters(procedure.decisions)
    items = [
        Item(
            f"{_on(silence.paths)}: the text does not say what follows where {named[silence.decision.id]} "
            f"{ENDINGS[silence.outcome]}",
            silence.decision.at,
            mark="?",
        )
        for silence in procedure.silences
    ]
    loops: dict[str, list[int]] = {}
    for number, path in enumerate(procedure.paths, 1):
        for loop in path.loops:
            loops.setdefault(loop, []).append(number)
    for loop, numbers in loops.items():
        items.append(Item(f"{_on(numbers)}: {named.get(loop, loop)} would open again", mark="@"))
    if items:
        yield Heading("Silence and loops", level=3)
        yield Items(tuple(items))


def _on(paths: Sequence[int]) -> str:
    return f"{'path' if len(paths) == 1 else 'paths'} {ranges(paths)}"
