"""What the steps of every kind of job share."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.orm import Session, sessionmaker

from quizapi.domain import QuizApiError
from quizapi.jobs.calls import Calls
from quizapi.services import jobs
from quizapi.store.engine import write_transaction
from quizapi.store.models import JobRow

log = structlog.get_logger(__name__)

Json = dict[str, Any]


class Steps:
    """The tools of a kind of job's steps: database, child, clock."""

    def __init__(self, sessions: sessionmaker[Session], calls: Calls, clock: Callable[[], datetime]) -> None:
        self._sessions = sessions
        self._calls = calls
        self._clock = clock

    def _begun(self, session: Session, job_id: str, *, total: int | None = None) -> JobRow | None:
        """The job, running from now on; None where it is gone or has ended.

        Args:
            total: How much there is to do; None where the job has told it from the first.
        """
        job = session.get(JobRow, job_id)
        if job is None:
            return None
        total = job.total if total is None else total
        return job if jobs.start(session, job_id, total=total, now=self._clock()) else None

    def _refused(self, job_id: str, error: QuizApiError) -> Json:
        """End a job that cannot be done as it was asked for: `{outcome}`."""
        return self._failed(job_id, error.type_name(), error.detail)

    def _failed(self, job_id: str, type: str, detail: str) -> Json:
        """End a job that came to nothing: `{outcome}`."""
        log.warning("job_failed", job_id=job_id, type=type)
        problem = {"generator": "", "type": type, "detail": detail}
        with write_transaction(self._sessions) as session:
            jobs.finish(session, job_id, state="failed", result={}, problems=[problem], now=self._clock())
        return {"outcome": "failed"}
