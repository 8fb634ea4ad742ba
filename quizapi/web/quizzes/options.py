"""A generator's options as fields of a form, made from its JSON Schema, and back."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from werkzeug.datastructures import MultiDict

Json = Mapping[str, Any]
Kind = Literal["select", "checkboxes", "checkbox", "number", "text", "json"]


@dataclass(frozen=True, slots=True)
class OptionField:
    """One option. `field` is the name in the form; `value` what it shows, in the form's own words."""

    name: str
    field: str
    kind: Kind
    label: str
    hint: str
    value: Any
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    step: str = "1"


def option_fields(generator: Json, form: "MultiDict[str, str] | None" = None) -> list[OptionField]:
    """The fields for a generator's options; with the defaults, or as they were sent."""
    schema = generator["options_schema"]
    return [
        _field(generator["name"], name, rule, form) for name, rule in schema.get("properties", {}).items()
    ]


def sent_options(generator: Json, form: "MultiDict[str, str]") -> dict[str, Any]:
    """The options that differ from the defaults, typed as the schema says.

    A value that cannot be read as its type is passed on as it was written: the API says what is wrong.
    """
    found: dict[str, Any] = {}
    for name, rule in generator["options_schema"].get("properties", {}).items():
        value = _sent(f"option-{generator['name']}-{name}", rule, form)
        if value is not None and value != rule.get("default"):
            found[name] = value
    return found


def _field(generator: str, name: str, rule: Json, form: "MultiDict[str, str] | None") -> OptionField:
    kind, choices = _kind_of(rule)
    field = f"option-{generator}-{name}"
    value = rule.get("default")
    if form is not None:
        value = form.getlist(field) if kind == "checkboxes" else form.get(field, "")
    elif kind == "json":
        value = "" if value is None else json.dumps(value)
    return OptionField(
        name=name,
        field=field,
        kind=kind,
        label=str(rule.get("title") or name.replace("_", " ").capitalize()),
        hint=str(rule.get("description", "")),
        value=[] if kind == "checkboxes" and value is None else "" if value is None else value,
        choices=choices,
        minimum=rule.get("minimum"),
        maximum=rule.get("maximum"),
        step="1" if rule.get("type") == "integer" else "any",
    )


def _kind_of(rule: Json) -> tuple[Kind, tuple[str, ...]]:
    types = set(_types(rule))
    if "enum" in rule:
        return "select", tuple(str(choice) for choice in rule["enum"])
    if "boolean" in types:
        return "checkbox", ()
    if types & {"integer", "number"}:
        return "number", ()
    items = rule.get("items", {})
    if "array" in types and "enum" in items:
        return "checkboxes", tuple(str(choice) for choice in items["enum"])
    return ("text", ()) if "string" in types else ("json", ())


def _sent(field: str, rule: Json, form: "MultiDict[str, str]") -> Any:
    kind, _ = _kind_of(rule)
    if kind == "checkbox":
        return field in form
    if kind == "checkboxes":
        return form.getlist(field)
    written = form.get(field, "").strip()
    if not written:
        return None
    if kind == "select":
        return next((choice for choice in rule["enum"] if str(choice) == written), written)
    if kind == "number":
        return _number(written, whole="integer" in _types(rule))
    return _decoded(written) if kind == "json" else written


def _number(written: str, *, whole: bool) -> Any:
    try:
        return int(written) if whole else float(written)
    except ValueError:
        return written


def _decoded(written: str) -> Any:
    try:
        return json.loads(written)
    except ValueError:
        return written


def _types(rule: Json) -> Iterator[str]:
    kinds = rule.get("type", ())
    yield from (kinds,) if isinstance(kinds, str) else kinds
