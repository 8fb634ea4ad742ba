"""Checks of an edited item that need its article's parse: asked for with the edit, done by a worker."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapi.exchange.content_hash import content_hash
from quizapi.queue import JobQueue
from quizapi.services.items import edit_item, item_content
from quizapi.services.jobs import request_job
from quizapi.services.versions import touch
from quizapi.store.models import ItemRow, QuizContextArticleRow, QuizRow

Json = dict[str, Any]


def edit_and_check(
    session: Session,
    queue: JobQueue,
    quiz: QuizRow,
    item: ItemRow,
    changes: Mapping[str, Any],
    *,
    now: datetime,
) -> None:
    """Edit an item (`items.edit_item`); where its content is another, have it checked. Until that is done it
    is not published.

    An item without evidence has no article that it could be held against.
    """
    before = content_hash(item_content(item))
    edit_item(session, quiz, item, changes, now=now)
    if content_hash(item_content(item)) == before:
        return
    item.checks = "pending" if item.evidence else "done"
    session.flush()
    if item.checks == "pending":
        request_job(
            session,
            queue,
            owner_id=quiz.owner_id,
            kind="check_item",
            subject_id=item.id,
            params={"quiz_id": quiz.id},
            now=now,
        )


def item_to_check(session: Session, item_id: str) -> Json | None:
    """`{item_id, content, digest, place}` of an item that waits for its checks, else None.

    `place` is the article and revision that its first evidence lies in, with those beside the quiz.
    """
    item = session.get(ItemRow, item_id)
    if item is None or item.checks != "pending" or not item.evidence:
        return None
    content = {**item_content(item), "flaws": []}
    proof = item.evidence[0]
    return {
        "item_id": item_id,
        "content": content,
        "digest": content_hash(content),
        "place": {
            "id": proof["article_id"],
            "revision": proof["revision"],
            "context": [
                {"id": link.article_id, "revision": link.revision}
                for link in session.scalars(
                    select(QuizContextArticleRow)
                    .where(QuizContextArticleRow.quiz_id == item.quiz_id)
                    .order_by(QuizContextArticleRow.position)
                )
            ],
        },
    }


def save_checks(session: Session, item_id: str, digest: str, *, flaws: Sequence[Json], now: datetime) -> None:
    """Write what was found. An item that was edited meanwhile waits for the checks of that edit.

    Args:
        digest: Of the content that was checked (`item_to_check`).
    """
    item = session.get(ItemRow, item_id, with_for_update=True, populate_existing=True)
    if item is None or item.checks != "pending" or content_hash(item_content(item)) != digest:
        return
    codes = {flaw["code"] for flaw in flaws}
    item.flaws = [*(flaw for flaw in item.flaws if flaw["code"] not in codes), *flaws]
    item.checks = "done"
    touch(item, now)
    session.flush()
