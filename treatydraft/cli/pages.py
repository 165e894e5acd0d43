"""Clauses as pages: the list by topic, a clause's own page, and both as data."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from treatydraft import Clause


def clause_list(clauses: Sequence[Clause], topics: Mapping[str, str]) -> Iterator[str]:
    """The clauses by topic: each with its title, its variants and their strengths."""
    for topic, group in groupby(clauses, key=lambda clause: clause.topic):
        yield f"{topics.get(topic, topic)}"
        for clause in group:
            variants = ", ".join(f"{name} ({variant.strength})" for name, variant in clause.variants.items())
            yield f"  {clause.id}  {clause.title}"
            yield from _folded(variants, "      ")
        yield ""


def clause_page(clause: Clause, register: str) -> Iterator[str]:
    """A clause's page: what it is for, its variants, its questions, what it needs, and its text in a register."""
    yield f"{clause.title} ({clause.id}, {clause.kind})"
    yield from _folded(clause.purpose)
    yield ""
    yield "Variants"
    for name, variant in clause.variants.items():
        default = " (default)" if clause.default.get(register) == name else ""
        yield from _folded(f"{name}{default}: {variant.effect} Strength {variant.strength}.", "  ")
        for precedent in variant.precedents:
            yield from _folded(f"precedent: {precedent}", "    ")
        if variant.because:
            yield from _folded(f"own wording: {variant.because}", "    ")
        refusal = clause.refusal(register, name)
        if refusal:
            yield from _folded(f"not in a {register}: {refusal}", "    ")
    if clause.questions:
        yield ""
        yield "Questions"
    for question in clause.questions.values():
        kind = question.type + (
            f" in {question.limits.units[0]}s" if question.type == "integer" and question.limits.units else ""
        )
        default = f", default {_said(question.default)}" if question.default is not None else ", optional"
        yield from _folded(f"{question.name} ({kind}{default}): {question.ask} {question.why}", "  ")
        if question.when is not None:
            yield from _folded(f"asked when {question.when.source}", "    ")
        for name, offer in question.offers.items():
            yield from _folded(f"{name}: {offer.label}", "    ")
    if clause.requires or clause.excludes or clause.uses:
        yield ""
        yield "Beside it"
    for needed in clause.requires:
        yield from _folded(f"requires {' or '.join(needed.any)}: {needed.because}", "  ")
    for pair in clause.excludes:
        yield from _folded(f"excludes {pair.other}{':' + pair.other_variant if pair.other_variant else ''}", "  ")
    if clause.uses:
        yield from _folded(f"reads {', '.join(clause.uses.values())}", "  ")
    yield ""
    yield f"Text ({register})"
    for name in clause.variants:
        text = clause.text(name, register)
        if text is not None and not clause.refusal(register, name):
            yield f"  {name}"
            yield textwrap.indent(text.source.strip(), "    ")
            yield ""
    for term, definition in clause.definitions.items():
        yield f"  definition of {term}"
        yield textwrap.indent(definition.source.strip(), "    ")


def clause_data(clause: Clause) -> dict[str, Any]:
    """A clause as data, for a script."""
    return {
        "id": clause.id,
        "title": clause.title,
        "kind": clause.kind,
        "purpose": clause.purpose,
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


def _folded(words: str, indent: str = "") -> list[str]:
    return textwrap.wrap(words, 100, initial_indent=indent, subsequent_indent=indent + "  ", break_on_hyphens=False)


def _said(default: object) -> str:
    if isinstance(default, list):
        return ", ".join("one row" if isinstance(one, Mapping) else str(one) for one in default)
    return str(default)
