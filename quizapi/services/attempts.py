"""A student's attempt: joining, and how it ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from quizapi.services.errors import Conflict, Forbidden, Invalid, NotAuthenticated, NotFound
from quizapi.services.join_codes import normal_code
from quizapi.services.nicknames import nickname_key, shown_nickname
from quizapi.services.outbox import attempts_ended
from quizapi.services.repaired import points_most, points_sum, rescore_repaired
from quizapi.services.timing import GRACE, NO_EXTRA, closing_time, deadline_of, is_over, state_of
from quizapi.store.engine import write_transaction
from quizapi.store.models import (
    AllowanceRow,
    AssignmentItemRow,
    AssignmentRow,
    AttemptRow,
    RosterEntryRow,
)
from quizapi.store.types import new_id

EXPIRE_AT_ONCE = 500


class JoinCodeUnknown(NotFound):
    """There is no assignment with this code."""


class AssignmentNotOpen(Conflict):
    """This assignment has not opened yet."""


class AssignmentClosed(Conflict):
    """This assignment is closed."""


class NicknameTaken(Conflict):
    """Somebody has joined under this name."""


class NicknameMissing(Invalid):
    """A nickname is needed to join."""


class RosterCodeNeeded(Invalid):
    """This assignment is for the students on its list."""


class RosterCodeUnknown(Forbidden):
    """This code is on no slip of this assignment."""


class NoAttemptsLeft(Conflict):
    """All allowed attempts have been used."""


class AttemptStillOpen(Conflict):
    """There is an attempt that has not been submitted."""


class AttemptNotFound(NotFound):
    """There is no such attempt, or it is not yours."""


class FlaggedItemUnknown(Invalid):
    """This attempt has no such item."""


class AttemptEnded(Conflict):
    """This attempt has ended."""


@dataclass(frozen=True, slots=True)
class Joining:
    """What a student says when joining.

    `token_hash` is that of the new attempt; `earlier_token_hash` that of an attempt which the student proves
    to have made before.
    """

    join_code: str
    token_hash: str
    nickname: str | None = None
    roster_code: str | None = None
    earlier_token_hash: str | None = None


@dataclass(frozen=True, slots=True)
class Student:
    """Whose attempt it is to be.

    `key` is what attempts have in place of a nickname that is compared. `goes_on` is true for a student who
    is known so surely that an attempt which runs may be gone on with under a new token.
    """

    student_id: str
    nickname: str
    key: str
    goes_on: bool = False


def join(session: Session, joining: Joining, *, seed: int, now: datetime) -> AttemptRow:
    """Start an attempt; with a roster code, an attempt that runs is gone on with under the new token.

    Without accounts a student is known by the token of an earlier attempt, or by the code on a slip; that is
    whose attempts are counted. A nickname joins once: whoever comes with it again and without the token may
    be somebody else and is refused.

    Raises:
        JoinCodeUnknown, AssignmentNotOpen, AssignmentClosed, NicknameTaken, NicknameMissing, NicknameInvalid,
        RosterCodeNeeded, RosterCodeUnknown, NoAttemptsLeft, AttemptStillOpen
    """
    assignment = assignment_by_code(session, joining.join_code)
    attempt_id = new_id()
    student = _student(session, assignment, joining, attempt_id)
    return start_attempt(
        session,
        assignment,
        student,
        token_hash=joining.token_hash,
        seed=seed,
        now=now,
        attempt_id=attempt_id,
    )


def start_attempt(
    session: Session,
    assignment: AssignmentRow,
    student: Student,
    *,
    token_hash: str,
    seed: int,
    now: datetime,
    attempt_id: str = "",
) -> AttemptRow:
    """Start the next attempt of a student whose right to it was checked, or go on with the one that runs.

    Args:
        attempt_id: Id of the new attempt; empty makes one.

    Raises:
        AssignmentNotOpen, AssignmentClosed, NicknameTaken, NoAttemptsLeft, AttemptStillOpen
    """
    attempt_id = attempt_id or new_id()
    extra = session.get(AllowanceRow, (assignment.id, student.student_id))
    _refuse_unless_open(assignment, extra, now)
    expire_due(session, now=now, assignment_id=assignment.id)
    earlier = list(
        session.scalars(
            select(AttemptRow)
            .where(AttemptRow.assignment_id == assignment.id, AttemptRow.student_id == student.student_id)
            .order_by(AttemptRow.number)
        )
    )
    if earlier and earlier[-1].state == "open":
        return _gone_on(session, earlier[-1], token_hash, may_go_on=student.goes_on)
    if len(earlier) >= assignment.attempts_allowed + (extra.extra_attempts if extra else 0):
        raise NoAttemptsLeft(f"{len(earlier)} of {len(earlier)} attempts have been used.")
    attempt = AttemptRow(
        id=attempt_id,
        assignment_id=assignment.id,
        student_id=student.student_id,
        number=len(earlier) + 1,
        nickname=student.nickname,
        nickname_key=student.key,
        token_hash=token_hash,
        seed=seed,
        started_at=now,
        deadline=deadline_of(assignment, now, extra or NO_EXTRA),
        flagged=[],
    )
    try:
        with session.begin_nested():
            session.add(attempt)
    except IntegrityError as error:  # somebody, or the same student on another device, was faster
        if student.student_id == attempt_id:
            raise NicknameTaken("Choose another name, or go on where you joined.") from error
        raise AttemptStillOpen("It was started a moment ago, elsewhere.") from error
    return attempt


def assignment_by_code(session: Session, join_code: str) -> AssignmentRow:
    """The assignment that a code opens.

    Raises:
        JoinCodeUnknown
    """
    code = normal_code(join_code)
    assignment = session.scalar(select(AssignmentRow).where(AssignmentRow.join_code == code))
    if assignment is None:
        raise JoinCodeUnknown("Look at the code again: it has eight letters and digits.")
    return assignment


def student_attempt(session: Session, attempt_id: str, token_hash: str, *, lock: bool = False) -> AttemptRow:
    """The attempt that a student's token belongs to.

    Raises:
        AttemptNotFound: It is another's.
        NotAuthenticated: The token belongs to no attempt.
    """
    query = select(AttemptRow).where(AttemptRow.token_hash == token_hash)
    attempt = session.scalar(query.with_for_update(key_share=True) if lock else query)
    if attempt is None:
        raise NotAuthenticated("This token belongs to no attempt: join again.")
    if attempt.id != attempt_id:
        raise AttemptNotFound("This token belongs to another attempt.")
    return attempt


def any_attempt(session: Session, attempt_id: str) -> AttemptRow:
    """An attempt, whoever asks: the caller proves otherwise that it may be touched.

    Raises:
        AttemptNotFound
    """
    attempt = session.get(AttemptRow, attempt_id)
    if attempt is None:
        raise AttemptNotFound(f"There is no attempt {attempt_id!r}.")
    return attempt


def set_flags(
    session: Session, attempt_id: str, token_hash: str, item_ids: Sequence[str], *, now: datetime
) -> AttemptRow:
    """Keep which items the student wants to look at again.

    Raises:
        AttemptNotFound, NotAuthenticated
        AttemptEnded: There is nothing to look at again.
        FlaggedItemUnknown: The attempt has no such item.
    """
    attempt = student_attempt(session, attempt_id, token_hash, lock=True)
    if attempt.state != "open" or is_over(attempt.deadline, now):
        raise AttemptEnded("Nothing can be changed any more.")
    items = select(AssignmentItemRow.item_id).where(AssignmentItemRow.assignment_id == attempt.assignment_id)
    known = set(session.scalars(items))
    for place, item_id in enumerate(item_ids):
        if item_id not in known:
            raise FlaggedItemUnknown(f"There is no item {item_id!r}.", pointer=f"/item_ids/{place}")
    attempt.flagged = list(dict.fromkeys(item_ids))
    attempt.version += 1
    session.flush()
    return attempt


def teacher_attempt(session: Session, owner_id: str, attempt_id: str) -> AttemptRow:
    """An attempt at one of the teacher's assignments.

    Raises:
        AttemptNotFound
    """
    attempt = session.scalar(
        select(AttemptRow)
        .join(AssignmentRow, AssignmentRow.id == AttemptRow.assignment_id)
        .where(AttemptRow.id == attempt_id, AssignmentRow.owner_id == owner_id)
    )
    if attempt is None:
        raise AttemptNotFound(f"There is no attempt {attempt_id!r} at an assignment of yours.")
    return attempt


def submit(session: Session, attempt_id: str, token_hash: str, *, now: datetime) -> AttemptRow:
    """End an attempt at the student's wish; one that has ended stays as it is.

    Raises:
        AttemptNotFound, NotAuthenticated
    """
    attempt = student_attempt(session, attempt_id, token_hash, lock=True)
    if attempt.state == "open":
        if is_over(attempt.deadline, now):
            _end(session, [attempt.id], state="expired", at=AttemptRow.deadline, now=now)
        else:
            _end(session, [attempt.id], state="submitted", at=now, now=now)
        session.refresh(attempt)
    return attempt


def is_due(session: Session, *, now: datetime, assignment_id: str = "", attempt_id: str = "") -> bool:
    """Whether an open attempt has run out of time and nobody has ended it yet."""
    return session.scalar(select(func.count()).where(*_due(now, assignment_id, attempt_id))) != 0


def expire_due(session: Session, *, now: datetime, assignment_id: str = "", attempt_id: str = "") -> int:
    """End the attempts whose time is over, as of their deadlines: all, or those of an assignment or one.

    A worker calls this now and then; whoever reads such an attempt calls it before. May be repeated.

    Returns:
        How many were ended. Without an assignment at most `EXPIRE_AT_ONCE`: call again.
    """
    query = select(AttemptRow.id).where(*_due(now, assignment_id, attempt_id)).order_by(AttemptRow.id)
    if not (assignment_id or attempt_id):
        query = query.limit(EXPIRE_AT_ONCE)
    due = list(session.scalars(query.with_for_update(key_share=True)))
    if due:
        _end(session, due, state="expired", at=AttemptRow.deadline, now=now)
    return len(due)


def expire_all(factory: sessionmaker[Session], *, now: datetime) -> int:
    """End all attempts that have run out of time, in short transactions; writes nothing where there is none.

    Returns:
        How many were ended.
    """
    total = 0
    while True:
        with factory() as reading:
            if not is_due(reading, now=now):
                return total
        with write_transaction(factory) as session:
            total += expire_due(session, now=now)


def _due(now: datetime, assignment_id: str, attempt_id: str) -> list[ColumnElement[bool]]:
    conditions = [AttemptRow.state == "open", AttemptRow.deadline < now - GRACE]
    if assignment_id:
        conditions.append(AttemptRow.assignment_id == assignment_id)
    if attempt_id:
        conditions.append(AttemptRow.id == attempt_id)
    return conditions


def _end(
    session: Session,
    attempt_ids: list[str],
    *,
    state: Literal["submitted", "expired"],
    at: object,
    now: datetime,
) -> None:
    """End attempts whose rows this transaction has locked, add up their points, and tell other systems."""
    rescore_repaired(session, attempt_ids)
    session.execute(
        update(AttemptRow)
        .where(AttemptRow.id.in_(attempt_ids), AttemptRow.state == "open")
        .values(
            state=state,
            submitted_at=at,
            points=points_sum(),
            max_points=points_most(),
            version=AttemptRow.version + 1,
        )
        .execution_options(synchronize_session=False)
    )
    session.expire_all()
    attempts_ended(session, attempt_ids, now=now)


def _student(session: Session, assignment: AssignmentRow, joining: Joining, attempt_id: str) -> Student:
    """Who joins: someone on the roster, the student of an earlier attempt, or somebody new."""
    entries = select(RosterEntryRow).where(RosterEntryRow.assignment_id == assignment.id)
    if session.scalar(entries.with_only_columns(RosterEntryRow.id).limit(1)) is not None:
        return _on_roster(session, assignment.id, joining.roster_code)
    if joining.earlier_token_hash is not None:
        earlier = session.scalar(
            select(AttemptRow).where(AttemptRow.token_hash == joining.earlier_token_hash)
        )
        if earlier is None:
            raise NotAuthenticated("This token belongs to no attempt: join without it.")
        if earlier.assignment_id == assignment.id:
            return Student(earlier.student_id, earlier.nickname, earlier.nickname_key)
    if joining.nickname is None:
        raise NicknameMissing("Send the nickname under which you want to be seen.", pointer="/nickname")
    nickname = shown_nickname(joining.nickname)
    key = nickname_key(nickname)
    taken = select(AttemptRow.id).where(
        AttemptRow.assignment_id == assignment.id, AttemptRow.nickname_key == key
    )
    if session.scalar(taken.limit(1)) is not None:
        raise NicknameTaken("Choose another name, or go on where you joined.")
    return Student(attempt_id, nickname, key)


def _on_roster(session: Session, assignment_id: str, roster_code: str | None) -> Student:
    if roster_code is None:
        raise RosterCodeNeeded("Send the roster_code that stands on your slip.", pointer="/roster_code")
    entry = session.scalar(
        select(RosterEntryRow).where(
            RosterEntryRow.assignment_id == assignment_id, RosterEntryRow.code == normal_code(roster_code)
        )
    )
    if entry is None:
        raise RosterCodeUnknown("Look at your slip again.")
    return Student(entry.id, entry.name, roster_key(entry.id), goes_on=True)


def roster_key(entry_id: str) -> str:
    """What the attempts of somebody on the roster have in place of a nickname's key."""
    return f"roster:{entry_id}"


def _gone_on(session: Session, attempt: AttemptRow, token_hash: str, *, may_go_on: bool) -> AttemptRow:
    if not may_go_on:
        raise AttemptStillOpen("Submit the attempt that is open, then start another.")
    renew_token(session, attempt, token_hash)
    return attempt


def renew_token(session: Session, attempt: AttemptRow, token_hash: str) -> None:
    """Give an attempt to the device that has this token; the one before has it no longer."""
    attempt.token_hash = token_hash
    attempt.version += 1
    session.flush()


def _refuse_unless_open(assignment: AssignmentRow, extra: AllowanceRow | None, now: datetime) -> None:
    state = state_of(assignment, now, extra or NO_EXTRA)
    if state == "closed":
        closed = closing_time(assignment, extra or NO_EXTRA)
        raise AssignmentClosed(f"It closed at {closed:%Y-%m-%d %H:%M} UTC.")
    if state == "scheduled":
        raise AssignmentNotOpen(f"It opens at {assignment.opens_at:%Y-%m-%d %H:%M} UTC.")
