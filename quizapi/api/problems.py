"""Every error as `application/problem+json` (RFC 9457). Only here is known which status an error has."""

import re
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

import structlog
from flask import Response, json, request
from flask_smorest.error_handler import ErrorHandlerMixin
from marshmallow import Schema, fields
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from quizapi.domain import QuizApiError
from quizapi.exchange.plugged.process import PluginFailed
from quizapi.plugin_api.options import InvalidOptions
from quizapi.reading import errors as reading_errors
from quizapi.services import errors

log = structlog.get_logger(__name__)

#: Status of each kind of error; a child has its parent's unless it stands here itself.
STATUS: dict[type[QuizApiError], int] = {
    errors.NotAuthenticated: 401,
    errors.Forbidden: 403,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.Invalid: 422,
    errors.TooManyRequests: 429,
    InvalidOptions: 422,
    PluginFailed: 502,
    reading_errors.TextTooLong: 413,
    QuizApiError: 422,
}

_HTTP_TITLES = {
    400: "The request cannot be read",
    404: "There is nothing at this address",
    405: "This address does not take that method",
    406: "The answer cannot be given in that form",
    408: "The request took too long",
    412: "The thing has changed since you read it",
    413: "The request is too large",
    415: "The body must be JSON",
    422: "The request has faults",
    428: "Say which version you mean",
    429: "Too many requests",
    500: "Something went wrong on our side",
    503: "The service cannot answer just now",
}


class ProblemError(Schema):
    """One faulty value."""

    pointer = fields.String(required=True, metadata={"description": "JSON pointer into the body (RFC 6901)."})
    detail = fields.String(required=True)


class ProblemSchema(Schema):
    """RFC 9457 problem details."""

    type = fields.String(required=True, metadata={"example": "/docs/problems#not-found"})
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String()
    instance = fields.String()
    errors = fields.List(fields.Nested(ProblemError))


class ProblemHandlers(ErrorHandlerMixin):
    """Registers the handlers of flask-smorest's `Api` with our own answers."""

    ERROR_SCHEMA = ProblemSchema

    def _register_error_handlers(self) -> None:
        app = self._app
        app.register_error_handler(QuizApiError, problem_of_domain_error)
        app.register_error_handler(HTTPException, problem_of_http_error)
        app.register_error_handler(OperationalError, problem_of_database_error)
        app.register_error_handler(PoolTimeout, problem_of_database_error)
        app.register_error_handler(StaleDataError, problem_of_lost_race)
        app.register_error_handler(IntegrityError, problem_of_collision)
        app.register_error_handler(Exception, problem_of_fault)


def slug(error: type[QuizApiError]) -> str:
    """The stable name of the problem's type."""
    return error.type_name()


def status_of(error: type[QuizApiError]) -> int:
    return next(STATUS[parent] for parent in error.__mro__ if parent in STATUS)


