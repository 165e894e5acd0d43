"""Every clause of the library together in one instrument: it numbers, and nothing in it leads nowhere."""

import pytest

from tests.house import PARTY_SETS, REGISTERS
from treatydraft import Library, compose, index, select
from treatydraft.drafting.draft import Draft


@pytest.mark.parametrize("company", PARTY_SETS)
@pytest.mark.parametrize("register", REGISTERS)
def test_all_clauses_together_hold(bundled: Library, register: str, company: str) -> None:
    draft = Draft("", "blank", register, answers=PARTY_SETS[company], clauses={id: {} for id in bundled.clause_ids})
    selection = select(draft, bundled)
    refused = {one.clause for one in selection.left}
    assert {one.clause for one in selection.chosen} | refused == set(bundled.clause_ids)
    found = index(compose(draft, bundled, selection))
    assert found.holes == ()
    assert [where for where, reference in found.references if not reference.text] == []
    assert found.duplicates == ()
    assert set(found.uses) <= set(found.definitions)
