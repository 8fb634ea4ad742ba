"""Workers are started again when they die, and never outlive the process that started them."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from school import HERE, School, children, is_alive, wait_for

from quizapi.jobs.supervisor import Supervisor


@pytest.fixture(autouse=True)
def _environment(sqlite_school: School, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PYTHONPATH", str(HERE))
    monkeypatch.setenv("QUIZAPI_TEST_RUNS", str(sqlite_school.runs_file))
    yield


def test_dead_worker_is_started_again_and_goes_on(sqlite_school: School) -> None:
    school = sqlite_school
    teacher = school.teacher()
    slow = {"name": "second", "count": 2, "options": {"pause": 1.0}}
    _, job_id = school.quiz(teacher, [school.article(teacher)], "steady", slow)
    supervisor = Supervisor(school.config)
    supervisor.start()
    try:
        wait_for(lambda: school.runs()["second"] == 1)
        (pid,) = supervisor.pids
        os.kill(pid, signal.SIGKILL)
        assert school.wait(job_id).state == "succeeded"
        (again,) = supervisor.pids
        helpers = children(again)
    finally:
        supervisor.stop()
    assert again != pid
    assert school.runs() == {"steady": 1, "second": 2}
    assert not any(map(is_alive, [again, *helpers]))
    assert supervisor.wait(0.1)


def test_worker_with_a_wrong_configuration_is_not_started_again(sqlite_school: School) -> None:
    from dataclasses import replace

    supervisor = Supervisor(replace(sqlite_school.config, model="no_such_model"))
    supervisor.start()
    assert supervisor.wait(30)
    supervisor.stop()


_SERVE = """
import sys, time
from quizapi.jobs.config import WorkerConfig
from quizapi.jobs.supervisor import Supervisor
Supervisor(WorkerConfig.from_json(sys.argv[1])).start()
time.sleep(60)
"""


def test_workers_end_when_their_starter_is_killed(sqlite_school: School) -> None:
    serve = subprocess.Popen([sys.executable, "-c", _SERVE, sqlite_school.config.to_json()])
    wait_for(lambda: bool(children(serve.pid)) and bool(children(children(serve.pid)[0])))
    (worker,) = children(serve.pid)
    helpers = children(worker)
    serve.kill()
    serve.wait()
    wait_for(lambda: not any(map(is_alive, [worker, *helpers])), 10.0)
