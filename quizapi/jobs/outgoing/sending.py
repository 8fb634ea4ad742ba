"""Sending what the outbox holds, as jobs of the engine: one batch of one destination each."""

import random
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Protocol

import structlog
from dbos import DBOS, StepOptions
from sqlalchemy.orm import Session, sessionmaker

from quizapi.jobs.workflows import is_machinery_fault
from quizapi.queue import MESSAGES, JobQueue
from quizapi.services.outbox import Outcome, is_anything_due, settle, take_due, taken
from quizapi.services.systems import Systems
from quizapi.store.engine import write_transaction
from quizapi.store.models import MessageRow
from quizapi.store.types import new_id

log = structlog.get_logger(__name__)

WORKFLOW = "send_messages"
Json = dict[str, Any]


class Sender(Protocol):
    """Sends messages of one kind. What it raises is taken for a fault that may pass."""

    def send(self, destination: str, messages: Sequence[MessageRow]) -> dict[str, Outcome]:
        """Send messages of one destination; an outcome for each, by its id."""
        ...


class Sending:
    """Takes what is due, and sends it."""

    def __init__(
        self,
        sessions: sessionmaker[Session],
        systems: Systems,
        queue: JobQueue,
        clock: Callable[[], datetime],
    ) -> None:
        self._sessions = sessions
        self._systems = systems
        self._queue = queue
        self._clock = clock
        self._rng = random.Random()

    def enqueue_due(self) -> int:
        """Ask for jobs that send what is due; nothing is written where nothing is.

        Returns:
            The number of jobs.
        """
        now = self._clock()
        if not self._systems.kinds:
            return 0
        with self._sessions() as reading:
            if not is_anything_due(reading, now=now):
                return 0
        with write_transaction(self._sessions) as session:
            batches = take_due(session, now=now)
            for batch in batches:
                self._queue.enqueue(
                    session,
                    workflow=WORKFLOW,
                    job_id=new_id(),
                    # One destination that does not answer holds up none but itself.
                    owner_id=batch.destination,
                    args=[batch.kind, batch.destination, [list(message) for message in batch.messages]],
                    queue_name=MESSAGES,
                )
        return len(batches)

    def send(self, kind: str, destination: str, messages: list[list[Any]]) -> Json:
        """Send a batch: `{delivered, failed}`. Run again, it sends what was not settled before."""
        with self._sessions() as session:
            rows = taken(session, [(str(id), int(tries)) for id, tries in messages])
        if not rows:
            return {"delivered": 0, "failed": 0}
        try:
            outcomes = self._sender(kind).send(destination, rows)
        except Exception as error:
            if is_machinery_fault(error):
                raise
            log.exception("sending_broke", kind=kind, destination=destination)
            outcomes = {row.id: Outcome(False, detail=f"fault: {type(error).__name__}") for row in rows}
        with write_transaction(self._sessions) as session:
            settle(session, outcomes, now=self._clock(), jitter=self._rng.random())
        delivered = sum(outcome.is_delivered for outcome in outcomes.values())
        log.info("messages_sent", kind=kind, delivered=delivered, failed=len(outcomes) - delivered)
        return {"delivered": delivered, "failed": len(outcomes) - delivered}

    def _sender(self, kind: str) -> Sender:
        """The sender of a kind, loaded when the first message of its kind is sent."""
        if kind not in self._systems.kinds:
            return _SwitchedOff()
        if kind == "webhook":
            from quizapi.jobs.outgoing.webhooks import WebhookSender

            return WebhookSender(self._sessions, self._systems, self._clock)
        if kind == "xapi":
            from quizapi.jobs.outgoing.xapi import XapiSender

            return XapiSender(self._sessions, self._systems)
        from quizapi.jobs.outgoing.scores import ScoreSender

        return ScoreSender(self._sessions, self._systems, self._clock)


class _SwitchedOff:
    """Messages of a kind that the operator has switched off since."""

    def send(self, destination: str, messages: Sequence[MessageRow]) -> dict[str, Outcome]:
        gone = Outcome(False, detail="switched off", is_lasting=True)
        return {message.id: gone for message in messages}


def register_sending(sending: Sending, *, max_recoveries: int) -> None:
    """Tell the engine the workflow, before it is launched."""

    @DBOS.workflow(name=WORKFLOW, max_recovery_attempts=max_recoveries)
    def workflow(kind: str, destination: str, messages: list[list[Any]]) -> None:
        options = StepOptions(
            name="send",
            retries_allowed=True,
            max_attempts=8,
            interval_seconds=0.25,
            backoff_rate=2.0,
            should_retry=is_machinery_fault,
        )
        DBOS.run_step(options, sending.send, kind, destination, messages)
