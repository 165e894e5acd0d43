"""The library declares registers and roles: a fourth register and a third role are data, and no code names one."""

from __future__ import annotations

import ast
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from jsonschema import Draft202012Validator

from tests.house import lines, provision, put
from tests.test_cli import Tool, here, tool
from treatydraft import Assembly, DraftError, Library, LibraryError, load_library, parse_draft, run_batch
from treatydraft.cli.prompts.engine import Interview
from treatydraft.drafting.json_schema import describe
from treatydraft.library_test.renderings import library_mistakes
from treatydraft.writers.json import read_json

PACKAGE = Path(__file__).parent.parent / "treatydraft"

__all__ = ["here", "tool"]

FILES = {
    "library.yaml": """
        registers:
          accord: {like: memorandum, title_page: yes}
          joint-statement: {like: accord}
          convention: {like: treaty}
        roles: {observers: {}}
        """,
    "questions.yaml": "observers: {type: parties, optional: true}\n",
    "languages/en.yaml": """
        registers: {accord: "binds in honour: each participant will"}
        words: {treaty: {accord: Accord, convention: Convention}}
        roles: {observers: [Observer, Observers]}
        questions: {observers: {ask: "Who observes?", why: "They are parties, and guarantee nothing."}}
        """,
    "liaison/observation/clause.yaml": """
        kind: article
        variants:
          visit: {strength: 3, source: own wording}
          report: {strength: 2, source: own wording}
        default: {treaty: visit, memorandum: report, declaration: report}
        questions:
          places: {type: integer, min: 1, max: observers, default: 1}
          lead: {type: party, default: observers}
        uses: [guarantors, observers]
        registers: {memorandum: {visit: refused}}
        record:
          acts:
            - {id: observe, at: duty, mode: duty, by: observers, to: guarantors}
        """,
    "liaison/observation/en.md": """
        ---
        title: Observation
        heading: Observation
        purpose: Who observes.
        variants:
          visit: {effect: They visit., because: made for a test}
          report: {effect: They report., because: made for a test}
        registers: {memorandum: {visit: a memorandum sends nobody}}
        record: {observe: observe}
        questions:
          places: {ask: "How many may come at a time?", why: Because.}
          lead: {ask: "Who leads?", why: Because.}
        ---

        ## text

        @duty {{ Each(observers) }} {{ shall() }} {% if register == "treaty" %}visit{% else %}see{% endif
        %} {{ the(guarantors) }}.

        ## text (memorandum)

        @duty {{ The(observers) }}, each {{ noun(observers) }} led by {{ party(lead) }},
        {{ shall() }} write to {{ the(guarantors) }}.

        ## text (joint-statement)

        @duty {{ Any(observers) }} {{ may() }} speak.
        """,
}

