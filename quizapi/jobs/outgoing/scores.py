"""Scores to learning platforms (LTI Assignment and Grade Services 2.0)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import requests
from pylti1p3.assignments_grades import AssignmentsGradesService
from pylti1p3.exception import LtiException, LtiServiceException
from pylti1p3.grade import Grade
from pylti1p3.lineitem import LineItem
from pylti1p3.service_connector import ServiceConnector
from sqlalchemy.orm import Session, sessionmaker

from quizapi.services.lti_learners import attempts_of, counted_points
from quizapi.services.lti_tool import connector_of, tool_keys
from quizapi.services.outbox import Outcome
from quizapi.services.systems import Systems
from quizapi.store.models import (
    AssignmentRow,
    AttemptRow,
    LtiLearnerRow,
    LtiLinkRow,
    LtiPlatformRow,
    MessageRow,
)

#: The platform has a newer score, and keeps it.
_CONFLICT = 409
_LASTING = (400, 404, 410, 422)


@dataclass(frozen=True, slots=True)
class _Score:
    """A learner's score at a place in a course."""

    subject: str
    grades: dict[str, Any]
    assignment_id: str
    title: str
    points: float | None
    most: float


class ScoreSender:
    """Sends each learner's points that count, as they are when they are sent."""

    def __init__(
        self, sessions: sessionmaker[Session], systems: Systems, clock: Callable[[], datetime]
    ) -> None:
        self._sessions = sessions
        self._systems = systems
        self._clock = clock

    def send(self, destination: str, messages: Sequence[MessageRow]) -> dict[str, Outcome]:
        with self._sessions() as session:
            platform = session.get(LtiPlatformRow, destination)
            scores = {message.id: _score_of(session, message.attempt_id) for message in messages}
        if platform is None:
            gone = Outcome(False, detail="the platform is not registered any more", is_lasting=True)
            return {message.id: gone for message in messages}
        connector = connector_of(self._systems, platform, tool_keys(self._systems))
        outcomes: dict[str, Outcome] = {}
        for message_id, score in scores.items():
            outcomes[message_id] = outcome = self._try(connector, score)
            if not outcome.is_delivered and outcome.status is None and not outcome.is_lasting:
                break  # nobody is there: the others wait as well
        return {message.id: outcomes.get(message.id, outcome) for message in messages}

    def _try(self, connector: ServiceConnector, score: _Score | None) -> Outcome:
        if score is None:
            return Outcome(True, detail="deleted meanwhile")
        service = AssignmentsGradesService(connector, score.grades)  # type: ignore[arg-type]
        try:
            service.put_grade(self._grade(score), _column(service, score))
        except LtiServiceException as error:
            return _refused(error.response)
        except LtiException as error:
            return Outcome(False, detail=str(error), is_lasting=True)
        except (requests.RequestException, ValueError, KeyError) as error:
            return Outcome(False, detail=f"{type(error).__name__}: {error}"[:300])
        return Outcome(True, 200)

    def _grade(self, score: _Score) -> Grade:
        grade = Grade().set_user_id(score.subject)
        grade.set_timestamp(self._clock().isoformat(timespec="milliseconds").replace("+00:00", "Z"))
        grade.set_activity_progress("Completed")
        if score.points is None:
            return grade.set_grading_progress("Pending")
        grade.set_score_given(round(score.points, 4)).set_score_maximum(score.most)
        return grade.set_grading_progress("FullyGraded")


def _column(service: AssignmentsGradesService, score: _Score) -> LineItem | None:
    """The platform's column for the place: None for the one it named, else found or made by our id."""
    if score.grades.get("lineitem"):
        return None
    column = LineItem().set_label(score.title).set_score_maximum(score.most)
    column.set_resource_id(score.assignment_id)
    return service.find_or_create_lineitem(column, find_by="resource_id")


def _refused(response: requests.Response) -> Outcome:
    status = response.status_code
    if status == _CONFLICT:
        return Outcome(True, status)
    detail = f"the platform answered with status {status}"
    return Outcome(False, status, detail, is_lasting=status in _LASTING)


def _score_of(session: Session, attempt_id: str | None) -> _Score | None:
    attempt = session.get(AttemptRow, attempt_id) if attempt_id else None
    learner = session.get(LtiLearnerRow, attempt.student_id) if attempt else None
    link = session.get(LtiLinkRow, learner.link_id) if learner else None
    if attempt is None or learner is None or link is None or not link.grades:
        return None
    assignment = session.get_one(AssignmentRow, link.assignment_id)
    attempts = attempts_of(session, assignment.id, learner.id)
    points, most = counted_points(attempts, assignment.attempt_counts)
    title, limit = assignment.title, most or attempt.max_points or 1.0
    return _Score(learner.subject, link.grades, assignment.id, title, points, limit)
