"""The step that writes a file: of a quiz in the child, since plugins' formats are written there too; of
results here, while they are read. Nothing holds the whole of a class's answers."""

import base64
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.orm import Session, sessionmaker

from quizapi.domain import QuizApiError
from quizapi.exchange.formats import Note
from quizapi.jobs.calls import Calls
from quizapi.jobs.faults import STOP, ChildFault, JobEnded
from quizapi.jobs.steps import Steps
from quizapi.services import exports, jobs
from quizapi.services.assignments import find_assignment
from quizapi.services.attempts import expire_due
from quizapi.services.exchange import check_held, export_filename, exported_items
from quizapi.services.exports import FileGone
from quizapi.services.quizzes import find_quiz
from quizapi.services.results_table import results_file, results_filename
from quizapi.store.engine import read_of_one_moment, write_transaction
from quizapi.store.models import JobRow

log = structlog.get_logger(__name__)

Json = dict[str, Any]
_PART_BYTES = 1 << 18
_LOOK_EVERY_S = 0.25
#: How often a file is begun again that an erasure has deleted while it was written.
_TRIES = 10


class Exporting(Steps):
    """Writes files."""

    def __init__(
        self,
        sessions: sessionmaker[Session],
        calls: Calls,
        clock: Callable[[], datetime],
        progress: Callable[..., None],
    ) -> None:
        super().__init__(sessions, calls, clock)
        self._progress = progress

    def begin(self, job_id: str) -> Json:
        """Nothing, or `STOP`."""
        with write_transaction(self._sessions) as session:
            job = self._begun(session, job_id)
            if job is None:
                return STOP
            if job.params["of"] == "results":
                expire_due(session, now=self._clock(), assignment_id=job.subject_id or "")
        return {}

    def write(self, job_id: str) -> Json:
        """Write the file and end the job: `{outcome}` or `STOP`. Run again, it begins a new file."""
        for _ in range(_TRIES):
            try:
                return self._written(job_id)
            except FileGone:
                log.info("export_begun_again", job_id=job_id)
            except JobEnded:
                return STOP
            except QuizApiError as error:
                return self._refused(job_id, error)
        return self._failed(job_id, "interrupted", "answers were erased again and again while it was written")

    def _written(self, job_id: str) -> Json:
        with self._sessions() as session:
            job = session.get(JobRow, job_id)
        if job is None:
            raise JobEnded
        if job.params["of"] == "results":
            return self._write_results(job)
        return self._write_quiz(job)

    def _write_results(self, job: JobRow) -> Json:
        format = job.params["format"]
        with self._sessions() as session:
            name = results_filename(find_assignment(session, job.owner_id, job.subject_id or ""), format)
        file_id = self._begin(job, name, exports.RESULTS_FORMATS[format])
        with read_of_one_moment(self._sessions) as reading:
            assignment = find_assignment(reading, job.owner_id, job.subject_id or "")
            pieces = results_file(reading, assignment, format, self._watch(job))
            return self._keep(job, file_id, pieces, {})

    def _write_quiz(self, job: JobRow) -> Json:
        params = job.params
        with self._sessions() as session:
            quiz = find_quiz(session, job.owner_id, job.subject_id or "")
            items = exported_items(session, quiz, params["status"])
        about = {"title": quiz.title, "quiz_id": quiz.id, "written_at": self._clock().isoformat()}
        try:
            written = self._calls.export(
                job.id, params["format"], items, with_key=params["with_key"], **about
            )
        except ChildFault as fault:
            return self._failed(job.id, fault.type, fault.detail)
        if "problem" in written:
            return self._failed(job.id, **written["problem"])
        left_out = [Note(*note) for note in written["left_out"]]
        check_held(written["title"], left_out, len(items), is_partial=params["is_partial"])
        file_id = self._begin(job, export_filename(quiz, written["extension"]), written["media_type"])
        told = {
            name: [{"item_id": n[0], "reason": n[1]} for n in written[name]]
            for name in ("left_out", "changed")
        }
        return self._keep(job, file_id, [base64.b64decode(written["data"])], told)

    def _begin(self, job: JobRow, name: str, media_type: str) -> str:
        with write_transaction(self._sessions) as session:
            if not jobs.is_active(session, job.id):
                raise JobEnded
            return exports.begin_file(session, job, name=name, media_type=media_type, now=self._clock())

    def _keep(self, job: JobRow, file_id: str, pieces: Iterable[bytes], told: Json) -> Json:
        for position, part in enumerate(_parts(pieces)):
            exports.add_part(self._sessions, file_id, position, part)
        with write_transaction(self._sessions) as session:
            now = self._clock()
            result = {**exports.finish_file(session, file_id, now=now), **told}
            if not jobs.finish(session, job.id, state="succeeded", result=result, problems=[], now=now):
                raise JobEnded
        return {"outcome": "succeeded"}

    def _watch(self, job: JobRow) -> Callable[[int], None]:
        """Tells how far it is, and stops a job that has ended."""
        last = time.monotonic()

        def watch(read: int) -> None:
            nonlocal last
            if time.monotonic() - last < _LOOK_EVERY_S:
                return
            last = time.monotonic()
            with self._sessions() as session:
                if not jobs.is_active(session, job.id):
                    raise JobEnded
            self._progress(job.id, done=min(read, job.total - 1), total=job.total, step="writing")

        return watch


def _parts(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same in pieces of a size that is good to store; none is empty."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) >= _PART_BYTES:
            yield bytes(waiting[:_PART_BYTES])
            del waiting[:_PART_BYTES]
    if waiting:
        yield bytes(waiting)
