"""`library check`: one clause alone, in about a second; and no trial of a clause that could only repeat another."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.house import FILES, PARTY_SETS, house
from treatydraft import Library
from treatydraft.cli import run
from treatydraft.library_test.renderings import library_mistakes, trials

SOME = ("collective-defense/response", "final/depositary", "general/activation", "triggers/levels", "financing/audit")


@pytest.mark.parametrize("id", SOME)
@pytest.mark.parametrize("register", ["treaty", "declaration"])
def test_what_is_not_tried_yields_nothing_new(bundled: Library, id: str, register: str) -> None:
    def outcomes(repeated: bool) -> list[str]:
        return [
            f"{variant}: {outcome!r}"
            for company in PARTY_SETS
            for together in (True, False)
            for _, variant, outcome in trials(
                bundled, [bundled.clause(id)], register, company, together=together, repeated=repeated
            )
        ]

    every, some = outcomes(True), outcomes(False)
    assert set(some) == set(every) and len(some) <= len(every)


def test_one_clause_is_checked_alone_and_soon(tmp_path: Path) -> None:
    wrong = FILES["house/watch/en.md"].replace("There", "[There {unknown term}")
    library = house(tmp_path, {**FILES, "house/watch/en.md": wrong})
    begun = time.process_time()
    assert not list(library_mistakes(library, ["house/alarm"]))
    assert time.process_time() - begun < 5
    told = list(library_mistakes(library, ["house/watch"]))
    assert told and {str(problem.where).partition("house/watch/")[1] for problem in told} == {"house/watch/"}
    assert {problem.what for problem in told} == {problem.what for problem in library_mistakes(library)}


def test_a_text_of_the_bundled_library_is_examined_when_its_clause_is_named(bundled: Library) -> None:
    library = Library(bundled.folders, thorough=["general/status"])
    assert vars(library.clause("general/status").heading).get("_examined")
    assert not vars(library.clause("final/depositary").heading).get("_examined")


def test_the_command_takes_clauses_and_libraries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = house(tmp_path).folders[-1]
    monkeypatch.chdir(folder)  # where the clause's own folder has its name
    assert run(["library", "check", str(folder), "house/alarm", "final/depositary"]) == 0
    assert capfd.readouterr().out == "house/alarm, final/depositary: nothing wrong\n"
    assert run(["library", "check", "final/depositry"]) == 2
    assert "did you mean 'final/depositary'?" in capfd.readouterr().err
