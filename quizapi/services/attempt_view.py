"""An attempt as it is shown. Only here is decided what of an item leaves the server for a student."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from quizapi.scoring import TYPING_RULE
from quizapi.services.assignments import allowances
from quizapi.services.feedback import Visible, visible_feedback
from quizapi.services.joining import roster_key
from quizapi.services.own_interactions import RULES, is_own
from quizapi.services.repaired import DROP, blank_score
from quizapi.services.repairs import repairs_of_attempt
from quizapi.services.shuffling import shown_matches, shown_options, shuffled
from quizapi.services.timing import all_closed_at
from quizapi.store.models import (
    ArticleRevisionRow,
    ArticleRow,
    AssignmentItemRow,
    AssignmentRow,
    AttemptRow,
    ResponseRow,
)

Json = dict[str, Any]
_SHIPPED_RULES: Json = {"title": "", "hint": "", "shown": ("options",), "keeps_order": False}


@dataclass(frozen=True, slots=True)
class AttemptParts:
    """An attempt with all that belongs to it. `articles` in the quiz's order."""

    attempt: AttemptRow
    assignment: AssignmentRow
    items: Sequence[AssignmentItemRow]
    responses: Mapping[str, ResponseRow]
    articles: Sequence[Json]
    all_closed_at: datetime | None
    repairs: Sequence[Json]


def load_parts(session: Session, attempt: AttemptRow) -> AttemptParts:
    """Read what belongs to an attempt; the articles only where the rules show them at some time."""
    assignment = session.get_one(AssignmentRow, attempt.assignment_id)
    items = session.scalars(
        select(AssignmentItemRow)
        .where(AssignmentItemRow.assignment_id == assignment.id)
        .order_by(AssignmentItemRow.position)
    )
    responses = session.scalars(select(ResponseRow).where(ResponseRow.attempt_id == attempt.id))
    rows = list(items)
    return AttemptParts(
        attempt,
        assignment,
        rows,
        {row.item_id: row for row in responses},
        _articles(session, assignment),
        feedback_time(session, assignment),
        repairs_of_attempt(session, attempt.id) if attempt.state != "open" else [],
    )


def feedback_time(session: Session, assignment: AssignmentRow) -> datetime | None:
    """When nobody can answer any more (what `feedback: close` waits for)."""
    return all_closed_at(assignment, allowances(session, assignment.id).values())


def student_view(parts: AttemptParts, *, now: datetime) -> Json:
    """The attempt for its student, with as much feedback as the rule allows now."""
    visible = visible_feedback(
        parts.assignment.feedback,
        state=parts.attempt.state,
        now=now,
        all_closed_at=parts.all_closed_at,
    )
    return _view(parts, visible)


def teacher_view(parts: AttemptParts) -> Json:
    """The attempt for the assignment's owner: the same items in the same order, and all feedback."""
    view = _view(parts, "everything")
    view["articles"] = list(parts.articles)
    view["student_id"] = parts.attempt.student_id
    view["roster_entry"] = (
        {"id": parts.attempt.student_id, "name": parts.attempt.nickname}
        if parts.attempt.nickname_key == roster_key(parts.attempt.student_id)
        else None
    )
    return view


def answer_feedback(content: Mapping[str, Any], score: float | None) -> Json:
    """What a student is told about one answer, once that is allowed."""
    return {
        "correct": None if score is None else score >= 1.0,
        "score": score,
        "key": content["key"],
        "accepted": content.get("accepted") or [],
        "explanation": content["explanation"],
        "evidence": content["evidence"],
        **({"repair": content["repair"]} if content.get("repair") else {}),
    }


def student_item(item: AssignmentItemRow, *, seed: int, shuffle_options: bool) -> Json:
    """What a student sees of an item. Fields are named one by one, so that no new one is sent unseen."""
    content = item.content
    shown: Json = {"id": item.item_id, "interaction": item.interaction, "stem": content["stem"]}
    rules = content.get(RULES) or _SHIPPED_RULES
    shuffle = shuffle_options and not rules["keeps_order"]
    options = shown_options(content, item_id=item.item_id, seed=seed, shuffle=shuffle)
    shown["options"] = (
        [{"id": option["id"], "text": option["text"]} for option in options]
        if "options" in rules["shown"]
        else []
    )
    if is_own(item.interaction):
        shown |= {"title": rules["title"], "hint": rules["hint"]}
        if "matches" in rules["shown"]:
            shown["matches"] = [{"id": m["id"], "text": m["text"]} for m in content.get("matches") or []]
    if item.interaction == "match":
        matches = shown_matches(content, item_id=item.item_id, seed=seed)
        shown["matches"] = [{"id": option["id"], "text": option["text"]} for option in matches]
    if item.interaction == "text":
        shown["answer_rule"] = TYPING_RULE
    return shown


