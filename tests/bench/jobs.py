"""Reading as a job, with queue, database and child, over bare `nlp()`; whether it stays linear; and what a
second worker brings."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import spacy
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from quizapi.cli.logs import configure_logging
from quizapi.queue import JobQueue, migrate
from quizapi.reading.pipeline import DEFAULT_MODEL
from quizapi.services.jobs import ACTIVE, request_job
from quizapi.store.engine import create_database_engine, create_session_factory, write_transaction
from quizapi.store.models import JobRow, UserRow
from quizapi.store.types import new_id
from quizapi.store.upgrade import upgrade_database
from quizapi.testing.builders import build_article
from tests.bench.report import Figure
from tests.bench.serving import new_database
from tests.bench.texts import public_texts, sample_texts
from tests.system.server import descendants

#: How many articles a worker has read before it counts as warm, and how often it gets the chance.
_WARM = 3
_MOST_WARMING = 20


def texts(count: int) -> list[str]:
    """So many texts, no two the same, so that none is read but once."""
    known = public_texts() or sample_texts()
    return [f"Report number {n}. {known[n % len(known)]}" for n in range(count)]


def words(of: Sequence[str]) -> int:
    return sum(len(text.split()) for text in of)


def read_all(
    batches: Sequence[Sequence[str]], *, database: str = "SQLite", workers: int = 1
) -> tuple[float, float]:
    """Seconds that the batches took, one after the other, on warm workers, each from its first job's start to
    its last one's end; and the megabytes of the workers and their children at the end."""
    with tempfile.TemporaryDirectory() as name, new_database(database, Path(name)) as url:
        engine = create_database_engine(url, pool_size=2)
        upgrade_database(engine)
        migrate(engine)
        desk = _Desk(create_session_factory(engine), JobQueue(engine))
        try:
            with _workers(url, workers) as processes:
                desk.warm(workers)
                seconds = sum(desk.seconds_of(batch) for batch in batches)
                megabytes = sum(_megabytes(pid) for one in processes for pid in descendants(one.pid))
        finally:
            desk.queue.close()
            engine.dispose()
    return seconds, megabytes


class _Desk:
    """A teacher who has articles read."""

    def __init__(self, sessions: sessionmaker[Session], queue: JobQueue) -> None:
        self.queue = queue
        self._sessions = sessions
        with write_transaction(sessions) as session:
            user = UserRow(id=new_id(), email="b@x.org", name="B", password_hash="-", created_at=_now())
            session.add(user)
        self._owner_id = user.id

    def warm(self, workers: int) -> None:
        """Have articles read until each worker has read some of them: the first ones are slower."""
        for round in range(_MOST_WARMING):
            self.seconds_of([f"Warming up {round}.{n}. {text}" for n, text in enumerate(texts(5 * workers))])
            jobs = self.queue._client.list_workflows(load_input=False, load_output=False)
            read = Counter(job.executor_id for job in jobs)
            if len(read) == workers and min(read.values()) >= _WARM:
                return
        raise RuntimeError(f"of {workers} workers these have read anything: {dict(read)}")

    def seconds_of(self, batch: Sequence[str]) -> float:
        """Seconds from the first job's start to the last one's end."""
        with write_transaction(self._sessions) as session:
            ids = [self._ask(session, text) for text in batch]
        own = JobRow.id.in_(ids)
        while True:
            with self._sessions() as session:
                left = select(func.count()).select_from(JobRow).where(own, JobRow.state.in_(ACTIVE))
                if not session.scalar(left):
                    break
            time.sleep(0.2)
        times = select(func.min(JobRow.started_at), func.max(JobRow.finished_at)).where(own)
        with self._sessions() as session:
            failed = session.scalar(select(func.count()).where(own, JobRow.state != "succeeded"))
            first, last = session.execute(times).one()
        if failed:
            raise RuntimeError(f"{failed} jobs have failed")
        seconds: float = (last - first).total_seconds()
        return seconds

    def _ask(self, session: Session, text: str) -> str:
        article = build_article(session, self._owner_id, text)
        return request_job(
            session,
            self.queue,
            owner_id=self._owner_id,
            kind="read_article",
            subject_id=article,
            params={"revision": 1},
            now=_now(),
        ).id


@contextmanager
def _workers(url: str, count: int) -> Iterator[list["subprocess.Popen[bytes]"]]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("QUIZAPI_")}
    environment |= {"QUIZAPI_DATABASE_URL": url, "QUIZAPI_LOG_LEVEL": "WARNING"}
    command = [sys.executable, "-m", "quizapi", "worker"]
    processes = [subprocess.Popen(command, env=environment, start_new_session=True) for _ in range(count)]
    try:
        yield processes
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait()


def _now() -> datetime:
    return datetime.now(UTC)


def seconds_bare(nlp: spacy.Language, of: Sequence[str]) -> float:
    """Seconds of bare `nlp()`, text by text."""
    started = time.perf_counter()
    for text in of:
        nlp(text)
    return time.perf_counter() - started


def figures(sizes: Sequence[int]) -> list[Figure]:
    """The job's words a second over bare `nlp()` before and after it, and the time a word for growing numbers
    of articles. Small numbers are measured several times over, all on the same mixture of texts."""
    configure_logging("WARNING")
    nlp = spacy.load(DEFAULT_MODEL)
    some = texts(min(40, sizes[0] * 2))
    nlp(some[0])
    found, each, ratios, sizes_mb = [], [], [], []
    bare = seconds_bare(nlp, some)
    for count in sizes:
        rounds = max(1, min(10, sizes[-1] // 10 // count))
        of = texts(count * rounds)
        seconds, megabytes = read_all([of[n * count : (n + 1) * count] for n in range(rounds)])
        before, bare = bare, seconds_bare(nlp, some)
        each.append(seconds / words(of))
        ratios.append((before + bare) / 2 / words(some) / each[-1])
        sizes_mb.append(megabytes)
        found.append(Figure(f"annotate job of {count} articles", 1 / each[-1], "words/s"))
    return [
        Figure("annotate job over bare nlp(), words a second", statistics.median(ratios), least=0.8),
        *found,
        Figure(f"slowest over quickest word, {sizes[-1]} articles at most", max(each) / min(each), most=1.1),
        Figure("worker's memory, most articles over fewest", sizes_mb[-1] / sizes_mb[0], most=1.1),
    ]


def two_over_one(database: str, articles: int, rounds: int) -> list[Figure]:
    """How many times as fast two workers read a batch as one does; the median of some pairs."""
    configure_logging("WARNING")
    of = texts(articles)
    ratios = []
    for _ in range(rounds):
        one, _ = read_all([of], database=database, workers=1)
        two, _ = read_all([of], database=database, workers=2)
        ratios.append(one / two)
    return [Figure(f"two workers over one, {database}", statistics.median(ratios), "times", least=1.5)]


def _megabytes(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0
