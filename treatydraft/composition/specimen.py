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

    In place of a reference stands the title of the clause it points to, since there are no numbers. None where the
    register refuses the variant; LibraryError for a library file that is wrong.
    """
    clause = library.clause(id, language)
    if clause.refusal(register, variant):
        return None
    draft = Draft("", "blank", register, language or library.first_language, clauses={id: {"variant": variant}})
    selection = select(draft, library)
    if not selection.has(id):  # what it requires is refused, and it is shown all the same
        chosen = Chosen(id, clause.kind, variant)
        selection = Selection(selection.outline, register, (*selection.chosen, chosen), (), ())
    composer = Composer(draft, library, selection)
    whole = composer.instrument()
    provision = next((provision for provision in provisions(whole) if provision.clause == id), None)
    if provision is None:  # definitions, and the text uses no term
        provision = composer.provision(next(chosen for chosen in selection.chosen if chosen.clause == id))
    defined = [_defined(term, composer.definition(term)) for term in clause.definitions]
    titles = {clause_id: library.clause(clause_id, language).title for clause_id in library.clause_ids}

    def with_title(node: Node) -> Node:
        if isinstance(node, Reference) and node.clause:
            return Text(f"[{titles.get(node.clause, node.clause)}]")
        return node

    return Specimen(
        rewrite(replace(provision, number=""), with_title),
        tuple(rewrite(unit, with_title) for unit in defined),
    )


def _defined(term: str, blocks: tuple[Block, ...]) -> Unit:
    first = blocks[0] if blocks and isinstance(blocks[0], Unit) else Unit("text", ())
    return replace(first, words=(Term(term, defines=True), Text(" "), *first.words))
