"""What the distribution and the generator say of themselves."""

from __future__ import annotations

import re
from typing import Any, get_args

import jsonschema

from quizapi.cli.conformance.report import Finding
from quizapi.cli.conformance.target import Target
from quizapi.domain import Interaction

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*")


def judge_metadata(target: Target) -> list[Finding]:
    """Licence, version and what else whoever installs a plugin wants to know."""
    said = target.metadata
    findings = []
    if not said.license:
        findings.append(
            Finding(
                "fault",
                "licence",
                "It names no licence, so nobody may use it.",
                'Add license = "MIT", or another.',
            )
        )
    if not said.needs_quizapi:
        findings.append(
            Finding(
                "fault", "metadata", "It does not depend on quizapi.", 'Add "quizapi" to its dependencies.'
            )
        )
    for text, what in ((said.version, "version"), (said.summary, "description")):
        if not text:
            findings.append(Finding("fault", "metadata", f"It has no {what}."))
    for there, what in ((said.requires_python, "requires-python"), (said.readme, "README")):
        if not there:
            findings.append(Finding("warning", "metadata", f"It has no {what}."))
    if said.tests is False:
        findings.append(
            Finding(
                "warning",
                "metadata",
                "It has no tests.",
                "Inherit quizapi.testing.GeneratorContract in tests/test_*.py.",
            )
        )
    whole = not findings
    return findings or [Finding("ok", "metadata", f"{said.package} {said.version}, {said.license}.")] * whole


def judge_generator(described: dict[str, Any], target: Target) -> list[Finding]:
    """Name, description and options of one generator, as `child` told them."""
    name = described["name"]
    findings = []
    if not _NAME.fullmatch(name):
        findings.append(
            Finding("fault", "description", f"{name!r} is no name: take lower-case words joined by hyphens.")
        )
    missing = [field for field in ("version", "title", "description", "languages") if not described[field]]
    if missing:
        findings.append(Finding("fault", "description", f"{name}: it has no {', no '.join(missing)}."))
    for language in described["languages"]:
        if not _LANGUAGE.fullmatch(language):
            findings.append(
                Finding("fault", "description", f"{name}: {language!r} is no language tag (BCP 47).")
            )
    for interaction in described["interactions"]:
        own = interaction.startswith((f"{target.name}:", f"{name}:"))
        if interaction not in get_args(Interaction) and not own:
            findings.append(
                Finding(
                    "fault",
                    "description",
                    f"{name}: there is no interaction {interaction!r}.",
                    f"Name one of its own {name}:{interaction}.",
                )
            )
    if not described["interactions"]:
        findings.append(Finding("fault", "description", f"{name}: it declares no interaction."))
    if not findings:
        findings.append(Finding("ok", "description", f"{name}: {described['description']}"))
    return findings + _judge_schema(name, described["options_schema"])


def _judge_schema(name: str, schema: Any) -> list[Finding]:
    validator = jsonschema.Draft202012Validator
    try:
        validator.check_schema(schema)
    except jsonschema.SchemaError as broken:
        return [Finding("fault", "options", f"{name}: the schema of its options is none: {broken.message}")]
    findings = []
    properties = schema.get("properties", {})
    defaults = {option: rule["default"] for option, rule in properties.items() if "default" in rule}
    for error in validator(schema).iter_errors(defaults):
        findings.append(Finding("fault", "options", f"{name}: its defaults do not fit: {error.message}"))
    for option, rule in properties.items():
        if "default" not in rule and option not in schema.get("required", ()):
            findings.append(Finding("warning", "options", f"{name}: the option {option!r} has no default."))
        if not rule.get("title") and not rule.get("description"):
            findings.append(
                Finding(
                    "warning",
                    "options",
                    f"{name}: the option {option!r} has no title for the teacher's form.",
                )
            )
    if schema.get("required"):
        findings.append(
            Finding("fault", "options", f"{name}: options without which it cannot run: {schema['required']}.")
        )
    return findings or [
        Finding("ok", "options", f"{name}: {len(properties)} options, with defaults that fit.")
    ]
