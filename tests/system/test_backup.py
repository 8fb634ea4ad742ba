"""A backup of a server in use, put back as docs/operating.md says."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.system.answering import Classroom, Crowd
from tests.system.server import Server

pytestmark = pytest.mark.serial


def test_backup_under_load_is_restored_with_all_that_was_acknowledged(
    tmp_path: Path, open_room: Callable[..., Classroom]
) -> None:
    room = open_room(tmp_path / "data")
    copy = tmp_path / "copy.sqlite3"
    environment = {k: v for k, v in os.environ.items() if not k.startswith("QUIZAPI_")}
    with Crowd(room, 3) as crowd:
        crowd.wait_for_more(20)
        before = dict(room.acknowledged)
        subprocess.run(
            [sys.executable, "-m", "quizapi", "backup", str(copy)],
            env={**environment, "DATA": str(room.server.data)},
            check=True,
        )
        crowd.wait_for_more(5)
    room.server.stop()
    restored = tmp_path / "restored"
    restored.mkdir()
    shutil.copy(copy, restored / "quizapi.sqlite3")
    shutil.copy(room.server.data / "secret", restored / "secret")
    server = Server(restored, ("serve", "--no-worker")).start()
    try:
        found = Classroom(server, f"sqlite:///{restored / 'quizapi.sqlite3'}", room.token, room.join_code)
        # A student may have answered the same item again since; never before.
        stored = {key: seq for key, (seq, _) in found.stored().items()}
        assert all(stored[key] >= seq for key, (seq, _) in before.items())
        assert len(found.join("New").items) == 10
        assert found.teacher.must("GET", f"/api/v1/assignments/{room.assignment_id}/results")
    finally:
        server.stop()