DRAFT = """
treatydraft: 1
outline: coalition-treaty
register: {register}
answers: {{guarantors: [FR, GB], beneficiaries: [UA], observers: [NO, SE]}}
clauses: {{liaison/observation: {{places: 2}}}}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put(tmp_path_factory.mktemp("library"), FILES)


@pytest.fixture(scope="module")
def library(folder: Path) -> Library:
    return load_library([folder])


def assembly(library: Library, register: str = "accord") -> Assembly:
    return Assembly(parse_draft(DRAFT.format(register=register), "draft.yaml", library), library)


def observation(library: Library, register: str) -> str:
    found = lines(provision(assembly(library, register).instrument, "liaison/observation"), library)
    return " ".join(found)


# ------------------------------------------------------------------------------------------------ a fourth register


def test_a_register_has_what_it_says_and_the_rest_of_those_it_is_like(library: Library) -> None:
    accord, statement = library.registers["accord"], library.registers["joint-statement"]
    assert (accord.binding, accord.depositary, accord.title_page, accord.like) == (False, False, True, ("memorandum",))
    assert (statement.title_page, statement.like) == (True, ("accord", "memorandum"))
    assert library.registers["convention"].binding and library.registers["convention"].depositary
    language = library.language("en")
    assert [language.word("Treaty", one) for one in library.registers] == [
        "Treaty", "Memorandum", "Declaration", "Accord", "Accord", "Convention",
    ]  # fmt: skip
    assert language.word("shall", "joint-statement") == "will" and language.level("article", "accord") == "Section"
    assert language.registers["accord"].effect.startswith("binds in honour")
    assert language.registers["convention"].effect == language.registers["treaty"].effect


def test_a_clause_speaks_in_it_as_in_the_one_it_is_like(library: Library) -> None:
    assert observation(library, "memorandum") == observation(library, "accord")
    assert "The Observers, each Observer led by Norway, will write to the Supporting" in observation(library, "accord")
    assert observation(library, "joint-statement") == "Any Observer may speak."
    assert observation(library, "convention") == "Each Observer shall visit the Guarantors."


def test_a_clause_refuses_it_what_it_refuses_the_one_it_is_like(library: Library) -> None:
    clause = library.clause("liaison/observation")
    assert clause.refusal("accord", "visit") == "a memorandum sends nobody"
    assert clause.default["accord"] == "report" and clause.default["convention"] == "visit"


def test_an_outline_that_is_made_for_one_is_made_for_those_like_it(library: Library) -> None:
    made_for = ("treaty", "memorandum", "accord", "joint-statement", "convention")
    assert library.outline("coalition-treaty").registers == made_for
    assert library.outline("paris-declaration").registers == ("declaration",)


def test_a_binding_register_has_a_depositary_and_one_that_does_not_bind_has_none(library: Library) -> None:
    def depositary(register: str) -> bool:
        return any("the Depositary" in line for line in lines(assembly(library, register).instrument, library))

    assert depositary("treaty") and depositary("convention") and not depositary("accord")


def test_words_of_another_register_are_found_in_it(library: Library) -> None:
    assert not [one for one in assembly(library).findings() if one.rule == "register-mixed"]
    own = "own/more: {text: 'This Memorandum enters into force. The Supported Participant shall pay.'}"
    text = DRAFT.format(register="accord").replace("2}}", f"2}}, {own}}}")
    found = Assembly(parse_draft(text, "draft.yaml", library), library).findings()
    told = {one.message for one in found if one.rule == "register-mixed"}
    assert told >= {"'shall' is not a word of an accord", "'This Memorandum' is not a word of an accord"}


@pytest.mark.parametrize("format", ["docx", "md", "json"])
def test_it_is_exported(format: str, library: Library) -> None:
    written = assembly(library).write(format)
    if format == "docx":
        shown = "\n".join(one.text for one in Document(io.BytesIO(written)).paragraphs)
    else:
        shown = written.decode()
    if format == "json":
        assert read_json(shown, library.registers) == assembly(library).instrument
    else:
        assert "this Accord" in shown and "this Memorandum" not in shown and "each Observer led by Norway" in shown


def test_the_check_of_the_library_tries_it(library: Library) -> None:
    assert not list(library_mistakes(library))


@pytest.mark.parametrize(
    ("declared", "told"),
    [
        ("accord: {}", "nothing says whether the register 'accord' binds"),
        ("accord: {like: treatty}", "the register 'accord' is like 'treatty', which there is not"),
        ("accord: {like: pact}\n  pact: {like: accord}", "the register 'accord' is like itself"),
        ("Accord 2: {binding: no}", "'Accord 2' cannot name a register"),
        ("accord: {binds: no}", "'binds' is not a key that is known here"),
    ],
)
def test_a_register_that_is_declared_wrongly(declared: str, told: str, tmp_path: Path) -> None:
    library = load_library([put(tmp_path, {"library.yaml": f"registers:\n  {declared}\n"})])
    with pytest.raises(LibraryError) as raised:
        library.language("en")
    assert told in str(raised.value) and "library.yaml:" in str(raised.value)


def test_a_register_without_words_is_told_of(tmp_path: Path) -> None:
    library = load_library([put(tmp_path, {"library.yaml": "registers: {accord: {binding: no}}\n"})])
    with pytest.raises(LibraryError, match="'article' says nothing for the register accord"):
        library.language("en")


def test_an_unknown_register_is_told_with_those_there_are(library: Library, tmp_path: Path) -> None:
    with pytest.raises(DraftError, match="can be treaty, memorandum, declaration, accord, joint-statement or conv"):
        assembly(library, "pact")
    outline = {"outlines/odd.yaml": "title: {en: Odd}\npurpose: Odd.\nregisters: [pact]\n"}
    with pytest.raises(LibraryError, match="is 'pact'; it can be treaty, memorandum or declaration"):
        load_library([put(tmp_path, outline)]).outline("odd")


# ------------------------------------------------------------------------------------------------ a third role


def test_those_in_a_third_role_are_parties(library: Library) -> None:
    made = assembly(library, "treaty")
    assert {one.code: one.roles for one in made.instrument.parties} == {
        "FR": ("guarantors",),
        "GB": ("guarantors",),
        "NO": ("observers",),
        "SE": ("observers",),
        "UA": ("beneficiaries",),
    }
    opening = lines(made.instrument, library)[0]
    assert "of the other part, and the Kingdom of Norway and the Kingdom of Sweden, hereinafter referred" in opening
    assert "referred to as “the Observers”, together hereinafter referred to as “the Parties”" in opening


def test_an_act_is_by_those_in_a_third_role(library: Library) -> None:
    facts = assembly(library, "treaty").facts
    act = next(one for one in facts.acts if one.id == "liaison/observation.observe")
    assert act.by.role == facts.roles["observers"] and act.by.codes == ("NO", "SE")
    assert [role.name for role in act.to] == ["guarantors"]


def test_nobody_need_be_in_a_third_role(library: Library) -> None:
    text = DRAFT.format(register="treaty").replace(", observers: [NO, SE]", "").partition("clauses")[0]
    made = Assembly(parse_draft(text, "draft.yaml", library), library)
    assert [one.code for one in made.instrument.parties] == ["FR", "GB", "UA"]
    assert "Observer" not in lines(made.instrument, library)[0]


def test_a_number_is_limited_by_those_in_a_third_role(library: Library) -> None:
    text = DRAFT.format(register="treaty").replace("places: 2", "places: 3")
    with pytest.raises(DraftError, match="there are no more observers"):
        _ = Assembly(parse_draft(text, "draft.yaml", library), library).instrument


def test_the_order_of_the_parties_begins_with_the_role_that_is_named(folder: Path, tmp_path: Path) -> None:
    offered = {
        "questions.yaml": "order: {choices: [observers-first, alphabetical], default: alphabetical}\n",
        "languages/en.yaml": "questions: {order: {choices: {guarantors-first: ~, observers-first: {label: they}}}}\n",
    }
    library = load_library([folder, put(tmp_path, offered)])
    text = DRAFT.format(register="treaty").replace("answers: {", "answers: {order: observers-first, ")
    made = Assembly(parse_draft(text, "draft.yaml", library), library)
    assert [one.code for one in made.instrument.parties] == ["NO", "SE", "FR", "UA", "GB"]


def test_the_interview_asks_for_a_third_role_and_offers_a_fourth_register(library: Library) -> None:
    state = Interview(library, "draft.yaml")
    state.answer("coalition-treaty")
    assert "binds in honour: each participant will" in {one.label for one in state.step().options}
    for typed in ("accord", "", "", ""):
        state.answer(typed)
    assert state.current == "observers" and state.step().heading == "The parties"
    state.answer("Norway, SE")
    assert state.present is not None and state.present.draft.register == "accord"
    assert state.present.draft.answers["observers"] == ["NO", "SE"]


def test_they_are_set_from_the_command_line(folder: Path, tool: Tool, here: Path) -> None:
    over = ("--library", str(folder))
    given = ("--set", "observers=NO,SE", "--set", "register=accord", "--set", "liaison/observation=true")
    tool(*over, "new", "a.yaml", "--outline", "coalition-treaty", "--defaults", *given, "-o", "a.md")
    assert "the Observers" in Path("a.md").read_text(encoding="utf-8")
    tool(*over, "set", "a.yaml", "observers=Norway", "register=joint-statement")
    assert "register: joint-statement" in Path("a.yaml").read_text(encoding="utf-8")
    tool(*over, "check", "a.yaml")
    told = tool(*over, "set", "a.yaml", "register=pact", code=3)
    assert "accord" in told.err


def test_they_are_columns_of_a_batch(folder: Path, tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text('name,outline,register,guarantors,observers\none,blank,accord,"FR,GB","NO,SE"\n', encoding="utf-8")
    summary = run_batch(rows, tmp_path / "out", library_folders=[folder], formats=("md",), jobs=1)
    assert summary.failed == 0
    assert "Sweden" in (tmp_path / "out" / "one.md").read_text(encoding="utf-8")


def test_the_schemas_have_both(library: Library) -> None:
    schema = Draft202012Validator(describe("draft", library))
    good = {"outline": "blank", "register": "accord", "answers": {"observers": ["NO"]}}
    assert schema.is_valid(good) and not schema.is_valid({**good, "register": "pact"})
    assert set(library.registers) <= set(re.findall(r"[a-z-]+", json.dumps(describe("clause", library))))
    assert {"observers", "register"} <= describe("rows", library)["$defs"]["row"]["properties"].keys()


@pytest.mark.parametrize(
    ("roles", "told"),
    [
        ("observers: {guarantee: owes}", "must have one role, and one only, with 'guarantee: owes'"),
        ("beneficiaries: ~", "must have one role, and one only, with 'guarantee: receives'"),
        ("observers: {guarantee: gives}", "is 'gives'; it can be owes or receives"),
        ("hosts: {}", "question 'hosts' does not ask who has the role"),
    ],
)
def test_a_role_that_is_declared_wrongly(roles: str, told: str, tmp_path: Path) -> None:
    library = load_library([put(tmp_path, {"library.yaml": f"roles:\n  {roles}\n"})])
    with pytest.raises(LibraryError) as raised:
        library.questions()
    assert told in str(raised.value)


# ------------------------------------------------------------------------------------------------ the code names none


NAMED = re.compile(r"(?<![\w-])(?:guarantors?|beneficiar(?:y|ies)|treaty|memorandum|declaration)(?![\w-])")
"""The bundled roles and registers. ``Treaty`` is a word of the language: what an instrument calls itself."""


def strings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The texts in code: no docstrings, and not what the command line says of itself with examples."""
    beside: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            beside.add(id(node.value))
        elif isinstance(node, ast.keyword) and node.arg in ("help", "epilog"):
            beside.update(map(id, ast.walk(node.value)))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in beside:
            yield node.lineno, node.value


def test_no_code_names_a_role_or_a_register() -> None:
    named = [
        f"{path.relative_to(PACKAGE)}:{line} {text!r}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for line, text in strings(ast.parse(path.read_text(encoding="utf-8")))
        if NAMED.search(text)
    ]
    assert not named, "\n".join(named)
