"""A clause: what yields one article, annex or set of recitals, as the library holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from treatydraft.errors import Location, Problem
from treatydraft.library.question import Question
from treatydraft.library.record_file import RecordFile
from treatydraft.template.template import Template


@dataclass(frozen=True, slots=True)
class Precedent:
    """Where a wording has been used before."""

    instrument: str
    provision: str
    year: int
    series: str = ""

    def __str__(self) -> str:
        series = f", {self.series}" if self.series else ""
        return f"{self.instrument} ({self.year}){', ' + self.provision if self.provision else ''}{series}"


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording: its effect in a sentence, its strength from 1 to 7, and where it comes from."""

    name: str
    effect: str
    strength: int
    precedents: tuple[Precedent, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Requirement:
    """Clauses of which one must be there (the first is taken unless another is), and the reason a reader is given.

    With `variants`, the requirement is that of these variants alone.
    """

    any: tuple[str, ...]
    because: str
    variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exclusion:
    """What cannot stand together, and why: this clause (in `variant`, or any), another (in `other_variant`, or any)."""

    variant: str
    other: str
    other_variant: str
    because: str


@dataclass(frozen=True, slots=True)
class EntryText:
    """What an act of the record does or a decision asks; `words` what else of it is words, by its key; `where` they
    stand."""

    does: str
    words: Mapping[str, str]
    where: Location


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with everything the library has on it, in one language.

    `families` are those of `families.yaml` that it belongs to; `uses` maps a name its text reads to the key of the
    question behind it; `refusals` a register and a variant (or ``""`` for every one) to the reason; `entry_words`
    the id of an act or a decision of the record to its words; `texts` a section name and a register (or ``""``) to the
    text. `missing` is what the page of the language lacks; the first language of a library lacks nothing.
    """

    id: str
    title: str
    kind: str
    purpose: str
    families: tuple[str, ...]
    variants: Mapping[str, Variant]
    default: Mapping[str, str]
    questions: Mapping[str, Question]
    uses: Mapping[str, str]
    requires: tuple[Requirement, ...]
    excludes: tuple[Exclusion, ...]
    refusals: Mapping[tuple[str, str], str]
    record: RecordFile
    entry_words: Mapping[str, EntryText]
    heading: Template
    texts: Mapping[tuple[str, str], Template]
    definitions: Mapping[str, Template]
    where: Location
    missing: tuple[Problem, ...] = ()

    @property
    def has_page(self) -> bool:
        """Whether there is anything in the page of the language."""
        return bool(self.texts or self.heading.source)

    @property
    def topic(self) -> str:
        """The topic, the first half of the id."""
        return self.id.partition("/")[0]

    def refusal(self, register: str, variant: str) -> str:
        """Why `register` cannot have this clause in `variant`; empty where it can."""
        return self.refusals.get((register, "")) or self.refusals.get((register, variant)) or ""

    def text(self, variant: str, register: str) -> Template | None:
        """The text of a variant in a register: its own section for the register, its general one, or the common one."""
        for section in ((variant, register), (variant, ""), ("text", register), ("text", "")):
            if section in self.texts:
                return self.texts[section]
        return None
