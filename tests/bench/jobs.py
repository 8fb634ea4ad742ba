"""Reading as a job, with queue, database and child, over bare `nlp()`; and whether it stays linear."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import spacy
from sqlalchemy import func, select

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
from tests.bench.texts import public_texts, sample_texts
from tests.system.server import descendants


def texts(count: int) -> list[str]:
    """So many texts, no two the same, so that none is read but once."""
    known = public_texts() or sample_texts()
    return [f"Report number {n}. {known[n % len(known)]}" for n in range(count)]


def words(of: Sequence[str]) -> int:
    return sum(len(text.split()) for text in of)


def read_all(of: Sequence[str]) -> tuple[float, float]:
    """Seconds from the first job's start to the last one's end on one warm worker, and the megabytes of the
    worker and its child at the end."""
    with tempfile.TemporaryDirectory() as name:
        url = f"sqlite:///{Path(name) / 'quizapi.sqlite3'}"
        engine = create_database_engine(url, pool_size=2)
        upgrade_database(engine)
        migrate(engine)
        sessions, queue = create_session_factory(engine), JobQueue(engine)
        now = datetime.now(UTC)
        with write_transaction(sessions) as session:
            user = UserRow(id=new_id(), email="b@x.org", name="B", password_hash="-", created_at=now)
            session.add(user)
            session.flush()
            for text in of:
                article = build_article(session, user.id, text)
                request_job(
                    session,
                    queue,
                    owner_id=user.id,
                    kind="read_article",
                    subject_id=article,
                    params={"revision": 1},
                    now=now,
                )
        environment = {k: v for k, v in os.environ.items() if not k.startswith("QUIZAPI_")}
        environment |= {"QUIZAPI_DATABASE_URL": url, "QUIZAPI_LOG_LEVEL": "WARNING"}
        worker = subprocess.Popen(
            [sys.executable, "-m", "quizapi", "worker"], env=environment, start_new_session=True
        )
        try:
            while True:
                time.sleep(0.2)
                with sessions() as session:
                    left = select(func.count()).select_from(JobRow).where(JobRow.state.in_(ACTIVE))
                    if not session.scalar(left):
                        break
            megabytes = sum(_megabytes(pid) for pid in descendants(worker.pid))
        finally:
            worker.terminate()
            worker.wait()
        with sessions() as session:
            first, last, failed = session.execute(
                select(
                    func.min(JobRow.started_at),
                    func.max(JobRow.finished_at),
                    func.count().filter(JobRow.state != "succeeded"),
                )
            ).one()
        queue.close()
        engine.dispose()
    if failed:
        raise RuntimeError(f"{failed} jobs have failed")
    return (last - first).total_seconds(), megabytes


def seconds_bare(nlp: spacy.Language, of: Sequence[str]) -> float:
    """Seconds of bare `nlp()`, text by text."""
    started = time.perf_counter()
    for text in of:
        nlp(text)
    return time.perf_counter() - started


def figures(sizes: Sequence[int]) -> list[Figure]:
    """The job's words a second over bare `nlp()` before and after it, and the time a word for growing numbers
    of articles."""
    configure_logging("WARNING")
    nlp = spacy.load(DEFAULT_MODEL)
    some = texts(min(40, sizes[0] * 2))
    nlp(some[0])
    found, each, ratios, sizes_mb = [], [], [], []
    bare = seconds_bare(nlp, some)
    for count in sizes:
        of = texts(count)
        seconds, megabytes = read_all(of)
        before, bare = bare, seconds_bare(nlp, some)
        each.append(seconds / words(of))
        ratios.append((before + bare) / 2 / words(some) / each[-1])
        sizes_mb.append(megabytes)
        found.append(Figure(f"annotate job of {count} articles", 1 / each[-1], "words/s"))
    spread = max(each[1:] or each) / min(each[1:] or each)
    return [
        Figure("annotate job over bare nlp(), words a second", statistics.median(ratios), least=0.8),
        *found,
        Figure(f"slowest over quickest word, {sizes[-1]} articles at most", spread, most=1.1),
        Figure("worker's memory, most articles over fewest", sizes_mb[-1] / sizes_mb[0], most=1.1),
    ]


def _megabytes(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0
