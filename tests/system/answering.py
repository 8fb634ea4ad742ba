"""A published quiz on a real server, made without a worker, and students who answer it."""

import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, select

from quizapi.api.callers import SCOPES, hash_token
from quizapi.services.accounts import issue_token, register_user
from quizapi.store.engine import create_database_engine, create_session_factory, write_transaction
from quizapi.store.models import ResponseRow
from quizapi.testing.builders import build_article, build_quiz, item_about
from tests.system.server import Client, Server


@dataclass
class Classroom:
    """A class at one assignment; what the server has acknowledged is written down."""

    server: Server
    database_url: str
    token: str = ""
    join_code: str = ""
    assignment_id: str = ""
    acknowledged: dict[tuple[str, str], tuple[int, Any]] = field(default_factory=dict)
    #: Sent and not answered: it may be stored or not.
    unknown: dict[tuple[str, str], list[tuple[int, Any]]] = field(default_factory=dict)
    statuses: set[int] = field(default_factory=set)

    @contextmanager
    def engine(self) -> Iterator[Engine]:
        engine = create_database_engine(self.database_url, pool_size=2)
        try:
            yield engine
        finally:
            engine.dispose()

    def publish(self, items: int = 10) -> None:
        """Rows as a worker would have made them; handed out over HTTP."""
        with self.engine() as engine, write_transaction(create_session_factory(engine)) as session:
            now = datetime.now(UTC)
            user = register_user(session, email="m@school.example", password_hash="-", name="M", now=now)
            self.token = "qat_" + "s" * 43
            issue_token(
                session,
                user_id=user.id,
                token_hash=hash_token(self.token),
                label="test",
                kind="api",
                scopes=SCOPES,
                now=now,
                expires_at=None,
            )
            article = build_article(session, user.id)
            made = [
                item_about(article, n % 10, status="accepted", stem=f"Statement {n}") for n in range(items)
            ]
            quiz = build_quiz(session, user.id, article, made)
        given = self.teacher.must("POST", f"/api/v1/quizzes/{quiz}/assignments", {"feedback": "submit"})
        self.join_code, self.assignment_id = given["join_code"], given["id"]

    @property
    def teacher(self) -> Client:
        return Client(self.server.client.base_url, self.token)

    def join(self, nickname: str) -> "Student":
        body = {"join_code": self.join_code, "nickname": nickname}
        attempt = self.server.client.must("POST", "/api/v1/attempts", body)
        items = [item["id"] for item in attempt["items"]]
        return Student(self, Client(self.server.client.base_url, attempt["token"]), attempt["id"], items)

    def stored(self) -> dict[tuple[str, str], tuple[int, Any]]:
        """What the database holds, by attempt and item; each at most once."""
        with self.engine() as engine, create_session_factory(engine)() as session:
            rows = session.scalars(select(ResponseRow)).all()
        found = {(row.attempt_id, row.item_id): (row.client_seq or 0, row.answer["value"]) for row in rows}
        assert len(found) == len(rows)
        return found

    def assert_nothing_lost_or_doubled(self) -> None:
        stored = self.stored()
        for key, sent in self.acknowledged.items():
            later = [other for other in self.unknown.get(key, []) if other[0] > sent[0]]
            assert stored.get(key) in [sent, *later], key
        for key, found in stored.items():
            assert found in [self.acknowledged.get(key), *self.unknown.get(key, [])], key


@dataclass
class Student:
    """Answers, and notes what was acknowledged."""

    room: Classroom
    client: Client
    attempt_id: str
    items: list[str]
    seq: int = 0

    def answer(self, item_id: str, value: bool) -> int:
        """The status; 0 where no answer came."""
        self.seq += 1
        key, sent = (self.attempt_id, item_id), (self.seq, value)
        path = f"/api/v1/attempts/{self.attempt_id}/responses/{item_id}"
        try:
            status = self.client.call("PUT", path, {"answer": value, "client_seq": self.seq}).status
        except OSError:
            status = 0
        except Exception as error:  # http.client's, where the answer was cut off
            if type(error).__module__ != "http.client":
                raise
            status = 0
        if status == 200:
            self.room.acknowledged[key] = sent
        elif status in (0, 500, 502, 503, 504, 507):
            self.room.unknown.setdefault(key, []).append(sent)
        self.room.statuses.add(status)
        return status


@dataclass
class Crowd:
    """Students who answer at once and without a pause: `with Crowd(room, 4): ...`."""

    room: Classroom
    size: int
    stop: threading.Event = field(default_factory=threading.Event)
    count: int = 0

    def __enter__(self) -> "Crowd":
        students = [self.room.join(f"S{n}") for n in range(self.size)]
        self._threads = [threading.Thread(target=self._answer, args=(student,)) for student in students]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop.set()
        for thread in self._threads:
            thread.join()

    def _answer(self, student: Student) -> None:
        chance = random.Random(student.attempt_id)
        while not self.stop.is_set():
            status = student.answer(chance.choice(student.items), chance.random() < 0.5)
            if status == 200:
                self.count += 1
            else:
                time.sleep(0.05)

    def wait_for_more(self, answers: int = 5, seconds: float = 120.0) -> float:
        """Until so many more answers were saved; the seconds that it took."""
        started, wanted = time.monotonic(), self.count + answers
        while self.count < wanted:
            assert time.monotonic() - started < seconds, f"no answer was saved for {seconds} s"
            time.sleep(0.01)
        return time.monotonic() - started
