"""`/metrics` for Prometheus: requests of all web processes of this server, and the jobs of the database."""

import hmac
import ipaddress
import os
from collections.abc import Iterator
from datetime import timedelta

import structlog
from flask import Blueprint, Response, current_app, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy import func, or_, select
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import NotFound

from quizapi.api.context import ApiContext, context
from quizapi.api.observing import SHARED_FOLDER, request_metrics
from quizapi.services.jobs import ACTIVE
from quizapi.store.models import JobRow

log = structlog.get_logger(__name__)
blueprint = Blueprint("metrics", __name__)
#: Ended jobs are counted for so long.
WINDOW = timedelta(hours=1)
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via")


@blueprint.get("/metrics")
def metrics() -> Response:
    """Figures of this server in the format of Prometheus.

    For this machine, or with the bearer token of `QUIZAPI_METRICS_TOKEN`; to all others nothing is here.
    """
    if not (_is_local() or _has_token()):
        raise NotFound
    registry = CollectorRegistry()
    if os.environ.get(SHARED_FOLDER):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        text = generate_latest(registry)
    else:
        text = generate_latest(request_metrics(current_app._get_current_object()).registry)  # type: ignore[attr-defined]
    jobs = CollectorRegistry()
    jobs.register(JobsCollector(context()))
    return Response(text + generate_latest(jobs), content_type=CONTENT_TYPE_LATEST)


class JobsCollector(Collector):
    """Jobs by kind and state, and the queue, as the database has them."""

    def __init__(self, parts: ApiContext) -> None:
        self._parts = parts

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The figures; only `quizapi_database_up` where the database cannot be asked."""
        is_up = GaugeMetricFamily("quizapi_database_up", "Whether the database answers.")
        try:
            families = list(self._families())
        except SQLAlchemyError as error:
            log.warning("jobs_not_counted", error=type(error).__name__)
            families = []
        is_up.add_metric([], float(bool(families)))
        yield from (is_up, *families)

    def _families(self) -> Iterator[GaugeMetricFamily]:
        now = self._parts.now()
        counted = (
            select(JobRow.kind, JobRow.state, func.count(), func.min(JobRow.created_at))
            .where(or_(JobRow.state.in_(ACTIVE), JobRow.finished_at >= now - WINDOW))
            .group_by(JobRow.kind, JobRow.state)
        )
        with self._parts.sessions() as session:
            rows = session.execute(counted).all()
        jobs = GaugeMetricFamily(
            "quizapi_jobs",
            "Jobs that have not ended, and those that ended within the last hour.",
            labels=["kind", "state"],
        )
        for kind, state, count, _ in rows:
            jobs.add_metric([kind, state], count)
        oldest = min((created for _, state, _, created in rows if state == "queued"), default=now)
        yield jobs
        yield _gauge("quizapi_queue_length", "Jobs that wait for a worker.", self._parts.queue.waiting())
        yield _gauge(
            "quizapi_queue_oldest_seconds",
            "For how long the oldest of them has waited.",
            max(0.0, (now - oldest).total_seconds()),
        )


def _gauge(name: str, documentation: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, documentation, value=value)


def _is_local() -> bool:
    # Behind a proxy on this machine every request comes from loopback, and says on whose behalf.
    if any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False


def _has_token() -> bool:
    token = context().metrics_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    return token is not None and hmac.compare_digest(given.encode(), token.encode())
