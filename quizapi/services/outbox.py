"""What has happened, kept for other systems in the transaction in which it happened.

A session knows which kinds of messages are switched on (`store.engine.create_session_factory`); for others
nothing is looked up and nothing written. A worker sends what is kept (`jobs.outgoing`).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Row, delete, select
from sqlalchemy.orm import Session

from quizapi.store.models import (
    AssignmentRow,
    AttemptRow,
    JobRow,
    LtiLearnerRow,
    LtiLinkRow,
    MessageRow,
    WebhookRow,
)
from quizapi.store.types import new_id

Json = dict[str, Any]
Kind = Literal["webhook", "xapi", "lti_score"]
EVENTS = ("job.finished", "attempt.submitted", "attempt.expired", "attempt.rescored")
#: Sent when a teacher tries an address out, whatever it is for.
TEST_EVENT = "test"
#: Jobs that a teacher has asked for; others are the server's own.
_TOLD_JOBS = ("read_article", "build_quiz", "import_articles", "rescore", "export")
#: Waits after each failed try (Standard Webhooks, "retry schedule"); then the message counts as failed.
WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
#: A message that a worker has taken is taken again when nothing is heard of it for so long.
_LEASE = timedelta(minutes=15)
XAPI = "xapi"


@dataclass(frozen=True, slots=True)
class Batch:
    """Messages that are sent together. `tries` is that of each, so that an old job for them does nothing."""

    kind: Kind
    destination: str
    messages: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a try.

    Attributes:
        is_lasting: Trying again is of no use.
        wait: How long the receiver asked to be left alone.
    """

    is_delivered: bool
    status: int | None = None
    detail: str = ""
    is_lasting: bool = False
    wait: timedelta | None = None


# -- what has happened


def job_ended(session: Session, job_id: str, *, now: datetime) -> None:
    """A job has ended, in this transaction."""
    if "webhook" not in _switched_on(session):
        return
    job = session.get(JobRow, job_id, populate_existing=True)
    if job is None or job.kind not in _TOLD_JOBS:
        return
    data = {
        "job_id": job.id,
        "kind": job.kind,
        "state": job.state,
        "subject_id": job.subject_id,
        "problems": len(job.problems),
    }
    for hook in _hooks(session, {job.owner_id}, "job.finished"):
        _keep_event(session, hook, "job.finished", data, attempt_id=None, now=now)


def attempts_ended(session: Session, attempt_ids: Sequence[str], *, now: datetime) -> None:
    """Attempts were submitted or have run out of time, in this transaction."""
    _tell_of_attempts(session, attempt_ids, now=now, is_new=True)


def scores_changed(session: Session, attempt_ids: Sequence[str], *, now: datetime) -> None:
    """Attempts that had ended have other points now."""
    _tell_of_attempts(session, attempt_ids, now=now, is_new=False)


def keep_test(session: Session, hook: WebhookRow, *, now: datetime) -> MessageRow:
    """A message that a teacher has sent to see whether it arrives."""
    return _keep_event(session, hook, TEST_EVENT, {"webhook_id": hook.id}, attempt_id=None, now=now)


def _tell_of_attempts(session: Session, attempt_ids: Sequence[str], *, now: datetime, is_new: bool) -> None:
    kinds = _switched_on(session)
    if not kinds or not attempt_ids:
        return
    rows = session.execute(
        select(AttemptRow, AssignmentRow.owner_id, AssignmentRow.quiz_id)
        .join(AssignmentRow, AssignmentRow.id == AttemptRow.assignment_id)
        .where(AttemptRow.id.in_(attempt_ids), AttemptRow.state != "open")
        .order_by(AttemptRow.id)
        .execution_options(populate_existing=True)
    ).all()
    if "webhook" in kinds:
        _keep_attempt_events(session, rows, now=now, is_new=is_new)
    if "xapi" in kinds:
        event = "ended" if is_new else "rescored"
        for attempt, owner_id, _ in rows:
            _keep(session, "xapi", XAPI, owner_id, event, {}, attempt_id=attempt.id, now=now)
    if "lti_score" in kinds:
        _keep_scores(session, rows, now=now)


def _keep_attempt_events(
    session: Session, rows: Sequence[Row[AttemptRow, str, str]], *, now: datetime, is_new: bool
) -> None:
    hooks = list(_hooks(session, {owner_id for _, owner_id, _ in rows}, None))
    for attempt, owner_id, quiz_id in rows:
        event = f"attempt.{attempt.state}" if is_new else "attempt.rescored"
        for hook in hooks:
            if hook.owner_id == owner_id and event in hook.events:
                data = _attempt_data(attempt, quiz_id)
                _keep_event(session, hook, event, data, attempt_id=attempt.id, now=now)


def _attempt_data(attempt: AttemptRow, quiz_id: str) -> Json:
    """Ids and points; nobody's name, and nothing of what was asked or answered."""
    score = {"points": attempt.points, "max": attempt.max_points}
    return {
        "attempt_id": attempt.id,
        "assignment_id": attempt.assignment_id,
        "quiz_id": quiz_id,
        "student_id": attempt.student_id,
        "number": attempt.number,
        "state": attempt.state,
        "submitted_at": _written(attempt.submitted_at),
        "score": None if attempt.points is None else score,
    }


