"""What is supervised is started again, and ends with its supervisor."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.system.server import descendants, wait_until_gone

pytestmark = pytest.mark.serial

SCRIPT = """
import sys
from quizapi.cli.supervisor import Child, Supervisor
folder, code = sys.argv[1:3]
command = [sys.executable, "-c", code, folder]
raise SystemExit(Supervisor([Child("child", command, vital="vital" in sys.argv)]).run())
"""
LIVES = "import os, sys, time; open(sys.argv[1] + '/' + str(os.getpid()), 'w').close(); time.sleep(600)"
DIES = "import os, sys; open(sys.argv[1] + '/' + str(os.getpid()), 'w').close(); sys.exit(3)"
ABORTS = "import os, sys; open(sys.argv[1] + '/' + str(os.getpid()), 'w').close(); os.abort()"
MISCONFIGURED = "import os, sys; open(sys.argv[1] + '/' + str(os.getpid()), 'w').close(); sys.exit(78)"


def started(folder: Path, code: str, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(folder), code, *arguments], stderr=subprocess.DEVNULL
    )


def pids(folder: Path, count: int) -> list[int]:
    end = time.monotonic() + 30
    while len(list(folder.iterdir())) < count:
        assert time.monotonic() < end, f"fewer than {count} children were started"
        time.sleep(0.02)
    return [int(path.name) for path in sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime)]


@pytest.fixture
def living(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = started(tmp_path, LIVES)
    pids(tmp_path, 1)
    yield process
    process.kill()
    process.wait()


def test_child_that_dies_is_started_again(living: subprocess.Popen[bytes], tmp_path: Path) -> None:
    os.kill(pids(tmp_path, 1)[0], signal.SIGKILL)
    assert len(pids(tmp_path, 2)) == 2
    assert living.poll() is None


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_children_end_with_their_supervisor(living: subprocess.Popen[bytes], number: int) -> None:
    tree = descendants(living.pid)
    assert len(tree) == 2
    living.send_signal(number)
    status = living.wait(30)
    wait_until_gone(tree)
    assert status == (0 if number != signal.SIGKILL else -signal.SIGKILL)


@pytest.mark.parametrize("code", [DIES, ABORTS])
def test_vital_child_that_keeps_dying_ends_it(tmp_path: Path, code: str) -> None:
    assert started(tmp_path, code, "vital").wait(60) == 1
    assert len(list(tmp_path.iterdir())) == 4


def test_faulty_configuration_is_not_tried_again(tmp_path: Path) -> None:
    assert started(tmp_path, MISCONFIGURED).wait(60) == 1
    assert len(list(tmp_path.iterdir())) == 1


def test_vital_child_killed_again_and_again_is_always_started_again(tmp_path: Path) -> None:
    process = started(tmp_path, LIVES, "vital")
    try:
        for kills in range(1, 7):
            os.kill(pids(tmp_path, kills)[-1], signal.SIGKILL)
        assert len(pids(tmp_path, 7)) == 7
        assert process.poll() is None
    finally:
        process.kill()
        process.wait()


WAITING = """
import os, sys
from pathlib import Path
from quizapi.cli.supervisor import Child, Supervisor
folder, code = sys.argv[1:3]
command = [sys.executable, "-c", code, folder]
may_start = (Path(folder).parent / "may-start").exists
raise SystemExit(Supervisor([Child("child", command, start_when=may_start, niceness=10)]).run())
"""


def test_child_waits_until_it_may_start_and_gives_way_to_others(tmp_path: Path) -> None:
    folder = tmp_path / "children"
    folder.mkdir()
    process = subprocess.Popen([sys.executable, "-c", WAITING, str(folder), LIVES], stderr=subprocess.DEVNULL)
    try:
        time.sleep(1.5)
        assert list(folder.iterdir()) == []
        (tmp_path / "may-start").touch()
        [pid] = pids(folder, 1)
        assert os.getpriority(os.PRIO_PROCESS, pid) - os.getpriority(os.PRIO_PROCESS, process.pid) in (9, 10)
    finally:
        process.kill()
        process.wait()
