"""Words and record hold together: what the words of a clause oblige, allow or time stands in its record."""

from __future__ import annotations

import pytest

from tests.record_coverage import lacks
from treatydraft import Library, load_library

BUNDLED = load_library()


@pytest.mark.parametrize("topic", BUNDLED.topics)
def test_no_word_says_more_than_the_record(bundled: Library, topic: str) -> None:
    """In every variant and register, with and without the other clauses, and for every set of parties."""
    ids = [id for id in bundled.clause_ids if id.startswith(f"{topic}/")]
    assert [f"{lack.block}: {lack.what} ({lack.where})" for lack in lacks(bundled, ids)] == []


def test_what_the_record_leaves_out_is_found(bundled: Library) -> None:
    clause = bundled.clause("triggers/determination")
    bare = clause.record.model_copy(update={"acts": [], "decisions": []})
    library = load_library()
    library._clauses[clause.id, "en"] = type(clause)(
        **{name: getattr(clause, name) for name in clause.__dataclass_fields__ if name != "record"}, record=bare
    )
    blocks = {lack.block.partition("#")[2] for lack in lacks(library, [clause.id])}
    assert {"request", "decision"} <= blocks
