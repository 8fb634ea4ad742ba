"""The template, rendered: its own tests, lint and types, and an installation of it, all pass."""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizapi.cli import main

BIN = Path(sys.executable).parent


@pytest.fixture(scope="module")
def plugin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("plugins")
    result = CliRunner().invoke(main, ["generators", "new", "missing-name", "--into", str(into)])
    assert result.exit_code == 0, result.output
    return into / "missing_name"


def run(*command: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True,
        text=True,
        timeout=300,
    )


def test_its_tests_pass_as_they_are(plugin: Path) -> None:
    result = run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=plugin)
    assert result.returncode == 0, result.stdout + result.stderr
    found = re.search(r"(\d+) passed", result.stdout)
    assert found
    assert int(found[1]) > 12


def test_its_code_keeps_the_house_rules(plugin: Path) -> None:
    assert "$" not in "".join(
        path.read_text(encoding="utf-8") for path in plugin.rglob("*") if path.is_file()
    ), "a placeholder was left"
    config = Path("pyproject.toml").resolve()
    lint = run(BIN / "ruff", "check", "--no-cache", "--isolated", "--line-length", "110", ".", cwd=plugin)
    assert lint.returncode == 0, lint.stdout
    layout = run(BIN / "ruff", "format", "--check", "--no-cache", "--config", config, ".", cwd=plugin)
    assert layout.returncode == 0, layout.stdout


def test_installed_it_is_found_by_its_entry_point(plugin: Path, tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    built = run(
        sys.executable,
        "-c",
        f"import os; os.makedirs({str(wheels)!r}); from hatchling.build import build_wheel;"
        f"print(build_wheel({str(wheels)!r}))",
        cwd=plugin,
    )
    assert built.returncode == 0, built.stderr
    site = tmp_path / "site"
    (wheel,) = wheels.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    listed = run(sys.executable, "-m", "quizapi", "generators", "list", cwd=tmp_path, PYTHONPATH=str(site))
    assert listed.returncode == 0, listed.stderr
    assert re.search(
        r"^missing-name +0\.1\.0 +Missing name \(quizapi-missing-name 0\.1\.0\)", listed.stdout, re.M
    )


@pytest.mark.parametrize("name", ["Cloze", "cloze!", "2nd", "a--b", "../up", "", "x" * 60, "class"])
def test_name_that_is_none_is_refused(tmp_path: Path, name: str) -> None:
    result = CliRunner().invoke(main, ["generators", "new", "--into", str(tmp_path), "--", name])
    assert result.exit_code == 1
    assert "odd-one-out" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "cloze").mkdir()
    (tmp_path / "cloze" / "mine.txt").write_text("kept")
    result = CliRunner().invoke(main, ["generators", "new", "cloze", "--into", str(tmp_path)])
    assert result.exit_code == 1
    assert [path.name for path in (tmp_path / "cloze").iterdir()] == ["mine.txt"]
