"""What came of an assignment: per student and per item, while students answer and after."""

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from quizapi.services.assignments import allowances
from quizapi.services.repaired import FULL_CREDIT
from quizapi.store.models import (
    AssignmentItemRow,
    AssignmentRow,
    AttemptRow,
    ResponseHistoryRow,
    ResponseRow,
)

_READ_AT_ONCE = 200


@dataclass(slots=True)
class Given:
    """One stored answer."""

    answer: Any
    score: float | None
    saved_at: datetime

    @property
    def correct(self) -> bool | None:
        return None if self.score is None else self.score >= 1.0


@dataclass(slots=True)
class AttemptResult:
    """An attempt with its answers, by item."""

    id: str
    student_id: str
    number: int
    nickname: str
    state: str
    started_at: datetime
    submitted_at: datetime | None
    answers: dict[str, Given] = field(default_factory=dict)
    points: float = 0.0
    """The points so far, or of an ended attempt."""

    @property
    def has_ended(self) -> bool:
        return self.state != "open"


@dataclass(frozen=True, slots=True)
class StudentResult:
    """A student's attempts.

    `shown` is the attempt that counts; under `mean` the last ended one; where none has ended, the open one.
    """

    student_id: str
    nickname: str
    excused: bool
    points: float
    shown: AttemptResult
    attempts: Sequence[AttemptResult]

    def counts(self, attempt: AttemptResult, rule: str) -> bool:
        """Whether the student's points come from this attempt."""
        return attempt.has_ended and (rule == "mean" or attempt is self.shown)


def assignment_items(session: Session, assignment_id: str) -> list[AssignmentItemRow]:
    """The frozen items in their order."""
    query = select(AssignmentItemRow).where(AssignmentItemRow.assignment_id == assignment_id)
    return list(session.scalars(query.order_by(AssignmentItemRow.position)))


def student_results(session: Session, assignment: AssignmentRow) -> Iterator[StudentResult]:
    """All students in the order of joining, read in portions: no more than one student's answers are held."""
    excused = {key for key, row in allowances(session, assignment.id).items() if row.excused}
    attempts = _attempts(session, assignment.id, _credited(session, assignment.id))
    for student_id, group in itertools.groupby(attempts, key=lambda attempt: attempt.student_id):
        yield _student(list(group), assignment.attempt_counts, excused=student_id in excused)


def counted_attempts(session: Session, assignment: AssignmentRow) -> Iterator[AttemptResult]:
    """The ended attempts that count, of students who are not excused: one of each; under `mean` all."""
    for student in student_results(session, assignment):
        if not student.excused:
            for attempt in student.attempts:
                if student.counts(attempt, assignment.attempt_counts):
                    yield attempt


def attempts_query(assignment_id: str) -> Select[AttemptRow]:
    """The attempts at an assignment."""
    return select(AttemptRow).where(AttemptRow.assignment_id == assignment_id)


def answers_of(session: Session, attempt_ids: Sequence[str]) -> dict[str, list[ResponseRow]]:
    """The stored answers of attempts, by attempt, in the order in which they were saved."""
    found: dict[str, list[ResponseRow]] = {attempt_id: [] for attempt_id in attempt_ids}
    query = select(ResponseRow).where(ResponseRow.attempt_id.in_(attempt_ids)).order_by(ResponseRow.saved_at)
    for row in session.scalars(query):
        found[row.attempt_id].append(row)
    return found


