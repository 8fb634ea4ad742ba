"""What every command says where the set-up is not done yet."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from quizapi.cli import main


@pytest.mark.parametrize(
    "command",
    [["users", "add", "a@b.example", "--name", "Ann", "--password", "three little words"], ["audit"]],
    ids=lambda words: words[0],
)
def test_without_a_database_the_next_command_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setenv("DATA", str(tmp_path))
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 1
    assert "run quizapi db upgrade" in result.stderr
    assert "Traceback" not in result.stderr
