"""An item that turned out wrong after students answered: dropped, another key accepted, or credit for all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from quizapi.domain import Response
from quizapi.exchange.item_json import answer_from_json, answer_to_json, item_from_json
from quizapi.scoring import AnswerMisfit, checked_answer
from quizapi.services.attempts import expire_due
from quizapi.services.errors import Conflict, Invalid
from quizapi.services.items import ItemNotFound
from quizapi.services.outbox import scores_changed
from quizapi.services.repaired import (
    ACCEPT_KEY,
    DROP,
    FULL_CREDIT,
    points_most,
    points_sum,
    rescore,
    score_of,
)
from quizapi.services.versions import touch
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
from quizapi.store.types import new_id

Json = dict[str, Any]
REPAIRED = "repaired"
_ASIDE = {DROP: "dropped", ACCEPT_KEY: "another answer accepted", FULL_CREDIT: "full credit given"}


class ItemNotPublished(Conflict):
    """No assignment holds this item."""


class KeyNeeded(Invalid):
    """Say which answer is right as well."""


class KeyNotTaken(Invalid):
    """Only accept_key takes a key."""


class KeyMisfit(Invalid):
    """This cannot be an answer to the item."""


class KeyRightAlready(Invalid):
    """This answer counts as right already."""


@dataclass(frozen=True, slots=True)
class Repair:
    """What is to be done. `key` is in the shape of an answer and goes with `accept_key` alone."""

    action: str
    reason: str
    key: Any = None


@dataclass(frozen=True, slots=True)
class RepairCounts:
    """Of one repair: how many attempts its assignments have, and how many it changed."""

    attempts: int
    changed: int


@dataclass(frozen=True, slots=True)
class _Standing:
    """How one attempt stood: the item's score, and the points."""

    score: float | None
    points: float | None
    most: float | None


def repair_item(
    session: Session, quiz: QuizRow, item_id: str, repair: Repair, *, user_id: str, now: datetime
) -> RepairRow:
    """Repair an item in all assignments of the quiz that hold it, and score all attempts again.

    All in the caller's transaction: nobody sees half of it. The quiz's own item is rejected (`drop`) or loses
    its approval, so that it is not handed out again as it was.

    Raises:
        ItemNotFound, ItemNotPublished, KeyNeeded, KeyNotTaken, KeyMisfit, KeyRightAlready
    """
    items = _published(session, quiz, item_id)
    key = _checked_key(items, repair)
    assignment_ids = [item.assignment_id for item in items]
    for assignment_id in assignment_ids:
        expire_due(session, now=now, assignment_id=assignment_id)
    attempts = select(AttemptRow.id).where(AttemptRow.assignment_id.in_(assignment_ids))
    session.execute(attempts.order_by(AttemptRow.id).with_for_update(key_share=True)).all()
    items = _published(session, quiz, item_id)  # ending attempts has made the rows forget
    before = _standings(session, assignment_ids, item_id)
    row = RepairRow(
        id=new_id(),
        quiz_id=quiz.id,
        item_id=item_id,
        action=repair.action,
        key={"value": key},
        reason=repair.reason,
        made_by=user_id,
        made_at=now,
        before=[
            {
                "assignment_id": item.assignment_id,
                "repair": item.content.get("repair"),
                "accepted": item.content.get("accepted") or [],
            }
            for item in items
        ],
    )
    session.add(row)
    for item in items:
        _mend(item, row, key)
        session.flush()
        rescore(session, item)
    session.execute(
        update(AttemptRow)
        .where(AttemptRow.assignment_id.in_(assignment_ids), AttemptRow.state != "open")
        .values(points=points_sum(), max_points=points_most())
        .execution_options(synchronize_session=False)
    )
    _new_versions(session, assignment_ids)
    _keep_changes(session, row, before, _standings(session, assignment_ids, item_id))
    _mend_source(session, quiz, row, now)
    session.flush()
    return row


def repairs_query(quiz: QuizRow) -> Select[RepairRow]:
    """The repairs of a quiz's items."""
    return select(RepairRow).where(RepairRow.quiz_id == quiz.id)


