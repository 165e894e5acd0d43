"""Composition: clauses and answers become an instrument.

Each clause's text is rendered to the drafting notation and parsed; the frame is put around them, the definitions of the
terms in use are filled in, and the whole is numbered. Composition is total: what cannot be resolved stays in the tree
as a hole. Only a file of the library that is wrong, or an answer that is, raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import cast

from treatydraft.composition.parts import Pair, continued, grouped, numbering_style, unframed
from treatydraft.composition.rendering import TemplateRenderer
from treatydraft.composition.terms import with_plain_terms
from treatydraft.composition.words import TemplateWords
from treatydraft.drafting.answers import Answers
from treatydraft.drafting.draft import Draft
from treatydraft.drafting.explanation import explain_reason
from treatydraft.drafting.selection import Chosen, Selection, select
from treatydraft.errors import DraftError, LibraryError, Problem
from treatydraft.instrument.notation import NotationError, parse, parse_inline
from treatydraft.instrument.numbering import number
from treatydraft.instrument.tree import (
    Block,
    Fill,
    Hole,
    Inlines,
    Instrument,
    Node,
    Provision,
    Signatory,
    Term,
    Text,
    Unit,
    normal,
    rewrite,
    walk,
)
from treatydraft.language import Language
from treatydraft.library.clause import Clause
from treatydraft.library.loading import Library
from treatydraft.library.party import fold
from treatydraft.value import Role


def compose(draft: Draft, library: Library, selection: Selection | None = None) -> Instrument:
    """The instrument of a draft, numbered, with its holes.

    DraftError for an answer that is wrong, LibraryError for a library file that is. Conflicts among clauses do not
    stop composition; they are in the selection, which `select` gives.
    """
    return Composer(draft, library, selection or select(draft, library)).instrument()


class Composer:
    """Composes one draft; keeps what its steps share: the answers and the words. `first` is a party before the rest.

    `answers` are those of the draft where they have been read already.
    """

    def __init__(
        self, draft: Draft, library: Library, selection: Selection, first: str = "", answers: Answers | None = None
    ) -> None:
        self.draft = draft
        self.library = library
        self.selection = selection
        self.language: Language = library.language(draft.language)
        self.answers = answers or Answers(draft, library, selection, first)
        template_words = TemplateWords(self.language, selection.register, self.answers)
        self.words = template_words.words()
        self.render = TemplateRenderer(template_words, self.answers)

    def read_answers(self) -> None:
        """Read every answer, before a text or a record meets one that is wrong. DraftError with all that are."""
        self.answers.shared()
        for chosen in self.selection.chosen:
            if not chosen.own:
                self.answers.of_clause(chosen, self.words)
        self.answers.refuse_wrong()

    def instrument(self) -> Instrument:
        """The composed instrument."""
        self.read_answers()
        frame = self.frame()
        written = continued([(chosen, self.provision(chosen)) for chosen in self.selection.chosen])
        filled = self._with_definitions(frame, written)
        pairs = written if filled is None else filled
        body = [pair for pair in pairs if pair[1].kind == "article"]
        in_parts = self.draft.numbering.parts
        whole = replace(
            frame,
            preamble=tuple(provision for _, provision in pairs if provision.kind == "recital"),
            body=grouped(body, self.language) if in_parts else tuple(provision for _, provision in body),
            annexes=tuple(provision for _, provision in pairs if provision.kind == "annex"),
        )
        return number(with_plain_terms(whole, self._known) if filled is None else whole, self.language)

    # -------------------------------------------------------------------------------------------- provisions

    def provision(self, chosen: Chosen) -> Provision:
        """What one clause of the selection, or an article of the drafter's own, yields; not yet numbered."""
        own_settings = self.draft.clauses.get(chosen.clause) or {}
        if chosen.own:
            heading = self._own_inline(str(own_settings.get("heading") or ""), f"{chosen.clause}.heading")
            blocks = self._own_blocks(str(own_settings.get("text") or ""), chosen.clause)
            return Provision(chosen.kind, chosen.clause, heading, blocks, "", self._because(chosen))
        clause = self.library.clause(chosen.clause, self.draft.language)
        context = {**self.words, **self.answers.of_clause(chosen, self.words)}
        heading = self._heading(clause, context)
        if own_settings.get("heading") is not None:
            heading = self._own_inline(str(own_settings["heading"]), f"{chosen.clause}.heading")
        if own_settings.get("text") is not None:
            blocks = self._own_blocks(str(own_settings["text"]), chosen.clause)
            because = self._because(chosen, own_words=True)
            return Provision(chosen.kind, chosen.clause, heading, blocks, chosen.variant, because)
        template = clause.text(chosen.variant, self.selection.register)
        if template is None and not clause.missing:
            what = f"variant '{chosen.variant}' has no text in the register {self.selection.register}"
            raise LibraryError(Problem("missing-text", clause.where, what, f"write a section '## {chosen.variant}'"))
        blocks = self._unwritten(clause) if template is None else self.render.blocks(template, context)
        return Provision(chosen.kind, chosen.clause, heading, blocks, chosen.variant, self._because(chosen))

    def _heading(self, clause: Clause, context: Mapping[str, object]) -> Inlines:
        """The heading; a hole where the language has a text and no heading, and the first language has one."""
        lacks = clause.missing and not clause.heading.source and clause.texts
        if lacks and self.library.clause(clause.id).heading.source:
            return (Hole(f"{clause.id}/{self.draft.language}.md, heading"),)
        return self.render.words(clause.heading, context)

    def _unwritten(self, clause: Clause) -> tuple[Block, ...]:
        """What stands for a text that the language lacks: no other language's words, but the page to write."""
        return (Unit("text", (Hole(f"{clause.id}/{self.draft.language}.md"),)),)

    def _because(self, chosen: Chosen, *, own_words: bool = False) -> str:
        """Why a clause is in the instrument, for a reader of it; empty for one that is there without a reason."""
        if chosen.reason is None:
            return ""
        because = explain_reason(chosen.reason, self.language)
        return self.language.note("own-words", reason=because) if own_words else because

    def _own_blocks(self, text: str, clause: str) -> tuple[Block, ...]:
        try:
            return parse(text)
        except NotationError as wrong:
            where = self.draft.where(f"{clause}.text")
            what = f"line {wrong.line}, column {wrong.column} of the text: {wrong.what}"
            raise DraftError(Problem("wrong-notation", where, what, wrong.hint)) from None

    def _own_inline(self, text: str, key: str) -> Inlines:
        try:
            return parse_inline(text)
        except NotationError as wrong:
            what = f"column {wrong.column}: {wrong.what}"
            raise DraftError(Problem("wrong-notation", self.draft.where(key), what, wrong.hint)) from None

    # -------------------------------------------------------------------------------------------- the frame

    def frame(self) -> Instrument:
        """What stands around the clauses, and nothing between; not yet numbered."""
        shared = self.answers.shared()
        one_part, other_part = (shared[side.name] for side in self.answers.sides())  # as they are answered, open too
        roles = {
            "one_part": one_part,
            "other_part": other_part,
            "other_roles": tuple(shared[role.name] for role in self.answers.others()),
        }
        words = {**self.words, **shared, **roles, "texts": self._texts(shared["texts"])}
        about, outline = self.library.about, self.selection.outline
        whole = Instrument(
            title=self._title(words),
            register=self.selection.register,
            language=self.draft.language,
            parties=tuple(self._signatories(words)),
            opening=(Unit("text", self._formula("opening", words)),),
            enacting=self._formula("enacting", words),
            testimonium=self._formula("testimonium", words),
            done=self._formula("done", words),
            scheme=numbering_style(outline, self.draft.numbering),
            date=self.draft.date,
            revision=self.draft.revision,
            library=f"{about.name} {about.version}",
        )
        return whole if outline.frame else unframed(whole)

    def _texts(self, codes: object) -> object:
        """The languages of the texts, those of the first party in front."""
        if not self.answers.first or not isinstance(codes, tuple):
            return codes
        ahead = self.answers.party(self.answers.first).languages
        return tuple(sorted(codes, key=lambda code: str(code) not in ahead))

    def _title(self, frame: Mapping[str, object]) -> Inlines:
        if self.draft.title:
            return self._own_inline(self.draft.title, "title")
        outline = self.selection.outline
        template = outline.title.get(self.draft.language)
        if template is None:
            return (Hole(f"outlines/{outline.name}.yaml, title in {self.draft.language}"),)
        return self.render.words(template, frame)

    def _formula(self, name: str, frame: Mapping[str, object]) -> Inlines:
        return self.render.words(self.library.formula(name, self.draft.language, self.selection.register), frame)

    def _signatories(self, frame: Mapping[str, object]) -> Iterator[Signatory]:
        template, beside = (
            self.library.formula(name, self.draft.language, self.selection.register)
            for name in ("signature", "signature_date")
        )
        roles = {name: value for name, value in self.answers.shared().items() if name in self.library.about.roles}
        for code in self.answers.everyone:
            party = self.answers.party(code)
            of = tuple(name for name, role in roles.items() if isinstance(role, Role) and code in role)
            context = {**frame, "signatory": code}
            signs = _plain(self.render.words(template, context))
            dated = self.render.text(beside, context).strip()
            yield Signatory(code, party.formal, party.short, of, signs, dated)

    # -------------------------------------------------------------------------------------------- definitions

    def _with_definitions(self, frame: Instrument, pairs: list[Pair]) -> list[Pair] | None:
        """The provisions with the definitions filled in: the terms the text uses, and those their definitions use.

        None where there is no place for them.
        """
        terms = [node for node in walk(frame) if isinstance(node, Term)]
        fills: dict[str, list[str]] = {}
        for chosen, provision in pairs:
            for part in (provision.heading, provision.blocks, provision.notes):
                for node in self._terms_and_fills(part):
                    if isinstance(node, Term):
                        terms.append(node)
                    else:
                        fills.setdefault(chosen.clause, []).append(node.what)
        if not any("definitions" in names for names in fills.values()):
            return None
        defined = {term.key for term in terms if term.defines}
        wanted = [term.key for term in terms if not term.defines]
        entries: dict[str, Unit] = {}
        while wanted:
            key = wanted.pop(0)
            if key in entries or key in defined:
                continue
            blocks = self.definition(key)
            if not blocks or not isinstance(blocks[0], Unit):
                continue  # a term nobody defines: a rule finds it
            first = blocks[0]
            words = normal((Term(key, defines=True), Text(" "), *first.words))
            entries[key] = Unit("subparagraph", words, _label(key), first.items, first.join, first.closing)
            wanted.extend(node.key for node in walk(entries[key]) if isinstance(node, Term))
        units = tuple(entries[key] for key in sorted(entries, key=lambda key: (key.casefold(), key)))
        if not units:
            return [pair for pair in pairs if pair[0].clause not in fills]

        def fill(node: Node) -> Node | tuple[Unit, ...]:
            return units if isinstance(node, Fill) and node.what == "definitions" else node

        return [
            (chosen, rewrite(provision, fill) if chosen.clause in fills else provision) for chosen, provision in pairs
        ]

    def _terms_and_fills(self, part: tuple[Node, ...]) -> tuple[Term | Fill, ...]:
        """The terms and the places to fill in a part of a provision; kept, for most parts are those of other drafts."""
        key = Composer._terms_and_fills, id(part)
        kept = self.library.memory.get(key)
        if kept is None or kept[0] is not part:  # what is kept holds its part, so that no other can have its identity
            nodes = (node for block in part for node in walk(block))
            kept = part, tuple(node for node in nodes if isinstance(node, Term | Fill))
            self.library.memory.put(key, kept)
        return cast(tuple[Term | Fill, ...], kept[1])

    def _known(self, key: str) -> bool:
        """Whether a term needs no definition where there is no article on them.

        So it is with a common word the library could define, which begins with a small letter as "armed attack" does,
        with a name everybody knows, and with every term of a text that is to stand in another one.
        """
        common = key[:1].islower() and self._defining(key) is not None
        return common or key in self.library.names(self.draft.language) or not self.selection.outline.frame

    def definition(self, key: str) -> tuple[Block, ...]:
        """What follows a term in the definitions; nothing where no clause defines it."""
        defining = self._defining(key)
        if defining is None:
            return ()
        chosen, clause = defining
        context = {**self.words, **self.answers.of_clause(chosen, self.words)}
        return self.render.blocks(clause.definitions[key], context)

    def _defining(self, key: str) -> tuple[Chosen, Clause] | None:
        """The clause that defines a term: one of the selection, else any of the library in its default."""
        for chosen in self.selection.chosen:
            if not chosen.own:
                clause = self.library.clause(chosen.clause, self.draft.language)
                if key in clause.definitions:
                    return chosen, clause
        for id in self.library.clause_ids:
            clause = self.library.clause(id, self.draft.language)
            if key in clause.definitions:
                variant = clause.default.get(self.selection.register) or next(iter(clause.variants))
                return Chosen(id, clause.kind, variant), clause
        return None


def _label(term: str) -> str:
    """The label of the entry that defines a term: its words with hyphens between."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(term))) or "term"


def _plain(words: Inlines) -> str:
    return "".join(node.text for node in words if isinstance(node, Text))
