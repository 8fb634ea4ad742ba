import os
from pathlib import Path

import pytest

from quizapi.cli import shared_metrics


def test_folder_is_ours_alone_and_goes_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_metrics, "_MEMORY", tmp_path)
    with shared_metrics.shared_metrics_folder() as folder:
        assert folder.parent == tmp_path
        assert folder.stat().st_mode & 0o077 == 0
    assert not folder.exists()


def test_folder_of_a_killed_server_is_removed_and_a_living_ones_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_metrics, "_MEMORY", tmp_path)
    gone = tmp_path / "quizapi-metrics-4194305-abc"
    living = tmp_path / f"quizapi-metrics-{os.getpid()}-abc"
    other = tmp_path / "somebody-elses"
    for folder in (gone, living, other):
        folder.mkdir()
    with shared_metrics.shared_metrics_folder():
        assert [folder.exists() for folder in (gone, living, other)] == [False, True, True]
