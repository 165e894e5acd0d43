"""The characters that deceive: words of mixed scripts are named wherever they stand, and real names never are."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house import FILES, house
from treatydraft import load_library
from treatydraft.characters import hidden_in, mixed_scripts
from treatydraft.library_test.renderings import library_mistakes
from treatydraft.library_test.scripts import mixed_words
from treatydraft.template.template import Template

E = "\u0435"  # a Cyrillic letter that looks like e


@pytest.mark.parametrize(
    ("word", "strange"),
    [
        (f"R{E}public", ["U+0435 (cyrillic small letter ie)"]),
        ("Укра\u00efна", ["U+00EF (latin small letter i with diaeresis)"]),
        ("N\u0391TO", ["U+0391 (greek capital letter alpha)"]),
        ("\u0420\u0301eter", ["U+0420 (cyrillic capital letter er)"]),
        (f"R\u200d{E}public", ["U+0435"]),
        (f"R\u200c{E}public", ["U+0435"]),
        ("\u13a2nternational", ["U+13A2 (cherokee letter i)"]),
        ("\u0570ouse", ["U+0570 (armenian small letter ho)"]),
        ("\u0441\u043euncil", ["U+0441", "U+043E"]),
    ],
)
def test_a_word_of_two_scripts_is_named(word: str, strange: list[str]) -> None:
    [(at, length, what)] = mixed_scripts(f"The {word} of it.")
    assert (at, length) == (4, len(word)) and word in what
    for letter in strange:
        assert letter in what


@pytest.mark.parametrize(
    "words",
    [
        *(
            "Україна",
            "العربية",
            "日本",
            "Tokyo東京タワー",
            "한국 EU회원국",
            "Łódź",
            "Ελλάδα",
            "Հայաստան",
            "ᏣᎳᎩ",
            "Côte d’Ivoire",
        ),
        *(
            "α-particle",
            "XIV Ⅳ",
            "5 μm, 5 µm and 3 kΩ",
            "ΔT",
            "l’Украина",
            "Україна and Ukraine",
            "می\u200cخواهم",
            "Μου2",
        ),
    ],
)
def test_real_names_are_passed_by(words: str) -> None:
    assert list(mixed_scripts(words)) == []


def test_a_long_word_is_told_in_a_line() -> None:
    [(_, _, what)] = mixed_scripts("a\u0431\u0432\u0433\u0434" * 1000)
    assert len(what) < 400


def test_hidden_characters_have_their_place() -> None:
    assert [found[:2] for found in hidden_in("a\r\nb\u202ec\n\x1b")] == [(2, 2), (3, 1)]


def test_a_library_check_names_mixed_words(tmp_path: Path) -> None:
    files = {**FILES}
    precedent = f"strength: 2, precedents: [{{instrument: On{E} treaty, year: 1949}}]"
    facts = files["house/watch/clause.yaml"].replace("strength: 2, source: own wording", precedent, 1)
    page = files["house/watch/en.md"].replace("The watch", f"Th{E} watch").replace("One of", f"On{E} of")
    files["house/watch/clause.yaml"] = facts
    files["house/watch/en.md"] = page.replace("a watch.", f"a watch.\n\n        Th{E} end.")
    files["outlines/small.yaml"] = files["outlines/small.yaml"].replace("of the House", f"of the Hous{E}")
    found = {
        "/".join(str(problem.where).split("/")[-2:]): problem.what
        for problem in library_mistakes(house(tmp_path, files))
        if "mixes scripts" in problem.what
    }
    assert {where: what.split("'")[1] for where, what in found.items()} == {
        "watch/clause.yaml:3": f"On{E}",
        "watch/en.md:3": f"Th{E}",
        "watch/en.md:4": f"On{E}",
        "watch/en.md:14": f"Th{E}",
        "outlines/small.yaml:1": f"Hous{E}",
    }
    assert all("U+0435" in what for what in found.values())


def test_a_template_cannot_write_what_nobody_sees() -> None:
    [problem] = Template('1. It {{ "\\u202e" }} shall.', "en.md", 7).mistakes
    assert str(problem.where) == "en.md:7" and "U+202E" in problem.what
    assert Template('1. It {{ "é" }} shall.', "en.md", 7).mistakes == ()


def test_the_bundled_library_mixes_nothing() -> None:
    assert list(mixed_words(load_library())) == []
