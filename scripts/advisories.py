"""Asks whether what the product ships has known holes, where a source of advisories can be reached.

`python scripts/advisories.py [requirements.txt]`. Exit status: 0 no hole is known, or nothing could be asked,
which is said; 1 there are holes.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Hole:
    """One hole, with all its names: two sources may tell of it by different ones."""

    package: str
    names: frozenset[str]
    line: str


def main(requirements: str = "requirements/runtime.txt") -> int:
    command = [sys.executable, "-m", "pip_audit", "-r", requirements, "--require-hashes", "--disable-pip"]
    known: set[str] = set()
    holes: list[Hole] = []
    for service in ("pypi", "osv"):
        asked = subprocess.run(  # noqa: S603
            [*command, "-s", service, "-f", "json", "--progress-spinner", "off"],
            capture_output=True,
            text=True,
            check=False,
        )
        try:
            packages = json.loads(asked.stdout)["dependencies"]
        except (ValueError, KeyError):
            reason = (asked.stderr.strip().splitlines() or ["no answer"])[-1]
            print(f"{service}: not reached ({reason[:120]})")
            continue
        told = [package for package in packages if "skip_reason" not in package]
        print(f"{service}: {len(told)} of {len(packages)} packages are known there")
        known |= {package["name"] for package in told}
        for hole in (hole for package in told for hole in holes_of(package)):
            if not any(hole.package == other.package and hole.names & other.names for other in holes):
                holes.append(hole)
    print("\n".join(hole.line for hole in holes))
    if not known:
        print("No source of advisories is reachable from here: nothing was checked.")
    else:
        print(f"{len(holes)} known holes in {len(known)} packages.")
    return 1 if holes else 0


def holes_of(package: dict[str, Any]) -> Iterator[Hole]:
    """The holes of a package that one source knows."""
    name, version = package["name"], package["version"]
    for told in package["vulns"]:
        mended = ", ".join(told["fix_versions"]) or "none"
        names = frozenset([told["id"], *told.get("aliases", ())])
        yield Hole(name, names, f"{name} {version}: {told['id']}, mended in {mended}")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
