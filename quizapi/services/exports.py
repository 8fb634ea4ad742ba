"""Exports as jobs, for files that take long to write: a file is kept in parts, may be had once it is whole,
and goes after a day, with what it was made of, or when many newer ones were written.

A file is written in short transactions. What a killed job has left of one is never shown, and goes when the
job ends. When students' answers are erased, all files with them go in the same transaction, those that are
just being written too: their job begins again.
"""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, sessionmaker

from quizapi.queue import JobQueue
from quizapi.services.errors import NotFound
from quizapi.services.jobs import request_job
from quizapi.store.engine import write_transaction
from quizapi.store.models import (
    AssignmentRow,
    AttemptRow,
    ExportFileRow,
    ExportPartRow,
    JobRow,
    QuizRow,
)
from quizapi.store.types import new_id

Json = dict[str, Any]
KIND: Literal["export"] = "export"
KEPT = timedelta(hours=24)
#: Of one quiz or assignment, the newest.
MOST_KEPT = 10
#: Formats of results, with their media types.
RESULTS_FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class ExportNotFound(NotFound):
    """There is no such file, or not yet, or no longer."""


class FileGone(Exception):
    """The file that was being written was deleted: something in it was erased meanwhile."""


def request_results_export(
    session: Session, queue: JobQueue, assignment: AssignmentRow, *, format: str, now: datetime
) -> JobRow:
    """Ask for a file of an assignment's results.

    Args:
        format: A key of `RESULTS_FORMATS`.
    """
    job = request_job(
        session,
        queue,
        owner_id=assignment.owner_id,
        kind=KIND,
        subject_id=assignment.id,
        params={"of": "results", "format": format},
        now=now,
    )
    attempts = select(func.count()).where(AttemptRow.assignment_id == assignment.id)
    job.total = 1 + (session.scalar(attempts) or 0)
    return job


def request_quiz_export(
    session: Session,
    queue: JobQueue,
    quiz: QuizRow,
    *,
    format: str,
    status: str,
    with_key: bool,
    is_partial: bool,
    now: datetime,
) -> JobRow:
    """Ask for a file of a quiz.

    Args:
        format: Of an exporter.
        status, with_key, is_partial: As `exchange.export_quiz` takes them.
    """
    params = {
        "of": "quiz",
        "format": format,
        "status": status,
        "with_key": with_key,
        "is_partial": is_partial,
    }
    job = request_job(
        session, queue, owner_id=quiz.owner_id, kind=KIND, subject_id=quiz.id, params=params, now=now
    )
    job.total = 1
    return job


def find_export(
    session: Session, owner_id: str, subject_id: str, job_id: str, *, now: datetime
) -> ExportFileRow:
    """The file that a job of the owner's has written of a quiz or an assignment.

    Raises:
        ExportNotFound: There is none, it is not whole yet, or its time is over.
    """
    file = session.scalar(
        select(ExportFileRow)
        .join(JobRow, JobRow.id == ExportFileRow.job_id)
        .where(
            JobRow.id == job_id,
            JobRow.owner_id == owner_id,
            JobRow.subject_id == subject_id,
            ExportFileRow.finished_at.is_not(None),
            ExportFileRow.created_at > now - KEPT,
        )
    )
    if file is None:
        raise ExportNotFound(f"The job {job_id!r} has no file (any more).")
    return file


def parts_of(factory: sessionmaker[Session], file_id: str) -> Iterator[bytes]:
    """The file's pieces in their order, one read at a time.

    Raises:
        ExportNotFound: It was deleted while it was read.
    """
    with factory() as session:
        size = session.scalar(select(ExportFileRow.size).where(ExportFileRow.id == file_id))
    position = read = 0
    while size is None or read < size:
        with factory() as session:
            part = session.get(ExportPartRow, (file_id, position))
        if part is None:
            raise ExportNotFound("It was deleted while it was read.")
        yield part.data
        read += len(part.data)
        position += 1


def begin_file(session: Session, job: JobRow, *, name: str, media_type: str, now: datetime) -> str:
    """Begin a file; its id. Read what goes into it after this has committed: an erasure finds it from then
    on, and one that has not committed yet is waited for."""
    is_results = job.params["of"] == "results"
    file = ExportFileRow(
        id=new_id(),
        job_id=job.id,
        assignment_id=job.subject_id if is_results else None,
        quiz_id=None if is_results else job.subject_id,
        name=name,
        media_type=media_type,
        size=0,
        created_at=now,
    )
    session.add(file)
    session.flush()
    return file.id


def add_part(factory: sessionmaker[Session], file_id: str, position: int, data: bytes) -> None:
    """Add a piece to a file.

    Raises:
        FileGone
    """
    with write_transaction(factory) as session:
        file = _locked(session, file_id)
        file.size += len(data)
        session.add(ExportPartRow(file_id=file_id, position=position, data=data))


def finish_file(session: Session, file_id: str, *, now: datetime) -> Json:
    """Have the file be whole; in the transaction that ends its job.

    Returns:
        The job's result.

    Raises:
        FileGone
    """
    file = _locked(session, file_id)
    file.finished_at = now
    session.flush()
    _forget_surplus(session, file)
    return {
        "export_id": file.job_id,
        "assignment_id" if file.assignment_id else "quiz_id": file.assignment_id or file.quiz_id,
        "name": file.name,
        "media_type": file.media_type,
        "size": file.size,
        "kept_until": (file.created_at + KEPT).isoformat().replace("+00:00", "Z"),
    }


def forget_exports_with(session: Session, assignment_ids: Collection[str]) -> None:
    """Delete the files with results of these assignments, because something in them is being erased.

    Call it after what is erased was deleted, in the same transaction.
    """
    if not assignment_ids:
        return
    # Whoever begins a file waits for this transaction, and then reads what it has left.
    locked = select(AssignmentRow.id).where(AssignmentRow.id.in_(assignment_ids)).order_by(AssignmentRow.id)
    session.execute(locked.with_for_update()).all()
    files = delete(ExportFileRow).where(ExportFileRow.assignment_id.in_(assignment_ids))
    session.execute(files.execution_options(synchronize_session=False))


def forget_old_exports(factory: sessionmaker[Session], *, now: datetime) -> None:
    """Delete the files whose time is over, each in a transaction of its own."""
    with factory() as reading:
        old = reading.scalars(select(ExportFileRow.id).where(ExportFileRow.created_at <= now - KEPT)).all()
    for file_id in old:
        with write_transaction(factory) as session:
            session.execute(delete(ExportFileRow).where(ExportFileRow.id == file_id))


def _forget_surplus(session: Session, file: ExportFileRow) -> None:
    """However often a teacher asks, no more than some files of one thing are kept."""
    if file.quiz_id is None:
        same = ExportFileRow.assignment_id == file.assignment_id
    else:
        same = ExportFileRow.quiz_id == file.quiz_id
    surplus = session.scalars(
        select(ExportFileRow.id)
        .where(same, ExportFileRow.finished_at.is_not(None), ExportFileRow.id != file.id)
        .order_by(ExportFileRow.created_at.desc(), ExportFileRow.id.desc())
        .offset(MOST_KEPT - 1)
    ).all()
    old = delete(ExportFileRow).where(ExportFileRow.id.in_(surplus))
    session.execute(old.execution_options(synchronize_session=False))


def _locked(session: Session, file_id: str) -> ExportFileRow:
    file = session.get(ExportFileRow, file_id, with_for_update=True, populate_existing=True)
    if file is None:
        raise FileGone
    return file
