"""What the steps of the workflows do. Each may be run again after it was interrupted, and none fails for a
fault of the input or of a plugin: those are values that it returns. It raises for faults of the machinery."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import structlog
from sqlalchemy.orm import Session, sessionmaker

import quizapi
from quizapi.jobs.calls import Calls
from quizapi.jobs.checking import Checking
from quizapi.jobs.child import Child
from quizapi.jobs.config import WorkerConfig
from quizapi.jobs.exporting import Exporting
from quizapi.jobs.faults import STOP, ChildFault, JobEnded
from quizapi.jobs.importing import Importing
from quizapi.jobs.rescoring import Rescoring
from quizapi.jobs.scoring import Scoring
from quizapi.jobs.trying import Trying
from quizapi.queue import JobQueue
from quizapi.services import jobs
from quizapi.services.quizzes_saving import load_request, save_quiz
from quizapi.store.engine import write_transaction
from quizapi.store.models import JobRow

log = structlog.get_logger(__name__)

Json = dict[str, Any]
#: A write to the database costs a disk's flush; a progress bar needs no more than this.
_PROGRESS_EVERY_S = 0.25


def utc_now() -> datetime:
    return datetime.now(UTC)


class Work:
    """The steps' own tools: database, child, clock."""

    def __init__(
        self,
        sessions: sessionmaker[Session],
        child: Child,
        config: WorkerConfig,
        *,
        executor_id: str,
        queue: JobQueue,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self.executor_id = executor_id
        self._sessions = sessions
        self._child = child
        self._calls = Calls(sessions, child, config, clock)
        self.importing = Importing(sessions, self._calls, config, queue, clock)
        self.checking = Checking(sessions, self._calls, clock)
        self.scoring = Scoring(sessions, self._calls, clock)
        self.trying = Trying(sessions, self._calls, clock)
        self.rescoring = Rescoring(sessions, self._calls, queue, clock)
        self.exporting = Exporting(sessions, self._calls, clock, self.progress)
        self._clock = clock
        self._last_progress = ("", 0.0)
        self._running: set[object] = set()

    # -- every job

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Around a job, so that a worker knows when it may stop; there may be several at once."""
        job = object()
        self._running.add(job)
        try:
            yield
        finally:
            self._running.discard(job)

    @property
    def is_busy(self) -> bool:
        return bool(self._running)

    def job(self, job_id: str) -> JobRow | None:
        """The job's row; None where it is gone."""
        with self._sessions() as session:
            return session.get(JobRow, job_id)

    def start(self, job_id: str, total: int) -> bool:
        """False where the job has ended before it began."""
        with write_transaction(self._sessions) as session:
            return jobs.start(session, job_id, total=total, now=self._clock())

    def progress(self, job_id: str, *, done: int, total: int, step: str) -> None:
        """Tell how far the job is, not more often than anyone looks."""
        last_job, last_time = self._last_progress
        if last_job == job_id and time.monotonic() - last_time < _PROGRESS_EVERY_S:
            return
        self._last_progress = (job_id, time.monotonic())
        with write_transaction(self._sessions) as session:
            jobs.report_progress(session, job_id, done=done, total=total, step=step)

    def fail(self, job_id: str, type: str, detail: str) -> Json:
        """End a job that the machinery could not bring to its end."""
        problem = {"generator": "", "type": type, "detail": detail}
        with write_transaction(self._sessions) as session:
            jobs.finish(session, job_id, state="failed", result={}, problems=[problem], now=self._clock())
        return {}

    def rest(self) -> None:
        self._child.rest()

    # -- reading

    def read(self, job_id: str, article_id: str, revision: int | None) -> Json:
        """Read an article unless its text was read before: `{article_id, revision, problem}` or `STOP`."""
        article = self._calls.article(article_id, revision)
        if article is None:
            return {**_unread(article_id, revision), "problem": _gone("the article")}
        try:
            self._calls.read(job_id, article)
        except ChildFault as fault:
            log.warning("reading_failed", job_id=job_id, article_id=article_id, type=fault.type)
            problem = {"generator": "", "type": fault.type, "detail": f"reading: {fault.detail}"}
            return {**_unread(article_id, article.revision), "problem": problem}
        except JobEnded:
            return STOP
        return _unread(article_id, article.revision)

    def finish_reading(self, job_id: str, outcome: Json) -> Json:
        problem = outcome["problem"]
        result = {"article_id": outcome["article_id"], "revision": outcome["revision"]}
        with write_transaction(self._sessions) as session:
            jobs.finish(
                session,
                job_id,
                state="succeeded" if problem is None else "failed",
                result=result if problem is None else {},
                problems=[] if problem is None else [problem],
                now=self._clock(),
            )
        return {}

    # -- a quiz

    def quiz_request(self, quiz_id: str) -> Json | None:
        """How the quiz was asked for (`load_request`); None where it is gone."""
        with self._sessions() as session:
            return load_request(session, quiz_id)

    def propose(
        self,
        job_id: str,
        request: Json,
        articles: Sequence[Json],
        *,
        seed: int,
        progress: Callable[[int], None],
    ) -> Json:
        """Ask one generator about all articles: `{proposals, problems, options, stopped}` or `STOP`.

        A generator that was stopped, or took the process with it, gives nothing at all: what it had given
        by then would be another quiz each time.

        Args:
            request: `{name, count, options}`.
            articles: `{id, revision, index}` of those that could be read.
            progress: Told the number of articles done.
        """
        name = request["name"]
        proposals: list[Json] = []
        options: Json = {}
        for done, place in enumerate(articles):
            progress(done)
            try:
                reply = self._calls.propose(job_id, request, place, seed=seed)
            except ChildFault as fault:
                log.warning("generator_stopped", job_id=job_id, generator=name, type=fault.type)
                problem = {"generator": name, "type": fault.type, "detail": fault.detail}
                return {"proposals": [], "problems": [problem], "options": options, "stopped": True}
            except JobEnded:
                return STOP
            options = reply.pop("options")
            proposals.append({"generator": name, "article_index": place["index"], **reply})
        return {"proposals": proposals, "problems": [], "options": options, "stopped": False}

    def choose(
        self, job_id: str, proposals: Sequence[Json], requests: Sequence[Json], lengths: Sequence[int]
    ) -> Json:
        """Choose the quiz: `{items, spares, problems}` or `STOP`. Without the plugins' checks of whole
        quizzes where these fail."""
        try:
            return self._calls.choose(job_id, proposals, requests, lengths, checks=True)
        except JobEnded:
            return STOP
        except ChildFault as fault:
            problem = {"generator": "", "type": "check-failed", "detail": f"{fault.type}: {fault.detail}"}
        try:
            chosen = self._calls.choose(job_id, proposals, requests, lengths, checks=False)
        except JobEnded:
            return STOP
        return {**chosen, "problems": [*chosen["problems"], problem]}

    def save(
        self,
        job_id: str,
        quiz_id: str,
        chosen: Json,
        *,
        provenance: Mapping[str, Any],
        problems: Sequence[Json],
    ) -> Json:
        """Save the quiz and end the job, both or neither: `{n_items}`."""
        items, spares = chosen["items"], chosen["spares"]
        with write_transaction(self._sessions) as session:
            now = self._clock()
            if not jobs.finish(
                session,
                job_id,
                state="succeeded" if items else "failed",
                result={"quiz_id": quiz_id},
                problems=problems,
                now=now,
            ):
                return {"n_items": 0}
            if not save_quiz(session, quiz_id, items=items, spares=spares, provenance=provenance, now=now):
                raise QuizGone
        return {"n_items": len(items)}

    def provenance(self) -> Json:
        """What the child says of itself, and our version."""
        info = self._child.info
        return {
            "quizapi": quizapi.__version__,
            "pipeline": {**info["pipeline"], "fingerprint": info["fingerprint"]},
            "generators": info["generators"],
        }


class QuizGone(Exception):
    """The quiz was deleted while it was made."""


def _unread(article_id: str, revision: int | None) -> Json:
    return {"article_id": article_id, "revision": revision, "problem": None}


def _gone(what: str) -> Json:
    return {"generator": "", "type": "gone", "detail": f"{what} was deleted"}
