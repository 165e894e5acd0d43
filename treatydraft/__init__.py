"""treatydraft drafts security-guarantee instruments: a library of clauses and a draft's answers become a treaty.

The map of the code, from the top down; a room may import from those below it and from nothing above:

    cli                       the terminal: one module a command
    front                     what a program asks for: check and export
    batch                     many drafts: rows to plan to files
    assembly                  a draft and a library, and all that follows from them, each once: the one pipeline
    library_test              a library held against itself, before a drafter meets what is wrong in it
    checks                    what is wrong with an instrument: one rule a file
    writers                   an instrument or a brief to a file: docx/ (Word, with rooms of its own: markup, package,
                              page, text, style), markdown.py with front_matter.py, json.py; options.py and status.py
                              for all
    brief                     what an instrument does, computed: brief.py (its pages); crisis.py over paths.py (what
                              follows an act or an event), unsaid.py (what the text leaves out), voting.py over rule.py,
                              votes.py and power.py (what it takes to adopt and to stop), funds.py over money.py (who
                              bears what), matrix.py (who owes what); wording.py (how an entry is put to a reader),
                              data.py (the pages as data), report/ (the pages for readers, in blocks that the terminal
                              and the writers show each in its own way)
    record                    what an instrument does, as data: facts.py (what they are), record.py and values.py (the
                              records of clauses filled with a draft's answers), proposals.py
    composition               answers to words: composer.py (the instrument), words.py and formatter.py (what a text
                              calls), rendering.py, parts.py, terms.py, alternat.py, library_notes.py, advisories.py,
                              changed_words.py (what reads otherwise since the draft was written)
    drafting                  the drafter's file and choices: draft.py, limits.py (how large it may be), place.py,
                              renaming.py (old names in it) and change.py, selection.py with reason.py and
                              explanation.py (which clauses, because of what), answers.py (typed), json_schema.py
    library                   clauses, outlines, languages, parties and scales on disk: folder.py (what is where, and no
                              link out of it), overlay.py (libraries laid over one another), shape.py, schema.py,
                              record_file.py, catalogue.py and validation.py (what a file may hold), reading.py,
                              prose.py (the sentences of a page), moved.py (what stood elsewhere once) and loading.py
                              (files to objects), question.py and asking.py, labels.py, party.py and state.py (who is
                              meant by a name), naming.py (what a clause names is there), renaming.py (what it is
                              called now), versions.py (since when it reads so),
                              cache.py (keys for what is kept), family.py and search.py, scaffold.py
    template                  the language clauses are written in, and nothing of a library
    ooxml                     Word packages of others, opened safely
    instrument                the tree: tree.py, walking.py and reading_order.py, notation.py (text to tree and back),
                              numbering.py, citation.py and reference.py (references put in words), index.py,
                              plain_text.py
    language                  one language: language.py (its words per register and its styles),
                              grammar.py (what a language must know of itself), english.py and french.py (which do),
                              registry.py, locale_data.py (what babel knows of every language)
    files  value              files: opened once, read within limits, written whole; YAML with the place of every value;
                              value: values.py (what an answer can be), parsers.py and types.py (how it is read),
                              informal.py (English as people write it), advice.py (what to write), apportionment.py
                              (a whole shared out by weights)
    errors  characters        errors with their exit codes; characters that deceive a reader
    cache                     everything that is kept in memory, bounded, and emptied by one call

The six names of `FRONT` carry a user through; those of `REST` are for who goes further in:

    library = load_library()
    draft = load_draft("guarantee.yaml", library)
    for finding in check(draft, library): print(finding)
    export(draft, library, "guarantee.docx")

Names are loaded when they are first used, so that importing the package costs nothing. Their types stand in
`__init__.pyi`, which a test writes from the two lists.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

FRONT = {
    "drafting.draft": ("Draft",),
    "library.loading": ("Library",),
    "instrument.tree": ("Instrument",),
    "front": ("check", "export"),
    "batch": ("run_batch",),
}
"""The modules and their names that carry a user through."""

REST = {
    "errors": (
        "DraftError", "LibraryError", "Location", "Problem", "ReadError", "TreatydraftError", "UsageError",
        "WriteError",
    ),
    "assembly": ("Assembly",),
    "drafting.change": ("change_draft", "new_draft"),
    "drafting.draft": ("load_draft", "parse_draft"),
    "drafting.selection": ("Selection", "select"),
    "composition.composer": ("compose",),
    "library.clause": ("Clause",),
    "library.loading": ("load_library",),
    "library.search": ("search",),
    "instrument.tree": ("Provision", "articles", "provisions", "walk"),
    "instrument.index": ("Index", "gaps", "index"),
    "instrument.notation": ("parse", "unparse"),
    "record.facts": ("Facts",),
    "checks": ("RULES", "Finding", "explain"),
    "writers": ("WRITERS", "write"),
    "writers.options": ("PLAIN", "Options"),
    "writers.docx.style.house": ("HouseStyle", "house_style"),
    "batch": ("Summary",),
}  # fmt: skip
"""The modules and their other public names."""

_HOME = {name: module for names in (FRONT, REST) for module, given in names.items() for name in given}

__all__ = ["__version__", *sorted(_HOME)]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"treatydraft has no {name!r}")
    return getattr(import_module(f"treatydraft.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return __all__
