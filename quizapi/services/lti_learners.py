"""Learners who come from a learning platform: their places, their attempts, how far they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quizapi.services.attempts import expire_due
from quizapi.services.errors import Forbidden
from quizapi.services.join_codes import new_code
from quizapi.services.joining import Student, renew_token, start_attempt
from quizapi.store.models import AssignmentRow, AttemptRow, LtiGrantRow, LtiLearnerRow, LtiLinkRow
from quizapi.store.types import new_id

Json = dict[str, Any]
Row = TypeVar("Row", LtiLinkRow, LtiLearnerRow)


class AssignmentNotShared(Forbidden):
    """This assignment was not chosen in this course."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a course, as a verified launch names it."""

    deployment_id: str
    resource_link_id: str
    assignment_id: str
    grades: Json
    memberships_url: str


def link_place(session: Session, platform_id: str, place: Place, *, now: datetime) -> LtiLinkRow:
    """The place in a course that a launch comes from, with the platform's present services.

    Raises:
        AssignmentNotShared: Its teacher has not chosen the assignment in this platform.
    """
    if session.get(LtiGrantRow, (platform_id, place.assignment_id)) is None:
        raise AssignmentNotShared("Choose an assignment for this place once more.")
    known = select(LtiLinkRow).where(
        LtiLinkRow.platform_id == platform_id,
        LtiLinkRow.deployment_id == place.deployment_id,
        LtiLinkRow.resource_link_id == place.resource_link_id,
    )
    row = session.scalar(known)
    if row is not None and row.assignment_id != place.assignment_id:
        session.delete(row)  # the place was given another assignment
        session.flush()
        row = None
    if row is None:
        row = LtiLinkRow(
            id=new_id(),
            platform_id=platform_id,
            deployment_id=place.deployment_id,
            resource_link_id=place.resource_link_id,
            assignment_id=place.assignment_id,
            grades=place.grades,
            memberships_url=place.memberships_url,
            created_at=now,
        )
        row = _added(session, row, known)
    row.grades, row.memberships_url = place.grades, place.memberships_url
    session.flush()
    return row


def learner_at(session: Session, link: LtiLinkRow, subject: str, *, now: datetime) -> LtiLearnerRow:
    """A learner at a place, known by the platform's id of the person; stored under a made-up name."""
    known = select(LtiLearnerRow).where(LtiLearnerRow.link_id == link.id, LtiLearnerRow.subject == subject)
    row = session.scalar(known)
    if row is not None:
        return row
    nickname = f"Learner {new_code(6)}"
    row = LtiLearnerRow(id=new_id(), link_id=link.id, subject=subject, nickname=nickname, created_at=now)
    return _added(session, row, known)


def _added(session: Session, row: Row, known: Select[Row]) -> Row:
    """The row, or the one that a launch at the same moment has added."""
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return session.scalars(known).one()
    return row


def assignment_of(session: Session, learner: LtiLearnerRow) -> AssignmentRow:
    """The assignment at a learner's place."""
    link = session.get_one(LtiLinkRow, learner.link_id)
    return session.get_one(AssignmentRow, link.assignment_id)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a learner is. `state` is `none`, `open`, `submitted` or `expired`."""

    learner: LtiLearnerRow
    state: str
    points: float | None
    most: float | None


def standings(session: Session, link: LtiLinkRow, *, now: datetime) -> list[Standing]:
    """The learners at a place and their attempts that count, in the order in which they came."""
    expire_due(session, now=now, assignment_id=link.assignment_id)
    assignment = session.get_one(AssignmentRow, link.assignment_id)
    learners = session.scalars(
        select(LtiLearnerRow).where(LtiLearnerRow.link_id == link.id).order_by(LtiLearnerRow.id)
    )
    return [_standing(session, assignment, learner) for learner in learners]


def _standing(session: Session, assignment: AssignmentRow, learner: LtiLearnerRow) -> Standing:
    attempts = attempts_of(session, assignment.id, learner.id)
    if not attempts:
        return Standing(learner, "none", None, None)
    points, most = counted_points(attempts, assignment.attempt_counts)
    return Standing(learner, attempts[-1].state, points, most)


def attempts_of(session: Session, assignment_id: str, learner_id: str) -> list[AttemptRow]:
    """A learner's attempts in their order."""
    query = select(AttemptRow).where(
        AttemptRow.assignment_id == assignment_id, AttemptRow.student_id == learner_id
    )
    return list(session.scalars(query.order_by(AttemptRow.number)))


def counted_points(attempts: Sequence[AttemptRow], rule: str) -> tuple[float | None, float | None]:
    """Points of the attempts that count, and the most there are; None where none has ended with points.

    Args:
        rule: `best`, `last`, `first` or `mean`.
    """
    ended = [(a.points, a.max_points) for a in attempts if a.points is not None and a.max_points]
    if not ended:
        return None, None
    if rule == "mean":
        return sum(points or 0.0 for points, _ in ended) / len(ended), ended[-1][1]
    if rule == "best":
        return max(ended, key=lambda one: one[0] or 0.0)
    return ended[0] if rule == "first" else ended[-1]


def open_attempt(
    session: Session,
    learner: LtiLearnerRow,
    assignment: AssignmentRow,
    *,
    begin_another: bool,
    token_hash: str,
    seed: int,
    now: datetime,
) -> AttemptRow:
    """The learner's attempt on the device that holds the token: the one that runs, a first one, or what was
    handed in.

    Args:
        begin_another: Start the next attempt instead of showing what was handed in.

    Raises:
        AssignmentNotOpen, AssignmentClosed, NoAttemptsLeft
    """
    expire_due(session, now=now, assignment_id=assignment.id)
    attempts = attempts_of(session, assignment.id, learner.id)
    if attempts and (attempts[-1].state == "open" or not begin_another):
        renew_token(session, attempts[-1], token_hash)
        return attempts[-1]
    student = Student(learner.id, learner.nickname, f"lti:{learner.id}", goes_on=True)
    return start_attempt(session, assignment, student, token_hash=token_hash, seed=seed, now=now)