def _about(item: AssignmentItemRow, assignment: AssignmentRow) -> Json:
    """Which of several articles "the article" of the item is; where in it the proof stands is not told."""
    if len(assignment.articles) < 2:
        return {}
    asked = {span.get("article_id") for span in item.content["evidence"]}
    return {"article_ids": [article["id"] for article in assignment.articles if article["id"] in asked]}


def _view(parts: AttemptParts, visible: Visible) -> Json:
    attempt, assignment = parts.attempt, parts.assignment
    items = list(parts.items)
    if assignment.shuffle_items:
        items = shuffled(items, seed=attempt.seed, salt="items")
    shown_articles = assignment.show_article == "always" or (
        assignment.show_article == "feedback" and visible == "everything"
    )
    has_ended = attempt.state != "open"
    return {
        "id": attempt.id,
        "assignment_id": assignment.id,
        "nickname": attempt.nickname,
        "number": attempt.number,
        "state": attempt.state,
        "started_at": attempt.started_at,
        "deadline": attempt.deadline,
        "submitted_at": attempt.submitted_at,
        "feedback": assignment.feedback,
        "feedback_at": parts.all_closed_at if assignment.feedback == "close" else None,
        "show_article": assignment.show_article,
        "time_limit_s": assignment.time_limit_s,
        "unreviewed": assignment.unreviewed,
        "items": [
            student_item(item, seed=attempt.seed, shuffle_options=assignment.shuffle_options)
            | _about(item, assignment)
            for item in items
        ],
        "responses": [
            _response(item, parts.responses[item.item_id], visible)
            for item in items
            if item.item_id in parts.responses
        ],
        "unanswered": [_unanswered(item, visible) for item in items if item.item_id not in parts.responses],
        "flagged": list(attempt.flagged),
        "score": (
            {"points": attempt.points, "max": attempt.max_points}
            if has_ended and visible == "everything" and not _waits_for_scores(parts)
            else None
        ),
        "repairs": list(parts.repairs) if has_ended and visible == "everything" else [],
        "quiz": {"title": assignment.title},
        "articles": list(parts.articles) if shown_articles else [],
    }


def _waits_for_scores(parts: AttemptParts) -> bool:
    """Whether a plugin has yet to score one of the answers, so that the points are not known."""
    return any(
        is_own(item.interaction) and item.repair != DROP and parts.responses[item.item_id].score is None
        for item in parts.items
        if item.item_id in parts.responses
    )


def _response(item: AssignmentItemRow, row: ResponseRow, visible: Visible) -> Json:
    shown: Json = {
        "item_id": item.item_id,
        "answer": row.answer["value"],
        "client_seq": row.client_seq,
        "saved_at": row.saved_at,
    }
    if visible != "nothing":
        shown |= answer_feedback(item.content, row.score)
    return shown


def _unanswered(item: AssignmentItemRow, visible: Visible) -> Json:
    shown: Json = {"item_id": item.item_id}
    if visible == "everything":
        shown |= answer_feedback(item.content, blank_score(item.content))
    return shown


def _articles(session: Session, assignment: AssignmentRow) -> list[Json]:
    """The revisions that the assignment was published with, as far as they still exist."""
    wanted = [(article["id"], article["revision"]) for article in assignment.articles]
    if not wanted or assignment.show_article == "never":
        return []
    rows = session.execute(
        select(
            ArticleRow.id,
            ArticleRevisionRow.revision,
            ArticleRow.title,
            ArticleRow.author,
            ArticleRow.published_on,
            ArticleRow.source_url,
            ArticleRevisionRow.text,
        )
        .join(ArticleRow, ArticleRow.id == ArticleRevisionRow.article_id)
        .where(tuple_(ArticleRevisionRow.article_id, ArticleRevisionRow.revision).in_(wanted))
    )
    found = {(row.id, row.revision): {**row._mapping, "published_on": _day(row.published_on)} for row in rows}
    return [found[key] for key in wanted if key in found]


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
