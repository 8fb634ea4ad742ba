"""What is said of known holes: all that any source knows, each once."""

import json
import subprocess
from types import SimpleNamespace
from typing import Any

import pytest

from scripts import advisories


def told(*holes: tuple[str, str]) -> str:
    vulns = [{"id": name, "fix_versions": ["2.0"], "aliases": [alias]} for name, alias in holes]
    return json.dumps({"dependencies": [{"name": "sieve", "version": "1.0", "vulns": vulns}]})


def ask(monkeypatch: pytest.MonkeyPatch, **answers: str) -> int:
    def run(command: list[str], **_: Any) -> SimpleNamespace:
        service = command[command.index("-s") + 1]
        return SimpleNamespace(stdout=answers.get(service, ""), stderr="unreachable\n")

    monkeypatch.setattr(subprocess, "run", run)
    return advisories.main()


def test_a_hole_that_one_source_knows_is_told_though_the_other_knows_none(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(monkeypatch, pypi=told(("PYSEC-1", "CVE-1")), osv=told()) == 1
    assert "sieve 1.0: PYSEC-1, mended in 2.0" in capsys.readouterr().out


def test_one_hole_of_two_names_is_told_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(monkeypatch, pypi=told(("PYSEC-1", "CVE-1")), osv=told(("GHSA-1", "CVE-1"), ("GHSA-2", "CVE-2")))
    assert "2 known holes in 1 packages." in capsys.readouterr().out


def test_where_nobody_answers_it_is_said_that_nothing_was_checked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(monkeypatch) == 0
    assert "nothing was checked" in capsys.readouterr().out
