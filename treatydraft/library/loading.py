"""A library on disk, as objects: read on demand, every mistake of a file reported together with file and line."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from treatydraft.errors import LibraryError, Problem, nearest
from treatydraft.language import Language
from treatydraft.library import catalogue
from treatydraft.library.cache import Cache
from treatydraft.library.clause import Clause
from treatydraft.library.folder import CLAUSE_ID, bundled, clause_ids, library_folder, outline_names
from treatydraft.library.outline import Outline, Place, Section
from treatydraft.library.overlay import MergedYaml, Page, read_layers, read_page, split_place
from treatydraft.library.party import Parties, parties
from treatydraft.library.question import ROLES, Question, read_question
from treatydraft.library.reading import read_clause
from treatydraft.library.renaming import Renaming, Renamings, clause_of, under_present_names
from treatydraft.library.scale import Key, keys
from treatydraft.library.validation import validated
from treatydraft.template.template import Template


def load_library(folders: Iterable[str | Path] = ()) -> Library:
    """The bundled library with those in `folders` laid over it, in order. LibraryError for a folder that is none."""
    return Library((bundled(), *map(library_folder, folders)))


class Library:
    """Clauses, outlines, languages, parties and keys, read when they are asked for and kept.

    Everything is found by name; LibraryError tells of a file that is wrong, LookupError of a name that is not there.
    Of a clause that is the bundled library's alone, which was checked before it was given away, a text that is wrong is
    told when it is used; with `thorough`, when the clause is read, as it is of every other clause.
    """

    def __init__(self, folders: tuple[Path, ...], *, thorough: bool = False) -> None:
        self.folders = folders
        self._trusted = None if thorough else bundled()
        self.memory = Cache()
        self._clauses: dict[tuple[str, str], Clause] = {}
        self._languages: dict[str, Language] = {}
        self._outlines: dict[str, Outline] = {}
        self._parties: dict[str, Parties] = {}
        self._formulae: dict[tuple[str, str, str], Template] = {}
        self._questions: dict[str, Mapping[str, Question]] = {}
        self._renamed: dict[Problem, None] = {}

    def _layers(self, name: str) -> MergedYaml:
        found = read_layers(self.folders, name)
        if found is None:
            raise LibraryError(Problem(str(self.folders[-1] / name), "there is no such file", "a library needs it"))
        return found

    @cached_property
    def about(self) -> catalogue.LibraryFile:
        """`library.yaml`: name, version, registers, languages, topics, actors, events."""
        return validated(catalogue.LibraryFile, self._layers("library.yaml"))

    @cached_property
    def renamings(self) -> Renamings:
        """The names of clauses, variants and questions that are others now."""
        return Renamings(self.about.renamed, frozenset(self._found))

    def renamed_note(self, where: str, one: Renaming, hint: str = "") -> Problem:
        """The note on an old name in a file: what it is called now, and which version of the library calls it so."""
        key = one.old if one.old in self.about.renamed else clause_of(one.old)
        place, _ = split_place(self._layers("library.yaml").where(("renamed", key)))
        renamer = read_layers([Path(place).parent], "library.yaml")  # which of the libraries has renamed it
        version = renamer.data.get("version") if renamer else None
        what = f"{one.old} is now called {one.new} (library {version or self.about.version})"
        return Problem(where, what, hint or f"write {one.new} in its place")

    @property
    def renamed(self) -> tuple[Problem, ...]:
        """The notes on the old names in those files of the library that have been read."""
        return tuple(self._renamed)

    def _note(self, where: str, one: Renaming) -> None:
        self._renamed[self.renamed_note(where, one)] = None

    def _present(self, source: MergedYaml, found: Iterable[Renaming]) -> MergedYaml:
        found = tuple(found)
        for one in found:
            self._note(source.where(one.path), one)
        return under_present_names(source, found)

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """The topics in their order; those of other libraries come where `library.yaml` has `others`."""
        named = list(self.about.topics)
        others = dict.fromkeys(id.partition("/")[0] for id in self._found)
        at = self.others + 1
        return tuple(dict.fromkeys([*named[:at], *(one for one in others if one not in named), *named[at:]]))

    @cached_property
    def families(self) -> Mapping[str, str]:
        """The families of clauses by number, each with its name; none where no library has `families.yaml`."""
        source = read_layers(self.folders, "families.yaml")
        return MappingProxyType(validated(catalogue.FamiliesFile, source, "families").families if source else {})

    @cached_property
    def others(self) -> int:
        """The position of the topic after which other libraries' topics and a drafter's own articles stand."""
        named = list(self.about.topics)
        return named.index(self.about.others) if self.about.others in named else len(named) - 1

    @cached_property
    def _found(self) -> tuple[str, ...]:
        return tuple(sorted({id for folder in self.folders for id in clause_ids(folder)}))

    @cached_property
    def clause_ids(self) -> tuple[str, ...]:
        """Every clause, by topic in the library's order, then by name."""
        order = {topic: n for n, topic in enumerate(self.topics)}
        return tuple(sorted(self._found, key=lambda id: (order[id.partition("/")[0]], id)))

    def clause(self, id: str, language: str = "en") -> Clause:
        """The clause with this id and its text in `language`. LookupError for an unknown one, LibraryError if wrong."""
        if (id, language) not in self._clauses:
            if not CLAUSE_ID.fullmatch(id):
                raise LookupError(id)
            facts = read_layers(self.folders, f"{id}/clause.yaml")
            if facts is None:
                raise LookupError(id)
            page = read_page(self.folders, f"{id}/{language}.md")
            if page is None:
                where = facts.where().rpartition(":")[0].removesuffix("clause.yaml") + f"{language}.md"
                raise LibraryError(Problem(where, "there is no such file", "write the clause's text there"))
            trusted = all(folder == self._trusted for folder in self.folders if os.path.lexists(folder / id))
            self._clauses[id, language] = self._read_clause(id, facts, page, trusted=trusted)
        return self._clauses[id, language]

    def _read_clause(self, id: str, facts: MergedYaml, page: Page, *, trusted: bool) -> Clause:
        if not self.renamings:
            return read_clause(id, facts, page, self.question_keys, trusted=trusted)
        facts = self._present(facts, self.renamings.of_clause(facts.data))
        page = self.renamings.of_page(page, self._note)
        shared = self.question_keys.union(self.about.renamed)
        clause = read_clause(id, facts, page, shared, trusted=trusted)
        for n, used in enumerate(clause.uses.values()):
            for one in self.renamings.named(("uses", n), used):
                self._note(facts.where(one.path), one)
        return replace(clause, uses={name: self.renamings.current(key) for name, key in clause.uses.items()})

    @cached_property
    def question_keys(self) -> frozenset[str]:
        """The keys of the shared questions."""
        return frozenset(validated(catalogue.QuestionsFile, self._layers("questions.yaml"), "questions").questions)

    def questions(self, language: str = "en") -> Mapping[str, Question]:
        """The shared questions by key, asked in `language`."""
        if language not in self._questions:
            source = self._layers("questions.yaml")
            asked = self._language_file(language)[1].questions
            problems: list[Problem] = []
            files = validated(catalogue.QuestionsFile, source, "questions").questions
            found = {
                name: read_question(name, name, file, asked.get(name), source, (name,), problems)
                for name, file in files.items()
            }
            for name, file in files.items():
                if file.among and (file.among not in files or files[file.among].type != "choices"):
                    what = f"question '{name}': no question '{file.among}' has several answers"
                    hint = "name a shared question of type choices"
                    problems.append(Problem(source.where((name, "among")), what, hint))
            for name in ROLES:
                if name not in found or not found[name].role or found[name].type != "parties":
                    what = f"question '{name}' does not ask who has the role"
                    problems.append(Problem(source.where((name,)), what, "give it 'type: parties' and 'role: yes'"))
            if problems:
                raise LibraryError(problems)
            self._questions[language] = MappingProxyType(found)
        return self._questions[language]

    def _language_file(self, code: str) -> tuple[MergedYaml, catalogue.LanguageFile]:
        source = read_layers(self.folders, f"languages/{code}.yaml") if code.isalpha() else None
        if source is None and code in self.about.languages:
            where = self._layers("library.yaml").where(("languages", self.about.languages.index(code)))
            what = f"there is no file languages/{code}.yaml for the language '{code}'"
            raise LibraryError(Problem(where, what, "write the file, or take the language out of the list"))
        if source is None:
            raise LookupError(code)
        return source, validated(catalogue.LanguageFile, source)

    def language(self, code: str) -> Language:
        """A language by its code. LookupError for one the library does not have."""
        if code not in self._languages:
            file = self._language_file(code)[1]
            data = file.model_dump(exclude={"questions", "parties"})
            self._languages[code] = Language(code=code, **data)
        return self._languages[code]

    def formula(self, name: str, language: str, register: str) -> Template:
        """A formula of the frame (``opening``, ``enacting``, ``signature``) in a language and register."""
        key = (name, language, register)
        if key not in self._formulae:
            source = self.language(language).formulae[name][register]
            self._formulae[key] = Template(source, f"languages/{language}.yaml ({name})")
        return self._formulae[key]

    def parties(self, language: str = "en") -> Parties:
        """The parties under their names in `language`, and the groups of them."""
        if language not in self._parties:
            facts = self._layers("parties.yaml")
            validated(catalogue.PartiesFile, facts)
            named = self._language_file(language)[0]
            try:
                self._parties[language] = parties(facts.data, named.data["parties"])
            except ValueError as wrong:
                raise LibraryError(Problem(facts.where(), str(wrong), "add it to the language's parties")) from None
        return self._parties[language]

    @cached_property
    def keys(self) -> Mapping[str, Key]:
        """The scales of contribution by name."""
        source = self._layers("keys.yaml")
        validated(catalogue.KeysFile, source, "keys")
        try:
            return keys(source.data)
        except ValueError as wrong:
            raise LibraryError(Problem(source.where(), str(wrong), "a weight is a number above zero")) from None

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
            source = self._present(source, self.renamings.of_outline(source.data))
        file = validated(catalogue.OutlineFile, source)
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
            registers=tuple(file.registers),
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
    ) -> Iterator[Place | Section]:
        for n, item in enumerate(items):
            if isinstance(item, Mapping) and "clauses" in item:
                kind = "chapter" if "chapter" in item else "part"
                clauses = item["clauses"] if isinstance(item["clauses"], list) else []
                if set(item) != {kind, "clauses"} or not clauses or not isinstance(item[kind], str):
                    what = "a part has the keys 'part' (or 'chapter') and 'clauses', and at least one clause"
                    problems.append(Problem(source.where((*at, n)), what, "write - {part: NAME, clauses: [...]}"))
                    continue
                yield Section(kind, item[kind], tuple(self._content(clauses, (*at, n, "clauses"), source, problems)))
            else:
                yield from self._places([item], (*at, n), source, problems)

    def _places(
        self, items: Iterable[object], at: tuple[str | int, ...], source: MergedYaml, problems: list[Problem]
    ) -> Iterator[Place]:
        for n, item in enumerate(items):
            where = source.where((*at, n))
            settings: object = {}
            if isinstance(item, Mapping) and len(item) == 1:
                item, settings = next(iter(item.items()))
            if not isinstance(item, str) or not isinstance(settings, Mapping):
                problems.append(Problem(where, "this is not a clause", "write TOPIC/CLAUSE or {TOPIC/CLAUSE: {...}}"))
            elif item not in self.clause_ids:
                near = nearest(item, self.clause_ids)
                hint = f"did you mean '{near}'?" if near else "see 'treatydraft library list'"
                problems.append(Problem(where, f"there is no clause '{item}'", hint))
            else:
                yield Place(item, settings)
