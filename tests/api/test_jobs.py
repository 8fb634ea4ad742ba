"""Jobs over HTTP: looked at, watched, waited for, cancelled. Here the test itself is the worker."""

import json
import threading
import time
from datetime import timedelta
from typing import Any

import pytest

from quizapi.services import jobs
from quizapi.services.jobs import request_job
from quizapi.store.engine import write_transaction
from quizapi.testing.builders import NOON, build_article
from tests.api.delivery import API, School
from tests.deadlines import bounded_wait


class Work:
    """A job of the school's teacher, and what a worker writes to it."""

    def __init__(self, school: School) -> None:
        self.school = school
        with write_transaction(school.context.sessions) as session:
            article_id = build_article(session, school.user_id)
            self.id = request_job(
                session,
                school.context.queue,
                owner_id=school.user_id,
                kind="read_article",
                subject_id=article_id,
                params={"revision": 1},
                now=NOON,
            ).id
        self.path = f"/jobs/{self.id}"

    def start(self) -> None:
        with write_transaction(self.school.context.sessions) as session:
            jobs.start(session, self.id, total=4, now=NOON)

    def report(self, done: int, step: str) -> None:
        with write_transaction(self.school.context.sessions) as session:
            jobs.report_progress(session, self.id, done=done, total=4, step=step)

    def finish(self, state: Any = "succeeded") -> None:
        problems = [] if state == "succeeded" else [{"generator": "", "type": "failed", "detail": "No."}]
        with write_transaction(self.school.context.sessions) as session:
            jobs.finish(session, self.id, state=state, result={"n": 1}, problems=problems, now=NOON)

    def later(self, seconds: float, *steps: Any) -> threading.Thread:
        def run() -> None:
            for step in steps:
                time.sleep(seconds)
                step()

        thread = threading.Thread(target=run)
        thread.start()
        return thread


@pytest.fixture
def work(school: School) -> Work:
    return Work(school)


def events(text: str) -> list[tuple[str, dict[str, Any]]]:
    """(event, job) of each event of a stream."""
    found = []
    for block in text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        if "data" in lines:
            found.append((lines["event"], json.loads(lines["data"])))
    return found


def test_a_job_tells_how_far_it_is(work: Work, school: School) -> None:
    work.start()
    work.report(2, "reading")
    job = school.teacher.ok("GET", work.path)
    assert (job["state"], job["kind"]) == ("running", "read_article")
    assert (job["progress"]["done"], job["progress"]["total"]) == (2, 4)
    assert job["progress"]["step"] == "reading"
    work.finish()
    job = school.teacher.ok("GET", work.path)
    assert (job["state"], job["result"], job["problems"]) == ("succeeded", {"n": 1}, [])
    assert job["progress"]["done"] == 4


def test_a_job_estimates_what_is_left_from_its_pace(work: Work, school: School) -> None:
    def remaining(done: int, seconds: int) -> int | None:
        school.clock.time = NOON + timedelta(seconds=seconds)
        work.report(done, "reading")
        left: int | None = school.teacher.ok("GET", work.path)["progress"]["remaining_seconds"]
        return left

    assert school.teacher.ok("GET", work.path)["progress"]["remaining_seconds"] is None
    work.start()
    assert remaining(0, 5) is None
    assert remaining(1, 10) == 30
    assert remaining(2, 15) == 15
    assert remaining(3, 15) == 5
    # A clock that is set back is no time machine.
    assert remaining(3, -60) == 0
    work.finish()
    assert school.teacher.ok("GET", work.path)["progress"]["remaining_seconds"] is None


def test_a_cancelled_job_is_taken_off_the_queue(work: Work, school: School) -> None:
    assert school.teacher.ok("POST", f"{work.path}/cancel")["state"] == "cancelled"
    assert school.context.queue.state(work.id) == "CANCELLED"
    assert school.teacher.ok("GET", work.path)["state"] == "cancelled"


def test_an_ended_job_cannot_be_cancelled_any_more(work: Work, school: School) -> None:
    work.start()
    work.finish()
    assert school.teacher.ok("POST", f"{work.path}/cancel")["state"] == "succeeded"


def test_anothers_job_does_not_exist(work: Work, school: School) -> None:
    other = school.another_teacher()
    for method, end in (("GET", ""), ("GET", "/events"), ("POST", "/cancel")):
        response = other.send(method, work.path + end)
        assert (response.status_code, response.json["type"]) == (404, "/docs/problems#job-not-found")
    assert school.teacher.ok("GET", work.path)["state"] == "queued"


