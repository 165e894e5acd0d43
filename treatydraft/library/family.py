"""The families of practice: the kinds of clause an instrument of this field can hold, and which clauses hold each."""

from __future__ import annotations

from treatydraft.library.clause import Clause
from treatydraft.library.loading import Library


def of_family(library: Library, family: str, language: str = "") -> tuple[Clause, ...]:
    """The clauses that belong to a family, in the library's order."""
    clauses = (library.clause(id, language) for id in library.clause_ids)
    return tuple(clause for clause in clauses if family in clause.families)


def family_table(library: Library) -> str:
    """Every family with its name and its clauses, as a table in Markdown; a family without a clause shows a dash."""
    rows = ["| family | what it is about | clauses |", "|---|---|---|"]
    for family, name in library.families.items():
        clauses = ", ".join(f"`{clause.id}`" for clause in of_family(library, family))
        rows.append(f"| {family} | {name} | {clauses or '–'} |")
    return "\n".join(rows) + "\n"