def fingerprint(session: Session, assignment: AssignmentRow) -> str:
    """A short text that changes whenever results or statistics do; much cheaper than these.

    It holds counts, sums and latest times of attempts and answers, and the version of the rules. Answers that
    were changed are counted too: one that took long to be stored is not the latest, and may score as before.
    """
    attempts = select(
        func.count(), func.sum(AttemptRow.version), func.max(AttemptRow.submitted_at), func.max(AttemptRow.id)
    ).where(AttemptRow.assignment_id == assignment.id)
    answers = (
        select(func.count(), func.max(ResponseRow.saved_at), func.sum(ResponseRow.score))
        .join(AttemptRow, AttemptRow.id == ResponseRow.attempt_id)
        .where(AttemptRow.assignment_id == assignment.id)
    )
    changed = (
        select(func.count())
        .select_from(ResponseHistoryRow)
        .join(AttemptRow, AttemptRow.id == ResponseHistoryRow.attempt_id)
        .where(AttemptRow.assignment_id == assignment.id)
    )
    excused = sorted(key for key, row in allowances(session, assignment.id).items() if row.excused)
    sums = [value for query in (attempts, answers, changed) for value in session.execute(query).one()]
    parts = [assignment.version, *sums, *excused]
    return "|".join(map(str, parts))


def _credited(session: Session, assignment_id: str) -> frozenset[str]:
    """Items that give their point to everybody."""
    query = select(AssignmentItemRow.item_id).where(
        AssignmentItemRow.assignment_id == assignment_id, AssignmentItemRow.repair == FULL_CREDIT
    )
    return frozenset(session.scalars(query))


def _attempts(session: Session, assignment_id: str, credited: frozenset[str]) -> Iterator[AttemptResult]:
    """All attempts, those of a student together, with their answers; read in portions."""
    query = (
        select(
            AttemptRow.id,
            AttemptRow.student_id,
            AttemptRow.number,
            AttemptRow.nickname,
            AttemptRow.state,
            AttemptRow.started_at,
            AttemptRow.submitted_at,
        )
        .where(AttemptRow.assignment_id == assignment_id)
        .order_by(AttemptRow.student_id, AttemptRow.number, AttemptRow.id)
        .execution_options(yield_per=_READ_AT_ONCE)
    )
    for rows in session.execute(query).partitions():
        portion = {row.id: AttemptResult(*row) for row in rows}
        _add_answers(session, portion, credited)
        yield from portion.values()


def _add_answers(session: Session, attempts: Mapping[str, AttemptResult], credited: frozenset[str]) -> None:
    query = select(
        ResponseRow.attempt_id,
        ResponseRow.item_id,
        ResponseRow.answer,
        ResponseRow.score,
        ResponseRow.saved_at,
    ).where(ResponseRow.attempt_id.in_(attempts.keys()))
    for attempt_id, item_id, answer, score, saved_at in session.execute(query):
        attempts[attempt_id].answers[item_id] = Given(answer["value"], score, saved_at)
    for attempt in attempts.values():
        attempt.points = math.fsum(given.score or 0.0 for given in attempt.answers.values())
        if attempt.has_ended:
            attempt.points += len(credited - attempt.answers.keys())


def _student(attempts: list[AttemptResult], rule: str, *, excused: bool) -> StudentResult:
    ended = [attempt for attempt in attempts if attempt.has_ended]
    shown = _shown(ended, rule) if ended else attempts[-1]
    mean = sum(attempt.points for attempt in ended) / len(ended) if ended and rule == "mean" else None
    points = shown.points if mean is None else mean
    return StudentResult(shown.student_id, shown.nickname, excused, points, shown, attempts)


def _shown(ended: Sequence[AttemptResult], rule: str) -> AttemptResult:
    if rule == "best":
        return max(ended, key=lambda attempt: attempt.points)  # of equals the first
    return ended[0] if rule == "first" else ended[-1]


def answer_text(content: Mapping[str, Any], answer: Any) -> str:
    """An answer as a person reads it: the texts of options instead of their ids."""
    texts = {option["id"]: option["text"] for option in content["options"]}
    matches = {option["id"]: option["text"] for option in content.get("matches") or []}
    if isinstance(answer, bool):
        return "true" if answer else "false"
    if isinstance(answer, str):
        return answer
    parts = [
        f"{texts.get(part[0], part[0])} = {matches.get(part[1], part[1])}"
        if isinstance(part, list)
        else texts.get(part, part)
        for part in answer
    ]
    return (" > " if content["interaction"] == "order" else "; ").join(parts)
