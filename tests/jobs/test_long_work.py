"""Exports and repairs of large classes: whoever is killed in the middle of one leaves no half, and who goes
on doubles nothing. The full counts, with whole workers on both databases, are long."""

import random
import subprocess
import sys
import time
import tracemalloc

import pytest
from school import HERE, School, kill, now
from sqlalchemy import func, select
from step_process import do_steps

from quizapi.jobs import exporting
from quizapi.services.exports import parts_of, request_results_export
from quizapi.services.repairs import Repair
from quizapi.services.rescore_jobs import request_repair
from quizapi.services.results_table import results_file
from quizapi.store.engine import write_transaction
from quizapi.store.models import (
    AssignmentRow,
    AttemptRow,
    ExportFileRow,
    ExportPartRow,
    QuizRow,
    RepairedAttemptRow,
    RepairRow,
)

SIZE = 1_500
FULL_SIZE = 12_000
REPAIR = Repair("accept_key", "Both can be said.", key=False)


def _count(school: School, table: type) -> int:
    with school.sessions() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


class Export:
    """A job that writes the results of a class."""

    def __init__(self, school: School, size: int) -> None:
        self.school, self.room = school, school.class_of(size)
        with write_transaction(school.sessions) as session:
            row = session.get_one(AssignmentRow, self.room.assignment)
            self.id = request_results_export(session, school.queue, row, format="csv", now=now()).id

    def assert_nothing_half(self) -> None:
        with self.school.sessions() as session:
            whole = session.scalars(
                select(ExportFileRow.id).where(ExportFileRow.finished_at.is_not(None))
            ).all()
        assert bool(whole) == (self.school.job(self.id).state == "succeeded")
        if whole:
            self.assert_done()

    def assert_done(self) -> None:
        with self.school.sessions() as session:
            row = session.get_one(AssignmentRow, self.room.assignment)
            expected = b"".join(results_file(session, row, "csv"))
            (file,) = session.scalars(select(ExportFileRow))
        pieces = list(parts_of(self.school.sessions, file.id))
        assert b"".join(pieces) == expected
        assert len(pieces) == _count(self.school, ExportPartRow)
        assert self.school.job(self.id).result["size"] == file.size == len(expected)


class Rescore:
    """A job that accepts what a whole class has answered."""

    def __init__(self, school: School, size: int) -> None:
        self.school, self.room, self.size = school, school.class_of(size), size
        with write_transaction(school.sessions) as session:
            quiz = session.get_one(QuizRow, self.room.quiz)
            self.id = request_repair(
                session, school.queue, quiz, self.room.item, REPAIR, source="", now=now()
            ).id

    def _right(self) -> int:
        with self.school.sessions() as session:
            right = select(func.count()).select_from(AttemptRow).where(AttemptRow.points == 1.0)
            return session.scalar(right) or 0

    def assert_nothing_half(self) -> None:
        done = self.school.job(self.id).state == "succeeded"
        assert self._right() == (self.size if done else 0)
        assert _count(self.school, RepairRow) == int(done)

    def assert_done(self) -> None:
        assert self._right() == _count(self.school, RepairedAttemptRow) == self.size
        assert _count(self.school, RepairRow) == 1
        assert self.school.job(self.id).result["changed"] == self.size


KINDS: dict[str, type[Export] | type[Rescore]] = {"export": Export, "rescore": Rescore}


def _step(school: School, job_id: str) -> "subprocess.Popen[bytes]":
    """The job's step in a process of its own, which has just begun it."""
    command = [sys.executable, str(HERE / "step_process.py"), school.config.database_url, job_id]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"begun\n"
    return process


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_step_that_is_killed_leaves_nothing_half_and_is_done_once(sqlite_school: School, kind: str) -> None:
    job = KINDS[kind](sqlite_school, SIZE)
    moments = random.Random(9)
    with _step(sqlite_school, job.id) as process:
        time.sleep(moments.uniform(0.0, 0.08))
        kill(process)
    job.assert_nothing_half()
    do_steps(sqlite_school.config.database_url, job.id)
    assert sqlite_school.job(job.id).state == "succeeded"
    job.assert_done()


def _peak(school: School, size: int, format: str) -> int:
    """Most bytes that a worker holds while it writes the results of so many attempts."""
    room = school.class_of(size)
    with write_transaction(school.sessions) as session:
        row = session.get_one(AssignmentRow, room.assignment)
        job_id = request_results_export(session, school.queue, row, format=format, now=now()).id
    tracemalloc.start()
    try:
        do_steps(school.config.database_url, job_id)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.long
@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_memory_does_not_grow_with_the_class(
    school: School, format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "_PART_BYTES", 1 << 16)  # both files are longer than a part
    _peak(school, 3_000, format)
    assert _peak(school, FULL_SIZE, format) - _peak(school, 3_000, format) < 1_000_000


@pytest.mark.long
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_step_killed_at_many_moments_leaves_nothing_half(school: School, kind: str) -> None:
    job = KINDS[kind](school, FULL_SIZE)
    moments = random.Random(10)
    for _ in range(25):
        with _step(school, job.id) as process:
            time.sleep(moments.uniform(0.0, 0.6))
            kill(process)
        job.assert_nothing_half()
    do_steps(school.config.database_url, job.id)
    job.assert_done()


@pytest.mark.long
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_worker_killed_in_the_middle_of_it_is_followed_by_one_that_ends_it(school: School, kind: str) -> None:
    job = KINDS[kind](school, FULL_SIZE)
    moments = random.Random(11)
    for _ in range(4):
        with school.worker():
            end = time.monotonic() + 30
            while school.job(job.id).state == "queued" and time.monotonic() < end:
                time.sleep(0.01)
            time.sleep(moments.uniform(0.0, 0.4))
        job.assert_nothing_half()
    with school.worker():
        assert school.wait(job.id, 120).state == "succeeded"
    job.assert_done()
