"""What a worker does beside its jobs, round by round: attempts whose time is over end, and what is kept no
longer is deleted. Each part is short transactions that may be repeated, so that all workers may do it."""

import threading
from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy.orm import Session, sessionmaker

from quizapi.jobs.config import WorkerConfig
from quizapi.queue import JobQueue
from quizapi.services.attempts import expire_all
from quizapi.services.playground import forget_old_trials
from quizapi.services.retention import forget

log = structlog.get_logger(__name__)

_EXPIRE_EVERY = 5
_FORGET_TRIALS_EVERY = 60
_FORGET_EVERY = 900


def keep_house(
    config: WorkerConfig, sessions: sessionmaker[Session], queue: JobQueue, stop: threading.Event
) -> None:
    """Go on until `stop` is set.

    Run it in a thread of its own: deleting much takes long, and the jobs of dead peers must not wait for it.
    """
    rounds = 0
    while not stop.wait(config.reap_seconds):
        rounds += 1
        now = datetime.now(UTC)
        try:
            if rounds % _EXPIRE_EVERY == 0:
                expire_all(sessions, now=now)
            if rounds % _FORGET_TRIALS_EVERY == 0:
                forget_old_trials(sessions, now=now)
            if rounds % _FORGET_EVERY == 1:
                forget(sessions, config.retention, now=now)
                queue.forget_ended(before=now - timedelta(days=config.retention.workflows_days))
        except Exception as error:
            # The database is away; it comes back or not.
            log.warning("housekeeping_failed", error=type(error).__name__)
