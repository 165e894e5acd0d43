"""What an answer changes in a draft: the places in its file and their new values. Nothing is decided by asking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping

from treatydraft.cli.prompts.draft_state import DraftState
from treatydraft.cli.prompts.step import TOPIC
from treatydraft.drafting.change import written_above
from treatydraft.drafting.draft import path_of
from treatydraft.drafting.reason import Cause
from treatydraft.files import REMOVE, Edit
from treatydraft.library.loading import Library

Changes = dict[tuple[str, ...], object]
SetAside = MutableMapping[str, Mapping[str, object]]
"""What the draft says of clauses that are left out is put here, and taken from here when they come back."""


def apply_answer(key: str, data: object, present: DraftState) -> DraftState:
    """The state after the answer `data` to the step `key`. DraftError where the draft cannot be changed so."""
    after = _applied(key, data, present)
    if key.startswith(TOPIC) and isinstance(data, list):
        # what the draft no longer adds may still be required; what has come as required may stay
        come = [one.clause for one in after.selection.chosen if not present.selection.has(one.clause)]
        after = _applied(key, [*data, *come], after)
    return after


def _applied(key: str, data: object, present: DraftState) -> DraftState:
    aside = dict(present.aside)
    made = changes(key, data, present, aside)
    if not made:
        return present
    above = written_above(made, present.draft, present.selection)
    if key.startswith(TOPIC) and present.selection.outline.order == "written":
        above = {**_by_topic(made, present), **above}
    return present.after(Edit(made, above), aside)


def _by_topic(made: Changes, present: DraftState) -> dict[tuple[str, ...], str]:
    """Where clauses are written that are put in: behind those of their topic, or of the nearest one before it."""
    order = present.library.topics
    named = [id for id in present.draft.clauses if id in present.library.clause_ids]
    anchors: dict[tuple[str, ...], str] = {}
    for path in (path for path in made if path[1] not in present.draft.clauses):
        ranks = {id: order.index(id.partition("/")[0]) for id in named}
        own = order.index(path[1].partition("/")[0])
        nearest = max((rank for rank in ranks.values() if rank <= own), default=-1)
        anchors[path] = next((id for id in reversed(ranks) if ranks[id] == nearest), "")
        named.insert(named.index(anchors[path]) + 1 if anchors[path] else 0, path[1])
    return anchors


def changes(key: str, data: object, present: DraftState, aside: SetAside) -> Changes:
    """The changes that the answer `data` to the step `key` makes; None as `data` goes back to the default."""
    if key.startswith(TOPIC):
        wanted = data if isinstance(data, list) else None
        return _clauses(key.removeprefix(TOPIC), wanted, present, aside)
    if key == "outline":
        return _outline(str(data), present, aside)
    if key == "register":
        register = str(data) if data is not None else present.selection.outline.registers[0]
        return {("register",): data if data is not None else REMOVE, **refused_variants(present, register)}
    if data is None and "/" in key:
        return _default(key, present)
    return {path_of(key): REMOVE if data is None else data}


def refused_variants(present: DraftState, register: str) -> Changes:
    """The variants the draft has chosen and another register cannot have: they go back to its default."""
    library, draft = present.library, present.draft
    return {
        ("clauses", id, "variant"): REMOVE
        for id, settings in draft.clauses.items()
        if settings and id in library.clause_ids and "variant" in settings
        if library.clause(id, draft.language).refusal(register, str(settings["variant"]))
    }


def _default(key: str, present: DraftState) -> Changes:
    """Back to the default; a clause that is there because the draft names it stays there without a word."""
    clause, _, name = key.rpartition(".")
    settings = present.draft.clauses.get(clause) or {}
    if set(settings) == {name} and clause not in _in_outline(present.draft.outline, present.library):
        return {("clauses", clause): {}}
    return {path_of(key): REMOVE}


def _in_outline(outline: str, library: Library) -> set[str]:
    return {place.clause for place in library.outline(outline).places()}


def _clauses(topic: str, wanted: Iterable[str] | None, present: DraftState, aside: SetAside) -> Changes:
    """The clauses of a topic put in and left out until those that are `wanted` are in, or those of the outline.

    One of another topic that is wanted is put in too, and none of those is left out.
    """
    outline = _in_outline(present.draft.outline, present.library)
    ids = [id for id in present.library.clause_ids if id.partition("/")[0] == topic]
    chosen = dict.fromkeys(wanted if wanted is not None else (id for id in ids if id in outline))
    ids += [id for id in chosen if id not in ids and id in present.library.clause_ids]
    result: Changes = {}
    for id in ids:
        settings = present.draft.clauses.get(id)
        if id in chosen and not present.selection.has(id):
            result[("clauses", id)] = aside.get(id) or (REMOVE if id in outline else {})
        elif id not in chosen and present.selection.has(id):
            if settings:
                aside[id] = settings
            reason = present.selection.reason(id)
            added = reason is not None and reason.cause is Cause.ADDED
            result[("clauses", id)] = REMOVE if added else False
    return result


def _outline(name: str, present: DraftState, aside: SetAside) -> Changes:
    """Another outline: what the draft says of clauses only the old one has is put aside, what it refuses goes back."""
    library, draft = present.library, present.draft
    old, new = _in_outline(draft.outline, library), _in_outline(name, library)
    registers = library.outline(name).registers
    register = draft.register if draft.register in registers else registers[0]
    result: Changes = {("outline",): name, **refused_variants(present, register)}
    if draft.register and draft.register not in registers:
        result[("register",)] = REMOVE
    for id, settings in draft.clauses.items():
        if id in old - new:
            if settings:
                aside[id] = settings
            result.pop(("clauses", id, "variant"), None)
            result[("clauses", id)] = REMOVE
    for id in new - old:
        if id in aside and id not in draft.clauses:
            result[("clauses", id)] = aside[id]
    return result
