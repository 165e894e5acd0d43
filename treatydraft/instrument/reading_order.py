"""The order in which an instrument is read: the index, the terminal and every writer follow it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from treatydraft.instrument.tree import Inlines, Instrument, Part, Provision, Signatory, Unit


@dataclass(frozen=True, slots=True)
class FrameWords:
    """Words of the frame that are no unit: `name` is ``title``, ``enacting``, ``testimonium`` or ``done``."""

    name: str
    words: Inlines


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """The parties that sign, in their order; there is no block where none signs."""

    parties: tuple[Signatory, ...]


Element = FrameWords | Unit | Provision | Part | SignatureBlock
"""What an instrument is made of: words of the frame, a unit of the opening, a provision, a part, the signatures."""


def reading_order(instrument: Instrument) -> Iterator[Element]:
    """The elements of an instrument from its title to its last annex; a part is one, with all that stands in it."""
    yield FrameWords("title", instrument.title)
    yield from instrument.opening
    yield from instrument.preamble
    yield FrameWords("enacting", instrument.enacting)
    yield from instrument.body
    yield FrameWords("testimonium", instrument.testimonium)
    yield FrameWords("done", instrument.done)
    if instrument.signing:
        yield SignatureBlock(instrument.signing)
    yield from instrument.annexes