def problem(
    status: int,
    *,
    type: str,
    title: str,
    detail: str = "",
    errors: list[dict[str, str]] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A problem as a response."""
    body: dict[str, Any] = {"type": f"/docs/problems#{type}", "title": title, "status": status}
    if detail:
        body["detail"] = detail
    body["instance"] = request.path
    if errors:
        body["errors"] = errors
    response = Response(json.dumps(body), status, content_type="application/problem+json")
    response.headers.extend(dict(headers or {}))
    return response


def problem_of_domain_error(error: QuizApiError) -> Response:
    headers = {}
    status = status_of(type(error))
    if status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="quizapi"'
    if isinstance(error, errors.TooManyRequests):
        headers["Retry-After"] = str(error.retry_after)
        # draft-ietf-httpapi-ratelimit-headers: nothing is left (r) for the next seconds (t).
        headers["RateLimit"] = f'"{error.policy}";r=0;t={error.retry_after}'
        headers["RateLimit-Policy"] = f'"{error.policy}";q={error.quota};w={error.window}'
    faults = [{"pointer": error.pointer, "detail": error.detail}] if error.pointer else None
    return problem(
        status,
        type=slug(type(error)),
        title=error.title(),
        detail=error.detail,
        errors=faults or getattr(error, "faults", None),
        headers=headers,
    )


def problem_of_http_error(error: HTTPException) -> Response:
    """Keeps the headers that say what to do (`Allow`, `Retry-After`, `WWW-Authenticate`)."""
    if error.response is not None:
        return error.response  # type: ignore[return-value]
    status = error.code or 500
    if status < 400:
        return error.get_response()  # type: ignore[return-value]
    data = getattr(error, "data", None) or {}
    kept = {
        name: value
        for name, value in [*error.get_headers(), *dict(data.get("headers") or {}).items()]
        if name.lower() not in ("content-type", "content-length")
    }
    messages = data.get("messages")
    faults = list(faults_of(messages)) if isinstance(messages, Mapping) else None
    detail = error.description if isinstance(error.description, str) and not faults else ""
    if faults:
        detail = "; ".join(f"{fault['pointer'] or 'the body'}: {fault['detail']}" for fault in faults[:5])
    phrase = HTTPStatus(status).phrase
    return problem(
        status,
        type="invalid-request" if status == 422 else re.sub(r"[^a-z]+", "-", phrase.lower()),
        title=_HTTP_TITLES.get(status, phrase),
        detail=detail,
        errors=faults,
        headers=kept,
    )


def problem_of_database_error(error: Exception) -> Response:
    log.error("database_unavailable", error=type(error).__name__, cause=str(getattr(error, "orig", ""))[:200])
    full = "full" in str(getattr(error, "orig", "")).lower()
    return problem(
        507 if full else 503,
        type="storage-full" if full else "database-unavailable",
        title="There is no room left to store anything" if full else _HTTP_TITLES[503],
        detail="Nothing of this request was stored. Try again in a moment.",
        headers={"Retry-After": "2"},
    )


def problem_of_lost_race(error: StaleDataError) -> Response:
    """Two changes of one thing at the same moment, where the database does not queue them (PostgreSQL)."""
    return problem(
        412,
        type="precondition-failed",
        title=_HTTP_TITLES[412],
        detail="Somebody changed it at the same moment. Read it again, and send your change again.",
    )


def problem_of_collision(error: IntegrityError) -> Response:
    """Two requests that made the same, or one that used what the other deleted, at the same moment."""
    log.warning("requests_collided", path=request.path, method=request.method)
    return problem(
        409,
        type="conflict",
        title="Another request was faster",
        detail="Nothing of this request was stored. Look at what is there now, and try again.",
    )


def problem_of_fault(error: Exception) -> Response:
    log.exception("request_failed", path=request.path, method=request.method)
    return problem(
        500,
        type="internal-error",
        title=_HTTP_TITLES[500],
        detail="Nothing of this request was stored. The fault has been logged.",
    )


def faults_of(messages: Any, pointer: str = "") -> Iterator[dict[str, str]]:
    """marshmallow's nested messages as pointers; the location ("json", "query") is left out."""
    if (
        pointer == ""
        and isinstance(messages, Mapping)
        and set(messages) <= {"json", "query", "headers", "files"}
    ):
        for inner in messages.values():
            yield from faults_of(inner, "/")
        return
    prefix = "" if pointer == "/" else pointer
    if isinstance(messages, Mapping):
        for name, inner in messages.items():
            escaped = str(name).replace("~", "~0").replace("/", "~1")
            yield from faults_of(inner, prefix if name == "_schema" else f"{prefix}/{escaped}")
    elif isinstance(messages, list):
        for inner in messages:
            if isinstance(inner, Mapping):
                yield from faults_of(inner, pointer)
            else:
                yield {"pointer": prefix, "detail": str(inner)}
    else:
        yield {"pointer": prefix, "detail": str(messages)}
