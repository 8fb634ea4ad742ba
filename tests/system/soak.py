"""`make soak`: ten minutes of mixed load on a real server; memory, handles and threads must stay flat.

`python -m tests.system.soak [--minutes 10] [--database sqlite|postgresql]` prints a line every ten
seconds, and ends with 1 where something has failed or grown.
"""

import argparse
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tests.system.answering import Classroom, Student
from tests.system.postgres import Postgres
from tests.system.server import Client, Server, command_of, descendants

_TEXTS = Path("fixtures/articles")
#: Each of the texts gives something to one of them at least.
_FEW = [{"name": name, "count": 3} for name in ("true-false", "who-said-what", "fact-or-opinion")]
#: By what a process may be larger at the end than in the middle of the run: caches fill.
_GROWTH, _GROWTH_MB, _GROWTH_COUNT = 1.10, 24.0, 4
_KINDS = {"gunicorn": "web", "quizapi worker": "worker", "child_main": "child"}


@dataclass(frozen=True)
class Sample:
    """What the processes of one kind take together at one moment."""

    megabytes: float
    handles: int
    threads: int


@dataclass
class Soak:
    """Load on one classroom; `faults` are the answers that should not have come."""

    room: Classroom
    stop: threading.Event = field(default_factory=threading.Event)
    done: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def keep_on(self, name: str, act: Callable[[random.Random], None], pause: float) -> threading.Thread:
        """A thread that does it again and again."""

        def run() -> None:
            chance = random.Random(name)
            while not self.stop.is_set():
                try:
                    act(chance)
                except Exception as error:
                    with self.lock:
                        self.faults.append(f"{name}: {type(error).__name__}: {error}"[:300])
                with self.lock:
                    self.done[name] = self.done.get(name, 0) + 1
                self.stop.wait(chance.uniform(0, 2 * pause))

        return threading.Thread(target=run)

    def student(self, chance: random.Random) -> None:
        """Joins, answers, changes an answer, submits, looks at the result, and deletes all of it."""
        body = {"join_code": self.room.join_code, "nickname": f"S{chance.getrandbits(60)}"}
        attempt = self.room.server.client.must("POST", "/api/v1/attempts", body)
        client = Client(self.room.server.client.base_url, attempt["token"])
        student = Student(self.room, client, attempt["id"], [item["id"] for item in attempt["items"]])
        for item in student.items:
            assert student.answer(item, chance.random() < 0.5) == 200
        assert student.answer(student.items[0], True) == 200
        path = f"/api/v1/attempts/{student.attempt_id}"
        student.client.must("POST", f"{path}/submit")
        assert "score" in student.client.must("GET", path)
        # Or the results would grow, and with them what it takes to show them.
        student.client.must("POST", f"{path}/erase", {"deletion_code": attempt["deletion_code"]})

    def teacher(self, chance: random.Random) -> None:
        """Stores an article, has a quiz made of it, exports it, and deletes both."""
        teacher = self.room.teacher
        text = chance.choice(sorted(_TEXTS.glob("*.txt"))).read_text(encoding="utf-8")
        article = teacher.must("POST", "/api/v1/articles", {"text": f"{text}\n\nNumber {chance.random()}."})
        body = {"title": "Soak", "article_ids": [article["id"]], "generators": _FEW, "seed": 1}
        job = teacher.job_done(teacher.must("POST", "/api/v1/quizzes", body))
        assert job["state"] == "succeeded", job["problems"]
        quiz = f"/api/v1/quizzes/{job['result']['quiz_id']}"
        for form in ("gift", "json", "csv", "markdown"):
            assert teacher.call("GET", f"{quiz}/export?format={form}").status == 200
        for path in (quiz, f"/api/v1/articles/{article['id']}"):
            teacher.must("DELETE", path, if_match="*")

    def reader(self, chance: random.Random) -> None:
        """Looks at lists, results, statistics and pages."""
        room = f"/api/v1/assignments/{self.room.assignment_id}"
        path = chance.choice(
            ["/api/v1/articles", "/api/v1/quizzes", f"{room}/results", f"{room}/statistics", "/readyz", "/"]
        )
        assert self.room.teacher.call("GET", path).status == 200, path

    def stranger(self, chance: random.Random) -> None:
        """Sends what is refused."""
        nobody = Client(self.room.server.client.base_url)
        assert nobody.call("GET", "/api/v1/articles").status == 401
        assert nobody.call("POST", "/api/v1/quizzes", {"title": 3}).status == 401
        assert self.room.teacher.call("POST", "/api/v1/quizzes", {"title": 3}).status == 422
        assert self.room.teacher.call("GET", "/api/v1/quizzes/nothing").status == 404


