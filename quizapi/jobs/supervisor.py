"""Keeps worker processes alive: starts them, starts them again when they die, and stops them."""

import contextlib
import subprocess
import sys
import threading
import time

import structlog

from quizapi.jobs.config import EXIT_CONFIG, WorkerConfig
from quizapi.jobs.frames import write_frame

log = structlog.get_logger(__name__)

_FIRST_PAUSE_S = 0.2
_LONGEST_PAUSE_S = 10.0
#: A worker that has lived this long was well; the next pause is the first one again.
_WELL_AFTER_S = 30.0


class Supervisor:
    """`slots` workers on this host, each a process of its own.

    Start it in a process that does not fork afterwards without an exec. When that process dies, however it
    dies, the workers notice the end of their pipes and stop.
    """

    def __init__(self, config: WorkerConfig, *, slots: int = 1) -> None:
        self._config = config
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._processes: dict[int, subprocess.Popen[bytes]] = {}
        self._threads = [
            threading.Thread(target=self._keep, args=(slot,), name=f"worker-{slot}", daemon=True)
            for slot in range(slots)
        ]

    def start(self) -> None:
        """Start the workers and return at once."""
        for thread in self._threads:
            thread.start()

    def stop(self, *, seconds: float = 8.0) -> None:
        """Stop the workers; one that does not within `seconds` is killed. Returns when none is left."""
        self._stop.set()
        with self._lock:
            running = list(self._processes.values())
        for process in running:
            process.terminate()
        deadline = time.monotonic() + seconds
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                log.warning("worker_killed", pid=process.pid)
                process.kill()
                process.wait()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until every worker has ended for good (by `stop`, or because its configuration is at fault).

        Returns:
            False where `seconds` passed before.
        """
        deadline = None if seconds is None else time.monotonic() + seconds
        for thread in self._threads:
            thread.join(None if deadline is None else max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    @property
    def pids(self) -> list[int]:
        """Process ids of the workers that live."""
        with self._lock:
            return [process.pid for process in self._processes.values() if process.poll() is None]

    def _keep(self, slot: int) -> None:
        pause = _FIRST_PAUSE_S
        while not self._stop.is_set():
            started = time.monotonic()
            status = self._run_once(slot)
            if self._stop.is_set():
                return
            if status == EXIT_CONFIG:
                log.error("worker_not_restarted", slot=slot, status=status)
                return
            if time.monotonic() - started > _WELL_AFTER_S:
                pause = _FIRST_PAUSE_S
            log.warning("worker_died", slot=slot, status=status, restart_in_s=pause)
            self._stop.wait(pause)
            pause = min(_LONGEST_PAUSE_S, 2 * pause)

    def _run_once(self, slot: int) -> int:
        with self._lock:
            if self._stop.is_set():
                return 0
            # A session of its own: Ctrl-C is for us, and we tell the worker.
            process = subprocess.Popen(
                [sys.executable, "-m", "quizapi.jobs"], stdin=subprocess.PIPE, start_new_session=True
            )
            self._processes[slot] = process
        if process.stdin is not None:
            # The database's password goes through the pipe, not through arguments that everybody can list.
            with contextlib.suppress(BrokenPipeError):
                write_frame(process.stdin.fileno(), {"config": self._config.to_json()})
        status = process.wait()
        if process.stdin is not None:
            process.stdin.close()
        with self._lock:
            del self._processes[slot]
        return status
