"""A worker's time on duty: it takes an executor id, launches the job engine, keeps house, and looks after
dead peers."""

import os
import threading
import time

import structlog
from dbos import DBOS, DBOSConfig
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from quizapi.jobs.child import Child
from quizapi.jobs.claims import Claim, claim, claim_first_free
from quizapi.jobs.config import EXIT_CONFIG, EXIT_FAILED, WorkerConfig
from quizapi.jobs.housekeeping import keep_house
from quizapi.jobs.outgoing import Sending, register_sending
from quizapi.jobs.reaper import reap, settle
from quizapi.jobs.work import Work, utc_now
from quizapi.jobs.workflows import register_workflows
from quizapi.queue import APPLICATION, ENGINE_VERSION, SCHEMA, SERIALIZER, JobQueue, engine_for_queue
from quizapi.store.engine import create_database_engine, create_session_factory
from quizapi.store.revisions import current_revision, head_revision

log = structlog.get_logger(__name__)

_SETTLE_EVERY = 5
_ROUNDS_WITHOUT_ID = 10


def on_duty(config: WorkerConfig, child: Child, stop: threading.Event) -> int:
    """Work until `stop` is set.

    Returns:
        The process's exit status.

    Raises:
        ChildUnavailable: The child cannot be started, so that no job could be done.
    """
    engine = create_database_engine(config.database_url, pool_size=8)
    if current_revision(engine) != head_revision():
        log.error("schema_not_current", hint="run: quizapi db upgrade")
        return EXIT_CONFIG
    held = claim_first_free(engine, config.name)
    if not child.wait_until_ready(stop):
        return 0
    sessions = create_session_factory(engine, outgoing=config.systems.kinds)
    queue = JobQueue(engine)
    work = Work(sessions, child, config, executor_id=held.executor_id, queue=queue)
    register_workflows(work, max_recoveries=config.max_recoveries)
    sending = Sending(sessions, config.systems, queue, utc_now)
    register_sending(sending, max_recoveries=config.max_recoveries)
    # Not only when the schema is upgraded: a release may bring another queue and no migration.
    queue.register()
    dbos = DBOS(config=engine_config(engine, held.executor_id))
    DBOS.launch()
    log.info("worker_started", executor_id=held.executor_id, pid=os.getpid())
    house = (config, sessions, queue, stop)
    threading.Thread(target=keep_house, args=house, name="housekeeping", daemon=True).start()
    status = _look_after_peers(config, engine, sessions, work, sending, held, stop)
    log.info("worker_stopping", executor_id=held.executor_id)
    for event in dbos.background_thread_stop_events:
        event.set()
    deadline = time.monotonic() + config.stop_seconds
    while work.is_busy and time.monotonic() < deadline:
        time.sleep(0.05)
    return status


def _look_after_peers(
    config: WorkerConfig,
    engine: Engine,
    sessions: sessionmaker[Session],
    work: Work,
    sending: Sending,
    held: Claim,
    stop: threading.Event,
) -> int:
    rounds = rounds_without_id = 0
    while not stop.wait(config.reap_seconds):
        rounds += 1
        try:
            if not held.is_held():
                # The database was restarted. While nobody held the id, a peer may have taken our job; then
                # the engine lets only its new owner write.
                again = claim(engine, held.executor_id)
                if again is None:
                    # Perhaps only for the moment in which a peer takes our jobs over.
                    rounds_without_id += 1
                    if rounds_without_id > _ROUNDS_WITHOUT_ID:
                        log.error("executor_id_lost", executor_id=held.executor_id)
                        return EXIT_FAILED
                    continue
                held, rounds_without_id = again, 0
            reap(engine, held.executor_id)
            sending.enqueue_due()
            if rounds % _SETTLE_EVERY == 0:
                settle(sessions, work)
        except Exception as error:
            # The database is away, and comes back or not; the engine waits for it as well.
            log.warning("reaping_failed", error=type(error).__name__)
    return 0


def engine_config(engine: Engine, executor_id: str) -> DBOSConfig:
    """How the job engine is to run in this process."""
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
        max_executor_threads=12,
    )
