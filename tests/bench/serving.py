"""A real server on each database: how soon it answers, what it takes, what saving an answer costs over a bare
insert, and what a whole cohort at once does to it."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqlalchemy import make_url

from tests.bench.load import Load, run
from tests.bench.report import Figure
from tests.system.answering import Classroom, Student
from tests.system.postgres import Postgres
from tests.system.server import Server, command_of, descendants

DATABASES = ("SQLite", "PostgreSQL")
_CONNECTIONS = 8


@contextmanager
def new_database(database: str, folder: Path) -> Iterator[str]:
    """The address of an empty database of that kind; a SQLite file lies in the folder."""
    if database == "SQLite":
        yield f"sqlite:///{folder / 'quizapi.sqlite3'}"
        return
    postgres = Postgres()
    try:
        yield postgres.url
    finally:
        postgres.stop()


@contextmanager
def room(
    database: str,
    *,
    items: int = 10,
    command: tuple[str, ...] = ("serve", "--no-worker"),
    program: str = "quizapi",
) -> Iterator[Classroom]:
    """A server on a new database of that kind, with a published quiz."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = stack.enter_context(new_database(database, folder / "data"))
        environment = {"QUIZAPI_LOG_LEVEL": "WARNING", "QUIZAPI_DATABASE_URL": url}
        server = Server(folder / "data", command, environment, program=program).start()
        stack.callback(server.stop)
        found = Classroom(server, url)
        found.publish(items)
        yield found


@contextmanager
def bare(found: Classroom) -> Iterator[tuple[int, int]]:
    """A Flask application that inserts one row, on the same server and database: its port and process."""
    url = make_url(found.database_url).set(drivername="postgresql")
    text = url.render_as_string(hide_password=False)
    if found.database_url.startswith("sqlite"):
        text = str(found.server.data / "bare.sqlite3")
    environment = {**os.environ, "BARE_URL": text}
    subprocess.run([sys.executable, "-m", "tests.bench.bare_app"], env=environment, check=True)
    port = Server(found.server.data).port
    command = [sys.executable, "-m", "gunicorn", "tests.bench.bare_app:app", f"--bind=127.0.0.1:{port}"]
    command += ["--workers=2", "--threads=16", "--worker-class=gthread", "--log-level=warning"]
    process = subprocess.Popen([*command, "--no-control-socket"], env=environment, start_new_session=True)
    try:
        end = time.monotonic() + 30
        while True:
            try:
                run(Load(port, [("/answers/0", "")], 1, rounds=1))
                break
            except RuntimeError:
                if time.monotonic() > end:
                    raise
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


def targets(students: list[Student], items: int) -> list[tuple[str, str]]:
    """Where each student puts the answer to each item: all to the first item, then all to the second."""
    return [
        (f"/api/v1/attempts/{student.attempt_id}/responses/{student.items[n]}", student.client.token)
        for n in range(items)
        for student in students
    ]


def answer_over_bare(database: str, *, students: int, rounds: int) -> list[Figure]:
    """Answers saved a second over bare inserts a second, in turns; each the student's first to that item."""
    program = "tests.bench.relaxed" if database == "SQLite" else "quizapi"
    items = 30
    with room(database, items=items, program=program) as found, bare(found) as (port, bare_pid):
        own = targets([found.join(f"S{n}") for n in range(students)], items)
        size = len(own) // (rounds + 1)
        pairs, work = [], []
        for start in range(0, size * (rounds + 1), size):
            theirs = Load(port, [(f"/answers/{n}", "") for n in range(size)], _CONNECTIONS, rounds=1)
            ours = Load(found.server.port, own[start : start + size], _CONNECTIONS, rounds=1)
            before = [processor_seconds(pid) for pid in (bare_pid, found.server.pid)]
            pairs.append((run(theirs), run(ours)))
            after = [processor_seconds(pid) for pid in (bare_pid, found.server.pid)]
            work.append((after[1] - before[1]) / (after[0] - before[0]))
    if refused := sum(done.refused for pair in pairs for done in pair):
        raise RuntimeError(f"{refused} were refused")
    del pairs[0], work[0]  # warmed both up
    ratio = statistics.median(ours.per_second / theirs.per_second for theirs, ours in pairs)
    saved = statistics.median(ours.per_second for _, ours in pairs)
    return [
        Figure(f"answers saved over bare inserts, {database}", ratio, "of its requests a second", least=0.65),
        Figure(f"answers saved over {_CONNECTIONS} connections, {database}", saved, "a second"),
        Figure(
            f"the server's processor time of an answer over a bare insert's, {database}",
            statistics.median(work),
            "times",
        ),
    ]


def burst(database: str, students: int, answers: int) -> list[Figure]:
    """A whole cohort over twenty connections; then what its teacher asks for."""
    label = f"{students} x {answers}, {database}"
    with room(database, items=max(10, answers)) as found:
        crowd = [found.join(f"Student {n}") for n in range(students)]
        done = run(Load(found.server.port, targets(crowd, answers), min(20, students), rounds=1))
        stored = len(found.stored())
        lost = len(done.times) - done.refused - stored
        figures = [
            Figure(f"refused of a burst of {label}", done.refused, most=0.5),
            Figure(f"lost or doubled of {label}", abs(lost), most=0.5),
            Figure(f"saved in a burst of {label}", done.per_second, "a second"),
            Figure(f"p99 in a burst of {label}", statistics.quantiles(done.times, n=100)[98], "s", most=5.0),
        ]
        limits = {"results?format=csv": None, "results": 1.0, "statistics": 2.0}
        for what, most in limits.items():
            before = web_megabytes(found.server)
            times = []
            for _ in range(3):
                begun = time.perf_counter()
                answer = found.teacher.call("GET", f"/api/v1/assignments/{found.assignment_id}/{what}")
                times.append(time.perf_counter() - begun)
                if answer.status != 200:
                    raise RuntimeError(f"{what}: status {answer.status}")
            seconds = statistics.median(times)
            figures.append(Figure(f"{what} of {label}", seconds, "s", most=most if answers >= 30 else None))
            if "csv" in what:
                grown = web_megabytes(found.server) - before
                figures.append(Figure(f"web process grown by CSV of {label}", grown, "MB", most=16.0))
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


def processor_seconds(pid: int) -> float:
    """What the web processes of a server have worked so far."""
    ticks = 0
    for one in descendants(pid):
        if "gunicorn" in command_of(one):
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


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
