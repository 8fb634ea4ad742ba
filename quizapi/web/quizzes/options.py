"""A generator's options as fields of a form, made from its JSON Schema, and back."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from werkzeug.datastructures import MultiDict

from quizapi.web.wording import capitalized, readable

Json = Mapping[str, Any]
Kind = Literal["select", "checkboxes", "checkbox", "number", "text", "lines", "json"]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that may be chosen. `words` are the schema's own for it, empty where it has none."""

    value: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class OptionField:
    """One option. `field` is the name in the form; `value` what it shows, in the form's own words."""

    name: str
    field: str
    kind: Kind
    label: str
    hint: str
    value: Any
    choices: tuple[Choice, ...] = ()
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
        if value is not None and value != rule.get("default", [] if value == [] else None):
            found[name] = value
    return found


def _field(generator: str, name: str, rule: Json, form: "MultiDict[str, str] | None") -> OptionField:
    kind = _kind_of(rule)
    field = f"option-{generator}-{name}"
    value = rule.get("default")
    if form is not None:
        value = form.getlist(field) if kind == "checkboxes" else form.get(field, "")
    elif kind == "json":
        value = "" if value is None else json.dumps(value)
    elif kind == "lines":
        value = "\n".join(value or ())
    elif kind == "checkboxes":
        value = [str(one) for one in value or ()]
    return OptionField(
        name=name,
        field=field,
        kind=kind,
        label=str(rule.get("title") or capitalized(readable(name))),
        hint=str(rule.get("description", "")),
        value="" if value is None else value,
        choices=tuple(_choices(rule if kind == "select" else rule.get("items", {}))),
        minimum=rule.get("minimum"),
        maximum=rule.get("maximum"),
        step="1" if rule.get("type") == "integer" else "any",
    )


def _kind_of(rule: Json) -> Kind:
    types = set(_types(rule))
    if _values(rule):
        return "select"
    if "boolean" in types:
        return "checkbox"
    if types & {"integer", "number"}:
        return "number"
    if "array" in types:
        items = rule.get("items", {})
        if _values(items):
            return "checkboxes"
        return "lines" if set(_types(items)) == {"string"} else "json"
    return "text" if "string" in types else "json"


def _values(rule: Json) -> list[Any]:
    """What may be chosen: `enum`, or alternatives that are a constant each (with a title, most often)."""
    if "enum" in rule:
        return list(rule["enum"])
    for alternatives in (rule.get("oneOf", ()), rule.get("anyOf", ())):
        if alternatives and all("const" in one for one in alternatives):
            return [one["const"] for one in alternatives]
    return []


def _choices(rule: Json) -> Iterator[Choice]:
    titled = {
        str(one["const"]): str(one.get("title", ""))
        for one in (*rule.get("oneOf", ()), *rule.get("anyOf", ()))
        if "const" in one
    }
    labels = {**titled, **{str(value): str(words) for value, words in rule.get("x-labels", {}).items()}}
    for value in map(str, _values(rule)):
        yield Choice(value, labels.get(value, ""))


def _sent(field: str, rule: Json, form: "MultiDict[str, str]") -> Any:
    kind = _kind_of(rule)
    if kind == "checkbox":
        return field in form
    if kind == "checkboxes":
        return [_chosen(written, rule["items"]) for written in form.getlist(field)]
    written = form.get(field, "").strip()
    if kind == "lines":
        return [line.strip() for line in written.splitlines() if line.strip()]
    if not written:
        return None
    if kind == "select":
        return _chosen(written, rule)
    if kind == "number":
        return _number(written, whole="integer" in _types(rule))
    return _decoded(written) if kind == "json" else written


def _chosen(written: str, rule: Json) -> Any:
    """The value that the field shows in this way, typed as in the schema."""
    return next((value for value in _values(rule) if str(value) == written), written)


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
