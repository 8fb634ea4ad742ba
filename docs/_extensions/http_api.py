"""The directive `http-api`: all operations and schemas of openapi.yaml, as sections of a page."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

Json = Mapping[str, Any]
_METHODS = ("get", "post", "put", "patch", "delete")
_BASE = "/api/v1"


class HttpApi(SphinxDirective):
    """Writes the page's text as Markdown and has it read."""

    def run(self) -> list[nodes.Node]:
        path = Path(self.env.srcdir) / "openapi.yaml"
        self.env.note_dependency(str(path))
        spec = yaml.safe_load(path.read_text(encoding="utf-8"))
        return self.parse_text_to_nodes("\n".join(_lines(spec)), allow_section_headings=True)


def setup(app: Sphinx) -> dict[str, Any]:
    """Called by Sphinx."""
    app.add_directive("http-api", HttpApi)
    return {"version": "1", "parallel_read_safe": True}


def _lines(spec: Json) -> Iterator[str]:
    by_tag: dict[str, list[tuple[str, str, Json]]] = {}
    for path, item in spec["paths"].items():
        for method in _METHODS:
            if method in item:
                operation = {**item[method], "parameters": _parameters(spec, item, item[method])}
                by_tag.setdefault((operation.get("tags") or ["other"])[0], []).append(
                    (method.upper(), path.removeprefix(_BASE), operation)
                )
    about = {tag["name"]: tag.get("description", "") for tag in spec.get("tags", ())}
    for tag, operations in by_tag.items():
        yield from (f"## {tag.replace('_', ' ').capitalize()}", "", about.get(tag, ""), "")
        for method, path, operation in operations:
            yield from _operation(method, path, operation)
    yield from ("## Schemas", "")
    for name, schema in sorted(spec["components"]["schemas"].items()):
        yield from _schema(name, schema)


def _parameters(spec: Json, item: Json, operation: Json) -> list[Json]:
    known = spec["components"].get("parameters", {})
    found = [*item.get("parameters", ()), *operation.get("parameters", ())]
    return [known[one["$ref"].rpartition("/")[2]] if "$ref" in one else one for one in found]


def _operation(method: str, path: str, operation: Json) -> Iterator[str]:
    yield from (f"### `{method} {path}`", "", f"{operation.get('summary', '')}.", "")
    if operation.get("description"):
        yield from (operation["description"], "")
    yield from (f"`operationId`: `{operation.get('operationId', '')}`", "")
    rows = [
        (f"`{p['name']}`", p["in"], _type(p.get("schema", {})), p.get("description", ""))
        for p in operation["parameters"]
    ]
    yield from _table(("Parameter", "In", "Type", "Meaning"), rows)
    for media_type, content in (operation.get("requestBody") or {}).get("content", {}).items():
        yield from (f"Body: `{media_type}`, {_type(content.get('schema', {}))}", "")
        if "example" in content:
            yield from ("```json", json.dumps(content["example"], indent=2, ensure_ascii=False), "```", "")
    answers = [
        (f"`{status}`", _answer(answer), answer.get("description", ""))
        for status, answer in operation.get("responses", {}).items()
        if status != "default"
    ]
    yield from _table(("Status", "Answer", ""), answers)


def _answer(answer: Json) -> str:
    content = answer.get("content", {})
    types = list(dict.fromkeys(_type(one.get("schema", {})) for one in content.values()))
    return ", ".join(types[:2])


def _schema(name: str, schema: Json) -> Iterator[str]:
    yield from (f"### {name}", "")
    if schema.get("description"):
        yield from (schema["description"], "")
    needed = set(schema.get("required", ()))
    rows = [
        (
            f"`{field}`" + ("" if field in needed else " (optional)"),
            _type(rule),
            rule.get("description", ""),
        )
        for field, rule in schema.get("properties", {}).items()
    ]
    yield from _table(("Field", "Type", "Meaning"), rows)


def _type(schema: Any) -> str:
    if not isinstance(schema, Mapping):
        return ""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    for joined in ("oneOf", "anyOf", "allOf"):
        if joined in schema:
            return " or ".join(dict.fromkeys(filter(None, map(_type, schema[joined]))))
    if "enum" in schema:
        return ", ".join(f"`{json.dumps(value)}`" for value in schema["enum"])
    kinds = schema.get("type", "")
    words = " or ".join(kinds) if isinstance(kinds, list) else str(kinds)
    if "items" in schema:
        return f"{words} of {_type(schema['items'])}".strip()
    return words + (f" ({schema['format']})" if "format" in schema else "")


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> Iterator[str]:
    if not rows:
        return
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(' '.join(cell.split()).replace('|', chr(92) + '|') for cell in row)} |"
    yield ""
