"""What the house rules add to the description of every operation: its id, who may call it, its headers."""

import re
from typing import Any

from quizapi.api.access import Rule

_IDEMPOTENCY_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "schema": {
        "type": "string",
        "pattern": "^[A-Za-z0-9._~:+/=-]{21,255}$",
        "example": "7a6c1f0e-93d4-4d5b-8f27-1be0c5a2d964",
    },
    "description": "At least 122 random bits (a UUIDv4). The same key and body replays the first answer.",
}
_IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": False,
    "schema": {"type": "string"},
    "description": "The ETag that you read, or `*`. Without it the answer is 428, with an old one 412.",
}
_PREFER = {
    "in": "header",
    "name": "Prefer",
    "required": False,
    "schema": {"type": "string", "example": "wait=10"},
    "description": "`wait=N`: wait up to N seconds (at most 30) for the job to end (RFC 7240).",
}
_ETAG = {"schema": {"type": "string"}, "description": "Strong ETag of the resource, for `If-Match`."}
_PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
_LOCATION = {"schema": {"type": "string"}, "description": "Where it is found."}


def operation_doc(
    doc: dict[str, Any],
    *,
    method: str,
    summary: str,
    rule: Rule,
    is_conditional: bool,
    is_idempotent: bool,
) -> dict[str, Any]:
    """Complete one operation.

    Args:
        doc: The operation so far; changed in place.
        method: In lower case.
        is_conditional: Whether it needs `If-Match`.
        is_idempotent: Whether it honours `Idempotency-Key`.
    """
    doc["operationId"] = "_".join(word.lower() for word in re.findall(r"[A-Za-z0-9]+", summary)[:10])
    doc["security"] = _security(rule)
    headers = []
    if is_idempotent:
        headers.append(_IDEMPOTENCY_KEY)
    if is_conditional:
        headers.append(_IF_MATCH)
    responses = {str(status): response for status, response in doc.get("responses", {}).items()}
    if "202" in responses:
        headers.append(_PREFER)
    if headers:
        doc.setdefault("parameters", []).extend(headers)
    for status in ("201", "202"):
        if isinstance(responses.get(status), dict):
            responses[status].setdefault("headers", {})["Location"] = _LOCATION
    for status, response in responses.items():
        if isinstance(response, dict) and status >= "400":  # named by its words alone
            response.setdefault("content", _PROBLEM)
    if method == "patch" and isinstance(responses.get("200"), dict):
        responses["200"].setdefault("headers", {})["ETag"] = _ETAG
    return doc


def _security(rule: Rule) -> list[dict[str, list[str]]]:
    if "anonymous" in rule.kinds:
        return []
    return [{kind: []} for kind in sorted(rule.kinds)]
