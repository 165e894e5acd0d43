"""The rules of the Council, in its article or in articles of their own: each stands once, however they are split."""

from itertools import chain, combinations

import pytest

from tests.house import PARTY_SETS, REGISTERS
from treatydraft import Assembly, Library, compose, index, provisions, select, walk
from treatydraft.drafting.draft import Draft
from treatydraft.instrument.tree import Unit, address

APART = ("voting", "quorum", "interested-parties", "effect", "convening")
SPLITS = list(chain.from_iterable(combinations(APART, n) for n in range(len(APART) + 1)))
RULES = {
    "decisions": "voting",
    "quorum": "quorum",
    "interest": "interested-parties",
    "effect": "effect",
    "consent": "effect",
}
"""Each rule by its label in the article on the Council, and the article of its own that takes it out."""

NAMED = {"interest": "exclusion"}
"""What a rule is labelled in its own article, where that is another word."""


@pytest.mark.parametrize("register", REGISTERS)
@pytest.mark.parametrize("company", ["every party both", "two parties, both", "thirty guarantors"])
def test_each_rule_stands_once(bundled: Library, company: str, register: str) -> None:
    for split in SPLITS:
        clauses: dict[str, dict[str, object]] = {f"governance/{one}": {} for one in ("council", *split)}
        draft = Draft("", "blank", register, answers=PARTY_SETS[company], clauses=clauses)
        selection = select(draft, bundled)
        instrument = compose(draft, bundled, selection)
        stands = [
            address(provision.clause, unit.label)
            for provision in provisions(instrument)
            for block in provision.blocks
            for unit in walk(block)
            if isinstance(unit, Unit) and unit.label
        ]
        for rule, own in RULES.items():
            if rule == "interest" and company == "two parties, both" and own not in split:
                continue  # of two, neither can be left out
            if rule == "quorum" and company == "two parties, both" and "voting" in split and own not in split:
                continue  # both consent, so both are there
            label = NAMED.get(rule, rule)
            places = [
                place
                for place in stands
                if place in (f"governance/council#{rule}", f"governance/voting#{rule}", f"governance/{own}#{label}")
            ]
            assert len(places) == 1, (split, rule, places)
            assert (own not in split) or places == [f"governance/{own}#{label}"], (split, rule)
        assert [where for where, one in index(instrument).references if not one.text] == []
        told = {entry.at for entry in Assembly(draft, bundled).facts.entries()}
        assert told <= set(stands), (split, told - set(stands))
