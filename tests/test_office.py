"""Another word processor agrees: LibreOffice counts the numbers and fills the references as we wrote them.

What it prints has its own numbers and its own text of each reference, as after an update of fields.
"""

import io
import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ooxml import Package
from tests.test_docx_laws import composed, instrument_of
from tests.trees import ENGLISH, article, said, treaty, unit
from treatydraft.instrument.numbering import number
from treatydraft.instrument.tree import Instrument, NumberingStyle, Part, Reference, Signatory, Text
from treatydraft.writers.docx import write_docx
from treatydraft.writers.docx.style.house import house_style
from treatydraft.writers.docx.style.template import style_template
from treatydraft.writers.options import Options

TOOLS = ("soffice", "pdftotext")
pytestmark = pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason=f"{' or '.join(TOOLS)} is not installed")


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


def saved(data: bytes, to: str, profile: Path, folder: Path) -> Path:
    """A file as LibreOffice saves it in another format."""
    source, target = folder / "made.docx", folder / "out" / f"made.{to}"
    source.write_bytes(data)
    options = ["--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", to]
    command = ["soffice", *options, "--outdir", str(target.parent), str(source)]
    subprocess.run(command, capture_output=True, check=True, timeout=180)
    return target


def printed(data: bytes, profile: Path, folder: Path) -> str:
    """The letters LibreOffice prints, without the headers and footers that would stand between those of the text."""
    bare = changed(data, lambda text: re.sub(r"<w:(header|footer)Reference[^>]*>", "", text))
    path = saved(bare, "pdf", profile, folder)
    run = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    return letters(run.stdout.decode())


def letters(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def kept(data: bytes) -> list[str]:
    """The letters of each paragraph of a file as we count and keep them."""
    return [letters(paragraph.words) for paragraph in Package(data).paragraphs()]


def changed(data: bytes, change: Callable[[str], str]) -> bytes:
    """The file with its document part changed."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(name, change(text) if name == "word/document.xml" else text)
    return result.getvalue()


@pytest.mark.parametrize("outline, register", list(composed()))
def test_it_reads_the_words_numbers_and_references_we_wrote(
    outline: str, register: str, profile: Path, tmp_path: Path
) -> None:
    data = write_docx(*instrument_of(outline, register), Options(contents=True))
    shown = printed(data, profile, tmp_path)
    assert [words for words in kept(data) if words not in shown] == []


def articles(*names: str, scheme: NumberingStyle) -> Instrument:
    """An instrument in a part and a chapter whose articles, of these names, refer to one another and to the annex."""
    made = []
    for name in names:
        duty = unit("paragraph", f"{name}:", "duty", unit("subparagraph", "y", "point"), unit("subparagraph", "z"))
        references = [
            piece
            for other in names
            if name != "second" and other not in ("second", name)
            for piece in (Reference(f"a/{other}", "point"), Text(", "))
        ]
        made.append(
            article(
                f"a/{name}", duty, unit("paragraph", (*references, Reference("x/annex"))), heading=name.capitalize()
            )
        )
    annex = article("x/annex", unit("paragraph", "last"), kind="annex")
    chapter = Part("chapter", "c", said("Chapter heading"), tuple(made[2:]))
    body = (Part("part", "p", said("Part heading"), tuple(made[:2])), Part("part", "q", said("Other"), (chapter,)))
    return number(treaty(*body, annexes=(annex,), scheme=scheme), ENGLISH)


@pytest.mark.parametrize("scheme", [NumberingStyle(), NumberingStyle("roman"), NumberingStyle("decimal", False)])
def test_an_article_that_goes_renumbers_the_rest_and_the_references(
    scheme: NumberingStyle, profile: Path, tmp_path: Path
) -> None:
    whole = write_docx(articles("first", "second", "third", "fourth", scheme=scheme), ENGLISH)
    one_less = write_docx(articles("first", "third", "fourth", scheme=scheme), ENGLISH)
    shorter = without(whole, 1)
    assert moved("".join(kept(shorter))) != moved("".join(kept(one_less)))  # the references in it are as they were
    assert moved(printed(shorter, profile, tmp_path)) == moved("".join(kept(one_less)))


def moved(shown: str) -> str:
    """The letters without the headings of parts, which stand elsewhere where an article has gone; without capitals."""
    return re.sub(r"partipartheading|partiiother|chapter1chapterheading", "", shown.casefold())


def without(data: bytes, gone: int) -> bytes:
    """The file with one article deleted as by hand: its heading and its paragraphs, no more."""
    headings = [line.bookmarks[0] for line in Package(data).paragraphs() if line.style == "TreatyArticle"]

    def deleted(text: str) -> str:
        start, end = (
            text.rindex("<w:p>", 0, text.index(f'w:name="{name}"')) for name in (headings[gone], headings[gone + 1])
        )
        part = text.find('<w:p><w:pPr><w:pStyle w:val="TreatyPart"/>', start, end)
        return text[:start] + text[part if part > 0 else end :]

    return changed(data, deleted)


def test_every_bookmark_survives_it(profile: Path, tmp_path: Path) -> None:
    data = write_docx(*instrument_of("coalition-treaty", "treaty"))
    again = saved(data, "docx", profile, tmp_path).read_bytes()

    def names(content: bytes) -> set[str]:
        return {name for line in Package(content).paragraphs() for name in line.bookmarks if name.startswith("td_")}

    assert names(again) == names(data)


def test_a_style_that_it_saved_is_a_house_style(profile: Path, tmp_path: Path) -> None:
    again = saved(style_template(ENGLISH), "dotx", profile, tmp_path).read_bytes()
    house = house_style(again, "house.dotx")
    instrument = articles("first", "second", "third", scheme=NumberingStyle())
    data = write_docx(instrument, ENGLISH, Options(style=house.content))
    assert kept(data) == kept(write_docx(instrument, ENGLISH))
    assert printed(data, profile, tmp_path).casefold() == "".join(kept(data)).casefold()


def test_names_in_other_scripts_are_read_as_they_are_written(profile: Path, tmp_path: Path) -> None:
    names = ("Україна", "Ελληνική Δημοκρατία", "المملكة العربية السعودية", "日本国", "대한민국", "საქართველო")
    parties = tuple(Signatory("XX", name, name, (), f"For {name}") for name in names)
    data = write_docx(number(treaty(article("a/b"), parties=parties), ENGLISH), ENGLISH, Options(title_page=True))
    fonts = subprocess.run(["pdffonts", str(saved(data, "pdf", profile, tmp_path))], capture_output=True, text=True)
    assert "Type 3" not in fonts.stdout
    again = saved(data, "docx", profile, tmp_path).read_bytes()
    assert list(filter(None, kept(again))) == list(filter(None, kept(data)))
