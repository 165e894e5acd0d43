"""Files: YAML with the place of every value, changes that keep a person's comments, and whole-or-nothing writes.

YAML is read from its events, without recursion and by a narrow rule: no anchors, aliases, merge keys, tags or
directives; no key twice; every scalar is text, save that an unquoted ``~``, ``null`` or nothing is None. `NO` is
Norway. What a file from a stranger could do with more than that is not worth having.

Changes are made in the text itself, at the places the reader found, so that every byte that is not changed stays as
its owner wrote it; the result is read again before it is given back.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any, NoReturn

import yaml

from treatydraft.errors import DraftError, LibraryError, Problem, TreatydraftError, WriteError

MAX_BYTES = 4_000_000
MAX_DEPTH = 40
MAX_VALUES = 50_000
_MAX_PROBLEMS = 20  # a file that is wrong everywhere is told so once, not fifty thousand times
_WIDTH = 100  # a list or mapping longer than this is written one entry a line

# The characters nobody sees; `treatydraft.value` refuses the same ones, and a test keeps the two alike.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)

Place = tuple[str | int, ...]
Failure = type[TreatydraftError]


# ------------------------------------------------------------------------------------------------ reading


@dataclass(frozen=True, slots=True)
class Source:
    """A YAML file as read: its name as given, its data, its text, and the line and column of every value.

    A value in a mapping has the place of its key; all lines and columns count from one.
    """

    name: str
    data: object
    text: str
    places: dict[Place, tuple[int, int]]

    def where(self, path: Place = ()) -> str:
        """``name:line`` of the value at `path`, or of the nearest value above it that is in the file."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.places:
                return f"{self.name}:{self.places[path[:length]][0]}"
        return self.name


def read_text(path: str | Path, error: Failure = LibraryError, limit: int = MAX_BYTES) -> str:
    """The text of a regular UTF-8 file of at most `limit` bytes, without byte order mark and with ``\\n`` line ends.

    Raises `error` where there is no such file, it is no regular file, too large, or not UTF-8.
    """
    return _load(path, error, limit).replace("\r\n", "\n")


def read_yaml(path: str | Path, error: Failure = LibraryError) -> Source:
    """The YAML file at `path`; raises `error` with every problem found in it."""
    return parse_yaml(_load(path, error, MAX_BYTES), str(path), error)


def parse_yaml(text: str, name: str, error: Failure, first_line: int = 1) -> Source:
    """The YAML in `text`, which begins at line `first_line` of the file `name`.

    The data holds dicts with text keys, lists, text and None. Raises `error` with every problem found.
    """
    reader = _Reader(text, name, error, first_line)
    return Source(name, reader.data, text, reader.places)


def _load(path: str | Path, error: Failure, limit: int) -> str:
    """The text of a file with its line ends as they are."""
    try:
        # not blocking: a pipe put in the place of a file must not hold us
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
        with os.fdopen(descriptor, "rb") as file:
            mode = os.fstat(descriptor).st_mode
            if not stat.S_ISREG(mode):
                raise error(Problem(str(path), "it is not a regular file", "name a file that holds text"))
            content = file.read(limit + 1)
    except (OSError, ValueError) as failure:
        raise error(Problem(str(path), f"it cannot be read: {_reason(failure)}", "check the name")) from failure
    if len(content) > limit:
        size = f"the file is larger than the {limit:,} bytes allowed"
        raise error(Problem(str(path), size, "split it, or check that it is the right file"))
    try:
        return content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as failure:
        line = content.count(b"\n", 0, failure.start) + 1
        byte = f"byte 0x{content[failure.start]:02X} is not UTF-8 text"
        raise error(Problem(f"{path}:{line}", byte, "save the file with the encoding UTF-8")) from failure


def _reason(failure: OSError | ValueError) -> str:
    """Why the system refused, in plain words."""
    number = failure.errno if isinstance(failure, OSError) else errno.EINVAL
    return {
        errno.ENOENT: "there is no such file or folder",
        errno.EACCES: "there is no permission",
        errno.EPERM: "there is no permission",
        errno.EROFS: "the disk is read-only",
        errno.ENOSPC: "the disk is full",
        errno.EDQUOT: "the space allowed on this disk is used up",
        errno.EFBIG: "the file would be larger than the system allows",
        errno.EISDIR: "it is a folder",
        errno.ENOTDIR: "a part of the path is not a folder",
        errno.ENAMETOOLONG: "the name is too long",
        errno.ELOOP: "its links go in a circle",
        errno.EINVAL: "the name is not one a file can have",
    }.get(number or 0, (os.strerror(number) if number else str(failure)).lower())


