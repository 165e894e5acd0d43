"""The beginnings of a clause: two files that already pass the library's check, for a lawyer to fill."""

from __future__ import annotations

from treatydraft.errors import Location, Problem, UsageError
from treatydraft.library.folder import CLAUSE_ID
from treatydraft.library.loading import Library

FACTS = """\
kind: article                        # article | recital | annex
variants:
  standard:
    strength: 3                      # 7 all means ... 4 a defined package ... 1 recognises
    source: own wording              # or precedents: [{{instrument: ..., provision: ..., year: ...}}]
default: standard
questions:
  within: {{type: duration, units: [hour, day], min: 1 hour, max: 30 days, default: 48 hours}}
uses: [{owe}, {receive}]
requires: []                         # - {{any: [governance/council]}}, and its reason in the page
excludes: []
registers: {{}}                        # {{{register}: refused}} where a register cannot have it
record:
  acts:
    - {{id: ask, at: duty, mode: permission, by: {{one: {receive}}}, to: {owe}}}
    - {{id: act, at: duty, mode: duty, by: {owe}, to: {receive}, after: ask, within: "{{{{ within }}}}"}}
"""

PAGE = """\
---
title: {title}                       # what lists show
heading: {title}
purpose: Say in one sentence what this clause is for.
variants:
  standard:
    effect: "Say in one sentence what this wording does."
    because: "say why no precedent is named"
questions:
  within: {{ask: "Within what time?", why: "A duty without a time is hard to hold anybody to."}}
record:
  ask: request it
  act: say what is done
---

## standard

@duty {{{{ Each({owe}) }}}} {{{{ shall() }}}} act within {{{{ span(within) }}}} of a request by
{{{{ the({receive}) }}}}.
"""


def scaffold(id: str, library: Library) -> dict[str, str]:
    """The files of a new clause of the library by their path in its folder. UsageError for an id no clause can have."""
    if not CLAUSE_ID.fullmatch(id):
        hint = "write TOPIC/CLAUSE in small letters, such as liaison/officers"
        raise UsageError(Problem("wrong-name", Location(key="CLAUSE"), f"'{id}' cannot name a clause", hint))
    title = id.partition("/")[2].replace("-", " ").capitalize()
    owe, receive = library.about.sides
    register = min(library.registers, key=lambda name: library.registers[name].binding)  # the first that need not bind
    words = {"title": title, "owe": owe, "receive": receive, "register": register}
    return {f"{id}/clause.yaml": FACTS.format(**words), f"{id}/en.md": PAGE.format(**words)}
