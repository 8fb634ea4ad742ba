"""The language model is the one whose files were checked."""

import runpy
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts/verify_model.py"


@pytest.fixture
def verify(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], int]:
    """Runs the check against a changed list of checksums; its exit status."""
    names = runpy.run_path(str(SCRIPT))
    monkeypatch.setattr(sys, "argv", ["verify_model.py"])

    def run(listed: str) -> int:
        path = tmp_path / "model.sha256"
        path.write_text(listed)
        monkeypatch.setitem(names["main"].__globals__, "LIST", path)
        status: int = names["main"]()
        return status

    return run


def test_a_file_that_is_another_missing_or_added_is_told(
    verify: Callable[[str], int], capsys: pytest.CaptureFixture[str]
) -> None:
    listed = (SCRIPT.parents[1] / "requirements/model.sha256").read_text()
    first, second = listed.splitlines(keepends=True)[:2]
    name = first.split("  ", 1)[1].strip()
    assert verify(listed) == 0
    for changed in (
        listed.replace(first[:64], second[:64]),
        listed.replace(first, ""),
        listed.replace(first, first.replace(name, f"{name}.gone") + first),
    ):
        assert verify(changed) == 1
        assert name in capsys.readouterr().err
