"""`quizapi bench` measures the machine that it runs on."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizapi.cli import main

TEXT = "The ministry of Orlavia imposed sanctions on two banks on Monday, minister Mira Tolan said. " * 3


def run(*arguments: str) -> str:
    done = CliRunner().invoke(main, ["bench", "--rounds", "1", *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_figures_are_those_of_the_given_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZAPI_DATA", str(tmp_path / "data"))
    (tmp_path / "a.txt").write_text(TEXT)
    figures = json.loads(run("--json", str(tmp_path / "a.txt")))
    assert figures["words_per_article"] == len(TEXT.split())
    assert figures["read_words_per_second"] > 0
    assert figures["quiz_seconds"] > figures["words_per_article"] / figures["read_words_per_second"] / 2
    assert figures["durable_writes_per_second"] > 0
    assert list((tmp_path / "data").iterdir()) == []


def test_without_texts_its_own_are_read_and_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZAPI_DATA", str(tmp_path / "data"))
    shown = run()
    assert "words a second" in shown
    assert "an hour and worker" in shown


def test_file_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["bench", str(tmp_path / "none.txt")]).exit_code == 2
