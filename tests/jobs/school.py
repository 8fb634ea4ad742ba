"""A small school for the tests of workers: teachers, articles, quizzes, and workers as real processes."""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, insert, select

from quizapi.jobs.config import WorkerConfig
from quizapi.queue import JobQueue
from quizapi.services.items import item_content
from quizapi.services.jobs import cancel_job, request_job
from quizapi.store.engine import create_session_factory, write_transaction
from quizapi.store.models import (
    ArticleRevisionRow,
    ArticleRow,
    AssignmentItemRow,
    AssignmentRow,
    AttemptRow,
    ItemRow,
    JobRow,
    QuizArticleRow,
    QuizContextArticleRow,
    QuizRow,
    ResponseRow,
    UserRow,
)
from quizapi.store.types import new_id
from quizapi.testing.builders import build_quiz, item_about
from tests.deadlines import MOST_WAIT

HERE = Path(__file__).parent
PLUGIN = "quiz_plugins:plugin"
TEXT = (
    "The harbour council voted on Tuesday to close the old fish market. "
    "Mayor Ilse Brandt said the building was no longer safe. "
    "Traders protested outside the town hall for three hours. "
    "The council promised them new stalls near the railway station. "
    "Work on the new hall will start in the spring. "
    "It will cost about four million euros."
)


def now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Class:
    """Ids of an assignment that a class has taken, and of what it stands on."""

    owner: str
    quiz: str
    assignment: str
    item: str


