"""The long step of one job in a process that may be killed: `python step_process.py URL JOB`.

Says "begun" on its output when the step is about to begin.
"""

import sys
from datetime import UTC, datetime
from typing import Any

from quizapi.jobs.exporting import Exporting
from quizapi.jobs.rescoring import Rescoring
from quizapi.queue import JobQueue
from quizapi.store.engine import create_database_engine, create_session_factory
from quizapi.store.models import JobRow


def do_steps(url: str, job_id: str) -> None:
    """Do the job's steps, as a worker does."""
    engine = create_database_engine(url, pool_size=4)
    sessions = create_session_factory(engine)
    calls: Any = None  # the child, which neither kind needs

    def now() -> datetime:
        return datetime.now(UTC)

    with sessions() as session:
        kind = session.get_one(JobRow, job_id).kind
    exporting = Exporting(sessions, calls, now, lambda *told, **more: None)
    rescoring = Rescoring(sessions, calls, JobQueue(engine), now)
    (exporting if kind == "export" else rescoring).begin(job_id)
    print("begun", flush=True)
    if kind == "export":
        exporting.write(job_id)
    else:
        rescoring.rescore(job_id)
    engine.dispose()


if __name__ == "__main__":
    do_steps(*sys.argv[1:])
