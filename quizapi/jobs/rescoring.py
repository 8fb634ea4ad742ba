"""The step that repairs an item and scores all attempts again, or takes a repair back."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from quizapi.domain import QuizApiError
from quizapi.jobs.calls import Calls
from quizapi.jobs.faults import STOP, JobEnded
from quizapi.jobs.steps import Steps
from quizapi.queue import JobQueue
from quizapi.services.rescore_jobs import carry_out_job
from quizapi.store.engine import write_transaction
from quizapi.store.models import JobRow

Json = dict[str, Any]


class Rescoring(Steps):
    """Scores attempts again."""

    def __init__(
        self,
        sessions: sessionmaker[Session],
        calls: Calls,
        queue: JobQueue,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__(sessions, calls, clock)
        self._queue = queue

    def begin(self, job_id: str) -> Json:
        """Nothing, or `STOP`."""
        with write_transaction(self._sessions) as session:
            return STOP if self._begun(session, job_id, total=1) is None else {}

    def rescore(self, job_id: str) -> Json:
        """Do it and end the job, both or neither: `{outcome}` or `STOP`."""
        try:
            with write_transaction(self._sessions) as session:
                job = session.get(JobRow, job_id)
                if job is None or not carry_out_job(session, self._queue, job, now=self._clock()):
                    raise JobEnded
        except JobEnded:
            return STOP
        except QuizApiError as error:
            return self._refused(job_id, error)
        return {"outcome": "succeeded"}
