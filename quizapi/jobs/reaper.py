"""Takes over the jobs of workers that are dead, and ends those that the engine has given up."""

from datetime import timedelta

import structlog
from dbos import DBOS
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, sessionmaker

from quizapi.jobs.claims import claim
from quizapi.jobs.work import Work, utc_now
from quizapi.services.jobs import ACTIVE
from quizapi.store.models import JobRow

log = structlog.get_logger(__name__)

_GIVEN_UP = ("ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")
#: A job's row and the engine's are written one after the other; look only at rows that have settled.
_SETTLED = timedelta(seconds=3)
_BATCH = 500


def reap(engine: Engine, own_id: str) -> int:
    """Put the running jobs of dead workers back into the queue.

    Returns:
        The number of dead workers whose jobs were taken over.
    """
    running = DBOS.list_workflows(status="PENDING", load_input=False, load_output=False)
    dead = 0
    for executor_id in sorted({job.executor_id for job in running if job.executor_id} - {own_id}):
        found = claim(engine, executor_id)
        if found is None:
            continue
        # Held meanwhile, so that the worker does not come back in the middle of it.
        try:
            recover(executor_id)
        finally:
            found.release()
        log.warning("dead_worker_reaped", executor_id=executor_id)
        dead += 1
    return dead


def recover(executor_id: str) -> None:
    """Put the running jobs of one worker back into the queue, for whoever is free.

    The engine has no public call for it outside its own control plane; a test tells when this one is gone.
    """
    DBOS._recover_pending_workflows([executor_id])


def settle(sessions: sessionmaker[Session], work: Work) -> None:
    """End the jobs whose workflow the engine has given up, after it has killed too many workers or for an
    error that nobody caught: their owners must not wait for ever."""
    with sessions() as session:
        active = session.scalars(
            select(JobRow.id)
            .where(JobRow.state.in_(ACTIVE), JobRow.created_at < utc_now() - _SETTLED)
            .order_by(JobRow.id)
            .limit(_BATCH)
        ).all()
    if not active:
        return
    for given_up in DBOS.list_workflows(
        workflow_ids=list(active), status=list(_GIVEN_UP), load_input=False, load_output=False
    ):
        log.error("job_given_up", job_id=given_up.workflow_id, engine_state=given_up.status)
        work.fail(given_up.workflow_id, "given-up", "the job ended its worker again and again")
