"""A clause on its own, as it reads with the default answers: what a drafter sees before taking it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from treatydraft.composition.composer import Composer
from treatydraft.drafting.draft import Draft
from treatydraft.drafting.selection import Chosen, Selection, select
from treatydraft.instrument.tree import Block, Node, Provision, Reference, Term, Text, Unit, provisions, rewrite
from treatydraft.library.loading import Library


@dataclass(frozen=True, slots=True)
class Specimen:
    """What a clause yields in one variant and register, and how it defines the terms it gives to the definitions."""

    provision: Provision
    definitions: tuple[Unit, ...]


def specimen(library: Library, id: str, variant: str, register: str, language: str = "") -> Specimen | None:
    """The clause `id` beside what it requires, with every other answer left to its default.

    A reference says the title of the article it means, since numbers say nothing here. None where the register
    refuses the variant; LibraryError for a library file that is wrong.
    """
    clause = library.clause(id, language)
    if clause.refusal(register, variant):
        return None
    draft = Draft("", "blank", register, language or library.first_language, clauses={id: {"variant": variant}})
    selection = select(draft, library)
    if not selection.has(id):  # what it requires is refused, and it is shown all the same
        one = Chosen(id, clause.kind, variant)
        selection = Selection(selection.outline, register, (*selection.chosen, one), (), ())
    composer = Composer(draft, library, selection)
    whole = composer.instrument()
    found = next((one for one in provisions(whole) if one.clause == id), None)
    if found is None:  # definitions, and the text uses no term
        found = composer.provision(next(one for one in selection.chosen if one.clause == id))
    defined = [_defined(term, composer.definition(term)) for term in clause.definitions]
    titles = {one: library.clause(one, language).title for one in library.clause_ids}

    def named(node: Node) -> Node:
        return (
            Text(f"[{titles.get(node.clause, node.clause)}]") if isinstance(node, Reference) and node.clause else node
        )

    return Specimen(
        rewrite(replace(found, number=""), named),
        tuple(rewrite(unit, named) for unit in defined),
    )


def _defined(term: str, blocks: tuple[Block, ...]) -> Unit:
    first = blocks[0] if blocks and isinstance(blocks[0], Unit) else Unit("text", ())
    return replace(first, words=(Term(term, defines=True), Text(" "), *first.words))
