"""What a job needs of a quiz: how it was asked for, and saving what was made."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from quizapi.exchange.content_hash import content_hash
from quizapi.services.anchoring import follow_articles
from quizapi.store.models import (
    ArticleRevisionRow,
    ArticleRow,
    ItemRow,
    QuizArticleRow,
    QuizContextArticleRow,
    QuizRow,
)
from quizapi.store.types import new_id

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ArticleToRead:
    """One revision of an article, with what a generator may know about it."""

    id: str
    revision: int
    text: str
    text_hash: str
    title: str
    author: str | None
    published_on: str | None
    language: str


def load_article(session: Session, article_id: str, revision: int | None = None) -> ArticleToRead | None:
    """That revision of the article, or its newest; None where it is gone."""
    row = session.execute(
        select(ArticleRow, ArticleRevisionRow)
        .join(ArticleRevisionRow, ArticleRevisionRow.article_id == ArticleRow.id)
        .where(
            ArticleRow.id == article_id,
            ArticleRevisionRow.revision == (ArticleRow.revision if revision is None else revision),
        )
    ).first()
    if row is None:
        return None
    article, text = row
    return ArticleToRead(
        id=article.id,
        revision=text.revision,
        text=text.text,
        text_hash=text.text_hash,
        title=article.title,
        author=article.author,
        published_on=None if article.published_on is None else article.published_on.isoformat(),
        language=article.language,
    )


def load_request(session: Session, quiz_id: str) -> Json | None:
    """How the quiz was asked for: `{seed, generators: [{name, count, options}], articles: [{id, revision,
    text_hash, length}], context: [...]}`, articles in the quiz's order, those beside it in the same shape;
    None where the quiz is gone."""
    quiz = session.get(QuizRow, quiz_id)
    if quiz is None:
        return None
    return {
        "seed": quiz.seed,
        "generators": [
            {"name": g["name"], "count": g.get("count", 5), "options": g.get("options", {})}
            for g in quiz.generators
        ],
        "articles": _texts(session, QuizArticleRow, quiz_id),
        "context": _texts(session, QuizContextArticleRow, quiz_id),
    }


def _texts(
    session: Session, link: type[QuizArticleRow] | type[QuizContextArticleRow], quiz_id: str
) -> list[Json]:
    texts = session.scalars(
        select(ArticleRevisionRow)
        .join(
            link,
            (ArticleRevisionRow.article_id == link.article_id)
            & (ArticleRevisionRow.revision == link.revision),
        )
        .where(link.quiz_id == quiz_id)
        .order_by(link.position)
    )
    return [
        {
            "id": text.article_id,
            "revision": text.revision,
            "text_hash": text.text_hash,
            "length": len(text.text),
        }
        for text in texts
    ]


def save_quiz(
    session: Session,
    quiz_id: str,
    *,
    items: Sequence[Json],
    spares: Sequence[Json],
    provenance: Mapping[str, Any],
    now: datetime,
) -> bool:
    """Save what was made: `items` as proposed in this order, `spares` behind them, and the quiz is ready.

    May be repeated: an item whose content the quiz has is left as it is, with what the teacher has done
    to it.

    Args:
        items: In the shape of `item_to_json`; so are `spares`, best first for each generator.
        provenance: How the items were made.

    Returns:
        False where the quiz is gone.
    """
    quiz = session.get(QuizRow, quiz_id, with_for_update=True)
    if quiz is None:
        return False
    ranks: Counter[str] = Counter()
    rows: dict[str, Json] = {}
    for status, group in (("proposed", items), ("spare", spares)):
        for item in group:
            row = _item_values(quiz_id, item, status=status, position=len(rows), now=now)
            if row["content_hash"] not in rows:
                row["rank"] = ranks[item["generator"]]
                ranks[item["generator"]] += 1
                rows[row["content_hash"]] = row
    if rows:
        insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
        session.execute(
            insert(ItemRow).on_conflict_do_nothing(index_elements=["quiz_id", "content_hash"]),
            list(rows.values()),
        )
    quiz.provenance = dict(provenance)
    if quiz.status == "draft":
        quiz.status = "ready"
    quiz.updated_at = now
    session.flush()
    follow_articles(session, quiz, now=now)  # an article may have been edited while the quiz was made
    return True


def _item_values(quiz_id: str, item: Json, *, status: str, position: int, now: datetime) -> Json:
    return {
        "id": new_id(),
        "quiz_id": quiz_id,
        "position": position,
        "status": status,
        "generator": item["generator"],
        "generator_version": item["generator_version"],
        "interaction": item["interaction"],
        "stem": item["stem"],
        "options": item["options"],
        "matches": item["matches"],
        "key": {"value": item["key"]},
        "accepted": item["accepted"],
        "explanation": item["explanation"],
        "evidence": item["evidence"],
        "confidence": item["confidence"],
        "flaws": item["flaws"],
        "tags": item["tags"],
        "edit": item["edit"],
        "checks": "done",
        "stale": False,
        "reject_reason": None,
        "content_hash": content_hash(item),
        "created_at": now,
        "updated_at": now,
        "version": 1,
    }
