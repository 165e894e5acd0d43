"""The shape of the files a person writes, as JSON Schema, so that an editor can complete and check them."""

from __future__ import annotations

from typing import Any

from treatydraft.drafting.draft import HEAD, NUMBERING, SETTINGS, DraftFile
from treatydraft.library.catalogue import OutlineFile
from treatydraft.library.loading import Library
from treatydraft.library.question import Question
from treatydraft.library.schema import ClauseFile, Shape

DIALECT = "https://json-schema.org/draft/2020-12/schema"

DESCRIBED = ("draft", "clause", "outline", "rows")
"""The files that can be described."""


def describe(what: str, library: Library) -> dict[str, Any]:
    """The JSON Schema of a draft, a clause, an outline, or a row of a batch over this library. KeyError for another."""
    if what == "rows":
        return {"$schema": DIALECT, "type": "object", "additionalProperties": False, "properties": _keys(library)}
    shapes: dict[str, type[Shape]] = {"draft": DraftFile, "clause": ClauseFile, "outline": OutlineFile}
    schema = {"$schema": DIALECT, **shapes[what].model_json_schema()}
    if what == "draft":
        shared = {name: _question(question) for name, question in library.questions().items()}
        schema["properties"]["answers"] = {"type": "object", "additionalProperties": False, "properties": shared}
        schema["properties"]["clauses"] = {
            "type": "object",
            "properties": {id: _clause(library, id) for id in library.clause_ids},
            "patternProperties": {"^own/": {"type": "object"}},
            "additionalProperties": False,
        }
    return schema


def _clause(library: Library, id: str) -> dict[str, Any]:
    clause = library.clause(id)
    properties: dict[str, Any] = {name: {"type": "string"} for name in SETTINGS}
    properties["variant"] = {
        "oneOf": [{"const": name, "description": variant.effect} for name, variant in clause.variants.items()]
    }
    properties |= {name: _question(question) for name, question in clause.questions.items()}
    mapping = {"type": "object", "additionalProperties": False, "properties": properties}
    return {"description": f"{clause.title}. {clause.purpose}", "oneOf": [{"const": False}, {"type": "null"}, mapping]}


def _keys(library: Library) -> dict[str, Any]:
    """Every key of a row: those of the draft's head, the shared answers, and each clause with its answers."""
    keys: dict[str, Any] = {name: {"type": "string"} for name in (*HEAD, *NUMBERING)}
    keys |= {name: {"type": "string", "description": one.ask} for name, one in library.questions().items()}
    for id in library.clause_ids:
        clause = library.clause(id)
        keys[id] = {"enum": ["true", "false", ""], "description": clause.title}
        keys[f"{id}.variant"] = {"enum": [*clause.variants, ""]}
        keys |= {f"{id}.{name}": {"type": "string", "description": one.ask} for name, one in clause.questions.items()}
    return keys


def _question(question: Question) -> dict[str, Any]:
    """What an answer may be: its own shape, or several proposals that are still open."""
    said = {"description": f"{question.ask} {question.why}".strip()}
    if question.default is not None:
        said["default"] = question.default  # type: ignore[assignment]
    one: dict[str, Any] = {"type": ["string", "number", "boolean"]}
    if question.type == "choice":
        one = {"oneOf": [{"const": name, "description": offer.label} for name, offer in question.offers.items()]}
    elif question.type in ("parties", "choices"):
        one = {"type": ["string", "array"], "items": {"type": "string"}}
    elif question.type == "rows":
        one = {"type": "array", "items": {"type": "object"}}
    opened = {"type": "object", "required": ["open"], "properties": {"open": {"type": "array"}}}
    return {**said, "anyOf": [one, opened]}
