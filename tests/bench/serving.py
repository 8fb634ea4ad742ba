"""A real server: how soon it answers, what it takes, and what saving an answer costs over a bare insert."""

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from tests.bench.report import Figure
from tests.system.answering import Classroom, Student
from tests.system.server import Server, command_of, descendants

_BARE = """
import flask, pysqlite3, threading, os
local = threading.local()
def connection():
    if not hasattr(local, "connection"):
        local.connection = pysqlite3.connect(os.environ["BARE"], isolation_level=None, timeout=30)
        local.connection.execute("PRAGMA synchronous=FULL")
    return local.connection
first = pysqlite3.connect(os.environ["BARE"])
first.execute("PRAGMA journal_mode=WAL")
first.execute("CREATE TABLE IF NOT EXISTS answers (id INTEGER PRIMARY KEY, item TEXT, answer TEXT)")
first.close()
app = flask.Flask("bare")
@app.put("/answers/<item>")
def put(item):
    body = flask.request.get_json()
    connection().execute("BEGIN IMMEDIATE")
    connection().execute("INSERT INTO answers (item, answer) VALUES (?, ?)", (item, str(body["answer"])))
    connection().execute("COMMIT")
    return {"saved": True}
"""


@contextmanager
def room(folder: Path, items: int = 10) -> Iterator[Classroom]:
    server = Server(folder / "data", ("serve", "--no-worker")).start()
    try:
        found = Classroom(server, f"sqlite:///{folder / 'data' / 'quizapi.sqlite3'}")
        found.publish(items)
        yield found
    finally:
        server.stop()


@contextmanager
def bare(folder: Path) -> Iterator[int]:
    """A Flask application that inserts one row, on the same server and kind of database."""
    (folder / "bare_app.py").write_text(_BARE)
    port = Server(folder).port
    command = [sys.executable, "-m", "gunicorn", "bare_app:app", f"--bind=127.0.0.1:{port}", "--workers=2"]
    command += ["--threads=16", "--worker-class=gthread", "--log-level=warning", "--no-control-socket"]
    environment = {**os.environ, "BARE": str(folder / "bare.sqlite3")}
    process = subprocess.Popen(command, cwd=folder, env=environment, start_new_session=True)
    try:
        end = time.monotonic() + 30
        while time.monotonic() < end:
            try:
                _put(HTTPConnection("127.0.0.1", port), "/answers/0", "", 0)
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait()


def _put(connection: HTTPConnection, path: str, token: str, seq: int) -> int:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    body = f'{{"answer": {"true" if seq % 2 else "false"}, "client_seq": {seq}}}'
    connection.request("PUT", path, body, headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status


def _median_ms(call: Callable[[int], int], count: int) -> float:
    times = []
    for n in range(1, count + 1):
        started = time.perf_counter()
        status = call(n)
        times.append((time.perf_counter() - started) * 1000)
        if status != 200:
            raise RuntimeError(f"status {status}")
    return statistics.median(times)


def answer_over_bare(count: int) -> list[Figure]:
    """Median time of saving an answer over that of the bare insert, taken in turns."""
    with tempfile.TemporaryDirectory() as name, room(Path(name)) as found, bare(Path(name)) as port:
        student = found.join("Ada")
        ours = HTTPConnection("127.0.0.1", found.server.port)
        theirs = HTTPConnection("127.0.0.1", port)
        seq = 0

        def save(n: int) -> int:
            nonlocal seq
            seq += 1
            path = f"/api/v1/attempts/{student.attempt_id}/responses/{student.items[n % 10]}"
            return _put(ours, path, student.client.token, seq)

        ratios, medians = [], []
        for _ in range(6):
            base = _median_ms(lambda n: _put(theirs, f"/answers/{n}", "", n), count)
            medians.append(_median_ms(save, count))
            ratios.append(medians[-1] / base)
    return [
        Figure("saving an answer over a bare insert", statistics.median(ratios[1:]), "times"),
        Figure("saving an answer, median", statistics.median(medians[1:]), "ms"),
    ]


def burst(students: int, answers: int) -> list[Figure]:
    """A whole cohort over twenty connections: none refused; then what its teacher asks for."""
    with tempfile.TemporaryDirectory() as name, room(Path(name), items=max(10, answers)) as found:
        crowd = [found.join(f"Student {n}") for n in range(students)]
        times: list[float] = []
        failed: list[int] = []

        def work(part: list[Student]) -> None:
            connection = HTTPConnection("127.0.0.1", found.server.port, timeout=120)
            for n in range(answers):
                for student in part:
                    path = f"/api/v1/attempts/{student.attempt_id}/responses/{student.items[n]}"
                    started = time.perf_counter()
                    status = _put(connection, path, student.client.token, n + 1)
                    times.append(time.perf_counter() - started)
                    if status != 200:
                        failed.append(status)

        threads = [threading.Thread(target=work, args=(crowd[n::20],)) for n in range(min(20, students))]
        started = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.perf_counter() - started
        path = f"/api/v1/assignments/{found.assignment_id}"
        before = web_megabytes(found.server)
        figures = [
            Figure(f"burst of {students} x {answers} answers: refused", len(failed), most=0.5),
            Figure(f"burst of {students} x {answers} answers: saved", len(times) / seconds, "answers/s"),
            Figure("burst: p99", statistics.quantiles(times, n=100)[98] * 1000, "ms"),
        ]
        for what in ("results", "statistics", "results?format=csv"):
            begun = time.perf_counter()
            answer = found.teacher.call("GET", f"{path}/{what}")
            milliseconds = (time.perf_counter() - begun) * 1000
            if answer.status != 200:
                raise RuntimeError(f"{what}: status {answer.status}")
            figures.append(Figure(f"{what} of {students} x {answers}", milliseconds, "ms"))
        figures.append(Figure("web process grown by these", web_megabytes(found.server) - before, "MB"))
    return figures


def cold_start() -> list[Figure]:
    """Seconds from the command to the first answer, and what one web process then takes."""
    values = []
    with tempfile.TemporaryDirectory() as name:
        for n in range(4):
            server = Server(Path(name) / "data", ("serve",))
            started = time.perf_counter()
            server.start()
            values.append(time.perf_counter() - started)
            megabytes = web_megabytes(server)
            server.stop()
            if n == 0:
                values.clear()  # the first one makes the database
    return [
        Figure("quizapi serve to its first answer", statistics.median(values), "s", most=3.0),
        Figure("memory of a web process", megabytes, "MB", most=120.0),
    ]


def web_megabytes(server: Server) -> float:
    """Resident memory of the largest web process."""
    sizes = [
        int(line.split()[1]) / 1024
        for pid in descendants(server.pid)
        if "gunicorn" in command_of(pid)
        for line in Path(f"/proc/{pid}/status").read_text().splitlines()
        if line.startswith("VmRSS")
    ]
    return max(sizes)
