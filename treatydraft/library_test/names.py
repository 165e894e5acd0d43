"""The names in a library: whatever one file names in another must be there.

What is wrong within one file is reported when it is read (`reading`, `loading`); here every clause is compared with all
the others. Texts are searched as they are written, so what stands inside a condition counts as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice

from treatydraft.errors import LibraryError, Location, Problem
from treatydraft.language import Language
from treatydraft.library.clause import Clause
from treatydraft.library.labels import labels, unlabelled
from treatydraft.library.loading import Library
from treatydraft.library.moved import EXPRESSION
from treatydraft.library.naming import unknown, used
from treatydraft.library.overlay import MergedYaml, YamlPath, read_layers
from treatydraft.library.reading import MAX_TOLD, strings
from treatydraft.library.record_file import (
    ENDS,
    FORCES,
    GENERAL,
    OUTCOMES,
    RENEWALS,
    SET_TIMES,
    SHARES,
    VOLUNTARY,
    WAYS,
    EntryFile,
)
from treatydraft.library.shape import Shape
from treatydraft.template.inputs import ANNEXES
from treatydraft.template.template import Template

EVERYONE = "parties"
"""The role of all parties, which no question asks for."""

Vocabulary = Mapping[str, tuple[str, Mapping[str, object]]]
"""For each key of an entry that names something: what it names, and all there is of it."""

KINDS = ("rules", "decisions", "acts", "funds", "phases")
"""The lists of a record."""

_HAS = re.compile(r"""\bhas\(\s*["']([^"']*)["']\s*\)""")
_WORD = re.compile(r"""\bword\(\s*["']([^"']*)["']\s*\)""")
_REFERENCE = re.compile(r"(?<!\\)\{@(?P<clause>[a-z0-9/-]*)(?:#(?P<label>[a-z0-9-]+))?(?::[^{}:\s]+)*+\}")
_TERM = re.compile(r"(?<![\\{])\{(?P<defines>=?)(?P<key>[A-Za-z][^{}:@?%]*)(?::[^{}]*)?\}(?!\})")
_RESULT = re.compile(r"(?<![=!(]\s)(?<!\()'([a-z][a-z0-9/.-]*)'(?!\s*[=!]=)")  # not what something is compared with
_NAME = re.compile(r"[a-z][a-z0-9-]*(?:/[a-z][a-z0-9-]*)?(?:\.[a-z][a-z0-9-]*)*", re.IGNORECASE)


def inconsistencies(library: Library, only: Sequence[str] = ()) -> Iterator[Problem]:
    """Every name in the library's clauses and outlines that nothing bears, with file, line and the nearest right one.

    With `only`, those in these clauses. LibraryError where a file cannot be read at all.
    """
    for code in library.about.languages:
        clauses = {id: library.clause(id, code) for id in library.clause_ids}
        try:
            language = library.language(code)
        except LibraryError:
            if code == library.first_language:
                raise
            continue  # `languages.missing` reports it
        whole = not any(clause.missing for clause in clauses.values())  # or terms may be defined where nothing is yet
        texts = _Texts(clauses, language, _terms(clauses, language) if whole else None)
        for id in only or clauses:
            yield from islice(texts.check(clauses[id]), MAX_TOLD)
    clauses = {id: library.clause(id) for id in library.clause_ids}
    entries = {
        kind: tuple(f"{clause.id}.{entry.id}" for clause in clauses.values() for entry in getattr(clause.record, kind))
        for kind in KINDS
    }
    for clause in [clauses[id] for id in only or clauses]:
        source = read_layers(library.folders, f"{clause.id}/clause.yaml")
        assert source is not None  # the clause was read from it
        yield from islice(_ClauseNames(library, clauses, entries, clause, source).check(), MAX_TOLD)
    for name in () if only else library.outline_names:
        yield from islice(_outline(library, clauses, name), MAX_TOLD)


def _clause_named(where: Location, name: str, clauses: Mapping[str, Clause]) -> Iterator[Problem]:
    """What is wrong with ``topic/clause`` or ``topic/clause:variant``."""
    id, _, variant = name.partition(":")
    if id not in clauses:
        yield unknown("unknown-clause", where, "clause", id, clauses)
    elif variant and variant not in clauses[id].variants:
        yield unknown("unknown-variant", where, f"variant of {id}", variant, clauses[id].variants)


def _asked(where: Location, name: str, clauses: Mapping[str, Clause]) -> Iterator[Problem]:
    """What is wrong with what `has` asks after."""
    return iter(()) if name in ANNEXES else _clause_named(where, name, clauses)


# ------------------------------------------------------------------------------------------------ texts


@dataclass(frozen=True, slots=True)
class _Texts:
    """The texts of one language: what they call, refer to and use."""

    clauses: Mapping[str, Clause]
    language: Language
    terms: Mapping[str, None] | None

    def check(self, clause: Clause) -> Iterator[Problem]:
        for text in _every_text(clause):
            for match in _HAS.finditer(text.source):
                yield from _asked(_at(text, match), match[1], self.clauses)
            for match in _WORD.finditer(text.source):
                if match[1].lower() not in self.language.words:
                    yield unknown("unknown-name", _at(text, match), "word", match[1], self.language.words)
            for match in _REFERENCE.finditer(text.source):
                yield from self._reference(clause, text, match)
            for match in _TERM.finditer(text.source):
                if self.terms is not None and not match["defines"] and match["key"] not in self.terms:
                    yield unknown("unknown-name", _at(text, match), "definition of", match["key"], self.terms)
            if text is not clause.heading and text not in clause.definitions.values():
                for line in unlabelled(text):
                    hint = "write @ and a word for what it says behind its mark, the same in every variant that says it"
                    yield Problem(
                        "missing-label",
                        Location(text.file, line),
                        "this block has no label, so that nothing can name it",
                        hint,
                    )

        for entry in clause.entry_words.values():
            for match in (match for words in strings(asdict(entry)) for match in _HAS.finditer(words)):
                yield from _asked(entry.where, match[1], self.clauses)

    def _reference(self, clause: Clause, text: Template, match: re.Match[str]) -> Iterator[Problem]:
        id, label, where = match["clause"], match["label"], _at(text, match)
        if not id:
            if label and text in clause.definitions.values():
                hint = f"write {{@{clause.id}#{label}}}: a definition stands in another article"
                yield Problem("wrong-reference", where, f"the definition refers to '#{label}' without its clause", hint)
            elif label and text is not clause.heading and label not in labels(text):
                yield unknown("unknown-label", where, "label", label, labels(text))
        elif id not in self.clauses:
            yield unknown("unknown-clause", where, "clause", id, self.clauses)
        elif self.clauses[id].kind == "recital":
            what = f"{id} is a recital, which has no number to refer to"
            yield Problem("wrong-reference", where, what, "refer to an article or an annex")
        elif label:
            yield from self._label(where, text, self.clauses[id], label)

    def _label(self, where: Location, text: Template, target: Clause, label: str) -> Iterator[Problem]:
        """Every text of the target carries the label, or every text of the variants the citing text asks for."""
        asked_clauses = (match[1].partition(":") for match in _HAS.finditer(text.source))
        asked = {variant for id, _, variant in asked_clauses if variant and id == target.id}
        for variant in target.variants:
            if asked and variant not in asked:
                continue
            for register in self.language.registers:
                cited = None if target.refusal(register, variant) else target.text(variant, register)
                if cited is not None and label not in labels(cited):
                    yield unknown(
                        "unknown-label", where, f"label in {target.id} ({variant}, {register})", label, labels(cited)
                    )
                    return


def _terms(clauses: Mapping[str, Clause], language: Language) -> dict[str, None]:
    """Every term that a clause defines, and the nouns of the roles, which the frame defines."""
    terms: dict[str, None] = {}
    for clause in clauses.values():
        terms.update(dict.fromkeys(clause.definitions))
        for text in clause.texts.values():
            terms.update(dict.fromkeys(match["key"] for match in _TERM.finditer(text.source) if match["defines"]))
    for nouns in language.roles.values():
        terms.update(dict.fromkeys(noun for noun, *_ in nouns.values()))
    return terms


def _every_text(clause: Clause) -> Iterator[Template]:
    seen: set[int] = set()
    for text in (clause.heading, *clause.texts.values(), *clause.definitions.values()):
        if id(text) not in seen:
            seen.add(id(text))
            yield text


def _at(text: Template, match: re.Match[str]) -> Location:
    return Location(text.file, text.line + text.source.count(chr(10), 0, match.start()))


# ------------------------------------------------------------------------------------------------ facts


@dataclass(frozen=True, slots=True)
class _ClauseNames:
    """One `clause.yaml`: the clauses, questions, roles, actors, events and entries it names."""

    library: Library
    clauses: Mapping[str, Clause]
    entries: Mapping[str, tuple[str, ...]]
    clause: Clause
    source: MergedYaml

    def check(self) -> Iterator[Problem]:
        clause = self.clause
        for n, family in enumerate(clause.families):
            if family not in self.library.families:
                yield unknown(
                    "unknown-name", self.source.where(("families", n)), "family", family, self.library.families
                )
        for n, needed in enumerate(clause.requires):
            for id in needed.any:
                if id not in self.clauses:  # a variant cannot be required
                    yield unknown("unknown-clause", self.source.where(("requires", n)), "clause", id, self.clauses)
            for variant in needed.variants:
                if variant not in clause.variants:
                    yield unknown(
                        "unknown-variant", self.source.where(("requires", n)), "variant", variant, clause.variants
                    )
        for n, pair in enumerate(clause.excludes):
            other = f"{pair.other}:{pair.other_variant}" if pair.other_variant else pair.other
            yield from _clause_named(self.source.where(("excludes", n)), other, self.clauses)
        try:
            used(self.library, clause.id, self.library.first_language)
        except LibraryError as wrong:
            yield from wrong.problems
        for name, question in clause.questions.items():
            if question.when is not None:
                yield from self._conditions(question.when.source, ("questions", name, "when"))
        vocabulary = self._vocabulary()
        for kind, n, entry in clause.record.places():
            yield from self._entry(entry, ("record", kind, n), vocabulary)

    def _conditions(self, text: str, path: YamlPath) -> Iterator[Problem]:
        for match in _HAS.finditer(text):
            yield from _asked(self.source.where(path), match[1], self.clauses)

    def _entry(self, entry: EntryFile, path: YamlPath, vocabulary: Vocabulary) -> Iterator[Problem]:
        for text in strings(entry.model_dump(by_alias=True)):
            yield from self._conditions(text, path)
        for below, key, value in _named(entry, path):
            what, known = vocabulary[key]
            for name in _names(value):
                if name not in known:
                    yield unknown("unknown-name", self.source.where(below), what, name, known)

    def _vocabulary(self) -> Vocabulary:
        who = ("role or actor", self._who())
        steps = {**self._entries("decisions", "acts", "phases"), **dict.fromkeys((*ENDS, *OUTCOMES))}
        outcomes = {f"{id}.{end}": None for id in self._entries("rules", "decisions") for end in OUTCOMES}
        starts = {**self.library.about.events, **self._entries("acts", "phases"), **outcomes}
        start = ("event, act, phase or outcome of a decision", starts)
        parties = self.library.parties(self.library.first_language)
        return {
            **dict.fromkeys(("each", "together", "one", "to", "body", "voters", "consent", "veto", "casting"), who),
            **dict.fromkeys(OUTCOMES, ("decision, act, phase, outcome or end", steps)),
            **dict.fromkeys(("any", "later", "unless", "until"), start),
            "time": ("time", {**dict.fromkeys(SET_TIMES), **self._who()}),
            "force": ("kind of force", dict.fromkeys(FORCES)),
            "way": ("way to decide", dict.fromkeys(WAYS)),
            "like": ("rule or decision", {**self._entries("rules", "decisions"), GENERAL: None}),
            "fund": ("fund", self._entries("funds")),
            "measure": ("measure", dict.fromkeys(self.library.about.measures)),
            "renewal": ("kind of renewal", dict.fromkeys(RENEWALS)),
            "key": ("scale of contributions", {**self.library.keys, VOLUNTARY: None, SHARES: None}),
            "scope": ("clause", self.clauses),
            "group": ("group of parties", parties.groups),
            "member": ("organisation", dict.fromkeys(name for one in parties.known.values() for name in one.members)),
        }

    def _who(self) -> dict[str, object]:
        roles = dict.fromkeys(self.library.about.roles)
        own = {name: None for name, question in self.clause.questions.items() if question.type == "parties"}
        return {EVERYONE: None, **roles, **own, **dict.fromkeys(self.clause.uses), **self.library.actors}

    def _entries(self, *kinds: str) -> dict[str, object]:
        """The ids of these lists: the clause's own by themselves, every clause's behind its id."""
        own = (entry.id for kind in kinds for entry in getattr(self.clause.record, kind))
        return dict.fromkeys((*own, *(id for kind in kinds for id in self.entries[kind])))


NAMING = frozenset(
    ("each", "together", "one", "to", "body", "voters", "consent", "veto", "casting", *OUTCOMES, "any", "later")
) | {"unless", "until", "time", "force", "way", "like", "fund", "measure", "renewal", "key", "scope", "group", "member"}
"""The keys of an entry whose values name something."""


def _named(shape: Shape, path: YamlPath) -> Iterator[tuple[YamlPath, str, object]]:
    """Every value of an entry that names something: where it stands, its key, and the value."""
    for key in type(shape).model_fields:
        value = getattr(shape, key)
        if key in NAMING:
            yield (*path, key), key, value
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, Shape):
                yield from _named(inner, (*path, key))


def _names(value: object) -> Iterator[str]:
    """The names a value of a record can come to; prose ("when the year ends") and durations name nothing."""
    for text in strings(value):
        if "{{" in text:
            for expression in EXPRESSION.findall(text):
                yield from _RESULT.findall(expression)
        elif _NAME.fullmatch(text):
            yield text


# ------------------------------------------------------------------------------------------------ outlines


def _outline(library: Library, clauses: Mapping[str, Clause], name: str) -> Iterator[Problem]:
    """What an outline answers: shared questions, and for each clause its variant and its own questions."""
    outline = library.outline(name)
    shared = library.questions()
    for key in outline.answers:
        if key not in shared:
            yield unknown("unknown-question", outline.where, "shared question", key, shared)
    places = {place.clause for place in outline.places()}
    for place in outline.places():
        clause = clauses[place.clause]
        known = ("variant", "continues", *clause.questions)
        for key, value in place.settings.items():
            if key == "variant" and value not in clause.variants:
                yield unknown("unknown-variant", outline.where, f"variant of {clause.id}", str(value), clause.variants)
            elif key == "continues" and value not in (other_clauses := places - {clause.id}):
                yield unknown(
                    "unknown-clause", outline.where, f"clause for {clause.id} to continue", str(value), other_clauses
                )
            elif key not in known:
                yield unknown("unknown-question", outline.where, f"question of {clause.id}", key, known)
