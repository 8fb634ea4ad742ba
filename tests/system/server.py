"""A real `quizapi serve` on a free port, and a client that speaks JSON to it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

START_SECONDS = 60.0
END_SECONDS = 30.0


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Client:
    """Sends requests; `token` is a teacher's or a student's."""

    base_url: str
    token: str = ""

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        sent = {"Content-Type": "application/json", **{k.replace("_", "-"): v for k, v in headers.items()}}
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        if method == "POST":
            sent.setdefault("Idempotency-Key", str(uuid.uuid4()))
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base_url + path, data, sent, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return Answer(answer.status, dict(answer.headers), answer.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, dict(error.headers), error.read())

    def must(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        answer = self.call(method, path, body, **headers)
        assert 200 <= answer.status < 300, (method, path, answer.status, answer.body.decode()[:2000])
        return answer.json if answer.body else None

    def job_done(self, job: dict[str, Any], seconds: float = 120) -> dict[str, Any]:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            now: dict[str, Any] = self.must("GET", f"/api/v1/jobs/{job['id']}")
            if now["state"] not in ("queued", "running"):
                return now
            time.sleep(0.1)
        raise AssertionError(f"the job did not end within {seconds} s: {now}")


@dataclass
class Server:
    """`quizapi serve` with its own data. `program` is the module that the interpreter is to run."""

    data: Path
    command: tuple[str, ...] = ("serve",)
    environment: dict[str, str] = field(default_factory=dict)
    program: str = "quizapi"
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    @property
    def client(self) -> Client:
        return Client(f"http://127.0.0.1:{self.port}")

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def start(self) -> "Server":
        environment = {k: v for k, v in os.environ.items() if not k.startswith("QUIZAPI_")}
        environment |= {"DATA": str(self.data), "PORT": str(self.port), **self.environment}
        self.process = subprocess.Popen(
            [sys.executable, "-m", self.program, *self.command], env=environment, start_new_session=True
        )
        self.wait_until("/readyz")
        return self

    def wait_until(self, path: str) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            assert self.process is not None
            assert self.process.poll() is None, "the server ended while it started"
            try:
                if self.client.call("GET", path).status == 200:
                    return
            except OSError:
                pass
            time.sleep(0.1)
        raise AssertionError(f"no 200 from {path} within {START_SECONDS} s")

    def kill(self) -> None:
        """SIGKILL to the first process; the kernel ends the others."""
        assert self.process is not None
        tree = descendants(self.pid)
        self.process.kill()
        self.process.wait()
        wait_until_gone(tree)

    def stop(self) -> int:
        """SIGTERM, and the exit status. No process may be left."""
        assert self.process is not None
        if self.process.poll() is not None:
            return self.process.returncode
        tree = descendants(self.pid)
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(END_SECONDS)
        wait_until_gone(tree)
        return status


def descendants(pid: int) -> set[int]:
    """The process and all below it."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text()
            except OSError:
                continue
            parents[int(folder.name)] = int(stat.rpartition(")")[2].split()[1])
    found = {pid}
    while True:
        more = {child for child, parent in parents.items() if parent in found} - found
        if not more:
            return found
        found |= more


def wait_until_gone(pids: set[int]) -> None:
    end = time.monotonic() + END_SECONDS
    while time.monotonic() < end:
        left = {pid for pid in pids if _runs(pid)}
        if not left:
            return
        time.sleep(0.05)
    raise AssertionError(f"processes are left: {[(p, command_of(p)) for p in left]}")


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    except OSError:
        return False


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""
