"""What a teacher waits for at a very large assignment: a repair that scores all attempts again, and the table
of the results; and what a student who answers meanwhile waits for."""

import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from sqlalchemy import insert

from quizapi.store.engine import create_session_factory, write_transaction
from quizapi.store.models import AttemptRow, ResponseRow
from quizapi.store.types import new_id
from tests.bench.report import Figure
from tests.bench.serving import room
from tests.system.answering import Classroom, Student


def figures(database: str, attempts: int) -> list[Figure]:
    """A repair that changes every attempt, and the results as CSV, with ten answers an attempt."""
    label = f"{attempts} attempts, {database}"
    with room(database) as found:
        student = found.join("Last")
        _fill(found, student.items, attempts)
        assignment = found.teacher.must("GET", f"/api/v1/assignments/{found.assignment_id}")
        path = f"/api/v1/quizzes/{assignment['quiz_id']}/items/{student.items[0]}/repair"
        body = {"action": "accept_key", "key": False, "reason": "Both can be said."}
        with _Answering(student) as meanwhile:
            repaired = _seconds(found, "POST", path, body)
        table = _seconds(found, "GET", f"/api/v1/assignments/{found.assignment_id}/results?format=csv")
    return [
        Figure(f"repair of {label}", repaired, "s"),
        Figure(f"longest wait of an answer beside the repair of {label}", max(meanwhile.times), "s"),
        Figure(f"results?format=csv of {label}", table, "s"),
    ]


class _Answering:
    """A student who answers one item after the other, and how long each took."""

    def __init__(self, student: Student) -> None:
        self.times: list[float] = []
        self._student = student
        self._stop = threading.Event()
        self._pool = ThreadPoolExecutor(1)

    def __enter__(self) -> "_Answering":
        self._work = self._pool.submit(self._answer)
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._pool.shutdown()
        self._work.result()  # an answer that was not saved fails the whole

    def _answer(self) -> None:
        while not self._stop.is_set():
            started = time.perf_counter()
            if self._student.answer(self._student.items[1], value=True) != 200:
                raise RuntimeError("an answer was not saved")
            self.times.append(time.perf_counter() - started)
            self._stop.wait(0.02)


def _fill(found: Classroom, items: Sequence[str], attempts: int) -> None:
    """Attempts that have ended, with an answer to each item; half of them wrong."""
    now = datetime.now(UTC)
    ids = [new_id() for _ in range(attempts)]
    rows = [
        {
            "id": attempt, "assignment_id": found.assignment_id, "student_id": attempt, "number": 1,
            "nickname": f"N{n}", "nickname_key": f"n{n}", "token_hash": attempt, "state": "submitted",
            "seed": 1, "started_at": now, "deadline": None, "submitted_at": now,
            "points": len(items) / 2, "max_points": len(items), "flagged": [], "version": 1,
        }
        for n, attempt in enumerate(ids)
    ]  # fmt: skip
    answers = [
        {
            "attempt_id": attempt, "item_id": item, "answer": {"value": place % 2 == 1}, "client_seq": 1,
            "score": float(place % 2), "saved_at": now,
        }
        for attempt in ids
        for place, item in enumerate(items)
    ]  # fmt: skip
    with found.engine() as engine, write_transaction(create_session_factory(engine)) as session:
        session.execute(insert(AttemptRow), rows)
        session.execute(insert(ResponseRow), answers)


def _seconds(found: Classroom, method: str, path: str, body: object = None) -> float:
    started = time.perf_counter()
    answer = found.teacher.call(method, path, body)
    if answer.status != 200:
        raise RuntimeError(f"{method} {path}: status {answer.status}")
    return time.perf_counter() - started
