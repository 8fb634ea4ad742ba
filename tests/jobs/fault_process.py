"""A worker without a child for one job, whose long step is counted.

`python fault_process.py URL JOB FILE PAUSE`: each try of the step is a line in FILE. PAUSE is the first one
between two tries, in seconds; empty for the worker's own. Ends once the job has.
"""

import os
import sys
import time
from pathlib import Path
from typing import Any

from dbos import DBOS

from quizapi.jobs import workflows
from quizapi.jobs.config import WorkerConfig
from quizapi.jobs.duty import engine_config
from quizapi.jobs.logs import log_as_json
from quizapi.jobs.rescoring import Rescoring
from quizapi.jobs.work import Work, utc_now
from quizapi.queue import JobQueue
from quizapi.store.engine import create_database_engine, create_session_factory


class Counted(Rescoring):
    """Writes down when it is tried."""

    file: Path

    def rescore(self, job_id: str) -> Any:
        with self.file.open("a") as file:
            file.write("tried\n")
        return super().rescore(job_id)


class NoChild:
    """What a job that needs no child asks of it."""

    def rest(self) -> None:
        pass


def main(url: str, job_id: str, file: str, pause: str) -> None:
    """Work until the job has ended."""
    log_as_json("ERROR")
    if pause:
        workflows.FIRST_PAUSE_S = float(pause)
    engine = create_database_engine(url, pool_size=4)
    sessions, queue = create_session_factory(engine), JobQueue(engine)
    child: Any = NoChild()
    work = Work(sessions, child, WorkerConfig(url), executor_id="host-0", queue=queue)
    work.rescoring = counted = Counted(sessions, child, queue, utc_now)
    counted.file = Path(file)
    workflows.register_workflows(work, max_recoveries=3)
    queue.register()
    DBOS(config=engine_config(engine, "host-0"))
    DBOS.launch()
    while (job := work.job(job_id)) is not None and job.finished_at is None:
        time.sleep(0.02)
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
