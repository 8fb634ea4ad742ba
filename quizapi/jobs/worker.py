"""One worker process: one job at a time, from the queue that all workers of the database share."""

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from types import FrameType

import structlog
from dbos import DBOS, DBOSConfig
from sqlalchemy import Engine

from quizapi.jobs.child import Child
from quizapi.jobs.claims import Claim, claim, claim_first_free
from quizapi.jobs.config import EXIT_CONFIG, EXIT_FAILED, WorkerConfig
from quizapi.jobs.faults import ChildUnavailable
from quizapi.jobs.reaper import reap, settle
from quizapi.jobs.work import Work
from quizapi.jobs.workflows import register_workflows
from quizapi.queue import APPLICATION, ENGINE_VERSION, SCHEMA, SERIALIZER, engine_for_queue
from quizapi.store.engine import create_database_engine, create_session_factory
from quizapi.store.upgrade import current_revision, head_revision

log = structlog.get_logger(__name__)

_SETTLE_EVERY = 5


def run_worker(config: WorkerConfig, *, stop: threading.Event | None = None) -> int:
    """Work until told to stop (SIGTERM, SIGINT or `stop`).

    A running job gets `stop_seconds` to end; then it is interrupted, and goes on at its next step when a
    worker starts again, here or elsewhere. A thread of the interrupted step may be left: end the process with
    `os._exit`, as `python -m quizapi.jobs` does.

    Returns:
        The process's exit status.
    """
    stop = stop or threading.Event()
    with _signals(stop):
        engine = create_database_engine(config.database_url, pool_size=8)
        if current_revision(engine) != head_revision():
            log.error("schema_not_current", hint="run: quizapi db upgrade")
            return EXIT_CONFIG
        held = claim_first_free(engine, config.name)
        child = Child(config)
        try:
            if not child.wait_until_ready(stop):
                return 0
        except ChildUnavailable as error:
            log.error("child_unavailable", detail=str(error))
            return EXIT_CONFIG
        try:
            return _work(config, engine, held, child, stop)
        finally:
            child.stop()


def _work(config: WorkerConfig, engine: Engine, held: Claim, child: Child, stop: threading.Event) -> int:
    sessions = create_session_factory(engine)
    work = Work(sessions, child, config, executor_id=held.executor_id)
    register_workflows(work, max_recoveries=config.max_recoveries)
    dbos = DBOS(config=_engine_config(engine, held.executor_id))
    DBOS.launch()
    log.info("worker_started", executor_id=held.executor_id, pid=os.getpid())
    rounds = 0
    while not stop.wait(config.reap_seconds):
        rounds += 1
        try:
            if not held.is_held():
                again = claim(engine, held.executor_id)
                if again is None:
                    log.error("executor_id_lost", executor_id=held.executor_id)
                    return EXIT_FAILED
                held = again
            reap(engine, held.executor_id)
            if rounds % _SETTLE_EVERY == 0:
                settle(sessions, work)
        except Exception as error:
            # The database is away: the engine waits for it as well.
            log.warning("reaping_failed", error=type(error).__name__)
    log.info("worker_stopping", executor_id=held.executor_id)
    for event in dbos.background_thread_stop_events:
        event.set()
    deadline = time.monotonic() + config.stop_seconds
    while work.is_busy and time.monotonic() < deadline:
        time.sleep(0.05)
    return 0


def _engine_config(engine: Engine, executor_id: str) -> DBOSConfig:
    return DBOSConfig(
        name=APPLICATION,
        system_database_engine=engine_for_queue(engine),
        dbos_system_schema=SCHEMA,
        serializer=SERIALIZER,
        executor_id=executor_id,
        application_version=ENGINE_VERSION,
        run_migrations=False,
        use_listen_notify=False,
        log_level="WARNING",
        max_executor_threads=8,
    )


@contextlib.contextmanager
def _signals(stop: threading.Event) -> Iterator[None]:
    def on_signal(signum: int, frame: FrameType | None) -> None:
        stop.set()

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {signum: signal.signal(signum, on_signal) for signum in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for signum, handler in before.items():
            signal.signal(signum, handler)


def stop_at_end_of(stream: int, stop: threading.Event) -> None:
    """Set `stop` when the pipe ends, which it does when the process at its other end is gone."""

    def watch() -> None:
        with contextlib.suppress(OSError):
            while os.read(stream, 4096):
                pass
        stop.set()

    threading.Thread(target=watch, name="lifeline", daemon=True).start()


def leave(status: int) -> None:
    """End the process now, whatever its threads are at."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
