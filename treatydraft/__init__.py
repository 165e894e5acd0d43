"""treatydraft drafts security-guarantee instruments: a library of clauses and a draft's answers become a treaty.

The map of the code, from the top down; a room may import from those below it and from nothing above:

    cli                       the terminal: one module a command
    front                     what a program asks for: check and export
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
        "DraftError", "LibraryError", "Problem", "ReadError", "TreatydraftError", "UsageError", "WriteError",
    ),
    "assembly": ("Assembly",),
    "drafting.change": ("change_draft", "new_draft"),
    "drafting.draft": ("load_draft", "parse_draft"),
    "drafting.selection": ("Selection", "select"),
    "drafting.composition": ("compose",),
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
    "writers.docx.house": ("HouseStyle", "house_style"),
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
