"""Annotations over HTTP: there, on their way, or failed."""

import threading
from typing import Any

import pytest

from quizapi.services import jobs
from quizapi.services.articles import text_hash
from quizapi.services.readings import save_reading
from quizapi.store.engine import write_transaction
from quizapi.store.models import JobRow
from quizapi.testing.builders import NOON, TEXT, build_article, build_quiz
from tests.api.delivery import School

ANNOTATIONS: dict[str, Any] = {
    "entities": [
        {"start": 0, "end": 3, "type": "PERSON", "name": "Ilse Brandt", "id": 0, "gender": None, "role": None}
    ],
    "attributions": [],
    "claims": [],
    "causal_relations": [],
    "genre": "report",
}


@pytest.fixture
def article_id(school: School) -> str:
    with write_transaction(school.context.sessions) as session:
        return build_article(session, school.user_id)


def read(school: School, text: str = TEXT) -> None:
    with write_transaction(school.context.sessions) as session:
        save_reading(
            session,
            text_hash=text_hash(text),
            fingerprint="pipeline-1",
            annotations=ANNOTATIONS,
            doc=b"",
            now=NOON,
        )


def end(school: School, job_id: str, state: Any) -> None:
    problem = {"generator": "", "type": "timed-out", "detail": "It took too long."}
    with write_transaction(school.context.sessions) as session:
        jobs.finish(session, job_id, state=state, result={}, problems=[problem], now=school.clock())


def test_what_was_read_is_given_with_an_etag(school: School, article_id: str) -> None:
    read(school)
    response = school.teacher.send("GET", f"/articles/{article_id}/annotations")
    assert (response.status_code, response.json) == (200, ANNOTATIONS)
    again = school.teacher.send(
        "GET", f"/articles/{article_id}/annotations", If_None_Match=response.headers["ETag"]
    )
    assert again.status_code == 304
    assert school.teacher.ok("GET", f"/articles/{article_id}")["is_read"] is True


def test_unread_is_one_job_however_often_one_asks(school: School, article_id: str) -> None:
    first = school.teacher.send("GET", f"/articles/{article_id}/annotations")
    assert (first.status_code, first.json["kind"]) == (202, "read_article")
    assert first.headers["Location"] == f"/api/v1/jobs/{first.json['id']}"
    assert school.teacher.send("GET", f"/articles/{article_id}/annotations").json["id"] == first.json["id"]
    with school.context.sessions() as session:
        assert session.query(JobRow).count() == 1


def test_the_job_of_storing_is_the_job_of_reading(school: School) -> None:
    article = school.teacher.ok("POST", "/articles", {"text": TEXT})
    response = school.teacher.send("GET", f"/articles/{article['id']}/annotations")
    with school.context.sessions() as session:
        assert session.query(JobRow).one().id == response.json["id"]


def test_each_revision_is_read_by_itself(school: School, article_id: str) -> None:
    with write_transaction(school.context.sessions) as session:
        build_quiz(session, school.user_id, article_id)
    read(school)
    school.teacher.ok("PATCH", f"/articles/{article_id}", {"text": TEXT + " So."}, If_Match="*")
    path = f"/articles/{article_id}/annotations"
    assert school.teacher.send("GET", path).status_code == 202
    assert school.teacher.send("GET", f"{path}?revision=1").status_code == 200
    assert school.teacher.send("GET", f"{path}?revision=9").status_code == 404


def test_waiting_gives_the_annotations_and_not_the_job(school: School, article_id: str) -> None:
    path = f"/articles/{article_id}/annotations"
    job_id = school.teacher.send("GET", path).json["id"]

    def work() -> None:
        read(school)
        end(school, job_id, "succeeded")

    timer = threading.Timer(0.5, work)
    timer.start()
    response = school.teacher.send("GET", path, Prefer="wait=20")
    timer.join()
    assert (response.status_code, response.json) == (200, ANNOTATIONS)


def test_a_failed_reading_is_told_and_tried_again_a_minute_later(school: School, article_id: str) -> None:
    path = f"/articles/{article_id}/annotations"
    first = school.teacher.send("GET", path).json["id"]
    end(school, first, "failed")
    failed = school.teacher.send("GET", path)
    assert (failed.status_code, failed.json["type"]) == (409, "/docs/problems#reading-failed")
    assert "took too long" in failed.json["detail"]
    school.clock.forward(seconds=90)
    again = school.teacher.send("GET", path)
    assert again.status_code == 202
    assert again.json["id"] != first


def test_a_cancelled_reading_is_asked_for_again(school: School, article_id: str) -> None:
    path = f"/articles/{article_id}/annotations"
    first = school.teacher.send("GET", path).json["id"]
    school.teacher.ok("POST", f"/jobs/{first}/cancel")
    assert school.teacher.send("GET", path).json["id"] != first
