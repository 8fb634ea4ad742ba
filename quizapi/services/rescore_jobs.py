"""A repair, or its undoing, as a job: for whom all attempts take too long to score within a request.

The job does in one transaction what the request would have done, ends in the same, and has its answer as
result. So it is done once or not at all, however often it is begun.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapi.queue import JobQueue
from quizapi.services import audit, jobs
from quizapi.services.quizzes import QuizNotFound
from quizapi.services.repairs import Repair, check_repair, repair_item
from quizapi.services.repairs_shown import repairs_shown
from quizapi.services.undoing import check_undo, undo_repair
from quizapi.store.models import JobRow, QuizRow, RepairRow

Json = dict[str, Any]


def request_repair(
    session: Session,
    queue: JobQueue,
    quiz: QuizRow,
    item_id: str,
    repair: Repair,
    *,
    source: str,
    now: datetime,
) -> JobRow:
    """Ask for a repair. What is wrong with it is told now, and again by the job where it was not yet.

    Args:
        source: Keyed hash of the network address, for the audit log.

    Raises:
        As `repair_item`.
    """
    check_repair(session, quiz, item_id, repair)
    wanted = {"action": repair.action, "key": repair.key, "reason": repair.reason}
    return _request(session, queue, quiz, {"item_id": item_id, "repair": wanted, "source": source}, now)


def request_undo(
    session: Session,
    queue: JobQueue,
    quiz: QuizRow,
    repair_id: str,
    *,
    reason: str,
    source: str,
    now: datetime,
) -> JobRow:
    """Ask for a repair to be taken back.

    Raises:
        As `undo_repair`.
    """
    check_undo(session, quiz, repair_id)
    return _request(session, queue, quiz, {"undo": repair_id, "reason": reason, "source": source}, now)


def carry_out_job(session: Session, queue: JobQueue, job: JobRow, *, now: datetime) -> bool:
    """Do what the job asks for, and end it, in the caller's transaction: commit both or neither.

    Returns:
        False where the job has ended before. Roll back then.

    Raises:
        QuizNotFound: It was deleted since.
        QuizApiError: As the request would have refused it.
    """
    quiz = session.scalar(
        select(QuizRow)
        .where(QuizRow.id == job.subject_id, QuizRow.owner_id == job.owner_id)
        .with_for_update()
    )
    # Asked once the quiz is ours: who else did this job has committed before.
    if not jobs.is_active(session, job.id):
        return False
    if quiz is None:
        raise QuizNotFound("the quiz was deleted")
    row = _done(session, queue, quiz, job, now)
    (shown,) = repairs_shown(session, [row])
    shown["made_at"] = row.made_at.isoformat().replace("+00:00", "Z")
    return jobs.finish(session, job.id, state="succeeded", result=shown, problems=[], now=now)


def _request(session: Session, queue: JobQueue, quiz: QuizRow, params: Json, now: datetime) -> JobRow:
    return jobs.request_job(
        session,
        queue,
        owner_id=quiz.owner_id,
        kind="rescore",
        subject_id=quiz.id,
        params=params,
        now=now,
    )


def _done(session: Session, queue: JobQueue, quiz: QuizRow, job: JobRow, now: datetime) -> RepairRow:
    params, user_id = job.params, job.owner_id
    event: audit.Event
    if "undo" in params:
        event = "repair-undone"
        row = undo_repair(
            session, queue, quiz, params["undo"], reason=params["reason"], user_id=user_id, now=now
        )
    else:
        event = "scores-repaired"
        repair = Repair(**params["repair"])
        row = repair_item(session, quiz, params["item_id"], repair, user_id=user_id, now=now)
    audit.record(session, event, now=now, user_id=user_id, subject=row.item_id, source=params["source"])
    return row
