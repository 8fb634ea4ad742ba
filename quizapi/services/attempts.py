"""A student's attempt: finding it, what is flagged in it, and how it ends."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session, sessionmaker

from quizapi.services.errors import Conflict, Invalid, NotAuthenticated, NotFound
from quizapi.services.outbox import attempts_ended
from quizapi.services.repaired import points_most, points_sum, rescore_repaired
from quizapi.services.timing import GRACE, is_over
from quizapi.store.engine import write_transaction
from quizapi.store.models import AssignmentItemRow, AssignmentRow, AttemptRow

EXPIRE_AT_ONCE = 500


class AttemptNotFound(NotFound):
    """There is no such attempt, or it is not yours."""


class FlaggedItemUnknown(Invalid):
    """This attempt has no such item."""


class AttemptEnded(Conflict):
    """This attempt has ended."""


def student_attempt(session: Session, attempt_id: str, token_hash: str, *, lock: bool = False) -> AttemptRow:
    """The attempt that a student's token belongs to.

    Raises:
        AttemptNotFound: It is another's.
        NotAuthenticated: The token belongs to no attempt.
    """
    query = select(AttemptRow).where(AttemptRow.token_hash == token_hash)
    attempt = session.scalar(query.with_for_update(key_share=True) if lock else query)
    if attempt is None:
        raise NotAuthenticated("This token belongs to no attempt: join again.")
    if attempt.id != attempt_id:
        raise AttemptNotFound("This token belongs to another attempt.")
    return attempt


def any_attempt(session: Session, attempt_id: str) -> AttemptRow:
    """An attempt, whoever asks: the caller proves otherwise that it may be touched.

    Raises:
        AttemptNotFound
    """
    attempt = session.get(AttemptRow, attempt_id)
    if attempt is None:
        raise AttemptNotFound(f"There is no attempt {attempt_id!r}.")
    return attempt


def set_flags(
    session: Session, attempt_id: str, token_hash: str, item_ids: Sequence[str], *, now: datetime
) -> AttemptRow:
    """Keep which items the student wants to look at again.

    Raises:
        AttemptNotFound, NotAuthenticated
        AttemptEnded: There is nothing to look at again.
        FlaggedItemUnknown: The attempt has no such item.
    """
    attempt = student_attempt(session, attempt_id, token_hash, lock=True)
    if attempt.state != "open" or is_over(attempt.deadline, now):
        raise AttemptEnded("Nothing can be changed any more.")
    items = select(AssignmentItemRow.item_id).where(AssignmentItemRow.assignment_id == attempt.assignment_id)
    known = set(session.scalars(items))
    for place, item_id in enumerate(item_ids):
        if item_id not in known:
            raise FlaggedItemUnknown(f"There is no item {item_id!r}.", pointer=f"/item_ids/{place}")
    attempt.flagged = list(dict.fromkeys(item_ids))
    attempt.version += 1
    session.flush()
    return attempt


def teacher_attempt(session: Session, owner_id: str, attempt_id: str) -> AttemptRow:
    """An attempt at one of the teacher's assignments.

    Raises:
        AttemptNotFound
    """
    attempt = session.scalar(
        select(AttemptRow)
        .join(AssignmentRow, AssignmentRow.id == AttemptRow.assignment_id)
        .where(AttemptRow.id == attempt_id, AssignmentRow.owner_id == owner_id)
    )
    if attempt is None:
        raise AttemptNotFound(f"There is no attempt {attempt_id!r} at an assignment of yours.")
    return attempt


def submit(session: Session, attempt_id: str, token_hash: str, *, now: datetime) -> AttemptRow:
    """End an attempt at the student's wish; one that has ended stays as it is.

    Raises:
        AttemptNotFound, NotAuthenticated
    """
    attempt = student_attempt(session, attempt_id, token_hash, lock=True)
    if attempt.state == "open":
        if is_over(attempt.deadline, now):
            _end(session, [attempt.id], state="expired", at=AttemptRow.deadline, now=now)
        else:
            _end(session, [attempt.id], state="submitted", at=now, now=now)
        session.refresh(attempt)
    return attempt


def is_due(session: Session, *, now: datetime, assignment_id: str = "", attempt_id: str = "") -> bool:
    """Whether an open attempt has run out of time and nobody has ended it yet."""
    return session.scalar(select(func.count()).where(*_due(now, assignment_id, attempt_id))) != 0


def expire_due(session: Session, *, now: datetime, assignment_id: str = "", attempt_id: str = "") -> int:
    """End the attempts whose time is over, as of their deadlines: all, or those of an assignment or one.

    A worker calls this now and then; whoever reads such an attempt calls it before. May be repeated.

    Returns:
        How many were ended. Without an assignment at most `EXPIRE_AT_ONCE`: call again.
    """
    query = select(AttemptRow.id).where(*_due(now, assignment_id, attempt_id)).order_by(AttemptRow.id)
    if not (assignment_id or attempt_id):
        query = query.limit(EXPIRE_AT_ONCE)
    due = list(session.scalars(query.with_for_update(key_share=True)))
    if due:
        _end(session, due, state="expired", at=AttemptRow.deadline, now=now)
    return len(due)


def expire_all(factory: sessionmaker[Session], *, now: datetime) -> int:
    """End all attempts that have run out of time, in short transactions; writes nothing where there is none.

    Returns:
        How many were ended.
    """
    total = 0
    while True:
        with factory() as reading:
            if not is_due(reading, now=now):
                return total
        with write_transaction(factory) as session:
            total += expire_due(session, now=now)


def _due(now: datetime, assignment_id: str, attempt_id: str) -> list[ColumnElement[bool]]:
    conditions = [AttemptRow.state == "open", AttemptRow.deadline < now - GRACE]
    if assignment_id:
        conditions.append(AttemptRow.assignment_id == assignment_id)
    if attempt_id:
        conditions.append(AttemptRow.id == attempt_id)
    return conditions


def _end(
    session: Session,
    attempt_ids: list[str],
    *,
    state: Literal["submitted", "expired"],
    at: object,
    now: datetime,
) -> None:
    """End attempts whose rows this transaction has locked, add up their points, and tell other systems."""
    rescore_repaired(session, attempt_ids)
    session.execute(
        update(AttemptRow)
        .where(AttemptRow.id.in_(attempt_ids), AttemptRow.state == "open")
        .values(
            state=state,
            submitted_at=at,
            points=points_sum(),
            max_points=points_most(),
            version=AttemptRow.version + 1,
        )
        .execution_options(synchronize_session=False)
    )
    session.expire_all()
    attempts_ended(session, attempt_ids, now=now)
