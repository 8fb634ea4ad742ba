"""The plugin interface: names equal the snapshot, and all of it is documented and tested."""

import importlib.metadata
import inspect
import json
import re
import tomllib
from pathlib import Path

import pytest

from quizapi import plugin_api
from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, hookspecs
from quizapi.plugin_api.registering import KINDS
from quizapi.plugin_api.registry import load_registry

REFERENCE = Path("docs/reference/plugin-api.md").read_text(encoding="utf-8")
SNAPSHOT = json.loads(Path("tests/meta/registered_names.json").read_text(encoding="utf-8"))
HOOKS = {name: hook for name, hook in vars(hookspecs).items() if name.startswith("quizapi_")}
SHIPPED = {
    f"quizapi-{path.parent.name.replace('_', '-')}" for path in Path("plugins").glob("*/pyproject.toml")
}


def test_registered_names_are_those_of_the_snapshot() -> None:
    """A name is a promise: quizzes are stored with it. Change the snapshot together with a migration."""
    registry = load_registry(strict=True)
    for kind in KINDS:
        ours = [n for n in getattr(registry, kind) if registry.origin(kind, n).package in SHIPPED]
        assert sorted(ours) == SNAPSHOT[kind]
    entries = importlib.metadata.entry_points(group="quizapi")
    assert sorted(e.name for e in entries if e.dist and e.dist.name in SHIPPED) == SNAPSHOT["entry_points"]
    assert sorted(HOOKS) == SNAPSHOT["hooks"]


@pytest.mark.parametrize("name", HOOKS)
def test_hook_is_documented_with_its_arguments(name: str) -> None:
    section = re.search(rf"^### {name}\n(.*?)(?=^##)", REFERENCE, re.M | re.S)
    assert section, f"docs/reference/plugin-api.md has no heading for {name}"
    arguments = ", ".join(inspect.signature(HOOKS[name]).parameters)
    assert f"`{name}({arguments})`" in section[1]
    docstring = inspect.getdoc(HOOKS[name]) or ""
    for part in ("Args:", "Since:"):
        assert part in docstring, f"{name} does not say {part}"


@pytest.mark.parametrize("name", HOOKS)
def test_hook_is_tested(name: str) -> None:
    tests = [path.read_text(encoding="utf-8") for path in Path("tests/plugin_api").glob("test_*.py")]
    assert any(f"def {name}(" in text for text in tests)


@pytest.mark.parametrize("name", plugin_api.__all__)
def test_public_name_is_documented(name: str) -> None:
    assert re.search(rf"`{name}\b", REFERENCE)


@pytest.mark.parametrize("role", [AnnotatedArticle, GeneratorTools])
def test_members_are_documented(role: type) -> None:
    members = [name for name in vars(role) if not name.startswith("_")]
    assert [name for name in members if not re.search(rf"`{name}\b", REFERENCE)] == []


@pytest.mark.parametrize(
    "path", sorted(Path("plugins").glob("*/pyproject.toml")), ids=lambda p: p.parent.name
)
def test_shipped_plugin_has_licence_readme_tests_and_a_contract_for_its_imports(path: Path) -> None:
    project = tomllib.loads(path.read_text(encoding="utf-8"))["project"]
    assert project["license"] == "MIT"
    assert (path.parent / project["readme"]).stat().st_size > 0
    (module,) = project["entry-points"]["quizapi"].values()
    linter = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    assert module in linter["root_packages"]
    for contract in linter["contracts"]:
        if contract["name"].startswith("Plugins know"):
            assert module in contract.get("source_modules", contract.get("modules"))
