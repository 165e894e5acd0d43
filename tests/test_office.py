"""Another word processor agrees: LibreOffice counts the numbers and fills the references as we wrote them.

It recomputes both when it opens a file, so its text is that of a document whose fields have been updated.
"""

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.ooxml import Package, Paragraph
from tests.test_docx_laws import composed, instrument_of
from tests.trees import ENGLISH, article, said, treaty, unit
from treatydraft.instrument.numbering import number
from treatydraft.instrument.tree import Instrument, Part, Reference, Scheme, Signatory, Text
from treatydraft.writers.docx import write_docx
from treatydraft.writers.docx.house import house_style
from treatydraft.writers.docx.template import style_template
from treatydraft.writers.options import Options

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
TEXT = ("txt:Text (encoded):UTF8", "txt")


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


def converted(profile: Path, folder: Path, to: tuple[str, str], **files: bytes) -> dict[str, bytes]:
    """Each file as LibreOffice saves it in another format."""
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    options = ["--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", to[0]]
    command = ["soffice", *options, "--outdir", str(folder / "out"), *(str(folder / f"{name}.docx") for name in files)]
    subprocess.run(command, capture_output=True, check=True, timeout=180)
    return {name: (folder / "out" / f"{name}.{to[1]}").read_bytes() for name in files}


def words(data: bytes) -> list[str]:
    """The words of a file as we count and keep them."""
    return [word for paragraph in Package(data).paragraphs() for word in paragraph.words.split()]


@pytest.mark.parametrize("outline, register", list(composed()))
def test_it_reads_the_words_numbers_and_references_we_wrote(
    outline: str, register: str, profile: Path, tmp_path: Path
) -> None:
    data = write_docx(*instrument_of(outline, register), Options(contents=True))
    assert converted(profile, tmp_path, TEXT, made=data)["made"].decode("utf-8-sig").split() == words(data)


def articles(*names: str, scheme: Scheme) -> Instrument:
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
    chapter = Part("chapter", "c", said("Chapter heading"), tuple(made[2:]))
    body = (Part("part", "p", said("Part heading"), tuple(made[:2])), Part("part", "q", said("Other"), (chapter,)))
    return number(treaty(*body, annexes=(article("x/annex", kind="annex"),), scheme=scheme), ENGLISH)


@pytest.mark.parametrize("scheme", [Scheme(), Scheme("roman"), Scheme("decimal", False)])
def test_an_article_that_goes_renumbers_the_rest_and_the_references(
    scheme: Scheme, profile: Path, tmp_path: Path
) -> None:
    whole = write_docx(articles("first", "second", "third", "fourth", scheme=scheme), ENGLISH)
    one_less = write_docx(articles("first", "third", "fourth", scheme=scheme), ENGLISH)
    shorter = without(whole, "second" if scheme.headings else "2")
    shown = converted(profile, tmp_path, TEXT, shorter=shorter)["shorter"].decode("utf-8-sig").split()
    assert words(shorter) != words(one_less)  # the references kept their old text, and the processor gave them the new
    assert moved(shown) == moved(words(one_less))


def moved(shown: list[str]) -> str:
    """The words without headings of parts, between which the removed article makes a difference."""
    return re.sub(r"(Part \w+ (Part heading|Other)|Chapter 1 Chapter heading) ", "", " ".join(shown))


def without(data: bytes, gone: str) -> bytes:
    """The file with an article, known by its heading or its number, deleted as by hand: its paragraphs, no more."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name == "word/document.xml":
                headings = [line for line in Package(data).paragraphs() if line.style == "TreatyArticle"]
                at = next(n for n, line in enumerate(headings) if gone in (line.text.strip().lower(), line.number[-1]))
                start, end = (text.index(f'w:name="{name_of(headings[n])}"') for n in (at, at + 1))
                start, end = (text.rindex("<w:p>", 0, place) for place in (start, end))
                other = text.find('<w:p><w:pPr><w:pStyle w:val="TreatyPart"/>', start, end)
                text = text[:start] + text[other if other > 0 else end :]
            new.writestr(name, text)
    return result.getvalue()


def name_of(heading: Paragraph) -> str:
    [name] = heading.bookmarks
    return name


def test_every_bookmark_survives_it(profile: Path, tmp_path: Path) -> None:
    data = write_docx(*instrument_of("coalition-treaty", "treaty"))
    saved = converted(profile, tmp_path, ("docx", "docx"), made=data)["made"]

    def names(content: bytes) -> set[str]:
        return {name for line in Package(content).paragraphs() for name in line.bookmarks if name.startswith("td_")}

    assert names(saved) == names(data)


def test_a_style_that_it_saved_is_a_house_style(profile: Path, tmp_path: Path) -> None:
    saved = converted(profile, tmp_path, ("dotx", "dotx"), house=style_template(ENGLISH))["house"]
    house = house_style(saved, "house.dotx")
    instrument = articles("first", "second", "third", scheme=Scheme())
    data = write_docx(instrument, ENGLISH, Options(style=house.content))
    shown = converted(profile, tmp_path, TEXT, made=data)["made"].decode("utf-8-sig").split()
    assert shown == words(data) == words(write_docx(instrument, ENGLISH))


def test_names_in_other_scripts_are_read_as_they_are_written(profile: Path, tmp_path: Path) -> None:
    names = ("Україна", "Ελληνική Δημοκρατία", "المملكة العربية السعودية", "日本国", "대한민국", "საქართველო")
    parties = tuple(Signatory("XX", name, name, (), f"For {name}") for name in names)
    data = write_docx(number(treaty(article("a/b"), parties=parties), ENGLISH), ENGLISH, Options(title_page=True))
    shown = converted(profile, tmp_path, TEXT, made=data)["made"].decode("utf-8-sig").split()
    assert shown == words(data)
