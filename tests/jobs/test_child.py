"""The child: whatever a plugin does over there, the caller gets a named fault, and the next call works."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from school import HERE, PLUGIN, TEXT, children, is_alive, now
from sqlalchemy.orm import Session, sessionmaker

from quizapi.jobs.calls import Calls
from quizapi.jobs.child import Child
from quizapi.jobs.config import WorkerConfig
from quizapi.jobs.faults import ChildFault, ChildUnavailable, JobEnded
from quizapi.jobs.frames import FrameBuffer, pack, read_frame, write_frame
from quizapi.services.quizzes_saving import ArticleToRead
from quizapi.services.readings import save_reading
from quizapi.store.engine import create_database_engine, create_session_factory, write_transaction
from quizapi.store.models import JobRow, UserRow
from quizapi.store.upgrade import upgrade_database
from tests.deadlines import bounded_wait

LIMIT_MB = 700
ARTICLE = ArticleToRead("a1", 1, TEXT, "hash", "", None, None, "en")


@pytest.fixture(scope="module")
def child(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Child]:
    runs: Path = tmp_path_factory.mktemp("child") / "runs.txt"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(HERE))
        patch.setenv("QUIZAPI_TEST_RUNS", str(runs))
        config = WorkerConfig("", plugins=(PLUGIN,), generator_megabytes=LIMIT_MB, log_level="ERROR")
        child = Child(config)
        yield child
        child.stop()
        child.close()


@pytest.fixture
def sessions_of_jobs(sqlite_url: str) -> Iterator[sessionmaker[Session]]:
    """Sessions on a database with two running jobs."""
    engine = create_database_engine(sqlite_url, pool_size=4)
    upgrade_database(engine)
    sessions = create_session_factory(engine)
    with write_transaction(sessions) as session:
        user = UserRow(id="ada", email="a@x.org", name="A", password_hash="x", created_at=now())
        session.add(user)
        session.flush()
        for job_id in ("job-1", "job-2"):
            session.add(
                JobRow(
                    id=job_id, owner_id="ada", kind="read_article", state="running", params={}, done=0,
                    total=1, step="", result={}, problems=[], created_at=now(),
                )
            )  # fmt: skip
    yield sessions
    engine.dispose()


def _call(child: Child, request: dict[str, Any], seconds: float = 60.0, active: bool = True) -> Any:
    return child.call(request, seconds=seconds, is_active=lambda: active)


def _propose(child: Child, generator: str, how: str = "", *, seconds: float = 60.0) -> Any:
    article = {
        "text": TEXT, "title": "", "author": None, "published_on": None, "language": "en",
        "id": "a1", "revision": 1, "text_hash": "",
    }  # fmt: skip
    reading = _call(child, {"op": "read", "text": TEXT})
    _call(child, {"op": "open", "key": "a1/1", "article": article, **reading})
    request = {
        "op": "propose", "key": "a1/1", "generator": generator, "count": 2, "options": {"how": how},
        "article_index": 0, "seed": 1,
    }  # fmt: skip
    return _call(child, request, seconds)


@pytest.mark.parametrize(
    ("how", "seconds", "type"),
    [
        ("hang", 0.5, "timed-out"),
        ("hang-in-c", 0.5, "timed-out"),
        ("memory", 20.0, "out-of-memory"),
        ("exit", 20.0, "crashed"),
        ("os-exit", 20.0, "crashed"),
        ("segfault", 20.0, "crashed"),
    ],
)
def test_bad_generator_is_stopped_and_named(child: Child, how: str, seconds: float, type: str) -> None:
    with pytest.raises(ChildFault) as caught:
        _propose(child, "poison", how, seconds=seconds)
    assert caught.value.type == type
    assert not caught.value.from_outside
    assert len(_propose(child, "steady")["candidates"]) == 6


def test_what_a_plugin_prints_does_not_get_between_the_messages(child: Child) -> None:
    assert len(_propose(child, "poison", "print")["candidates"]) == 1


def test_exception_of_a_plugin_is_a_problem_and_keeps_what_it_gave(child: Child) -> None:
    reply = _propose(child, "poison", "raise")
    assert [(p["type"], p["detail"]) for p in reply["problems"]] == [("failed", "LookupError: nothing here")]
    assert len(reply["candidates"]) == 1


def test_error_of_an_operation_is_told_and_the_process_kept(child: Child) -> None:
    before = children(os.getpid())
    with pytest.raises(ChildFault) as caught:
        _call(child, {"op": "no such"})
    assert caught.value.type == "failed"
    assert children(os.getpid()) == before


def test_ended_job_stops_the_process(child: Child) -> None:
    with bounded_wait(), pytest.raises(JobEnded):
        child.call(
            {"op": "read", "text": "A long way to go. " * 200_000}, seconds=600, is_active=lambda: False
        )


@pytest.fixture
def asked(child: Child, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the child was asked to do."""
    operations: list[str] = []
    call = child.call

    def noted(request: dict[str, Any], **limits: Any) -> Any:
        operations.append(request["op"])
        return call(request, **limits)

    monkeypatch.setattr(child, "call", noted)
    return operations