def test_the_stream_tells_each_change_and_ends_with_the_job(work: Work, school: School) -> None:
    thread = work.later(0.4, work.start, lambda: work.report(2, "reading"), work.finish)
    response = school.teacher.send("GET", f"{work.path}/events")
    assert response.content_type.startswith("text/event-stream")
    told = events(response.text)
    response.close()  # as a server does at the end
    thread.join()
    assert [(event, job["state"], job["progress"]["done"]) for event, job in told] == [
        ("progress", "queued", 0),
        ("progress", "running", 0),
        ("progress", "running", 2),
        ("end", "succeeded", 4),
    ]
    assert school.app.extensions["quizapi_waiting"]["held"] == 0


def test_the_stream_of_an_ended_job_is_one_event(work: Work, school: School) -> None:
    work.start()
    work.finish("failed")
    ((event, job),) = events(school.teacher.send("GET", f"{work.path}/events").text)
    assert (event, job["state"], job["problems"][0]["detail"]) == ("end", "failed", "No.")


def test_a_stream_beats_while_nothing_happens(work: Work, school: School, monkeypatch: Any) -> None:
    monkeypatch.setattr("quizapi.api.jobs._HEARTBEAT_SECONDS", 0.2)
    monkeypatch.setattr("quizapi.api.jobs._LONGEST_SECONDS", 1.0)
    text = school.teacher.send("GET", f"{work.path}/events").text
    assert text.count(": still there\n\n") >= 2
    assert "event: end" not in text


def test_a_client_that_goes_away_gives_its_place_back(work: Work, school: School) -> None:
    client = school.app.test_client()
    headers = {"Authorization": f"Bearer {school.teacher.token}"}
    response = client.get(f"{API}{work.path}/events", headers=headers)
    next(response.iter_encoded())
    assert school.app.extensions["quizapi_waiting"]["held"] == 1
    response.close()
    assert school.app.extensions["quizapi_waiting"]["held"] == 0


def test_no_more_streams_than_there_are_places(work: Work, school: School) -> None:
    school.app.extensions["quizapi_waiting"]["held"] = school.context.event_streams
    response = school.teacher.send("GET", f"{work.path}/events")
    assert (response.status_code, response.content_type) == (503, "application/problem+json")
    assert int(response.headers["Retry-After"]) > 0


def test_a_request_that_waits_answers_with_the_ended_job(school: School) -> None:
    article = school.teacher.ok("POST", "/articles", {"text": "The mayor said so on Monday. " * 10})
    body = {"article_ids": [article["id"]], "generators": [{"name": "true-false"}]}
    answers = []

    def ask() -> None:
        answers.append(school.anybody(school.teacher.token).send("POST", "/quizzes", body, Prefer="wait=20"))

    thread = threading.Thread(target=ask)
    thread.start()
    job_id = ""
    while not job_id:
        time.sleep(0.05)
        made = school.teacher.ok("GET", "/quizzes")["items"]
        job_id = made[0]["job"]["id"] if made else ""
    with write_transaction(school.context.sessions) as session:
        jobs.finish(session, job_id, state="succeeded", result={}, problems=[], now=NOON)
    thread.join(10)
    (response,) = answers
    assert (response.status_code, response.json["state"]) == (200, "succeeded")
    assert response.headers["Location"] == f"{API}/jobs/{job_id}"
    assert response.headers["Preference-Applied"] == "wait=20"


def test_waiting_in_vain_answers_as_without(school: School) -> None:
    article = school.teacher.ok("POST", "/articles", {"text": "The mayor said so on Monday. " * 10})
    body = {"article_ids": [article["id"]], "generators": [{"name": "true-false"}]}
    started = time.monotonic()
    with bounded_wait():
        response = school.teacher.send("POST", "/quizzes", body, Prefer="respond-async, wait=1")
    assert (response.status_code, response.json["state"]) == (202, "queued")
    assert time.monotonic() - started > 0.9


def test_waiting_takes_no_place_that_is_not_free(school: School) -> None:
    article = school.teacher.ok("POST", "/articles", {"text": "The mayor said so on Monday. " * 10})
    school.app.extensions["quizapi_waiting"]["held"] = school.context.event_streams
    body = {"article_ids": [article["id"]], "generators": [{"name": "true-false"}]}
    with bounded_wait(15):
        assert school.teacher.send("POST", "/quizzes", body, Prefer="wait=30").status_code == 202
