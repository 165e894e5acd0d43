"""The review: every answer as a numbered line by article, what stands in the way, and what an answer has done."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from treatydraft.cli.display import ScreenLine
from treatydraft.cli.prompts import steps
from treatydraft.cli.prompts.draft_state import DraftState
from treatydraft.cli.prompts.step import DEPTH, TOPIC, ReviewLine
from treatydraft.drafting.explanation import explain_conflict, explain_reason, explain_requirement
from treatydraft.drafting.reason import Cause, Conflict
from treatydraft.drafting.selection import Chosen
from treatydraft.errors import indefinite
from treatydraft.library.party import fold

ORIGINS = {"draft": "", "outline": "from the outline", "default": "the default", "nobody": ""}
"""How whose answer it is is said; one's own needs no word."""


def review_lines(present: DraftState) -> list[ReviewLine]:
    """The lines of the review: every step and its answer, by article."""
    lines: list[ReviewLine] = []
    for key in steps.step_keys(present):
        if key != DEPTH:
            step = steps.make_step(key, present, present.library)
            article = present.numbers.get(key.rpartition(".")[0], "")
            heading, title = (f"{article}. {part}" if article else part for part in (step.heading, step.title))
            lines.append(ReviewLine(len(lines) + 1, key, heading, step.ask, step.now, step.origin, title))
    return lines


def summary_lines(lines: Iterable[ReviewLine]) -> Iterator[ScreenLine]:
    """The review in short: of each article its wording, the answers the draft gives, and which lines it has."""
    for heading, group in groupby(lines, key=lambda line: line.heading):
        inside = list(group)
        clause = "/" in inside[0].key and not inside[0].key.startswith(TOPIC)
        if not clause:
            yield ScreenLine(heading, weight="strong")
            yield from (screen_line(line) for line in inside)
            continue
        first, last = inside[0].number, inside[-1].number
        span = f"lines {first}-{last}" if last > first else f"line {first}"
        wording = next((line.answer for line in inside if line.key.endswith(".variant")), "")
        yield ScreenLine(f"{inside[0].title}{': ' if wording else ''}{wording} ({span})")
        yield from (
            screen_line(line) for line in inside if line.origin == "draft" and not line.key.endswith(".variant")
        )


def all_lines(lines: Iterable[ReviewLine]) -> Iterator[ScreenLine]:
    """Lines of the review in full, by article."""
    for heading, group in groupby(lines, key=lambda line: line.heading):
        yield ScreenLine(heading, weight="strong")
        yield from (screen_line(line) for line in group)


def screen_line(line: ReviewLine) -> ScreenLine:
    """One line of the review: its number, the question, the answer, and whose it is."""
    origin = ORIGINS[line.origin]
    answer = line.answer or "left empty"
    return ScreenLine(f"{line.number:>3}. {line.ask} {answer}{f' ({origin})' if origin else ''}", 2)


def matching_lines(lines: list[ReviewLine], words: str) -> list[ReviewLine]:
    """The lines of a span such as ``31-35``, or those whose article, question or answer hold the words."""
    if span := re.fullmatch(r"(\d+)\s*-\s*(\d+)", words):
        return [line for line in lines if int(span[1]) <= line.number <= int(span[2])]
    return [line for line in lines if fold(words) in fold(f"{line.heading} {line.ask} {line.answer} {line.key}")]


def obstacles(present: DraftState | None) -> tuple[str, ...]:
    """Why the draft cannot be accepted yet, each with its remedy."""
    if present is None:
        return ("no outline is chosen",)
    conflicts = (remedy(conflict, present) for conflict in present.selection.conflicts)
    unwritable = (f"{problem.what}\n{problem.hint}" for problem in present.unwritable)
    return (*conflicts, *(problem.what for problem in present.problems), *unwritable)


def remedy(conflict: Conflict, present: DraftState) -> str:
    """What is in conflict and what to do, with clauses by their titles and nothing that is typed on a command line."""
    problem = explain_conflict(conflict, lambda clause: _title(clause, present), typed=False)
    return f"{problem.what}\n{problem.hint}"


def consequences(before: DraftState, after: DraftState, key: str = "") -> Iterator[str]:
    """What the answer to the step `key` has done elsewhere: clauses put in, also because they are required, or gone."""
    if before.draft.outline != after.draft.outline:
        return
    old = {one.clause: one for one in before.selection.chosen}
    new = {one.clause: one for one in after.selection.chosen}
    register = after.selection.register
    for id, one in new.items():
        if id not in old and _requirement(one, after):
            yield f"put in too: {_title(id, after)}, {_requirement(one, after)}"
        elif id not in old and key.startswith(TOPIC) and (topic := id.partition("/")[0]) != key.removeprefix(TOPIC):
            yield f"put in: {_title(id, after)}, under {after.library.topic_titles.get(topic, topic)}"
    if before.selection.register != register:
        own = [id for id, said in before.draft.clauses.items() if said and "variant" in said]
        for id in own:
            if id in new and id in old and old[id].variant != new[id].variant:
                refused = f"{indefinite(register)} cannot have yours"
                yield f"{_title(id, after)} is now in the wording {new[id].variant}: {refused}"
        others = [id for id, one in new.items() if id in old and id not in own and old[id].variant != one.variant]
        if others:
            yield f"{len(others)} clauses are now in the wording of {indefinite(register)}; the review lists them"
    left = {one.clause: one.reason for one in after.selection.left}
    for id, one in old.items():
        if id not in new and id in left and left[id].cause is not Cause.LEFT_OUT:
            yield f"no longer in: {_title(id, after)}; {explain_reason(left[id], after.language)}"
        elif id not in new and _requirement(one, before) and id not in left:
            yield f"no longer in: {_title(id, after)}, which nothing requires now"


def _requirement(chosen: Chosen, present: DraftState) -> str:
    """Which clause requires a chosen one and why; empty where it is there for another reason."""
    reason = chosen.reason
    if reason is None or reason.cause is not Cause.REQUIRED:
        return ""
    return explain_requirement(_title(reason.by, present), reason.why)


def _title(clause: str, present: DraftState) -> str:
    known = clause in present.library.clause_ids
    return present.library.clause(clause, present.draft.language).title if known else clause
