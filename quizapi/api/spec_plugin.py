"""What the description says of every operation beyond its own words: who may call it, refusals, links."""

import re
from http import HTTPStatus
from typing import Any

from apispec import BasePlugin
from marshmallow.fields import Field

from quizapi.api.access import Rule, rule_of
from quizapi.api.links import LINKS

_ALL = frozenset({"anonymous", "teacher", "student"})
_BODIES = ("post", "put", "patch")


class HouseRules(BasePlugin):
    """Completes operations when all else about them is known.

    Args:
        base_path: What stands before every route of `access.ACCESS`.
    """

    def __init__(self, base_path: str) -> None:
        self._base_path = base_path

    def operation_helper(
        self, path: str | None = None, operations: dict[str, Any] | None = None, **_: Any
    ) -> None:
        route = (path or "").removeprefix(self._base_path).replace("{", "<").replace("}", ">")
        for method, operation in (operations or {}).items():
            rule = rule_of(method.upper(), route)
            told = [operation.get("description", ""), _callers(rule)]
            operation["description"] = "\n\n".join(text for text in told if text)
            for parameter in operation.get("parameters", ()):
                _without_null(parameter)
            responses = {str(status): response for status, response in operation.get("responses", {}).items()}
            for status in _refusals(method, route, rule, operation):
                responses.setdefault(status, HTTPStatus(int(status)).name)
            operation["responses"] = dict(sorted(responses.items()))  # digits, then `default`
            for status, links in LINKS.get(operation["operationId"], {}).items():
                responses[status]["links"] = links


def portable_pattern(_: Any, field: Field[Any], *, ret: dict[str, Any], **kwargs: Any) -> dict[str, str]:
    """Python's ends of a text (`\\A`, `\\Z`) in the regular expressions of JSON Schema (ECMA-262)."""
    if "pattern" not in ret:
        return {}
    return {"pattern": re.sub(r"\\Z$", "$", re.sub(r"^\\A", "^", ret["pattern"]))}


def _callers(rule: Rule) -> str:
    """Who may call, in a sentence."""
    if rule.kinds == _ALL:
        return "No token is needed."
    scope = f" with the scope `{rule.scope}`" if rule.scope else ""
    who = {"teacher": f"a teacher's{scope}", "student": "the token of this attempt"}
    if rule.kinds == {"student"}:
        return "The caller's token is that of the attempt."
    if rule.kinds == {"teacher"}:
        return f"The caller's token is {who['teacher']}."
    return f"The caller's token is {who['student']} or {who['teacher']}."


def _refusals(method: str, route: str, rule: Rule, operation: dict[str, Any]) -> list[str]:
    """The statuses that the house rules can answer to this operation."""
    names = {parameter.get("name") for parameter in operation.get("parameters", ())}
    found = ["429"] if "anonymous" in rule.kinds else ["401", "403"]
    found += ["404"] if "<" in route else []
    found += ["409"] if "Idempotency-Key" in names else []
    found += ["412", "428"] if "If-Match" in names else []
    found += ["415"] if method in _BODIES and "requestBody" in operation else []
    return found


def _without_null(parameter: dict[str, Any]) -> None:
    """A parameter of an address is there or not: it has no null, though the field's default is None."""
    schema = parameter.get("schema")
    if parameter.get("in") != "query" or not isinstance(schema, dict):
        return
    if isinstance(schema.get("type"), list):
        kinds = [kind for kind in schema["type"] if kind != "null"]
        schema["type"] = kinds[0] if len(kinds) == 1 else kinds
    if "enum" in schema:
        schema["enum"] = [value for value in schema["enum"] if value is not None]
    if schema.get("default", "") is None:
        del schema["default"]
