"""The tree as JSON and back: `read_json(write_json(x), registers) == x`.

Every node is an object whose ``node`` names its class in `treatydraft.instrument.tree`; its other keys are the fields
of that class. A field that holds its default is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from types import UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from treatydraft.cache import cached
from treatydraft.errors import Location, Problem, ReadError
from treatydraft.instrument import tree
from treatydraft.instrument.tree import Instrument, Table
from treatydraft.language.grammar import CASES

VERSION = 2
SIZE = 64 * 2**20
"""The most characters that are read."""
VALUES = 5_000_000
"""The most values that are read: a file of nothing but brackets would otherwise fill memory."""
DEPTH = 120
"""The most values inside one another."""

CHOICES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("Unit", "kind"): ("paragraph", "text", "subparagraph", "point"),
    ("Unit", "join"): ("", "and", "or"),
    ("Provision", "kind"): ("article", "annex", "recital"),
    ("Part", "kind"): ("part", "chapter"),
    ("NumberingStyle", "articles"): ("decimal", "roman"),
    ("Reference", "form"): ("", "number", "article"),
    ("Reference", "case"): ("", *CASES),
    ("Table", "align"): ("left", "center", "right"),
}
"""What a field may hold where the tree only says text; for a tuple, each of its items."""

UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no file format of ours can hold."""


def write_json(instrument: Instrument) -> str:
    """The instrument as JSON text, indented, with a last line break."""
    document = {"version": VERSION, "instrument": _write(instrument)}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def read_json(text: str, registers: Collection[str]) -> Instrument:
    """The instrument in JSON text, in one of these registers: those a library declares.

    Raises ReadError, saying where, for anything `write_json` would not write.
    """
    if len(text) > SIZE:
        raise _error("", f"more than {SIZE // 2**20} MB of JSON")
    if sum(map(text.count, "[{,")) > VALUES:
        raise _error("", f"more than {VALUES:,} values")
    try:
        document = json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise _error("", f"not JSON: {error.msg.lower()}", error.lineno, error.colno) from None
    except (ValueError, RecursionError) as error:
        what = "values too deep inside one another" if isinstance(error, RecursionError) else str(error)
        raise _error("", f"not JSON that can be read: {what}") from None
    if not isinstance(document, dict) or set(document) != {"version", "instrument"}:
        raise _error("", "not an instrument: the keys are not 'version' and 'instrument'")
    if type(document["version"]) is not int or document["version"] != VERSION:
        raise _error("version", f"version {document['version']!r} cannot be read, only {VERSION}"[:200])
    instrument = cast(Instrument, _read(document["instrument"], Instrument, "instrument", DEPTH))
    if instrument.register not in registers:
        raise _error("instrument.register", f"not one of {', '.join(map(repr, registers))}")
    return instrument


def _write(value: object) -> object:
    if isinstance(value, tuple):
        return [_write(item) for item in value]
    if not is_dataclass(value):
        return value
    node: dict[str, object] = {"node": type(value).__name__}
    for field in fields(value):
        content = getattr(value, field.name)
        if field.default is MISSING or content != field.default:
            node[field.name] = _write(content)
    return node


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"the key {next(name for name in names if names.count(name) > 1)!r} stands twice")
    return value


@cached(256)
def _fields(kind: type) -> dict[str, tuple[Field[Any], Any]]:
    hints = get_type_hints(kind, vars(tree))
    return {field.name: (field, hints[field.name]) for field in fields(kind)}


@cached(256)
def _kinds(hint: Any) -> tuple[type, ...]:
    """The types a value may have: those of a union, or the single one."""
    return get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)


def _read(value: Any, hint: Any, where: str, depth: int) -> Any:
    """The value as the type `hint` asks, or a ReadError that says where it does not fit."""
    if depth == 0:
        raise _error(where, "too deep")
    if get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise _error(where, "a list is expected")
        item = get_args(hint)[0]
        return tuple(_read(each, item, f"{where}[{n}]", depth - 1) for n, each in enumerate(value))
    kinds = _kinds(hint)
    if isinstance(value, str) and str in kinds:
        if unfit := UNPRINTABLE.search(value):
            raise _error(where, f"the character U+{ord(unfit[0]):04X} cannot stand in a text")
        return value
    if type(value) in (bool, int) and type(value) in kinds:
        return value
    nodes = {kind.__name__: kind for kind in kinds if is_dataclass(kind)}
    if not nodes:
        raise _error(where, f"{' or '.join(_NAMES[kind] for kind in kinds)} is expected")
    if not isinstance(value, dict) or not isinstance(value.get("node"), str) or value["node"] not in nodes:
        raise _error(where, f"a node is expected: {', '.join(nodes)}")
    return _node(nodes[value["node"]], value, where, depth)


_NAMES = {str: "text", int: "a whole number", bool: "true or false"}


def _node(kind: type, value: dict[str, Any], where: str, depth: int) -> Any:
    known = _fields(kind)
    for name in value:
        if name != "node" and name not in known:
            raise _error(where, f"{kind.__name__} has no {name!r}"[:200])
    values = {}
    for name, (field, hint) in known.items():
        if name in value:
            values[name] = _read(value[name], hint, f"{where}.{name}", depth - 1)
            allowed = CHOICES.get((kind.__name__, name))
            given = values[name] if isinstance(values[name], tuple) else (values[name],)
            if allowed and not set(given) <= set(allowed):
                raise _error(f"{where}.{name}", f"not one of {', '.join(map(repr, allowed))}")
        elif field.default is MISSING:
            raise _error(where, f"{kind.__name__} lacks {name!r}")
    node = kind(**values)
    if isinstance(node, Table):
        rows = (node.header, node.align, *node.rows, node.total or node.header)
        if len(set(map(len, rows))) > 1:
            raise _error(where, "the rows of one table differ in length")
    return node


def _error(key: str, what: str, line: int | None = None, column: int | None = None) -> ReadError:
    where = Location("", line, column, key)
    return ReadError(Problem("wrong-document", where, what, "give a file that `treatydraft export --to json` wrote"))
