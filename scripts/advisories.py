"""Asks whether what the product ships has known holes, where a source of advisories can be reached.

`python scripts/advisories.py [requirements.txt]`. Exit status: 0 no hole is known, or nothing could be asked,
which is said; 1 there are holes.
"""

import json
import subprocess
import sys


def main(requirements: str = "requirements/runtime.txt") -> int:
    command = [sys.executable, "-m", "pip_audit", "-r", requirements, "--require-hashes", "--disable-pip"]
    answers: dict[str, dict[str, object]] = {}
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
        known = [package for package in packages if "skip_reason" not in package]
        print(f"{service}: {len(known)} of {len(packages)} packages are known there")
        answers |= {package["name"]: package for package in known}
    holes = [
        f"{package['name']} {package['version']}: {hole['id']}, mended in {hole['fix_versions'] or 'none'}"
        for package in answers.values()
        for hole in package["vulns"]  # type: ignore[attr-defined]
    ]
    print("\n".join(holes))
    if not answers:
        print("No source of advisories is reachable from here: nothing was checked.")
    else:
        print(f"{len(holes)} known holes in {len(answers)} packages.")
    return 1 if holes else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
