"""How hard items turned out to be: what students did with them, beside the estimate; it steers nothing."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from quizapi.scoring.statistics import FEW
from quizapi.services.repaired import DROP, FULL_CREDIT
from quizapi.store.models import (
    AllowanceRow,
    AssignmentItemRow,
    AssignmentRow,
    AttemptRow,
    ItemRow,
    ResponseRow,
)

_ESTIMATE = re.compile(r"difficulty:(0\.\d+|1(?:\.0+)?|0)")


@dataclass(frozen=True, slots=True)
class Measured:
    """`facility_index` is the mean score in [0, 1], None under `FEW` attempts."""

    facility_index: float | None
    attempts: int


def estimate_in(tags: Sequence[str]) -> float | None:
    """The estimate that the engine gave an item, from its tags; None for a hand-written one."""
    found = (_ESTIMATE.fullmatch(tag) for tag in tags)
    return next((float(match[1]) for match in found if match), None)


def measured(session: Session, items: Sequence[ItemRow]) -> dict[str, Measured]:
    """How students fared with each item, in all assignments that hold it; items that nobody met are left out.

    First attempts that have ended count, of students who are not excused: who tries again has learnt from the
    item. A blank is 0, or 1 where all were given credit. Dropped items, answers that a plugin has yet to
    score, and what students were asked before the item was edited count nowhere.

    Source: facility index, Moodle "Quiz statistics calculations"; Ebel and Frisbie (1991).
    """
    excused = (
        select(AllowanceRow.student_id)
        .where(
            AllowanceRow.assignment_id == AttemptRow.assignment_id,
            AllowanceRow.student_id == AttemptRow.student_id,
            AllowanceRow.excused.is_(True),
        )
        .exists()
    )
    waits = (ResponseRow.item_id.is_not(None)) & (ResponseRow.score.is_(None))
    rows = session.execute(
        select(
            AssignmentItemRow.item_id,
            AssignmentItemRow.assignment_id,
            AssignmentItemRow.repair,
            func.count(AttemptRow.id),
            func.count(ResponseRow.item_id),
            func.coalesce(func.sum(ResponseRow.score), 0.0),
        )
        .join(AssignmentRow, AssignmentRow.id == AssignmentItemRow.assignment_id)
        .join(AttemptRow, AttemptRow.assignment_id == AssignmentRow.id)
        .outerjoin(
            ResponseRow,
            (ResponseRow.attempt_id == AttemptRow.id) & (ResponseRow.item_id == AssignmentItemRow.item_id),
        )
        .where(
            AssignmentItemRow.item_id.in_([item.id for item in items]),
            or_(AssignmentItemRow.repair.is_(None), AssignmentItemRow.repair != DROP),
            AttemptRow.number == 1,
            AttemptRow.state != "open",
            ~waits,
            ~excused,
        )
        .group_by(AssignmentItemRow.item_id, AssignmentItemRow.assignment_id, AssignmentItemRow.repair)
    )
    asked = _as_now(session, items)
    met: dict[str, int] = {}
    points: dict[str, float] = {}
    for item_id, assignment_id, repair, attempts, answered, scored in rows:
        if (item_id, assignment_id) not in asked:
            continue
        given = attempts - answered if repair == FULL_CREDIT else 0
        met[item_id] = met.get(item_id, 0) + attempts
        points[item_id] = points.get(item_id, 0.0) + (scored or 0.0) + given
    return {
        item_id: Measured(points[item_id] / n if n >= FEW else None, n) for item_id, n in met.items() if n
    }


def _as_now(session: Session, items: Sequence[ItemRow]) -> set[tuple[str, str]]:
    """(item, assignment) of those that students are asked as the item stands now."""
    now = {item.id: _task(item.stem, item.options, item.matches, item.key["value"]) for item in items}
    frozen = session.execute(
        select(AssignmentItemRow.item_id, AssignmentItemRow.assignment_id, AssignmentItemRow.content).where(
            AssignmentItemRow.item_id.in_(list(now))
        )
    )
    return {
        (item_id, assignment_id)
        for item_id, assignment_id, content in frozen
        if _task(content["stem"], content["options"], content["matches"], content["key"]) == now[item_id]
    }


def _task(*parts: Any) -> str:
    return json.dumps(parts, sort_keys=True)
