"""What is stored about people goes after its time, without anybody asking.

A worker calls `forget` now and then; each part is a short transaction, and all may be repeated.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session, sessionmaker

from quizapi.services import audit, throttling
from quizapi.services.exports import forget_old_exports
from quizapi.services.join_codes import new_code
from quizapi.services.outbox import forget_messages
from quizapi.services.students import ERASED, erase_attempts
from quizapi.store.engine import write_transaction
from quizapi.store.models import (
    AllowanceRow,
    AttemptRow,
    LtiLearnerRow,
    LtiLoginRow,
    LtiTicketRow,
    RosterEntryRow,
    TokenRow,
)

_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Retention:
    """How long things are kept, in days; 0 keeps attempts until somebody deletes them."""

    attempts_days: int = 730
    audit_days: int = 365
    messages_days: int = 30
    """Of messages to other systems, after they have ended."""
    workflows_days: int = 7
    """Of what the job engine keeps of jobs and deliveries, after they have ended."""


def forget(factory: sessionmaker[Session], retention: Retention, *, now: datetime) -> int:
    """Delete what is older than it may be: attempts with their answers, names of rosters, the audit log's
    events, counters of failed tries, files of exports, tokens and launches that have expired.

    Returns:
        How many attempts were deleted.
    """
    total = 0
    if retention.attempts_days:
        before = now - timedelta(days=retention.attempts_days)
        while count := _forget_attempts(factory, before, now):
            total += count
        while _forget_names(factory, before):
            pass
        _forget_learners(factory, before)
    forget_old_exports(factory, now=now)
    with write_transaction(factory) as session:
        throttling.forget_old(session, now=now)
        forget_messages(session, before=now - timedelta(days=retention.messages_days))
        audit.forget_events(session, before=now - timedelta(days=retention.audit_days))
        for table in (TokenRow, LtiLoginRow, LtiTicketRow):
            session.execute(delete(table).where(table.expires_at < now))
    return total


def _forget_attempts(factory: sessionmaker[Session], before: datetime, now: datetime) -> int:
    old = select(AttemptRow).where(AttemptRow.started_at < before).order_by(AttemptRow.id).limit(_AT_ONCE)
    with factory() as reading:
        if reading.scalar(old.with_only_columns(AttemptRow.id)) is None:
            return 0
    with write_transaction(factory) as session:
        attempts = list(session.scalars(old))
        erase_attempts(session, attempts)
        for assignment_id, student_id in {(a.assignment_id, a.student_id) for a in attempts}:
            others = select(AttemptRow.id).where(
                AttemptRow.assignment_id == assignment_id, AttemptRow.student_id == student_id
            )
            if session.scalar(others.limit(1)) is None:
                allowance = session.get(AllowanceRow, (assignment_id, student_id))
                if allowance is not None:
                    session.delete(allowance)
        for assignment_id in {attempt.assignment_id for attempt in attempts}:
            audit.record(session, "attempts-expired", now=now, subject=assignment_id)
    return len(attempts)


def _forget_names(factory: sessionmaker[Session], before: datetime) -> int:
    """Lines of rosters stay, without name and under new codes, so that the roster keeps others out."""
    has_attempts = exists().where(AttemptRow.student_id == RosterEntryRow.id)
    old = (
        select(RosterEntryRow)
        .where(RosterEntryRow.created_at < before, RosterEntryRow.name != ERASED, ~has_attempts)
        .limit(_AT_ONCE)
    )
    with factory() as reading:
        if reading.scalar(old.with_only_columns(RosterEntryRow.id)) is None:
            return 0
    with write_transaction(factory) as session:
        entries = list(session.scalars(old))
        for entry in entries:
            entry.name, entry.code = ERASED, new_code()
    return len(entries)


def _forget_learners(factory: sessionmaker[Session], before: datetime) -> None:
    """Learners whom a platform has named and who never came."""
    has_attempts = exists().where(AttemptRow.student_id == LtiLearnerRow.id)
    old = (LtiLearnerRow.created_at < before) & ~has_attempts
    with factory() as reading:
        if reading.scalar(select(LtiLearnerRow.id).where(old).limit(1)) is None:
            return
    with write_transaction(factory) as session:
        session.execute(delete(LtiLearnerRow).where(old).execution_options(synchronize_session=False))
