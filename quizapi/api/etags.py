"""Strong ETags of rows that carry a version, and the conditions of requests (RFC 9110, section 13)."""

from typing import Protocol

from flask import Response, request
from werkzeug.exceptions import PreconditionFailed, PreconditionRequired


class Versioned(Protocol):
    """A row whose `version` grows with each change."""

    @property
    def id(self) -> str: ...
    @property
    def version(self) -> int: ...


def etag_of(row: Versioned) -> str:
    """The ETag's value, without quotation marks."""
    return f"{row.id[-12:]}-{row.version}"


def require_match(row: Versioned) -> None:
    """Let a change through only when the client has named the version that it read.

    Raises:
        PreconditionRequired: 428, no `If-Match`.
        PreconditionFailed: 412, it names another version.
    """
    if "If-Match" not in request.headers:
        raise PreconditionRequired(
            f'Send If-Match with the ETag that you read ("{etag_of(row)}" just now), or If-Match: *.'
        )
    if not (request.if_match.star_tag or request.if_match.contains(etag_of(row))):
        raise PreconditionFailed("Read it again, and send your change with its new ETag in If-Match.")


def require_match_if_sent(row: Versioned) -> None:
    """The same for changes that may come without `If-Match`.

    Raises:
        PreconditionFailed: 412, it names another version.
    """
    if "If-Match" in request.headers:
        require_match(row)


def with_etag(response: Response, value: str, *, is_whole: bool = True) -> Response:
    """Set the ETag; answer 304 where the client has that version already.

    Args:
        is_whole: False where the answer also tells what changes without the row (counts, the state of a
            job), so that it must be sent again.
    """
    response.set_etag(value)
    if is_whole and request.method in ("GET", "HEAD"):
        response.make_conditional(request)
    return response
