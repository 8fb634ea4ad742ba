"""Enqueues jobs in the caller's own transaction, tells their state, and takes them off the queue."""

import threading
from collections.abc import Sequence
from datetime import datetime

from dbos import DBOSClient, EnqueueOptions
from sqlalchemy import Engine, column, func, select, table
from sqlalchemy.orm import Session

from quizapi.queue.names import APPLICATION, ENGINE_VERSION, MESSAGES, QUEUE, READINGS, SCHEMA
from quizapi.queue.storage import SERIALIZER, engine_for_queue

JsonValue = None | bool | int | float | str | Sequence["JsonValue"] | dict[str, "JsonValue"]

#: A small quiz should start at once; a poll is one read that finds nothing.
POLLING_INTERVAL_S = 0.15
MESSAGES_POLLING_INTERVAL_S = 0.5
#: One is read, and the others wait for that until the next poll.
_READINGS_AT_ONCE = 3
#: Batches that one worker sends at once, of one destination each.
_MESSAGES_AT_ONCE = 4
_FORGOTTEN_AT_ONCE = 200
_ENDED = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]


class JobQueue:
    """The queue as the web processes and the command line see it. Connects when it is first used.

    One object serves all threads of a process; make it after the process was forked, like the engine.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._made: DBOSClient | None = None

    @property
    def _client(self) -> DBOSClient:
        with self._lock:
            if self._made is None:
                self._made = _client(self._engine)
            return self._made

    def enqueue(
        self,
        session: Session,
        *,
        workflow: str,
        job_id: str,
        owner_id: str,
        args: Sequence[JsonValue],
        queue_name: str = QUEUE,
    ) -> None:
        """Put a job into the queue when, and only if, the session's transaction commits.

        Args:
            workflow: The name that the workflow is registered with in `quizapi.jobs`.
            job_id: Becomes the id of the workflow; the same id twice is one job.
            owner_id: Workers take turns between owners, so that one owner's thousand jobs do not hold up
                another's one.
            args: The workflow's arguments, as JSON.
            queue_name: `QUEUE`, `READINGS` or `MESSAGES`.
        """
        options = EnqueueOptions(
            workflow_name=workflow,
            queue_name=queue_name,
            workflow_id=job_id,
            queue_partition_key=owner_id,
            app_version=ENGINE_VERSION,
        )
        self._client.enqueue_in_transaction(session, options, *args)

    def cancel(self, job_id: str) -> None:
        """Take a job off the queue, or keep it from starting another step. Nothing happens to an ended one.

        Runs in a transaction of its own: call it after the job's row was marked and committed. The row is
        what counts: a worker that meets a cancelled job ends it at once, so that it is no harm when this
        call is lost.
        """
        self._client.cancel_workflow(job_id)

    def state(self, job_id: str) -> str | None:
        """The engine's own word for the state of a job ("ENQUEUED", "PENDING", "SUCCESS", "ERROR",
        "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"); None where it knows no such job."""
        found = self._client.list_workflows(workflow_ids=[job_id], load_input=False, load_output=False)
        return found[0].status if found else None

    def waiting(self) -> int:
        """How many jobs wait for a worker; messages to other systems are not counted."""
        schema = SCHEMA if self._engine.dialect.name == "postgresql" else None
        jobs = table("workflow_status", column("queue_name"), column("status"), schema=schema)
        waiting = jobs.c.queue_name.in_([QUEUE, READINGS]) & (jobs.c.status == "ENQUEUED")
        with self._engine.connect() as connection:
            return connection.scalar(select(func.count()).select_from(jobs).where(waiting)) or 0

    def forget_ended(self, *, before: datetime) -> int:
        """Delete what the engine keeps of jobs that ended before then: their arguments, steps and results.

        Jobs of ours have rows of their own, which tell what became of them and stay.

        Returns:
            How many were deleted.
        """
        total = 0
        while True:
            ended = self._client.list_workflows(
                status=_ENDED,
                completed_before=before.isoformat(),
                limit=_FORGOTTEN_AT_ONCE,
                load_input=False,
                load_output=False,
            )
            if ended:
                self._client.delete_workflows([job.workflow_id for job in ended])
                total += len(ended)
            if len(ended) < _FORGOTTEN_AT_ONCE:
                return total

    def register(self) -> None:
        """Write how the queues are worked off. Harmless to repeat; workers of one release write the same."""
        register_queues(self._client)

    def close(self) -> None:
        """Let go of the connections that the queue made for itself."""
        with self._lock:
            if self._made is not None:
                _close(self._made, self._engine)
            self._made = None


def migrate(engine: Engine) -> None:
    """Create or migrate the engine's own tables and its queues. Harmless to repeat.

    Call it after `quizapi.store.upgrade.upgrade_database`, which has made the file.
    """
    client = _client(engine)
    try:
        # The public call knows only a URL, and would open a SQLite file with another library than ours.
        client._sys_db.run_migrations()
        register_queues(client)
    finally:
        _close(client, engine)


def register_queues(client: DBOSClient) -> None:
    """Write how the queues are worked off: a worker does one job at a time, some readings and some messages
    beside it, owner by owner."""
    client.register_queue(
        QUEUE,
        worker_concurrency=1,
        partition_worker_concurrency=1,
        polling_interval_sec=POLLING_INTERVAL_S,
        on_conflict="always_update",
        application_name=APPLICATION,
    )
    client.register_queue(
        READINGS,
        worker_concurrency=_READINGS_AT_ONCE,
        partition_worker_concurrency=_READINGS_AT_ONCE,
        polling_interval_sec=POLLING_INTERVAL_S,
        on_conflict="always_update",
        application_name=APPLICATION,
    )
    client.register_queue(
        MESSAGES,
        worker_concurrency=_MESSAGES_AT_ONCE,
        partition_concurrency=1,
        polling_interval_sec=MESSAGES_POLLING_INTERVAL_S,
        on_conflict="always_update",
        application_name=APPLICATION,
    )


def _close(client: DBOSClient, engine: Engine) -> None:
    own = client._sys_db.engine
    client.destroy()
    if own.pool is not engine.pool:
        own.dispose()


def _client(engine: Engine) -> DBOSClient:
    return DBOSClient(
        system_database_engine=engine_for_queue(engine),
        dbos_system_schema=SCHEMA,
        serializer=SERIALIZER,
        application_name=APPLICATION,
        lazy=True,
        retry_connection_errors=False,
    )
