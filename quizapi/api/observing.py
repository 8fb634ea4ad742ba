"""What operators see of requests: an id in each answer, one log event a request, and counts for `/metrics`.

Neither holds a path, a query, a text, a name or a token: a request is named by the rule that it met, such as
`/api/v1/articles/<article_id>`.
"""

import os
import re
import time
from collections.abc import Callable, Iterable
from typing import Any

import structlog
import uuid_utils
from flask import Flask, request
from prometheus_client import CollectorRegistry, Counter, Histogram

log = structlog.get_logger(__name__)

#: The folder that the web processes of one server share; prometheus_client itself reads it.
SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
_EXTENSION = "quizapi_request_metrics"
#: Where the rule that a request has met stands in its environment.
ROUTE = "quizapi.route"
#: A proxy may give a request its id. Anything else is not taken over into our logs.
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
#: Asked every few seconds by machines, or by every page for its own files.
_QUIET_ROUTES = frozenset({"/healthz", "/readyz", "/metrics", "/static/<version>/<path:name>"})
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)

StartResponse = Callable[..., Any]
WsgiApp = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


class RequestMetrics:
    """Counts of requests: of this process, or in a folder that all processes of the server share."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        # With a shared folder the values are read from there, and a registry would count them twice.
        registry = None if os.environ.get(SHARED_FOLDER) else self.registry
        self.requests = Counter(
            "quizapi_requests",
            "Requests that were answered.",
            ["method", "route", "status"],
            registry=registry,
        )
        self.seconds = Histogram(
            "quizapi_request_seconds",
            "Time from a request to the head of its answer.",
            ["method", "route"],
            buckets=_BUCKETS,
            registry=registry,
        )


class Observed:
    """The application, observed. Requests that pages make of the API within the process are not seen."""

    def __init__(self, app: WsgiApp, metrics: RequestMetrics) -> None:
        self._app = app
        self._metrics = metrics

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        started = time.perf_counter()
        request_id = _request_id(environ.get("HTTP_X_REQUEST_ID", ""))
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        status = "500"

        def start(line: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            nonlocal status
            status = line.split(" ", 1)[0]
            return start_response(line, [*headers, ("X-Request-Id", request_id)], *more)

        try:
            return self._app(environ, start)
        finally:
            self._note(environ, status, time.perf_counter() - started)

    def _note(self, environ: dict[str, Any], status: str, seconds: float) -> None:
        method = environ.get("REQUEST_METHOD", "")
        method = method if method in _METHODS else "other"
        route = environ.get(ROUTE, "none")
        self._metrics.requests.labels(method, route, status).inc()
        self._metrics.seconds.labels(method, route).observe(seconds)
        tell = log.warning if status >= "500" else log.debug if route in _QUIET_ROUTES else log.info
        tell("request", method=method, route=route, status=int(status), duration_ms=round(seconds * 1000, 1))


def observe(app: Flask) -> None:
    """Have all requests of the application observed."""
    metrics = app.extensions[_EXTENSION] = RequestMetrics()
    app.before_request(_remember_route)
    app.wsgi_app = Observed(app.wsgi_app, metrics)  # type: ignore[method-assign]


def request_metrics(app: Flask) -> RequestMetrics:
    """What `observe` counts into."""
    found: RequestMetrics = app.extensions[_EXTENSION]
    return found


def _remember_route() -> None:
    if request.url_rule is not None:
        request.environ[ROUTE] = request.url_rule.rule


def _request_id(given: str) -> str:
    return given if _REQUEST_ID.fullmatch(given) else str(uuid_utils.uuid7())
