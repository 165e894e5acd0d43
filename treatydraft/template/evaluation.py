"""Evaluation of a template over the answers, node by node, without compiling it.

What a stranger wrote never becomes code, and a node that no text may use has no entry in `READINGS`. Values are
combined as Python combines them. A name that is not in the context is undefined: it can be printed and passed to a
word, and raises jinja2's UndefinedError where anything else is done with it.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from jinja2 import StrictUndefined, TemplateError, Undefined, nodes

from treatydraft.value import Row

Context = Mapping[str, object]

FAILURES = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, TemplateError)
"""What evaluation raises where a word or a sign is given what it cannot take: the text is wrong, or the condition."""


def reason(failure: Exception) -> str:
    """Why an evaluation failed, in plain words."""
    if isinstance(failure, LookupError):
        return f"there is no {failure}"
    if isinstance(failure, TypeError | AttributeError):
        return "a word or a sign is given what it cannot take"
    return str(failure)


def texts(body: Iterable[Any], context: Context, printed: Any) -> Iterator[str]:
    """The text of the nodes of a template, piece by piece, with its values as `printed` prints them."""
    stack = [iter(body)]  # each iterator is within the one before: conditions stand deep in one another
    while stack:
        for node in stack[-1]:
            kind = type(node)
            if kind is nodes.Output:
                for part in node.nodes:
                    if type(part) is nodes.TemplateData:
                        yield part.data
                    else:
                        yield str(printed(READINGS[type(part)](part, context)))
            elif kind is nodes.If:
                stack.append(iter(_branch(node, context)))
                break
            elif kind is nodes.For:
                rows: Any = value(node.iter, context)
                for row in rows:
                    yield from texts(node.body, {**context, node.target.name: row}, printed)
            else:
                raise TypeError(f"{kind.__name__} is no part of a text")
        else:
            stack.pop()


def _branch(node: nodes.If, context: Context) -> Iterable[nodes.Node]:
    """What stands under the first condition that holds, or under `else`."""
    for branch in (node, *node.elif_):
        if value(branch.test, context):
            return branch.body
    return node.else_


def value(node: nodes.Node, context: Context) -> object:
    """The value of an expression."""
    return READINGS[type(node)](node, context)


def _name(node: nodes.Name, context: Context) -> object:
    return context[node.name] if node.name in context else StrictUndefined(name=node.name)


def _constant(node: nodes.Const, context: Context) -> object:
    return node.value


def _list(node: nodes.List, context: Context) -> object:
    return [value(item, context) for item in node.items]


def _tuple(node: nodes.Tuple, context: Context) -> object:
    return tuple([value(item, context) for item in node.items])


def _call(node: nodes.Call, context: Context) -> object:
    word: Any = value(node.node, context)
    arguments = [value(argument, context) for argument in node.args]
    if not node.kwargs:
        return word(*arguments)
    return word(*arguments, **{argument.key: value(argument.value, context) for argument in node.kwargs})


def _column(node: nodes.Getattr, context: Context) -> object:
    row = value(node.node, context)
    missing = StrictUndefined(obj=row, name=node.attr)
    return getattr(row, node.attr, missing) if isinstance(row, Row) else missing


def _chosen(node: nodes.CondExpr, context: Context) -> object:
    if value(node.test, context):
        return value(node.expr1, context)
    if node.expr2 is None:
        return Undefined("the condition does not hold, and there is no 'else'")
    return value(node.expr2, context)


def _compared(node: nodes.Compare, context: Context) -> object:
    left, holds = value(node.expr, context), None
    for operand in node.ops:
        right = value(operand.expr, context)
        holds = _COMPARISONS[operand.op](left, right)
        if not holds:
            break
        left = right
    return holds


def _and(node: nodes.And, context: Context) -> object:
    return value(node.left, context) and value(node.right, context)


def _or(node: nodes.Or, context: Context) -> object:
    return value(node.left, context) or value(node.right, context)


def _not(node: nodes.Not, context: Context) -> object:
    return not value(node.node, context)


def _minus(node: nodes.Neg, context: Context) -> object:
    return operator.neg(value(node.node, context))  # type: ignore[arg-type]


def _sum(node: nodes.Add, context: Context) -> object:
    return operator.add(value(node.left, context), value(node.right, context))


def _difference(node: nodes.Sub, context: Context) -> object:
    return operator.sub(value(node.left, context), value(node.right, context))


_COMPARISONS: Mapping[str, Callable[[Any, Any], object]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "gteq": operator.ge,
    "lt": operator.lt,
    "lteq": operator.le,
    "in": lambda element, container: element in container,
    "notin": lambda element, container: element not in container,
}

READINGS: Mapping[type[nodes.Node], Callable[[Any, Context], object]] = {
    nodes.Name: _name,
    nodes.Const: _constant,
    nodes.List: _list,
    nodes.Tuple: _tuple,
    nodes.Call: _call,
    nodes.Getattr: _column,
    nodes.CondExpr: _chosen,
    nodes.Compare: _compared,
    nodes.And: _and,
    nodes.Or: _or,
    nodes.Not: _not,
    nodes.Neg: _minus,
    nodes.Add: _sum,
    nodes.Sub: _difference,
}
"""Every kind of expression a text may hold, and how it is read."""
