"""A file held against its shape: the data as a model, or every mistake of the file at once.

Each mistake is told with its line and, for a key that is not known, what it is called now, or the nearest right one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TypeVar, get_args

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from treatydraft.errors import MAX_PROBLEMS, LibraryError, Problem, TreatydraftError, nearest
from treatydraft.library.overlay import MergedYaml
from treatydraft.library.schema import Shape
from treatydraft.value.single import shown

S = TypeVar("S", bound=Shape)


def validated(shape: type[S], source: MergedYaml, below: str = "", error: type[TreatydraftError] = LibraryError) -> S:
    """The data of a file as the model `shape`; raises `error` with the mistakes of the file, `MAX_PROBLEMS` at most.

    With `below` the whole file is the value of that one key of the model.
    """
    data = source.data if source.data is not None else {}
    try:
        return shape.model_validate({below: data} if below else data)
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
        if kind == "extra_forbidden" and name in around.formerly:
            now = around.formerly[name]
            now = now if " " in now else f"'{now}'"
            yield Problem(where, f"'{name}' is now {now}", f"write {now} in its place")
        elif kind == "extra_forbidden":
            known = [_key(*one) for one in around.model_fields.items()]
            near = nearest(name, known)
            hint = f"did you mean '{near}'?" if near else f"known here: {', '.join(known)}"
            yield Problem(where, f"'{name}' is not a key that is known here", hint)
        elif kind == "model_type" and "" in around.formerly and isinstance(mistake["input"], str):
            what = f"{shown(mistake['input'])} stands here by itself, and is now {_with_its_keys(around)}"
            yield Problem(where, what, shape.remedy)
        elif kind == "missing":
            yield Problem(where, f"'{name}' is missing", f"add '{name}'")
        else:
            said = mistaken(mistake)
            yield Problem(where, f"'{name}' {said}" if name else said, shape.remedy)


def _with_its_keys(shape: type[Shape]) -> str:
    """The mapping that is written where once a text was enough."""
    required = [_key(name, field) for name, field in shape.model_fields.items() if field.is_required()]
    return f"written {{{', '.join(f'{key}: ...' for key in required)}}}"


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
    found = shape
    for part in path[:-1]:
        field = next((f for name, f in found.model_fields.items() if part in (name, f.alias)), None)
        if field is None:
            continue  # a key of a free mapping or a place in a list: the shape stays the one below it
        found = _shape_in(field.annotation) or found
    return found


def _shape_in(annotation: object) -> type[Shape] | None:
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return annotation
    return next(filter(None, map(_shape_in, get_args(annotation))), None)