def look(server: Server) -> dict[str, Sample]:
    """What each kind of process takes now."""
    found: dict[str, list[Sample]] = {}
    for pid in descendants(server.pid):
        command = command_of(pid)
        kind = next((kind for mark, kind in _KINDS.items() if mark in command), None)
        if kind is None:
            continue
        try:
            lines = Path(f"/proc/{pid}/status").read_text().splitlines()
            handles = len(list(Path(f"/proc/{pid}/fd").iterdir()))
        except OSError:
            continue
        status = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
        found.setdefault(kind, []).append(
            Sample(int(status.get("VmRSS", "0").split()[0]) / 1024, handles, int(status["Threads"]))
        )
    return {
        kind: Sample(
            sum(s.megabytes for s in samples),
            sum(s.handles for s in samples),
            sum(s.threads for s in samples),
        )
        for kind, samples in found.items()
    }


def growth(samples: list[dict[str, Sample]]) -> list[str]:
    """What is larger in the last third of the run than in the one before."""
    third = len(samples) // 3
    middle, last = samples[third : 2 * third], samples[2 * third :]
    grown = []
    for kind in sorted({kind for sample in samples for kind in sample}):
        for what in ("megabytes", "handles", "threads"):
            before, after = (
                statistics.median([getattr(sample[kind], what) for sample in part if kind in sample] or [0])
                for part in (middle, last)
            )
            spare = _GROWTH_MB if what == "megabytes" else _GROWTH_COUNT
            if after > max(before * _GROWTH, before + spare):
                grown.append(f"{kind}: {what} grew from {before:.0f} to {after:.0f}")
    return grown


def soak(room: Classroom, seconds: float, every: float = 10.0) -> tuple[Soak, list[dict[str, Sample]]]:
    """Put the load on for so long, and look at the processes all the while."""
    load = Soak(room)
    threads = [load.keep_on(f"student {n}", load.student, 0.5) for n in range(4)]
    threads += [load.keep_on("teacher", load.teacher, 1.0), load.keep_on("reader", load.reader, 0.2)]
    threads.append(load.keep_on("stranger", load.stranger, 0.5))
    for thread in threads:
        thread.start()
    samples: list[dict[str, Sample]] = []
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        time.sleep(min(every, left))
        samples.append(look(room.server))
        shown = "  ".join(
            f"{kind} {s.megabytes:.0f} MB {s.handles} handles {s.threads} threads"
            for kind, s in sorted(samples[-1].items())
        )
        print(f"{len(samples) * every:5.0f} s  {sum(load.done.values())} rounds  {shown}", flush=True)
    load.stop.set()
    for thread in threads:
        thread.join()
    return load, samples


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.system.soak")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    wanted = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url, environment = f"sqlite:///{folder / 'data' / 'quizapi.sqlite3'}", {"QUIZAPI_LOG_LEVEL": "ERROR"}
        if wanted.database == "postgresql":
            postgres = Postgres()
            stack.callback(postgres.stop)
            url = environment["QUIZAPI_DATABASE_URL"] = postgres.url
        server = Server(folder / "data", ("serve",), environment).start()
        stack.callback(server.stop)
        room = Classroom(server, url)
        room.publish()
        load, samples = soak(room, wanted.minutes * 60)
    grown = growth(samples)
    print(f"rounds: {load.done}")
    for line in [*load.faults[:20], *grown]:
        print(f"FAULT {line}")
    print(f"{len(load.faults)} faults; {'nothing has grown' if not grown else f'{len(grown)} grew'}")
    return 1 if load.faults or grown else 0


if __name__ == "__main__":
    sys.exit(main())
