"""What stood in `clause.yaml` once and is the page's now: told with its new key, before anything else of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from treatydraft.errors import Problem
from treatydraft.library.overlay import MergedYaml, Place
from treatydraft.library.schema import WORDED

EXPRESSION = re.compile(r"\{\{((?:(?!\{\{|\}\}).)*+)\}\}", re.DOTALL)
"""An expression in a value of a record; a run of braces is not tried again and again."""

_WORDS = re.compile(r"""'[^' ]*+ [^']*'|"[^" ]*+ [^"]*\"""")
_TIME = re.compile(r"\d+ (?:hour|day|week|month|year)s?")


def moved(facts: MergedYaml, page: str) -> Iterator[Problem]:
    """The sentences in the data of a `clause.yaml`, each with the key it has in `page`, the file of the language."""
    for path, new in _sentences(facts.data if isinstance(facts.data, dict) else {}):
        key = ".".join(str(part) for part in path)
        yield Problem(
            "moved-key", facts.where(path), f"{key}: moved to {page}", f"write it in the front matter there, as '{new}'"
        )


def _sentences(data: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    for key in ("title", "purpose"):
        if key in data:
            yield (key,), f"{key}: ..."
    for name, variant in _items(data.get("variants")):
        for key in ("effect", "because"):
            if key in _mapping(variant):
                yield ("variants", name, key), f"variants: {{{name}: {{{key}: ...}}}}"
    for n, needed in _items(data.get("requires")):
        if "because" in _mapping(needed):
            first = next((one for _, one in _items(needed.get("any"))), "CLAUSE")
            yield ("requires", n, "because"), f"requires: {{{first}: ...}}"
    for n, pair in _items(data.get("excludes")):
        if "because" in _mapping(pair):
            yield ("excludes", n, "because"), f"excludes: {{{pair.get('clauses', 'CLAUSE')}: ...}}"
    for register, said in _items(data.get("registers")):
        if isinstance(_mapping(said).get("refused"), str) and said["refused"] != "refused":
            yield ("registers", register, "refused"), f"registers: {{{register}: ...}}"
        for variant, refusal in _items(said):
            if "refused" in _mapping(refusal):
                yield ("registers", register, variant, "refused"), f"registers: {{{register}: {{{variant}: ...}}}}"
    yield from _of_the_record(_mapping(data.get("record")))


def _of_the_record(record: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    for kind, key in (("decisions", "asks"), ("acts", "does")):
        for n, entry in _items(record.get(kind)):
            id = _mapping(entry).get("id", "ID")
            if key in _mapping(entry):
                yield ("record", kind, n, key), f"record: {{{id}: ...}}"
            for worded in WORDED if kind == "acts" else ():
                if isinstance(value := _mapping(entry).get(worded), str) and _is_words(value):
                    yield ("record", kind, n, worded), f"record: {{{id}: {{does: ..., {worded}: ...}}}}"


def _is_words(value: str) -> bool:
    """Whether a value is words and no answer: a time such as ``0 hours`` is as much an answer as an expression is."""
    beside = EXPRESSION.sub("", value).strip()
    return bool(beside and not _TIME.fullmatch(beside)) or any(map(_WORDS.search, EXPRESSION.findall(value)))


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _items(value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(value, dict | list):
        yield from value.items() if isinstance(value, dict) else enumerate(value)
