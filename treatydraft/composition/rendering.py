"""The library's texts rendered for one draft; what was rendered for another is used again where it must be the same.

A text depends on the answers it reads, on the register, on the clauses it asks after, and on what its words hear of
the parties; nothing else reaches it. All of that together is its key in the library's memory, so that drafts that
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


class Renderer:
    """Renders the texts of one draft. Each method raises LibraryError for a text that is wrong, and DraftError where
    the answers are what cannot be said."""

    def __init__(self, speaker: TemplateWords, answers: Answers) -> None:
        self._speaker = speaker
        self._answers = answers
        self._memory = answers.library.memory
        self._draft: Hashable = None  # what every key of this draft begins with
        self._keys: dict[tuple[str, int], tuple[object, Hashable]] = {}  # by identity; what is held keeps its own
        self._there: dict[str, bool] = {}

    def text(self, template: Template, context: Context) -> str:
        """The text in the drafting notation."""
        return self._kept(template, context, str)

    def blocks(self, template: Template, context: Context) -> tuple[Block, ...]:
        """The blocks of a clause's text."""
        return self._kept(template, context, parse)

    def words(self, template: Template, context: Context) -> Inlines:
        """The words of a heading, a title or a formula, its lines as one."""
        return self._kept(template, context, _parse_one_line)

    def _kept(self, template: Template, context: Context, read: Callable[[str], T]) -> T:
        self._answers.refuse_wrong()  # a wrong answer counts as missing, and no text may be made of that
        key = self._key(template, context)
        found = None if key is None else self._memory.get((template, read, key))
        if found is None:
            text = _rendered(template, context)
            try:
                found = read(text)
            except NotationError as wrong:
                raise _in_library(template, text, wrong) from None
            if key is not None:
                self._memory.put((template, read, key), found)
        return cast(T, found)

    # -------------------------------------------------------------------------------------------- keys

    def _key(self, template: Template, context: Context) -> Hashable:
        """All that the text depends on in this draft; None where that cannot be told."""
        asked = template.inputs
        if asked is None:
            return None
        try:
            return (
                self._around(),
                tuple([self._held("value", context, name) for name in asked.values]),
                tuple([self._held("role", context, name) for name in asked.roles]),
                tuple([self._has(name) for name in asked.clauses]),
                asked.mutual and self._speaker.mutual(),
            )
        except Uncacheable:
            return None

    def _around(self) -> Hashable:
        if self._draft is None:
            draft = self._answers.draft
            self._draft = draft.language, self._answers.selection.register, value_key(draft.parties)
        return self._draft

    def _held(self, as_what: str, context: Context, name: str) -> Hashable:
        if name not in context:
            return ()  # no value has this key
        value = context[name]
        at = as_what, id(value)
        if at not in self._keys:
            self._keys[at] = value, value_key(value) if as_what == "value" else self._speaker.role_key(value)
        return self._keys[at][1]

    def _has(self, name: str) -> bool:
        if name not in self._there:
            self._there[name] = self._answers.selection.has(name)
        return self._there[name]


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

    def joined(found: re.Match[str]) -> str:
        if not found[0].isspace():
            return found[0]
        if found.start() == 0 or found.end() == len(text):
            return ""
        return " " if "\n" in found[0] else found[0]

    return parse_inline(_ESCAPED_OR_SPACE.sub(joined, text))


def _in_library(template: Template, text: str, wrong: NotationError) -> LibraryError:
    lines = text.split("\n")
    line = lines[wrong.line - 1].strip()[:60] if wrong.line <= len(lines) else ""
    return LibraryError(
        Problem("wrong-notation", template.where, f"in the text, at '{line}': {wrong.what}", wrong.hint)
    )


__all__ = ["Renderer"]
