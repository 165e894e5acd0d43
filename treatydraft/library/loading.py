"""A library on disk, as objects: read on demand, every mistake of a file reported together with file and line."""

from __future__ import annotations

import os
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from treatydraft.cache import Cache
from treatydraft.errors import LibraryError, Location, Problem, unknown
from treatydraft.language import Language, Noun
from treatydraft.library import catalogue
from treatydraft.library.clause import Clause
from treatydraft.library.folder import CLAUSE_ID, bundled, clause_ids, library_folder, outline_names
from treatydraft.library.outline import Outline, OutlineEntry, Section
from treatydraft.library.overlay import MergedYaml, Page, read_layers, read_page, split_place
from treatydraft.library.party import Parties, parties
from treatydraft.library.question import Question, read_question
from treatydraft.library.reading import read_clause
from treatydraft.library.register import registers
from treatydraft.library.renaming import Renamings
from treatydraft.library.scale import Scale, keys
from treatydraft.library.validation import validated
from treatydraft.template.template import Template
from treatydraft.value import Register


def load_library(folders: Iterable[str | Path] = ()) -> Library:
    """The bundled library with those in `folders` laid over it, in order. LibraryError for a folder that is none."""
    return Library((bundled(), *map(library_folder, folders)))


class Library:
    """Clauses, outlines, languages, parties and keys, read when they are asked for and kept.

    Everything is found by name; LibraryError tells of a file that is wrong, LookupError of a name that is not there.
    Of a clause that is the bundled library's alone, which was checked before it was given away, a text that is wrong is
    told when it is used; with `thorough`, or for the clauses it names, when the clause is read, as it is of others.
    """

    def __init__(self, folders: tuple[Path, ...], *, thorough: bool | Collection[str] = False) -> None:
        self.folders = folders
        self._trusted = None if thorough is True else bundled()
        self._examined = () if isinstance(thorough, bool) else thorough
        self.memory = Cache()
        self._clauses: dict[tuple[str, str], Clause] = {}
        self._languages: dict[str, Language] = {}
        self._language_files: dict[str, tuple[MergedYaml, catalogue.LanguageFile]] = {}
        self._outlines: dict[str, Outline] = {}
        self._parties: dict[str, Parties] = {}
        self._formulae: dict[tuple[str, str, str], Template] = {}
        self._questions: dict[str, Mapping[str, Question]] = {}

    def _layers(self, name: str) -> MergedYaml:
        source = read_layers(self.folders, name)
        if source is None:
            raise LibraryError(
                Problem(
                    "file-missing",
                    Location(str(self.folders[-1] / name)),
                    "there is no such file",
                    "a library needs it",
                )
            )
        return source

    @cached_property
    def about(self) -> catalogue.LibraryFile:
        """`library.yaml`: name, version, registers, roles, languages, topics, events."""
        return validated(catalogue.LibraryFile, self._layers("library.yaml"))

    @cached_property
    def registers(self) -> Mapping[str, Register]:
        """The registers by name, each with what it binds to."""
        return registers(self.about.registers, self._layers("library.yaml"))

    @cached_property
    def renamings(self) -> Renamings:
        """The names of clauses, variants and questions that are others now."""
        return Renamings(self.about.renamed, frozenset(self._ids_by_name), self._renamed_by)

    def _renamed_by(self, name: str) -> str:
        """The version of the library that has renamed an old name of `renamed`."""
        folder = Path(self._layers("library.yaml").where(("renamed", name)).file).parent
        own = read_layers([folder], "library.yaml")
        return str((own and own.data.get("version")) or self.about.version)

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """The topics in their order; those of other libraries come where `library.yaml` has `others`."""
        named = self.about.topics
        others = dict.fromkeys(id.partition("/")[0] for id in self._ids_by_name)
        at = self.others + 1
        return tuple(dict.fromkeys([*named[:at], *(topic for topic in others if topic not in named), *named[at:]]))

    @cached_property
    def families(self) -> Mapping[str, str]:
        """The families of clauses by number, each with its name; none where no library has `families.yaml`."""
        source = read_layers(self.folders, "families.yaml")
        return MappingProxyType(validated(catalogue.FamiliesFile, source, "families").families if source else {})

    @cached_property
    def others(self) -> int:
        """The position of the topic after which other libraries' topics and a drafter's own articles stand."""
        named = self.about.topics
        return named.index(self.about.others) if self.about.others in named else len(named) - 1

    @cached_property
    def _ids_by_name(self) -> tuple[str, ...]:
        return tuple(sorted({id for folder in self.folders for id in clause_ids(folder)}))

    @cached_property
    def clause_ids(self) -> tuple[str, ...]:
        """Every clause, by topic in the library's order, then by name."""
        order = {topic: n for n, topic in enumerate(self.topics)}
        return tuple(sorted(self._ids_by_name, key=lambda id: (order[id.partition("/")[0]], id)))

    @property
    def first_language(self) -> str:
        """The language in which the library is complete; what another one lacks is not taken from it."""
        return self.about.languages[0]

    def clause(self, id: str, language: str = "") -> Clause:
        """The clause with this id and its text in `language`, or in the first. LookupError for an unknown one.

        LibraryError for a file that is wrong, and where the first language lacks something; what another one lacks
        is what the clause is `missing`.
        """
        language = language or self.first_language
        if (id, language) not in self._clauses:
            if not CLAUSE_ID.fullmatch(id):
                raise LookupError(id)
            facts = read_layers(self.folders, f"{id}/clause.yaml")
            if facts is None:
                raise LookupError(id)
            first = language == self.first_language
            page = read_page(self.folders, f"{id}/{language}.md")
            if page is None:
                where = Location(facts.where().file.removesuffix("clause.yaml") + f"{language}.md")
                if first:
                    what = "there is no such file"
                    raise LibraryError(Problem("file-missing", where, what, "write the clause's text there"))
                page = Page(MergedYaml(None, {(): where}))
            trusted = all(folder == self._trusted for folder in self.folders if os.path.lexists(folder / id))
            trusted = trusted and id not in self._examined
            self._clauses[id, language] = self._read_clause(id, facts, page, trusted=trusted, complete=first)
        return self._clauses[id, language]

    def _read_clause(self, id: str, facts: MergedYaml, page: Page, *, trusted: bool, complete: bool) -> Clause:
        shared, names = self.question_keys, self.renamings
        if names:
            facts = names.present(facts, names.of_clause(facts.data))
            page = names.of_page(page)
            shared = shared.union(names.table)
        clause = read_clause(
            id, facts, page, shared, self.about.roles, self.registers, trusted=trusted, complete=complete
        )
        return names.of_uses(clause, facts) if names else clause

    @cached_property
    def question_keys(self) -> frozenset[str]:
        """The keys of the shared questions."""
        return frozenset(validated(catalogue.QuestionsFile, self._layers("questions.yaml"), "questions").questions)

    def questions(self, language: str = "") -> Mapping[str, Question]:
        """The shared questions by key, asked in `language`, or in the first."""
        language = language or self.first_language
        if language not in self._questions:
            source = self._layers("questions.yaml")
            words, asked = self._language_file(language)
            problems: list[Problem] = []
            missing: list[Problem] = problems if language == self.first_language else []
            files = validated(catalogue.QuestionsFile, source, "questions").questions
            questions = {
                name: read_question(
                    name,
                    name,
                    file,
                    asked.questions.get(name),
                    source,
                    (name,),
                    problems,
                    words,
                    missing,
                    self.about.roles,
                    language=self.language(language),
                )
                for name, file in files.items()
            }
            for name, file in files.items():
                if file.among and (file.among not in files or files[file.among].type != "choices"):
                    what = f"question '{name}': no question '{file.among}' has several answers"
                    hint = "name a shared question of type choices"
                    problems.append(Problem("unknown-question", source.where((name, "among")), what, hint))
            for name in self.about.roles:
                if name not in questions or questions[name].type != "parties":
                    what = f"question '{name}' does not ask who has the role"
                    where = source.where((name,))
                    problems.append(Problem("wrong-question", where, what, "give it 'type: parties'"))
            if problems:
                raise LibraryError(problems)
            self._questions[language] = MappingProxyType(questions)
        return self._questions[language]

    def language_data(self, code: str) -> MergedYaml:
        """The file of a language as it is written. LookupError for one the library does not have."""
        source = read_layers(self.folders, f"languages/{code}.yaml") if code.isalpha() else None
        if source is None and code in self.about.languages:
            where = self._layers("library.yaml").where(("languages", self.about.languages.index(code)))
            what = f"there is no file languages/{code}.yaml for the language '{code}'"
            hint = "write the file, or take the language out of the list"
            raise LibraryError(Problem("file-missing", where, what, hint))
        if source is None:
            raise LookupError(code)
        return source

    def _language_file(self, code: str) -> tuple[MergedYaml, catalogue.LanguageFile]:
        if code not in self._language_files:
            source = self.language_data(code)
            file = validated(catalogue.LanguageFile, source, registers=self.registers)
            self._language_files[code] = source, file
        return self._language_files[code]

    @cached_property
    def topic_titles(self) -> Mapping[str, str]:
        """What the topics are called in the first language, as far as they have a title."""
        return MappingProxyType(self._language_file(self.first_language)[1].topics)

    @cached_property
    def actors(self) -> Mapping[str, str]:
        """Who acts in a record and is no role, and what each is called in the first language."""
        return MappingProxyType(self._language_file(self.first_language)[1].actors)

    def names(self, language: str) -> Container[str]:
        """The terms of a language that every reader knows, and a short text need not define."""
        return self._language_file(language)[1].names

    def language(self, code: str) -> Language:
        """A language by its code. LookupError for one the library does not have."""
        if code not in self._languages:
            source, file = self._language_file(code)
            data = file.model_dump(exclude={"registers", "questions", "parties", "topics", "actors", "names"})
            data["roles"] = {
                role: {register: Noun(**noun) for register, noun in nouns.items()}
                for role, nouns in data["roles"].items()
            }
            registers = {
                name: replace(register, effect=file.registers.get(name, ""))
                for name, register in self.registers.items()
            }
            language = Language(code=code, registers=registers, **data)
            if not language.grammar.data.known:
                where, tag = source.where(("page", "locale")), language.page["locale"]
                hint = "write its tag, such as 'fr', 'en-GB' or 'uk-UA'"
                raise LibraryError(Problem("unknown-language", where, f"there is no locale '{tag}'", hint))
            self._languages[code] = language
        return self._languages[code]

    def formula(self, name: str, language: str, register: str) -> Template:
        """A formula of the frame (``opening``, ``enacting``, ``signature``) in a language and register."""
        key = (name, language, register)
        if key not in self._formulae:
            source = self.language(language).formulae[name][register]
            self._formulae[key] = Template(source, f"languages/{language}.yaml ({name})")
        return self._formulae[key]

    def parties(self, language: str = "") -> Parties:
        """The parties under their names in `language`, or in the first, and the groups of them."""
        language = language or self.first_language
        if language not in self._parties:
            facts = self._layers("parties.yaml")
            validated(catalogue.PartiesFile, facts)
            named, grammar = self._language_file(language)[0], self.language(language).grammar
            try:
                self._parties[language] = parties(facts.data, named.data["parties"], grammar)
            except ValueError as wrong:
                raise LibraryError(
                    Problem("unnamed-party", facts.where(), str(wrong), "add it to the language's parties")
                ) from None
        return self._parties[language]

    @cached_property
    def keys(self) -> Mapping[str, Scale]:
        """The scales of contribution by name."""
        source = self._layers("keys.yaml")
        validated(catalogue.KeysFile, source, "keys")
        try:
            return keys(source.data)
        except ValueError as wrong:
            raise LibraryError(
                Problem("wrong-value", source.where(), str(wrong), "a weight is a number above zero")
            ) from None

    @cached_property
    def outline_names(self) -> tuple[str, ...]:
        """The outlines by name."""
        return tuple(sorted({name for folder in self.folders for name in outline_names(folder)}))

    def outline(self, name: str) -> Outline:
        """The outline with this name. LookupError for an unknown one, LibraryError for a wrong one."""
        if name not in self._outlines:
            source = read_layers(self.folders, f"outlines/{name}.yaml") if name in self.outline_names else None
            if source is None:
                raise LookupError(name)
            self._outlines[name] = self._read_outline(name, source)
        return self._outlines[name]

    def _read_outline(self, name: str, source: MergedYaml) -> Outline:
        if self.renamings:
            source = self.renamings.present(source, self.renamings.of_outline(source.data))
        file = validated(catalogue.OutlineFile, source, registers=self.registers)
        alike = [name for name, register in self.registers.items() if set(register.like) & set(file.registers)]
        problems: list[Problem] = []
        titles = {
            language: Template(text, *split_place(source.where(("title", language))))
            for language, text in file.title.items()
        }
        for title in titles.values():
            problems.extend(title.mistakes)
        outline = Outline(
            name=name,
            title=titles,
            purpose=file.purpose,
            registers=tuple(dict.fromkeys((*file.registers, *alike))),
            articles=file.numbering.articles,
            headings=file.numbering.headings,
            order=file.order,
            frame=file.frame,
            answers=file.answers,
            preamble=tuple(self._places(file.preamble, ("preamble",), source, problems)),
            body=tuple(self._content(file.body, ("body",), source, problems)),
            annexes=tuple(self._places(file.annexes, ("annexes",), source, problems)),
            where=source.where(),
        )
        if problems:
            raise LibraryError(problems)
        return outline

    def _content(
        self, items: Iterable[object], at: tuple[str | int, ...], source: MergedYaml, problems: list[Problem]
    ) -> Iterator[OutlineEntry | Section]:
        for n, item in enumerate(items):
            if isinstance(item, Mapping) and "clauses" in item:
                kind = "chapter" if "chapter" in item else "part"
                clauses = item["clauses"] if isinstance(item["clauses"], list) else []
                if set(item) != {kind, "clauses"} or not clauses or not isinstance(item[kind], str):
                    what = "a part has the keys 'part' (or 'chapter') and 'clauses', and at least one clause"
                    problems.append(
                        Problem("wrong-outline", source.where((*at, n)), what, "write - {part: NAME, clauses: [...]}")
                    )
                    continue
                yield Section(kind, item[kind], tuple(self._content(clauses, (*at, n, "clauses"), source, problems)))
            else:
                yield from self._places([item], (*at, n), source, problems)

    def _places(
        self, items: Iterable[object], at: tuple[str | int, ...], source: MergedYaml, problems: list[Problem]
    ) -> Iterator[OutlineEntry]:
        for n, item in enumerate(items):
            where = source.where((*at, n))
            settings: object = {}
            if isinstance(item, Mapping) and len(item) == 1:
                item, settings = next(iter(item.items()))
            if not isinstance(item, str) or not isinstance(settings, Mapping):
                problems.append(
                    Problem(
                        "wrong-outline", where, "this is not a clause", "write TOPIC/CLAUSE or {TOPIC/CLAUSE: {...}}"
                    )
                )
            elif item not in self.clause_ids:
                hint = "see 'treatydraft library list'"
                problems.append(unknown("unknown-clause", where, "clause", item, self.clause_ids, hint))
            else:
                yield OutlineEntry(item, settings)
