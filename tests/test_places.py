"""What may stand in the place of a file, and what a file may be called: told at once, with the code of the table."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.house import FILES, put
from tests.test_cli import Tool, here, tool
from treatydraft import TreatydraftError
from treatydraft.cli.prompts.journal import Journal

__all__ = ["here", "tool"]  # fixtures

DRAFT = "treatydraft: 1\noutline: blank\n"
SPARSE = 3_000_000_000  # bytes


def _link(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(SPARSE)


KINDS: dict[str, Callable[[Path], None]] = {
    "zero": _link("/dev/zero"), "full": _link("/dev/full"), "pipe": os.mkfifo, "large": _sparse,
    "folder": Path.mkdir, "circle": lambda path: path.symlink_to(path.name),
}  # fmt: skip


@pytest.fixture(params=KINDS)
def instead(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Puts what is no file of ours in the place of one."""
    if request.param == "full" and not os.path.exists("/dev/full"):
        pytest.skip("no such device here")

    def placed(name: str) -> None:
        path = Path(name)
        path.unlink(missing_ok=True)
        KINDS[request.param](path)

    return placed


PLACES: dict[str, tuple[int, list[str]]] = {
    "draft": (3, ["export", "x.yaml", "-o", "g.md"]),
    "draft that is changed": (3, ["set", "x.yaml", "place=Kyiv"]),
    "draft that is there": (6, ["new", "x.yaml", "--outline", "blank", "--defaults"]),
    "answers": (3, ["new", "n.yaml", "--outline", "blank", "--answers", "x.yaml"]),
    "style": (5, ["export", "g.yaml", "-o", "g.docx", "--style", "x.yaml"]),
    "rows": (5, ["batch", "x.yaml", "-o", "out", "--outline", "blank"]),
    "library": (4, ["--library", "x.yaml", "library", "list"]),
    "library to check": (4, ["library", "check", "x.yaml"]),
    "output": (6, ["export", "g.yaml", "-o", "x.yaml", "--to", "md"]),
    "template": (6, ["style", "new", "x.yaml"]),
    "library to begin": (6, ["library", "new", "liaison/officers", "x.yaml"]),
}
"""Every argument that is a file, where ``x.yaml`` stands, and the exit code if it is none."""


@pytest.mark.parametrize("place", [name for name in PLACES if not name.startswith("library")])
def test_what_is_no_file_is_refused_at_once(
    tool: Tool, here: Path, place: str, instead: Callable[[str], None], request: pytest.FixtureRequest
) -> None:
    if place == "rows" and "large" in request.node.name:
        pytest.skip("rows may be of any size; a line may not")
    Path("g.yaml").write_text(DRAFT)
    code, arguments = PLACES[place]
    instead("x.yaml")
    before = sorted(os.listdir())
    assert "x.yaml: " in tool(*arguments, code=code).err
    assert sorted(name for name in os.listdir() if name != "out") == before


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", ["n" * 300, "a\0b", "\udcff\ud800", f"{'f' * 300}/g.yaml"], ids=range(4))
def test_a_name_no_file_can_have(tool: Tool, here: Path, place: str, name: str) -> None:
    Path("g.yaml").write_text(DRAFT)
    code, arguments = PLACES[place]
    tool(*(name if one == "x.yaml" else one for one in arguments), code=code)
    assert [one for one in os.listdir() if one != "out"] == ["g.yaml"]


