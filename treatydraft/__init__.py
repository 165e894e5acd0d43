"""treatydraft drafts security-guarantee instruments: a library of clauses and a draft's answers become a treaty.

The map of the code, from the top down; a room may import from those below it and from nothing above:

    cli                       the terminal: one module a command, and nothing but the public names below
    batch                     many drafts: rows to plan to files
    assembly                  a draft and a library, and all that follows from them, each once: the one pipeline
    checks                    what is wrong with an instrument: one rule a file
    record                    what an instrument does, as data: who owes what to whom
    writers                   an instrument to a file: DOCX, Markdown, JSON
    drafting                  draft.py (the drafter's file), place.py (where its values stand) and change.py
                              (changes to it), selection.py (which clauses,
                              because of what), answers.py (typed answers), printer.py and speaker.py (the words),
                              rendering.py (the texts), composition.py (the instrument), arrangement.py (its parts),
                              alternat.py (one party's copy), annotation.py (the library's notes on it), specimen.py
                              (one clause on its own), trial.py (every clause in every company)
    library                   clauses, outlines, languages, parties and keys on disk: folder.py (what is where, and no
                              link out of it), layers.py (libraries laid over one another), schema.py, catalogue.py
                              and shape.py (what a file may hold), question.py, reading.py and loading.py (files to
                              objects), template.py (text a stranger wrote, made safe), grammar.py (its tree) and
                              evaluation.py (what the tree says; nothing is compiled), dependence.py and memory.py
                              (what its rendering depends on, and what is kept of it from draft to draft), labels.py
                              (the labels in a text), consistency.py (whether every name in a library is there),
                              scripts.py (words of mixed scripts), family.py and search.py (which clauses there are
                              for what), paraphrase.py (when a question is asked, in words), party.py and state.py (who
                              is meant by a code or a name)
    instrument                the tree: tree.py and walking.py, notation.py (text to tree and back), numbering.py,
                              resolution.py (references put in words), index.py, speech.py
    language                  one language: its words per register, its numbers, dates and lists
    files  value              files: text, YAML with the place of every value, changes to it, whole-or-nothing writes;
                              value: kinds.py (what an answer can be), single.py and types.py (how it is read),
                              informal.py (English as people write it), advice.py (what to write)
    errors  characters        what a person is told; the characters that deceive a reader

Library and draft give a selection, the selection an instrument, and the instrument findings or a file:

    library = load_library()
    draft = load_draft("guarantee.yaml", library)
    instrument = compose(draft, library)
    content = write(instrument, "md", library.language(draft.language))

Names are loaded when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_PUBLIC = {
    "errors": "EXIT_CODES DraftError LibraryError Problem ReadError TreatydraftError UsageError WriteError nearest",
    "files": "REMOVE check_writable edit_yaml make_folder open_regular parse_yaml read_bytes read_stdin read_text "
    "same_file system_reason write_all write_whole",
    "language": "Language",
    "value": "TYPES",
    "instrument.tree": "Block Heading Instrument Part Provision Table Unit address articles provisions rewrite walk",
    "instrument.index": "gaps index",
    "instrument.speech": "spoken",
    "instrument.notation": "escape parse unparse",
    "instrument.numbering": "number",
    "library.clause": "Clause",
    "library.loading": "Library load_library",
    "drafting.change": "change_draft new_draft written_above",
    "drafting.draft": "Draft load_draft parse_draft path_of",
    "library.party": "fold",
    "library.family": "family_table of_family",
    "library.search": "search search_questions",
    "library.paraphrase": "asked_when",
    "library.scaffold": "scaffold",
    "drafting.description": "DESCRIBED describe",
    "drafting.selection": "Chosen Selection select",
    "drafting.reason": "Cause Conflict Reason",
    "drafting.explanation": "explain_conflict explain_reason explain_requirement",
    "drafting.composition": "Composer compose",
    "drafting.notes": "notes",
    "drafting.specimen": "Specimen specimen",
    "drafting.annotation": "annotate noted without_notes",
    "drafting.alternat": "alternat",
    "drafting.trial": "library_mistakes trials",
    "assembly": "Assembly",
    "record.facts": "Facts",
    "record.record": "fill",
    "checks": "RULES SEVERITIES Finding check explain",
    "checks.marking": "with_findings",
    "writers": "WRITERS write",
    "writers.options": "PAPERS PLAIN Options",
    "writers.docx.house": "TEMPLATE_BYTES HouseStyle house_style",
    "writers.docx.template": "style_template",
    "batch": "Summary run_batch",
}
"""Each module and the public names it gives; a test holds them to what the modules have."""

_HOME = {name: module for module, names in _PUBLIC.items() for name in names.split()}

__all__ = ["__version__", *sorted(_HOME)]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"treatydraft has no {name!r}")
    return getattr(import_module(f"treatydraft.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return __all__
