"""Where provisions stand: under the parts and chapters the outline or the draft gives them, in which frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from treatydraft.drafting.draft import Numbering
from treatydraft.drafting.selection import Chosen
from treatydraft.instrument.tree import Instrument, NumberingStyle, Part, Provision, Text, Unit
from treatydraft.language import Language, capital
from treatydraft.library.outline import Outline

Pair = tuple[Chosen, Provision]


def numbering_style(outline: Outline, numbering: Numbering) -> NumberingStyle:
    """How the articles are numbered and headed: as the draft has it, else as the outline."""
    headings = outline.headings if numbering.headings is None else numbering.headings
    return NumberingStyle(numbering.articles or outline.articles, headings)


def unframed(instrument: Instrument) -> Instrument:
    """The provisions and their title alone, for a text that is to stand in another one."""
    return replace(instrument, parties=(), opening=(), enacting=(), testimonium=(), done=())


def grouped(pairs: Sequence[Pair], language: Language, depth: int = 0) -> tuple[Part | Provision, ...]:
    """Provisions with neighbours of the same part or chapter put together under its heading."""
    content: list[Part | Provision] = []
    for head, group in groupby(pairs, key=lambda pair: pair[0].path[depth : depth + 1]):
        inside = list(group)
        if not head:
            content.extend(provision for _, provision in inside)
            continue
        kind, name = head[0]
        content.append(Part(kind, name, (Text(heading(name, language)),), grouped(inside, language, depth + 1)))
    return tuple(content)


def continued(pairs: Sequence[Pair]) -> list[Pair]:
    """The provisions, those that continue an article without their heading.

    What is one paragraph of several is numbered, also where the clause alone would be a sole paragraph.
    """
    heads = {chosen.continues for chosen, _ in pairs}
    return [
        (chosen, _numbered(replace(provision, heading=(), continues=True) if chosen.continues else provision))
        if chosen.continues or chosen.clause in heads
        else (chosen, provision)
        for chosen, provision in pairs
    ]


def _numbered(provision: Provision) -> Provision:
    units = [block for block in provision.blocks if isinstance(block, Unit)]
    if [unit.kind for unit in units] != ["text"]:
        return provision
    blocks = (replace(block, kind="paragraph") if block is units[0] else block for block in provision.blocks)
    return replace(provision, blocks=tuple(blocks))


def heading(name: str, language: Language) -> str:
    """The heading of a part: the language's own for a key it knows, else the name, which may be a heading itself."""
    words = " " in name or name[:1].isupper()  # a key has neither
    return str(language.parts.get(name, name if words else capital(name).replace("-", " ")))
