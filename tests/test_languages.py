"""A second language of a library: what it lacks is a hole that is told, and never the words of the first one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house import FILES, composed, draft, house, put
from treatydraft import Assembly, Draft, Library, LibraryError, load_library
from treatydraft.cli import run
from treatydraft.errors import DraftError
from treatydraft.instrument.plain_text import plain_text
from treatydraft.instrument.tree import articles
from treatydraft.library.folder import bundled
from treatydraft.library_test.languages import missing
from treatydraft.library_test.renderings import library_mistakes

FRENCH = (bundled() / "languages" / "en.yaml").read_text(encoding="utf-8").replace("name: English", "name: français")
ALARM = """\
---
title: Alarme
heading: L’alarme
purpose: Qui sonne.
variants:
  bell: {effect: Une cloche sonne., because: écrit pour un essai}
questions:
  timing: {ask: "Quand ?", why: "Parce que.", choices: {at-once: {label: tout de suite, text: tout de suite}}}
  hours: {ask: "Combien ?", why: "Parce que."}
  where: {ask: "Où ?"}
---

## bell

1. @duty {{ The(guarantors) }} sonnent la {cloche} {{ timing }}, comme le dit {@house/answer#duty}.

## define cloche

désigne ce qui sonne
"""
TWO = {**FILES, "library.yaml": "languages: [en, fr]\n", "languages/fr.yaml": FRENCH, "house/alarm/fr.md": ALARM}


def french(library: Library, text: str = "") -> Draft:
    return draft(library, f"language: fr\n{text}")


def test_a_clause_without_a_page_is_a_hole(tmp_path: Path) -> None:
    library = house(tmp_path, TWO)
    assert not library.clause("house/alarm").missing and library.clause("house/answer", "fr").missing
    instrument = composed(library, "language: fr\n")
    said = {one.clause: one for one in articles(instrument.body)}
    assert plain_text(said["house/alarm"].heading, library.language("fr")) == "L’alarme"
    assert "house/answer/fr.md" in repr(said["house/answer"].blocks) and not said["house/answer"].heading
    gaps = [gap.what for gap in Assembly(french(library), library).gaps]
    assert "house/answer/fr.md is missing" in gaps and "house/list/fr.md is missing" in gaps
    assert any("outlines/small.yaml, title in fr is missing" in one for one in gaps)


def test_a_hole_for_a_page_is_found_and_refused(tmp_path: Path) -> None:
    library = house(tmp_path, TWO)
    assembly = Assembly(french(library), library)
    assert ("open-hole", "house/answer/fr.md is missing") in [(one.rule, one.message) for one in assembly.findings()]
    with pytest.raises(DraftError, match=r"house/answer/fr\.md is missing"):
        assembly.refuse_gaps()


def test_no_word_of_the_first_language_stands_for_one_that_is_missing(tmp_path: Path) -> None:
    library = house(tmp_path, TWO)
    clause = library.clause("house/answer", "fr")
    assert clause.title == "[fr.md: title]" and clause.purpose == "[fr.md: purpose]"
    assert clause.variants["come"].effect == "[fr.md: variants.come.effect]"
    assert clause.requires[0].because == "[fr.md: requires.house/watch]"
    assert clause.refusal("declaration", "come") == "[fr.md: registers.declaration]"
    alarm = library.clause("house/alarm", "fr").questions
    assert alarm["where"].ask == "Où ?" and alarm["where"].why == "[fr.md: questions.where.why]"
    assert alarm["ringers"].ask == "[fr.md: questions.ringers.ask]"
    in_time = Assembly(french(library, "clauses: {house/alarm: {timing: in-time}}\n"), library)
    assert "fr.md: questions.timing.choices.in-time is missing" in [gap.what for gap in in_time.gaps]


def test_what_a_language_lacks_is_told_as_one_list(tmp_path: Path) -> None:
    library = house(tmp_path, {**TWO, "languages/fr.yaml": FRENCH.replace("  agree:", "  accorder:")})
    found = [f"{one.where}: {one.what}".removeprefix(f"{tmp_path}/house/") for one in missing(library, "fr")]
    assert "house/answer/fr.md: the page is missing" in found and "house/recital/fr.md: the page is missing" in found
    for key in ("variants.siren.effect", "variants.siren.because", "registers.declaration.siren"):
        assert any(one.startswith("house/alarm/fr.md:") and f"'{key}' is missing" in one for one in found), key
    assert "house/alarm/fr.md:10: 'why' is missing" in found
    assert any("variant 'siren' has no text in the register treaty" in one for one in found)
    assert any("question 'ringers': it is asked nowhere" in one for one in found)
    assert any("a definition (1 of 3 are there) is missing" in one for one in found)
    assert any("'words.agree' is missing" in one for one in found)
    assert any("'title' is missing" in one and "outlines/small.yaml" in one for one in found)
    assert list(library_mistakes(library)) == [] and list(missing(library, "en")) == []


def test_what_is_wrong_in_a_second_language_is_a_mistake(tmp_path: Path) -> None:
    page = ALARM.replace("timing }}", "timng }}").replace("  bell: {effect", "  bel: {effect")
    library = house(tmp_path, {**TWO, "house/alarm/fr.md": page})
    told = [one.what for one in library_mistakes(library)]
    assert "there is no variant 'bel' in clause.yaml" in told and "'timng' is not known here" in told


def test_a_language_file_that_lacks_a_part_is_not_complete_yet(tmp_path: Path) -> None:
    short = FRENCH.replace("percent:", "# percent:").replace("  reason:", "  # reason:")
    library = house(tmp_path, {**TWO, "languages/fr.yaml": short})
    assert {"'percent' is missing", "'notes' lacks 'reason'"} <= {one.what for one in missing(library, "fr")}
    assert list(library_mistakes(library)) == []


Tool = Callable[..., tuple[int, str, str]]


@pytest.fixture
def tool(capsys: pytest.CaptureFixture[str]) -> Tool:
    def call(*arguments: object) -> tuple[int, str, str]:
        code = run([str(one) for one in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def test_a_language_without_its_file_is_told(tmp_path: Path, tool: Tool) -> None:
    lib = put(tmp_path / "lib", {"library.yaml": "languages: [en, fr]\n"})
    (tmp_path / "d.yaml").write_text("treatydraft: 1\noutline: blank\nlanguage: fr\n")
    for command in (["library", "check", "--language", "fr"], ["show", tmp_path / "d.yaml"]):
        code, _, error = tool("--library", lib, *command)
        assert code == 4 and "library.yaml:1: there is no file languages/fr.yaml" in error, command
    with pytest.raises(LibraryError):
        list(missing(load_library([lib]), "fr"))


def test_the_list_is_printed_and_export_refuses(tmp_path: Path, tool: Tool) -> None:
    lib = put(
        tmp_path / "lib",
        {"library.yaml": "languages: [en, fr]\n", "languages/fr.yaml": FRENCH, "outlines/two.yaml": OUTLINE},
    )
    code, out, _ = tool("--library", lib, "library", "check", "--language", "fr")
    assert code == 1 and "/triggers/aggression/fr.md: the page is missing\n" in out
    code, _, error = tool("library", "check", "--language", "fr")
    assert code == 2 and "'fr' is not known" in error
    (tmp_path / "d.yaml").write_text("treatydraft: 1\noutline: two\nlanguage: fr\n")
    assert tool("--library", lib, "show", tmp_path / "d.yaml")[0] == 0
    code, _, error = tool("--library", lib, "export", tmp_path / "d.yaml", "-o", tmp_path / "d.docx")
    assert code == 3 and "triggers/aggression/fr.md is missing" in error and "--with-holes" in error
    assert tool("--library", lib, "export", tmp_path / "d.yaml", "-o", tmp_path / "d.docx", "--with-holes")[0] == 0
    code, out, _ = tool("--library", lib, "check", tmp_path / "d.yaml")
    assert code == 1 and "triggers/aggression/fr.md is missing" in out


OUTLINE = """\
title: {fr: Traité, en: Treaty}
purpose: Two languages.
registers: [treaty]
answers: {guarantors: [FR, GB], beneficiaries: [UA]}
body: [triggers/aggression]
"""


def test_topics_and_actors_are_called_as_the_language_calls_them(tmp_path: Path) -> None:
    words = "topics: {house: The house}\nactors: {porter: the Porter}\nnames: [Treaty of Nowhere]\n"
    library = house(tmp_path, {**TWO, "languages/en.yaml": words})
    assert library.topic_titles["house"] == "The house" and library.actors["porter"] == "the Porter"
    assert library.topics.index("house") == library.others + 1  # a title gives a topic no other place
    assert "Treaty of Nowhere" in library.names("en") and "Treaty of Nowhere" not in library.names("fr")
    found = [one.what for one in missing(library, "fr")]
    assert "'topics.house' is missing" in found and "'actors.porter' is missing" in found
