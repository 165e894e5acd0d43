"""What the documents say is true: every command of the README runs, and a clause written by its page alone works."""

import re
from pathlib import Path

import pytest
import yaml

from tests.test_cases import told
from treatydraft import Assembly, compose, load_library, parse_draft, write
from treatydraft.checks import apply_rules
from treatydraft.cli import COMMANDS
from treatydraft.library import record_file
from treatydraft.library.family import family_table, of_family
from treatydraft.library.shape import Shape
from treatydraft.library_test.renderings import library_mistakes
from treatydraft.template.template import WORDS
from treatydraft.value import TYPES

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
LAWYERS_PAGE = ROOT / "clauses" / "README.md"
LAWYERS = LAWYERS_PAGE.read_text(encoding="utf-8")


def test_the_tour_shows_what_the_commands_print(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    page = README.read_text(encoding="utf-8")
    comes_to = told(page, tmp_path, library=False)
    if pytestconfig.getoption("--accept") and comes_to != page:
        README.write_text(comes_to, encoding="utf-8")
    else:
        assert comes_to == page, "README.md: run pytest --accept where the new output is right"


def test_the_tour_names_every_command() -> None:
    page = README.read_text(encoding="utf-8")
    for name in COMMANDS:
        assert re.search(rf"treatydraft (--\S+ \S+ )?{name}\b", page), f"the README does not show '{name}'"


def test_nothing_is_wrong_with_the_pact_of_the_readme() -> None:
    library = load_library()
    pact = parse_draft(_block(README.read_text(encoding="utf-8"), "yaml", "outline: blank"), "pact.yaml", library)
    assert apply_rules(compose(pact, library), Assembly(pact, library).facts) == ()


def test_continuous_integration_runs_the_command_of_the_readme() -> None:
    page = README.read_text(encoding="utf-8")
    [command] = re.findall(r"^(python3 -m venv .*-m tests)$", page, re.MULTILINE)
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_a_clause_written_by_the_page_alone_composes(tmp_path: Path) -> None:
    facts = _block(LAWYERS, "yaml", "kind: article ")
    words = _block(LAWYERS, "markdown", "title: Liaison officers")
    folder = tmp_path / "mylibrary" / "liaison" / "officers"
    folder.mkdir(parents=True)
    (folder / "clause.yaml").write_text(facts, encoding="utf-8")
    (folder / "en.md").write_text(words, encoding="utf-8")
    library = load_library([tmp_path / "mylibrary"])
    assert list(library_mistakes(library)) == []
    draft = parse_draft(
        "outline: coalition-treaty\nclauses:\n  liaison/officers: {variant: on-request, arrival: 3 days}\n",
        "d",
        library,
    )
    markdown = write(compose(draft, library), "md", library.language("en")).decode()
    assert "shall send a liaison officer within three days of a request by the Council" in markdown


def test_every_family_has_its_clauses(pytestconfig: pytest.Config) -> None:
    """The lawyer's page maps each family of practice to clauses, and none is without."""
    library = load_library()
    begin, end = "<!-- families -->\n", "<!-- end of families -->\n"
    page = LAWYERS_PAGE.read_text(encoding="utf-8")
    head, _, rest = page.partition(begin)
    comes_to = f"{head}{begin}\n{family_table(library)}\n{end}{rest.partition(end)[2]}"
    if pytestconfig.getoption("--accept") and comes_to != page:
        LAWYERS_PAGE.write_text(comes_to, encoding="utf-8")
    else:
        assert comes_to == page, "clauses/README.md: run pytest --accept"
    assert [family for family in library.families if not of_family(library, family)] == []


def test_no_family_of_practice_is_left_out() -> None:
    numbered = [f"CF{n:02}" for n in range(1, 72)] + [f"3.{n}" for n in range(1, 21)]
    added = ["CF12a", "CF31a", "CF32a", "CF32b", "CF35a", "CF59a", "3.5a", "3.12a", "3.19a"]
    assert set(load_library().families) == {*numbered, *added}


@pytest.mark.parametrize("word", sorted(WORDS))
def test_the_lawyers_page_knows_each_word(word: str) -> None:
    assert re.search(rf"\b{word}\b(\(|`)", LAWYERS), f"clauses/README.md does not mention {word}"


@pytest.mark.parametrize("type", sorted(TYPES))
def test_the_lawyers_page_knows_each_type(type: str) -> None:
    assert f"`{type}`" in LAWYERS


RECORDS = LAWYERS.partition("\n## The record\n")[2].partition("\n## ")[0]
SHAPES = [shape for shape in vars(record_file).values() if isinstance(shape, type) and issubclass(shape, Shape)]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_the_lawyers_page_knows_each_key_of_a_record(shape: type[Shape]) -> None:
    for name, field in shape.model_fields.items():
        assert re.search(rf"[`{{| ]{field.alias or name}[`:]", RECORDS), f"clauses/README.md does not mention {name}"


@pytest.mark.parametrize("word", [*record_file.OUTCOMES, *record_file.ENDS, *record_file.TIMES, *record_file.FORCES,
                                  *record_file.SET_TIMES, *record_file.WAYS, *record_file.RENEWALS,
                                  record_file.GENERAL, record_file.SHARES])  # fmt: skip
def test_the_lawyers_page_knows_each_word_of_a_record(word: str) -> None:
    assert f"`{word}`" in RECORDS


def test_the_record_of_the_page_has_the_shape_of_one() -> None:
    example = yaml.load(_block(RECORDS, "yaml", "record:"), yaml.BaseLoader)["record"]
    assert set(example) == set(record_file.RecordFile.model_fields)
    assert {entry.id for entry in record_file.RecordFile.model_validate(example).entries()} >= {"general", "found"}


def _block(page: str, kind: str, begins: str) -> str:
    blocks = re.findall(rf"^```{kind}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    [found] = [block for block in blocks if begins in block.split("\n", 3)[0] + block.split("\n", 3)[1]]
    return str(found)
