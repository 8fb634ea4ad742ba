"""Finds the plugin to be checked: a folder with a `pyproject.toml`, or something installed."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizapi.domain import QuizApiError
from quizapi.plugin_api.markers import PROJECT


class TargetNotFound(QuizApiError):
    """There is no such plugin."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a distribution says of itself."""

    package: str
    version: str
    summary: str
    license: str
    requires_python: str
    requires: tuple[str, ...]
    readme: bool
    #: None where it is installed: tests are not.
    tests: bool | None

    @property
    def needs_quizapi(self) -> bool:
        return any(re.match(r"quizapi\s*(?:$|[<>=!~;\[ ])", requirement) for requirement in self.requires)


@dataclass(frozen=True, slots=True)
class Target:
    """A plugin: how it is imported (`module` or `module:attribute`), from where, and its metadata."""

    name: str
    entry_point: str
    folders: tuple[Path, ...]
    metadata: Metadata


def find_target(what: str) -> Target:
    """The plugin in a folder, or the installed one with an entry point or a generator of this name.

    Raises:
        TargetNotFound: There is none, or the folder declares no entry point of the group `quizapi`.
    """
    folder = Path(what)
    if folder.is_dir():
        return _in_folder(folder)
    entries = {entry.name: entry for entry in importlib.metadata.entry_points(group=PROJECT)}
    if what not in entries:
        _add_generators(entries)
    if what not in entries:
        known = ", ".join(sorted(entries)) or "none"
        raise TargetNotFound(f"{what!r} is neither a folder nor an installed plugin; installed are {known}")
    return _installed(entries[what])


def _in_folder(folder: Path) -> Target:
    path = folder / "pyproject.toml"
    try:
        declared: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TargetNotFound(f"{path} cannot be read: {error}") from error
    project = declared.get("project", {})
    entries = project.get("entry-points", {}).get(PROJECT, {})
    if not entries:
        raise TargetNotFound(
            f'{path} declares no entry point; add [project.entry-points.{PROJECT}] with my-name = "my_module"'
        )
    name, entry_point = next(iter(entries.items()))
    licence = project.get("license", "")
    source = folder / "src"
    return Target(
        name=name,
        entry_point=entry_point,
        folders=((source if source.is_dir() else folder).resolve(),),
        metadata=Metadata(
            package=project.get("name", ""),
            version=str(project.get("version", "")),
            summary=project.get("description", ""),
            license=licence
            if isinstance(licence, str)
            else str(licence.get("text") or licence.get("file", "")),
            requires_python=project.get("requires-python", ""),
            requires=tuple(project.get("dependencies", ())),
            readme="readme" in project and (folder / str(project["readme"])).is_file(),
            tests=any(folder.glob("tests/test_*.py")),
        ),
    )


def _add_generators(entries: dict[str, importlib.metadata.EntryPoint]) -> None:
    """Let installed plugins be found by the names of their generators too."""
    from quizapi.plugin_api.registry import load_registry

    by_package = {entry.dist.name: entry for entry in entries.values() if entry.dist is not None}
    for name, info in load_registry().plugin_of.items():
        if info.package in by_package:
            entries.setdefault(name, by_package[info.package])


def _installed(entry: importlib.metadata.EntryPoint) -> Target:
    dist = entry.dist
    if dist is None:
        raise TargetNotFound(f"{entry.name!r} belongs to no distribution")
    said = dist.metadata.json
    classifiers = [c for c in said.get("classifier", ()) if c.startswith("License ::")]
    licences = (said.get("license_expression"), said.get("license"), *classifiers)
    return Target(
        name=entry.name,
        entry_point=entry.value,
        folders=(),
        metadata=Metadata(
            package=dist.name,
            version=dist.version,
            summary=str(said.get("summary", "")),
            license=str(next(filter(None, licences), "")),
            requires_python=str(said.get("requires_python", "")),
            requires=tuple(dist.requires or ()),
            readme=bool(said.get("description")),
            tests=None,
        ),
    )
