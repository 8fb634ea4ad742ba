"""How an item that turned out wrong is scored from then on, and points that hold such items."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, or_, select, update
from sqlalchemy.orm import Session

from quizapi.domain import Item, Response
from quizapi.exchange.item_json import answer_from_json, item_from_json
from quizapi.scoring import score
from quizapi.store.models import AssignmentItemRow, AttemptRow, ResponseRow

Json = dict[str, Any]
DROP, ACCEPT_KEY, FULL_CREDIT = ACTIONS = ("drop", "accept_key", "full_credit")


def score_of(content: Mapping[str, Any], item: Item, response: Response) -> float | None:
    """What a reply is worth, after any repair of the item.

    Args:
        content: The frozen item in the teacher's shape; `item` is the same, read.

    Returns:
        In [0, 1]; None for a dropped item, and where a plugin's own scorer has yet to run.
    """
    repair = content.get("repair")
    if repair is None:
        return score(item, response).value
    if repair["action"] == DROP:
        return None
    if repair["action"] == FULL_CREDIT:
        return 1.0
    keys = (answer_from_json(item.interaction, key) for key in repair["also_right"])
    scores = [score(item, response).value, *(score(replace(item, key=k), response).value for k in keys)]
    known = [value for value in scores if value is not None]
    return max(known) if known else None


def blank_score(content: Mapping[str, Any]) -> float | None:
    """What a blank is worth: 0, with full credit 1; None of a dropped item."""
    action = (content.get("repair") or {}).get("action")
    return None if action == DROP else 1.0 if action == FULL_CREDIT else 0.0


def is_right_key(content: Mapping[str, Any], key: Any) -> bool:
    """Is the answer one that scores fully: the item's key, or one accepted since?"""
    return key == content["key"] or key in (content.get("repair") or {}).get("also_right", ())


def max_points(items: Sequence[AssignmentItemRow]) -> float:
    """The most points that the items give: one each, none for a dropped one."""
    return float(sum(item.repair != DROP for item in items))


def points_sum() -> ColumnElement[float]:
    """An attempt's points, as a subquery of a statement on `attempts`."""
    answered = (
        select(func.coalesce(func.sum(ResponseRow.score), 0.0))
        .where(ResponseRow.attempt_id == AttemptRow.id)
        .correlate(AttemptRow)
        .scalar_subquery()
    )
    has_answer = (
        select(ResponseRow.item_id)
        .where(ResponseRow.attempt_id == AttemptRow.id, ResponseRow.item_id == AssignmentItemRow.item_id)
        .correlate(AttemptRow, AssignmentItemRow)
        .exists()
    )
    given = (
        select(func.count())
        .where(_of_attempt(), AssignmentItemRow.repair == FULL_CREDIT, ~has_answer)
        .correlate(AttemptRow)
        .scalar_subquery()
    )
    return answered + given


def points_most() -> ScalarSelect[int]:
    """The most points of an attempt, as a subquery of a statement on `attempts`."""
    counts = or_(AssignmentItemRow.repair.is_(None), AssignmentItemRow.repair != DROP)
    return select(func.count()).where(and_(_of_attempt(), counts)).correlate(AttemptRow).scalar_subquery()


def rescore(session: Session, item: AssignmentItemRow, *, attempt_ids: Sequence[str] | None = None) -> None:
    """Score the stored answers to a frozen item again: all of its assignment's, or those of some attempts."""
    own = select(AttemptRow.id).where(AttemptRow.assignment_id == item.assignment_id)
    if attempt_ids is not None:
        own = own.where(AttemptRow.id.in_(attempt_ids))
    read = item_from_json(item.content)
    answers = session.execute(
        select(ResponseRow.attempt_id, ResponseRow.answer, ResponseRow.score).where(
            ResponseRow.item_id == item.item_id, ResponseRow.attempt_id.in_(own)
        )
    )
    changed = []
    for attempt_id, answer, before in answers.all():
        reply = Response(answer_from_json(item.interaction, answer["value"]))
        after = score_of(item.content, read, reply)
        # A plugin's own score is not worked out here but by a job: what there is stays.
        keeps = after is None and item.repair != DROP
        if not keeps and after != before:
            changed.append({"attempt_id": attempt_id, "item_id": item.item_id, "score": after})
    if changed:
        session.execute(update(ResponseRow), changed)


def rescore_repaired(session: Session, attempt_ids: Sequence[str]) -> None:
    """Score repaired items of attempts again: an answer may have been scored while the repair was made."""
    items = session.scalars(
        select(AssignmentItemRow).where(
            AssignmentItemRow.repair.is_not(None),
            AssignmentItemRow.assignment_id.in_(
                select(AttemptRow.assignment_id).where(AttemptRow.id.in_(attempt_ids))
            ),
        )
    )
    for item in items.all():
        rescore(session, item, attempt_ids=attempt_ids)


def _of_attempt() -> ColumnElement[bool]:
    return AssignmentItemRow.assignment_id == AttemptRow.assignment_id
