"""What single students are allowed beyond the rules: more time, more attempts, or to be left out."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from quizapi.services.assignments import refresh_deadlines
from quizapi.services.attempts import expire_due
from quizapi.services.errors import NotFound
from quizapi.store.models import (
    AllowanceRow,
    AssignmentRow,
    AttemptRow,
    LtiLearnerRow,
    LtiLinkRow,
    RosterEntryRow,
)


class StudentNotFound(NotFound):
    """There is no such student in this assignment."""


def student_id_of(session: Session, assignment_id: str, any_id: str) -> str:
    """The student whom the id of an attempt, of a roster entry or of the student names, begun or not.

    Raises:
        StudentNotFound
    """
    attempt = select(AttemptRow.student_id).where(
        AttemptRow.assignment_id == assignment_id,
        (AttemptRow.id == any_id) | (AttemptRow.student_id == any_id),
    )
    entry = select(RosterEntryRow.id).where(
        RosterEntryRow.assignment_id == assignment_id, RosterEntryRow.id == any_id
    )
    learner = learners_of(assignment_id).where(LtiLearnerRow.id == any_id)
    found = session.scalar(attempt.limit(1)) or session.scalar(entry) or session.scalar(learner)
    if found is None:
        raise StudentNotFound(f"Nobody in this assignment has the id {any_id!r}.")
    return found


def learners_of(assignment_id: str) -> Select[str]:
    """Ids of the learners whom learning platforms have named at an assignment's places."""
    at_places = select(LtiLearnerRow.id).join(LtiLinkRow, LtiLinkRow.id == LtiLearnerRow.link_id)
    return at_places.where(LtiLinkRow.assignment_id == assignment_id)


def allow(
    session: Session, assignment: AssignmentRow, student_id: str, values: dict[str, Any], *, now: datetime
) -> AllowanceRow:
    """Set all that a student is allowed; running attempts get their new deadlines at once.

    An attempt whose time is over stays ended: allow another attempt.

    Args:
        values: `time_factor`, `extra_time_s`, `extra_attempts` and `excused`.
    """
    session.refresh(assignment, with_for_update=True)  # two who allow at once must not both insert
    expire_due(session, now=now, assignment_id=assignment.id)
    row = session.get(AllowanceRow, (assignment.id, student_id))
    if row is None:
        row = AllowanceRow(assignment_id=assignment.id, student_id=student_id)
        session.add(row)
    for name, value in values.items():
        setattr(row, name, value)
    session.flush()
    refresh_deadlines(session, assignment)
    return row
