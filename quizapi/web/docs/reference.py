"""The OpenAPI document as a page needs it: operations by tag, with references looked up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]
_METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, slots=True)
class Property:
    """One row of a schema's table. `schema` names the schema it links to, or is empty."""

    name: str
    type: str
    schema: str
    required: bool
    notes: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One call of the API."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    callers: tuple[str, ...]
    parameters: tuple[Property, ...]
    body: tuple[Property, ...]
    body_types: tuple[str, ...]
    responses: tuple[tuple[str, str, str], ...]
    """Status, description, and name of the schema, or empty."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A group of operations."""

    name: str
    description: str
    operations: tuple[Operation, ...]


def tags_of(spec: Json) -> list[Tag]:
    """All operations, grouped and in the order of the document."""
    descriptions = {tag["name"]: tag.get("description", "") for tag in spec.get("tags", ())}
    groups: dict[str, list[Operation]] = {name: [] for name in descriptions}
    for path, methods in spec["paths"].items():
        shared = methods.get("parameters", [])
        for method in _METHODS:
            if method in methods:
                operation = methods[method]
                name = (operation.get("tags") or ["other"])[0]
                groups.setdefault(name, []).append(_operation(spec, path, method, operation, shared))
    return [
        Tag(name, descriptions.get(name, ""), tuple(operations))
        for name, operations in groups.items()
        if operations
    ]


def schemas_of(spec: Json) -> list[tuple[str, str, list[Property]]]:
    """Name, description and properties of each schema that operations refer to."""
    schemas = spec.get("components", {}).get("schemas", {})
    return [
        (name, schema.get("description", ""), list(_properties(spec, schema)))
        for name, schema in sorted(schemas.items())
    ]


def _operation(spec: Json, path: str, method: str, operation: Json, shared: list[Json]) -> Operation:
    content = _resolved(spec, operation.get("requestBody", {})).get("content", {})
    body = next((_resolved(spec, kind.get("schema", {})) for kind in content.values()), {})
    parameters = [_resolved(spec, parameter) for parameter in (*shared, *operation.get("parameters", ()))]
    return Operation(
        id=operation.get("operationId", f"{method}-{path}"),
        method=method.upper(),
        path=path,
        summary=operation.get("summary", ""),
        description=operation.get("description", ""),
        callers=tuple(name for entry in operation.get("security", ()) for name in entry),
        parameters=tuple(_parameter(parameter) for parameter in parameters),
        body=tuple(_properties(spec, body)),
        body_types=tuple(content),
        responses=tuple(_responses(spec, operation)),
    )


def _parameter(parameter: Json) -> Property:
    schema = parameter.get("schema", {})
    return Property(
        name=f"{parameter['name']} ({parameter['in']})",
        type=_type_of(schema)[0],
        schema="",
        required=parameter.get("required", False),
        notes=_notes({**schema, "description": parameter.get("description", schema.get("description", ""))}),
    )


def _responses(spec: Json, operation: Json) -> Iterator[tuple[str, str, str]]:
    for status, response in operation.get("responses", {}).items():
        found = _resolved(spec, response)
        schema: Json = next((kind.get("schema", {}) for kind in found.get("content", {}).values()), {})
        yield ("others" if status == "default" else str(status)), found.get("description", ""), _name(schema)


def _properties(spec: Json, schema: Json) -> Iterator[Property]:
    required = schema.get("required", ())
    for name, value in schema.get("properties", {}).items():
        words, link = _type_of(value)
        yield Property(name, words, link, name in required, _notes(value))


def _type_of(schema: Json) -> tuple[str, str]:
    """The type in words, and the schema that it is or is a list of."""
    if "$ref" in schema:
        return _name(schema), _name(schema)
    for join in ("allOf", "anyOf", "oneOf"):
        if join in schema:
            parts = [_type_of(part) for part in schema[join]]
            return " or ".join(words for words, _ in parts), next((link for _, link in parts if link), "")
    kinds = schema.get("type", "any")
    kinds = [kinds] if isinstance(kinds, str) else list(kinds)
    if "array" in kinds:
        words, link = _type_of(schema.get("items", {}))
        rest = [kind for kind in kinds if kind != "array"]
        return " or ".join([f"list of {words}", *rest]), link
    words = " or ".join(kinds)
    return (f"{words} ({schema['format']})" if "format" in schema else words), ""


def _notes(schema: Json) -> str:
    limits = {
        "minimum": "at least {}",
        "maximum": "at most {}",
        "minLength": "at least {} characters",
        "maxLength": "at most {} characters",
        "minItems": "at least {} elements",
        "maxItems": "at most {} elements",
        "default": "default {}",
        "example": "for example {}",
    }
    parts = [str(schema["description"])] if schema.get("description") else []
    if "enum" in schema:
        parts.append("one of " + ", ".join(str(value) for value in schema["enum"]))
    parts += [words.format(schema[name]) for name, words in limits.items() if schema.get(name) is not None]
    return "; ".join(parts)


def _resolved(spec: Json, value: Json) -> Json:
    while "$ref" in value:
        target: Any = spec
        for part in value["$ref"].lstrip("#/").split("/"):
            target = target[part]
        value = target
    return value


def _name(schema: Json) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]