@pytest.fixture
def shut(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A folder nobody may enter, in one where one may write; for root, too."""
    folder = tempfile.mkdtemp()
    monkeypatch.chdir(folder)
    Path("g.yaml").write_text(DRAFT)
    put(Path("shut"), {"g.yaml": DRAFT, "house/terms/clause.yaml": FILES["house/terms/clause.yaml"]})
    os.chmod("g.yaml", 0o666)
    os.chmod(folder, 0o777)
    os.chmod("shut", 0)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
        with suppress(OSError):
            (Path(__file__).parent.parent / "clauses" / "library.yaml").read_bytes()
            root = False
        if root:
            os.seteuid(0)
            pytest.skip("nobody but root can read the program")
    yield "shut"
    if os.getuid() == 0:
        os.seteuid(0)
    os.chmod("shut", 0o700)
    shutil.rmtree(folder)


@pytest.mark.parametrize("place", PLACES)
def test_a_folder_nobody_may_enter(tool: Tool, shut: str, place: str) -> None:
    code, arguments = PLACES[place]
    within = shut if "library" in arguments else f"{shut}/g.yaml"
    said = tool(*(within if one == "x.yaml" else one for one in arguments), code=code).err
    assert "there is no permission" in said or "permission denied" in said or "read-only" in said


# ------------------------------------------------------------------------------------------------ a library's files


OF_A_LIBRARY = ("library.yaml", "languages/en.yaml", "outlines/small.yaml", "house/terms/clause.yaml",
                "house/terms/en.md")  # fmt: skip


@pytest.mark.parametrize("name", OF_A_LIBRARY)
def test_a_file_of_a_library_that_is_none(here: Path, tool: Tool, name: str, instead: Callable[[str], None]) -> None:
    put(here / "lib", {**FILES, "library.yaml": "name: ours\n", "languages/en.yaml": "{}\n"})
    instead(f"lib/{name}")
    said = tool("--library", "lib", "export", small(), code=4).err
    assert f"lib/{name}: " in said and said.count("\n") == 2


def small() -> str:
    """A draft over the outline of the small library."""
    Path("s.yaml").write_text("treatydraft: 1\noutline: small\nclauses: {house/alarm: {where: Paris}}\n")
    return "s.yaml"


def test_what_is_none_of_ours_is_not_read(here: Path, tool: Tool, instead: Callable[[str], None]) -> None:
    put(here / "lib", FILES)
    for name in ("notes.md", "house/notes.md", "house/terms/notes.md", "house/terms/notes.yaml", "outlines/notes.md"):
        instead(f"lib/{name}")
    tool("--library", "lib", "library", "list")
    tool("--library", "lib", "export", small(), "-o", "g.md")


LINKED = {
    "library.yaml": "name: secret\n", "languages/en.yaml": "secret: 1\n", "outlines/small.yaml": "secret: 1\n",
    "house/terms/clause.yaml": "secret: 1\n", "house/terms/en.md": "secret\n", "house/terms": None, "house": None,
    "outlines": None, "languages": None,
}  # fmt: skip


@pytest.mark.parametrize("name", LINKED)
def test_no_link_out_of_a_library_is_followed(
    here: Path, tool: Tool, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    lib, elsewhere = put(here / "lib", {**FILES, "languages/en.yaml": "{}\n"}), here / "elsewhere"
    place, text = lib / name, LINKED[name]
    if text is None:
        place.rename(elsewhere)
    else:
        place.unlink(missing_ok=True)
        elsewhere.write_text(text)
    place.symlink_to(elsewhere)
    opened: list[str] = []
    for call in ("open", "scandir", "listdir"):
        monkeypatch.setattr(os, call, _noting(getattr(os, call), opened))
    said = tool("--library", "lib", "export", small(), code=4).err
    assert f"lib/{name}: it is a link that leads out of the library, and is not followed\nhint: put" in said
    assert "secret" not in said
    assert not [one for one in opened if "elsewhere" in os.path.realpath(one)]


def _noting(call: Callable[..., object], opened: list[str]) -> Callable[..., object]:
    def noted(path: object = ".", *more: object, **named: object) -> object:
        if isinstance(path, (str, os.PathLike)):
            opened.append(os.fspath(path))
        return call(path, *more, **named)

    return noted


def test_links_within_a_library_and_to_one_are_followed(here: Path, tool: Tool) -> None:
    put(here / "real", FILES)
    (here / "real" / "house" / "terms" / "en.md").rename(here / "real" / "terms.md")
    (here / "real" / "house" / "terms" / "en.md").symlink_to("../../terms.md")
    (here / "real" / "house" / "oath").symlink_to("terms")
    Path("lib").symlink_to("real")
    listed = tool("--library", "lib", "library", "list").out
    assert "house/terms" in listed and "house/oath" in listed


STRANGE = ("house/consult copy", "house copy/terms", "House/terms", "house/two\nlines", os.fsdecode(b"house/\xff"))


COMMANDS = (
    "library list",
    "library check",
    "new t.yaml --outline small --defaults --replace",
    "export s.yaml",
    "check s.yaml",
    "batch rows.csv -o out --outline small",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_that_cannot_be_a_clause(here: Path, tool: Tool, command: str) -> None:
    small()
    Path("rows.csv").write_text("house/alarm.where\nParis\n")
    put(here / "lib", FILES)
    for plainly_none in (".git/x", "house/.terms.swp", "house/drafts", "attic copy/old", "lib/.x/y"):
        put(here / "lib", {f"{plainly_none}/{'clause.yaml' if '.' in plainly_none else 'notes.md'}": "none: of ours\n"})
    if command != "library check":  # which composes every clause there is
        tool("--library", "lib", *command.split())
    try:
        put(here / "lib", {f"{name}/clause.yaml": FILES["house/terms/clause.yaml"] for name in STRANGE})
    except OSError:
        pytest.skip("this system has no such names")
    said = tool("--library", "lib", *command.split(), code=4).err
    assert "lib/house/consult copy/clause.yaml: 'house/consult copy' cannot name a clause\nhint: name its" in said
    assert said.count("cannot name a clause") == len(STRANGE)


def test_an_outline_that_cannot_be_named(here: Path, tool: Tool) -> None:
    put(here / "lib", {**FILES, "outlines/.small.yaml": "none: of ours\n", "outlines/notes.txt": "none of ours\n"})
    tool("--library", "lib", "library", "outlines")
    put(here / "lib", {"outlines/small copy.yaml": FILES["outlines/small.yaml"]})
    said = tool("--library", "lib", "library", "outlines", code=4).err
    assert "lib/outlines/small copy.yaml: 'small copy' cannot name an outline\nhint: name it" in said


# ------------------------------------------------------------------------------------------------ the journal


def test_what_is_no_journal_is_refused_at_once(here: Path, tool: Tool, instead: Callable[[str], None]) -> None:
    Path("g.yaml").write_text(DRAFT)
    instead(".g.yaml.journal")
    for arguments in (["set", "g.yaml", "place=Kyiv"], ["new", "g.yaml", "--defaults"]):
        with pytest.raises(TreatydraftError, match=r"g\.yaml: .*\.g\.yaml\.journal"):
            Journal("g.yaml")
        said = tool(*arguments, code=3 if Path(".g.yaml.journal").is_file() else 6).err
        assert said.startswith("g.yaml: ") and ".g.yaml.journal" in said
    assert Path("g.yaml").read_text() == DRAFT and os.path.lexists(".g.yaml.journal")


# ------------------------------------------------------------------------------------------------ no room


WRITING = ("export g.yaml -o a.docx", "set g.yaml place=Kyiv", "new n.yaml --outline blank --defaults",
           "style new h.docx", "library new liaison/officers .")  # fmt: skip


def outside(command: str, limit: int = resource.RLIM_INFINITY) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "treatydraft", *command.split()], capture_output=True, text=True, timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )  # fmt: skip


@pytest.mark.parametrize("command", WRITING)
def test_a_limit_of_nothing_leaves_nothing(here: Path, command: str) -> None:
    Path("g.yaml").write_text(DRAFT)
    done = outside(command, 0)
    assert done.returncode == 6 and "the file would be larger than the system allows\nhint: " in done.stderr
    assert not done.stderr.startswith(".")  # what is told is about the file that was named
    assert [str(one) for one in here.rglob("*") if one.is_file()] == [str(here / "g.yaml")]
    assert Path("g.yaml").read_text() == DRAFT


@pytest.fixture
def small_disk(here: Path) -> Iterator[Path]:
    """A disk with room for a draft or two, and no more."""
    disk = here / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32k", "none", str(disk)], capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("free", [0, 2])
@pytest.mark.parametrize("command", WRITING)
def test_a_full_disk_leaves_what_was_there_and_nothing_else(
    small_disk: Path, monkeypatch: pytest.MonkeyPatch, command: str, free: int
) -> None:
    page = os.sysconf("SC_PAGE_SIZE")
    (small_disk / "g.yaml").write_text(DRAFT)
    (small_disk / "fill").write_bytes(b"x" * (32 * 1024 - (1 + free) * page))
    monkeypatch.chdir(small_disk)
    done = outside(command)
    monkeypatch.chdir("/")
    left = {one.name for one in small_disk.rglob("*") if one.is_file()} - {"g.yaml", "fill"}
    if done.returncode:
        assert done.returncode == 6 and ": the disk is full\nhint: " in done.stderr
        assert left == set() and (small_disk / "g.yaml").read_text() == DRAFT
    else:
        assert free and left <= {"n.yaml", "a.docx", "h.docx", "clause.yaml", "en.md"}


# ------------------------------------------------------------------------------------------------ the draft itself


def test_the_draft_itself_is_no_output(here: Path, tool: Tool) -> None:
    Path("g.yaml").write_text(DRAFT)
    Path("g.FR.yaml").write_text(DRAFT + "answers: {guarantors: [FR], beneficiaries: [UA]}\n")
    os.link("g.yaml", "hard.md")
    Path("here").symlink_to(".")
    kept = {name: Path(name).read_bytes() for name in ("g.yaml", "g.FR.yaml")}
    for arguments in (
        ["export", "g.yaml", "-o", "g.yaml"], ["export", "g.yaml", "-o", f"{here}/./g.yaml"],
        ["export", "g.yaml", "-o", "hard.md"], ["export", "g.yaml", "-o", "here/g.yaml"],
        ["export", "./g.FR.yaml", "-o", "g.yaml", "--alternat", "all"],
    ):  # fmt: skip
        said = tool(*arguments, "--to", "md", "--force", code=6).err
        assert "this is the draft itself\nhint: name another file" in said
    assert kept == {name: Path(name).read_bytes() for name in kept}
