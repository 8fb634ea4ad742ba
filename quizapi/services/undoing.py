"""A repair that is taken back: items are scored as they were before it, and the students are told."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from quizapi.queue import JobQueue
from quizapi.services.errors import Conflict, NotFound
from quizapi.services.own_interactions import is_own
from quizapi.services.own_scores import request_scoring_of_item
from quizapi.services.repaired import DROP
from quizapi.services.repairs import flaw_of
from quizapi.services.rescoring import carry_out
from quizapi.services.versions import touch
from quizapi.store.models import (
    AssignmentItemRow,
    AttemptRow,
    ItemRow,
    QuizRow,
    RepairedAttemptRow,
    RepairRow,
    ResponseRow,
)
from quizapi.store.types import new_id

UNDO = "undo"


class RepairNotFound(NotFound):
    """There is no such repair."""


class RepairUndone(Conflict):
    """This repair is taken back already, or takes one back itself."""


class LaterRepair(Conflict):
    """The item was repaired again since."""


def find_repair(session: Session, quiz: QuizRow, repair_id: str) -> RepairRow:
    """A repair of one of the quiz's items.

    Raises:
        RepairNotFound
    """
    row = session.scalar(select(RepairRow).where(RepairRow.quiz_id == quiz.id, RepairRow.id == repair_id))
    if row is None:
        raise RepairNotFound(f"The quiz has no repair {repair_id!r}.")
    return row


def undo_repair(
    session: Session,
    queue: JobQueue,
    quiz: QuizRow,
    repair_id: str,
    *,
    reason: str,
    user_id: str,
    now: datetime,
) -> RepairRow:
    """Take a repair back in all assignments that hold it, and score all attempts as before it.

    That is a repair itself, with who, when and why, and what it changed for whom. The newest that stands is
    taken back first. Plugins' own interactions get the scores that they had, and a job where they had none.

    Args:
        quiz: Locked by the caller.

    Raises:
        RepairNotFound, RepairUndone, LaterRepair, ItemNotPublished
    """
    undone = check_undo(session, quiz, repair_id)
    row = RepairRow(
        id=new_id(),
        quiz_id=quiz.id,
        item_id=undone.item_id,
        action=UNDO,
        key={"value": undone.key["value"]},
        reason=reason,
        made_by=user_id,
        made_at=now,
        undoes=undone.id,
    )

    def put_back(item: AssignmentItemRow) -> None:
        _put_back(item, undone)
        session.flush()
        _give_back_own_scores(session, item, undone)

    carry_out(session, quiz, row, put_back)
    assignment_ids = [entry["assignment_id"] for entry in row.before]
    request_scoring_of_item(session, queue, row.item_id, assignment_ids, now=now)
    _put_back_source(session, quiz, row, undone, now)
    session.flush()
    return row


def check_undo(session: Session, quiz: QuizRow, repair_id: str) -> RepairRow:
    """The repair, where it can be taken back.

    Raises:
        RepairNotFound, RepairUndone, LaterRepair
    """
    undone = find_repair(session, quiz, repair_id)
    _check_newest(session, undone)
    return undone


def undone_by(session: Session, repair_ids: list[str]) -> dict[str, str]:
    """Which repairs were taken back, and by which."""
    query = select(RepairRow.undoes, RepairRow.id).where(RepairRow.undoes.in_(repair_ids))
    return {undone: undoing for undone, undoing in session.execute(query) if undone is not None}


def _check_newest(session: Session, undone: RepairRow) -> None:
    repairs = session.scalars(
        select(RepairRow)
        .where(RepairRow.quiz_id == undone.quiz_id, RepairRow.item_id == undone.item_id)
        .order_by(RepairRow.made_at, RepairRow.id)
    ).all()
    taken_back = {repair.undoes for repair in repairs}
    if undone.action == UNDO or undone.id in taken_back:
        raise RepairUndone("Repair the item again if it is to count otherwise.")
    standing = [repair for repair in repairs if repair.action != UNDO and repair.id not in taken_back]
    if standing[-1].id != undone.id:
        raise LaterRepair(f"Take the repair {standing[-1].id} back first.")


def _put_back(item: AssignmentItemRow, undone: RepairRow) -> None:
    """How the frozen item was scored; an assignment that was copied since has the repair of its model."""
    own = [entry for entry in undone.before if entry["assignment_id"] == item.assignment_id]
    entry = (own or undone.before)[0]
    content = {name: value for name, value in item.content.items() if name != "repair"}
    if entry["repair"] is not None:
        content["repair"] = entry["repair"]
    if entry["accepted"] or content.get("accepted"):
        content["accepted"] = entry["accepted"]
    item.content = content
    item.repair = None if entry["repair"] is None else entry["repair"]["action"]


def _give_back_own_scores(session: Session, item: AssignmentItemRow, undone: RepairRow) -> None:
    """Scores of a plugin's own scorer are not worked out here: the kept ones come back.

    Running attempts have none kept: a job scores their answers.
    """
    if not is_own(item.interaction):
        return
    kept = session.execute(
        select(RepairedAttemptRow.attempt_id, RepairedAttemptRow.score_before)
        .join(AttemptRow, AttemptRow.id == RepairedAttemptRow.attempt_id)
        .where(
            RepairedAttemptRow.repair_id == undone.id,
            AttemptRow.assignment_id == item.assignment_id,
            AttemptRow.state != "open",
        )
    ).all()
    scores: dict[str, float | None] = {row.attempt_id: row.score_before for row in kept}
    answers = session.execute(
        select(ResponseRow.attempt_id, AttemptRow.state)
        .join(AttemptRow, AttemptRow.id == ResponseRow.attempt_id)
        .where(ResponseRow.item_id == item.item_id, AttemptRow.assignment_id == item.assignment_id)
    ).all()
    changed = [
        {"attempt_id": answer.attempt_id, "item_id": item.item_id, "score": scores.get(answer.attempt_id)}
        for answer in answers
        if undone.action == DROP or answer.state == "open" or answer.attempt_id in scores
    ]
    if changed:
        session.execute(update(ResponseRow), changed)
        session.expire_all()


def _put_back_source(
    session: Session, quiz: QuizRow, row: RepairRow, undone: RepairRow, now: datetime
) -> None:
    """The quiz's own item has its status again, unless its teacher has worked on it since."""
    item = session.scalar(select(ItemRow).where(ItemRow.quiz_id == quiz.id, ItemRow.id == row.item_id))
    if item is None:
        return
    row.item_status = item.status
    was_left_alone = item.updated_at == undone.made_at
    if undone.action == DROP and item.status == "rejected" and item.reject_reason == undone.reason:
        item.status = (undone.item_status if was_left_alone else None) or "proposed"
        item.reject_reason = None
    elif undone.action != DROP:
        mark = flaw_of(undone)
        item.flaws = [flaw for flaw in item.flaws if flaw != mark]
        if was_left_alone and undone.item_status:
            item.status = undone.item_status
    touch(item, now)
