"""A term is defined and never used.

What it does
    Finds each defined term whose words stand nowhere outside its own definition. It does not matter whether the term
    stands in braces, in a name or in plain words; in an article, a heading, a table or the definition of another term;
    in the singular or the plural, as far as the grammar of the language knows them. Only words with a capital letter
    use a term that begins with one: "the use of force" is no use of "Force". The names given to the parties in the
    opening words are passed by.

Why it matters
    A definition without a use is a remnant: the clause that needed it is gone, or uses another word for the thing.

Example
    wrong: "“Special Envoy” means ...", and no article speaks of a Special Envoy
    right: the articles use the term, or the definition goes

References
    DEF-01
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from treatydraft.checks.finding import WARNING, Fault
from treatydraft.errors import MAX_PROBLEMS, nearest
from treatydraft.instrument.index import Index, term_name, texts
from treatydraft.instrument.tree import Bracket, Emphasis, Inlines, Instrument, Name, Term, Text, walk
from treatydraft.language import Grammar
from treatydraft.record.facts import Facts

SEVERITY = WARNING

APART = "\ufffc"
"""What stands where a term or a reference is, so that the words around it are not read as one."""


def find(instrument: Instrument, facts: Facts, index: Index) -> Iterator[Fault]:
    """One finding for each term, where it is defined."""
    rest = {
        term: places
        for term, places in index.definitions.items()
        if "opening" not in places and all(_defines(index, use, term) for use in index.uses.get(term, ()))
    }
    for term in _written(instrument, index, facts.language.grammar) if rest else ():
        rest.pop(term, None)
    undefined = [used for used in index.uses if used not in index.definitions]
    reported = 0
    firsts = {term: places[0] for term, places in rest.items()}
    for where in dict.fromkeys(firsts.values()):
        for node, span in index.spans(where, facts.language):
            if not (isinstance(node, Term) and node.defines and firsts.get(term := term_name(node)) == where):
                continue
            del firsts[term]
            reported += 1
            near = nearest(term, undefined) if reported <= MAX_PROBLEMS else None
            hint = f"is {{{near}}} the same?" if near else f"use it ({{{term}}}), or take the definition out"
            yield Fault(where, f"'{term}' is defined and never used", hint, *span)


def _defines(index: Index, where: str, term: str) -> bool:
    """Whether a block is an entry of definitions ("X" means ...) for the term, or stands below one."""
    place = index.located.get(where)
    firsts = (unit.words[0] for unit in place.units if unit.words) if place else ()
    return any(isinstance(first, Term) and first.defines and term_name(first) == term for first in firsts)


# ------------------------------------------------------------------------------------------------ plain words


def _written(instrument: Instrument, index: Index, grammar: Grammar) -> Iterator[str]:
    """The terms that stand in plain words, or in a name, outside their own definitions."""
    surfaces: dict[str, set[str]] = {term: {term} for term in (*index.definitions, *index.uses)}
    for node in walk(instrument):
        if isinstance(node, Term) and node.defines and node.surface:
            surfaces[term_name(node)].add(node.surface)
    forms = [(words, term) for term, spellings in surfaces.items() for words in spellings]
    forms.sort(key=lambda form: -len(form[0]))
    patterns = [(term, pattern) for words, term in forms if (pattern := _pattern(words, grammar))]
    if not patterns:
        return
    longest_first = re.compile("|".join(f"(?<!\\w)({pattern})(?!\\w)" for _, pattern in patterns))
    for where, words in texts(instrument):
        own = {term_name(node) for word in words for node in walk(word) if isinstance(node, Term) and node.defines}
        for before, piece in _pieces(words):
            for match in longest_first.finditer(piece):
                term = patterns[(match.lastindex or 1) - 1][0]
                if (term not in own or term in before) and not _defines(index, where, term):
                    yield term


def _pieces(words: Inlines) -> Iterator[tuple[frozenset[str], str]]:
    """The plain words of a run, cut where a term is defined, each piece with the terms defined before it."""
    before: set[str] = set()
    piece = ""
    for node in _flat(words):
        match node:
            case Text(text) | Name(text):
                piece += text.replace("\N{SOFT HYPHEN}", "")
            case Term(defines=True):
                yield frozenset(before), piece
                before.add(term_name(node))
                piece = ""
            case _:
                piece += APART
    yield frozenset(before), piece


def _flat(words: Inlines) -> Iterator[object]:
    for word in words:
        if isinstance(word, Emphasis | Bracket):
            yield from _flat(word.words)
        else:
            yield word


def _pattern(term: str, grammar: Grammar) -> str:
    """A pattern for the words of a term, without groups: any space or hyphen between them, any capitals but the first
    letter's; nothing for a term that holds no words."""
    words = re.findall(r"\w+", term)
    if not words:
        return ""
    first, rest = words[0][0], words[0][1:]
    start = re.escape(first) if first.isupper() else f"(?i:{re.escape(first)})"
    forms = [grammar.either_number(word) for word in (rest, *words[1:])]
    return start + rf"[^\w{APART}]{{1,3}}".join(f"(?i:{form})" for form in forms)
