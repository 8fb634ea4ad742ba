"""The steps of an import: one file after the other, each read in the child and stored at once."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from quizapi.domain import QuizApiError
from quizapi.exchange.errors import FileRefused
from quizapi.jobs.calls import Calls
from quizapi.jobs.config import WorkerConfig
from quizapi.jobs.faults import STOP, ChildFault, JobEnded
from quizapi.jobs.steps import Steps
from quizapi.queue import JobQueue
from quizapi.services import jobs
from quizapi.services.article_cleaning import Prepared, prepare_text
from quizapi.services.article_imports import finish_import, next_file, take_in
from quizapi.store.engine import write_transaction

Json = dict[str, Any]


class Importing(Steps):
    """Takes files in."""

    def __init__(
        self,
        sessions: sessionmaker[Session],
        calls: Calls,
        config: WorkerConfig,
        queue: JobQueue,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__(sessions, calls, clock)
        self._max_chars = config.max_article_chars
        self._queue = queue

    def begin(self, job_id: str) -> Json:
        """`{files}`, the number of files, or `STOP`."""
        with write_transaction(self._sessions) as session:
            job = self._begun(session, job_id)
            if job is None:
                return STOP
            return {"files": job.total}

    def import_next(self, job_id: str) -> Json:
        """Take in the next file that is left: nothing, or `STOP`. Run again, it goes on with what is left."""
        with self._sessions() as session:
            if not jobs.is_active(session, job_id):
                return STOP
            file = next_file(session, job_id)
        if file is None:
            return {}
        try:
            article = self._article(job_id, file.name, file.data)
        except JobEnded:
            return STOP
        with write_transaction(self._sessions) as session:
            is_active = take_in(session, self._queue, job_id, file.position, article, now=self._clock())
        return {} if is_active else STOP

    def finish(self, job_id: str) -> Json:
        """End the job: `{is_taken}`, whether any file could be taken."""
        with write_transaction(self._sessions) as session:
            return {"is_taken": finish_import(session, job_id, now=self._clock())}

    def _article(self, job_id: str, name: str, data: bytes) -> Prepared | QuizApiError:
        try:
            found = self._calls.read_file(job_id, name, data)
        except ChildFault as fault:
            return FileRefused(f"reading it {fault.detail}")
        if "refused" in found:
            return FileRefused(found["refused"])
        day = found["published_on"]
        details = {
            "title": found["title"],
            "author": found["author"],
            "published_on": None if day is None else date.fromisoformat(day),
        }
        given = {key: value for key, value in details.items() if value is not None}
        try:
            return prepare_text(found["text"], given, max_chars=self._max_chars)
        except QuizApiError as error:
            return error
