"""The alternat: the copy of the instrument that one party keeps, in which it is named first.

Its name comes first in the title, in the block of the parties and among the signatures, its side before the other one,
and its language before the others in the closing words. Nothing else differs: the clauses are those of the instrument
that was composed, and are not composed again.
"""

from __future__ import annotations

import re
from dataclasses import replace

from treatydraft.composition.composer import Composer
from treatydraft.errors import Location, Problem, UsageError
from treatydraft.instrument.numbering import number
from treatydraft.instrument.tree import Inlines, Instrument, Text, rewrite
from treatydraft.language import Language
from treatydraft.library.party import Party


def alternat(instrument: Instrument, code: str, composer: Composer) -> Instrument:
    """The copy of the instrument that `composer` made for the party with this code, numbered.

    UsageError for a code of no party.
    """
    codes = [party.code for party in instrument.parties]
    if code not in codes:
        hint = f"the parties are {', '.join(codes)}, and 'all' is a copy for each" if codes else "there are no parties"
        raise UsageError(
            Problem("unknown-party", Location(key="--alternat"), f"'{code}' is not a party to the instrument", hint)
        )
    fronted = Composer(composer.draft, composer.library, composer.selection, first=code)
    frame = fronted.frame()
    parties = [fronted.answers.party(code) for code in codes]
    title = _fronted(frame.title, code, parties, fronted.language) if composer.draft.title else frame.title
    copy = replace(instrument, title=title, parties=frame.parties, opening=frame.opening, done=frame.done)
    return number(copy, fronted.language)


def _fronted(title: Inlines, code: str, parties: list[Party], language: Language) -> Inlines:
    """A title the drafter wrote, in which the party with this code comes first in every list of parties."""
    codes = {name: party.code for party in parties for name in _names(party, language)}
    name = "|".join(map(re.escape, sorted(codes, key=len, reverse=True)))
    between = "|".join(map(re.escape, language.lists["and"]))
    listed = re.compile(rf"(?<!\w)(?:{name})(?:(?:{between})(?:{name}))+(?!\w)")

    def reordered(match: re.Match[str]) -> str:
        names = re.findall(rf"(?<!\w)(?:{name})(?!\w)", match[0])
        return language.list(sorted(names, key=lambda name: codes[name] != code))

    return rewrite(title, lambda word: Text(listed.sub(reordered, word.text)) if isinstance(word, Text) else word)


def _names(party: Party, language: Language) -> tuple[str, ...]:
    """What a title may call a party: its names, with and without the article."""
    bare = language.grammar.without_article
    return tuple(name for form in (party.formal, party.short) for name in (form, bare(form)))
