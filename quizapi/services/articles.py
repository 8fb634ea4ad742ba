"""Articles: taken in, changed, searched and deleted. The stored text is what all offsets refer to."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from quizapi.queue import JobQueue
from quizapi.services.anchoring import follow_article
from quizapi.services.article_cleaning import Prepared
from quizapi.services.errors import Conflict, NotFound
from quizapi.services.jobs import request_job
from quizapi.services.versions import touch
from quizapi.store.models import (
    AnnotationRow,
    ArticleRevisionRow,
    ArticleRow,
    JobRow,
    QuizArticleRow,
    QuizContextArticleRow,
    QuizRow,
)

#: More names than this help nobody.
_NAMED_QUIZZES = 5


class ArticleNotFound(NotFound):
    """There is no such article."""


class RevisionNotFound(NotFound):
    """The article has no such revision."""


class ArticleInUse(Conflict):
    """Quizzes ask about this article."""


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What a list tells of an article beside its row."""

    length: int
    is_read: bool
    quizzes: int


def text_hash(text: str) -> str:
    """SHA-256 of the text in UTF-8, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def has_text(session: Session, owner_id: str, text: str) -> bool:
    """Whether one of the owner's articles has this text in its newest revision."""
    return bool(
        session.scalar(
            select(ArticleRow.id)
            .join(
                ArticleRevisionRow,
                (ArticleRevisionRow.article_id == ArticleRow.id)
                & (ArticleRevisionRow.revision == ArticleRow.revision),
            )
            .where(ArticleRow.owner_id == owner_id, ArticleRevisionRow.text_hash == text_hash(text))
            .limit(1)
        )
    )


def find_article(session: Session, owner_id: str, article_id: str, *, lock: bool = False) -> ArticleRow:
    """The owner's article.

    Args:
        lock: Keep others from changing it until the transaction ends.

    Raises:
        ArticleNotFound: There is none of that id, or it is another's.
    """
    query = select(ArticleRow).where(ArticleRow.id == article_id, ArticleRow.owner_id == owner_id)
    article = session.scalar(query.with_for_update() if lock else query)
    if article is None:
        raise ArticleNotFound(f"There is no article {article_id!r} of yours.")
    return article


def find_revision(session: Session, article: ArticleRow, revision: int | None = None) -> ArticleRevisionRow:
    """That text of the article, or its newest.

    Raises:
        RevisionNotFound
    """
    number = article.revision if revision is None else revision
    row = session.scalar(
        select(ArticleRevisionRow).where(
            ArticleRevisionRow.article_id == article.id, ArticleRevisionRow.revision == number
        )
    )
    if row is None:
        raise RevisionNotFound(f"The article has the revisions 1 to {article.revision}.")
    return row


def articles_query(owner_id: str, *, search: str | None = None) -> Select[ArticleRow]:
    """The owner's articles, or those with `search` in title or text, in whatever case."""
    query = select(ArticleRow).where(ArticleRow.owner_id == owner_id)
    if not search:
        return query
    return query.where(_holds(ArticleRow.title, search) | _text_holds(search))


def _text_holds(search: str) -> ColumnElement[bool]:
    return exists().where(
        ArticleRevisionRow.article_id == ArticleRow.id,
        ArticleRevisionRow.revision == ArticleRow.revision,
        _holds(ArticleRevisionRow.text, search),
    )


def _holds(column: Any, search: str) -> ColumnElement[bool]:
    escaped = search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return column.ilike(f"%{escaped}%", escape="\\")  # type: ignore[no-any-return]


def article_facts(session: Session, articles: Sequence[ArticleRow]) -> dict[str, ArticleFacts]:
    """Facts of each article, by its id."""
    ids = [article.id for article in articles]
    is_read = exists().where(AnnotationRow.text_hash == ArticleRevisionRow.text_hash)
    quizzes = (
        select(func.count(QuizArticleRow.quiz_id))
        .where(QuizArticleRow.article_id == ArticleRow.id)
        .scalar_subquery()
    )
    rows = session.execute(
        select(ArticleRow.id, func.length(ArticleRevisionRow.text), is_read, quizzes)
        .join(
            ArticleRevisionRow,
            (ArticleRevisionRow.article_id == ArticleRow.id)
            & (ArticleRevisionRow.revision == ArticleRow.revision),
        )
        .where(ArticleRow.id.in_(ids))
    )
    return {id: ArticleFacts(length, bool(read), count) for id, length, read, count in rows}


