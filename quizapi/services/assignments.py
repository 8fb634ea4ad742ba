"""Publishing a quiz: a frozen version of its items, with rules and a join code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, selectinload

from quizapi.services.attempts import expire_due
from quizapi.services.errors import Conflict, Invalid, NotFound
from quizapi.services.join_codes import new_code
from quizapi.services.own_interactions import RULES as INTERACTION_RULES
from quizapi.services.own_interactions import Scorers, rules_of
from quizapi.services.timing import NO_EXTRA, deadline_of
from quizapi.store.models import (
    AllowanceRow,
    AssignmentItemRow,
    AssignmentRow,
    AttemptRow,
    ItemRow,
    QuizArticleRow,
    QuizRow,
)
from quizapi.store.types import new_id

#: The columns that are rules: they may be changed and are copied by `duplicate`.
RULES = (
    "opens_at",
    "closes_at",
    "time_limit_s",
    "attempts_allowed",
    "attempt_counts",
    "feedback",
    "shuffle_items",
    "shuffle_options",
    "show_article",
)
_FROZEN = (
    "generator",
    "generator_version",
    "interaction",
    "stem",
    "options",
    "matches",
    "accepted",
    "explanation",
    "evidence",
    "confidence",
    "flaws",
    "tags",
)


class AssignmentNotFound(NotFound):
    """There is no such assignment of yours."""


class NothingToPublish(Conflict):
    """No item of this quiz has been accepted."""


class ChecksPending(Conflict):
    """Accepted items are still being checked."""


class TimesInvalid(Invalid):
    """The times do not fit together."""


@dataclass(frozen=True, slots=True)
class PublishableItems:
    """The items of a version, and whether a person has accepted them."""

    rows: Sequence[ItemRow]
    unreviewed: bool


def publish(
    session: Session,
    quiz: QuizRow,
    *,
    rules: dict[str, Any],
    title: str | None,
    allow_unreviewed: bool,
    scorers: Scorers,
    now: datetime,
) -> AssignmentRow:
    """Freeze the accepted items of a quiz under a new join code.

    Args:
        rules: Values for the columns named in `RULES`.
        allow_unreviewed: Where nothing is accepted, publish what is proposed, marked as such.
        scorers: Of plugins' own interactions; what these allow is frozen with the items.

    Raises:
        NothingToPublish, ChecksPending, TimesInvalid, InteractionMissing
    """
    _check_times(rules["opens_at"], rules["closes_at"], not_before=now)
    items = publishable_items(session, quiz.id, allow_unreviewed=allow_unreviewed)
    articles = session.execute(
        select(QuizArticleRow.article_id, QuizArticleRow.revision)
        .where(QuizArticleRow.quiz_id == quiz.id)
        .order_by(QuizArticleRow.position)
    )
    assignment = AssignmentRow(
        id=new_id(),
        quiz_id=quiz.id,
        owner_id=quiz.owner_id,
        title=title or quiz.title,
        join_code=_free_code(session),
        unreviewed=items.unreviewed,
        articles=[{"id": article_id, "revision": revision} for article_id, revision in articles],
        created_at=now,
        **rules,
    )
    own = rules_of(scorers, (row.interaction for row in items.rows))
    assignment.items = [
        AssignmentItemRow(
            item_id=row.id,
            position=position,
            interaction=row.interaction,
            content=frozen_content(row)
            | ({INTERACTION_RULES: own[row.interaction]} if row.interaction in own else {}),
        )
        for position, row in enumerate(items.rows)
    ]
    session.add(assignment)
    session.flush()
    return assignment


def publishable_items(session: Session, quiz_id: str, *, allow_unreviewed: bool) -> PublishableItems:
    """The accepted items in the quiz's order, or what is proposed where that is allowed.

    Raises:
        NothingToPublish, ChecksPending
    """
    query = select(ItemRow).where(ItemRow.quiz_id == quiz_id).order_by(ItemRow.position, ItemRow.id)
    rows = list(session.scalars(query.where(ItemRow.status == "accepted")))
    unreviewed = not rows and allow_unreviewed
    if unreviewed:
        rows = list(session.scalars(query.where(ItemRow.status == "proposed", ItemRow.stale.is_(False))))
    pending = sum(row.checks == "pending" for row in rows)
    if pending:
        raise ChecksPending(f"{pending} edited item(s) are still being checked: try again in a moment.")
    if not rows:
        raise NothingToPublish("Accept at least one item, then publish the quiz.")
    return PublishableItems(rows, unreviewed)


def frozen_content(row: ItemRow) -> dict[str, Any]:
    """An item in the teacher's shape of the API."""
    content: dict[str, Any] = {name: getattr(row, name) for name in _FROZEN}
    content["key"] = row.key["value"]
    return content


