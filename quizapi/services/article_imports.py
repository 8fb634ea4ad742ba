"""Many files at once: kept until a job has taken them in, one by one, each in a transaction of its own."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapi.domain import QuizApiError
from quizapi.queue import JobQueue
from quizapi.services.article_cleaning import Prepared
from quizapi.services.articles import add_article, text_hash
from quizapi.services.jobs import ACTIVE, EndState, finish, request_job
from quizapi.store.models import ArticleRevisionRow, ArticleRow, ImportFileRow, JobRow

Json = dict[str, Any]


def request_import(
    session: Session,
    queue: JobQueue,
    *,
    owner_id: str,
    files: Sequence[tuple[str, bytes]],
    now: datetime,
) -> JobRow:
    """Keep the files and ask for a job that takes them in.

    Args:
        files: Pairs of name and content.
    """
    job = request_job(
        session, queue, owner_id=owner_id, kind="import_articles", subject_id=None, params={}, now=now
    )
    job.total = len(files)
    job.result = {"articles": [], "known": [], "refused": []}
    session.add_all(
        ImportFileRow(job_id=job.id, position=position, name=name, data=data)
        for position, (name, data) in enumerate(files)
    )
    session.flush()
    return job


def next_file(session: Session, job_id: str) -> ImportFileRow | None:
    """The first file of the job that was not taken in yet; None where none is left, or the job has ended."""
    return session.scalar(
        select(ImportFileRow)
        .join(JobRow, JobRow.id == ImportFileRow.job_id)
        .where(JobRow.id == job_id, JobRow.state.in_(ACTIVE), ImportFileRow.position >= JobRow.done)
        .order_by(ImportFileRow.position)
        .limit(1)
    )


def take_in(
    session: Session,
    queue: JobQueue,
    job_id: str,
    position: int,
    article: Prepared | QuizApiError,
    *,
    now: datetime,
) -> bool:
    """Store one file's article, and on the job what became of it: both or neither, and once only.

    A text that the owner has already is not stored again.

    Args:
        position: Of the file. Where the job is past it, nothing happens.
        article: What the file holds, or why it is refused.

    Returns:
        False where the job has ended or is gone.
    """
    job = session.get(JobRow, job_id, with_for_update=True, populate_existing=True)
    if job is None or job.state not in ACTIVE:
        return False
    file = session.get(ImportFileRow, (job_id, position))
    if job.done > position or file is None:
        return True
    outcome, told = _outcome(session, queue, job.owner_id, article, now)
    told = {"file": file.name, **told}
    job.result = {**job.result, outcome: [*job.result[outcome], told]}
    if outcome == "refused":
        detail = f"{file.name}: {told['reason']}"
        job.problems = [*job.problems, {"generator": "", "type": "file-refused", "detail": detail}]
    job.done = position + 1
    job.step = file.name
    session.delete(file)
    session.flush()
    return True


def finish_import(session: Session, job_id: str, *, now: datetime) -> bool:
    """End the job, as failed where no file could be taken.

    Returns:
        Whether it has succeeded.
    """
    job = session.get(JobRow, job_id, populate_existing=True)
    if job is None:
        return False
    is_taken = bool(job.result["articles"] or job.result["known"])
    state: EndState = "succeeded" if is_taken else "failed"
    return finish(session, job_id, state=state, result={}, problems=job.problems, now=now) and is_taken


def _outcome(
    session: Session, queue: JobQueue, owner_id: str, article: Prepared | QuizApiError, now: datetime
) -> tuple[str, Json]:
    if isinstance(article, QuizApiError):
        return "refused", {"reason": f"{article.title()}: {article.detail}"}
    known = _with_text(session, owner_id, article.text)
    if known is not None:
        return "known", {"id": known.id, "title": known.title}
    row, _ = add_article(session, queue, article, owner_id=owner_id, source_url=None, now=now)
    return "articles", {"id": row.id, "title": row.title}


def _with_text(session: Session, owner_id: str, text: str) -> ArticleRow | None:
    """The owner's article that has this text in its newest revision."""
    return session.scalar(
        select(ArticleRow)
        .join(
            ArticleRevisionRow,
            (ArticleRevisionRow.article_id == ArticleRow.id)
            & (ArticleRevisionRow.revision == ArticleRow.revision),
        )
        .where(ArticleRow.owner_id == owner_id, ArticleRevisionRow.text_hash == text_hash(text))
        .limit(1)
    )
