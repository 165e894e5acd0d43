"""The words and pages of every outline, by their digests: a change of the code leaves them as they are.

`tests/cases/words.txt` holds a line for each outline in each register and for each company of parties. Where words are
meant to change, ``--accept`` writes the new digests, and the lines that differ say where to read.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import PARTY_SETS
from treatydraft import Library, Options, compose, select, write
from treatydraft.drafting.draft import Draft

PAGE = Path(__file__).parent / "cases" / "words.txt"

LOOKS = {
    "plain": Options(),
    "negotiation": Options(lines=True, watermark="DRAFT", notes="footnotes", contents=True, paper="letter"),
}
"""How a DOCX is printed: as it comes, and with what pages can carry."""

BOOKMARK = re.compile(rb"td_[0-9a-f]+_[0-9a-z_]*")


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def pages(content: bytes) -> bytes:
    """What of a DOCX can be seen: its parts without the record of origins, and without the names of bookmarks."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        shown = [name for name in archive.namelist() if "customXml" not in name and "docProps" not in name]
        return b"\n".join(name.encode() + BOOKMARK.sub(b"", archive.read(name)) for name in sorted(shown))


def lines(library: Library) -> Iterator[str]:
    for name in library.outline_names:
        for register in library.outline(name).registers:
            for company, answers in PARTY_SETS.items():
                draft = Draft("", name, register, answers=answers)
                selection = select(draft, library)
                instrument = compose(draft, library, selection)
                language = library.language("en")
                yield f"{name}, {register}, {company}: {digest(write(instrument, 'md', language))}"
                if company == "two guarantors":
                    for look, options in LOOKS.items():
                        content = write(instrument, "docx", language, options)
                        yield f"{name}, {register}, docx {look}: {digest(pages(content))}"


def test_words_and_pages_are_as_they_were(bundled: Library, request: pytest.FixtureRequest) -> None:
    now = "\n".join(lines(bundled)) + "\n"
    if request.config.getoption("--accept"):
        PAGE.write_text(now, encoding="utf-8")
    kept = PAGE.read_text(encoding="utf-8").splitlines()
    changed = sorted(set(now.splitlines()) ^ set(kept))
    assert not changed, "other words or pages; read them, and run with --accept if they are meant:\n" + "\n".join(
        changed
    )
