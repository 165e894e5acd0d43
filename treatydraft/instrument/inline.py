r"""The drafting notation within a block: what stands in a line of words, read into inlines and written again.

    *words*  emphasis        {term} {term:surface}       a defined term used; {=term} where it is defined
    [words]  not agreed      {@clause#label:form:case}   a reference, every part of it optional
    \c       the character   {"text"}  {?text}           a name or quotation; something still missing

Within braces the text is plain: only ``\`` has a meaning there, and a brace must be escaped. ``\`` before a line break
is a line break in the text, and what follows it on the next line is taken as it is. Lines are split at line feeds and
stripped of ASCII spaces only, so that no other character is ever lost. `notation` reads the blocks around the words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, assert_never

from treatydraft.cache import cached
from treatydraft.instrument.tree import Bracket, Emphasis, Hole, Inline, Inlines, Name, Reference, Term, Text
from treatydraft.language.grammar import CASES

DEPTH = 20
"""How deep brackets may nest. Negotiated texts reach four; the limit keeps a hostile text from the later stages."""


KEPT = 8192
"""Readings kept: most lines of the texts of a library are the same in every draft."""

KEPT_LENGTH = 4000
"""Characters of a line that is kept when it has been read."""


class NotationError(ValueError):
    """Text that is not in the drafting notation: where (from 1), what is wrong, and a hint what to do about it."""

    def __init__(self, line: int, column: int, what: str, hint: str) -> None:
        super().__init__(line, column, what, hint)  # all of them, so that an error crosses a process boundary whole
        self.line, self.column, self.what, self.hint = line, column, what, hint

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}: {self.what}\nhint: {self.hint}"


class SourceSpan(NamedTuple):
    """A piece of the source without the spaces around it, and the place of its first character."""

    line: int
    column: int
    text: str

    def rest(self, start: int) -> SourceSpan:
        """What follows the first `start` characters, and the spaces after them."""
        text = self.text[start:].lstrip(" ")
        return SourceSpan(self.line, self.column + len(self.text) - len(text), text)

    def labelled(self) -> tuple[str, SourceSpan]:
        """The label it begins with, empty where there is none, and what follows."""
        match = _LABEL.match(self.text)
        if match is None and self.text.startswith("@"):
            hint = "write @ and small letters, figures and hyphens, then a space; \\@ for the character"
            raise self.error("a label that cannot be read", hint)
        return (match[1], self.rest(match.end())) if match else ("", self)

    def error(self, what: str, hint: str, offset: int = 0) -> NotationError:
        """An error at the character `offset` of this span."""
        return error((self,), offset, what, hint)


class _InlineError(Exception):
    """What is wrong at an offset of the words; `read` turns it into a `NotationError` with line and column."""

    def __init__(self, offset: int, what: str, hint: str) -> None:
        self.offset, self.what, self.hint = offset, what, hint


_LABEL = re.compile(r"@([a-z][a-z0-9-]*\*?)(?: |\Z)")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_LINE = re.compile(r"((?:[^\\\n]++|\\.)*+\\?)(?:\n|\Z)", re.DOTALL)
_MARKS = re.compile(r"[\\{}\[\]*]")
_TOKEN = re.compile(
    r"(?P<text>(?:[^\\{}\[\]*]++|\\.)++)|\{(?P<braced>(?:[^{}\\]++|\\.)*+)\}|(?P<mark>[\\{}\[\]*])", re.DOTALL
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_QUOTED = re.compile(r'"((?:[^"\\]++|\\.)*+)"', re.DOTALL)
_TERM = re.compile(r"=?((?:[^:\\]++|\\.)*+)(:?)(.*)", re.DOTALL)
_CLAUSE = r"[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*"
_REFERENCE = re.compile(
    rf"@({_CLAUSE})?(?:#([a-z][a-z0-9-]*))?(?::(number|article))?(?::({'|'.join(map(re.escape, CASES))}))?"
)

# ------------------------------------------------------------------------------------------------ reading


def parse_inline(text: str) -> Inlines:
    """The words of a heading or a title. Lines join with one space; no words at all give an empty run.

    Raises `NotationError` where `text` is not in the notation, or has an empty line between its words.
    """
    spans = lines(text)
    while spans and not spans[-1].text:
        spans.pop()
    while spans and not spans[0].text:
        del spans[0]
    for span in spans:
        if not span.text:
            raise span.error("an empty line within the words", "write a heading or a title without empty lines")
    return read(spans)


def lines(text: str) -> list[SourceSpan]:
    """The lines of `text`, stripped; `column` holds their indent. A line broken by an escaped line feed is one.

    Raises `NotationError` at a control character, a tab among them.
    """
    text = text.replace("\r\n", "\n")
    if control := _CONTROL.search(text):
        if control.group() == "\t":
            what, hint = "a tab", "use spaces: three for each level, one between words"
        else:
            what, hint = f"a control character, U+{ord(control.group()):04X}", "remove it"
        raise SourceSpan(1, 1, text).error(what, hint, control.start())
    spans, number = [], 1
    for line in _LINE.findall(text) if "\\\n" in text else text.split("\n"):
        body = line.lstrip(" ")
        spans.append(SourceSpan(number, len(line) - len(body) + 1, bare(body)))
        number += 1 + line.count("\n")
    return spans


def bare(text: str) -> str:
    """`text` without the spaces at its end, but for one that is escaped."""
    short = text.rstrip(" ")
    if len(short) < len(text) and (len(short) - len(short.rstrip("\\"))) % 2:
        return short + " "
    return short


def read(spans: Sequence[SourceSpan], length: int | None = None) -> Inlines:
    """The words in the lines `spans`, joined with one space (only the first `length` characters of them, if given).

    Raises `NotationError` with the place in the source.
    """
    text = spans[0].text if len(spans) == 1 else " ".join(span.text for span in spans)
    text = text[:length]
    try:
        return _read(text) if len(text) <= KEPT_LENGTH else _read.__wrapped__(text)
    except _InlineError as fault:
        raise error(spans, fault.offset, fault.what, fault.hint) from None


def error(spans: Sequence[SourceSpan], offset: int, what: str, hint: str) -> NotationError:
    """An error at the character `offset` of the lines `spans`, joined as `read` joins them."""
    return NotationError(*_place(spans, offset), what, hint)


def _place(spans: Sequence[SourceSpan], offset: int) -> tuple[int, int]:
    for span in spans:
        if offset <= len(span.text):
            break
        offset -= len(span.text) + 1
    before = span.text[:offset]
    if feeds := before.count("\n"):
        return span.line + feeds, offset - before.rfind("\n")
    return span.line, span.column + offset


@cached(KEPT)
def _read(text: str) -> Inlines:
    if not _MARKS.search(text):
        return (Text(text),) if text else ()
    run: list[Inline] = []
    outer: list[tuple[str, int, list[Inline]]] = []  # what is open: its mark, where, and the words before it
    for token in _TOKEN.finditer(text):
        if token.lastgroup == "text":
            run.append(Text(_plain(token["text"])))
        elif token.lastgroup == "braced":
            run.append(_braced(token["braced"], token.start()))
        else:
            mark, at = token.group(), token.start()
            top = outer[-1][0] if outer else ""
            if mark == "[" or (mark == "*" and all(opened != "*" for opened, _, _ in outer)):
                if mark == "[" and sum(opened == "[" for opened, _, _ in outer) == DEPTH:
                    raise _InlineError(at, f"more than {DEPTH} brackets within each other", "close some of them first")
                outer.append((mark, at, run))
                run = []
            elif mark == "]" and top == "[":
                words, run = tuple(run), outer.pop()[2]
                run.append(Bracket(words))
            elif mark == "*" and top == "*" and run:
                words, run = tuple(run), outer.pop()[2]
                run.append(Emphasis(words))
            else:
                raise _unbalanced(mark, at, outer)
    if outer:
        mark, at, _ = outer[-1]
        what = "a bracket that is not closed" if mark == "[" else "an emphasis that is not closed"
        raise _InlineError(
            at, what, f"close it with {']' if mark == '[' else '*'}, or write \\{mark} for the character"
        )
    return tuple(run)


def _unbalanced(mark: str, at: int, outer: Sequence[tuple[str, int, list[Inline]]]) -> _InlineError:
    if mark == "]" and outer:
        return _InlineError(
            outer[-1][1], "an emphasis that is not closed within its bracket", "close it with * before the ]"
        )
    if mark == "*" and outer[-1][0] == "*":
        return _InlineError(
            outer[-1][1], "an emphasis without words", "put words between the marks, or write \\* for each"
        )
    what, hint = {
        "*": ("emphasis within emphasis", "close the first * before any bracket within it, or write \\* for the sign"),
        "]": ("a closing bracket that nothing opened", "open it with [, or write \\] for the character"),
        "}": ("a closing brace that nothing opened", "open it with {, or write \\} for the character"),
        "{": ("a brace that is not closed, or holds another", "close it with }, or write \\{ for the character"),
        "\\": ("a backslash with nothing after it", "write \\\\ for a backslash"),
    }[mark]
    return _InlineError(at, what, hint)


def _braced(body: str, at: int) -> Inline:
    """The inline that stands in braces; `at` is the place of the opening brace."""
    body = bare(body.lstrip(" "))
    first = body[:1]
    if first == "@":
        return _reference(body, at)
    if first == '"':
        quoted = _QUOTED.fullmatch(body)
        if quoted is None or not quoted[1]:
            raise _InlineError(
                at, "a name or quotation that is not whole", r'write {"words"}, and \" for a mark within it'
            )
        return Name(_plain(quoted[1]))
    if first == "?":
        if what := _trimmed(body[1:]):
            return Hole(what)
        raise _InlineError(at, "a hole that does not say what is missing", "write what is missing: {?the date}")
    if first and first in "#%":
        raise _InlineError(
            at, "a template tag that is not part of the words", f"write \\{{\\{first} for the characters"
        )
    match = _TERM.fullmatch(body)
    key, surface = (_trimmed(match[1]), _trimmed(match[3])) if match else ("", "")
    if match is None or not key:
        raise _InlineError(
            at, "a term without a name", "write {term} or {term:the words to print}, or \\{ for the character"
        )
    if match[2] and not surface:
        raise _InlineError(
            at, "a term with nothing after its colon", "write the words to print, or leave the colon out"
        )
    return Term(key, surface, first == "=")


def _reference(body: str, at: int) -> Reference:
    match = _REFERENCE.fullmatch(body)
    if match:
        return Reference(match[1] or "", match[2] or "", match[3] or "", case=match[4] or "")
    address, colon, form = body.partition(":")
    if colon and _REFERENCE.fullmatch(address):
        cases = " or ".join(f":{case}" for case in CASES)
        hint = f"write :number or :article, or leave it out; in a language that needs it, {cases}"
        raise _InlineError(at, f"a reference in an unknown form, '{form}'", hint)
    if re.fullmatch("@[a-z][a-z0-9-]*", address):
        raise _InlineError(at, "a reference to no clause", f"write {{@#{address[1:]}}} for a label in this clause")
    raise _InlineError(
        at, f"a reference that cannot be read, {{{body}}}", "write {@topic/clause#label}, in small letters"
    )


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def _trimmed(text: str) -> str:
    return _plain(bare(text.lstrip(" ")))


# ------------------------------------------------------------------------------------------------ writing

_IN_WORDS = re.compile(r"[\\{}\[\]*|\n]")
_IN_BRACES = re.compile(r"[\\{}|\n]")
_IN_QUOTES = re.compile(r'[\\{}|\n"]')
_IN_KEY = re.compile(r'[\\{}|\n:]|\A[="?@#%]')
_ANYWHERE = re.compile(r"[!-/:-@\[-`{-~\n]|\A[0-9]")


def escape(text: str) -> str:
    """Notation for exactly this text, wherever words may stand; for what a person typed.

    Every ASCII mark is escaped, needed or not, and a figure at the start, so that nothing a template puts beside it
    can give it a meaning. A tab is a space. Other control characters have no notation: the parser refuses them.
    """
    return _edged(_ANYWHERE.sub(r"\\\g<0>", text.replace("\t", " ")))


def unparse_inline(words: Inlines) -> str:
    """The words in the notation, with no more escapes than they need: ``parse_inline`` gives them back."""
    return _edged(_unparse_words(words))


def _edged(text: str) -> str:
    if text.endswith(" "):
        text = text[:-1] + "\\ "
    return "\\" + text if text.startswith(" ") else text


def _unparse_words(words: Inlines) -> str:
    return "".join(map(_unparse_word, words))


def _unparse_word(word: Inline) -> str:
    match word:
        case Text(text):
            return _IN_WORDS.sub(r"\\\g<0>", text)
        case Emphasis(words):
            return f"*{_unparse_words(words)}*"
        case Bracket(words):
            return f"[{_unparse_words(words)}]"
        case Term(key, surface, defines):
            shown = ":" + _edged(_IN_BRACES.sub(r"\\\g<0>", surface)) if surface else ""
            return "{" + "=" * defines + _edged(_IN_KEY.sub(r"\\\g<0>", key)) + shown + "}"
        case Name(text):
            return '{"' + _IN_QUOTES.sub(r"\\\g<0>", text) + '"}'
        case Hole(what):
            return "{?" + _edged(_IN_BRACES.sub(r"\\\g<0>", what)) + "}"
        case Reference(clause, label, form):
            parts = (clause + (label and "#" + label), form, word.case)
            return "{@" + ":".join(part for n, part in enumerate(parts) if part or not n) + "}"
        case _:
            assert_never(word)