def find_assignment(session: Session, owner_id: str, assignment_id: str) -> AssignmentRow:
    """The owner's assignment.

    Raises:
        AssignmentNotFound
    """
    row = session.scalar(assignments_query(owner_id).where(AssignmentRow.id == assignment_id))
    if row is None:
        raise AssignmentNotFound(f"There is no assignment {assignment_id!r} of yours.")
    return row


def assignments_query(owner_id: str) -> Select[AssignmentRow]:
    """A teacher's assignments."""
    return select(AssignmentRow).where(AssignmentRow.owner_id == owner_id)


def attempt_counts(session: Session, assignment_ids: Sequence[str]) -> dict[str, int]:
    """How many attempts have been started on each assignment."""
    query = (
        select(AttemptRow.assignment_id, func.count())
        .where(AttemptRow.assignment_id.in_(assignment_ids))
        .group_by(AttemptRow.assignment_id)
    )
    return dict(session.execute(query).all())


def change_rules(
    session: Session, assignment: AssignmentRow, changes: dict[str, Any], *, now: datetime
) -> None:
    """Change title and rules; running attempts get their new deadlines, ended ones stay ended.

    Raises:
        TimesInvalid
    """
    expire_due(session, now=now, assignment_id=assignment.id)
    _check_times(changes.get("opens_at", assignment.opens_at), changes.get("closes_at", assignment.closes_at))
    for name, value in changes.items():
        setattr(assignment, name, value)
    session.flush()
    refresh_deadlines(session, assignment)


def close(session: Session, assignment: AssignmentRow, *, now: datetime) -> None:
    """Close an assignment by hand, for every student; closing it again changes nothing."""
    if assignment.closed_at is None:
        change_rules(session, assignment, {"closed_at": now}, now=now)


def reopen(session: Session, assignment: AssignmentRow, *, closes_at: datetime | None, now: datetime) -> None:
    """Open a closed assignment again. Attempts that had ended stay ended: their students may know the key.

    Args:
        closes_at: The new closing date; None keeps a date that is still to come and takes off a past one.

    Raises:
        TimesInvalid: The date is in the past.
    """
    if closes_at is None and assignment.closes_at is not None and assignment.closes_at > now:
        closes_at = assignment.closes_at
    _check_times(None, closes_at, not_before=now)
    change_rules(session, assignment, {"closed_at": None, "closes_at": closes_at}, now=now)


def duplicate(
    session: Session, assignment: AssignmentRow, *, title: str | None, now: datetime
) -> AssignmentRow:
    """A new assignment of the same frozen items and rules under a new code, for another class.

    Dates are not taken over.
    """
    source = session.scalar(
        select(AssignmentRow)
        .where(AssignmentRow.id == assignment.id)
        .options(selectinload(AssignmentRow.items))
        .execution_options(populate_existing=True)
    )
    if source is None:
        raise AssignmentNotFound(f"There is no assignment {assignment.id!r} of yours.")
    rules = {name: getattr(source, name) for name in RULES if name not in ("opens_at", "closes_at")}
    copy = AssignmentRow(
        id=new_id(),
        quiz_id=source.quiz_id,
        owner_id=source.owner_id,
        title=title or source.title,
        join_code=_free_code(session),
        unreviewed=source.unreviewed,
        articles=source.articles,
        created_at=now,
        **rules,
    )
    copy.items = [
        AssignmentItemRow(
            item_id=item.item_id,
            position=item.position,
            interaction=item.interaction,
            content=item.content,
            repair=item.repair,
        )
        for item in source.items
    ]
    session.add(copy)
    session.flush()
    return copy


def refresh_deadlines(session: Session, assignment: AssignmentRow) -> None:
    """Give every running attempt the deadline that rules and allowances say now."""
    extras = allowances(session, assignment.id)
    running = select(AttemptRow).where(AttemptRow.assignment_id == assignment.id, AttemptRow.state == "open")
    for attempt in session.scalars(running.with_for_update()):
        extra = extras.get(attempt.student_id, NO_EXTRA)
        attempt.deadline = deadline_of(assignment, attempt.started_at, extra)
    session.flush()


def allowances(session: Session, assignment_id: str) -> dict[str, AllowanceRow]:
    """What students are allowed beyond the rules, by student."""
    query = select(AllowanceRow).where(AllowanceRow.assignment_id == assignment_id)
    return {row.student_id: row for row in session.scalars(query)}


def _free_code(session: Session) -> str:
    while True:  # another code in use is one chance in a billion, and the column is unique besides
        code = new_code()
        if session.scalar(select(AssignmentRow.id).where(AssignmentRow.join_code == code)) is None:
            return code


def _check_times(
    opens_at: datetime | None, closes_at: datetime | None, *, not_before: datetime | None = None
) -> None:
    if closes_at is None:
        return
    if opens_at is not None and closes_at <= opens_at:
        raise TimesInvalid("It must close after it opens.", pointer="/closes_at")
    if not_before is not None and closes_at <= not_before:
        raise TimesInvalid("The closing date has passed already.", pointer="/closes_at")
