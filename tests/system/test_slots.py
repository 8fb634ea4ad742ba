"""`quizapi worker --slots N`: so many workers on one host, each with an executor id that it gets back."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from quizapi.queue import migrate
from quizapi.store.engine import create_database_engine
from quizapi.store.upgrade import upgrade_database
from tests.system.server import descendants, wait_until_gone

pytestmark = [pytest.mark.serial, pytest.mark.long]


def _started(log: Path) -> list[tuple[str, int]]:
    """Executor id and process of each worker that has started, the first one first."""
    lines = [line for line in log.read_text().splitlines() if line.startswith("{")]
    events = [event for event in map(json.loads, lines) if event["event"] == "worker_started"]
    return [(event["executor_id"], event["pid"]) for event in events]


def _wait(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 90
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_each_slot_is_a_worker_that_comes_back_under_its_id(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'quizapi.sqlite3'}"
    engine = create_database_engine(url, pool_size=1)
    upgrade_database(engine)
    migrate(engine)
    engine.dispose()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("QUIZAPI_")}
    environment |= {"QUIZAPI_DATABASE_URL": url, "QUIZAPI_DATA": str(tmp_path)}
    log = tmp_path / "log"
    with log.open("wb") as file:
        host = subprocess.Popen(
            [sys.executable, "-m", "quizapi", "worker", "--slots", "2"], env=environment, stderr=file
        )
    try:
        _wait(lambda: len(_started(log)) == 2)
        (first, _), (second, pid) = _started(log)
        assert first != second
        os.kill(pid, signal.SIGKILL)
        _wait(lambda: len(_started(log)) == 3)
        assert _started(log)[2][0] == second
        everything = descendants(host.pid)
        host.terminate()
        assert host.wait(60) == 0
        wait_until_gone(everything)
    finally:
        host.kill()
        host.wait()
