"""A text tried out by a worker: what came of it is told, and nothing of it stays."""

from datetime import timedelta
from typing import Any

import pytest
from school import TEXT, School, now
from sqlalchemy import text as sql

from quizapi.services.article_cleaning import Prepared
from quizapi.services.jobs import JobNotFound, cancel_job
from quizapi.services.playground import KEPT, forget_old_trials, forget_trial, request_trial
from quizapi.store.engine import write_transaction
from quizapi.store.models import AnnotationRow, ArticleRow, JobRow

POISON = {"name": "poison", "count": 2, "options": {"pause": 0, "how": "segfault"}}
STEADY = {"name": "steady", "count": 2, "options": {"pause": 0, "how": ""}}


def ask(school: School, owner_id: str, *generators: dict[str, Any]) -> str:
    prepared = Prepared(TEXT, "Market", None, None, "en", [])
    with write_transaction(school.sessions) as session:
        job = request_trial(
            session,
            school.queue,
            prepared,
            owner_id=owner_id,
            generators=generators or (STEADY,),
            seed=7,
            now=now(),
        )
    return job.id


def test_every_candidate_is_told_with_what_became_of_it(working_school: School) -> None:
    school = working_school
    job = school.wait(ask(school, school.teacher(), STEADY, {**STEADY, "name": "second"}))
    assert (job.state, job.problems) == ("succeeded", [])
    assert job.result["article"]["text"] == TEXT
    assert job.result["annotations"]["claims"]
    fates = [(c["generator"], c["fate"]) for c in job.result["candidates"]]
    # Both ask about the same sentences: what one has asked is not asked again.
    assert fates.count(("steady", "chosen")) == 2
    assert len([name for name, _ in fates if name == "steady"]) == 6
    for candidate in job.result["candidates"]:
        assert candidate["why"] or candidate["fate"] == "chosen"
        (proof,) = candidate["evidence"]
        assert TEXT[proof["start"] : proof["end"]] == candidate["key"]


def test_a_generator_that_kills_the_process_harms_no_other(working_school: School) -> None:
    school = working_school
    job = school.wait(ask(school, school.teacher(), POISON, STEADY), 60)
    assert job.state == "succeeded"
    assert [(p["generator"], p["type"]) for p in job.problems] == [("poison", "crashed")]
    assert {c["generator"] for c in job.result["candidates"]} == {"steady"}


def test_nothing_of_the_text_is_kept_but_the_result_that_its_owner_deletes(working_school: School) -> None:
    school = working_school
    owner = school.teacher()
    job_id = ask(school, owner)
    assert school.wait(job_id).params == {}
    with school.sessions() as session:
        assert session.query(ArticleRow).filter_by(owner_id=owner).count() == 0
        assert not [row for row in session.query(AnnotationRow) if "Brandt" in str(row.annotations)]
        schema = "dbos." if session.get_bind().dialect.name == "postgresql" else ""
        for table in ("workflow_status", "operation_outputs"):
            rows = session.execute(sql(f"select * from {schema}{table}")).all()  # noqa: S608
            assert "Ilse Brandt" not in str(rows), table
    stranger = school.teacher()
    with write_transaction(school.sessions) as session, pytest.raises(JobNotFound):
        forget_trial(session, stranger, job_id)
    with write_transaction(school.sessions) as session:
        forget_trial(session, owner, job_id)
    with school.sessions() as session:
        assert session.get(JobRow, job_id) is None


def test_a_trial_that_nobody_deletes_goes_by_itself_and_a_cancelled_one_loses_its_text(
    sqlite_school: School,
) -> None:
    school = sqlite_school
    owner = school.teacher()
    waiting, other = ask(school, owner), ask(school, owner)
    with write_transaction(school.sessions) as session:
        cancel_job(session, owner, waiting, now=now())
    assert school.job(waiting).params == {}
    forget_old_trials(school.sessions, now=now() + KEPT - timedelta(minutes=1))
    assert school.job(other).params != {}
    forget_old_trials(school.sessions, now=now() + KEPT + timedelta(minutes=1))
    with school.sessions() as session:
        assert session.query(JobRow).filter_by(kind="try_text").count() == 0
