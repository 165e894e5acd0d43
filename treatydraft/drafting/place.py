"""Where the values of a draft stand: the line in its file, or the key of what the file does not hold yet."""

from __future__ import annotations

from treatydraft.errors import DraftError, Location
from treatydraft.files import parse_yaml
from treatydraft.library.overlay import MergedYaml, YamlPath, merge

_DEPTH = {"answers": 2, "numbering": 2, "clauses": 3, "parties": 3}
"""How many steps lead to a key in each part of a draft; what stands deeper belongs to that key."""


def placed_in(before: str, changed: MergedYaml, name: str) -> MergedYaml:
    """The data of a `changed` draft with the places they have in the text of its file `before`.

    DraftError where that text is no YAML.
    """
    places = merge([parse_yaml(before, name, DraftError)]).places
    return MergedYaml(changed.data, {path: _place(path, places, name) for path in changed.places})


def placed_over(before: MergedYaml, data: object) -> MergedYaml:
    """Changed `data` with the places it has in the file it was read from, `before`.

    What is new stands where the value above it does.
    """
    places: dict[YamlPath, Location] = {}

    def put(path: YamlPath, value: object, above: Location) -> None:
        here = places[path] = before.places.get(path, above)
        inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, item in inside:
            put((*path, key), item, here)

    put((), data, before.where())
    return MergedYaml(data, places)


def _place(path: YamlPath, places: dict[YamlPath, Location], name: str) -> Location:
    if not path:
        return Location(name)
    key = path[: _DEPTH.get(str(path[0]), 1)]
    return places.get(path) or places.get(key) or Location(name, key=key_of(key))


def key_of(path: YamlPath) -> str:
    """The key of a path, as a person gives it to `set`: ``guarantors``, ``triggers/tiers.hours``."""
    named = path[1:] if path[0] in ("answers", "clauses") and len(path) > 1 else path
    return ".".join(map(str, named))
