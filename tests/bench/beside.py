"""Students answer while a worker builds quizzes on the same machine: an open loop's p99, over at rest."""

import statistics
import threading
import time

from tests.bench.load import Done, Load, run
from tests.bench.report import Figure
from tests.bench.serving import room, targets
from tests.bench.texts import public_texts, sample_texts
from tests.system.answering import Classroom

_RATE = 50.0
_GENERATORS = [{"name": name, "count": 5} for name in ("who-said-what", "true-false", "cause-effect")]


def p99_beside_worker(database: str, *, seconds: float, rounds: int) -> list[Figure]:
    """p99 of saving an answer at 50 a second while the worker is busy, over p99 while it is idle."""
    with room(database, command=("serve",)) as found:
        students = [found.join(f"S{n}") for n in range(40)]
        load = Load(found.server.port, targets(students, 10), 40, seconds=seconds, rate=_RATE)
        _until_worker_is_there(found)
        run(load)  # warm
        pairs: list[tuple[float, float]] = []
        for _ in range(rounds):
            idle = _p99(run(load))
            with _Busy(found):
                pairs.append((idle, _p99(run(load))))
    ratio = statistics.median(busy / idle for idle, busy in pairs)
    return [
        Figure(f"answer p99 beside a busy worker over idle, {database}", ratio, "times", most=3.0),
        Figure(
            f"answer p99 at {_RATE:g} a second, idle, {database}",
            1000 * statistics.median(idle for idle, _ in pairs),
            "ms",
        ),
    ]


def _p99(done: Done) -> float:
    if done.refused:
        raise RuntimeError(f"{done.refused} answers were refused")
    return statistics.quantiles(done.times, n=100)[98]


def _until_worker_is_there(found: Classroom) -> None:
    article = found.teacher.must("POST", "/api/v1/articles", {"text": sample_texts()[0]})
    found.teacher.job_done(_build(found, article["id"]))


def _build(found: Classroom, article_id: str) -> dict[str, str]:
    body = {"title": "T", "article_ids": [article_id], "generators": _GENERATORS, "seed": 1}
    job: dict[str, str] = found.teacher.must("POST", "/api/v1/quizzes", body)
    return job


class _Busy:
    """Keeps one quiz more in the queue than the worker builds, each of an article not read before."""

    def __init__(self, found: Classroom) -> None:
        self._found = found
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._ask)

    def __enter__(self) -> None:
        self._thread.start()
        time.sleep(1.0)

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._thread.join()

    def _ask(self) -> None:
        texts = public_texts() or sample_texts()
        waiting: list[dict[str, str]] = []
        for number in range(10_000):
            text = f"Report {time.time_ns()}. {texts[number % len(texts)]}"
            article = self._found.teacher.must("POST", "/api/v1/articles", {"text": text})
            waiting.append(_build(self._found, article["id"]))
            if len(waiting) > 1:
                self._found.teacher.job_done(waiting.pop(0))
            if self._stop.is_set():
                break
        for job in waiting:
            self._found.teacher.call("POST", f"/api/v1/jobs/{job['id']}/cancel")
            self._found.teacher.job_done(job)
