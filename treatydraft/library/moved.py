"""Keys and sentences of a clause's files that have moved: reported with the present key, before anything else."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from typing import Any

from treatydraft.errors import Problem
from treatydraft.library.overlay import MergedYaml, YamlPath
from treatydraft.library.record_file import WORDED

EXPRESSION = re.compile(r"\{\{((?:(?!\{\{|\}\}).)*+)\}\}", re.DOTALL)
"""An expression in a value of a record; a run of braces is not tried again and again."""

RENAMED: Mapping[str, Mapping[str, str]] = {
    "": {"triggers": "after or opens: name the event in the act that follows it, as in 'after: armed-attack'"},
    "rule": {"min_blockers": "blockers: say it beside the majority of shares"},
    "acts": {
        "due": "begin, within or done: say what happens at the latest then, the start, the act or its completion",
        "outer": "done: say by when it is complete",
        "ends": "until: name what ends it, or say it in the page",
        "reports_to": "an act of its own: say who reports what to whom by when",
        "cost": "a fund: give who pays between which sums, and its id as the 'fund' of the act",
        "lest": "an outcome of a decision: let what follows stand there, as in 'lapsed: judge-alone'",
    },
    "funds": {
        "ceiling": "most: give the sum that is not exceeded",
        "peacetime": "most: give it in a fund of its own",
        "crisis": "most: give it in a fund of its own",
    },
}
"""The keys that each list of a record, a rule, and the record itself (""), had once: what says it now, and how."""

_QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_TIME = re.compile(r"\d+ (?:hour|day|week|month|year)s?")


def moved(facts: MergedYaml, front: MergedYaml) -> Iterator[Problem]:
    """The sentences in the data of a `clause.yaml`, each with its key in the page, and the old keys of its record.

    `front` is the front matter of the page, where an old key of an act may stand as well.
    """
    data, page = _mapping(facts.data), os.path.basename(front.where().file)
    for path, new in _sentences(data):
        what, hint = f"{_key(path)}: moved to {page}", f"write it in the front matter there, as '{new}'"
        yield Problem("moved-key", facts.where(path), what, hint)
    for path, new in _renamed(_mapping(data.get("record"))):
        yield _now(facts, path, new)
    for id, words in _items(_mapping(front.data).get("record")):
        for old in ("due", "outer", "ends"):
            if old in _mapping(words):
                yield _now(front, ("record", id, old), RENAMED["acts"][old])


def _now(source: MergedYaml, path: YamlPath, new: str) -> Problem:
    key, _, how = new.partition(": ")
    hint = f"{how}; 'treatydraft schema clause' has the keys"
    return Problem("moved-key", source.where(path), f"{_key(path)}: is now {key}", hint)


def _key(path: YamlPath) -> str:
    return ".".join(map(str, path))


def _renamed(record: Mapping[str, Any]) -> Iterator[tuple[YamlPath, str]]:
    values_by_kind: list[tuple[YamlPath, str, Any]] = [(("record",), "", record)]
    for kind in ("decisions", "acts", "funds"):
        for n, entry in _items(record.get(kind)):
            values_by_kind.append((("record", kind, n), kind, entry))
            values_by_kind.append((("record", kind, n, "rule"), "rule", _mapping(entry).get("rule")))
    for path, kind, values in values_by_kind:
        yield from (((*path, key), new) for key, new in RENAMED.get(kind, {}).items() if key in _mapping(values))


def _sentences(data: Mapping[str, Any]) -> Iterator[tuple[YamlPath, str]]:
    for key in ("title", "purpose"):
        if key in data:
            yield (key,), f"{key}: ..."
    for name, variant in _items(data.get("variants")):
        for key in ("effect", "because"):
            if key in _mapping(variant):
                yield ("variants", name, key), f"variants: {{{name}: {{{key}: ...}}}}"
    for n, needed in _items(data.get("requires")):
        if "because" in _mapping(needed):
            first = next((clause for _, clause in _items(needed.get("any"))), "CLAUSE")
            yield ("requires", n, "because"), f"requires: {{{first}: ...}}"
    for n, pair in _items(data.get("excludes")):
        if "because" in _mapping(pair):
            yield ("excludes", n, "because"), f"excludes: {{{pair.get('clauses', 'CLAUSE')}: ...}}"
    for register, refusals in _items(data.get("registers")):
        if isinstance(_mapping(refusals).get("refused"), str) and refusals["refused"] != "refused":
            yield ("registers", register, "refused"), f"registers: {{{register}: ...}}"
        for variant, refusal in _items(refusals):
            if "refused" in _mapping(refusal):
                yield ("registers", register, variant, "refused"), f"registers: {{{register}: {{{variant}: ...}}}}"
    yield from _of_the_record(_mapping(data.get("record")))


def _of_the_record(record: Mapping[str, Any]) -> Iterator[tuple[YamlPath, str]]:
    for kind, key in (("decisions", "asks"), ("acts", "does")):
        for n, entry in _items(record.get(kind)):
            id = _mapping(entry).get("id", "ID")
            if key in _mapping(entry):
                yield ("record", kind, n, key), f"record: {{{id}: ...}}"
            for worded in WORDED if kind == "acts" else ():
                value = _mapping(entry).get(worded)
                if isinstance(value, str) and _is_words(value, alone=worded == "amount"):
                    yield ("record", kind, n, worded), f"record: {{{id}: {{does: ..., {worded}: ...}}}}"


def _is_words(value: str, *, alone: bool) -> bool:
    """Whether a value is words and no answer: a time such as ``0 hours`` is as much an answer as an expression is.

    A word that stands `alone` is one too, unless it names something, as where a time is ``unsaid``.
    """
    beside = EXPRESSION.sub("", value).strip()
    written = (alone and beside) or (" " in value and beside and not _TIME.fullmatch(beside))
    quoted = (
        match[1] or match[2] or "" for expression in EXPRESSION.findall(value) for match in _QUOTED.finditer(expression)
    )
    return bool(written) or any(" " in words for words in quoted)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _items(value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(value, dict | list):
        yield from value.items() if isinstance(value, dict) else enumerate(value)
