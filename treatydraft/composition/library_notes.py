"""Notes of the library on an instrument: what each clause is for, where its words come from, why it is there.

They stand on the provisions, beside the notes the drafter wrote in the text, and a writer places them. Notes are
no part of the text: numbers, references and the rest of the tree stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from treatydraft.drafting.draft import Draft
from treatydraft.instrument.tree import Instrument, Note, Provision, Text, rewrite, walk
from treatydraft.language import Language, capital
from treatydraft.library.clause import Variant
from treatydraft.library.loading import Library

SOURCES = ("commentary", "precedents", "reason")
"""The sources of the library's notes: the clause and its variant, its precedents, the selection."""


def with_library_notes(instrument: Instrument, draft: Draft, library: Library) -> Instrument:
    """The instrument of a draft with the library's notes on every provision, in place of those it may have from before.

    Where the draft has words of its own, there is no note on the variant they replace. LibraryError for a clause's file
    that is wrong.
    """

    def annotate(node: object) -> object:
        if not isinstance(node, Provision):
            return node
        other_notes = tuple(note for note in node.notes if note.source not in SOURCES)
        return replace(node, notes=(*_notes(node, draft, library), *other_notes))

    return rewrite(instrument, annotate)


def without_notes(instrument: Instrument) -> Instrument:
    """The instrument without any note, the drafter's own included: what may leave the building."""
    if not any(isinstance(node, Note) for node in walk(instrument)):  # as most are, and to look is quicker
        return instrument
    return rewrite(instrument, lambda node: () if isinstance(node, Note) else node)


def _notes(provision: Provision, draft: Draft, library: Library) -> Iterator[Note]:
    id = provision.clause
    if id in library.clause_ids:
        clause = library.clause(id, draft.language)
        own_words = (draft.clauses.get(id) or {}).get("text") is not None
        variant = None if own_words else clause.variants.get(provision.variant)
        yield _note("commentary", f"{clause.purpose} {variant.effect}" if variant else clause.purpose)
        if variant:
            yield _note("precedents", _precedents(variant, library.language(draft.language)))
    if provision.because:
        yield _note("reason", f"{capital(provision.because)}.")


def _precedents(variant: Variant, language: Language) -> str:
    if variant.precedents:
        return f"{'; '.join(map(str, variant.precedents))}."
    return language.note("own-wording", why=variant.because)


def _note(source: str, words: str) -> Note:
    return Note((Text(words),), source)
