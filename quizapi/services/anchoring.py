"""Evidence that follows its article: found again in an edited text, or the item is stale."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapi.services.versions import touch
from quizapi.store.models import ArticleRevisionRow, ArticleRow, ItemRow, QuizArticleRow, QuizRow

Json = dict[str, Any]
STALE = "evidence-stale"
#: Code points beside a passage, in all, that must be as they were to tell it from others that are equal.
_LEAST_ALIKE = 10
_AROUND = 200


def find_again(old: str, new: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a passage of the old text stands in the new one; None where it does not, or may be another.

    A passage before or behind all that was edited keeps its place there. Else it must be found once; of
    several equal ones that is taken which has most of the old text beside it.

    Args:
        start: Code points into `old`, as `end`.
    """
    passage = old[start:end]
    head = _shared_start(old, new)
    if end <= head:
        return start, end
    tail = min(_shared_start(old[::-1], new[::-1]), len(old) - head, len(new) - head)
    if start >= len(old) - tail:
        return start + len(new) - len(old), end + len(new) - len(old)
    places = _places(new, passage)
    alike = {place: _alike_beside(old, start, new, place, end - start) for place in places}
    best = [place for place in places if alike[place] == max(alike.values())]
    if len(best) != 1 or (len(places) > 1 and alike[best[0]] < _LEAST_ALIKE):
        return None
    return best[0], best[0] + len(passage)


def follow_article(session: Session, article: ArticleRow, *, now: datetime) -> None:
    """Let the quizzes that are made go on to the article's newest text. Assignments keep their own.

    A quiz that is still being made keeps the text that its job reads; `follow_articles` comes after.
    """
    quizzes = session.scalars(
        select(QuizRow)
        .join(QuizArticleRow, QuizArticleRow.quiz_id == QuizRow.id)
        .where(
            QuizArticleRow.article_id == article.id,
            QuizArticleRow.revision < article.revision,
            QuizRow.status != "draft",
        )
        .order_by(QuizRow.id)
        .with_for_update(of=QuizRow)
    )
    for quiz in quizzes.all():
        follow_articles(session, quiz, now=now)


def follow_articles(session: Session, quiz: QuizRow, *, now: datetime) -> None:
    """Anchor the quiz's items in the newest texts of its articles; those that find no hold become stale.

    A stale item loses its approval and says why; it keeps the evidence of the text that it was made from.
    """
    newest = {
        link.article_id: (link, revision)
        for link, revision in session.execute(
            select(QuizArticleRow, ArticleRow.revision)
            .join(ArticleRow, ArticleRow.id == QuizArticleRow.article_id)
            .where(QuizArticleRow.quiz_id == quiz.id, QuizArticleRow.revision < ArticleRow.revision)
        )
    }
    if not newest:
        return
    texts = _Texts(session)
    wanted = {article_id: revision for article_id, (_, revision) in newest.items()}
    for item in session.scalars(select(ItemRow).where(ItemRow.quiz_id == quiz.id)):
        if any(piece["article_id"] in wanted for piece in item.evidence):
            _follow(item, wanted, texts, now)
    for link, revision in newest.values():
        link.revision = revision
    touch(quiz, now)
    session.flush()


class _Texts:
    """Texts of revisions, each read once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[tuple[str, int], str] = {}

    def __call__(self, article_id: str, revision: int) -> str:
        key = (article_id, revision)
        if key not in self._known:
            query = select(ArticleRevisionRow.text).where(
                ArticleRevisionRow.article_id == article_id, ArticleRevisionRow.revision == revision
            )
            self._known[key] = self._session.scalar(query) or ""
        return self._known[key]


def _follow(item: ItemRow, wanted: Mapping[str, int], texts: _Texts, now: datetime) -> None:
    moved = [_moved(piece, wanted, texts) for piece in item.evidence]
    # A stale item stays so: what its teacher has not looked at since is no better for another edit.
    if any(piece is None for piece in moved) or item.stale:
        if not item.stale:
            _make_stale(item, item.evidence, moved)
            touch(item, now)
        return
    evidence = [piece for piece in moved if piece is not None]
    if evidence != item.evidence:
        item.evidence = evidence
        touch(item, now)


def _moved(piece: Json, wanted: Mapping[str, int], texts: _Texts) -> Json | None:
    article_id, revision = piece["article_id"], piece["revision"]
    if article_id not in wanted or wanted[article_id] == revision:
        return piece
    new = texts(article_id, wanted[article_id])
    found = find_again(texts(article_id, revision), new, piece["start"], piece["end"])
    if found is None or new[found[0] : found[1]] != piece["text"]:
        return None
    return {**piece, "revision": wanted[article_id], "start": found[0], "end": found[1]}


def _make_stale(item: ItemRow, evidence: Sequence[Json], moved: Sequence[Json | None]) -> None:
    gone = next(piece["text"] for piece, found in zip(evidence, moved, strict=True) if found is None)
    shown = gone if len(gone) <= 80 else f"{gone[:79]}…"
    detail = f"The article was edited and no longer says: “{shown}”. Look at the item again."
    item.stale = True
    item.flaws = [*item.flaws, {"code": STALE, "detail": detail, "fatal": False}]
    if item.status == "accepted":
        item.status = "proposed"


def _alike_beside(old: str, start: int, new: str, place: int, length: int) -> int:
    """How many code points before and behind two equal passages are the same."""
    before = _shared_start(
        old[max(0, start - _AROUND) : start][::-1], new[max(0, place - _AROUND) : place][::-1]
    )
    after = _shared_start(
        old[start + length : start + length + _AROUND], new[place + length : place + length + _AROUND]
    )
    return before + after


def _shared_start(one: str, other: str) -> int:
    """How many code points both begin with."""
    low, high = 0, min(len(one), len(other))
    while low < high:  # comparing slices is fast, a loop over the text is not
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _places(text: str, passage: str) -> list[int]:
    places, place = [], text.find(passage)
    while place >= 0 and passage:
        places.append(place)
        place = text.find(passage, place + 1)
    return places
