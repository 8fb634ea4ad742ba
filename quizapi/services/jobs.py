"""Long work as its owner sees it: asked for, looked at, cancelled; and how a worker writes it forward.

`queued -> running -> succeeded | failed | cancelled`; a queued job can be cancelled as well. An ended job
changes no more, so that every function here may be repeated by a job that was interrupted.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

import structlog
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from quizapi.queue import QUEUE, READINGS, JobQueue
from quizapi.services.errors import NotFound
from quizapi.services.outbox import job_ended
from quizapi.services.versions import touch
from quizapi.store.models import ExportFileRow, ImportFileRow, ItemRow, JobRow
from quizapi.store.types import new_id

log = structlog.get_logger(__name__)

JobKind = Literal[
    "read_article",
    "build_quiz",
    "import_articles",
    "check_item",
    "score_answers",
    "try_text",
    "rescore",
    "export",
]
EndState = Literal["succeeded", "failed", "cancelled"]
ACTIVE = ("queued", "running")
Json = dict[str, Any]


class JobNotFound(NotFound):
    """There is no such job."""


def request_job(
    session: Session,
    queue: JobQueue,
    *,
    owner_id: str,
    kind: JobKind,
    subject_id: str | None,
    params: Mapping[str, Any],
    now: datetime,
) -> JobRow:
    """Ask for work. It starts once the session's transaction has committed, and never if it does not.

    Args:
        kind: Also the name of the workflow.
        subject_id: The article to read (`params` may name its `revision`, else the newest), the quiz to
            build, or the item to check.

    Returns:
        The new row, flushed, in state `queued`.
    """
    job = JobRow(
        id=new_id(),
        owner_id=owner_id,
        kind=kind,
        subject_id=subject_id,
        state="queued",
        params=dict(params),
        done=0,
        total=0,
        step="",
        result={},
        problems=[],
        created_at=now,
    )
    session.add(job)
    session.flush()
    queue.enqueue(
        session,
        workflow=kind,
        job_id=job.id,
        owner_id=owner_id,
        args=[job.id],
        queue_name=READINGS if kind == "read_article" else QUEUE,
    )
    log.info("job_requested", job_id=job.id, kind=kind)
    return job


def find_job(session: Session, owner_id: str, job_id: str) -> JobRow:
    """The owner's job.

    Raises:
        JobNotFound: There is none of that id, or it is another's.
    """
    job = session.scalar(select(JobRow).where(JobRow.id == job_id, JobRow.owner_id == owner_id))
    if job is None:
        raise JobNotFound(f"there is no job {job_id!r}")
    return job


def active_job(session: Session, *, kind: JobKind, subject_id: str) -> JobRow | None:
    """The newest job of that kind on that subject which has not ended."""
    return session.scalar(
        select(JobRow)
        .where(JobRow.subject_id == subject_id, JobRow.kind == kind, JobRow.state.in_(ACTIVE))
        .order_by(JobRow.id.desc())
        .limit(1)
    )


def cancel_job(session: Session, owner_id: str, job_id: str, *, now: datetime) -> JobRow:
    """Cancel the owner's job; an ended one stays as it is.

    A running one stops within two seconds of the commit, even inside a generator. Commit, then call
    `JobQueue.cancel`, so that a queued job does not wait for a worker to be told.

    Raises:
        JobNotFound: There is none of that id, or it is another's.
    """
    job = find_job(session, owner_id, job_id)
    _end(session, job_id, state="cancelled", result={}, problems=list(job.problems), now=now)
    session.refresh(job)
    return job


def start(session: Session, job_id: str, *, total: int, now: datetime) -> bool:
    """Mark a job as running; harmless for one that runs already.

    Returns:
        False where the job has ended or is gone, and must not be worked on.
    """
    session.execute(
        update(JobRow)
        .where(JobRow.id == job_id, JobRow.state == "queued")
        .values(state="running", started_at=now, total=total)
    )
    return is_active(session, job_id)


def is_active(session: Session, job_id: str) -> bool:
    """Whether the job has not ended and still exists."""
    return session.scalar(select(JobRow.state).where(JobRow.id == job_id)) in ACTIVE


def report_progress(session: Session, job_id: str, *, done: int, total: int, step: str) -> None:
    """Write how far a running job is; `done` never goes back."""
    session.execute(
        update(JobRow)
        .where(JobRow.id == job_id, JobRow.state == "running", JobRow.done <= done)
        .values(done=done, total=total, step=step)
    )


def finish(
    session: Session,
    job_id: str,
    *,
    state: EndState,
    result: Mapping[str, Any],
    problems: Sequence[Mapping[str, str]],
    now: datetime,
) -> bool:
    """End a job.

    Args:
        problems: `{generator, type, detail}` each.

    Returns:
        False where it had ended before (it was cancelled, or this is a repetition) and is left as it was.
    """
    return _end(session, job_id, state=state, result=result, problems=problems, now=now)


def _end(
    session: Session,
    job_id: str,
    *,
    state: EndState,
    result: Mapping[str, Any],
    problems: Sequence[Mapping[str, str]],
    now: datetime,
) -> bool:
    values: Json = {
        "state": state,
        "problems": [dict(problem) for problem in problems],
        "finished_at": now,
    }
    if result:
        # Else what was told when it was asked for stays: the quiz is there, though its job has failed.
        values["result"] = dict(result)
    if state == "succeeded":
        values |= {"done": JobRow.total, "step": ""}
    ended = session.execute(
        update(JobRow)
        .where(JobRow.id == job_id, JobRow.state.in_(ACTIVE))
        .values(**values)
        .returning(JobRow.kind, JobRow.subject_id)
        .execution_options(synchronize_session=False)
    ).first()
    if ended is None:
        return False
    # What it was given is of no more use, however it ended.
    session.execute(delete(ImportFileRow).where(ImportFileRow.job_id == job_id))
    if ended.kind == "export":
        # Files that it, or a worker that was killed, did not bring to their end.
        half = (ExportFileRow.job_id == job_id) & ExportFileRow.finished_at.is_(None)
        session.execute(delete(ExportFileRow).where(half).execution_options(synchronize_session=False))
    if ended.kind == "try_text":
        session.execute(update(JobRow).where(JobRow.id == job_id).values(params={}))
    if ended.kind == "check_item" and state != "succeeded":
        _leave_unchecked(session, ended.subject_id, now)
    job_ended(session, job_id, now=now)
    return True


def _leave_unchecked(session: Session, item_id: str, now: datetime) -> None:
    """An item whose checks came to nothing does not wait for ever: its teacher is told instead."""
    item = session.get(ItemRow, item_id, with_for_update=True, populate_existing=True)
    if item is None or item.checks != "pending" or active_job(session, kind="check_item", subject_id=item_id):
        return
    flaw = {"code": "check-failed", "detail": "It was edited, and not checked since.", "fatal": False}
    item.flaws = [*(known for known in item.flaws if known["code"] != flaw["code"]), flaw]
    item.checks = "done"
    touch(item, now)
    session.flush()
