"""The bill of materials names everything that is pinned for running, each with its licence."""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_it_is_whole_and_always_the_same(tmp_path: Path) -> None:
    for name in ("one", "two"):
        command = [
            sys.executable,
            ROOT / "scripts/sbom.py",
            tmp_path / name,
            "--licences",
            tmp_path / "table",
        ]
        subprocess.run(command, check=True)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    kept = (ROOT / "docs/reference/licences.md").read_text(encoding="utf-8")
    assert (tmp_path / "table").read_text(encoding="utf-8") == kept, "run `make sbom`"
    bom = json.loads((tmp_path / "one").read_text())
    assert (bom["bomFormat"], bom["specVersion"]) == ("CycloneDX", "1.6")
    assert bom["metadata"]["component"]["name"] == "quizapi"
    parts = {part["name"].lower().replace("_", "-").replace(".", "-"): part for part in bom["components"]}
    pinned = re.findall(r"^([a-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)", _pins(), re.MULTILINE)
    assert len(pinned) > 40
    here: dict[str, set[str]] = {}
    for name, version in pinned:  # one may be pinned twice, for older and newer interpreters
        here.setdefault(name.replace("_", "-").replace(".", "-"), set()).add(version)
    plugins = {path.parent.name.replace("_", "-") for path in ROOT.glob("plugins/*/pyproject.toml")}
    assert {f"quizapi-{name}" for name in plugins} <= set(parts)
    missing = {name for name in here if name not in parts}
    assert missing <= {
        "colorama",
        "hatchling",
        "editables",
        "packaging",
        "pathspec",
        "pluggy",
        "trove-classifiers",
    }
    assert [name for name in here if name in parts and parts[name]["version"] not in here[name]] == []
    refs = {part["bom-ref"] for part in [*bom["components"], bom["metadata"]["component"]]}
    assert {entry["ref"] for entry in bom["dependencies"]} == refs
    assert {ref for entry in bom["dependencies"] for ref in entry["dependsOn"]} <= refs
    unlicensed = sorted(part["name"] for part in bom["components"] if "licenses" not in part)
    assert unlicensed == []


def _pins() -> str:
    return (ROOT / "requirements/runtime.txt").read_text(encoding="utf-8")