@dataclass(slots=True)
class _Span:
    """Where a value stands in the text: its key (or itself in a list), and itself, without what surrounds it."""

    key: int
    key_end: int
    start: int
    end: int
    flow: bool = False


@dataclass(slots=True)
class _Frame:
    """A list or mapping that is being read."""

    node: dict[str, Any] | list[Any]
    path: Place
    span: _Span
    key: tuple[str, int, int] | None = None  # the key that waits for its value, with its start and end
    lines: dict[str, int] = field(default_factory=dict)


class _Reader:
    """One document, read event by event: its data, and the place and span of every value."""

    def __init__(self, text: str, name: str, error: Failure, first_line: int = 1) -> None:
        self.data: Any = None
        self.places: dict[Place, tuple[int, int]] = {}
        self.spans: dict[Place, _Span] = {}
        self._text, self._name, self._error, self._first = text.removeprefix("\ufeff"), name, error, first_line
        self._problems: list[Problem] = []
        self._frames: list[_Frame] = []
        self._values = self._documents = 0
        self._characters()
        try:
            # without libyaml the same events come from Python, slower
            for event in yaml.parse(self._text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
                self._take(event)
        except yaml.MarkedYAMLError as failure:
            self._syntax(failure)
        except yaml.YAMLError as failure:
            self._stop(name, f"this is not YAML: {failure}", "save the file as plain text")
        if self._problems:
            raise error(self._problems)

    # -- what is wrong

    def _where(self, mark: Any) -> str:
        return f"{self._name}:{mark.line + self._first}:{mark.column + 1}" if mark else self._name

    def _report(self, where: str, what: str, hint: str) -> None:
        self._problems.append(Problem(where, what, hint))
        if len(self._problems) >= _MAX_PROBLEMS:
            raise self._error(self._problems)

    def _stop(self, where: str, what: str, hint: str) -> NoReturn:
        raise self._error([*self._problems, Problem(where, what, hint)])

    def _syntax(self, failure: yaml.MarkedYAMLError) -> NoReturn:
        mark: Any = failure.problem_mark or failure.context_mark
        what = f"this is not valid YAML: {failure.problem or failure.context}"
        hint = "check the indentation, the colons and the quotation marks here and on the line above"
        if "mapping values" in what:
            hint = "put a text that holds a colon in quotation marks"
        elif mark and self._text[mark.index : mark.index + 1] == "\t":
            hint = "indent with spaces, not with tabs"
        self._stop(self._where(mark), what, hint)

    def _characters(self) -> None:
        """Refuse hidden characters anywhere in the text, comments included, and a text that is too long."""
        if len(self._text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
            self._stop(self._name, f"the text is longer than the {MAX_BYTES:,} bytes allowed", "split it")
        for found in _HIDDEN.finditer(self._text):
            at = found.start()
            if self._text[at : at + 2] == "\r\n":
                continue
            line, column = self._text.count("\n", 0, at) + self._first, _column(self._text, at) + 1
            self._report(f"{self._name}:{line}:{column}", _hidden(found.group()), "delete it")
        if self._problems:
            raise self._error(self._problems)

    # -- events

    def _take(self, event: yaml.Event) -> None:
        where = self._where(event.start_mark)
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._stop(where, "a second document begins here", "keep one document a file, without '---'")
            if event.version or event.tags:
                self._report(where, "directives are not allowed", "delete the lines that begin with '%'")
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._close(event)
        elif isinstance(event, yaml.NodeEvent):
            self._node(event, where)

    def _node(self, event: Any, where: str) -> None:  # the stubs know neither tags nor that marks are always there
        if isinstance(event, yaml.AliasEvent):
            self._report(where, f"the alias '*{_brief(event.anchor)}' is not allowed", "write the value out")
        elif event.anchor is not None:
            self._report(where, f"the anchor '&{_brief(event.anchor)}' is not allowed", "delete it")
        if getattr(event, "tag", None) is not None:
            self._report(where, f"the tag '{_brief(event.tag)}' is not allowed", "delete it: every value is text")
        frame = self._frames[-1] if self._frames else None
        if frame and isinstance(frame.node, dict) and frame.key is None:
            self._key(event, frame, where)
            return
        self._values += 1
        if self._values > MAX_VALUES:
            self._stop(where, f"the file holds more than the {MAX_VALUES:,} values allowed", "split it")
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            if len(self._frames) == MAX_DEPTH:
                self._stop(where, f"lists and mappings are more than {MAX_DEPTH} deep here", "write it flatter")
            node: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
            path, span = self._place(node, event)
            span.flow = bool(event.flow_style)
            self._frames.append(_Frame(node, path, span))
        else:
            self._place(self._scalar(event, where), event)

    def _key(self, event: Any, frame: _Frame, where: str) -> None:
        mark, end = event.start_mark, event.end_mark.index
        if not isinstance(event, yaml.ScalarEvent):
            self._stop(where, "a key must be a word, not a list, mapping or alias", "put the key in quotation marks")
        if event.implicit[0] and event.value == "<<":
            self._report(where, "the merge key '<<' is not allowed", "write the keys out")
        key = self._scalar(event, where)
        if key is None:
            self._report(where, "a key is empty", "write a word before the colon, '~' and 'null' in quotation marks")
        key = key or ""
        line = mark.line + self._first
        if key in frame.lines:
            self._report(where, f"'{_brief(key)}' stands twice, first on line {frame.lines[key]}", "keep one of them")
        frame.lines.setdefault(key, line)
        frame.key = (key, mark.index, end)
        self.places[(*frame.path, key)] = (line, mark.column + 1)

    def _scalar(self, event: Any, where: str) -> str | None:
        if not isinstance(event, yaml.ScalarEvent) or (event.implicit[0] and event.value in ("", "~", "null")):
            return None
        text = unicodedata.normalize("NFC", event.value)
        if found := _HIDDEN.search(text):  # written as an escape, such as "\u202e"
            self._report(where, _hidden(found.group()), "delete it")
        return text

    def _place(self, value: Any, event: Any) -> tuple[Place, _Span]:
        """Put `value` where it belongs, and note where it stands."""
        start, end = event.start_mark.index, event.end_mark.index
        if getattr(event, "style", None) in ("|", ">"):
            end = self._block_end(start, end)
        span = _Span(start, start, start, end)
        frame = self._frames[-1] if self._frames else None
        path: Place = ()
        if frame is None:
            self.data = value
        elif isinstance(frame.node, list):
            path = (*frame.path, len(frame.node))
            frame.node.append(value)
        elif frame.key:
            key, span.key, span.key_end = frame.key
            path = (*frame.path, key)
            frame.node[key], frame.key = value, None
        self.places.setdefault(path, (event.start_mark.line + self._first, event.start_mark.column + 1))
        if frame and not frame.span.flow:
            frame.span.end = span.end
        self.spans[path] = span
        return path, span

    def _block_end(self, start: int, end: int) -> int:
        """The end of a literal or folded text: with its last line, without the empty lines that are not part of it."""
        if _keeps(self._text, start):
            return end - 1 if self._text[end - 1] == "\n" else end
        return _line_end(self._text, len(self._text[:end].rstrip()))

    def _close(self, event: Any) -> None:
        frame = self._frames.pop()
        if frame.span.flow:
            frame.span.end = event.end_mark.index
        if self._frames and not self._frames[-1].span.flow:
            self._frames[-1].span.end = frame.span.end


def _hidden(character: str) -> str:
    name = unicodedata.name(character, "a control character").lower()
    return f"the hidden character U+{ord(character):04X} ({name}) is not allowed"


def _brief(text: object) -> str:
    shown = str(text)
    return shown if len(shown) <= 40 else shown[:39] + "…"


def _keeps(text: str, start: int) -> bool:
    """Whether a literal or folded text begins here that keeps the empty lines below it (``|+``)."""
    return text[start : start + 1] in ("|", ">") and "+" in text[start : _line_end(text, start)].partition("#")[0]


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


# ------------------------------------------------------------------------------------------------ changing


class Delete(Enum):
    """The type of `REMOVE`, which stands for "no value here any more"."""

    REMOVE = "remove"


REMOVE = Delete.REMOVE


def edit_yaml(
    text: str, changes: Mapping[tuple[str, ...], object | Delete], name: str = "draft", error: Failure = DraftError
) -> str:
    """`text` with each value in `changes` (path of keys -> value or `REMOVE`) set or removed, in order.

    Values are text, numbers, booleans, None, lists and mappings of these, and read back by `parse_yaml` as the same
    text. Everything else stays as it is: comments, order, quotation marks, line ends. Mappings on the way are
    made; a mapping that loses its last key goes too. A comment inside a value that is replaced or on the line of one
    that is removed goes with it. Raises `error` where the text is no YAML mapping or a path leads through a text.
    """
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if plain and not plain.endswith("\n"):
        plain += "\n"
    for path, value in changes.items():
        if not path:
            raise ValueError("a change needs a path of at least one key")
        keys = tuple(unicodedata.normalize("NFC", key) for key in path)
        page = _Reader(plain, name, error)
        where = Source(name, None, "", page.places).where(keys)
        new = REMOVE if value is REMOVE else _as_text(value)
        if new is not REMOVE and (found := _HIDDEN.search(_flow(new))):
            raise error(Problem(where, f"in '{_brief('.'.join(keys))}' {_hidden(found.group())}", "delete it"))
        changed = _changed(page, keys, new, name, error)
        try:
            same = changed == plain or (_Reader(changed, name, error).data or {}) == _expected(page.data, keys, new)
            why = ""
        except TreatydraftError as failure:  # a mapping written in an unusual way, or a value beyond a limit
            same, why = False, f": {failure.problems[0].what}"
        if not same:
            what = f"'{_brief('.'.join(keys))}' cannot be changed in this place{why}"
            raise error(Problem(where, what, "write it as 'key: value' on a line of its own, or change it by hand"))
        plain = changed
    return plain.replace("\n", "\r\n") if "\r\n" in text else plain


def _as_text(value: object) -> Any:
    """`value` as the reader would give it back: every scalar is text or None."""
    if isinstance(value, Mapping):
        return {unicodedata.normalize("NFC", str(key)): _as_text(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_as_text(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, (str, int)):
        return None if value is None else unicodedata.normalize("NFC", str(value))
    raise TypeError(f"{type(value).__name__} is not a value that can be written")


def _expected(data: Any, keys: tuple[str, ...], value: Any) -> dict[str, Any]:
    """What the data must be after one change: the check on the text that was made."""
    node, key, rest = dict(data or {}), keys[0], keys[1:]
    if value is not REMOVE:
        node[key] = _expected(node.get(key), rest, value) if rest else value
    elif rest and isinstance(node.get(key), dict) and node[key]:
        node[key] = _expected(node[key], rest, value)
        if not node[key]:
            del node[key]
    elif not rest:
        node.pop(key, None)
    return node


def _changed(page: _Reader, keys: tuple[str, ...], value: Any, name: str, error: Failure) -> str:
    """The text of `page` after one change, at the deepest mapping on the way that is there."""
    text, node, depth = page._text, page.data, 0
    while isinstance(node, dict) and node and depth < len(keys) - 1 and node.get(keys[depth]):
        node, depth = node[keys[depth]], depth + 1
    if node and not isinstance(node, dict):
        if value is REMOVE:
            return text
        where = Source(name, None, "", page.places).where(keys[:depth])
        what = f"'{_brief('.'.join(keys[:depth]) or name)}' is not a mapping, so it has no '{_brief(keys[depth])}'"
        raise error(Problem(where, what, "remove it first, or change it by hand"))
    parent, key = keys[:depth], keys[depth]
    if value is REMOVE:
        return _without(page, keys) if node and depth == len(keys) - 1 and key in node else text
    for inner in reversed(keys[depth + 1 :]):
        value = {inner: value}
    new = len(keys) - 1 - depth  # so many mappings are made on the way
    if not node:  # an empty file, or one that holds '{}' or '~'
        return _begun(page, f"{_entry(key, value, 0, 2, new)}\n")
    if key in node:
        return text if not new and node[key] == value else _replaced(page, keys[: depth + 1], value, new)
    last = page.spans[(*parent, next(reversed(node)))]
    if page.spans[parent].flow:
        return f"{text[: last.end]}, {_scalar(key, True)}: {_flow(value)}{text[last.end :]}"
    end = _line_end(text, last.end)
    return f"{text[:end]}\n{_entry(key, value, _column(text, last.key), _step(page), new)}{text[end:]}"


def _begun(page: _Reader, entry: str) -> str:
    span = page.spans.get(())
    if span is None or span.start == span.end:
        return page._text + entry
    return page._text[: span.start] + entry.rstrip("\n") + page._text[span.end :]


def _replaced(page: _Reader, path: Place, value: Any, new: int) -> str:
    text, span = page._text, page.spans[path]
    gap = text[span.key_end : span.start]
    if page.spans[path[:-1]].flow:
        lead = ": " if ":" not in gap else " " if gap.endswith(":") else ""
        return text[: span.start] + lead + _flow(value) + text[span.end :]
    colon = text.index(":", span.key_end)
    gap, end = text[colon + 1 : span.start], _line_end(text, span.end)
    tail = text[span.end : end]
    if "#" in gap:  # comments between the key and its value move behind it
        tail = "  " + " ".join(part.strip() for part in (*gap.split("\n"), tail) if part.strip())
    head, body = _written(value, _column(text, span.key), _step(page), new)
    space = gap if gap and not gap.strip(" ") else " "
    return text[: colon + 1] + (space + head if head else "") + tail + ("\n" + body if body else "") + text[end:]


def _without(page: _Reader, path: Place) -> str:
    text = page._text
    while len(path) > 1 and len(_at(page.data, path[:-1])) == 1:
        path = path[:-1]
    span, siblings = page.spans[path], list(_at(page.data, path[:-1]))
    if not page.spans[path[:-1]].flow:
        start, end = span.key - _column(text, span.key), _line_end(text, span.end) + 1
        if any(above.end == start - 1 and _keeps(text, above.start) for above in page.spans.values()):
            end += len(text[end:]) - len(text[end:].lstrip("\n"))  # else these empty lines would be added to it
        return text[:start] + text[end:]
    place = siblings.index(path[-1])
    if place:
        return text[: page.spans[(*path[:-1], siblings[place - 1])].end] + text[span.end :]
    if len(siblings) == 1:
        return text[: page.spans[()].start] + "{}" + text[page.spans[()].end :]
    return text[: span.key] + text[page.spans[(*path[:-1], siblings[1])].key :]


def _at(data: Any, path: Place) -> Any:
    for key in path:
        data = data[key]
    return data


def _column(text: str, at: int) -> int:
    return at - text.rfind("\n", 0, at) - 1


def _step(page: _Reader) -> int:
    """By how much this file indents a mapping in a mapping; two where it does not show."""
    for path, span in page.spans.items():
        above = page.spans.get(path[:-1])
        if len(path) > 1 and above and not above.flow and all(isinstance(key, str) for key in path):
            step = _column(page._text, span.key) - _column(page._text, above.key)
            return step if step > 0 else 2
    return 2


# -- writing a value


def _entry(key: str, value: Any, column: int, step: int, new: int = 0) -> str:
    head, body = _written(value, column, step, new)
    return " " * column + _scalar(key, False) + ":" + (f" {head}" if head else "") + (f"\n{body}" if body else "")


def _written(value: Any, column: int, step: int, new: int = 0) -> tuple[str, str]:
    """What stands behind the colon of a key in `column`, and the lines below; the outer `new` mappings are blocks."""
    inner = " " * (column + step)
    if isinstance(value, str):
        if _literal(value):
            lines = value.removesuffix("\n").split("\n")
            return "|" if value.endswith("\n") else "|-", "\n".join(inner + line if line else "" for line in lines)
        return _scalar(value, False), ""
    if not value or (not new and not _has_newline(value) and len(_flow(value)) + column <= _WIDTH):
        return _flow(value), ""
    if isinstance(value, dict):
        return "", "\n".join(_entry(key, item, column + step, step, max(new - 1, 0)) for key, item in value.items())
    items = []
    for item in value:
        head, body = _written(item, column + step, 2)
        if not head:  # the first line of the block stands behind the dash
            head, body = body[column + step + 2 :], ""
        items.append(f"{inner}- {head}" + (f"\n{body}" if body else ""))
    return "", "\n".join(items)


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(key, True)}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return "~" if value is None else _scalar(value, True)


def _has_newline(value: Any) -> bool:
    if isinstance(value, str):
        return "\n" in value
    return any(map(_has_newline, value.values() if isinstance(value, dict) else value or ()))


def _literal(text: str) -> bool:
    """Whether `text` can stand as a literal block and be seen whole: no space at the edge of a line."""
    lines = text.removesuffix("\n").split("\n")
    return (
        "\n" in text
        and not text.startswith((" ", "\n"))
        and not text.endswith("\n\n")
        and not any(line.startswith("\t") or line.endswith((" ", "\t")) for line in lines)
    )


def _scalar(text: str, flow: bool) -> str:
    """`text` without quotation marks where every YAML reader and ours take it for text, else with them."""
    begins = text[:1].isalnum() or text[:1] == "_" or (text[:1] in ("-", "+", ".") and text[1:2].isdigit())
    plain = begins and not re.search(r":( |$)| #|[\n\t]| $", text) and text.lower() != "null"
    if plain and not (flow and re.search(r"[\[\]{},:?]", text)):
        return text
    if "\n" not in text and "\t" not in text:
        return "'" + text.replace("'", "''") + "'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


# ------------------------------------------------------------------------------------------------ writing


def check_writable(path: str | Path, force: bool = False) -> None:
    """Refuse early what could not be written later; raises WriteError, else does nothing."""
    target, where = Path(path), str(path)
    folder = target.parent
    there: os.stat_result | None
    try:
        there = target.lstat()
    except FileNotFoundError:
        there = None
    except (OSError, ValueError) as failure:
        raise _unwritable(where, failure) from failure
    if not folder.is_dir():
        raise WriteError(Problem(where, f"there is no folder {folder}", "make the folder first"))
    if there and stat.S_ISDIR(there.st_mode):
        raise WriteError(Problem(where, "it is a folder", "name a file in it"))
    if there and stat.S_ISLNK(there.st_mode):  # replacing it would leave the file it points to as it was
        raise WriteError(Problem(where, "it is a link", "name the file it points to"))
    if there and not stat.S_ISREG(there.st_mode):
        raise WriteError(Problem(where, "it is not a regular file", "use '-' to write to standard output"))
    if there and not force:
        raise WriteError(Problem(where, "the file is there already", "use --force to overwrite it, or another name"))
    if there and not os.access(target, os.W_OK):
        raise WriteError(Problem(where, "the file is read-only", "choose another name, or allow writing to it"))
    if not os.access(folder, os.W_OK | os.X_OK):
        raise WriteError(Problem(where, f"the folder {folder} is read-only", "choose another folder"))


def write_whole(path: str | Path, content: bytes, *, force: bool = False) -> None:
    """Write `content` to `path` whole or not at all, however the run ends; an old file needs `force`.

    A new file can be read by its owner only, a replaced one keeps its mode. Raises WriteError.
    """
    check_writable(path, force)
    target = Path(path)
    beside = target.parent / f".treatydraft-{secrets.token_hex(8)}.part"
    try:
        mode = stat.S_IMODE(target.stat().st_mode) & 0o777 if target.exists() else 0o600
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(beside, mode)
        os.replace(beside, target)
    except BaseException as failure:  # an interrupt too must leave nothing behind
        with suppress(OSError):
            beside.unlink()
        if isinstance(failure, OSError):
            raise _unwritable(str(path), failure) from failure
        raise
    with suppress(OSError):  # the file is whole; some systems cannot sync a folder, or let nobody open it
        descriptor = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _unwritable(where: str, failure: OSError | ValueError) -> WriteError:
    return WriteError(Problem(where, f"it cannot be written: {_reason(failure)}", "choose another name or folder"))
