"""The words of another register stand in the text.

What it does
    Looks at two things only. How the instrument calls itself, its parts and its parties ("this Treaty", "this Article",
    "each Party", "this Treaty enters into force"), and the main verb of its duties ("shall" in a memorandum or a
    declaration; "will" after a party in a treaty, which is a warning).

    It leaves alone: names and quotations; the parties to a conflict or to another instrument; a ceasefire or a
    regulation in force; rights and obligations under other law; the withdrawal of forces; a peace agreement.

Why it matters
    Whether an instrument binds is read from its words. One "shall" in a memorandum is an argument that it was meant as
    a treaty, and one "Participant" in a treaty that it was not.

Example
    wrong: "The Parties shall meet once a year." in a memorandum
    right: "The Participants will meet once a year.", or {{ The(parties) }} {{ shall() }} in a clause, which says either

References
    REG-02, MOD-01
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from treatydraft.checks.finding import ERROR, WARNING, Fault
from treatydraft.checks.wording import passages
from treatydraft.errors import indefinite
from treatydraft.instrument.index import Index
from treatydraft.instrument.tree import Instrument
from treatydraft.language import TITLE, Language
from treatydraft.record.facts import Facts

SEVERITY = ERROR

LEVELS = ("article", "part", "chapter", "annex")
STARTS = ("enter into force", "enters into force", "entered into force", "entry into force")
"""The entries of the language's words for when the instrument begins."""


@dataclass(frozen=True, slots=True)
class _Sign:
    """A sign of another register: its `words`, a `pattern` that finds them (in the group ``word``), what to write
    `instead`, and its severity where that is not the rule's. A text without `words` does not match the pattern."""

    words: str
    pattern: re.Pattern[str]
    instead: str
    severity: str = ""


def find(instrument: Instrument, facts: Facts, index: Index) -> Iterator[Fault]:
    """One finding for each word of another register at an address."""
    signs = tuple(_signs(facts.language, instrument.register))
    for passage in passages(index, facts.language):
        reported: set[str] = set()
        for sign in signs:
            if sign.words not in passage.wording:
                continue  # as in most texts; quicker than the pattern
            for match in sign.pattern.finditer(passage.wording):
                word = match["word"]
                if word.casefold() not in reported:
                    reported.add(word.casefold())
                    what = f"'{word}' is not a word of {indefinite(instrument.register)}"
                    offset = passage.start + match.start("word")
                    hint = f"write '{sign.instead}'"
                    yield Fault(passage.address, what, hint, offset, len(word), sign.severity)


def _signs(language: Language, own: str) -> Iterator[_Sign]:
    binding = language.registers[own].binding
    other_registers = tuple(register for register in language.registers if register != own)
    # only between binding and non-binding registers do "shall" and "enter into force" differ
    differing = tuple(other for other in other_registers if language.registers[other].binding != binding)
    parties = _nouns(language, own)
    for verb in _unlike((language.word("shall", other) for other in differing), language.word("shall", own)):
        instead = language.word("shall", own)
        if binding:
            after_party = rf"\b(?:{_any(parties)}) (?P<word>{re.escape(verb)})\b"
            yield _Sign(verb, re.compile(after_party), instead, WARNING)
        else:
            yield _Sign(verb, re.compile(rf"\b(?P<word>{re.escape(verb)})\b"), instead)
    for role in language.roles:
        for many in (False, True):
            nouns = (language.noun(role, other, many=many) for other in other_registers)
            for noun in _unlike(nouns, *parties):
                yield _Sign(noun, _party(noun, language), language.noun(role, own, many=many))
    titles = [language.word(TITLE, other) for other in other_registers]
    titles += language.lint.get("titles", ()) if not binding else ()
    for title in _unlike(titles, language.word(TITLE, own)):
        instead = language.this_one(language.word(TITLE, own))
        yield _Sign(title, _this(title, language), instead)
    for level in LEVELS:
        for name in _unlike((language.level(level, other) for other in other_registers), language.level(level, own)):
            yield _Sign(name, _this(name, language), language.this(level, own))
    for key in STARTS:
        for phrase in _unlike((language.word(key, other) for other in differing), language.word(key, own)):
            this = _first_letter(language.this_one("\0")).replace(re.escape("\0"), r"\w+")
            words, instead = re.escape(phrase), language.word(key, own)
            yield _Sign(phrase, re.compile(rf"\b{this} (?:\w+ )?(?P<word>{words})\b"), instead)
            yield _Sign(phrase, re.compile(rf"\b(?P<word>{words}) \w+ {this}"), instead)


def _nouns(language: Language, register: str) -> tuple[str, ...]:
    return tuple(language.noun(role, register, many=many) for role in language.roles for many in (False, True))


def _party(noun: str, language: Language) -> re.Pattern[str]:
    """The noun of a role behind a word that is no part of a name; "Parties to" speaks of another instrument."""
    templates = (template for text in language.determiners.values() for template in text.values())
    begin = {template.partition(" ")[0].capitalize() for template in templates}
    return re.compile(rf"(?:(?<!\w)[a-z]+|\b(?:{_any(sorted(begin))})) (?P<word>{re.escape(noun)})\b(?! to\b)")


def _this(name: str, language: Language) -> re.Pattern[str]:
    return re.compile(rf"\b(?P<word>{_first_letter(language.this_one(name))})\b")


def _first_letter(text: str) -> str:
    """A pattern for the text that lets it begin a sentence."""
    return f"[{re.escape(text[:1].lower() + text[:1].upper())}]{re.escape(text[1:])}"


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _unlike(words: Iterable[str], *own: str) -> Iterator[str]:
    yield from dict.fromkeys(word for word in words if word not in own)
