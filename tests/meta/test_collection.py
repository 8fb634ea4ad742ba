"""What the suite is made of is the same in every process that collects it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_tests_have_the_same_names_in_every_process(request: pytest.FixtureRequest) -> None:
    """A name made of the time, of chance or of a set's order stops a run that several processes share."""
    here = {item.nodeid for item in request.session.items}
    elsewhere = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert here
    assert here <= set(elsewhere.stdout.splitlines())
