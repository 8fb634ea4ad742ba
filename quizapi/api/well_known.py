"""Whom to tell about a hole (RFC 9116)."""

from datetime import timedelta

from flask import Blueprint, Response, abort

from quizapi.api.context import context

blueprint = Blueprint("well_known", __name__)
#: RFC 9116 recommends less than a year.
_VALID = timedelta(days=180)


@blueprint.get("/.well-known/security.txt")
def security_txt() -> Response:
    """The operator's contact; 404 where none is set."""
    contact, base = context().security_contact, context().base_url
    if not contact:
        abort(404)
    expires = (context().now() + _VALID).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {base}/.well-known/security.txt",
    ]
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
