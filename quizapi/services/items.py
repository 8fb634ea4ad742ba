"""Items of a quiz as their teacher works on them: looked at, edited, judged, added, replaced, ordered.

Every change locks the quiz first, so that two at a time never take the same spare or the same place.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from quizapi.exchange.content_hash import content_hash
from quizapi.services.anchoring import STALE
from quizapi.services.errors import Conflict, Invalid, NotFound, located
from quizapi.services.item_evidence import checked_evidence, rests_on_same
from quizapi.services.item_shapes import check_shape, shuffled_away, text_flaws
from quizapi.services.option_ids import with_plain_ids
from quizapi.services.quizzes import SHOWN
from quizapi.services.versions import touch
from quizapi.store.models import AssignmentItemRow, ItemRow, QuizRow

Json = dict[str, Any]
MOST_ITEMS = 500
#: What a student meets. A change of any of these is an edit.
CONTENT = ("stem", "options", "matches", "key", "accepted", "explanation", "evidence")
#: What the checks look at.
_JUDGED = ("stem", "options", "matches", "key", "evidence")
_COPIED = ("stem", "options", "matches", "accepted", "explanation", "evidence")


class ItemNotFound(NotFound):
    """There is no such item."""


class UnknownItem(Invalid):
    """There is no such item in this quiz."""


class NoSpare(Conflict):
    """There is no other item to take its place."""


class ItemNotReplaced(Conflict):
    """This item was not replaced by that one."""


class ReplacementInUse(Conflict):
    """The item that took its place can be no spare again."""


class ItemDuplicate(Conflict):
    """The quiz has this item already."""


class QuizFull(Conflict):
    """The quiz can hold no more items."""


class OrderIncomplete(Invalid):
    """The order does not name every item of the quiz exactly once."""


class ReasonWithoutRejection(Invalid):
    """Only a rejected item has a reason."""


def items_query(quiz: QuizRow, *, status: str | None = None) -> Select[ItemRow]:
    """The items shown to the teacher, or those of one status. Order by position and id."""
    statuses = SHOWN if status is None else (status,)
    return select(ItemRow).where(ItemRow.quiz_id == quiz.id, ItemRow.status.in_(statuses))


def find_item(session: Session, quiz: QuizRow, item_id: str) -> ItemRow:
    """An item of the quiz; spares are not shown.

    Raises:
        ItemNotFound
    """
    item = session.scalar(
        select(ItemRow).where(ItemRow.id == item_id, ItemRow.quiz_id == quiz.id, ItemRow.status != "spare")
    )
    if item is None:
        raise ItemNotFound(f"The quiz has no item {item_id!r}.")
    return item


def item_content(item: ItemRow) -> Json:
    """The item in the shape of `item_to_json`."""
    return {
        "generator": item.generator,
        "generator_version": item.generator_version,
        "interaction": item.interaction,
        "stem": item.stem,
        "options": item.options,
        "matches": item.matches,
        "key": item.key["value"],
        "accepted": item.accepted,
        "explanation": item.explanation,
        "evidence": item.evidence,
        "confidence": item.confidence,
        "flaws": item.flaws,
        "tags": item.tags,
        "edit": item.edit,
    }


def edit_item(
    session: Session, quiz: QuizRow, item: ItemRow, changes: Mapping[str, Any], *, now: datetime
) -> None:
    """Edit an item or judge it. The item is whole and of its kind's form afterwards, or unchanged.

    Args:
        changes: Any of `CONTENT`, `tags`, `status` and `reject_reason`.

    Raises:
        ItemInvalid, EvidenceInvalid, ReasonWithoutRejection
    """
    before = item_content(item)
    edits = {name: changes[name] for name in CONTENT if name in changes}
    if "evidence" in edits:
        is_generated = bool(item.generator)
        edits["evidence"] = checked_evidence(session, quiz, edits["evidence"], is_needed=is_generated)
    if any(before[name] != value for name, value in edits.items()):
        content = {**before, **edits}
        check_shape(content)
        changed = {name for name, value in edits.items() if before[name] != value}
        if content["interaction"] in ("match", "order") and changed & {"options", "matches"}:
            content = with_plain_ids(content)
        content["options"] = shuffled_away(content)
        _set_content(item, content)
        if content["stem"] != before["stem"] or content["key"] != before["key"]:
            # How a true statement was made false no longer tells what this one says.
            item.edit = None
        if any(content[name] != before[name] for name in _JUDGED):
            item.flaws = text_flaws(content)
        if item.stale and content["evidence"] != before["evidence"]:
            item.stale = False
            item.flaws = [flaw for flaw in item.flaws if flaw["code"] != STALE]
        elif item.stale and all(flaw["code"] != STALE for flaw in item.flaws):
            item.flaws = [*item.flaws, *(flaw for flaw in before["flaws"] if flaw["code"] == STALE)]
        item.tags = [*(tag for tag in item.tags if tag != "edited"), "edited"]
        touch(item, now)
    if "tags" in changes and changes["tags"] != item.tags:
        item.tags = list(changes["tags"])
        touch(item, now)
    _judge(item, changes, now)
    session.flush()


def judge_items(
    session: Session,
    quiz: QuizRow,
    item_ids: Sequence[str],
    *,
    status: str,
    reject_reason: str | None,
    now: datetime,
) -> list[ItemRow]:
    """Set the status of many items, of all or of none.

    Raises:
        UnknownItem, ReasonWithoutRejection
    """
    found = {item.id: item for item in session.scalars(items_query(quiz).where(ItemRow.id.in_(item_ids)))}
    for index, item_id in enumerate(item_ids):
        if item_id not in found:
            raise UnknownItem(f"The quiz has no item {item_id!r}.", pointer=f"/item_ids/{index}")
    for item in found.values():
        _judge(item, {"status": status, "reject_reason": reject_reason}, now)
    session.flush()
    return sorted(found.values(), key=lambda item: (item.position, item.id))


def add_item(session: Session, quiz: QuizRow, data: Mapping[str, Any], *, now: datetime) -> ItemRow:
    """Add a hand-written item at the end of the quiz.

    Args:
        data: The teacher's shape; `status` is `proposed` or `accepted`.

    Raises:
        ItemInvalid, EvidenceInvalid, ItemDuplicate, QuizFull
    """
    content = {
        "generator": "",
        "generator_version": "",
        "interaction": data["interaction"],
        "stem": data["stem"],
        "options": data.get("options", []),
        "matches": data.get("matches", []),
        "key": data["key"],
        "accepted": data.get("accepted", []),
        "explanation": data.get("explanation", ""),
        "evidence": checked_evidence(session, quiz, data.get("evidence", []), is_needed=False),
        "confidence": 1.0,
        "flaws": [],
        "tags": data.get("tags", []),
        "edit": None,
    }
    check_shape(content)
    content = with_plain_ids(content)
    digest = content_hash(content)
    known = select(ItemRow.id).where(ItemRow.quiz_id == quiz.id, ItemRow.content_hash == digest)
    if session.scalar(known) is not None:
        raise ItemDuplicate("An item that you wrote before asks the same with the same options and key.")
    if (session.scalar(select(func.count()).select_from(items_query(quiz).subquery())) or 0) >= MOST_ITEMS:
        raise QuizFull(f"A quiz holds at most {MOST_ITEMS} items.")
    last = session.scalar(select(func.max(ItemRow.position)).where(ItemRow.quiz_id == quiz.id))
    item = ItemRow(
        quiz_id=quiz.id,
        position=0 if last is None else last + 1,
        rank=0,
        status=data.get("status", "accepted"),
        generator="",
        generator_version="",
        interaction=content["interaction"],
        confidence=1.0,
        flaws=text_flaws(content),
        tags=content["tags"],
        edit=None,
        checks="done",
        stale=False,
        reject_reason=None,
        content_hash=digest,
        created_at=now,
        updated_at=now,
    )
    _set_content(item, content)
    session.add(item)
    touch(quiz, now)
    session.flush()
    return item


def replace_item(session: Session, quiz: QuizRow, item: ItemRow, *, now: datetime) -> ItemRow:
    """Put the next best candidate of the same generator in the item's place.

    One about another fact than any item shown is taken; among these, one that does not ask about the same
    fact as the item replaced comes first, then the best.

    Raises:
        NoSpare
    """
    shown = [
        other
        for other in session.scalars(items_query(quiz))
        if other.id != item.id and other.status != "rejected"
    ]
    spares = session.scalars(
        select(ItemRow)
        .where(
            ItemRow.quiz_id == quiz.id,
            ItemRow.status == "spare",
            ItemRow.stale.is_(False),
            ItemRow.generator == item.generator,
            ItemRow.generator != "",
        )
        .order_by(ItemRow.rank, ItemRow.id)
    )
    free = [spare for spare in spares if not any(rests_on_same(spare.evidence, o.evidence) for o in shown)]
    if item.status not in SHOWN or not free:
        raise NoSpare(
            "No candidate of this generator is left that asks about another fact than the items of the quiz."
        )
    best = min(free, key=lambda spare: (rests_on_same(spare.evidence, item.evidence), spare.rank))
    best.position = item.position
    best.status = "proposed"
    touch(best, now)
    item.status = "replaced"
    touch(item, now)
    touch(quiz, now)
    session.flush()
    return best


def undo_replacement(
    session: Session, quiz: QuizRow, item: ItemRow, replacement_id: str, *, status: str, now: datetime
) -> ItemRow:
    """Put a replaced item back where the other stands now; the other is a spare again, as if never shown.

    Args:
        status: What the item is to be: `proposed`, `accepted` or `rejected`.

    Raises:
        ItemNotReplaced: It is not replaced, or the other could not have taken its place.
        ReplacementInUse: The other was edited or handed out meanwhile.
    """
    other = session.scalar(items_query(quiz).where(ItemRow.id == replacement_id))
    if item.status != "replaced" or other is None or other.generator != item.generator or not item.generator:
        raise ItemNotReplaced("Judge the two items one by one.")
    published = select(AssignmentItemRow.assignment_id).where(AssignmentItemRow.item_id == other.id)
    if "edited" in other.tags or session.scalar(published.limit(1)) is not None:
        raise ReplacementInUse("It was edited or handed out meanwhile. Reject it if it is not wanted.")
    item.position = other.position
    item.status = status
    other.status, other.reject_reason = "spare", None
    for changed in (item, other, quiz):
        touch(changed, now)
    session.flush()
    return item


def order_items(session: Session, quiz: QuizRow, item_ids: Sequence[str], *, now: datetime) -> None:
    """Put the items in this order.

    Raises:
        OrderIncomplete: An item shown is missing, or another is named, or one twice.
    """
    items = {item.id: item for item in session.scalars(items_query(quiz))}
    with located("/item_ids"):
        if missing := items.keys() - set(item_ids):
            raise OrderIncomplete(f"{len(missing)} of the quiz's {len(items)} items are not named.")
        if foreign := [item_id for item_id in item_ids if item_id not in items]:
            raise OrderIncomplete(f"The quiz has no item {foreign[0]!r}.")
        if len(set(item_ids)) < len(item_ids):
            raise OrderIncomplete("An item is named twice.")
    for position, item_id in enumerate(item_ids):
        if items[item_id].position != position:
            items[item_id].position = position
    touch(quiz, now)
    session.flush()


def _set_content(item: ItemRow, content: Mapping[str, Any]) -> None:
    # The hash stays that of the item as it was made: by it a repeated save knows what it has saved before.
    for name in _COPIED:
        if getattr(item, name) != content[name]:
            setattr(item, name, content[name])
    if item.key is None or item.key["value"] != content["key"]:
        item.key = {"value": content["key"]}


def _judge(item: ItemRow, changes: Mapping[str, Any], now: datetime) -> None:
    status = changes.get("status") or item.status
    reason = changes.get("reject_reason") if "reject_reason" in changes else item.reject_reason
    if status != "rejected":
        if changes.get("reject_reason"):
            raise ReasonWithoutRejection("Send the reason with status rejected.", pointer="/reject_reason")
        reason = None
    if (status, reason) != (item.status, item.reject_reason):
        item.status = status
        item.reject_reason = reason
        touch(item, now)
