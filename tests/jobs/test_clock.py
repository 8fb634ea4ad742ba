"""A clock that is set back moves no job backwards."""

from datetime import UTC, datetime, timedelta
from typing import Any

from school import School, now

from quizapi.services.jobs import finish, report_progress, request_job, start
from quizapi.store.engine import write_transaction

LATER = datetime(2099, 1, 1, tzinfo=UTC)


def _request(school: School, owner_id: str, article: str, at: datetime) -> str:
    values: dict[str, Any] = {"kind": "read_article", "subject_id": article, "params": {"revision": 1}}
    with write_transaction(school.sessions) as session:
        return request_job(session, school.queue, owner_id=owner_id, now=at, **values).id


def test_job_asked_for_before_the_clock_went_back_is_done(sqlite_school: School) -> None:
    school = sqlite_school
    teacher = school.teacher()
    article = school.article(teacher)
    early = _request(school, teacher, article, LATER)
    with school.worker():
        job = school.wait(early)
        other = school.wait(_request(school, teacher, article, now()))
    assert (job.state, other.state) == ("succeeded", "succeeded")
    assert job.created_at == LATER


def test_states_go_forwards_whatever_the_clock_says(sqlite_school: School) -> None:
    school = sqlite_school
    teacher = school.teacher()
    job_id = _request(school, teacher, school.article(teacher), LATER)
    with write_transaction(school.sessions) as session:
        assert start(session, job_id, total=3, now=LATER - timedelta(days=2))
        report_progress(session, job_id, done=2, total=3, step="b")
        report_progress(session, job_id, done=1, total=3, step="a")
        ended = {"result": {}, "problems": []}
        assert finish(session, job_id, state="succeeded", now=LATER - timedelta(days=4), **ended)
        assert not finish(session, job_id, state="failed", now=LATER + timedelta(days=4), **ended)
    job = school.job(job_id)
    assert (job.state, job.done, job.step) == ("succeeded", 3, "")