@dataclass
class School:
    """One database and the workers on it."""

    engine: Engine
    config: WorkerConfig
    runs_file: Path
    queue: JobQueue
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sessions = create_session_factory(self.engine)

    def teacher(self) -> str:
        with write_transaction(self.sessions) as session:
            user = UserRow(
                id=new_id(), email=f"{new_id()}@x.org", name="T", password_hash="x", created_at=now()
            )
            session.add(user)
        return user.id

    def article(self, owner_id: str, text: str = TEXT) -> str:
        with write_transaction(self.sessions) as session:
            article = ArticleRow(
                id=new_id(),
                owner_id=owner_id,
                title="Market",
                language="en",
                created_at=now(),
                updated_at=now(),
            )
            session.add(article)
            session.flush()
            session.add(
                ArticleRevisionRow(
                    article_id=article.id,
                    revision=1,
                    text=text,
                    text_hash=sha256(text.encode()).hexdigest(),
                    removed=[],
                    created_at=now(),
                )
            )
        return article.id

    def read(self, owner_id: str, article_id: str) -> str:
        with write_transaction(self.sessions) as session:
            return request_job(
                session,
                self.queue,
                owner_id=owner_id,
                kind="read_article",
                subject_id=article_id,
                params={"revision": 1},
                now=now(),
            ).id

    def quiz(
        self,
        owner_id: str,
        article_ids: Sequence[str],
        *generators: str | dict[str, Any],
        seed: int = 7,
        context_ids: Sequence[str] = (),
        asked_for: Sequence[str] = (),
    ) -> tuple[str, str]:
        """A quiz with `count` 2 a generator: (quiz id, job id).

        Args:
            context_ids: Articles beside it; `asked_for` are more of them that are gone since.
        """
        with write_transaction(self.sessions) as session:
            quiz = QuizRow(
                id=new_id(),
                owner_id=owner_id,
                title="Quiz",
                seed=seed,
                generators=[
                    {"name": g, "count": 2, "options": {}} if isinstance(g, str) else g for g in generators
                ],
                provenance={},
                created_at=now(),
                updated_at=now(),
            )
            session.add(quiz)
            session.flush()
            for position, article_id in enumerate(article_ids):
                session.add(
                    QuizArticleRow(quiz_id=quiz.id, article_id=article_id, revision=1, position=position)
                )
            for position, article_id in enumerate(context_ids):
                session.add(
                    QuizContextArticleRow(
                        quiz_id=quiz.id, article_id=article_id, revision=1, position=position
                    )
                )
            job = request_job(
                session,
                self.queue,
                owner_id=owner_id,
                kind="build_quiz",
                subject_id=quiz.id,
                params={"context_article_ids": [*context_ids, *asked_for]},
                now=now(),
            )
            quiz.job_id = job.id
        return quiz.id, job.id

    def class_of(self, size: int) -> "Class":
        """An assignment of one statement, which so many students have answered wrongly."""
        owner = self.teacher()
        article = self.article(owner)
        with write_transaction(self.sessions) as session:
            quiz = build_quiz(session, owner, article, [item_about(article, 0, status="accepted")])
            (item,) = session.scalars(select(ItemRow).where(ItemRow.quiz_id == quiz))
            assignment = AssignmentRow(
                id=new_id(), quiz_id=quiz, owner_id=owner, title="", join_code=new_id(), feedback="submit",
                articles=[], created_at=now(),
            )  # fmt: skip
            assignment.items = [
                AssignmentItemRow(
                    item_id=item.id, position=0, interaction=item.interaction, content=item_content(item)
                )
            ]
            session.add(assignment)
            session.flush()
            ids = [new_id() for _ in range(size)]
            attempts = [
                {
                    "id": name, "assignment_id": assignment.id, "student_id": name, "number": 1,
                    "nickname": name, "nickname_key": name, "token_hash": name, "state": "submitted",
                    "seed": 1, "started_at": now(), "submitted_at": now(), "points": 0.0,
                    "max_points": 1.0, "flagged": [], "version": 1,
                }
                for name in ids
            ]  # fmt: skip
            answers = [
                {
                    "attempt_id": name, "item_id": item.id, "answer": {"value": False}, "client_seq": 1,
                    "score": 0.0, "saved_at": now(),
                }
                for name in ids
            ]  # fmt: skip
            session.execute(insert(AttemptRow), attempts)
            session.execute(insert(ResponseRow), answers)
        return Class(owner, quiz, assignment.id, item.id)

    def attempts(self, *attempts: tuple[str, datetime, datetime]) -> None:
        """Open attempts at a new assignment: `(id, started, deadline)`."""
        owner = self.teacher()
        article = self.article(owner)
        with write_transaction(self.sessions) as session:
            quiz = build_quiz(session, owner, article)
            assignment = AssignmentRow(
                id=new_id(), quiz_id=quiz, owner_id=owner, title="", join_code=new_id(), feedback="submit",
                articles=[], created_at=now(),
            )  # fmt: skip
            session.add(assignment)
            session.flush()
            for name, started_at, deadline in attempts:
                session.add(
                    AttemptRow(
                        id=name, assignment_id=assignment.id, student_id=name, nickname=name,
                        nickname_key=name, token_hash=name, seed=1, started_at=started_at, deadline=deadline,
                    )
                )  # fmt: skip

    def cancel(self, owner_id: str, job_id: str) -> None:
        with write_transaction(self.sessions) as session:
            cancel_job(session, owner_id, job_id, now=now())
        self.queue.cancel(job_id)

    def job(self, job_id: str) -> JobRow:
        with self.sessions() as session:
            return session.get_one(JobRow, job_id)

    def items(self, quiz_id: str, status: str = "proposed") -> list[ItemRow]:
        with self.sessions() as session:
            return list(
                session.scalars(
                    select(ItemRow)
                    .where(ItemRow.quiz_id == quiz_id, ItemRow.status == status)
                    .order_by(ItemRow.position)
                )
            )

    def provenance(self, quiz_id: str) -> dict[str, Any]:
        with self.sessions() as session:
            return session.get_one(QuizRow, quiz_id).provenance

    def runs(self) -> Counter[str]:
        """How often each generator was started."""
        return Counter(name for name, _, _ in self.run_log())

    def run_log(self) -> list[list[str]]:
        """`[generator, article id, process id]` of each time a generator was started."""
        if not self.runs_file.exists():
            return []
        return [line.split() for line in self.runs_file.read_text().splitlines()]

    def wait(self, job_id: str, seconds: float = MOST_WAIT) -> JobRow:
        """The job once it has ended."""
        wait_for(lambda: self.job(job_id).finished_at is not None, seconds)
        return self.job(job_id)

    @contextmanager
    def worker(self, **changes: Any) -> Iterator[subprocess.Popen[bytes]]:
        """A worker process; killed at the end if it still lives."""
        process = self.start_worker(**changes)
        try:
            yield process
        finally:
            kill(process)

    def start_worker(self, **changes: Any) -> subprocess.Popen[bytes]:
        config = replace(self.config, **changes)
        environment = {
            **os.environ,
            "PYTHONPATH": str(HERE),
            "QUIZAPI_TEST_RUNS": str(self.runs_file),
        }
        command = [sys.executable, str(HERE / "worker_process.py"), json.dumps(asdict(config))]
        process = subprocess.Popen(command, env=environment)
        self.processes.append(process)
        return process

    def close(self) -> None:
        for process in self.processes:
            kill(process)
        self.queue.close()


def kill(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL, and wait for the end."""
    process.kill()
    process.wait()


def wait_for(condition: Callable[[], bool], seconds: float = MOST_WAIT) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"nothing happened in {seconds} seconds"
        time.sleep(0.03)


def children(pid: int) -> list[int]:
    """Process ids of the living children of a process."""
    try:
        tasks = Path(f"/proc/{pid}/task").iterdir()
        return [int(c) for task in tasks for c in (task / "children").read_text().split()]
    except FileNotFoundError:
        return []


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()


__all__ = ["PLUGIN", "TEXT", "Class", "School", "children", "is_alive", "kill", "now", "wait_for"]
