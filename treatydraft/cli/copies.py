"""What an instrument takes along when it is written (notes, findings, or nothing), and the copies made of it."""

from __future__ import annotations

from treatydraft import Draft, Instrument, Library, Selection, alternat, noted
from treatydraft.cli.output import Output


def furnished(
    instrument: Instrument, draft: Draft, library: Library, selection: Selection, *, library_notes: bool, findings: bool
) -> Instrument:
    """The instrument with the notes that may leave the building, and with `findings` those of the check."""
    kept = noted(instrument, draft, library, library_notes=library_notes)
    if not findings:
        return kept
    from treatydraft import check, fill, with_findings  # rules and record, which most files do without

    return with_findings(kept, check(instrument, fill(draft, library, selection), accept=draft.accepted))


def copies(
    instrument: Instrument, output: Output, code: str, draft: Draft, library: Library, selection: Selection
) -> list[tuple[Output, Instrument]]:
    """What is written where: the instrument, the copy of the party with this code, or for ``all`` a copy for each.

    UsageError for a code of no party; WriteError before anything is written where one of the files cannot be.
    """
    if not code:
        return [(output, instrument)]
    if code != "all" or not instrument.parties:
        return [(output, alternat(instrument, code, draft, library, selection))]
    outputs = [(output.of(party.code), party.code) for party in instrument.parties]
    return [(one, alternat(instrument, party, draft, library, selection)) for one, party in outputs]
