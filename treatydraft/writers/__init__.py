"""Writers: a numbered instrument as the bytes of a file.

A format is a module in this room and a line in `WRITERS`. Modules are imported when they are first needed, so that a
command that writes nothing, or another format, does not pay for them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from treatydraft.errors import Location, Problem, UsageError, suggestion
from treatydraft.instrument.tree import Instrument
from treatydraft.language import Language
from treatydraft.writers.options import PLAIN, Options

Writer = Callable[[Instrument, Language, Options], bytes]


def _markdown(instrument: Instrument, language: Language, options: Options) -> bytes:
    from treatydraft.writers.markdown import write_markdown

    return write_markdown(instrument, language, options).encode()


def _json(instrument: Instrument, language: Language, options: Options) -> bytes:
    from treatydraft.writers.json import write_json

    return write_json(instrument).encode()


def _docx(instrument: Instrument, language: Language, options: Options) -> bytes:
    from treatydraft.writers.docx import write_docx

    return write_docx(instrument, language, options)


WRITERS: Mapping[str, tuple[str, Writer]] = {
    "docx": (".docx", _docx),
    "md": (".md", _markdown),
    "json": (".json", _json),
}
"""The name of each format, the ending of its files, and what writes it."""


def format_of(path: str | Path, writers: Mapping[str, tuple[str, object]] = WRITERS) -> str:
    """The format of `writers` whose ending a file has; empty where no format has it."""
    suffix = Path(path).suffix.casefold()
    return next((name for name, (ending, _) in writers.items() if ending == suffix), "")


def write(instrument: Instrument, to: str, language: Language, options: Options = PLAIN) -> bytes:
    """A numbered instrument in the format `to`, a key of `WRITERS`. The same instrument gives the same bytes.

    `options` say how it looks and what goes with it; a format ignores those it has no use for.
    Raises UsageError for a format that is not known.
    """
    if to not in WRITERS:
        raise unknown_format(to)
    return WRITERS[to][1](instrument, language, options)


def unknown_format(to: str, writers: Mapping[str, object] = WRITERS) -> UsageError:
    """The error of a format that is none of `writers`."""
    meant = suggestion(to, writers, "")
    hint = f"{meant} formats are {', '.join(writers)}".strip()
    return UsageError(Problem("unknown-format", Location(key="--to"), f"unknown format '{to}'", hint))
