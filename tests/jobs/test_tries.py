"""A step that meets faults of the machinery is tried again, so often and no more. The faults are real ones: a
table of the database is away, for a while or for good."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from school import HERE, School, kill, now, wait_for
from sqlalchemy import text

from quizapi.jobs.workflows import MOST_TRIES
from quizapi.services.repairs import Repair
from quizapi.services.rescore_jobs import request_repair
from quizapi.store.engine import write_transaction
from quizapi.store.models import QuizRow, RepairRow

AWAY = "ALTER TABLE repaired_attempts RENAME TO away"
BACK = "ALTER TABLE away RENAME TO repaired_attempts"


class Fault:
    """A repair asked for while the table is away that it writes to."""

    def __init__(self, school: School, folder: Path) -> None:
        self.school, self.file = school, folder / "tries.txt"
        room = school.class_of(3)
        with write_transaction(school.sessions) as session:
            quiz = session.get_one(QuizRow, room.quiz)
            repair = Repair("accept_key", "Both can be said.", key=False)
            self.job_id = request_repair(
                session, school.queue, quiz, room.item, repair, source="", now=now()
            ).id
        self._alter(AWAY)

    def _alter(self, statement: str) -> None:
        with self.school.engine.begin() as connection:
            connection.execute(text(statement))

    def mend(self) -> None:
        self._alter(BACK)

    @property
    def tries(self) -> int:
        return len(self.file.read_text().splitlines()) if self.file.exists() else 0

    @contextmanager
    def worker(self, pause: str) -> Iterator[None]:
        command = [sys.executable, str(HERE / "fault_process.py"), self.school.config.database_url]
        process = subprocess.Popen([*command, self.job_id, str(self.file), pause])
        try:
            yield
        finally:
            kill(process)


@pytest.fixture
def fault(sqlite_school: School, tmp_path: Path) -> Fault:
    return Fault(sqlite_school, tmp_path)


def _assert_given_up(fault: Fault) -> None:
    job = fault.school.wait(fault.job_id, 120)
    assert (job.state, [problem["type"] for problem in job.problems]) == ("failed", ["internal"])
    assert fault.tries == MOST_TRIES == 8
    fault.mend()
    with fault.school.sessions() as session:
        assert session.query(RepairRow).count() == 0


def test_a_fault_that_stays_is_tried_eight_times_and_fails_the_job(fault: Fault) -> None:
    with fault.worker(pause="0.005"):
        _assert_given_up(fault)


@pytest.mark.long
def test_the_same_with_the_pauses_of_a_worker(fault: Fault) -> None:
    with fault.worker(pause=""):
        _assert_given_up(fault)


@pytest.mark.long
def test_a_fault_that_passes_costs_tries_and_nothing_else(fault: Fault) -> None:
    with fault.worker(pause="0.1"):
        wait_for(lambda: fault.tries >= 2)
        fault.mend()
        job = fault.school.wait(fault.job_id)
    assert (job.state, job.problems, job.result["changed"]) == ("succeeded", [], 3)
    assert 2 <= fault.tries <= MOST_TRIES
