"""A disk that is full or cannot be written to: told, nothing half written, and well again by itself."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.system.answering import Classroom
from tests.system.conftest import Mount
from tests.system.server import command_of, descendants

pytestmark = pytest.mark.serial
OpenRoom = Callable[..., Classroom]


def fill(folder: Path) -> Path:
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (65536, 512, 1):
            with suppress(OSError):
                while True:
                    file.write(b"x" * size)
    return filler


def assert_sound(room: Classroom) -> None:
    room.assert_nothing_lost_or_doubled()
    with closing(sqlite3.connect(room.database_url.removeprefix("sqlite:///"))) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_full_disk_is_507_and_loses_nothing(tmp_path: Path, mount: Mount, open_room: OpenRoom) -> None:
    data = tmp_path / "small"
    data.mkdir()
    mount("-t", "tmpfs", "-o", "size=16m", "none", folder=data)
    room = open_room(data)
    student = room.join("Ada")
    assert student.answer(student.items[0], True) == 200
    filler = fill(data)
    refusals = []
    for n in range(400):
        if student.answer(student.items[n % 10], n % 3 == 0) != 200:
            path = f"/api/v1/attempts/{student.attempt_id}/responses/{student.items[0]}"
            refusals.append(student.client.call("PUT", path, {"answer": False, "client_seq": student.seq}))
            if len(refusals) == 3:
                break
    assert [refusal.status for refusal in refusals] == [507] * 3
    assert {refusal.json["type"] for refusal in refusals} == {"/docs/problems#storage-full"}
    assert all("Retry-After" in refusal.headers for refusal in refusals)
    # What can be read still is.
    assert student.client.call("GET", f"/api/v1/attempts/{student.attempt_id}").status == 200
    filler.unlink()
    assert student.answer(student.items[0], True) == 200
    assert_sound(room)


def test_folder_that_cannot_be_written_to_is_503_until_it_can(
    tmp_path: Path, mount: Mount, open_room: OpenRoom
) -> None:
    data = tmp_path / "data"
    room = open_room(data)
    student = room.join("Ada")
    assert student.answer(student.items[0], True) == 200
    mount("--bind", str(data), folder=data)
    mount("-o", "remount,ro,bind", folder=data)
    # Files that are open stay open: web processes that are new have none.
    for pid in descendants(room.server.pid):
        if "gunicorn" in command_of(pid) and pid not in _masters(room):
            os.kill(pid, signal.SIGKILL)
    room.server.wait_until("/healthz")
    path = f"/api/v1/attempts/{student.attempt_id}/responses/{student.items[1]}"
    answer = student.client.call("PUT", path, {"answer": True, "client_seq": 9})
    assert answer.status == 503
    assert answer.json["type"] == "/docs/problems#database-unavailable"
    subprocess.run(["umount", "--lazy", str(data)], check=True)
    assert student.answer(student.items[1], True) == 200
    assert_sound(room)


def _masters(room: Classroom) -> set[int]:
    """gunicorn's own first process: a child of the server itself."""
    tasks = Path(f"/proc/{room.server.pid}/task").iterdir()
    return {int(pid) for task in tasks for pid in (task / "children").read_text().split()}


def test_server_that_cannot_keep_its_data_says_so_and_ends(tmp_path: Path, mount: Mount) -> None:
    data = tmp_path / "data"
    data.mkdir()
    mount("-t", "tmpfs", "-o", "ro,size=1m", "none", folder=data)
    started = time.monotonic()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("QUIZAPI_")}
    done = subprocess.run(
        [sys.executable, "-m", "quizapi", "serve", "--no-worker", "--port", "0", "--data", str(data)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert "QUIZAPI_DATA" in done.stderr
    assert "Traceback" not in done.stderr
    assert time.monotonic() - started < 30
