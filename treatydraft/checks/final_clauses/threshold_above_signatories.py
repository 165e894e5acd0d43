"""Entry into force needs more States than can bring it about.

What it does
    Compares the number of guarantors that entry into force waits for with the guarantors there are, as far as the
    present variant asks for a number.

Why it matters
    The instrument could never enter into force.

Example
    wrong: final/entry-into-force.threshold: 15, and twelve guarantors
    right: final/entry-into-force.threshold: 8

References
    FCL-01; United Nations, Final Clauses of Multilateral Treaties: Handbook
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from treatydraft.checks.finding import ERROR, Finding
from treatydraft.checks.wording import wordings
from treatydraft.instrument.index import Index
from treatydraft.instrument.tree import Instrument
from treatydraft.record.facts import Facts

SEVERITY = ERROR

CLAUSE, QUESTION = "final/entry-into-force", "threshold"


def find(instrument: Instrument, facts: Facts, index: Index) -> Iterator[Finding]:
    """One finding at most, at the paragraph of the clause that states the number."""
    threshold = facts.answers.get(CLAUSE, {}).get(QUESTION)
    guarantors = facts.roles.get("guarantors", ())
    if not isinstance(threshold, int) or threshold <= len(guarantors):
        return
    number = re.compile(rf"\b{facts.language.number(threshold)}\b")
    said = (where for where, words in wordings(instrument, facts.language) if number.search(words))
    where = next((where for where in said if where.startswith(f"{CLAUSE}#")), CLAUSE)
    what = f"it waits for {threshold} guarantors, and there are {len(guarantors)}"
    hint = f"set {CLAUSE}.{QUESTION} to {len(guarantors)} or less"
    yield Finding("threshold-above-signatories", SEVERITY, where, what, hint)
