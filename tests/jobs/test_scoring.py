"""Answers to a plugin's own interaction are scored by a worker, and what breaks there breaks nothing else."""

from typing import Any

import pytest
from school import School, now

from quizapi.queue import JobQueue
from quizapi.services.jobs import ACTIVE
from quizapi.services.own_scores import answers_to_score, request_scoring, save_scores
from quizapi.store.engine import write_transaction
from quizapi.store.models import (
    AssignmentItemRow,
    AssignmentRow,
    AttemptRow,
    JobRow,
    QuizRow,
    ResponseRow,
)
from quizapi.store.types import new_id

CONTENT: dict[str, Any] = {
    "generator": "",
    "generator_version": "",
    "interaction": "tests:recall",
    "stem": "What does the article say?",
    "options": [],
    "matches": [],
    "key": "yes",
    "accepted": [],
    "explanation": "",
    "evidence": [],
    "confidence": 1.0,
    "flaws": [],
    "tags": [],
}


def attempt(school: School, answers: dict[str, str], *, state: str = "open") -> str:
    """An attempt at an assignment with an item for each answer, stored without a score; its id."""
    owner = school.teacher()
    with write_transaction(school.sessions) as session:
        quiz = QuizRow(
            id=new_id(),
            owner_id=owner,
            title="Q",
            seed=1,
            generators=[],
            provenance={},
            created_at=now(),
            updated_at=now(),
        )
        session.add(quiz)
        session.flush()
        handed = AssignmentRow(
            id=new_id(),
            quiz_id=quiz.id,
            owner_id=owner,
            title="Q",
            join_code=new_id(),
            feedback="submit",
            articles=[],
            created_at=now(),
        )
        handed.items = [
            AssignmentItemRow(
                item_id=item_id,
                position=place,
                interaction="tests:recall",
                content={**CONTENT, "stem": item_id},
            )
            for place, item_id in enumerate(answers)
        ]
        session.add(handed)
        session.flush()
        made = AttemptRow(
            id=new_id(),
            assignment_id=handed.id,
            student_id="s",
            nickname="Noor",
            nickname_key=new_id(),
            token_hash=new_id(),
            state=state,
            seed=1,
            started_at=now(),
            points=0.0,
            max_points=float(len(answers)),
        )
        session.add(made)
        session.flush()
        for item_id, answer in answers.items():
            session.add(
                ResponseRow(
                    attempt_id=made.id, item_id=item_id, answer={"value": answer}, score=None, saved_at=now()
                )
            )
    return made.id


def ask(school: School, attempt_id: str) -> str:
    """Have it scored; the job."""
    with write_transaction(school.sessions) as session:
        request_scoring(session, school.queue, attempt_id, now=now())
    with school.sessions() as session:
        found = session.query(JobRow.id).filter_by(subject_id=attempt_id, kind="score_answers")
        job_id: str = found.order_by(JobRow.id.desc()).limit(1).scalar()
    return job_id


def scores(school: School, attempt_id: str) -> dict[str, float | None]:
    with school.sessions() as session:
        rows = session.query(ResponseRow).filter_by(attempt_id=attempt_id)
        return {row.item_id: row.score for row in rows}


def test_an_ended_attempt_gets_its_points_when_the_scorer_has_run(working_school: School) -> None:
    school = working_school
    attempt_id = attempt(school, {"a": "yes", "b": "no"}, state="submitted")
    assert school.wait(ask(school, attempt_id)).state == "succeeded"
    assert scores(school, attempt_id) == {"a": 1.0, "b": 0.0}
    with school.sessions() as session:
        row = session.get_one(AttemptRow, attempt_id)
        assert (row.points, row.max_points, row.version) == (1.0, 2.0, 2)


@pytest.mark.parametrize(
    ("answer", "type"),
    [("segfault", "crashed"), ("raise", "failed"), ("nonsense", "failed"), ("exit", "crashed")],
)
def test_a_scorer_that_breaks_costs_that_answer_alone(working_school: School, answer: str, type: str) -> None:
    school = working_school
    attempt_id = attempt(school, {"a": answer, "b": "yes"})
    job = school.wait(ask(school, attempt_id), 60)
    assert job.state == "succeeded"
    assert [problem["type"] for problem in job.problems] == [type]
    assert job.problems[0]["detail"].startswith("tests:recall: ")
    assert scores(school, attempt_id) == {"a": None, "b": 1.0}


def test_one_waiting_job_is_enough_and_one_that_runs_is_not(sqlite_school: School) -> None:
    school = sqlite_school
    attempt_id = attempt(school, {"a": "yes"})
    first = ask(school, attempt_id)
    assert ask(school, attempt_id) == first
    with write_transaction(school.sessions) as session:
        session.get_one(JobRow, first).state = "running"
    assert ask(school, attempt_id) != first
    with school.sessions() as session:
        assert session.query(JobRow).filter(JobRow.state.in_(ACTIVE)).count() == 2


def test_a_score_of_an_answer_that_was_changed_meanwhile_is_not_stored(sqlite_school: School) -> None:
    school = sqlite_school
    attempt_id = attempt(school, {"a": "yes"})
    with school.sessions() as session:
        (waiting,) = answers_to_score(session, attempt_id)
    with write_transaction(school.sessions) as session:
        session.get_one(ResponseRow, (attempt_id, "a")).answer = {"value": "no"}
    with write_transaction(school.sessions) as session:
        save_scores(
            session, attempt_id, [{"item_id": "a", "answer": waiting["answer"], "score": 1.0}], now=now()
        )
    assert scores(school, attempt_id) == {"a": None}


def test_an_attempt_that_is_gone_asks_for_nothing(sqlite_school: School) -> None:
    queue: JobQueue = sqlite_school.queue
    with write_transaction(sqlite_school.sessions) as session:
        request_scoring(session, queue, new_id(), now=now())
        assert session.query(JobRow).count() == 0
