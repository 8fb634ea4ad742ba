"""The queue: a job is there when the caller's transaction is, and nothing in it is pickled."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pysqlite3
import pytest
from dbos import DBOS
from dbos._sys_db import SystemDatabase
from sqlalchemy import Engine, select, text

from quizapi.queue import SERIALIZER, JobQueue, engine_for_queue, migrate
from quizapi.services.jobs import JobNotFound, active_job, cancel_job, find_job, request_job, start
from quizapi.store.engine import create_session_factory, write_transaction
from quizapi.store.models import JobRow, UserRow

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def queue(database: Engine) -> Iterator[JobQueue]:
    migrate(database)
    with write_transaction(create_session_factory(database)) as session:
        session.add(UserRow(id="ada", email="a@b.c", name="Ada", password_hash="x", created_at=NOW))
        session.add(UserRow(id="bo", email="b@b.c", name="Bo", password_hash="x", created_at=NOW))
    queue = JobQueue(database)
    yield queue
    queue.close()


def _request(database: Engine, queue: JobQueue, *, subject_id: str = "s1") -> str:
    with write_transaction(create_session_factory(database)) as session:
        return request_job(
            session, queue, owner_id="ada", kind="build_quiz", subject_id=subject_id, params={}, now=NOW
        ).id


def test_committed_job_waits_in_the_queue(database: Engine, queue: JobQueue) -> None:
    job_id = _request(database, queue)
    assert queue.state(job_id) == "ENQUEUED"
    assert queue.waiting() == 1


def test_rolled_back_transaction_leaves_neither_row_nor_job(database: Engine, queue: JobQueue) -> None:
    sessions = create_session_factory(database)
    with pytest.raises(RuntimeError), write_transaction(sessions) as session:
        job = request_job(
            session, queue, owner_id="ada", kind="build_quiz", subject_id="s1", params={}, now=NOW
        )
        raise RuntimeError
    assert queue.state(job.id) is None
    with sessions() as session:
        assert session.scalars(select(JobRow)).all() == []


def test_arguments_are_stored_as_json_and_not_pickled(database: Engine, queue: JobQueue) -> None:
    job_id = _request(database, queue)
    with database.connect() as connection:
        if database.dialect.name == "postgresql":
            connection.execute(text("SET search_path TO dbos"))
        stored = connection.execute(
            text(
                "SELECT i.inputs, s.serialization FROM workflow_input i "
                "JOIN workflow_status s USING (workflow_uuid)"
            )
        ).one()
    assert json.loads(stored.inputs) == {"positionalArgs": [job_id], "namedArgs": {}}
    assert stored.serialization == "portable_json"
    assert SERIALIZER.name() == "portable_json"


def test_engine_shares_our_library_and_file(database: Engine) -> None:
    engine = engine_for_queue(database)
    assert engine.url == database.url
    if database.dialect.name == "sqlite":
        assert engine.dialect.dbapi is pysqlite3
    else:
        assert engine is database


def test_private_calls_that_we_need_are_there() -> None:
    assert callable(DBOS._recover_pending_workflows)
    assert callable(SystemDatabase.run_migrations)


def test_cancelling_a_queued_job_takes_it_off_the_queue(database: Engine, queue: JobQueue) -> None:
    job_id = _request(database, queue)
    with write_transaction(create_session_factory(database)) as session:
        job = cancel_job(session, "ada", job_id, now=NOW)
    queue.cancel(job_id)
    assert (job.state, job.finished_at) == ("cancelled", NOW)
    assert queue.state(job_id) == "CANCELLED"
    assert queue.waiting() == 0


def test_another_owners_job_is_not_found(database: Engine, queue: JobQueue) -> None:
    job_id = _request(database, queue)
    with create_session_factory(database)() as session:
        assert find_job(session, "ada", job_id).kind == "build_quiz"
        with pytest.raises(JobNotFound):
            find_job(session, "bo", job_id)
        with pytest.raises(JobNotFound):
            cancel_job(session, "bo", job_id, now=NOW)


def test_active_job_is_the_newest_that_has_not_ended(database: Engine, queue: JobQueue) -> None:
    _request(database, queue)
    second = _request(database, queue)
    with write_transaction(create_session_factory(database)) as session:
        found = active_job(session, kind="build_quiz", subject_id="s1")
        assert found is not None
        assert found.id == second
        assert active_job(session, kind="read_article", subject_id="s1") is None
        assert not start(session, "no-such-job", total=1, now=NOW)


def test_what_the_engine_keeps_of_ended_jobs_goes_after_its_time(database: Engine, queue: JobQueue) -> None:
    ended, waiting = _request(database, queue, subject_id="s1"), _request(database, queue, subject_id="s2")
    queue.cancel(ended)
    now = datetime.now(UTC)
    assert queue.forget_ended(before=now - timedelta(days=1)) == 0
    assert queue.forget_ended(before=now + timedelta(seconds=5)) == 1
    assert (queue.state(ended), queue.state(waiting)) == (None, "ENQUEUED")
    with create_session_factory(database)() as session:
        assert set(session.scalars(select(JobRow.id))) == {ended, waiting}
