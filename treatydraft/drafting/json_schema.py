"""The shape of the files a person writes, as JSON Schema, so that an editor can complete and check them.

An editor sees a number, a boolean or nothing where we read text, so each may stand where its text may.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from treatydraft.drafting.draft import (
    HEAD,
    KINDS,
    NUMBERING,
    OWN,
    PLACES,
    SETTINGS,
    Accepted,
    LibraryNamed,
    Numbering,
    PartySaid,
)
from treatydraft.library.catalogue import OutlineFile
from treatydraft.library.loading import Library
from treatydraft.library.question import Question
from treatydraft.library.schema import ClauseFile, PageFile
from treatydraft.library.shape import Shape
from treatydraft.value import Limits

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

DESCRIBED = ("draft", "clause", "page", "outline", "rows")
"""The files that can be described."""

_TEXT: Schema = {"type": ["string", "number", "boolean"]}
_NOTHING: Schema = {"enum": [None, ""]}
_BOOLEAN: Schema = {"enum": [True, False, "yes", "no", "Yes", "No", "true", "false"]}
_OWN_ID = f"^{OWN}[a-z][a-z0-9-]*"


def describe(what: str, library: Library) -> Schema:
    """The JSON Schema of a draft, a clause, the front matter of its page, an outline, or the rows of a batch.

    Drafts and rows are those over this library. KeyError for another file. That of rows is of one row, as JSON lines
    have it, and where there is a key `grid`, of a grid.
    """
    if what == "rows":
        row, grid = {"$ref": "#/$defs/row"}, {"$ref": "#/$defs/grid"}
        defs = {**_names(library), "row": _row(library), "grid": _grid(library)}
        return {"$schema": DIALECT, "$defs": defs, "if": {"required": ["grid"]}, "then": grid, "else": row}
    if what == "draft":
        return {"$schema": DIALECT, "$defs": _names(library), **_draft(library), "required": ["outline"]}
    shapes: dict[str, type[Shape]] = {"clause": ClauseFile, "page": PageFile, "outline": OutlineFile}
    return {"$schema": DIALECT, **_with_registers(shapes[what].model_json_schema(), list(library.registers))}


def _with_registers(schema: Any, names: list[str]) -> Any:
    """A model's schema with the library's registers where one of them is to be named: there it enumerates nothing."""
    if isinstance(schema, list):
        return [_with_registers(item, names) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("enum") == []:
        return {**schema, "enum": names}
    return {key: _with_registers(value, names) for key, value in schema.items()}


def _mapping(properties: Mapping[str, Schema], patterns: Mapping[str, Schema] | None = None) -> Schema:
    """A mapping of these keys and no others."""
    schema: Schema = {"type": "object", "additionalProperties": False, "properties": dict(properties)}
    return {**schema, "patternProperties": dict(patterns)} if patterns else schema


def _shape(shape: type[Shape], **known: Schema) -> Schema:
    """A mapping with the keys of a model, each a text unless it is `known`."""
    fields = shape.model_fields
    required = [name for name, field in fields.items() if field.is_required()]
    return {**_mapping({name: known.get(name, _TEXT) for name in fields}), "required": required}


def _any(*schemas: Schema, **annotations: Any) -> Schema:
    return {**annotations, "anyOf": list(schemas)}


def _suggested(names: Iterable[str]) -> Schema:
    """A text, of which an editor offers some."""
    return _any({"enum": list(names)}, _TEXT)


def _names(library: Library) -> Schema:
    """What is referred to in many places: a party, the other clause of a setting, an answer that is left open."""
    parties = library.parties()
    proposals = {"type": "array", "minItems": 1}
    return {
        "open": {
            "description": "Several proposals, none of them agreed yet.",
            **_any({**_mapping({"open": proposals}), "required": ["open"]}, {"type": "string", "pattern": r"^open:\S"}),
        },
        "party": _suggested(parties.known),
        "parties": _suggested([*parties.known, *parties.groups, "all"]),
        "clause": _suggested(library.clause_ids),
    }


# ------------------------------------------------------------------------------------------------ a draft


def _draft(library: Library) -> Schema:
    shared = library.questions().values()
    clauses = {id: _clause(library, id) for id in library.clause_ids}
    accept = {"type": "array", "items": _shape(Accepted)}
    parties = {"type": "object", "additionalProperties": _party()}
    properties: Schema = {
        "treatydraft": {"enum": [1, "1"]},
        "library": _any(_shape(LibraryNamed), _list(_shape(LibraryNamed))),
        **_head(library),
        "numbering": _shape(Numbering, **_numbering()),
        "answers": _mapping({question.name: _answer(question) for question in shared}),
        "clauses": _mapping(clauses, {f"{_OWN_ID}$": _own()}),
        "parties": {**parties, "description": "Parties the library lacks, and other names for those it has."},
        "accept": {**accept, "description": "Findings that are meant to stay, and why."},
    }
    return {"description": "A draft: what differs from its outline.", **_mapping(properties)}


def _head(library: Library) -> Schema:
    outlines = (library.outline(name) for name in library.outline_names)
    known: Schema = {
        "outline": {"oneOf": [{"const": outline.name, "description": outline.purpose} for outline in outlines]},
        "register": {"enum": list(library.registers)},
        "language": {"enum": list(library.about.languages)},
        "revision": _any({"type": "integer", "minimum": 1, "maximum": 9999}, {"type": "string", "pattern": "^[0-9]+$"}),
    }
    return {name: known.get(name, _TEXT) for name in HEAD}


def _numbering() -> Schema:
    return {"articles": {"enum": ["decimal", "roman", ""]}, "headings": _any(_BOOLEAN, _NOTHING), "parts": _BOOLEAN}


def _party() -> Schema:
    member = {"type": "array", "items": _TEXT}
    return _shape(PartySaid, kind={"enum": ["state", "organisation"]}, member=member, neutral=_BOOLEAN, vclt=_BOOLEAN)


def _settings() -> Schema:
    known: Schema = {"kind": {"enum": list(KINDS)}, **{name: {"$ref": "#/$defs/clause"} for name in PLACES}}
    return {name: _any(known.get(name, _TEXT), _NOTHING) for name in SETTINGS if name != "variant"}


def _own() -> Schema:
    return {"description": "An article of your own.", **_mapping(_settings()), "required": ["text"]}


def _clause(library: Library, id: str) -> Schema:
    clause = library.clause(id)
    variants = [{"const": name, "description": variant.effect} for name, variant in clause.variants.items()]
    properties = {
        **_settings(),
        "variant": {"oneOf": variants},
        **{name: _answer(question) for name, question in clause.questions.items()},
    }
    schema = _any(_mapping(properties), {"type": "null"}, _BOOLEAN)
    return {"description": f"{clause.title}. {clause.purpose}", **schema}


# ------------------------------------------------------------------------------------------------ an answer


def _answer(question: Question) -> Schema:
    """What an answer may be: its own shape, several proposals that are still open, or nothing."""
    annotations = {"description": f"{question.ask} {question.why}".strip()}
    if question.default is not None:
        annotations["default"] = question.default  # type: ignore[assignment]
    labels = {name: offer.label for name, offer in question.offers.items()}
    return _any(
        _value(question.type, question.limits, labels), {"$ref": "#/$defs/open"}, {"type": "null"}, **annotations
    )


def _value(kind: str, limits: Limits, labels: Mapping[str, str]) -> Schema:
    match kind:
        case "boolean":
            return _any(_BOOLEAN, {"type": "string"})
        case "choice":
            return {"oneOf": [{"const": name, "description": label} for name, label in labels.items()]}
        case "choices":
            return _any({"type": "array", "items": {"enum": list(labels)}}, {"type": "string"})
        case "party":
            return {"$ref": "#/$defs/party"}
        case "parties":
            several = {"$ref": "#/$defs/parties"}
            return _any(several, {"type": "array", "items": several})
        case "rows":
            columns = {
                name: _value(column.type, column.limits, dict.fromkeys(column.limits.choices, ""))
                for name, column in limits.columns.items()
            }
            return {"type": "array", "items": {**_mapping(columns), "required": list(columns)}}
    return _TEXT


# ------------------------------------------------------------------------------------------------ rows


def _row(library: Library) -> Schema:
    """A row: a cell for each key of a draft, and the name of its files; an empty cell is the default."""
    numbering = {f"numbering.{name}": schema for name, schema in _numbering().items()}
    cells: Schema = {"name": _TEXT, **_head(library), **{name: numbering[name] for name in NUMBERING}}
    cells |= {question.name: _answer(question) for question in library.questions().values()}
    for id in library.clause_ids:
        clause = library.clause(id)
        cells[id] = {**_BOOLEAN, "description": clause.title}
        cells[f"{id}.variant"] = {"enum": list(clause.variants)}
        cells |= {f"{id}.{name}": schema for name, schema in _settings().items()}
        cells |= {question.key: _answer(question) for question in clause.questions.values()}
    own = {rf"{_OWN_ID}\.{name}$": schema for name, schema in _settings().items()}
    filled = {key: _any(cell, _NOTHING) for key, cell in cells.items()}
    return {"description": "A row of a batch: answers by key.", **_mapping(filled, {f"{_OWN_ID}$": _BOOLEAN, **own})}


def _grid(library: Library) -> Schema:
    """A draft, and under `grid` a list of values for each key."""
    cells = _row(library)
    lists = {key: _list({"$ref": f"#/$defs/row/properties/{_pointer(key)}"}) for key in cells["properties"]}
    own = {pattern: _list(cell) for pattern, cell in cells["patternProperties"].items()}
    draft = _draft(library)
    draft["properties"]["grid"] = {**_mapping(lists, own), "minProperties": 1}
    return {**draft, "description": "A draft, and values for some keys: every combination of them is a row."}


def _list(item: Schema) -> Schema:
    return {"type": "array", "minItems": 1, "items": item}


def _pointer(key: str) -> str:
    """A key as a part of a JSON pointer in a reference."""
    return key.replace("~", "~0").replace("/", "~1")
