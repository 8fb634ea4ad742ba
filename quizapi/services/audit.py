"""What was done, for the operator: ids and times, never a text, a name or an address."""

from datetime import datetime
from typing import Literal

from sqlalchemy import delete
from sqlalchemy.orm import Session

from quizapi.store.models import AuditRow

Event = Literal[
    "signed-in",
    "sign-in-failed",
    "signed-out",
    "registered",
    "password-changed",
    "token-revoked",
    "results-exported",
    "student-exported",
    "quiz-exported",
    "article-deleted",
    "quiz-deleted",
    "assignment-deleted",
    "student-erased",
    "scores-repaired",
    "repair-undone",
    "attempts-expired",
]


def record(
    session: Session,
    event: Event,
    *,
    now: datetime,
    user_id: str | None = None,
    subject: str = "",
    source: str = "",
) -> None:
    """Note an event in the caller's transaction, so that there is never one without the other.

    Args:
        user_id: The teacher who did it; None for students, the operator and the server itself.
        subject: Id of the thing, or of the teacher to whom the operator did it.
        source: Keyed hash of the network address.
    """
    session.add(AuditRow(at=now, event=event, user_id=user_id, subject=subject, source=source))


def forget_events(session: Session, *, before: datetime) -> int:
    """Delete the events from before a time.

    Returns:
        How many.
    """
    old = delete(AuditRow).where(AuditRow.at < before)
    return session.execute(old.execution_options(synchronize_session=False)).rowcount  # type: ignore[attr-defined,no-any-return]
