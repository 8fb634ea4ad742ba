"""Keeps web server and workers running as children of one process, and ends them together."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection, HTTPException
from types import FrameType

import structlog

from quizapi.jobs.config import EXIT_CONFIG
from quizapi.settings import Settings

log = structlog.get_logger(__name__)

_STOP_SECONDS = 20.0
_LONGEST_BACKOFF = 10.0
_LONGEST_WAIT = 10.0
_AFTER_KILL = 0.5
_STEADY_SECONDS = 30.0
#: How a process ends that another has ended; a fault of its own is another signal (SIGSEGV, SIGABRT).
_KILLED = (-signal.SIGKILL, -signal.SIGTERM)
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass
class Child:
    """One supervised process. Where a `vital` one cannot be kept running, the supervisor gives up.

    Attributes:
        deaths: How often it ended by itself without having run steadily in between.
        niceness: Added to the priority that the kernel schedules by (0 to 19, higher gives way).
        start_when: Asked before the first start, which waits until it says yes, but no longer than
            `_LONGEST_WAIT` seconds.
    """

    name: str
    command: list[str]
    vital: bool = False
    environment: Mapping[str, str] | None = None
    start_when: Callable[[], bool] | None = None
    niceness: int = 0
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    deaths: int = 0
    not_before: float = 0.0


class Supervisor:
    """Starts processes, starts again what dies, and stops all on SIGINT or SIGTERM.

    A worker is started again under the same executor id, so that it takes its own jobs up. When the
    supervisor itself is killed, the kernel ends the children (`PR_SET_PDEATHSIG`).
    """

    def __init__(self, children: Sequence[Child]) -> None:
        self._children = list(children)
        self._stopping = False
        self._begun = time.monotonic()

    def run(self) -> int:
        """Run until told to stop.

        Returns:
            The exit status: 0 after a clean stop; 1 when a vital process cannot be kept running, or a
            process says that its configuration is at fault.
        """
        previous = {
            number: signal.signal(number, self._on_signal) for number in (signal.SIGINT, signal.SIGTERM)
        }
        try:
            while not self._stopping:
                for child in self._children:
                    if not self._keep(child):
                        return 1
                time.sleep(0.1)
            return 0
        finally:
            self._stop()
            for number, handler in previous.items():
                signal.signal(number, handler)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True

    def _keep(self, child: Child) -> bool:
        """Start the child where it does not run. False where trying again is of no use."""
        now = time.monotonic()
        if child.process is not None:
            status = child.process.poll()
            if status is None:
                return True
            if now - child.started > _STEADY_SECONDS:
                child.deaths = 0
            child.process = None
            if status in _KILLED:
                # From outside, be it by the kernel for want of memory: the process itself is sound.
                child.not_before = now + _AFTER_KILL
            else:
                child.deaths += 1
                child.not_before = now + min(_LONGEST_BACKOFF, 0.2 * 2 ** (child.deaths - 1))
            log.error("process_died", process=child.name, status=status, deaths=child.deaths)
            if status == EXIT_CONFIG or (child.vital and child.deaths > 3):
                return False
        if child.start_when is not None and now - self._begun < _LONGEST_WAIT and not child.start_when():
            return True
        child.start_when = None
        if now >= child.not_before:
            # A session of its own: Ctrl-C reaches the supervisor alone, which stops the children in order.
            child.process = subprocess.Popen(  # noqa: S603
                child.command,
                env=child.environment,
                start_new_session=True,
                preexec_fn=partial(_prepare, child.niceness),
            )
            child.started = now
        return True

    def _stop(self) -> None:
        running = [child.process for child in self._children if child.process is not None]
        for process in running:
            _signal(process, signal.SIGTERM)
        end = time.monotonic() + _STOP_SECONDS
        for process in running:
            try:
                process.wait(max(0.1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                log.error("process_killed", pid=process.pid)
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _signal(process: subprocess.Popen[bytes], number: int) -> None:
    if process.poll() is None:
        process.send_signal(number)


def answers(settings: Settings) -> bool:
    """Whether the web server answers requests (an error is an answer)."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104 # nosec
    connection = HTTPConnection(host, settings.port, timeout=0.5)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return True


def _prepare(niceness: int) -> None:
    die_with_parent()
    os.nice(niceness)


def die_with_parent() -> None:
    """Have the kernel end this process with the one that started it (Linux)."""
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def worker_command() -> list[str]:
    """One worker process."""
    return [sys.executable, "-m", "quizapi", "worker"]


def web_command(settings: Settings) -> list[str]:
    """gunicorn with threads; a request that is being answered may finish for ten seconds when it stops."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return [
        sys.executable,
        "-m",
        "gunicorn",
        "quizapi.cli.wsgi:application()",
        "--config=python:quizapi.cli.gunicorn_conf",
        f"--bind={host}:{settings.port}",
        "--worker-class=gthread",
        f"--workers={settings.web_processes}",
        f"--threads={settings.web_threads}",
        "--timeout=60",
        "--graceful-timeout=10",
        "--keep-alive=5",
        "--no-control-socket",
        "--log-level=warning",
    ]


def child_environment(settings: Settings) -> Mapping[str, str]:
    """The environment with this process's settings in it, as the children read them."""
    values = {
        "QUIZAPI_DATA": str(settings.data.absolute()),
        "QUIZAPI_HOST": settings.host,
        "QUIZAPI_PORT": str(settings.port),
        "QUIZAPI_PUBLIC_URL": settings.base_url,
    }
    if settings.allow_unreviewed:
        values["QUIZAPI_ALLOW_UNREVIEWED"] = "1"
    return {**os.environ, **values}
