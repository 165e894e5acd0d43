"""Languages: what is told of them from babel, their grammar, and what of babel's data is kept for English."""

from __future__ import annotations

import json

import pytest
from babel.core import Locale

from treatydraft.language.locale_data import KEPT, MADE


def test_what_is_kept_for_english_is_what_babel_has(request: pytest.FixtureRequest) -> None:
    locale = Locale.parse("en-GB", sep="-")
    rows = (f" {json.dumps(what)}: {json.dumps(made(locale), ensure_ascii=False)}" for what, made in MADE.items())
    told = "{\n" + ",\n".join(rows) + "\n}\n"
    path = KEPT / "en-GB.json"
    if request.config.getoption("--accept"):
        path.write_text(told, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == told, "run this test with --accept"
