"""A change to how published items are scored: all attempts are scored again, before and after are kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from quizapi.services.attempts import expire_due
from quizapi.services.errors import Conflict
from quizapi.services.items import ItemNotFound
from quizapi.services.outbox import scores_changed
from quizapi.services.repaired import points_most, points_sum, rescore
from quizapi.store.models import (
    AssignmentItemRow,
    AssignmentRow,
    AttemptRow,
    ItemRow,
    QuizRow,
    RepairedAttemptRow,
    RepairRow,
    ResponseRow,
)


class ItemNotPublished(Conflict):
    """No assignment holds this item."""


@dataclass(frozen=True, slots=True)
class _Standing:
    """How one attempt stood: the item's score, and the points."""

    score: float | None
    points: float | None
    most: float | None


def carry_out(
    session: Session, quiz: QuizRow, row: RepairRow, change: Callable[[AssignmentItemRow], None]
) -> None:
    """Change the item in all assignments of the quiz that hold it, and score their attempts again.

    All in the caller's transaction: nobody sees half of it.

    Args:
        row: What is done; gets its `before`, and is stored with what it changed for each attempt.
        change: Called with each frozen item, before its answers are scored.

    Raises:
        ItemNotFound, ItemNotPublished
    """
    assignment_ids = [item.assignment_id for item in published_items(session, quiz, row.item_id)]
    for assignment_id in assignment_ids:
        expire_due(session, now=row.made_at, assignment_id=assignment_id)
    attempts = select(AttemptRow.id).where(AttemptRow.assignment_id.in_(assignment_ids))
    session.execute(attempts.order_by(AttemptRow.id).with_for_update(key_share=True)).all()
    items = published_items(session, quiz, row.item_id)  # ending attempts has made the rows forget
    before = _standings(session, assignment_ids, row.item_id)
    row.before = [
        {
            "assignment_id": item.assignment_id,
            "repair": item.content.get("repair"),
            "accepted": item.content.get("accepted") or [],
        }
        for item in items
    ]
    session.add(row)
    for item in items:
        change(item)
        session.flush()
        rescore(session, item)
    session.execute(
        update(AttemptRow)
        .where(AttemptRow.assignment_id.in_(assignment_ids), AttemptRow.state != "open")
        .values(points=points_sum(), max_points=points_most())
        .execution_options(synchronize_session=False)
    )
    _new_versions(session, assignment_ids)
    _keep_changes(session, row, before, _standings(session, assignment_ids, row.item_id))


def published_items(session: Session, quiz: QuizRow, item_id: str) -> list[AssignmentItemRow]:
    """The item as each assignment of the quiz holds it.

    Raises:
        ItemNotFound, ItemNotPublished
    """
    items = session.scalars(
        select(AssignmentItemRow)
        .join(AssignmentRow, AssignmentRow.id == AssignmentItemRow.assignment_id)
        .where(AssignmentRow.quiz_id == quiz.id, AssignmentItemRow.item_id == item_id)
        .order_by(AssignmentItemRow.assignment_id)
    ).all()
    if items:
        return list(items)
    if session.scalar(select(ItemRow.id).where(ItemRow.quiz_id == quiz.id, ItemRow.id == item_id)) is None:
        raise ItemNotFound(f"The quiz has no item {item_id!r}.")
    raise ItemNotPublished("Students have not met it: edit or reject it in the quiz.")


def _standings(session: Session, assignment_ids: Sequence[str], item_id: str) -> dict[str, _Standing]:
    rows = session.execute(
        select(AttemptRow.id, ResponseRow.score, AttemptRow.points, AttemptRow.max_points)
        .outerjoin(ResponseRow, (ResponseRow.attempt_id == AttemptRow.id) & (ResponseRow.item_id == item_id))
        .where(AttemptRow.assignment_id.in_(assignment_ids))
    )
    return {attempt_id: _Standing(*standing) for attempt_id, *standing in rows}


def _keep_changes(
    session: Session, row: RepairRow, before: Mapping[str, _Standing], after: Mapping[str, _Standing]
) -> None:
    changes = [
        {
            "repair_id": row.id,
            "attempt_id": attempt_id,
            "score_before": was.score,
            "score_after": after[attempt_id].score,
            "points_before": was.points,
            "points_after": after[attempt_id].points,
            "max_before": was.most,
            "max_after": after[attempt_id].most,
        }
        for attempt_id, was in before.items()
        if was != after[attempt_id]
    ]
    if changes:
        session.execute(insert(RepairedAttemptRow), changes)
        scores_changed(session, [str(change["attempt_id"]) for change in changes], now=row.made_at)


def _new_versions(session: Session, assignment_ids: Sequence[str]) -> None:
    """Who follows results or an attempt by its ETag is told that they have changed."""
    own = AttemptRow.assignment_id.in_(assignment_ids)
    session.execute(
        update(AttemptRow)
        .where(own)
        .values(version=AttemptRow.version + 1)
        .execution_options(synchronize_session=False)
    )
    for assignment in session.scalars(select(AssignmentRow).where(AssignmentRow.id.in_(assignment_ids))):
        flag_modified(assignment, "title")
