"""Writes what the service is made of as CycloneDX 1.6 JSON, and the licences as a table.

    python scripts/sbom.py sbom.cdx.json [--licences docs/reference/licences.md]

Read from the metadata of the installed distributions: the service and all that it needs, nothing that only
its tests need. The same installation gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
import re
import tomllib
import uuid
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
#: Longer texts are a licence's whole wording, put where its name belongs.
_LONGEST_NAME = 60
#: Where the metadata says nothing and the licence's text is all there is.
_READ_BY_HAND = {"pysqlite3": "Zlib"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output", type=Path)
    parser.add_argument("--licences", type=Path)
    arguments = parser.parse_args()
    found = needed()
    arguments.output.write_text(json.dumps(bom(found), indent=2, sort_keys=True) + "\n", encoding="utf-8")
    if arguments.licences:
        arguments.licences.write_text(licence_table(found), encoding="utf-8")


def needed() -> dict[str, Distribution]:
    """The service, its shipped plugins, and all that they need here, by canonical name, sorted."""
    found: dict[str, Distribution] = {}
    waiting: list[tuple[str, frozenset[str]]] = [(name, frozenset()) for name in shipped()]
    seen = set(waiting)
    while waiting:
        name, extras = waiting.pop()
        try:
            found[canonicalize_name(name)] = distribution(name)
        except PackageNotFoundError:
            continue  # an optional part that is not installed
        for requirement in wanted_by(found[canonicalize_name(name)], extras):
            entry = (canonicalize_name(requirement.name), frozenset(requirement.extras))
            if entry not in seen:
                seen.add(entry)
                waiting.append(entry)
    return dict(sorted(found.items()))


def shipped() -> list[str]:
    """The names of the distributions that are built here."""
    projects = [ROOT / "pyproject.toml", *sorted(ROOT.glob("plugins/*/pyproject.toml"))]
    return [tomllib.loads(project.read_text(encoding="utf-8"))["project"]["name"] for project in projects]


def wanted_by(one: Distribution, extras: frozenset[str] = frozenset()) -> list[Requirement]:
    """Its requirements on this machine, with these extras."""
    lines = _own_requirements() if one.name == "quizapi" else one.requires or ()
    requirements = [Requirement(line) for line in lines]
    return [
        requirement
        for requirement in requirements
        if requirement.marker is None
        or any(requirement.marker.evaluate({"extra": extra}) for extra in ("", *extras))
    ]


def _own_requirements() -> list[str]:
    """What the project file says; an editable installation may be older."""
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lines: list[str] = tomllib.loads(project)["project"]["dependencies"]
    return lines


def licence_of(one: Distribution) -> str:
    """Its licence as it says itself: the SPDX expression, else the field, else the classifiers."""
    for field in ("License-Expression", "License"):
        value = " ".join((one.metadata.get(field) or "").split())
        if value and len(value) <= _LONGEST_NAME and value != "UNKNOWN":
            return value
    if canonicalize_name(one.name) in _READ_BY_HAND:
        return _READ_BY_HAND[canonicalize_name(one.name)]
    classifiers = one.metadata.get_all("Classifier") or []
    names = [line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License :: ")]
    return " AND ".join(sorted(set(names))) or "not stated"


def purl(one: Distribution) -> str:
    return f"pkg:pypi/{canonicalize_name(one.name)}@{one.version}"


def bom(found: dict[str, Distribution]) -> dict[str, Any]:
    """The bill of materials; its serial number is made of its content."""
    components = [_component(one) for one in found.values()]
    main_part, *others = sorted(components, key=lambda part: (part["name"] != "quizapi", part["name"]))
    content = json.dumps(components, sort_keys=True)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, content)}",
        "version": 1,
        "metadata": {"component": {**main_part, "type": "application"}},
        "components": others,
        "dependencies": [
            {
                "ref": purl(one),
                "dependsOn": sorted(
                    {
                        purl(found[canonicalize_name(requirement.name)])
                        for requirement in wanted_by(one)
                        if canonicalize_name(requirement.name) in found
                    }
                ),
            }
            for one in found.values()
        ],
    }


def licence_table(found: dict[str, Distribution]) -> str:
    """All parts with their licences, as Markdown."""
    rows = [f"| {one.name} | {one.version} | {licence_of(one).replace('|', '/')} |" for one in found.values()]
    head = "# Licences\n\nOf what the service is made of, as each part states it (`make sbom`).\n\n"
    return head + "| Part | Version | Licence |\n|---|---|---|\n" + "\n".join(rows) + "\n"


def _component(one: Distribution) -> dict[str, Any]:
    licence = licence_of(one)
    is_expression = bool(one.metadata.get("License-Expression")) and licence != "not stated"
    part: dict[str, Any] = {
        "type": "library",
        "bom-ref": purl(one),
        "name": one.name,
        "version": one.version,
        "purl": purl(one),
    }
    if is_expression and re.fullmatch(r"[A-Za-z0-9.+() -]+", licence):
        part["licenses"] = [{"expression": licence}]
    elif licence != "not stated":
        part["licenses"] = [{"license": {"name": licence}}]
    return part


if __name__ == "__main__":
    main()
