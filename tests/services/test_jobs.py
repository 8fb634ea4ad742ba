"""A job's states: forwards only, and every step may be repeated."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from quizapi.queue import JobQueue, migrate
from quizapi.services import jobs
from quizapi.services.readings import load_reading, newest_reading, save_reading
from quizapi.store.engine import create_session_factory, write_transaction
from quizapi.store.models import JobRow, UserRow

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def session(database: Engine) -> Iterator[Session]:
    migrate(database)
    with write_transaction(create_session_factory(database)) as session:
        session.add(UserRow(id="ada", email="a@b.c", name="Ada", password_hash="x", created_at=NOW))
        session.flush()
        yield session


@pytest.fixture
def job(session: Session, database: Engine) -> Iterator[JobRow]:
    queue = JobQueue(database)
    yield jobs.request_job(
        session, queue, owner_id="ada", kind="build_quiz", subject_id="q1", params={"n": 1}, now=NOW
    )
    queue.close()


def _state(session: Session, job: JobRow) -> str:
    session.refresh(job)
    return job.state


def test_requested_job_is_queued(session: Session, job: JobRow) -> None:
    assert (job.state, job.params, job.created_at, job.started_at) == ("queued", {"n": 1}, NOW, None)


def test_started_job_keeps_its_first_start(session: Session, job: JobRow) -> None:
    assert jobs.start(session, job.id, total=5, now=NOW)
    assert jobs.start(session, job.id, total=9, now=LATER)
    assert _state(session, job) == "running"
    assert (job.started_at, job.total) == (NOW, 5)


def test_progress_does_not_go_back(session: Session, job: JobRow) -> None:
    jobs.start(session, job.id, total=5, now=NOW)
    jobs.report_progress(session, job.id, done=3, total=5, step="reading")
    jobs.report_progress(session, job.id, done=1, total=5, step="earlier")
    session.refresh(job)
    assert (job.done, job.step) == (3, "reading")


def test_finished_job_is_left_as_it_was(session: Session, job: JobRow) -> None:
    jobs.start(session, job.id, total=5, now=NOW)
    problem = {"generator": "g", "type": "failed", "detail": "d"}
    result = {"quiz_id": "q1"}
    assert jobs.finish(session, job.id, state="succeeded", result=result, problems=[problem], now=NOW)
    assert not jobs.finish(session, job.id, state="failed", result={}, problems=[], now=LATER)
    assert jobs.cancel_job(session, "ada", job.id, now=LATER).state == "succeeded"
    assert (job.result, job.problems, job.finished_at, job.done) == (result, [problem], NOW, 5)
    assert not jobs.start(session, job.id, total=5, now=LATER)


def test_cancelled_job_cannot_be_finished(session: Session, job: JobRow) -> None:
    jobs.start(session, job.id, total=5, now=NOW)
    assert jobs.cancel_job(session, "ada", job.id, now=NOW).state == "cancelled"
    assert not jobs.is_active(session, job.id)
    assert not jobs.finish(session, job.id, state="succeeded", result={}, problems=[], now=LATER)
    jobs.report_progress(session, job.id, done=2, total=5, step="late")
    session.refresh(job)
    assert (job.state, job.finished_at, job.done) == ("cancelled", NOW, 0)


def test_reading_is_kept_when_it_is_saved_again(session: Session) -> None:
    for genre, now in (("report", NOW), ("opinion", LATER)):
        save_reading(
            session, text_hash="t", fingerprint="f1", annotations={"genre": genre}, doc=b"1", now=now
        )
    save_reading(session, text_hash="t", fingerprint="f2", annotations={}, doc=b"2", now=LATER)
    first = load_reading(session, "t", "f1")
    assert first is not None
    assert (first.annotations, first.created_at) == ({"genre": "report"}, NOW)
    newest = newest_reading(session, "t")
    assert newest is not None
    assert newest.fingerprint == "f2"
    assert load_reading(session, "t", "f3") is None
    assert newest_reading(session, "other") is None
