"""The library's texts rendered for one draft, and cached for other drafts.

A text depends on the answers it reads, on the register, on the clauses whose presence it asks for, and on what its
words read of the parties; nothing else reaches it. All of that is its key in the library's cache, so that drafts that
differ in one answer share every text but those that read it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from typing import TypeVar, cast

from treatydraft.composition.words import TemplateWords
from treatydraft.drafting.answers import Answers
from treatydraft.errors import LibraryError, Problem
from treatydraft.instrument.notation import NotationError, parse, parse_inline
from treatydraft.instrument.tree import Block, Inlines
from treatydraft.library.cache import Uncacheable, value_key
from treatydraft.template.evaluation import FAILURES, reason
from treatydraft.template.parsing import RIGHT
from treatydraft.template.template import Template

T = TypeVar("T")
Context = Mapping[str, object]


class TemplateRenderer:
    """Renders the texts of one draft. Each method raises LibraryError for a text that is wrong, and DraftError where
    it is the answers that cannot be rendered."""

    def __init__(self, template_words: TemplateWords, answers: Answers) -> None:
        self._template_words = template_words
        self._answers = answers
        self._memory = answers.library.memory
        self._draft: Hashable = None  # the first part of every key of this draft
        self._keys: dict[tuple[str, int], tuple[object, Hashable]] = {}  # by identity, with the value to keep it alive
        self._clause_present: dict[str, bool] = {}

    def text(self, template: Template, context: Context) -> str:
        """The text in the drafting notation."""
        return self._cached(template, context, str)

    def blocks(self, template: Template, context: Context) -> tuple[Block, ...]:
        """The blocks of a clause's text."""
        return self._cached(template, context, parse)

    def words(self, template: Template, context: Context) -> Inlines:
        """The words of a heading, a title or a formula, its lines as one."""
        return self._cached(template, context, _parse_one_line)

    def _cached(self, template: Template, context: Context, read: Callable[[str], T]) -> T:
        self._answers.refuse_wrong()  # a wrong answer counts as missing, and no text may be made of that
        key = self._key(template, context)
        result = None if key is None else self._memory.get((template, read, key))
        if result is None:
            text = _rendered(template, context)
            try:
                result = read(text)
            except NotationError as wrong:
                raise _in_library(template, text, wrong) from None
            if key is not None:
                self._memory.put((template, read, key), result)
        return cast(T, result)

    # -------------------------------------------------------------------------------------------- keys

    def _key(self, template: Template, context: Context) -> Hashable:
        """The cache key of a text: all that it depends on in this draft; None where that is unknown."""
        asked = template.inputs
        if asked is None:
            return None
        try:
            return (
                self._around(),
                tuple([self._value_key_of("value", context, name) for name in asked.values]),
                tuple([self._value_key_of("role", context, name) for name in asked.roles]),
                tuple([self._has(name) for name in asked.clauses]),
                asked.mutual and self._template_words.mutual(),
            )
        except Uncacheable:
            return None

    def _around(self) -> Hashable:
        if self._draft is None:
            draft = self._answers.draft
            self._draft = draft.language, self._answers.selection.register, value_key(draft.parties)
        return self._draft

    def _value_key_of(self, as_what: str, context: Context, name: str) -> Hashable:
        if name not in context:
            return ()  # no value has this key
        value = context[name]
        at = as_what, id(value)
        if at not in self._keys:
            self._keys[at] = value, value_key(value) if as_what == "value" else self._template_words.role_key(value)
        return self._keys[at][1]

    def _has(self, name: str) -> bool:
        if name not in self._clause_present:
            self._clause_present[name] = self._answers.selection.has(name)
        return self._clause_present[name]


def _rendered(template: Template, context: Context) -> str:
    if template.mistakes:
        raise LibraryError(template.mistakes)
    try:
        return template.render(context)
    except FAILURES as wrong:
        what = f"the text cannot be rendered: {reason(wrong)}"
        raise LibraryError(Problem("unrenderable-text", template.where, what, RIGHT)) from wrong


_ESCAPED_OR_SPACE = re.compile(r"\\.|\s++", re.DOTALL)


def _parse_one_line(text: str) -> Inlines:
    """The lines of a formula as one; a line end or a space a person typed is escaped, and stays."""

    def replacement(match: re.Match[str]) -> str:
        if not match[0].isspace():
            return match[0]
        if match.start() == 0 or match.end() == len(text):
            return ""
        return " " if "\n" in match[0] else match[0]

    return parse_inline(_ESCAPED_OR_SPACE.sub(replacement, text))


def _in_library(template: Template, text: str, wrong: NotationError) -> LibraryError:
    lines = text.split("\n")
    line = lines[wrong.line - 1].strip()[:60] if wrong.line <= len(lines) else ""
    return LibraryError(
        Problem("wrong-notation", template.where, f"in the text, at '{line}': {wrong.what}", wrong.hint)
    )


__all__ = ["TemplateRenderer"]
