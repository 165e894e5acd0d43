"""From the source of a text to its tree, in Jinja's grammar, however long or deep a stranger wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import Environment, TemplateSyntaxError, nodes

from treatydraft.cache import cached

Mistake = tuple[int, str, str]
"""What is wrong in a text: the line, counted from one, what it is, and what to do."""

RIGHT = "compare a text that is right: 'treatydraft library show CLAUSE --source'"
"""Where a person sees what a text may use."""

SOURCE_LIMIT = 100_000  # characters of one template
DEPTH_LIMIT = 60  # of its tree
TOKEN_LIMIT = 30_000  # of its tags and the words between: beyond, the parser takes seconds

_TAGS = r"\s*(?:\{%(?:(?!%\}).)*%\}\s*)+"  # each tag ends where it ends: with .*? a line of tags is tried in every way
_ONLY_TAGS = re.compile(_TAGS)
_TAG_BEFORE_MARKER = re.compile(_TAGS + r"(?:\d+\.\s|\([a-z]+\)\s|@[a-z]|\.\.\.\s|\||//|::|###)")
_MARKER_AFTER_TEXT = re.compile(r"%\}\s*(?:\d+\.|\([a-z]+\))\s")


@cached(1)
def _grammar() -> Environment:
    """Jinja's grammar: tags alone on a line leave no line behind. Nothing is ever compiled or rendered with it."""
    return Environment(trim_blocks=True, lstrip_blocks=True, cache_size=0)


def misplaced(source: str) -> Iterator[Mistake]:
    """Mistakes visible in the lines alone: a text that is too long, a comment, a tag around a marker."""
    if len(source) > SOURCE_LIMIT:
        what = f"the text has {len(source):,} characters; at most {SOURCE_LIMIT:,} are allowed"
        yield 1, what, "split the clause in two"
        return
    for number, line in enumerate(source.split("\n"), 1):
        if "{#" in line:
            yield number, "'{#' would swallow the text after it", "write '\\{#' for the characters"
        if "%}" in line and (_TAG_BEFORE_MARKER.match(line) or _MARKER_AFTER_TEXT.search(line)):
            yield number, "a tag stands around a marker", "put the tag alone on the line before the block"


def parse(source: str) -> tuple[nodes.Template | None, tuple[Mistake, ...]]:
    """The tree of a text, or what keeps it from being parsed; neither for a text that `misplaced` refuses."""
    if len(source) > SOURCE_LIMIT or "{#" in source:
        return None, ()
    too_deep = (1, "the text nests too deeply or holds too much", f"{DEPTH_LIMIT} levels are allowed")
    try:
        if _depth(source) > DEPTH_LIMIT:  # before the parser sees it: it takes minutes over thousands of open tags
            return None, (too_deep,)
        return _grammar().parse("\n".join(map(_keep_line_end, source.split("\n")))), ()
    except TemplateSyntaxError as error:
        return None, ((error.lineno, _lower(error.message or "wrong syntax"), RIGHT),)
    except RecursionError:
        return None, (too_deep,)
    except ValueError:  # thousands of digits
        return None, ((1, "a number is too large", "write words"),)


def _keep_line_end(line: str) -> str:
    """A line of words that ends in a tag keeps its line end; only tags alone on their line take theirs with them."""
    bare = line.rstrip()
    inline = bare.endswith("%}") and not _ONLY_TAGS.fullmatch(bare)
    return f"{bare[:-2]}+%}}" if inline and bare[-3:-2] not in "+-" else line


def _depth(source: str) -> int:
    """The depth of nested blocks, counted in the tokens: a tag in a quotation or in `raw` is none."""
    deepest, depth, opened = 0, 0, ""
    if len(source) <= TOKEN_LIMIT and source.count("{%") <= DEPTH_LIMIT:
        return 0  # it cannot be too deep, and the parser reads the tokens again
    for count, (_, kind, word) in enumerate(_grammar().lex(source)):
        if count > TOKEN_LIMIT:
            return DEPTH_LIMIT + 1
        if kind == "name" and opened == "block_begin" and word not in ("else", "elif"):
            depth += -1 if word.startswith("end") else 1
            deepest = max(deepest, depth)
        if kind != "whitespace":
            opened = kind
    return deepest


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:].rstrip(".")
