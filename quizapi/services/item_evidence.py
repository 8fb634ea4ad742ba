"""Evidence of items: spans of the quiz's own articles, and whether two items rest on the same piece."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapi.services.errors import Invalid, located
from quizapi.store.models import ArticleRevisionRow, QuizArticleRow, QuizRow

Json = dict[str, Any]
#: The share of the shorter span from which two items count as asking about the same fact.
_SAME_FACT = 0.5


class EvidenceInvalid(Invalid):
    """The evidence is no passage of the quiz's articles."""


def checked_evidence(
    session: Session, quiz: QuizRow, evidence: Sequence[Mapping[str, Any]], *, is_needed: bool
) -> list[Json]:
    """Spans made whole: revision and text as the quiz's articles have them.

    Args:
        evidence: `{article_id, start, end}` each, with `revision`, `role` and `text` where the client
            sends them.
        is_needed: A generated item keeps at least one span.

    Raises:
        EvidenceInvalid: Another article or revision, a span outside the text, or a text that is not there.
    """
    if is_needed and not evidence:
        raise EvidenceInvalid("A generated item keeps at least one passage as proof.", pointer="/evidence")
    if not evidence:
        return []
    texts = _texts(session, quiz)
    whole: list[Json] = []
    for index, piece in enumerate(evidence):
        with located(f"/evidence/{index}"):
            whole.append(_checked(piece, texts))
    return whole


def rests_on_same(evidence: Sequence[Mapping[str, Any]], others: Sequence[Mapping[str, Any]]) -> bool:
    """Whether most of the shorter of two spans is shared, for any two of the same article."""
    for a in evidence:
        for b in others:
            if (a["article_id"], a["revision"]) != (b["article_id"], b["revision"]):
                continue
            shared = min(a["end"], b["end"]) - max(a["start"], b["start"])
            shorter = min(a["end"] - a["start"], b["end"] - b["start"])
            if shared > 0 and shared >= _SAME_FACT * shorter:
                return True
    return False


def _texts(session: Session, quiz: QuizRow) -> dict[str, ArticleRevisionRow]:
    rows = session.scalars(
        select(ArticleRevisionRow)
        .join(
            QuizArticleRow,
            (QuizArticleRow.article_id == ArticleRevisionRow.article_id)
            & (QuizArticleRow.revision == ArticleRevisionRow.revision),
        )
        .where(QuizArticleRow.quiz_id == quiz.id)
    )
    return {row.article_id: row for row in rows}


def _checked(piece: Mapping[str, Any], texts: Mapping[str, ArticleRevisionRow]) -> Json:
    article = texts.get(piece["article_id"])
    if article is None:
        raise EvidenceInvalid("The quiz does not ask about this article.", pointer="/article_id")
    revision = piece.get("revision", article.revision)
    if revision != article.revision:
        raise EvidenceInvalid(f"The quiz asks about revision {article.revision}.", pointer="/revision")
    start, end = piece["start"], piece["end"]
    if not start < end <= len(article.text):
        raise EvidenceInvalid(
            f"A passage lies within 0 and {len(article.text)}, its end behind its start.", pointer="/end"
        )
    text = article.text[start:end]
    if piece.get("text", text) != text or not text.strip():
        raise EvidenceInvalid("This is not what the article says there.", pointer="/text")
    return {
        "article_id": article.article_id,
        "revision": revision,
        "start": start,
        "end": end,
        "role": piece.get("role", "evidence"),
        "text": text,
    }
