"""A clause's text as a Jinja template a stranger may have written: parsed, walked, and only then compiled.

A sandbox alone is not enough (``{{ 9**(9**9) }}`` hangs while it is compiled), so every template is parsed first and
its tree held against the allow-list below; what is not on the list is refused with file and line. The same walk serves
the conditions of `clause.yaml`. Rendering goes through the printer the caller puts into the context under `PRINT`, so
that whatever a person typed is escaped for the notation and can never become a template.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from treatydraft.errors import Problem
from treatydraft.library.dependence import Dependence, dependence

WORDS = frozenset(
    (
        *("each", "any", "a", "that", "the", "other", "Each", "Any", "A", "That", "The", "Other"),
        *("noun", "nouns", "names", "many", "count", "mutual", "party", "government", "shall", "shall_not", "may"),
        *("word", "has", "span", "number", "ordinal", "amount", "percent", "fraction", "date", "languages", "shares"),
        *("formal", "Formal", "called", "Party"),
    )
)
"""Every word a text may call. `treatydraft.drafting.speaker` gives each its meaning; a test holds the two together."""

PRINT = " print"  # a name no template can write

SOURCE_LIMIT = 100_000  # characters of one template
DEPTH_LIMIT = 60  # of its tree
TOKEN_LIMIT = 30_000  # of its tags and the words between: beyond, the parser takes seconds
OUTPUT_LIMIT = 2_000_000  # characters it may yield

_PLAIN = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand),
    *(nodes.And, nodes.Or, nodes.Not, nodes.Add, nodes.Sub, nodes.Keyword, nodes.Neg, nodes.List, nodes.Tuple),
)
_TAGS = r"\s*(?:\{%(?:(?!%\}).)*%\}\s*)+"  # each tag ends where it ends: with .*? a line of tags is tried in every way
_ONLY_TAGS = re.compile(_TAGS)
_TAG_BEFORE_MARKER = re.compile(_TAGS + r"(?:\d+\.\s|\([a-z]+\)\s|@[a-z]|\.\.\.\s|\||//|::|###)")
_MARKER_AFTER_TEXT = re.compile(r"%\}\s*(?:\d+\.|\([a-z]+\))\s")


def _chosen(context: Context, value: object) -> object:
    return context.parent[PRINT](value)


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
        finalize=pass_context(_chosen),
        cache_size=0,
    )
    for table in (environment.globals, environment.filters, environment.tests):
        table.clear()
    return environment


class Template:
    """One text: its source, where it stands, and what it may be asked.

    `file` and `line` say where the source begins, `names` which names it reads and on which line first. `mistakes` is
    empty for a template that may be rendered.
    """

    def __init__(self, source: str, file: str = "", line: int = 1) -> None:
        self.source, self.file, self.line = source, file, line
        self._tree: nodes.Template | None = None
        self.names: Mapping[str, int] = {}
        self.mistakes: tuple[Problem, ...] = tuple(self._examine(source))

    @property
    def where(self) -> str:
        """The place of the first line: ``file:line``."""
        return f"{self.file}:{self.line}"

    def _problem(self, line: int, what: str, hint: str) -> Problem:
        return Problem(f"{self.file}:{self.line + line - 1}", what, hint)

    def _examine(self, source: str) -> Iterator[Problem]:
        if len(source) > SOURCE_LIMIT:
            what = f"the text has {len(source):,} characters; at most {SOURCE_LIMIT:,} are allowed"
            yield self._problem(1, what, "split the clause in two")
            return
        for number, text in enumerate(source.split("\n"), 1):
            if "{#" in text:
                yield self._problem(number, "'{#' would swallow the text after it", "write '\\{#' for the characters")
            if _TAG_BEFORE_MARKER.match(text) or _MARKER_AFTER_TEXT.search(text):
                what = "a tag stands around a marker"
                yield self._problem(number, what, "put the tag alone on the line before the block")
        if "{#" in source:
            return
        too_deep = self._problem(1, "the text nests too deeply or holds too much", f"{DEPTH_LIMIT} levels are allowed")
        try:
            if _depth(source) > DEPTH_LIMIT:  # before the parser sees it: it takes minutes over thousands of open tags
                yield too_deep
                return
            tree = _environment().parse("\n".join(map(_keep_line_end, source.split("\n"))))
        except TemplateSyntaxError as error:
            yield self._problem(
                error.lineno, _lower(error.message or "wrong syntax"), "see clauses/README.md, the words"
            )
            return
        except RecursionError:
            yield too_deep
            return
        except ValueError:  # thousands of digits
            yield self._problem(1, "a number is too large", "write words")
            return
        walker = _Walker()
        walker.walk(tree)
        for line, what, hint in walker.mistakes:
            yield self._problem(line, what, hint)
        self.names = {name: self.line + line - 1 for name, line in walker.names.items()}
        self._tree = tree

    @cached_property
    def dependence(self) -> Dependence | None:
        """What the text depends on, where its tree tells."""
        return None if self._tree is None or self.mistakes else dependence(self._tree, self.names)

    @cached_property
    def _code(self) -> Any:
        environment = _environment()
        assert not self.mistakes and self._tree is not None
        code = environment.compile(self._tree, filename=f"<{self.where}>")
        return environment.template_class.from_code(environment, code, {})

    def render(self, context: Mapping[str, object]) -> str:
        """The text in the drafting notation. `context` holds the answers, the words, and the printer under `PRINT`."""
        size, chunks = 0, []
        for chunk in self._code.generate(context):
            chunks.append(chunk)
            size += len(chunk)
            if size > OUTPUT_LIMIT:
                raise ValueError(f"the text of {self.where} grows beyond {OUTPUT_LIMIT:,} characters")
        return "".join(chunks)


class Condition:
    """A condition of `clause.yaml`, such as ``timing == "within-hours"``: walked like a text, then compiled."""

    def __init__(self, source: str, file: str = "", line: int = 1) -> None:
        self.source = source
        self.file = file
        self._template = Template("{{ (" + source + ") }}", file, line)
        self.names, self.mistakes = self._template.names, self._template.mistakes

    @cached_property
    def _holds(self) -> Callable[..., Any]:
        return _environment().compile_expression(self.source, undefined_to_none=False)

    def value(self, context: Mapping[str, object]) -> Any:
        """The value of the expression over the answers in `context`."""
        return self._holds(context)

    def holds(self, context: Mapping[str, object]) -> bool:
        """Whether the condition is true of the answers in `context`."""
        return bool(self.value(context))


class _Walker:
    """Walks a template's tree against the allow-list and gathers the names it reads."""

    def __init__(self) -> None:
        self.mistakes: list[tuple[int, str, str]] = []
        self.names: dict[str, int] = {}
        self._rows: str = ""  # the variable of the loop we are in

    def _refuse(self, node: nodes.Node, what: str, hint: str = "see clauses/README.md for what a text may use") -> None:
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
        elif node.name != self._rows:
            self.names.setdefault(node.name, node.lineno)

    def _if(self, node: nodes.If, depth: int) -> None:
        if len(node.elif_) > DEPTH_LIMIT:  # thousands exhaust the compiler
            self._refuse(node, "the condition has too many branches", f"at most {DEPTH_LIMIT} are allowed")
            return
        self._below(node, depth)

    def _const(self, node: nodes.Const, depth: int) -> None:
        if not isinstance(node.value, str | int | bool | None):
            self._refuse(node, "a text may hold words and whole numbers only")
        elif isinstance(node.value, int) and abs(node.value) > 10**12:
            self._refuse(node, "the number is too large")

    def _call(self, node: nodes.Call, depth: int) -> None:
        if not isinstance(node.node, nodes.Name) or node.node.name not in WORDS:
            self._refuse(node, "only the words of the library can be called")
            return
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            self._refuse(node, "a word takes its arguments one by one")
            return
        for child in [*node.args, *node.kwargs]:
            self.walk(child, depth + 1)

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
        for child in node.body:
            self.walk(child, depth + 1)
        self._rows = ""