def repair_counts(session: Session, repairs: Sequence[RepairRow]) -> dict[str, RepairCounts]:
    """How many attempts each repair met."""
    query = (
        select(RepairedAttemptRow.repair_id, func.count())
        .where(RepairedAttemptRow.repair_id.in_([row.id for row in repairs]))
        .group_by(RepairedAttemptRow.repair_id)
    )
    changed: dict[str, int] = dict(session.execute(query).all())
    counts = {}
    for row in repairs:
        ids = [entry["assignment_id"] for entry in row.before]
        whole = session.scalar(
            select(func.count()).select_from(AttemptRow).where(AttemptRow.assignment_id.in_(ids))
        )
        counts[row.id] = RepairCounts(whole or 0, changed.get(row.id, 0))
    return counts


def repairs_of_attempt(session: Session, attempt_id: str) -> list[Json]:
    """What repairs changed for an attempt, the oldest first."""
    query = (
        select(RepairRow, RepairedAttemptRow)
        .join(RepairedAttemptRow, RepairedAttemptRow.repair_id == RepairRow.id)
        .where(RepairedAttemptRow.attempt_id == attempt_id)
        .order_by(RepairRow.made_at, RepairRow.id)
    )
    return [
        {
            "item_id": repair.item_id,
            "action": repair.action,
            "key": repair.key["value"],
            "reason": repair.reason,
            "made_at": repair.made_at,
            "score_before": change.score_before,
            "score_after": change.score_after,
            "before": _points(change.points_before, change.max_before),
            "after": _points(change.points_after, change.max_after),
        }
        for repair, change in session.execute(query)
    ]


def _points(points: float | None, most: float | None) -> Json | None:
    return None if points is None else {"points": points, "max": most}


def _published(session: Session, quiz: QuizRow, item_id: str) -> list[AssignmentItemRow]:
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


def _checked_key(items: Sequence[AssignmentItemRow], repair: Repair) -> Any:
    """The key in its one written form; None for the other actions."""
    if repair.action != ACCEPT_KEY:
        if repair.key is not None:
            raise KeyNotTaken(f"The action {repair.action} takes no key.", pointer="/key")
        return None
    if repair.key is None:
        raise KeyNeeded("Send the answer that is to count as right as well.", pointer="/key")
    written = None
    for row in items:
        item = item_from_json(row.content)
        try:
            answer = checked_answer(item, answer_from_json(row.interaction, repair.key))
        except (ValueError, AnswerMisfit) as error:
            raise KeyMisfit(str(error), pointer="/key") from error
        if ":" in row.interaction or answer in ("", ()):
            raise KeyMisfit("This item can be dropped or given full credit.", pointer="/key")
        if score_of(row.content, item, Response(answer)) == 1.0:
            raise KeyRightAlready("It scores fully as it is.", pointer="/key")
        written = answer_to_json(answer)
    return written


def _mend(item: AssignmentItemRow, row: RepairRow, key: Any) -> None:
    """Change how the frozen item is scored; what was accepted before stays accepted."""
    earlier = (item.content.get("repair") or {}).get("also_right", [])
    repair = {
        "action": row.action,
        "also_right": earlier if key is None else [*earlier, key],
        "reason": row.reason,
        "made_at": row.made_at.isoformat().replace("+00:00", "Z"),
    }
    content = {**item.content, "repair": repair}
    if item.interaction == "text" and isinstance(key, str):
        content["accepted"] = [*(content.get("accepted") or []), key]
    item.content = content
    item.repair = row.action


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


def _mend_source(session: Session, quiz: QuizRow, row: RepairRow, now: datetime) -> None:
    item = session.scalar(select(ItemRow).where(ItemRow.quiz_id == quiz.id, ItemRow.id == row.item_id))
    if item is None:
        return
    if row.action == DROP:
        item.status, item.reject_reason = "rejected", row.reason
    else:
        if item.status == "accepted":
            item.status = "proposed"
        detail = f"After students had answered, {_ASIDE[row.action]}: {row.reason}"
        item.flaws = [*item.flaws, {"code": REPAIRED, "detail": detail, "fatal": False}]
    touch(item, now)
