"""Rows for tests: what workers would have made, without a worker."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from quizapi.exchange.content_hash import content_hash
from quizapi.services.articles import text_hash
from quizapi.store.models import ArticleRevisionRow, ArticleRow, ItemRow, QuizArticleRow, QuizRow
from quizapi.store.types import new_id

Json = dict[str, Any]
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
#: Ten sentences; each names a day, so that items about different sentences are about different facts.
TEXT = "\n\n".join(
    f"The harbour council of Port Selby met on day {number} and Mayor Ilse Brandt said that hall {number} "
    f"would be closed to the traders."
    for number in range(1, 11)
)


def build_article(session: Session, owner_id: str, text: str = TEXT, *, title: str = "Hall closed") -> str:
    """An article of one revision; its id."""
    article = ArticleRow(
        id=new_id(), owner_id=owner_id, title=title, language="en", created_at=NOON, updated_at=NOON
    )
    article.revisions = [
        ArticleRevisionRow(revision=1, text=text, text_hash=text_hash(text), removed=[], created_at=NOON)
    ]
    session.add(article)
    session.flush()
    return article.id


def build_quiz(
    session: Session,
    owner_id: str,
    article_id: str,
    items: Sequence[Mapping[str, Any]] = (),
    *,
    title: str = "The halls",
) -> str:
    """A quiz that is ready, with `items` in this order; its id.

    Args:
        items: As `item_about` makes them.
    """
    quiz = QuizRow(
        id=new_id(),
        owner_id=owner_id,
        title=title,
        status="ready",
        seed=1,
        generators=[{"name": "true-false", "count": 5, "options": {}}],
        provenance={"seed": 1},
        created_at=NOON,
        updated_at=NOON,
    )
    quiz.articles = [QuizArticleRow(article_id=article_id, revision=1, position=0)]
    session.add(quiz)
    session.flush()
    for position, item in enumerate(items):
        values = {"id": new_id(), "position": position, "quiz_id": quiz.id, **item}
        session.add(ItemRow(**values))
    session.flush()
    return quiz.id


def item_about(article_id: str, sentence: int, *, text: str = TEXT, **changes: Any) -> Json:
    """Values of an item row: a true statement about one paragraph of the text.

    Args:
        sentence: Index of the paragraph that is the evidence.
        changes: Other values of the row (`status`, `rank`, `generator` ...).
    """
    proof = text.split("\n\n")[sentence]
    start = text.index(proof)
    content: Json = {
        "generator": "true-false",
        "generator_version": "1.0.0",
        "interaction": "true_false",
        "stem": f"Statement {sentence}: {proof}",
        "options": [],
        "matches": [],
        "key": True,
        "accepted": [],
        "explanation": "The article says so.",
        "evidence": [
            {
                "article_id": article_id,
                "revision": 1,
                "start": start,
                "end": start + len(proof),
                "role": "evidence",
                "text": proof,
            }
        ],
        "confidence": 0.9,
        "flaws": [],
        "tags": [],
        "edit": None,
        **{name: value for name, value in changes.items() if name not in ("status", "rank", "checks")},
    }
    return {
        **content,
        "key": {"value": content["key"]},
        "status": changes.get("status", "proposed"),
        "rank": changes.get("rank", 0),
        "checks": changes.get("checks", "done"),
        "reject_reason": None,
        "content_hash": content_hash(content),
        "created_at": NOON,
        "updated_at": NOON,
    }
