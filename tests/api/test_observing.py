"""What operators see: figures, request ids and events, and nothing of anyone's."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from flask import Flask
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text
from structlog.testing import capture_logs

from quizapi.services.jobs import request_job
from quizapi.store.engine import write_transaction
from tests.api.delivery import School

ELSEWHERE = {"REMOTE_ADDR": "192.0.2.7"}
TOKEN = "a token that only the scraper has"


def figures(response: Any) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    assert response.status_code == 200, response.text
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
    }


def test_readiness_tells_database_schema_queue_model_and_plugins(school_of_each: School) -> None:
    answer = school_of_each.teacher.client.get("/readyz")
    assert (answer.status_code, answer.json["status"]) == (200, "ready")
    told = {name: answer.json["checks"][name] for name in ("database", "schema", "queue", "model", "plugins")}
    assert set(told.values()) == {"ok"}
    with school_of_each.context.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    answer = school_of_each.teacher.client.get("/readyz")
    assert answer.status_code == 503
    assert "quizapi db upgrade" in answer.json["checks"]["schema"]


def test_missing_model_is_told_and_students_are_served(quizapi_app: Callable[..., Flask]) -> None:
    answer = quizapi_app(model="no_such_model").test_client().get("/readyz")
    assert answer.status_code == 200
    assert answer.json["checks"]["model"] == "no_such_model is not installed"


def test_requests_are_counted_by_route_and_status(school: School) -> None:
    client = school.teacher.client
    for path in ("/api/v1/articles/0199a3c2-7d1e-7c44-9a51-3f0c6f0f5b1a", "/healthz", "/no/such/place"):
        client.get(path, headers={"Authorization": f"Bearer {school.teacher.token}"})
    found = figures(client.get("/metrics"))

    def count(route: str, status: str) -> float | None:
        labels = (("method", "GET"), ("route", route), ("status", status))
        return found.get(("quizapi_requests_total", labels))

    assert count("/api/v1/articles/<article_id>", "404") == 1
    assert count("/healthz", "200") == 1
    assert count("none", "404") == 1
    seconds = ("quizapi_request_seconds_count", (("method", "GET"), ("route", "/healthz")))
    assert found[seconds] == 1


def test_jobs_are_counted_by_kind_and_state(school_of_each: School) -> None:
    parts = school_of_each.context
    with write_transaction(parts.sessions) as session:
        for _ in range(3):
            request_job(
                session,
                parts.queue,
                owner_id=school_of_each.user_id,
                kind="read_article",
                subject_id="a",
                params={},
                now=parts.now(),
            )
    found = figures(school_of_each.teacher.client.get("/metrics"))
    assert found["quizapi_jobs", (("kind", "read_article"), ("state", "queued"))] == 3
    assert found["quizapi_queue_length", ()] == 3
    assert found["quizapi_queue_oldest_seconds", ()] >= 0
    assert found["quizapi_database_up", ()] == 1


def test_figures_are_for_this_machine_or_a_token(quizapi_app: Callable[..., Flask]) -> None:
    client = quizapi_app(metrics_token=TOKEN).test_client()
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", environ_overrides=ELSEWHERE).status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 404
    for token, status in ((TOKEN, 200), ("another", 404), ("", 404)):
        sent = client.get(
            "/metrics", headers={"Authorization": f"Bearer {token}"}, environ_overrides=ELSEWHERE
        )
        assert sent.status_code == status


def test_without_a_token_nobody_elsewhere_is_let_in(quizapi_app: Callable[..., Flask]) -> None:
    client = quizapi_app().test_client()
    for header in ({}, {"Authorization": "Bearer "}, {"Authorization": ""}):
        assert client.get("/metrics", headers=header, environ_overrides=ELSEWHERE).status_code == 404


@pytest.mark.parametrize(
    ("given", "kept"), [("proxy-1234.5678", True), ("short", False), ("x" * 65, False), ("a b\tc" * 4, False)]
)
def test_every_answer_has_a_request_id(school: School, given: str, kept: bool) -> None:
    answer = school.teacher.client.get("/no/such/place", headers={"X-Request-Id": given})
    (request_id,) = answer.headers.getlist("X-Request-Id")
    assert (request_id == given) is kept
    assert len(request_id) >= 8


@pytest.fixture
def every_level() -> Iterator[None]:
    """Logs of all levels, whatever a command of another test has set up in this process."""
    before = structlog.get_config()
    structlog.reset_defaults()
    yield
    structlog.configure(**before)


@pytest.mark.usefixtures("every_level")
def test_one_event_a_request_tells_nothing_of_anyone(school: School) -> None:
    text = "Mayor Zebulon Quince told the council that the old harbour bridge would be closed. " * 8
    with capture_logs() as events:
        sent = school.teacher.client.post(
            "/api/v1/articles?note=SECRETNOTE",
            json={"text": text, "title": "Bridge to close"},
            headers={"Authorization": f"Bearer {school.teacher.token}"},
        )
    assert sent.status_code == 201
    (event,) = [event for event in events if event["event"] == "request"]
    assert (event["method"], event["route"], event["status"]) == ("POST", "/api/v1/articles", 201)
    assert event["duration_ms"] > 0
    everything = json.dumps(events)
    for secret in ("Zebulon", "SECRETNOTE", "Bridge", school.teacher.token, sent.json["id"]):
        assert secret not in everything
    (job,) = [event for event in events if event["event"] == "job_requested"]
    assert job["kind"] == "read_article"
