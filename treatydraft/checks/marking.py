"""Findings as notes in the tree, on what they concern, so that a writer can set them beside the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from treatydraft.checks.finding import Finding
from treatydraft.instrument.reference import positions
from treatydraft.instrument.tree import Instrument, Note, Provision, Table, Text, Unit, rewrite
from treatydraft.language import Language

SOURCE = "finding"
"""Who speaks in a note that tells a finding."""


def with_findings(instrument: Instrument, findings: Iterable[Finding], language: Language | None = None) -> Instrument:
    """The numbered instrument with each finding as a note, in place of those it may have from before.

    A finding on a provision, a block or a table stands there; one on the frame, on the heading of a part or on what is
    not in the instrument stands on the whole, and says its address. How bad it is, is said in the `language`.
    """
    words = {} if language is None else language.notes
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.address, []).append(finding)
    at: dict[str, str] = {}  # the address by the element id, which only one node has
    for place in positions(instrument):
        if place.address in found and place.address not in at.values():
            at[place.eid] = place.address

    def marked(node: object) -> object:
        if not isinstance(node, Provision | Unit | Table | Instrument):
            return node
        kept = tuple(note for note in node.notes if note.source != SOURCE)
        if isinstance(node, Instrument):
            rest = [f"{name}: {_words(one, words)}" for name in found if name not in at.values() for one in found[name]]
            told = [Note((Text(told),), SOURCE) for told in rest]
        else:
            told = [Note((Text(_words(one, words)),), SOURCE) for one in found.get(at.get(node.eid, ""), ())]
        return replace(node, notes=(*kept, *told)) if told or len(kept) < len(node.notes) else node

    return rewrite(instrument, marked)


def _words(finding: Finding, words: Mapping[str, str]) -> str:
    """What a finding says, with what to do about it."""
    hint = f"; {finding.hint}" if finding.hint else ""
    return f"{words.get(finding.severity, finding.severity)} {finding.rule}: {finding.message}{hint}"
