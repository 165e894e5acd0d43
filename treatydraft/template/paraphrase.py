"""A condition in English words, from its tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from jinja2 import nodes

from treatydraft.errors import indefinite

_COUNTS = {"eq": "", "ne": "not ", "gt": "more than ", "gteq": "at least ", "lt": "fewer than ", "lteq": "at most "}
_ANNEXES = {
    "annex": "there is an annex",
    "annex:several": "there is more than one annex",
    "annex:own": "there is an annex of the drafter's own",
}
_OPPOSITE = {
    **{"eq": "ne", "ne": "eq", "in": "notin", "notin": "in"},
    **{"gt": "lteq", "lteq": "gt", "lt": "gteq", "gteq": "lt"},
}


def paraphrase(expression: nodes.Expr, types: Mapping[str, str]) -> str:
    """The condition as a sentence; empty where it is too involved. `types` are those of the answers it reads."""
    try:
        return _Paraphrase(types).sentence(expression, True, 0)
    except _Inexpressible:
        return ""


class _Inexpressible(Exception):
    """A node for which there are no plain words."""


class _Paraphrase:
    def __init__(self, types: Mapping[str, str]) -> None:
        self.types = types

    def sentence(self, node: nodes.Node, holds: bool, depth: int) -> str:
        """The words for a node that `holds`, or does not, so many changes between `and` and `or` deep."""
        while isinstance(node, nodes.Not):
            node, holds = node.node, not holds
        if isinstance(node, nodes.And | nodes.Or):
            return self._several(node, holds, depth)
        match node:
            case nodes.Compare(expr=left, ops=[nodes.Operand(op=op, expr=right)]):
                if op in _OPPOSITE:
                    return self._compared(node, left, op if holds else _OPPOSITE[op], right, holds)
            case nodes.Call(node=nodes.Name(name=word), args=arguments):
                return self._called(word, arguments, holds)
            case nodes.Name(name=name):
                return self._truth(name, holds)
        raise _Inexpressible

    def _several(self, node: nodes.And | nodes.Or, holds: bool, depth: int) -> str:
        every = isinstance(node, nodes.And) == holds  # not (a and b) is: not a, or not b
        if depth > 1:
            raise _Inexpressible
        names: list[str] = []
        rest: list[nodes.Node] = []
        for part in _flat(node, type(node)):
            wordings = _wordings(part, holds)
            if wordings and wordings[0] != every:
                names += wordings[1]
            else:
                rest.append(part)
        sentences = [_wording(not every, names)] if names else []
        sentences += [self.sentence(part, holds, depth + 1) for part in rest]
        if len(sentences) == 1:
            return sentences[0]
        if every and depth and len(sentences) > 2:
            raise _Inexpressible
        word = "and" if every else "or"
        if depth:
            return f"{'both' if every else 'either'} {_listed(sentences, word)}"
        return f", {word} ".join(sentences)  # what is listed in one of them has no comma before its last

    def _compared(self, node: nodes.Node, left: nodes.Node, op: str, right: nodes.Node, holds: bool) -> str:
        if wordings := _wordings(node, holds):
            return _wording(*wordings)
        match left, right:
            case nodes.Name(name="register"), nodes.Const(value=str(register)) if op in ("eq", "ne"):
                return f"the instrument is {indefinite(register) if op == 'eq' else f'no {register}'}"
            case nodes.Name(name=name), nodes.Const(value=str(value)) if op in ("eq", "ne") and name in self.types:
                return f"{name} is {'' if op == 'eq' else 'not '}{value}"
            case nodes.Const(value=str(value)), nodes.Name(name=name) if op in ("in", "notin"):
                return f"{value} is {'' if op == 'in' else 'not '}among {self._many(name)}"
            case nodes.Call(node=nodes.Name(name="count"), args=[nodes.Name(name=name)]), nodes.Const(value=number):
                if op in _COUNTS and isinstance(number, int):
                    return f"there are {_COUNTS[op]}{number} {name}"
        raise _Inexpressible

    def _called(self, word: str, arguments: list[nodes.Expr], holds: bool) -> str:
        match word, arguments:
            case "mutual", []:
                return f"{'' if holds else 'not '}every party guarantees every other"
            case "many", [nodes.Name(name=name)]:
                return f"there is {'' if holds else 'no '}more than one among {self._many(name)}"
            case "has", [nodes.Const(value=str(name))] if name in _ANNEXES and holds:
                return _ANNEXES[name]
            case "has", [nodes.Const(value=str(name))] if name not in _ANNEXES:
                clause, _, variant = name.partition(":")
                presence = f"{clause} is {'' if holds else 'not '}in the instrument"
                return f"{presence} with the wording {variant}" if variant else presence
        raise _Inexpressible

    def _many(self, name: str) -> str:
        if name != "parties" and name not in self.types:
            raise _Inexpressible
        return f"the {name}"

    def _truth(self, name: str, holds: bool) -> str:
        if name not in self.types:
            raise _Inexpressible
        if self.types[name] == "boolean":
            return f"{name} is {'yes' if holds else 'no'}"
        if self.types[name] in ("choices", "parties", "rows"):
            return f"there is {'something' if holds else 'nothing'} in {name}"
        return f"{name} is {'' if holds else 'not '}answered"


def _flat(node: nodes.Node, kind: type[nodes.Node]) -> Iterator[nodes.Node]:
    if isinstance(node, nodes.And | nodes.Or) and isinstance(node, kind):
        yield from _flat(node.left, kind)
        yield from _flat(node.right, kind)
    else:
        yield node


def _wordings(node: nodes.Node, holds: bool) -> tuple[bool, list[str]] | None:
    """The wordings a comparison names, and whether it asks for one of them or for none; None for anything else."""
    match node:
        case nodes.Compare(expr=nodes.Name(name="variant"), ops=[nodes.Operand(op=op, expr=right)]) if op in _OPPOSITE:
            items = right.items if isinstance(right, nodes.Tuple | nodes.List) else [right]
            names = [item.value for item in items if isinstance(item, nodes.Const) and isinstance(item.value, str)]
            return ((op in ("eq", "in")) == holds, names) if names and len(names) == len(items) else None
    return None


def _wording(one_of: bool, names: list[str]) -> str:
    if one_of:
        return f"the wording is {_listed(names, 'or')}"
    if len(names) > 2:
        return f"the wording is none of {_listed(names, 'and')}"
    return f"the wording is neither {' nor '.join(names)}" if len(names) == 2 else f"the wording is not {names[0]}"


def _listed(words: Iterable[str], last: str) -> str:
    *front, end = words
    return f"{', '.join(front)} {last} {end}" if front else end
