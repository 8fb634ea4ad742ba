"""Scores of plugins' own interactions: worked out by a job after the answer is durable.

Until then a response has no score, and a result that waits for one is not told.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from quizapi.queue import JobQueue
from quizapi.services.jobs import request_job
from quizapi.services.outbox import scores_changed
from quizapi.services.repaired import DROP, points_most, points_sum
from quizapi.store.models import AssignmentItemRow, AssignmentRow, AttemptRow, JobRow, ResponseRow

Json = dict[str, Any]
KIND: Final = "score_answers"


def request_scoring(session: Session, queue: JobQueue, attempt_id: str, *, now: datetime) -> None:
    """Have an attempt's answers scored once this transaction commits; one job that waits is enough.

    Call it in the transaction that stores the answer.
    """
    waiting = (
        select(JobRow.id)
        .where(JobRow.subject_id == attempt_id, JobRow.kind == KIND, JobRow.state == "queued")
        .limit(1)
        # Locked against its start: a job that begins now would not see the answer.
        .with_for_update(read=True)
    )
    if session.scalar(waiting) is not None:
        return
    owner_id = session.scalar(
        select(AssignmentRow.owner_id)
        .join(AttemptRow, AttemptRow.assignment_id == AssignmentRow.id)
        .where(AttemptRow.id == attempt_id)
    )
    if owner_id is not None:
        request_job(session, queue, owner_id=owner_id, kind=KIND, subject_id=attempt_id, params={}, now=now)


def request_scoring_of_item(
    session: Session, queue: JobQueue, item_id: str, assignment_ids: Collection[str], *, now: datetime
) -> None:
    """Have the answers to one item scored that wait for it in these assignments."""
    attempts = (
        _waiting()
        .with_only_columns(ResponseRow.attempt_id)
        .where(ResponseRow.item_id == item_id, AttemptRow.assignment_id.in_(assignment_ids))
        .order_by(ResponseRow.attempt_id)
    )
    for attempt_id in session.scalars(attempts).all():
        request_scoring(session, queue, attempt_id, now=now)


def answers_to_score(session: Session, attempt_id: str) -> list[Json]:
    """`{item_id, content, answer}` of an attempt's answers that wait for their score."""
    rows = session.execute(_waiting_of(attempt_id)).all()
    return [{"item_id": row.item_id, "content": row.content, "answer": row.answer["value"]} for row in rows]


def save_scores(
    session: Session, attempt_id: str, scored: Sequence[Mapping[str, Any]], *, now: datetime
) -> None:
    """Store scores of answers that are still the same, and an ended attempt's points anew, and tell other
    systems of these.

    Args:
        scored: `{item_id, answer, score}`, the answer as it was scored.
    """
    attempt = session.scalar(
        select(AttemptRow).where(AttemptRow.id == attempt_id).with_for_update(key_share=True)
    )
    if attempt is None:
        return
    present = {row.item_id: row.answer["value"] for row in session.execute(_waiting_of(attempt_id))}
    changed = [
        {"attempt_id": attempt_id, "item_id": one["item_id"], "score": one["score"]}
        for one in scored
        if one["item_id"] in present and present[one["item_id"]] == one["answer"]
    ]
    if not changed:
        return
    session.execute(update(ResponseRow), changed)
    ended = AttemptRow.state != "open"
    session.execute(
        update(AttemptRow)
        .where(AttemptRow.id == attempt_id, ended)
        .values(points=points_sum(), max_points=points_most())
        .execution_options(synchronize_session=False)
    )
    session.execute(
        update(AttemptRow)
        .where(AttemptRow.id == attempt_id)
        .values(version=AttemptRow.version + 1)
        .execution_options(synchronize_session=False)
    )
    session.expire_all()
    scores_changed(session, [attempt_id], now=now)


def _waiting_of(attempt_id: str) -> Select[str, Json, Json]:
    return _waiting().where(ResponseRow.attempt_id == attempt_id).order_by(ResponseRow.item_id)


def _waiting() -> Select[str, Json, Json]:
    """Answers to plugins' own interactions that have no score yet, and are to have one."""
    return (
        select(ResponseRow.item_id, ResponseRow.answer, AssignmentItemRow.content)
        .join(AttemptRow, AttemptRow.id == ResponseRow.attempt_id)
        .join(
            AssignmentItemRow,
            (AssignmentItemRow.assignment_id == AttemptRow.assignment_id)
            & (AssignmentItemRow.item_id == ResponseRow.item_id),
        )
        .where(
            ResponseRow.score.is_(None),
            AssignmentItemRow.interaction.contains(":"),
            AssignmentItemRow.repair.is_(None) | (AssignmentItemRow.repair != DROP),
        )
    )
