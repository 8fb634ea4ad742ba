"""All that is stored about one student of an assignment: shown, and erased without a rest."""

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Subquery, delete, exists, select
from sqlalchemy.orm import Session

from quizapi.services.allowances import learners_of
from quizapi.services.exports import forget_exports_with
from quizapi.services.join_codes import new_code
from quizapi.services.repairs import repairs_of_attempt
from quizapi.services.results import answers_of
from quizapi.store.models import (
    AllowanceRow,
    AssignmentRow,
    AttemptRow,
    IdempotencyRow,
    LtiLearnerRow,
    LtiLinkRow,
    LtiPlatformRow,
    MessageRow,
    ResponseHistoryRow,
    RosterEntryRow,
)

Json = dict[str, Any]
_STORED_WITHIN = timedelta(minutes=5)
#: Stands on the roster instead of an erased name.
ERASED = "(erased)"


def student_record(session: Session, assignment_id: str, student_id: str) -> Json:
    """Everything that is stored about a student, answers that were changed included."""
    attempts = student_attempts(session, assignment_id, student_id)
    answers = answers_of(session, [attempt.id for attempt in attempts])
    entry = session.get(RosterEntryRow, student_id)
    return {
        "assignment_id": assignment_id,
        "student_id": student_id,
        "roster_entry": None if entry is None else {"name": entry.name, "code": entry.code},
        "exception": session.get(AllowanceRow, (assignment_id, student_id)),
        "learner": _learner(session, student_id),
        "attempts": [
            {
                "id": attempt.id,
                "number": attempt.number,
                "nickname": attempt.nickname,
                "state": attempt.state,
                "started_at": attempt.started_at,
                "deadline": attempt.deadline,
                "submitted_at": attempt.submitted_at,
                "points": attempt.points,
                "flagged": attempt.flagged,
                "responses": [_answer(row) | {"score": row.score} for row in answers[attempt.id]],
                "history": [_answer(row) for row in _history(session, attempt.id)],
                "repairs": repairs_of_attempt(session, attempt.id),
                "messages": [_message(row) for row in _messages(session, attempt.id)],
            }
            for attempt in attempts
        ],
    }


def everybody(assignment_id: str) -> Subquery:
    """Ids of all students of an assignment (column `id`): who has begun, is on its roster, or was named by a
    learning platform."""
    begun = select(AttemptRow.student_id.label("id")).where(AttemptRow.assignment_id == assignment_id)
    listed = select(RosterEntryRow.id).where(RosterEntryRow.assignment_id == assignment_id)
    return begun.union(listed, learners_of(assignment_id)).subquery("everybody")


def student_attempts(session: Session, assignment_id: str, student_id: str) -> list[AttemptRow]:
    """A student's attempts in their order."""
    query = select(AttemptRow).where(
        AttemptRow.assignment_id == assignment_id, AttemptRow.student_id == student_id
    )
    return list(session.scalars(query.order_by(AttemptRow.number)))


def erase_student(session: Session, assignment_id: str, student_id: str) -> int:
    """Delete all that is stored about a student, answers kept for retried requests included.

    A line of the roster stays without name and under a new code, so that the roster still keeps others out;
    the teacher may take it off.

    Returns:
        How many attempts were deleted.
    """
    attempts = student_attempts(session, assignment_id, student_id)
    erase_attempts(session, attempts)
    allowance = session.get(AllowanceRow, (assignment_id, student_id))
    if allowance is not None:
        session.delete(allowance)
    entry = session.get(RosterEntryRow, student_id)
    if entry is not None:
        entry.name, entry.code = ERASED, new_code()
    _erase_learners(session, {student_id})
    session.flush()
    return len(attempts)


def erase_attempts(session: Session, attempts: Sequence[AttemptRow]) -> None:
    """Delete attempts with their answers, answers kept for retried requests and written files included."""
    _erase_kept_answers(session, attempts)
    ids = AttemptRow.id.in_([attempt.id for attempt in attempts])
    session.execute(delete(AttemptRow).where(ids).execution_options(synchronize_session=False))
    forget_exports_with(session, {attempt.assignment_id for attempt in attempts})
    _erase_learners(session, {attempt.student_id for attempt in attempts})


def erase_assignment(session: Session, assignment: AssignmentRow) -> None:
    """Delete an assignment and all that students left in it; the quiz stays."""
    attempts = select(AttemptRow).where(AttemptRow.assignment_id == assignment.id)
    _erase_kept_answers(session, list(session.scalars(attempts)))
    session.delete(assignment)
    session.flush()


def _erase_learners(session: Session, student_ids: Collection[str]) -> None:
    """Delete by which ids learning platforms know students of whom no attempt is left."""
    has_attempts = exists().where(AttemptRow.student_id == LtiLearnerRow.id)
    learners = delete(LtiLearnerRow).where(LtiLearnerRow.id.in_(student_ids), ~has_attempts)
    session.execute(learners.execution_options(synchronize_session=False))


def _erase_kept_answers(session: Session, attempts: Sequence[AttemptRow]) -> None:
    """Delete what is kept for retries of joining (stored when the attempt began) and of submitting."""
    if not attempts:
        return
    ids = {attempt.id for attempt in attempts}
    callers = [f"student:{attempt.token_hash}" for attempt in attempts]
    for some in _batched(callers, 500):
        own = delete(IdempotencyRow).where(IdempotencyRow.caller.in_(some))
        session.execute(own.execution_options(synchronize_session=False))
    starts = [attempt.started_at for attempt in attempts]
    joins = select(IdempotencyRow).where(
        IdempotencyRow.route.endswith("/attempts"),
        IdempotencyRow.created_at.between(min(starts), max(starts) + _STORED_WITHIN),
    )
    for row in session.scalars(joins):
        if json.loads(row.body).get("id") in ids:
            session.delete(row)
    session.flush()


def _batched(values: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """The values in portions of at most `size`."""
    return (values[start : start + size] for start in range(0, len(values), size))


def _learner(session: Session, student_id: str) -> Json | None:
    """As whom a learning platform knows the student, where one has launched the attempt."""
    learner = session.get(LtiLearnerRow, student_id)
    if learner is None:
        return None
    link = session.get_one(LtiLinkRow, learner.link_id)
    platform = session.get_one(LtiPlatformRow, link.platform_id)
    return {
        "platform": platform.issuer,
        "subject": learner.subject,
        "nickname": learner.nickname,
        "created_at": learner.created_at,
    }


def _messages(session: Session, attempt_id: str) -> list[MessageRow]:
    query = select(MessageRow).where(MessageRow.attempt_id == attempt_id)
    return list(session.scalars(query.order_by(MessageRow.id)))


def _message(row: MessageRow) -> Json:
    return {
        "kind": row.kind,
        "event": row.event,
        "state": row.state,
        "payload": row.payload,
        "created_at": row.created_at,
    }


def _history(session: Session, attempt_id: str) -> list[ResponseHistoryRow]:
    query = select(ResponseHistoryRow).where(ResponseHistoryRow.attempt_id == attempt_id)
    return list(session.scalars(query.order_by(ResponseHistoryRow.id)))


def _answer(row: Any) -> Json:
    return {
        "item_id": row.item_id,
        "answer": row.answer["value"],
        "client_seq": row.client_seq,
        "saved_at": row.saved_at,
    }
