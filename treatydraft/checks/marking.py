"""Findings as notes in the tree, on the blocks they concern, so that a writer can set them beside the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from treatydraft.checks.finding import Finding
from treatydraft.instrument.reference import positions
from treatydraft.instrument.tree import Instrument, Note, Provision, Table, Text, Unit, rewrite
from treatydraft.language import Language

SOURCE = "finding"
"""The source of a note that holds a finding."""


def with_findings(instrument: Instrument, findings: Iterable[Finding], language: Language | None = None) -> Instrument:
    """The numbered instrument with each finding as a note, in place of those it may have from before.

    A finding on a provision, a block or a table stands there; one on the frame, on the heading of a part or on what is
    not in the instrument stands on the whole, behind its address. The severity is in the words of the `language`.
    """
    words = {} if language is None else language.notes
    by_address: dict[str, list[Finding]] = {}
    for finding in findings:
        by_address.setdefault(finding.address, []).append(finding)
    addresses: dict[str, str] = {}  # by the element id, which only one node has
    for position in positions(instrument):
        if position.address in by_address and position.address not in addresses.values():
            addresses[position.eid] = position.address
    elsewhere = [finding for name in by_address if name not in addresses.values() for finding in by_address[name]]

    def annotate(node: object) -> object:
        if not isinstance(node, Provision | Unit | Table | Instrument):
            return node
        if isinstance(node, Instrument):
            texts = [f"{finding.address}: {_words(finding, words)}" for finding in elsewhere]
        else:
            texts = [_words(finding, words) for finding in by_address.get(addresses.get(node.eid, ""), ())]
        notes = [Note((Text(text),), SOURCE) for text in texts]
        kept = tuple(note for note in node.notes if note.source != SOURCE)
        return replace(node, notes=(*kept, *notes)) if notes or len(kept) < len(node.notes) else node

    return rewrite(instrument, annotate)


def _words(finding: Finding, words: Mapping[str, str]) -> str:
    """The severity, rule, message and hint of a finding, in one line."""
    hint = f"; {finding.hint}" if finding.hint else ""
    return f"{words.get(finding.severity, finding.severity)} {finding.rule}: {finding.message}{hint}"
