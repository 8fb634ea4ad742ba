"""The sample plugin that the how-to pages show: its own tests pass where it is installed."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.plugin_api.sample import SAMPLE, install_sample


def test_the_sample_s_own_tests_pass(tmp_path: Path) -> None:
    result = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--import-mode=importlib"),
            *("-c", os.devnull, "--rootdir", SAMPLE, SAMPLE / "tests"),
        ],
        cwd=tmp_path,
        env={
            **os.environ,
            "PYTHONPATH": str(install_sample(tmp_path)),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        capture_output=True,
        text=True,
        timeout=200,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    found = re.search(r"(\d+) passed", result.stdout)
    assert found
    assert int(found[1]) > 15
