"""Installs the sample plugin: a wheel of it, in a folder that a process is told to look in."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

SAMPLE = Path(__file__).parent / "hotspot"


def install_sample(folder: Path, source: Path = SAMPLE) -> Path:
    """Build a plugin's wheel and unpack it as an installer does.

    Returns:
        The folder for `PYTHONPATH`.
    """
    wheels, site = folder / "wheels", folder / "site"
    wheels.mkdir(parents=True)
    subprocess.run(
        [
            sys.executable,
            "-c",
            f"from hatchling.build import build_wheel; build_wheel({str(wheels)!r})",
        ],
        cwd=source,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        check=True,
        capture_output=True,
        timeout=120,
    )
    (wheel,) = wheels.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    return site
