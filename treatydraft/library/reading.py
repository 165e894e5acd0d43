"""A clause's two files as one `Clause`: every mistake in them found before the first is told."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, replace
from itertools import islice

from treatydraft.errors import MAX_PROBLEMS, Code, LibraryError, Location, Problem, suggestion, unknown
from treatydraft.library import schema
from treatydraft.library.clause import Clause, EntryText, Exclusion, Precedent, Requirement, Variant
from treatydraft.library.labels import labels
from treatydraft.library.moved import EXPRESSION, moved
from treatydraft.library.overlay import MergedYaml, Page, split_place
from treatydraft.library.prose import Prose
from treatydraft.library.question import ALWAYS, read_question
from treatydraft.library.validation import validated
from treatydraft.template.template import WORDS, Condition, Template
from treatydraft.value import Register

_SECTION = re.compile(r"(?P<name>[^()]+?)(?: \((?P<registers>[a-z, -]+)\))?")

MAX_ENTRIES = 200
"""The entries of one record, of all its lists together."""

MAX_TOLD = 100
"""The mistakes of one clause after which names that are not there are no longer looked into."""


def read_clause(
    id: str,
    facts: MergedYaml,
    page: Page,
    shared: frozenset[str],
    roles: Collection[str],
    registers: Mapping[str, Register],
    *,
    trusted: bool = False,
    complete: bool = True,
) -> Clause:
    """The clause `id` from its facts and its page; `shared` holds the keys of the shared questions, roles among them.

    LibraryError with every mistake of both files. The texts and conditions of a `trusted` clause are known to be right,
    and are not examined here but when they are first used; nor are sentences looked for where none belongs. What the
    page lacks is a mistake where it is to be `complete`, and otherwise among what the clause is `missing`.
    """
    problems: list[Problem] = []
    if not trusted:
        problems.extend(islice(moved(facts, page.front), MAX_PROBLEMS))
    if problems:
        raise LibraryError(problems)
    try:
        file = validated(schema.ClauseFile, facts, registers=registers)
    except LibraryError as wrong:
        problems.extend(wrong.problems)
    try:
        front = validated(schema.PageFile, page.front, registers=registers)
    except LibraryError as wrong:
        problems.extend(wrong.problems)
    if problems:
        raise LibraryError(problems)
    reader = _Reader(id, file, front, facts, page, shared, roles, registers, trusted, complete)
    clause = reader.clause()
    if reader.problems:
        raise LibraryError(reader.problems[:MAX_TOLD])
    return clause


class _Reader:
    def __init__(
        self,
        id: str,
        file: schema.ClauseFile,
        front: schema.PageFile,
        facts: MergedYaml,
        page: Page,
        shared: frozenset[str],
        roles: Collection[str],
        registers: Mapping[str, Register],
        trusted: bool,
        complete: bool,
    ) -> None:
        self.id = id
        self.file = file
        self.front = front
        self.facts = facts
        self.page = page
        self.shared = shared
        self.roles = roles
        self.registers = registers
        self.trusted = trusted
        self.problems: list[Problem] = []
        self.missing: list[Problem] = self.problems if complete else []
        self.prose = Prose(front, page, self.missing)
        self.all_texts = True  # whether every variant has a text

    def wrong(self, code: Code, path: tuple[str | int, ...], what: str, hint: str) -> None:
        self.problems.append(Problem(code, self.facts.where(path), what, hint))

    def clause(self) -> Clause:
        file = self.file
        variants = {
            name: Variant(
                name,
                self.prose.sentence("variants", name, "effect"),
                variant.strength,
                tuple(Precedent(p.instrument, p.provision, p.year, p.series) for p in variant.precedents),
                self.prose.sentence("variants", name, "because") if variant.source else "",
            )
            for name, variant in file.variants.items()
        }
        for name, variant in file.variants.items():
            if bool(variant.precedents) == bool(variant.source):
                what = f"variant '{name}' has neither precedents nor 'source: own wording', or both"
                hint = "name precedents that are sure, or say 'source: own wording'"
                self.wrong("missing-source", ("variants", name), what, hint)
        for register, by_variant in file.registers.items():
            for refused in by_variant:
                if refused and refused not in variants:
                    self._unknown("unknown-variant", ("registers", register), "variant", refused, variants)
        reasons = {
            register: {refused: self.prose.refusal(register, refused) for refused in by_variant}
            for register, by_variant in file.registers.items()
        }
        refusals: dict[tuple[str, str], str] = {
            (register, refused): why
            for register, by_variant in schema.by_register(reasons, self.registers).items()
            for refused, why in by_variant.items()
        }
        default = schema.by_register(file.default, self.registers)
        for register in self.registers:
            self._check_default(register, default, refusals, variants)
        questions = {
            name: read_question(
                f"{self.id}.{name}",
                name,
                question,
                self.front.questions.get(name),
                self.facts,
                ("questions", name),
                self.problems,
                self.page.front,
                self.missing,
                self.roles,
                trusted=self.trusted,
            )
            for name, question in file.questions.items()
        }
        for name in self.front.questions:
            if name not in questions:
                place = self.page.front.where(("questions", name))
                what = f"there is no question '{name}' in clause.yaml"
                self.problems.append(Problem("unknown-question", place, what, "remove or add it"))
        uses = dict(self._uses())
        names = frozenset([*questions, *uses, *ALWAYS])
        for question in questions.values():
            if question.when is not None and not self.trusted:
                self._check_names(question.when, names)
        texts, definitions = self._texts(variants, names)
        for name in variants:
            self._check_text(name, variants, refusals, texts)
        heading = Template(self.front.heading, *split_place(self.page.front.where(("heading",))))
        self._check_template(heading, names)
        clause = Clause(
            id=self.id,
            title=self.prose.sentence("title"),
            kind=file.kind,
            purpose=self.prose.sentence("purpose"),
            families=tuple(file.families),
            variants=variants,
            default=default,
            questions=questions,
            uses=uses,
            requires=tuple(self._requires()),
            excludes=tuple(self._excludes(variants)),
            refusals=refusals,
            record=file.record,
            entry_words={entry.id: words for entry in file.record.entries() if (words := self.prose.entry(entry))},
            heading=heading,
            texts=texts,
            definitions=definitions,
            where=self.facts.where(),
        )
        self._check_record(names, variants, texts, clause.entry_words)
        if not self.trusted:
            self.problems.extend(self.prose.strays(file))
        return clause if self.missing is self.problems else replace(clause, missing=self._lacks())

    def _lacks(self) -> tuple[Problem, ...]:
        """What the page lacks: itself, where there is nothing in it, and not each of its sentences."""
        front = self.page.front
        if front.data or self.page.sections:
            return tuple(self.missing)
        beside = os.path.basename(self.facts.where().file)
        where = Location(front.where().file)
        return (Problem("missing-text", where, "the page is missing", f"write it beside {beside}"),)

    def _unknown(
        self, code: Code, path: tuple[str | int, ...], what: str, name: str, known: Mapping[str, object]
    ) -> None:
        near = known if len(self.problems) < MAX_TOLD else ()
        self.problems.append(unknown(code, self.facts.where(path), what, name, near, f"known here: {', '.join(known)}"))

    def _check_default(
        self,
        register: str,
        default: Mapping[str, str],
        refusals: Mapping[tuple[str, str], str],
        variants: Mapping[str, Variant],
    ) -> None:
        if (register, "") in refusals:
            return
        variant = default.get(register)
        if variant is None:
            self.wrong(
                "wrong-default",
                ("default",),
                f"no default for the register {register}",
                "add it, or refuse the register",
            )
        elif variant not in variants:
            self._unknown("unknown-variant", ("default",), "variant", variant, variants)
        elif (register, variant) in refusals:
            self.wrong(
                "wrong-default",
                ("default",),
                f"the default '{variant}' is refused by {register}",
                "take another default",
            )

    def _uses(self) -> Iterator[tuple[str, str]]:
        for n, key in enumerate(self.file.uses):
            clause, _, name = key.rpartition(".")
            if not clause and key not in self.shared:
                self._unknown("unknown-question", ("uses", n), "shared question", key, dict.fromkeys(self.shared))
            if name in self.file.questions:
                self.wrong(
                    "repeated-name", ("uses", n), f"'{name}' is also a question of this clause", "rename the question"
                )
            yield name or key, key

    def _requires(self) -> Iterator[Requirement]:
        for requirement in self.file.requires:
            yield Requirement(
                tuple(requirement.any), self.prose.sentence("requires", requirement.any[0]), tuple(requirement.variants)
            )

    def _excludes(self, variants: Mapping[str, Variant]) -> Iterator[Exclusion]:
        for n, pair in enumerate(self.file.excludes):
            own, _, other = pair.rpartition(" x ")
            own_clause, _, variant = own.partition(":")
            if own and (own_clause != self.id or variant not in variants):
                what = f"'{own}' is not a variant of this clause"
                self.wrong("unknown-variant", ("excludes", n), what, f"write {self.id}:VARIANT x CLAUSE")
            clause, _, other_variant = other.partition(":")
            yield Exclusion(variant, clause, other_variant, self.prose.sentence("excludes", pair))

    def _texts(
        self, variants: Mapping[str, Variant], names: frozenset[str]
    ) -> tuple[dict[tuple[str, str], Template], dict[str, Template]]:
        texts: dict[tuple[str, str], Template] = {}
        definitions: dict[str, Template] = {}
        for title, section in self.page.sections.items():
            where = Location(section.file, section.line - 1)
            template = Template(section.text.rstrip("\n"), section.file, section.line)
            if title.startswith("define "):
                definitions[title.removeprefix("define ").strip()] = template
                self._check_template(template, names)
                continue
            match = _SECTION.fullmatch(title)
            name = match["name"] if match else title
            if name != "text" and name not in variants:
                known, hint = [*variants, "text"], f"variants: {', '.join(variants)}"
                self.problems.append(unknown("unknown-variant", where, "variant", name, known, hint))
                continue
            registers = [r.strip() for r in match["registers"].split(",")] if match and match["registers"] else [""]
            for register in registers:
                if register and register not in self.registers:
                    hint = f"registers: {', '.join(self.registers)}"
                    self.problems.append(Problem("unknown-register", where, f"there is no register '{register}'", hint))
                texts[name, register] = template
            self._check_template(template, names)
        for name in dict.fromkeys(name for name, _ in texts):
            own = {register: text for (section, register), text in texts.items() if section == name and register}
            by_register = schema.by_register(own, self.registers)
            texts.update({(name, register): text for register, text in by_register.items()})
        return texts, definitions

    def _check_template(self, template: Template, names: frozenset[str]) -> None:
        if not self.trusted:
            self.problems.extend(template.mistakes)
            self._check_names(template, names)

    def _check_names(self, template: Template | Condition, names: frozenset[str]) -> None:
        for name, line in sorted(template.names.items()):
            if name not in names and len(self.problems) < MAX_TOLD:
                hint = suggestion(name, [*names, *WORDS], "ask it in 'questions', or name it in 'uses'")
                self.problems.append(
                    Problem("unknown-name", Location(template.file, line), f"'{name}' is not known here", hint)
                )

    def _check_text(
        self,
        variant: str,
        variants: Mapping[str, Variant],
        refusals: Mapping[tuple[str, str], str],
        texts: Mapping[tuple[str, str], Template],
    ) -> None:
        for register in self.registers:
            if (register, "") in refusals or (register, variant) in refusals:
                continue
            if not any(key in texts for key in ((variant, register), (variant, ""), ("text", register), ("text", ""))):
                what = f"variant '{variant}' has no text in the register {register}"
                where = self.page.front.where()
                self.missing.append(Problem("missing-text", where, what, f"write a section '## {variant}'"))
                self.all_texts = False

    def _check_record(
        self,
        names: frozenset[str],
        variants: Mapping[str, Variant],
        texts: Mapping[tuple[str, str], Template],
        entry_words: Mapping[str, EntryText],
    ) -> None:
        record = self.file.record
        entries = tuple(record.entries())
        if len(entries) > MAX_ENTRIES:
            what = f"the record has {len(entries):,} entries; at most {MAX_ENTRIES} are allowed"
            self.wrong("too-many", ("record",), what, "divide the clause into several")
            return
        known = {label: "" for text in texts.values() for label in labels(text)}
        complete = self.all_texts or self.missing is self.problems
        for label in record.silent if complete else ():
            if label not in known:
                self._unknown("unknown-label", ("record", "silent", label), "label", label, known)
        seen: set[str] = set()
        for kind, n, entry in record.places():
            path = ("record", kind, n)
            if entry.id in seen:
                what = f"the id '{entry.id}' is there twice"
                self.wrong("repeated-name", path, what, "ids are unique in the clause")
            seen.add(entry.id)
            for label in entry.at if complete else ():
                if label not in known:
                    self._unknown("unknown-label", (*path, "at"), "label", label, known)
            for variant in entry.variants:
                if variant not in variants:
                    self._unknown("unknown-variant", (*path, "variants"), "variant", variant, variants)
            if self.trusted:
                continue
            if entry.when:
                self._check_expression(entry.when, names, self.facts.where((*path, "when")))
            for text in strings(entry.model_dump(exclude={"when"})):
                for match in EXPRESSION.finditer(text):
                    self._check_expression(match[1], names, self.facts.where(path))
        for words in entry_words.values() if not self.trusted else ():
            for match in (match for text in strings(asdict(words)) for match in EXPRESSION.finditer(text)):
                self._check_expression(match[1], names, words.where)

    def _check_expression(self, text: str, names: frozenset[str], where: Location) -> None:
        condition = Condition(text, *split_place(where))
        self.problems.extend(condition.mistakes)
        self._check_names(condition, names)


def strings(value: object) -> Iterator[str]:
    """Every text in a value of a record, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings(inner)
