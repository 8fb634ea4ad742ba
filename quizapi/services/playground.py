"""A text tried out: read and asked about by a job, so that authors of generators see what becomes of it.

The text stands in the job's row alone: its words until a worker has taken them, then the result, which goes
when its owner says so or after a quarter of an hour.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, sessionmaker

from quizapi.queue import JobQueue
from quizapi.services.article_cleaning import Prepared
from quizapi.services.jobs import ACTIVE, JobNotFound, find_job, request_job
from quizapi.store.engine import write_transaction
from quizapi.store.models import JobRow

Json = dict[str, Any]
KIND: Final = "try_text"
KEPT = timedelta(minutes=15)


def request_trial(
    session: Session,
    queue: JobQueue,
    prepared: Prepared,
    *,
    owner_id: str,
    generators: Sequence[Mapping[str, Any]],
    seed: int,
    now: datetime,
) -> JobRow:
    """Ask a worker to read a text and to show what generators make of it.

    Args:
        generators: `{name, count, options}` each.
    """
    article = {
        "text": prepared.text,
        "title": prepared.title,
        "author": prepared.author,
        "published_on": None if prepared.published_on is None else prepared.published_on.isoformat(),
        "language": prepared.language,
        "removed": prepared.removed,
    }
    params = {"article": article, "generators": [dict(g) for g in generators], "seed": seed}
    return request_job(session, queue, owner_id=owner_id, kind=KIND, subject_id=None, params=params, now=now)


def take_trial(job: JobRow) -> Json | None:
    """`{article, generators, seed}` of a trial that has not ended; None where its text is gone."""
    return dict(job.params) if job.kind == KIND and job.state in ACTIVE and job.params else None


def forget_trial(session: Session, owner_id: str, job_id: str) -> None:
    """Delete a trial with all that it holds; a running one stops.

    Raises:
        JobNotFound: There is no such trial of this owner.
    """
    job = find_job(session, owner_id, job_id)
    if job.kind != KIND:
        raise JobNotFound(f"there is no trial {job_id!r}")
    session.delete(job)
    session.flush()


def forget_old_trials(factory: sessionmaker[Session], *, now: datetime) -> None:
    """Delete the trials that nobody has deleted in time; writes nothing where there is none."""
    old = (JobRow.kind == KIND, JobRow.created_at < now - KEPT)
    with factory() as reading:
        if reading.scalar(select(JobRow.id).where(*old).limit(1)) is None:
            return
    with write_transaction(factory) as session:
        session.execute(delete(JobRow).where(*old))
