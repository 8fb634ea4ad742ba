"""Processes are killed at random moments while students answer and quizzes are made: nothing acknowledged is
lost, and nothing is there twice."""

import io
import os
import random
import signal
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapi.services.exports import MOST_KEPT
from quizapi.store.engine import create_session_factory
from quizapi.store.models import ExportFileRow, ExportPartRow, ItemRow, JobRow
from tests.system.answering import Classroom, Crowd
from tests.system.postgres import Postgres
from tests.system.server import command_of, descendants

pytestmark = pytest.mark.serial

_KINDS = {"web": "gunicorn", "worker": "quizapi worker", "child": "child_main"}
_TEXT = Path("fixtures/articles/orrenia-freeze-wire.txt")


@pytest.fixture(params=["sqlite", "postgresql"])
def postgres(request: pytest.FixtureRequest) -> Iterator[Postgres | None]:
    server = Postgres() if request.param == "postgresql" else None
    yield server
    if server is not None:
        server.stop()


def kill_one(room: Classroom, kind: str, chance: random.Random) -> bool:
    """False where no such process is there just now: one that was killed is being started again."""
    pids = [pid for pid in sorted(descendants(room.server.pid)) if _KINDS[kind] in command_of(pid)]
    if not pids:
        return False
    os.kill(chance.choice(pids), signal.SIGKILL)
    return True


def start_quiz(room: Classroom, article_id: str, seed: int) -> str:
    body = {
        "title": "Killed",
        "article_ids": [article_id],
        "generators": [{"name": "true-false", "count": 3}, {"name": "who-said-what", "count": 3}],
        "seed": seed,
    }
    return start(room, "/api/v1/quizzes", body)


def start_export(room: Classroom) -> str:
    return start(room, f"/api/v1/assignments/{room.assignment_id}/exports", {"format": "xlsx"})


def start(room: Classroom, path: str, body: dict[str, Any]) -> str:
    """Ask for a job until it is given; its id."""
    end = time.monotonic() + 60
    while True:
        try:
            answer = room.teacher.call("POST", path, body)
            if answer.status == 202:
                job_id: str = answer.json["id"]
                return job_id
        except OSError:
            pass
        assert time.monotonic() < end
        time.sleep(0.2)


def ended(session: Session, jobs: list[str]) -> Sequence[JobRow]:
    """The jobs, all of which have succeeded."""
    end = time.monotonic() + 120
    while True:
        rows = session.scalars(select(JobRow).where(JobRow.id.in_(jobs))).all()
        if all(row.state not in ("queued", "running") for row in rows):
            break
        assert time.monotonic() < end, [(row.state, row.step) for row in rows]
        session.rollback()
        time.sleep(0.2)
    assert {row.state for row in rows} == {"succeeded"}
    return rows


def assert_files_whole(room: Classroom, asked: list[str]) -> None:
    """One file a job, of its parts and nothing else."""
    with room.engine() as engine, create_session_factory(engine)() as session:
        # Some may have been asked for by requests whose answers were lost.
        jobs = list(session.scalars(select(JobRow.id).where(JobRow.kind == "export")))
        assert set(asked) <= set(jobs)
        ended(session, jobs)
        files = session.scalars(select(ExportFileRow)).all()
        # Of one assignment the newest are kept.
        assert len({file.job_id for file in files}) == len(files) == min(len(jobs), MOST_KEPT)
        in_order = select(ExportPartRow.file_id, ExportPartRow.data).order_by(ExportPartRow.position)
        parts = session.execute(in_order).all()
    for file in files:
        data = b"".join(part.data for part in parts if part.file_id == file.id)
        assert (file.finished_at is not None, len(data)) == (True, file.size)
        assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    assert {part.file_id for part in parts} == {file.id for file in files}


def assert_quizzes_whole(room: Classroom, jobs: list[str]) -> None:
    with room.engine() as engine, create_session_factory(engine)() as session:
        rows = ended(session, jobs)
        # A short text may give fewer items than asked; a fault of the machinery would be another type.
        assert {p["type"] for row in rows for p in row.problems} <= {"fewer-than-asked", "nothing-to-ask"}
        made = {
            row.subject_id: sorted(
                session.scalars(select(ItemRow.content_hash).where(ItemRow.quiz_id == row.subject_id))
            )
            for row in rows
        }
    for hashes in made.values():
        assert hashes
        assert len(set(hashes)) == len(hashes)
    # The same request and seed: whatever was killed in between, the same items.
    assert len({tuple(hashes) for hashes in made.values()}) == 1


@pytest.mark.parametrize("kills", [3, pytest.param(50, marks=pytest.mark.long)])
def test_kills_at_random_moments_lose_and_double_nothing(
    tmp_path: Path, postgres: Postgres | None, open_room: Callable[..., Classroom], kills: int
) -> None:
    chance = random.Random(os.urandom(8))
    room = open_room(tmp_path / "data", postgres.url if postgres else "", command=("serve",))
    article_id = room.teacher.must("POST", "/api/v1/articles", {"text": _TEXT.read_text()})["id"]
    kinds = ["worker", "web", "child"] + ["database"] * (postgres is not None)
    jobs, files = [], []
    with Crowd(room, 3) as crowd:
        for n in range(kills):
            kind = kinds[n % len(kinds)] if kills > 3 else (["worker", "web", kinds[-1]][n])
            if len(jobs) < 1 + n // 3:
                jobs.append(start_quiz(room, article_id, seed=5))
                files.append(start_export(room))
            time.sleep(chance.uniform(0.0, 1.5))
            if kind == "database" and postgres is not None:
                postgres.kill()
            else:
                kill_one(room, kind, chance)
            crowd.wait_for_more(3)
        jobs.append(start_quiz(room, article_id, seed=5))
        files.append(start_export(room))
        assert_quizzes_whole(room, jobs)
        assert_files_whole(room, files)
    room.assert_nothing_lost_or_doubled()
    assert room.statuses <= {0, 200, 503}, room.statuses
