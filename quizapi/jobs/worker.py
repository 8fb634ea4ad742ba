"""One worker process: one job at a time and a few small readings beside it, from the queues that all workers
of the database share. What they need read or generated is done in one child, call by call in turn."""

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from types import FrameType

import structlog

from quizapi.jobs.child import Child
from quizapi.jobs.config import EXIT_CONFIG, EXIT_FAILED, WorkerConfig
from quizapi.jobs.faults import ChildUnavailable

log = structlog.get_logger(__name__)


def run_worker(config: WorkerConfig, *, stop: threading.Event | None = None) -> int:
    """Work until told to stop (SIGTERM, SIGINT or `stop`).

    A running job gets `stop_seconds` to end; then it is interrupted, and goes on at its next step when a
    worker starts again, here or elsewhere. A thread of the interrupted step may be left: end the process with
    `leave`.

    Returns:
        The process's exit status.
    """
    stop = stop or threading.Event()
    with _signals(stop):
        child = Child(config)
        try:
            # Imported while the child loads its model: database and job engine take as long.
            from quizapi.jobs.duty import on_duty

            return on_duty(config, child, stop)
        except ChildUnavailable as error:
            log.error("child_unavailable", detail=str(error))
            return EXIT_CONFIG if error.lasting else EXIT_FAILED
        finally:
            child.stop()


@contextlib.contextmanager
def _signals(stop: threading.Event) -> Iterator[None]:
    def on_signal(signum: int, frame: FrameType | None) -> None:
        stop.set()

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {signum: signal.signal(signum, on_signal) for signum in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for signum, handler in before.items():
            signal.signal(signum, handler)


def leave(status: int) -> None:
    """End the process now, whatever its threads are at."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
