"""An item that turned out wrong after students answered: dropped, another key accepted, or credit for all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from quizapi.domain import Response
from quizapi.exchange.item_json import answer_from_json, answer_to_json, item_from_json
from quizapi.scoring import AnswerMisfit, checked_answer
from quizapi.services.errors import Invalid
from quizapi.services.repaired import ACCEPT_KEY, DROP, FULL_CREDIT, score_of
from quizapi.services.rescoring import carry_out, published_items
from quizapi.services.versions import touch
from quizapi.store.models import (
    AssignmentItemRow,
    AttemptRow,
    ItemRow,
    QuizRow,
    RepairedAttemptRow,
    RepairRow,
)
from quizapi.store.types import new_id

Json = dict[str, Any]
REPAIRED = "repaired"
_ASIDE = {DROP: "dropped", ACCEPT_KEY: "another answer accepted", FULL_CREDIT: "full credit given"}


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


def repair_item(
    session: Session, quiz: QuizRow, item_id: str, repair: Repair, *, user_id: str, now: datetime
) -> RepairRow:
    """Repair an item in all assignments of the quiz that hold it, and score all attempts again.

    All in the caller's transaction: nobody sees half of it. The quiz's own item is rejected (`drop`) or loses
    its approval, so that it is not handed out again as it was.

    Raises:
        ItemNotFound, ItemNotPublished, KeyNeeded, KeyNotTaken, KeyMisfit, KeyRightAlready
    """
    key = check_repair(session, quiz, item_id, repair)
    row = RepairRow(
        id=new_id(),
        quiz_id=quiz.id,
        item_id=item_id,
        action=repair.action,
        key={"value": key},
        reason=repair.reason,
        made_by=user_id,
        made_at=now,
    )
    carry_out(session, quiz, row, lambda item: _mend(item, row, key))
    _mend_source(session, quiz, row, now)
    session.flush()
    return row


def check_repair(session: Session, quiz: QuizRow, item_id: str, repair: Repair) -> Any:
    """Whether the repair can be made.

    Returns:
        The key in its one written form; None for the other actions.

    Raises:
        As `repair_item`.
    """
    return _checked_key(published_items(session, quiz, item_id), repair)


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


def _checked_key(items: Sequence[AssignmentItemRow], repair: Repair) -> Any:
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


def _mend_source(session: Session, quiz: QuizRow, row: RepairRow, now: datetime) -> None:
    item = session.scalar(select(ItemRow).where(ItemRow.quiz_id == quiz.id, ItemRow.id == row.item_id))
    if item is None:
        return
    row.item_status = item.status
    if row.action == DROP:
        item.status, item.reject_reason = "rejected", row.reason
    else:
        if item.status == "accepted":
            item.status = "proposed"
        item.flaws = [*item.flaws, flaw_of(row)]
    touch(item, now)


def flaw_of(row: RepairRow) -> Json:
    """What the quiz's own item is marked with."""
    detail = f"After students had answered, {_ASIDE[row.action]}: {row.reason}"
    return {"code": REPAIRED, "detail": detail, "fatal": False}