def test_one_text_that_two_jobs_need_at_once_is_read_once(
    child: Child, sessions_of_jobs: sessionmaker[Session], asked: list[str]
) -> None:
    calls = Calls(sessions_of_jobs, child, WorkerConfig(""), now)
    with ThreadPoolExecutor() as pool:
        one, other = pool.map(lambda job: calls.read(job, ARTICLE), ["job-1", "job-2"])
    assert asked == ["read"]
    assert one.annotations == other.annotations
    assert one.doc == other.doc


def test_text_that_another_pipeline_has_read_is_read_anew_when_it_is_needed(
    child: Child, sessions_of_jobs: sessionmaker[Session], asked: list[str]
) -> None:
    old = {"text_hash": ARTICLE.text_hash, "fingerprint": "older", "annotations": {}, "doc": b""}
    with write_transaction(sessions_of_jobs) as session:
        save_reading(session, **old, now=now())
    calls = Calls(sessions_of_jobs, child, WorkerConfig(""), now)
    readings = [calls.read("job-1", ARTICLE) for _ in range(2)]
    assert asked == ["read"]
    assert [reading.fingerprint for reading in readings] == [child.info["fingerprint"]] * 2
    assert readings[0].doc == readings[1].doc != b""


def test_article_that_is_not_open_is_asked_for(child: Child) -> None:
    request = {
        "op": "propose", "key": "other/1", "generator": "steady", "count": 2, "options": {},
        "article_index": 0, "seed": 1,
    }  # fmt: skip
    assert _call(child, request) == {"need": "other/1"}


def test_child_without_its_model_says_what_is_missing() -> None:
    child = Child(WorkerConfig("", model="no_such_model", log_level="ERROR"))
    with pytest.raises(ChildUnavailable, match="no_such_model"):
        _ = child.info
    child.stop()
    child.close()


def test_stop_leaves_no_process() -> None:
    before = set(children(os.getpid()))
    child = Child(WorkerConfig("", plugins=(), log_level="ERROR"))
    assert child.info["fingerprint"]
    (mine,) = set(children(os.getpid())) - before
    assert is_alive(mine)
    child.stop()
    child.close()
    assert not is_alive(mine)


def test_frames_arrive_whole_however_they_are_cut() -> None:
    message = {"text": "Grüße 👋", "n": [1, 2.5, None]}
    data = pack(message)
    buffer = FrameBuffer()
    got = [buffer.feed(data[n : n + 1]) for n in range(len(data))]
    assert got == [None] * (len(data) - 1) + [message]
    assert buffer.missing() == 4


def test_end_of_the_pipe_is_no_message() -> None:
    source, target = os.pipe()
    write_frame(target, {"a": 1})
    os.close(target)
    assert read_frame(source) == {"a": 1}
    assert read_frame(source) is None
    os.close(source)
