"""Clauses as pages: the list by topic, a clause's own page, and both as data."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from treatydraft.cli.display import ScreenLine, answer_words, block_lines, folded
from treatydraft.composition.specimen import specimen
from treatydraft.errors import indefinite
from treatydraft.instrument.plain_text import plain_text
from treatydraft.instrument.tree import Unit
from treatydraft.library.asking import asked_when
from treatydraft.library.clause import Clause
from treatydraft.library.loading import Library


def clause_list(clauses: Sequence[Clause], topics: Mapping[str, str]) -> Iterator[str]:
    """The clauses by topic: each with its title, its variants with their strengths, and the instruments they follow."""
    for topic, group in groupby(clauses, key=lambda clause: clause.topic):
        yield f"{topics.get(topic, topic)}"
        for clause in group:
            variants = ", ".join(f"{name} ({variant.strength})" for name, variant in clause.variants.items())
            yield f"  {clause.id}  {clause.title}"
            yield from folded(variants, "      ")
            followed = dict.fromkeys(
                f"{precedent.instrument} ({precedent.year})"
                for variant in clause.variants.values()
                for precedent in variant.precedents
            )
            yield from folded(f"precedents: {'; '.join(followed) or 'none, own wording'}", "      ")
        yield ""


def clause_page(clause: Clause, library: Library, registers: Sequence[str], *, source: bool = False) -> Iterator[str]:
    """A clause's page: what it is for, its variants side by side, its questions, what it needs, and its text.

    The text stands in each of `registers` as it reads with the default answers; with `source`, as it is written.
    """
    yield f"{clause.title} ({clause.id}, {clause.kind})"
    yield from folded(clause.purpose)
    for family in clause.families:
        yield from folded(f"family {family}: {library.families.get(family, '')}")
    yield ""
    yield "Variants"
    for name, variant in clause.variants.items():
        default = _default(clause, name, registers)
        yield from folded(f"{name}{default}: {variant.effect} Strength {variant.strength} of 7.", "  ")
        for precedent in variant.precedents:
            yield from folded(f"precedent: {precedent}", "    ")
        if variant.because:
            yield from folded(f"own wording: {variant.because}", "    ")
        yield from _beside(clause, name)
        for refusal, refused in _refusals(clause, name, registers).items():
            yield from folded(f"not in a {' or a '.join(refused)}: {refusal}", "    ")
    if clause.questions:
        yield ""
        yield "Questions"
    for question in clause.questions.values():
        kind = question.type + (
            f" in {question.limits.units[0]}s" if question.type == "integer" and question.limits.units else ""
        )
        default = f", default {answer_words(question.default)}" if question.default is not None else ", optional"
        yield from folded(f"{question.name} ({kind}{default}): {question.ask} {question.why}", "  ")
        if when := asked_when(question, clause, library):
            yield from folded(when, "    ")
        for name, offer in question.offers.items():
            yield from folded(f"{name}: {offer.label}", "    ")
    if clause.requires or clause.excludes or clause.uses:
        yield ""
        yield "Beside it"
    yield from _beside(clause, "")
    if clause.uses:
        yield from folded(f"reads {', '.join(clause.uses.values())}", "  ")
    yield ""
    for register in registers:
        yield f"Text ({register})"
        yield from _written(clause, register) if source else _read(clause, library, register)


def _default(clause: Clause, variant: str, registers: Sequence[str]) -> str:
    """For which of the registers a variant is the default, where it is for any."""
    of = [register for register in registers if clause.default.get(register) == variant]
    return (
        ""
        if not of
        else " (default)"
        if len(of) == len(registers)
        else f" (default of {' and '.join(map(indefinite, of))})"
    )


def _refusals(clause: Clause, variant: str, registers: Sequence[str]) -> Mapping[str, list[str]]:
    """Why a variant cannot stand in some of the registers: each reason with those it holds for."""
    registers_of: dict[str, list[str]] = {}
    for register in registers:
        if reason := clause.refusal(register, variant):
            registers_of.setdefault(reason, []).append(register)
    return registers_of


def _beside(clause: Clause, variant: str) -> Iterator[str]:
    """What a variant alone requires and excludes; without one, what every variant does."""
    indent = "    " if variant else "  "
    for needed in clause.requires:
        if variant in needed.variants or not (variant or needed.variants):
            yield from folded(f"requires {' or '.join(needed.any)}: {needed.because}", indent)
    for pair in clause.excludes:
        if pair.variant == variant:
            other = f"{pair.other}:{pair.other_variant}" if pair.other_variant else pair.other
            yield from folded(f"excludes {other}: {pair.because}", indent)


def _read(clause: Clause, library: Library, register: str) -> Iterator[str]:
    """The text of each variant as it reads in a register, with the terms the clause defines."""
    language = library.language("en")
    definitions: tuple[Unit, ...] = ()
    for name in clause.variants:
        shown = specimen(library, clause.id, name, register)
        if shown is None:
            continue
        definitions = definitions or shown.definitions
        heading = plain_text(shown.provision.heading, language)
        yield f"  {name}{': ' + heading if heading else ''}"
        yield from _shown(block_lines(shown.provision.blocks, language))
        yield ""
    if definitions:
        yield "  defines"
        yield from _shown(block_lines(definitions, language))
        yield ""


def _shown(lines: Iterable[ScreenLine]) -> Iterator[str]:
    for line in lines:
        if line.words:
            yield from folded(line.words, " " * (4 + line.indent))


def _written(clause: Clause, register: str) -> Iterator[str]:
    """The text of each variant as a lawyer of the library writes it."""
    for name in clause.variants:
        text = clause.text(name, register)
        if text is not None and not clause.refusal(register, name):
            yield f"  {name}"
            yield textwrap.indent(text.source.strip(), "    ")
            yield ""
    for term, definition in clause.definitions.items():
        yield f"  definition of {term}"
        yield textwrap.indent(definition.source.strip(), "    ")
        yield ""


def clause_data(clause: Clause) -> dict[str, Any]:
    """A clause as data, for a script."""
    return {
        "id": clause.id,
        "title": clause.title,
        "kind": clause.kind,
        "purpose": clause.purpose,
        "families": list(clause.families),
        "default": dict(clause.default),
        "variants": {
            name: {
                "effect": variant.effect,
                "strength": variant.strength,
                "precedents": [str(precedent) for precedent in variant.precedents],
                "because": variant.because,
            }
            for name, variant in clause.variants.items()
        },
        "questions": {
            question.key: {
                "type": question.type,
                "ask": question.ask,
                "why": question.why,
                "default": question.default,
                "optional": question.optional,
                "choices": {name: offer.label for name, offer in question.offers.items()},
                "when": question.when.source if question.when else "",
            }
            for question in clause.questions.values()
        },
        "requires": [{"any": needed.any, "because": needed.because} for needed in clause.requires],
        "uses": dict(clause.uses),
    }
