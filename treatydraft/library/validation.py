"""A file validated against its shape: the data as a model, or every mistake of the file at once.

Each mistake is told with its line and, for a key that is not known, what it is called now, or the nearest right one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from types import MappingProxyType
from typing import TypeVar, get_args

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from treatydraft.errors import MAX_PROBLEMS, LibraryError, Problem, TreatydraftError, suggestion
from treatydraft.library.overlay import MergedYaml
from treatydraft.library.schema import Lacking
from treatydraft.library.shape import Shape
from treatydraft.value import Register
from treatydraft.value.parsers import shown

S = TypeVar("S", bound=Shape)

NO_REGISTERS: Mapping[str, Register] = MappingProxyType({})
"""For a file that names none."""


def validated(
    shape: type[S],
    source: MergedYaml,
    below: str = "",
    error: type[TreatydraftError] = LibraryError,
    registers: Mapping[str, Register] = NO_REGISTERS,
) -> S:
    """The data of a file as the model `shape`; raises `error` with the mistakes of the file, `MAX_PROBLEMS` at most.

    With `below` the whole file is the value of that one key of the model. `registers` are those the file may name.
    """
    data = source.data if source.data is not None else {}
    try:
        return shape.model_validate({below: data} if below else data, context=registers)
    except ValidationError as wrong:
        skip = 1 if below else 0
        raise error(islice(_problems(wrong, shape, source, skip), MAX_PROBLEMS)) from None


def _problems(wrong: ValidationError, shape: type[Shape], source: MergedYaml, skip: int) -> Iterator[Problem]:
    for mistake in wrong.errors(include_url=False):
        path = tuple(part for part in mistake["loc"] if part != "[key]")[skip:]
        name = str(path[-1]) if path else ""
        kind = mistake["type"]
        where = source.where(path)
        around = _shape_around(shape, mistake["loc"])
        if where.line is not None:
            where = replace(where, key=".".join(map(str, path)))
        if kind == "extra_forbidden" and name in around.formerly:
            now = around.formerly[name]
            now = now if " " in now else f"'{now}'"
            yield Problem("moved-key", where, f"'{name}' is now {now}", f"write {now} in its place")
        elif kind == "extra_forbidden":
            known = [_key(*field) for field in around.model_fields.items()]
            hint = suggestion(name, known, f"known here: {', '.join(known)}")
            yield Problem("unknown-key", where, f"'{name}' is not a key that is known here", hint)
        elif kind == "missing":
            yield Problem("missing-key", where, f"'{name}' is missing", f"add '{name}'")
        else:
            words = mistaken(mistake)
            lacking = isinstance(mistake.get("ctx", {}).get("error"), Lacking)
            yield Problem(
                "missing-key" if lacking else "wrong-value", where, f"'{name}' {words}" if name else words, shape.remedy
            )


def mistaken(mistake: ErrorDetails) -> str:
    """What is wrong in words of ours: those of the validation library speak of its types."""
    context = mistake.get("ctx", {})
    given = mistake["input"]
    if isinstance(given, Mapping) and set(given) == {"open"}:
        return "cannot be left open; give one answer"
    match mistake["type"]:
        case "literal_error":
            known = context["expected"].removeprefix("'', ").removeprefix("'' or ").replace("'", "")
            return f"is {shown(given)}; it can be {known}"
        case "int_parsing" | "int_type" | "int_from_float":
            return f"is {shown(given)}, which is not a whole number"
        case "bool_parsing" | "bool_type":
            return f"is {shown(given)}; it can be yes or no"
        case "greater_than_equal":
            return f"is {given}, less than the {context['ge']} allowed"
        case "less_than_equal":
            return f"is {given}, more than the {context['le']} allowed"
        case "string_type":
            return "must be words"
        case "list_type":
            return "must be a list"
        case "dict_type" | "model_type" | "model_attributes_type":
            return "must be a mapping of keys to values"
        case "value_error":
            return str(context["error"])
        case "string_pattern_mismatch":
            return "holds braces that are not those of this text"
        case "string_too_short":
            return "must not be empty"
        case "too_short":
            return f"needs at least {context['min_length']}"
        case "too_long":
            return f"takes at most {context['max_length']}"
    return mistake["msg"][:1].lower() + mistake["msg"][1:]


def _key(name: str, field: FieldInfo) -> str:
    return field.alias or name


def _shape_around(shape: type[Shape], path: tuple[int | str, ...]) -> type[Shape]:
    """The shape of the mapping in which the last name of `path` stands, or of the entry of a list that `path` is."""
    inner = shape
    for part in path[:-1]:
        field = next((f for name, f in inner.model_fields.items() if part in (name, f.alias)), None)
        if field is None:
            continue  # a key of a free mapping or a place in a list: the shape stays the one below it
        inner = _shape_in(field.annotation) or inner
    return inner


def _shape_in(annotation: object) -> type[Shape] | None:
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return annotation
    return next(filter(None, map(_shape_in, get_args(annotation))), None)
