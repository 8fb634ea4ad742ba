"""Joining: who may start an attempt at an assignment, and as whom."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quizapi.services.attempts import expire_due
from quizapi.services.errors import Conflict, Forbidden, Invalid, NotAuthenticated, NotFound
from quizapi.services.join_codes import normal_code
from quizapi.services.nicknames import nickname_key, shown_nickname
from quizapi.services.timing import NO_EXTRA, closing_time, deadline_of, state_of
from quizapi.store.models import AllowanceRow, AssignmentRow, AttemptRow, RosterEntryRow
from quizapi.store.types import new_id


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


def roster_key(entry_id: str) -> str:
    """What the attempts of somebody on the roster have in place of a nickname's key."""
    return f"roster:{entry_id}"


def renew_token(session: Session, attempt: AttemptRow, token_hash: str) -> None:
    """Give an attempt to the device that has this token; the one before has it no longer."""
    attempt.token_hash = token_hash
    attempt.version += 1
    session.flush()


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


def _gone_on(session: Session, attempt: AttemptRow, token_hash: str, *, may_go_on: bool) -> AttemptRow:
    if not may_go_on:
        raise AttemptStillOpen("Submit the attempt that is open, then start another.")
    renew_token(session, attempt, token_hash)
    return attempt


def _refuse_unless_open(assignment: AssignmentRow, extra: AllowanceRow | None, now: datetime) -> None:
    state = state_of(assignment, now, extra or NO_EXTRA)
    if state == "closed":
        closed = closing_time(assignment, extra or NO_EXTRA)
        raise AssignmentClosed(f"It closed at {closed:%Y-%m-%d %H:%M} UTC.")
    if state == "scheduled":
        raise AssignmentNotOpen(f"It opens at {assignment.opens_at:%Y-%m-%d %H:%M} UTC.")
