"""The contract as two checkers of other people's see it. Neither asks the network for anything."""

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.exchange.node import module, node

ROOT = Path(__file__).parents[2]
METHODS = ("get", "post", "put", "patch", "delete")


@pytest.mark.parametrize(
    "command",
    [
        ["@stoplight/spectral-cli/dist/index.js", "lint", "openapi.yaml", "--fail-severity=warn"],
        ["@redocly/cli/bin/cli.js", "lint", "--format=stylish"],
    ],
    ids=["spectral", "redocly"],
)
def test_contract_has_nothing_to_complain_about(command: list[str]) -> None:
    script, *arguments = command
    # Anything that went out would go to a closed port.
    closed = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    done = subprocess.run(
        [node(), str(module(script)), *arguments],
        cwd=ROOT,
        env={**os.environ, **closed, "REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert "warning" not in said.lower().replace("deprecation warning", ""), said


def operations(document: Any) -> dict[str, Any]:
    return {
        item[method]["operationId"]: {"path": path, **item[method], "of_path": item.get("parameters", [])}
        for path, item in document["paths"].items()
        for method in METHODS
        if method in item
    }


def test_links_name_operations_and_their_parameters() -> None:
    document = yaml.safe_load((ROOT / "openapi.yaml").read_text(encoding="utf-8"))
    known = operations(document)
    found = [
        link
        for operation in known.values()
        for response in operation["responses"].values()
        for link in response.get("links", {}).values()
    ]
    assert len(found) > 50
    for link in found:
        operation = known[link["operationId"]]
        names = {parameter["name"] for parameter in (*operation["of_path"], *operation.get("parameters", ()))}
        assert set(link.get("parameters", {})) <= names, link
        needed = {parameter["name"] for parameter in operation["of_path"]}
        assert needed <= set(link.get("parameters", {})), link


def test_every_operation_names_refusals_and_callers() -> None:
    document = yaml.safe_load((ROOT / "openapi.yaml").read_text(encoding="utf-8"))
    for name, operation in operations(document).items():
        assert operation["description"].endswith("."), name
        words = re.findall(r"[a-z0-9]+", operation["summary"].lower())
        assert name.split("_") == words, f"{operation['summary']!r} is too long for the name of a method"
        statuses = set(operation["responses"])
        assert any(status.startswith("4") for status in statuses), name
        assert ("401" in statuses) == bool(operation["security"]), name
