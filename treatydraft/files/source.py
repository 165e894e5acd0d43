"""A strict subset of YAML, read from its events without recursion, with the place of every value.

No anchors, aliases, merge keys, tags or directives; no key twice; every scalar is text, save that an unquoted ``~``,
``null`` or nothing is None. `NO` is Norway. More than that would let a file from an untrusted author do harm.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import yaml

from treatydraft.characters import hidden_in, refuse_hidden
from treatydraft.errors import MAX_PROBLEMS, Code, LibraryError, Location, Problem
from treatydraft.files.opening import Failure
from treatydraft.files.text import MAX_BYTES, load

MAX_DEPTH = 40
MAX_VALUES = 50_000
_TOO_DEEP = "maximum nesting depth"  # what libyaml says from version 0.2.6 on

YamlPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A YAML file as read: its name as given, its data, its text, and the line and column of every value.

    A value in a mapping has the place of its key; all lines and columns count from one.
    """

    name: str
    data: object
    text: str
    places: dict[YamlPath, tuple[int, int]]

    def where(self, path: YamlPath = ()) -> Location:
        """The file and line of the value at `path`, or of the nearest value above it that is in the file."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.places:
                return Location(self.name, self.places[path[:length]][0])
        return Location(self.name)


def read_yaml(path: str | Path, error: Failure = LibraryError) -> Source:
    """The YAML file at `path`; raises `error` with every problem found in it."""
    return parse_yaml(load(path, error, MAX_BYTES), str(path), error)


def parse_yaml(text: str, name: str, error: Failure, first_line: int = 1) -> Source:
    """The YAML in `text`, which begins at line `first_line` of the file `name`.

    The data holds dicts with text keys, lists, text and None. Raises `error` with every problem found.
    """
    reader = YamlReader(text, name, error, first_line)
    return Source(name, reader.data, text, reader.places)


@dataclass(slots=True)
class ValueSpan:
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
    path: YamlPath
    span: ValueSpan
    key: tuple[str, int, int] | None = None  # the key that waits for its value, with its start and end
    lines: dict[str, int] = field(default_factory=dict)


class YamlReader:
    """One document, read event by event: its data, and the place and span of every value."""

    def __init__(self, text: str, name: str, error: Failure, first_line: int = 1) -> None:
        self.text, self._name, self._error, self._first = text.removeprefix("\ufeff"), name, error, first_line
        self._problems: list[Problem] = []
        self._characters()
        try:
            self._read(getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # without libyaml the same from Python, slower
        except yaml.MarkedYAMLError as failure:
            self._syntax(failure)
        except yaml.YAMLError as failure:
            self._stop(None, f"this is not YAML: {failure}", "save the file as plain text", "wrong-yaml")
        if self._problems:
            raise error(self._problems)

    def _read(self, loader: Any) -> None:
        """Take every event of the text, from its beginning."""
        self.data: Any = None
        self.places: dict[YamlPath, tuple[int, int]] = {}
        self.spans: dict[YamlPath, ValueSpan] = {}
        self._problems, self._frames = [], list[_Frame]()
        self._values = self._documents = 0
        try:
            for event in yaml.parse(self.text, Loader=loader):
                self._take(event)
        except yaml.MarkedYAMLError as failure:
            if loader is yaml.SafeLoader or _TOO_DEEP not in str(failure.problem):
                raise
            self._read(yaml.SafeLoader)  # libyaml reads ahead, and gives up before it reports what is too deep

    # -- what is wrong

    def _where(self, at: Location | yaml.Event | yaml.Mark | None) -> Location:
        """The place of an event or a mark; worked out only for a problem, for most of a file is right."""
        if isinstance(at, Location):
            return at
        mark: Any = at.start_mark if isinstance(at, yaml.Event) else at
        return Location(self._name, mark.line + self._first, mark.column + 1) if mark else Location(self._name)

    def _report(self, at: Location | yaml.Event, what: str, hint: str, code: Code = "unsupported-yaml") -> None:
        self._problems.append(Problem(code, self._where(at), what, hint))
        if len(self._problems) >= MAX_PROBLEMS:
            raise self._error(self._problems)

    def _stop(
        self, at: Location | yaml.Event | yaml.Mark | None, what: str, hint: str, code: Code = "unsupported-yaml"
    ) -> NoReturn:
        raise self._error([*self._problems, Problem(code, self._where(at), what, hint)])

    def _syntax(self, failure: yaml.MarkedYAMLError) -> NoReturn:
        mark: Any = failure.problem_mark or failure.context_mark
        what = f"this is not valid YAML: {failure.problem or failure.context}"
        hint = "check the indentation, the colons and the quotation marks here and on the line above"
        if "mapping values" in what:
            hint = "put a text that holds a colon in quotation marks"
        elif mark and self.text[mark.index : mark.index + 1] == "\t":
            hint = "indent with spaces, not with tabs"
        self._stop(mark, what, hint, "wrong-yaml")

    def _characters(self) -> None:
        """Refuse hidden characters anywhere in the text, comments included, and a text that is too long."""
        if len(self.text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
            self._stop(None, f"the text is longer than the {MAX_BYTES:,} bytes allowed", "split it", "file-too-large")
        for line, column, what in hidden_in(self.text):
            self._report(Location(self._name, line + self._first - 1, column), what, "delete it", "hidden-character")
        if self._problems:
            raise self._error(self._problems)

    # -- events

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.NodeEvent):
            self._node(event)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._close(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._stop(event, "a second document begins here", "keep one document a file, without '---'")
            if event.version or event.tags:
                self._report(event, "directives are not allowed", "delete the lines that begin with '%'")

    def _node(self, event: Any) -> None:  # the stubs know neither tags nor that marks are always there
        scalar = isinstance(event, yaml.ScalarEvent)
        if isinstance(event, yaml.AliasEvent):
            self._report(event, f"the alias '*{brief(event.anchor)}' is not allowed", "write the value out")
        else:
            if event.anchor is not None:
                self._report(event, f"the anchor '&{brief(event.anchor)}' is not allowed", "delete it")
            if event.tag is not None:
                self._report(event, f"the tag '{brief(event.tag)}' is not allowed", "delete it: every value is text")
        frame = self._frames[-1] if self._frames else None
        if frame and frame.key is None and isinstance(frame.node, dict):
            self._key(event, frame)
            return
        self._values += 1
        if self._values > MAX_VALUES:
            self._stop(
                event, f"the file holds more than the {MAX_VALUES:,} values allowed", "split it", "file-too-large"
            )
        if scalar:
            self._place(self._scalar(event), event)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            if len(self._frames) == MAX_DEPTH:
                self._stop(event, f"lists and mappings are more than {MAX_DEPTH} deep here", "write it flatter")
            node: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
            path, span = self._place(node, event)
            span.flow = bool(event.flow_style)
            self._frames.append(_Frame(node, path, span))
        else:
            self._place(None, event)

    def _key(self, event: Any, frame: _Frame) -> None:
        mark, end = event.start_mark, event.end_mark.index
        if not isinstance(event, yaml.ScalarEvent):
            self._stop(event, "a key must be a word, not a list, mapping or alias", "put the key in quotation marks")
        if event.value == "<<" and event.implicit[0]:
            self._report(event, "the merge key '<<' is not allowed", "write the keys out")
        key = self._scalar(event)
        if key is None:
            self._report(event, "a key is empty", "write a word before the colon, '~' and 'null' in quotation marks")
        key = key or ""
        line = mark.line + self._first
        if key in frame.lines:
            self._report(
                event,
                f"'{brief(key)}' stands twice, first on line {frame.lines[key]}",
                "keep one of them",
                "repeated-name",
            )
        else:
            frame.lines[key] = line
        frame.key = (key, mark.index, end)
        self.places[(*frame.path, key)] = (line, mark.column + 1)

    def _scalar(self, event: Any) -> str | None:
        text: str = event.value
        if text in ("", "~", "null") and event.implicit[0]:
            return None
        plain = text.isascii()
        if not (plain and text.isprintable()) and (wrong := refuse_hidden(text)):  # as an escape, such as "\u202e"
            self._report(event, wrong, "delete it", "hidden-character")
            return text
        return text if plain else unicodedata.normalize("NFC", text)

    def _place(self, value: Any, event: Any) -> tuple[YamlPath, ValueSpan]:
        """Put `value` where it belongs, and note where it stands."""
        start, end = event.start_mark.index, event.end_mark.index
        if getattr(event, "style", None) in ("|", ">"):
            end = self._block_end(start, end)
        span = ValueSpan(start, start, start, end)
        frame = self._frames[-1] if self._frames else None
        path: YamlPath = ()
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
        if keeps_empty_lines(self.text, start):
            return end - 1 if self.text[end - 1] == "\n" else end
        return line_end(self.text, len(self.text[:end].rstrip()))

    def _close(self, event: Any) -> None:
        frame = self._frames.pop()
        if frame.span.flow:
            frame.span.end = event.end_mark.index
        if self._frames and not self._frames[-1].span.flow:
            self._frames[-1].span.end = frame.span.end


def brief(text: object) -> str:
    """`text` as far as a message can hold it."""
    shown = str(text)
    return shown if len(shown) <= 40 else shown[:39] + "…"


def keeps_empty_lines(text: str, start: int) -> bool:
    """Whether a literal or folded text begins here that keeps the empty lines below it (``|+``)."""
    return text[start : start + 1] in ("|", ">") and "+" in text[start : line_end(text, start)].partition("#")[0]


def line_end(text: str, at: int) -> int:
    """Where the line of a place in the text ends."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def column_of(text: str, at: int) -> int:
    """How far from the start of its line a place in the text is."""
    return at - text.rfind("\n", 0, at) - 1
