"""Programs of other people that run in node, installed from npm by the set-up; used by tests alone."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

NODE_MODULES = Path(os.environ.get("NODE_MODULES", Path(__file__).parents[2] / "node_modules"))
READERS = Path(__file__).parent / "readers"


def node() -> str:
    """The program; a test fails where the set-up did not install it."""
    found = shutil.which("node")
    if found is None:
        pytest.fail("node is missing: run scripts/setup_browser.sh")
    return found


def module(name: str) -> Path:
    """A file or folder of an installed package; a test fails where the set-up did not install it."""
    path = NODE_MODULES / name
    if not path.exists():
        pytest.fail(f"{path} is missing: run `npm ci`, or set NODE_MODULES")
    return path


class Reader:
    """A script that answers each line of JSON with one."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def read(self, value: Any) -> Any:
        """What the script makes of the value; `{"error": ...}` where it refuses it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(value) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


@contextmanager
def running(script: str, package: str) -> Iterator[Reader]:
    """One of the scripts in `readers/`, which is told where the package is."""
    command = [node(), str(READERS / script), str(module(package))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Reader(process)
        assert process.stdin is not None
        process.stdin.close()
        process.wait(timeout=60)
