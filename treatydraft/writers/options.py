"""The options of a writer: the layout of an instrument, and what is written with it."""

from __future__ import annotations

from dataclasses import dataclass

from treatydraft.characters import refuse_hidden
from treatydraft.errors import Location, Problem, UsageError

PAPERS = {"a4": (11906, 16838), "letter": (12240, 15840)}
"""The sizes of paper by name: width and height in twentieths of a point."""

WATERMARK = 100
"""The most letters of a watermark."""


@dataclass(frozen=True, slots=True)
class Options:
    """How an instrument is written. A writer ignores the options that its format has no use for.

    `notes` says where the notes in the tree go: ``none``, ``comments`` or ``footnotes``. `clean` leaves out what
    lets a later reader find each paragraph's clause. `contents` and `title_page` put these in front; if they
    are None, contents stand before a long instrument and a title page before a treaty in parts.
    `paper` is ``a4``, ``letter``, or empty for that of the house style, A4 without one; `lines` numbers the lines
    of a negotiation copy; `watermark` stands behind every page; `style` is a house style as
    `treatydraft.writers.docx.style.house` prepares it; `front_matter` is Markdown's. UsageError for a watermark that
    is too long, or holds a hidden character.
    """

    notes: str = "none"
    clean: bool = False
    contents: bool | None = None
    title_page: bool | None = None
    paper: str = ""
    lines: bool = False
    watermark: str = ""
    style: bytes | None = None
    front_matter: bool = False

    def __post_init__(self) -> None:
        wrong = refuse_hidden(self.watermark)
        if len(self.watermark) > WATERMARK:
            wrong = f"{len(self.watermark):,} letters would be too small to read; {WATERMARK} are allowed"
        if wrong:
            raise UsageError(
                Problem("wrong-option-value", Location(key="--watermark"), wrong, "give a word or two, such as DRAFT")
            )


PLAIN = Options()
"""An instrument and nothing else."""