def add_article(
    session: Session,
    queue: JobQueue,
    prepared: Prepared,
    *,
    owner_id: str,
    source_url: str | None,
    now: datetime,
) -> tuple[ArticleRow, ArticleRevisionRow]:
    """Store an article and ask for its reading."""
    article = ArticleRow(
        owner_id=owner_id,
        revision=1,
        title=prepared.title,
        author=prepared.author,
        published_on=prepared.published_on,
        source_url=source_url,
        language=prepared.language,
        created_at=now,
        updated_at=now,
    )
    session.add(article)
    session.flush()
    revision = _add_revision(session, article, prepared.text, prepared.removed, now)
    _request_reading(session, queue, article, now)
    return article, revision


def change_text(
    session: Session,
    queue: JobQueue,
    article: ArticleRow,
    text: str,
    removed: Sequence[dict[str, Any]],
    *,
    now: datetime,
) -> ArticleRevisionRow:
    """Give the article another text: a new revision where a quiz refers to the present one, else in place.

    Items whose evidence stands in the new text follow it, the others become stale (`anchoring`).

    Args:
        text: As `article_cleaning` prepares it.
        removed: What is left of the pieces that were taken out of it.
    """
    current = find_revision(session, article)
    if current.text == text:
        return current
    if _quizzes_of(session, article, revision=article.revision):
        article.revision += 1
        current = _add_revision(session, article, text, removed, now)
    else:
        current.text = text
        current.text_hash = text_hash(text)
        current.removed = list(removed)
        current.created_at = now
    touch(article, now)
    session.flush()
    follow_article(session, article, now=now)
    _request_reading(session, queue, article, now)
    return current


def change_details(
    session: Session,
    article: ArticleRow,
    *,
    now: datetime,
    title: str,
    author: str | None,
    published_on: date | None,
    source_url: str | None,
) -> None:
    """Set what is known about the article."""
    before = (article.title, article.author, article.published_on, article.source_url)
    if before == (title, author, published_on, source_url):
        return
    article.title = title
    article.author = author
    article.published_on = published_on
    article.source_url = source_url
    touch(article, now)
    session.flush()


def delete_article(session: Session, article: ArticleRow) -> None:
    """Delete an article with all its revisions.

    Raises:
        ArticleInUse: Quizzes refer to it; they are named.
    """
    titles = _quizzes_of(session, article)
    if titles:
        named = ", ".join(f"“{title}”" for title in titles[:_NAMED_QUIZZES])
        more = len(titles) - _NAMED_QUIZZES
        raise ArticleInUse(
            f"Delete these quizzes first: {named}{f' and {more} more' if more > 0 else ''}. "
            "Their evidence lies in this article."
        )
    session.delete(article)
    session.flush()


def newest_reading_job(session: Session, article: ArticleRow, revision: int) -> JobRow | None:
    """The newest job that read, or is to read, that revision."""
    jobs = session.scalars(
        select(JobRow)
        .where(JobRow.subject_id == article.id, JobRow.kind == "read_article")
        .order_by(JobRow.id.desc())
        .limit(20)
    )
    return next((job for job in jobs if job.params.get("revision") == revision), None)


def request_reading(
    session: Session, queue: JobQueue, article: ArticleRow, revision: int, *, now: datetime
) -> JobRow:
    """Ask for a reading of that revision."""
    return request_job(
        session,
        queue,
        owner_id=article.owner_id,
        kind="read_article",
        subject_id=article.id,
        params={"revision": revision},
        now=now,
    )


def _request_reading(session: Session, queue: JobQueue, article: ArticleRow, now: datetime) -> None:
    request_reading(session, queue, article, article.revision, now=now)


def _add_revision(
    session: Session, article: ArticleRow, text: str, removed: Sequence[dict[str, Any]], now: datetime
) -> ArticleRevisionRow:
    row = ArticleRevisionRow(
        article_id=article.id,
        revision=article.revision,
        text=text,
        text_hash=text_hash(text),
        removed=list(removed),
        created_at=now,
    )
    session.add(row)
    session.flush()
    return row


def _quizzes_of(session: Session, article: ArticleRow, *, revision: int | None = None) -> list[str]:
    """Titles of the quizzes that ask about the article.

    With `revision` those that are made with that revision of it, be it only for wrong options.
    """
    query = (
        select(QuizRow.title)
        .join(QuizArticleRow, QuizArticleRow.quiz_id == QuizRow.id)
        .where(QuizArticleRow.article_id == article.id)
        .order_by(QuizRow.id)
    )
    if revision is None:
        return list(session.scalars(query))
    beside = (
        select(QuizRow.title)
        .join(QuizContextArticleRow, QuizContextArticleRow.quiz_id == QuizRow.id)
        .where(QuizContextArticleRow.article_id == article.id, QuizContextArticleRow.revision == revision)
        .order_by(QuizRow.id)
    )
    asking = query.where(QuizArticleRow.revision == revision)
    return [*session.scalars(asking), *session.scalars(beside)]
