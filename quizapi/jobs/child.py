"""The process that reads and generates, seen from the worker: started before it is needed, and replaceable.

Plugins are code of others. They run over there, under a limit of time and memory, and can be killed there at
any moment, in the middle of a loop or of a library's C code, without harm to the worker.
"""

import contextlib
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import structlog

from quizapi.jobs.config import WorkerConfig
from quizapi.jobs.faults import ChildFault, ChildUnavailable, JobEnded
from quizapi.jobs.frames import FrameBuffer, write_frame
from quizapi.jobs.turns import CANCEL_CHECK_S, Turns

log = structlog.get_logger(__name__)

Json = dict[str, Any]
_TICK_S = 0.05
_START_SECONDS = 120.0
#: A child that has grown to this share of its limit is replaced after a job.
_TIRED = 0.6
_CHILD = "child"


@dataclass
class _Process:
    popen: subprocess.Popen[bytes]

    @property
    def requests(self) -> int:
        pipe = self.popen.stdin
        if pipe is None:
            raise ChildUnavailable("the child has no pipe")
        return pipe.fileno()

    @property
    def replies(self) -> int:
        pipe = self.popen.stdout
        if pipe is None:
            raise ChildUnavailable("the child has no pipe")
        return pipe.fileno()


class Child:
    """The one child of a worker. Calls take turns, whichever job's they are; after a fault the next call
    meets a new process."""

    def __init__(self, config: WorkerConfig) -> None:
        self._config = config
        self._turns = Turns()
        self._process: _Process | None = None
        self._info: Json = {}
        self._stopping = threading.Event()
        # The kernel ties a child's life to the thread that started it, so one thread that stays starts all.
        self._starter = ThreadPoolExecutor(max_workers=1, thread_name_prefix="child-starter")
        self._next = self._starter.submit(self._start)

    @property
    def info(self) -> Json:
        """What the newest child told when it was ready: `{fingerprint, pipeline, generators, failures}`.
        Waits for the first one.

        Raises:
            ChildUnavailable: It cannot be started.
        """
        if not self._info:
            with self._turns.taken(_CHILD):
                self._ready()
        return self._info

    def wait_until_ready(self, stop: threading.Event) -> bool:
        """Wait for the first process; False where `stop` was set before.

        Raises:
            ChildUnavailable: It cannot be started.
        """
        while not stop.is_set():
            if self._next.done():
                self._next.result()
                return True
            stop.wait(_TICK_S)
        return False

    def call(self, request: Json, *, seconds: float, is_active: Callable[[], bool]) -> Json:
        """Send a request and wait for the reply.

        Args:
            request: `{"op": ...}` and the operation's arguments.
            seconds: Wall time to the reply; waiting for the turn and for a process to be ready does not
                count.
            is_active: Asked now and then; the child is killed when the job whose call it is at has ended.

        Raises:
            ChildFault: It took too long, grew too large, died, or what it ran raised an error.
            JobEnded: `is_active` was false.
            ChildUnavailable: It cannot be started.
        """
        with self._turns.taken(_CHILD, is_active):
            process = self._ready()
            try:
                write_frame(process.requests, request)
                return self._reply(process, time.monotonic() + seconds, seconds, is_active)
            except (ChildFault, JobEnded, BrokenPipeError) as error:
                self._park_if_stopping()
                if not (isinstance(error, ChildFault) and error.type == "failed"):
                    self._replace(process)
                if isinstance(error, BrokenPipeError):
                    raise _crash(process.popen) from error
                raise

    def rest(self) -> None:
        """After a job: replace a process that has grown. Others at work open their articles again."""
        process = self._process
        if process is None:
            return
        megabytes = _megabytes(process.popen.pid)
        if megabytes < _TIRED * self._config.generator_megabytes:
            return
        with self._turns.taken(_CHILD):
            if self._process is process:
                log.info("child_replaced", reason="grown", megabytes=megabytes)
                self._replace(process)

    def stop(self) -> None:
        """End the child and keep its callers waiting for ever: the worker is about to end, and their steps
        must not be recorded as failed."""
        self._stopping.set()
        # The pipes stay open: a caller may be reading from them.
        if self._process is not None:
            _end(self._process.popen)
        if not self._next.cancel():
            with contextlib.suppress(Exception):
                _end(self._next.result(timeout=_START_SECONDS).popen)

    def close(self) -> None:
        """After `stop`, in a process that goes on: let go of the pipes and the thread."""
        self._starter.shutdown()
        for process in (self._process, *_results(self._next)):
            if process is not None:
                _kill(process.popen)

    def _ready(self) -> _Process:
        process = self._process
        if process is not None and process.popen.poll() is not None:
            # It died while nobody asked anything of it, so that it is nobody's fault.
            self._park_if_stopping()
            log.warning("child_died", how=_how_it_ended(process.popen))
            self._replace(process)
            process = None
        if process is None:
            try:
                process = self._process = self._next.result()
            except ChildUnavailable:
                self._next = self._starter.submit(self._start)
                raise
        return process

    def _replace(self, process: _Process) -> None:
        _kill(process.popen)
        self._process = None
        self._next = self._starter.submit(self._start)

    def _park_if_stopping(self) -> None:
        while self._stopping.is_set():
            time.sleep(1)

    def _start(self) -> _Process:
        started = time.monotonic()
        popen = subprocess.Popen(
            [sys.executable, "-m", "quizapi.jobs.child_main"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
            bufsize=0,
        )
        process = _Process(popen)
        try:
            setup = {
                "parent": os.getpid(),
                "log_level": self._config.log_level,
                "model": self._config.model,
                "plugins": None if self._config.plugins is None else list(self._config.plugins),
            }
            write_frame(process.requests, setup)
            answer = self._reply(
                process, started + _START_SECONDS, _START_SECONDS, lambda: not self._stopping.is_set()
            )
        except (ChildFault, BrokenPipeError, JobEnded) as error:
            _kill(popen)
            raise ChildUnavailable(f"the generator process does not start: {error}") from error
        if "fatal" in answer:
            _kill(popen)
            raise ChildUnavailable(answer["fatal"], lasting=True)
        self._info = answer
        log.info("child_ready", pid=popen.pid, duration_s=round(time.monotonic() - started, 2))
        return process

    def _reply(
        self, process: _Process, deadline: float, seconds: float, is_active: Callable[[], bool]
    ) -> Json:
        buffer = FrameBuffer()
        next_check = time.monotonic() + CANCEL_CHECK_S
        while True:
            readable, _, _ = select.select([process.replies], [], [], _TICK_S)
            if readable:
                chunk = os.read(process.replies, buffer.missing())
                if not chunk:
                    raise _crash(process.popen)
                message = buffer.feed(chunk)
                if message is None:
                    continue
                if "fault" in message:
                    raise ChildFault(message["fault"], message["detail"])
                return message
            now = time.monotonic()
            if now > deadline:
                raise ChildFault("timed-out", f"stopped after {seconds:g} seconds")
            if _megabytes(process.popen.pid) > self._config.generator_megabytes:
                limit = self._config.generator_megabytes
                raise ChildFault("out-of-memory", f"stopped at {limit} megabytes of memory")
            if now > next_check:
                next_check = now + CANCEL_CHECK_S
                if not is_active():
                    raise JobEnded


def _results(future: Future[_Process]) -> list[_Process]:
    with contextlib.suppress(Exception, CancelledError):
        return [future.result(timeout=0)]
    return []


def _end(popen: subprocess.Popen[bytes]) -> None:
    """Kill the process and all that it has started, and wait for its end."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(popen.pid, signal.SIGKILL)
    popen.wait()


def _kill(popen: subprocess.Popen[bytes]) -> None:
    """`_end`, and close the pipes."""
    _end(popen)
    for pipe in (popen.stdin, popen.stdout):
        if pipe is not None:
            pipe.close()


def _crash(popen: subprocess.Popen[bytes]) -> ChildFault:
    detail = _how_it_ended(popen)
    return ChildFault("crashed", detail, from_outside=popen.returncode == -signal.SIGKILL)


def _how_it_ended(popen: subprocess.Popen[bytes]) -> str:
    try:
        status = popen.wait(timeout=1.0)
    except subprocess.TimeoutExpired:
        return "closed its pipe"
    if status >= 0:
        return f"the process ended with status {status}"
    try:
        return f"the process was ended by {signal.Signals(-status).name}"
    except ValueError:
        return f"the process was ended by signal {-status}"


def _megabytes(pid: int) -> float:
    """Resident memory of a process; 0 where the system does not tell or it is gone."""
    try:
        with open(f"/proc/{pid}/statm") as file:  # noqa: PTH123 (read twenty times a second)
            pages = int(file.read().split()[1])
    except (OSError, IndexError, ValueError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000
