"""The pipeline: a draft over a library, and all that follows from it, each thing computed once, when it is asked for.

    draft, library  ->  selection  ->  instrument  ->  index, gaps
                                   ->  facts       ->  findings, brief
                    instrument, findings, notes    ->  the bytes of a file

The commands, the batch and the interview stand on it, so that none can put the steps together in its own way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from treatydraft.composition.advisories import advisories
from treatydraft.composition.alternat import alternat
from treatydraft.composition.changed_words import words_changed
from treatydraft.composition.composer import Composer
from treatydraft.composition.library_notes import with_library_notes, without_notes
from treatydraft.drafting.answers import Answers
from treatydraft.drafting.draft import Draft
from treatydraft.drafting.explanation import explain_conflict
from treatydraft.drafting.selection import Selection, select
from treatydraft.errors import DraftError, Location, Problem
from treatydraft.instrument.index import Gap, Index, gaps, index
from treatydraft.instrument.plain_text import plain_text
from treatydraft.instrument.tree import Instrument
from treatydraft.language import Language
from treatydraft.library.loading import Library
from treatydraft.library.question import Question
from treatydraft.writers import write
from treatydraft.writers.options import PLAIN, Options

if TYPE_CHECKING:  # brief, rules and record, which most files do without, are loaded when they are asked for
    from treatydraft.brief.brief import Brief
    from treatydraft.brief.report.report import Report
    from treatydraft.brief.report.scope import Scope
    from treatydraft.checks.finding import Finding
    from treatydraft.record.facts import Facts


class Assembly:
    """A draft over a library. Whatever is asked for raises DraftError where the draft does not allow it.

    LibraryError for a file of the library that is wrong.
    """

    def __init__(self, draft: Draft, library: Library) -> None:
        self.draft = draft
        self.library = library
        self._findings: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[Finding, ...]] = {}

    # -------------------------------------------------------------------------------------------- what is chosen

    @cached_property
    def selection(self) -> Selection:
        """Which clauses, because of what, and the conflicts among them."""
        return select(self.draft, self.library)

    @cached_property
    def composer(self) -> Composer:
        """What composing shares: the answers, the words, the texts that were rendered."""
        return Composer(self.draft, self.library, self.selection)

    @property
    def answers(self) -> Answers:
        """The typed answers of the draft; those that are wrong are among their `problems`."""
        return self.composer.answers

    @property
    def language(self) -> Language:
        """The language the instrument is in."""
        return self.composer.language

    @cached_property
    def asked(self) -> tuple[Question, ...]:
        """The questions that the present choices ask, in order."""
        return tuple(self.answers.asked(self.composer.words))

    @cached_property
    def unanswered(self) -> tuple[Question, ...]:
        """The questions that are asked and that neither the draft nor its outline answers."""
        asked = self.asked
        self.answers.refuse_wrong()
        given = ("draft", "outline")
        required = (question for question in asked if not question.optional)
        return tuple(question for question in required if self.answers.origin(question.key) not in given)

    @cached_property
    def advisories(self) -> tuple[Problem, ...]:
        """What the drafter should know though nothing is wrong."""
        return (*advisories(self.composer), *words_changed(self.draft, self.library, lambda: self.instrument))

    def read_answers(self) -> None:
        """Read every answer and compose nothing. DraftError for conflicts among clauses and for wrong answers."""
        self._refuse_conflicts()
        self.composer.read_answers()

    def _refuse_conflicts(self) -> None:
        if self.selection.conflicts:
            raise DraftError(map(explain_conflict, self.selection.conflicts))

    # -------------------------------------------------------------------------------------------- what it comes to

    @cached_property
    def instrument(self) -> Instrument:
        """The instrument, numbered, with its holes. DraftError for conflicts among clauses and for wrong answers."""
        self._refuse_conflicts()
        return self.composer.instrument()

    def refuse_wrong(self) -> None:
        """Raise DraftError where the draft cannot be composed; what is missing in it is no hindrance."""
        assert self.instrument is not None

    @cached_property
    def facts(self) -> Facts:
        """The record of the draft: who owes what to whom."""
        from treatydraft.record.record import fill

        return fill(self.composer)

    @cached_property
    def brief(self) -> Brief:
        """What the instrument does, computed from its facts, page by page."""
        from treatydraft.brief.brief import Brief

        return Brief(self.facts, self.index, self.library.actors, self.library.keys)

    def report(self, scope: Scope | None = None) -> Report:
        """The brief put to readers, of what is asked about."""
        from treatydraft.brief.report.report import Report, Source
        from treatydraft.brief.report.scope import Scope

        draft, about = self.draft, self.library.about
        source = Source(
            draft.name, plain_text(self.instrument.title, self.language), draft.revision, about.name, about.version
        )
        return Report(source, self.brief, scope or Scope())

    @cached_property
    def index(self) -> Index:
        """The index of the instrument: terms, references and holes by address."""
        return index(self.instrument)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """What is missing in the instrument."""
        return tuple(gaps(self.instrument))

    def refuse_gaps(self) -> None:
        """Raise DraftError where something is missing in the instrument, with what to do about each."""
        if self.gaps:
            raise DraftError(self._missing())

    def _missing(self) -> Iterator[Problem]:
        for gap in self.gaps:
            remedy = f"put it in ({gap.clause}=true)" if gap.clause else "fill it in"
            yield Problem(
                "missing-words", Location(self.draft.name, key=gap.address), gap.what, f"{remedy}, or add --with-holes"
            )

    def findings(self, *, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Finding, ...]:
        """What the rules find, but what the draft accepts. UsageError for an unknown rule."""
        from treatydraft.checks import apply_rules

        asked = (tuple(select), tuple(ignore))
        if asked not in self._findings:
            accepted = self.draft.accepted
            self._findings[asked] = apply_rules(
                self.instrument, self.facts, self.index, select=asked[0], ignore=asked[1], accept=accepted
            )
        return self._findings[asked]

    # -------------------------------------------------------------------------------------------- what is written

    def with_notes(self, *, library_notes: bool = False, findings: bool = False) -> Instrument:
        """The instrument with the notes it is written with: those of drafter and library, or none, and the findings."""
        if library_notes:
            instrument = with_library_notes(self.instrument, self.draft, self.library)
        else:
            instrument = without_notes(self.instrument)
        if not findings:
            return instrument
        from treatydraft.checks.marking import with_findings

        return with_findings(instrument, self.findings(), self.language)

    def alternat(self, instrument: Instrument, code: str) -> Instrument:
        """The copy of the instrument for the party with this code. UsageError for a code of no party."""
        return alternat(instrument, code, self.composer)

    def write(self, to: str, options: Options = PLAIN, instrument: Instrument | None = None) -> bytes:
        """The bytes of a file in the format `to`; of the instrument without notes, or of the one that is given."""
        return write(instrument or self.with_notes(), to, self.language, options)
