"""The labels in a clause's text as it is written: which blocks have one, and which have none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from treatydraft.template.template import Template

# What a run of spaces or braces could also be is not tried again and again: the time would grow with its square.
_MARK = r"(?:\d++\.|\([a-z]++\)|\|\^)"
_LABELLED = re.compile(rf"\s*+(?:{_MARK}\s*+)?@([a-z][a-z0-9-]*+\*?)(?: |$)")
_MARKED = re.compile(rf"\s*+{_MARK} ")
_CONTROL = re.compile(r"\s*+(?:\{%(?:(?!%\}).)*+%\}\s*+)++")
_WORD = re.compile(r"\{%\s*(\w+)")
_APART = ("### ", "//", "::", "...")  # a heading, a note, a place to fill, words that close a list: none has a label


def labels(text: Template) -> dict[str, None]:
    """The labels that a reference can name, in order; those of items made one a row (``lead*``) are not among them."""
    matches = (_LABELLED.match(line) for line in text.source.split("\n"))
    return dict.fromkeys(match[1] for match in matches if match and not match[1].endswith("*"))


def unlabelled(text: Template) -> Iterator[int]:
    """The line in its file of each paragraph, item, unnumbered block and table of a text that has no label."""
    begins, table = True, False  # whether an unmarked line begins a block; whether the line above is of a table
    before: list[bool] = []  # whether one did where each condition that is open began, and so in each of its branches
    for number, line in enumerate(text.source.split("\n"), text.line):
        words = line.strip()
        if not words:
            begins, table = True, False
        elif _CONTROL.fullmatch(line):
            for control in _WORD.findall(line):
                if control == "if":
                    before.append(begins)
                elif control == "endif":
                    before.pop()
                elif control in ("elif", "else"):
                    begins = before[-1]
        elif words.startswith(_APART):
            begins, table = words.startswith("###"), False
        elif words.startswith("|"):
            if not table and not _LABELLED.match(line):
                yield number
            begins, table = False, True
        else:
            if (_MARKED.match(line) or begins) and not table and not _LABELLED.match(line):
                yield number
            begins = False