def _keep_line_end(line: str) -> str:
    """A line of words that ends in a tag keeps its line end; only tags alone on their line take theirs with them."""
    bare = line.rstrip()
    inline = bare.endswith("%}") and not _ONLY_TAGS.fullmatch(bare)
    return f"{bare[:-2]}+%}}" if inline and bare[-3:-2] not in "+-" else line


def _depth(source: str) -> int:
    """How deep blocks stand in one another, told from the tokens: a tag in a quotation or in `raw` is none."""
    deepest, depth, opened = 0, 0, ""
    for count, (_, kind, value) in enumerate(_environment().lex(source)):
        if count > TOKEN_LIMIT:
            return DEPTH_LIMIT + 1
        if kind == "name" and opened == "block_begin" and value not in ("else", "elif"):
            depth += -1 if value.startswith("end") else 1
            deepest = max(deepest, depth)
        if kind != "whitespace":
            opened = kind
    return deepest


_FORBIDDEN = {
    "Filter": "filters", "Test": "tests", "Getitem": "items by index", "Assign": "assignments", "Pow": "powers",
    "Mul": "multiplication", "Div": "division", "FloorDiv": "division", "Mod": "'%'", "Concat": "'~'",
    "Include": "other files", "Import": "other files", "FromImport": "other files", "Extends": "other files",
    "Macro": "macros", "Block": "blocks", "Dict": "mappings",
}  # fmt: skip


def _called(node: nodes.Node) -> str:
    kind = type(node).__name__
    return _FORBIDDEN.get(kind, f"'{kind.lower()}'")


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:].rstrip(".")
