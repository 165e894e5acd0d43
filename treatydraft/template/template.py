"""A clause's text as a Jinja template from an untrusted author: parsed, checked, and only then evaluated.

A sandbox is not enough (``{{ 9**(9**9) }}`` hangs while it is compiled), so every template is parsed first and its tree
checked against the allow-list below; what is not on the list is refused with file and line, and what is on it is
evaluated without being compiled (`evaluation`). The same walk serves the conditions of `clause.yaml`. Rendering goes
through the printer the caller puts into the context under `PRINT`, so that whatever a person typed is escaped for the
notation and can never become a template.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from jinja2 import nodes

from treatydraft.characters import refuse_hidden
from treatydraft.errors import LibraryError, Location, Problem
from treatydraft.template.evaluation import FAILURES, reason, texts, value
from treatydraft.template.inputs import Inputs, Reading, inputs
from treatydraft.template.parsing import DEPTH_LIMIT, RIGHT, Mistake, misplaced, parse

T = TypeVar("T")

WORDS = frozenset(
    (
        *("each", "any", "a", "that", "the", "other", "Each", "Any", "A", "That", "The", "Other"),
        *("noun", "nouns", "names", "many", "count", "mutual", "party", "government", "shall", "shall_not", "may"),
        *("word", "has", "span", "number", "ordinal", "amount", "percent", "fraction", "date", "languages", "shares"),
        *("formal", "Formal", "called", "Party", "addressee", "depositary_or", "Depositary_or"),
        *("Names", "organisation_in"),
        *("each_other", "any_other", "the_other", "Each_other", "Any_other", "The_other"),
    )
)
"""Every word a text may call. `treatydraft.composition.words` gives each its meaning; a test holds the two together."""

PRINT = " print"  # a name no template can write

OUTPUT_LIMIT = 2_000_000  # characters it may yield

_PLAIN = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand),
    *(nodes.And, nodes.Or, nodes.Not, nodes.Add, nodes.Sub, nodes.Keyword, nodes.Neg, nodes.List, nodes.Tuple),
)


@dataclass(frozen=True, slots=True)
class _Examined:
    """The result of examining a text: what is wrong, and otherwise the tree and the names it reads."""

    mistakes: tuple[Problem, ...]
    tree: nodes.Template | None = None
    names: Mapping[str, int] = field(default_factory=dict)
    reading: Reading = field(default_factory=Reading)


class Template:
    """One text: its source, and where it begins. It is examined when it is first asked for anything else."""

    def __init__(self, source: str, file: str = "", line: int = 1) -> None:
        self.source, self.file, self.line = source, file, line

    @property
    def where(self) -> Location:
        """The place of the first line."""
        return Location(self.file, self.line)

    @property
    def mistakes(self) -> tuple[Problem, ...]:
        """What is wrong with the text; empty for one that may be rendered."""
        return self._examined.mistakes

    @property
    def names(self) -> Mapping[str, int]:
        """The names the text reads, and on which line of the file first."""
        return self._examined.names

    @property
    def tree(self) -> nodes.Template:
        """The tree of the text, which has been walked. LibraryError with every mistake of one that is wrong."""
        if self.mistakes or self._examined.tree is None:
            raise LibraryError(self.mistakes)
        return self._examined.tree

    @cached_property
    def inputs(self) -> Inputs | None:
        """What the text depends on; None where its tree does not show it."""
        return None if self.mistakes else inputs(self._examined.reading, self.names)

    def render(self, context: Mapping[str, object]) -> str:
        """The text in the drafting notation. `context` holds the answers, the words, and the printer under `PRINT`."""
        size, chunks = 0, []
        for chunk in texts(self.tree.body, context, context[PRINT]):
            chunks.append(chunk)
            size += len(chunk)
            if size > OUTPUT_LIMIT:
                raise ValueError(f"the text of {self.where} grows beyond {OUTPUT_LIMIT:,} characters")
        return "".join(chunks)

    # -------------------------------------------------------------------------------------------- examination

    @cached_property
    def _examined(self) -> _Examined:
        tree, mistakes_in_syntax = parse(self.source)
        walker = _Walker()
        if tree is not None:
            walker.walk(tree)
        mistakes = [
            Problem("wrong-template", Location(self.file, self.line + line - 1), what, hint)
            for line, what, hint in (*misplaced(self.source), *mistakes_in_syntax, *walker.mistakes)
        ]
        names = {name: self.line + line - 1 for name, line in walker.names.items()}
        return _Examined(tuple(mistakes), tree, names, walker.reading)


class Condition:
    """A condition of `clause.yaml`, such as ``timing == "within-hours"``: walked like a text."""

    def __init__(self, source: str, file: str = "", line: int = 1) -> None:
        self.source = source
        self.file = file
        self._template = Template("{{ (" + source + ") }}", file, line)

    @property
    def names(self) -> Mapping[str, int]:
        """The names the condition reads."""
        return self._template.names

    @property
    def inputs(self) -> Inputs | None:
        """What the condition depends on; None where its tree does not show it."""
        return self._template.inputs

    @cached_property
    def mistakes(self) -> tuple[Problem, ...]:
        """What is wrong with the condition; empty for one that may be evaluated."""
        if self._template.mistakes or self._alone is not None:
            return self._template.mistakes
        hint = 'write one, such as timing == "within-hours"'
        return (Problem("wrong-template", self._template.where, f"'{self.source}' is not one condition", hint),)

    @cached_property
    def _alone(self) -> nodes.Expr | None:
        """The one expression the condition is; None where it is none or several."""
        match self._template.tree.body:
            case [nodes.Output(nodes=[expression])] if not isinstance(expression, nodes.Tuple):
                return expression
        return None

    @property
    def expression(self) -> nodes.Expr | None:
        """The tree of the expression; None for a condition that is wrong."""
        return None if self._template.mistakes else self._alone

    def value(self, context: Mapping[str, object]) -> object:
        """The value of the expression over the answers in `context`. LibraryError for one that is wrong or has none."""
        return self._read(context, lambda result: result)

    def _read(self, context: Mapping[str, object], read: Callable[[object], T]) -> T:
        if self.mistakes or self._alone is None:
            raise LibraryError(self.mistakes)
        try:
            return read(value(self._alone, context))
        except FAILURES as failure:
            what = f"'{self.source}' cannot be told: {reason(failure)}"
            raise LibraryError(Problem("unrenderable-text", self._template.where, what, RIGHT)) from failure

    def holds(self, context: Mapping[str, object]) -> bool:
        """Whether the condition is true of the answers in `context`."""
        return self._read(context, bool)


class _Walker:
    """Walks a template's tree against the allow-list and gathers the names it reads."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []
        self.names: dict[str, int] = {}
        self.reading = Reading()
        self._rows: str = ""  # the variable of the loop we are in

    def _refuse(self, node: nodes.Node, what: str, hint: str = RIGHT) -> None:
        self.mistakes.append((node.lineno or 1, what, hint))  # some nodes the parser makes up have no line

    def walk(self, node: nodes.Node, depth: int = 0) -> None:
        if depth > DEPTH_LIMIT:
            self._refuse(node, "the text nests too deeply", f"at most {DEPTH_LIMIT} levels are allowed")
            return
        visit = getattr(self, f"_{type(node).__name__.lower()}", None)
        if visit is not None:
            visit(node, depth)
        elif isinstance(node, _PLAIN):
            self._below(node, depth)
        else:
            self._refuse(node, f"a text may not use {_called(node)}")

    def _below(self, node: nodes.Node, depth: int) -> None:
        for child in node.iter_child_nodes():
            self.walk(child, depth + 1)

    def _name(self, node: nodes.Name, depth: int) -> None:
        if node.name.startswith("_") or node.ctx != "load":
            self._refuse(node, f"'{node.name}' is not a name a text may use")
        elif node.name in WORDS:
            self._refuse(node, f"'{node.name}' is a word and needs its brackets", f"write {node.name}(...)")
        else:
            self.reading.names.append(node)
            if node.name != self._rows:
                self.names.setdefault(node.name, node.lineno)

    def _if(self, node: nodes.If, depth: int) -> None:
        if len(node.elif_) > DEPTH_LIMIT:  # no text has so many
            self._refuse(node, "the condition has too many branches", f"at most {DEPTH_LIMIT} are allowed")
            return
        self._below(node, depth)

    def _const(self, node: nodes.Const, depth: int) -> None:
        if not isinstance(node.value, str | int | bool | None):
            self._refuse(node, "a text may hold words and whole numbers only")
        elif isinstance(node.value, int) and abs(node.value) > 10**12:
            self._refuse(node, "the number is too large")
        elif isinstance(node.value, str) and (wrong := refuse_hidden(node.value)):  # written as an escape: "\u202e"
            self._refuse(node, wrong, "delete it")

    def _call(self, node: nodes.Call, depth: int) -> None:
        if not isinstance(node.node, nodes.Name) or node.node.name not in WORDS:
            self._refuse(node, "only the words of the library can be called")
            return
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            self._refuse(node, "a word takes its arguments one by one")
            return
        self.reading.calls.append(node)
        for child in [*node.args, *node.kwargs]:
            self.walk(child, depth + 1)

    def _compare(self, node: nodes.Compare, depth: int) -> None:
        match node:
            case nodes.Compare(expr=nodes.Call(), ops=[nodes.Operand(expr=nodes.Const(value=0 | 1 | 2))]):
                self.reading.compared.add(id(node.expr))
        self._below(node, depth)

    def _getattr(self, node: nodes.Getattr, depth: int) -> None:
        if not isinstance(node.node, nodes.Name) or node.node.name != self._rows or node.attr.startswith("_"):
            self._refuse(node, f"'.{node.attr}' is not a column of a row")

    def _for(self, node: nodes.For, depth: int) -> None:
        if self._rows:
            self._refuse(node, "a loop stands in a loop")
            return
        if not isinstance(node.iter, nodes.Name) or not isinstance(node.target, nodes.Name):
            self._refuse(node, "a loop goes over one list by its name")
            return
        if node.test is not None or node.recursive or node.else_:
            self._refuse(node, "a loop has no condition of its own")
            return
        if node.target.name in WORDS or node.target.name.startswith("_") or node.target.name == node.iter.name:
            self._refuse(node, f"'{node.target.name}' cannot name a row")
            return
        self.walk(node.iter, depth + 1)
        self._rows = node.target.name
        self.reading.rows.add(self._rows)
        for child in node.body:
            self.walk(child, depth + 1)
        self._rows = ""


_FORBIDDEN = {
    "Filter": "filters", "Test": "tests", "Getitem": "items by index", "Assign": "assignments", "Pow": "powers",
    "Mul": "multiplication", "Div": "division", "FloorDiv": "division", "Mod": "'%'", "Concat": "'~'",
    "Include": "other files", "Import": "other files", "FromImport": "other files", "Extends": "other files",
    "Macro": "macros", "Block": "blocks", "Dict": "mappings",
}  # fmt: skip


def _called(node: nodes.Node) -> str:
    kind = type(node).__name__
    return _FORBIDDEN.get(kind, f"'{kind.lower()}'")
