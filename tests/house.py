"""A small library made for the tests, and the shortest way from a draft's text to what comes of it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

from treatydraft import Draft, Instrument, Library, Selection, compose, load_library, parse_draft, select
from treatydraft.instrument.plain_text import plain_text
from treatydraft.instrument.tree import Provision, Table, Unit, articles, walk
from treatydraft.library.folder import bundled
from treatydraft.library_test.renderings import party_sets

PARTY_SETS = party_sets(load_library())
REGISTERS = tuple(load_library().registers)
"""The companies of parties and the registers of the bundled library."""

FILES = {
    "outlines/small.yaml": """
        title: {en: "{{ word('Treaty') }} of the House"}
        purpose: For the tests.
        registers: [treaty, memorandum, declaration]
        answers: {guarantors: [FR, GB], beneficiaries: [UA]}
        preamble: [house/recital]
        body:
          - {part: general, clauses: [house/terms, {house/alarm: {hours: 48}}]}
          - house/answer
        annexes: [house/list]
        """,
    "house/recital/clause.yaml": """
        kind: recital
        variants: {plain: {strength: 1, source: own wording}}
        default: plain
        """,
    "house/recital/en.md": """
        ---
        title: Recital
        purpose: Something said before.
        variants: {plain: {effect: It recalls., because: made for a test}}
        ---

        ## plain

        @past *Recalling* the past,
        """,
    "house/terms/clause.yaml": """
        kind: article
        variants: {plain: {strength: 1, source: own wording}}
        default: plain
        """,
    "house/terms/en.md": """
        ---
        title: Terms
        heading: Terms
        purpose: What words mean.
        variants: {plain: {effect: It defines., because: made for a test}}
        ---

        ## plain

        @terms For this text:

           ::definitions
        """,
    "house/alarm/clause.yaml": """
        kind: article
        variants:
          bell: {strength: 3, source: own wording}
          siren: {strength: 4, source: own wording}
        default: {treaty: bell, memorandum: siren, declaration: bell}
        questions:
          timing: {type: choice, choices: [at-once, in-time], default: in-time}
          hours: {type: integer, unit: hour, min: 1, max: 168, default: 24, when: timing == "in-time"}
          where: {type: text, max: 300, optional: true}
          ringers: {type: parties, default: [GB]}
        uses: [guarantors, beneficiaries]
        registers: {declaration: {siren: refused}}
        """,
    "house/alarm/en.md": """
        ---
        title: Alarm
        heading: The alarm
        purpose: Who rings.
        variants:
          bell: {effect: A bell rings., because: made for a test}
          siren: {effect: A siren sounds., because: made for a test}
        questions:
          timing:
            ask: How soon?
            why: Because.
            choices: {at-once: {label: at once, text: at once}, in-time: {label: within hours}}
          hours: {ask: Within how many hours?, why: Because.}
          where: {ask: Where does it ring?, why: Because.}
          ringers: {ask: Who rings?, why: Because.}
        registers: {declaration: {siren: a siren would be too loud for a declaration}}
        ---

        ## bell

        1. @duty {{ Each(guarantors) }} {{ shall() }} ring the {bell}{% if timing == "at-once" %} at once{% else
        %} within {{ span(hours) }}{% endif %}.
        2. @place The {bell} stands at {{ where }}.
        {% if has("house/answer") %}
        3. @answer It {{ may() }} be answered under {@house/answer}.
        {% endif %}

        ## siren

        1. @duty {{ The(ringers) }} {{ shall() }} sound the siren within {{ span(hours) }}.

        ## define bell

        means what hangs in a {tower}

        ## define tower

        means a high house

        ## define cellar

        means a low house
        """,
    "house/answer/clause.yaml": """
        kind: article
        variants:
          come: {strength: 6, source: own wording}
          call: {strength: 3, source: own wording}
        default: come
        uses: [guarantors, beneficiaries, house/alarm.hours]
        requires:
          - {any: [house/watch, house/patrol]}
          - {any: [house/list], variants: [call]}
        excludes: [house/quiet, house/answer:call x house/patrol:loud]
        registers: {declaration: refused}
        """,
    "house/answer/en.md": """
        ---
        title: Answer
        heading: The answer
        purpose: Who comes.
        variants:
          come: {effect: They come., because: made for a test}
          call: {effect: They call., because: made for a test}
        requires: {house/watch: someone must be awake, house/list: the names are in it}
        excludes:
          house/quiet: they contradict each other
          "house/answer:call x house/patrol:loud": they contradict each other
        registers: {declaration: a declaration promises nothing}
        ---

        ## text

        @duty {{ Each(guarantors) }} {{ shall() }} come to {{ the(beneficiaries) }}, as {@house/alarm#duty} says, within
        {{ span(hours) }}.
        """,
    "house/list/clause.yaml": """
        kind: annex
        variants: {plain: {strength: 1, source: own wording}}
        default: plain
        questions: {key: {type: choice, choices: [equal], default: equal}}
        uses: [guarantors]
        """,
    "house/list/en.md": """
        ---
        title: List
        heading: The list
        purpose: Who is meant.
        variants: {plain: {effect: It lists., because: made for a test}}
        questions: {key: {ask: Which key?, why: Because., choices: {equal: {label: the same for all}}}}
        ---

        ## plain

        |^ @shares Shares
        | Party | Share
        |:--|--:
        {{ shares(key, guarantors) }}
        """,
    **{
        f"house/{name}/clause.yaml": """
        kind: article
        variants:
          plain: {strength: 2, source: own wording}
          loud: {strength: 2, source: own wording}
        default: plain
        """
        for name in ("watch", "patrol", "quiet")
    },
    **{
        f"house/{name}/en.md": f"""
        ---
        title: {name.capitalize()}
        heading: The {name}
        purpose: One of several.
        variants:
          plain: {{effect: It is there., because: made for a test}}
          loud: {{effect: It is there and heard., because: made for a test}}
        ---

        ## text

        @duty There {{{{ may() }}}} be a {name}.
        """
        for name in ("watch", "patrol", "quiet")
    },
}


FRAME = (
    "library.yaml",
    "questions.yaml",
    "keys.yaml",
    "parties.yaml",
    "languages/en.yaml",
    "outlines/blank.yaml",
)
"""The files of the bundled library that every library needs."""


def put(folder: Path, files: Mapping[str, str]) -> Path:
    """The files of a library in a folder; indentation they all share is taken off."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
    return folder


def house(folder: Path, files: Mapping[str, str] = FILES) -> Library:
    """A library of nothing but these files and what the bundled one has besides its clauses."""
    below = folder / "below"
    for name in FRAME:
        (below / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(bundled() / name, below / name)
    return Library((below, put(folder / "house", files)))


def draft(library: Library, text: str = "", outline: str = "small") -> Draft:
    """A draft over an outline from the rest of its text."""
    return parse_draft(f"treatydraft: 1\noutline: {outline}\n{dedent(text)}", "draft.yaml", library)


def selected(library: Library, text: str = "", outline: str = "small") -> Selection:
    """The selection of a draft."""
    return select(draft(library, text, outline), library)


def composed(library: Library, text: str = "", outline: str = "small") -> Instrument:
    """The instrument of a draft."""
    return compose(draft(library, text, outline), library)


def provision(instrument: Instrument, clause: str) -> Provision:
    """The provision a clause yielded."""
    everything = (*instrument.preamble, *articles(instrument.body), *instrument.annexes)
    return next(one for one in everything if one.clause == clause)


def lines(node: object, library: Library) -> list[str]:
    """Every block of words below a node, as a reader reads it: number, words and end mark."""
    language = library.language("en")
    found = []
    for one in walk(node):
        if isinstance(one, Unit):
            number = f"{one.number} " if one.number else ""
            found.append(f"{number}{plain_text(one.words, language)}{one.end}")
        elif isinstance(one, Table):
            rows = [one.header, *one.rows, *([one.total] if one.total else [])]
            found += [" | ".join(plain_text(cell, language) for cell in row) for row in rows]
    return found
