"""What is shipped: from the source archive to a wheel to a new environment, and a treaty out of it, far from here."""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from treatydraft import __version__

ROOT = Path(__file__).parent.parent

pytest.importorskip("build")
pytest.importorskip("hatchling")


def done(*arguments: str | Path, cwd: Path) -> str:
    ended = subprocess.run([str(one) for one in arguments], capture_output=True, text=True, cwd=cwd, timeout=240)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The source archive, and the wheel built from it (and not from this folder)."""
    folder = tmp_path_factory.mktemp("shipped")
    done(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    (archive,) = folder.glob("*.tar.gz")
    (wheel,) = folder.glob("*.whl")
    return archive, wheel


@pytest.fixture(scope="module")
def installed(shipped: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a new environment with the wheel in it; its dependencies are those of ours."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    (site,) = (
        Path(line) for line in done(python, "-c", "import site; print(*site.getsitepackages())", cwd=folder).split()
    )
    done(sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", shipped[1], cwd=folder)
    import typer

    # the folder of our packages comes last and as plain path, so that no editable install of this checkout is followed
    (site / "beside.pth").write_text(f"{Path(typer.__file__).parent.parent}\n", encoding="utf-8")
    return python


def test_the_archive_holds_what_a_builder_needs(shipped: tuple[Path, Path]) -> None:
    with tarfile.open(shipped[0]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE", "treatydraft/__init__.py", "clauses/library.yaml"} <= names
    assert "tests/test_wheel.py" in names
    assert not any(part in name for name in names for part in ("__pycache__", ".git/", ".venv", ".hypothesis"))


def test_the_wheel_holds_every_file_of_the_library(shipped: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(shipped[1]) as wheel:
        names = set(wheel.namelist())
    clauses = {f"treatydraft/{path.relative_to(ROOT)}" for path in (ROOT / "clauses").rglob("*") if path.is_file()}
    assert len(clauses) > 50 and clauses <= names
    modules = {str(path.relative_to(ROOT)) for path in (ROOT / "treatydraft").rglob("*.py")}
    assert modules <= names
    assert {name.split("/")[0] for name in names} == {"treatydraft", f"treatydraft-{__version__}.dist-info"}


def test_it_writes_a_treaty_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    program = "import json, treatydraft; print(json.dumps([treatydraft.__file__, treatydraft.__version__]))"
    where, version = json.loads(done(installed, "-c", program, cwd=tmp_path))
    assert ROOT not in Path(where).parents and version == __version__
    tool = installed.parent / "treatydraft"
    assert done(tool, "--version", cwd=tmp_path) == f"treatydraft {__version__}\n"
    done(tool, "new", "g.yaml", "--outline", "coalition-treaty", "--defaults", "-o", "g.md", cwd=tmp_path)
    assert (tmp_path / "g.md").read_text(encoding="utf-8").startswith("# Treaty on Security Guarantees for Ukraine")
    assert "collective-defense/response" in done(tool, "library", "list", cwd=tmp_path)
    again = done(installed, "-m", "treatydraft", "export", "g.yaml", cwd=tmp_path)
    assert again == (tmp_path / "g.md").read_text(encoding="utf-8")
