"""Armed force is used or stationed in a State without that State's consent.

What it does
    In the record: finds each duty or permission of the parties to use or deploy armed force for others that follows
    neither a request nor a decision in which those others have a voice. Self-defence against an armed attack is
    passed by, and so is what a force already there may do.

    In the words, where the language lists those to look for: finds a sentence by which forces are deployed or stationed
    in a territory, in an article that speaks of no consent, request, invitation or approval.

Why it matters
    Without the consent of the State concerned, and outside self-defence and a mandate of the Security Council, the
    presence of forces breaches Article 2(4) of the Charter of the United Nations.

Example
    wrong: "The Guarantors shall station forces in the territory of Ukraine."
    right: "At the request of Ukraine, the Guarantors shall station forces in its territory."

References
    MIL-01; Charter of the United Nations, Article 2(4)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from treatydraft.cache import cached
from treatydraft.checks.finding import ERROR, Fault
from treatydraft.checks.wording import Passage, passages
from treatydraft.instrument.index import Index
from treatydraft.instrument.tree import Instrument
from treatydraft.language import Language
from treatydraft.record.facts import Act, Decision, Entry, Facts

SEVERITY = ERROR

ENOUGH = ("request", "armed-attack")
"""Events after which force is used with consent or in self-defence."""

_HINT = "tie it to a request by the State concerned, or to its consent"


@cached(8)
def _patterns(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """Patterns for a sentence that deploys forces in a territory and for words of consent; None without a word list."""
    listed = language.lint.get("deployment")
    if not listed:
        return None
    verbs, forces, places, no, consent = (
        "|".join(map(re.escape, listed[name])) for name in ("verbs", "forces", "places", "negations", "consent")
    )
    deployed = rf"(?=[^.;]*\b(?:{verbs})\b)(?=[^.;]*\b(?:{forces})\b)(?![^.;]*\b(?:{no})\b)[^.;]*\b(?:{places})\b"
    return re.compile(deployed, re.IGNORECASE), re.compile(rf"\b(?:{consent})", re.IGNORECASE)


def find(instrument: Instrument, facts: Facts, index: Index) -> Iterator[Fault]:
    """Findings for acts of the record, and for sentences of articles whose acts the record does not have."""
    reported = set()
    entries = {entry.id: entry for entry in facts.entries()}
    causes = facts.causes()
    for act in facts.acts:
        used = act.uses_force and act.mode in ("duty", "permission", "power")
        if used and _for_others(act) and not _asked(act, facts, entries, causes):
            reported.add(act.at)
            whose = " and the ".join(role.name for role in act.to)
            what = f"the {act.by.role.name} are to {act.does} without a request or the consent of the {whose}"
            yield Fault(act.at, what, _HINT)
    patterns = _patterns(facts.language)
    if patterns is None:
        return
    deployed, consent = patterns
    articles: dict[str, list[Passage]] = {}
    for passage in passages(index, facts.language):
        articles.setdefault(passage.address.partition("#")[0], []).append(passage)
    for article in articles.values():
        if any(consent.search(passage.wording) for passage in article):
            continue
        for passage in article:
            for start, sentence in _sentences(passage.wording) if passage.address not in reported else ():
                if deployed.match(sentence):
                    what = "forces are stationed in a territory, and the article speaks of no request or consent"
                    yield Fault(passage.address, what, _HINT, passage.start + start, len(sentence))
                    break


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence, or each part of one before a semicolon, without its mark, and its offset."""
    start = 0
    for mark in re.finditer(r"[.;]\s", text):
        yield start, text[start : mark.start()]
        start = mark.end()
    yield start, text[start:]


def _for_others(act: Act) -> bool:
    """Whether parties act for parties other than themselves."""
    return bool(act.by.codes) and bool(_helped(act) - set(act.by.codes))


def _helped(act: Act) -> set[str]:
    """The codes of those for whom the act is done."""
    return {code for role in act.to for code in role.codes}


def _asked(act: Act, facts: Facts, entries: Mapping[str, Entry], causes: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether what the act follows, however far back, is a request, an attack, or a word of those it is done for."""
    return any(id in ENOUGH or _voice(entries.get(id), act) for id in facts.before(act.id, causes))


def _voice(entry: object, act: Act) -> bool:
    """Whether those for whom the act is done take this step themselves, or can prevent it."""
    theirs = _helped(act)
    if isinstance(entry, Act):
        return bool(entry.by.codes) and set(entry.by.codes) <= theirs
    if not isinstance(entry, Decision):
        return False
    return any(theirs & set(role.codes) for role in (entry.body, *entry.rule.veto, *entry.rule.consent))