def _keep_scores(session: Session, rows: Sequence[Row[AttemptRow, str, str]], *, now: datetime) -> None:
    """Scores of attempts that were launched from a learning platform which takes scores."""
    by_student = {attempt.student_id: (attempt, owner_id) for attempt, owner_id, _ in rows}
    found = session.execute(
        select(LtiLearnerRow.id, LtiLinkRow.platform_id, LtiLinkRow.grades)
        .join(LtiLinkRow, LtiLinkRow.id == LtiLearnerRow.link_id)
        .where(LtiLearnerRow.id.in_(by_student))
    )
    for learner_id, platform_id, grades in found:
        if grades:
            attempt, owner_id = by_student[learner_id]
            _keep(session, "lti_score", platform_id, owner_id, "score", {}, attempt_id=attempt.id, now=now)


def _switched_on(session: Session) -> Collection[str]:
    kinds: Collection[str] = session.info.get("outgoing", ())
    return kinds


def _hooks(session: Session, owner_ids: Iterable[str], event: str | None) -> Iterable[WebhookRow]:
    query = select(WebhookRow).where(WebhookRow.owner_id.in_(list(owner_ids)), WebhookRow.enabled)
    return (hook for hook in session.scalars(query) if event is None or event in hook.events)


def _keep_event(
    session: Session,
    hook: WebhookRow,
    event: str,
    data: Mapping[str, Any],
    *,
    attempt_id: str | None,
    now: datetime,
) -> MessageRow:
    payload = {"type": event, "timestamp": _written(now), "data": dict(data)}
    row = _keep(session, "webhook", hook.id, hook.owner_id, event, payload, attempt_id=attempt_id, now=now)
    row.webhook_id = hook.id
    return row


def _keep(
    session: Session,
    kind: Kind,
    destination: str,
    owner_id: str,
    event: str,
    payload: Json,
    *,
    attempt_id: str | None,
    now: datetime,
) -> MessageRow:
    row = MessageRow(
        id=new_id(),
        kind=kind,
        destination=destination,
        owner_id=owner_id,
        attempt_id=attempt_id,
        event=event,
        payload=payload,
        state="pending",
        tries=0,
        detail="",
        next_at=now,
        created_at=now,
    )
    session.add(row)
    return row


def _written(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat().replace("+00:00", "Z")


# -- sending it


def is_anything_due(session: Session, *, now: datetime) -> bool:
    """Whether a message waits for its time no longer."""
    return session.scalar(_due(now).with_only_columns(MessageRow.id).limit(1)) is not None


def take_due(session: Session, *, now: datetime, most: int = 200, together: int = 20) -> list[Batch]:
    """Take the messages whose time has come, in batches of one destination each; oldest first.

    What is taken comes back by itself when nothing is heard of it (`settle`) for a quarter of an hour, so
    that a message outlives the loss of a job.
    """
    rows = session.scalars(
        _due(now).order_by(MessageRow.id).limit(most).with_for_update(skip_locked=True)
    ).all()
    groups: dict[tuple[str, str], list[MessageRow]] = {}
    for row in rows:
        if row.tries > len(WAITS):
            _end(row, "failed", now)
            continue
        row.tries += 1
        row.next_at = now + _LEASE
        groups.setdefault((row.kind, row.destination), []).append(row)
    session.flush()
    return [
        Batch(some[0].kind, destination, tuple((row.id, row.tries) for row in some))  # type: ignore[arg-type]
        for (_, destination), group in groups.items()
        for some in (group[start : start + together] for start in range(0, len(group), together))
    ]


def taken(session: Session, messages: Iterable[tuple[str, int]]) -> list[MessageRow]:
    """The messages of a batch that are still to be sent by this try, oldest first."""
    tries = dict(messages)
    query = select(MessageRow).where(MessageRow.id.in_(tries), MessageRow.state == "pending")
    return [row for row in session.scalars(query.order_by(MessageRow.id)) if row.tries == tries[row.id]]


def settle(session: Session, outcomes: Mapping[str, Outcome], *, now: datetime, jitter: float) -> None:
    """Write what became of messages, and when those that failed are tried again.

    Args:
        outcomes: By the message's id.
        jitter: In [0, 1): up to a tenth is added to each wait, so that not all come back at once.
    """
    rows = select(MessageRow).where(MessageRow.id.in_(outcomes), MessageRow.state == "pending")
    for row in session.scalars(rows.with_for_update()):
        outcome = outcomes[row.id]
        row.status, row.detail = outcome.status, outcome.detail[:500]
        if outcome.is_delivered:
            _end(row, "delivered", now)
        elif outcome.is_lasting or row.tries > len(WAITS):
            _end(row, "failed", now)
        else:
            wait = WAITS[row.tries - 1] * (1 + jitter / 10)
            row.next_at = now + max(wait, min(outcome.wait or wait, WAITS[-1]))
    session.flush()


def forget_messages(session: Session, *, before: datetime) -> None:
    """Delete messages that ended before a time."""
    old = delete(MessageRow).where(MessageRow.state != "pending", MessageRow.ended_at < before)
    session.execute(old.execution_options(synchronize_session=False))


def _due(now: datetime) -> Any:
    return select(MessageRow).where(MessageRow.state == "pending", MessageRow.next_at <= now)


def _end(row: MessageRow, state: str, now: datetime) -> None:
    row.state, row.ended_at = state, now
